//! `/me/classes`: what somebody is signed up for, and what they can do about it.

use super::{
    refusals,
    store::{self, Signup},
    verbs::{self, Ask, Done, GivenBack, Taken},
};
use crate::{
    fault::Fault,
    offerings::{self, Class, calendar, card::MemberState},
    visit::Visit,
    when,
};
use db::{Tx, params, sql};
use kit::{
    Page, Reply,
    form::hidden,
    parts::{Icon, button_form, facts, note, tag},
    reply::File,
    t,
};
use maud::{Markup, html};
use rules::{seats::Request, time::Instant};
use std::collections::{BTreeMap, BTreeSet};

/// What a member has with each class.
#[derive(Debug, Default, Clone)]
pub(crate) struct Mine {
    by_offering: BTreeMap<i64, MemberState>,
    credited: BTreeSet<String>,
}

impl Mine {
    pub fn state(&self, class: &Class) -> Option<MemberState> {
        self.by_offering
            .get(&class.id)
            .copied()
            .or_else(|| self.credited.contains(&class.code).then_some(MemberState::Taken))
    }
}

pub(crate) fn of_person(tx: &Tx<'_>, person: i64) -> Result<Mine, Fault> {
    let rows = tx.all(
        sql!(
            "select s.offering_id, s.state,
                    (select count(*) from signup b where b.offering_id = s.offering_id and b.state = 'waiting' and b.line <= s.line)
             from signup s where s.person_id = $1 and s.state in ('confirmed', 'waiting', 'offered', 'held')"
        ),
        &params![person],
    )?;
    let mut mine = Mine::default();
    for row in rows {
        let state = match row.get::<String>(1)?.as_str() {
            "waiting" => MemberState::Waiting(row.get(2)?),
            "offered" => MemberState::Offered,
            _ => MemberState::Confirmed,
        };
        mine.by_offering.insert(row.get(0)?, state);
    }
    for row in tx.all(sql!("select distinct course_code from credit where person_id = $1"), &params![person])? {
        mine.credited.insert(row.get(0)?);
    }
    Ok(mine)
}

/// A member's classes with their state, by date.
pub(crate) fn classes(tx: &Tx<'_>, visit: &Visit, person: i64) -> Result<Vec<(Class, String)>, Fault> {
    let edition = visit.app.editions.current(tx)?;
    let rows = tx.all(
        sql!(
            "select s.offering_id, s.state from signup s join offering o on o.id = s.offering_id
             where s.person_id = $1 and s.state in ('confirmed', 'waiting', 'offered', 'held')
             order by o.starts_at, o.id limit 200"
        ),
        &params![person],
    )?;
    rows.iter().map(|r| Ok((offerings::store::by_id(tx, &edition, r.get(0)?)?, r.get(1)?))).collect()
}

pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let (person, inner) = (visit.member()?.id, visit.clone());
    let classes = visit.read(move |tx| classes(tx, &inner, person)).await?;
    let words = visit.words;
    let now = visit.now();
    let (next, past): (Vec<_>, Vec<_>) = classes.into_iter().partition(|(c, _)| now < c.ends());
    let item = |class: &Class, state: &str| {
        html! {
            li.card.stack.tight {
                h2.small-title { a href={ "/me/classes/" (class.key) } { (class.full_title()) } }
                p { (class.times_short(words, &visit.app.zone)) " · " (class.place(words)) }
                p.row { (state_tag(&visit, state)) }
            }
        }
    };
    let body = html! {
        h1 { (t!(words, "my-classes-title")) }
        @if next.is_empty() {
            p { (t!(words, "my-classes-none")) }
            p { a.btn href="/classes" { (t!(words, "find-a-class")) } }
        }
        ul.plain.stack { @for (class, state) in &next { (item(class, state)) } }
        @if !next.is_empty() { p { a href="/me/classes.ics" { (t!(words, "my-classes-calendar")) } } }
        @if !past.is_empty() {
            h2 { (t!(words, "my-classes-past")) }
            ul.plain.stack { @for (class, state) in past.iter().rev() { (item(class, state)) } }
        }
    };
    Ok(visit.show(Page::new(t!(words, "my-classes-title"), body).private()))
}

fn state_tag(visit: &Visit, state: &str) -> Markup {
    let words = visit.words;
    match state {
        "waiting" => tag("", Icon::Hourglass, &t!(words, "state-waiting")),
        "offered" => tag("warn", Icon::Warning, &t!(words, "mine-offered")),
        "held" => tag("warn", Icon::Hourglass, &t!(words, "state-held")),
        _ => tag("info", Icon::Calendar, &t!(words, "mine-confirmed")),
    }
}

