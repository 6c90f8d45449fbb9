//! Taking a certificate back: two people, a private reason, a public date, and a way to answer. What is taken back never
//! comes back: a mistake is put right by a new award.

use super::{audit, is_own, owe, reissue::end_documents};
use crate::{
    certificates::awards::{revocations, state::AwardState, store::Award},
    ground::{fault::Fault, mail::Mail, verb::Verb},
    people::lock::lock_person,
    programme::change::Change,
};
use db::{params, sql};
use strum::{EnumString, IntoStaticStr};

/// Why, in a word that statistics can count; the rest is the reason in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Category {
    /// It was issued by mistake.
    Mistake,
    /// The record it rested on was put right.
    Record,
    /// It was obtained by deceit.
    Fraud,
    /// Something else.
    Other,
}

impl Category {
    pub const ALL: [Self; 4] = [Self::Mistake, Self::Record, Self::Fraud, Self::Other];

    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// Asks that a certificate be taken back. `false` where it does not stand, where that has been asked already, or where
/// it is the asker's own. The reason stays with the request, which can be forgotten; the log has its category.
pub(crate) fn ask(change: &Change<'_, '_>, award: &Award, category: Category, reason: &str) -> Result<bool, Fault> {
    lock_person(change.tx, award.person)?;
    let stands = crate::certificates::awards::store::by_id(change.tx, award.id)?.state == AwardState::Issued;
    if !stands || is_own(change, award) || revocations::open(change.tx, award.id)?.is_some() {
        return Ok(false);
    }
    change.tx.run(
        sql!(
            "insert into revocation (id, key, award_id, category, reason, asked_by, asked_at)
             values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        &params![change.id(), change.random.key(10), award.id, category.name(), reason, change.person(), change.now.0],
    )?;
    audit(change, Verb::AwardRevocationAsked, award.id, ("issued", category.name()), "")?;
    Ok(true)
}

/// What became of a second person's decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decided {
    /// It is done.
    Done,
    /// Whoever asked cannot decide, nor can the holder.
    SamePerson,
    /// Somebody has decided.
    Before,
}

/// A second person agrees, and the certificate is no longer valid from this moment on; or does not, and it stands.
pub(crate) fn decide(change: &Change<'_, '_>, key: &str, agrees: bool) -> Result<Decided, Fault> {
    let asked = revocations::by_key(change.tx, key)?;
    let award = crate::certificates::awards::store::by_id(change.tx, asked.award)?;
    lock_person(change.tx, award.person)?;
    if revocations::open(change.tx, award.id)?.is_none_or(|open| open.id != asked.id) {
        return Ok(Decided::Before);
    }
    if change.person().is_none_or(|who| who == asked.asked_by || who == award.person) {
        return Ok(Decided::SamePerson);
    }
    change.tx.run(
        sql!("update revocation set decided_by = $2, decided_at = $3, agreed = $4 where id = $1"),
        &params![asked.id, change.person(), change.now.0, agrees],
    )?;
    if agrees {
        let today = change.now.date(change.zone).to_string();
        change.tx.run(
            sql!("update award set state = 'revoked', ended_on = $2 where id = $1 and state = 'issued'"),
            &params![award.id, today],
        )?;
        end_documents(change, award.id)?;
        change.tx.run(
            sql!(
                "update name_fix set decided_by = $2, decided_at = $3, agreed = $4 where award_id = $1 and decided_at is null"
            ),
            &params![award.id, change.person(), change.now.0, false],
        )?;
        owe(change, Mail::Revoked, award.person, asked.id, "")?;
    }
    let after = if agrees { "revoked" } else { "issued" };
    audit(change, Verb::AwardRevocationDecided, award.id, ("issued", after), "")?;
    Ok(Decided::Done)
}

/// The member answers, once, within the days that the mail names.
pub(crate) fn appeal(change: &Change<'_, '_>, id: i64, award: i64, text: &str) -> Result<bool, Fault> {
    let done = change.tx.run(
        sql!("update revocation set appeal = $2, appealed_at = $3 where id = $1 and agreed and appealed_at is null"),
        &params![id, text, change.now.0],
    )?;
    if done > 0 {
        audit(change, Verb::AwardRevocationAppealed, award, ("", ""), "")?;
    }
    Ok(done > 0)
}

/// The office answers the member; `false` where it already has, or where the one answering is that member.
pub(crate) fn answer_appeal(change: &Change<'_, '_>, key: &str, text: &str) -> Result<bool, Fault> {
    let asked = revocations::by_key(change.tx, key)?;
    let award = crate::certificates::awards::store::by_id(change.tx, asked.award)?;
    if is_own(change, &award) {
        return Ok(false);
    }
    let done = change.tx.run(
        sql!(
            "update revocation set answer = $2, answered_by = $3, answered_at = $4
             where id = $1 and appealed_at is not null and answered_at is null"
        ),
        &params![asked.id, text, change.person(), change.now.0],
    )?;
    if done > 0 {
        owe(change, Mail::AppealAnswered, award.person, asked.id, "")?;
        audit(change, Verb::AwardAppealAnswered, award.id, ("", ""), "")?;
    }
    Ok(done > 0)
}
