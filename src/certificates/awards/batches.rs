//! Batches of certificates: what is still to do, how far along one is, and the job that does it.

use super::{seal, store, verbs};
use crate::{
    ground::{fault::Fault, ids::PersonId},
    hours::credit::policy,
    people::member::Membership,
    programme::change::Actor,
    visit::{app::App, scope::Scope},
};
use db::{Tx, params, sql};
use rules::{credit::policy::Policy, time::Instant};
use std::collections::{BTreeMap, BTreeSet};

/// How far along a batch is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Progress {
    pub all: i64,
    pub issued: i64,
    pub had_one: i64,
    pub left: i64,
}

impl Progress {
    /// How many are decided.
    pub const fn done(self) -> i64 {
        self.issued + self.had_one + self.left
    }
}

/// How far along the batch with this key is.
pub(crate) fn progress(tx: &Tx<'_>, key: &str) -> Result<Progress, Fault> {
    let rows = tx.all(
        sql!(
            "select coalesce(p.outcome, ''), count(*) from award_batch b join award_batch_person p on p.batch_id = b.id
             where b.key = $1 group by p.outcome"
        ),
        &params![key],
    )?;
    if rows.is_empty() {
        return Err(Fault::NotFound);
    }
    let mut progress = Progress::default();
    for row in &rows {
        let count: i64 = row.get(1)?;
        progress.all += count;
        match row.text(0)? {
            "issued" => progress.issued += count,
            "had-one" => progress.had_one += count,
            "" => {}
            _ => progress.left += count,
        }
    }
    Ok(progress)
}

/// Batch and person of what is still to do, oldest batch first.
fn to_do(tx: &Tx<'_>) -> Result<Vec<(i64, PersonId)>, Fault> {
    let rows = tx.all(
        sql!("select batch_id, person_id from award_batch_person where outcome is null order by batch_id, person_id limit 200"),
        &[],
    )?;
    rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect()
}

/// Whether somebody in a batch is still to be decided.
pub(crate) fn is_open(tx: &Tx<'_>, batch: i64, person: PersonId) -> Result<bool, Fault> {
    let row = tx.optional(
        sql!("select 1 from award_batch_person where batch_id = $1 and person_id = $2 and outcome is null"),
        &params![batch, person],
    )?;
    Ok(row.is_some())
}

/// The programme whose certificates a batch issues.
pub(crate) fn programme(tx: &Tx<'_>, batch: i64) -> Result<String, Fault> {
    Ok(tx.one(sql!("select programme from award_batch where id = $1"), &params![batch])?.get(0)?)
}

/// Who started a batch: its awards are in their name.
fn starter(tx: &Tx<'_>, batch: i64) -> Result<Actor, Fault> {
    let row = tx.one(sql!("select started_by from award_batch where id = $1"), &params![batch])?;
    Ok(row.get::<Option<PersonId>>(0)?.map_or(Actor::System, Actor::Person))
}

/// Issues and signs what is still to do. If it stops in between, the next run goes on with the rest. Returns how many
/// were decided.
pub(crate) async fn go_on(app: &App) -> Result<usize, Fault> {
    let due = app.read(|tx| to_do(tx)).await?;
    for one in &due {
        let one = *one;
        let actor = app.read(move |tx| starter(tx, one.0)).await?;
        match app.change(actor, move |change| verbs::issue_one(change, one)).await {
            Ok(Some(document)) => seal::seal_or_log(app, document).await,
            Ok(None) => {}
            Err(Fault::Ours(fault)) => {
                tracing::error!(fault, person = one.1.0, "a certificate");
                app.change(Actor::System, move |change| verbs::leave_out(change, one)).await?;
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(due.len())
}

/// Who has been in a batch of a programme that started by itself.
fn tried_since(tx: &Tx<'_>, since: Instant) -> Result<BTreeSet<(String, PersonId)>, Fault> {
    let rows = tx.all(
        sql!(
            "select b.programme, p.person_id from award_batch b join award_batch_person p on p.batch_id = b.id
             where b.started_at > $1 and b.started_by is null"
        ),
        &params![since.0],
    )?;
    rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect()
}

/// Starts a batch for everybody who is ready under an edition that issues by itself: except anyone whose certificate
/// was taken back, which people decided, and not twice a day for the same person.
pub(crate) async fn start_by_itself(app: &App) -> Result<(), Fault> {
    let (today, yesterday) = (app.now().date(&app.zone), app.now().plus_minutes(-24 * 60));
    let ready = app
        .read(move |tx| {
            let tried = tried_since(tx, yesterday)?;
            let mut people: BTreeMap<String, Vec<PersonId>> = BTreeMap::new();
            let mut known: Option<(i64, Policy)> = None;
            for ready in store::ready(tx, &Scope::program())?
                .into_iter()
                .filter(|r| r.membership == Membership::Confirmed && r.taken_back.is_none())
            {
                let policy = match known {
                    Some((edition, policy)) if edition == ready.edition => policy,
                    _ => policy::of_edition(tx, ready.edition, today)?,
                };
                known = Some((ready.edition, policy));
                let one = (ready.programme, ready.person);
                if policy.auto_issue && !tried.contains(&one) {
                    people.entry(one.0).or_default().push(one.1);
                }
            }
            Ok(people)
        })
        .await?;
    for (programme, people) in ready {
        app.change(Actor::System, move |change| verbs::start(change, &programme, &people).map(drop)).await?;
    }
    Ok(())
}
