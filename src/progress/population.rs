//! The population as it is stored, read in stretches of enrolments and condensed for judging. Anyone with more than
//! plain attendance at classes (a decision, a claim, a class taught) is read in the way that a single person is.

use super::record::{self, Whose};
use crate::{
    ground::{fault::Fault, when},
    programme::{Bench, Edition, Reading},
    progress::standing::Standing,
};
use db::{Row, Tx, params, sql};
use jiff::civil::Date;
use rules::{
    audit::{Brief, CourseNumber},
    time::Instant,
};
use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// Enrolments in one stretch.
const STRETCH: i64 = 4_000;

/// Bounds of stretches: enrolments with an id above the first and up to the second.
pub(super) fn stretches(tx: &Tx<'_>) -> Result<Vec<(i64, i64)>, Fault> {
    let mut out = Vec::new();
    let mut from = i64::MIN;
    loop {
        let row = tx.one(
            sql!("select max(id) from (select id from enrolment where id > $1 order by id limit $2) as stretch"),
            &params![from, STRETCH],
        )?;
        let Some(to) = row.get::<Option<i64>>(0)? else { return Ok(out) };
        out.push((from, to));
        from = to;
    }
}

/// Names of classes, for canonical order and for what is stored.
pub(super) struct Classes(HashMap<i64, String>);

impl Classes {
    pub(super) fn load(tx: &Tx<'_>) -> Result<Self, Fault> {
        let rows = tx.all(sql!("select id, key from offering"), &[])?;
        Ok(Self(rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect::<Result<_, Fault>>()?))
    }
}

/// An enrolment with its standing as stored.
pub(super) struct Enrolled {
    pub whose: Whose,
    pub edition: Arc<Edition>,
    pub stored: Option<(Standing, i64)>,
}

/// One credit of the ledger while it is read: the class's name, its course, its last day, its pieces.
struct Earned<'a> {
    class: i64,
    name: &'a str,
    course: CourseNumber,
    part: i64,
    date: Date,
    pieces: Vec<(u16, i64)>,
}

/// A stretch of the population, asked for by id: above the first and up to the second.
pub(super) struct Stretch<'s> {
    pub classes: &'s Classes,
    pub bounds: (i64, i64),
    /// Only those who are enrolled in this programme; everybody, where it is empty.
    pub programme: &'s str,
}

/// Hands every enrolled member of a stretch to `judge` with the bench that judges them, their short record and the
/// names of its credits in canonical order. `by` is one bench that judges everybody; without it, each is judged by
/// their own edition's.
pub(super) fn each(
    at: &Reading<'_, '_>,
    stretch: &Stretch<'_>,
    by: Option<&Arc<Bench>>,
    mut judge: impl FnMut(&Enrolled, &Bench, &Brief, &[&str]) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let (from, to) = stretch.bounds;
    let enrolled = enrolled(at, stretch)?;
    let slow = with_decisions(at, from, to)?;
    let rows = at.all(
        sql!(
            "select e.id, c.offering_id, c.claim_id, c.course_code, c.segment, c.minutes, c.earned_on, c.kind
             from enrolment e join credit c on c.person_id = e.person_id
             where e.id > $1 and e.id <= $2 and e.confirmed_at is not null and ($3 = '' or e.programme = $3)
             order by e.id, c.person_id, c.offering_id, c.claim_id, c.course_code, c.segment"
        ),
        &params![from, to, stretch.programme],
    )?;
    let mut ledger = rows.chunk_by(|a, b| a.get::<i64>(0).ok() == b.get::<i64>(0).ok()).peekable();
    let mut brief = Brief::default();
    let mut benches: HashMap<i64, Arc<Bench>> = HashMap::new();
    for one in &enrolled {
        // somebody whose enrolment was confirmed between the two queries has a ledger here and no line above
        while ledger.next_if(|rows| rows[0].get::<i64>(0).is_ok_and(|id| id < one.whose.enrolment)).is_some() {}
        let own = ledger.next_if(|rows| rows[0].get::<i64>(0).is_ok_and(|id| id == one.whose.enrolment));
        let bench = match by.or_else(|| benches.get(&one.edition.id)) {
            Some(bench) => Arc::clone(bench),
            None => {
                let bench = one.edition.bench(at)?;
                benches.insert(one.edition.id, Arc::clone(&bench));
                bench
            }
        };
        let plain = bench.auditor.takes_pieces() && !slow.contains(&one.whose.enrolment);
        let earned = if plain { quickly(own.unwrap_or_default(), &bench, stretch.classes)? } else { None };
        if let Some(earned) = earned {
            let days = at.editions;
            brief.clear(Some(days.day(one.whose.enrolled)), Some(days.day(at.now)));
            for e in &earned {
                brief.attend(e.course, e.date, e.part, &e.pieces);
            }
            let names: Vec<&str> = earned.iter().map(|e| e.name).collect();
            if let Some((stored, _)) = &one.stored {
                recall(&bench, &mut brief, &names, &stored.applied)?;
            }
            judge(one, &bench, &brief, &names)?;
        } else {
            let rules = bench.auditor.programme();
            let record = record::of_person(at, &bench.known, rules, one.whose)?;
            let mut order: Vec<&rules::audit::Credit> = record.credits.iter().collect();
            order.sort_by_key(|c| (c.date, &c.id));
            let names: Vec<&str> = order.iter().map(|c| c.id.as_str()).collect();
            judge(one, &bench, &bench.auditor.brief(&record), &names)?;
        }
    }
    Ok(())
}

