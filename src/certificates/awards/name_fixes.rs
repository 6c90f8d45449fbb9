//! Every statement that reads wishes for another name.

use crate::{ground::fault::Fault, visit::scope::Scope};
use db::{Row, Tx, params, sql};
use rules::time::Instant;

/// A name that somebody wants on the certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NameFix {
    pub id: i64,
    pub key: String,
    pub award: i64,
    pub name: String,
    pub note: String,
    pub asked_at: Instant,
    pub agreed: Option<bool>,
    pub answer: String,
}

fn read(row: &Row) -> Result<NameFix, Fault> {
    Ok(NameFix {
        id: row.get(0)?,
        key: row.get(1)?,
        award: row.get(2)?,
        name: row.get(3)?,
        note: row.get(4)?,
        asked_at: Instant(row.get(5)?),
        agreed: row.get(6)?,
        answer: row.get(7)?,
    })
}

pub(crate) fn by_key(tx: &Tx<'_>, key: &str) -> Result<NameFix, Fault> {
    let row = tx.optional(
        sql!("select id, key, award_id, name, note, asked_at, agreed, answer from name_fix where key = $1"),
        &params![key],
    )?;
    read(&row.ok_or(Fault::NotFound)?)
}

pub(crate) fn by_id(tx: &Tx<'_>, id: i64) -> Result<NameFix, Fault> {
    let row = tx.optional(
        sql!("select id, key, award_id, name, note, asked_at, agreed, answer from name_fix where id = $1"),
        &params![id],
    )?;
    read(&row.ok_or(Fault::NotFound)?)
}

/// The one of an award that nobody has decided yet.
pub(crate) fn open(tx: &Tx<'_>, award: i64) -> Result<Option<NameFix>, Fault> {
    let row = tx.optional(
        sql!(
            "select id, key, award_id, name, note, asked_at, agreed, answer from name_fix
             where award_id = $1 and decided_at is null"
        ),
        &params![award],
    )?;
    row.as_ref().map(read).transpose()
}

/// Every one that nobody has decided yet, oldest first.
pub(crate) fn waiting(tx: &Tx<'_>, scope: &Scope) -> Result<Vec<NameFix>, Fault> {
    scope.everybody()?;
    let rows = tx.all(
        sql!(
            "select id, key, award_id, name, note, asked_at, agreed, answer from name_fix
             where decided_at is null order by asked_at limit 200"
        ),
        &[],
    )?;
    rows.iter().map(read).collect()
}
