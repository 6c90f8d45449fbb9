//! Offering seats on: to the first in line, to who waits for the topic, and shortly before a class to everybody.

use super::{HELD, audit, owe};
use crate::{
    change::{Change, Entry},
    fault::Fault,
    signup::{
        class_state::{Locked, class_for_update},
        person_state::{conflict, lock_person, person_state},
        store::{self, Signup},
    },
    wishes,
};
use db::{params, sql};
use jiff::tz::TimeZone;
use rules::{
    seats::{Blocked, Entry as InLine, Fate, Next, Stage, fates, next_offer, not_for},
    time::Instant,
};

/// The line as the law sees it.
pub(crate) fn entries(tx: &db::Tx<'_>, class: &Locked, line: &[Signup], now: Instant) -> Result<Vec<InLine>, Fault> {
    line.iter().map(|s| Ok(InLine { site: s.site, blocked: blocked(tx, class, s, now)? })).collect()
}

/// Why somebody who waits cannot be given a seat now.
pub(crate) fn blocked(
    tx: &db::Tx<'_>,
    class: &Locked,
    signup: &Signup,
    now: Instant,
) -> Result<Option<Blocked>, Fault> {
    let verified = tx.optional(
        sql!("select 1 from person where id = $1 and email_verified_at is not null"),
        &params![signup.person],
    )?;
    if verified.is_none() {
        return Ok(Some(Blocked::Unconfirmed));
    }
    let besides = gives_up(tx, signup)?.map(|s| s.offering);
    let (person, _) = person_state(tx, signup.person, class, signup.site, besides.as_slice(), now)?;
    if let Some(refusal) = not_for(&class.state.doors, &person, now) {
        return Ok(Some(Blocked::NotForThem(refusal)));
    }
    // a tight trip is theirs to judge when they are asked
    let overlap = person.conflict.filter(|c| matches!(c, rules::seats::Conflict::Overlap { .. }));
    Ok(overlap.map(Blocked::Conflict))
}

/// The other class that a sign-up's person gives up for this one.
pub(crate) fn gives_up(tx: &db::Tx<'_>, signup: &Signup) -> Result<Option<Signup>, Fault> {
    let Some(other) = signup.instead_of.filter(|_| signup.state != "invited") else { return Ok(None) };
    Ok(Some(store::by_id(tx, other)?).filter(|s| s.person == signup.person && s.mine().is_some()))
}

/// Offers free seats on. Part of a verb; the class is locked. Says how many were offered.
pub(crate) fn promote(change: &Change<'_, '_>, offering: i64, zone: &TimeZone) -> Result<usize, Fault> {
    let class = class_for_update(change.tx, offering)?;
    let doors = &class.state.doors;
    if doors.stage != Stage::Published || doors.elsewhere.is_some() {
        return Ok(0);
    }
    let next = next_offer(class.hold, change.now, doors.starts_at, zone);
    let free = class.state.sites.iter().any(|s| s.free() > 0);
    if next == Next::Over || !free {
        return note_call(change, &class, None).map(|()| 0);
    }
    let line = if class.state.waiting() > 0 { store::line(change.tx, offering)? } else { Vec::new() };
    let entries = entries(change.tx, &class, &line, change.now)?;
    match next {
        Next::Offer(until) => {
            let offered = offer_in_line(change, &class, &line, &entries, until)?;
            Ok(offered + wishes::offer(change, offering, until, zone)?)
        }
        Next::Call => call(change, &class, &line, &entries),
        Next::Over => Ok(0),
    }
}

fn offer_in_line(
    change: &Change<'_, '_>,
    class: &Locked,
    line: &[Signup],
    entries: &[InLine],
    until: Instant,
) -> Result<usize, Fault> {
    let mut offered = 0;
    for (signup, fate) in line.iter().zip(fates(&class.state, entries)) {
        let Fate::Seat(seat) = fate else { continue };
        store::offer(change, signup.id, seat, until)?;
        // who need not be asked hears when the seat is theirs
        if !signup.auto_take {
            owe(change, "offer", signup.person, signup.id, &until.0.to_string())?;
        }
        offered += 1;
    }
    Ok(offered)
}

