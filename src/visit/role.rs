//! Roles: what an office lets its holder do.

use strum::{Display, EnumString, IntoStaticStr};

/// A role, by the name that its office and its texts have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Role {
    /// Says who works for the programme.
    Administrator,
    /// Plans classes.
    Coordinator,
    /// Decides about hours and certificates.
    Registrar,
    /// Reads totals, and nobody's record.
    Leadership,
    /// Teaches: the power comes from the class that names them.
    Trainer,
    /// Acts for a local.
    President,
    /// Acts for a local, alongside its president.
    BargainingChair,
    /// Keeps the door of a venue.
    SiteHost,
}

db::named!(Role);

impl Role {
    /// Roles in the programme.
    pub(crate) const OF_PROGRAMME: [Self; 4] =
        [Self::Administrator, Self::Coordinator, Self::Registrar, Self::Leadership];
    /// Roles in a local.
    pub(crate) const OF_LOCAL: [Self; 2] = [Self::President, Self::BargainingChair];

    /// Its name in rows, forms and text keys.
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    /// A role of the programme by its name.
    pub(crate) fn of_programme(name: &str) -> Option<Self> {
        name.parse().ok().filter(|r| Self::OF_PROGRAMME.contains(r))
    }
}
