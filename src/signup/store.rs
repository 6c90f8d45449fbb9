//! Every statement about sign-ups.

use crate::{change::Change, fault::Fault, offerings};
use db::{Row, Tx, params, sql};
use rules::{
    seats::{ClassState, Mine, PersonState, clash_with},
    time::{Instant, Span},
};

/// A sign-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signup {
    pub id: i64,
    pub offering: i64,
    pub person: i64,
    pub state: String,
    pub seat: Option<i64>,
    pub held_until: Option<Instant>,
}

fn read(row: &Row) -> Result<Signup, Fault> {
    Ok(Signup {
        id: row.get(0)?,
        offering: row.get(1)?,
        person: row.get(2)?,
        state: row.get(3)?,
        seat: row.get(4)?,
        held_until: row.get::<Option<i64>>(5)?.map(Instant),
    })
}

impl Signup {
    /// The law's name for a live state.
    pub fn mine(&self) -> Option<Mine> {
        match self.state.as_str() {
            "confirmed" | "held" => Some(Mine::Confirmed),
            "waiting" => Some(Mine::Waiting),
            "offered" => Some(Mine::Offered),
            _ => None,
        }
    }
}

/// Locks a person, so that two of their requests are decided one after the other. Always before the class.
pub(crate) fn lock_person(tx: &Tx<'_>, person: i64) -> Result<(), Fault> {
    tx.optional(sql!("select id from person where id = $1 {for_update}"), &params![person])?.ok_or(Fault::NotFound)?;
    Ok(())
}

/// Locks a class and loads what the law wants to know of it.
pub(crate) fn class_for_update(tx: &Tx<'_>, offering: i64) -> Result<ClassState, Fault> {
    let row = tx
        .optional(
            sql!(
                "select stage, capacity, opens_at, closes_at, elsewhere, only_local_id from offering
                 where id = $1 {for_update}"
            ),
            &params![offering],
        )?
        .ok_or(Fault::NotFound)?;
    let seats = tx.all(
        sql!("select seat from signup where offering_id = $1 and seat is not null order by seat"),
        &params![offering],
    )?;
    let waiting =
        tx.one(sql!("select count(*) from signup where offering_id = $1 and state = 'waiting'"), &params![offering])?;
    Ok(ClassState {
        stage: offerings::store::stage(&row.get::<String>(0)?),
        capacity: row.get(1)?,
        taken: seats.iter().map(|r| r.get(0)).collect::<Result<_, _>>()?,
        waiting: waiting.get(0)?,
        opens_at: row.get::<Option<i64>>(2)?.map(Instant),
        closes_at: Instant(row.get(3)?),
        elsewhere: row.get(4)?,
        only_local: row.get(5)?,
    })
}

/// What the law wants to know of a person who asks for this class, and the ids of their classes that the clash
/// counts in.
///
/// `given_up` is a class that does not stand in the way: the one that is swapped for this one.
pub(crate) fn person_state(
    tx: &Tx<'_>,
    person: i64,
    offering: i64,
    given_up: Option<i64>,
) -> Result<(PersonState, Vec<i64>), Fault> {
    let (held_ids, held) = held_spans(tx, person, &[Some(offering), given_up])?;
    let wanted = spans(tx, offering)?;
    let row = tx.one(
        sql!(
            "select p.local_id, exists (select 1 from credit c join offering o on o.course_code = c.course_code
                                       where c.person_id = p.id and o.id = $2)
             from person p where p.id = $1"
        ),
        &params![person, offering],
    )?;
    let state = PersonState {
        mine: live(tx, person, offering)?.and_then(|s| s.mine()),
        clash: clash_with(&wanted, &held),
        already_credited: row.get(1)?,
        local: row.get(0)?,
    };
    Ok((state, held_ids))
}

fn spans(tx: &Tx<'_>, offering: i64) -> Result<Vec<Span>, Fault> {
    let rows = tx.all(
        sql!("select starts_at, ends_at from session where offering_id = $1 order by ordinal"),
        &params![offering],
    )?;
    rows.iter().map(|r| Ok(Span { start: Instant(r.get(0)?), end: Instant(r.get(1)?) })).collect()
}

