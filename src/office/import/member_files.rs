//! Member files that the office handed in: looked at in the background, then run when somebody says so. A file that
//! would change more than files usually do waits for a second person.

use crate::{
    ground::{fault::Fault, ids::PersonId, verb::Verb},
    office::import::{self, Input, Job, Progress, Report},
    programme::change::{Actor, Change, Entry},
    visit::app::App,
};
use db::{Tx, params, sql};
use rules::time::Instant;
use serde::{Deserialize, Serialize};
use std::sync::{Mutex, PoisonError};

/// At most this many sentences of a report are kept.
const KEPT: usize = 500;
/// Days after which a file that nobody ran is stopped and its content forgotten.
const DAYS: i64 = 7;

/// A file as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MemberFile {
    pub id: i64,
    pub key: String,
    pub name: String,
    pub handed_in_by: PersonId,
    pub by: String,
    pub at: Instant,
    pub state: String,
    pub take_doubtful: bool,
    pub report: Found,
    pub quarantine: String,
    pub agreed: Option<String>,
}

/// What looking at a file found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Found {
    pub new: usize,
    pub changed: usize,
    pub same: usize,
    pub gone: usize,
    pub doubtful: usize,
    pub problems: Vec<import::Problem>,
    pub warnings: Vec<import::Problem>,
}

impl Found {
    fn of(report: &Report) -> Self {
        let sum = |of: fn(&import::Count) -> usize| report.counts.iter().map(of).sum();
        let kept = |list: &[import::Problem]| list.iter().take(KEPT).cloned().collect();
        Self {
            new: sum(|c| c.new),
            changed: sum(|c| c.changed),
            same: sum(|c| c.same),
            gone: sum(|c| c.gone),
            doubtful: sum(|c| c.doubtful),
            problems: kept(&report.problems),
            warnings: kept(&report.warnings),
        }
    }
}

/// The file that is being read now, by its id, and how far it has got.
#[derive(Debug, Default)]
pub(crate) struct InProgress(Mutex<Option<(i64, Progress)>>);

impl InProgress {
    fn set(&self, now: Option<(i64, Progress)>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }

    /// Rows read and rows in all, if this file is being read.
    pub fn figures(&self, file: i64) -> Option<(u64, u64)> {
        let now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        now.as_ref().filter(|(id, _)| *id == file).map(|(_, progress)| progress.figures())
    }
}

db::record! { $
    member_files: "from member_file f join person p on p.id = f.handed_in_by
                   left join person a on a.id = f.agreed_by" => fn read -> Result<MemberFile, Fault> {
        id: "f.id",
        key: "f.key",
        name: "f.name",
        handed_in_by: "f.handed_in_by",
        by: "p.name",
        at: "f.handed_in_at" => Instant,
        state: "f.state",
        take_doubtful: "f.take_doubtful",
        report: "f.report" => |json: String| serde_json::from_str(&json).unwrap_or_default(),
        quarantine: "f.quarantine",
        agreed: "a.name",
    }
}

/// The newest files.
pub(crate) fn list(tx: &Tx<'_>) -> Result<Vec<MemberFile>, Fault> {
    tx.all(member_files!("order by f.handed_in_at desc limit 20"), &[])?.iter().map(read).collect()
}

pub(crate) fn by_key(tx: &Tx<'_>, key: &str) -> Result<MemberFile, Fault> {
    read(&tx.optional(member_files!("where f.key = $1"), &params![key])?.ok_or(Fault::NotFound)?)
}

/// Accepts a file. Returns its key.
pub(crate) fn hand_in(change: &Change<'_, '_>, content: &[u8]) -> Result<String, Fault> {
    let (id, key) = (change.id(), change.random.key(10));
    change.tx.run(
        sql!(
            "insert into member_file (id, key, name, content, handed_in_by, handed_in_at, state)
             values ($1, $2, 'members.csv', $3, $4, $5, 'waiting')"
        ),
        &params![id, &key, content, change.person(), change.now.0],
    )?;
    audit(change, Verb::MembersHandedIn, id, &format!("{} bytes", content.len()))?;
    Ok(key)
}

/// What became of the request to run a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RunAsked {
    Runs,
    /// Somebody else has to agree.
    SecondPerson,
    /// It is not in a state in which it can be run.
    No,
}

