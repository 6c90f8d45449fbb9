//! The ledger is only ever added to: what is posted is what is due minus what is there, so that doing it twice posts
//! nothing and a correction is a counter-entry that says by whom and why.

use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
    },
    programme::{
        change::{Change, Recipient},
        courses::CourseRow,
    },
};
use db::{Tx, params, sql};
use rules::Minutes;

/// What entries are for.
pub(crate) struct Account<'a> {
    pub to: Recipient,
    pub offering: Option<OfferingId>,
    pub claim: Option<i64>,
    pub course: &'a CourseRow,
}

/// Posts for each unit what is due minus what the ledger says; returns the minutes posted. Part of a verb.
pub(crate) fn post_due<'d>(
    change: &Change<'_, '_>,
    account: &Account<'_>,
    due: &[Minutes],
    kind: &str,
    earned_on: impl Fn(usize) -> &'d str,
    reason: &str,
) -> Result<Minutes, Fault> {
    let mut posted = 0;
    for (unit, due) in due.iter().enumerate() {
        let row = change.tx.one(
            sql!(
                "select cast(coalesce(sum(minutes), 0) as bigint), count(*) from credit
                 where person_id = $1 and offering_id is not distinct from $2 and claim_id is not distinct from $3
                   and course_code = $4 and segment = $5"
            ),
            &params![account.to.id(), account.offering, account.claim, &account.course.code, unit as i64],
        )?;
        let difference = due - row.get::<i64>(0)?;
        if difference == 0 {
            continue;
        }
        let kind = if row.get::<i64>(1)? > 0 { "correction" } else { kind };
        let name = account.course.segments.get(unit).map_or("", |s| s.unit.as_str());
        change.tx.run(
            sql!(
                "insert into credit (id, person_id, offering_id, claim_id, course_code, segment, unit, minutes, earned_on,
                                     kind, reason, posted_at, posted_by)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
            ),
            &params![
                change.id(),
                account.to.id(),
                account.offering,
                account.claim,
                &account.course.code,
                unit as i64,
                name,
                difference,
                earned_on(unit),
                kind,
                reason,
                change.now.0,
                change.person()
            ],
        )?;
        posted += difference;
    }
    Ok(posted)
}

/// Minutes spread over a course's units in order, as a short class fills them.
pub(crate) fn fill(course: &CourseRow, mut minutes: Minutes) -> Vec<Minutes> {
    let units = course.units();
    let last = units.len() - 1;
    units
        .into_iter()
        .enumerate()
        .map(|(n, unit)| {
            let take = if n == last { minutes } else { minutes.min(unit) };
            minutes -= take;
            take
        })
        .collect()
}

/// Minutes that a class gave a person, corrections and all.
pub(crate) fn of_class(tx: &Tx<'_>, person: PersonId, offering: OfferingId) -> Result<Minutes, Fault> {
    let row = tx.one(
        sql!("select coalesce(cast(sum(minutes) as bigint), 0) from credit where person_id = $1 and offering_id = $2"),
        &params![person, offering],
    )?;
    Ok(row.get(0)?)
}

/// Minutes credited to somebody for teaching other classes: in all, and of one course.
pub(crate) fn taught(
    tx: &Tx<'_>,
    person: PersonId,
    but: OfferingId,
    course: &str,
) -> Result<(Minutes, Minutes), Fault> {
    let row = tx.one(
        sql!(
            "select cast(coalesce(sum(c.minutes), 0) as bigint),
                    cast(coalesce(sum(case when c.course_code = $3 then c.minutes else 0 end), 0) as bigint)
             from credit c
             where c.person_id = $1 and c.offering_id <> $2 and exists (select 1 from credit t
               where t.person_id = c.person_id and t.offering_id = c.offering_id and t.kind = 'taught')"
        ),
        &params![person, but, course],
    )?;
    Ok((row.get(0)?, row.get(1)?))
}
