//! What a correction changes for people, before anybody makes it: the hours of the class, what is left to do, and a
//! certificate that would stand without what it was given for.

use super::ledger;
use crate::ground::{
    fault::Fault,
    ids::{OfferingId, PersonId},
};
use db::{Tx, params, sql};
use rules::Minutes;

/// Where somebody stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stand {
    pub person: PersonId,
    pub key: String,
    pub name: String,
    /// Minutes that the class gave them.
    pub of_class: Minutes,
    /// Whether they have everything; `None` for anyone who is not enrolled.
    pub complete: Option<bool>,
    pub has_certificate: bool,
}

/// Before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Effect {
    pub before: Stand,
    pub after: Stand,
}

/// Where everybody on the roster of a class stands, or only one of them.
pub(crate) fn stands(tx: &Tx<'_>, offering: OfferingId, only: Option<PersonId>) -> Result<Vec<Stand>, Fault> {
    let rows = tx.all(
        sql!(
            "select p.id, p.key, p.name,
                    (select t.complete from enrolment e join standing t on t.enrolment_id = e.id
                     where e.person_id = p.id and e.confirmed_at is not null order by e.enrolled_at limit 1),
                    exists (select 1 from award a where a.person_id = p.id and a.state = 'issued')
             from signup s join person p on p.id = s.person_id
             where s.offering_id = $1 and s.state in ('confirmed', 'walk-in') and p.id = coalesce($2, p.id)
             order by p.name, p.id limit 2000"
        ),
        &params![offering, only],
    )?;
    rows.iter()
        .map(|r| {
            let person = r.get(0)?;
            Ok(Stand {
                person,
                key: r.get(1)?,
                name: r.get(2)?,
                of_class: ledger::of_class(tx, person, offering)?,
                complete: r.get(3)?,
                has_certificate: r.get(4)?,
            })
        })
        .collect()
}

/// Those for whom something changes.
pub(crate) fn effects(before: Vec<Stand>, after: Vec<Stand>) -> Vec<Effect> {
    let pairs = before.into_iter().filter_map(|b| {
        let after = after.iter().find(|a| a.person == b.person)?.clone();
        (b != after).then_some(Effect { before: b, after })
    });
    pairs.collect()
}
