//! What classes on a record are called in addition to their course.

use crate::ground::{fault::Fault, ids::PersonId};
use db::Tx;
use db::params;
use db::sql;
use std::collections::BTreeMap;

/// Subtitles of the classes on somebody's record, by the classes' keys.
pub(crate) fn subtitles(tx: &Tx<'_>, person: PersonId) -> Result<BTreeMap<String, String>, Fault> {
    let rows = tx.all(
        sql!(
            "select distinct o.key, o.subtitle from credit c join offering o on o.id = c.offering_id
             where c.person_id = $1 and o.subtitle <> '' limit 500"
        ),
        &params![person],
    )?;
    rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect()
}
