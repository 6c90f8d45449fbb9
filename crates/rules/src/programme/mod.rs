//! A programme edition as data: one TOML file says what a certificate asks for. Unknown keys are an error.
//!
//! `parse` reads a file and says precisely what is wrong, `validate` knows what makes no sense in any edition, `publishing`
//! what a union should hear before an edition binds its members.

mod parse;
pub mod publishing;
mod validate;

pub use parse::ParseError;

use crate::Minutes;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One edition of a programme.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Version of the language, 1.
    pub schema: u32,
    /// The programme's name in addresses and records.
    pub id: String,
    /// The edition's name.
    pub edition: String,
    /// The certificate's title; the id where none is given.
    #[serde(default)]
    pub title: String,
    /// First enrolment date covered.
    pub valid_from: Option<Date>,
    /// First enrolment date no longer covered.
    pub valid_to: Option<Date>,
    /// What the audit optimises.
    #[serde(default)]
    pub objective: Objective,
    /// What the certificate asks for as a whole.
    #[serde(default)]
    pub total: Total,
    /// How attendance becomes usable credit.
    #[serde(default)]
    pub credit: CreditPolicy,
    /// The parts.
    #[serde(rename = "requirement")]
    pub requirements: Vec<Requirement>,
    /// Tracks: a given number of options, each a list of parts.
    #[serde(default, rename = "choice")]
    pub choices: Vec<Choice>,
    /// Caps over kinds of credit.
    #[serde(default, rename = "limit")]
    pub limits: Vec<Limit>,
    /// At least a given amount of a kind of credit.
    #[serde(default, rename = "floor")]
    pub floors: Vec<Floor>,
    /// Double counting between groups of parts.
    #[serde(default)]
    pub sharing: Sharing,
}

/// What the audit optimises, lexicographically.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Objective {
    /// Least class time left, then the parts.
    #[default]
    LeastLeft,
    /// Most parts done, then the time.
    MostBoxes,
}

/// What the certificate asks for as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Total {
    /// Minutes in all; 0 asks for none.
    pub minutes: Minutes,
    /// How many minutes short is still enough.
    pub approx: Minutes,
    /// Whether all applied minutes count, or each part's only up to its nominal hours.
    pub counts: TotalCounts,
    /// Minimum number of workshops.
    pub credits: i64,
    /// Nominal minutes of a workshop, to say how much is left when workshops are missing.
    pub unit: Minutes,
}

/// Which minutes the total counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TotalCounts {
    /// Every applied minute.
    #[default]
    Applied,
    /// Each part up to its nominal hours.
    Needed,
}

/// How attendance becomes usable credit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct CreditPolicy {
    /// What is used whole: a segment, a class, or minutes.
    pub split: Split,
    /// Step of `split = "minutes"`.
    pub quantum: Minutes,
    /// Whether the same content may count again.
    pub repeat: Repeat,
    /// What a partly attended class is worth.
    pub partial: Partial,
    /// Percent of the scheduled minutes below which nothing counts.
    pub min_fraction: i64,
    /// Percent of the scheduled minutes from which the class's topics count as met.
    pub topic_fraction: i64,
    /// What becomes of a class shorter than an elective.
    pub short: Short,
    /// Credits lapse after this many months; 0 for never.
    pub expires_months: i32,
    /// All credits must lie within this many months; 0 for no limit.
    pub window_months: i32,
    /// Credits earned up to this many months before enrolment count; -1 for no limit.
    pub retroactive_months: i32,
    /// A subject counts only from this many minutes on.
    pub subject_min: Minutes,
}

impl Default for CreditPolicy {
    fn default() -> Self {
        Self {
            split: Split::Segments,
            quantum: 60,
            repeat: Repeat::Once,
            partial: Partial::ProRata,
            min_fraction: 0,
            topic_fraction: 50,
            short: Short::Minutes,
            expires_months: 0,
            window_months: 0,
            retroactive_months: -1,
            subject_min: 0,
        }
    }
}

/// What is used whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Split {
    /// Each curriculum unit by itself.
    Segments,
    /// A class as a whole.
    None,
    /// Minutes, to several parts.
    Minutes,
}

