//! A member's progress: the record from the ledger, the audit's verdict, and what would help next.
//!
//! Owns `standing`, which is derived: it is recomputed in the same transaction whenever the ledger of a person
//! changes.

pub(crate) mod cohort;
pub(crate) mod content;
pub(crate) mod edition;
pub(crate) mod enrolment;
mod population;
pub(crate) mod record;
mod standing;
pub(crate) mod standings;
pub(crate) mod subtitles;
pub(crate) mod what_if;
pub(crate) mod why;
pub(crate) mod words;

use crate::{
    classes::offerings::Class,
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
    },
    programme::{Bench, Edition, Reading, change::Change},
};

pub(crate) use standings::{audit_all, compare_all};

use db::{Tx, params, sql};
use jiff::civil::Date;
use record::Whose;
use rules::{
    audit::{Brief, Desk, Record, TooManyUsages, Verdict},
    seats::Stage,
};
use std::{collections::BTreeSet, sync::Arc};

/// Everything that a verdict on one person rests on.
#[derive(Clone)]
pub(crate) struct Case {
    pub whose: Whose,
    pub edition: Arc<Edition>,
    pub bench: Arc<Bench>,
    pub record: Record,
    /// The last day of their own edition, where one was announced.
    pub sunset_on: Option<String>,
}

impl From<TooManyUsages> for Fault {
    fn from(e: TooManyUsages) -> Self {
        Self::Ours(e.to_string())
    }
}

impl Case {
    /// The case of an enrolled person in the programme that is read for; where nothing says which, in the one that they
    /// enrolled in first. `None` for somebody who is not enrolled in it.
    pub fn load(at: &Reading<'_, '_>, person: PersonId) -> Result<Option<Self>, Fault> {
        match at.programme {
            Some(programme) => Self::in_programme(at, person, programme),
            None => Self::first(at, person),
        }
    }

    /// The case in the programme that is read for, or, of somebody who is not in it, in the one that they enrolled in first:
    /// what they know already does not depend on what counts.
    pub fn load_any(at: &Reading<'_, '_>, person: PersonId) -> Result<Option<Self>, Fault> {
        match Self::load(at, person)? {
            None => Self::first(at, person),
            found => Ok(found),
        }
    }

    /// The case in the programme that a person enrolled in first.
    fn first(at: &Reading<'_, '_>, person: PersonId) -> Result<Option<Self>, Fault> {
        let first = enrolment::store::of_person(at, person)?.into_iter().next();
        first.map(|e| Self::of(at, person, e)).transpose()
    }

    /// The cases of a person in all their programmes, the first one first.
    pub fn all(at: &Reading<'_, '_>, person: PersonId) -> Result<Vec<Self>, Fault> {
        enrolment::store::of_person(at, person)?.into_iter().map(|e| Self::of(at, person, e)).collect()
    }

    /// The case of an enrolled person in a programme; `None` for somebody who is not enrolled in it.
    pub fn in_programme(at: &Reading<'_, '_>, person: PersonId, programme: &str) -> Result<Option<Self>, Fault> {
        let enrolments = enrolment::store::of_person(at, person)?;
        let own = enrolments.into_iter().find(|e| e.programme == programme);
        own.map(|e| Self::of(at, person, e)).transpose()
    }

    fn of(at: &Reading<'_, '_>, person: PersonId, e: enrolment::store::Enrolment) -> Result<Self, Fault> {
        let edition = at.editions.judging(at, e.edition, e.sunset_on.as_deref(), at.now)?;
        let whose = Whose { person, enrolment: e.id, enrolled: e.at };
        let bench = edition.bench(at)?;
        let record = record::of_person(at, &bench.known, &edition.rules, whose)?;
        Ok(Self { whose, edition, bench, record, sunset_on: e.sunset_on })
    }

    /// The same person under another edition.
    pub fn under(&self, at: &Reading<'_, '_>, edition: Arc<Edition>) -> Result<Self, Fault> {
        let bench = edition.bench(at)?;
        let record = record::of_person(at, &bench.known, &edition.rules, self.whose)?;
        Ok(Self { edition, bench, record, ..self.clone() })
    }

