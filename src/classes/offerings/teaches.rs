//! Who teaches a class.

use crate::ground::{
    fault::Fault,
    ids::{OfferingId, PersonId},
};
use db::Tx;
use db::params;
use db::sql;

/// Whether somebody teaches a class.
pub(crate) fn teaches(tx: &Tx<'_>, person: PersonId, offering: OfferingId) -> Result<bool, Fault> {
    let row = tx.optional(
        sql!("select 1 from trainer where person_id = $1 and offering_id = $2"),
        &params![person, offering],
    )?;
    Ok(row.is_some())
}
