//! Two records of one person become one, and two again: everything that moves is written down, so that a merge can be
//! undone at any time. What both have stays with its record and counts once; if both attended a class, their stays are
//! joined. Power never moves: an office is given to a person by an administrator, and a class by whoever names its
//! trainer.

mod fields;
pub(crate) mod letters;
mod stays;
mod undo;

use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
        verb::Verb,
    },
    people::{
        lock::lock_people,
        offices::has_office_of_programme,
        power_requests::{MISSED_DAYS, is_asked_for},
        signin::{
            sign_ins::has_power,
            told::{What, tell},
            verbs::end_power,
        },
        store,
    },
    programme::change::{Change, Entry},
    progress,
    seats::signup::{self, state::SignupState},
};

pub(crate) use fields::FIELDS;
pub(crate) use undo::{is_undone, undo};

use db::{Tx, params, sql};
use fields::{Fields, choose_fields, fields};
use rules::time::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a merge is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Whose record stays.
    pub kept: PersonId,
    /// Whose record goes into it.
    pub gone: PersonId,
    /// The fields that are taken from the one that goes.
    pub from_gone: Vec<String>,
    pub reason: String,
    /// Whether an administrator who has just shown their second factor asks for it: only then may one of the two have power.
    pub over_power: bool,
}

/// What moved: rows by table, and the fields as they were.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Moved {
    rows: BTreeMap<String, Vec<i64>>,
    /// Enrolments of the record that goes that the kept one has too, with when they were confirmed: unconfirmed
    /// meanwhile.
    rested: Vec<(i64, i64)>,
    /// Decisions whose enrolment changed: the decision, and its enrolment before.
    decisions: Vec<(i64, i64)>,
    /// Sessions that both attended.
    #[serde(default)]
    joined: Vec<stays::Joined>,
    kept_before: Fields,
    kept_after: Fields,
    gone_before: Fields,
}

/// Why a merge is not possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It is the same record, or one of them is merged already.
    Same,
    /// Both have a valid certificate.
    TwoCertificates,
    /// Nobody merges their own record.
    Oneself,
    /// One of them has an office or teaches: only an administrator touches their record.
    Office,
    /// Power for one of them waits for a second administrator.
    Waits,
}

/// How a table's rows move: which ones, and the statement that moves one there or back (row, from, to).
struct Table {
    name: &'static str,
    find: &'static str,
    set: &'static str,
}

/// All rows of somebody in a table with ids.
macro_rules! all_of {
    ($table:literal) => {
        Table {
            name: $table,
            find: sql!("select id from ", $table, " where person_id = $1 and person_id <> $2 order by id"),
            set: sql!("update ", $table, " set person_id = $3 where id = $1 and person_id = $2"),
        }
    };
}

