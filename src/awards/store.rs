//! Every statement about awards.

use crate::fault::Fault;
use db::{Row, Tx, params, sql};

/// An award.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Award {
    pub id: i64,
    pub number: String,
    pub person: i64,
    pub edition: i64,
    pub name: String,
    pub minutes: i64,
    /// Part id and minutes, as printed.
    pub parts: Vec<(String, i64)>,
    pub completed_on: String,
    pub issued_on: String,
    pub state: String,
    pub ended_on: Option<String>,
}

fn read(row: &Row) -> Result<Award, Fault> {
    Ok(Award {
        id: row.get(0)?,
        number: row.get(1)?,
        person: row.get(2)?,
        edition: row.get(3)?,
        name: row.get(4)?,
        minutes: row.get(5)?,
        parts: serde_json::from_str(&row.get::<String>(6)?)?,
        completed_on: row.get(7)?,
        issued_on: row.get(8)?,
        state: row.get(9)?,
        ended_on: row.get(10)?,
    })
}

/// The live award of a person.
pub(crate) fn of_person(tx: &Tx<'_>, person: i64) -> Result<Option<Award>, Fault> {
    let row = tx.optional(
        sql!(
            "select id, number, person_id, edition_id, name, minutes, parts, completed_on, issued_on, state, ended_on
             from award where person_id = $1 and state = 'issued' order by issued_at desc limit 1"
        ),
        &params![person],
    )?;
    row.as_ref().map(read).transpose()
}

/// An award by its printed number.
pub(crate) fn by_number(tx: &Tx<'_>, number: &str) -> Result<Option<Award>, Fault> {
    let row = tx.optional(
        sql!(
            "select id, number, person_id, edition_id, name, minutes, parts, completed_on, issued_on, state, ended_on
             from award where number = $1"
        ),
        &params![number],
    )?;
    row.as_ref().map(read).transpose()
}

/// An award by its id.
pub(crate) fn by_id(tx: &Tx<'_>, id: i64) -> Result<Award, Fault> {
    let row = tx.optional(
        sql!(
            "select id, number, person_id, edition_id, name, minutes, parts, completed_on, issued_on, state, ended_on
             from award where id = $1"
        ),
        &params![id],
    )?;
    read(&row.ok_or(Fault::NotFound)?)
}

/// Somebody who is complete and has no live award.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ready {
    pub person: i64,
    pub key: String,
    pub name: String,
    pub local: String,
    pub minutes: i64,
    pub completed_on: String,
    pub membership: String,
}

/// Who is ready, longest waiting first.
pub(crate) fn ready(tx: &Tx<'_>) -> Result<Vec<Ready>, Fault> {
    let rows = tx.all(
        sql!(
            "select p.id, p.key, p.name, coalesce(l.name, p.local_typed), s.total_minutes, coalesce(s.completed_on, ''), p.membership
             from standing s join enrolment e on e.id = s.enrolment_id join person p on p.id = e.person_id
             left join local l on l.id = p.local_id
             where s.complete and not exists (select 1 from award a where a.person_id = p.id and a.programme = e.programme and a.state = 'issued')
             order by s.completed_on, p.name limit 1000"
        ),
        &[],
    )?;
    rows.iter()
        .map(|r| {
            Ok(Ready {
                person: r.get(0)?,
                key: r.get(1)?,
                name: r.get(2)?,
                local: r.get(3)?,
                minutes: r.get(4)?,
                completed_on: r.get(5)?,
                membership: r.get(6)?,
            })
        })
        .collect()
}
