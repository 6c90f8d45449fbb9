//! People that somebody else named.

use crate::{
    ground::{fault::Fault, ids::PersonId},
    people::store,
    programme::change::Change,
};
use kit::Language;

/// The person of an address, or a new one that nobody has confirmed.
pub(crate) fn known_or_new(
    change: &Change<'_, '_>,
    name: &str,
    email: &str,
    local_id: Option<i64>,
    local_typed: &str,
) -> Result<PersonId, Fault> {
    if let Some(person) = store::by_email(change.tx, email)? {
        return Ok(person.id);
    }
    store::add(
        change,
        &store::NewPerson {
            name: name.to_owned(),
            email: email.to_owned(),
            local_id,
            local_typed: local_typed.to_owned(),
            work: "other".to_owned(),
            language: Language::En,
            share: false,
        },
    )
}
