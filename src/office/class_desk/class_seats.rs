//! The seats of a class as the office sees them: who is waiting and why each of them has no seat yet, who holds seats
//! for a team, and one action each for changing the number of seats, merging two classes, and going ahead with few
//! people.

use crate::ground::ids::OfferingId;
use crate::{
    classes::offerings::{self, Class},
    ground::fault::Fault,
    people::{
        self,
        telling::{self, Act},
    },
    programme::{Reading, change::Change},
    seats::{
        class_changes as verbs,
        class_changes::{Capacity, Merged},
        signup::{
            class_state::look_at,
            person_state::conflict,
            state::SignupState,
            store::{self, Signup},
            verbs::offers::{entries, gives_up},
        },
    },
    visit::Visit,
};
use db::{Tx, params, sql};
use kit::{
    Page, Reply, Words,
    form::{Errors, Field, Typed, field, hidden, select, text_area},
    parts::button_form,
    t,
};
use maud::{Markup, html};
use rules::{
    seats::{Blocked, Conflict, Fate, Next, Refusal, Stage, fates, next_offer},
    time::Instant,
};

/// The state of a class's seats.
pub(super) struct Seats {
    confirmed: usize,
    offered: usize,
    late: i64,
    /// Who had a seat and did not come, once the roster is approved.
    missed: i64,
    still_come: usize,
    /// When it has to be decided whether the class takes place with few people.
    decided_at: Instant,
    waiting: Vec<Waits>,
    teams: Vec<(String, String, Instant, usize)>,
    /// Other classes of the same course that this one could be merged into.
    others: Vec<Class>,
}

struct Waits {
    name: String,
    auto: bool,
    why: Why,
}

/// Why somebody on the waiting list has no seat yet.
enum Why {
    NoSeat,
    Unconfirmed,
    Clash(String),
    NotForThem(Refusal),
    SoonOffered,
    Called,
    Begun,
}

pub(super) fn load(tx: &Reading<'_, '_>, visit: &Visit, class: &Class, now: Instant) -> Result<Seats, Fault> {
    let live = store::live_of_class(tx, class.id)?;
    let count = |state: SignupState| live.iter().filter(|s| s.state == state).count();
    let ended = tx.one(
        sql!(
            "select (select count(*) from signup where offering_id = $1 and state = 'late'),
                    (select count(*) from signup s join roster r on r.offering_id = s.offering_id
                     where s.offering_id = $1 and s.state = 'confirmed' and r.approved_at is not null
                       and not exists (select 1 from presence p join session x on x.id = p.session_id
                                       where x.offering_id = $1 and p.person_id = s.person_id and p.here)),
                    coalesce(o.decide_at, o.starts_at - $2) from offering o where o.id = $1"
        ),
        &params![class.id, crate::office::desk::home::DECIDED_BEFORE],
    )?;
    let edition = tx.edition()?;
    let same = |c: &Class| c.code == class.code && c.id != class.id && c.stage == Stage::Published && now < c.starts();
    Ok(Seats {
        confirmed: count(SignupState::Confirmed),
        offered: count(SignupState::Offered) + count(SignupState::Held),
        late: ended.get(0)?,
        missed: ended.get(1)?,
        still_come: live.iter().filter(|s| s.comes_at.is_some()).count(),
        decided_at: Instant(ended.get(2)?),
        waiting: waiting(tx, visit, class, now)?,
        teams: of_teams(tx, class.id)?,
        others: offerings::store::upcoming(tx, &edition, now)?.into_iter().filter(same).collect(),
    })
}

