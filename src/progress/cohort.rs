//! What a rule change would do to everybody who is enrolled, before it is published: each is judged by the draft and
//! compared with where they stand.

use super::population::{self, Classes, Enrolled, Stretch};
use crate::{
    ground::{fault::Fault, ids::PersonId},
    programme::{Bench, Reading, courses},
    visit::app::App,
};
use db::{Tx, params, sql};
use rules::{
    audit::{Auditor, Desk, TooManyUsages},
    programme::{Programme, publishing::Finding},
};
use std::sync::Arc;

/// Somebody whose standing would change.
#[derive(Debug, Clone)]
pub(crate) struct Changed {
    pub person: PersonId,
    pub key: String,
    pub name: String,
    /// Minutes left now and then; `None` where no standing is stored yet.
    pub left: (Option<i64>, i64),
}

/// What a draft would do.
#[derive(Debug, Clone, Default)]
pub(crate) struct Comparison {
    pub judged: u64,
    pub complete_now: u64,
    pub complete_then: u64,
    /// Complete then and not now; the first [`MOST`] of them by name.
    pub gained: Vec<Changed>,
    pub gained_count: u64,
    /// Complete now and not then.
    pub lost: Vec<Changed>,
    pub lost_count: u64,
    /// Not complete either way, with less or more left then.
    pub less_left: u64,
    pub more_left: u64,
    /// Longest search in the population, in nodes.
    pub most_nodes: u64,
    /// People whose records the draft leaves too open to be judged.
    pub unsettled: u64,
    /// Whether it was given up because there were too many of these: the draft is no good as it is.
    pub given_up: bool,
}

/// A draft is given up after this many records that could not be judged.
const MOST_UNSETTLED: u64 = 3;

/// Judges everybody by a draft; `None` while another trial runs.
pub(crate) async fn compare_alone(app: &App, draft: Programme) -> Result<Option<Tried>, Fault> {
    let Ok(_running) = app.trial.try_acquire() else { return Ok(None) };
    compare(app, draft).await.map(Some)
}

/// At most this many people are named on the page.
const MOST: usize = 200;

/// A draft, with what publishing would say about it and do to people.
pub(crate) struct Tried {
    pub findings: Vec<Finding>,
    pub comparison: Comparison,
}

/// Judges everybody in its programme by a draft.
pub(crate) async fn compare(app: &App, draft: Programme) -> Result<Tried, Fault> {
    let (programme, draft) = (draft.id.clone(), Arc::new(draft));
    let (classes, stretches, bench) = app
        .read(move |tx| {
            let known = courses::known(tx)?;
            let auditor = Auditor::new(Arc::clone(&draft), Arc::clone(&known.catalogue));
            let bench = Arc::new(Bench { known, auditor });
            Ok((Arc::new(Classes::load(tx)?), population::stretches(tx)?, bench))
        })
        .await?;
    let findings = rules::programme::publishing::check(&bench.auditor);
    let mut comparison = Comparison::default();
    for bounds in stretches {
        let (classes, bench) = (Arc::clone(&classes), Arc::clone(&bench));
        let programme = programme.clone();
        let some = app
            .read(move |at| one_stretch(at, &Stretch { classes: &classes, bounds, programme: &programme }, &bench))
            .await?;
        add(&mut comparison, some);
        if comparison.unsettled >= MOST_UNSETTLED {
            comparison.given_up = true;
            break;
        }
    }
    let (gained, lost) = (std::mem::take(&mut comparison.gained), std::mem::take(&mut comparison.lost));
    (comparison.gained, comparison.lost) =
        app.read(move |tx| Ok((named(tx, gained.clone())?, named(tx, lost.clone())?))).await?;
    Ok(Tried { findings, comparison })
}

fn add(all: &mut Comparison, some: Comparison) {
    all.judged += some.judged;
    all.complete_now += some.complete_now;
    all.complete_then += some.complete_then;
    all.gained_count += some.gained_count;
    all.lost_count += some.lost_count;
    all.less_left += some.less_left;
    all.more_left += some.more_left;
    all.unsettled += some.unsettled;
    all.most_nodes = all.most_nodes.max(some.most_nodes);
    for (list, more) in [(&mut all.gained, some.gained), (&mut all.lost, some.lost)] {
        let room = MOST.saturating_sub(list.len());
        list.extend(more.into_iter().take(room));
    }
}

fn one_stretch(at: &Reading<'_, '_>, stretch: &Stretch<'_>, bench: &Arc<Bench>) -> Result<Comparison, Fault> {
    let mut out = Comparison::default();
    let mut desk = Desk::default();
    population::each(at, stretch, Some(bench), |one, bench, brief, _| {
        if out.unsettled >= MOST_UNSETTLED {
            return Ok(());
        }
        out.judged += 1;
        let then = match bench.auditor.judge(brief, &mut desk) {
            Ok(then) => then,
            Err(TooManyUsages) => {
                out.unsettled += 1;
                return Ok(());
            }
        };
        out.most_nodes = out.most_nodes.max(then.nodes);
        let now = one.stored.as_ref().map(|(s, _)| s);
        let complete_now = now.is_some_and(|s| s.complete);
        out.complete_now += u64::from(complete_now);
        out.complete_then += u64::from(then.complete);
        let left_now = now.map(|s| s.left);
        let changed = |one: &Enrolled| Changed {
            person: one.whose.person,
            key: String::new(),
            name: String::new(),
            left: (left_now, then.left),
        };
        match (complete_now, then.complete) {
            (false, true) => {
                out.gained_count += 1;
                out.gained.push(changed(one));
            }
            (true, false) => {
                out.lost_count += 1;
                out.lost.push(changed(one));
            }
            _ => {
                out.less_left += u64::from(left_now.is_some_and(|left| then.left < left));
                out.more_left += u64::from(left_now.is_some_and(|left| then.left > left));
            }
        }
        Ok(())
    })?;
    out.gained.truncate(MOST);
    out.lost.truncate(MOST);
    Ok(out)
}

/// The same people with their names, by name.
fn named(tx: &Tx<'_>, mut people: Vec<Changed>) -> Result<Vec<Changed>, Fault> {
    for one in &mut people {
        let row = tx.one(sql!("select key, name from person where id = $1"), &params![one.person])?;
        (one.key, one.name) = (row.get(0)?, row.get(1)?);
    }
    people.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(people)
}
