//! The order of requests: one person at a time.

use crate::ground::{fault::Fault, ids::PersonId};
use db::{Tx, params, sql};

/// Locks a person, so that two of their requests are decided one after the other. Always before the class.
pub(crate) fn lock_person(tx: &Tx<'_>, person: PersonId) -> Result<(), Fault> {
    tx.optional(sql!("select id from person where id = $1 {for_update}"), &params![person])?.ok_or(Fault::NotFound)?;
    Ok(())
}

/// Locks several people in the order of their ids.
pub(crate) fn lock_people(tx: &Tx<'_>, people: &[PersonId]) -> Result<(), Fault> {
    let mut people = people.to_vec();
    people.sort_unstable();
    people.dedup();
    people.into_iter().try_for_each(|person| lock_person(tx, person))
}
