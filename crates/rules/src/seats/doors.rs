//! When sign-up is open, and to whom.

use super::{PersonState, Refusal, Stage};
use crate::time::Instant;

/// When and for whom sign-up for a class is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doors {
    /// Where the class stands.
    pub stage: Stage,
    /// From when people can sign up.
    pub opens_at: Option<Instant>,
    /// Until when.
    pub closes_at: Instant,
    /// When the class begins.
    pub starts_at: Instant,
    /// The address for signing up, where that happens elsewhere.
    pub elsewhere: Option<String>,
    /// The only local it is for.
    pub only_local: Option<i64>,
    /// When a class for one local opens to everybody.
    pub local_until: Option<Instant>,
    /// The only kinds of work it is for; empty means all.
    pub only_work: Vec<String>,
    /// Whether membership must be confirmed.
    pub members_only: bool,
}

/// Why nobody, or not this person, can sign up at all now.
#[must_use]
pub fn closed_to(doors: &Doors, person: &PersonState, now: Instant) -> Option<Refusal> {
    match doors.stage {
        Stage::Draft => return Some(Refusal::NotPublished),
        Stage::Cancelled => return Some(Refusal::Cancelled),
        Stage::Held => return Some(Refusal::Closed { at: doors.closes_at }),
        Stage::Published => {}
    }
    if now >= doors.closes_at {
        return Some(Refusal::Closed { at: doors.closes_at });
    }
    if let Some(url) = &doors.elsewhere {
        return Some(Refusal::Elsewhere { url: url.clone() });
    }
    if let Some(opens) = doors.opens_at.filter(|o| now < *o) {
        return Some(Refusal::NotOpen { opens });
    }
    not_for(doors, person, now)
}

/// Why a class is not for this person, whenever its sign-up is open.
#[must_use]
pub fn not_for(doors: &Doors, person: &PersonState, now: Instant) -> Option<Refusal> {
    let local_first = doors.local_until.is_none_or(|until| now < until);
    if let Some(local) = doors.only_local.filter(|l| local_first && person.local != Some(*l)) {
        return Some(Refusal::OtherLocal { local, until: doors.local_until });
    }
    if !doors.only_work.is_empty() && !doors.only_work.contains(&person.work) {
        return Some(Refusal::OtherWork { work: doors.only_work.clone() });
    }
    (doors.members_only && !person.member).then_some(Refusal::NotMember)
}
