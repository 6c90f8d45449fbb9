//! Hard moments: each refusal is a page that says what happened, what can be done now, and whom to ask.

use crate::{
    classes::offerings::{
        self, Class,
        card::{self, MemberState},
        dates::next_open,
        known::Known,
        request_fields::request_fields,
    },
    ground::{fault::Fault, ids::OfferingId},
    progress::content::ForMember,
    seats::signup::state::SignupState,
    visit::Visit,
};
use axum::http::StatusCode;
use kit::{
    Page, Reply,
    form::hidden,
    parts::{button_form, facts},
    t,
};
use maud::{Markup, html};
use rules::seats::{Already, Conflict, Refusal, Request};

fn conflict(visit: &Visit, title: String, body: Markup) -> Reply {
    let page = Page::new(title, body).private();
    Reply::Page(StatusCode::CONFLICT, page.render(visit.words, &visit.frame()))
}

/// The page for a refusal. `other` is the class it conflicts with, `asked` what the person wanted.
pub(crate) async fn page(
    visit: &Visit,
    class: &Class,
    refusal: Refusal,
    other: Option<OfferingId>,
    asked: Request,
) -> Result<Reply, Fault> {
    let words = visit.words;
    match (&refusal, other) {
        (Refusal::Conflict(Conflict::Overlap { .. }), Some(other)) => {
            return clash(visit, class, other, asked, None).await;
        }
        (Refusal::Conflict(Conflict::Tight { miles, minutes, .. }), Some(other)) => {
            return clash(visit, class, other, asked, Some((*miles, *minutes))).await;
        }
        _ => {}
    }
    let again = |text: String, request: Request| {
        button_form(&format!("/classes/{}/sign-up", class.key), "", &text, request_fields(visit, request))
    };
    let (title, mut text) = said(visit, class, &refusal);
    let way = match &refusal {
        Refusal::Full { waiting } => {
            text = full_text(visit, class, *waiting).await?;
            html! {
                (again(t!(words, "join-waiting-list"), Request { may_wait: true, repeat: true, ..asked }))
                a href=(visit.href(&format!("/me/wishes?topic={}", class.code))) { (t!(words, "wish-link")) }
            }
        }
        Refusal::Already(_) => again(t!(words, "sign-up-anyway"), Request { repeat: true, ..asked }),
        Refusal::OtherWork { .. } | Refusal::NotMember => {
            html! { a href="/me/profile" { (t!(words, "other-work-profile")) } }
        }
        Refusal::Elsewhere { url } => {
            html! { a.btn href=(url) rel="external" { (t!(words, "sign-up-elsewhere")) } }
        }
        _ => html! {},
    };
    let others = other_dates(visit, class, matches!(refusal, Refusal::Already(_))).await?;
    let held = match refusal {
        Refusal::Already(_) => what_holds_it(visit, class).await?,
        _ => html! {},
    };
    let body = html! {
        h1 { (title) }
        p { strong { (class.full_title()) } ", " (class.times_short(words, &visit.app.zone)) }
        @if !text.is_empty() { p { (text) } }
        (held)
        div.row { (way) a href=(visit.href(&class.path())) { (t!(words, "back-to-class")) } }
        (others)
    };
    Ok(conflict(visit, title, body))
}

/// What a refusal says: its title, and the rest in a sentence or two. How long a line is, is not part of it.
pub(crate) fn said(visit: &Visit, class: &Class, refusal: &Refusal) -> (String, String) {
    let (words, email) = (visit.words, &visit.app.config.office.email);
    let day = |at| super::seat::moment(visit, at);
    match refusal {
        Refusal::Full { .. } => (t!(words, "full-title"), String::new()),
        Refusal::Already(Already::Taken) => (t!(words, "repeat-title"), t!(words, "repeat-text")),
        Refusal::Already(Already::Booked) => (t!(words, "repeat-booked-title"), t!(words, "repeat-booked-text")),
        Refusal::NotOpen { opens } => (t!(words, "not-open-title"), t!(words, "not-open-text", day = day(*opens))),
        Refusal::Closed { at } => (t!(words, "closed-title"), t!(words, "closed-text", day = day(*at))),
        Refusal::Cancelled | Refusal::NotPublished => (t!(words, "class-cancelled-title"), class.notice.clone()),
        Refusal::OtherLocal { until, .. } => {
            let local = class.only_local.as_ref().map_or("", |(_, name)| name.as_str());
            let mut text = t!(words, "one-group-text", local = local, email = email);
            if let Some(until) = until {
                text = format!("{text} {}", t!(words, "one-group-until", day = day(*until)));
            }
            (t!(words, "one-group-title"), text)
        }
        Refusal::OtherWork { work } => {
            let kinds: Vec<String> = work.iter().map(|w| words.text(&format!("work-{w}"), &[])).collect();
            (t!(words, "other-work-title"), t!(words, "other-work-text", work = kinds.join(", ")))
        }
        Refusal::NotMember => (t!(words, "not-member-title"), t!(words, "not-member-text", email = email)),
        Refusal::Elsewhere { .. } => (t!(words, "elsewhere-title"), t!(words, "elsewhere-text")),
        Refusal::NoSite => (t!(words, "no-site-title"), t!(words, "no-site-text")),
        Refusal::Conflict(Conflict::Tight { miles, minutes, .. }) => {
            (t!(words, "tight-title"), t!(words, "tight-text", miles = *miles, minutes = *minutes))
        }
        Refusal::Conflict(_) => (t!(words, "clash-title"), t!(words, "clash-teaching")),
    }
}

