//! A class that one person attended under both records, on two devices or in two halves: their stays become one.

use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
    },
    hours::{attendance::stored::Stored, credit},
    programme::change::Change,
};
use db::{params, sql};
use rules::time::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the kept record's roster said about a session before, and what it says since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Joined {
    session: i64,
    offering: OfferingId,
    before: Stored,
    after: Stored,
}

/// Joins the stays of both in each session that both attended; hours follow if the roster is approved.
pub(super) fn join(
    change: &Change<'_, '_>,
    (kept, gone): (PersonId, PersonId),
    reason: &str,
) -> Result<Vec<Joined>, Fault> {
    let rows = change.tx.all(
        sql!(
            "select s.id, s.offering_id, s.starts_at, s.ends_at from presence p
             join presence k on k.session_id = p.session_id and k.person_id = $2 join session s on s.id = p.session_id
             where p.person_id = $1 and p.here order by s.offering_id, s.id"
        ),
        &params![gone, kept],
    )?;
    let mut joined = Vec::new();
    for row in &rows {
        let (session, offering): (i64, OfferingId) = (row.get(0)?, row.get(1)?);
        let length = Instant(row.get(3)?).minutes_since(Instant(row.get(2)?));
        let before = Stored::load(change, session, kept)?;
        let after = before.and(&Stored::load(change, session, gone)?.there(length), length);
        if after != before {
            after.write(change, session, kept)?;
            joined.push(Joined { session, offering, before, after });
        }
    }
    post(change, kept, &joined, reason)?;
    Ok(joined)
}

/// Restores what the kept record's rosters said before, where nobody changed them since.
pub(super) fn part(change: &Change<'_, '_>, kept: PersonId, joined: &[Joined], reason: &str) -> Result<(), Fault> {
    for j in joined {
        if Stored::load(change, j.session, kept)? == j.after {
            j.before.write(change, j.session, kept)?;
        }
    }
    post(change, kept, joined, reason)
}

fn post(change: &Change<'_, '_>, kept: PersonId, joined: &[Joined], reason: &str) -> Result<(), Fault> {
    let classes: BTreeSet<OfferingId> = joined.iter().map(|j| j.offering).collect();
    for class in classes {
        credit::verbs::post_where_approved(change, class, kept, reason)?;
    }
    Ok(())
}
