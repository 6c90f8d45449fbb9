//! What changes credit: decisions on partial attendance, approval of rosters, and what a member earns by teaching.

use super::{
    ledger::{self, Account},
    post::{Decision, HeldClass},
};
use crate::{
    attendance::store,
    change::{Change, Entry, Owed},
    fault::Fault,
    programme::Editions,
    progress,
    signup::store::lock_person,
};
use db::{params, sql};
use rules::credit::policy::within_cap;

/// A coordinator's decision on one partly attended session.
pub(crate) struct OnPartial<'r> {
    pub offering: i64,
    pub session: i64,
    pub person: i64,
    pub decision: Decision,
    pub reason: &'r str,
}

/// Keeps a decision; where the roster is approved already, the difference is posted at once.
pub(crate) fn decide_partial(change: &Change<'_, '_>, editions: &Editions, on: &OnPartial<'_>) -> Result<(), Fault> {
    let roster = change
        .tx
        .optional(sql!("select approved_at from roster where offering_id = $1 {for_update}"), &params![on.offering])?;
    let approved = roster.map(|r| r.get::<Option<i64>>(0)).transpose()?.flatten().is_some();
    let before = change.tx.optional(
        sql!("select decision from partial_decision where session_id = $1 and person_id = $2"),
        &params![on.session, on.person],
    )?;
    let before = before.map(|r| r.get::<String>(0)).transpose()?.unwrap_or_default();
    change.tx.run(
        sql!(
            "insert into partial_decision (session_id, person_id, decision, reason, decided_by, decided_at)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (session_id, person_id) do update set decision = excluded.decision,
               reason = excluded.reason, decided_by = excluded.decided_by, decided_at = excluded.decided_at"
        ),
        &params![
            on.session,
            on.person,
            on.decision.name(),
            on.reason,
            change.person().unwrap_or_default(),
            change.now.0
        ],
    )?;
    if approved {
        let held = HeldClass::load(change.tx, on.offering)?;
        lock_person(change.tx, on.person)?;
        let minutes = held.post(change, on.person, on.reason)?;
        tell(change, editions, on.person, on.offering, minutes)?;
    }
    change.audit(&Entry {
        verb: "attendance.partial-decided",
        object: "session",
        id: on.session,
        before: &before,
        after: on.decision.name(),
        reason: on.reason,
    })?;
    Ok(())
}

/// Recomputes where somebody stands after their credit of a class changed, and owes the mail about it.
fn tell(change: &Change<'_, '_>, editions: &Editions, person: i64, offering: i64, minutes: i64) -> Result<(), Fault> {
    if minutes == 0 {
        return Ok(());
    }
    progress::recompute(change, editions, person)?;
    change.owe(Owed {
        kind: "credited",
        person,
        about: Some(offering),
        detail: minutes.to_string(),
        dedupe: format!("credited:{offering}:{person}:{}", change.now.0),
        due: change.now,
    })?;
    Ok(())
}

/// Approves a closed roster: posts the credit of everybody on it and of the members who taught. Approving again posts
/// only what changed since.
pub(crate) fn approve_roster(change: &Change<'_, '_>, editions: &Editions, offering: i64) -> Result<bool, Fault> {
    let row = change
        .tx
        .optional(sql!("select approved_at from roster where offering_id = $1 {for_update}"), &params![offering])?;
    let Some(row) = row else { return Ok(false) };
    let before = if row.get::<Option<i64>>(0)?.is_some() { "approved" } else { "closed" };
    let held = HeldClass::load(change.tx, offering)?;
    for one in store::people(change.tx, offering)? {
        lock_person(change.tx, one.person)?;
        let minutes = held.post(change, one.person, "")?;
        tell(change, editions, one.person, offering, minutes)?;
    }
    for trainer in member_trainers(change, offering)? {
        let minutes = credit_teaching(change, &held, trainer)?;
        tell(change, editions, trainer, offering, minutes)?;
    }
    change.tx.run(
        sql!("update roster set approved_at = $2, approved_by = $3 where offering_id = $1"),
        &params![offering, change.now.0, change.person()],
    )?;
    change
        .tx
        .run(sql!("update offering set stage = 'held' where id = $1 and stage = 'published'"), &params![offering])?;
    change.audit(&Entry {
        verb: "roster.approved",
        object: "offering",
        id: offering,
        before,
        after: "approved",
        reason: "",
    })?;
    Ok(true)
}

/// Trainers of a class who are candidates themselves. Staff teach as their work.
fn member_trainers(change: &Change<'_, '_>, offering: i64) -> Result<Vec<i64>, Fault> {
    let rows = change.tx.all(
        sql!(
            "select t.person_id from trainer t
             join enrolment e on e.person_id = t.person_id and e.confirmed_at is not null
             where t.offering_id = $1 and not exists (
               select 1 from office o where o.person_id = t.person_id and o.role in ('coordinator', 'registrar')
                 and (o.until is null or o.until > $2))
             order by t.person_id"
        ),
        &params![offering, change.now.0],
    )?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

/// The nominal hours of a course, once a course, up to the cap.
fn credit_teaching(change: &Change<'_, '_>, held: &HeldClass, person: i64) -> Result<i64, Fault> {
    if !held.policy.teaching {
        return Ok(0);
    }
    lock_person(change.tx, person)?;
    let (in_all, of_course) = ledger::taught(change.tx, person, &held.course.code)?;
    let attended = change.tx.optional(
        sql!("select 1 from credit where person_id = $1 and offering_id = $2"),
        &params![person, held.offering],
    )?;
    let due = within_cap(held.course.minutes, in_all, held.policy.teaching_cap);
    if of_course > 0 || attended.is_some() || due == 0 {
        return Ok(0);
    }
    let account = Account { person, offering: Some(held.offering), claim: None, course: &held.course };
    let units = ledger::fill(&held.course, due);
    ledger::post_due(change, &account, &units, "taught", |_| held.held_on(), "")
}
