//! A record of credits, as the documented JSON has it (`programmes/*.examples.json`).

use crate::Minutes;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Courses by code.
pub type Catalogue = BTreeMap<String, Course>;

/// What the audit knows of a course.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Course {
    /// Its title.
    pub title: String,
    /// Nominal minutes.
    pub minutes: Minutes,
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
    /// The curriculum unit: the same unit is the same whatever course teaches it.
    pub unit: String,
    /// Topics.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<String>>,
    /// Tags beside the course's.
    pub tags: Vec<String>,
}

/// Everything one person brings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Record {
    /// Date of enrolment.
    pub enrolled: Option<Date>,
    /// The date of the question.
    pub as_of: Option<Date>,
    /// Attendance, in any order.
    pub credits: Vec<Credit>,
    /// Where each credit counted when the member last looked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<BTreeMap<String, String>>,
    /// Whether booked classes are counted as attended.
    pub what_if: bool,
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
    /// Minutes attended; the segments' sum where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Minutes>,
    /// Scheduled minutes, where they differ from the course's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled: Option<Minutes>,
    /// Segments of this class, where they differ from the course's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<Segment>,
    /// Which segments were attended; all where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attended_segments: Option<Vec<usize>>,
    /// Topics by the instructor's list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<String>>,
    /// Which part of a title in several parts.
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
    /// Tags beside the course's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

fn attended() -> String {
    "attended".to_owned()
}
