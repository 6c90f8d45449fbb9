//! `/enroll`: five fields, then "check your mail".

use crate::{
    ground::{fault::Fault, ids::PersonId, when},
    people::{
        limited::{limited, too_many},
        signin::{self, asked::Asked, pressed},
    },
    programme::{
        Edition,
        change::{Actor, Change},
    },
    progress::enrolment::{
        form::{self, Given},
        store, verbs,
    },
    seats::signup::confirmed::enroll_known,
    site::door,
    visit::{Visit, ways::safe_next},
};
use kit::{
    Page, Reply,
    form::{Errors, Typed, hidden},
    t, within,
};
use maud::html;

/// `GET /enroll`
pub(crate) async fn form(visit: Visit) -> Result<Reply, Fault> {
    if let Some(person) = visit.visitor.as_ref().map(|v| v.id) {
        return known(&visit, person).await;
    }
    let edition = visit.read(|tx| tx.edition()).await?;
    if !offered(&visit, &edition) {
        return Ok(visit.show(closed(&visit, &edition)));
    }
    let page = page(&visit, &Typed::default().with("next", visit.query.get("next")), &Errors::default()).await?;
    Ok(visit.show(page))
}

/// Somebody signed in needs no form: one button, or none.
async fn known(visit: &Visit, person: PersonId) -> Result<Reply, Fault> {
    let (known, left, programme) = visit
        .read(move |tx| {
            let edition = tx.edition()?;
            let id = &edition.rules.id;
            let known = store::is_in(tx, person, id)?;
            Ok((known, store::left(tx, person, id)?, edition))
        })
        .await?;
    if known {
        return Ok(Reply::see("/me"));
    }
    let words = visit.words;
    // whoever left comes back, also to one that nobody new enrolls in
    if left.is_none() && !offered(visit, &programme) {
        return Ok(visit.show(closed(visit, &programme)));
    }
    let several = visit.app.editions.listed().len() > 1;
    let title = &programme.wording.of(words.language).site;
    let body = html! {
        h1 { @if several { (t!(words, "enroll-title-in", programme = title)) } @else { (t!(words, "enroll-title")) } }
        @if let Some(at) = left { p { (t!(words, "enroll-left", day = words.date(when::day(at, &visit.app.zone)))) } }
        @else { p { (t!(words, "enroll-known")) } }
        form method="post" action="/enroll" {
            button.btn type="submit" { @if left.is_some() { (t!(words, "enroll-back")) } @else { (t!(words, "enroll-start")) } }
        }
        @if left.is_some() { p { a href="/me/record" { (t!(words, "record-title")) } } }
    };
    Ok(visit.show(Page::new(t!(words, "enroll-title"), body)))
}

/// Whether people can enroll in a programme.
fn offered(visit: &Visit, edition: &Edition) -> bool {
    visit.app.editions.listed().iter().any(|l| l.offered && l.edition.rules.id == edition.rules.id)
}

/// Nobody enrolls in it any more: who is in it goes on.
fn closed(visit: &Visit, edition: &Edition) -> Page {
    let words = visit.words;
    let title = &edition.wording.of(words.language).site;
    let body = html! {
        h1 { (t!(words, "enroll-closed-title", programme = title)) }
        p { (t!(words, "enroll-closed")) }
        p { a.btn href=(visit.whole(words.language.prefix())) { (t!(words, "programs-all")) } }
    };
    Page::new(t!(words, "enroll-closed-title", programme = title), body)
}

