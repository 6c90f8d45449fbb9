//! How long a freed seat is held for the next person in line.

use crate::time::Instant;
use jiff::{ToSpan, tz::TimeZone};

/// How long offers last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    /// Hours at most.
    pub hours: i64,
}

impl Default for Hold {
    fn default() -> Self {
        Self { hours: 48 }
    }
}

/// No offer ends from 21:00 on or before 08:00; it then ends at 10:00.
const EVENING: i8 = 21;
const MORNING: i8 = 8;
const AFTER_NIGHT: i8 = 10;

/// Until when a seat offered at `now` is held, for a class whose sign-up closes at `closes_at`; `None` when too
/// little time is left to hold anything (under an hour).
///
/// The hold shrinks to a third of the time left as the class comes near, never below an hour, and never ends at
/// night: people sleep, and a seat must not be lost by it.
#[must_use]
pub fn offer_until(hold: Hold, now: Instant, closes_at: Instant, zone: &TimeZone) -> Option<Instant> {
    let left = closes_at.minutes_since(now);
    if left < 60 {
        return None;
    }
    let minutes = (hold.hours * 60).min((left / 3).max(60));
    let until = out_of_the_night(now.plus_minutes(minutes), zone);
    Some(until.min(closes_at))
}

fn out_of_the_night(at: Instant, zone: &TimeZone) -> Instant {
    let local = at.local(zone);
    let day = match local.hour() {
        h if h >= EVENING => local.date().saturating_add(1.day()),
        h if h < MORNING => local.date(),
        _ => return at,
    };
    Instant::from_local(day.at(AFTER_NIGHT, 0, 0, 0), zone).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn boston() -> TimeZone {
        TimeZone::get("America/New_York").unwrap()
    }

    #[test]
    fn far_from_the_class_an_offer_lasts_48_hours() {
        let zone = boston();
        let at = |d, h| Instant::from_local(date(2026, 10, d).at(h, 0, 0, 0), &zone).unwrap();
        assert_eq!(offer_until(Hold::default(), at(1, 18), at(20, 18), &zone), Some(at(3, 18)));
    }

    #[test]
    fn what_would_end_at_night_ends_in_the_morning() {
        let zone = boston();
        let at = |d, h| Instant::from_local(date(2026, 10, d).at(h, 0, 0, 0), &zone).unwrap();
        assert_eq!(offer_until(Hold::default(), at(1, 22), at(20, 18), &zone), Some(at(4, 10)));
        assert_eq!(offer_until(Hold::default(), at(1, 3), at(20, 18), &zone), Some(at(3, 10)));
    }

    proptest! {
        #[test]
        fn an_offer_lasts_an_hour_or_to_the_close_and_never_ends_at_night(
            start in 0i64..2_000_000, left in 0i64..100_000,
        ) {
            let zone = boston();
            let now = Instant(1_790_000_000_000_000).plus_minutes(start);
            let closes = now.plus_minutes(left);
            match offer_until(Hold::default(), now, closes, &zone) {
                None => prop_assert!(left < 60),
                Some(until) => {
                    prop_assert!(until <= closes && until.minutes_since(now) >= 60);
                    let hour = until.local(&zone).hour();
                    prop_assert!(until == closes || (MORNING..EVENING).contains(&hour));
                }
            }
        }
    }
}
