//! A record of credits, as the documented JSON has it (`programmes/*.examples.json`).

use crate::Minutes;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Courses by code.
pub type Catalogue = BTreeMap<String, Course>;

/// What the audit knows about a course.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Course {
    /// Its title.
    pub title: String,
    /// Nominal minutes; the minutes attended where the course does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Minutes>,
    /// What it may count for.
    pub tags: Vec<String>,
    /// Topics it covers.
    pub topics: Vec<String>,
    /// The title class, where several courses are the same content; the code where none is given.
    pub class: Option<String>,
    /// Its subject.
    pub subject: String,
    /// Curriculum units, in order.
    pub segments: Vec<Segment>,
}

/// A piece of a course or of a credit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Segment {
    /// Minutes.
    pub minutes: Minutes,
    /// The curriculum unit: it is the same content in whatever course it is taught.
    pub unit: String,
    /// Topics.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<String>>,
    /// Tags besides the course's.
    pub tags: Vec<String>,
}

/// Everything one person brings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Record {
    /// Date of enrolment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enrolled: Option<Date>,
    /// The date as of which the record is judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// Attendance, in any order.
    pub credits: Vec<Credit>,
    /// What staff decided about this person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<Exception>,
    /// Where each credit counted when the member last looked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<BTreeMap<String, Option<Uses>>>,
    /// Whether booked classes are counted as attended.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub what_if: bool,
    /// Which editions may judge it.
    #[serde(skip_serializing_if = "EditionPolicy::is_default")]
    pub edition_policy: EditionPolicy,
}

/// The parts a credit counted in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Uses {
    /// One part.
    One(String),
    /// A part in each of several groups.
    Many(Vec<String>),
}

impl Uses {
    /// The parts' ids.
    #[must_use]
    pub fn parts(&self) -> &[String] {
        match self {
            Self::One(id) => std::slice::from_ref(id),
            Self::Many(ids) => ids,
        }
    }
}

/// Which editions may judge a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EditionPolicy {
    /// The one of the enrolment date.
    #[default]
    Enrolled,
    /// That one, or a later one that is better for the member.
    Best,
}

impl EditionPolicy {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// A staff decision about one person: it changes what the edition asks of them, or where a credit may count.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Exception {
    /// A part is not asked for.
    WaiveRequirement {
        /// The part.
        id: String,
        /// Minutes granted toward the total.
        #[serde(default)]
        grant: Minutes,
    },
    /// Minutes for a part, without a class.
    GrantMinutes {
        /// The part.
        id: String,
        /// How many.
        minutes: Minutes,
    },
    /// Classes for a part, without any having been attended.
    GrantCount {
        /// The part.
        id: String,
        /// How many.
        count: i64,
    },
    /// Minutes for the total, without a class.
    GrantTotal {
        /// How many.
        minutes: Minutes,
    },
    /// A topic counts as met.
    WaiveTopic {
        /// The part.
        id: String,
        /// The topic.
        topic: String,
    },
    /// A credit may count in a part that does not accept it.
    Allow {
        /// The credit.
        credit: String,
        /// The part.
        id: String,
    },
    /// A credit may count in these parts only.
    Apply {
        /// The credit.
        credit: String,
        /// The part.
        id: String,
    },
    /// A credit may not count in a part.
    Exclude {
        /// The credit.
        credit: String,
        /// The part.
        id: String,
    },
}

impl Exception {
    /// The part it is about.
    #[must_use]
    pub fn part(&self) -> Option<&str> {
        match self {
            Self::GrantTotal { .. } => None,
            Self::WaiveRequirement { id, .. }
            | Self::GrantMinutes { id, .. }
            | Self::GrantCount { id, .. }
            | Self::WaiveTopic { id, .. }
            | Self::Allow { id, .. }
            | Self::Apply { id, .. }
            | Self::Exclude { id, .. } => Some(id),
        }
    }

    /// The credit and the part, for a decision about where a credit may count.
    #[must_use]
    pub fn placement(&self) -> Option<(&str, &str)> {
        match self {
            Self::Allow { credit, id } | Self::Apply { credit, id } | Self::Exclude { credit, id } => {
                Some((credit, id))
            }
            _ => None,
        }
    }
}

/// One attended (or booked) class.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Credit {
    /// Its id in the record.
    pub id: String,
    /// The course's code.
    #[serde(default)]
    pub course: String,
    /// The date it was earned.
    pub date: Date,
    /// Minutes attended; the sum of the segments where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Minutes>,
    /// Scheduled minutes, where they differ from the course's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled: Option<Minutes>,
    /// Segments of this class, where they differ from the course's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<Segment>,
    /// Which segments were attended; all where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attended_segments: Option<Vec<usize>>,
    /// Topics according to the instructor's list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<String>>,
    /// Which part, where a title has several.
    #[serde(default)]
    pub part: i64,
    /// `attended`, `booked`, `partial` ...
    #[serde(default = "attended")]
    pub status: String,
    /// Where it came from; serves as a tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Its subject, where it differs from the course's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Tags besides the course's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

