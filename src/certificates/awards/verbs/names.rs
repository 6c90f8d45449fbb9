//! A name that its holder wants on the certificate: asked for by the member, looked at by the office, and at once on a
//! new document.

use super::{audit, is_own, owe, reissue};
use crate::{
    certificates::awards::{
        name_fixes,
        state::AwardState,
        store::{self, Award},
    },
    ground::{fault::Fault, mail::Mail, verb::Verb},
    people::{self, lock::lock_person},
    programme::change::Change,
};
use db::{params, sql};

/// What became of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameAsked {
    /// The office looks at it.
    Done,
    /// The certificate has that name.
    Same,
    /// Another name is being looked at.
    Waiting,
    /// The certificate does not stand.
    NotNow,
}

/// Asks for a name.
pub(crate) fn ask_name(change: &Change<'_, '_>, award: &Award, name: &str, note: &str) -> Result<NameAsked, Fault> {
    lock_person(change.tx, award.person)?;
    if store::by_id(change.tx, award.id)?.state != AwardState::Issued {
        return Ok(NameAsked::NotNow);
    }
    if store::newest(change.tx, award.id)?.name == name {
        return Ok(NameAsked::Same);
    }
    if name_fixes::open(change.tx, award.id)?.is_some() {
        return Ok(NameAsked::Waiting);
    }
    change.tx.run(
        sql!("insert into name_fix (id, key, award_id, name, note, asked_at) values ($1, $2, $3, $4, $5, $6)"),
        &params![change.id(), change.random.key(10), award.id, name, note, change.now.0],
    )?;
    audit(change, Verb::AwardNameAsked, award.id, ("", ""), "")?;
    Ok(NameAsked::Done)
}

/// What became of the office's decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameDecided {
    /// The certificate has that name: the document that is to be signed.
    Yes(i64),
    /// The member is told why not.
    No,
    /// Nobody decides about their own name.
    Oneself,
    /// Somebody has decided, or the certificate does not stand any more.
    Before,
}

/// The office says yes, or no with a sentence for the member.
pub(crate) fn decide_name(
    change: &Change<'_, '_>,
    key: &str,
    agrees: bool,
    answer: &str,
) -> Result<NameDecided, Fault> {
    let fix = name_fixes::by_key(change.tx, key)?;
    let award = store::by_id(change.tx, fix.award)?;
    lock_person(change.tx, award.person)?;
    if is_own(change, &award) {
        return Ok(NameDecided::Oneself);
    }
    if store::by_id(change.tx, fix.award)?.state != AwardState::Issued {
        return Ok(NameDecided::Before);
    }
    let decided = change.tx.run(
        sql!(
            "update name_fix set decided_by = $2, decided_at = $3, agreed = $4, answer = $5
             where id = $1 and decided_at is null"
        ),
        &params![fix.id, change.person(), change.now.0, agrees, answer],
    )?;
    if decided == 0 {
        return Ok(NameDecided::Before);
    }
    if agrees {
        people::store::rename(change, award.person, &fix.name)?;
        // its entry in the log speaks for both
        if let Some(document) = reissue::reissue(change, &award, &fix.name, reissue::Why::Name, "")? {
            return Ok(NameDecided::Yes(document));
        }
    }
    owe(change, Mail::NameDeclined, award.person, fix.id, "")?;
    audit(change, Verb::AwardNameDecided, award.id, ("", "no"), "")?;
    Ok(NameDecided::No)
}
