//! When people are left alone, between 21:00 and 08:00: no offer ends, and no message to many is sent.

use crate::time::Instant;
use jiff::{ToSpan, civil::Date, tz::TimeZone};

/// The hour at which the night begins.
pub(crate) const EVENING: i8 = 21;
/// The hour at which it ends.
pub(crate) const MORNING: i8 = 8;
/// What would end at night ends at this hour of the next morning, so that there is time to read of it.
const AFTER_NIGHT: i8 = 10;

/// The same moment, or 10:00 of the next morning if it falls at night: until when something is held.
#[must_use]
pub fn out_of_the_night(at: Instant, zone: &TimeZone) -> Instant {
    after(at, AFTER_NIGHT, zone)
}

/// The same moment, or 08:00 of the next morning if it falls at night: when something is sent.
#[must_use]
pub fn by_day(at: Instant, zone: &TimeZone) -> Instant {
    after(at, MORNING, zone)
}

fn after(at: Instant, hour: i8, zone: &TimeZone) -> Instant {
    let Some(day) = morning_after(at, zone) else { return at };
    Instant::from_local(day.at(hour, 0, 0, 0), zone).unwrap_or(at)
}

/// The day on which the night of a moment ends, if that moment is at night.
fn morning_after(at: Instant, zone: &TimeZone) -> Option<Date> {
    let local = at.local(zone);
    match local.hour() {
        h if h >= EVENING => Some(local.date().saturating_add(1.day())),
        h if h < MORNING => Some(local.date()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn zone() -> TimeZone {
        TimeZone::get("America/New_York").unwrap()
    }

    fn at(local: &str) -> Instant {
        Instant::from_local(local.parse().unwrap(), &zone()).unwrap()
    }

    #[test]
    fn what_falls_at_night_waits_for_the_morning() {
        assert_eq!(by_day(at("2026-10-03T21:00"), &zone()), at("2026-10-04T08:00"));
        assert_eq!(by_day(at("2026-10-03T03:00"), &zone()), at("2026-10-03T08:00"));
        assert_eq!(by_day(at("2026-10-03T20:59"), &zone()), at("2026-10-03T20:59"));
        assert_eq!(out_of_the_night(at("2026-10-03T23:00"), &zone()), at("2026-10-04T10:00"));
        // the night on which clocks go back
        assert_eq!(by_day(at("2026-11-01T01:30"), &zone()), at("2026-11-01T08:00"));
    }

    proptest! {
        #[test]
        fn nothing_is_left_at_night_and_nothing_moves_by_more_than_a_night(minute in 0_i64..525_600) {
            let at = at("2026-01-01T00:00").plus_minutes(minute);
            for (moved, most) in [(by_day(at, &zone()), 12), (out_of_the_night(at, &zone()), 14)] {
                prop_assert!((MORNING..EVENING).contains(&moved.local(&zone()).hour()));
                prop_assert!(moved >= at && moved.minutes_since(at) <= most * 60);
                prop_assert_eq!(by_day(moved, &zone()), moved);
            }
        }
    }
}
