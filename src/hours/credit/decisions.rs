//! What staff decide about one person: waivers and substitutions, with a reason, a second pair of eyes and a cap, and
//! where a credit is placed. A decision that ends stays as a row that says who ended it and why.

use crate::{
    ground::{fault::Fault, ids::PersonId, verb::Verb},
    people::lock::lock_person,
    programme::{
        Reading,
        change::{Change, Entry},
    },
    progress::{self, Case},
    visit::scope::Scope,
};
use db::{Tx, params, sql};
use rules::{Minutes, audit::Exception, credit::policy::Policy, programme::Requirement};

/// A decision as stored.
#[derive(Debug, Clone)]
pub(crate) struct StoredDecision {
    pub key: String,
    pub person_key: String,
    pub programme: String,
    pub person_name: String,
    pub exception: Exception,
    pub minutes: Minutes,
    pub reason: String,
    pub proposed_by: PersonId,
    pub proposer: String,
    pub approver: Option<String>,
    /// Who ended it, if anybody did.
    pub ended_by: Option<String>,
    pub ended_because: String,
}

db::record! { $
    decisions: "from exception x join enrolment e on e.id = x.enrolment_id join person p on p.id = e.person_id
                join person a on a.id = x.proposed_by left join person b on b.id = x.approved_by
                left join person c on c.id = x.ended_by" => fn read -> Result<StoredDecision, Fault> {
        key: "x.key",
        person_key: "p.key",
        programme: "e.programme",
        person_name: "p.name",
        exception: "x.body" try(|body: String| serde_json::from_str(&body)),
        minutes: "x.minutes",
        reason: "x.reason",
        proposed_by: "x.proposed_by",
        proposer: "a.name",
        approver: "b.name",
        ended_by: "c.name",
        ended_because: "x.ended_reason",
    }
}

/// Decisions that wait for a second person, oldest first.
pub(crate) fn waiting(tx: &Tx<'_>, scope: &Scope) -> Result<Vec<StoredDecision>, Fault> {
    scope.everybody()?;
    let rows = tx.all(
        decisions!("where x.approved_at is null and x.ended_at is null order by x.proposed_at, x.id limit 200"),
        &[],
    )?;
    rows.iter().map(read).collect()
}

/// Every decision about one enrolment, newest first.
pub(crate) fn of_enrolment(tx: &Tx<'_>, enrolment: i64) -> Result<Vec<StoredDecision>, Fault> {
    let rows = tx.all(
        decisions!("where x.enrolment_id = $1 order by x.proposed_at desc, x.id desc limit 200"),
        &params![enrolment],
    )?;
    rows.iter().map(read).collect()
}

/// Minutes of waivers and substitutions that an enrolment has, waiting ones included.
fn used(tx: &Tx<'_>, enrolment: i64) -> Result<Minutes, Fault> {
    let row = tx.one(
        sql!(
            "select cast(coalesce(sum(minutes), 0) as bigint) from exception
             where enrolment_id = $1 and ended_at is null"
        ),
        &params![enrolment],
    )?;
    Ok(row.get(0)?)
}

/// What a decision takes from the cap, in minutes; `None` where it only places a credit among the parts that accept it,
/// which takes nothing and needs nobody else.
fn weight(case: &Case, e: &Exception) -> Option<Minutes> {
    let rules = &case.edition.rules;
    let part = e.part().and_then(|id| rules.requirements.iter().find(|r| r.id == id));
    let one_class = |r: &Requirement| r.each_min.max(rules.total.unit).max(60);
    let substituted = |id: &String| {
        let credit = case.record.credits.iter().find(|c| c.id == *id);
        credit.map_or(0, |c| c.segments.iter().map(|s| s.minutes).sum())
    };
    Some(match e {
        Exception::Exclude { .. } => return None,
        Exception::Apply { credit, id } if accepts(case, credit, id) => return None,
        Exception::Apply { credit, .. } | Exception::Allow { credit, .. } => substituted(credit),
        Exception::WaiveRequirement { .. } => part.map_or(0, |r| r.nominal().max(r.count * one_class(r))),
        Exception::GrantMinutes { minutes, .. } | Exception::GrantTotal { minutes } => *minutes,
        Exception::GrantCount { count, .. } => part.map_or(0, |r| one_class(r) * count),
        Exception::WaiveTopic { .. } => part.map_or(0, Requirement::minutes_per_topic),
    })
}

/// Whether a part accepts a credit by the edition's own rules.
fn accepts(case: &Case, credit: &str, part: &str) -> bool {
    let course = case.record.credits.iter().find(|c| c.id == credit).map_or("", |c| c.course.as_str());
    let accepting = case.bench.auditor.course_parts(course).into_iter();
    accepting.map(|k| &case.edition.rules.requirements[k].id).any(|id| id == part)
}

/// What became of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Proposed {
    /// It waits for a second person.
    Waiting,
    /// It is in force.
    InForce,
    /// It would go over the cap: the minutes that are left of it.
    OverCap { left: Minutes, cap: Minutes },
    /// The person is not enrolled.
    NotEnrolled,
    /// Nobody decides about themselves.
    Oneself,
    /// The very same decision waits or is in force.
    Before,
}