/// What moves: of anything with one row for each person and class, only what the other does not have.
fn tables() -> [Table; 15] {
    [
        Table {
            name: "signup",
            find: sql!(
                "select s.id from signup s where s.person_id = $1 and (s.ended_at is not null or not exists
                   (select 1 from signup k where k.person_id = $2 and k.offering_id = s.offering_id and k.ended_at is null))
                 order by s.id"
            ),
            set: sql!("update signup set person_id = $3 where id = $1 and person_id = $2"),
        },
        all_of!("claim"),
        all_of!("award"),
        all_of!("outbox"),
        all_of!("class_post"),
        all_of!("away"),
        Table {
            name: "can_teach",
            find: sql!(
                "select t.id from can_teach t where t.person_id = $1
                   and not exists (select 1 from can_teach k where k.person_id = $2 and k.course_code = t.course_code)"
            ),
            set: sql!("update can_teach set person_id = $3 where id = $1 and person_id = $2"),
        },
        Table {
            name: "teaching_times",
            find: sql!(
                "select t.id from teaching_times t where t.person_id = $1
                   and not exists (select 1 from teaching_times k where k.person_id = $2)"
            ),
            set: sql!("update teaching_times set person_id = $3 where id = $1 and person_id = $2"),
        },
        Table {
            name: "taking_part",
            find: sql!(
                "select t.offering_id from taking_part t where t.person_id = $1
                   and not exists (select 1 from taking_part k where k.person_id = $2 and k.offering_id = t.offering_id)"
            ),
            set: sql!("update taking_part set person_id = $3 where offering_id = $1 and person_id = $2"),
        },
        Table {
            name: "credit",
            find: sql!(
                "select c.id from credit c where c.person_id = $1 and (c.offering_id is null or not exists
                   (select 1 from credit k where k.person_id = $2 and k.offering_id = c.offering_id)) order by c.id"
            ),
            set: sql!("update credit set person_id = $3 where id = $1 and person_id = $2"),
        },
        Table {
            name: "wish",
            find: sql!(
                "select w.id from wish w where w.person_id = $1 and (w.ended_at is not null or not exists
                   (select 1 from wish k where k.person_id = $2 and k.course_code = w.course_code and k.ended_at is null))"
            ),
            set: sql!("update wish set person_id = $3 where id = $1 and person_id = $2"),
        },
        Table {
            name: "enrolment",
            find: sql!(
                "select e.id from enrolment e where e.person_id = $1
                   and not exists (select 1 from enrolment k where k.person_id = $2 and k.programme = e.programme)"
            ),
            set: sql!("update enrolment set person_id = $3 where id = $1 and person_id = $2"),
        },
        Table {
            name: "presence",
            find: sql!(
                "select p.session_id from presence p where p.person_id = $1
                   and not exists (select 1 from presence k where k.person_id = $2 and k.session_id = p.session_id)"
            ),
            set: sql!("update presence set person_id = $3 where session_id = $1 and person_id = $2"),
        },
        Table {
            name: "presence_stretch",
            find: sql!(
                "select distinct p.session_id from presence_stretch p where p.person_id = $1
                   and not exists (select 1 from presence_stretch k where k.person_id = $2 and k.session_id = p.session_id)"
            ),
            set: sql!("update presence_stretch set person_id = $3 where session_id = $1 and person_id = $2"),
        },
        Table {
            name: "partial_decision",
            find: sql!(
                "select p.session_id from partial_decision p where p.person_id = $1
                   and not exists (select 1 from partial_decision k where k.person_id = $2 and k.session_id = p.session_id)"
            ),
            set: sql!("update partial_decision set person_id = $3 where session_id = $1 and person_id = $2"),
        },
    ]
}

/// Merges two records. Returns the key by which this can be undone.
pub(crate) fn merge(change: &Change<'_, '_>, wanted: &Wanted) -> Result<Result<String, Refused>, Fault> {
    let tx = change.tx;
    let (kept, gone) = (wanted.kept, wanted.gone);
    lock_people(tx, &[kept, gone])?;
    if let Some(refused) = refused(tx, wanted, (change.person(), change.now))? {
        return Ok(Err(refused));
    }
    let mut moved = Moved { kept_before: fields(tx, kept)?, gone_before: fields(tx, gone)?, ..Moved::default() };
    give_back_double(change, kept, gone)?;
    moved.rows.insert(undo::TAUGHT.to_owned(), undo::taught(tx, kept)?);
    moved.joined = stays::join(change, (kept, gone), &wanted.reason)?;
    for table in tables() {
        let mut ids = Vec::new();
        for row in tx.all(table.find, &params![gone, kept])? {
            let id: i64 = row.get(0)?;
            tx.run(table.set, &params![id, gone, kept])?;
            ids.push(id);
        }
        moved.rows.insert(table.name.to_owned(), ids);
    }
    rest_enrolments(tx, kept, gone, &mut moved)?;
    // nobody can answer for a record that nobody signs in to; the office names whom it means
    tx.run(sql!("delete from teaching where person_id = $1 and state = 'asked'"), &params![gone])?;
    let merged_before = tx.all(sql!("select id from person where merged_into = $1"), &params![gone])?;
    let earlier = merged_before.iter().map(|r| r.get(0)).collect::<Result<Vec<i64>, _>>()?;
    moved.rows.insert("merged".to_owned(), earlier);
    tx.run(sql!("update person set merged_into = $2 where id = $1 or merged_into = $1"), &params![gone, kept])?;
    moved.kept_after =
        choose_fields(tx, kept, gone, &wanted.from_gone, (moved.kept_before.clone(), moved.gone_before.clone()))?;
    end_entries(change, kept, gone)?;
    if wanted.over_power {
        // nobody can sign in as the record that goes: its offices end, and an administrator gives them anew
        tx.run(
            sql!("update office set until = $2 where person_id = $1 and (until is null or until > $2)"),
            &params![gone, change.now.0],
        )?;
        tell(change, kept, What::Merged)?;
        tell(change, gone, What::Merged)?;
    }
    progress::recompute(change, kept)?;
    let (id, key) = (change.id(), change.random.key(10));
    letters::tell(change, kept, id, &[&moved.kept_before, &moved.gone_before].map(Fields::confirmed_address))?;
    tx.run(
        sql!(
            "insert into merge (id, key, kept_id, gone_id, reason, moved, merged_by, merged_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)"
        ),
        &params![id, &key, kept, gone, &wanted.reason, serde_json::to_string(&moved)?, change.person(), change.now.0],
    )?;
    audit(change, Verb::PersonMerged, kept, &format!("with {gone}"), &wanted.reason)?;
    Ok(Ok(key))
}