/// Sessions of the other classes in which the person holds a seat (or teaches).
fn held_spans(tx: &Tx<'_>, person: i64, besides: &[Option<i64>]) -> Result<(Vec<i64>, Vec<Vec<Span>>), Fault> {
    let rows = tx.all(
        sql!(
            "select s.offering_id, x.starts_at, x.ends_at from signup s join session x on x.offering_id = s.offering_id
             where s.person_id = $1 and s.seat is not null
             union all
             select t.offering_id, x.starts_at, x.ends_at from trainer t join session x on x.offering_id = t.offering_id
             join offering o on o.id = t.offering_id
             where t.person_id = $1 and o.stage = 'published'
             order by 1, 2"
        ),
        &params![person],
    )?;
    let (mut ids, mut spans): (Vec<i64>, Vec<Vec<Span>>) = (Vec::new(), Vec::new());
    for row in rows {
        if besides.contains(&Some(row.get(0)?)) {
            continue;
        }
        let (id, span) = (row.get(0)?, Span { start: Instant(row.get(1)?), end: Instant(row.get(2)?) });
        match spans.last_mut().filter(|_| ids.last() == Some(&id)) {
            Some(list) => list.push(span),
            None => {
                ids.push(id);
                spans.push(vec![span]);
            }
        }
    }
    Ok((ids, spans))
}

/// The live sign-up of a person for a class.
pub(crate) fn live(tx: &Tx<'_>, person: i64, offering: i64) -> Result<Option<Signup>, Fault> {
    let row = tx.optional(
        sql!(
            "select id, offering_id, person_id, state, seat, held_until from signup
             where offering_id = $1 and person_id = $2 and state in ('confirmed', 'waiting', 'offered', 'held')"
        ),
        &params![offering, person],
    )?;
    row.as_ref().map(read).transpose()
}

/// A sign-up by its id.
pub(crate) fn by_id(tx: &Tx<'_>, id: i64) -> Result<Signup, Fault> {
    let row = tx.optional(
        sql!("select id, offering_id, person_id, state, seat, held_until from signup where id = $1"),
        &params![id],
    )?;
    read(&row.ok_or(Fault::NotFound)?)
}

/// The sign-up that a form with this key made before.
pub(crate) fn by_request(tx: &Tx<'_>, key: &str) -> Result<Option<Signup>, Fault> {
    let row = tx.optional(
        sql!("select id, offering_id, person_id, state, seat, held_until from signup where request_key = $1"),
        &params![key],
    )?;
    row.as_ref().map(read).transpose()
}

/// Everybody's live sign-ups of a class.
pub(crate) fn live_of_class(tx: &Tx<'_>, offering: i64) -> Result<Vec<Signup>, Fault> {
    let rows = tx.all(
        sql!(
            "select id, offering_id, person_id, state, seat, held_until from signup
             where offering_id = $1 and state in ('confirmed', 'waiting', 'offered', 'held') order by id limit 2000"
        ),
        &params![offering],
    )?;
    rows.iter().map(read).collect()
}

/// Who waits, in line order, with whether they can come now (address confirmed, no other class then).
pub(crate) fn line(tx: &Tx<'_>, offering: i64) -> Result<Vec<(Signup, bool)>, Fault> {
    let rows = tx.all(
        sql!(
            "select s.id, s.offering_id, s.person_id, s.state, s.seat, s.held_until, p.email_verified_at
             from signup s join person p on p.id = s.person_id
             where s.offering_id = $1 and s.state = 'waiting' order by s.line, s.id limit 200"
        ),
        &params![offering],
    )?;
    let wanted = spans(tx, offering)?;
    rows.iter()
        .map(|r| {
            let signup = read(r)?;
            let verified = r.get::<Option<i64>>(6)?.is_some();
            let (_, held) = held_spans(tx, signup.person, &[Some(offering)])?;
            let free = clash_with(&wanted, &held).is_none();
            Ok((signup, verified && free))
        })
        .collect()
}

/// How a new sign-up begins.
pub(crate) enum Begins {
    Confirmed(i64),
    Held(i64, Instant),
    Waiting(i64),
}

