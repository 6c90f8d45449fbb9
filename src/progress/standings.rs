//! Where everybody stands, as stored: one member after a change of theirs, or the whole population (`ratify audit
//! --all`). A standing is derived from the ledger and can be made anew from it at any time.
//!
//! The population is read in stretches of enrolments on the database's readers, judged there from short records, and
//! written where something differs. A standing that changed meanwhile is left alone: whoever changed the ledger has
//! recomputed it.

use super::population::{self, Classes, Enrolled, Stretch};
use crate::{
    ground::{fault::Fault, ids::PersonId, verb::Verb},
    programme::{
        Bench, Reading,
        change::{Actor, Entry},
    },
    progress::standing::{AppliedText, Standing, missing},
    visit::app::App,
};
use db::{Tx, params, sql};
use rules::{
    audit::{Brief, Desk},
    time::Instant,
};
use std::{borrow::Cow, sync::Arc};

/// Fills in `missing` in standings that were stored before it was recorded.
pub(crate) fn fill_missing(at: &Reading<'_, '_>) -> Result<(), Fault> {
    let rows = at.all(
        sql!(
            "select s.enrolment_id, s.complete, s.applied, e.edition_id, d.sunset_on, e.person_id from standing s
             join enrolment e on e.id = s.enrolment_id join edition d on d.id = e.edition_id where s.missing is null"
        ),
        &[],
    )?;
    for row in &rows {
        let sunset_on: Option<String> = row.get(4)?;
        let edition = at.editions.judging(at, row.get(3)?, sunset_on.as_deref(), at.now)?;
        let applied: Vec<AppliedText<'_>> = serde_json::from_str(row.text(2)?)?;
        let missing = missing(&edition.rules, row.get(1)?, &applied);
        at.run(
            sql!("update standing set missing = $2, person_id = $3 where enrolment_id = $1"),
            &params![row.get::<i64>(0)?, missing, row.get::<i64>(5)?],
        )?;
    }
    Ok(())
}

/// Stores a standing.
pub(super) fn store(tx: &Tx<'_>, s: &Standing, now: Instant) -> Result<(), Fault> {
    tx.run(
        sql!(
            "insert into standing (enrolment_id, complete, left_minutes, total_minutes, completed_on, applied, computed_at,
                                   missing, person_id, programme)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, (select e.programme from enrolment e where e.id = $1))
             on conflict (enrolment_id) do update set complete = excluded.complete, left_minutes = excluded.left_minutes,
               total_minutes = excluded.total_minutes, completed_on = excluded.completed_on,
               applied = excluded.applied, computed_at = excluded.computed_at, missing = excluded.missing,
               person_id = excluded.person_id"
        ),
        &params![s.enrolment, s.complete, s.left, s.total, s.completed_on.clone(), &s.applied, now.0, &s.missing, s.person],
    )?;
    Ok(())
}

/// What re-auditing everybody came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct AuditAll {
    /// Enrolled people judged.
    pub judged: u64,
    /// Complete ones.
    pub complete: u64,
    /// Standings that were written because something differs from what was stored.
    pub written: u64,
    /// Longest search, in nodes.
    pub most_nodes: u64,
    /// Records that can be used in too many ways to be judged; their standing stays as it was.
    pub unsettled: u64,
}

/// Why somebody has no standing.
enum Unjudged {
    TooManyUsages,
    Fault(Fault),
}

impl<E: Into<Fault>> From<E> for Unjudged {
    fn from(e: E) -> Self {
        Self::Fault(e.into())
    }
}

/// Stretches under way at once: as many as the embedded database has readers, and one to write.
const AT_ONCE: usize = 3;

/// Judges the whole population and stores what differs. `step` is told how many people have been judged so far.
///
/// # Errors
/// A fault of the database, or a record that can be used in too many ways.
pub(crate) async fn audit_all(app: &App, actor: Actor, step: impl Fn(u64)) -> Result<AuditAll, Fault> {
    over_all(app, Some(&actor), step).await
}

/// Judges the whole population and stores nothing: `written` counts who stands elsewhere than is stored.
///
/// # Errors
/// A fault of the database, or a record that can be used in too many ways.
pub(crate) async fn compare_all(app: &App, step: impl Fn(u64)) -> Result<AuditAll, Fault> {
    over_all(app, None, step).await
}

async fn over_all(app: &App, actor: Option<&Actor>, step: impl Fn(u64)) -> Result<AuditAll, Fault> {
    let mut done = AuditAll::default();
    let (classes, stretches) = app.read(|tx| Ok((Arc::new(Classes::load(tx)?), population::stretches(tx)?))).await?;
    let mut running = tokio::task::JoinSet::new();
    let mut waiting = stretches.into_iter();
    loop {
        while running.len() < AT_ONCE
            && let Some(stretch) = waiting.next()
        {
            running.spawn(one_stretch(app.clone(), actor.cloned(), Arc::clone(&classes), stretch));
        }
        let Some(one) = running.join_next().await else { break };
        let one = one.map_err(|e| Fault::Ours(e.to_string()))??;
        done.judged += one.judged;
        done.complete += one.complete;
        done.written += one.written;
        done.unsettled += one.unsettled;
        done.most_nodes = done.most_nodes.max(one.most_nodes);
        step(done.judged);
    }
    Ok(done)
}

