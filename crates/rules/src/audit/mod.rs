//! The audit: for one record and one edition, what is satisfied, what is left, and where every credit helps most.
//!
//! Exact and deterministic: integers only, sorted inputs, no hash iteration, no clock (`as_of` is an input).
//! `atoms` turns a record into the smallest pieces that are used whole, `evaluate` says what one usage is worth,
//! `search` finds the best usage. What the engine cannot decide yet is refused at publishing
//! ([`crate::programme::Programme::unsupported`]).

mod atoms;
mod evaluate;
mod record;
mod search;
#[cfg(test)]
mod tests;

pub use record::{Catalogue, Course, Credit, Record, Segment};

use crate::{Minutes, programme::Programme};
use std::collections::BTreeMap;

/// What the audit found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether everything the edition asks for is there.
    pub complete: bool,
    /// Minutes left by the edition's measure; 0 exactly when complete.
    pub left: Minutes,
    /// Minutes that count toward the total.
    pub total: Minutes,
    /// Minutes missing from the total.
    pub total_left: Minutes,
    /// Workshops missing from the total.
    pub credits_left: i64,
    /// One line a part, in the file's order.
    pub parts: Vec<PartVerdict>,
    /// Missing minutes or credits of each unmet floor.
    pub floors: BTreeMap<String, i64>,
    /// Where each used piece counts, in canonical order.
    pub applied: Vec<Applied>,
    /// Which pieces are not used, and why.
    pub unapplied: Vec<Unapplied>,
}

/// The verdict on one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartVerdict {
    /// The part's id.
    pub id: String,
    /// Whether it is done.
    pub satisfied: bool,
    /// Minutes used here.
    pub minutes: Minutes,
    /// Classes that count here.
    pub count: i64,
    /// Minutes left by the edition's measure.
    pub left: Minutes,
    /// Minutes missing.
    pub missing_minutes: Minutes,
    /// Classes missing.
    pub missing_count: i64,
    /// Topics met.
    pub topics_met: Vec<String>,
    /// Topics not met (asked for or not).
    pub topics_open: Vec<String>,
    /// Topics missing, where they are asked for.
    pub missing_topics: Vec<String>,
}

/// One used piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The credit's id.
    pub credit: String,
    /// Which segment of it.
    pub segment: usize,
    /// Its curriculum unit, if it has one.
    pub unit: String,
    /// The credit's name in a verdict: the id, or `id#segment` where several segments are in play.
    pub name: String,
    /// The part's id.
    pub part: String,
    /// Minutes.
    pub minutes: Minutes,
}

/// One piece that is not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unapplied {
    /// The credit's id.
    pub credit: String,
    /// The credit's name in a verdict.
    pub name: String,
    /// Why.
    pub reason: Reason,
}

/// Why a piece is not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The record's own status, such as `partial` or `booked`.
    Status(String),
    /// It lapsed.
    Expired,
    /// It was earned too long before enrolment.
    BeforeEnrolment,
    /// Too little was attended.
    TooLittleAttended,
    /// Its subject has too few minutes.
    SubjectBelowMinimum,
    /// No part accepts it.
    NoRequirementAcceptsIt,
    /// A part accepts it, but it is a repeat.
    NotUsable,
}

impl Reason {
    /// The reason's name in the documented JSON.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Status(s) => s,
            Self::Expired => "expired",
            Self::BeforeEnrolment => "before-enrolment",
            Self::TooLittleAttended => "too-little-attended",
            Self::SubjectBelowMinimum => "subject-below-minimum",
            Self::NoRequirementAcceptsIt => "no-requirement-accepts-it",
            Self::NotUsable => "not-usable",
        }
    }
}

/// The search used more steps than [`MOST_NODES`]: only an adversarial record does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this record has too many ways of being used ({MOST_NODES} steps were not enough)")]
pub struct TooManyUsages;

/// Steps after which the search gives up with a clear error instead of hanging a server.
pub const MOST_NODES: u64 = 1_000_000;

/// Whether a part accepts any piece of a course, as attended in full.
#[must_use]
pub fn course_accepted(part: &crate::programme::Requirement, code: &str, course: &Course) -> bool {
    atoms::course_accepted(part, code, course)
}

/// Audits one record under one edition.
///
/// # Errors
/// [`TooManyUsages`] when the search is longer than [`MOST_NODES`] steps.
pub fn audit(programme: &Programme, catalogue: &Catalogue, record: &Record) -> Result<Verdict, TooManyUsages> {
    let prepared = atoms::prepare(programme, catalogue, record);
    let usage = search::best(programme, record, &prepared.atoms)?;
    Ok(evaluate::verdict(programme, &prepared, &usage))
}
