//! Every statement about keys.

use crate::ground::fault::Fault;
use credential::keys::PublicKeys;
use db::{Tx, sql};
use rules::time::Instant;

/// A generation as everybody may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Generation {
    pub keys: PublicKeys,
    pub made_at: Instant,
    pub withdrawn_at: Option<Instant>,
}

/// Every generation, oldest first.
pub(crate) fn all(tx: &Tx<'_>) -> Result<Vec<Generation>, Fault> {
    let rows = tx.all(sql!("select ed, p256, made_at, withdrawn_at from signing_key order by made_at, ed"), &[])?;
    rows.iter()
        .map(|r| {
            Ok(Generation {
                keys: PublicKeys { ed: r.get(0)?, p256: r.get(1)? },
                made_at: Instant(r.get(2)?),
                withdrawn_at: r.get::<Option<i64>>(3)?.map(Instant),
            })
        })
        .collect()
}

/// The keys that verify.
pub(crate) fn published(tx: &Tx<'_>) -> Result<Vec<PublicKeys>, Fault> {
    Ok(all(tx)?.into_iter().filter(|k| k.withdrawn_at.is_none()).map(|k| k.keys).collect())
}
