//! What a correction changes for people, before anybody makes it: the hours of the class, what is left to do, and a
//! certificate that would stand without what it was given for.

use super::ledger;
use crate::ground::{
    fault::Fault,
    ids::{OfferingId, PersonId},
};
use db::{Tx, params, sql};
use rules::Minutes;
use std::collections::BTreeMap;

/// Where somebody stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stand {
    pub person: PersonId,
    pub key: String,
    pub name: String,
    /// Minutes that the class gave them.
    pub of_class: Minutes,
    /// By the programmes that they are in.
    pub programmes: BTreeMap<String, InProgramme>,
}

/// Where somebody stands in a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct InProgramme {
    /// Whether they have everything.
    pub complete: bool,
    /// Whether they have its certificate.
    pub certified: bool,
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
            "select p.id, p.key, p.name from signup s join person p on p.id = s.person_id
             where s.offering_id = $1 and s.state in ('confirmed', 'walk-in') and p.id = coalesce($2, p.id)
             order by p.name, p.id limit 2000"
        ),
        &params![offering, only],
    )?;
    let standings = tx.all(
        sql!(
            "select e.person_id, e.programme, t.complete, exists
                      (select 1 from award a where a.person_id = e.person_id and a.programme = e.programme and a.state = 'issued')
             from signup s join enrolment e on e.person_id = s.person_id and e.confirmed_at is not null
             join standing t on t.enrolment_id = e.id
             where s.offering_id = $1 and s.state in ('confirmed', 'walk-in') and e.person_id = coalesce($2, e.person_id)"
        ),
        &params![offering, only],
    )?;
    let mut programmes: BTreeMap<PersonId, BTreeMap<String, InProgramme>> = BTreeMap::new();
    for r in &standings {
        let stand = InProgramme { complete: r.get(2)?, certified: r.get(3)? };
        programmes.entry(r.get(0)?).or_default().insert(r.get(1)?, stand);
    }
    rows.iter()
        .map(|r| {
            let person = r.get(0)?;
            Ok(Stand {
                person,
                key: r.get(1)?,
                name: r.get(2)?,
                of_class: ledger::of_class(tx, person, offering)?,
                programmes: programmes.get(&person).cloned().unwrap_or_default(),
            })
        })
        .collect()
}

impl Effect {
    fn turns(&self, wanted: impl Fn(InProgramme, InProgramme) -> bool) -> bool {
        let mut pairs = self.before.programmes.iter().filter_map(|(id, b)| Some((*b, *self.after.programmes.get(id)?)));
        pairs.any(|(before, after)| wanted(before, after))
    }

    /// Whether some programme becomes complete by it.
    pub fn completes(&self) -> bool {
        self.turns(|before, after| !before.complete && after.complete)
    }

    /// Whether some programme is no longer complete.
    pub fn falls_short(&self) -> bool {
        self.turns(|before, after| before.complete && !after.complete)
    }

    /// Whether a certificate would stand without what it was given for.
    pub fn uncovers(&self) -> bool {
        self.turns(|before, after| before.complete && !after.complete && after.certified)
    }
}

/// Those for whom something changes.
pub(crate) fn effects(before: Vec<Stand>, after: Vec<Stand>) -> Vec<Effect> {
    let pairs = before.into_iter().filter_map(|b| {
        let after = after.iter().find(|a| a.person == b.person)?.clone();
        (b != after).then_some(Effect { before: b, after })
    });
    pairs.collect()
}
