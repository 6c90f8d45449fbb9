//! How what the program does by itself goes: each kind of work notes its rounds here, and whoever watches the program reads them.

use rules::time::Instant;
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// How one kind of work goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Round {
    /// When a round last ended well; when the work began, before that.
    pub well: Instant,
    /// Whether the last round failed.
    pub failed: bool,
}

/// All kinds of work, by their names.
#[derive(Debug, Default)]
pub(crate) struct Rounds(Mutex<BTreeMap<&'static str, Round>>);

impl Rounds {
    /// Work of this name begins.
    pub fn begin(&self, name: &'static str, now: Instant) {
        self.note(name, Round { well: now, failed: false });
    }

    /// A round ended.
    pub fn ended(&self, name: &'static str, now: Instant, well: bool) {
        let before = self.all().remove(name).map_or(now, |round| round.well);
        self.note(name, Round { well: if well { now } else { before }, failed: !well });
    }

    fn note(&self, name: &'static str, round: Round) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name, round);
    }

    /// How all of it goes.
    pub fn all(&self) -> BTreeMap<&'static str, Round> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_that_fails_leaves_when_it_last_went_well() {
        let rounds = Rounds::default();
        rounds.begin("mail", Instant(1));
        rounds.ended("mail", Instant(2), true);
        rounds.ended("mail", Instant(3), false);
        assert_eq!(rounds.all()["mail"], Round { well: Instant(2), failed: true });
        rounds.ended("mail", Instant(4), true);
        assert_eq!(rounds.all()["mail"], Round { well: Instant(4), failed: false });
    }
}
