//! Credit: from an approved roster to the ledger.
//!
//! The ledger is only ever added to. What somebody should have for a class is computed from presence and
//! decisions by `rules::credit`; what is posted is the difference to what the ledger says, so that approving twice
//! posts nothing and a correction is a counter-entry. Owns `credit`, `partial_decision`, `claim`, `exception` and
//! `policy_change`, and with attendance the approval of a `roster`.

pub(crate) mod claims;
pub(crate) mod decisions;
pub(crate) mod ledger;
pub(crate) mod mail;
pub(crate) mod pages;
pub(crate) mod policy;
pub(crate) mod post;
pub(crate) mod verbs;

use crate::fault::Fault;
use db::{Tx, params, sql};

/// How many of somebody's sessions wait for a coordinator's decision: closed rosters, partly attended.
pub(crate) fn undecided_of(tx: &Tx<'_>, person: i64) -> Result<i64, Fault> {
    let rows = tx.all(
        sql!(
            "select distinct x.offering_id from presence p join session x on x.id = p.session_id
             join roster r on r.offering_id = x.offering_id
             where p.person_id = $1 and p.here and (p.late > 0 or p.left_early > 0) limit 50"
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
