//! From a class that was held and a person's presence to credited minutes per curriculum unit.
//!
//! `class` decides once, at publishing, what the class is worth; `presence` judges one person in one session;
//! [`earned`] puts the two together. Nothing here is decided by the trainer: trainers only say who was there.

mod class;
pub mod policy;
mod presence;

pub use class::{ClassWorth, SessionPlan, UnitWorth, Worth, class_worth};
pub use presence::{Interval, Presence, PresencePolicy, SessionTimes, Standing, join, judge, stay};

use crate::Minutes;

/// What one person earned in one class: the minutes for each unit of the class (0 where a session that
/// carries it was not attended in full).
///
/// `full[s]` says whether session `s` of `worth.shares` was attended in full.
#[must_use]
pub fn earned(worth: &ClassWorth, full: &[bool]) -> Vec<Minutes> {
    (0..worth.units.len())
        .map(|u| {
            worth
                .shares
                .iter()
                .filter(|s| s.unit == u && full.get(s.session).copied().unwrap_or(false))
                .map(|s| s.minutes)
                .sum()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_day() -> ClassWorth {
        let sessions = [SessionPlan { contact: 180 }, SessionPlan { contact: 180 }];
        class_worth(&[90, 90, 90, 90], &sessions, 15, 15)
    }

    #[test]
    fn leaving_at_lunch_keeps_the_mornings_units() {
        assert_eq!(earned(&one_day(), &[true, false]), vec![90, 90, 0, 0]);
    }

    #[test]
    fn the_whole_day_is_every_unit() {
        assert_eq!(earned(&one_day(), &[true, true]), vec![90, 90, 90, 90]);
    }

    #[test]
    fn a_class_in_three_evenings_pays_each_evening() {
        let sessions = [SessionPlan { contact: 90 }, SessionPlan { contact: 90 }, SessionPlan { contact: 90 }];
        let worth = class_worth(&[270], &sessions, 15, 15);
        assert_eq!(earned(&worth, &[true, true, true]), vec![270]);
        assert_eq!(earned(&worth, &[true, false, true]), vec![180]);
    }
}
