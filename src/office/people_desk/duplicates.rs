//! `/staff/people/duplicates`: records that may be one person: compared side by side, merged, and separated again.

use crate::{
    ground::fault::Fault,
    office::merge::{self, FIELDS, Refused, Wanted},
    people::{
        duplicates, locals,
        store::{self, Person},
    },
    visit::{Visit, policy::Policy},
};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field, hidden},
    parts::button_form,
    t,
};
use maud::{Markup, html};

/// `GET /staff/people/duplicates`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let scope = visit.scope.clone();
    let pairs = visit.read(move |tx| duplicates::pairs(tx, &scope)).await?;
    let words = visit.words;
    let (said, joins) = (visit.query.get("said"), visit.may(Policy::Records));
    let body = html! {
        h1 { (t!(words, "duplicates-title")) }
        p { (t!(words, "duplicates-lead")) }
        @if !said.is_empty() { p.note.ok role="status" { (words.text(&format!("duplicates-{said}"), &[])) } }
        @if pairs.is_empty() { p { (t!(words, "duplicates-none")) } }
        ul.plain.stack { @for p in &pairs { li.card.stack.tight {
            h2.small-title { (p.one.name) @if p.other.name != p.one.name { " / " (p.other.name) } }
            p { (words.text(&format!("duplicates-{}", p.why), &[])) }
            p.small { (p.one.email) ", " (p.one.local) br; (p.other.email) ", " (p.other.local) }
            div.row {
                a.btn href={ "/staff/people/" (p.one.key) "/merge?with=" (p.other.key) } {
                    (t!(words, "duplicates-look")) span.vh { " " (p.one.name) }
                }
                @if joins {
                    (button_form(
                        &format!("/staff/people/{}/different", p.one.key),
                        "second",
                        &t!(words, "duplicates-differ"),
                        hidden("with", &p.other.key),
                    ))
                }
            }
        } } }
        p { a href="/staff/people" { (t!(words, "go-back")) } }
    };
    Ok(visit.show(Page::new(t!(words, "duplicates-title"), body).private()))
}

/// Both records with their locals' names, and the hours that a merge would result in.
struct Pair {
    kept: (Person, String),
    gone: (Person, String),
    minutes: [i64; 3],
}

async fn load(visit: &Visit, with: &str) -> Result<Pair, Fault> {
    let (key, with, scope) = (visit.param("key").to_owned(), with.to_owned(), visit.scope.clone());
    visit
        .read(move |tx| {
            let side = |key: &str| -> Result<(Person, String), Fault> {
                let person = store::by_key(tx, &scope, key)?;
                let local = match person.local_id {
                    Some(local) => locals::name(tx, local)?,
                    None => person.local_typed.clone(),
                };
                Ok((person, local))
            };
            let (kept, gone) = (side(&key)?, side(&with)?);
            Ok(Pair { minutes: merge::minutes(tx, kept.0.id, gone.0.id)?, kept, gone })
        })
        .await
}

/// `GET /staff/people/{key}/merge`
pub(crate) async fn form(visit: Visit) -> Result<Reply, Fault> {
    let with = visit.query.get("with").to_owned();
    let sheet = load(&visit, &with).await?;
    Ok(visit.show(page(&visit, &sheet, &Typed::default(), &Errors::default())))
}

fn shown(visit: &Visit, (person, local): &(Person, String), field: &str) -> String {
    match field {
        "name" => person.name.clone(),
        "email" => person.email.clone(),
        "local" => local.clone(),
        "work" => visit.words.text(&format!("work-{}", person.work), &[]),
        _ => person.language.own_name().to_owned(),
    }
}

fn page(visit: &Visit, sheet: &Pair, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let reason = t!(words, "decide-reason");
    let (kept, gone) = (&sheet.kept, &sheet.gone);
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "join-title")) }
        p { (t!(words, "join-lead")) }
        p {
            (t!(
                words,
                "join-hours",
                kept = words.hours(sheet.minutes[0]),
                gone = words.hours(sheet.minutes[1]),
                both = words.hours(sheet.minutes[2]),
            ))
        }
        @let method = if visit.may(Policy::Records) { "post" } else { "get" };
        form.stack.wide method=(method) action={ "/staff/people/" (kept.0.key) "/merge" } novalidate {
            (hidden("with", &gone.0.key))
            @for name in FIELDS { (choice(visit, sheet, name, typed)) }
            (field(words, Field::new("reason", &reason), typed, errors))
            p.row {
                @if visit.may(Policy::Records) { button.btn type="submit" { (t!(words, "join-do")) } } @else { (t!(words, "join-records")) }
                a href={ "/staff/people/" (gone.0.key) "/merge?with=" (kept.0.key) } { (t!(words, "join-swap")) }
            }
        }
        p { a href="/staff/people/duplicates" { (t!(words, "go-back")) } }
    };
    Page::new(t!(words, "join-title"), body).private()
}

