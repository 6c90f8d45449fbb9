//! Power over the programme is given by two people: what one administrator asks for, another agrees to. Where there is
//! only one, nobody else could agree, and it is done at once; where there are two, one can have the other's
//! authenticator app forgotten after a day in which the other can decline. Everybody concerned is told either way.

use super::offices::{self, New};
use crate::{
    ground::{fault::Fault, ids::PersonId, verb::Verb},
    people::signin::{
        factor,
        told::{What, tell},
        verbs::end_power,
    },
    programme::change::{Change, Entry},
};
use db::{Tx, params, sql};
use rules::time::Instant;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PowerAsked {
    /// A role in the programme.
    Office(New),
    /// That somebody's second factor is forgotten.
    Factor(PersonId),
}

impl PowerAsked {
    const fn person(self) -> PersonId {
        match self {
            Self::Office(new) => new.to.id(),
            Self::Factor(person) => person,
        }
    }
}

/// A request that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Waiting {
    pub id: i64,
    /// The role, or nothing where a second factor is to be forgotten.
    pub role: String,
    pub person: PersonId,
    pub name: String,
    /// Their address: whoever agrees agrees to this one.
    pub email: String,
    pub by: PersonId,
    pub by_name: String,
    pub reason: String,
    pub at: Instant,
    /// From when whoever asked may do it alone: nobody else could agree.
    pub alone_from: Option<Instant>,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Done {
    Now,
    /// A second administrator has to agree.
    Waits,
    /// There was nothing to do, or nothing that this person may do.
    Nothing,
}

/// Days for which an administrator whose role has ended still counts: nobody becomes the only one by ending another's.
pub(crate) const MISSED_DAYS: i64 = 7;

/// Whether there is, or lately was, an administrator other than the one who asks and the one concerned: the second one.
fn has_second(tx: &Tx<'_>, by: PersonId, person: PersonId, now: Instant) -> Result<bool, Fault> {
    let row = tx.optional(
        sql!(
            "select 1 from office where role = 'administrator' and since <= $3 and (until is null or until > $4)
               and person_id <> $1 and person_id <> $2 limit 1"
        ),
        &params![by, person, now.0, now.plus_minutes(-MISSED_DAYS * 24 * 60).0],
    )?;
    Ok(row.is_some())
}

/// Minutes in which an administrator can decline when the only other one asks for their authenticator app to be
/// forgotten.
const DAY_ALONE: i64 = 24 * 60;

/// Whether somebody is an administrator, or lately was: whoever ends their role cannot take away their phone at once.
fn is_administrator(tx: &Tx<'_>, person: PersonId, now: Instant) -> Result<bool, Fault> {
    let row = tx.optional(
        sql!(
            "select 1 from office where role = 'administrator' and person_id = $1 and since <= $2
               and (until is null or until > $3) limit 1"
        ),
        &params![person, now.0, now.plus_minutes(-MISSED_DAYS * 24 * 60).0],
    )?;
    Ok(row.is_some())
}

