//! Offices: who works for the programme, who speaks for a local, who hosts a site, and from when until when. An office
//! is never deleted; it ends.

use crate::{
    ground::{fault::Fault, ids::PersonId, verb::Verb},
    people::signin::told::{What, tell, tell_at},
    programme::change::{Change, Entry, Recipient},
    visit::role::Role,
};
use db::{Tx, params, sql};
use rules::time::Instant;

/// An office as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Office {
    pub id: i64,
    pub person: String,
    pub person_key: String,
    pub role: Role,
    /// Name of its local or venue.
    pub of: String,
    pub since: Instant,
    pub until: Option<Instant>,
    /// Whether its holder has set up a second factor.
    pub has_factor: bool,
}

/// An office to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct New {
    /// Nobody gives an office to themselves.
    pub to: Recipient,
    pub role: Role,
    pub local: Option<i64>,
    pub venue: Option<i64>,
    pub until: Option<Instant>,
}

/// Offices in force, or those that have ended.
pub(crate) fn list(tx: &Tx<'_>, now: Instant, ended: bool) -> Result<Vec<Office>, Fault> {
    let rows = tx.all(
        sql!(
            "select o.id, p.name, p.key, o.role, coalesce(l.name, v.name, ''), o.since, o.until,
                    exists (select 1 from second_factor f where f.person_id = p.id)
             from office o join person p on p.id = o.person_id left join local l on l.id = o.local_id
             left join venue v on v.id = o.venue_id
             where (o.until is null or o.until > $1) = not $2 order by o.role, l.name, p.name limit 2000"
        ),
        &params![now.0, ended],
    )?;
    rows.iter()
        .map(|r| {
            Ok(Office {
                id: r.get(0)?,
                person: r.get(1)?,
                person_key: r.get(2)?,
                role: r.get(3)?,
                of: r.get(4)?,
                since: Instant(r.get(5)?),
                until: r.get::<Option<i64>>(6)?.map(Instant),
                has_factor: r.get(7)?,
            })
        })
        .collect()
}

/// Gives an office from now on; if the person already holds it, it gets the new end. Returns whether there was anything
/// to write.
pub(crate) fn give(change: &Change<'_, '_>, new: New, reason: &str) -> Result<bool, Fault> {
    let had = change.tx.run(
        sql!(
            "update office set until = $5 where person_id = $1 and role = $2 and (until is null or until > $6)
               and coalesce(local_id, 0) = coalesce(cast($3 as bigint), 0) and coalesce(venue_id, 0) = coalesce(cast($4 as bigint), 0)"
        ),
        &params![new.to.id(), new.role, new.local, new.venue, new.until.map(|u| u.0), change.now.0],
    )? > 0;
    let ends_now = new.until.is_some_and(|u| u <= change.now);
    if !had && ends_now {
        return Ok(false);
    }
    // power that was shown for another office, for longer, is not power for this one
    crate::people::signin::verbs::end_power(change, new.to.id())?;
    if !had {
        change.tx.run(
            sql!(
                "insert into office (id, person_id, role, local_id, venue_id, since, until, granted_by, granted_by_id)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
            ),
            &params![
                change.id(),
                new.to.id(),
                new.role,
                new.local,
                new.venue,
                change.now.0,
                new.until.map(|u| u.0),
                if change.person().is_some() { "administrator" } else { "operator" },
                change.person()
            ],
        )?;
    }
    tell(change, new.to.id(), if ends_now { What::Ended(new.role) } else { What::Given(new.role) })?;
    audit(change, if ends_now { Verb::OfficeEnded } else { Verb::OfficeGiven }, new.to.id(), new.role, reason)?;
    Ok(true)
}

/// One office of a local ends where another begins, at a moment that may be to come. Part of a verb: it writes no entry.
pub(crate) fn hand_over(
    change: &Change<'_, '_>,
    from: PersonId,
    to: Recipient,
    (local, role): (i64, Role),
    at: Instant,
) -> Result<(), Fault> {
    change.tx.run(
        sql!(
            "update office set until = $4 where person_id = $1 and local_id = $2 and role = $3 and (until is null or until > $4)"
        ),
        &params![from, local, role, at.0],
    )?;
    // power that was shown for another office, for longer, is not power for this one
    crate::people::signin::verbs::end_power(change, to.id())?;
    change.tx.run(
        sql!(
            "insert into office (id, person_id, role, local_id, since, granted_by, granted_by_id)
             values ($1, $2, $3, $4, $5, 'administrator', $6)"
        ),
        &params![change.id(), to.id(), role, local, at.0, change.person()],
    )?;
    tell_at(change, from, What::Ended(role), at)?;
    tell_at(change, to.id(), What::Given(role), at)
}

/// Ends an office now. Power that was shown in a running sign-in ends with it: it is read from this row.
pub(crate) fn end(change: &Change<'_, '_>, office: i64, reason: &str) -> Result<bool, Fault> {
    let row = change.tx.optional(
        sql!("select person_id, role from office where id = $1 and (until is null or until > $2) {for_update}"),
        &params![office, change.now.0],
    )?;
    let Some(row) = row else { return Ok(false) };
    change.tx.run(sql!("update office set until = $2 where id = $1"), &params![office, change.now.0])?;
    tell(change, row.get(0)?, What::Ended(row.get(1)?))?;
    audit(change, Verb::OfficeEnded, row.get(0)?, row.get(1)?, reason)?;
    Ok(true)
}

/// Whether somebody holds an office now.
pub(crate) fn holds_any(tx: &Tx<'_>, person: PersonId, now: Instant) -> Result<bool, Fault> {
    let found = tx.optional(
        sql!("select 1 from office where person_id = $1 and (until is null or until > $2) limit 1"),
        &params![person, now.0],
    )?;
    Ok(found.is_some())
}

/// How many administrators' offices there are besides one: the last is not taken away.
pub(crate) fn other_administrators(tx: &Tx<'_>, office: i64, now: Instant) -> Result<i64, Fault> {
    // all of them are locked while they are counted: two who end each other's wait for one another
    let rows = tx.all(
        sql!(
            "select id from office where role = 'administrator' and since <= $1 and (until is null or until > $1)
             order by id {for_update}"
        ),
        &params![now.0],
    )?;
    let mut others = 0;
    for row in &rows {
        others += i64::from(row.get::<i64>(0)? != office);
    }
    Ok(others)
}

fn audit(change: &Change<'_, '_>, verb: Verb, person: PersonId, role: Role, reason: &str) -> Result<(), Fault> {
    change.audit(&Entry { verb, object: "person", id: person.0, before: "", after: role.name(), reason })?;
    Ok(())
}

/// Whether somebody holds, or will hold, a role in the programme that had not ended at a moment.
pub(crate) fn has_office_of_programme(tx: &Tx<'_>, person: PersonId, at: Instant) -> Result<bool, Fault> {
    for role in Role::OF_PROGRAMME {
        let row = tx.optional(
            sql!("select 1 from office where person_id = $1 and role = $2 and (until is null or until > $3) limit 1"),
            &params![person, role, at.0],
        )?;
        if row.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
