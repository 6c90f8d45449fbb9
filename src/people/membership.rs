//! Is this person a member? Answered from the imported member file, alongside the enrolment and never before it: anyone
//! not found yet keeps everything while the office looks.

use super::{fold_email, member::Membership};
use crate::{
    ground::{fault::Fault, fold::fold, verb::Verb},
    programme::change::{Change, Entry, Recipient},
};
use db::{Tx, params, sql};

/// What the member file says of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// Exactly one row is theirs: its number.
    Member(String),
    /// No row, or more than one, or a row that is somebody else's already: the office decides.
    Doubtful,
}

/// Looks somebody up: by e-mail and name, else by name and local. Never by name alone.
pub(crate) fn look_up(tx: &Tx<'_>, name: &str, email: &str, local: Option<i64>) -> Result<Found, Fault> {
    let by_email = tx.all(
        sql!("select number, folded from member where email_folded = $1 and gone_since is null limit 2"),
        &params![fold_email(email)],
    )?;
    if let [row] = by_email.as_slice()
        && row.get::<String>(1)? == fold(name)
    {
        return unclaimed(tx, row.get(0)?);
    }
    let Some(local) = local else { return Ok(Found::Doubtful) };
    let by_name = tx.all(
        sql!("select number from member where folded = $1 and local_id = $2 and gone_since is null limit 2"),
        &params![fold(name), local],
    )?;
    match by_name.as_slice() {
        [row] => unclaimed(tx, row.get(0)?),
        _ => Ok(Found::Doubtful),
    }
}

/// Confirms that somebody is a member whom the member file does not name.
pub(crate) fn confirm(change: &Change<'_, '_>, to: Recipient, before: Membership, reason: &str) -> Result<(), Fault> {
    super::store::set_membership(change, to.id(), Membership::Confirmed, None)?;
    change.audit(&Entry {
        verb: Verb::PersonMembershipConfirmed,
        object: "person",
        id: to.id().0,
        before: before.name(),
        after: Membership::Confirmed.name(),
        reason,
    })?;
    Ok(())
}

fn unclaimed(tx: &Tx<'_>, number: String) -> Result<Found, Fault> {
    let taken = tx.optional(sql!("select id from person where member_number = $1"), &params![&number])?;
    Ok(if taken.is_some() { Found::Doubtful } else { Found::Member(number) })
}