fn enrolled(at: &Reading<'_, '_>, stretch: &Stretch<'_>) -> Result<Vec<Enrolled>, Fault> {
    let (from, to) = stretch.bounds;
    let rows = at.all(
        sql!(
            "select e.id, e.person_id, e.edition_id, e.enrolled_at, s.complete, s.left_minutes, s.total_minutes,
                    s.completed_on, s.applied, s.computed_at, d.sunset_on, coalesce(s.missing, '?'),
                    coalesce(s.person_id, 0)
             from enrolment e join edition d on d.id = e.edition_id left join standing s on s.enrolment_id = e.id
             where e.id > $1 and e.id <= $2 and e.confirmed_at is not null and ($3 = '' or e.programme = $3)
             order by e.id"
        ),
        &params![from, to, stretch.programme],
    )?;
    rows.iter()
        .map(|r| {
            let enrolment = r.get(0)?;
            let stored = match r.get::<Option<i64>>(9)? {
                None => None,
                Some(at) => Some((
                    Standing {
                        enrolment,
                        complete: r.get(4)?,
                        left: r.get(5)?,
                        total: r.get(6)?,
                        completed_on: r.get(7)?,
                        applied: r.get(8)?,
                        missing: r.get(11)?,
                        person: r.get(12)?,
                    },
                    at,
                )),
            };
            let whose = Whose { person: r.get(1)?, enrolment, enrolled: Instant(r.get(3)?) };
            let sunset_on: Option<String> = r.get(10)?;
            let edition = at.editions.judging(at, r.get(2)?, sunset_on.as_deref(), at.now)?;
            Ok(Enrolled { whose, edition, stored })
        })
        .collect()
}

/// Enrolments about which staff decided something.
fn with_decisions(tx: &Tx<'_>, from: i64, to: i64) -> Result<BTreeSet<i64>, Fault> {
    let rows = tx.all(
        sql!(
            "select enrolment_id from exception
             where enrolment_id > $1 and enrolment_id <= $2 and approved_at is not null and ended_at is null"
        ),
        &params![from, to],
    )?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

/// The credits in one member's ledger, in canonical order; `None` where an entry is more than attendance at a class.
fn quickly<'a>(rows: &[Row], bench: &Bench, classes: &'a Classes) -> Result<Option<Vec<Earned<'a>>>, Fault> {
    let mut out: Vec<Earned<'a>> = Vec::new();
    for row in rows {
        let (Some(class), None) = (row.get::<Option<i64>>(1)?, row.get::<Option<i64>>(2)?) else { return Ok(None) };
        if row.text(7)? == "taught" {
            return Ok(None);
        }
        let (Some(name), Some(course)) = (classes.0.get(&class), bench.auditor.course(row.text(3)?)) else {
            return Ok(None);
        };
        let date = when::parse_date(row.text(6)?);
        let (segment, minutes) = (row.get::<i64>(4)?, row.get::<i64>(5)?);
        let units = bench.known.catalogue.get(row.text(3)?).map_or(0, |c| c.segments.len().max(1));
        let segment = u16::try_from(segment).unwrap_or(u16::MAX);
        if usize::from(segment) >= units {
            return Ok(None); // the course has other units now than when this was earned
        }
        match out.last_mut().filter(|e| e.class == class && e.course == course) {
            Some(earned) => {
                earned.date = earned.date.max(date);
                match earned.pieces.last_mut().filter(|(s, _)| *s == segment) {
                    Some((_, sum)) => *sum += minutes,
                    None => earned.pieces.push((segment, minutes)),
                }
            }
            None => out.push(Earned {
                class,
                name,
                course,
                part: bench.known.part(row.text(3)?),
                date,
                pieces: vec![(segment, minutes)],
            }),
        }
    }
    for earned in &mut out {
        earned.pieces.retain(|(_, minutes)| *minutes > 0);
    }
    out.retain(|e| !e.pieces.is_empty());
    out.sort_by_key(|e| (e.date, e.name));
    Ok(Some(out))
}

/// What the member saw last stays unless something is gained.
fn recall(bench: &Bench, brief: &mut Brief, names: &[&str], applied: &str) -> Result<(), Fault> {
    let pieces: Vec<(Cow<'_, str>, Cow<'_, str>, i64)> = serde_json::from_str(applied)?;
    let place = |name: &str| names.iter().position(|n| Some(*n) == name.split('#').next());
    let seen = pieces.iter().filter_map(|(name, part, _)| Some((place(name)?, part.as_ref())));
    bench.auditor.recall(brief, seen);
    Ok(())
}
