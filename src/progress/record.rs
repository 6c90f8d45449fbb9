//! From the ledger to the record that the audit reads.

use crate::{fault::Fault, programme::courses::Known, when};
use db::{Tx, params, sql};
use jiff::civil::Date;
use rules::{
    audit::{Course, Credit, Record, Segment},
    time::Instant,
};
use std::collections::BTreeMap;

/// Everything a person earned and booked.
pub(crate) fn of_person(tx: &Tx<'_>, known: &Known, person: i64, enrolled: Instant) -> Result<Record, Fault> {
    let mut credits = earned(tx, known, person)?;
    let rows = tx.all(
        sql!(
            "select o.key, o.course_code, x.starts_local from signup s join offering o on o.id = s.offering_id
             join session x on x.offering_id = o.id and x.ordinal = 0
             where s.person_id = $1 and s.state = 'confirmed' and o.stage = 'published'
               and not exists (select 1 from credit c where c.person_id = $1 and c.offering_id = o.id)
             order by o.starts_at limit 200"
        ),
        &params![person],
    )?;
    for row in rows {
        let date = when::parse_date(row.get::<String>(2)?.split('T').next().unwrap_or_default());
        credits.push(booked(&row.get::<String>(0)?, &row.get::<String>(1)?, date, known));
    }
    let utc = jiff::tz::TimeZone::UTC;
    Ok(Record { enrolled: Some(enrolled.date(&utc)), credits, ..Record::default() })
}

/// A class that is booked.
pub(crate) fn booked(key: &str, course: &str, date: Date, known: &Known) -> Credit {
    let part = part_of(course, known);
    Credit { status: "booked".into(), ..plain(key.to_owned(), course.to_owned(), date, part) }
}

fn plain(id: String, course: String, date: Date, part: i64) -> Credit {
    Credit {
        id,
        course,
        date,
        minutes: None,
        scheduled: None,
        segments: Vec::new(),
        attended_segments: None,
        topics: None,
        part,
        status: "attended".into(),
        source: None,
        subject: None,
        tags: Vec::new(),
    }
}

fn part_of(course: &str, known: &Known) -> i64 {
    known.parts.get(course).copied().unwrap_or(0)
}

/// A class in the ledger: its name in the record, its first day, and the minutes of each unit.
type Earned = (String, Date, BTreeMap<usize, i64>);

/// One credit a class: ledger entries of one class and unit add up, corrections included.
fn earned(tx: &Tx<'_>, known: &Known, person: i64) -> Result<Vec<Credit>, Fault> {
    let rows = tx.all(
        sql!(
            "select coalesce(o.key, 'entry'), c.course_code, c.segment, cast(sum(c.minutes) as bigint), min(c.earned_on),
                    coalesce(c.offering_id, c.id)
             from credit c left join offering o on o.id = c.offering_id
             where c.person_id = $1
             group by coalesce(c.offering_id, c.id), o.key, c.course_code, c.segment
             order by 6, 2, 3"
        ),
        &params![person],
    )?;
    let mut credits: BTreeMap<(i64, String), Earned> = BTreeMap::new();
    for row in rows {
        let place: i64 = row.get(5)?;
        let name = match row.get::<String>(0)?.as_str() {
            "entry" => format!("entry-{place}"),
            key => key.to_owned(),
        };
        let date = when::parse_date(&row.get::<String>(4)?);
        let entry = credits.entry((place, row.get(1)?)).or_insert_with(|| (name, date, BTreeMap::new()));
        entry.2.insert(usize::try_from(row.get::<i64>(2)?).unwrap_or(0), row.get(3)?);
    }
    let nothing = Course::default();
    Ok(credits
        .into_iter()
        .filter_map(|((_, code), (id, date, minutes))| {
            let course = known.catalogue.get(&code).unwrap_or(&nothing);
            let segments = segments(course, &minutes);
            let part = part_of(&code, known);
            (!segments.is_empty()).then(|| Credit { segments, ..plain(id, code, date, part) })
        })
        .collect())
}

/// The course's units with the minutes earned; a unit's topics count from half of it on.
fn segments(course: &Course, minutes: &BTreeMap<usize, i64>) -> Vec<Segment> {
    minutes
        .iter()
        .filter(|(_, m)| **m > 0)
        .map(|(place, m)| {
            let whole = Segment {
                minutes: course.minutes.unwrap_or(0),
                topics: Some(course.topics.clone()),
                ..Segment::default()
            };
            let unit = course.segments.get(*place).unwrap_or(&whole);
            let topics = unit.topics.clone().filter(|_| m * 2 >= unit.minutes);
            Segment { minutes: *m, topics, ..unit.clone() }
        })
        .collect()
}
