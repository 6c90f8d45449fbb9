//! What changes credit: decisions on partial attendance, approval of rosters, and what a member earns by teaching.

use super::{
    ledger::{self, Account},
    post::{HeldClass, stretches},
};
use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
        mail::Mail,
        verb::Verb,
    },
    people::lock::lock_person,
    programme::change::{Change, Entry, Owed},
    progress,
};
use db::{params, sql};
use rules::credit::{Decision, Interval, policy::within_cap};

/// A coordinator's decision on one partly attended session.
pub(crate) struct OnPartial<'r> {
    pub offering: OfferingId,
    pub session: i64,
    pub person: PersonId,
    pub decision: Decision,
    pub reason: &'r str,
}

/// Keeps a decision; where the roster is approved already, the difference is posted at once.
pub(crate) fn decide_partial(change: &Change<'_, '_>, on: &OnPartial<'_>) -> Result<(), Fault> {
    change.gives_to(on.person).ok_or(Fault::NotFound)?;
    let approved = is_approved(change, on.offering)?;
    let before = change.tx.optional(
        sql!("select decision from partial_decision where session_id = $1 and person_id = $2"),
        &params![on.session, on.person],
    )?;
    let before = before.map(|r| r.get::<String>(0)).transpose()?.unwrap_or_default();
    change.tx.run(
        sql!(
            "insert into partial_decision (session_id, person_id, decision, make_up, reason, decided_by, decided_at)
             values ($1, $2, $3, $7, $4, $5, $6)
             on conflict (session_id, person_id) do update set decision = excluded.decision, make_up = excluded.make_up,
               reason = excluded.reason, decided_by = excluded.decided_by, decided_at = excluded.decided_at"
        ),
        &params![
            on.session,
            on.person,
            if on.decision == Decision::MakeUp { "none" } else { on.decision.name() },
            on.reason,
            change.person().unwrap_or_default(),
            change.now.0,
            on.decision == Decision::MakeUp
        ],
    )?;
    if approved {
        post_one(change, on.offering, on.person, on.reason)?;
    }
    change.audit(&Entry {
        verb: Verb::AttendancePartialDecided,
        object: "session",
        id: on.session,
        before: &before,
        after: on.decision.name(),
        reason: on.reason,
    })?;
    Ok(())
}

/// Posts one person's credit of a class whose roster is approved already.
fn post_one(change: &Change<'_, '_>, offering: OfferingId, person: PersonId, reason: &str) -> Result<(), Fault> {
    let teaches = trainers(change, offering)?.iter().any(|(trainer, _)| *trainer == person);
    // whoever teaches a class does not attend it, and nobody credits themselves: somebody else approves again
    let Some(to) = change.gives_to(person).filter(|_| !teaches) else { return Ok(()) };
    let held = HeldClass::load(change.tx, offering)?;
    lock_person(change.tx, person)?;
    let minutes = held.post(change, to, reason)?;
    tell(change, person, offering, minutes)
}

/// Posts what follows from a change of one person's presence where the roster is approved; returns whether it is. Part
/// of a verb.
pub(crate) fn post_where_approved(
    change: &Change<'_, '_>,
    offering: OfferingId,
    person: PersonId,
    reason: &str,
) -> Result<bool, Fault> {
    let approved = is_approved(change, offering)?;
    if approved {
        post_one(change, offering, person, reason)?;
    }
    Ok(approved)
}

/// When somebody was in a session.
pub(crate) struct Times<'r> {
    pub offering: OfferingId,
    pub session: i64,
    pub person: PersonId,
    /// Stretches; with none, what the roster says counts again.
    pub times: &'r [Interval],
    pub reason: &'r str,
}

