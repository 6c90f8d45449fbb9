//! Signing up: a seat, or a place in line.

use super::{Ask, Done, HELD, audit, owe, refused};
use crate::{
    change::Change,
    fault::Fault,
    signup::{
        class_state::{class_for_asking, class_for_update},
        person_state::{lock_person, makes_up, person_state},
        store::{self, Begins, New},
    },
};
use jiff::tz::TimeZone;
use rules::seats::{Asked, FirstCome, Outcome, PersonState, Refusal, SITE, allocate, closed_to};

/// Signs somebody up.
pub(crate) fn sign_up(change: &Change<'_, '_>, ask: &Ask, zone: &TimeZone) -> Result<Done, Fault> {
    if let Some(before) = ask.key.as_deref().map(|k| store::by_request(change.tx, k)).transpose()?.flatten() {
        // Sent again, it has no effect, whatever became of it since.
        let same =
            before.person == ask.person && before.offering == ask.offering && before.body == store::body(ask.request);
        return Ok(if same { Done::In } else { Done::OtherForm });
    }
    let (done, made) = place(change, ask, zone)?;
    if let Some((id, state)) = made {
        audit(change, "signup.made", id, "", state)?;
    } else if change.tx.changed() > 0 {
        // a seat was offered on to who waits before this request was answered
        audit(change, "offering.settled", ask.offering, "", "offered before a request")?;
    }
    Ok(done)
}

/// The same as a part of a verb that writes its own audit entry.
pub(crate) fn sign_up_quietly(change: &Change<'_, '_>, ask: &Ask, zone: &TimeZone) -> Result<Done, Fault> {
    Ok(place(change, ask, zone)?.0)
}

/// Why a class is closed to anybody of this local, if it is.
pub(crate) fn closed_to_all(
    change: &Change<'_, '_>,
    offering: i64,
    person: &PersonState,
) -> Result<Option<Refusal>, Fault> {
    let class = class_for_update(change.tx, offering)?;
    Ok(closed_to(&class.state.doors, person, change.now))
}

/// A new sign-up: its id and state.
type Made = (i64, &'static str);

/// Asks the law and stores its answer: what became of it, and the new sign-up.
fn place(change: &Change<'_, '_>, ask: &Ask, zone: &TimeZone) -> Result<(Done, Option<Made>), Fault> {
    lock_person(change.tx, ask.person)?;
    let class = class_for_asking(change, ask.offering, zone)?;
    let site = ask.request.site;
    let (person, others) = person_state(change.tx, ask.person, &class, site, &[], change.now)?;
    // Whoever holds the class's lock came first: the opening rush is served in the order of the locks.
    let asked = Asked { person, request: ask.request, arrived: 0 };
    let outcome = allocate(&class.state, &[asked], &FirstCome, change.now).pop();
    let begins = match outcome.ok_or_else(|| Fault::Ours("the allocator forgot a request".into()))? {
        Outcome::Already(_) => return Ok((Done::In, None)),
        Outcome::Refused(refusal) => return Ok((refused(refusal, &others), None)),
        Outcome::Seat(seat) if ask.verified => Begins::Confirmed(seat),
        Outcome::Seat(seat) => unconfirmed(change, &class, ask, seat)?,
        Outcome::Waiting(_) => waits(change, ask, &class.course)?,
    };
    let new = New {
        offering: ask.offering,
        person: ask.person,
        site,
        request: ask.key.as_deref().filter(|k| !k.is_empty()),
        body: store::body(ask.request),
        ..New::default()
    };
    let id = store::add(change, &new, begins)?;
    let (state, mail) = match begins {
        Begins::Confirmed(_) => ("confirmed", Some("booked")),
        Begins::Waiting { .. } => ("waiting", Some("waiting")),
        Begins::Held(..) | Begins::Offered(..) | Begins::Invited(_) => ("held", None),
    };
    if let Some(kind) = mail.filter(|_| ask.verified) {
        owe(change, kind, ask.person, id, "")?;
    }
    Ok((Done::In, Some((id, state))))
}

/// At the end of the line; who makes something up goes before the others.
pub(super) fn waits(change: &Change<'_, '_>, ask: &Ask, course: &str) -> Result<Begins, Fault> {
    let priority = if makes_up(change, ask.person, course)? { 0 } else { 1 };
    Ok(Begins::Waiting { priority, line: store::next_in_line(change.tx, ask.offering)? })
}

/// A seat is held for somebody whose address is not confirmed; but made-up addresses must not empty a class, so that
/// a quarter of a site's seats (three at least) can be held so, and who comes after waits.
fn unconfirmed(
    change: &Change<'_, '_>,
    class: &crate::signup::class_state::Locked,
    ask: &Ask,
    seat: i64,
) -> Result<Begins, Fault> {
    let seats = class.state.site(seat / SITE).map_or(0, |s| s.capacity);
    if store::held_unconfirmed(change.tx, ask.offering, seat / SITE)? >= (seats / 4).max(3) {
        return waits(change, ask, &class.course);
    }
    Ok(Begins::Held(seat, change.now.plus_minutes(HELD).min(class.state.doors.closes_at)))
}

/// Confirms what was held for somebody's confirmed address. Part of a verb.
pub(crate) fn confirm_held(change: &Change<'_, '_>, person: i64) -> Result<(), Fault> {
    lock_person(change.tx, person)?;
    for held in store::unconfirmed_of(change.tx, person)? {
        // the classes come in the order of their ids; what ran out meanwhile is not confirmed
        class_for_update(change.tx, held.offering)?;
        let Some(now) = store::live(change.tx, person, held.offering)? else { continue };
        match (now.state.as_str(), now.seat) {
            ("waiting", _) => owe(change, "waiting", person, now.id, "")?,
            ("held", Some(seat)) if now.held_until.is_some_and(|u| change.now < u) => {
                let (clash, _) =
                    crate::signup::person_state::conflict(change.tx, person, now.offering, now.site, &[], change.now)?;
                if matches!(clash, Some(rules::seats::Conflict::Overlap { .. })) {
                    // they have a class at the same time by now: this one is theirs if they choose it
                    let until = now.held_until.unwrap_or(change.now);
                    store::ask_again(change, &now, until)?;
                    owe(change, "offer", person, now.id, &until.0.to_string())?;
                    continue;
                }
                store::confirm(change, &now, seat)?;
                owe(change, "booked", person, now.id, "")?;
            }
            _ => {}
        }
    }
    Ok(())
}
