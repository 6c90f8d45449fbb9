//! Offering free seats: to the first in line, to those waiting for the topic, and shortly before a class to everybody.

use super::{HELD, audit, owe};
use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId, SignupId},
        mail::Mail,
        verb::Verb,
    },
    people::lock::lock_person,
    programme::change::{Change, Entry, Owed},
    seats::signup::{
        class_state::{Locked, class_for_update},
        person_state::{conflict, person_state},
        state::SignupState,
        store::{self, Signup},
        survey, wishes,
    },
};
use db::{params, sql};
use rules::{
    seats::{Blocked, Conflict, Entry as InLine, Fate, Handout, Next, Stage, next_offer, not_for},
    time::Instant,
};

/// The line as the rules see it, for a page.
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
    let besides = gives_up(tx, signup, now)?.map(|s| s.offering);
    let at = (signup.offering, signup.site);
    let person = person_state(tx, signup.person, at, besides.as_slice(), now)?.state;
    if let Some(refusal) = not_for(&class.state.doors, &person, now) {
        return Ok(Some(Blocked::NotForThem(refusal)));
    }
    // whether a tight trip works is for them to judge when they are asked
    let overlap = person.conflict.filter(|c| matches!(c, Conflict::Overlap { .. }));
    Ok(overlap.map(Blocked::Conflict))
}

/// The person's other sign-up that is given up for this one, as long as its class has not begun.
pub(crate) fn gives_up(tx: &db::Tx<'_>, signup: &Signup, now: Instant) -> Result<Option<Signup>, Fault> {
    let Some(other) = signup.instead_of.filter(|_| signup.state != SignupState::Invited) else { return Ok(None) };
    let Some(other) = Some(store::by_id(tx, other)?).filter(|s| s.person == signup.person && s.state.mine().is_some())
    else {
        return Ok(None);
    };
    let to_come = tx.optional(
        sql!("select 1 from offering where id = $1 and starts_at > $2 and stage = 'published'"),
        &params![other.offering, now.0],
    )?;
    Ok(to_come.map(|_| other))
}

/// Takes back this many seats that are held for unconfirmed addresses, the latest first; their people go to the head of
/// the line. Returns whether there were enough; if not, none is taken. Part of a verb.
pub(crate) fn give_way(change: &Change<'_, '_>, class: &Locked, site: i64, seats: i64) -> Result<bool, Fault> {
    let held = survey::held_latest(change.tx, class.id, site, seats)?;
    if (held.len() as i64) < seats {
        return Ok(false);
    }
    for held in &held {
        let signup = store::by_id(change.tx, *held)?;
        let head = survey::head_of_line(change.tx, class.id)?;
        store::wait(change, &signup, store::HAD_A_SEAT, head, signup.ignored)?;
    }
    Ok(true)
}

/// What a round of offers came to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Promoted {
    /// How many seats are held for somebody now.
    pub offered: usize,
    /// Sites where a seat is free for the first person in line to say yes.
    pub called: Vec<i64>,
}

/// How many people in line are looked at together.
const STEP: i64 = 50;
/// A place before the first in line.
const START: (i64, i64) = (i64::MIN, i64::MIN);

/// Offers free seats to those waiting. Part of a verb; the class is locked.
pub(crate) fn promote(change: &Change<'_, '_>, offering: OfferingId) -> Result<Promoted, Fault> {
    let class = class_for_update(change.tx, offering)?;
    let doors = &class.state.doors;
    if doors.stage != Stage::Published || doors.elsewhere.is_some() {
        return Ok(Promoted::default());
    }
    match next_offer(class.hold, change.now, doors.starts_at, change.zone) {
        Next::Offer(until) if Handout::of(&class.state).any_left() => {
            note_call(change, &class, None)?;
            let offered = offer_in_line(change, &class, until, false)?;
            let offered = offered + wishes::offer(change, offering, until)?;
            Ok(Promoted { offered, called: Vec::new() })
        }
        Next::Call if Handout::of(&class.state).any_left() => call(change, &class),
        Next::Offer(_) | Next::Call | Next::Over => {
            note_call(change, &class, None)?;
            Ok(Promoted::default())
        }
    }
}

