//! Who is signed in.

use super::powers::Powers;
use crate::ground::ids::PersonId;
use kit::Language;
use rules::time::Instant;

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Visitor {
    pub id: PersonId,
    /// Which of their sign-ins this is.
    pub sign_in: Vec<u8>,
    /// How that sign-in is named in the log.
    pub sign_in_key: String,
    pub name: String,
    pub language: Language,
    pub local_id: Option<i64>,
    /// The programme that they enrolled in first, of those that they are in.
    pub programme: Option<String>,
    /// The offices that they hold.
    pub holds: Powers,
    /// Whether the second factor was shown, so that the offices' powers are theirs.
    pub proven: bool,
    /// When it was shown last.
    pub proved_at: Option<Instant>,
    /// Who is looking at this person's pages, if it is not the person themselves.
    pub seen_by: Option<PersonId>,
}

impl Visitor {
    /// Whether they work in the office, and have shown that it is them.
    pub const fn staff(&self) -> bool {
        self.proven && self.holds.office()
    }

    /// Whether the second factor was shown so recently that an export or a change of roles needs no other.
    pub fn just_proved(&self, now: Instant) -> bool {
        self.proved_at.is_some_and(|at| now < at.plus_minutes(FRESH_MINUTES))
    }
}

/// How long a shown second factor counts for what needs it anew, in minutes.
const FRESH_MINUTES: i64 = 15;

/// The field that the code is typed into; no form of ours has another of this name.
pub(crate) const FACTOR_FIELD: &str = "second-factor";
