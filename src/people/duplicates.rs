//! Records that may be one person, each pair with the reason why. Nothing is ever merged by itself.

use crate::{ground::fault::Fault, visit::scope::Scope};
use db::{Tx, params, sql};

/// A pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    /// The older record.
    pub one: Side,
    pub other: Side,
    /// Why they may be one: the text's name.
    pub why: String,
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Side {
    pub key: String,
    pub name: String,
    pub email: String,
    pub local: String,
}

/// How many pairs are shown at once.
const SHOWN: i64 = 100;

/// Pairs that nobody has decided on: the same name in the same local, or one person's two addresses (the same before
/// the @) with the same name.
pub(crate) fn pairs(tx: &Tx<'_>, scope: &Scope) -> Result<Vec<Pair>, Fault> {
    scope.everybody()?;
    let rows = tx.all(
        sql!(
            "select a.key, a.name, a.email, coalesce(l.name, a.local_typed), b.key, b.name, b.email,
                    coalesce(m.name, b.local_typed),
                    case when a.local_id = b.local_id then 'same-name-local' else 'same-name-mailbox' end
             from person a join person b on b.name_key = a.name_key and b.id > a.id
             left join local l on l.id = a.local_id left join local m on m.id = b.local_id
             where a.name_key <> '' and a.merged_into is null and b.merged_into is null
               and (a.local_id = b.local_id or a.mailbox = b.mailbox)
               and not exists (select 1 from different d where d.low_id = a.id and d.high_id = b.id)
             order by a.name_key, a.id, b.id limit $1"
        ),
        &params![SHOWN],
    )?;
    rows.iter()
        .map(|r| {
            let side = |at: usize| -> Result<Side, Fault> {
                Ok(Side { key: r.get(at)?, name: r.get(at + 1)?, email: r.get(at + 2)?, local: r.get(at + 3)? })
            };
            Ok(Pair { one: side(0)?, other: side(4)?, why: r.get(8)? })
        })
        .collect()
}
