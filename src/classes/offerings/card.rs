//! A class in a list.

use super::{Class, SeatState};
use crate::{
    classes::offerings::known::Known,
    ground::when,
    programme::{WordingIn, courses::Level},
    visit::Visit,
};
use kit::{
    Language, Words,
    parts::{Icon, icon, tag},
    t,
};
use maud::{Markup, html};
use rules::{seats::Request, time::Instant};

/// What is known of the member and this class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MemberState {
    Confirmed,
    Waiting(i64),
    Offered,
    /// They were there, and this many minutes are on their record.
    Attended(i64),
    Taken,
    /// No sign-up, and the door would refuse them.
    NotForThem,
    /// No sign-up, but they have some of its content.
    Content(Known),
}

impl MemberState {
    /// Whether they have a seat, or a place in line, or a seat held.
    pub fn is_sign_up(self) -> bool {
        matches!(self, Self::Confirmed | Self::Waiting(_) | Self::Offered)
    }
}

/// The card of a class. `mine` is where the member stands with it.
pub(crate) fn card(visit: &Visit, wording: &WordingIn, class: &Class, mine: Option<MemberState>) -> Markup {
    let (words, zone) = (visit.words, &visit.app.zone);
    let day = class.first_day(zone);
    let path = visit.href(&class.path());
    html! {
        li.card.offer {
            p.day {
                span { (words.weekday_short(day)) } b { (day.day) } span { (words.month_short(day)) }
            }
            div.stack.tight {
                h3 { a href=(path) lang=[titles(words)] { (class.full_title()) } }
                p { (class.times_short(words, zone)) " · " (words.hours(class.minutes(visit))) }
                p.place.mut { (icon(if class.online { Icon::Screen } else { Icon::Pin })) (class.place(words)) }
                @if let Some((key, title)) = &class.event {
                    p.place.mut { (icon(Icon::Calendar)) a href=(visit.href(&format!("/events/{key}"))) lang=[titles(words)] { (title) } }
                }
                p.row {
                    (tag("", Icon::Circle, &class.parts_in_words(visit, wording)))
                    @if class.level == Level::Beginner { (tag("info", Icon::Check, &t!(words, "level-beginner"))) }
                    (seat_tag(words, class, visit.now(), zone))
                    @if let Some(mine) = mine { (mine_tag(words, mine)) }
                }
            }
            (action(visit, class, mine))
        }
    }
}

/// The language of class titles, where the page around them is in another.
pub(crate) fn titles(words: Words) -> Option<&'static str> {
    (words.language != Language::En).then_some(Language::En.tag())
}

/// The state of the seats, as a tag.
pub(crate) fn seat_tag(words: Words, class: &Class, now: Instant, zone: &jiff::tz::TimeZone) -> Markup {
    let (style, mark) = match class.seats(now) {
        SeatState::Left(_) => ("ok", Icon::Check),
        SeatState::Few(_) => ("warn", Icon::Warning),
        SeatState::Full { .. } | SeatState::NotOpen(_) => ("", Icon::Hourglass),
        SeatState::Elsewhere | SeatState::OneGroup => ("", Icon::Circle),
        SeatState::Closed => ("", Icon::Cross),
        SeatState::Cancelled => ("bad", Icon::Cross),
        SeatState::Past => ("", Icon::Calendar),
    };
    tag(style, mark, &seat_words(words, class, now, zone))
}

/// The state of the seats, in words.
pub(crate) fn seat_words(words: Words, class: &Class, now: Instant, zone: &jiff::tz::TimeZone) -> String {
    match class.seats(now) {
        SeatState::Left(n) | SeatState::Few(n) => t!(words, "seats-left", count = n),
        SeatState::Full { waiting: 0 } => t!(words, "seats-full"),
        SeatState::Full { waiting } => t!(words, "seats-full-waiting", count = waiting),
        SeatState::Elsewhere => t!(words, "seats-elsewhere"),
        SeatState::OneGroup => t!(words, "seats-one-group"),
        SeatState::NotOpen(at) => t!(words, "seats-not-open", day = words.day_short(when::day(at, zone))),
        SeatState::Closed => t!(words, "seats-closed"),
        SeatState::Cancelled => t!(words, "seats-cancelled"),
        SeatState::Past => t!(words, "seats-past"),
    }
}

