//! Every statement that reads classes.

use super::{Class, Place, Session, SiteSeats};
use crate::{
    ground::{fault::Fault, ids::OfferingId},
    programme::{Counted, Edition},
};
use db::{Row, Tx, params, sql};
use rules::{
    seats::Stage,
    time::{Instant, Span},
};
use std::{collections::BTreeMap, sync::Arc};

/// Longest list of classes that one answer carries.
pub(crate) const MOST: i64 = 1000;

pub(crate) fn stage(name: &str) -> Stage {
    match name {
        "published" => Stage::Published,
        "cancelled" => Stage::Cancelled,
        "held" => Stage::Held,
        _ => Stage::Draft,
    }
}

/// A class as its row says it, before its course, sessions and sites are added.
struct Columns {
    id: OfferingId,
    key: String,
    course: String,
    subtitle: String,
    online: bool,
    room: String,
    venue: Place,
    event: Option<String>,
    event_title: Option<String>,
    capacity: i64,
    taken: i64,
    waiting: i64,
    stage: Stage,
    opens_at: Option<Instant>,
    closes_at: Instant,
    cancel_until: Instant,
    only_local: Option<i64>,
    only_local_name: Option<String>,
    elsewhere: Option<String>,
    trainers: String,
    worth: Vec<i64>,
    notice: String,
    min_enrol: i64,
    only_work: String,
    members_only: bool,
    local_until: Option<Instant>,
    substitutes: bool,
    goes_ahead: bool,
    called: bool,
    has_sites: bool,
    moved_at: Option<Instant>,
    most_sessions: i64,
}

db::record! { $
    classes: "from offering o join venue v on v.id = o.venue_id left join event e on e.id = o.event_id
              left join local l on l.id = o.only_local_id" => fn columns -> Result<Columns, Fault> {
        id: "o.id",
        key: "o.key",
        course: "o.course_code",
        subtitle: "o.subtitle",
        online: "o.mode = 'online'",
        room: "o.room",
        venue: Place { key: "v.key", name: "v.name", address: "v.address", region: "v.region" },
        event: "e.key",
        event_title: "e.title",
        capacity: "o.capacity",
        taken: "(select count(*) from signup s where s.offering_id = o.id and s.seat is not null)
                  - (select count(*) from signup s where s.offering_id = o.id and s.state = 'held')
                  + (select count(*) from seat k where k.offering_id = o.id and k.team_id is not null and not exists
                     (select 1 from signup s where s.offering_id = k.offering_id and s.seat = k.number))",
        waiting: "(select count(*) from signup s where s.offering_id = o.id
                     and (s.state = 'waiting' or (s.state = 'invited' and s.kept_line)) and exists
                     (select 1 from person p where p.id = s.person_id and p.email_verified_at is not null))",
        stage: "o.stage" => |name: String| stage(&name),
        opens_at: "o.opens_at" => moment,
        closes_at: "o.closes_at" => Instant,
        cancel_until: "o.cancel_until" => Instant,
        only_local: "o.only_local_id",
        only_local_name: "l.name",
        elsewhere: "o.elsewhere",
        trainers: "o.trainers",
        worth: "o.worth" try(|list: String| serde_json::from_str(&list)),
        notice: "o.notice",
        min_enrol: "o.min_enrol",
        only_work: "o.only_work",
        members_only: "o.members_only",
        local_until: "o.local_until" => moment,
        substitutes: "o.substitutes",
        goes_ahead: "o.goes_ahead_at is not null",
        called: "o.called_at is not null",
        has_sites: "exists (select 1 from site x where x.offering_id = o.id)",
        moved_at: "o.moved_at" => moment,
        most_sessions: "o.most_sessions",
    }
}

fn moment(at: Option<i64>) -> Option<Instant> {
    at.map(Instant)
}

