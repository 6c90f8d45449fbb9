//! What is done with awards and their documents.

mod batch;
mod erase;
mod issue;
mod names;
mod reissue;
mod revoke;

use crate::{
    ground::{fault::Fault, ids::PersonId, mail::Mail, verb::Verb},
    programme::change::{Change, Entry, Owed},
};

pub(crate) use batch::{issue_one, leave_out, start};
pub(crate) use erase::erase;
pub(crate) use issue::{Awarded, award};
pub(crate) use names::{NameAsked, NameDecided, ask_name, decide_name};
pub(crate) use reissue::{Why, put_right, reissue, seal, tell_again};
pub(crate) use revoke::{Category, Decided, answer_appeal, appeal, ask, decide};

use super::store::{Award, Shown};
use db::{params, sql};

/// Nobody decides about their own certificate.
fn is_own(change: &Change<'_, '_>, award: &Award) -> bool {
    change.person() == Some(award.person)
}

fn audit(change: &Change<'_, '_>, verb: Verb, award: i64, states: (&str, &str), reason: &str) -> Result<(), Fault> {
    let (before, after) = states;
    change.audit(&Entry { verb, object: "award", id: award, before, after, reason })?;
    Ok(())
}

/// A mail about an award or one of its rows; `once` distinguishes it from others of its kind.
fn owe(change: &Change<'_, '_>, kind: Mail, person: PersonId, about: i64, once: &str) -> Result<(), Fault> {
    let dedupe = if once.is_empty() { format!("{kind}:{about}") } else { format!("{kind}:{about}:{once}") };
    change.owe(Owed { kind, person, about: Some(about), detail: String::new(), dedupe, due: change.now })?;
    Ok(())
}

/// Whom the holder lets see the name.
pub(crate) fn show(change: &Change<'_, '_>, award: &Award, shown: Shown) -> Result<(), Fault> {
    if award.shown == shown {
        return Ok(());
    }
    change.tx.run(sql!("update award set shown = $2 where id = $1"), &params![award.id, shown.name()])?;
    audit(change, Verb::AwardShown, award.id, (award.shown.name(), shown.name()), "")
}
