//! What changes a class that is published: called off, or moved. Everybody concerned is told what changed.

use super::{Class, Session};
use crate::{
    change::{Change, Entry, Owed},
    fault::Fault,
    signup,
};
use db::{params, sql};
use jiff::{civil::DateTime, tz::TimeZone};
use rules::{seats::Stage, time::Instant};

/// Calls a class off: nobody keeps a seat or a place, and everybody is told, with other dates.
pub(crate) fn cancel(change: &Change<'_, '_>, offering: i64, reason: &str) -> Result<bool, Fault> {
    signup::store::class_for_update(change.tx, offering)?;
    let done = change.tx.run(
        sql!(
            "update offering set stage = 'cancelled', notice = $2, revision = revision + 1
             where id = $1 and stage = 'published'"
        ),
        &params![offering, reason],
    )?;
    if done == 0 {
        return Ok(false);
    }
    for live in signup::store::live_of_class(change.tx, offering)? {
        signup::store::end(change, &live, "removed")?;
        tell(change, "class-cancelled", live.person, live.id, "")?;
    }
    change.audit(&Entry {
        verb: "offering.cancelled",
        object: "offering",
        id: offering,
        before: "published",
        after: "cancelled",
        reason,
    })?;
    Ok(true)
}

fn tell(change: &Change<'_, '_>, kind: &'static str, person: i64, signup: i64, detail: &str) -> Result<(), Fault> {
    change.owe(Owed {
        kind,
        person,
        about: Some(signup),
        detail: detail.to_owned(),
        dedupe: format!("{kind}:{signup}:{}", change.now.0),
        due: change.now,
    })?;
    Ok(())
}

/// Where and when a class is after a move.
#[derive(Debug, Clone)]
pub(crate) struct NewTime {
    /// The whole class shifted so that it begins then.
    pub starts: DateTime,
    /// Online from now on.
    pub online: bool,
    /// What people are told.
    pub notice: String,
}

/// Moves a class. Sessions keep their distances and lengths; the cut-offs move along; who is signed up keeps the
/// seat and is told what was and what is. Says whether it could be moved.
pub(crate) fn change_time(
    change: &Change<'_, '_>,
    class: &Class,
    to: &NewTime,
    before: &str,
    zone: &TimeZone,
) -> Result<bool, Fault> {
    // What began, took place or was called off stays where and when it was.
    let state = signup::store::class_for_update(change.tx, class.id)?;
    if state.stage != Stage::Published || change.now >= class.starts() {
        return Ok(false);
    }
    let wrong = |e: jiff::Error| Fault::Ours(e.to_string());
    let old_start = class.starts().local(zone);
    let distance = old_start.until(to.starts).map_err(wrong)?;
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
    let mode = if to.online || class.online { "online" } else { "in-person" };
    change.tx.run(
        sql!(
            "update offering set starts_at = $2, ends_at = $3, closes_at = $4, cancel_until = $5, mode = $6,
                    notice = $7, revision = revision + 1 where id = $1"
        ),
        &params![
            class.id,
            moved(class.starts())?.0.0,
            moved(class.ends())?.0.0,
            moved(class.closes_at)?.0.0,
            moved(class.cancel_until)?.0.0,
            mode,
            &to.notice
        ],
    )?;
    for live in signup::store::live_of_class(change.tx, class.id)? {
        tell(change, "changed", live.person, live.id, before)?;
    }
    change.audit(&Entry {
        verb: "offering.moved",
        object: "offering",
        id: class.id,
        before,
        after: &to.starts.to_string(),
        reason: &to.notice,
    })?;
    Ok(true)
}
