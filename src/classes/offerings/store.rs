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
use std::collections::BTreeMap;

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

/// What is read about classes, followed by which of them.
macro_rules! classes {
    ($rest:literal) => {
        sql!(
            "select o.id, o.key, o.subtitle, o.mode, o.room, o.capacity, o.stage, o.opens_at, o.closes_at,
                    o.cancel_until, o.only_local_id, l.name, o.elsewhere, o.trainers, o.worth, o.notice, o.revision,
                    v.key, v.name, v.address, v.region, e.key, e.title,
                    (select count(*) from signup s where s.offering_id = o.id and s.seat is not null)
                      - (select count(*) from signup s where s.offering_id = o.id and s.state = 'held'),
                    (select count(*) from signup s where s.offering_id = o.id
                       and (s.state = 'waiting' or (s.state = 'invited' and s.kept_line)) and exists
                       (select 1 from person p where p.id = s.person_id and p.email_verified_at is not null)),
                    o.course_code,
                    (select count(*) from seat k where k.offering_id = o.id and k.team_id is not null
                       and not exists (select 1 from signup s where s.offering_id = k.offering_id and s.seat = k.number)),
                    o.min_enrol, o.only_work, o.members_only, o.local_until, o.substitutes, o.goes_ahead_at, o.called_at,
                    exists (select 1 from site x where x.offering_id = o.id), o.moved_at, o.most_sessions
             from offering o
             join venue v on v.id = o.venue_id
             left join event e on e.id = o.event_id
             left join local l on l.id = o.only_local_id
             ",
            $rest
        )
    };
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
            let code: String = row.get(25)?;
            let counted = courses.get(&code).ok_or(Fault::NotFound)?;
            let sessions = by_offering.remove(&row.get::<OfferingId>(0)?).unwrap_or_default();
            let mut class = read(row, counted, sessions)?;
            if row.get(34)? {
                class.sites = sites(tx, class.id)?;
            }
            Ok(class)
        })
        .collect()
}

/// The sites of a class that has several, with the state of their seats.
fn sites(tx: &Tx<'_>, offering: OfferingId) -> Result<Vec<SiteSeats>, Fault> {
    let rows = tx.all(
        sql!(
            "select x.number, x.mode, v.key, v.name, v.address, v.region, x.room, x.capacity,
                    (select count(*) from signup s where s.offering_id = x.offering_id and s.seat is not null
                       and s.state <> 'held' and s.site = x.number),
                    (select count(*) from seat k where k.offering_id = x.offering_id and k.team_id is not null
                       and k.number / 10000 = x.number
                       and not exists (select 1 from signup s where s.offering_id = k.offering_id and s.seat = k.number)),
                    (select count(*) from signup s where s.offering_id = x.offering_id and s.state = 'waiting'
                       and s.site = x.number and exists
                         (select 1 from person p where p.id = s.person_id and p.email_verified_at is not null))
             from site x join venue v on v.id = x.venue_id where x.offering_id = $1 order by x.number"
        ),
        &params![offering],
    )?;
    rows.iter()
        .map(|r| {
            Ok(SiteSeats {
                number: r.get(0)?,
                online: r.get::<String>(1)? == "online",
                venue: Place { key: r.get(2)?, name: r.get(3)?, address: r.get(4)?, region: r.get(5)? },
                room: r.get(6)?,
                capacity: r.get(7)?,
                taken: r.get::<i64>(8)? + r.get::<i64>(9)?,
                waiting: r.get(10)?,
            })
        })
        .collect()
}

fn read(row: &Row, counted: &Counted, sessions: Vec<Session>) -> Result<Class, Fault> {
    let Counted { course, parts } = counted;
    let text = |i: usize| row.get::<String>(i);
    let credited: Vec<i64> = serde_json::from_str(&text(14)?)?;
    let dropped = usize::try_from(row.get::<i64>(36)? - sessions.len() as i64).unwrap_or(0);
    let event = match (row.get::<Option<String>>(21)?, row.get::<Option<String>>(22)?) {
        (Some(key), Some(title)) => Some((key, title)),
        _ => None,
    };
    let only_local = match (row.get::<Option<i64>>(10)?, row.get::<Option<String>>(11)?) {
        (Some(id), Some(name)) => Some((id, name)),
        _ => None,
    };
    Ok(Class {
        id: row.get(0)?,
        key: text(1)?,
        code: course.code.clone(),
        title: course.title.clone(),
        subtitle: text(2)?,
        about: course.about.clone(),
        audience: course.audience.clone(),
        topics: course.all_topics(),
        credited: if parts.is_empty() { 0 } else { credited.iter().sum() },
        parts: parts.clone(),
        sessions,
        online: text(3)? == "online",
        room: text(4)?,
        venue: Place { key: text(17)?, name: text(18)?, address: text(19)?, region: text(20)? },
        event,
        capacity: row.get(5)?,
        taken: row.get::<i64>(23)? + row.get::<i64>(26)?,
        waiting: row.get(24)?,
        stage: stage(&text(6)?),
        opens_at: row.get::<Option<i64>>(7)?.map(Instant),
        closes_at: Instant(row.get(8)?),
        cancel_until: Instant(row.get(9)?),
        only_local,
        elsewhere: row.get(12)?,
        trainers: text(13)?,
        notice: text(15)?,
        sites: Vec::new(),
        min_enrol: row.get(27)?,
        only_work: text(28)?.split_whitespace().map(str::to_owned).collect(),
        members_only: row.get(29)?,
        local_until: row.get::<Option<i64>>(30)?.map(Instant),
        substitutes: row.get(31)?,
        goes_ahead: row.get::<Option<i64>>(32)?.is_some(),
        called: row.get::<Option<i64>>(33)?.is_some(),
        moved_at: row.get::<Option<i64>>(35)?.map(Instant),
        dropped,
    })
}
