//! Imports: files in, checked row by row, all or nothing.
//!
//! One code path serves preview and import: the whole import runs in one transaction, and a preview (or an import
//! with a single wrong row) is rolled back. The same file twice changes nothing. One module for each kind of file.

pub(crate) mod class;
pub(crate) mod columns;
pub(crate) mod courses;
mod edition;
mod events;
mod locals;
pub(crate) mod member_files;
mod members;
mod offerings;
mod rooms;
pub(crate) mod rows;
pub mod said;
mod sessions;
mod sites;
mod slots;
mod table;
mod venues;

use crate::{
    ground::{fault::Fault, verb::Verb},
    people::addressees::Addressees,
    programme::change::{Actor, Change, Entry},
    visit::app::App,
};
use strum::IntoStaticStr;

pub use table::Problem;

use members::Members;
use said::{Said, said};

use sha2::{Digest, Sha256};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

/// A kind of file, known by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Kind {
    /// `locals.csv`
    Locals,
    /// `courses.csv`
    Courses,
    /// A programme's rules (`.toml`) with its words (`.wording.toml`): an edition. It is checked against the courses.
    Programme,
    /// Its words (`.wording.toml`): read with the programme.
    Wording,
    /// Its worked examples (`.examples.json`): read with the programme.
    Examples,
    /// `venues.csv`
    Venues,
    /// `rooms.csv`
    Rooms,
    /// `events.csv`
    Events,
    /// `slots.csv`
    Slots,
    /// `offerings*.csv`
    Offerings,
    /// `members.csv`
    Members,
}

impl Kind {
    /// Kinds that staff can paste into a page.
    pub(crate) const PASTED: [Self; 7] =
        [Self::Offerings, Self::Courses, Self::Venues, Self::Rooms, Self::Events, Self::Slots, Self::Locals];

    /// Its name in forms and texts.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// A file name for this kind.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Programme => "programme.toml",
            Self::Wording => "wording.toml",
            Self::Examples => "examples.json",
            Self::Locals => "locals.csv",
            Self::Courses => "courses.csv",
            Self::Venues => "venues.csv",
            Self::Rooms => "rooms.csv",
            Self::Events => "events.csv",
            Self::Slots => "slots.csv",
            Self::Offerings => "offerings.csv",
            Self::Members => "members.csv",
        }
    }

    /// The kind that a file's name stands for; `None` if it names no kind.
    #[must_use]
    pub fn of_file(name: &str) -> Option<Self> {
        let all = [Self::Locals, Self::Courses, Self::Venues, Self::Rooms, Self::Events, Self::Slots, Self::Members];
        match name {
            _ if name.starts_with("offerings") && name.ends_with(".csv") => Some(Self::Offerings),
            _ if name.ends_with("wording.toml") => Some(Self::Wording),
            _ if name.ends_with("examples.json") => Some(Self::Examples),
            _ if name.ends_with(".toml") => Some(Self::Programme),
            _ => all.into_iter().find(|k| k.file_name() == name),
        }
    }
}

/// One file.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its name without folders.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Input {
    /// A file with this name.
    #[must_use]
    pub fn new(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), bytes }
    }
}

/// What one file brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The file.
    pub file: String,
    /// Rows that were not stored yet.
    pub new: usize,
    /// Rows that differ from what is stored.
    pub changed: usize,
    /// Rows that equal what is stored.
    pub same: usize,
    /// Stored rows that the file no longer has: kept, and reported.
    pub gone: usize,
    /// Rows that would turn a stored row into somebody else: left as they are unless somebody says otherwise.
    pub doubtful: usize,
}

/// What an import did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// A count for each file.
    pub counts: Vec<Count>,
    /// Everything that is wrong. Nothing is kept if there is a single problem.
    pub problems: Vec<Problem>,
    /// What is allowed and worth a second look: a class whose length is outside the band.
    pub warnings: Vec<Problem>,
    /// Why somebody else has to agree before this is kept: it would change more than a file usually does.
    pub quarantine: Option<Said>,
    /// Who would be told of it.
    pub(crate) told: Addressees,
    /// Whether it is kept.
    pub kept: bool,
}

impl Report {
    /// Rows that are new or changed.
    #[must_use]
    pub fn changes(&self) -> usize {
        self.counts.iter().map(|c| c.new + c.changed).sum()
    }
}

/// How far an import has got: rows read, out of all rows.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    done: Arc<AtomicU64>,
    all: Arc<AtomicU64>,
}

impl Progress {
    pub(crate) fn expect(&self, rows: usize) {
        self.all.fetch_add(rows as u64, Ordering::Relaxed);
    }

    pub(crate) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Rows done and rows in all so far.
    #[must_use]
    pub fn figures(&self) -> (u64, u64) {
        (self.done.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed))
    }
}

