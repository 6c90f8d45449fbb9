//! What changes who sits where. Each verb: lock, load, ask the law, store, audit, owe the mail.

use super::store::{self, Begins, Signup};
use crate::{
    change::{Change, Entry, Owed},
    fault::Fault,
};
use db::{params, sql};
use jiff::tz::TimeZone;
use rules::{
    seats::{Hold, Mine, Outcome, PersonState, Refusal, Request, closed_to, decide, offer_until, promotions},
    time::Instant,
};

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Done {
    /// A seat, a place in line, or what they had already.
    In,
    /// No, because; where it clashes, the class it clashes with.
    Refused(Refusal, Option<i64>),
    /// The old class of a swap cannot be given back any more.
    KeepsOld,
}

/// A request for a seat.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub offering: i64,
    pub person: i64,
    pub request: Request,
    /// The form's key: the same form sent twice is one request.
    pub key: Option<String>,
    /// Whether the person's address is confirmed; else a seat is only held.
    pub verified: bool,
}

/// An unconfirmed stranger's seat is held so long, in minutes.
const HELD: i64 = 24 * 60;

/// Signs somebody up.
pub(crate) fn sign_up(change: &Change<'_, '_>, ask: &Ask) -> Result<Done, Fault> {
    if let Some(before) = ask.key.as_deref().map(|k| store::by_request(change.tx, k)).transpose()?.flatten()
        && (before.person, before.offering) == (ask.person, ask.offering)
        && before.mine().is_some()
    {
        return Ok(Done::In);
    }
    store::lock_person(change.tx, ask.person)?;
    let done = place(change, ask)?;
    if let Placed::New(id, state) = done {
        audit(change, "signup.made", id, "", state)?;
    }
    Ok(match done {
        Placed::New(..) | Placed::Already => Done::In,
        Placed::Refused(refusal, clash) => Done::Refused(refusal, clash),
    })
}

/// The same as a part of a verb that writes its own audit entry.
pub(crate) fn sign_up_quietly(change: &Change<'_, '_>, ask: &Ask) -> Result<Done, Fault> {
    store::lock_person(change.tx, ask.person)?;
    Ok(match place(change, ask)? {
        Placed::New(..) | Placed::Already => Done::In,
        Placed::Refused(refusal, clash) => Done::Refused(refusal, clash),
    })
}

/// Why a class is closed to anybody of this local, if it is.
pub(crate) fn closed_to_all(
    change: &Change<'_, '_>,
    offering: i64,
    local: Option<i64>,
) -> Result<Option<Refusal>, Fault> {
    let class = store::class_for_update(change.tx, offering)?;
    Ok(closed_to(&class, &PersonState { local, ..PersonState::default() }, change.now))
}

