//! A member's progress: the record from the ledger, the audit's verdict, and what would help next.
//!
//! Owns `standing`, which is derived: it is recomputed in the same transaction whenever the ledger of a person
//! changes.

pub(crate) mod pages;
pub(crate) mod record;
pub(crate) mod words;

use crate::{
    change::Change,
    fault::Fault,
    offerings::Class,
    programme::{
        Edition, Editions,
        courses::{self, Known},
    },
};
use db::{Tx, params, sql};
use jiff::{civil::Date, tz::TimeZone};
use rules::{
    audit::{Record, Verdict, audit},
    seats::Stage,
    time::Instant,
};
use std::{collections::BTreeSet, sync::Arc};

/// Everything that a verdict on one person rests on.
pub(crate) struct Case {
    pub enrolment: i64,
    pub edition: Arc<Edition>,
    pub known: Arc<Known>,
    pub record: Record,
}

impl Case {
    /// The case of an enrolled person; `None` for somebody who is not.
    pub fn load(tx: &Tx<'_>, editions: &Editions, person: i64) -> Result<Option<Self>, Fault> {
        let row = tx.optional(
            sql!(
                "select id, edition_id, enrolled_at from enrolment where person_id = $1 and confirmed_at is not null
                 order by enrolled_at limit 1"
            ),
            &params![person],
        )?;
        let Some(row) = row else { return Ok(None) };
        let edition = editions.by_id(tx, row.get(1)?)?;
        let known = Arc::new(courses::known(tx)?);
        let record = record::of_person(tx, &known, person, Instant(row.get(2)?))?;
        Ok(Some(Self { enrolment: row.get(0)?, edition, known, record }))
    }

    /// What is done.
    pub fn done(&self) -> Result<Verdict, Fault> {
        self.judge(false)
    }

    /// What will be done when every booked class is attended.
    pub fn planned(&self) -> Result<Verdict, Fault> {
        self.judge(true)
    }

    fn judge(&self, what_if: bool) -> Result<Verdict, Fault> {
        let record = Record { what_if, ..self.record.clone() };
        audit(&self.edition.rules, &self.known.catalogue, &record).map_err(|e| Fault::Ours(e.to_string()))
    }

    /// The first day on which the record was complete.
    pub fn completed_on(&self) -> Result<Option<Date>, Fault> {
        let dates: BTreeSet<Date> =
            self.record.credits.iter().filter(|c| c.status == "attended").map(|c| c.date).collect();
        for day in dates {
            let mut until = Self {
                enrolment: self.enrolment,
                edition: Arc::clone(&self.edition),
                known: Arc::clone(&self.known),
                record: self.record.clone(),
            };
            until.record.credits.retain(|c| c.date <= day);
            if until.done()?.complete {
                return Ok(Some(day));
            }
        }
        Ok(None)
    }
}

/// Recomputes where somebody stands. Part of every verb that touches their ledger.
pub(crate) fn recompute(change: &Change<'_, '_>, editions: &Editions, person: i64) -> Result<(), Fault> {
    let Some(case) = Case::load(change.tx, editions, person)? else { return Ok(()) };
    let verdict = case.done()?;
    let completed = if verdict.complete { case.completed_on()?.map(|d| d.to_string()) } else { None };
    let applied: Vec<(&str, &str, i64)> =
        verdict.applied.iter().map(|a| (a.name.as_str(), a.part.as_str(), a.minutes)).collect();
    change.tx.run(
        sql!(
            "insert into standing (enrolment_id, complete, left_minutes, total_minutes, completed_on, applied, computed_at)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (enrolment_id) do update set complete = excluded.complete, left_minutes = excluded.left_minutes,
               total_minutes = excluded.total_minutes, completed_on = excluded.completed_on,
               applied = excluded.applied, computed_at = excluded.computed_at"
        ),
        &params![
            case.enrolment,
            verdict.complete,
            verdict.left,
            verdict.total,
            completed,
            serde_json::to_string(&applied)?,
            change.now.0
        ],
    )?;
    Ok(())
}

/// The ids of classes that would bring the person nearer, beyond what they have and have booked.
pub(crate) fn helpful(
    tx: &Tx<'_>,
    editions: &Editions,
    person: i64,
    classes: &[Class],
    now: Instant,
    zone: &TimeZone,
) -> Result<BTreeSet<i64>, Fault> {
    let Some(case) = Case::load(tx, editions, person)? else {
        return Ok(classes.iter().filter(|c| !c.parts.is_empty()).map(|c| c.id).collect());
    };
    // Hours beyond what a part still needs help only when the total is what is short: `left` says so.
    let measure = |v: &Verdict| (v.left, v.parts.iter().map(|p| p.left).sum::<i64>());
    let before = measure(&case.planned()?);
    let mut helps = BTreeSet::new();
    for class in classes.iter().filter(|c| c.stage == Stage::Published && now < c.closes_at && !c.parts.is_empty()) {
        if case.record.credits.iter().any(|c| c.id == class.key) {
            continue;
        }
        let mut record = Record { what_if: true, ..case.record.clone() };
        record.credits.push(record::booked(&class.key, &class.code, class.starts().date(zone), &case.known));
        let after =
            audit(&case.edition.rules, &case.known.catalogue, &record).map_err(|e| Fault::Ours(e.to_string()))?;
        if measure(&after) < before {
            helps.insert(class.id);
        }
    }
    Ok(helps)
}

/// The region of a local.
pub(crate) fn region_of(tx: &Tx<'_>, local: Option<i64>) -> Result<Option<String>, Fault> {
    let Some(local) = local else { return Ok(None) };
    let row = tx.optional(sql!("select region from local where id = $1"), &params![local])?;
    Ok(row.map(|r| r.get(0)).transpose()?)
}
