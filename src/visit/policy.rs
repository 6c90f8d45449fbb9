//! Who may use a route.

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Everybody; the answer to strangers may be kept for the next one.
    Public,
    /// Everybody, and never kept.
    Anyone,
    /// Whoever is signed in.
    Member,
    /// Whoever holds an office of a local.
    Local,
    /// Trainers and staff.
    Trainer,
    /// Hosts of a site, and the office.
    Host,
    /// Whoever leads the union, and the office: totals.
    Lead,
    /// The programme's office: coordinator, registrar, administrator.
    Office,
    /// Coordinators and administrators.
    Coordinate,
    /// Registrars and administrators.
    Records,
    /// Programme administrators.
    Administer,
    /// Only where the product runs on sample data.
    Demo,
}

impl Policy {
    /// Whether it is for people who work for others: for the office, for those who lead, for a local's officers.
    #[must_use]
    pub const fn is_for_others(self) -> bool {
        self.is_office() || matches!(self, Self::Lead | Self::Local)
    }

    /// Whether only the office has such routes.
    #[must_use]
    pub const fn is_office(self) -> bool {
        matches!(self, Self::Office | Self::Coordinate | Self::Records | Self::Administer)
    }
}
