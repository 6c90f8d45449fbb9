//! The one clock. Everything that needs the time gets it from here, so that a test can set it.

use rules::time::Instant;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// The time: the machine's, or one that a test moves.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's.
    Machine,
    /// Set by hand.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at` until it is moved.
    #[must_use]
    pub fn set_to(at: Instant) -> Self {
        Self::Set(Arc::new(AtomicI64::new(at.0)))
    }

    /// Now.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn now(&self) -> Instant {
        match self {
            Self::Machine => Instant(jiff::Timestamp::now().as_microsecond()),
            Self::Set(at) => Instant(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a set clock on; the machine's stays as it is.
    pub fn pass_minutes(&self, minutes: i64) {
        if let Self::Set(at) = self {
            at.fetch_add(minutes * 60_000_000, Ordering::SeqCst);
        }
    }
}
