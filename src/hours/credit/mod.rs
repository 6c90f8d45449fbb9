//! Credit: from an approved roster to the ledger.
//!
//! The ledger is only ever added to. What somebody should have for a class is computed from presence and
//! decisions by `rules::credit`; what is posted is the difference from what the ledger says, so that approving twice
//! posts nothing and a correction is a counter-entry. Owns `credit`, `partial_decision`, `claim`, `exception` and
//! `policy_change`.

pub(crate) mod claims;
pub(crate) mod decisions;
pub(crate) mod desk;
pub(crate) mod effect;
pub(crate) mod ledger;
pub(crate) mod mail;
pub(crate) mod pages;
pub(crate) mod policy;
pub(crate) mod post;
pub(crate) mod verbs;

use crate::ground::{fault::Fault, ids::PersonId};
use db::{Tx, params, sql};
use rules::time::Instant;

/// How many of somebody's sessions wait for a coordinator's decision: closed rosters, partly attended.
pub(crate) fn undecided_of(tx: &Tx<'_>, person: PersonId) -> Result<i64, Fault> {
    let rows = tx.all(
        sql!(
            "select distinct x.offering_id from session x join roster r on r.offering_id = x.offering_id
             where x.id in (select p.session_id from presence p
                            where p.person_id = $1 and p.here and (p.late > 0 or p.left_early > 0)
                            union select t.session_id from presence_stretch t where t.person_id = $1)
             limit 50"
        ),
        &params![person],
    )?;
    let mut count = 0;
    for row in rows {
        let class = post::HeldClass::load(tx, row.get(0)?)?;
        count += class.of_person(tx, person)?.sessions.iter().filter(|s| s.is_undecided()).count() as i64;
    }
    Ok(count)
}

/// Classes whose roster was approved lately and in which sessions still wait for a decision: key, title, and how many.
pub(crate) fn left_undecided(tx: &Tx<'_>, now: Instant) -> Result<Vec<(String, String, i64)>, Fault> {
    let rows = tx.all(
        sql!(
            "select distinct x.offering_id, p.person_id, o.key, k.title from roster r
             join offering o on o.id = r.offering_id join course k on k.code = o.course_code
             join session x on x.offering_id = r.offering_id join presence p on p.session_id = x.id
             where r.approved_at > $1 and p.here and (p.late > 0 or p.left_early > 0) and not exists
               (select 1 from partial_decision d where d.session_id = x.id and d.person_id = p.person_id)
             order by x.offering_id limit 200"
        ),
        &params![now.plus_minutes(-LATELY).0],
    )?;
    let mut left: Vec<(String, String, i64)> = Vec::new();
    for row in rows {
        let of = post::HeldClass::load(tx, row.get(0)?)?.of_person(tx, row.get(1)?)?;
        let count = of.sessions.iter().filter(|s| s.is_undecided()).count() as i64;
        let key: String = row.get(2)?;
        match left.last_mut().filter(|(last, ..)| *last == key) {
            Some((.., sum)) => *sum += count,
            None => left.push((key, row.get(3)?, count)),
        }
    }
    left.retain(|(.., count)| *count > 0);
    Ok(left)
}

/// For this long after approving, in minutes, open decisions are still asked for.
const LATELY: i64 = 90 * 24 * 60;

/// Classes of which a session is to be made up: the course's title and the session's day, newest first.
pub(crate) fn to_make_up(tx: &Tx<'_>, person: PersonId) -> Result<Vec<(String, String)>, Fault> {
    let rows = tx.all(
        sql!(
            "select k.title, x.starts_local from partial_decision d join session x on x.id = d.session_id
             join offering o on o.id = x.offering_id join course k on k.code = o.course_code
             where d.person_id = $1 and d.make_up
               and not exists (select 1 from credit c join course a on a.code = c.course_code
                               where c.person_id = $1 and c.posted_at > d.decided_at and a.class = k.class
                                 and (c.offering_id is null or c.offering_id <> o.id))
             order by x.starts_at desc limit 10"
        ),
        &params![person],
    )?;
    rows.iter().map(|r| Ok((r.get(0)?, r.get::<String>(1)?.split('T').next().unwrap_or_default().to_owned()))).collect()
}
