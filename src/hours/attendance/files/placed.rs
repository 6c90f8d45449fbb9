//! Which sessions of a class the lines of one person are about, and how the person was there.

use super::lines::Line;
use jiff::{civil::Date, tz::TimeZone};
use rules::{
    credit::{Interval, join, stay},
    time::{Instant, Span},
};
use std::collections::{BTreeMap, BTreeSet};

/// How somebody was in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Was {
    /// From when to when, in minutes of the session.
    There(Vec<Interval>),
    /// There, from this many minutes after the beginning to this many before the end, where that is said.
    Marked { late: Option<i64>, left_early: Option<i64> },
}

/// What two lines of one person say of one session.
pub(super) fn together(one: Was, other: Was) -> Was {
    match (one, other) {
        (Was::There(a), Was::There(b)) => Was::There(join(&[a, b].concat())),
        (Was::There(a), Was::Marked { .. }) | (Was::Marked { .. }, Was::There(a)) => Was::There(a),
        (Was::Marked { late, left_early }, Was::Marked { late: l, left_early: e }) => {
            Was::Marked { late: least(late, l), left_early: least(left_early, e) }
        }
    }
}

/// The kinder of two; what is not said counts for nothing.
fn least(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    one.into_iter().chain(other).min()
}

/// The sessions of a class: their ids and times, in order.
type Sessions = [(i64, Span)];

/// What the lines of one person say of a class.
#[derive(Debug, Default)]
pub(super) struct Placed<'l> {
    /// The line, the session's place, and how they were there.
    pub found: Vec<(&'l Line, usize, Was)>,
    /// Lines whose time is that of no session.
    pub lost: Vec<&'l Line>,
    /// Lines that repeat a length: nobody can tell whether that time was spent twice.
    pub repeated: Vec<&'l Line>,
    /// Lines of people who were away between coming and leaving; the line does not say when.
    pub away: Vec<&'l Line>,
}

/// The one session that lines without a time are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Only {
    pub session: usize,
    /// Whether lines with a day are about it too: somebody said that their title means this session.
    pub of_title: bool,
}

/// What somebody said about lines that can mean two things.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct How {
    /// Several lengths for one name follow each other; otherwise they come from devices used at the same time.
    pub adds_up: bool,
    /// Whoever is scanned in was there for the rest of the day; otherwise for one session.
    pub whole_day: bool,
}

/// Places the lines of one person in a class.
pub(super) fn placed<'l>(
    sessions: &Sessions,
    lines: &[&'l Line],
    (only, how): (Option<Only>, How),
    zone: &TimeZone,
) -> Placed<'l> {
    let Placed { mut found, mut lost, mut repeated, mut away } = Placed::default();
    let mut lengths: BTreeMap<Option<Date>, Lengths<'l>> = BTreeMap::new();
    for line in lines {
        let before = found.len();
        let minutes = line.minutes.filter(|m| *m > 0);
        let left = line.left.or_else(|| Some(line.joined?.plus_minutes(line.minutes?)));
        let joined = line.joined.or_else(|| Some(line.left?.plus_minutes(-minutes?)));
        // anyone there for less time than from coming to leaving was away in between: no more than that time counts
        let left = match (joined, left, minutes) {
            (Some(joined), Some(left), Some(minutes)) if left.minutes_since(joined) > minutes + 2 => {
                away.push(*line);
                Some(joined.plus_minutes(minutes))
            }
            _ => left,
        };
        match (joined, left, minutes) {
            (Some(joined), Some(left), _) => {
                let stays = sessions.iter().enumerate().filter_map(|(n, (_, s))| Some((n, stay(*s, joined, left)?)));
                found.extend(stays.map(|(n, there)| (*line, n, Was::There(vec![there]))));
            }
            (Some(at), None, _) => {
                found.extend(came(sessions, at).map(|n| (*line, n, since(sessions[n].1, at))));
                let later = |(_, s): &(usize, &(i64, Span))| s.1.start > at && s.1.start.date(zone) == at.date(zone);
                let all_day = how.whole_day && !only.is_some_and(|only| only.of_title);
                if let (true, Some(first)) = (all_day, found.get(before).map(|f| f.1)) {
                    let rest = sessions.iter().enumerate().filter(later).filter(|(n, _)| *n > first);
                    found.extend(rest.map(|(n, _)| (*line, n, Was::Marked { late: None, left_early: None })));
                }
            }
            (None, Some(at), _) => found.extend(went(sessions, at).map(|n| (*line, n, until(sessions[n].1, at)))),
            (None, None, Some(minutes)) => {
                if !lengths.entry(line.day).or_default().add(line, minutes) {
                    repeated.push(*line);
                }
                continue;
            }
            (None, None, None) => {
                let all = wanted(sessions, line.day, only, zone);
                found.extend(all.map(|(n, _)| (*line, n, Was::Marked { late: None, left_early: None })));
            }
        }
        if found.len() == before {
            lost.push(*line);
        }
    }
    for (day, of_day) in lengths {
        let Some(line) = of_day.lines.first() else { continue };
        let before = found.len();
        let mut rest = of_day.minutes(how);
        // a length without times counts only once: it fills one session after the other
        for (n, span) in wanted(sessions, day, only, zone) {
            let to = rest.min(span.end.minutes_since(span.start));
            if to > 0 {
                found.push((*line, n, Was::There(vec![Interval { from: 0, to }])));
            }
            rest -= to;
        }
        if found.len() == before {
            lost.extend(of_day.lines);
        }
    }
    Placed { found, lost, repeated, away }
}

