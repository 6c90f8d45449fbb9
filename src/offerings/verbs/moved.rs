//! A class at another time or place, or online.

use super::{audit, tell};
use crate::{
    change::Change,
    fault::Fault,
    offerings::{Class, Session},
    signup::{class_state::class_for_update, person_state::lock_people, store, verbs::offers::ask_if_clashing},
};
use db::{params, sql};
use jiff::{civil::DateTime, tz::TimeZone};
use rules::{
    seats::{Hold, Next, Stage, next_offer},
    time::Instant,
};

/// Where and when a class is after a move.
#[derive(Debug, Clone)]
pub(crate) struct NewPlace {
    /// The whole class shifted so that it begins then.
    pub starts: DateTime,
    /// Online from now on.
    pub online: bool,
    /// At this venue from now on.
    pub venue: Option<i64>,
    /// In this room.
    pub room: String,
    /// What people are told.
    pub notice: String,
}

/// Moves a class. Sessions keep their distances and lengths; the cut-offs move along; who is signed up keeps the
/// seat and is told what was and what is. Whose other class is at the new time is asked which one they want; until
/// then the seat is only held. Says whether it could be moved.
pub(crate) fn change_time(
    change: &Change<'_, '_>,
    class: &Class,
    to: &NewPlace,
    before: &str,
    zone: &TimeZone,
) -> Result<bool, Fault> {
    // Everybody's other sign-ups wait while their times are compared: people first, then the class; who signed up
    // between the two is locked after.
    let people = |change: &Change<'_, '_>| -> Result<Vec<i64>, Fault> {
        Ok(store::live_of_class(change.tx, class.id)?.iter().filter(|s| s.seat.is_some()).map(|s| s.person).collect())
    };
    lock_people(change.tx, &people(change)?)?;
    // What began, took place or was called off stays where and when it was.
    let state = class_for_update(change.tx, class.id)?;
    if state.state.doors.stage != Stage::Published || change.now >= state.state.doors.starts_at {
        return Ok(false);
    }
    lock_people(change.tx, &people(change)?)?;
    let starts = store_move(change, class, to, zone)?;
    let until = match next_offer(Hold::default(), change.now, starts, zone) {
        Next::Offer(until) => until,
        Next::Call | Next::Over => starts,
    };
    let revision = change.tx.one(sql!("select revision from offering where id = $1"), &params![class.id])?;
    let revision = revision.get::<i64>(0)?.to_string();
    for live in store::live_of_class(change.tx, class.id)? {
        if live.seat.is_some() {
            ask_if_clashing(change, &live, until)?;
        }
        tell(change, "changed", live.person, live.id, &revision, before)?;
    }
    audit(change, "offering.moved", class.id, before, &to.starts.to_string(), &to.notice)?;
    Ok(true)
}

/// Writes the new times and place; gives the new start.
fn store_move(change: &Change<'_, '_>, class: &Class, to: &NewPlace, zone: &TimeZone) -> Result<Instant, Fault> {
    let wrong = |e: jiff::Error| Fault::Ours(e.to_string());
    let distance = class.starts().local(zone).until(to.starts).map_err(wrong)?;
    let moved = |at: Instant| -> Result<(Instant, String), Fault> {
        let local = at.local(zone).checked_add(distance).map_err(wrong)?;
        Ok((Instant::from_local(local, zone).map_err(wrong)?, local.to_string()))
    };
    for Session { id, span, .. } in &class.sessions {
        let ((starts, starts_local), (ends, ends_local)) = (moved(span.start)?, moved(span.end)?);
        change.tx.run(
            sql!("update session set starts_at = $2, ends_at = $3, starts_local = $4, ends_local = $5 where id = $1"),
            &params![*id, starts.0, ends.0, starts_local, ends_local],
        )?;
    }
    let starts = moved(class.starts())?.0;
    let mode = if to.online || (class.online && to.venue.is_none()) { "online" } else { "in-person" };
    change.tx.run(
        sql!(
            "update offering set starts_at = $2, ends_at = $3, closes_at = $4, cancel_until = $5, mode = $6,
                    notice = $7, venue_id = coalesce($8, venue_id), room = $9, called_at = null,
                    revision = revision + 1 where id = $1"
        ),
        &params![
            class.id,
            starts.0,
            moved(class.ends())?.0.0,
            moved(class.closes_at)?.0.0,
            moved(class.cancel_until)?.0.0,
            mode,
            &to.notice,
            to.venue,
            &to.room
        ],
    )?;
    // who said that they come said it of another time
    change.tx.run(
        sql!("update signup set comes_at = null where offering_id = $1 and seat is not null and comes_at is not null"),
        &params![class.id],
    )?;
    Ok(starts)
}