fn waiting(tx: &Reading<'_, '_>, visit: &Visit, class: &Class, now: Instant) -> Result<Vec<Waits>, Fault> {
    let state = look_at(tx, class.id)?;
    let line = store::line(tx, class.id)?;
    let entries = entries(tx, &state, &line, now)?;
    let next = next_offer(state.hold, now, state.state.doors.starts_at, &visit.app.zone);
    let why = |signup: &Signup, fate: Fate| -> Result<Why, Fault> {
        Ok(match fate {
            _ if next == Next::Over => Why::Begun,
            Fate::NoSeat => Why::NoSeat,
            Fate::Seat(_) if next == Next::Call && !signup.auto_take => Why::Called,
            Fate::Seat(_) => Why::SoonOffered,
            Fate::Blocked(Blocked::Unconfirmed) => Why::Unconfirmed,
            Fate::Blocked(Blocked::NotForThem(refusal)) => Why::NotForThem(refusal),
            Fate::Blocked(Blocked::Conflict(Conflict::Overlap { with } | Conflict::Tight { with, .. })) => {
                let besides = gives_up(tx, signup, now)?.map(|s| s.offering);
                let (_, ids) = conflict(tx, signup.person, class.id, signup.site, besides.as_slice(), now)?;
                let edition = tx.edition()?;
                let other = ids.get(with).map(|id| offerings::store::by_id(tx, &edition, *id)).transpose()?;
                Why::Clash(other.map_or_else(String::new, |c| c.full_title()))
            }
        })
    };
    line.iter()
        .zip(fates(&state.state, &entries))
        .map(|(signup, fate)| {
            let name = people::store::by_id(tx, signup.person)?.name;
            Ok(Waits { name, auto: signup.auto_take, why: why(signup, fate)? })
        })
        .collect()
}

fn of_teams(tx: &Tx<'_>, offering: OfferingId) -> Result<Vec<(String, String, Instant, usize)>, Fault> {
    let teams = crate::seats::team::of_class(tx, offering)?.into_iter().filter(|t| !t.ended);
    teams
        .map(|t| {
            let empty = crate::seats::team::empty_seats(tx, t.id)?.len();
            Ok((t.local_name, t.holder, t.until, empty))
        })
        .collect()
}

fn in_words(words: Words, why: &Why) -> String {
    match why {
        Why::NoSeat => t!(words, "why-waits-no-seat"),
        Why::Unconfirmed => t!(words, "why-waits-unconfirmed"),
        Why::Clash(class) => t!(words, "why-waits-clash", class = class),
        Why::NotForThem(Refusal::OtherLocal { .. }) => t!(words, "why-waits-local"),
        Why::NotForThem(Refusal::OtherWork { .. }) => t!(words, "why-waits-work"),
        Why::NotForThem(_) => t!(words, "why-waits-member"),
        Why::SoonOffered => t!(words, "why-waits-soon"),
        Why::Called => t!(words, "why-waits-called"),
        Why::Begun => t!(words, "why-waits-begun"),
    }
}

/// The part of a class's page about its seats.
pub(super) fn section(visit: &Visit, class: &Class, seats: &Seats, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let open = class.stage == Stage::Published && visit.now() < class.starts();
    let moment = |at| crate::seats::signup::seat::moment(visit, at);
    html! {
        h2 { (t!(words, "seats-title")) }
        ul {
            li { (t!(words, "seats-confirmed", count = seats.confirmed, least = class.min_enrol)) }
            @if seats.offered > 0 { li { (t!(words, "seats-offered", count = seats.offered)) } }
            @if seats.still_come > 0 { li { (t!(words, "seats-still-come", count = seats.still_come)) } }
            @if seats.late > 0 { li { (t!(words, "seats-late", count = seats.late)) } }
            @if seats.missed > 0 { li { (t!(words, "seats-missed", count = seats.missed)) } }
            @for (local, holder, until, empty) in &seats.teams {
                li { (t!(words, "seats-team", local = local, name = holder, until = moment(*until), count = *empty)) }
            }
        }
        @if !seats.waiting.is_empty() {
            h3 { (t!(words, "seats-waiting")) }
            ol { @for entry in &seats.waiting {
                li {
                    (entry.name) ": " (in_words(words, &entry.why))
                    @if entry.auto { " " (t!(words, "seats-auto")) }
                }
            } }
        }
        @if open { (few(visit, class, seats)) (resize_form(visit, class, typed, errors)) (merge_form(visit, class, seats, typed, errors)) }
    }
}