fn refused(tx: &Tx<'_>, wanted: &Wanted, (by, now): (Option<PersonId>, Instant)) -> Result<Option<Refused>, Fault> {
    let (kept, gone) = (wanted.kept, wanted.gone);
    let row = tx.one(
        sql!(
            "select (select count(*) from person where id in ($1, $2) and merged_into is not null),
                    (select count(*) from award a join award b on b.programme = a.programme
                     where a.person_id = $1 and b.person_id = $2 and a.state = 'issued' and b.state = 'issued')"
        ),
        &params![kept, gone],
    )?;
    // whoever reads the new address could sign in: anyone with an office of the programme changes theirs themselves
    let address = wanted.from_gone.iter().any(|f| f == "email")
        && has_office_of_programme(tx, kept, now.plus_minutes(-MISSED_DAYS * 24 * 60))?;
    let asked_for = is_asked_for(tx, kept)? || is_asked_for(tx, gone)?;
    let has = has_power(tx, kept, now)? || has_power(tx, gone, now)?;
    // while two administrators decide about power for somebody, the record that was named must not change
    let power = address || !wanted.over_power && has;
    Ok(match (row.get::<i64>(0)?, row.get::<i64>(1)?) {
        _ if kept == gone => Some(Refused::Same),
        _ if by == Some(kept) || by == Some(gone) => Some(Refused::Oneself),
        (merged, _) if merged > 0 => Some(Refused::Same),
        (_, two) if two > 0 => Some(Refused::TwoCertificates),
        _ if asked_for => Some(Refused::Waits),
        _ if power => Some(Refused::Office),
        _ => None,
    })
}

/// Nobody can sign in as the record that goes any more, and if it had unsubscribed, so has the kept one.
fn end_entries(change: &Change<'_, '_>, kept: PersonId, gone: PersonId) -> Result<(), Fault> {
    let tx = change.tx;
    end_power(change, kept)?;
    tx.run(sql!("delete from sign_in where person_id = $1"), &params![gone])?;
    tx.run(sql!("update sign_in set as_person = null where as_person = $1"), &params![gone])?;
    tx.run(
        sql!("update sign_in_link set used_at = $2 where person_id = $1 and used_at is null"),
        &params![gone, change.now.0],
    )?;
    tx.run(
        sql!(
            "update person set unsubscribed_at = (select g.unsubscribed_at from person g where g.id = $2)
             where id = $1 and unsubscribed_at is null"
        ),
        &params![kept, gone],
    )?;
    Ok(())
}

/// How good a place in a class is.
fn rank(state: SignupState) -> usize {
    [SignupState::Waiting, SignupState::Invited, SignupState::Held, SignupState::Offered, SignupState::Confirmed]
        .iter()
        .position(|s| *s == state)
        .unwrap_or(0)
}

/// One person has one seat in an upcoming class: the better of two places stays.
fn give_back_double(change: &Change<'_, '_>, kept: PersonId, gone: PersonId) -> Result<(), Fault> {
    let rows = change.tx.all(
        sql!(
            "select s.offering_id from signup s join signup k on k.offering_id = s.offering_id and k.person_id = $2
             join offering o on o.id = s.offering_id
             where s.person_id = $1 and s.ended_at is null and k.ended_at is null and o.starts_at > $3"
        ),
        &params![gone, kept, change.now.0],
    )?;
    for row in rows {
        let offering: OfferingId = row.get(0)?;
        let both = (signup::store::live(change.tx, kept, offering)?, signup::store::live(change.tx, gone, offering)?);
        if let (Some(mine), Some(theirs)) = both {
            let worse = if rank(theirs.state) > rank(mine.state) { &mine } else { &theirs };
            signup::store::end(change, worse, SignupState::Removed)?;
        }
    }
    Ok(())
}

