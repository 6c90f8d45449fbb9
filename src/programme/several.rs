//! Several programmes side by side: in which order they are shown, and whether people can still enroll in them.

use crate::{
    ground::{fault::Fault, verb::Verb},
    programme::change::{Change, Entry},
};
use db::{Tx, params, sql};

/// Whether there is a programme of this name.
pub(super) fn is_there(tx: &Tx<'_>, programme: &str) -> Result<bool, Fault> {
    Ok(tx.optional(sql!("select 1 from programme where id = $1"), &params![programme])?.is_some())
}

/// Whether a programme is not there yet, and others are.
pub(super) fn is_new_beside_others(tx: &Tx<'_>, programme: &str) -> Result<bool, Fault> {
    let any = tx.optional(sql!("select 1 from programme limit 1"), &[])?.is_some();
    Ok(any && !is_there(tx, programme)?)
}

/// Whether nobody can enroll in a programme that is there.
pub(super) fn is_closed(tx: &Tx<'_>, programme: &str) -> Result<bool, Fault> {
    Ok(tx.optional(sql!("select 1 from programme where id = $1 and not offered"), &params![programme])?.is_some())
}

/// A programme whose first edition is published comes after the others. Part of a verb.
pub(super) fn add(change: &Change<'_, '_>, programme: &str, offered: bool) -> Result<(), Fault> {
    change.tx.run(
        sql!(
            "insert into programme (id, ordinal, offered)
             select $1, coalesce((select max(ordinal) from programme), 0) + 1, $2
             where not exists (select 1 from programme where id = $1)"
        ),
        &params![programme, offered],
    )?;
    Ok(())
}

/// Puts a programme first: pages are about it where nothing says which.
pub(crate) fn put_first(change: &Change<'_, '_>, programme: &str) -> Result<(), Fault> {
    let moved = change.tx.run(
        sql!(
            "update programme set ordinal = (select min(ordinal) from programme) - 1
             where id = $1 and ordinal > (select min(ordinal) from programme)"
        ),
        &params![programme],
    )?;
    if moved > 0 {
        audit(change, programme, "first")?;
    }
    Ok(())
}

/// Offers a programme, or lets nobody enroll in it any more: who is enrolled goes on. The last one stays.
pub(crate) fn offer(change: &Change<'_, '_>, programme: &str, offered: bool) -> Result<(), Fault> {
    // one after the other: two that each close one would leave none
    change.tx.all(sql!("select id from programme order by id {for_update}"), &[])?;
    let changed = change.tx.run(
        sql!(
            "update programme set offered = $2 where id = $1 and offered <> $2
               and ($2 or exists (select 1 from programme o where o.offered and o.id <> $1))"
        ),
        &params![programme, offered],
    )?;
    if changed > 0 {
        audit(change, programme, if offered { "offered" } else { "not offered" })?;
    }
    Ok(())
}

fn audit(change: &Change<'_, '_>, programme: &str, what: &str) -> Result<(), Fault> {
    let after = format!("{programme}: {what}");
    change.audit(&Entry {
        verb: Verb::ProgrammeListed,
        object: "programme",
        id: 0,
        before: "",
        after: &after,
        reason: "",
    })?;
    Ok(())
}