pub(crate) async fn calendar(visit: Visit) -> Result<Reply, Fault> {
    let (person, inner) = (visit.member()?.id, visit.clone());
    let classes = visit.read(move |tx| classes(tx, &inner, person)).await?;
    let seats: Vec<&Class> = classes.iter().filter(|(_, s)| s == "confirmed").map(|(c, _)| c).collect();
    let base = &visit.app.config.base_url;
    let text = calendar::calendar(&seats, visit.words, base, visit.now(), calendar::Method::Publish, Class::full_title);
    Ok(Reply::File(File {
        kind: "text/calendar; charset=utf-8",
        name: Some("my-classes.ics".into()),
        bytes: text.into_bytes(),
    }))
}

struct Held {
    class: Class,
    signup: Option<Signup>,
    place: i64,
}

async fn of_address(visit: &Visit) -> Result<Held, Fault> {
    let person = visit.member()?.id;
    let key = offerings::key_of(visit.param("key")).to_owned();
    let editions = visit.app.editions.clone();
    visit
        .read(move |tx| {
            let class = offerings::store::by_key(tx, &*editions.current(tx)?, &key)?;
            let signup = store::live(tx, person, class.id)?;
            let place = match of_person(tx, person)?.state(&class) {
                Some(MemberState::Waiting(place)) => place,
                _ => 0,
            };
            Ok(Held { class, signup, place })
        })
        .await
}

/// `GET /me/classes/{key}`: the result of signing up, and the page of a seat for ever after.
pub(crate) async fn result(visit: Visit) -> Result<Reply, Fault> {
    let Held { class, signup, place } = of_address(&visit).await?;
    let words = visit.words;
    let Some(signup) = signup else { return Ok(Reply::see(visit.href(&class.path()))) };
    let zone = &visit.app.zone;
    let until = signup
        .held_until
        .map(|u| format!("{}, {}", words.day(when::day(u, zone), false), words.clock(when::clock(u, zone))));
    let back = format!("/me/classes/{}/cancel", class.key);
    let head = match signup.state.as_str() {
        "waiting" => note(
            "",
            &t!(words, "waiting-title", place = place),
            html! {
                p { (t!(words, "waiting-text")) }
                p { a.btn.second href=(back) { (t!(words, "leave-list")) } }
            },
        ),
        "offered" => note(
            "warn",
            &t!(words, "offer-title", until = until.unwrap_or_default()),
            html! {
                p { (t!(words, "offer-text")) }
                div.row {
                    (button_form(&format!("/me/classes/{}/take", class.key), "", &t!(words, "offer-take"), html! {}))
                    (button_form(&format!("/me/classes/{}/pass", class.key), "second", &t!(words, "offer-pass"), html! {}))
                }
            },
        ),
        _ => note("ok", &t!(words, "booked-title"), html! { p { (t!(words, "booked-text")) } }),
    };
    let rows = vec![
        (t!(words, "fact-when"), html! { @for line in class.times(words, zone) { (line) br; } }),
        (
            t!(words, "fact-where"),
            html! {
                @if class.online { (t!(words, "online-detail")) }
                @else { a href={ "/venues/" (class.venue.key) } { (class.place(words)) } br; (class.venue.address) }
            },
        ),
    ];
    let cut_off = format!(
        "{}, {}",
        words.day(when::day(class.cancel_until, zone), false),
        words.clock(when::clock(class.cancel_until, zone))
    );
    let body = html! {
        h1 { (class.full_title()) }
        (head)
        div.card.stack { (facts(&rows)) }
        @if signup.seat.is_some() && signup.state != "offered" {
            p.row {
                a.btn href={ "/classes/" (class.key) "/calendar.ics" } { (t!(words, "add-to-calendar")) }
                @if visit.now() < class.cancel_until { a href=(back) { (t!(words, "cannot-come")) } }
            }
            @if visit.now() < class.cancel_until { p.mut { (t!(words, "cancel-until-text", until = cut_off)) } }
        }
        p { a href="/me" { (t!(words, "menu-me")) } " · " a href="/classes" { (t!(words, "classes-all")) } }
    };
    Ok(visit.show(Page::new(class.full_title(), body).private()))
}

/// `GET /me/classes/{key}/cancel`: what giving it back means, with one button.
pub(crate) async fn ask_cancel(visit: Visit) -> Result<Reply, Fault> {
    let Held { class, signup, .. } = of_address(&visit).await?;
    let words = visit.words;
    let Some(signup) = signup else { return Ok(Reply::see(visit.href(&class.path()))) };
    let waiting = signup.state == "waiting";
    let (title, button) = if waiting {
        (t!(words, "leave-title"), t!(words, "leave-list"))
    } else {
        (t!(words, "cancel-title"), t!(words, "cancel-button"))
    };
    let body = html! {
        h1 { (title) }
        p { strong { (class.full_title()) } ", " (class.times_short(words, &visit.app.zone)) }
        @if !waiting { p { (t!(words, "cancel-text")) } }
        div.row {
            (button_form(&format!("/me/classes/{}/cancel", class.key), "", &button, html! {}))
            a href={ "/me/classes/" (class.key) } { (t!(words, "keep-it")) }
        }
    };
    Ok(visit.show(Page::new(title, body).private()))
}

