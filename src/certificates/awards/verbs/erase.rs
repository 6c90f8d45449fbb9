//! Forgetting whose certificate it is. What stays says nothing about a person: number, edition, hours, dates, state,
//! the place in the status list, and the hash of what was signed. The paper in their hands still verifies.

use crate::{
    certificates::awards::store,
    ground::{fault::Fault, ids::PersonId},
    programme::change::Change,
};
use db::{params, sql};

/// Forgets everything about a person that is in their awards. Part of erasing the person, whose entry in the log speaks
/// for both.
pub(crate) fn erase(change: &Change<'_, '_>, person: PersonId) -> Result<(), Fault> {
    for award in store::all_of_person(change.tx, person)? {
        change.tx.run(
            sql!("update document set name = '', salt = '', credential = null where award_id = $1"),
            &params![award.id],
        )?;
        change.tx.run(
            sql!("update award set record = '', usage = '', proof = '', shown = 'withheld' where id = $1"),
            &params![award.id],
        )?;
        change.tx.run(
            sql!("update revocation set reason = '', appeal = '', answer = '' where award_id = $1"),
            &params![award.id],
        )?;
        change.tx.run(
            sql!("update name_fix set name = '', note = '', answer = '' where award_id = $1"),
            &params![award.id],
        )?;
    }
    Ok(())
}
