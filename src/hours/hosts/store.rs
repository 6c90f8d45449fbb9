//! Every statement about what is held at a venue.

use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
    },
    visit::scope::Scope,
};
use db::{Tx, params, sql};
use rules::time::{Instant, Span};

/// A venue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Venue {
    pub id: i64,
    pub key: String,
    pub name: String,
    pub access: String,
}

/// One session in one of its rooms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Booked {
    pub class: String,
    pub title: String,
    pub span: Span,
    pub room: String,
    pub trainers: String,
    /// People with a seat at this venue.
    pub people: i64,
}

/// The venue that is asked about: a host's own, or, for the office, the one with this key.
pub(super) fn venue(tx: &Tx<'_>, scope: &Scope, key: &str) -> Result<Option<Venue>, Fault> {
    let own = scope.venue()?;
    let row = tx.optional(
        sql!("select id, key, name, access from venue where id = cast($1 as bigint) or (cast($1 as bigint) = 0 and key = $2)"),
        &params![own.unwrap_or(0), key],
    )?;
    row.map(|r| Ok(Venue { id: r.get(0)?, key: r.get(1)?, name: r.get(2)?, access: r.get(3)? })).transpose()
}

/// Venues where something is coming up, by name: for the office.
pub(super) fn venues(tx: &Tx<'_>, scope: &Scope, now: Instant) -> Result<Vec<(String, String)>, Fault> {
    scope.everybody()?;
    let rows = tx.all(
        sql!(
            "select distinct v.key, v.name from offering o left join site x on x.offering_id = o.id
             join venue v on v.id = coalesce(x.venue_id, o.venue_id)
             where o.ends_at >= $1 and o.stage = 'published' and coalesce(x.mode, o.mode) = 'in-person' order by v.name"
        ),
        &params![now.0],
    )?;
    rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect()
}

/// What is held at a venue between two moments, by time.
pub(super) fn booked(tx: &Tx<'_>, venue: i64, from: Instant, until: Instant) -> Result<Vec<Booked>, Fault> {
    let rows = tx.all(
        sql!(
            "select o.key, c.title, o.subtitle, n.starts_at, n.ends_at, coalesce(x.room, o.room), o.trainers,
                    (select count(*) from signup s where s.offering_id = o.id and s.state in ('confirmed', 'walk-in')
                       and (x.number is null or s.site = x.number))
             from offering o cross join session n cross join course c left join site x on x.offering_id = o.id
             where o.ends_at >= $2 and o.starts_at < $3 and n.offering_id = o.id and n.ends_at >= $2 and n.starts_at < $3
               and c.code = o.course_code
               and o.stage in ('published', 'held') and coalesce(x.mode, o.mode) = 'in-person'
               and coalesce(x.venue_id, o.venue_id) = $1
             order by n.starts_at, o.id limit 500"
        ),
        &params![venue, from.0, until.0],
    )?;
    rows.iter()
        .map(|r| {
            let (title, subtitle) = (r.text(1)?, r.text(2)?);
            Ok(Booked {
                class: r.get(0)?,
                title: if subtitle.is_empty() { title.to_owned() } else { format!("{title}: {subtitle}") },
                span: Span { start: Instant(r.get(3)?), end: Instant(r.get(4)?) },
                room: r.get(5)?,
                trainers: r.get(6)?,
                people: r.get(7)?,
            })
        })
        .collect()
}

/// How many different people have a seat at a venue in sessions between two moments: for whom coffee is made.
pub(super) fn people_between(tx: &Tx<'_>, venue: i64, from: Instant, until: Instant) -> Result<i64, Fault> {
    let row = tx.one(
        sql!(
            "select count(distinct s.person_id) from offering o cross join session n
             left join site x on x.offering_id = o.id cross join signup s
             where o.ends_at >= $2 and o.starts_at < $3 and n.offering_id = o.id and n.ends_at >= $2 and n.starts_at < $3
               and o.stage in ('published', 'held') and coalesce(x.mode, o.mode) = 'in-person'
               and coalesce(x.venue_id, o.venue_id) = $1 and s.offering_id = o.id
               and s.state in ('confirmed', 'walk-in') and (x.number is null or s.site = x.number)"
        ),
        &params![venue, from.0, until.0],
    )?;
    Ok(row.get(0)?)
}

/// The people of a class whose seat is at a venue; everybody where no venue is given.
pub(super) fn seated(tx: &Tx<'_>, offering: OfferingId, venue: Option<i64>) -> Result<Vec<PersonId>, Fault> {
    let rows = tx.all(
        sql!(
            "select s.person_id from signup s join offering o on o.id = s.offering_id
             left join site x on x.offering_id = o.id and x.number = s.site
             where s.offering_id = $1 and s.state in ('confirmed', 'walk-in')
               and (cast($2 as bigint) = 0 or coalesce(x.venue_id, o.venue_id) = cast($2 as bigint)) limit 2000"
        ),
        &params![offering, venue.unwrap_or(0)],
    )?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}
