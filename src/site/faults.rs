//! When there is no ordinary answer: what happened, what was kept, and the ways on.

use crate::{
    ground::fault::Fault,
    site::door,
    visit::{Visit, visitor::FACTOR_FIELD},
};
use axum::http::{StatusCode, header};
use kit::{Page, Reply, form::hidden, t};
use maud::html;

/// Anyone looking at somebody else's pages changes nothing.
pub(crate) fn seen_only(visit: &Visit) -> Reply {
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "view-as-no-title")) }
        p { (t!(words, "view-as-no-text")) }
        p { a href="/me" { (t!(words, "go-back")) } }
    };
    let page = Page::new(t!(words, "view-as-no-title"), body).private();
    Reply::Page(StatusCode::FORBIDDEN, page.render(words, &visit.frame()))
}

/// An address or a form says one thing twice: the page as it would be with one of them is a step away.
pub(crate) fn said_twice(visit: &Visit) -> Reply {
    let words = visit.words;
    let way = if visit.posted { visit.href("/") } else { visit.href(&visit.path) };
    let body = html! {
        h1 { (t!(words, "said-twice-title")) }
        p { (t!(words, "said-twice-text")) }
        p.row { a.btn href=(way) { (t!(words, "said-twice-way")) } a href=(visit.href("/classes")) { (t!(words, "find-a-class")) } }
    };
    let page = Page::new(t!(words, "said-twice-title"), body).private();
    Reply::Page(StatusCode::BAD_REQUEST, page.render(words, &visit.frame()))
}

/// What was sent is too large to be read: what may be sent, and the way back to what was filled in.
pub(crate) fn too_large(visit: &Visit) -> Reply {
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "too-large-title")) }
        p { (t!(words, "too-large-text")) }
        p { (t!(words, "too-large-back")) }
        p.row { a.btn href=(visit.href(&visit.path)) { (t!(words, "too-large-anew")) } }
    };
    let page = Page::new(t!(words, "too-large-title"), body).private();
    Reply::Page(StatusCode::PAYLOAD_TOO_LARGE, page.render(words, &visit.frame()))
}

/// After how many seconds a page that cannot be made now is worth another try.
const AGAIN: &str = "5";

/// What cannot be done now can be in a moment: a page tries again by itself, and a form is kept for another press.
fn in_a_moment(visit: &Visit, title: &str, text: &str, unsure: bool) -> Reply {
    let words = visit.words;
    let address = if visit.query_text.is_empty() { String::new() } else { format!("?{}", visit.query_text) };
    let address = visit.href(&format!("{}{address}", visit.path));
    // a code holds once: the next one is asked for
    let typed = visit.form.names().filter(|n| *n != FACTOR_FIELD);
    let body = html! {
        h1 { (title) }
        p { (text) }
        @if !visit.posted {
            p { (t!(words, "again-by-itself")) }
            p.row { a.btn href=(address) { (t!(words, "again-now")) } }
        } @else {
            p { @if unsure { (t!(words, "again-unsure")) } @else { (t!(words, "again-not-saved")) } }
            @if visit.file.is_some() {
                p { (t!(words, "again-file")) }
            } @else {
                p { (t!(words, "again-kept")) }
                form method="post" action=(address) {
                    @for name in typed { @for value in visit.form.all(name) { (hidden(name, value)) } }
                    p { button.btn type="submit" { (t!(words, "again-send")) } }
                }
            }
        }
    };
    let page = Page::new(title, body).private().carrying(visit.posted);
    let reply = Reply::Page(StatusCode::SERVICE_UNAVAILABLE, page.render(words, &visit.frame()));
    let reply = reply.with(header::RETRY_AFTER, AGAIN);
    if visit.posted { reply } else { reply.with(header::REFRESH, AGAIN) }
}

/// The page of a fault.
pub(crate) fn fault(visit: &Visit, fault: Fault) -> Reply {
    let words = visit.words;
    let nothing = matches!(fault, Fault::NoProgramme);
    let (status, title, text) = match fault {
        Fault::SignIn => {
            let page = door::sign_in::in_place(visit);
            return Reply::Page(StatusCode::UNAUTHORIZED, page.render(words, &visit.frame()));
        }
        Fault::NotFound => (StatusCode::NOT_FOUND, t!(words, "not-found-title"), t!(words, "not-found-text")),
        Fault::NoProgramme => {
            (StatusCode::SERVICE_UNAVAILABLE, t!(words, "no-programme-title"), t!(words, "no-programme-text"))
        }
        Fault::Busy => return in_a_moment(visit, &t!(words, "busy-title"), &t!(words, "busy-text"), false),
        Fault::Away { what, unsure } => {
            tracing::warn!(path = visit.path, what, "the database is away");
            return in_a_moment(visit, &t!(words, "away-title"), &t!(words, "away-text"), unsure);
        }
        Fault::Ours(what) => {
            let reference = visit.app.random.key(6).to_uppercase();
            tracing::error!(reference, path = visit.path, what, "fault");
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                t!(words, "fault-title"),
                t!(words, "fault-text", reference = reference, email = &visit.app.config.office.email),
            )
        }
    };
    let office = visit.visitor.as_ref().is_some_and(|v| v.holds.office());
    let body = html! {
        h1 { (title) }
        p { (text) }
        p.row {
            @if nothing && office { a.btn href="/staff/begin" { (t!(words, "begin-title")) } }
            @else if nothing { a href=(visit.href("/sign-in")) { (t!(words, "no-programme-sign-in")) } }
            @else { a.btn href=(visit.href("/classes")) { (t!(words, "classes-all")) } }
            a href=(visit.href("/")) { (t!(words, "home-page")) }
            a href=(visit.href("/contact")) { (t!(words, "footer-contact")) }
        }
    };
    Reply::Page(status, Page::new(title, body).private().render(words, &visit.frame()))
}