/// What to import.
#[derive(Debug, Clone)]
pub struct Job {
    /// The files.
    pub inputs: Vec<Input>,
    /// Days by which every date is moved: the demo shifts the sample year to today.
    pub shift_days: i64,
    /// Whether to keep the result; else it is a preview.
    pub keep: bool,
    /// Whether rows of members that look like another person's are taken too.
    pub take_doubtful: bool,
    /// Whether a class is written even though its row was imported before: somebody is editing what is stored now, and
    /// the class may have been moved since that import.
    pub over_stored: bool,
    /// Whether somebody agreed to a member file that changes more than its usual share; else it is not kept.
    pub agreed: bool,
}

/// What every kind of file is imported with.
pub(crate) struct Run<'r, 'c, 't> {
    pub change: &'r Change<'c, 't>,
    pub shift_days: i64,
    pub progress: &'r Progress,
    pub problems: Vec<Problem>,
    pub warnings: Vec<Problem>,
    pub take_doubtful: bool,
    pub over_stored: bool,
    /// The members from all member files of this run.
    pub members: Members,
}

/// An import that is to be rolled back carries its report out as an error.
enum Stop {
    Report(Box<Report>),
    Fault(Fault),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<db::Error> for Stop {
    fn from(error: db::Error) -> Self {
        Self::Fault(error.into())
    }
}

/// Runs an import on behalf of whoever is at the command line.
///
/// # Errors
/// A database fault; what is wrong with the files is in the report.
pub async fn by_operator(app: &App, job: Job) -> Result<Report, String> {
    run(app, Actor::Operator, job, Progress::default()).await.map_err(|e| e.to_string())
}

/// Runs an import in one transaction.
pub(crate) async fn run(app: &App, actor: Actor, job: Job, progress: Progress) -> Result<Report, Fault> {
    let inner = app.clone();
    let (impossible, mind) = edition::on_population(app, &job.inputs).await?;
    let result = app
        .db
        .write(move |tx| -> Result<Report, Stop> {
            let change = inner.changing(tx, &actor);
            let mut report = files(&change, &job, &progress)?;
            report.problems.extend_from_slice(&impossible);
            report.warnings.extend_from_slice(&mind);
            if !job.keep && report.problems.is_empty() {
                report.told = Addressees::of(tx, &change.owed())?;
            }
            if !job.keep || !report.problems.is_empty() || (!job.agreed && report.quarantine.is_some()) {
                return Err(Stop::Report(Box::new(report)));
            }
            if tx.changed() > 0 {
                let digest = digest(&job.inputs);
                change.audit(&Entry {
                    verb: Verb::ImportApplied,
                    object: "import",
                    id: 0,
                    before: "",
                    after: &digest,
                    reason: "",
                })?;
            }
            change.check()?;
            Ok(Report { kept: true, ..report })
        })
        .await;
    match result {
        Ok(report) => Ok(report),
        Err(Stop::Report(report)) => Ok(*report),
        Err(Stop::Fault(fault)) => Err(fault),
    }
}

fn digest(inputs: &[Input]) -> String {
    let mut hash = Sha256::new();
    for input in inputs {
        hash.update(&input.bytes);
    }
    hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
}

fn files(change: &Change<'_, '_>, job: &Job, progress: &Progress) -> Result<Report, Fault> {
    let mut run = Run {
        change,
        shift_days: job.shift_days,
        progress,
        problems: Vec::new(),
        warnings: Vec::new(),
        take_doubtful: job.take_doubtful,
        over_stored: job.over_stored,
        members: Members::default(),
    };
    let mut known: Vec<(Kind, &Input)> = Vec::new();
    for input in &job.inputs {
        match Kind::of_file(&input.name) {
            Some(kind) => known.push((kind, input)),
            None => run.problems.push(Problem::of_file(&input.name, said!("import-name-unknown"))),
        }
    }
    // what others refer to comes first
    known.sort_by_key(|(kind, _)| *kind);
    let mut counts = Vec::new();
    for (kind, input) in &known {
        let count = match kind {
            Kind::Wording | Kind::Examples => continue,
            Kind::Programme => edition::import(&mut run, input, &known)?,
            Kind::Locals => locals::import(&mut run, input)?,
            Kind::Courses => courses::import(&mut run, input)?,
            Kind::Venues => venues::import(&mut run, input)?,
            Kind::Rooms => rooms::import(&mut run, input)?,
            Kind::Events => events::import(&mut run, input)?,
            Kind::Slots => slots::import(&mut run, input)?,
            Kind::Offerings => offerings::import(&mut run, input)?,
            Kind::Members => members::import(&mut run, input)?,
        };
        counts.push(count);
    }
    let quarantine = members::finish(&mut run, &mut counts)?;
    Ok(Report { counts, problems: run.problems, warnings: run.warnings, quarantine, ..Report::default() })
}
