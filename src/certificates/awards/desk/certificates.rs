//! `/staff/certificates`: who is ready and why, check answers, issue in a batch and watch it.

use crate::{
    certificates::awards::{
        batches, name_fixes, revocations,
        store::{self, Ready},
        verbs,
    },
    ground::{fault::Fault, ids::PersonId, when},
    people::{member::Membership, signs},
    visit::Visit,
};
use axum::http::header;
use kit::{
    Page, Reply,
    form::{Field, Typed, field, hidden},
    parts::{Icon, note, tag},
    t,
};
use maud::{Markup, html};
use rules::certificate_number::CertificateNumber;

/// `GET /staff/certificates`
pub(crate) async fn ready(visit: Visit) -> Result<Reply, Fault> {
    let scope = visit.scope.clone();
    let (edition, all, names, taken) = visit
        .read(move |tx| {
            Ok((
                tx.edition()?,
                store::ready(tx, &scope)?,
                name_fixes::waiting(tx, &scope)?.len(),
                revocations::waiting(tx, &scope)?.len(),
            ))
        })
        .await?;
    let words = visit.words;
    let (list, others): (Vec<Ready>, Vec<Ready>) = all.into_iter().partition(|r| r.programme == edition.rules.id);
    let label = t!(words, "certificate-number");
    let said = format!("award-note-{}", visit.query.get("said"));
    let body = html! {
        @if words.has(&said) { p.note.warn role="status" { (words.text(&said, &[])) } }
        h1 { (t!(words, "staff-certificates")) }
        @if list.is_empty() { p { (t!(words, "award-none")) } } @else {
            p { (t!(words, "award-lead")) }
            form.wide.stack method="post" action="/staff/certificates/check" {
                (hidden("seen", &keys(&list)))
                ul.plain.stack { @for person in &list { (line(&visit, person)) } }
                p { button.btn type="submit" { (t!(words, "award-check")) } }
            }
        }
        (elsewhere(&visit, &others))
        h2 { (t!(words, "award-find")) }
        form.stack method="get" action="/staff/certificates/find" {
            (field(words, Field::new("number", &label).completed("off"), &Typed::default(), &kit::form::Errors::default()))
            p { button.btn.second type="submit" { (t!(words, "award-find-button")) } }
        }
        p.row {
            a href="/staff/names" { (t!(words, "staff-names")) " (" (names) ")" }
            a href="/staff/revocations" { (t!(words, "staff-revocations")) " (" (taken) ")" }
        }
    };
    Ok(visit.show(Page::new(t!(words, "staff-certificates"), body).private()))
}

/// Where people are ready in other programmes.
fn elsewhere(visit: &Visit, others: &[Ready]) -> Markup {
    let listed = visit.app.editions.listed();
    let waiting =
        listed.iter().map(|l| (&l.edition, others.iter().filter(|r| r.programme == l.edition.rules.id).count()));
    html! {
        @for (edition, count) in waiting.filter(|(_, count)| *count > 0) {
            p {
                a href={ "/programs/" (edition.rules.id) "/staff/certificates" } {
                    (edition.wording.of(visit.language()).site) ": " (t!(visit.words, "todo-award", count = count))
                }
            }
        }
    }
}

/// `GET /staff/certificates/find`: to the certificate with a number.
pub(crate) async fn find(visit: Visit) -> Result<Reply, Fault> {
    let Ok(number) = CertificateNumber::parse(visit.query.get("number")) else {
        return Ok(Reply::see("/staff/certificates?said=unknown"));
    };
    let wanted = number.as_str().to_owned();
    let found = visit.read(move |tx| store::by_number(tx, &wanted)).await?;
    Ok(Reply::see(match found {
        Some(award) => format!("/staff/certificates/{}", award.number),
        None => "/staff/certificates?said=unknown".to_owned(),
    }))
}

/// Whom a page showed, so that what has changed since can be said.
fn keys(list: &[Ready]) -> String {
    list.iter().map(|r| r.key.as_str()).collect::<Vec<_>>().join(" ")
}

fn line(visit: &Visit, person: &Ready) -> Markup {
    let words = visit.words;
    let confirmed = person.membership == Membership::Confirmed;
    let completed = words.date(when::civil_day(when::parse_date(&person.completed_on)));
    let id = format!("p-{}", person.key);
    let unprintable = signs::unusable(&person.name);
    let can = confirmed && unprintable.is_none();
    html! {
        li.card {
            label.pick for=(id) {
                input type="checkbox" id=(id) name="person" value=(person.key) checked[can && person.taken_back.is_none()] disabled[!can];
                span { strong { (person.name) } br; span.mut { (person.local) } }
            }
            p {
                (t!(words, "award-why", hours = words.hours(person.minutes), day = completed)) " "
                a href={ "/staff/people/" (person.key) "/why" } { (t!(words, "why-title")) }
            }
            @if !confirmed {
                p.row {
                    (tag("warn", Icon::Warning, &t!(words, "award-membership")))
                    a href={ "/staff/membership/" (person.key) } { (t!(words, "membership-look")) }
                }
            }
            @if let Some(day) = &person.taken_back {
                p { (tag("warn", Icon::Warning, &t!(words, "award-taken-back", day = words.date(when::civil_day(when::parse_date(day)))))) }
            }
            @if let Some(signs) = unprintable { p { (tag("warn", Icon::Warning, &t!(words, "award-unprintable", signs = signs))) } }
            @if signs::mixes_scripts(&person.name) { p { (tag("warn", Icon::Warning, &t!(words, "name-mixes"))) } }
        }
    }
}