/// Offers seats to the first in line who can come; only to those who need not be asked, if `unasked`.
fn offer_in_line(change: &Change<'_, '_>, class: &Locked, until: Instant, unasked: bool) -> Result<usize, Fault> {
    let mut handout = Handout::of(&class.state);
    let (mut offered, mut after) = (0, START);
    while handout.any_left() && class.state.waiting() > 0 {
        let line = store::line_after(change.tx, class.id, after, STEP)?;
        for signup in line.iter().filter(|s| s.auto_take || !unasked) {
            let fate = handout.next(signup.site, || blocked(change.tx, class, signup, change.now))?;
            let Fate::Seat(seat) = fate else { continue };
            // anyone asked by a team or a colleague meanwhile gets the seat from the line instead
            if signup.kept_line {
                questioned(change, signup, SignupState::Expired)?;
            }
            store::offer(change, signup.id, seat, until)?;
            // those who need not be asked are told when the seat is theirs
            if !signup.auto_take {
                owe(change, Mail::Offer, signup.person, signup.id, &until.0.to_string())?;
            }
            offered += 1;
        }
        match line.last() {
            Some(last) if line.len() as i64 == STEP => after = (last.priority, last.line.unwrap_or_default()),
            _ => break,
        }
    }
    Ok(offered)
}

/// In the last day nobody is waited for: seats go to those who need not be asked, then to whoever says yes first.
fn call(change: &Change<'_, '_>, class: &Locked) -> Result<Promoted, Fault> {
    let offered = offer_in_line(change, class, class.state.doors.starts_at, true)?;
    let class = class_for_update(change.tx, class.id)?;
    let free = |site: i64| class.state.site(site).is_some_and(|s| s.free() > 0);
    let (mut called, mut told, mut after) = (Vec::new(), Vec::new(), START);
    loop {
        let line = store::line_after(change.tx, class.id, after, STEP)?;
        for signup in line.iter().filter(|s| free(s.site) && !s.auto_take) {
            // anyone asked by a team or a colleague can say yes to that
            if !signup.kept_line && blocked(change.tx, &class, signup, change.now)?.is_none() {
                called.push(signup.site);
                told.push((signup.person, signup.id));
            }
        }
        match line.last() {
            Some(last) if line.len() as i64 == STEP => after = (last.priority, last.line.unwrap_or_default()),
            _ => break,
        }
    }
    let since = if told.is_empty() { None } else { Some(class.called_at.unwrap_or(change.now)) };
    note_call(change, &class, since)?;
    for (person, signup) in told {
        owe(change, Mail::LastCall, person, signup, &since.map_or(0, |s| s.0).to_string())?;
    }
    called.sort_unstable();
    called.dedup();
    Ok(Promoted { offered, called })
}

/// Notes since when a free seat is open to everybody in line, or that none is.
fn note_call(change: &Change<'_, '_>, class: &Locked, since: Option<Instant>) -> Result<(), Fault> {
    if class.called_at != since {
        change
            .tx
            .run(sql!("update offering set called_at = $2 where id = $1"), &params![class.id, since.map(|s| s.0)])?;
    }
    Ok(())
}

