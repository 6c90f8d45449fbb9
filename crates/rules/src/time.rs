//! Instants and civil dates. An instant is UTC microseconds; a day (a deadline, a credit's date) is a civil
//! date in the programme's time zone.

use jiff::{Timestamp, civil, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A point in time: microseconds since 1970-01-01 UTC. It is what the database stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Instant(pub i64);

impl Instant {
    /// The instant of a local wall-clock time. Where the clocks change, jiff's `compatible` strategy decides:
    /// a missing hour moves later, an hour that happens twice means the first.
    ///
    /// # Errors
    /// When the date lies outside what a timestamp can hold (years -9999 to 9999).
    pub fn from_local(local: civil::DateTime, zone: &TimeZone) -> Result<Self, jiff::Error> {
        Ok(Self(local.to_zoned_datetime(zone.clone())?.timestamp().as_microsecond()))
    }

    /// This instant as a wall clock in `zone` shows it.
    #[must_use]
    pub fn local(self, zone: &TimeZone) -> civil::DateTime {
        let at = Timestamp::from_microsecond(self.0).unwrap_or(Timestamp::MAX);
        zone.to_datetime(at)
    }

    /// The civil date in `zone`.
    #[must_use]
    pub fn date(self, zone: &TimeZone) -> civil::Date {
        self.local(zone).date()
    }

    /// This instant moved by whole minutes (negative: earlier).
    #[must_use]
    pub const fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes.saturating_mul(60_000_000)))
    }

    /// Whole minutes from `earlier` to this instant, rounded down.
    #[must_use]
    pub const fn minutes_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).div_euclid(60_000_000)
    }
}

/// A stretch of time, half open: it contains its start and not its end, so that back-to-back classes do not clash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First instant inside.
    pub start: Instant,
    /// First instant after it.
    pub end: Instant,
}

impl Span {
    /// Whether the two share at least one instant.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}
