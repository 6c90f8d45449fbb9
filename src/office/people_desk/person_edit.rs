//! What the office corrects about a person: name, local (a transfer), work, language, address; and forgetting them.
//! Classes keep the local that somebody had at the time; the name on a certificate is changed elsewhere.

use crate::{
    ground::{fault::Fault, verb::Verb},
    office::{merge, own_data::erase},
    people::{
        self, address,
        locals::{self, LocalMatch},
        offices::has_office_of_programme,
        power_requests::{MISSED_DAYS, is_asked_for},
        signin::sign_ins::has_power,
        store::{self, NewPerson, Person},
        tidy_name,
    },
    programme::change::{Change, Entry},
    progress::enrolment::form::{WORK, work_options},
    seats::signup,
    visit::Visit,
};
use kit::{
    Language, Page, Reply,
    form::{Errors, Field, LONGEST, Typed, field, radios, select, text_area},
    t,
};
use maud::{Markup, html};

async fn load(visit: &Visit) -> Result<(Person, String), Fault> {
    let (key, scope) = (visit.param("key").to_owned(), visit.scope.clone());
    visit
        .read(move |tx| {
            let person = store::by_key(tx, &scope, &key)?;
            let local = match person.local_id {
                Some(local) => locals::name(tx, local)?,
                None => person.local_typed.clone(),
            };
            Ok((person, local))
        })
        .await
}

/// `GET /staff/people/{key}/edit`
pub(crate) async fn form(visit: Visit) -> Result<Reply, Fault> {
    let (person, local) = load(&visit).await?;
    let typed = Typed::default()
        .with("name", &person.name)
        .with("email", &person.email)
        .with("local", &local)
        .with("work", &person.work)
        .with("language", person.language.tag());
    Ok(visit.show(page(&visit, &person, &typed, &Errors::default())))
}

fn page(visit: &Visit, person: &Person, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let (name, email, local, reason) =
        (t!(words, "person-name"), t!(words, "member-email"), t!(words, "field-local"), t!(words, "decide-reason"));
    let email_hint = t!(words, "edit-email-hint");
    let languages: Vec<_> =
        Language::ALL.iter().map(|l| (l.tag().to_owned(), l.own_name().to_owned(), Some(l.tag()))).collect();
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "edit-title", name = &person.name)) }
        form.stack method="post" action={ "/staff/people/" (person.key) "/edit" } novalidate {
            (field(words, Field::new("name", &name).completed("off"), typed, errors))
            (field(words, Field::new("email", &email).hinted(&email_hint).of_kind("email").completed("off"), typed, errors))
            (field(words, Field::new("local", &local).completed("off"), typed, errors))
            (radios(words, "work", &t!(words, "field-work"), &work_options(words), typed, errors))
            (select(words, Field::new("language", &t!(words, "field-language")), &languages, typed, errors))
            (text_area(words, Field::new("reason", &reason), 2, typed, errors))
            p { button.btn type="submit" { (t!(words, "save")) } }
        }
        p { a href={ "/staff/people/" (person.key) } { (t!(words, "go-back")) } }
    };
    Page::new(t!(words, "edit-title", name = &person.name), body).private()
}

/// `POST /staff/people/{key}/edit`
pub(crate) async fn save(visit: Visit) -> Result<Reply, Fault> {
    let (person, _) = load(&visit).await?;
    let (words, typed) = (visit.words, visit.form.clone());
    let (name, local) = (tidy_name(typed.get("name")), tidy_name(typed.get("local")));
    let mut errors = Errors::default();
    if name.is_empty() || name.chars().count() > LONGEST || !name.chars().any(char::is_alphabetic) {
        errors.add("name", t!(words, "error-name"));
    } else if let Some(text) = crate::people::signs::refused(&visit, &name) {
        errors.add("name", text);
    }
    if !crate::people::is_address(typed.get("email")) {
        errors.add("email", t!(words, "error-email"));
    }
    if !WORK.contains(&typed.get("work")) {
        errors.add("work", t!(words, "error-work"));
    }
    if typed.get("reason").is_empty() || typed.get("reason").chars().count() > 500 {
        errors.add("reason", t!(words, "error-reason"));
    }
    if errors.is_empty() {
        let (key, before) = (person.key.clone(), person.clone());
        let administrator = visit.member()?.holds.administrator;
        let typed = typed.clone();
        let done = visit
            .change(move |change| {
                let local_id = match locals::find(change.tx, &local)? {
                    LocalMatch::One(id) => Some(id),
                    LocalMatch::Several(_) | LocalMatch::None => return Ok(Err("local")),
                };
                let said = NewPerson {
                    name: name.clone(),
                    email: typed.get("email").to_owned(),
                    local_id,
                    local_typed: String::new(),
                    work: typed.get("work").to_owned(),
                    language: Language::from_tag(typed.get("language")),
                    share: before.share,
                };
                correct(change, &before, &said, (typed.get("reason"), administrator))
            })
            .await?;
        match done {
            Ok(()) => return Ok(Reply::see(format!("/staff/people/{key}?said=saved"))),
            Err("own") => errors.add("reason", t!(words, "error-edit-own")),
            Err("power") => errors.add("reason", t!(words, "error-edit-power")),
            Err("power-waits") => errors.add("email", t!(words, "error-power-waits")),
            Err("office-address") => errors.add("email", t!(words, "error-edit-office-address")),
            Err("email") => errors.add("email", t!(words, "error-edit-email")),
            Err(_) => errors.add("local", t!(words, "error-role-local")),
        }
    }
    Ok(visit.show_again(page(&visit, &person, &typed, &errors)))
}

