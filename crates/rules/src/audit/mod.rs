//! The audit: for one record and one edition, what is satisfied, what is left, and where every credit helps most.
//!
//! Exact and deterministic: integers only, sorted inputs, no hash iteration, no clock (`as_of` is an input). An
//! [`Auditor`] is compiled once from an edition and its catalogue (`plan`, `template`). A record is shortened
//! (`brief`), becomes atoms (`atoms`), is reduced to what is contested (`reduce`), searched (`search`, with `ways`,
//! `allowed`, `state` and `value`), and put into words (`verdict`, `proof`). `document` is the documented JSON.

mod allowed;
mod atoms;
mod auditor;
mod brief;
mod content;
pub mod document;
mod plan;
mod proof;
mod record;
mod reduce;
mod search;
mod state;
mod template;
#[cfg(test)]
mod tests;
mod value;
mod verdict;
mod ways;

pub use auditor::{Auditor, Desk, Outcome, PieceUse, Reach, audit, course_accepted};
pub use brief::{Brief, CourseNumber};
pub use content::{Held, Shared};
pub use proof::{Branch, Evidence, Proof};
pub use record::{
    Catalogue, Course, Credit, EditionPolicy, Exception, MOST_CREDITS, Record, RecordError, Segment, Uses,
    check_catalogue,
};
pub use search::{MOST_STEPS, TooManyUsages};
pub use verdict::{Applied, PartVerdict, Reason, Unapplied, Verdict};
