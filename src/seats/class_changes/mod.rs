//! Changes to a published class: called off, moved, merged, made larger or smaller. One action each; everybody
//! concerned is told what changed and can keep their seat, move or drop it.

mod capacity;
mod merge;
mod moved;

use crate::{
    classes::teaching::verbs::{Became, tell_of},
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId, SignupId},
        mail::Mail,
        verb::Verb,
    },
    programme::change::{Change, Entry, Owed},
    seats::signup::{class_state::class_for_update, state::SignupState, store},
};

pub(crate) use capacity::{Capacity, set_capacity, set_site_seats};
pub(crate) use merge::{Merged, merge};
pub(crate) use moved::{NewPlace, Part, ask_and_tell, change_time, seated};

use db::{params, sql};

/// Calls a class off: nobody keeps a seat or a place, and everybody is told, with other dates.
pub(crate) fn cancel(change: &Change<'_, '_>, offering: OfferingId, reason: &str) -> Result<bool, Fault> {
    class_for_update(change.tx, offering)?;
    if !close(change, offering, reason, None)? {
        return Ok(false);
    }
    for live in store::live_of_class(change.tx, offering)? {
        store::end(change, &live, SignupState::Removed)?;
        tell(change, Mail::ClassCancelled, live.person, live.id, "", "")?;
    }
    tell_of(change, offering, Became::Cancelled)?;
    audit(change, Verb::OfferingCancelled, offering, "published", "cancelled", reason)?;
    Ok(true)
}

/// Notes that a class with few people takes place all the same.
pub(crate) fn go_ahead(change: &Change<'_, '_>, offering: OfferingId) -> Result<(), Fault> {
    class_for_update(change.tx, offering)?;
    let done = change.tx.run(
        sql!("update offering set goes_ahead_at = $2 where id = $1 and goes_ahead_at is null and stage = 'published'"),
        &params![offering, change.now.0],
    )?;
    if done > 0 {
        audit(change, Verb::OfferingGoesAhead, offering, "", "", "")?;
    }
    Ok(())
}

/// Marks a published class as called off, and ends its teams.
fn close(change: &Change<'_, '_>, offering: OfferingId, notice: &str, into: Option<OfferingId>) -> Result<bool, Fault> {
    let done = change.tx.run(
        sql!(
            "update offering set stage = 'cancelled', notice = $2, merged_into = $3, called_at = null,
                    revision = revision + 1 where id = $1 and stage = 'published'"
        ),
        &params![offering, notice, into],
    )?;
    if done == 0 {
        return Ok(false);
    }
    change.tx.run(
        sql!("update seat set team_id = null where offering_id = $1 and team_id is not null"),
        &params![offering],
    )?;
    for team in crate::seats::team::of_class(change.tx, offering)?.iter().filter(|t| !t.ended) {
        change.owe(Owed {
            kind: Mail::TeamEnded,
            person: team.held_by,
            about: Some(team.id),
            detail: String::new(),
            dedupe: format!("team-ended:{}", team.id),
            due: change.now,
        })?;
    }
    change.tx.run(
        sql!("update team set ended_at = $2 where offering_id = $1 and ended_at is null"),
        &params![offering, change.now.0],
    )?;
    Ok(true)
}

/// Owes a mail about a change to a class. `moment` distinguishes one change from the next.
fn tell(
    change: &Change<'_, '_>,
    kind: Mail,
    person: PersonId,
    signup: SignupId,
    moment: &str,
    detail: &str,
) -> Result<(), Fault> {
    change.owe(Owed {
        kind,
        person,
        about: Some(signup.0),
        detail: detail.to_owned(),
        dedupe: format!("{kind}:{signup}:{moment}"),
        due: change.now,
    })?;
    Ok(())
}

fn audit(
    change: &Change<'_, '_>,
    verb: Verb,
    offering: OfferingId,
    before: &str,
    after: &str,
    reason: &str,
) -> Result<(), Fault> {
    change.audit(&Entry { verb, object: "offering", id: offering.0, before, after, reason })?;
    Ok(())
}
