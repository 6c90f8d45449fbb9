//! Pages that say what became of a seat, an offer or a place in line, with a next step.

use super::verbs::GivenBack;
use crate::{
    classes::offerings::{Class, request_fields::request_fields},
    ground::{
        fault::Fault,
        ids::{PersonId, SignupId},
    },
    people::signin::purpose_link,
    visit::Visit,
};
use kit::{Page, parts::button_form, t};
use maud::{Markup, html};
use rules::seats::{Request, Stage};

fn page(visit: &Visit, class: &Class, title: String, text: &str, ways: Markup) -> Page {
    let body = html! {
        h1 { (title) }
        p { strong { (class.full_title()) } ", " (class.times_short(visit.words, &visit.app.zone)) }
        p { (text) }
        p.row { (ways) }
    };
    Page::new(title, body).private()
}

fn back_to_class(visit: &Visit, class: &Class) -> Markup {
    html! {
        a.btn href=(visit.href(&class.path())) { (t!(visit.words, "back-to-class")) }
        a href=(visit.href("/classes")) { (t!(visit.words, "classes-all")) }
    }
}

/// In a call to everybody in line, somebody else said yes first.
pub(crate) fn others_were_quicker(visit: &Visit, class: &Class) -> Page {
    let words = visit.words;
    page(visit, class, t!(words, "quicker-title"), &t!(words, "quicker-text"), back_to_class(visit, class))
}

/// The offer has ended.
pub(crate) fn offer_gone(visit: &Visit, class: &Class) -> Page {
    let words = visit.words;
    page(visit, class, t!(words, "offer-gone-title"), &t!(words, "offer-gone-text"), back_to_class(visit, class))
}

/// A place in line, for somebody who is not signed in here.
pub(crate) fn in_line(visit: &Visit, class: &Class) -> Page {
    let words = visit.words;
    page(visit, class, t!(words, "mine-in-line"), &t!(words, "waiting-text"), back_to_class(visit, class))
}

/// The seat was taken from a mail, by somebody who is not signed in here.
pub(crate) fn seat_taken(visit: &Visit, class: &Class, signup: SignupId) -> Result<Page, Fault> {
    let words = visit.words;
    let give_back = format!("/mail/{}", purpose_link(visit.app.secret.get()?, "cancel", signup.0));
    let calendar = html! {
        a.btn href={ "/classes/" (class.key) "/calendar.ics" } { (t!(words, "add-to-calendar")) }
        a href=(give_back) { (t!(words, "cannot-come")) }
    };
    Ok(page(visit, class, t!(words, "booked-title"), &t!(words, "booked-text"), calendar))
}

/// What became of giving something back.
pub(crate) fn given_back(
    visit: &Visit,
    class: &Class,
    back: &GivenBack,
    had_seat: Option<(SignupId, PersonId)>,
) -> Result<Page, Fault> {
    let words = visit.words;
    let (title, text) = match back {
        GivenBack::Done => (t!(words, "given-back-title"), t!(words, "given-back-text")),
        GivenBack::Late => (t!(words, "given-back-late-title"), t!(words, "given-back-late-text")),
        GivenBack::Declined => (t!(words, "declined-title"), t!(words, "declined-text")),
        GivenBack::Before => (t!(words, "link-used-title"), t!(words, "given-back-before")),
        GivenBack::TooLate => {
            (t!(words, "too-late-title"), t!(words, "too-late-text", email = &visit.app.config.office.email))
        }
    };
    // a place in line that is taken again is at the end, so that is no undo
    let had_seat = had_seat.filter(|_| matches!(back, GivenBack::Done | GivenBack::Late));
    let undo = had_seat.map(|of| undo(visit, class, of)).transpose()?;
    Ok(page(visit, class, title, &text, html! { @if let Some(undo) = undo { (undo) } (back_to_class(visit, class)) }))
}

/// A button that takes the seat again, while sign-up is open: for its person if signed in, or for whoever has their
/// mail.
fn undo(visit: &Visit, class: &Class, (signup, person): (SignupId, PersonId)) -> Result<Markup, Fault> {
    let open = class.stage == Stage::Published && visit.now() < class.closes_at && class.sites.is_empty();
    let again = Request { repeat: true, tight: true, ..Request::default() };
    let (action, fields) = match &visit.visitor {
        Some(visitor) if visitor.id == person => {
            (format!("/classes/{}/sign-up", class.key), request_fields(visit, again))
        }
        _ => (format!("/mail/{}", purpose_link(visit.app.secret.get()?, "again", signup.0)), html! {}),
    };
    Ok(html! {
        @if open { (button_form(&action, "second", &t!(visit.words, "undo-given-back"), fields)) }
    })
}

/// They had already said yes: the seat is theirs, and here is how to give it back.
pub(crate) fn said_yes(visit: &Visit, class: &Class, signup: SignupId) -> Result<Page, Fault> {
    let words = visit.words;
    let give_back = format!("/mail/{}", purpose_link(visit.app.secret.get()?, "cancel", signup.0));
    let way = html! { a.btn href=(give_back) { (t!(words, "cannot-come")) } };
    Ok(page(visit, class, t!(words, "booked-title"), &t!(words, "said-yes-text"), way))
}