/// In the last day nobody is waited for: who need not be asked has the seat, then whoever says yes first.
fn call(change: &Change<'_, '_>, class: &Locked, line: &[Signup], entries: &[InLine]) -> Result<usize, Fault> {
    let asked_once: Vec<InLine> = line
        .iter()
        .zip(entries)
        .map(|(s, e)| InLine {
            site: e.site,
            blocked: e.blocked.clone().or((!s.auto_take).then_some(Blocked::Unconfirmed)),
        })
        .collect();
    let offered = offer_in_line(change, class, line, &asked_once, class.state.doors.starts_at)?;
    let class = if offered > 0 { class_for_update(change.tx, class.id)? } else { class.clone() };
    let open: Vec<&Signup> = line
        .iter()
        .zip(entries)
        .filter(|(s, e)| {
            let free = class.state.site(e.site).is_some_and(|site| site.free() > 0);
            !s.auto_take && e.blocked.is_none() && free
        })
        .map(|(s, _)| s)
        .collect();
    if open.is_empty() {
        note_call(change, &class, None)?;
        return Ok(offered);
    }
    let since = class.called_at.unwrap_or(change.now);
    note_call(change, &class, Some(since))?;
    for signup in &open {
        owe(change, "last-call", signup.person, signup.id, &since.0.to_string())?;
    }
    Ok(offered)
}

/// Notes since when a free seat is open to everybody who waits, or that none is.
fn note_call(change: &Change<'_, '_>, class: &Locked, since: Option<Instant>) -> Result<(), Fault> {
    if class.called_at != since {
        change
            .tx
            .run(sql!("update offering set called_at = $2 where id = $1"), &params![class.id, since.map(|s| s.0)])?;
    }
    Ok(())
}

/// Brings a class up to date: ends holds that have run out and places of people who never confirmed their address,
/// and offers what is free to who waits.
pub(crate) fn settle(change: &Change<'_, '_>, offering: i64, zone: &TimeZone) -> Result<(), Fault> {
    class_for_update(change.tx, offering)?;
    let stale = store::never_confirmed(change.tx, offering, change.now.plus_minutes(-HELD))?;
    let over = |s: &Signup| s.held_until.is_some_and(|u| u <= change.now) || stale.contains(&s.id);
    let ended: Vec<Signup> = store::live_of_class(change.tx, offering)?.into_iter().filter(over).collect();
    for signup in &ended {
        run_out(change, signup)?;
    }
    let promoted = promote(change, offering, zone)?;
    if change.tx.changed() > 0 {
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

/// What becomes of a hold that nobody answered. The first offer that runs out puts its person at the end of the
/// line; the second takes them off it.
fn run_out(change: &Change<'_, '_>, signup: &Signup) -> Result<(), Fault> {
    let from_line = signup.state == "offered" && signup.line.is_some();
    if from_line && signup.ignored == 0 {
        let last = store::next_in_line(change.tx, signup.offering)?;
        store::wait(change, signup, signup.priority, last, 1)?;
    } else {
        store::end(change, signup, "expired")?;
    }
    match signup.state.as_str() {
        "offered" if signup.team.is_some() => owe(change, "invite-over", signup.person, signup.id, ""),
        "offered" => owe(change, "offer-ended", signup.person, signup.id, &signup.ignored.to_string()),
        "invited" => owe(change, "invite-over", signup.person, signup.id, ""),
        _ => Ok(()),
    }
}

/// Whether an offer is to be taken without asking.
pub(crate) fn set_auto_take(change: &Change<'_, '_>, signup: &Signup, yes: bool) -> Result<(), Fault> {
    lock_person(change.tx, signup.person)?;
    class_for_update(change.tx, signup.offering)?;
    if store::set_auto_take(change, signup.id, yes)? > 0 {
        audit(change, "signup.auto-take", signup.id, "", if yes { "without asking" } else { "asks first" })?;
    }
    Ok(())
}

/// Whether a class that moved now shares time with another of this person's: then the seat is theirs only if they
/// say so. Part of a verb.
pub(crate) fn ask_if_clashing(change: &Change<'_, '_>, signup: &Signup, until: Instant) -> Result<bool, Fault> {
    let (found, _) = conflict(change.tx, signup.person, signup.offering, signup.site, &[], change.now)?;
    let clashes = matches!(found, Some(rules::seats::Conflict::Overlap { .. }));
    if clashes && signup.state == "confirmed" {
        store::ask_again(change, signup, until)?;
    }
    Ok(clashes)
}
