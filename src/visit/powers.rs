//! What somebody may do besides being a member: the offices that they hold now. An office grants nothing before it
//! begins and nothing after it ends.

use super::role::Role;
use crate::ground::fault::Fault;
use db::Row;

/// The offices that somebody holds now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Powers {
    pub administrator: bool,
    pub coordinator: bool,
    pub registrar: bool,
    /// Reads totals, and nobody's record.
    pub leadership: bool,
    /// Teaches a class.
    pub trainer: bool,
    /// The local that they act for, as its president or bargaining chair.
    pub officer_of: Option<i64>,
    /// The venue whose host they are.
    pub host_of: Option<i64>,
}

impl Powers {
    /// Adds an office: its role, and its local or venue.
    pub fn add(&mut self, row: &Row, role: usize) -> Result<(), Fault> {
        let Some(held) = row.get::<Option<Role>>(role)? else { return Ok(()) };
        let (local, venue) = (row.get::<Option<i64>>(role + 1)?, row.get::<Option<i64>>(role + 2)?);
        match held {
            Role::Administrator => self.administrator = true,
            Role::Coordinator => self.coordinator = true,
            Role::Registrar => self.registrar = true,
            Role::Leadership => self.leadership = true,
            Role::President | Role::BargainingChair => self.officer_of = self.officer_of.or(local),
            Role::SiteHost => self.host_of = self.host_of.or(venue),
            Role::Trainer => {}
        }
        Ok(())
    }

    /// Whether they work in the programme's office.
    pub const fn office(&self) -> bool {
        self.administrator || self.coordinator || self.registrar
    }

    /// Whether they have any power over others.
    pub const fn any(&self) -> bool {
        self.office() || self.leadership || self.trainer || self.officer_of.is_some() || self.host_of.is_some()
    }

    /// How long powers last once they are shown, in minutes: a working day for the office, a month for those who stand
    /// in ballrooms with a phone of their own.
    pub const fn minutes(&self) -> i64 {
        if self.office() || self.leadership { 12 * 60 } else { 30 * 24 * 60 }
    }
}
