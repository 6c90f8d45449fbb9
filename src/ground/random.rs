//! The one random source: keys, tokens, codes and ids. Seeded, it makes a run repeatable.

use crate::Clock;
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicI64, Ordering},
};

/// Characters of keys in addresses: lower-case letters and digits without look-alikes.
const SIGNS: &[u8; 31] = b"23456789abcdefghjkmnpqrstuvwxyz";

/// A random source; clones share it.
#[derive(Clone)]
pub struct Random {
    source: Arc<Mutex<StdRng>>,
    last_id: Arc<AtomicI64>,
}

impl Random {
    /// Seeded by the operating system.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn from_system() -> Self {
        Self::over(rand::make_rng())
    }

    /// Repeatable: for the demo's content and for tests, never for tokens of real people.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self::over(StdRng::seed_from_u64(seed))
    }

    fn over(source: StdRng) -> Self {
        Self { source: Arc::new(Mutex::new(source)), last_id: Arc::new(AtomicI64::new(0)) }
    }

    /// Random bytes.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        self.source.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut out);
        out
    }

    /// A number from 0 to `below` - 1.
    #[must_use]
    pub fn below(&self, below: u64) -> u64 {
        u64::from_le_bytes(self.bytes()) % below.max(1)
    }

    /// A key with the given number of characters, for an address.
    #[must_use]
    pub fn key(&self, signs: usize) -> String {
        (0..signs).map(|_| char::from(SIGNS[self.below(31) as usize])).collect()
    }

    /// A secret of 128 bits, as text.
    #[must_use]
    pub fn token(&self) -> String {
        self.key(26)
    }

    /// A code of six digits.
    #[must_use]
    pub fn code(&self) -> String {
        format!("{:06}", self.below(1_000_000))
    }

    /// A new id: ordered by time, unique in this process, and unlikely to collide with another process's (22 random
    /// bits per millisecond; the primary key refuses the rest).
    #[must_use]
    pub fn id(&self, clock: &Clock) -> i64 {
        const SINCE_2020: i64 = 1_577_836_800_000;
        let millis = (clock.now().0 / 1000 - SINCE_2020).max(0);
        let wanted = (millis << 22) | i64::from(self.below(1 << 22) as u32);
        let before = self.last_id.fetch_max(wanted, Ordering::SeqCst);
        if before < wanted { wanted } else { self.last_id.fetch_add(1, Ordering::SeqCst) + 1 }
    }
}
