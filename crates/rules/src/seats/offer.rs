//! What happens to a freed seat while people wait: a timed offer to the first in line, or, shortly before the
//! class, a call to everybody who waits.

use crate::{
    night::{EVENING, MORNING, out_of_the_night},
    time::Instant,
};
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

/// What becomes of a seat that is free now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// It is held for the first in line until then.
    Offer(Instant),
    /// Everybody who waits is told, and the first to say yes has it.
    Call,
    /// The class has begun: nothing.
    Over,
}

/// In the last hours before a class, nobody is waited for.
const CALL_HOURS: i64 = 24;
/// Anything shorter would be no offer at all.
const SHORTEST: i64 = 60;

/// From when free seats of a class go to the first who says yes: a day before it starts, or the evening before where
/// that would be at night, since offers end then.
#[must_use]
pub fn called_from(starts_at: Instant, zone: &TimeZone) -> Instant {
    let from = starts_at.plus_minutes(-60 * CALL_HOURS);
    let local = from.local(zone);
    let evening = match local.hour() {
        h if h >= EVENING => local.date(),
        h if h < MORNING => local.date().saturating_sub(1.day()),
        _ => return from,
    };
    Instant::from_local(evening.at(EVENING - 1, 0, 0, 0), zone).unwrap_or(from)
}

/// What becomes of a seat that is free at `now`.
///
/// An offer lasts a third of the time that is left as the class comes near, at most [`Hold::hours`], at least an
/// hour, and never ends at night: people sleep, and nobody must lose a seat because of it.
#[must_use]
pub fn next_offer(hold: Hold, now: Instant, starts_at: Instant, zone: &TimeZone) -> Next {
    if now >= starts_at {
        return Next::Over;
    }
    let call = called_from(starts_at, zone);
    let left = call.minutes_since(now);
    if left < SHORTEST {
        return Next::Call;
    }
    let minutes = (hold.hours * 60).min((left / 3).max(SHORTEST));
    Next::Offer(out_of_the_night(now.plus_minutes(minutes), zone).min(call))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn boston() -> TimeZone {
        TimeZone::get("America/New_York").unwrap()
    }

    fn at(day: i8, hour: i8) -> Instant {
        Instant::from_local(date(2026, 10, day).at(hour, 0, 0, 0), &boston()).unwrap()
    }

    fn offer(now: Instant, starts: Instant) -> Next {
        next_offer(Hold::default(), now, starts, &boston())
    }

    #[test]
    fn far_from_the_class_an_offer_lasts_48_hours() {
        assert_eq!(offer(at(1, 18), at(20, 18)), Next::Offer(at(3, 18)));
    }

    #[test]
    fn what_would_end_at_night_ends_in_the_morning() {
        assert_eq!(offer(at(1, 22), at(20, 18)), Next::Offer(at(4, 10)));
        assert_eq!(offer(at(1, 3), at(20, 18)), Next::Offer(at(3, 10)));
    }

    #[test]
    fn in_the_last_day_everybody_is_called_and_after_the_start_nobody() {
        assert_eq!(offer(at(19, 19), at(20, 18)), Next::Call);
        assert_eq!(offer(at(20, 18), at(20, 18)), Next::Over);
    }

    #[test]
    fn a_class_early_in_the_morning_is_called_from_the_evening_before_its_last_day() {
        assert_eq!(called_from(at(20, 7), &boston()), at(18, 20));
        assert_eq!(called_from(at(20, 9), &boston()), at(19, 9));
    }

    proptest! {
        #[test]
        fn an_offer_lasts_an_hour_at_least_and_never_ends_at_night_or_in_the_last_day(
            start in 0i64..2_000_000, left in 0i64..100_000, hours in 1i64..100,
        ) {
            let zone = boston();
            let now = Instant(1_790_000_000_000_000).plus_minutes(start);
            let starts = now.plus_minutes(left);
            let call = called_from(starts, &zone);
            match next_offer(Hold { hours }, now, starts, &zone) {
                Next::Over => prop_assert_eq!(left, 0),
                Next::Call => prop_assert!(now.plus_minutes(60) > call && left > 0),
                Next::Offer(until) => {
                    prop_assert!(until <= call && until.minutes_since(now) >= 60);
                    let hour = until.local(&zone).hour();
                    prop_assert!((MORNING..EVENING).contains(&hour) , "{until:?} at {hour}");
                    prop_assert!(until.minutes_since(now) <= hours.max(1) * 60 + 14 * 60);
                }
            }
        }
    }
}
