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

/// Whether somebody belongs to a class: they have a seat in it, or came to it. Once the office has looked at who was
/// there, whoever stayed away does not.
pub(crate) fn takes_part(tx: &Tx<'_>, person: PersonId, offering: OfferingId) -> Result<bool, Fault> {
    let seat = tx.optional(
        sql!(
            "select 1 from signup s join offering o on o.id = s.offering_id
             where s.person_id = $1 and s.offering_id = $2 and s.state = 'confirmed' and o.stage = 'published'
               and not exists (select 1 from roster r where r.offering_id = o.id and r.approved_at is not null)"
        ),
        &params![person, offering],
    )?;
    Ok(seat.is_some() || came(tx, person, offering)?)
}
