//! `/me/classes/{key}/stand-in`: asking a colleague to take over a seat.

use super::{
    seat::{self, Mine},
    verbs::{self, StandIn},
};
use crate::{
    classes::offerings::Class, ground::fault::Fault, people::tidy_name, seats::signup::state::SignupState, visit::Visit,
};
use kit::{
    Page, Reply,
    form::{Errors, Field, LONGEST, Typed, field},
    t,
};
use maud::html;

/// `GET /me/classes/{key}/stand-in`
pub(crate) async fn form(visit: Visit) -> Result<Reply, Fault> {
    let Mine { class, signup, .. } = seat::of_address(&visit).await?;
    if signup.is_none_or(|s| s.state != SignupState::Confirmed) {
        return Ok(Reply::see(format!("/me/classes/{}", class.key)));
    }
    Ok(visit.show(page(&visit, &class, &Typed::default(), &Errors::default())))
}

fn page(visit: &Visit, class: &Class, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let (name, email) = (t!(words, "person-name"), t!(words, "person-email"));
    let title = t!(words, "stand-in-title");
    let body = html! {
        (errors.summary(words))
        h1 { (title) }
        p { strong { (class.full_title()) } ", " (class.times_short(words, &visit.app.zone)) }
        p { (t!(words, "stand-in-lead")) }
        form.stack method="post" action={ "/me/classes/" (class.key) "/stand-in" } novalidate {
            (field(words, Field::new("name", &name).completed("off"), typed, errors))
            (field(words, Field::new("email", &email).of_kind("email").completed("off"), typed, errors))
            p { button.btn type="submit" { (t!(words, "stand-in-button")) } }
        }
        p { a href={ "/me/classes/" (class.key) } { (t!(words, "keep-it")) } }
    };
    Page::new(title, body).private()
}

/// A name and an address that somebody gave for somebody else.
pub(crate) fn named(visit: &Visit, name: &str, email: &str) -> Result<(String, String), Errors> {
    let words = visit.words;
    let (name, email) = (tidy_name(name), email.trim().to_owned());
    let mut errors = Errors::default();
    if name.is_empty() || name.chars().count() > LONGEST || !name.chars().any(char::is_alphabetic) {
        errors.add("name", t!(words, "error-person-name"));
    } else if let Some(text) = crate::people::signs::refused(visit, &name) {
        errors.add("name", text);
    }
    if email.len() > 254 || !crate::people::is_address(&email) {
        errors.add("email", t!(words, "error-email"));
    }
    if errors.is_empty() { Ok((name, email)) } else { Err(errors) }
}

/// `POST /me/classes/{key}/stand-in`
pub(crate) async fn ask(visit: Visit) -> Result<Reply, Fault> {
    let Mine { class, signup, .. } = seat::of_address(&visit).await?;
    let Some(signup) = signup else { return Ok(Reply::see(visit.href(&class.path()))) };
    let (name, email) = match named(&visit, visit.form.get("name"), visit.form.get("email")) {
        Ok(named) => named,
        Err(errors) => return Ok(visit.show_again(page(&visit, &class, &visit.form, &errors))),
    };
    let own = signup.person;
    let address = email.clone();
    let known = visit.read(move |tx| crate::people::store::by_email(tx, &address)).await?;
    if known.is_some_and(|p| p.id == own) {
        let mut errors = Errors::default();
        errors.add("email", t!(visit.words, "stand-in-own"));
        return Ok(visit.show_again(page(&visit, &class, &visit.form, &errors)));
    }
    let asked = visit.change(move |change| verbs::ask_colleague(change, &signup, (&name, &email), None)).await?;
    let words = visit.words;
    let mut errors = Errors::default();
    match asked {
        StandIn::Asked => return Ok(Reply::see(format!("/me/classes/{}?said=asked", class.key))),
        StandIn::NotNow => errors.add("email", t!(words, "stand-in-not-now")),
        StandIn::AskedAnother => errors.add("email", t!(words, "stand-in-another")),
        StandIn::AskedEnough => errors.add("email", t!(words, "stand-in-enough")),
    }
    Ok(visit.show_again(page(&visit, &class, &visit.form, &errors)))
}

/// `POST /me/classes/{key}/stand-in/end`
pub(crate) async fn end(visit: Visit) -> Result<Reply, Fault> {
    let Mine { class, signup, .. } = seat::of_address(&visit).await?;
    let Some(signup) = signup else { return Ok(Reply::see(visit.href(&class.path()))) };
    visit.change(move |change| verbs::end_request(change, &signup)).await?;
    Ok(Reply::see(format!("/me/classes/{}?said=taken-back", class.key)))
}
