//! What an award is now.

use strum::{Display, EnumString, IntoStaticStr};

/// The state of an award, by the name that its row, its texts and its credential have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum AwardState {
    /// Stands.
    Issued,
    /// Another award took its place.
    Replaced,
    /// Taken back.
    Revoked,
}

db::named!(AwardState);

impl AwardState {
    /// Its name in rows, files and text keys.
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}
