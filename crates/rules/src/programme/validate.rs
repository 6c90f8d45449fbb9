//! What a programme file may say but must not mean.

use super::{Programme, Requirement};
use crate::Minutes;
use std::collections::BTreeSet;

/// No class, part or total is longer than this: 1,000 hours.
const LONGEST: Minutes = 60_000;
/// Parts are a bit mask in the audit.
const MOST_PARTS: usize = 64;
/// Topics are a bit mask in the audit.
const MOST_TOPICS: usize = 128;
/// Limits and floors are a bit mask in the audit.
const MOST_OVERLAYS: usize = 32;
/// Fifty years.
const MOST_MONTHS: i64 = 600;

/// A key that makes no sense, and what would.
pub(super) struct Problem {
    /// Such as `requirement[2].topics_min`.
    pub key: String,
    pub message: String,
}

fn problem<T>(key: impl Into<String>, message: impl Into<String>) -> Result<T, Problem> {
    Err(Problem { key: key.into(), message: message.into() })
}

fn in_range(key: &str, n: i64, most: i64) -> Result<(), Problem> {
    if (0..=most).contains(&n) { Ok(()) } else { problem(key, format!("{n}: a whole number from 0 to {most}")) }
}

impl Programme {
    /// Checks what types cannot: names that point nowhere, numbers out of range, keys that contradict each other.
    pub(super) fn validate(&self) -> Result<(), Problem> {
        if self.schema != 1 {
            return problem("schema", format!("{}: this version reads schema 1", self.schema));
        }
        for (key, name) in [("id", &self.id), ("edition", &self.edition)] {
            if name.is_empty() || name.chars().count() > 100 {
                return problem(key, "a name of 1 to 100 characters");
            }
        }
        if let (Some(from), Some(to)) = (self.valid_from, self.valid_to)
            && from >= to
        {
            return problem("valid_to", format!("{to}: it lies not after valid_from = {from}"));
        }
        if self.requirements.is_empty() || self.requirements.len() > MOST_PARTS {
            return problem(
                "requirement",
                format!("{}: a programme has 1 to {MOST_PARTS} parts", self.requirements.len()),
            );
        }
        self.validate_total()?;
        self.validate_credit()?;
        let mut ids = BTreeSet::new();
        for (n, r) in self.requirements.iter().enumerate() {
            if r.id.is_empty() || !ids.insert(r.id.as_str()) {
                return problem(
                    format!("requirement[{n}].id"),
                    format!("\"{}\": every part has an id of its own", r.id),
                );
            }
            r.validate(n)?;
        }
        let topics: BTreeSet<&String> = self.requirements.iter().flat_map(|r| &r.topics).collect();
        if topics.len() > MOST_TOPICS {
            return problem("requirement", format!("{} different topics: at most {MOST_TOPICS}", topics.len()));
        }
        self.validate_overlays(&ids)
    }

    fn validate_total(&self) -> Result<(), Problem> {
        let t = &self.total;
        in_range("total.minutes", t.minutes, LONGEST)?;
        in_range("total.approx", t.approx, LONGEST)?;
        in_range("total.unit", t.unit, LONGEST)?;
        in_range("total.credits", t.credits, 10_000)?;
        if t.minutes > 0 && t.approx > t.minutes {
            return problem("total.approx", format!("{}: it must not be more than minutes = {}", t.approx, t.minutes));
        }
        Ok(())
    }

    fn validate_credit(&self) -> Result<(), Problem> {
        let c = &self.credit;
        if !(1..=LONGEST).contains(&c.quantum) {
            return problem("credit.quantum", format!("{}: a whole number from 1 to {LONGEST}", c.quantum));
        }
        in_range("credit.min_fraction", c.min_fraction, 100)?;
        in_range("credit.topic_fraction", c.topic_fraction, 100)?;
        in_range("credit.subject_min", c.subject_min, LONGEST)?;
        in_range("credit.expires_months", c.expires_months.into(), MOST_MONTHS)?;
        in_range("credit.window_months", c.window_months.into(), MOST_MONTHS)?;
        if c.retroactive_months != -1 {
            in_range("credit.retroactive_months", c.retroactive_months.into(), MOST_MONTHS)?;
        }
        Ok(())
    }

    fn validate_overlays(&self, ids: &BTreeSet<&str>) -> Result<(), Problem> {
        for (n, c) in self.choices.iter().enumerate() {
            if let Some(id) = c.options.iter().flatten().find(|id| !ids.contains(id.as_str())) {
                return problem(format!("choice[{n}].options"), format!("\"{id}\" is no part of this programme"));
            }
            if c.need == 0 || c.need > c.options.len() {
                let message = format!("{}: a number from 1 to {}, the number of options", c.need, c.options.len());
                return problem(format!("choice[{n}].need"), message);
            }
        }
        if self.limits.len() > MOST_OVERLAYS || self.floors.len() > MOST_OVERLAYS {
            return problem("limit", format!("at most {MOST_OVERLAYS} limits and {MOST_OVERLAYS} floors"));
        }
        for (n, l) in self.limits.iter().enumerate() {
            if let Some(id) = l.requirement.as_ref().filter(|id| !ids.contains(id.as_str())) {
                return problem(format!("limit[{n}].requirement"), format!("\"{id}\" is no part of this programme"));
            }
            if l.max_minutes.is_none() && l.max_count.is_none() {
                return problem(format!("limit[{n}]"), "a limit has max_minutes or max_count");
            }
            l.max_minutes.map_or(Ok(()), |m| in_range(&format!("limit[{n}].max_minutes"), m, LONGEST))?;
            l.max_count.map_or(Ok(()), |m| in_range(&format!("limit[{n}].max_count"), m, LONGEST))?;
        }
        let mut floors = BTreeSet::new();
        for (n, f) in self.floors.iter().enumerate() {
            if f.id.is_empty() || !floors.insert(&f.id) {
                return problem(format!("floor[{n}].id"), format!("\"{}\": every floor has an id of its own", f.id));
            }
            in_range(&format!("floor[{n}].minutes"), f.minutes, LONGEST)?;
            in_range(&format!("floor[{n}].credits"), f.credits, LONGEST)?;
        }
        in_range("sharing.max_credits", self.sharing.max_credits, LONGEST)
    }
}

impl Requirement {
    fn validate(&self, n: usize) -> Result<(), Problem> {
        let key = |name: &str| format!("requirement[{n}].{name}");
        for (name, value) in [
            ("minutes", self.minutes),
            ("approx", self.approx),
            ("count", self.count),
            ("each_min", self.each_min),
            ("each_approx", self.each_approx),
            ("each_max", self.each_max),
            ("max_count", self.max_count),
            ("max_minutes", self.max_minutes),
            ("topic_minutes", self.topic_minutes.unwrap_or(0)),
        ] {
            in_range(&key(name), value, LONGEST)?;
        }
        for (name, tolerance, of, whole) in [
            ("approx", self.approx, self.minutes, "minutes"),
            ("each_approx", self.each_approx, self.each_min, "each_min"),
        ] {
            if of > 0 && tolerance > of {
                return problem(key(name), format!("{tolerance}: it must not be more than {whole} = {of}"));
            }
        }
        let distinct: BTreeSet<&String> = self.topics.iter().collect();
        if distinct.len() != self.topics.len() {
            return problem(key("topics"), "a topic is listed twice");
        }
        let most = self.topics.len() as i64;
        if !(0..=most).contains(&self.topics_needed()) {
            let message = format!("{}: a whole number from 0 to {most}, the number of topics", self.topics_needed());
            return problem(key("topics_min"), message);
        }
        Ok(())
    }
}