/// Asks for it, or does it where nobody else could agree. Part of a verb: writes its own entry.
pub(crate) fn ask(change: &Change<'_, '_>, asked: PowerAsked, reason: &str) -> Result<Done, Fault> {
    let (by, person) = (change.person().unwrap_or_default(), asked.person());
    let mut alone_from = None;
    if !has_second(change.tx, by, person, change.now)? {
        let of_two = matches!(asked, PowerAsked::Factor(_)) && is_administrator(change.tx, person, change.now)?;
        if !of_two {
            return carry_out(change, asked, reason);
        }
        alone_from = Some(change.now.plus_minutes(DAY_ALONE).0);
    }
    let (kind, role, until) = match asked {
        PowerAsked::Office(new) => ("office", new.role.name(), new.until.map(|u| u.0)),
        PowerAsked::Factor(_) => ("factor", "", None),
    };
    let id = change.id();
    change.tx.run(
        sql!(
            "insert into power_request (id, kind, person_id, role, until, reason, asked_by, asked_at, alone_from)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        ),
        &params![id, kind, person, role, until, reason, by, change.now.0, alone_from],
    )?;
    tell(change, person, What::Asked)?;
    audit(change, Verb::PowerAsked, person, role, reason)?;
    Ok(Done::Waits)
}

fn carry_out(change: &Change<'_, '_>, asked: PowerAsked, reason: &str) -> Result<Done, Fault> {
    match asked {
        PowerAsked::Office(new) => Ok(if offices::give(change, new, reason)? { Done::Now } else { Done::Nothing }),
        PowerAsked::Factor(person) => {
            if factor::forget(change.tx, person)? == 0 {
                return Ok(Done::Nothing);
            }
            end_power(change, person)?;
            tell(change, person, What::FactorForgotten)?;
            audit(change, Verb::PersonSecondFactorForgotten, person, "", reason)?;
            Ok(Done::Now)
        }
    }
}

/// Agrees to a request, or declines it. Nobody agrees to what they asked for, or to what is about themselves.
pub(crate) fn decide(change: &Change<'_, '_>, request: i64, agreed: bool) -> Result<Done, Fault> {
    let row = change.tx.optional(
        sql!(
            "select kind, person_id, role, until, reason, asked_by, alone_from from power_request
             where id = $1 and decided_at is null {for_update}"
        ),
        &params![request],
    )?;
    let Some(row) = row else { return Ok(Done::Nothing) };
    let (person, by): (PersonId, PersonId) = (row.get(1)?, row.get(5)?);
    let decides = change.person().unwrap_or_default();
    let alone = decides == by && row.get::<Option<i64>>(6)?.is_some_and(|from| from <= change.now.0);
    if agreed && (decides == by && !alone || decides == person) {
        return Ok(Done::Nothing);
    }
    change.tx.run(
        sql!("update power_request set decided_by = $2, decided_at = $3, agreed = $4 where id = $1"),
        // nobody agreed: the waiting time is over
        &params![request, (!alone || !agreed).then_some(decides), change.now.0, agreed],
    )?;
    let (role, reason): (String, String) = (row.get(2)?, row.get(4)?);
    if !agreed {
        audit(change, Verb::PowerDeclined, person, &role, &reason)?;
        return Ok(Done::Now);
    }
    let until = row.get::<Option<i64>>(3)?.map(Instant);
    let asked = match row.text(0)? {
        "office" => {
            let to = change.gives_to(person).ok_or(Fault::NotFound)?;
            PowerAsked::Office(New { to, role: row.get(2)?, local: None, venue: None, until })
        }
        _ => PowerAsked::Factor(person),
    };
    let done = carry_out(change, asked, &reason)?;
    if done == Done::Nothing {
        audit(change, Verb::PowerAgreed, person, &role, &reason)?;
    }
    Ok(Done::Now)
}

/// Whether power for somebody waits for a second administrator: until then their record is handled as if they had it.
pub(crate) fn is_asked_for(tx: &Tx<'_>, person: PersonId) -> Result<bool, Fault> {
    let row = tx.optional(
        sql!("select 1 from power_request where person_id = $1 and kind = 'office' and decided_at is null limit 1"),
        &params![person],
    )?;
    Ok(row.is_some())
}

db::record! { $
    requests: "from power_request r join person p on p.id = r.person_id
               join person b on b.id = r.asked_by" => fn read -> Result<Waiting, Fault> {
        id: "r.id",
        role: "r.role",
        person: "r.person_id",
        name: "p.name",
        email: "p.email",
        by: "r.asked_by",
        by_name: "b.name",
        reason: "r.reason",
        at: "r.asked_at" => Instant,
        alone_from: "r.alone_from" => |at: Option<i64>| at.map(Instant),
    }
}

/// What waits for a second administrator.
pub(crate) fn waiting(tx: &Tx<'_>) -> Result<Vec<Waiting>, Fault> {
    tx.all(requests!("where r.decided_at is null order by r.asked_at limit 200"), &[])?.iter().map(read).collect()
}

fn audit(change: &Change<'_, '_>, verb: Verb, person: PersonId, role: &str, reason: &str) -> Result<(), Fault> {
    change.audit(&Entry { verb, object: "person", id: person.0, before: "", after: role, reason })?;
    Ok(())
}