/// The classes through which the visitor has the content of this one; another date of the same course can be swapped.
async fn what_holds_it(visit: &Visit, class: &Class) -> Result<Markup, Fault> {
    let Some(person) = visit.visitor.as_ref().map(|v| v.id) else { return Ok(html! {}) };
    let (now, wanted) = (visit.now(), class.clone());
    let (found, swap) = visit
        .read(move |tx| {
            let found = ForMember::load(tx, person, &wanted)?;
            let swap = super::survey::other_date_of(tx, person, wanted.id, now)?;
            let edition = tx.edition()?;
            Ok((found, swap.map(|id| offerings::store::by_id(tx, &edition, id)).transpose()?))
        })
        .await?;
    let words = visit.words;
    Ok(html! {
        @if let Some(found) = found { (found.list(visit)) }
        @if let Some(old) = swap.filter(|_| class.sites.is_empty()) {
            @let swap = t!(words, "repeat-swap", day = words.day(old.first_day(&visit.app.zone), false));
            (button_form(&format!("/me/classes/{}/swap", old.key), "", &swap, html! {
                (hidden("for", &class.key)) (hidden("site", "0"))
            }))
        }
    })
}

/// How long the line is, and how it went the last time.
async fn full_text(visit: &Visit, class: &Class, waiting: i64) -> Result<String, Fault> {
    let (code, now) = (class.code.clone(), visit.now());
    let got_in = visit.read(move |tx| super::survey::got_in_last_time(tx, &code, now)).await?;
    let text = t!(visit.words, "full-text", count = waiting);
    Ok(if got_in > 0 { format!("{text} {}", t!(visit.words, "full-last-time", count = got_in)) } else { text })
}

/// Other dates of the same topic, else the next open classes.
async fn other_dates(visit: &Visit, class: &Class, by_content: bool) -> Result<Markup, Fault> {
    let (now, code, id) = (visit.now(), class.code.clone(), class.id);
    let person = visit.visitor.as_ref().map(|v| v.id);
    let (edition, all) = visit
        .read(move |tx| {
            let edition = tx.edition()?;
            let mut all = offerings::store::other_dates(tx, &edition, (&code, id), now)?;
            if let Some(person) = person {
                // do not propose what they have, nor, if the refusal was about content, classes whose content they
                // have; in the opening rush nobody's record is read for this
                let mine = match by_content {
                    true => super::mine::with_content(tx, person)?,
                    false => super::mine::of_person(tx, person)?,
                };
                let theirs = |m: MemberState| {
                    m.is_sign_up() || (by_content && !matches!(m, MemberState::Content(Known::Partly)))
                };
                all.retain(|c| !mine.state(c).is_some_and(theirs));
            }
            Ok((edition, all))
        })
        .await?;
    let mut open = next_open(&all, now, usize::MAX);
    open.sort_by_key(|c| !c.parts.iter().any(|p| class.parts.contains(p)));
    let same: Vec<&&Class> = open.iter().filter(|c| c.code == class.code).take(3).collect();
    let wording = edition.wording.of(visit.language());
    let words = visit.words;
    Ok(html! {
        @if open.is_empty() {} @else if same.is_empty() {
            h2 { (t!(words, "other-classes")) }
            ul.plain.stack { @for c in open.iter().take(3) { (card::card(visit, wording, c, None)) } }
        } @else {
            h2 { (t!(words, "class-other-dates")) }
            ul.plain.stack { @for c in same { (card::card(visit, wording, c, None)) } }
        }
        p { a href=(visit.href("/classes")) { (t!(words, "classes-all")) } }
    })
}

