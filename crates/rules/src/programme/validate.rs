//! What a programme file may say but must not mean.

use super::{Programme, Repeat, Short, Split};
use crate::Minutes;
use std::collections::BTreeSet;

/// No class, part or total is longer than this: 1,000 hours.
const LONGEST: Minutes = 60_000;
/// Parts are a bit mask in the audit.
const MOST_PARTS: usize = 32;

impl Programme {
    /// Checks what types cannot: names that point nowhere, numbers out of range.
    pub(super) fn validate(&self) -> Result<(), String> {
        if self.schema != 1 {
            return Err(format!("schema = {}: this version reads schema 1", self.schema));
        }
        if self.requirements.is_empty() || self.requirements.len() > MOST_PARTS {
            return Err(format!("[[requirement]]: a programme has 1 to {MOST_PARTS} parts"));
        }
        if let (Some(from), Some(to)) = (self.valid_from, self.valid_to)
            && from >= to
        {
            return Err(format!("valid_to = {to}: it lies not after valid_from = {from}"));
        }
        let mut ids = BTreeSet::new();
        for r in &self.requirements {
            if !ids.insert(r.id.as_str()) {
                return Err(format!("[[requirement]] id = \"{}\": this id is used twice", r.id));
            }
            for (key, n) in [
                ("minutes", r.minutes),
                ("approx", r.approx),
                ("count", r.count),
                ("each_min", r.each_min),
                ("each_approx", r.each_approx),
                ("each_max", r.each_max),
                ("max_count", r.max_count),
                ("max_minutes", r.max_minutes),
            ] {
                in_range(&format!("requirement \"{}\", {key}", r.id), n)?;
            }
            if r.topics_needed() > r.topics.len() as i64 {
                return Err(format!("requirement \"{}\", topics_min: it has {} topics", r.id, r.topics.len()));
            }
            if r.topics.len() > 64 {
                return Err(format!("requirement \"{}\", topics: at most 64", r.id));
            }
        }
        in_range("[total] minutes", self.total.minutes)?;
        in_range("[total] approx", self.total.approx)?;
        let known = |id: &String| ids.contains(id.as_str());
        for c in &self.choices {
            if let Some(id) = c.options.iter().flatten().find(|id| !known(id)) {
                return Err(format!("[[choice]] options: \"{id}\" is no requirement"));
            }
            if c.need == 0 || c.need > c.options.len() {
                return Err(format!("[[choice]] need = {}: there are {} options", c.need, c.options.len()));
            }
        }
        for l in &self.limits {
            if let Some(id) = l.requirement.as_ref().filter(|id| !known(id)) {
                return Err(format!("[[limit]] requirement: \"{id}\" is no requirement"));
            }
        }
        Ok(())
    }

    /// Keys of this edition that the audit does not decide yet. Publishing refuses an edition that has any.
    #[must_use]
    pub fn unsupported(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut note = |yes: bool, what: &str| {
            if yes {
                found.push(what.to_owned());
            }
        };
        let groups: BTreeSet<_> = self.requirements.iter().map(|r| &r.group).collect();
        note(groups.len() > 1, "requirement.group (several groups)");
        note(self.credit.split == Split::Minutes, "credit.split = \"minutes\"");
        note(self.credit.repeat == Repeat::PerRequirement, "credit.repeat = \"per-requirement\"");
        note(self.credit.short == Short::Reject, "credit.short = \"reject\"");
        note(self.credit.window_months != 0, "credit.window_months");
        note(!self.limits.is_empty(), "[[limit]]");
        note(self.requirements.iter().any(|r| r.max_count != 0), "requirement.max_count");
        found
    }
}

fn in_range(what: &str, n: Minutes) -> Result<(), String> {
    if (0..=LONGEST).contains(&n) { Ok(()) } else { Err(format!("{what} = {n}: a number from 0 to {LONGEST}")) }
}
