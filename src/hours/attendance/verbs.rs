//! What changes a roster.

use super::store::{self, Mark, RosterState};
use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
        verb::Verb,
    },
    people::{self, store::NewPerson},
    programme::change::{Change, Entry, Recipient},
    seats::signup::class_state::class_for_update,
};
use db::{params, sql};
use rules::{seats::Stage, time::Instant};
use std::collections::BTreeMap;

/// Nobody can have been in a session that has not begun; its doors open this many minutes before.
pub(crate) const DOORS: i64 = 60;
/// At most this many people can come to one class without a seat.
const MOST_WALK_INS: i64 = 60;

/// One mark to keep.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewMark {
    pub session: i64,
    pub person: PersonId,
    pub mark: Mark,
}

/// What became of marks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Marked {
    /// The roster is closed: nothing was kept.
    pub locked: bool,
    /// How many marks are new.
    pub kept: usize,
    /// Some were for a session whose doors are closed until then: they were not kept.
    pub early: Option<Instant>,
    /// Some were the marker's own: they were not kept.
    pub own: bool,
}

/// Keeps marks: one per person and session, however often it is sent. After closing, only staff can, with a reason in
/// the log.
pub(crate) fn mark(
    change: &Change<'_, '_>,
    offering: OfferingId,
    marks: &[NewMark],
    staff: bool,
) -> Result<Marked, Fault> {
    if !staff && store::state(change.tx, offering)? != RosterState::Open {
        return Ok(Marked { locked: true, ..Marked::default() });
    }
    let before = store::marks(change.tx, offering)?;
    let opens = store::doors(change.tx, offering)?;
    let mut marked = Marked::default();
    for new in marks {
        let known = before.get(&(new.session, new.person));
        if known == Some(&new.mark)
            || known.is_none() && new.mark == Mark::default() && !opened(&opens, new, change.now)
        {
            continue;
        }
        let Some(to) = change.gives_to(new.person) else {
            marked.own = true;
            continue;
        };
        match opens.get(&new.session) {
            Some(at) if *at <= change.now => {}
            Some(at) => {
                marked.early = Some(marked.early.map_or(*at, |e| e.min(*at)));
                continue;
            }
            None => continue,
        }
        marked.kept += 1;
        keep_mark(change, new.session, to, new.mark)?;
    }
    if marked.kept > 0 {
        let after = format!("{} marks", marked.kept);
        change.audit(&Entry {
            verb: Verb::RosterMarked,
            object: "offering",
            id: offering.0,
            before: "",
            after: &after,
            reason: "",
        })?;
    }
    Ok(marked)
}

fn opened(opens: &BTreeMap<i64, Instant>, mark: &NewMark, now: Instant) -> bool {
    opens.get(&mark.session).is_some_and(|at| *at <= now)
}

fn keep_mark(change: &Change<'_, '_>, session: i64, to: Recipient, mark: Mark) -> Result<(), Fault> {
    change.tx.run(
        sql!(
            "insert into presence (session_id, person_id, here, late, left_early, recorded_by, recorded_at)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (session_id, person_id) do update set here = excluded.here, late = excluded.late,
               left_early = excluded.left_early, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at"
        ),
        &params![
            session,
            to.id(),
            mark.here,
            mark.late,
            mark.left_early,
            change.person().unwrap_or_default(),
            change.now.0
        ],
    )?;
    Ok(())
}

/// What became of a walk-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WalkedIn {
    Added,
    OnTheList,
    Closed,
    /// The doors open at that moment.
    Early(Instant),
    /// Nobody adds themselves.
    Oneself,
    /// So many came without a seat that the office has to look.
    TooMany,
}

