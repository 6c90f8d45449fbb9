//! Hard moments: each refusal is a page with what happened, what can be done now, and whom to ask.

use super::mine::{can_give_back, request_fields};
use crate::{
    fault::Fault,
    offerings::{self, Class, card, list::next_open},
    visit::Visit,
    when,
};
use axum::http::StatusCode;
use kit::{
    Page, Reply,
    form::hidden,
    parts::{button_form, facts},
    t,
};
use maud::{Markup, html};
use rules::seats::Refusal;

fn conflict(visit: &Visit, title: String, body: Markup) -> Reply {
    let page = Page::new(title, body).private();
    Reply::Page(StatusCode::CONFLICT, page.render(visit.words, &visit.frame()))
}

/// The page of a refusal. `other` is the class it clashes with.
pub(crate) async fn page(visit: &Visit, class: &Class, refusal: Refusal, other: Option<i64>) -> Result<Reply, Fault> {
    if let (Refusal::Clash { .. }, Some(other)) = (&refusal, other) {
        return clash(visit, class, other, true).await;
    }
    let words = visit.words;
    let zone = &visit.app.zone;
    let day = |at| format!("{}, {}", words.day(when::day(at, zone), false), words.clock(when::clock(at, zone)));
    let again = |text: String, wait: bool, repeat: bool| {
        button_form(&format!("/classes/{}/sign-up", class.key), "", &text, request_fields(visit, wait, repeat))
    };
    let (title, text, way): (String, String, Markup) = match &refusal {
        Refusal::Full { waiting } => (
            t!(words, "full-title"),
            t!(words, "full-text", count = *waiting),
            again(t!(words, "join-waiting-list"), true, true),
        ),
        Refusal::AlreadyTaken => {
            (t!(words, "repeat-title"), t!(words, "repeat-text"), again(t!(words, "sign-up-anyway"), false, true))
        }
        Refusal::NotOpen { opens } => {
            (t!(words, "not-open-title"), t!(words, "not-open-text", day = day(*opens)), html! {})
        }
        Refusal::Closed { at } => (t!(words, "closed-title"), t!(words, "closed-text", day = day(*at)), html! {}),
        Refusal::Cancelled | Refusal::NotPublished => {
            (t!(words, "class-cancelled-title"), class.notice.clone(), html! {})
        }
        Refusal::OtherLocal { .. } => {
            let local = class.only_local.as_ref().map_or("", |(_, name)| name.as_str());
            let email = &visit.app.config.office.email;
            (t!(words, "one-group-title"), t!(words, "one-group-text", local = local, email = email), html! {})
        }
        Refusal::Elsewhere { url } => (
            t!(words, "elsewhere-title"),
            t!(words, "elsewhere-text"),
            html! { a.btn href=(url) rel="external" { (t!(words, "sign-up-elsewhere")) } },
        ),
        Refusal::Clash { .. } => (t!(words, "clash-title"), t!(words, "clash-teaching"), html! {}),
    };
    let others = other_dates(visit, class).await?;
    let body = html! {
        h1 { (title) }
        p { strong { (class.full_title()) } ", " (class.times_short(words, zone)) }
        @if !text.is_empty() { p { (text) } }
        div.row { (way) a href=(visit.href(&class.path())) { (t!(words, "back-to-class")) } }
        (others)
    };
    Ok(conflict(visit, title, body))
}

/// Other dates of the same topic, else the next open classes.
async fn other_dates(visit: &Visit, class: &Class) -> Result<Markup, Fault> {
    let (editions, now, code, id) = (visit.app.editions.clone(), visit.now(), class.code.clone(), class.id);
    let (edition, all) = visit
        .read(move |tx| {
            let edition = editions.current(tx)?;
            let all = offerings::store::upcoming(tx, &edition, now)?;
            Ok((edition, all))
        })
        .await?;
    let all: Vec<Class> = all.into_iter().filter(|c| c.id != id).collect();
    let open = next_open(&all, now, usize::MAX);
    let same: Vec<&&Class> = open.iter().filter(|c| c.code == code).take(3).collect();
    let wording = edition.wording.of(visit.language());
    let words = visit.words;
    Ok(html! {
        @if same.is_empty() {
            h2 { (t!(words, "other-classes")) }
            ul.plain.stack { @for c in open.iter().take(3) { (card::card(visit, wording, c, None)) } }
        } @else {
            h2 { (t!(words, "class-other-dates")) }
            ul.plain.stack { @for c in same { (card::card(visit, wording, c, None)) } }
        }
        p { a href=(visit.href("/classes")) { (t!(words, "classes-all")) } }
    })
}

/// Two classes at one time, side by side: swap, keep, or look for another date.
pub(crate) async fn clash(visit: &Visit, class: &Class, other: i64, can_swap: bool) -> Result<Reply, Fault> {
    let editions = visit.app.editions.clone();
    let held = visit.read(move |tx| offerings::store::by_id(tx, &*editions.current(tx)?, other)).await?;
    let words = visit.words;
    let zone = &visit.app.zone;
    let line = |c: &Class| html! { strong { (c.full_title()) } br; @for l in c.times(words, zone) { (l) br; } (c.place(words)) };
    let rows = vec![(t!(words, "clash-have"), line(&held)), (t!(words, "clash-want"), line(class))];
    let swap = can_swap && can_give_back(&held, visit.now()) && visit.visitor.is_some();
    let body = html! {
        h1 { (t!(words, "clash-title")) }
        p { (t!(words, "clash-text")) }
        div.card { (facts(&rows)) }
        div.row {
            @if swap {
                (button_form(&format!("/me/classes/{}/swap", held.key), "", &t!(words, "clash-swap"), hidden("for", &class.key)))
            }
            a.btn.second href={ "/me/classes/" (held.key) } { (t!(words, "clash-keep")) }
        }
        @if swap { p.mut { (t!(words, "clash-swap-promise")) } }
        (other_dates(visit, class).await?)
    };
    Ok(conflict(visit, t!(words, "clash-title"), body))
}

/// The offer has ended.
pub(crate) fn offer_gone(visit: &Visit, class: &Class) -> Page {
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "offer-gone-title")) }
        p { (t!(words, "offer-gone-text")) }
        p.row {
            a.btn href=(visit.href(&class.path())) { (t!(words, "back-to-class")) }
            a href=(visit.href("/classes")) { (t!(words, "classes-all")) }
        }
    };
    Page::new(t!(words, "offer-gone-title"), body).private()
}

/// The seat was taken from a mail, by somebody who is not signed in here.
pub(crate) fn seat_taken(visit: &Visit, class: &Class) -> Page {
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "booked-title")) }
        p { strong { (class.full_title()) } ", " (class.times_short(words, &visit.app.zone)) }
        p { (t!(words, "booked-text")) }
        p { a.btn href={ "/classes/" (class.key) "/calendar.ics" } { (t!(words, "add-to-calendar")) } }
    };
    Page::new(t!(words, "booked-title"), body).private()
}
