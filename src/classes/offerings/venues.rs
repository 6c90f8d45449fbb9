//! Venues as they are chosen in forms.

use crate::ground::fault::Fault;
use db::Tx;
use db::params;
use db::sql;

/// Places a class can be moved to: key and name.
pub(crate) fn choices(tx: &Tx<'_>) -> Result<Vec<(String, String)>, Fault> {
    let rows = tx.all(sql!("select key, name from venue where kind <> 'virtual' order by name limit 500"), &[])?;
    rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect()
}

/// The id of a venue.
pub(crate) fn id_of(tx: &Tx<'_>, key: &str) -> Result<Option<i64>, Fault> {
    Ok(tx.optional(sql!("select id from venue where key = $1"), &params![key])?.map(|r| r.get(0)).transpose()?)
}

/// The name of a venue.
pub(crate) fn name_of(tx: &Tx<'_>, id: i64) -> Result<String, Fault> {
    let row = tx.optional(sql!("select name from venue where id = $1"), &params![id])?;
    Ok(row.ok_or(Fault::NotFound)?.get(0)?)
}
