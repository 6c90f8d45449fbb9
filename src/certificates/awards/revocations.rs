//! Every statement that reads revocations.

use crate::{
    ground::{fault::Fault, ids::PersonId},
    visit::scope::Scope,
};
use db::{Row, Tx, params, sql};
use rules::time::Instant;

/// Days in which a member can answer a revocation.
pub(crate) const DAYS_TO_APPEAL: i64 = 30;

/// A certificate that somebody wants to take back, or that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Revocation {
    pub id: i64,
    pub key: String,
    pub award: i64,
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

fn read(row: &Row) -> Result<Revocation, Fault> {
    Ok(Revocation {
        id: row.get(0)?,
        key: row.get(1)?,
        award: row.get(2)?,
        category: row.get(3)?,
        reason: row.get(4)?,
        asked_by: row.get(5)?,
        asked_at: Instant(row.get(6)?),
        decided_at: row.get::<Option<i64>>(7)?.map(Instant),
        agreed: row.get(8)?,
        appeal: row.get(9)?,
        appealed_at: row.get::<Option<i64>>(10)?.map(Instant),
        answer: row.get(11)?,
        answered_at: row.get::<Option<i64>>(12)?.map(Instant),
    })
}

pub(crate) fn by_key(tx: &Tx<'_>, key: &str) -> Result<Revocation, Fault> {
    let row = tx.optional(
        sql!(
            "select id, key, award_id, category, reason, asked_by, asked_at, decided_at, agreed, appeal, appealed_at, answer, answered_at
             from revocation where key = $1"
        ),
        &params![key],
    )?;
    read(&row.ok_or(Fault::NotFound)?)
}

pub(crate) fn by_id(tx: &Tx<'_>, id: i64) -> Result<Revocation, Fault> {
    let row = tx.optional(
        sql!(
            "select id, key, award_id, category, reason, asked_by, asked_at, decided_at, agreed, appeal, appealed_at, answer, answered_at
             from revocation where id = $1"
        ),
        &params![id],
    )?;
    read(&row.ok_or(Fault::NotFound)?)
}

/// Every one of an award, newest first.
pub(crate) fn of_award(tx: &Tx<'_>, award: i64) -> Result<Vec<Revocation>, Fault> {
    let rows = tx.all(
        sql!(
            "select id, key, award_id, category, reason, asked_by, asked_at, decided_at, agreed, appeal, appealed_at, answer, answered_at
             from revocation where award_id = $1 order by asked_at desc"
        ),
        &params![award],
    )?;
    rows.iter().map(read).collect()
}

/// The one that nobody has decided yet.
pub(crate) fn open(tx: &Tx<'_>, award: i64) -> Result<Option<Revocation>, Fault> {
    Ok(of_award(tx, award)?.into_iter().find(|r| r.decided_at.is_none()))
}

/// What waits for the office, with the number and the holder of its award.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Waiting {
    pub number: String,
    pub holder: PersonId,
    pub revocation: Revocation,
}

/// Revocations that wait for a second person, and members' answers that wait for one from the office.
pub(crate) fn waiting(tx: &Tx<'_>, scope: &Scope) -> Result<Vec<Waiting>, Fault> {
    scope.everybody()?;
    let rows = tx.all(
        sql!(
            "select r.id, r.key, r.award_id, r.category, r.reason, r.asked_by, r.asked_at, r.decided_at, r.agreed, r.appeal,
                    r.appealed_at, r.answer, r.answered_at, a.number, a.person_id
             from revocation r join award a on a.id = r.award_id
             where r.decided_at is null or (r.appealed_at is not null and r.answered_at is null)
             order by r.asked_at limit 200"
        ),
        &[],
    )?;
    rows.iter().map(|r| Ok(Waiting { number: r.get(13)?, holder: r.get(14)?, revocation: read(r)? })).collect()
}