    /// What is done.
    pub fn done(&self) -> Result<Verdict, Fault> {
        Ok(self.bench.auditor.audit(&self.record)?)
    }

    /// What will be done when every booked class is attended.
    pub fn planned(&self) -> Result<Verdict, Fault> {
        let record = Record { what_if: true, ..self.record.clone() };
        Ok(self.bench.auditor.audit(&record)?)
    }

    /// The first day on which the record was complete.
    pub fn completed_on(&self) -> Result<Option<Date>, Fault> {
        let brief = self.bench.auditor.brief(&self.record);
        Ok(self.bench.auditor.completed_on(&brief, &mut Desk::default())?)
    }
}

/// Recomputes where somebody stands in each of their programmes. Part of every verb that touches their ledger.
pub(crate) fn recompute(change: &Change<'_, '_>, person: PersonId) -> Result<(), Fault> {
    Case::all(change, person)?.iter().try_for_each(|case| recompute_one(change, person, case))
}

fn recompute_one(change: &Change<'_, '_>, person: PersonId, case: &Case) -> Result<(), Fault> {
    // a record that cannot be settled must not undo the approval of a whole roster
    let verdict = match case.bench.auditor.audit(&case.record) {
        Ok(verdict) => verdict,
        Err(TooManyUsages) => {
            tracing::error!(enrolment = case.whose.enrolment, "{TooManyUsages}");
            return Ok(());
        }
    };
    let completed_on = if verdict.complete { case.completed_on()? } else { None };
    let applied: Vec<standing::AppliedText<'_>> =
        verdict.applied.iter().map(|a| (a.name.as_str().into(), a.part.as_str(), a.minutes)).collect();
    let standing = standing::Standing {
        enrolment: case.whose.enrolment,
        person,
        complete: verdict.complete,
        left: verdict.left,
        total: verdict.total,
        completed_on: completed_on.map(|d| d.to_string()),
        missing: standing::missing(&case.edition.rules, verdict.complete, &applied),
        applied: serde_json::to_string(&applied)?,
    };
    standings::store(change.tx, &standing, change.now)
}

/// The ids of classes that would bring the person nearer, beyond what they have and have booked.
pub(crate) fn helpful(
    at: &Reading<'_, '_>,
    person: PersonId,
    classes: &[Class],
) -> Result<BTreeSet<OfferingId>, Fault> {
    let Some(case) = Case::load(at, person)? else {
        return Ok(classes.iter().filter(|c| !c.parts.is_empty()).map(|c| c.id).collect());
    };
    // Hours beyond what a part still needs help only when the total is what is short: `left` says so.
    let auditor = &case.bench.auditor;
    let mut brief = auditor.brief(&Record { what_if: true, ..case.record.clone() });
    let mut desk = Desk::default();
    let mut measure = |brief: &Brief| -> Result<(i64, i64), Fault> {
        let outcome = auditor.judge(brief, &mut desk)?;
        Ok((outcome.left, outcome.rest))
    };
    let before = measure(&brief)?;
    let mut helps = BTreeSet::new();
    for class in classes.iter().filter(|c| c.stage == Stage::Published && at.now < c.closes_at && !c.parts.is_empty()) {
        let Some(course) = auditor.course(&class.code) else { continue };
        if case.record.credits.iter().any(|c| c.id == class.key) {
            continue;
        }
        let place = brief.add_class(course, class.starts().date(at.zone), case.bench.known.part(&class.code));
        if measure(&brief)? < before {
            helps.insert(class.id);
        }
        brief.take_back(place);
    }
    Ok(helps)
}

/// The region of a local.
pub(crate) fn region_of(tx: &Tx<'_>, local: Option<i64>) -> Result<Option<String>, Fault> {
    let Some(local) = local else { return Ok(None) };
    let row = tx.optional(sql!("select region from local where id = $1"), &params![local])?;
    Ok(row.map(|r| r.get(0)).transpose()?)
}

/// Part of every start: fills in what stored standings lack.
///
/// # Errors
/// A sentence about the database.
pub(crate) async fn begin(app: &crate::visit::app::App) -> Result<(), String> {
    let at = app.clone();
    app.db.write(move |tx| standings::fill_missing(&at.reading(tx))).await.map_err(|e| e.to_string())
}
