//! New documents for an award: the award, its number and its address stay; the previous document ends.

use super::{audit, is_own, owe};
use crate::{
    certificates::awards::{
        state::AwardState,
        store::{self, Award},
    },
    ground::{fault::Fault, mail::Mail, verb::Verb},
    people::{self, lock::lock_person},
    programme::change::Change,
};
use credential::status::PLACES;
use db::{params, sql};
use kit::Language;
use sha2::{Digest, Sha256};
use strum::IntoStaticStr;

/// Why a document is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Why {
    /// The award was made.
    Issued,
    /// Another name is on it.
    Name,
    /// Something else was put right: the address, the language.
    Correction,
    /// The key that signed the one before was withdrawn.
    Key,
}

impl Why {
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// Adds a document that is to be signed.
pub(super) fn add_document(
    change: &Change<'_, '_>,
    award: i64,
    version: i64,
    why: Why,
    name: &str,
    language: Language,
) -> Result<i64, Fault> {
    let id = change.id();
    let (list, place) = free_place(change)?;
    change.tx.run(
        sql!(
            "insert into document (id, award_id, version, name, language, salt, status_list, status_place, why, made_at, made_by)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        ),
        &params![
            id,
            award,
            version,
            name,
            language.tag(),
            change.random.token(),
            list,
            place,
            why.name(),
            change.now.0,
            change.person()
        ],
    )?;
    Ok(id)
}

/// A place in the newest status list, drawn so that neighbours say nothing about each other. A list is at most half
/// filled, so that a free place is found soon.
fn free_place(change: &Change<'_, '_>) -> Result<(i64, i64), Fault> {
    let newest = store::status_lists(change.tx)?;
    let row = change.tx.one(sql!("select count(*) from document where status_list = $1"), &params![newest])?;
    let list = if row.get::<i64>(0)? * 2 < i64::from(PLACES) { newest } else { newest + 1 };
    loop {
        let place = change.random.below(u64::from(PLACES)) as i64;
        let taken = change.tx.optional(
            sql!("select 1 from document where status_list = $1 and status_place = $2"),
            &params![list, place],
        )?;
        if taken.is_none() {
            return Ok((list, place));
        }
    }
}

/// Makes a new document for a live award, with this name; the previous one ends, and what it said is forgotten. Returns
/// the document that is to be signed, or `None` where the award does not stand any more.
pub(crate) fn reissue(
    change: &Change<'_, '_>,
    award: &Award,
    name: &str,
    why: Why,
    reason: &str,
) -> Result<Option<i64>, Fault> {
    lock_person(change.tx, award.person)?;
    if store::by_id(change.tx, award.id)?.state != AwardState::Issued {
        return Ok(None);
    }
    let before = store::newest(change.tx, award.id)?;
    end_documents(change, award.id)?;
    change.tx.run(
        sql!("update document set name = '', salt = '' where award_id = $1 and ended_at is not null"),
        &params![award.id],
    )?;
    let language = store::holder(change.tx, award)?.language;
    let document = add_document(change, award.id, before.version + 1, why, name, language)?;
    let (old, new) = (format!("version {}", before.version), format!("version {}, {}", before.version + 1, why.name()));
    audit(change, Verb::AwardReissued, award.id, (&old, &new), reason)?;
    Ok(Some(document))
}

/// The office makes a new copy on its own initiative, with another name if the name changes. `None` where the award no
/// longer stands, or belongs to whoever is doing this.
pub(crate) fn put_right(
    change: &Change<'_, '_>,
    award: &Award,
    name: &str,
    reason: &str,
) -> Result<Option<i64>, Fault> {
    lock_person(change.tx, award.person)?;
    if is_own(change, award) || store::by_id(change.tx, award.id)?.state != AwardState::Issued {
        return Ok(None);
    }
    if store::newest(change.tx, award.id)?.name == name {
        return reissue(change, award, name, Why::Correction, reason);
    }
    people::store::rename(change, award.person, name)?;
    reissue(change, award, name, Why::Name, reason)
}

/// Ends whatever document of an award stands. What was signed is not kept, only that it was.
pub(super) fn end_documents(change: &Change<'_, '_>, award: i64) -> Result<(), Fault> {
    change.tx.run(
        sql!("update document set ended_at = $2, credential = null where award_id = $1 and ended_at is null"),
        &params![award, change.now.0],
    )?;
    Ok(())
}

/// Keeps the signed credential of a document, once, and owes the mail that brings it.
pub(crate) fn seal(change: &Change<'_, '_>, document: i64, credential: &str, signer: &str) -> Result<(), Fault> {
    let document = store::document_by_id(change.tx, document)?;
    let award = store::by_id(change.tx, document.award)?;
    // while its holder is being forgotten or its key withdrawn, a document must not be signed behind that
    lock_person(change.tx, award.person)?;
    let hash: String = Sha256::digest(credential).iter().map(|b| format!("{b:02x}")).collect();
    let sealed = change.tx.run(
        sql!(
            "update document set credential = $2, signed_with = $3, content_hash = $4
             where id = $1 and content_hash is null and ended_at is null and name <> ''
               and exists (select 1 from signing_key where ed = $3 and withdrawn_at is null)"
        ),
        &params![document.id, credential, signer, &hash],
    )?;
    if sealed == 0 {
        return Ok(());
    }
    let kind = if document.version == 1 { Mail::Awarded } else { Mail::Reissued };
    owe(change, kind, award.person, document.id, "")?;
    audit(change, Verb::AwardSigned, award.id, ("", &hash), "")
}

/// Sends the certificate once more, at most once a day.
pub(crate) fn tell_again(change: &Change<'_, '_>, award: &Award, day: &str) -> Result<(), Fault> {
    let document = store::newest(change.tx, award.id)?;
    owe(change, Mail::Awarded, award.person, document.id, day)?;
    if change.tx.changed() > 0 {
        audit(change, Verb::AwardSentAgain, award.id, ("", ""), "")?;
    }
    Ok(())
}
