//! Joining and leaving on separate rows, paired up into stays; and times of day put on their day.

use super::lines::{Clock, Line};
use jiff::civil::{Date, DateTime};
use rules::time::Instant;
use std::collections::BTreeMap;

/// Somebody joined or left: in both cases the line holds the moment as the time of joining.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Event {
    pub joined: bool,
    pub line: Line,
}

impl Event {
    /// What events of one person in one class are ordered by: moments, or clocks of one day.
    fn order(&self) -> i64 {
        match (&self.line.joined, &self.line.clocks.0) {
            (Some(at), _) => at.0,
            (None, Some((time, _))) => {
                i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60 + i64::from(time.second())
            }
            (None, None) => 0,
        }
    }
}

/// Pairs what one person did in one class: somebody who joins on two devices is there until both have left. Returns the
/// stays, the lines that pair with none (with the name of their text), and how many rows their stays speak for besides
/// their own.
///
/// `leaves`: whether the file says of others when they left.
pub(super) fn pair(events: Vec<Event>, leaves: bool) -> (Vec<Line>, Vec<(usize, &'static str)>, usize) {
    let anybody_left = leaves || events.iter().any(|e| !e.joined);
    let mut of: BTreeMap<(usize, String, Option<Date>), Vec<Event>> = BTreeMap::new();
    for event in events {
        of.entry((event.line.named, event.line.title.clone(), event.line.day)).or_default().push(event);
    }
    let (mut stays, mut alone, mut paired) = (Vec::new(), Vec::new(), 0);
    for mut events in of.into_values() {
        if !anybody_left {
            // scans at a door: nobody is scanned when they leave
            stays.extend(events.into_iter().map(|e| e.line));
            continue;
        }
        // at the same moment, whoever leaves is joining again
        events.sort_by_key(|e| (e.order(), e.line.line));
        let mut open: Vec<Event> = Vec::new();
        let mut devices = 0_usize;
        for event in events {
            match (event.joined, devices) {
                (false, 0) => alone.push((event.line.line, "trouble-left-only")),
                (false, 1) => {
                    let first = open[0].line.clone();
                    paired += open.len();
                    open.clear();
                    devices = 0;
                    let (left, clock) = (event.line.joined, event.line.clocks.0);
                    stays.push(Line { left, clocks: (first.clocks.0.clone(), clock), ..first });
                }
                (joined, _) => {
                    devices = if joined { devices + 1 } else { devices - 1 };
                    open.push(event);
                }
            }
        }
        // anyone who joined twice and left once may have been away in between: nobody can say how long they were there
        alone.extend(open.into_iter().map(|e| (e.line.line, "trouble-joined-only")));
    }
    (stays, alone, paired)
}

/// Puts times of day on a day. Anyone who came in the evening and left at night left on the day after; any other
/// leaving before the coming is a slip, and gives no time.
pub(super) fn on(line: &mut Line, day: Date) {
    let at = |clock: Option<Clock>, day: Date| {
        let (time, zone) = clock?;
        Instant::from_local(DateTime::from_parts(day, time), &zone).ok()
    };
    let clocks = std::mem::take(&mut line.clocks);
    let joined_hour = clocks.0.as_ref().map_or(0, |(time, _)| time.hour());
    if let Some(joined) = at(clocks.0, day) {
        line.joined = Some(joined);
    }
    let (left, next) = (at(clocks.1.clone(), day), day.tomorrow().ok());
    if let Some(left) = left {
        let before = line.joined.is_some_and(|joined| left < joined);
        let night = clocks.1.as_ref().is_some_and(|(time, _)| time.hour() < 6) && joined_hour >= 18;
        line.left = match (before, night) {
            (true, true) => next.and_then(|next| at(clocks.1, next)),
            (true, false) => line.joined,
            (false, _) => Some(left),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{civil::time, tz::TimeZone};

    fn did(named: usize, line: usize, joined: bool, minute: i64) -> Event {
        let joined_at = Some(Instant(0).plus_minutes(minute));
        Event { joined, line: Line { line, named, joined: joined_at, ..Line::default() } }
    }

    fn stays(events: &[Event]) -> (Vec<(usize, i64)>, Vec<usize>, usize) {
        let (stays, alone, paired) = pair(events.to_vec(), false);
        let of = stays.iter().map(|l| (l.line, l.left.unwrap().minutes_since(l.joined.unwrap()))).collect();
        (of, alone.into_iter().map(|(line, _)| line).collect(), paired)
    }

    #[test]
    fn rows_of_joining_and_leaving_pair_up() {
        let rejoined = [did(0, 2, true, 0), did(0, 3, false, 12), did(0, 4, true, 20), did(0, 5, false, 90)];
        assert_eq!(stays(&rejoined), (vec![(2, 12), (4, 70)], vec![], 2));
        let devices = [did(0, 2, true, 0), did(0, 3, true, 5), did(0, 4, false, 30), did(0, 5, false, 90)];
        assert_eq!(stays(&devices), (vec![(2, 90)], vec![], 3));
        let two = [did(0, 2, true, 0), did(1, 3, true, 5), did(1, 4, false, 30), did(0, 5, false, 90)];
        assert_eq!(stays(&two), (vec![(2, 90), (3, 25)], vec![], 2));
    }

    #[test]
    fn what_does_not_pair_up_is_left_out() {
        assert_eq!(stays(&[did(0, 2, true, 0), did(1, 3, true, 0), did(1, 4, false, 9)]), (vec![(3, 9)], vec![2], 1));
        assert_eq!(stays(&[did(0, 2, false, 10)]), (vec![], vec![2], 0));
        let lost = [did(0, 2, true, 0), did(0, 3, true, 80), did(0, 4, false, 90)];
        assert_eq!(stays(&lost), (vec![], vec![2, 3, 4], 0), "joined twice, left once");
        let scans = pair(vec![did(0, 2, true, 0), did(1, 3, true, 5)], false);
        assert_eq!((scans.0.len(), scans.1.len()), (2, 0), "nobody is scanned when they leave");
    }

    #[test]
    fn a_clock_is_of_its_day_or_of_the_next() {
        let clock = |h, m| Some((time(h, m, 0, 0), TimeZone::UTC));
        let mut line = Line { clocks: (clock(23, 30), clock(0, 15)), ..Line::default() };
        on(&mut line, jiff::civil::date(2026, 11, 12));
        assert_eq!(line.left.unwrap().minutes_since(line.joined.unwrap()), 45);
        let mut slip = Line { clocks: (clock(11, 30), clock(1, 15)), ..Line::default() };
        on(&mut slip, jiff::civil::date(2026, 11, 12));
        assert_eq!(slip.left, slip.joined, "no half day for a missing PM");
    }
}