/// Whether the same content may count again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Repeat {
    /// Once, at its best value.
    Once,
    /// Once in each part.
    PerRequirement,
    /// As often as attended.
    Unlimited,
}

/// What a partly attended class is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Partial {
    /// The minutes attended.
    ProRata,
    /// All of it.
    AllOrNothing,
}

/// What becomes of a class shorter than an elective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Short {
    /// Its minutes count, the class does not.
    Minutes,
    /// It is not used at all.
    Reject,
}

/// One part of the certificate.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// The part's name in records.
    pub id: String,
    /// The part's title; the id where none is given.
    #[serde(default)]
    pub title: String,
    /// What it accepts.
    #[serde(default)]
    pub accept: Vec<Term>,
    /// What it nevertheless does not accept.
    #[serde(default)]
    pub except: Vec<Term>,
    /// Minutes asked for.
    #[serde(default)]
    pub minutes: Minutes,
    /// How many minutes short is still enough.
    #[serde(default)]
    pub approx: Minutes,
    /// Classes asked for.
    #[serde(default)]
    pub count: i64,
    /// Nominal minutes of one such class.
    #[serde(default)]
    pub each_min: Minutes,
    /// How much shorter a class may be.
    #[serde(default)]
    pub each_approx: Minutes,
    /// A class counts for at most this many minutes here; 0 for no limit.
    #[serde(default)]
    pub each_max: Minutes,
    /// Whether a long class counts as one or by its hours.
    #[serde(default)]
    pub per: Per,
    /// Whether parts of one title add up to one class.
    #[serde(default)]
    pub combine: bool,
    /// Topics of this part.
    #[serde(default)]
    pub topics: Vec<String>,
    /// How many of them are asked for; all where not given.
    pub topics_min: Option<i64>,
    /// Which classes can show a topic.
    #[serde(default)]
    pub topics_from: TopicsFrom,
    /// What one missing topic weighs, in minutes.
    pub topic_minutes: Option<Minutes>,
    /// At most this many classes are used here; 0 for no limit.
    #[serde(default)]
    pub max_count: i64,
    /// At most this many minutes are used here; 0 for no limit.
    #[serde(default)]
    pub max_minutes: Minutes,
    /// The group of parts it belongs to.
    #[serde(default = "main_group")]
    pub group: String,
}

fn main_group() -> String {
    "main".to_owned()
}

impl Programme {
    /// Minutes that it asks for in all: its total, or, where it states none, what its parts ask for together.
    #[must_use]
    pub fn whole(&self) -> Minutes {
        match self.total.minutes {
            0 => self.requirements.iter().map(Requirement::nominal).sum(),
            total => total,
        }
    }

    /// Nominal minutes of one class: of the longest that a part counts by the piece, else of a workshop of the total;
    /// `None` if the programme does not say how long a class is.
    #[must_use]
    pub fn one_class(&self) -> Option<Minutes> {
        let by_piece = self.requirements.iter().filter(|r| r.count > 0).map(|r| r.each_min).max();
        by_piece.filter(|m| *m > 0).or(Some(self.total.unit)).filter(|m| *m > 0)
    }
}

impl Requirement {
    /// Minutes from which a class counts as one of `count`.
    #[must_use]
    pub fn threshold(&self) -> Minutes {
        (self.each_min - self.each_approx).max(0)
    }

    /// Topics asked for.
    #[must_use]
    pub fn topics_needed(&self) -> i64 {
        self.topics_min.unwrap_or(self.topics.len() as i64)
    }

    /// What one missing topic weighs, so that topics never weigh more than the missing hours.
    #[must_use]
    pub fn minutes_per_topic(&self) -> Minutes {
        self.topic_minutes.unwrap_or_else(|| match self.topics.len() as i64 {
            0 => 0,
            n => (self.minutes - self.approx).max(0) / n,
        })
    }

    /// The part's nominal size: its minutes, or its classes at their nominal length.
    #[must_use]
    pub fn nominal(&self) -> Minutes {
        self.minutes.max(self.count * self.each_min)
    }
}