pub(crate) async fn cancel(visit: Visit) -> Result<Reply, Fault> {
    let Held { class, signup, .. } = of_address(&visit).await?;
    let Some(signup) = signup else { return Ok(Reply::see(visit.href(&class.path()))) };
    give_back(&visit, class, signup).await
}

/// Gives a sign-up back and says what became of it.
pub(crate) async fn give_back(visit: &Visit, class: Class, signup: Signup) -> Result<Reply, Fault> {
    let zone = visit.app.zone.clone();
    let back = visit
        .app
        .change(crate::change::Actor::Person(signup.person), move |change| verbs::give_back(change, &signup, &zone))
        .await?;
    Ok(visit.show(given_back(visit, &class, &back)))
}

pub(crate) fn given_back(visit: &Visit, class: &Class, back: &GivenBack) -> Page {
    let words = visit.words;
    let (title, text) = match back {
        GivenBack::Done => (t!(words, "given-back-title"), t!(words, "given-back-text")),
        GivenBack::Before => (t!(words, "link-used-title"), t!(words, "given-back-before")),
        GivenBack::TooLate => {
            (t!(words, "too-late-title"), t!(words, "too-late-text", email = &visit.app.config.office.email))
        }
    };
    let body = html! {
        h1 { (title) }
        p { strong { (class.full_title()) } ", " (class.times_short(words, &visit.app.zone)) }
        p { (text) }
        p.row {
            a.btn href=(visit.href("/classes")) { (t!(words, "classes-all")) }
            a href=(visit.href(&class.path())) { (t!(words, "back-to-class")) }
        }
    };
    Page::new(title, body).private()
}

pub(crate) async fn take_offer(visit: Visit) -> Result<Reply, Fault> {
    let Held { class, signup, .. } = of_address(&visit).await?;
    let Some(signup) = signup else { return Ok(visit.show(refusals::offer_gone(&visit, &class))) };
    take(&visit, class, signup).await
}

/// Takes an offered seat and says what became of it.
pub(crate) async fn take(visit: &Visit, class: Class, signup: Signup) -> Result<Reply, Fault> {
    if signup.state == "confirmed" {
        return Ok(Reply::see(format!("/me/classes/{}", class.key)));
    }
    let taken = visit
        .app
        .change(crate::change::Actor::Person(signup.person), move |change| verbs::take(change, &signup))
        .await?;
    match taken {
        Taken::Done if visit.visitor.is_some() => Ok(Reply::see(format!("/me/classes/{}", class.key))),
        Taken::Done => Ok(visit.show(refusals::seat_taken(visit, &class))),
        Taken::Ended => Ok(visit.show(refusals::offer_gone(visit, &class))),
        Taken::Clash(other) => refusals::clash(visit, &class, other, false).await,
    }
}

pub(crate) async fn pass_offer(visit: Visit) -> Result<Reply, Fault> {
    cancel(visit).await
}

/// `POST /me/classes/{key}/swap`: this class instead of that one, or nothing at all.
pub(crate) async fn swap(visit: Visit) -> Result<Reply, Fault> {
    let Held { class: from, signup, .. } = of_address(&visit).await?;
    let wanted = offerings::key_of(visit.form.get("for")).to_owned();
    let (editions, person) = (visit.app.editions.clone(), visit.member()?.id);
    let class = visit.read(move |tx| offerings::store::by_key(tx, &*editions.current(tx)?, &wanted)).await?;
    let Some(old) = signup else { return Ok(Reply::see(visit.href(&from.path()))) };
    let ask = Ask {
        offering: class.id,
        person,
        request: Request { may_wait: false, repeat: true },
        key: None,
        verified: true,
    };
    let zone = visit.app.zone.clone();
    let done = visit.change(move |change| verbs::swap(change, &old, &ask, &zone)).await?;
    match done {
        Done::In => Ok(Reply::see(format!("/me/classes/{}", class.key))),
        Done::Refused(refusal, other) => refusals::page(&visit, &class, refusal, other).await,
        Done::KeepsOld => Ok(visit.show(given_back(&visit, &from, &GivenBack::TooLate))),
    }
}

/// Whether the cut-off for giving a seat back has passed.
pub(crate) fn can_give_back(class: &Class, now: Instant) -> bool {
    now < class.cancel_until
}

/// The hidden fields that make a repeated form the same request.
pub(crate) fn request_fields(visit: &Visit, wait: bool, repeat: bool) -> Markup {
    html! {
        (hidden("request", &visit.app.random.key(20)))
        @if wait { (hidden("wait", "1")) }
        @if repeat { (hidden("repeat", "1")) }
    }
}
