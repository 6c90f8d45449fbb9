//! Every statement that reads teams.

use crate::ground::{
    fault::Fault,
    ids::{OfferingId, PersonId},
};
use db::{Tx, params, sql};
use rules::time::Instant;

/// A team.
#[derive(Debug, Clone)]
pub(crate) struct Team {
    pub id: i64,
    pub key: String,
    pub offering: OfferingId,
    pub local: i64,
    pub held_by: PersonId,
    pub until: Instant,
    pub ended: bool,
    /// The name of its local.
    pub local_name: String,
    /// Who holds it.
    pub holder: String,
}

db::record! { $
    teams: "from team t join local l on l.id = t.local_id join person p on p.id = t.held_by" =>
    fn read -> Result<Team, Fault> {
        id: "t.id",
        key: "t.key",
        offering: "t.offering_id",
        local: "t.local_id",
        held_by: "t.held_by",
        until: "t.until" => Instant,
        ended: "t.ended_at" => |at: Option<i64>| at.is_some(),
        local_name: "l.name",
        holder: "p.name",
    }
}

pub(crate) fn by_id(tx: &Tx<'_>, id: i64) -> Result<Team, Fault> {
    read(&tx.optional(teams!("where t.id = $1"), &params![id])?.ok_or(Fault::NotFound)?)
}

/// A team of this local; other locals' teams are not found.
pub(crate) fn of_local_by_key(tx: &Tx<'_>, local: i64, key: &str) -> Result<Team, Fault> {
    let row = tx.optional(teams!("where t.key = $1 and t.local_id = $2"), &params![key, local])?;
    read(&row.ok_or(Fault::NotFound)?)
}

/// A local's teams, the newest first.
pub(crate) fn of_local(tx: &Tx<'_>, local: i64) -> Result<Vec<Team>, Fault> {
    let rows = tx.all(teams!("where t.local_id = $1 order by t.held_at desc, t.id desc limit 100"), &params![local])?;
    rows.iter().map(read).collect()
}

/// Teams that hold seats of a class.
pub(crate) fn of_class(tx: &Tx<'_>, offering: OfferingId) -> Result<Vec<Team>, Fault> {
    let rows = tx.all(teams!("where t.offering_id = $1 order by t.held_at, t.id"), &params![offering])?;
    rows.iter().map(read).collect()
}

pub(crate) fn by_request(tx: &Tx<'_>, key: &str) -> Result<Option<Team>, Fault> {
    tx.optional(teams!("where t.request_key = $1"), &params![key])?.as_ref().map(read).transpose()
}

/// Teams whose time is up.
pub(crate) fn over(tx: &Tx<'_>, now: Instant) -> Result<Vec<i64>, Fault> {
    let rows = tx.all(
        sql!("select id from team where ended_at is null and until <= $1 order by until limit 200"),
        &params![now.0],
    )?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

/// Seats of a team in which nobody sits.
pub(crate) fn empty_seats(tx: &Tx<'_>, team: i64) -> Result<Vec<i64>, Fault> {
    let rows = tx.all(
        sql!(
            "select e.number from seat e where e.team_id = $1
               and not exists (select 1 from signup s where s.offering_id = e.offering_id and s.seat = e.number)
               and not exists (select 1 from team_unasked u where u.team_id = e.team_id and u.seat = e.number
                                 and u.ended_at is null)
             order by e.number"
        ),
        &params![team],
    )?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

/// Somebody who was named but is not asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unasked {
    pub id: i64,
    pub named: String,
    pub at: Instant,
    /// Whether the question, as the officer sees it, is over.
    pub ended: bool,
}

/// Those who were named for a team but are not asked.
pub(crate) fn unasked(tx: &Tx<'_>, team: i64) -> Result<Vec<Unasked>, Fault> {
    let rows = tx.all(
        sql!("select id, named, asked_at, ended_at is not null from team_unasked where team_id = $1 order by asked_at, id"),
        &params![team],
    )?;
    rows.iter()
        .map(|r| Ok(Unasked { id: r.get(0)?, named: r.get(1)?, at: Instant(r.get(2)?), ended: r.get(3)? }))
        .collect()
}

/// Folded addresses of those whom a team asked and who can still come, and of those who are only shown as asked.
pub(crate) fn named_addresses(tx: &Tx<'_>, team: i64) -> Result<Vec<String>, Fault> {
    let rows = tx.all(
        sql!(
            "select p.email_folded from signup s join person p on p.id = s.person_id
              where s.team_id = $1 and s.state in ('offered', 'invited', 'confirmed')
             union select u.email_folded from team_unasked u where u.team_id = $1 and u.ended_at is null"
        ),
        &params![team],
    )?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

/// How many people an officer named since a moment.
pub(crate) fn named_since(tx: &Tx<'_>, by: PersonId, since: Instant) -> Result<i64, Fault> {
    let row = tx.one(
        sql!(
            "select (select count(*) from team_unasked where asked_by = $1 and asked_at > $2)
                  + (select count(*) from signup where asked_by = $1 and asked_at > $2)"
        ),
        &params![by, since.0],
    )?;
    Ok(row.get(0)?)
}

/// How many seats of a class are held for teams of a local.
pub(crate) fn held_for_local(tx: &Tx<'_>, offering: OfferingId, local: i64) -> Result<i64, Fault> {
    let row = tx.one(
        sql!(
            "select count(*) from seat e join team t on t.id = e.team_id
             where e.offering_id = $1 and e.team_id is not null and t.local_id = $2"
        ),
        &params![offering, local],
    )?;
    Ok(row.get(0)?)
}

/// The site of a class that a team's seats are at.
pub(crate) fn site(tx: &Tx<'_>, team: i64) -> Result<i64, Fault> {
    let row = tx.one(
        sql!(
            "select coalesce((select min(e.number) from seat e where e.team_id = $1),
                             (select min(s.seat) from signup s where s.team_id = $1 and s.seat is not null), 0) / 10000"
        ),
        &params![team],
    )?;
    Ok(row.get(0)?)
}
