//! Whose rows a request may see. A scope is made here and nowhere else, from the policy of the route and the offices
//! that are in force; code that asks the database for somebody's rows by a key from the address shows it.

use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
    },
    visit::{policy::Policy, visitor::Visitor},
};
use db::{Tx, params, sql};

/// Whose rows may be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scope(Whose);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Whose {
    Nobody,
    Own(PersonId),
    Local(i64),
    Classes(PersonId),
    Venue(i64),
    Totals,
    Everybody,
}

/// What stands between a visitor and a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Barred {
    /// Nobody is signed in.
    SignIn,
    /// They hold an office that may, and have to show their second factor first.
    Prove,
    /// They have no business here, and learn nothing about what is here.
    Closed,
}

impl Scope {
    /// Nobody's rows: public pages.
    pub const fn nobody() -> Self {
        Self(Whose::Nobody)
    }

    /// Everybody's rows for the program itself: jobs, mail, the command line.
    pub const fn program() -> Self {
        Self(Whose::Everybody)
    }

    /// What a visitor may see on a route of a policy.
    pub fn granted(policy: Policy, visitor: Option<&Visitor>) -> Result<Self, Barred> {
        if matches!(policy, Policy::Public | Policy::Anyone | Policy::Demo) {
            return Ok(Self::nobody());
        }
        let visitor = visitor.ok_or(Barred::SignIn)?;
        if policy == Policy::Member {
            return Ok(Self(Whose::Own(visitor.id)));
        }
        let holds = &visitor.holds;
        let office = holds.office();
        let whose = match policy {
            Policy::Local => holds.officer_of.map(Whose::Local),
            Policy::Trainer if office => Some(Whose::Everybody),
            Policy::Trainer => holds.trainer.then_some(Whose::Classes(visitor.id)),
            Policy::Host if office => Some(Whose::Everybody),
            Policy::Host => holds.host_of.map(Whose::Venue),
            Policy::Lead if office => Some(Whose::Everybody),
            Policy::Lead => holds.leadership.then_some(Whose::Totals),
            Policy::Office => office.then_some(Whose::Everybody),
            Policy::Coordinate => (holds.coordinator || holds.administrator).then_some(Whose::Everybody),
            Policy::Records => (holds.registrar || holds.administrator).then_some(Whose::Everybody),
            Policy::Administer => holds.administrator.then_some(Whose::Everybody),
            Policy::Public | Policy::Anyone | Policy::Demo | Policy::Member => None,
        };
        match whose {
            None => Err(Barred::Closed),
            Some(_) if !visitor.proven => Err(Barred::Prove),
            Some(whose) => Ok(Self(whose)),
        }
    }

    /// Everybody's rows: the office.
    pub fn everybody(&self) -> Result<(), Fault> {
        if self.0 == Whose::Everybody { Ok(()) } else { Err(Fault::NotFound) }
    }

    /// Totals over everybody: the office, and whoever leads the union.
    pub fn totals(&self) -> Result<(), Fault> {
        if matches!(self.0, Whose::Everybody | Whose::Totals) { Ok(()) } else { Err(Fault::NotFound) }
    }

    /// Whether small counts are shown as they are: only to the office.
    pub fn sees_small_counts(&self) -> bool {
        self.0 == Whose::Everybody
    }

    /// The local whose people may be seen.
    pub fn local(&self) -> Result<i64, Fault> {
        match self.0 {
            Whose::Local(local) => Ok(local),
            _ => Err(Fault::NotFound),
        }
    }

    /// The venue whose classes may be seen; none for the office, which sees all.
    pub fn venue(&self) -> Result<Option<i64>, Fault> {
        match self.0 {
            Whose::Everybody => Ok(None),
            Whose::Venue(venue) => Ok(Some(venue)),
            _ => Err(Fault::NotFound),
        }
    }

    /// Whether somebody's record may be seen: the visitor's own, or everybody's.
    pub fn record_of(&self, person: PersonId) -> Result<(), Fault> {
        match self.0 {
            Whose::Everybody => Ok(()),
            Whose::Own(own) if own == person => Ok(()),
            _ => Err(Fault::NotFound),
        }
    }

    /// Whether the people of a class may be seen: by its trainers, by the host of its venue, by the office.
    pub fn people_of_class(&self, tx: &Tx<'_>, offering: OfferingId) -> Result<(), Fault> {
        let found = match self.0 {
            Whose::Everybody => return Ok(()),
            Whose::Classes(trainer) => tx.optional(
                sql!("select 1 from trainer where offering_id = $1 and person_id = $2"),
                &params![offering, trainer],
            )?,
            Whose::Venue(venue) => tx.optional(
                sql!(
                    "select 1 from offering o where o.id = $1 and (o.venue_id = $2
                       or exists (select 1 from site s where s.offering_id = o.id and s.venue_id = $2))"
                ),
                &params![offering, venue],
            )?,
            _ => None,
        };
        found.map(drop).ok_or(Fault::NotFound)
    }

    /// Whether only this person's own rows may be seen.
    pub fn is_own(&self, person: PersonId) -> bool {
        self.0 == Whose::Own(person)
    }

    /// Whether the caller works in the office.
    pub fn is_office(&self) -> bool {
        self.0 == Whose::Everybody
    }
}
