//! Who is enrolled in what.

use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
    },
    programme::{Edition, Reading},
};
use db::{Tx, params, sql};
use rules::time::Instant;
use std::sync::Arc;

/// Somebody's place in a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Enrolment {
    pub id: i64,
    pub programme: String,
    pub edition: i64,
    pub at: Instant,
    /// The last day of that edition, where one was announced.
    pub sunset_on: Option<String>,
}

/// The programmes that somebody is in, the first one first.
pub(crate) fn of_person(tx: &Tx<'_>, person: PersonId) -> Result<Vec<Enrolment>, Fault> {
    let rows = tx.all(
        sql!(
            "select e.id, e.programme, e.edition_id, e.enrolled_at, d.sunset_on
             from enrolment e join edition d on d.id = e.edition_id
             where e.person_id = $1 and e.confirmed_at is not null order by e.enrolled_at, e.id"
        ),
        &params![person],
    )?;
    rows.iter()
        .map(|r| {
            Ok(Enrolment {
                id: r.get(0)?,
                programme: r.get(1)?,
                edition: r.get(2)?,
                at: Instant(r.get(3)?),
                sunset_on: r.get(4)?,
            })
        })
        .collect()
}

/// Whether somebody is enrolled in any programme.
pub(crate) fn is_enrolled(tx: &Tx<'_>, person: PersonId) -> Result<bool, Fault> {
    Ok(!of_person(tx, person)?.is_empty())
}

/// Whether somebody is enrolled in a programme.
pub(crate) fn is_in(tx: &Tx<'_>, person: PersonId, programme: &str) -> Result<bool, Fault> {
    Ok(of_person(tx, person)?.iter().any(|e| e.programme == programme))
}

/// When somebody left a programme, if they did and have not come back.
pub(crate) fn left(tx: &Tx<'_>, person: PersonId, programme: &str) -> Result<Option<Instant>, Fault> {
    let row = tx.optional(
        sql!("select left_at from enrolment where person_id = $1 and programme = $2 and left_at is not null"),
        &params![person, programme],
    )?;
    row.map(|r| Ok(Instant(r.get(0)?))).transpose()
}

/// The programme that somebody enrolls in who asks for a seat in a class: of those that people can enroll in and that the
/// class counts for, one that they have left, the one that is read for, or the first; if it counts for none of them, the one that is read for, if
/// people can enroll in it, or the first.
pub(crate) fn by_class(
    at: &Reading<'_, '_>,
    person: Option<PersonId>,
    offering: OfferingId,
) -> Result<Arc<Edition>, Fault> {
    let own = at.edition()?;
    let row = at.one(sql!("select course_code from offering where id = $1"), &params![offering])?;
    let course: String = row.get(0)?;
    let mut offered: Vec<Arc<Edition>> =
        at.editions.programmes(at)?.into_iter().filter(|p| p.offered).map(|p| p.edition).collect();
    let mut left = Vec::new();
    if let Some(person) = person {
        let rows = at.all(
            sql!("select programme from enrolment where person_id = $1 and left_at is not null"),
            &params![person],
        )?;
        left = rows.iter().map(|r| r.get(0)).collect::<Result<Vec<String>, _>>()?;
    }
    offered.sort_by_key(|e| (!left.contains(&e.rules.id), e.rules.id != own.rules.id));
    for edition in &offered {
        if edition.courses(at)?.get(&course).is_some_and(|c| !c.parts.is_empty()) {
            return Ok(Arc::clone(edition));
        }
    }
    offered.into_iter().next().ok_or(Fault::NoProgramme)
}

/// Of somebody's programmes, the first for which a class counts: pages about the class are about that one, where nothing
/// says which.
pub(crate) fn counting(at: &Reading<'_, '_>, person: PersonId, offering: OfferingId) -> Result<Option<String>, Fault> {
    let course: String = at.one(sql!("select course_code from offering where id = $1"), &params![offering])?.get(0)?;
    for enrolment in of_person(at, person)? {
        let edition = at.editions.current(at, Some(&enrolment.programme))?;
        if edition.courses(at)?.get(&course).is_some_and(|c| !c.parts.is_empty()) {
            return Ok(Some(enrolment.programme));
        }
    }
    Ok(None)
}
