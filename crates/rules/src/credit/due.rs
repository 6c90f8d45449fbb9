//! What attendance is worth: each person's presence, and what was decided about it, become minutes of each unit.

use super::{ClassWorth, Presence, Standing, policy::PartialPolicy};
use crate::Minutes;

/// What a coordinator decided about a session that somebody attended in part, or during which they were also elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// All of it.
    Full,
    /// The minutes attended.
    Prorate,
    /// Nothing.
    None,
    /// Nothing, and the same content in another class makes up for it.
    MakeUp,
}

impl Decision {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Full, Self::Prorate, Self::None, Self::MakeUp];

    /// Its name in rows and forms.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Prorate => "prorate",
            Self::None => "none",
            Self::MakeUp => "make-up",
        }
    }

    /// The decision of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.name() == name)
    }
}

/// One person in one session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attended {
    /// How they were there.
    pub presence: Presence,
    /// What was decided, if anybody looked.
    pub decision: Option<Decision>,
    /// Whether they were at the same time in another class that has been credited: at most one counts by itself.
    pub overlaps: bool,
    /// What is done with partial attendance before anybody looks.
    pub partial: PartialPolicy,
}

impl Attended {
    /// Whether a coordinator has to decide before it counts.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        let partial = self.presence.standing == Standing::Partial && self.partial == PartialPolicy::Review;
        let doubtful = partial || (self.overlaps && self.presence.standing != Standing::Absent);
        doubtful && self.decision.is_none()
    }

    /// Whether only the minutes attended are credited.
    #[must_use]
    pub fn is_prorated(&self) -> bool {
        let by_itself = self.decision.is_none() && self.partial == PartialPolicy::Prorate && !self.overlaps;
        self.presence.standing == Standing::Partial && (self.decision == Some(Decision::Prorate) || by_itself)
    }

    /// Credited share of the session, as a fraction of its contact minutes.
    fn share(&self, contact: Minutes) -> (Minutes, Minutes) {
        match (self.presence.standing, self.decision) {
            (Standing::Absent, _) | (_, Some(Decision::None | Decision::MakeUp)) => (0, 1),
            (_, None) if self.overlaps => (0, 1),
            _ if self.is_prorated() => (self.presence.minutes, contact.max(1)),
            (Standing::Partial, None) => (0, 1),
            (Standing::Full, _) | (Standing::Partial, Some(Decision::Full | Decision::Prorate)) => (1, 1),
        }
    }
}

