//! Clashes between classes: which of a person's sessions share time with a class they want, and which they can
//! hardly get to or from.

use crate::time::{Instant, Span};

/// Minutes that a mile takes, in halves: 40 miles an hour is three halves.
const HALF_MINUTES_A_MILE: i64 = 3;
/// Minutes to leave, park and find the room.
const OVERHEAD: i64 = 15;

/// The first pair of sessions, one of each class, that overlap; `None` when both can be attended.
#[must_use]
pub fn first_clash(wanted: &[Span], held: &[Span]) -> Option<(Span, Span)> {
    wanted.iter().find_map(|w| held.iter().find(|h| w.overlaps(**h)).map(|h| (*w, *h)))
}

/// How long a trip takes, in minutes.
#[must_use]
pub const fn trip_minutes(miles: i64) -> i64 {
    if miles <= 0 { 0 } else { OVERHEAD + miles * HALF_MINUTES_A_MILE / 2 }
}

/// The shortest break between sessions of two classes that do not overlap, in minutes.
#[must_use]
pub fn shortest_break(wanted: &[Span], held: &[Span]) -> Option<i64> {
    let gap = |first: Instant, second: Instant| Some(second.minutes_since(first)).filter(|m| *m >= 0);
    let pairs = wanted.iter().flat_map(|w| held.iter().map(move |h| (w, h)));
    pairs.filter_map(|(w, h)| gap(w.end, h.start).or_else(|| gap(h.end, w.start))).min()
}

/// The minutes there are, if they are too few for a trip of this many miles.
#[must_use]
pub fn tight_trip(wanted: &[Span], held: &[Span], miles: i64) -> Option<i64> {
    shortest_break(wanted, held).filter(|minutes| *minutes < trip_minutes(miles))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: i64, end: i64) -> Span {
        Span { start: Instant(0).plus_minutes(start), end: Instant(0).plus_minutes(end) }
    }

    #[test]
    fn back_to_back_sessions_do_not_clash() {
        assert_eq!(first_clash(&[span(0, 10)], &[span(10, 20)]), None);
    }

    #[test]
    fn one_shared_minute_is_a_clash() {
        assert_eq!(first_clash(&[span(0, 11)], &[span(10, 20)]), Some((span(0, 11), span(10, 20))));
    }

    #[test]
    fn an_hour_for_ninety_miles_is_tight_and_three_are_not() {
        let (boston, holyoke) = ([span(540, 720)], [span(780, 960)]);
        assert_eq!(tight_trip(&boston, &holyoke, 90), Some(60));
        assert_eq!(tight_trip(&holyoke, &boston, 90), Some(60));
        assert_eq!(tight_trip(&boston, &[span(900, 960)], 90), None);
        assert_eq!(tight_trip(&boston, &holyoke, 0), None, "one house");
    }
}
