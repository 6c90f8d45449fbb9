//! What a class is worth, decided once when it is published: nominal minutes inside the band, real time outside.

use crate::Minutes;

/// One session of a class, as planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionPlan {
    /// End minus start minus meals and breaks.
    pub contact: Minutes,
}

/// What the class credits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassWorth {
    /// Whether the contact time lies inside the band.
    pub worth: Worth,
    /// Credited minutes of each unit, in the course's order.
    pub units: Vec<Minutes>,
    /// Which session pays how much of which unit; the shares of a unit sum to its minutes.
    pub shares: Vec<UnitWorth>,
}

/// Inside the band or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// The class credits its nominal minutes.
    Nominal,
    /// Too short: real minutes, units filled in order.
    Short,
    /// Too long: real minutes, units pro rata.
    Long,
}

/// A session's share of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitWorth {
    /// Place of the session.
    pub session: usize,
    /// Place of the unit.
    pub unit: usize,
    /// Minutes.
    pub minutes: Minutes,
}

/// Decides what a class credits: `nominal` minutes of each unit in order, its `sessions`, the band in percent of the
/// nominal sum, and the step to which real minutes are rounded down outside it.
#[must_use]
pub fn class_worth(nominal: &[Minutes], sessions: &[SessionPlan], band_percent: i64, step: Minutes) -> ClassWorth {
    let asked: Minutes = nominal.iter().sum();
    let contact: Minutes = sessions.iter().map(|s| s.contact).sum();
    let inside = (contact - asked).abs() * 100 <= band_percent * asked;
    let real = contact - contact.rem_euclid(step.max(1));
    let (worth, units) = if inside {
        (Worth::Nominal, nominal.to_vec())
    } else if real < asked {
        (Worth::Short, fill(nominal, real))
    } else {
        (Worth::Long, pro_rata(nominal, real))
    };
    let shares = shares(&units, sessions);
    ClassWorth { worth, units, shares }
}

impl ClassWorth {
    /// The worth of a class whose units were decided before, over its sessions as they are now.
    #[must_use]
    pub fn of_units(units: Vec<Minutes>, sessions: &[SessionPlan]) -> Self {
        let shares = shares(&units, sessions);
        Self { worth: Worth::Nominal, units, shares }
    }
}

/// Units filled in order until the time is used up.
fn fill(nominal: &[Minutes], mut left: Minutes) -> Vec<Minutes> {
    nominal
        .iter()
        .map(|n| {
            let take = left.clamp(0, *n);
            left -= take;
            take
        })
        .collect()
}

/// `amount` split in proportion to `weights`; the sum is exact.
fn pro_rata(weights: &[Minutes], amount: Minutes) -> Vec<Minutes> {
    let all: Minutes = weights.iter().sum();
    let (mut weight, mut given) = (0, 0);
    weights
        .iter()
        .map(|w| {
            weight += w;
            let until = if all > 0 { amount * weight / all } else { 0 };
            let part = until - given;
            given = until;
            part
        })
        .collect()
}

/// Units go to sessions in order: with fewer sessions than units each takes its run of units; with more, a unit
/// is spread over its run of sessions by their contact time.
fn shares(units: &[Minutes], sessions: &[SessionPlan]) -> Vec<UnitWorth> {
    let (u, s) = (units.len(), sessions.len());
    if u == 0 || s == 0 {
        return Vec::new();
    }
    if u >= s {
        let session_of = |unit: usize| unit * s / u;
        return units
            .iter()
            .enumerate()
            .map(|(unit, minutes)| UnitWorth { session: session_of(unit), unit, minutes: *minutes })
            .collect();
    }
    (0..u)
        .flat_map(|unit| {
            let mine: Vec<usize> = (0..s).filter(|j| j * u / s == unit).collect();
            let weights: Vec<Minutes> = mine.iter().map(|j| sessions[*j].contact).collect();
            mine.into_iter().zip(pro_rata(&weights, units[unit])).map(move |(session, minutes)| UnitWorth {
                session,
                unit,
                minutes,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn total(nominal: &[Minutes], contact: Minutes) -> Minutes {
        class_worth(nominal, &[SessionPlan { contact }], 15, 15).units.iter().sum()
    }

    #[test]
    fn the_documented_conversion_points() {
        let points = [
            (180, 165, 180),
            (180, 153, 180),
            (180, 150, 150),
            (180, 225, 225),
            (270, 270, 270),
            (90, 77, 90),
            (90, 75, 75),
            (90, 60, 60),
            (360, 300, 300),
            (360, 315, 360),
            (360, 480, 480),
        ];
        for (nominal, contact, credited) in points {
            assert_eq!(total(&[nominal], contact), credited, "{contact} of {nominal}");
        }
    }

    #[test]
    fn a_short_day_fills_its_units_in_order() {
        let worth = class_worth(&[90, 90, 90, 90], &[SessionPlan { contact: 300 }], 15, 15);
        assert_eq!((worth.worth, worth.units), (Worth::Short, vec![90, 90, 90, 30]));
    }

    #[test]
    fn a_long_day_goes_pro_rata() {
        let worth = class_worth(&[90, 90, 90, 90], &[SessionPlan { contact: 480 }], 15, 15);
        assert_eq!((worth.worth, worth.units), (Worth::Long, vec![120, 120, 120, 120]));
    }

    proptest! {
        #[test]
        fn shares_sum_to_the_units(
            units in proptest::collection::vec(30i64..200, 1..6),
            contacts in proptest::collection::vec(30i64..300, 1..6),
        ) {
            let sessions: Vec<_> = contacts.iter().map(|c| SessionPlan { contact: *c }).collect();
            let worth = class_worth(&units, &sessions, 15, 15);
            for (u, minutes) in worth.units.iter().enumerate() {
                let sum: Minutes = worth.shares.iter().filter(|s| s.unit == u).map(|s| s.minutes).sum();
                prop_assert_eq!(sum, *minutes);
            }
            prop_assert!(worth.shares.iter().all(|s| s.minutes >= 0 && s.session < sessions.len()));
        }
    }
}