/// Adds somebody who came without a seat: on the roster and present in the given sessions. Their address is not
/// theirs until they confirm it; their credit waits for them.
pub(crate) fn walk_in(
    change: &Change<'_, '_>,
    offering: OfferingId,
    said: &NewPerson,
    sessions: &[i64],
) -> Result<WalkedIn, Fault> {
    let class = class_for_update(change.tx, offering)?;
    if store::state(change.tx, offering)? != RosterState::Open || class.state.doors.stage != Stage::Published {
        return Ok(WalkedIn::Closed);
    }
    let opens = store::doors(change.tx, offering)?;
    if let Some(first) = opens.values().min().filter(|at| change.now < **at) {
        return Ok(WalkedIn::Early(*first));
    }
    if store::walk_ins(change.tx, offering)? >= MOST_WALK_INS {
        return Ok(WalkedIn::TooMany);
    }
    let person = match people::store::by_email(change.tx, &said.email)? {
        Some(person) => person.id,
        None => people::store::add(change, said)?,
    };
    let Some(to) = change.gives_to(person) else { return Ok(WalkedIn::Oneself) };
    if !list_without_seat(change, offering, person, None)? {
        return Ok(WalkedIn::OnTheList);
    }
    // a trainer sees the name given at the door, not whose address it is
    change.tx.run(
        sql!("update signup set named = $3 where offering_id = $1 and person_id = $2 and state = 'walk-in'"),
        &params![offering, person, &said.name],
    )?;
    for session in sessions.iter().filter(|s| opens.get(s).is_some_and(|at| *at <= change.now)) {
        keep_mark(change, *session, to, Mark { here: true, ..Mark::default() })?;
    }
    change.audit(&Entry {
        verb: Verb::RosterWalkIn,
        object: "offering",
        id: offering.0,
        before: "",
        after: "",
        reason: "",
    })?;
    Ok(WalkedIn::Added)
}

/// Puts somebody who has no seat on a roster; returns whether they were not on it yet. `file`: the one that names them.
/// Part of a verb.
pub(crate) fn list_without_seat(
    change: &Change<'_, '_>,
    offering: OfferingId,
    person: PersonId,
    file: Option<i64>,
) -> Result<bool, Fault> {
    let listed = change.tx.optional(
        sql!(
            "select 1 from signup where offering_id = $1 and person_id = $2 and state in ('confirmed', 'walk-in') limit 1"
        ),
        &params![offering, person],
    )?;
    if listed.is_some() {
        return Ok(false);
    }
    // anyone who was waiting and came all the same leaves the line
    change.tx.run(
        sql!(
            "update signup set state = 'removed', seat = null, held_until = null, ended_at = $3
             where offering_id = $1 and person_id = $2 and state in ('waiting', 'offered', 'held', 'invited')"
        ),
        &params![offering, person, change.now.0],
    )?;
    change.tx.run(
        sql!(
            "insert into signup (id, offering_id, person_id, state, asked_at, file_id)
             values ($1, $2, $3, 'walk-in', $4, $5)"
        ),
        &params![change.id(), offering, person, change.now.0, file],
    )?;
    Ok(true)
}

/// What became of closing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closed {
    Done,
    Before,
    TooEarly,
}

/// Closes a roster: from now on the office looks at it.
pub(crate) fn close(change: &Change<'_, '_>, offering: OfferingId) -> Result<Closed, Fault> {
    let row = change.tx.one(sql!("select max(starts_at) from session where offering_id = $1"), &params![offering])?;
    if change.now < Instant(row.get(0)?) {
        return Ok(Closed::TooEarly);
    }
    let closed = change.tx.run(
        sql!(
            "insert into roster (offering_id, closed_at, closed_by) values ($1, $2, $3)
             on conflict (offering_id) do nothing"
        ),
        &params![offering, change.now.0, change.person().unwrap_or_default()],
    )?;
    if closed == 0 {
        return Ok(Closed::Before);
    }
    change.audit(&Entry {
        verb: Verb::RosterClosed,
        object: "offering",
        id: offering.0,
        before: "open",
        after: "closed",
        reason: "",
    })?;
    Ok(Closed::Done)
}