enum Placed {
    New(i64, &'static str),
    Already,
    Refused(Refusal, Option<i64>),
}

/// Asks the law and stores its answer. Part of a verb.
fn place(change: &Change<'_, '_>, ask: &Ask) -> Result<Placed, Fault> {
    let class = store::class_for_update(change.tx, ask.offering)?;
    let (person, held) = store::person_state(change.tx, ask.person, ask.offering, None)?;
    let begins = match decide(&class, &person, ask.request, change.now) {
        Outcome::Already(_) => return Ok(Placed::Already),
        Outcome::Refused(Refusal::Clash { with }) => {
            return Ok(Placed::Refused(Refusal::Clash { with }, held.get(with).copied()));
        }
        Outcome::Refused(refusal) => return Ok(Placed::Refused(refusal, None)),
        Outcome::Seat(seat) if ask.verified => Begins::Confirmed(seat),
        Outcome::Seat(seat) => Begins::Held(seat, change.now.plus_minutes(HELD).min(class.closes_at)),
        Outcome::Waiting(_) => Begins::Waiting(store::next_in_line(change.tx, ask.offering)?),
    };
    // A key that somebody else's form used before is no key.
    let key = ask.key.as_deref().filter(|k| !k.is_empty());
    let key = if key.map(|k| store::by_request(change.tx, k)).transpose()?.flatten().is_some() { None } else { key };
    let id = store::add(change, ask.offering, ask.person, &begins, key)?;
    let (state, mail) = match begins {
        Begins::Confirmed(_) => ("confirmed", Some("booked")),
        Begins::Held(..) => ("held", None),
        Begins::Waiting(_) => ("waiting", Some("waiting")),
    };
    if let Some(kind) = mail.filter(|_| ask.verified) {
        owe(change, kind, ask.person, id)?;
    }
    Ok(Placed::New(id, state))
}

fn owe(change: &Change<'_, '_>, kind: &'static str, person: i64, signup: i64) -> Result<(), Fault> {
    change.owe(Owed {
        kind,
        person,
        about: Some(signup),
        detail: String::new(),
        dedupe: format!("{kind}:{signup}"),
        due: change.now,
    })?;
    Ok(())
}

fn audit(change: &Change<'_, '_>, verb: &'static str, id: i64, before: &str, after: &str) -> Result<(), Fault> {
    change.audit(&Entry { verb, object: "signup", id, before, after, reason: "" })?;
    Ok(())
}

/// Confirms what was held for somebody's confirmed address. Part of a verb.
pub(crate) fn confirm_held(change: &Change<'_, '_>, person: i64) -> Result<(), Fault> {
    store::lock_person(change.tx, person)?;
    for held in store::unconfirmed_of(change.tx, person)? {
        // the classes come in the order of their ids; what ran out meanwhile is not confirmed
        store::class_for_update(change.tx, held.offering)?;
        if held.state == "waiting" {
            owe(change, "waiting", person, held.id)?;
        } else if store::confirm(change, held.id)? {
            owe(change, "booked", person, held.id)?;
        }
    }
    Ok(())
}

/// What became of giving a seat back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum GivenBack {
    /// It is done.
    Done,
    /// There was nothing to give back: it happened before.
    Before,
    /// The class has begun, or the cut-off has passed.
    TooLate,
}

/// Gives a seat, an offer or a place in line back, and offers what became free to who waits.
pub(crate) fn give_back(change: &Change<'_, '_>, signup: &Signup, zone: &TimeZone) -> Result<GivenBack, Fault> {
    store::lock_person(change.tx, signup.person)?;
    store::class_for_update(change.tx, signup.offering)?;
    let Some(live) = store::live(change.tx, signup.person, signup.offering)? else { return Ok(GivenBack::Before) };
    let row = change.tx.one(sql!("select cancel_until from offering where id = $1"), &params![signup.offering])?;
    if live.mine() == Some(Mine::Confirmed) && change.now >= Instant(row.get(0)?) {
        return Ok(GivenBack::TooLate);
    }
    let how = if live.state == "offered" { "passed" } else { "cancelled" };
    store::end(change, &live, how)?;
    promote(change, signup.offering, zone)?;
    if live.mine() == Some(Mine::Confirmed) {
        owe(change, "given-back", signup.person, live.id)?;
    }
    audit(change, "signup.given-back", live.id, &live.state, how)?;
    Ok(GivenBack::Done)
}

/// What became of taking an offered seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Taken {
    /// The seat is theirs.
    Done,
    /// The offer has ended, or was used.
    Ended,
    /// They have another class then: that one.
    Clash(i64),
}

/// Takes an offered seat. Whether it still stands is decided here, in one transaction with its end.
pub(crate) fn take(change: &Change<'_, '_>, signup: &Signup) -> Result<Taken, Fault> {
    store::lock_person(change.tx, signup.person)?;
    store::class_for_update(change.tx, signup.offering)?;
    let live = store::live(change.tx, signup.person, signup.offering)?;
    let Some(live) = live.filter(|s| s.state == "offered" && s.held_until.is_some_and(|u| change.now < u)) else {
        return Ok(Taken::Ended);
    };
    let (state, held) = store::person_state(change.tx, signup.person, signup.offering, None)?;
    if let Some(other) = state.clash.and_then(|c| held.get(c)) {
        return Ok(Taken::Clash(*other));
    }
    store::confirm(change, live.id)?;
    owe(change, "booked", signup.person, live.id)?;
    audit(change, "signup.offer-taken", live.id, "offered", "confirmed")?;
    Ok(Taken::Done)
}

