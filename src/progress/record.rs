//! From the ledger to the record that the audit reads.

use crate::{
    ground::{fault::Fault, ids::PersonId, when},
    programme::{Reading, courses::Known},
};
use db::{Row, Tx, params, sql};
use jiff::civil::Date;
use rules::{
    audit::{Course, Credit, Exception, Record, Segment, Uses},
    programme::Programme,
    time::Instant,
};
use std::collections::BTreeMap;

/// Whose record it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Whose {
    pub person: PersonId,
    pub enrolment: i64,
    pub enrolled: Instant,
}

/// Everything a person earned and booked, what staff decided about them, and where their credits counted last.
pub(crate) fn of_person(at: &Reading<'_, '_>, known: &Known, rules: &Programme, whose: Whose) -> Result<Record, Fault> {
    let mut credits = earned(at, known, rules, whose.person)?;
    let rows = at.all(
        sql!(
            "select o.key, o.course_code, x.starts_local from signup s join offering o on o.id = s.offering_id
             join session x on x.offering_id = o.id and x.ordinal = 0
             where s.person_id = $1 and s.state = 'confirmed' and o.stage = 'published'
               and not exists (select 1 from credit c where c.person_id = $1 and c.offering_id = o.id)
             order by o.starts_at limit 200"
        ),
        &params![whose.person],
    )?;
    for row in rows {
        let date = when::parse_date(row.get::<String>(2)?.split('T').next().unwrap_or_default());
        credits.push(booked(&row.get::<String>(0)?, &row.get::<String>(1)?, date, known));
    }
    let standing =
        at.optional(sql!("select applied from standing where enrolment_id = $1"), &params![whose.enrolment])?;
    Ok(Record {
        enrolled: Some(at.editions.day(whose.enrolled)),
        as_of: Some(at.editions.day(at.now)),
        credits,
        exceptions: exceptions(at, rules, whose.enrolment)?,
        previous: standing.map(|r| r.get::<String>(0)).transpose()?.map(|text| previous(&text)).transpose()?,
        ..Record::default()
    })
}

/// Decisions in force about one enrolment, in the order in which they were approved; those about parts that this
/// edition does not have say nothing.
fn exceptions(tx: &Tx<'_>, rules: &Programme, enrolment: i64) -> Result<Vec<Exception>, Fault> {
    let rows = tx.all(
        sql!(
            "select body from exception where enrolment_id = $1 and approved_at is not null and ended_at is null
             order by approved_at, id limit 100"
        ),
        &params![enrolment],
    )?;
    let all: Vec<Exception> =
        rows.iter().map(|r| Ok(serde_json::from_str(r.text(0)?)?)).collect::<Result<_, Fault>>()?;
    let known = |e: &Exception| e.part().is_none_or(|id| rules.requirements.iter().any(|r| r.id == id));
    Ok(all.into_iter().filter(known).collect())
}

/// Where each credit counted, from a stored standing (name of the piece, part, minutes).
fn previous(applied: &str) -> Result<BTreeMap<String, Option<Uses>>, Fault> {
    let pieces: Vec<(String, String, i64)> = serde_json::from_str(applied)?;
    let mut parts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, part, _) in pieces {
        let credit = name.split('#').next().unwrap_or_default().to_owned();
        let known = parts.entry(credit).or_default();
        if !known.contains(&part) {
            known.push(part);
        }
    }
    Ok(parts.into_iter().map(|(credit, parts)| (credit, Some(Uses::Many(parts)))).collect())
}

/// A class that is booked.
pub(crate) fn booked(key: &str, course: &str, date: Date, known: &Known) -> Credit {
    Credit { status: "booked".into(), part: known.part(course), ..Credit::attended(key, course, date) }
}

/// What the record calls an entry of the ledger: its class, its claim, or the entry itself.
pub(crate) fn credit_name(class: Option<String>, claim: Option<String>, entry: i64) -> String {
    match (class, claim) {
        (Some(key), _) => key,
        (None, Some(key)) => format!("claim-{key}"),
        (None, None) => format!("entry-{entry}"),
    }
}

/// A credit that is being added up from the ledger.
struct Sum {
    course: String,
    date: Date,
    source: Option<String>,
    /// Minutes of each unit, corrections included.
    units: BTreeMap<usize, i64>,
}

/// One credit per class: ledger entries of one class and unit add up, corrections included.
fn earned(tx: &Tx<'_>, known: &Known, rules: &Programme, person: PersonId) -> Result<Vec<Credit>, Fault> {
    let rows = tx.all(
        sql!(
            "select o.key, m.key, c.id, c.course_code, c.segment, c.minutes, c.earned_on, c.kind, coalesce(m.origin, '')
             from credit c left join offering o on o.id = c.offering_id left join claim m on m.id = c.claim_id
             where c.person_id = $1 order by c.id"
        ),
        &params![person],
    )?;
    let mut sums: BTreeMap<(String, String), Sum> = BTreeMap::new();
    for row in &rows {
        add(row, &mut sums)?;
    }
    let nothing = Course::default();
    Ok(sums
        .into_iter()
        .filter_map(|((id, _), sum)| {
            let course = known.catalogue.get(&sum.course).unwrap_or(&nothing);
            let part = known.part(&sum.course);
            let attended: Vec<usize> = sum.units.iter().filter(|(_, m)| **m > 0).map(|(n, _)| *n).collect();
            let segments = segments(course, rules, &sum.units);
            let credit = Credit::attended(id, sum.course, sum.date);
            (!attended.is_empty()).then_some(Credit {
                segments,
                attended_segments: Some(attended),
                part,
                source: sum.source,
                ..credit
            })
        })
        .collect())
}

fn add(row: &Row, sums: &mut BTreeMap<(String, String), Sum>) -> Result<(), Fault> {
    let id = credit_name(row.get(0)?, row.get(1)?, row.get(2)?);
    let (course, kind): (String, String) = (row.get(3)?, row.get(7)?);
    let date = when::parse_date(&row.get::<String>(6)?);
    let sum =
        sums.entry((id, course.clone())).or_insert_with(|| Sum { course, date, source: None, units: BTreeMap::new() });
    // earned with its last session
    sum.date = sum.date.max(date);
    match kind.as_str() {
        "taught" => sum.source = Some("taught".to_owned()),
        "claim" => sum.source = Some(row.get(8)?),
        _ => {}
    }
    *sum.units.entry(usize::try_from(row.get::<i64>(4)?).unwrap_or(0)).or_default() += row.get::<i64>(5)?;
    Ok(())
}

/// The course's units with the minutes earned; a unit's topics count once the programme's share of it is earned.
fn segments(course: &Course, rules: &Programme, minutes: &BTreeMap<usize, i64>) -> Vec<Segment> {
    let whole =
        Segment { minutes: course.minutes.unwrap_or(0), topics: Some(course.topics.clone()), ..Segment::default() };
    let last = minutes.keys().max().copied().unwrap_or(0);
    let units = course.segments.len().max(last + 1);
    (0..units)
        .map(|place| {
            let earned = minutes.get(&place).copied().unwrap_or(0).max(0);
            let unit = course.segments.get(place).unwrap_or(&whole);
            let topics = unit.topics.clone().filter(|_| earned * 100 >= rules.credit.topic_fraction * unit.minutes);
            Segment { minutes: earned, topics, ..unit.clone() }
        })
        .collect()
}
