//! Certificates that are issued together. A batch is a list of people; each is decided in a transaction of their own,
//! so that a run that stops in between leaves nothing half done, and the next run does the rest.

use super::issue::{Awarded, award};
use crate::{
    certificates::awards::batches,
    ground::{fault::Fault, ids::PersonId, verb::Verb},
    people::lock::lock_person,
    programme::change::{Change, Entry},
};
use db::{Value, params, sql};
use strum::IntoStaticStr;

/// What became of a person of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Outcome {
    Issued,
    HadOne,
    NotComplete,
    Membership,
    Unprintable,
    /// We could not tell: a fault of ours, which is logged.
    Failed,
}

impl Outcome {
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// Starts a batch of certificates of a programme for these people. Returns its key.
pub(crate) fn start(change: &Change<'_, '_>, programme: &str, people: &[PersonId]) -> Result<String, Fault> {
    let (id, key) = (change.id(), change.random.key(10));
    change.tx.run(
        sql!("insert into award_batch (id, key, programme, started_by, started_at) values ($1, $2, $3, $4, $5)"),
        &params![id, &key, programme, change.person(), change.now.0],
    )?;
    let rows: Vec<Vec<Value>> = people.iter().map(|person| params![id, *person].to_vec()).collect();
    change.tx.insert_many("insert into award_batch_person (batch_id, person_id)", &rows)?;
    change.audit(&Entry {
        verb: Verb::AwardBatchStarted,
        object: "award_batch",
        id,
        before: "",
        after: &people.len().to_string(),
        reason: "",
    })?;
    Ok(key)
}

/// Decides one person of a batch, unless somebody has. Returns the document that is to be signed.
pub(crate) fn issue_one(change: &Change<'_, '_>, (batch, person): (i64, PersonId)) -> Result<Option<i64>, Fault> {
    lock_person(change.tx, person)?;
    if !batches::is_open(change.tx, batch, person)? {
        return Ok(None);
    }
    // nobody issues their own certificate, whatever list they are in
    let awarded = match change.gives_to(person) {
        Some(to) => award(change, to, &batches::programme(change.tx, batch)?)?,
        None => Awarded::Own,
    };
    let (outcome, document) = match awarded {
        Awarded::Own => (Outcome::Failed, None),
        Awarded::Issued(document) => (Outcome::Issued, Some(document)),
        Awarded::Before => (Outcome::HadOne, None),
        Awarded::NotComplete => (Outcome::NotComplete, None),
        Awarded::MembershipOpen => (Outcome::Membership, None),
        Awarded::Unprintable => (Outcome::Unprintable, None),
    };
    note(change, (batch, person), outcome)?;
    if document.is_none() {
        // an award has its own entry in the log
        not_issued(change, person, outcome)?;
    }
    Ok(document)
}

/// Leaves one person of a batch out, so that a fault about one holds up nobody else.
pub(crate) fn leave_out(change: &Change<'_, '_>, (batch, person): (i64, PersonId)) -> Result<(), Fault> {
    lock_person(change.tx, person)?;
    if !batches::is_open(change.tx, batch, person)? {
        return Ok(());
    }
    note(change, (batch, person), Outcome::Failed)?;
    not_issued(change, person, Outcome::Failed)
}

fn note(change: &Change<'_, '_>, (batch, person): (i64, PersonId), outcome: Outcome) -> Result<(), Fault> {
    change.tx.run(
        sql!("update award_batch_person set outcome = $3 where batch_id = $1 and person_id = $2 and outcome is null"),
        &params![batch, person, outcome.name()],
    )?;
    Ok(())
}

fn not_issued(change: &Change<'_, '_>, person: PersonId, outcome: Outcome) -> Result<(), Fault> {
    change.audit(&Entry {
        verb: Verb::AwardNotIssued,
        object: "person",
        id: person.0,
        before: "",
        after: outcome.name(),
        reason: "",
    })?;
    Ok(())
}
