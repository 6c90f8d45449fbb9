//! Exporting a long list of people takes two: one member of the office asks for it and another agrees. If there is
//! nobody else, it waits a day, and every administrator is told. Owns `export_request` and `export`.

use crate::{
    ground::{fault::Fault, ids::PersonId, mail::Mail, verb::Verb},
    people::{lock::lock_person, signin::told::administrators},
    programme::change::{Change, Entry, Owed},
    visit::{role::Role, visitor::Visitor},
};
use db::{Tx, params, sql};
use rules::time::Instant;

/// The lists that name people.
const OF_PEOPLE: [&str; 3] = ["people", "log", "touched"];
/// The lists that only administrators may take out.
const ADMINISTRATORS: [&str; 2] = ["log", "touched"];
const DAY: i64 = 24 * 60;
/// Days for which a file may be taken once it is ready.
const DAYS_TO_TAKE: i64 = 7;
/// Minutes in which it may be taken again, in case the connection broke.
const AGAIN: i64 = 60;
/// For this many days after their role has ended, an administrator or colleague still counts as somebody who could
/// agree, so that nobody gets to decide alone by ending the others' roles.
const MISSED_DAYS: i64 = 7;

/// Whether a list names people.
pub(crate) fn names_people(list: &str) -> bool {
    OF_PEOPLE.contains(&list)
}

/// Whether a member of the office may take a list out at all.
pub(crate) fn may_take(visitor: &Visitor, list: &str) -> bool {
    visitor.holds.administrator || !ADMINISTRATORS.contains(&list)
}

/// A list as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub list: String,
    pub query: String,
    /// `csv` or `xlsx`.
    pub file: String,
    pub rows: i64,
    pub reason: String,
}

/// A request as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    pub id: i64,
    pub key: String,
    pub wanted: Wanted,
    pub by: PersonId,
    pub by_name: String,
    pub at: Instant,
    alone_from: Option<Instant>,
    decided_at: Option<Instant>,
    agreed: Option<bool>,
    taken_at: Option<Instant>,
}

/// What can be done with it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Somebody else in the office has to agree.
    Waits,
    /// There was nobody else to agree: it may be taken from then on.
    WaitsUntil(Instant),
    Ready,
    Over,
}

impl Request {
    pub fn state(&self, now: Instant) -> State {
        let from = match (self.agreed, self.alone_from) {
            (Some(false), _) => return State::Over,
            (Some(true), _) => self.decided_at.unwrap_or(now),
            (None, None) if now > self.at.plus_minutes(DAYS_TO_TAKE * DAY) => return State::Over,
            (None, None) => return State::Waits,
            (None, Some(from)) => from,
        };
        let taken = self.taken_at.is_some_and(|at| now > at.plus_minutes(AGAIN));
        if taken || now > from.plus_minutes(DAYS_TO_TAKE * DAY) {
            State::Over
        } else if now < from {
            State::WaitsUntil(from)
        } else {
            State::Ready
        }
    }
}

/// Whether this many more rows are too many for one person to take out alone, counting what they took in the last day.
fn is_long(tx: &Tx<'_>, person: PersonId, rows: i64, most: i64, now: Instant) -> Result<bool, Fault> {
    let row = tx.one(
        sql!(
            "select cast(coalesce(sum(row_count), 0) as bigint) from export
             where made_by = $1 and made_at > $2 and request_id is null and list in ('people', 'log', 'touched')"
        ),
        &params![person, now.plus_minutes(-DAY).0],
    )?;
    Ok(row.get::<i64>(0)?.saturating_add(rows) > most)
}

/// What became of a list that somebody wants now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It leaves, and that is noted.
    Now,
    /// It is long: somebody else is asked.
    Asked,
}

/// Takes a list out, or asks for it if it names more people than one person may take out alone in a day. Two presses at
/// once are counted one after the other.
pub(crate) fn take_or_ask(
    change: &Change<'_, '_>,
    wanted: &Wanted,
    (names, sign_in): (&str, &str),
    most: i64,
) -> Result<Taken, Fault> {
    let by = change.person().unwrap_or_default();
    lock_person(change.tx, by)?;
    if names_people(&wanted.list) && is_long(change.tx, by, wanted.rows, most, change.now)? {
        ask(change, wanted)?;
        return Ok(Taken::Asked);
    }
    note_made(change, wanted, names, sign_in, None)?;
    Ok(Taken::Now)
}