/// Proposes a decision. It is in force at once where the policy asks for one person only, or where it takes nothing
/// from the cap.
pub(crate) fn propose(
    change: &Change<'_, '_>,
    person: PersonId,
    exception: &Exception,
    reason: &str,
) -> Result<Proposed, Fault> {
    lock_person(change.tx, person)?;
    let Some(case) = Case::load(change, person)? else { return Ok(Proposed::NotEnrolled) };
    let by = change.person().ok_or(Fault::SignIn)?;
    if by == person {
        return Ok(Proposed::Oneself);
    }
    let body = serde_json::to_string(exception)?;
    let same = change.tx.optional(
        sql!("select 1 from exception where enrolment_id = $1 and body = $2 and ended_at is null"),
        &params![case.whose.enrolment, &body],
    )?;
    if same.is_some() {
        return Ok(Proposed::Before);
    }
    let policy = policy(change)?;
    let weight = weight(&case, exception);
    let minutes = weight.unwrap_or(0);
    let left = policy.waiver_cap - used(change.tx, case.whose.enrolment)?;
    if minutes > left {
        return Ok(Proposed::OverCap { left: left.max(0), cap: policy.waiver_cap });
    }
    let at_once = weight.is_none() || policy.waiver_approvers < 2;
    let id = change.id();
    change.tx.run(
        sql!(
            "insert into exception (id, key, enrolment_id, body, minutes, reason, proposed_by, proposed_at, approved_by, approved_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        ),
        &params![
            id,
            change.random.key(10),
            case.whose.enrolment,
            &body,
            minutes,
            reason,
            by,
            change.now.0,
            at_once.then_some(by),
            at_once.then_some(change.now.0)
        ],
    )?;
    if at_once {
        progress::recompute(change, person)?;
    }
    change.audit(&Entry { verb: Verb::DecisionProposed, object: "exception", id, before: "", after: &body, reason })?;
    Ok(if at_once { Proposed::InForce } else { Proposed::Waiting })
}

/// The knobs that decisions go by: those of the edition in force, which are the ones that can be changed.
pub(crate) fn policy(at: &Reading<'_, '_>) -> Result<Policy, Fault> {
    super::policy::of_edition(at, at.edition()?.id, at.editions.day(at.now))
}

/// What became of an approval or an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Settled {
    Done,
    /// Whoever proposed it cannot be the second person.
    SamePerson,
    /// Nobody decides about themselves.
    Oneself,
    /// It was settled before.
    Before,
}

struct Open {
    id: i64,
    person: PersonId,
    proposed_by: PersonId,
    approved: bool,
    ended: bool,
}

fn for_update(tx: &Tx<'_>, key: &str, about: PersonId) -> Result<Open, Fault> {
    let row = tx.optional(
        sql!("select e.person_id from exception x join enrolment e on e.id = x.enrolment_id where x.key = $1"),
        &params![key],
    )?;
    let person: PersonId = row.ok_or(Fault::NotFound)?.get(0)?;
    if person != about {
        return Err(Fault::NotFound);
    }
    lock_person(tx, person)?;
    let row = tx.one(
        sql!("select id, proposed_by, approved_at is not null, ended_at is not null from exception where key = $1"),
        &params![key],
    )?;
    Ok(Open { id: row.get(0)?, person, proposed_by: row.get(1)?, approved: row.get(2)?, ended: row.get(3)? })
}

/// The second person agrees.
pub(crate) fn approve(change: &Change<'_, '_>, about: PersonId, key: &str) -> Result<Settled, Fault> {
    let open = for_update(change.tx, key, about)?;
    let by = change.person().ok_or(Fault::SignIn)?;
    if by == about {
        return Ok(Settled::Oneself);
    }
    if open.approved || open.ended {
        return Ok(Settled::Before);
    }
    if open.proposed_by == by {
        return Ok(Settled::SamePerson);
    }
    change.tx.run(
        sql!("update exception set approved_by = $2, approved_at = $3 where id = $1"),
        &params![open.id, by, change.now.0],
    )?;
    progress::recompute(change, open.person)?;
    change.audit(&Entry {
        verb: Verb::DecisionApproved,
        object: "exception",
        id: open.id,
        before: "waiting",
        after: "in force",
        reason: "",
    })?;
    Ok(Settled::Done)
}

/// Ends a decision, in force or waiting, with a reason.
pub(crate) fn end(change: &Change<'_, '_>, about: PersonId, key: &str, reason: &str) -> Result<Settled, Fault> {
    let open = for_update(change.tx, key, about)?;
    if change.person() == Some(about) {
        return Ok(Settled::Oneself);
    }
    if open.ended {
        return Ok(Settled::Before);
    }
    change.tx.run(
        sql!("update exception set ended_by = $2, ended_at = $3, ended_reason = $4 where id = $1"),
        &params![open.id, change.person().ok_or(Fault::SignIn)?, change.now.0, reason],
    )?;
    if open.approved {
        progress::recompute(change, open.person)?;
    }
    change.audit(&Entry {
        verb: Verb::DecisionEnded,
        object: "exception",
        id: open.id,
        before: if open.approved { "in force" } else { "waiting" },
        after: "ended",
        reason,
    })?;
    Ok(Settled::Done)
}
