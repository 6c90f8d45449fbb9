//! A verdict as it is stored.

use crate::ground::ids::PersonId;
use rules::programme::Programme;
use std::borrow::Cow;

/// A used piece as stored: its name, its part, its minutes.
pub(super) type AppliedText<'a> = (Cow<'a, str>, &'a str, i64);

/// A verdict as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    pub enrolment: i64,
    pub person: PersonId,
    pub complete: bool,
    pub left: i64,
    pub total: i64,
    pub completed_on: Option<String>,
    /// [`AppliedText`]s as JSON.
    pub applied: String,
    /// Parts that are not done, as [`missing`] writes them.
    pub missing: String,
}

/// The parts whose size is not reached by the credit used, as ",part,part,"; empty where everything is done.
pub(super) fn missing(rules: &Programme, complete: bool, applied: &[AppliedText<'_>]) -> String {
    let minutes = |id: &str| applied.iter().filter(|(_, part, _)| *part == id).map(|(_, _, m)| m).sum::<i64>();
    let open = rules.requirements.iter().filter(|r| !complete && minutes(&r.id) < r.nominal());
    let open: Vec<&str> = open.map(|r| r.id.as_str()).collect();
    if open.is_empty() { String::new() } else { format!(",{},", open.join(",")) }
}