/// Asks for a file to be run. One in quarantine is run only if a second person asks for it too.
pub(crate) fn run(change: &Change<'_, '_>, key: &str, take_doubtful: bool) -> Result<RunAsked, Fault> {
    let row = change.tx.optional(
        sql!(
            "select id, handed_in_by, quarantine from member_file where key = $1 and state = 'looked-at' {for_update}"
        ),
        &params![key],
    )?;
    let Some(row) = row else { return Ok(RunAsked::No) };
    let (id, by, quarantined): (i64, PersonId, bool) = (row.get(0)?, row.get(1)?, !row.text(2)?.is_empty());
    if quarantined && change.person() == Some(by) {
        return Ok(RunAsked::SecondPerson);
    }
    change.tx.run(
        sql!("update member_file set state = 'to-run', take_doubtful = $2, agreed_by = $3 where id = $1"),
        &params![id, take_doubtful, change.person().filter(|_| quarantined)],
    )?;
    audit(change, Verb::MembersToRun, id, if take_doubtful { "with doubtful rows" } else { "" })?;
    Ok(RunAsked::Runs)
}

/// Puts a file away without running it.
pub(crate) fn stop(change: &Change<'_, '_>, key: &str) -> Result<(), Fault> {
    let row = change.tx.optional(
        sql!("select id from member_file where key = $1 and state in ('waiting', 'looked-at', 'wrong') {for_update}"),
        &params![key],
    )?;
    let Some(row) = row else { return Ok(()) };
    let id: i64 = row.get(0)?;
    change.tx.run(
        sql!("update member_file set state = 'stopped', content = null, report = '' where id = $1"),
        &params![id],
    )?;
    audit(change, Verb::MembersStopped, id, "")
}

/// Looks at or runs the next file; returns whether there was one. What a crash interrupts is started over.
pub(crate) async fn go_on(app: &App) -> Result<bool, Fault> {
    let next = app
        .read(|tx| {
            let row = tx.optional(
                sql!(
                    "select id, content, state, take_doubtful, coalesce(agreed_by, handed_in_by),
                            agreed_by is not null from member_file
                     where state in ('waiting', 'to-run') and content is not null order by handed_in_at limit 1"
                ),
                &[],
            )?;
            row.map(|r| Ok((r.get(0)?, r.get(1)?, r.get::<String>(2)?, r.get(3)?, r.get(4)?, r.get(5)?))).transpose()
        })
        .await?;
    type Next = (i64, Vec<u8>, String, bool, PersonId, bool);
    let Some((id, content, state, take_doubtful, by, agreed)): Option<Next> = next else {
        return Ok(false);
    };
    let runs = state == "to-run";
    let progress = Progress::default();
    app.of::<InProgress>().set(Some((id, progress.clone())));
    let inputs = vec![Input::new("members.csv", content)];
    let agreed = !runs || agreed;
    let job = Job { inputs, shift_days: 0, keep: runs, take_doubtful, over_stored: false, agreed };
    let report = import::run(app, Actor::Person(by), job, progress).await;
    app.of::<InProgress>().set(None);
    let report = report?;
    app.change(Actor::System, move |change| looked_at(change, id, runs, &report)).await?;
    Ok(true)
}

fn looked_at(change: &Change<'_, '_>, id: i64, ran: bool, report: &Report) -> Result<(), Fault> {
    // a run is not kept if the stored members have changed since the file was looked at, so that a second person has to
    // agree now
    let state = match (report.problems.is_empty(), report.kept) {
        (false, _) => "wrong",
        (true, true) => "done",
        (true, false) => "looked-at",
    };
    let mut found = Found::of(report);
    if state == "done" {
        // members' names are kept no longer than needed
        found.warnings.clear();
    }
    let there = change.tx.run(
        sql!(
            "update member_file set state = $2, report = $3, quarantine = case when $4 and $5 = '' then quarantine else $5 end,
                    done_at = $6, content = case when $2 = 'done' then null else content end
             where id = $1 and state in ('waiting', 'to-run')"
        ),
        &params![
            id,
            state,
            serde_json::to_string(&found)?,
            ran,
            report.quarantine.as_ref().map_or(Ok(String::new()), serde_json::to_string)?,
            ran.then_some(change.now.0)
        ],
    )?;
    // if somebody stopped it while it was being read, there is nothing to note
    if there > 0 { audit(change, Verb::MembersLookedAt, id, state) } else { Ok(()) }
}

/// Forgets the content of files that nobody ran for a week.
pub(crate) async fn forget(app: &App) -> Result<(), Fault> {
    let old = app.now().plus_minutes(-DAYS * 24 * 60);
    app.change(Actor::System, move |change| {
        let forgotten = change.tx.run(
            sql!(
                "update member_file set content = null, report = '', state = 'stopped'
                 where handed_in_at < $1 and state in ('waiting', 'wrong', 'looked-at') and content is not null"
            ),
            &params![old.0],
        )?;
        if forgotten > 0 { audit(change, Verb::MembersForgotten, 0, &forgotten.to_string()) } else { Ok(()) }
    })
    .await
}

fn audit(change: &Change<'_, '_>, verb: Verb, id: i64, after: &str) -> Result<(), Fault> {
    change.audit(&Entry { verb, object: "member_file", id, before: "", after, reason: "" })?;
    Ok(())
}