/// Adds a sign-up.
pub(crate) fn add(
    change: &Change<'_, '_>,
    offering: i64,
    person: i64,
    begins: &Begins,
    request: Option<&str>,
) -> Result<i64, Fault> {
    let id = change.id();
    let (state, seat, line, until) = match begins {
        Begins::Confirmed(seat) => ("confirmed", Some(*seat), None, None),
        Begins::Held(seat, until) => ("held", Some(*seat), None, Some(until.0)),
        Begins::Waiting(line) => ("waiting", None, Some(*line), None),
    };
    change.tx.run(
        sql!(
            "insert into signup (id, offering_id, person_id, state, seat, line, held_until, request_key, asked_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        ),
        &params![id, offering, person, state, seat, line, until, request, change.now.0],
    )?;
    Ok(id)
}

/// The next number in line: grows for ever, so that nobody overtakes by a clock.
pub(crate) fn next_in_line(tx: &Tx<'_>, offering: i64) -> Result<i64, Fault> {
    let row =
        tx.one(sql!("select coalesce(max(line), 0) + 1 from signup where offering_id = $1"), &params![offering])?;
    Ok(row.get(0)?)
}

/// Confirms a seat that is held or offered; says whether there was one.
pub(crate) fn confirm(change: &Change<'_, '_>, id: i64) -> Result<bool, Fault> {
    let rows = change.tx.run(
        sql!(
            "update signup set state = 'confirmed', held_until = null
             where id = $1 and state in ('held', 'offered') and held_until > $2"
        ),
        &params![id, change.now.0],
    )?;
    Ok(rows > 0)
}

/// A person's sign-ups that wait for a confirmed address, in the order of their classes.
pub(crate) fn unconfirmed_of(tx: &Tx<'_>, person: i64) -> Result<Vec<Signup>, Fault> {
    let rows = tx.all(
        sql!(
            "select id, offering_id, person_id, state, seat, held_until from signup
             where person_id = $1 and state in ('held', 'waiting') order by offering_id"
        ),
        &params![person],
    )?;
    rows.iter().map(read).collect()
}

/// Whether a seat is held for somebody who has not confirmed the address yet.
pub(crate) fn has_held(tx: &Tx<'_>, person: i64) -> Result<bool, Fault> {
    Ok(unconfirmed_of(tx, person)?.iter().any(|s| s.state == "held"))
}

/// Places in line that people asked for before `since` and never confirmed.
pub(crate) fn never_confirmed(tx: &Tx<'_>, offering: i64, since: Instant) -> Result<Vec<i64>, Fault> {
    let rows = tx.all(
        sql!(
            "select s.id from signup s join person p on p.id = s.person_id
             where s.offering_id = $1 and s.state = 'waiting' and s.asked_at < $2 and p.email_verified_at is null"
        ),
        &params![offering, since.0],
    )?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

/// Offers a seat to somebody who waits.
pub(crate) fn offer(change: &Change<'_, '_>, id: i64, seat: i64, until: Instant) -> Result<(), Fault> {
    change.tx.run(
        sql!("update signup set state = 'offered', seat = $2, held_until = $3 where id = $1 and state = 'waiting'"),
        &params![id, seat, until.0],
    )?;
    Ok(())
}

/// Ends a live sign-up: `cancelled`, `passed`, `expired` or `removed`. It must still be in the state it was read in.
pub(crate) fn end(change: &Change<'_, '_>, signup: &Signup, how: &str) -> Result<(), Fault> {
    change.tx.run(
        sql!(
            "update signup set state = $2, seat = null, held_until = null, ended_at = $3
             where id = $1 and state = $4"
        ),
        &params![signup.id, how, change.now.0, &signup.state],
    )?;
    Ok(())
}

/// Classes that are to be settled: a hold has run out, or a seat is free while people wait.
pub(crate) fn unsettled(tx: &Tx<'_>, now: Instant) -> Result<Vec<i64>, Fault> {
    let rows = tx.all(
        sql!(
            "select distinct offering_id from signup where held_until is not null and held_until <= $1
             union
             select o.id from offering o
             where o.closes_at > $1 and o.stage = 'published'
               and exists (select 1 from signup w where w.offering_id = o.id and w.state = 'waiting')
               and (select count(*) from signup s where s.offering_id = o.id and s.seat is not null) < o.capacity
             limit 200"
        ),
        &params![now.0],
    )?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}