/// Brings a class up to date: ends holds that have run out and places of people who never confirmed their address, and
/// offers what is free to those waiting.
pub(crate) fn settle(change: &Change<'_, '_>, offering: OfferingId) -> Result<(), Fault> {
    class_for_update(change.tx, offering)?;
    let stale = survey::never_confirmed(change.tx, offering, change.now.plus_minutes(-HELD))?;
    let over = |s: &Signup| s.held_until.is_some_and(|u| u <= change.now) || stale.contains(&s.id);
    let ended: Vec<Signup> = store::live_of_class(change.tx, offering)?.into_iter().filter(over).collect();
    for signup in &ended {
        run_out(change, signup)?;
    }
    let promoted = promote(change, offering)?.offered;
    if change.tx.changed() > 0 {
        let after = format!("{} ended, {promoted} offered", ended.len());
        change.audit(&Entry {
            verb: Verb::OfferingSettled,
            object: "offering",
            id: offering.0,
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
    let of_a_team = signup.team.is_some() && !signup.moved;
    if signup.state == SignupState::Invited || (signup.state == SignupState::Offered && of_a_team) {
        questioned(change, signup, SignupState::Expired)?;
        return owe(change, Mail::InviteOver, signup.person, signup.id, change.name());
    }
    end_question(change, signup)?;
    let from_line = signup.state == SignupState::Offered && signup.line.is_some() && !signup.moved;
    if from_line && signup.ignored == 0 {
        let last = survey::next_in_line(change.tx, signup.offering)?;
        let priority = if signup.priority == store::HAD_A_SEAT { 1 } else { signup.priority };
        store::wait(change, signup, priority, last, 1)?;
    } else {
        store::end(change, signup, SignupState::Expired)?;
    }
    if signup.state == SignupState::Offered {
        owe(change, Mail::OfferEnded, signup.person, signup.id, change.name())?;
    }
    Ok(())
}

/// A question from a team or a colleague ended without a yes. Part of a verb.
pub(super) fn questioned(change: &Change<'_, '_>, asked: &Signup, how: SignupState) -> Result<(), Fault> {
    store::decline(change, asked, how)?;
    let giver = asked.instead_of.filter(|_| asked.state == SignupState::Invited);
    if let Some(giver) = giver.map(|id| store::by_id(change.tx, id)).transpose()? {
        owe(change, Mail::StandInNo, giver.person, giver.id, &format!("{}:{}", asked.id, change.name()))?;
    }
    Ok(())
}

/// Ends the question to a colleague about a seat that can no longer be passed on. Part of a verb.
pub(crate) fn end_question(change: &Change<'_, '_>, holder: &Signup) -> Result<(), Fault> {
    if let Some(asked) = store::asked_to_stand_in(change.tx, holder.id)? {
        store::decline(change, &asked, SignupState::Expired)?;
        owe(change, Mail::InviteOver, asked.person, asked.id, change.name())?;
    }
    Ok(())
}

/// Resends the questions that somebody has not answered, as they have another address now. Part of a verb.
pub(crate) fn ask_again(change: &Change<'_, '_>, person: PersonId) -> Result<(), Fault> {
    let asked = change.tx.all(
        sql!(
            "select s.id, o.kind, max(o.detail) from outbox o join signup s on s.id = o.about
             where o.person_id = $1 and s.person_id = $1 and s.state in ('offered', 'invited') and o.sent_at is not null
               and o.kind in ('offer', 'team-invite', 'stand-in') and s.held_until > $2
             group by s.id, o.kind"
        ),
        &params![person, change.now.0],
    )?;
    for row in &asked {
        let (signup, kind, detail): (SignupId, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let Some(kind) = [Mail::Offer, Mail::TeamInvite, Mail::StandIn].into_iter().find(|k| k.name() == kind) else {
            continue;
        };
        change.owe(Owed {
            kind,
            person,
            about: Some(signup.0),
            detail,
            dedupe: format!("{kind}:{signup}:again:{}", change.id()),
            due: change.now,
        })?;
    }
    Ok(())
}

/// Sets whether an offer is to be taken without asking.
pub(crate) fn set_auto_take(change: &Change<'_, '_>, signup: &Signup, yes: bool) -> Result<(), Fault> {
    lock_person(change.tx, signup.person)?;
    class_for_update(change.tx, signup.offering)?;
    if store::set_auto_take(change, signup.id, yes)? > 0 {
        let offered = store::by_id(change.tx, signup.id)?;
        if let (false, SignupState::Offered, Some(until)) = (yes, offered.state, offered.held_until) {
            // a seat was already held, and they had not been asked
            owe(change, Mail::Offer, offered.person, offered.id, &until.0.to_string())?;
        }
        audit(change, Verb::SignupAutoTake, signup.id, "", if yes { "without asking" } else { "asks first" })?;
    }
    Ok(())
}

/// If a class that moved now overlaps with another of this person's, the seat is theirs only if they say so; if it no
/// longer does, it is theirs again. Part of a verb.
pub(crate) fn ask_if_clashing(change: &Change<'_, '_>, signup: &Signup, until: Instant) -> Result<(), Fault> {
    let (found, _) = conflict(change.tx, signup.person, signup.offering, signup.site, &[], change.now)?;
    let clashes = matches!(found, Some(Conflict::Overlap { .. }));
    match (signup.state, signup.seat) {
        (SignupState::Confirmed, _) if clashes => store::ask_again(change, signup, until, true),
        (SignupState::Offered, Some(seat)) if signup.moved && !clashes => {
            store::confirm(change, signup, seat).map(drop)
        }
        _ => Ok(()),
    }
}