/// If the class has fewer people than it needs, somebody decides whether it takes place.
fn few(visit: &Visit, class: &Class, seats: &Seats) -> Markup {
    let words = visit.words;
    let too_few = (seats.confirmed as i64) < class.min_enrol;
    html! {
        @if too_few && class.goes_ahead { p { (t!(words, "few-goes-ahead")) } }
        @if too_few && !class.goes_ahead {
            @if visit.now() < seats.decided_at {
                p {
                    (t!(
                        words,
                        "few-later",
                        count = seats.confirmed,
                        least = class.min_enrol,
                        day = crate::seats::signup::seat::moment(visit, seats.decided_at),
                    ))
                }
            } @else { p { (t!(words, "few-text", count = seats.confirmed, least = class.min_enrol)) } }
            (button_form(&format!("/staff/classes/{}/go-ahead", class.key), "second", &t!(words, "few-button"), html! {}))
        }
    }
}

/// A form for each site: each has its own number of seats.
fn resize_form(visit: &Visit, class: &Class, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let own = (0, String::new(), class.capacity);
    let sites: Vec<(i64, String, i64)> = match class.sites.as_slice() {
        [] => vec![own],
        sites => sites.iter().map(|s| (s.number, s.place(words), s.capacity)).collect(),
    };
    html! {
        h3 { (t!(words, "resize-title")) }
        @for (number, place, seats) in &sites {
            @let sent = !typed.get("seats").is_empty() && typed.get("site") == number.to_string();
            @let as_it_is = Typed::default().with("seats", &seats.to_string());
            @let label = if place.is_empty() { t!(words, "resize-seats") } else { t!(words, "resize-seats-at", place = place) };
            @let none = Errors::of_form(format!("site-{number}"));
            form.stack method="post" action={ "/staff/classes/" (class.key) "/seats" } novalidate {
                (hidden("site", &number.to_string()))
                (field(
                    words,
                    Field::new("seats", &label).completed("off"),
                    if sent { typed } else { &as_it_is },
                    if sent { errors } else { &none },
                ))
                label.pick { input type="checkbox" name="displace" value="1"; (t!(words, "resize-displace")) }
                p { button.btn.second type="submit" { (t!(words, "resize-button")) } }
            }
        }
    }
}

fn merge_form(visit: &Visit, class: &Class, seats: &Seats, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let label = t!(words, "move-notice");
    let others: Vec<_> = seats
        .others
        .iter()
        .map(|c| {
            let text = t!(
                words,
                "merge-choice",
                class = format!("{}, {}", c.times_short(words, &visit.app.zone), c.place(words)),
                count = c.open_seats()
            );
            (c.key.clone(), text, None)
        })
        .collect();
    html! {
        @if !others.is_empty() {
            h3 { (t!(words, "merge-title")) }
            form.stack method="post" action={ "/staff/classes/" (class.key) "/merge" } novalidate {
                (select(words, Field::new("into", &t!(words, "merge-into")), &others, typed, errors))
                (text_area(words, Field::new("why", &label), 2, typed, errors))
                p { button.btn.second type="submit" { (t!(words, "merge-button", count = seats.confirmed)) } }
            }
        }
    }
}

async fn again(visit: &Visit, class: &Class, errors: &Errors) -> Result<Reply, Fault> {
    let page: Page = super::classes::page(visit, class, &visit.form, errors, "").await?;
    Ok(visit.show_again(page))
}

