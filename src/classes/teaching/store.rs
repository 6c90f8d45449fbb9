//! Every statement that reads who was asked to teach.

use crate::ground::{
    fault::Fault,
    ids::{OfferingId, PersonId},
};
use db::{Tx, params, sql};
use rules::time::Instant;
use strum::{EnumString, IntoStaticStr};

/// What somebody said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum State {
    Asked,
    Accepted,
    Declined,
}

db::named!(State);

impl State {
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// Somebody who was asked to teach a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Teaching {
    pub offering: OfferingId,
    pub person: PersonId,
    pub name: String,
    pub email: String,
    pub state: State,
    pub reason: String,
}

db::record! { $
    teaching: "from teaching t join person p on p.id = t.person_id join offering o on o.id = t.offering_id"
        => fn read -> Result<Teaching, Fault> {
        offering: "t.offering_id",
        person: "t.person_id",
        name: "p.name",
        email: "p.email",
        state: "t.state",
        reason: "t.reason",
    }
}

/// Everybody who was asked to teach a class.
pub(crate) fn of_class(tx: &Tx<'_>, offering: OfferingId) -> Result<Vec<Teaching>, Fault> {
    tx.all(teaching!("where t.offering_id = $1 order by p.name, p.id"), &params![offering])?.iter().map(read).collect()
}

/// One of them, for a change.
pub(crate) fn one(tx: &Tx<'_>, offering: OfferingId, person: PersonId) -> Result<Option<Teaching>, Fault> {
    let row = tx.optional(teaching!("where t.offering_id = $1 and t.person_id = $2"), &params![offering, person])?;
    row.as_ref().map(read).transpose()
}

/// What somebody was asked to teach and did not decline, of classes that are to come and not called off, by date.
pub(crate) fn to_come(tx: &Tx<'_>, person: PersonId, now: Instant) -> Result<Vec<Teaching>, Fault> {
    let rows = tx.all(
        teaching!(
            "where t.person_id = $1 and t.state <> 'declined' and o.stage = 'published' and o.ends_at > $2
             order by o.starts_at, o.id limit 100"
        ),
        &params![person, now.0],
    )?;
    rows.iter().map(read).collect()
}

/// Who declined a class that is to come, and for whom nobody was named since, for the office: the newest first.
pub(crate) fn declined(tx: &Tx<'_>, now: Instant) -> Result<Vec<Teaching>, Fault> {
    let rows = tx.all(
        teaching!(
            "where t.state = 'declined' and o.stage in ('draft', 'published') and o.starts_at > $1
               and not exists (select 1 from teaching u where u.offering_id = t.offering_id and u.state <> 'declined'
                                 and u.asked_at > t.answered_at)
             order by t.answered_at desc limit 100"
        ),
        &params![now.0],
    )?;
    rows.iter().map(read).collect()
}

/// What people who have a seat in a class want to know, the newest first, without their names.
pub(super) fn asks(tx: &Tx<'_>, offering: OfferingId) -> Result<Vec<String>, Fault> {
    let rows = tx.all(
        sql!(
            "select t.asks from taking_part t join signup s on s.offering_id = t.offering_id and s.person_id = t.person_id
             where t.offering_id = $1 and t.asks <> '' and s.state = 'confirmed' order by t.changed_at desc limit 12"
        ),
        &params![offering],
    )?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}
