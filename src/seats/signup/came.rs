//! Whether somebody was in a class that is over, as their own pages say it.

use crate::ground::{
    fault::Fault,
    ids::{OfferingId, PersonId},
};
use db::{Tx, params, sql};

/// Whether somebody was in a class.
pub(crate) fn came(tx: &Tx<'_>, person: PersonId, offering: OfferingId) -> Result<bool, Fault> {
    let found = tx.optional(
        sql!(
            "select 1 from presence p join session s on s.id = p.session_id
             where p.person_id = $1 and s.offering_id = $2 and p.here limit 1"
        ),
        &params![person, offering],
    )?;
    Ok(found.is_some())
}