/// The minutes that somebody should have for each unit of a class: `contact[s]` is the length of session `s` without
/// its breaks, `sessions[s]` how they were there. What is prorated is rounded down to the minute, unit by unit.
///
/// # Panics
/// If a session of the class lacks its length or its presence: hours must not be lost in silence.
#[must_use]
pub fn due(worth: &ClassWorth, contact: &[Minutes], sessions: &[Attended]) -> Vec<Minutes> {
    assert_eq!(contact.len(), sessions.len(), "each session has a length and somebody's presence");
    (0..worth.units.len())
        .map(|unit| {
            let shares = worth.shares.iter().filter(|s| s.unit == unit);
            shares
                .map(|s| {
                    let (part, whole) = sessions[s.session].share(contact[s.session]);
                    s.minutes * part / whole
                })
                .sum()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credit::{SessionPlan, class_worth};
    use proptest::prelude::*;

    const CONTACT: Minutes = 180;

    fn one_day() -> ClassWorth {
        class_worth(&[90, 90, 90, 90], &[SessionPlan { contact: CONTACT }, SessionPlan { contact: CONTACT }], 15, 15)
    }

    fn there(standing: Standing, minutes: Minutes) -> Attended {
        let presence = Presence { standing, minutes };
        Attended { presence, decision: None, overlaps: false, partial: PartialPolicy::Review }
    }

    fn full() -> Attended {
        there(Standing::Full, CONTACT)
    }

    fn of(sessions: &[Attended]) -> Vec<Minutes> {
        due(&one_day(), &[CONTACT, CONTACT], sessions)
    }

    #[test]
    fn leaving_at_lunch_keeps_the_mornings_units() {
        assert_eq!(of(&[full(), there(Standing::Absent, 0)]), vec![90, 90, 0, 0]);
        assert_eq!(of(&[full(), full()]), vec![90, 90, 90, 90]);
    }

    #[test]
    fn a_class_in_three_evenings_pays_each_evening() {
        let worth = class_worth(&[270], &[SessionPlan { contact: 90 }; 3], 15, 15);
        let evening = [there(Standing::Full, 90), there(Standing::Absent, 0), there(Standing::Full, 90)];
        assert_eq!(due(&worth, &[90; 3], &evening), vec![180]);
        assert_eq!(due(&worth, &[90; 3], &[there(Standing::Full, 90); 3]), vec![270]);
    }

    #[test]
    fn part_of_a_session_is_what_the_policy_or_the_coordinator_says() {
        let part = |partial, decision| Attended { partial, decision, ..there(Standing::Partial, 100) };
        let first = |attended| of(&[attended, there(Standing::Absent, 0)])[..2].to_vec();
        assert_eq!(first(part(PartialPolicy::Review, None)), [0, 0]);
        assert_eq!(first(part(PartialPolicy::Zero, None)), [0, 0]);
        assert_eq!(first(part(PartialPolicy::Prorate, None)), [50, 50]);
        assert_eq!(first(part(PartialPolicy::Zero, Some(Decision::Prorate))), [50, 50]);
        assert_eq!(first(part(PartialPolicy::Zero, Some(Decision::Full))), [90, 90]);
        assert_eq!(first(part(PartialPolicy::Prorate, Some(Decision::MakeUp))), [0, 0]);
    }

    #[test]
    fn two_classes_at_once_count_once_until_somebody_decides() {
        let twice = Attended { overlaps: true, ..full() };
        assert!(twice.is_undecided());
        assert_eq!(of(&[twice, full()]), vec![0, 0, 90, 90]);
        let decided = Attended { decision: Some(Decision::Full), ..twice };
        assert!(!decided.is_undecided());
        assert_eq!(of(&[decided, full()]), vec![90, 90, 90, 90]);
    }

    prop_compose! {
        fn somebody()(
            standing in prop::sample::select(vec![Standing::Absent, Standing::Partial, Standing::Full]),
            minutes in 0..=CONTACT,
            decision in prop::sample::select(vec![
                None, Some(Decision::Full), Some(Decision::Prorate), Some(Decision::None), Some(Decision::MakeUp),
            ]),
            overlaps: bool,
            partial in prop::sample::select(vec![PartialPolicy::Zero, PartialPolicy::Review, PartialPolicy::Prorate]),
        ) -> Attended {
            Attended { presence: Presence { standing, minutes }, decision, overlaps, partial }
        }
    }

    proptest! {
        #[test]
        fn nobody_gets_more_than_the_class_or_less_than_nothing(a in somebody(), b in somebody()) {
            for (minutes, unit) in of(&[a, b]).into_iter().zip([90, 90, 90, 90]) {
                prop_assert!((0..=unit).contains(&minutes));
            }
        }

        #[test]
        fn what_is_undecided_or_missed_gives_nothing(a in somebody(), b in somebody()) {
            let first: Minutes = of(&[a, b])[..2].iter().sum();
            if a.is_undecided() || a.presence.standing == Standing::Absent {
                prop_assert_eq!(first, 0);
            }
        }

        #[test]
        fn staying_longer_never_gives_less(a in somebody(), b in somebody(), longer in 0..=CONTACT) {
            let minutes = longer.max(a.presence.minutes);
            let stayed = Attended { presence: Presence { minutes, ..a.presence }, ..a };
            let (before, after): (Minutes, Minutes) = (of(&[a, b]).iter().sum(), of(&[stayed, b]).iter().sum());
            prop_assert!(after >= before);
        }

        #[test]
        fn one_session_says_nothing_about_another(a in somebody(), b in somebody(), c in somebody()) {
            prop_assert_eq!(&of(&[a, b])[..2], &of(&[a, c])[..2]);
        }
    }
}
