//! What verbs, jobs and pages ask about many sign-ups at once.

use super::store::Signup;
use crate::ground::{
    fault::Fault,
    ids::{OfferingId, PersonId, SignupId},
};
use db::{Tx, params, sql};
use rules::time::Instant;

/// How often people were asked to stand in for the holder of a seat, whatever became of it.
pub(crate) fn times_asked(tx: &Tx<'_>, seat_of: SignupId) -> Result<i64, Fault> {
    let row = tx.one(
        sql!("select count(*) from audit where verb = 'signup.stand-in-asked' and before = $1"),
        &params![seat_of.to_string()],
    )?;
    Ok(row.get(0)?)
}

/// Whether somebody was asked often enough by teams and colleagues in the last day.
pub(crate) fn asked_enough(tx: &Tx<'_>, person: PersonId, now: Instant) -> Result<bool, Fault> {
    const A_DAY: i64 = 3;
    let row = tx.one(
        sql!(
            "select count(*) from outbox where person_id = $1 and kind in ('team-invite', 'stand-in') and due_at > $2"
        ),
        &params![person, now.plus_minutes(-24 * 60).0],
    )?;
    Ok(row.get::<i64>(0)? >= A_DAY)
}

/// How many seats of a site are held for people whose address is not confirmed.
pub(crate) fn held_unconfirmed(tx: &Tx<'_>, offering: OfferingId, site: i64) -> Result<i64, Fault> {
    let row = tx.one(
        sql!("select count(*) from signup where offering_id = $1 and site = $2 and state = 'held'"),
        &params![offering, site],
    )?;
    Ok(row.get(0)?)
}

/// The latest of them, at most `most`.
pub(crate) fn held_latest(tx: &Tx<'_>, offering: OfferingId, site: i64, most: i64) -> Result<Vec<SignupId>, Fault> {
    let rows = tx.all(
        sql!(
            "select id from signup where offering_id = $1 and site = $2 and state = 'held'
             order by asked_at desc, id desc limit $3"
        ),
        &params![offering, site, most],
    )?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

/// How many people with a confirmed address are ahead of somebody in line at their site.
pub(crate) fn ahead(tx: &Tx<'_>, waiting: &Signup) -> Result<i64, Fault> {
    let row = tx.one(
        sql!(
            "select count(*) from signup s join person p on p.id = s.person_id
             where s.offering_id = $1 and s.site = $2 and s.state = 'waiting' and s.id <> $3
               and p.email_verified_at is not null and (s.priority, s.line) < ($4, $5)"
        ),
        &params![waiting.offering, waiting.site, waiting.id, waiting.priority, waiting.line.unwrap_or_default()],
    )?;
    Ok(row.get(0)?)
}

/// Places in line that people asked for before `since` and never confirmed.
pub(crate) fn never_confirmed(tx: &Tx<'_>, offering: OfferingId, since: Instant) -> Result<Vec<SignupId>, Fault> {
    let rows = tx.all(
        sql!(
            "select s.id from signup s join person p on p.id = s.person_id
             where s.offering_id = $1 and s.state = 'waiting' and s.asked_at < $2 and p.email_verified_at is null"
        ),
        &params![offering, since.0],
    )?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

/// Classes that have to be settled: a hold has run out, or a seat is free while people wait.
pub(crate) fn unsettled(tx: &Tx<'_>, now: Instant) -> Result<Vec<OfferingId>, Fault> {
    let rows = tx.all(
        sql!(
            "select distinct offering_id from signup where held_until is not null and held_until <= $1
             union
             select o.id from offering o
             where o.starts_at > $1 and o.stage = 'published'
               and exists (select 1 from signup w where w.offering_id = o.id and w.state = 'waiting')
               and (select count(*) from signup s where s.offering_id = o.id and s.seat is not null) < o.capacity
             union
             select o.id from wish w join offering o on o.course_code = w.course_code and o.starts_at > $1
             where w.ended_at is null and o.stage = 'published'
               and (select count(*) from signup s where s.offering_id = o.id and s.seat is not null) < o.capacity
               and not exists (select 1 from signup s where s.wish_id = w.id and s.offering_id = o.id)
             limit 1000"
        ),
        &params![now.0],
    )?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

/// Whether two classes are of one course.
pub(crate) fn same_course(tx: &Tx<'_>, one: OfferingId, other: OfferingId) -> Result<bool, Fault> {
    let row = tx
        .one(sql!("select count(distinct course_code) from offering where id = $1 or id = $2"), &params![one, other])?;
    Ok(row.get::<i64>(0)? == 1)
}

/// How many people got in from the waiting list of the last class of this course that had one.
pub(crate) fn got_in_last_time(tx: &Tx<'_>, course: &str, now: Instant) -> Result<i64, Fault> {
    let row = tx.one(
        sql!(
            "select count(*) from signup s where s.state = 'confirmed' and s.line is not null and s.offering_id =
               (select o.id from offering o where o.course_code = $1 and o.starts_at < $2
                  and o.stage in ('published', 'held')
                  and exists (select 1 from signup w where w.offering_id = o.id and w.line is not null)
                order by o.starts_at desc limit 1)"
        ),
        &params![course, now.0],
    )?;
    Ok(row.get(0)?)
}

/// Whether somebody has a seat or a place in line in another upcoming class of this one's course.
pub(crate) fn has_another_date(
    tx: &Tx<'_>,
    person: PersonId,
    offering: OfferingId,
    now: Instant,
) -> Result<bool, Fault> {
    let row = tx.optional(
        sql!(
            "select 1 from signup s join offering o on o.id = s.offering_id
             where s.person_id = $1 and s.state in ('confirmed', 'waiting', 'offered', 'held', 'invited')
               and o.starts_at > $3 and o.course_code = (select c.course_code from offering c where c.id = $2) limit 1"
        ),
        &params![person, offering, now.0],
    )?;
    Ok(row.is_some())
}

/// Their seat in another upcoming class of this one's course, which can still be given back.
pub(crate) fn other_date_of(
    tx: &Tx<'_>,
    person: PersonId,
    offering: OfferingId,
    now: Instant,
) -> Result<Option<OfferingId>, Fault> {
    let row = tx.optional(
        sql!(
            "select s.offering_id from signup s join offering o on o.id = s.offering_id
             where s.person_id = $1 and s.state = 'confirmed' and s.offering_id <> $2 and o.cancel_until > $3
               and o.stage = 'published' and o.course_code = (select c.course_code from offering c where c.id = $2)
             order by o.starts_at limit 1"
        ),
        &params![person, offering, now.0],
    )?;
    Ok(row.map(|r| r.get(0)).transpose()?)
}

/// The next number in line: it only grows, so that nobody gets ahead because of a clock.
pub(crate) fn next_in_line(tx: &Tx<'_>, offering: OfferingId) -> Result<i64, Fault> {
    let row = tx.one(
        sql!("select coalesce(max(line), 0) + 1 from signup where offering_id = $1 and line is not null"),
        &params![offering],
    )?;
    Ok(row.get(0)?)
}

/// A number ahead of everybody in line.
pub(crate) fn head_of_line(tx: &Tx<'_>, offering: OfferingId) -> Result<i64, Fault> {
    let row = tx.one(
        sql!("select coalesce(min(line), 0) - 1 from signup where offering_id = $1 and line is not null"),
        &params![offering],
    )?;
    Ok(row.get(0)?)
}
