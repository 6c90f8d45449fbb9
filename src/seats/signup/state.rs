//! What a sign-up is: alive in one of six ways, or how it ended.

use rules::seats::Mine;
use strum::{AsRefStr, Display, EnumString, IntoStaticStr};

/// The state of a sign-up, by the name that its row and its texts have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, AsRefStr, Display, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum SignupState {
    /// Has a seat.
    Confirmed,
    /// Has a place in line.
    Waiting,
    /// A seat is kept until they answer: from the line, from a team, or anew after a move.
    Offered,
    /// A seat is kept until the address is confirmed.
    Held,
    /// Asked by the holder of a seat to stand in.
    Invited,
    /// Came without having signed up.
    WalkIn,
    /// Given back in time.
    Cancelled,
    /// Given back late.
    Late,
    /// Said no to an offer.
    Passed,
    /// Did not answer in time.
    Expired,
    /// Ended by somebody else, or with the class.
    Removed,
    /// Became a sign-up of the class into which this one was merged.
    Moved,
    /// The seat went to a colleague.
    StoodIn,
}

db::named!(SignupState);

impl SignupState {
    /// Its name in rows, files and text keys.
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    /// How the seat rules see it, while it is alive.
    pub(crate) const fn mine(self) -> Option<Mine> {
        match self {
            Self::Confirmed | Self::Held | Self::WalkIn => Some(Mine::Confirmed),
            Self::Waiting => Some(Mine::Waiting),
            Self::Offered => Some(Mine::Offered),
            Self::Invited => Some(Mine::Invited),
            _ => None,
        }
    }
}
