//! What changes a roster.

use super::store::{self, Mark, RosterState};
use crate::{
    change::{Change, Entry},
    fault::Fault,
    people::{self, store::Said},
    signup::class_state::class_for_update,
};
use db::{params, sql};
use rules::{seats::Stage, time::Instant};

/// Nobody was in a session that has not begun; so many minutes before it the doors are open.
pub(crate) const DOORS: i64 = 60;

/// One mark to keep.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewMark {
    pub session: i64,
    pub person: i64,
    pub mark: Mark,
}

/// Keeps marks; one a person and session, however often it is sent. After closing only staff can, with a reason
/// in the log. Returns whether it was allowed.
pub(crate) fn mark(change: &Change<'_, '_>, offering: i64, marks: &[NewMark], staff: bool) -> Result<bool, Fault> {
    if !staff && store::state(change.tx, offering)? != RosterState::Open {
        return Ok(false);
    }
    let before = store::marks(change.tx, offering)?;
    let begun = store::begun(change.tx, offering, change.now.plus_minutes(DOORS))?;
    let mut changed = 0;
    for new in marks.iter().filter(|m| begun.contains(&m.session)) {
        if before.get(&(new.session, new.person)) == Some(&new.mark) {
            continue;
        }
        changed += 1;
        change.tx.run(
            sql!(
                "insert into presence (session_id, person_id, here, late, left_early, recorded_by, recorded_at)
                 values ($1, $2, $3, $4, $5, $6, $7)
                 on conflict (session_id, person_id) do update set here = excluded.here, late = excluded.late,
                   left_early = excluded.left_early, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at"
            ),
            &params![
                new.session,
                new.person,
                new.mark.here,
                new.mark.late,
                new.mark.left_early,
                change.person().unwrap_or_default(),
                change.now.0
            ],
        )?;
    }
    if changed > 0 {
        let after = format!("{changed} marks");
        change.audit(&Entry {
            verb: "roster.marked",
            object: "offering",
            id: offering,
            before: "",
            after: &after,
            reason: "",
        })?;
    }
    Ok(true)
}

/// What became of a walk-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WalkedIn {
    Added,
    OnTheList,
    Closed,
}

/// Adds somebody who came without a seat: on the roster and present in the given sessions. Their address is not
/// theirs until they confirm it; their credit waits for them.
pub(crate) fn walk_in(
    change: &Change<'_, '_>,
    offering: i64,
    said: &Said,
    sessions: &[i64],
) -> Result<WalkedIn, Fault> {
    let class = class_for_update(change.tx, offering)?;
    if store::state(change.tx, offering)? != RosterState::Open || class.state.doors.stage != Stage::Published {
        return Ok(WalkedIn::Closed);
    }
    let person = match people::store::by_email(change.tx, &said.email)? {
        Some(person) => person.id,
        None => people::store::add(change, said)?,
    };
    if !list_without_seat(change, offering, person, None)? {
        return Ok(WalkedIn::OnTheList);
    }
    for session in sessions {
        change.tx.run(
            sql!(
                "insert into presence (session_id, person_id, here, late, left_early, recorded_by, recorded_at)
                 values ($1, $2, $5, 0, 0, $3, $4) on conflict (session_id, person_id) do nothing"
            ),
            &params![*session, person, change.person().unwrap_or_default(), change.now.0, true],
        )?;
    }
    change.audit(&Entry {
        verb: "roster.walk-in",
        object: "offering",
        id: offering,
        before: "",
        after: "",
        reason: "",
    })?;
    Ok(WalkedIn::Added)
}

/// Puts somebody on a roster who has no seat; says whether they were not on it. `file`: the one that names them. Part of
/// a verb.
pub(crate) fn list_without_seat(
    change: &Change<'_, '_>,
    offering: i64,
    person: i64,
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
    // who waited and came all the same leaves the line
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
pub(crate) fn close(change: &Change<'_, '_>, offering: i64) -> Result<Closed, Fault> {
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
        verb: "roster.closed",
        object: "offering",
        id: offering,
        before: "open",
        after: "closed",
        reason: "",
    })?;
    Ok(Closed::Done)
}
