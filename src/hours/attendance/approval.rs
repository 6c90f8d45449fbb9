//! Approving a roster: what everybody on it earns is posted, and what its trainers earn by teaching.

use super::store;
use crate::{
    ground::{fault::Fault, ids::OfferingId, verb::Verb},
    hours::credit::{
        post::HeldClass,
        verbs::{credit_teaching, tell},
    },
    people::lock::lock_person,
    programme::change::{Change, Entry},
};
use db::params;
use db::sql;

/// Approves a closed roster: posts the credit of everybody on it and of the members who taught, except the approver's
/// own: that waits until somebody else approves again. Approving again posts only what has changed since.
pub(crate) fn approve_roster(change: &Change<'_, '_>, offering: OfferingId) -> Result<bool, Fault> {
    let row = change
        .tx
        .optional(sql!("select approved_at from roster where offering_id = $1 {for_update}"), &params![offering])?;
    let Some(row) = row else { return Ok(false) };
    let before = if row.get::<Option<i64>>(0)?.is_some() { "approved" } else { "closed" };
    let held = HeldClass::load(change.tx, offering)?;
    let taught = credit_teaching(change, &held)?;
    for one in store::people(change.tx, offering)?.into_iter().filter(|p| !taught.iter().any(|(t, _)| *t == p.person)) {
        let Some(to) = change.gives_to(one.person) else { continue };
        lock_person(change.tx, one.person)?;
        let minutes = held.post(change, to, "")?;
        tell(change, one.person, offering, minutes)?;
    }
    for (trainer, minutes) in taught {
        tell(change, trainer, offering, minutes)?;
    }
    change.tx.run(
        sql!("update roster set approved_at = $2, approved_by = $3 where offering_id = $1"),
        &params![offering, change.now.0, change.person()],
    )?;
    change
        .tx
        .run(sql!("update offering set stage = 'held' where id = $1 and stage = 'published'"), &params![offering])?;
    change.audit(&Entry {
        verb: Verb::RosterApproved,
        object: "offering",
        id: offering.0,
        before,
        after: "approved",
        reason: "",
    })?;
    Ok(true)
}