fn attended() -> String {
    "attended".to_owned()
}

impl Credit {
    /// A whole class, attended.
    #[must_use]
    pub fn attended(id: impl Into<String>, course: impl Into<String>, date: Date) -> Self {
        Self {
            id: id.into(),
            course: course.into(),
            date,
            minutes: None,
            scheduled: None,
            segments: Vec::new(),
            attended_segments: None,
            topics: None,
            part: 0,
            status: attended(),
            source: None,
            subject: None,
            tags: Vec::new(),
        }
    }
}

/// Why a record cannot be judged: a value that no class can have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {message}")]
pub struct RecordError {
    /// Where, such as `credits[3].minutes`.
    pub key: String,
    /// What is wrong and what is allowed.
    pub message: String,
}

/// No class is longer than this: 1,000 hours.
const LONGEST: Minutes = 60_000;
/// A title has at most this many parts.
const MOST_PARTS: i64 = 9_999;
/// Nobody attends more classes than this.
pub const MOST_CREDITS: usize = 10_000;

impl Record {
    /// Checks what types cannot: ids used twice, dates and minutes that no class can have.
    ///
    /// # Errors
    /// The first [`RecordError`].
    pub fn check(&self) -> Result<(), RecordError> {
        let wrong = |key: String, message: String| Err(RecordError { key, message });
        for (key, day) in [("enrolled", self.enrolled), ("as_of", self.as_of)] {
            day.map_or(Ok(()), |d| possible_day(key, d))?;
        }
        if self.credits.len() > MOST_CREDITS {
            return wrong("credits".into(), format!("{} of them: at most {MOST_CREDITS}", self.credits.len()));
        }
        let mut ids = BTreeSet::new();
        for (n, c) in self.credits.iter().enumerate() {
            let key = |name: &str| format!("credits[{n}].{name}");
            if c.id.is_empty() || !ids.insert(c.id.as_str()) {
                return wrong(key("id"), format!("\"{}\": every credit has an id of its own", c.id));
            }
            possible_day(&key("date"), c.date)?;
            for (name, minutes) in [("minutes", c.minutes), ("scheduled", c.scheduled)] {
                minutes.map_or(Ok(()), |m| possible_minutes(&key(name), m))?;
            }
            for (s, segment) in c.segments.iter().enumerate() {
                possible_minutes(&key(&format!("segments[{s}].minutes")), segment.minutes)?;
            }
            if !(0..=MOST_PARTS).contains(&c.part) {
                return wrong(key("part"), format!("{}: a number from 0 to {MOST_PARTS}", c.part));
            }
        }
        for (n, e) in self.exceptions.iter().enumerate() {
            let key = |name: &str| format!("exceptions[{n}].{name}");
            match e {
                Exception::WaiveRequirement { grant: m, .. } => possible_minutes(&key("grant"), *m)?,
                Exception::GrantMinutes { minutes: m, .. } | Exception::GrantTotal { minutes: m } => {
                    possible_minutes(&key("minutes"), *m)?;
                }
                Exception::GrantCount { count, .. } => possible_minutes(&key("count"), *count)?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// Checks a catalogue's numbers.
///
/// # Errors
/// The first [`RecordError`], with the course in its key.
pub fn check_catalogue(catalogue: &Catalogue) -> Result<(), RecordError> {
    for (code, course) in catalogue {
        course.minutes.map_or(Ok(()), |m| possible_minutes(&format!("courses.{code}.minutes"), m))?;
        for (n, s) in course.segments.iter().enumerate() {
            possible_minutes(&format!("courses.{code}.segments[{n}].minutes"), s.minutes)?;
        }
    }
    Ok(())
}

fn possible_minutes(key: &str, n: Minutes) -> Result<(), RecordError> {
    if (0..=LONGEST).contains(&n) {
        return Ok(());
    }
    Err(RecordError { key: key.to_owned(), message: format!("{n}: a whole number from 0 to {LONGEST}") })
}

fn possible_day(key: &str, day: Date) -> Result<(), RecordError> {
    if (1900..=2200).contains(&day.year()) {
        return Ok(());
    }
    Err(RecordError { key: key.to_owned(), message: format!("{day}: a day from 1900-01-01 to 2200-12-31") })
}