/// Public classes that end after `from`, by date.
pub(crate) fn upcoming(tx: &Tx<'_>, edition: &Edition, from: Instant) -> Result<Vec<Class>, Fault> {
    let rows = tx.all(
        classes!(
            "where o.ends_at > $1 and o.stage in ('published', 'cancelled', 'held')
             order by o.starts_at, o.id limit $2"
        ),
        &params![from.0, MOST],
    )?;
    let sessions = tx.all(
        sql!(
            "select s.offering_id, s.id, s.starts_at, s.ends_at, s.excluded from session s
             join offering o on o.id = s.offering_id
             where o.ends_at > $1 order by s.offering_id, s.ordinal"
        ),
        &params![from.0],
    )?;
    assemble(tx, edition, &rows, &sessions)
}

/// How many classes to look ahead: enough to find three with seats.
const AHEAD: i64 = 24;

/// The next classes of a course that people can still sign up for or wait for, apart from one; where it has no others,
/// the next of all courses.
pub(crate) fn other_dates(
    tx: &Tx<'_>,
    edition: &Edition,
    (code, besides): (&str, OfferingId),
    now: Instant,
) -> Result<Vec<Class>, Fault> {
    let params = params![code, now.0, besides, AHEAD];
    let rows = tx.all(
        classes!(
            "where o.course_code = $1 and o.starts_at > $2 and o.closes_at > $2 and o.stage = 'published' and o.id <> $3
             order by o.starts_at, o.id limit $4"
        ),
        &params,
    )?;
    if !rows.is_empty() {
        let sessions = tx.all(
            sql!(
                "select s.offering_id, s.id, s.starts_at, s.ends_at, s.excluded from session s where s.offering_id in
                   (select o.id from offering o
                    where o.course_code = $1 and o.starts_at > $2 and o.closes_at > $2 and o.stage = 'published'
                      and o.id <> $3 order by o.starts_at, o.id limit $4)
                 order by s.offering_id, s.ordinal"
            ),
            &params,
        )?;
        return assemble(tx, edition, &rows, &sessions);
    }
    let params = params![now.0, besides, AHEAD];
    let rows = tx.all(
        classes!(
            "where o.starts_at > $1 and o.closes_at > $1 and o.stage = 'published' and o.id <> $2
             order by o.starts_at, o.id limit $3"
        ),
        &params,
    )?;
    let sessions = tx.all(
        sql!(
            "select s.offering_id, s.id, s.starts_at, s.ends_at, s.excluded from session s where s.offering_id in
               (select o.id from offering o
                where o.starts_at > $1 and o.closes_at > $1 and o.stage = 'published' and o.id <> $2
                order by o.starts_at, o.id limit $3)
             order by s.offering_id, s.ordinal"
        ),
        &params,
    )?;
    assemble(tx, edition, &rows, &sessions)
}

fn sessions_of(tx: &Tx<'_>, offering: OfferingId) -> Result<Vec<Row>, Fault> {
    Ok(tx.all(
        sql!(
            "select offering_id, id, starts_at, ends_at, excluded from session
             where offering_id = $1 order by ordinal"
        ),
        &params![offering],
    )?)
}

/// One class by its key, at any stage but draft.
pub(crate) fn by_key(tx: &Tx<'_>, edition: &Edition, key: &str) -> Result<Class, Fault> {
    by_id(tx, edition, id_of(tx, key)?)
}

/// The id of a public class.
pub(crate) fn id_of(tx: &Tx<'_>, key: &str) -> Result<OfferingId, Fault> {
    let row = tx.optional(sql!("select id from offering where key = $1 and stage <> 'draft'"), &params![key])?;
    Ok(row.ok_or(Fault::NotFound)?.get(0)?)
}

/// One class by its id.
pub(crate) fn by_id(tx: &Tx<'_>, edition: &Edition, id: OfferingId) -> Result<Class, Fault> {
    let rows = tx.all(classes!("where o.id = $1"), &params![id])?;
    let sessions = sessions_of(tx, id)?;
    assemble(tx, edition, &rows, &sessions)?.pop().ok_or(Fault::NotFound)
}

