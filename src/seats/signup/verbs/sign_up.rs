//! Signing up: a seat, or a place in line.

use super::{Ask, Content, Done, HELD, audit, audit_settled, offers::give_way, owe, refused};
use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId, SignupId},
        mail::Mail,
        verb::Verb,
    },
    people::lock::lock_person,
    programme::change::Change,
    seats::signup::{
        class_state::{Locked, class_for_asking, class_for_update, look_at, make_room},
        person_state::{Standing, makes_up, person_state},
        state::SignupState,
        store::{self, Begins, New, Signup},
        survey,
    },
};
use db::{params, sql};
use rules::seats::{
    Conflict, FirstCome, Outcome, PersonState, Refusal, SITE, SeatAsked, Site, allocate, closed_to, held_at_most,
    not_for,
};

/// Signs somebody up.
pub(crate) fn sign_up(change: &Change<'_, '_>, ask: &Ask) -> Result<Done, Fault> {
    if let Some(before) = ask.key.as_deref().map(|k| store::by_request(change.tx, k)).transpose()?.flatten() {
        // Sent again, it has no effect, whatever became of it since.
        let same =
            before.person == ask.person && before.offering == ask.offering && before.body == store::body(ask.request);
        return Ok(if same { Done::In } else { Done::OtherForm });
    }
    sign_up_anew(change, ask)
}

/// Signs somebody up with a form that was not sent before.
pub(crate) fn sign_up_anew(change: &Change<'_, '_>, ask: &Ask) -> Result<Done, Fault> {
    let (done, made) = place(change, ask, ask.key.as_deref())?;
    if let Some((id, state)) = made {
        audit(change, Verb::SignupMade, id, "", state)?;
    } else {
        audit_settled(change, ask.offering)?;
    }
    Ok(done)
}

/// The same, as part of a verb that writes its own audit entry.
pub(crate) fn sign_up_quietly(change: &Change<'_, '_>, ask: &Ask) -> Result<Done, Fault> {
    // A key that another form has already used is ignored.
    let key = ask.key.as_deref();
    let used = key.map(|k| store::by_request(change.tx, k)).transpose()?.flatten().is_some();
    Ok(place(change, ask, key.filter(|_| !used))?.0)
}

/// Why a class is closed to anybody of this local, if it is.
pub(crate) fn closed_to_all(
    change: &Change<'_, '_>,
    offering: OfferingId,
    person: &PersonState,
) -> Result<Option<Refusal>, Fault> {
    Ok(closed_to(&look_at(change.tx, offering)?.state.doors, person, change.now))
}

/// A new sign-up: its id and state.
pub(super) type Made = (SignupId, SignupState);

/// Asks the rules and stores their answer: what became of the request, and the new sign-up.
pub(super) fn place(change: &Change<'_, '_>, ask: &Ask, key: Option<&str>) -> Result<(Done, Option<Made>), Fault> {
    lock_person(change.tx, ask.person)?;
    let site = ask.request.site;
    let look = || person_state(change.tx, ask.person, (ask.offering, site), &[], change.now);
    // What does not need the class's lock is read first, since everybody else waits for the lock; if the class changed
    // meanwhile, it is read again.
    let mut stands = look()?;
    let mut class = class_for_asking(change, ask.offering)?;
    if stands.revision != class.revision {
        stands = look()?;
    }
    let Standing { state: mut person, others, .. } = stands;
    // membership is looked up once the address is confirmed
    person.member |= !ask.verified;
    if let Content::Looked(already) = ask.content {
        person.already = already;
    }
    // Whoever holds the class's lock came first: the opening rush is served in the order of the locks.
    let asked = SeatAsked { person, request: ask.request, arrived: 0 };
    let answer = |class: &Locked| allocate(&class.state, std::slice::from_ref(&asked), &FirstCome, change.now).pop();
    let mut outcome = answer(&class);
    if ask.verified
        && outcome.as_ref().is_some_and(Outcome::is_full)
        && let Some(with_room) = make_room(change, &class, (site, 1))?
    {
        class = with_room;
        outcome = answer(&class);
    }
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
        request: key.filter(|k| !k.is_empty()),
        body: store::body(ask.request),
        ..New::default()
    };
    let id = store::add(change, &new, begins)?;
    let (state, mail) = match begins {
        Begins::Confirmed(_) => (SignupState::Confirmed, Some(Mail::Booked)),
        Begins::Waiting { .. } => (SignupState::Waiting, Some(Mail::Waiting)),
        Begins::Held(..) | Begins::Offered(..) | Begins::Invited(_) => (SignupState::Held, None),
    };
    if let Some(kind) = mail.filter(|_| ask.verified && !ask.told) {
        owe(change, kind, ask.person, id, "")?;
    }
    Ok((Done::In, Some((id, state))))
}

