//! Every statement about rosters and presence.

use super::verbs::DOORS;
use crate::ground::{
    fault::Fault,
    ids::{OfferingId, PersonId},
};
use db::{Tx, params, sql};
use rules::time::Instant;
use std::collections::BTreeMap;
use strum::{EnumString, IntoStaticStr};

/// Somebody on a roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OnRoster {
    pub person: PersonId,
    pub key: String,
    /// What they are called.
    pub name: String,
    /// The name on their certificate, where that is another one; otherwise empty.
    pub written: String,
    pub local: String,
    pub walk_in: bool,
    /// What somebody who came without a seat was called at the door.
    pub said: String,
}

/// One person's mark in one session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Mark {
    pub here: bool,
    pub late: i64,
    pub left_early: i64,
}

/// Where a roster stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum RosterState {
    Open,
    Closed,
    Approved,
}

db::named!(RosterState);

db::record! { $
    on_roster: "from signup s join person p on p.id = s.person_id
                left join local l on l.id = p.local_id" => fn somebody -> Result<OnRoster, Fault> {
        person: "p.id",
        key: "p.key",
        name: "case when p.called <> '' then p.called else p.name end",
        written: "case when p.called <> '' then p.name else '' end",
        local: "coalesce(l.name, p.local_typed) || case when p.chapter <> '' then ', ' || p.chapter else '' end",
        walk_in: "s.state = 'walk-in'",
        said: "s.named",
    }
}

/// Who holds a seat or walked in, by name.
pub(crate) fn people(tx: &Tx<'_>, offering: OfferingId) -> Result<Vec<OnRoster>, Fault> {
    let rows = tx.all(
        on_roster!("where s.offering_id = $1 and s.state in ('confirmed', 'walk-in') order by p.name, p.id limit 2000"),
        &params![offering],
    )?;
    rows.iter().map(somebody).collect()
}

/// All marks of a class, by session and person.
pub(crate) fn marks(tx: &Tx<'_>, offering: OfferingId) -> Result<BTreeMap<(i64, PersonId), Mark>, Fault> {
    let rows = tx.all(
        sql!(
            "select p.session_id, p.person_id, p.here, p.late, p.left_early from presence p
             join session x on x.id = p.session_id where x.offering_id = $1"
        ),
        &params![offering],
    )?;
    rows.iter()
        .map(|r| {
            let mark = Mark { here: r.get(2)?, late: r.get(3)?, left_early: r.get(4)? };
            Ok(((r.get(0)?, r.get(1)?), mark))
        })
        .collect()
}

/// The sessions of a class, each with the moment from which somebody can have been there.
pub(crate) fn doors(tx: &Tx<'_>, offering: OfferingId) -> Result<BTreeMap<i64, Instant>, Fault> {
    let rows = tx.all(sql!("select id, starts_at from session where offering_id = $1"), &params![offering])?;
    rows.iter().map(|r| Ok((r.get(0)?, Instant(r.get(1)?).plus_minutes(-DOORS)))).collect()
}

/// How many came to a class without a seat.
pub(crate) fn walk_ins(tx: &Tx<'_>, offering: OfferingId) -> Result<i64, Fault> {
    let row =
        tx.one(sql!("select count(*) from signup where offering_id = $1 and state = 'walk-in'"), &params![offering])?;
    Ok(row.get(0)?)
}

pub(crate) fn state(tx: &Tx<'_>, offering: OfferingId) -> Result<RosterState, Fault> {
    let row = tx.optional(sql!("select approved_at from roster where offering_id = $1"), &params![offering])?;
    Ok(match row {
        None => RosterState::Open,
        Some(r) if r.get::<Option<i64>>(0)?.is_none() => RosterState::Closed,
        Some(_) => RosterState::Approved,
    })
}

/// A class with its roster, in a list.
#[derive(Debug, Clone)]
pub(crate) struct RosterLine {
    pub key: String,
    pub title: String,
    pub starts: Instant,
    pub ends: Instant,
    pub people: i64,
    pub state: RosterState,
}

/// Days after a class until its roster is overdue.
pub(crate) const DAYS_TO_CLOSE: i64 = 3;

impl RosterLine {
    /// Whole days since the class ended.
    pub fn days_open(&self, now: Instant) -> i64 {
        now.minutes_since(self.ends).div_euclid(24 * 60)
    }
}

db::record! { $
    rosters: "from offering o join course c on c.code = o.course_code
              left join roster r on r.offering_id = o.id" => fn line -> Result<RosterLine, Fault> {
        key: "o.key",
        title: "c.title || case when o.subtitle = '' then '' else ': ' || o.subtitle end",
        starts: "o.starts_at" => Instant,
        ends: "o.ends_at" => Instant,
        people: "(select count(*) from signup s where s.offering_id = o.id and s.state in ('confirmed', 'walk-in'))",
        state: "case when r.approved_at is not null then 'approved' when r.closed_at is not null then 'closed'
                     else 'open' end",
    }
}

/// A trainer's classes, newest last.
pub(crate) fn of_trainer(tx: &Tx<'_>, person: PersonId) -> Result<Vec<RosterLine>, Fault> {
    let rows = tx.all(
        rosters!(
            "join trainer t on t.offering_id = o.id
             where t.person_id = $1 and o.stage in ('published', 'held') order by o.starts_at limit 200"
        ),
        &params![person],
    )?;
    rows.iter().map(line).collect()
}

/// Classes that have begun and are not credited yet, oldest first: what the office has to see to.
pub(crate) fn waiting(tx: &Tx<'_>, now: Instant) -> Result<Vec<RosterLine>, Fault> {
    let rows = tx.all(
        rosters!(
            "where o.starts_at <= $1 and o.stage = 'published' and r.approved_at is null
             order by o.starts_at limit 200"
        ),
        &params![now.0],
    )?;
    rows.iter().map(line).collect()
}

/// Classes credited lately, newest first.
pub(crate) fn credited(tx: &Tx<'_>) -> Result<Vec<RosterLine>, Fault> {
    let rows = tx.all(rosters!("where r.approved_at is not null order by o.starts_at desc limit 20"), &[])?;
    rows.iter().map(line).collect()
}