/// Keeps when somebody was in a session; where the roster is approved already, the difference is posted at once.
pub(crate) fn set_times(change: &Change<'_, '_>, t: &Times<'_>) -> Result<(), Fault> {
    change.gives_to(t.person).ok_or(Fault::NotFound)?;
    let approved = is_approved(change, t.offering)?;
    let say = |times: &[Interval]| {
        let mut all: Vec<String> = times.iter().map(|i| format!("{}-{}", i.from, i.to)).collect();
        all.sort();
        all.join(", ")
    };
    let before = stretches(change.tx, t.session, t.person)?;
    let mut new: Vec<Interval> = t.times.to_vec();
    new.sort_by_key(|i| (i.from, -i.to));
    // of two that begin together, the longer one covers both
    new.dedup_by_key(|i| i.from);
    if before == new {
        return Ok(());
    }
    change.tx.run(
        sql!("delete from presence_stretch where session_id = $1 and person_id = $2"),
        &params![t.session, t.person],
    )?;
    let by = change.person().unwrap_or_default();
    for i in &new {
        change.tx.run(
            sql!(
                "insert into presence_stretch (session_id, person_id, from_minute, to_minute, recorded_by, recorded_at)
                 values ($1, $2, $3, $4, $5, $6)"
            ),
            &params![t.session, t.person, i.from, i.to, by, change.now.0],
        )?;
    }
    if approved {
        post_one(change, t.offering, t.person, t.reason)?;
    }
    change.audit(&Entry {
        verb: Verb::AttendanceTimesSet,
        object: "session",
        id: t.session,
        before: &say(&before),
        after: &say(&new),
        reason: t.reason,
    })?;
    Ok(())
}

/// Locks a class's roster and returns whether it is approved.
fn is_approved(change: &Change<'_, '_>, offering: OfferingId) -> Result<bool, Fault> {
    let row = change
        .tx
        .optional(sql!("select approved_at from roster where offering_id = $1 {for_update}"), &params![offering])?;
    Ok(row.map(|r| r.get::<Option<i64>>(0)).transpose()?.flatten().is_some())
}

/// Recomputes where somebody stands after their credit of a class changed, and owes the mail about it.
pub(crate) fn tell(change: &Change<'_, '_>, person: PersonId, offering: OfferingId, minutes: i64) -> Result<(), Fault> {
    if minutes == 0 {
        return Ok(());
    }
    progress::recompute(change, person)?;
    change.owe(Owed {
        kind: Mail::Credited,
        person,
        about: Some(offering.0),
        detail: minutes.to_string(),
        dedupe: format!("credited:{offering}:{person}:{}", change.name()),
        due: change.now,
    })?;
    Ok(())
}

/// Trainers of a class, and whether the programme credits them: it credits members who are candidates themselves; staff
/// teach as their work. Anyone credited for it once who no longer teaches it is included, to give it back.
fn trainers(change: &Change<'_, '_>, offering: OfferingId) -> Result<Vec<(PersonId, bool)>, Fault> {
    let rows = change.tx.all(
        sql!(
            "select p.id, exists (select 1 from trainer t where t.person_id = p.id and t.offering_id = $1)
               and exists (select 1 from enrolment e where e.person_id = p.id and e.confirmed_at is not null)
               and not exists (select 1 from office o where o.person_id = p.id and o.role in ('coordinator', 'registrar')
                 and (o.until is null or o.until > $2))
             from person p
             where p.id in (select t.person_id from trainer t where t.offering_id = $1
                            union select c.person_id from credit c where c.offering_id = $1 and c.kind = 'taught')
             order by p.id"
        ),
        &params![offering, change.now.0],
    )?;
    rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect()
}

/// Credits whoever taught: the nominal hours of the course, once per course, up to the cap. Whoever teaches a class
/// does not attend it. Returns each with the minutes posted.
pub(crate) fn credit_teaching(change: &Change<'_, '_>, held: &HeldClass) -> Result<Vec<(PersonId, i64)>, Fault> {
    let mut out = Vec::new();
    for (person, candidate) in trainers(change, held.offering)? {
        let Some(to) = change.gives_to(person) else {
            out.push((person, 0));
            continue;
        };
        lock_person(change.tx, person)?;
        let (elsewhere, of_course) = ledger::taught(change.tx, person, held.offering, &held.course.code)?;
        let due = if candidate && held.policy.teaching && of_course == 0 {
            within_cap(held.course.minutes, elsewhere, held.policy.teaching_cap)
        } else {
            0
        };
        let account = Account { to, offering: Some(held.offering), claim: None, course: &held.course };
        let units = ledger::fill(&held.course, due);
        out.push((person, ledger::post_due(change, &account, &units, "taught", |_| held.held_on(), "")?));
    }
    Ok(out)
}