/// Stores the corrections. A new address has to be confirmed by whoever reads mail there, and all sign-ins with the old
/// one end.
fn correct(
    change: &Change<'_, '_>,
    before: &Person,
    said: &NewPerson,
    (reason, administrator): (&str, bool),
) -> Result<Result<(), &'static str>, Fault> {
    if change.person() == Some(before.id) {
        return Ok(Err("own"));
    }
    // whoever reads another address could sign in
    let asked_for = is_asked_for(change.tx, before.id)?;
    let power = has_power(change.tx, before.id, change.now)? || asked_for;
    if !administrator && power {
        return Ok(Err("power"));
    }
    let moves = people::fold_email(&said.email) != people::fold_email(&before.email);
    // an administrator who agrees to a name agrees to its current address
    if moves && asked_for {
        return Ok(Err("power-waits"));
    }
    // anyone who could change it alone, and make a code, would have somebody else's office
    if moves && has_office_of_programme(change.tx, before.id, change.now.plus_minutes(-MISSED_DAYS * 24 * 60))? {
        return Ok(Err("office-address"));
    }
    let own = moves && merge::take_own_address(change, before.id, &said.email)?;
    if moves && !own && store::has_address(change.tx, &said.email)? {
        return Ok(Err("email"));
    }
    store::say_again(change, before.id, said)?;
    if moves && !own {
        store::readdress(change, before.id, &said.email)?;
    }
    // an address that they already confirmed as theirs needs no further proof, and the previous one still leads here
    if moves && !store::by_id(change.tx, before.id)?.verified {
        store::ask_to_confirm(change, before.id)?;
        signup::verbs::ask_again(change, before.id)?;
        if before.verified && !own {
            address::verbs::tell_old(change, before.id, &before.email)?;
        }
    }
    let text = |name: &str, email: &str, local: Option<i64>| -> Result<String, Fault> {
        let local = local.map(|id| locals::name(change.tx, id)).transpose()?.unwrap_or_default();
        Ok(format!("{name}, {email}, {local}"))
    };
    change.audit(&Entry {
        verb: Verb::PersonCorrected,
        object: "person",
        id: before.id.0,
        before: &text(&before.name, &before.email, before.local_id)?,
        after: &text(&said.name, &said.email, said.local_id)?,
        reason,
    })?;
    Ok(Ok(()))
}

fn erase_page(visit: &Visit, person: &Person, errors: &Errors) -> Page {
    let words = visit.words;
    let reason = t!(words, "decide-reason");
    let body: Markup = html! {
        (errors.summary(words))
        h1 { (t!(words, "erase-title", name = &person.name)) }
        p { (t!(words, "erase-lead")) }
        ul { li { (t!(words, "erase-goes")) } li { (t!(words, "erase-stays")) } li { (t!(words, "erase-seats")) } }
        form.stack method="post" action={ "/staff/people/" (person.key) "/erase" } novalidate {
            (text_area(words, Field::new("reason", &reason), 2, &visit.form, errors))
            p { button.btn.danger type="submit" { (t!(words, "erase-do")) } }
        }
        p { a href={ "/staff/people/" (person.key) } { (t!(words, "go-back")) } }
    };
    Page::new(t!(words, "erase-title", name = &person.name), body).private()
}

/// `GET /staff/people/{key}/erase`
pub(crate) async fn ask_erase(visit: Visit) -> Result<Reply, Fault> {
    let (person, _) = load(&visit).await?;
    Ok(visit.show(erase_page(&visit, &person, &Errors::default())))
}

/// `POST /staff/people/{key}/erase`
pub(crate) async fn erase(visit: Visit) -> Result<Reply, Fault> {
    let (person, _) = load(&visit).await?;
    let words = visit.words;
    let reason = visit.form.get("reason").to_owned();
    let mut errors = Errors::default();
    if reason.is_empty() || reason.chars().count() > 500 {
        errors.add("reason", t!(words, "error-reason"));
    }
    let (id, now) = (person.id, visit.now());
    if visit.read(move |tx| crate::people::offices::holds_any(tx, id, now)).await? {
        errors.add("reason", t!(words, "error-erase-office"));
    }
    if !errors.is_empty() {
        return Ok(visit.show_again(erase_page(&visit, &person, &errors)));
    }
    erase::forget(&visit.app, visit.actor(), id, reason).await?;
    Ok(Reply::see("/staff/people?said=erased"))
}
