//! A class at another time or place, or online.

use super::{audit, tell};
use crate::{
    classes::offerings::{Class, Session},
    classes::teaching::verbs::{Became, tell_of},
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
        mail::Mail,
        verb::Verb,
    },
    people::lock::lock_people,
    programme::change::Change,
    seats::signup::{class_state::class_for_update, store, verbs::offers::ask_if_clashing},
};
use db::{params, sql};
use jiff::civil::DateTime;
use rules::{
    seats::{Next, Stage, next_offer},
    time::Instant,
};

/// Where and when a class is after a move.
#[derive(Debug, Clone)]
pub(crate) struct NewPlace {
    /// The whole class is shifted so that it begins then.
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

/// Which part of a class is at another time or place.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part<'a> {
    Whole,
    /// Some of its sites, by number; people at the others are not told.
    Sites(&'a [i64]),
}

impl Part<'_> {
    fn reaches(self, site: i64) -> bool {
        match self {
            Self::Whole => true,
            Self::Sites(numbers) => numbers.contains(&site),
        }
    }
}

/// Moves a class. Sessions keep their intervals and lengths; the cut-offs move along; those signed up keep their seats
/// and are told what has changed. Anyone who has another class at the new time is asked which one they want; until they
/// answer, the seat is only held. Returns whether the class could be moved.
pub(crate) fn change_time(change: &Change<'_, '_>, class: &Class, to: &NewPlace, before: &str) -> Result<bool, Fault> {
    // Everybody's other sign-ups wait while their times are compared: people first, then the class; anyone who signed
    // up between the two is locked afterwards.
    lock_people(change.tx, &seated(change, class.id)?)?;
    // A class that has begun, taken place or been called off stays where and when it was.
    let state = class_for_update(change.tx, class.id)?;
    if state.state.doors.stage != Stage::Published || change.now >= state.state.doors.starts_at {
        return Ok(false);
    }
    lock_people(change.tx, &seated(change, class.id)?)?;
    let starts = store_move(change, class, to)?;
    let revision = change.tx.one(sql!("select revision from offering where id = $1"), &params![class.id])?;
    let revision = revision.get::<i64>(0)?.to_string();
    ask_and_tell(change, (class.id, Part::Whole), starts, &revision, before)?;
    tell_of(change, class.id, Became::Moved)?;
    audit(change, Verb::OfferingMoved, class.id, before, &to.starts.to_string(), &to.notice)?;
    Ok(true)
}

/// Tells everybody in the part of a class that moved; anyone who has another class at the new time is asked. Holds that
/// would outlast the new times end earlier. The class's people must be locked.
pub(crate) fn ask_and_tell(
    change: &Change<'_, '_>,
    (offering, part): (OfferingId, Part<'_>),
    starts: Instant,
    moment: &str,
    before: &str,
) -> Result<(), Fault> {
    change.tx.run(
        sql!("update signup set held_until = $2 where offering_id = $1 and held_until > $2"),
        &params![offering, starts.0],
    )?;
    change.tx.run(
        sql!(
            "update team set until = (select o.closes_at from offering o where o.id = $1)
             where offering_id = $1 and ended_at is null and until > (select o.closes_at from offering o where o.id = $1)"
        ),
        &params![offering],
    )?;
    change.tx.run(
        sql!("update offering set called_at = null, moved_at = case when stage = 'published' then cast($2 as bigint) else moved_at end
             where id = $1"),
        &params![offering, change.now.0],
    )?;
    let hold = class_for_update(change.tx, offering)?.hold;
    let until = match next_offer(hold, change.now, starts, change.zone) {
        Next::Offer(until) => until,
        Next::Call | Next::Over => starts,
    };
    for live in store::live_of_class(change.tx, offering)?.into_iter().filter(|s| part.reaches(s.site)) {
        // if they said that they still come, they meant another time or place
        change.tx.run(
            sql!("update signup set comes_at = null where id = $1 and seat is not null and comes_at is not null"),
            &params![live.id],
        )?;
        if live.seat.is_some() {
            ask_if_clashing(change, &live, until)?;
        }
        tell(change, Mail::Changed, live.person, live.id, moment, before)?;
    }
    Ok(())
}

/// Everybody who has a seat in a class.
pub(crate) fn seated(change: &Change<'_, '_>, offering: OfferingId) -> Result<Vec<PersonId>, Fault> {
    Ok(store::live_of_class(change.tx, offering)?.iter().filter(|s| s.seat.is_some()).map(|s| s.person).collect())
}

/// Stores the new times and place; returns the new start.
fn store_move(change: &Change<'_, '_>, class: &Class, to: &NewPlace) -> Result<Instant, Fault> {
    let wrong = |e: jiff::Error| Fault::Ours(e.to_string());
    let distance = class.starts().local(change.zone).until(to.starts).map_err(wrong)?;
    let moved = |at: Instant| -> Result<(Instant, String), Fault> {
        let local = at.local(change.zone).checked_add(distance).map_err(wrong)?;
        Ok((Instant::from_local(local, change.zone).map_err(wrong)?, local.to_string()))
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
                    notice = $7, venue_id = coalesce($8, venue_id), room = $9,
                    decide_at = decide_at + $10, revision = revision + 1 where id = $1"
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
            &to.room,
            starts.0 - class.starts().0
        ],
    )?;
    // if there are several sites, it is the class's own place that moves
    change.tx.run(
        sql!(
            "update site set mode = $2, venue_id = coalesce($3, venue_id), room = $4 where offering_id = $1 and number = 0"
        ),
        &params![class.id, mode, to.venue, &to.room],
    )?;
    Ok(starts)
}
