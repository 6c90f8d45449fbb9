//! Every statement that reads revocations.

use crate::{
    ground::{fault::Fault, ids::PersonId},
    visit::scope::Scope,
};
use db::{Tx, params};
use rules::time::Instant;

/// Days in which a member can answer a revocation.
pub(crate) const DAYS_TO_APPEAL: i64 = 30;

/// A certificate that somebody wants to take back, or that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Revocation {
    pub id: i64,
    pub key: String,
    pub award: i64,
    /// The award's number and holder.
    pub number: String,
    pub holder: PersonId,
    pub category: String,
    pub reason: String,
    pub asked_by: PersonId,
    pub asked_at: Instant,
    pub decided_at: Option<Instant>,
    pub agreed: Option<bool>,
    pub appeal: String,
    pub appealed_at: Option<Instant>,
    pub answer: String,
    pub answered_at: Option<Instant>,
}

impl Revocation {
    /// The last moment to answer it.
    pub fn appeal_until(&self) -> Option<Instant> {
        self.decided_at.map(|at| at.plus_minutes(DAYS_TO_APPEAL * 24 * 60))
    }

    /// Whether the member can still answer.
    pub fn can_appeal(&self, now: Instant) -> bool {
        self.agreed == Some(true) && self.appealed_at.is_none() && self.appeal_until().is_some_and(|until| now < until)
    }
}

db::record! { $
    revocations: "from revocation r join award a on a.id = r.award_id" => fn read -> Result<Revocation, Fault> {
        id: "r.id",
        key: "r.key",
        award: "r.award_id",
        number: "a.number",
        holder: "a.person_id",
        category: "r.category",
        reason: "r.reason",
        asked_by: "r.asked_by",
        asked_at: "r.asked_at" => Instant,
        decided_at: "r.decided_at" => |at: Option<i64>| at.map(Instant),
        agreed: "r.agreed",
        appeal: "r.appeal",
        appealed_at: "r.appealed_at" => |at: Option<i64>| at.map(Instant),
        answer: "r.answer",
        answered_at: "r.answered_at" => |at: Option<i64>| at.map(Instant),
    }
}

pub(crate) fn by_key(tx: &Tx<'_>, key: &str) -> Result<Revocation, Fault> {
    let row = tx.optional(revocations!("where r.key = $1"), &params![key])?;
    read(&row.ok_or(Fault::NotFound)?)
}

pub(crate) fn by_id(tx: &Tx<'_>, id: i64) -> Result<Revocation, Fault> {
    let row = tx.optional(revocations!("where r.id = $1"), &params![id])?;
    read(&row.ok_or(Fault::NotFound)?)
}

/// Every one of an award, newest first.
pub(crate) fn of_award(tx: &Tx<'_>, award: i64) -> Result<Vec<Revocation>, Fault> {
    let rows = tx.all(revocations!("where r.award_id = $1 order by r.asked_at desc"), &params![award])?;
    rows.iter().map(read).collect()
}

/// The one that nobody has decided yet.
pub(crate) fn open(tx: &Tx<'_>, award: i64) -> Result<Option<Revocation>, Fault> {
    Ok(of_award(tx, award)?.into_iter().find(|r| r.decided_at.is_none()))
}

/// Revocations that wait for a second person, and members' answers that wait for one from the office.
pub(crate) fn waiting(tx: &Tx<'_>, scope: &Scope) -> Result<Vec<Revocation>, Fault> {
    scope.everybody()?;
    let rows = tx.all(
        revocations!(
            "where r.decided_at is null or (r.appealed_at is not null and r.answered_at is null)
             order by r.asked_at limit 200"
        ),
        &[],
    )?;
    rows.iter().map(read).collect()
}
