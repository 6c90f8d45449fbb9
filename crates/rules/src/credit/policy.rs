//! The knobs of credit policy: what a union may set differently, within which bounds, and from which day.

use super::PresencePolicy;
use crate::Minutes;
use jiff::civil::Date;

/// What is done with partial attendance before a coordinator looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartialPolicy {
    /// Nothing is credited.
    Zero,
    /// Nothing is credited until a coordinator decides.
    Review,
    /// The minutes attended are credited.
    Prorate,
}

/// The policy in force on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Percent of the nominal minutes by which a class may differ and still credit them.
    pub band_percent: i64,
    /// Step to which real time is rounded down outside the band.
    pub rounding: Minutes,
    /// When presence counts as the whole session.
    pub presence: PresencePolicy,
    /// What is done with partial attendance.
    pub partial: PartialPolicy,
    /// Whether member-trainers get the hours of what they teach.
    pub teaching: bool,
    /// Most minutes of teaching in all.
    pub teaching_cap: Minutes,
    /// Most minutes of claims in all.
    pub claim_cap: Minutes,
    /// Most minutes of claims for classes held by others.
    pub outside_cap: Minutes,
    /// Most minutes of waivers and substitutions in all.
    pub waiver_cap: Minutes,
    /// People who must agree to a waiver.
    pub waiver_approvers: i64,
    /// Whether a confirmed member who is complete gets the certificate without anybody's click.
    pub auto_issue: bool,
}

impl Default for Policy {
    fn default() -> Self {
        let mut policy = Self {
            band_percent: 0,
            rounding: 1,
            presence: PresencePolicy { full_percent: 100, grace: 0 },
            partial: PartialPolicy::Review,
            teaching: true,
            teaching_cap: 0,
            claim_cap: 0,
            outside_cap: 0,
            waiver_cap: 0,
            waiver_approvers: 2,
            auto_issue: false,
        };
        for knob in Knob::ALL {
            knob.set(&mut policy, knob.default());
        }
        policy
    }
}

/// One knob.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Knob {
    /// [`Policy::band_percent`]
    BandPercent,
    /// [`Policy::rounding`]
    Rounding,
    /// [`PresencePolicy::full_percent`]
    FullPercent,
    /// [`PresencePolicy::grace`]
    Grace,
    /// [`Policy::partial`]: 0 zero, 1 review, 2 prorate.
    Partial,
    /// [`Policy::teaching`]: 0 off, 1 on.
    Teaching,
    /// [`Policy::teaching_cap`]
    TeachingCap,
    /// [`Policy::claim_cap`]
    ClaimCap,
    /// [`Policy::outside_cap`]
    OutsideCap,
    /// [`Policy::waiver_cap`]
    WaiverCap,
    /// [`Policy::waiver_approvers`]
    WaiverApprovers,
    /// [`Policy::auto_issue`]: 0 off, 1 on.
    AutoIssue,
}

impl Knob {
    /// Every knob, in the order in which pages show them.
    pub const ALL: [Self; 12] = [
        Self::BandPercent,
        Self::Rounding,
        Self::FullPercent,
        Self::Grace,
        Self::Partial,
        Self::Teaching,
        Self::TeachingCap,
        Self::ClaimCap,
        Self::OutsideCap,
        Self::WaiverCap,
        Self::WaiverApprovers,
        Self::AutoIssue,
    ];