/// One field of both records, to choose from.
fn choice(visit: &Visit, sheet: &Pair, name: &str, typed: &Typed) -> Markup {
    let words = visit.words;
    let (one, other) = (shown(visit, &sheet.kept, name), shown(visit, &sheet.gone, name));
    let other_chosen = typed.get(name) == "gone";
    html! {
        fieldset {
            legend { (words.text(&format!("join-field-{name}"), &[])) }
            @if one == other { p { (one) } } @else {
                label.pick for={ (name) "-kept" } {
                    input type="radio" id={ (name) "-kept" } name=(name) value="kept" checked[!other_chosen]; (one)
                }
                label.pick for={ (name) "-gone" } {
                    input type="radio" id={ (name) "-gone" } name=(name) value="gone" checked[other_chosen]; (other)
                }
            }
        }
    }
}

/// `POST /staff/people/{key}/merge`
pub(crate) async fn run(visit: Visit) -> Result<Reply, Fault> {
    let with = visit.form.get("with").to_owned();
    let sheet = load(&visit, &with).await?;
    let words = visit.words;
    let mut errors = Errors::default();
    let reason = visit.form.get("reason").to_owned();
    if reason.is_empty() || reason.chars().count() > 500 {
        errors.add("reason", t!(words, "error-reason"));
    }
    let over_power = over_power(&visit);
    if errors.is_empty() {
        let from_gone = FIELDS.iter().filter(|f| visit.form.get(f) == "gone").map(|f| (*f).to_owned()).collect();
        let wanted = Wanted { kept: sheet.kept.0.id, gone: sheet.gone.0.id, from_gone, reason, over_power };
        let done = visit
            .change(move |change| {
                let done = merge::merge(change, &wanted)?;
                Ok(done)
            })
            .await?;
        match done {
            Ok(_) => return Ok(Reply::see(format!("/staff/people/{}?said=merged", sheet.kept.0.key))),
            Err(refused) => errors.add("reason", refusal(&visit, refused)),
        }
    }
    Ok(visit.show_again(page(&visit, &sheet, &visit.form, &errors)))
}

/// Whether the visitor is an administrator who has just shown their second factor.
fn over_power(visit: &Visit) -> bool {
    visit.visitor.as_ref().is_some_and(|v| v.holds.administrator && v.just_proved(visit.now()))
}

fn refusal(visit: &Visit, refused: Refused) -> String {
    let words = visit.words;
    match refused {
        Refused::Same => t!(words, "error-merge-same"),
        Refused::TwoCertificates => t!(words, "error-merge-certificates"),
        Refused::Oneself => t!(words, "error-merge-oneself"),
        Refused::Office => t!(words, "error-merge-office"),
        Refused::Waits => t!(words, "error-power-waits"),
    }
}

/// `POST /staff/people/{key}/different`
pub(crate) async fn differ(visit: Visit) -> Result<Reply, Fault> {
    let (key, with, scope) = (visit.param("key").to_owned(), visit.form.get("with").to_owned(), visit.scope.clone());
    visit
        .change(move |change| {
            let (one, other) =
                (store::by_key(change.tx, &scope, &key)?.id, store::by_key(change.tx, &scope, &with)?.id);
            if one == other { Ok(()) } else { merge::differ(change, one, other) }
        })
        .await?;
    Ok(Reply::see("/staff/people/duplicates?said=apart"))
}

/// `POST /staff/people/{key}/merges/{merge}/undo`
pub(crate) async fn undo(visit: Visit) -> Result<Reply, Fault> {
    let (key, person, scope) = (visit.param("merge").to_owned(), visit.param("key").to_owned(), visit.scope.clone());
    let over_power = over_power(&visit);
    let (to, done) = visit
        .change(move |change| {
            let person = store::by_key(change.tx, &scope, &person)?;
            let done = merge::is_undone(change.tx, &key)? || merge::undo(change, &key, "", over_power)?;
            Ok((person.key, done))
        })
        .await?;
    Ok(Reply::see(format!("/staff/people/{to}?said={}", if done { "apart" } else { "not-apart" })))
}
