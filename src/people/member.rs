//! Whether somebody is a member of the union, as far as is known.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr};

/// Whether somebody is a member, as far as is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Display, EnumString, IntoStaticStr, Serialize, Deserialize)]
#[strum(serialize_all = "kebab-case")]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Membership {
    /// The member file names them, or somebody of the office looked.
    Confirmed,
    /// Nobody has looked yet, or what was found was doubtful.
    #[default]
    ToConfirm,
    /// Looked at, and not a member: they keep their hours.
    Held,
}

db::named!(Membership);

impl Membership {
    /// Its name in rows and text keys.
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}
