//! `/me/profile`: what somebody said about themselves, to keep it correct.

use crate::{
    ground::{fault::Fault, verb::Verb, when},
    people::{
        self,
        consents::{self, Consent},
        locals::{self, LocalMatch},
        member::Membership,
        membership::{self, Found},
        store::{self, NewPerson, Person},
        tidy_name,
    },
    programme::change::Entry,
    progress::enrolment::form,
    visit::{Visit, ways::safe_next},
};
use kit::{
    Language, Page, Reply,
    form::{Errors, Field, LONGEST, Typed, checkbox, field, radios, select},
    t,
};
use maud::html;

/// What the page shows of somebody.
struct Own {
    person: Person,
    local: String,
    /// Of that local; most have none.
    chapters: Vec<String>,
    agreed: Vec<Consent>,
}

async fn load(visit: &Visit) -> Result<Own, Fault> {
    let id = visit.member()?.id;
    visit
        .read(move |tx| {
            let person = store::by_id(tx, id)?;
            let local = match person.local_id {
                Some(local) => locals::name(tx, local)?,
                None => person.local_typed.clone(),
            };
            let chapters = person.local_id.map_or_else(|| Ok(Vec::new()), |local| locals::chapters(tx, local))?;
            Ok(Own { person, local, chapters, agreed: consents::of_person(tx, id)? })
        })
        .await
}

/// `GET /me/profile`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let own = load(&visit).await?;
    let person = &own.person;
    let mut typed = Typed::default()
        .with("name", &person.name)
        .with("called", &person.called)
        .with("local", &own.local)
        .with("chapter", &person.chapter)
        .with("work", &person.work)
        .with("language", person.language.tag());
    if person.share {
        typed = typed.with("share", "1");
    }
    Ok(visit.show(page(&visit, &own, &typed, &Errors::default(), visit.query.ticked("saved"))))
}

/// `POST /me/language`: the language link of who is signed in. Pages and mails come in it from now on.
pub(crate) async fn language(visit: Visit) -> Result<Reply, Fault> {
    let id = visit.member()?.id;
    let chosen = Language::ALL.into_iter().find(|l| l.tag() == visit.form.get("language"));
    if let Some(language) = chosen {
        visit
            .change(move |change| {
                let before = store::by_id(change.tx, id)?.language;
                if before == language {
                    return Ok(());
                }
                store::set_language(change, id, language)?;
                change.audit(&Entry {
                    verb: Verb::PersonLanguageChosen,
                    object: "person",
                    id: id.0,
                    before: before.tag(),
                    after: language.tag(),
                    reason: "",
                })?;
                Ok(())
            })
            .await?;
    }
    Ok(Reply::see(safe_next(visit.form.get("back"))))
}

fn page(visit: &Visit, own: &Own, typed: &Typed, errors: &Errors, saved: bool) -> Page {
    let Own { person, chapters, agreed, .. } = own;
    let (words, zone) = (visit.words, &visit.app.zone);
    let (name, name_hint, local) = (t!(words, "field-name"), t!(words, "field-name-hint"), t!(words, "field-local"));
    let (called, called_hint) = (t!(words, "field-called"), t!(words, "field-called-hint"));
    let languages: Vec<(String, String, Option<&'static str>)> =
        Language::ALL.iter().map(|l| (l.tag().to_owned(), l.own_name().to_owned(), Some(l.tag()))).collect();
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "profile-title")) }
        @if saved { p.note.ok role="status" { (t!(words, "profile-saved")) } }
        form.stack method="post" action="/me/profile" novalidate {
            (field(words, Field::new("name", &name).hinted(&name_hint).completed("name"), typed, errors))
            (field(words, Field::new("called", &called).hinted(&called_hint).completed("nickname"), typed, errors))
            p { strong { (t!(words, "field-email")) } br; (person.email) br; a href="/me/address" { (t!(words, "address-link")) } }
            (field(words, Field::new("local", &local).completed("organization"), typed, errors))
            @if !chapters.is_empty() {
                @let none = (String::new(), t!(words, "choose-none"), None);
                @let gone = Some(&person.chapter).filter(|c| !c.is_empty() && !chapters.contains(c));
                @let each = chapters.iter().chain(gone).map(|c| (c.clone(), c.clone(), None));
                @let options: Vec<(String, String, Option<&'static str>)> = std::iter::once(none).chain(each).collect();
                (select(words, Field::new("chapter", &t!(words, "field-chapter")), &options, typed, errors))
            }
            (radios(words, "work", &t!(words, "field-work"), &form::work_options(words), typed, errors))
            (select(words, Field::new("language", &t!(words, "field-language")), &languages, typed, errors))
            (checkbox(words, Field::new("share", &t!(words, "profile-share")).hinted(&t!(words, "profile-share-hint")), typed, errors))
            p { button.btn type="submit" { (t!(words, "save")) } }
        }
        p { (words.text(&format!("membership-{}", person.membership), &[])) }
        @if !agreed.is_empty() {
            h2 { (t!(words, "consents-title")) }
            ul { @for one in agreed { li {
                (one.said) " "
                span.mut {
                    (t!(words, "consents-since", day = words.date(when::day(one.given_at, zone))))
                    @if let Some(at) = one.ended_at { " " (t!(words, "consents-until", day = words.date(when::day(at, zone)))) }
                }
            } } }
        }
        p { a href="/me/sign-ins" { (t!(words, "sign-ins-title")) } }
        p { a href="/me/data" { (t!(words, "data-title")) } }
        p { a href="/me/leave" { (t!(words, "leave-programme-link")) } }
    };
    Page::new(t!(words, "profile-title"), body).private()
}