async fn page(visit: &Visit, typed: &Typed, errors: &Errors) -> Result<Page, Fault> {
    let words = visit.words;
    let edition = visit.read(|tx| tx.edition()).await?;
    let several = visit.app.editions.listed().len() > 1;
    let programme = &edition.wording.of(words.language).site;
    let body = html! {
        (errors.summary(words))
        h1 { @if several { (t!(words, "enroll-title-in", programme = programme)) } @else { (t!(words, "enroll-title")) } }
        p { (t!(words, "enroll-lead")) }
        form.stack method="post" action=(visit.href("/enroll")) novalidate {
            (form::fields(visit, typed, errors).await?)
            (hidden("next", typed.get("next")))
            p { button.btn.wide type="submit" { (t!(words, "enroll-start")) } }
        }
        p.mut {
            (t!(words, "enroll-privacy")) " " (t!(words, "footer-cookie")) " "
            a href=(visit.href("/privacy")) { (t!(words, "footer-privacy")) }
        }
    };
    Ok(Page::new(t!(words, "enroll-title"), body))
}

/// `POST /enroll`
pub(crate) async fn submit(visit: Visit) -> Result<Reply, Fault> {
    let person = visit.visitor.as_ref().map(|v| v.id);
    let (edition, left) = visit
        .read(move |tx| {
            let edition = tx.edition()?;
            let left = person.map_or(Ok(None), |p| store::left(tx, p, &edition.rules.id))?;
            Ok((edition, left))
        })
        .await?;
    if left.is_none() && !offered(&visit, &edition) {
        return Ok(visit.show(closed(&visit, &edition)));
    }
    if let Some(person) = person {
        let joined = move |c: &Change<'_, '_>| match store::is_in(c.tx, person, &edition.rules.id)? {
            true => Ok(()),
            false => enroll_known(c, person, &edition),
        };
        visit.change(joined).await?;
        return Ok(Reply::see("/me"));
    }
    let said = match form::read(&visit).await? {
        Given::Wrong(errors) => return Ok(visit.show_again(page(&visit, &visit.form, &errors).await?)),
        Given::WhichLocal(close) => {
            let body = form::which_local(&visit, &visit.href("/enroll"), &close);
            return Ok(visit.show(Page::new(t!(visit.words, "local-which-title"), body)));
        }
        Given::Ready(said) => said,
    };
    if let Some(errors) = limited(&visit, "email").await? {
        let page = page(&visit, &visit.form, &errors).await?;
        return Ok(too_many(&visit, page));
    }
    let (email, press) = (said.email.clone(), visit.form.get(pressed::FIELD).to_owned());
    let next = within::address(&safe_next(visit.form.get("next")), &visit.base);
    // with a way on of its own, a form was for that
    let own_way = !visit.form.get("next").is_empty();
    let known = if own_way { next.clone() } else { within::address("/enroll", &visit.base) };
    visit.app.change(Actor::System, move |c| verbs::ask(c, &said, (&next, &known), &press)).await?;
    let query = Asked::of(&email).query(&visit)?;
    Ok(Reply::see(format!("{}?{query}", visit.href("/enroll/sent"))))
}

/// `GET /enroll/sent`
pub(crate) async fn sent(visit: Visit) -> Result<Reply, Fault> {
    Ok(door::sign_in::sent(&visit, "/enroll"))
}

/// `POST /enroll/code`
pub(crate) async fn code(visit: Visit) -> Result<Reply, Fault> {
    door::sign_in::try_code(visit, "/enroll").await
}

/// `POST /enroll/again`: "Send it again".
pub(crate) async fn again(visit: Visit) -> Result<Reply, Fault> {
    if let Some(errors) = limited(&visit, "code").await? {
        let typed = Typed::default().with("email", visit.form.get("email"));
        let page = door::sign_in::sent_page(&visit, &typed, &errors, "/enroll");
        return Ok(too_many(&visit, page));
    }
    let (email, press) = (visit.form.get("email").to_owned(), visit.form.get(pressed::FIELD).to_owned());
    let (to, next) = (email.clone(), within::address("/me", &visit.base));
    visit.app.change(Actor::System, move |c| signin::verbs::owe_link(c, &to, &next, &press)).await?;
    let query = Asked::of(&email).query(&visit)?;
    Ok(Reply::see(visit.href(&format!("/enroll/sent?{query}"))))
}
