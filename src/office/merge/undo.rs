//! Two records that were merged become two again: what moved goes back, and anyone signed in has to sign in again.

use super::{
    Moved, audit,
    fields::{fields, set_both},
    stays, tables,
};
use crate::{
    ground::{fault::Fault, ids::PersonId, verb::Verb},
    people::{
        lock::lock_people,
        power_requests::is_asked_for,
        signin::{
            sign_ins::has_power,
            told::{What, tell},
            verbs::end_power,
        },
    },
    programme::change::Change,
    progress,
};
use db::{Tx, params, sql};

/// Whether two records were separated already: the second press of the button is answered like the first.
pub(crate) fn is_undone(tx: &Tx<'_>, key: &str) -> Result<bool, Fault> {
    let row = tx.optional(sql!("select 1 from merge where key = $1 and undone_at is not null"), &params![key])?;
    Ok(row.is_some())
}

/// Separates two records again: what moved goes back, and so do the fields. `over_power`: whether an administrator who
/// has just shown their second factor asks for it; offices given since the merge end, as nobody can say to whom they
/// were given.
pub(crate) fn undo(change: &Change<'_, '_>, key: &str, reason: &str, over_power: bool) -> Result<bool, Fault> {
    let tx = change.tx;
    let row = tx.optional(
        sql!("select id, kept_id, gone_id, moved, merged_at from merge where key = $1 and undone_at is null and moved <> '' {for_update}"),
        &params![key],
    )?;
    let Some(row) = row else { return Ok(false) };
    let (id, kept, gone): (i64, PersonId, PersonId) = (row.get(0)?, row.get(1)?, row.get(2)?);
    if change.person() == Some(kept) || change.person() == Some(gone) {
        return Ok(false);
    }
    lock_people(tx, &[kept, gone])?;
    // the kept record was merged into another: that merge has to be undone first
    if tx.optional(sql!("select 1 from person where id = $1 and merged_into is not null"), &params![kept])?.is_some() {
        return Ok(false);
    }
    let moved: Moved = serde_json::from_str(row.text(3)?)?;
    if is_asked_for(tx, kept)? || is_asked_for(tx, gone)? {
        return Ok(false);
    }
    if has_power(tx, kept, change.now)? || has_power(tx, gone, change.now)? {
        if !over_power {
            return Ok(false);
        }
        end_power_since(change, kept, row.get(4)?, moved.rows.get(TAUGHT))?;
    }
    stays::part(change, kept, &moved.joined, reason)?;
    for table in tables() {
        for id in moved.rows.get(table.name).into_iter().flatten() {
            tx.run(table.set, &params![*id, kept, gone])?;
        }
    }
    for (decision, enrolment) in &moved.decisions {
        tx.run(sql!("update exception set enrolment_id = $2 where id = $1"), &params![*decision, *enrolment])?;
    }
    for (enrolment, confirmed) in &moved.rested {
        tx.run(sql!("update enrolment set confirmed_at = $2 where id = $1"), &params![*enrolment, *confirmed])?;
    }
    tx.run(sql!("update person set merged_into = null where id = $1"), &params![gone])?;
    for earlier in moved.rows.get("merged").into_iter().flatten() {
        tx.run(sql!("update person set merged_into = $2 where id = $1"), &params![*earlier, gone])?;
    }
    let back = fields(tx, kept)?.taken_back(&moved.kept_after, &moved.kept_before);
    // the office may have chosen the other address since
    let back = back.apart_from(&moved.gone_before, &moved.kept_before);
    set_both(tx, (kept, &back), (gone, &moved.gone_before))?;
    // whoever signed in while both addresses led to the one record may be either of the two
    tx.run(sql!("delete from sign_in where person_id in ($1, $2)"), &params![kept, gone])?;
    tx.run(
        sql!("update sign_in_link set used_at = $3 where person_id in ($1, $2) and used_at is null"),
        &params![kept, gone, change.now.0],
    )?;
    tx.run(
        sql!("delete from standing where enrolment_id in (select id from enrolment where person_id in ($1, $2))"),
        &params![kept, gone],
    )?;
    progress::recompute(change, kept)?;
    progress::recompute(change, gone)?;
    tx.run(
        sql!("update merge set undone_by = $2, undone_at = $3 where id = $1"),
        &params![id, change.person().unwrap_or(kept), change.now.0],
    )?;
    audit(change, Verb::PersonMergeUndone, kept, &format!("from {gone}"), reason)?;
    Ok(true)
}

/// Among what moved: the classes that the kept record taught before, which it goes on teaching.
pub(super) const TAUGHT: &str = "taught";

/// The classes that somebody teaches.
pub(super) fn taught(tx: &Tx<'_>, person: PersonId) -> Result<Vec<i64>, Fault> {
    let rows = tx.all(sql!("select offering_id from trainer where person_id = $1"), &params![person])?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

/// Ends the offices and the teaching that a merged record was given since: an administrator gives them anew to whomever
/// they mean.
fn end_power_since(
    change: &Change<'_, '_>,
    kept: PersonId,
    since: i64,
    taught_before: Option<&Vec<i64>>,
) -> Result<(), Fault> {
    let ended = change.tx.run(
        sql!("update office set until = $2 where person_id = $1 and since >= $3 and (until is null or until > $2)"),
        &params![kept, change.now.0, since],
    )?;
    let mut classes = 0;
    if let Some(before) = taught_before {
        for class in taught(change.tx, kept)?.into_iter().filter(|c| !before.contains(c)) {
            classes += change
                .tx
                .run(sql!("delete from trainer where offering_id = $1 and person_id = $2"), &params![class, kept])?;
            change
                .tx
                .run(sql!("delete from teaching where offering_id = $1 and person_id = $2"), &params![class, kept])?;
        }
    }
    if ended + classes == 0 {
        return Ok(());
    }
    end_power(change, kept)?;
    tell(change, kept, What::Merged)
}