/// Who else could agree to a list.
fn others(tx: &Tx<'_>, list: &str, but: PersonId, now: Instant) -> Result<Vec<PersonId>, Fault> {
    let roles: &[Role] = if ADMINISTRATORS.contains(&list) { &[Role::Administrator] } else { &Role::OF_PROGRAMME };
    let mut people = Vec::new();
    for role in roles.iter().filter(|r| **r != Role::Leadership) {
        let rows = tx.all(
            sql!(
                "select person_id from office where role = $1 and since <= $2 and (until is null or until > $3)
                   and person_id <> $4"
            ),
            &params![*role, now.0, now.plus_minutes(-MISSED_DAYS * DAY).0, but],
        )?;
        for row in rows {
            people.push(row.get(0)?);
        }
    }
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

/// Minutes within which the same request counts as one.
const SAME: i64 = 10;

/// Asks for a long list, unless the same was asked for just now.
fn ask(change: &Change<'_, '_>, wanted: &Wanted) -> Result<(), Fault> {
    let by = change.person().unwrap_or_default();
    let before = change.tx.optional(
        sql!(
            "select 1 from export_request where asked_by = $1 and list = $2 and query = $3 and file = $4
               and decided_at is null and taken_at is null and asked_at > $5 limit 1"
        ),
        &params![by, &wanted.list, &wanted.query, &wanted.file, change.now.plus_minutes(-SAME).0],
    )?;
    if before.is_some() {
        return Ok(());
    }
    let mut told = others(change.tx, &wanted.list, by, change.now)?;
    let alone = told.is_empty();
    if alone {
        told = administrators(change.tx, change.now)?;
    }
    let (id, key) = (change.id(), change.random.key(10));
    change.tx.run(
        sql!(
            "insert into export_request (id, key, list, query, file, row_count, reason, asked_by, asked_at, alone_from)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        ),
        &params![
            id,
            &key,
            &wanted.list,
            &wanted.query,
            &wanted.file,
            wanted.rows,
            &wanted.reason,
            by,
            change.now.0,
            alone.then_some(change.now.plus_minutes(DAY).0)
        ],
    )?;
    for to in told {
        owe(change, Mail::ExportAsked, to, id)?;
    }
    entry(change, Verb::ExportAsked, id, &format!("{}, {} rows", wanted.list, wanted.rows), &wanted.reason)
}

/// What became of a decision about a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decided {
    Done,
    /// It was decided, taken back or too old by then.
    Over,
}

/// Agrees or declines. Nobody agrees to their own request; whoever asked may take it back.
pub(crate) fn decide(change: &Change<'_, '_>, visitor: &Visitor, key: &str, agreed: bool) -> Result<Decided, Fault> {
    let request = by_key(change.tx, key)?.filter(|r| may_take(visitor, &r.wanted.list)).ok_or(Fault::NotFound)?;
    if agreed && request.by == visitor.id {
        return Err(Fault::NotFound);
    }
    if !matches!(request.state(change.now), State::Waits | State::WaitsUntil(_)) {
        return Ok(Decided::Over);
    }
    change.tx.run(
        sql!("update export_request set decided_by = $2, decided_at = $3, agreed = $4 where id = $1"),
        &params![request.id, visitor.id, change.now.0, agreed],
    )?;
    if request.by != visitor.id {
        owe(change, Mail::ExportDecided, request.by, request.id)?;
    }
    let verb = if agreed { Verb::ExportAgreed } else { Verb::ExportDeclined };
    entry(change, verb, request.id, &request.wanted.list, "")?;
    Ok(Decided::Done)
}

/// Notes that a list was exported: `request` names what two people agreed to. Part of delivering the file.
pub(crate) fn note_made(
    change: &Change<'_, '_>,
    wanted: &Wanted,
    names: &str,
    sign_in: &str,
    request: Option<i64>,
) -> Result<(), Fault> {
    if let Some(request) = request {
        change.tx.run(
            sql!("update export_request set taken_at = coalesce(taken_at, $2) where id = $1"),
            &params![request, change.now.0],
        )?;
    }
    change.tx.run(
        sql!(
            "insert into export (id, list, row_count, made_by, made_at, sign_in, request_id)
             values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        &params![change.id(), &wanted.list, wanted.rows, change.person(), change.now.0, sign_in, request],
    )?;
    change.audit(&Entry {
        verb: Verb::ExportMade,
        object: "export",
        id: request.unwrap_or(0),
        before: names,
        after: &format!("{}, {} rows", wanted.list, wanted.rows),
        reason: &wanted.reason,
    })?;
    Ok(())
}

fn entry(change: &Change<'_, '_>, verb: Verb, id: i64, after: &str, reason: &str) -> Result<(), Fault> {
    change.audit(&Entry { verb, object: "export", id, before: "", after, reason })?;
    Ok(())
}

fn owe(change: &Change<'_, '_>, kind: Mail, person: PersonId, request: i64) -> Result<(), Fault> {
    change.owe(Owed {
        kind,
        person,
        about: Some(request),
        detail: String::new(),
        dedupe: format!("{kind}:{request}:{person}"),
        due: change.now,
    })?;
    Ok(())
}

db::record! { $
    requests: "from export_request r join person p on p.id = r.asked_by" => fn read -> Result<Request, Fault> {
        id: "r.id",
        key: "r.key",
        wanted: Wanted { list: "r.list", query: "r.query", file: "r.file", rows: "r.row_count", reason: "r.reason" },
        by: "r.asked_by",
        by_name: "p.name",
        at: "r.asked_at" => Instant,
        alone_from: "r.alone_from" => moment,
        decided_at: "r.decided_at" => moment,
        agreed: "r.agreed",
        taken_at: "r.taken_at" => moment,
    }
}

fn moment(at: Option<i64>) -> Option<Instant> {
    at.map(Instant)
}

pub(crate) fn by_key(tx: &Tx<'_>, key: &str) -> Result<Option<Request>, Fault> {
    tx.optional(requests!("where r.key = $1 {for_update}"), &params![key])?.as_ref().map(read).transpose()
}

pub(crate) fn by_id(tx: &Tx<'_>, id: i64) -> Result<Request, Fault> {
    read(&tx.one(requests!("where r.id = $1"), &params![id])?)
}

/// Requests that are not over, oldest first, for lists that the visitor may take themselves.
pub(crate) fn open(tx: &Tx<'_>, visitor: &Visitor, now: Instant) -> Result<Vec<Request>, Fault> {
    let since = now.plus_minutes(-(2 * DAYS_TO_TAKE + 1) * DAY).0;
    let rows = tx.all(requests!("where r.asked_at > $1 order by r.asked_at limit 200"), &params![since])?;
    let all = rows.iter().map(read).collect::<Result<Vec<_>, Fault>>()?;
    Ok(all.into_iter().filter(|r| may_take(visitor, &r.wanted.list) && r.state(now) != State::Over).collect())
}

/// How many requests a visitor can do something about: agree, or take.
pub(crate) fn to_do(tx: &Tx<'_>, visitor: &Visitor, now: Instant) -> Result<usize, Fault> {
    let open = open(tx, visitor, now)?;
    let mine = |r: &&Request| {
        if r.by == visitor.id { r.state(now) == State::Ready } else { r.state(now) == State::Waits }
    };
    Ok(open.iter().filter(mine).count())
}

/// A list of people that was exported.
pub(crate) struct Made {
    pub list: String,
    pub rows: i64,
    pub by_name: String,
    pub at: Instant,
}

db::record! { $
    exports: "from export e join person p on p.id = e.made_by" => fn made -> Result<Made, Fault> {
        list: "e.list",
        rows: "e.row_count",
        by_name: "p.name",
        at: "e.made_at" => Instant,
    }
}

/// Lists of people that were exported in the last month, newest first.
pub(crate) fn lately(tx: &Tx<'_>, now: Instant) -> Result<Vec<Made>, Fault> {
    let rows = tx.all(
        exports!("where e.made_at > $1 and e.list in ('people', 'log', 'touched') order by e.made_at desc limit 100"),
        &params![now.plus_minutes(-30 * DAY).0],
    )?;
    rows.iter().map(made).collect()
}

/// Lists of people that were exported during a sign-in.
pub(crate) fn of_sign_in(tx: &Tx<'_>, sign_in: &str) -> Result<Vec<Made>, Fault> {
    let rows = tx.all(
        exports!("where e.sign_in = $1 and e.list in ('people', 'log', 'touched') order by e.made_at"),
        &params![sign_in],
    )?;
    rows.iter().map(made).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_waits_is_ready_and_ends() {
        let at = |days: i64| Instant(0).plus_minutes(days * DAY);
        let asked = Request {
            id: 1,
            key: String::new(),
            wanted: Wanted {
                list: "people".into(),
                query: String::new(),
                file: "csv".into(),
                rows: 900,
                reason: "Board".into(),
            },
            by: PersonId(1),
            by_name: String::new(),
            at: at(0),
            alone_from: None,
            decided_at: None,
            agreed: None,
            taken_at: None,
        };
        assert_eq!((asked.state(at(1)), asked.state(at(8))), (State::Waits, State::Over));
        let agreed = Request { agreed: Some(true), decided_at: Some(at(2)), ..asked.clone() };
        assert_eq!(
            (agreed.state(at(2)), agreed.state(at(9)), agreed.state(at(10))),
            (State::Ready, State::Ready, State::Over)
        );
        let declined = Request { agreed: Some(false), decided_at: Some(at(2)), ..asked.clone() };
        assert_eq!(declined.state(at(2)), State::Over);
        let alone = Request { alone_from: Some(at(1)), ..asked.clone() };
        assert_eq!(
            (alone.state(at(0)), alone.state(at(1)), alone.state(at(9))),
            (State::WaitsUntil(at(1)), State::Ready, State::Over)
        );
        let taken = Request { taken_at: Some(at(3)), ..agreed };
        let minutes = |n: i64| at(3).plus_minutes(n);
        assert_eq!((taken.state(minutes(60)), taken.state(minutes(61))), (State::Ready, State::Over));
    }
}