/// One person's lengths without times on one day, by the name as it is written: a repeated length counts once, and two
/// devices at the same time are one person; whether other lengths add up, somebody has to say.
#[derive(Default)]
struct Lengths<'l> {
    lines: Vec<&'l Line>,
    of_name: BTreeMap<&'l str, BTreeSet<i64>>,
}

impl<'l> Lengths<'l> {
    /// Adds a length; returns whether it is a new one.
    fn add(&mut self, line: &'l Line, minutes: i64) -> bool {
        let is_new = self.of_name.entry(&line.said).or_default().insert(minutes);
        if is_new {
            self.lines.push(line);
        }
        is_new
    }

    fn minutes(&self, how: How) -> i64 {
        let of_one = |m: &BTreeSet<i64>| if how.adds_up { m.iter().sum() } else { m.last().copied().unwrap_or(0) };
        self.of_name.values().map(of_one).max().unwrap_or(0)
    }
}

/// The sessions that a line without times is about.
pub(super) fn wanted<'s>(
    sessions: &'s Sessions,
    day: Option<Date>,
    only: Option<Only>,
    zone: &TimeZone,
) -> impl Iterator<Item = (usize, Span)> + use<'s> {
    let zone = zone.clone();
    let all = sessions.iter().enumerate().map(|(n, (_, span))| (n, *span));
    all.filter(move |(n, span)| {
        let on_day = day.is_none_or(|day| span.start.date(&zone) == day);
        // a session chosen for the whole file counts only on its own day
        let other_day = |only: Only| {
            let of = sessions.get(only.session).map(|(_, s)| s.start.date(&zone));
            day.is_some() && !only.of_title && of != day
        };
        on_day && only.is_none_or(|only| only.session == *n || other_day(only))
    })
}

/// Minutes before a session in which people come for it although the one before is still going on.
const DOORS: i64 = 20;
/// Minutes before and after a session in which a scan can still belong to it.
const EARLY: i64 = 90;
const LATE: i64 = 60;

/// The session for which somebody came who was at the door at this moment: the one under way or about to begin, else
/// the next, else the one that has just ended.
fn came(sessions: &Sessions, at: Instant) -> impl Iterator<Item = usize> + use<> {
    let within = |before: i64| move |(_, s): &(i64, Span)| s.start.plus_minutes(-before) <= at && at < s.end;
    let over = |(_, s): &(i64, Span)| s.start <= at && at <= s.end.plus_minutes(LATE);
    let soon = sessions.iter().rposition(within(DOORS));
    soon.or_else(|| sessions.iter().position(within(EARLY))).or_else(|| sessions.iter().rposition(over)).into_iter()
}

/// The session that somebody left at this moment: the last that had begun.
fn went(sessions: &Sessions, at: Instant) -> impl Iterator<Item = usize> + use<> {
    let begun = |(_, s): &(i64, Span)| s.start < at && at <= s.end.plus_minutes(EARLY);
    sessions.iter().rposition(begun).into_iter()
}

fn since(span: Span, at: Instant) -> Was {
    let length = span.end.minutes_since(span.start);
    Was::Marked { late: Some(at.minutes_since(span.start).clamp(0, length)), left_early: None }
}