/// `POST /me/profile`
pub(crate) async fn save(visit: Visit) -> Result<Reply, Fault> {
    let own = load(&visit).await?;
    let person = own.person.clone();
    let (words, typed) = (visit.words, &visit.form);
    let (name, local) = (tidy_name(typed.get("name")), tidy_name(typed.get("local")));
    let mut errors = Errors::default();
    if name.is_empty() || name.chars().count() > LONGEST || !name.chars().any(char::is_alphabetic) {
        errors.add("name", t!(words, "error-name"));
    } else if let Some(text) = crate::people::signs::refused(&visit, &name) {
        errors.add("name", text);
    }
    let called = tidy_name(typed.get("called"));
    if called.chars().count() > LONGEST {
        errors.add("called", t!(words, "error-long", most = LONGEST));
    } else if !called.is_empty() && !called.chars().any(char::is_alphabetic) {
        errors.add("called", t!(words, "error-called"));
    } else if let Some(text) = crate::people::signs::refused(&visit, &called) {
        errors.add("called", text);
    }
    if local.is_empty() || local.chars().count() > LONGEST {
        errors.add("local", t!(words, "error-local"));
    }
    if !form::WORK.contains(&typed.get("work")) {
        errors.add("work", t!(words, "error-work"));
    }
    if !errors.is_empty() {
        return Ok(visit.show_again(page(&visit, &own, typed, &errors, false)));
    }
    let chapter = typed.get("chapter").to_owned();
    let (work, language, share) =
        (typed.get("work").to_owned(), Language::from_tag(typed.get("language")), typed.ticked("share"));
    let agreed = format!("{}. {}", t!(words, "profile-share"), t!(words, "profile-share-hint"));
    visit
        .change(move |change| {
            let (local_id, local_typed) = match locals::find(change.tx, &local)? {
                LocalMatch::One(id) => (Some(id), String::new()),
                LocalMatch::Several(_) | LocalMatch::None => (None, local.clone()),
            };
            let (name, work, email) = (name.clone(), work.clone(), person.email.clone());
            let said = NewPerson { name, email, local_id, local_typed, work, language, share };
            let before = store::by_id(change.tx, person.id)?;
            store::say_again(change, person.id, &said)?;
            store::call(change, person.id, &called)?;
            // of another local than before, nobody has a chapter until they choose it
            if before.local_id == said.local_id {
                store::set_chapter(change, &before, &chapter)?;
            }
            consents::note(change, person.id, (consents::What::Local, None), share.then_some(agreed.as_str()))?;
            let same = before.name == said.name && before.called == called;
            let renamed = if same { "" } else { "; another name" };
            let (was, is) = (told(&before), told(&store::by_id(change.tx, person.id)?) + renamed);
            // anyone who gives another name or another local is not yet the person that the member file names
            let other =
                people::name_key(&before.name) != people::name_key(&said.name) || before.local_id != said.local_id;
            if other && before.membership == Membership::Confirmed {
                store::set_membership(change, person.id, Membership::ToConfirm, None)?;
                if let Found::Member(number) = membership::look_up(change.tx, &said.name, &said.email, said.local_id)? {
                    store::set_membership(change, person.id, Membership::Confirmed, Some(&number))?;
                }
            }
            change.audit(&Entry {
                verb: Verb::PersonProfileSaved,
                object: "person",
                id: person.id.0,
                before: &was,
                after: &is,
                reason: "",
            })?;
            Ok(())
        })
        .await?;
    Ok(Reply::see("/me/profile?saved=1"))
}

/// What a record says about its person, for the log: it contains no name.
fn told(person: &store::Person) -> String {
    let local = person.local_id.map_or_else(|| "typed".to_owned(), |id| id.to_string());
    format!("local {local}; {}", person.work)
}