/// Gives up one class for another in one step: the old seat is kept unless the new one is there.
pub(crate) fn swap(change: &Change<'_, '_>, from: &Signup, ask: &Ask, zone: &TimeZone) -> Result<Done, Fault> {
    store::lock_person(change.tx, ask.person)?;
    // Two classes are always locked in the order of their ids, so that two swaps never wait for each other.
    for offering in [from.offering.min(ask.offering), from.offering.max(ask.offering)] {
        store::class_for_update(change.tx, offering)?;
    }
    let Some(old) = store::live(change.tx, ask.person, from.offering)? else { return Ok(Done::KeepsOld) };
    let row = change.tx.one(sql!("select cancel_until from offering where id = $1"), &params![from.offering])?;
    let until = Instant(row.get(0)?);
    if change.now >= until {
        return Ok(Done::KeepsOld);
    }
    let class = store::class_for_update(change.tx, ask.offering)?;
    let (person, held) = store::person_state(change.tx, ask.person, ask.offering, Some(from.offering))?;
    let seat = match decide(&class, &person, ask.request, change.now) {
        Outcome::Seat(seat) => seat,
        Outcome::Refused(Refusal::Clash { with }) => {
            return Ok(Done::Refused(Refusal::Clash { with }, held.get(with).copied()));
        }
        Outcome::Refused(refusal) => return Ok(Done::Refused(refusal, None)),
        Outcome::Already(_) | Outcome::Waiting(_) => return Ok(Done::In),
    };
    store::end(change, &old, "cancelled")?;
    let id = store::add(change, ask.offering, ask.person, &Begins::Confirmed(seat), None)?;
    promote(change, from.offering, zone)?;
    owe(change, "given-back", ask.person, old.id)?;
    owe(change, "booked", ask.person, id)?;
    audit(change, "signup.swapped", id, &old.id.to_string(), "confirmed")?;
    Ok(Done::In)
}

/// Offers free seats to the first in line. Part of a verb; the class is locked.
pub(crate) fn promote(change: &Change<'_, '_>, offering: i64, zone: &TimeZone) -> Result<usize, Fault> {
    let class = store::class_for_update(change.tx, offering)?;
    if class.waiting == 0 || class.stage != rules::seats::Stage::Published {
        return Ok(0);
    }
    let Some(until) = offer_until(Hold::default(), change.now, class.closes_at, zone) else { return Ok(0) };
    let line = store::line(change.tx, offering)?;
    let valid: Vec<bool> = line.iter().map(|(_, valid)| *valid).collect();
    let due = promotions(class.capacity, &class.taken, &valid);
    for (place, seat) in &due {
        let signup = &line[*place].0;
        store::offer(change, signup.id, *seat, until)?;
        owe(change, "offer", signup.person, signup.id)?;
    }
    Ok(due.len())
}

/// Brings a class up to date: ends holds that have run out and places of people who never confirmed their address,
/// and offers what is free to who waits.
pub(crate) fn settle(change: &Change<'_, '_>, offering: i64, zone: &TimeZone) -> Result<(), Fault> {
    store::class_for_update(change.tx, offering)?;
    let stale = store::never_confirmed(change.tx, offering, change.now.plus_minutes(-HELD))?;
    let over = |s: &Signup| s.held_until.is_some_and(|u| u <= change.now) || stale.contains(&s.id);
    let ended: Vec<Signup> = store::live_of_class(change.tx, offering)?.into_iter().filter(over).collect();
    for signup in &ended {
        store::end(change, signup, "expired")?;
        if signup.state == "offered" {
            owe(change, "offer-ended", signup.person, signup.id)?;
        }
    }
    let promoted = promote(change, offering, zone)?;
    if !ended.is_empty() || promoted > 0 {
        let after = format!("{} ended, {promoted} offered", ended.len());
        change.audit(&Entry {
            verb: "offering.settled",
            object: "offering",
            id: offering,
            before: "",
            after: &after,
            reason: "",
        })?;
    }
    Ok(())
}
