//! Waiting for a topic: which of its classes suit somebody.

use crate::time::Span;
use jiff::{civil::Weekday, tz::TimeZone};

/// When somebody can come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// Whenever.
    Any,
    /// On weekdays in the evening, and at weekends.
    Evening,
    /// At weekends.
    Weekend,
}

/// What somebody waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// How far they will go; `None` for anywhere.
    pub miles: Option<i64>,
    /// Whether online suits them.
    pub online: bool,
    /// When.
    pub times: Times,
}

/// Where a class meets, as far as a wish is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whereabouts {
    /// At no place.
    Online,
    /// This many miles from where the person looks; `None` where nobody knows.
    Away(Option<i64>),
}

/// From this hour on, a weekday counts as evening: after a school day.
const EVENING: i8 = 16;

impl Wish {
    /// Whether a class suits.
    #[must_use]
    pub fn suits(&self, place: Whereabouts, sessions: &[Span], zone: &TimeZone) -> bool {
        self.near(place) && sessions.iter().all(|s| self.free(*s, zone))
    }

    fn near(&self, place: Whereabouts) -> bool {
        match (place, self.miles) {
            (Whereabouts::Online, _) => self.online,
            (Whereabouts::Away(_), None) => true,
            (Whereabouts::Away(miles), Some(most)) => miles.is_some_and(|m| m <= most),
        }
    }

    fn free(&self, session: Span, zone: &TimeZone) -> bool {
        let start = session.start.local(zone);
        let weekend = matches!(start.date().weekday(), Weekday::Saturday | Weekday::Sunday);
        match self.times {
            Times::Any => true,
            Times::Evening => weekend || start.hour() >= EVENING,
            Times::Weekend => weekend,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Instant;
    use jiff::civil::date;

    fn at(day: i8, hour: i8) -> Span {
        let zone = TimeZone::get("America/New_York").unwrap();
        let start = Instant::from_local(date(2026, 10, day).at(hour, 0, 0, 0), &zone).unwrap();
        Span { start, end: start.plus_minutes(180) }
    }

    fn suits(wish: Wish, place: Whereabouts, sessions: &[Span]) -> bool {
        wish.suits(place, sessions, &TimeZone::get("America/New_York").unwrap())
    }

    #[test]
    fn a_place_suits_within_the_miles_and_online_only_if_asked_for() {
        let wish = Wish { miles: Some(40), online: false, times: Times::Any };
        let near = |miles| suits(wish, Whereabouts::Away(miles), &[at(5, 9)]);
        assert!(near(Some(40)) && !near(Some(41)) && !near(None));
        assert!(!suits(wish, Whereabouts::Online, &[at(5, 9)]));
        assert!(suits(Wish { online: true, ..wish }, Whereabouts::Online, &[at(5, 9)]));
        assert!(suits(Wish { miles: None, ..wish }, Whereabouts::Away(None), &[at(5, 9)]));
    }

    #[test]
    fn evenings_are_after_school_and_weekends_are_weekends() {
        let when =
            |times, day, hour| suits(Wish { miles: None, online: true, times }, Whereabouts::Online, &[at(day, hour)]);
        // October 5, 2026 is a Monday, the 10th a Saturday
        assert!(when(Times::Evening, 5, 16) && !when(Times::Evening, 5, 15) && when(Times::Evening, 10, 9));
        assert!(when(Times::Weekend, 10, 9) && !when(Times::Weekend, 5, 18));
        let both = [at(10, 9), at(5, 9)];
        assert!(!suits(Wish { miles: None, online: true, times: Times::Weekend }, Whereabouts::Online, &both));
    }
}
