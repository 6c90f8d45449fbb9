//! Taking a file back: rosters say again what they said before, and the credit that followed is taken back by
//! counter-entries. What somebody has changed since stays as it is now. Records of people who came with it stay too.

use super::store::{self, State};
use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
        verb::Verb,
    },
    hours::{
        attendance::stored::Stored,
        credit::{
            self,
            claims::{self, Answer},
        },
    },
    people::lock::lock_person,
    programme::change::{Change, Entry},
    progress,
};
use db::{params, sql};
use std::collections::BTreeSet;

/// What became of taking a file back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Undone {
    /// Taken back, except for this many marks and claims that somebody has changed since.
    Done { left: usize },
    /// It is not kept, or taken back already.
    No,
}

/// Takes a file back.
pub(crate) fn undo(change: &Change<'_, '_>, file: i64, reason: &str) -> Result<Undone, Fault> {
    if store::lock(change.tx, file)? != State::Kept {
        return Ok(Undone::No);
    }
    let mut left = 0;
    let mut touched: BTreeSet<(PersonId, OfferingId)> = BTreeSet::new();
    let rows = change.tx.all(
        sql!(
            "select w.session_id, coalesce(p.merged_into, p.id), w.before, w.after, s.offering_id
             from attendance_written w join session s on s.id = w.session_id join person p on p.id = w.person_id
             where w.file_id = $1 order by 2, w.session_id"
        ),
        &params![file],
    )?;
    for row in &rows {
        let (session, person): (i64, PersonId) = (row.get(0)?, row.get(1)?);
        let (before, after): (Stored, Stored) =
            (serde_json::from_str(row.text(2)?)?, serde_json::from_str(row.text(3)?)?);
        if Stored::load(change, session, person)? == after {
            before.write(change, session, person)?;
            touched.insert((person, row.get(4)?));
        } else {
            left += 1;
        }
    }
    // anyone who is on a roster only because of this file leaves it, unless somebody has marked them since
    change.tx.run(
        sql!(
            "update signup set state = 'removed', ended_at = $2
             where file_id = $1 and state = 'walk-in' and not exists
               (select 1 from presence p join session x on x.id = p.session_id
                where x.offering_id = signup.offering_id and p.person_id = signup.person_id and p.here)"
        ),
        &params![file, change.now.0],
    )?;
    for (person, offering) in touched {
        credit::verbs::post_where_approved(change, offering, person, reason)?;
    }
    left += take_claims_back(change, file, reason)?;
    change.tx.run(
        sql!(
            "update attendance_file set state = 'undone', ended_by = $2, ended_at = $3, ended_reason = $4, content = null
             where id = $1"
        ),
        &params![file, change.person(), change.now.0, reason],
    )?;
    change.audit(&Entry {
        verb: Verb::AttendanceFileUndone,
        object: "attendance_file",
        id: file,
        before: "kept",
        after: &format!("{left} left as changed since"),
        reason,
    })?;
    Ok(Undone::Done { left })
}

/// Declines the claims of a file, except those that somebody has answered otherwise since; returns how many those are.
fn take_claims_back(change: &Change<'_, '_>, file: i64, reason: &str) -> Result<usize, Fault> {
    let claims = claims::of_file(change.tx, file)?;
    let name: String = change.tx.one(sql!("select name from attendance_file where id = $1"), &params![file])?.get(0)?;
    let mut left = 0;
    for claim in claims {
        // a claim that the file answered has the file's name as its answer
        if claim.accepted.is_some() && claim.answer != name {
            left += 1;
            continue;
        }
        lock_person(change.tx, claim.person)?;
        claims::decide(change, &claim, &Answer { course: None, text: reason.to_owned() })?;
        if claim.credited > 0 {
            progress::recompute(change, claim.person)?;
        }
    }
    Ok(left)
}