/// Two classes at one time, side by side: swap, keep, or look for another date. If only the trip is tight (`trip`:
/// miles, minutes), anyone who knows the road may still go.
async fn clash(
    visit: &Visit,
    class: &Class,
    other: OfferingId,
    asked: Request,
    trip: Option<(i64, i64)>,
) -> Result<Reply, Fault> {
    let (held, what) = held(visit, other).await?;
    let words = visit.words;
    let teaches = what == Held::Teaches;
    let swap = what == Held::Seat && visit.now() < held.cancel_until;
    let title = if trip.is_some() { t!(words, "tight-title") } else { t!(words, "clash-title") };
    let body = html! {
        h1 { (title) }
        @match trip {
            Some((miles, minutes)) => { p { (t!(words, "tight-text", miles = miles, minutes = minutes)) } }
            None => { p { @if teaches { (t!(words, "clash-teaching")) } @else { (t!(words, "clash-text")) } } }
        }
        (side_by_side(visit, &held, class))
        div.row {
            @if trip.is_some() {
                (button_form(
                    &format!("/classes/{}/sign-up", class.key),
                    "",
                    &t!(words, "sign-up-anyway"),
                    request_fields(visit, Request { tight: true, ..asked }),
                ))
            }
            @if swap {
                (button_form(
                    &format!("/me/classes/{}/swap", held.key),
                    if trip.is_some() { "second" } else { "" },
                    &t!(words, "clash-swap"),
                    html! { (hidden("for", &class.key)) (hidden("site", &asked.site.to_string())) },
                ))
            }
            @if !teaches { a.btn.second href={ "/me/classes/" (held.key) } { (t!(words, "clash-keep")) } }
        }
        @if swap { p.mut { (t!(words, "clash-swap-promise")) } }
        (other_dates(visit, class, false).await?)
    };
    Ok(conflict(visit, title, body))
}

/// The seat is offered, but another class of theirs is in the way: if they give that one back, they can take this one.
pub(crate) async fn clash_at_offer(visit: &Visit, class: &Class, other: OfferingId) -> Result<Reply, Fault> {
    let (held, what) = held(visit, other).await?;
    let (words, teaches) = (visit.words, what == Held::Teaches);
    let body = html! {
        h1 { (t!(words, "clash-title")) }
        p { @if teaches { (t!(words, "clash-teaching")) } @else { (t!(words, "clash-offer-text")) } }
        (side_by_side(visit, &held, class))
        p.row {
            @if !teaches { a.btn href={ "/me/classes/" (held.key) "/cancel" } { (t!(words, "clash-offer-give-up")) } }
            a href={ "/me/classes/" (class.key) } { (t!(words, "clash-offer-back")) }
        }
    };
    Ok(conflict(visit, t!(words, "clash-title"), body))
}

/// What ties a visitor to the other class of a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    Teaches,
    Seat,
    /// An offer, or a seat that waits for a confirmed address.
    Offer,
}

/// The other class of a conflict.
async fn held(visit: &Visit, other: OfferingId) -> Result<(Class, Held), Fault> {
    let person = visit.visitor.as_ref().map(|v| v.id);
    visit
        .read(move |tx| {
            let class = offerings::store::by_id(tx, &*tx.edition()?, other)?;
            let Some(person) = person else { return Ok((class, Held::Offer)) };
            if crate::classes::offerings::teaches::teaches(tx, person, other)? {
                return Ok((class, Held::Teaches));
            }
            let seat = super::store::live(tx, person, other)?.is_some_and(|s| s.state == SignupState::Confirmed);
            Ok((class, if seat { Held::Seat } else { Held::Offer }))
        })
        .await
}

fn side_by_side(visit: &Visit, held: &Class, wanted: &Class) -> Markup {
    let (words, zone) = (visit.words, &visit.app.zone);
    let line = |c: &Class| html! { strong { (c.full_title()) } br; @for l in c.times(words, zone) { (l) br; } (c.place(words)) };
    let rows = vec![(t!(words, "clash-have"), line(held)), (t!(words, "clash-want"), line(wanted))];
    html! { div.card { (facts(&rows)) } }
}

/// The class wanted in a swap is full: wait for it and keep the old seat meanwhile.
pub(crate) fn full_for_a_swap(visit: &Visit, from: &Class, class: &Class, waiting: i64, site: i64) -> Reply {
    let words = visit.words;
    let way = html! { (hidden("for", &class.key)) (hidden("site", &site.to_string())) (hidden("wait", "1")) };
    let body = html! {
        h1 { (t!(words, "full-title")) }
        p { strong { (class.full_title()) } ", " (class.times_short(words, &visit.app.zone)) }
        p { (t!(words, "full-text", count = waiting)) }
        p { (t!(words, "swap-waits-text", class = from.full_title())) }
        div.row {
            @if visit.visitor.is_some() {
                (button_form(&format!("/me/classes/{}/swap", from.key), "", &t!(words, "swap-waits"), way))
            }
            a href={ "/me/classes/" (from.key) } { (t!(words, "clash-keep")) }
        }
    };
    conflict(visit, t!(words, "full-title"), body)
}

/// The key of this form was used for another request: nothing was done.
pub(crate) fn other_form(visit: &Visit, class: &Class) -> Reply {
    let words = visit.words;
    let title = t!(words, "other-form-title");
    let body = html! {
        h1 { (title) }
        p { (t!(words, "other-form-text")) }
        p { a.btn href=(visit.href(&class.path())) { (t!(words, "back-to-class")) } }
    };
    let page = Page::new(title, body).private();
    Reply::Page(StatusCode::UNPROCESSABLE_ENTITY, page.render(words, &visit.frame()))
}
