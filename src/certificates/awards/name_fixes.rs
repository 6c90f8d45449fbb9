//! Every statement that reads wishes for another name.

use crate::{ground::fault::Fault, visit::scope::Scope};
use db::{Tx, params};
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

db::record! { $
    name_fixes: "from name_fix" => fn read -> Result<NameFix, Fault> {
        id: "id",
        key: "key",
        award: "award_id",
        name: "name",
        note: "note",
        asked_at: "asked_at" => Instant,
        agreed: "agreed",
        answer: "answer",
    }
}

pub(crate) fn by_key(tx: &Tx<'_>, key: &str) -> Result<NameFix, Fault> {
    read(&tx.optional(name_fixes!("where key = $1"), &params![key])?.ok_or(Fault::NotFound)?)
}

pub(crate) fn by_id(tx: &Tx<'_>, id: i64) -> Result<NameFix, Fault> {
    read(&tx.optional(name_fixes!("where id = $1"), &params![id])?.ok_or(Fault::NotFound)?)
}

/// The one of an award that nobody has decided yet.
pub(crate) fn open(tx: &Tx<'_>, award: i64) -> Result<Option<NameFix>, Fault> {
    let row = tx.optional(name_fixes!("where award_id = $1 and decided_at is null"), &params![award])?;
    row.as_ref().map(read).transpose()
}

/// Every one that nobody has decided yet, oldest first.
pub(crate) fn waiting(tx: &Tx<'_>, scope: &Scope) -> Result<Vec<NameFix>, Fault> {
    scope.everybody()?;
    tx.all(name_fixes!("where decided_at is null order by asked_at limit 200"), &[])?.iter().map(read).collect()
}