async fn one_stretch(
    app: App,
    actor: Option<Actor>,
    classes: Arc<Classes>,
    (from, to): (i64, i64),
) -> Result<AuditAll, Fault> {
    let (mut done, changed) =
        app.read(move |at| judge(at, &Stretch { classes: &classes, bounds: (from, to), programme: "" })).await?;
    let Some(actor) = actor.filter(|_| !changed.is_empty()) else {
        done.written = changed.len() as u64;
        return Ok(done);
    };
    done.written = app
        .change(actor, move |change| {
            let mut written = 0;
            for (standing, before) in &changed {
                written += u64::from(replace(change.tx, standing, *before, change.now)?);
            }
            if written > 0 {
                change.audit(&Entry {
                    verb: Verb::StandingRecomputed,
                    object: "enrolment",
                    id: to,
                    before: "",
                    after: &format!("{written} standings up to this enrolment"),
                    reason: "audit of everybody",
                })?;
            }
            Ok(written)
        })
        .await?;
    Ok(done)
}

/// Stores a standing unless somebody else did since it was read.
fn replace(tx: &Tx<'_>, s: &Standing, before: Option<i64>, now: Instant) -> Result<bool, Fault> {
    let rows = match before {
        None => tx.run(
            sql!(
                "insert into standing (enrolment_id, complete, left_minutes, total_minutes, completed_on, applied,
                                       computed_at, missing, person_id, programme)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, (select e.programme from enrolment e where e.id = $1))
                 on conflict (enrolment_id) do nothing"
            ),
            &params![
                s.enrolment,
                s.complete,
                s.left,
                s.total,
                s.completed_on.clone(),
                &s.applied,
                now.0,
                &s.missing,
                s.person
            ],
        )?,
        Some(computed_at) => tx.run(
            sql!(
                "update standing set complete = $2, left_minutes = $3, total_minutes = $4, completed_on = $5,
                   applied = $6, computed_at = $7, missing = $9, person_id = $10
                 where enrolment_id = $1 and computed_at = $8"
            ),
            &params![
                s.enrolment,
                s.complete,
                s.left,
                s.total,
                s.completed_on.clone(),
                &s.applied,
                now.0,
                computed_at,
                &s.missing,
                s.person
            ],
        )?,
    };
    Ok(rows > 0)
}

/// Standings that differ from what is stored, each with the time of what is stored.
type Outdated = Vec<(Standing, Option<i64>)>;

/// Judges the enrolments of a stretch.
fn judge(at: &Reading<'_, '_>, stretch: &Stretch<'_>) -> Result<(AuditAll, Outdated), Fault> {
    let mut done = AuditAll::default();
    let mut changed = Vec::new();
    let mut desk = Desk::default();
    population::each(at, stretch, None, |one, bench, brief, names| {
        let standing = match standing_of(bench, one, brief, names, &mut desk, &mut done) {
            Err(Unjudged::TooManyUsages) => {
                done.unsettled += 1;
                return Ok(());
            }
            Err(Unjudged::Fault(fault)) => return Err(fault),
            Ok(standing) => standing,
        };
        let before = one.stored.as_ref();
        if before.is_none_or(|(stored, _)| *stored != standing) {
            changed.push((standing, before.map(|(_, at)| *at)));
        }
        Ok(())
    })?;
    Ok((done, changed))
}

fn standing_of(
    bench: &Bench,
    one: &Enrolled,
    brief: &Brief,
    names: &[&str],
    desk: &mut Desk,
    done: &mut AuditAll,
) -> Result<Standing, Unjudged> {
    let outcome = bench.auditor.judge(brief, desk).map_err(|_| Unjudged::TooManyUsages)?;
    done.judged += 1;
    done.complete += u64::from(outcome.complete);
    done.most_nodes = done.most_nodes.max(outcome.nodes);
    let applied: Vec<AppliedText<'_>> = bench
        .auditor
        .uses(desk)
        .map(|u| {
            let credit = names.get(u.credit).copied().unwrap_or_default();
            let name = u.segment.map_or(Cow::Borrowed(credit), |s| Cow::Owned(format!("{credit}#{s}")));
            (name, one.edition.rules.requirements[u.part].id.as_str(), u.minutes)
        })
        .collect();
    let missing = missing(&one.edition.rules, outcome.complete, &applied);
    let applied = serde_json::to_string(&applied)?;
    let completed_on = if outcome.complete {
        bench.auditor.completed_on(brief, desk).map_err(|_| Unjudged::TooManyUsages)?
    } else {
        None
    };
    Ok(Standing {
        enrolment: one.whose.enrolment,
        person: one.whose.person,
        complete: outcome.complete,
        left: outcome.left,
        total: outcome.total,
        completed_on: completed_on.map(|d| d.to_string()),
        applied,
        missing,
    })
}

/// Nobody is judged in a programme that they have left.
pub(crate) fn forget_left(tx: &Tx<'_>, person: PersonId) -> Result<(), Fault> {
    tx.run(
        sql!(
            "delete from standing where enrolment_id in
               (select id from enrolment where person_id = $1 and confirmed_at is null)"
        ),
        &params![person],
    )?;
    Ok(())
}
