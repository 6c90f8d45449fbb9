//! `/me/address`, and `/address/{link}` from the mail: pressed there, by whoever reads mail at the new address.

use super::{
    undo,
    verbs::{self, NewAddress, Refused, Took},
};
use crate::{
    ground::fault::Fault,
    people::{signin::read_purpose_link, store},
    programme::change::Actor,
    visit::Visit,
};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field},
    t,
};
use maud::html;

fn page(visit: &Visit, now: &str, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let (label, hint) = (t!(words, "address-new"), t!(words, "address-new-hint"));
    let email = Field {
        name: "email",
        label: &label,
        hint: Some(&hint),
        kind: "email",
        autocomplete: "email",
        ..Field::default()
    };
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "address-title")) }
        @if visit.query.get("said") == "sent" { p.note.ok role="status" { (t!(words, "address-sent")) } }
        p { (t!(words, "address-now", email = now)) }
        form.stack method="post" action="/me/address" novalidate {
            (field(words, email, typed, errors))
            p { button.btn type="submit" { (t!(words, "address-ask")) } }
        }
        p { a href="/me/profile" { (t!(words, "profile-title")) } }
        @if visit.app.config.demo { p.note { (t!(words, "sent-demo")) " " a href="/mailbox" { (t!(words, "mailbox-title")) } } }
    };
    Page::new(t!(words, "address-title"), body).private()
}

async fn own(visit: &Visit) -> Result<String, Fault> {
    let id = visit.member()?.id;
    visit.read(move |tx| Ok(store::by_id(tx, id)?.email)).await
}

/// `GET /me/address`
pub(crate) async fn form(visit: Visit) -> Result<Reply, Fault> {
    let now = own(&visit).await?;
    Ok(visit.show(page(&visit, &now, &Typed::default(), &Errors::default())))
}

/// `POST /me/address`
pub(crate) async fn ask(visit: Visit) -> Result<Reply, Fault> {
    let now = own(&visit).await?;
    let (words, id) = (visit.words, visit.member()?.id);
    let email = visit.form.get("email").trim().to_owned();
    let mut errors = Errors::default();
    if !crate::people::is_address(&email) || email.len() > 254 {
        errors.add("email", t!(words, "error-email"));
    } else {
        match visit.change(move |change| verbs::ask(change, id, &email)).await? {
            Ok(()) => return Ok(Reply::see("/me/address?said=sent")),
            Err(Refused::Same) => errors.add("email", t!(words, "error-address-same")),
            Err(Refused::Power) => errors.add("email", t!(words, "error-address-power")),
            Err(Refused::TooMany) => errors.add("email", t!(words, "error-address-many")),
        }
    }
    Ok(visit.show_again(page(&visit, &now, &visit.form, &errors)))
}

/// What the link is for: the address that was asked for, or the mail that told of a change.
fn purpose_and_id(visit: &Visit) -> Result<(String, i64), Fault> {
    let link = read_purpose_link(visit.app.secret.get()?, visit.param("link"));
    let known = ["address", undo::PURPOSE];
    link.filter(|(purpose, _)| known.contains(&purpose.as_str())).ok_or(Fault::NotFound)
}

fn over(visit: &Visit, key: &str) -> Page {
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "address-title")) }
        p.note.warn { (words.text(key, &[("email", visit.app.config.office.email.as_str().into())])) }
        p { a href="/me/address" { (t!(words, "address-again")) } }
    };
    Page::new(t!(words, "address-title"), body).private()
}

/// The page that the mail's link opens: nothing changes before its button is pressed, for mail
/// programs open links too.
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let ((purpose, id), now) = (purpose_and_id(&visit)?, visit.now());
    if purpose == undo::PURPOSE {
        return undo::show(visit, id).await;
    }
    let asked: Option<NewAddress> = visit.read(move |tx| verbs::live(tx, id, now)).await?;
    let words = visit.words;
    let Some(asked) = asked else { return Ok(visit.show(over(&visit, "address-over"))) };
    if asked.taken {
        return Ok(visit.show(over(&visit, "address-taken")));
    }
    let body = html! {
        h1 { (t!(words, "address-title")) }
        p { (t!(words, "address-take-lead", email = asked.email)) }
        form method="post" action=(visit.path) { button.btn type="submit" { (t!(words, "address-take")) } }
    };
    Ok(visit.show(Page::new(t!(words, "address-title"), body).private()))
}

pub(crate) async fn take(visit: Visit) -> Result<Reply, Fault> {
    let (purpose, id) = purpose_and_id(&visit)?;
    if purpose == undo::PURPOSE {
        return undo::act(visit, id).await;
    }
    let words = visit.words;
    // whoever holds the link acts, signed in or not
    Ok(match visit.app.change(Actor::System, move |change| verbs::take(change, id)).await? {
        Took::Over => visit.show_again(over(&visit, "address-over")),
        Took::Taken => visit.show_again(over(&visit, "address-taken")),
        Took::Done(email) => {
            let body = html! {
                h1 { (t!(words, "address-done")) }
                p { (t!(words, "address-done-text", email = email)) }
                p { a.btn href="/sign-in" { (t!(words, "sign-in-title")) } }
            };
            visit.show(Page::new(t!(words, "address-done"), body).private())
        }
    })
}
