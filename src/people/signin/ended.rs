//! What is deleted of signing in once it has run out.

use super::kept;
use crate::ground::fault::Fault;
use db::{Tx, params, sql};
use rules::time::Instant;

/// Deletes sign-ins, links, presses and tries that ended.
pub(crate) fn forget(tx: &Tx<'_>, now: Instant) -> Result<(), Fault> {
    // for another day a sign-in still tells whose form came with it
    tx.run(sql!("delete from sign_in where expires_at <= $1"), &params![now.plus_minutes(-24 * 60).0])?;
    tx.run(sql!("delete from pressed where at <= $1"), &params![now.plus_minutes(-60).0])?;
    kept::forget(tx, now)?;
    tx.run(sql!("delete from sign_in_try where at <= $1"), &params![now.plus_minutes(-24 * 60).0])?;
    let month = now.plus_minutes(-30 * 24 * 60);
    tx.run(sql!("delete from sign_in_link where expires_at <= $1"), &params![month.0])?;
    Ok(())
}