/// Of two enrolments in one programme the kept record's continues; decisions about the other belong to it from now on.
fn rest_enrolments(tx: &Tx<'_>, kept: PersonId, gone: PersonId, moved: &mut Moved) -> Result<(), Fault> {
    let rows = tx.all(
        sql!(
            "select e.id, e.confirmed_at, k.id from enrolment e
             join enrolment k on k.programme = e.programme and k.person_id = $2 where e.person_id = $1"
        ),
        &params![gone, kept],
    )?;
    for row in &rows {
        let (rests, confirmed, goes_on): (i64, Option<i64>, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        for decision in tx.all(sql!("select id from exception where enrolment_id = $1"), &params![rests])? {
            moved.decisions.push((decision.get(0)?, rests));
        }
        tx.run(sql!("update exception set enrolment_id = $2 where enrolment_id = $1"), &params![rests, goes_on])?;
        if let Some(confirmed) = confirmed {
            moved.rested.push((rests, confirmed));
            tx.run(sql!("update enrolment set confirmed_at = null where id = $1"), &params![rests])?;
        }
        tx.run(sql!("delete from standing where enrolment_id = $1"), &params![rests])?;
    }
    Ok(())
}

/// Gives a record the address of one that was merged into it; both still lead to it. Returns whether there was such a
/// record. Part of a verb.
pub(crate) fn take_own_address(change: &Change<'_, '_>, kept: PersonId, email: &str) -> Result<bool, Fault> {
    let tx = change.tx;
    let row = tx.optional(
        sql!("select id from person where email_folded = $1 and merged_into = $2"),
        &params![crate::people::fold_email(email), kept],
    )?;
    let Some(row) = row else { return Ok(false) };
    let gone: PersonId = row.get(0)?;
    fields::swap_addresses(tx, kept, gone)?;
    end_entries(change, kept, gone)?;
    tx.run(sql!("delete from sign_in where person_id = $1"), &params![kept])?;
    Ok(true)
}

/// Notes that two records are two people: they are not shown as a pair again.
pub(crate) fn differ(change: &Change<'_, '_>, one: PersonId, other: PersonId) -> Result<(), Fault> {
    let done = change.tx.run(
        sql!(
            "insert into different (low_id, high_id, decided_by, decided_at) values ($1, $2, $3, $4)
             on conflict (low_id, high_id) do nothing"
        ),
        &params![one.min(other), one.max(other), change.person(), change.now.0],
    )?;
    if done > 0 {
        audit(change, Verb::PersonNotTheSame, one, &format!("as {other}"), "")?;
    }
    Ok(())
}

/// A merge of somebody's record, as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Merged {
    pub key: String,
    pub name: String,
    pub at: Instant,
}

/// What was merged into a record and can be taken out again.
pub(crate) fn into_person(tx: &Tx<'_>, person: PersonId) -> Result<Vec<Merged>, Fault> {
    let rows = tx.all(
        sql!(
            "select m.key, p.name, m.merged_at from merge m join person p on p.id = m.gone_id
             where m.kept_id = $1 and m.undone_at is null order by m.merged_at desc"
        ),
        &params![person],
    )?;
    rows.iter().map(|r| Ok(Merged { key: r.get(0)?, name: r.get(1)?, at: Instant(r.get(2)?) })).collect()
}

/// The key of the record that somebody's was merged into.
pub(crate) fn merged_into(tx: &Tx<'_>, person: PersonId) -> Result<Option<String>, Fault> {
    let row = tx.optional(
        sql!("select k.key from person p join person k on k.id = p.merged_into where p.id = $1"),
        &params![person],
    )?;
    row.map(|r| Ok(r.get(0)?)).transpose()
}

/// The credited minutes that a merge would result in: the kept record's, the other's, and both together.
pub(crate) fn minutes(tx: &Tx<'_>, kept: PersonId, gone: PersonId) -> Result<[i64; 3], Fault> {
    let row = tx.one(
        sql!(
            "select cast(coalesce(sum(case when c.person_id = $1 then c.minutes else 0 end), 0) as bigint),
                    cast(coalesce(sum(case when c.person_id = $2 then c.minutes else 0 end), 0) as bigint),
                    cast(coalesce(sum(case when c.person_id = $1 or c.offering_id is null or not exists
                      (select 1 from credit k where k.person_id = $1 and k.offering_id = c.offering_id)
                      then c.minutes else 0 end), 0) as bigint)
             from credit c where c.person_id in ($1, $2)"
        ),
        &params![kept, gone],
    )?;
    Ok([row.get(0)?, row.get(1)?, row.get(2)?])
}

fn audit(change: &Change<'_, '_>, verb: Verb, person: PersonId, after: &str, reason: &str) -> Result<(), Fault> {
    let before = store::by_id(change.tx, person)?.key;
    change.audit(&Entry { verb, object: "person", id: person.0, before: &before, after, reason })?;
    Ok(())
}