fn until(span: Span, at: Instant) -> Was {
    let length = span.end.minutes_since(span.start);
    Was::Marked { late: None, left_early: Some(span.end.minutes_since(at).clamp(0, length)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::from_local(format!("2026-10-14T{text}").parse().unwrap(), &TimeZone::UTC).unwrap()
    }

    /// A morning and an afternoon with a quarter of an hour between.
    fn day() -> Vec<(i64, Span)> {
        vec![(1, Span { start: at("09:00"), end: at("12:00") }), (2, Span { start: at("12:15"), end: at("15:15") })]
    }

    fn line(joined: Option<&str>, left: Option<&str>, minutes: Option<i64>) -> Line {
        Line { line: 2, joined: joined.map(at), left: left.map(at), minutes, ..Line::default() }
    }

    const SUM: How = How { adds_up: true, whole_day: false };

    fn of(lines: &[Line]) -> Vec<(usize, Was)> {
        let lines: Vec<&Line> = lines.iter().collect();
        placed(&day(), &lines, (None, SUM), &TimeZone::UTC).found.into_iter().map(|(_, n, was)| (n, was)).collect()
    }

    fn there(to: i64) -> Was {
        Was::There(vec![Interval { from: 0, to }])
    }

    #[test]
    fn a_length_without_times_is_had_once_and_several_add_up() {
        assert_eq!(of(&[line(None, None, Some(200))]), [(0, there(180)), (1, there(20))]);
        assert_eq!(of(&[line(None, None, Some(100)), line(None, None, Some(60))]), [(0, there(160))]);
        let two = [line(None, None, Some(100)), line(None, None, Some(60))];
        let longest = placed(&day(), &[&two[0], &two[1]], (None, How::default()), &TimeZone::UTC);
        assert_eq!(longest.found[0].2, there(100), "of devices at once the longest");
        assert_eq!(of(&[line(None, None, Some(900))]), [(0, there(180)), (1, there(180))]);
        let same = [line(None, None, Some(100)), line(None, None, Some(100))];
        assert_eq!(of(&same), [(0, there(100))], "a length that is said twice");
        let twice = placed(&day(), &[&same[0], &same[1]], (None, SUM), &TimeZone::UTC);
        assert_eq!(twice.repeated.len(), 1, "and it is told");
        let today = Some(jiff::civil::date(2026, 10, 14));
        let afternoon = Line { day: today, ..line(None, None, Some(170)) };
        let on_its_day = |session, of_title| {
            placed(&day(), &[&afternoon], (Some(Only { session, of_title }), SUM), &TimeZone::UTC)
                .found
                .first()
                .map(|f| f.1)
        };
        assert_eq!(
            (on_its_day(1, true), on_its_day(1, false)),
            (Some(1), Some(1)),
            "a title that means the afternoon means it on its day, too"
        );
        let elsewhere = Some(jiff::civil::date(2026, 10, 13));
        let before = [40, 50].map(|m| Line { day: elsewhere, ..line(None, None, Some(m)) });
        assert_eq!(
            placed(&day(), &[&before[0], &before[1]], (None, SUM), &TimeZone::UTC).lost.len(),
            2,
            "each of them"
        );
        let phone = Line { said: "Phone".to_owned(), ..line(None, None, Some(120)) };
        assert_eq!(of(&[line(None, None, Some(180)), phone]), [(0, there(180))], "two devices at once");
        assert_eq!(of(&[line(None, None, None)]).len(), 2, "who is only named was at all of it");
    }

    #[test]
    fn a_scan_is_of_the_session_that_is_near() {
        let late = |late| Was::Marked { late: Some(late), left_early: None };
        for (time, session, was) in
            [("08:40", 0, late(0)), ("11:50", 0, late(170)), ("11:58", 1, late(0)), ("12:05", 1, late(0))]
        {
            assert_eq!(of(&[line(Some(time), None, None)]), [(session, was)], "{time}");
        }
        let left = |left_early| Was::Marked { late: None, left_early: Some(left_early) };
        for (time, session, was) in [("11:00", 0, left(60)), ("12:05", 0, left(0)), ("14:15", 1, left(60))] {
            assert_eq!(of(&[line(None, Some(time), None)]), [(session, was)], "{time}");
        }
        let was = together(since(day()[0].1, at("09:30")), until(day()[0].1, at("11:00")));
        assert_eq!(was, Was::Marked { late: Some(30), left_early: Some(60) }, "in and out on rows of their own");
        let away = [line(Some("09:00"), Some("12:00"), Some(120)), line(Some("12:15"), Some("13:15"), Some(60))];
        let lines: Vec<&Line> = away.iter().collect();
        let told = placed(&day(), &lines, (None, SUM), &TimeZone::UTC);
        assert_eq!((&told.found[0].2, told.away.len()), (&there(120), 1), "no more than the length, and it is told");
        let scan = line(Some("08:50"), None, None);
        let all_day = How { whole_day: true, ..SUM };
        assert_eq!(placed(&day(), &[&scan], (None, all_day), &TimeZone::UTC).found.len(), 2);
        let there = Was::There(vec![Interval { from: 150, to: 180 }]);
        assert_eq!(of(&[line(None, Some("12:00"), Some(30))]), [(0, there)], "a length before a leaving time");
        let none = [line(Some("05:00"), None, None)];
        assert_eq!(placed(&day(), &[&none[0]], (None, SUM), &TimeZone::UTC).lost.len(), 1);
    }
}