/// Whether a long class counts as one or by its hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// One class is one.
    #[default]
    Workshop,
    /// A class of twice the length is two.
    Hours,
}

/// Which classes can show a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TopicsFrom {
    /// Topics are not looked at.
    #[default]
    None,
    /// Only classes used in this part.
    Applied,
    /// Any valid class.
    Attended,
}

/// What a part, a limit or a floor matches: `course:x`, `class:x`, `tag:x`, `topic:x`, `subject:x` or `any`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub enum Term {
    /// Everything.
    Any,
    /// A course by its code.
    Course(String),
    /// A title class (courses that are the same content).
    Class(String),
    /// A tag.
    Tag(String),
    /// A topic.
    Topic(String),
    /// A subject.
    Subject(String),
}

impl TryFrom<String> for Term {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let what = "a term is `any`, or one of course: class: tag: topic: subject: and a name";
        if text == "any" {
            return Ok(Self::Any);
        }
        let (kind, name) = text.split_once(':').ok_or_else(|| format!("`{text}`: {what}"))?;
        if name.is_empty() {
            return Err(format!("`{text}`: {what}"));
        }
        let name = name.to_owned();
        match kind {
            "course" => Ok(Self::Course(name)),
            "class" => Ok(Self::Class(name)),
            "tag" => Ok(Self::Tag(name)),
            "topic" => Ok(Self::Topic(name)),
            "subject" => Ok(Self::Subject(name)),
            _ => Err(format!("`{text}`: {what}")),
        }
    }
}

impl From<Term> for String {
    fn from(term: Term) -> Self {
        match term {
            Term::Any => "any".to_owned(),
            Term::Course(v) => format!("course:{v}"),
            Term::Class(v) => format!("class:{v}"),
            Term::Tag(v) => format!("tag:{v}"),
            Term::Topic(v) => format!("topic:{v}"),
            Term::Subject(v) => format!("subject:{v}"),
        }
    }
}

/// A given number of these options, each a list of parts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The choice's name in records.
    #[serde(default)]
    pub id: String,
    /// How many options.
    #[serde(default = "one")]
    pub need: usize,
    /// Lists of part ids.
    pub options: Vec<Vec<String>>,
}

const fn one() -> usize {
    1
}

/// A cap on whole credits of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The kind.
    #[serde(rename = "match")]
    pub matches: Vec<Term>,
    /// At most this many minutes.
    pub max_minutes: Option<Minutes>,
    /// At most this many credits.
    pub max_count: Option<i64>,
    /// Only in this part.
    pub requirement: Option<String>,
}

/// At least a given amount of a kind of credit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// The floor's name.
    pub id: String,
    /// The kind.
    #[serde(rename = "match")]
    pub matches: Vec<Term>,
    /// Minutes asked for.
    #[serde(default)]
    pub minutes: Minutes,
    /// Credits asked for.
    #[serde(default)]
    pub credits: i64,
}

/// Double counting between groups of parts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sharing {
    /// Which credits may count in two groups.
    pub between_groups: BetweenGroups,
    /// Those that may, when only listed ones may.
    pub listed: Vec<Term>,
    /// At most this many credits; 0 for no limit.
    pub max_credits: i64,
}

/// Which credits may count in two groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BetweenGroups {
    /// All.
    #[default]
    Free,
    /// None.
    None,
    /// The listed ones.
    Listed,
}

#[cfg(test)]
mod tests {
    use super::Programme;

    #[test]
    fn one_class_is_what_the_programme_counts_by_the_piece() {
        let one_class = |text| Programme::from_toml("2026", text).unwrap().one_class();
        assert_eq!(one_class(include_str!("../../../../programmes/bargaining-certificate.toml")), Some(180));
        assert_eq!(one_class(include_str!("../../../../programmes/ma-licence-renewal.toml")), None);
        // classes are counted there, and their length is not said
        assert_eq!(one_class(include_str!("../../../../programmes/ilr-labor-relations.toml")), None);
        // nothing is counted by the piece but the total
        assert_eq!(one_class(include_str!("../../../../programmes/osha-shf-gi.toml")), Some(240));
    }
}
