//! One person in one session: how long they were there, and whether that counts as the whole session.

use crate::{
    Minutes,
    time::{Instant, Span},
};

/// A session's length, in minutes from its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionTimes {
    /// From start to end, meals and breaks included.
    pub length: Minutes,
    /// Meals and breaks.
    pub excluded: Minutes,
}

impl SessionTimes {
    /// Length minus meals and breaks.
    #[must_use]
    pub const fn contact(self) -> Minutes {
        self.length - self.excluded
    }
}

/// From when to when somebody was in the room, in minutes from the session's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// First minute there.
    pub from: Minutes,
    /// First minute gone.
    pub to: Minutes,
}

/// When presence counts as the whole session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PresencePolicy {
    /// Percent of the contact minutes that is enough.
    pub full_percent: i64,
    /// Minutes that may be missed.
    pub grace: Minutes,
}

impl Default for PresencePolicy {
    fn default() -> Self {
        Self { full_percent: 90, grace: 15 }
    }
}

/// How a session was attended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// In full.
    Full,
    /// In part: a coordinator decides.
    Partial,
    /// Not at all.
    Absent,
}

/// Minutes of presence and what they mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Presence {
    /// Contact minutes attended.
    pub minutes: Minutes,
    /// What they mean.
    pub standing: Standing,
}

/// The part of a stay that lies in a session, in minutes from its start; a minute that has begun counts. `None` where
/// no part does.
#[must_use]
pub fn stay(session: Span, from: Instant, to: Instant) -> Option<Interval> {
    let length = session.end.minutes_since(session.start);
    let up = |at: Instant| -session.start.minutes_since(at);
    let there = Interval { from: from.minutes_since(session.start).max(0), to: up(to).min(length) };
    (there.from < there.to && from < to).then_some(there)
}

/// Stretches in order, with those that touch or overlap merged into one: two devices at once are one person.
#[must_use]
pub fn join(intervals: &[Interval]) -> Vec<Interval> {
    let mut sorted: Vec<Interval> = intervals.iter().copied().filter(|i| i.from < i.to).collect();
    sorted.sort_by_key(|i| (i.from, i.to));
    let mut out: Vec<Interval> = Vec::new();
    for i in sorted {
        match out.last_mut() {
            Some(last) if i.from <= last.to => last.to = last.to.max(i.to),
            _ => out.push(i),
        }
    }
    out
}

/// Judges presence: the union of the intervals, clipped to the session; two devices at once count once.
/// Full at `full_percent` of the contact minutes or with at most `grace` missed, whichever is kinder.
#[must_use]
pub fn judge(times: SessionTimes, intervals: &[Interval], policy: PresencePolicy) -> Presence {
    let mut clipped: Vec<Interval> = intervals
        .iter()
        .map(|i| Interval { from: i.from.max(0), to: i.to.min(times.length) })
        .filter(|i| i.from < i.to)
        .collect();
    clipped.sort_by_key(|i| (i.from, i.to));
    let (mut there, mut until) = (0, 0);
    for i in clipped {
        there += (i.to - i.from.max(until)).max(0);
        until = until.max(i.to);
    }
    let contact = times.contact();
    let missed = times.length - there;
    let minutes = (contact - missed).max(0);
    let standing = if there == 0 || minutes == 0 {
        Standing::Absent
    } else if minutes * 100 >= policy.full_percent * contact || missed <= policy.grace {
        Standing::Full
    } else {
        Standing::Partial
    };
    Presence { minutes, standing }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(length: Minutes, there: Minutes) -> Standing {
        let times = SessionTimes { length, excluded: 0 };
        judge(times, &[Interval { from: 0, to: there }], PresencePolicy::default()).standing
    }

    #[test]
    fn the_documented_points() {
        assert_eq!(plain(180, 165), Standing::Full);
        assert_eq!(plain(180, 162), Standing::Full);
        assert_eq!(plain(180, 160), Standing::Partial);
        assert_eq!(plain(90, 75), Standing::Full);
        assert_eq!(plain(90, 74), Standing::Partial);
        assert_eq!(plain(90, 0), Standing::Absent);
    }

    #[test]
    fn a_stay_is_cut_to_the_session_and_rounded_up() {
        let start = Instant(0);
        let session = Span { start, end: start.plus_minutes(90) };
        let at = |seconds: i64| Instant(seconds * 1_000_000);
        assert_eq!(stay(session, at(-600), at(90 * 60 + 900)), Some(Interval { from: 0, to: 90 }));
        assert_eq!(stay(session, at(119), at(121)), Some(Interval { from: 1, to: 3 }));
        assert_eq!(stay(session, at(-600), at(0)), None);
        assert_eq!(stay(session, at(90 * 60), at(100 * 60)), None);
        assert_eq!(stay(session, at(600), at(300)), None);
    }

    #[test]
    fn online_intervals_are_joined() {
        let times = SessionTimes { length: 180, excluded: 0 };
        let there = [(0, 60), (62, 120), (121, 178)].map(|(from, to)| Interval { from, to });
        let p = judge(times, &there, PresencePolicy::default());
        assert_eq!(p, Presence { minutes: 175, standing: Standing::Full });
    }

    proptest! {
        #[test]
        fn a_second_device_changes_nothing(from in 0i64..180, length in 1i64..180) {
            let times = SessionTimes { length: 180, excluded: 0 };
            let once = [Interval { from, to: from + length }];
            let twice = [once[0], once[0]];
            let policy = PresencePolicy::default();
            prop_assert_eq!(judge(times, &once, policy), judge(times, &twice, policy));
        }

        #[test]
        fn presence_stays_inside_the_session(
            spans in proptest::collection::vec((-50i64..300, -50i64..300), 0..6), excluded in 0i64..60,
        ) {
            let times = SessionTimes { length: 180, excluded };
            let there: Vec<_> = spans.into_iter().map(|(from, to)| Interval { from, to }).collect();
            let p = judge(times, &there, PresencePolicy::default());
            prop_assert!((0..=times.contact()).contains(&p.minutes));
        }

        #[test]
        fn joining_keeps_every_minute_and_no_other(spans in proptest::collection::vec((0i64..60, 0i64..60), 0..8)) {
            let there: Vec<_> = spans.iter().map(|(from, to)| Interval { from: *from, to: *to }).collect();
            let joined = join(&there);
            for minute in 0..60 {
                let inside = |list: &[Interval]| list.iter().any(|i| i.from <= minute && minute < i.to);
                prop_assert_eq!(inside(&there), inside(&joined));
            }
            prop_assert!(joined.windows(2).all(|w| w[0].to < w[1].from));
            prop_assert_eq!(join(&joined), joined.clone());
        }
    }
}
