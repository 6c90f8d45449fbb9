//! Awarding: the audit is asked here and now, its verdict is frozen, and the first document is made.

use super::{audit, reissue};
use crate::{
    certificates::awards::store,
    ground::{fault::Fault, verb::Verb},
    people::{self, lock::lock_person, member::Membership},
    programme::change::{Change, Recipient},
    progress::Case,
};
use db::{params, sql};
use rules::{
    audit::{Verdict, document},
    certificate_number::CertificateNumber,
};
use sha2::{Digest, Sha256};

/// What became of one person's award.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Awarded {
    /// Issued: the document that is to be signed.
    Issued(i64),
    /// They have one.
    Before,
    /// Nobody issues their own certificate.
    Own,
    /// The audit does not pass (any more).
    NotComplete,
    /// Membership is not confirmed: the office looks first.
    MembershipOpen,
    /// There are no letterforms for the name.
    Unprintable,
}

/// What an award was decided on, kept with it: nothing that happens later changes it.
struct Frozen {
    record: String,
    record_hash: String,
    usage: String,
    proof: String,
}

impl Frozen {
    fn of(case: &Case, verdict: &Verdict) -> Result<Self, Fault> {
        let record = serde_json::to_string(&case.record)?;
        let record_hash = Sha256::digest(&record).iter().map(|b| format!("{b:02x}")).collect();
        let usage = document::verdict(verdict)["applied"].to_string();
        Ok(Self { record, record_hash, usage, proof: serde_json::to_string(&verdict.proof)? })
    }
}

/// Awards the certificate of a programme to one person.
pub(crate) fn award(change: &Change<'_, '_>, to: Recipient, programme: &str) -> Result<Awarded, Fault> {
    let person = to.id();
    lock_person(change.tx, person)?;
    if store::in_programme(change.tx, person, programme)?.is_some() {
        return Ok(Awarded::Before);
    }
    let who = people::store::by_id(change.tx, person)?;
    if who.membership != Membership::Confirmed {
        return Ok(Awarded::MembershipOpen);
    }
    if people::signs::unusable(&who.name).is_some() {
        return Ok(Awarded::Unprintable);
    }
    let Some(case) = Case::in_programme(change, person, programme)? else { return Ok(Awarded::NotComplete) };
    let verdict = case.done()?;
    if !verdict.complete {
        return Ok(Awarded::NotComplete);
    }
    // an award binds: the verdict is checked without the search's help before it is frozen
    rules::check::check(&case.edition.rules, &case.bench.known.catalogue, &case.record, &verdict)
        .map_err(|doubt| Fault::Ours(format!("the verdict on enrolment {}: {doubt}", case.whose.enrolment)))?;
    let frozen = Frozen::of(&case, &verdict)?;
    let today = change.now.date(change.zone).to_string();
    let completed = case.completed_on()?.map_or_else(|| today.clone(), |d| d.to_string());
    let number = CertificateNumber::from_random(change.random.bytes());
    let parts: Vec<(&str, i64)> = verdict.parts.iter().map(|p| (p.id.as_str(), p.minutes)).collect();
    let id = change.id();
    change.tx.run(
        sql!(
            "insert into award (id, uuid, number, person_id, programme, edition_id, minutes, parts, completed_on,
                                issued_on, issued_at, issued_by, state, edition_hash, record, record_hash, usage, proof)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'issued', $13, $14, $15, $16, $17)"
        ),
        &params![
            id,
            uuid::Builder::from_random_bytes(change.random.bytes()).into_uuid().to_string(),
            number.as_str(),
            person,
            &case.edition.rules.id,
            case.edition.id,
            verdict.total,
            serde_json::to_string(&parts)?,
            completed,
            today,
            change.now.0,
            change.person(),
            &case.edition.hash,
            frozen.record,
            frozen.record_hash,
            frozen.usage,
            frozen.proof
        ],
    )?;
    let document = reissue::add_document(change, id, 1, reissue::Why::Issued, &who.name, who.language)?;
    audit(change, Verb::AwardIssued, id, ("", number.as_str()), "")?;
    Ok(Awarded::Issued(document))
}
