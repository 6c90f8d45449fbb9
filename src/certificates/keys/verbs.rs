//! Publishing a generation of keys, and withdrawing one.

use super::store;
use crate::{
    ground::{fault::Fault, verb::Verb},
    programme::change::{Change, Entry},
};
use credential::keys::PublicKeys;
use db::{params, sql};

/// Publishes public halves; those that are known already stay as they are.
pub(crate) fn publish(change: &Change<'_, '_>, keys: &[PublicKeys]) -> Result<(), Fault> {
    for one in keys {
        change.tx.run(
            sql!("insert into signing_key (ed, p256, made_at) values ($1, $2, $3) on conflict (ed) do nothing"),
            &params![&one.ed, &one.p256, change.now.0],
        )?;
    }
    if change.tx.changed() > 0 {
        let after = keys.iter().map(|k| k.ed.as_str()).collect::<Vec<_>>().join(" ");
        change.audit(&Entry {
            verb: Verb::KeyPublished,
            object: "key",
            id: 0,
            before: "",
            after: &after,
            reason: "",
        })?;
    }
    Ok(())
}

/// Withdraws a generation: what it signed no longer verifies. The last one that verifies cannot be withdrawn. Returns
/// whether anything changed.
pub(crate) fn withdraw(change: &Change<'_, '_>, ed: &str, reason: &str) -> Result<bool, Fault> {
    if store::published(change.tx)?.iter().all(|k| k.ed == ed) {
        return Ok(false);
    }
    let changed = change.tx.run(
        sql!("update signing_key set withdrawn_at = $2, withdrawn_reason = $3 where ed = $1 and withdrawn_at is null"),
        &params![ed, change.now.0, reason],
    )?;
    if changed > 0 {
        change.audit(&Entry {
            verb: Verb::KeyWithdrawn,
            object: "key",
            id: 0,
            before: ed,
            after: "withdrawn",
            reason,
        })?;
    }
    Ok(changed > 0)
}