fn assemble(tx: &Tx<'_>, edition: &Edition, rows: &[Row], sessions: &[Row]) -> Result<Vec<Class>, Fault> {
    let courses = edition.courses(tx)?;
    let mut by_offering: BTreeMap<OfferingId, Vec<Session>> = BTreeMap::new();
    for row in sessions {
        by_offering.entry(row.get(0)?).or_default().push(Session {
            id: row.get(1)?,
            span: Span { start: Instant(row.get(2)?), end: Instant(row.get(3)?) },
            excluded: row.get(4)?,
        });
    }
    rows.iter()
        .map(|row| {
            let row = columns(row)?;
            let counted = courses.get(&row.course).ok_or(Fault::NotFound)?;
            let sessions = by_offering.remove(&row.id).unwrap_or_default();
            let sites = if row.has_sites { sites(tx, row.id)? } else { Vec::new() };
            Ok(class(row, counted, sessions, sites))
        })
        .collect()
}

db::record! { $
    of_sites: "from site x join venue v on v.id = x.venue_id" => fn site -> Result<SiteSeats, Fault> {
        number: "x.number",
        online: "x.mode = 'online'",
        venue: Place { key: "v.key", name: "v.name", address: "v.address", region: "v.region" },
        room: "x.room",
        capacity: "x.capacity",
        taken: "(select count(*) from signup s where s.offering_id = x.offering_id and s.seat is not null
                   and s.state <> 'held' and s.site = x.number)
                + (select count(*) from seat k where k.offering_id = x.offering_id and k.team_id is not null
                   and k.number / 10000 = x.number and not exists
                     (select 1 from signup s where s.offering_id = k.offering_id and s.seat = k.number))",
        waiting: "(select count(*) from signup s where s.offering_id = x.offering_id and s.state = 'waiting'
                     and s.site = x.number and exists
                       (select 1 from person p where p.id = s.person_id and p.email_verified_at is not null))",
    }
}

/// The sites of a class that has several, with the state of their seats.
fn sites(tx: &Tx<'_>, offering: OfferingId) -> Result<Vec<SiteSeats>, Fault> {
    let rows = tx.all(of_sites!("where x.offering_id = $1 order by x.number"), &params![offering])?;
    rows.iter().map(site).collect()
}

fn class(row: Columns, counted: &Arc<Counted>, sessions: Vec<Session>, sites: Vec<SiteSeats>) -> Class {
    let Counted { course, parts } = &**counted;
    let worth = row.worth.iter().sum();
    Class {
        id: row.id,
        key: row.key,
        code: course.code.clone(),
        title: course.title.clone(),
        subtitle: row.subtitle,
        about: course.about.clone(),
        audience: course.audience.clone(),
        level: course.level,
        topics: course.all_topics(),
        credited: if parts.is_empty() { 0 } else { worth },
        worth,
        counted: Arc::clone(counted),
        parts: parts.clone(),
        dropped: usize::try_from(row.most_sessions - sessions.len() as i64).unwrap_or(0),
        sessions,
        online: row.online,
        room: row.room,
        venue: row.venue,
        event: row.event.zip(row.event_title),
        capacity: row.capacity,
        taken: row.taken,
        waiting: row.waiting,
        stage: row.stage,
        opens_at: row.opens_at,
        closes_at: row.closes_at,
        cancel_until: row.cancel_until,
        only_local: row.only_local.zip(row.only_local_name),
        elsewhere: row.elsewhere,
        trainers: row.trainers,
        notice: row.notice,
        sites,
        min_enrol: row.min_enrol,
        only_work: row.only_work.split_whitespace().map(str::to_owned).collect(),
        members_only: row.members_only,
        local_until: row.local_until,
        substitutes: row.substitutes,
        goes_ahead: row.goes_ahead,
        called: row.called,
        moved_at: row.moved_at,
    }
}