/// `POST /staff/classes/{key}/seats`
pub(crate) async fn set(visit: Visit) -> Result<Reply, Fault> {
    let class = offerings::of_address(&visit).await?;
    let words = visit.words;
    let mut errors = Errors::default();
    let Some(seats) = visit.form.within("seats", 0..=5000) else {
        errors.add("seats", t!(words, "error-seats"));
        return again(&visit, &class, &errors).await;
    };
    let (id, site, displace) = (class.id, crate::seats::signup::actions::site(&visit), visit.form.ticked("displace"));
    let verb = move |c: &Change<'_, '_>| verbs::set_capacity(c, id, site, seats, displace);
    let before = class.sites.iter().find(|s| s.number == site).map_or(class.capacity, |s| s.capacity);
    // those who would lose a seat or be offered one are named first
    let offers = seats > before && class.waiting > 0;
    if displace || offers {
        let act = Act {
            title: t!(words, "resize-check", class = super::classes::named(&visit, &class), count = seats),
            lead: if offers { t!(words, "resize-more-lead") } else { t!(words, "resize-lead") },
            button: if offers { t!(words, "resize-more-agree") } else { t!(words, "resize-agree") },
            back: format!("/staff/classes/{}", class.key),
            takes_typed: false,
        };
        let rehearsed = verb;
        if let Some(question) = telling::ask(&visit, act, move |change| rehearsed(change).map(drop)).await? {
            return Ok(question);
        }
    }
    match visit.change(verb).await? {
        // a change that nobody was written to about can be undone
        Capacity::Done(0) if !offers && before != seats => {
            return Ok(Reply::see(format!("/staff/classes/{}?said=seats&before={before}&site={site}", class.key)));
        }
        Capacity::Done(displaced) => {
            return Ok(Reply::see(format!("/staff/classes/{}?said=seats&displaced={displaced}", class.key)));
        }
        Capacity::Taken(taken) => errors.add("seats", t!(words, "error-seats-taken", count = taken)),
        Capacity::Teams(held) => errors.add("seats", t!(words, "error-seats-teams", count = held)),
        Capacity::NotNow => errors.add("seats", t!(words, "error-seats-not-now")),
    }
    again(&visit, &class, &errors).await
}

/// `POST /staff/classes/{key}/merge`
pub(crate) async fn merge(visit: Visit) -> Result<Reply, Fault> {
    let class = offerings::of_address(&visit).await?;
    let words = visit.words;
    let mut errors = Errors::default();
    let reason = visit.form.get("why").to_owned();
    if reason.is_empty() || reason.chars().count() > 500 {
        errors.add("why", t!(words, "error-notice"));
        return again(&visit, &class, &errors).await;
    }
    let wanted = visit.form.get("into").to_owned();
    let into = visit.read(move |tx| offerings::store::by_key(tx, &*tx.edition()?, &wanted)).await?;
    let before = format!("{}, {}", class.times_short(words, &visit.app.zone), class.place(words));
    let (id, target) = (class.id, into.id);
    if into.code != class.code {
        return Err(Fault::NotFound);
    }
    let act = Act {
        title: t!(words, "merge-check", class = super::classes::named(&visit, &class)),
        lead: t!(words, "merge-lead", into = super::classes::named(&visit, &into), reason = &reason),
        button: t!(words, "merge-agree"),
        back: format!("/staff/classes/{}", class.key),
        takes_typed: false,
    };
    let verb = move |change: &Change<'_, '_>| verbs::merge(change, id, target, &reason, &before);
    let rehearsed = verb.clone();
    if let Some(question) = telling::ask(&visit, act, move |change| rehearsed(change).map(drop)).await? {
        return Ok(question);
    }
    match visit.change(verb).await? {
        Some(Merged { seated, waiting, offered, told }) => Ok(Reply::see(format!(
            "/staff/classes/{}?said=merged&seated={seated}&waiting={waiting}&offered={offered}&told={told}",
            into.key
        ))),
        None => {
            errors.add("why", t!(words, "error-seats-not-now"));
            again(&visit, &class, &errors).await
        }
    }
}

/// `POST /staff/classes/{key}/go-ahead`
pub(crate) async fn go_ahead(visit: Visit) -> Result<Reply, Fault> {
    let class = offerings::of_address(&visit).await?;
    let id = class.id;
    visit.change(move |change| verbs::go_ahead(change, id)).await?;
    Ok(Reply::see(format!("/staff/classes/{}", class.key)))
}