/// What a form chose, and how the ready list differs from the one that was seen.
struct Choice {
    programme: String,
    chosen: Vec<Ready>,
    /// Chosen, but no longer ready; by key where nobody knows the name any more.
    gone: Vec<String>,
    /// Ready now, but not seen.
    new: Vec<Ready>,
    seen: String,
}

async fn choice(visit: &Visit) -> Result<Choice, Fault> {
    let wanted: Vec<String> = visit.form.all("person").to_vec();
    let seen: Vec<String> = visit.form.get("seen").split(' ').filter(|k| !k.is_empty()).map(str::to_owned).collect();
    let scope = visit.scope.clone();
    visit
        .read(move |tx| {
            let programme = tx.edition()?.rules.id.clone();
            let ready: Vec<Ready> =
                store::ready(tx, &scope)?.into_iter().filter(|r| r.programme == programme).collect();
            let mut gone = Vec::new();
            for key in wanted.iter().filter(|k| !ready.iter().any(|r| r.key == **k)) {
                gone.push(crate::people::store::by_key(tx, &scope, key)?.name);
            }
            let new = ready.iter().filter(|r| !seen.is_empty() && !seen.contains(&r.key)).cloned().collect();
            let seen = keys(&ready);
            let chosen = ready.into_iter().filter(|r| wanted.contains(&r.key)).collect();
            Ok(Choice { programme, chosen, gone, new, seen })
        })
        .await
}

/// `POST /staff/certificates/check`: check answers: an award binds, so it is looked at twice.
pub(crate) async fn check(visit: Visit) -> Result<Reply, Fault> {
    let choice = choice(&visit).await?;
    if choice.chosen.is_empty() && choice.gone.is_empty() {
        return Ok(Reply::see("/staff/certificates?said=nobody"));
    }
    Ok(visit.show(check_page(&visit, &choice)))
}

fn check_page(visit: &Visit, choice: &Choice) -> Page {
    let words = visit.words;
    let Choice { chosen, gone, new, seen, .. } = choice;
    let body = html! {
        h1 { (t!(words, "award-check-title", count = chosen.len())) }
        @if !gone.is_empty() {
            (note("warn", &t!(words, "award-gone", count = gone.len()), html! { ul { @for name in gone { li { (name) } } } }))
        }
        @if !new.is_empty() {
            (note("", &t!(words, "award-new", count = new.len()), html! {
                ul { @for person in new { li { (person.name) ", " (person.local) } } }
                p { a href="/staff/certificates" { (t!(words, "award-new-see")) } }
            }))
        }
        ul { @for person in chosen { li { strong { (person.name) } ", " (person.local) } } }
        @if !chosen.is_empty() { p { (t!(words, "award-check-text")) } }
        div.row {
            @if !chosen.is_empty() {
                form method="post" action="/staff/certificates/award" {
                    (hidden("seen", seen))
                    @for person in chosen { (hidden("person", &person.key)) }
                    button.btn type="submit" { (t!(words, "award-button", count = chosen.len())) }
                }
            }
            a href="/staff/certificates" { (t!(words, "go-back")) }
        }
    };
    Page::new(t!(words, "staff-certificates"), body).private()
}

/// `POST /staff/certificates/award`: starts the batch; where the list has changed since it was looked at, it is looked
/// at again.
pub(crate) async fn award(visit: Visit) -> Result<Reply, Fault> {
    let choice = choice(&visit).await?;
    if !choice.gone.is_empty() || !choice.new.is_empty() {
        let page = check_page(&visit, &choice);
        return Ok(Reply::Page(axum::http::StatusCode::CONFLICT, page.render(visit.words, &visit.frame())));
    }
    if choice.chosen.is_empty() {
        return Ok(Reply::see("/staff/certificates"));
    }
    let me = visit.member()?.id;
    // nobody issues their own certificate: they stay in the list for somebody else
    let people: Vec<PersonId> = choice.chosen.iter().map(|r| r.person).filter(|p| *p != me).collect();
    if people.is_empty() {
        return Ok(Reply::see("/staff/certificates?said=own"));
    }
    let key = visit.change(move |change| verbs::start(change, &choice.programme, &people)).await?;
    Ok(Reply::see(format!("/staff/certificates/batches/{key}")))
}

/// `GET /staff/certificates/batches/{key}`: how far a batch is; the page looks again by itself until it is done.
pub(crate) async fn batch(visit: Visit) -> Result<Reply, Fault> {
    let key = visit.param("key").to_owned();
    let progress = visit.read(move |tx| batches::progress(tx, &key)).await?;
    let words = visit.words;
    let done = progress.done() == progress.all;
    let body = html! {
        h1 { (t!(words, "staff-certificates")) }
        @if done {
            p.note.ok role="status" { (t!(words, "award-done", count = progress.issued)) }
            @if progress.left > 0 { p.note.warn { (t!(words, "award-left", count = progress.left)) } }
        } @else {
            p { label for="progress" { (t!(words, "award-progress", done = progress.done(), all = progress.all)) } }
            progress id="progress" max=(progress.all) value=(progress.done()) { (progress.done()) " / " (progress.all) }
            p.mut { (t!(words, "award-progress-text")) }
        }
        p.row {
            @if !done { a.btn.second href=(visit.path) { (t!(words, "award-progress-look")) } }
            a href="/staff/certificates" { (t!(words, "go-back")) }
        }
    };
    let reply = visit.show(Page::new(t!(words, "staff-certificates"), body).private());
    Ok(if done { reply } else { reply.with(header::REFRESH, "2") })
}