/// At the end of the line; those who have something to make up go before the others.
pub(super) fn waits(change: &Change<'_, '_>, ask: &Ask, course: &str) -> Result<Begins, Fault> {
    let priority = if makes_up(change, ask.person, course)? { 0 } else { 1 };
    Ok(Begins::Waiting { priority, line: survey::next_in_line(change.tx, ask.offering)? })
}

/// A seat is held for somebody whose address is not confirmed, while few are; anyone after that waits.
fn unconfirmed(change: &Change<'_, '_>, class: &Locked, ask: &Ask, seat: i64) -> Result<Begins, Fault> {
    let seats = class.state.site(seat / SITE).map_or(0, |s| s.capacity);
    if !ask.may_hold || survey::held_unconfirmed(change.tx, ask.offering, seat / SITE)? >= held_at_most(seats) {
        return waits(change, ask, &class.course);
    }
    Ok(Begins::Held(seat, change.now.plus_minutes(HELD).min(class.state.doors.closes_at)))
}

/// Confirms what was held until somebody confirmed their address. Part of a verb. With `welcomed`, the welcome mail
/// tells them, and no other mail is owed.
pub(crate) fn confirm_held(change: &Change<'_, '_>, person: PersonId, welcomed: bool) -> Result<(), Fault> {
    lock_person(change.tx, person)?;
    let just_confirmed = change.tx.optional(
        sql!("select 1 from person where id = $1 and email_verified_at = $2"),
        &params![person, change.now.0],
    )?;
    for held in store::unconfirmed_of(change.tx, person)? {
        // classes come in the order of their ids; a hold that ran out meanwhile is not confirmed
        let class = class_for_update(change.tx, held.offering)?;
        let Some(now) = store::live(change.tx, person, held.offering)? else { continue };
        match (now.state, now.seat) {
            (SignupState::Waiting, _) if just_confirmed.is_some() => leave_line(change, class, &now, welcomed)?,
            (SignupState::Held, Some(seat)) if now.held_until.is_some_and(|u| change.now < u) => {
                confirm_one(change, &class, &now, seat, welcomed)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Somebody in line has confirmed their address: if there are more free seats than people ahead of them, one is theirs
/// at once, so that nobody waits next to a free seat.
fn leave_line(change: &Change<'_, '_>, mut class: Locked, waits: &Signup, welcomed: bool) -> Result<(), Fault> {
    let ahead = survey::ahead(change.tx, waits)?;
    let free = |class: &Locked| class.state.site(waits.site).map_or(0, |s| s.free());
    let missing = ahead + 1 - free(&class);
    if missing > 0 && give_way(change, &class, waits.site, missing)? {
        class = class_for_update(change.tx, waits.offering)?;
    }
    let mut state = person_state(change.tx, waits.person, (waits.offering, waits.site), &[], change.now)?.state;
    state.mine = None;
    let can = !matches!(state.conflict, Some(Conflict::Overlap { .. }))
        && not_for(&class.state.doors, &state, change.now).is_none()
        && change.now < class.state.doors.closes_at;
    let seat = class.state.site(waits.site).filter(|s| can && s.free() > ahead).and_then(Site::free_seat);
    let mail = if seat.is_some() { Mail::Booked } else { Mail::Waiting };
    if let Some(seat) = seat {
        store::confirm(change, waits, seat)?;
    }
    if welcomed { Ok(()) } else { owe(change, mail, waits.person, waits.id, "") }
}

fn confirm_one(change: &Change<'_, '_>, class: &Locked, held: &Signup, seat: i64, welcomed: bool) -> Result<(), Fault> {
    let at = (held.offering, held.site);
    let mut state = person_state(change.tx, held.person, at, &[], change.now)?.state;
    if matches!(state.conflict, Some(Conflict::Overlap { .. })) {
        // by now they have another class at the same time: this one is theirs if they choose it
        let until = held.held_until.unwrap_or(change.now);
        store::ask_again(change, held, until, false)?;
        return owe(change, Mail::Offer, held.person, held.id, &until.0.to_string());
    }
    state.mine = None;
    if not_for(&class.state.doors, &state, change.now).is_some() {
        // not a member as far as we know: they are first in line once the office has confirmed them
        let head = survey::head_of_line(change.tx, held.offering)?;
        store::wait(change, held, store::HAD_A_SEAT, head, held.ignored)?;
        return if welcomed { Ok(()) } else { owe(change, Mail::Waiting, held.person, held.id, "") };
    }
    store::confirm(change, held, seat)?;
    if welcomed { Ok(()) } else { owe(change, Mail::Booked, held.person, held.id, "") }
}