pub(crate) fn mine_tag(words: Words, mine: MemberState) -> Markup {
    match mine {
        MemberState::Confirmed => tag("info", Icon::Calendar, &t!(words, "mine-confirmed")),
        MemberState::Waiting(place) => tag("info", Icon::Hourglass, &t!(words, "mine-waiting", place = place)),
        MemberState::Offered => tag("warn", Icon::Warning, &t!(words, "mine-offered")),
        MemberState::Attended(minutes) => {
            tag("ok", Icon::Check, &t!(words, "mine-attended", hours = words.hours(minutes)))
        }
        MemberState::NotForThem => tag("", Icon::Cross, &t!(words, "mine-not-for-them")),
        MemberState::Taken => tag("", Icon::Check, &t!(words, "mine-taken")),
        MemberState::Content(Known::Taken) => tag("", Icon::Check, &t!(words, "mine-content-taken")),
        MemberState::Content(Known::Booked) => tag("", Icon::Calendar, &t!(words, "mine-content-booked")),
        MemberState::Content(Known::Partly) => tag("", Icon::Circle, &t!(words, "mine-content-partly")),
    }
}

/// The one button: its name carries the class, so that a list of buttons can be told apart by ear.
pub(crate) fn action(visit: &Visit, class: &Class, mine: Option<MemberState>) -> Markup {
    let words = visit.words;
    let which = format!(": {}, {}", class.full_title(), words.day_short(class.first_day(&visit.app.zone)));
    let open = |style: &str, text: String| {
        html! {
            div.do { a class={ "btn " (style) } href=(visit.href(&class.path())) { (text) span.vh { (which) } } }
        }
    };
    if mine.is_some_and(MemberState::is_sign_up) {
        return html! {
            div.do { a.btn.second href={ "/me/classes/" (class.key) } { (t!(words, "see-my-seat")) span.vh { (which) } } }
        };
    }
    if mine == Some(MemberState::NotForThem) && class.for_one_group(visit.now()) {
        return open("second", t!(words, "see-class"));
    }
    match class.seats(visit.now()) {
        // where there are several sites, one is chosen on the class's own page
        SeatState::Left(_) | SeatState::Few(_) | SeatState::OneGroup | SeatState::Full { .. }
            if !class.sites.is_empty() =>
        {
            open("second", t!(words, "site-choose"))
        }
        SeatState::Left(_) | SeatState::Few(_) | SeatState::OneGroup => {
            sign_up_button(visit, class, "", &t!(words, "sign-up"), &which, Request::default())
        }
        SeatState::Full { .. } => {
            let wait = Request { may_wait: true, ..Request::default() };
            sign_up_button(visit, class, "second", &t!(words, "join-waiting-list"), &which, wait)
        }
        _ => open("second", t!(words, "see-class")),
    }
}

/// The same on the class's own page: nothing links to the page itself.
pub(crate) fn action_here(visit: &Visit, class: &Class, mine: Option<MemberState>) -> Markup {
    use SeatState::{Few, Full, Left, OneGroup};
    let open = matches!(class.seats(visit.now()), Left(_) | Few(_) | OneGroup | Full { .. });
    if open && mine == Some(MemberState::NotForThem) {
        let words = visit.words;
        return html! { p { (t!(words, "not-for-them")) " " a href="/me/profile" { (t!(words, "profile-title")) } } };
    }
    if open || mine.is_some_and(MemberState::is_sign_up) {
        action(visit, class, mine)
    } else {
        html! {}
    }
}

/// One tap for anyone who is signed in; the short form for anyone who is not.
pub(crate) fn sign_up_button(
    visit: &Visit,
    class: &Class,
    style: &str,
    text: &str,
    which: &str,
    request: Request,
) -> Markup {
    if visit.visitor.is_none() {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if request.may_wait {
            query.append_pair("wait", "1");
        }
        if request.site > 0 {
            query.append_pair("site", &request.site.to_string());
        }
        let query = query.finish();
        let query = if query.is_empty() { query } else { format!("?{query}") };
        let href = format!("{}{query}", visit.href(&format!("/classes/{}/sign-up", class.key)));
        return html! { div.do { a class={ "btn " (style) } href=(href) { (text) span.vh { (which) } } } };
    }
    html! {
        form.do method="post" action={ "/classes/" (class.key) "/sign-up" } {
            (crate::classes::offerings::request_fields::request_fields(visit, request))
            button class={ "btn " (style) } type="submit" { (text) span.vh { (which) } }
        }
    }
}