    /// Its name in records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BandPercent => "approx-band-pct",
            Self::Rounding => "rounding-minutes",
            Self::FullPercent => "full-attendance-pct",
            Self::Grace => "grace-minutes",
            Self::Partial => "partial-policy",
            Self::Teaching => "teaching-credit",
            Self::TeachingCap => "teaching-cap-minutes",
            Self::ClaimCap => "claim-cap-minutes",
            Self::OutsideCap => "outside-cap-minutes",
            Self::WaiverCap => "waiver-cap-minutes",
            Self::WaiverApprovers => "waiver-approvers",
            Self::AutoIssue => "auto-issue",
        }
    }

    /// The knob with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }

    /// Its value where nobody set it.
    #[must_use]
    pub const fn default(self) -> i64 {
        match self {
            Self::BandPercent | Self::Rounding | Self::Grace => 15,
            Self::FullPercent => 90,
            Self::Partial | Self::Teaching => 1,
            Self::TeachingCap | Self::ClaimCap => 12 * 60,
            Self::OutsideCap => 6 * 60,
            Self::WaiverCap => 3 * 60,
            Self::WaiverApprovers => 2,
            Self::AutoIssue => 0,
        }
    }

    /// Smallest and largest value.
    #[must_use]
    pub const fn range(self) -> (i64, i64) {
        match self {
            Self::BandPercent => (0, 40),
            Self::Rounding => (1, 60),
            Self::FullPercent => (50, 100),
            Self::Grace => (0, 60),
            Self::Partial => (0, 2),
            Self::Teaching | Self::AutoIssue => (0, 1),
            Self::TeachingCap | Self::ClaimCap => (0, 24 * 60),
            Self::OutsideCap | Self::WaiverCap => (0, 12 * 60),
            Self::WaiverApprovers => (1, 2),
        }
    }

    /// Its value in a policy.
    #[must_use]
    pub const fn of(self, p: &Policy) -> i64 {
        match self {
            Self::BandPercent => p.band_percent,
            Self::Rounding => p.rounding,
            Self::FullPercent => p.presence.full_percent,
            Self::Grace => p.presence.grace,
            Self::Partial => match p.partial {
                PartialPolicy::Zero => 0,
                PartialPolicy::Review => 1,
                PartialPolicy::Prorate => 2,
            },
            Self::Teaching => p.teaching as i64,
            Self::TeachingCap => p.teaching_cap,
            Self::ClaimCap => p.claim_cap,
            Self::OutsideCap => p.outside_cap,
            Self::WaiverCap => p.waiver_cap,
            Self::WaiverApprovers => p.waiver_approvers,
            Self::AutoIssue => p.auto_issue as i64,
        }
    }

    /// Sets it; a value out of range is replaced by the nearest allowed one.
    pub fn set(self, p: &mut Policy, value: i64) {
        let (least, most) = self.range();
        let value = value.clamp(least, most);
        match self {
            Self::BandPercent => p.band_percent = value,
            Self::Rounding => p.rounding = value,
            Self::FullPercent => p.presence.full_percent = value,
            Self::Grace => p.presence.grace = value,
            Self::Partial => {
                p.partial = match value {
                    0 => PartialPolicy::Zero,
                    1 => PartialPolicy::Review,
                    _ => PartialPolicy::Prorate,
                };
            }
            Self::Teaching => p.teaching = value == 1,
            Self::TeachingCap => p.teaching_cap = value,
            Self::ClaimCap => p.claim_cap = value,
            Self::OutsideCap => p.outside_cap = value,
            Self::WaiverCap => p.waiver_cap = value,
            Self::WaiverApprovers => p.waiver_approvers = value,
            Self::AutoIssue => p.auto_issue = value == 1,
        }
    }
}

/// One change of a knob.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnobChange {
    /// Which.
    pub knob: Knob,
    /// To what.
    pub value: i64,
    /// From which day on.
    pub effective_on: Date,
}

impl Policy {
    /// The policy on a day, from changes in the order in which they were decided: of two for the same day the later one
    /// holds.
    #[must_use]
    pub fn on(day: Date, changes: &[KnobChange]) -> Self {
        let mut due: Vec<&KnobChange> = changes.iter().filter(|c| c.effective_on <= day).collect();
        due.sort_by_key(|c| c.effective_on);
        let mut policy = Self::default();
        for change in due {
            change.knob.set(&mut policy, change.value);
        }
        policy
    }
}

/// How many of `asked` minutes may be credited when `have` of at most `cap` are used up.
#[must_use]
pub fn within_cap(asked: Minutes, have: Minutes, cap: Minutes) -> Minutes {
    asked.min(cap - have).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn a_change_counts_from_its_day_on_and_the_later_decision_of_one_day_stands() {
        let change = |value, effective_on| KnobChange { knob: Knob::Grace, value, effective_on };
        let changes = [change(5, date(2026, 3, 1)), change(20, date(2026, 1, 1)), change(10, date(2026, 3, 1))];
        let grace = |day| Policy::on(day, &changes).presence.grace;
        assert_eq!(grace(date(2025, 12, 31)), 15);
        assert_eq!(grace(date(2026, 2, 28)), 20);
        assert_eq!(grace(date(2026, 3, 1)), 10);
    }

    #[test]
    fn caps_leave_what_is_left_of_them() {
        assert_eq!(within_cap(180, 600, 720), 120);
        assert_eq!(within_cap(180, 800, 720), 0);
        assert_eq!(within_cap(180, 0, 720), 180);
    }

    proptest! {
        #[test]
        fn every_knob_is_what_it_was_set_to_and_touches_no_other(which in 0usize..12, value in -100i64..2000) {
            let knob = Knob::ALL[which];
            let mut policy = Policy::default();
            knob.set(&mut policy, value);
            let (least, most) = knob.range();
            prop_assert_eq!(knob.of(&policy), value.clamp(least, most));
            for other in Knob::ALL.into_iter().filter(|k| *k != knob) {
                prop_assert_eq!(other.of(&policy), other.default());
            }
            prop_assert_eq!(Knob::from_name(knob.name()), Some(knob));
        }
    }
}
