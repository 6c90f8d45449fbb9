//! What people agreed to: the very words that stood beside the box, and when; and when they took it back.

use crate::{
    ground::{fault::Fault, ids::PersonId},
    programme::change::Change,
};
use db::{Tx, params, sql};
use rules::time::Instant;
use strum::{EnumString, IntoStaticStr};

/// What can be agreed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum What {
    /// That officers of their local see their progress.
    Local,
    /// That the others of a class see that they come.
    Class,
}

db::named!(What);

/// Something agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Consent {
    pub what: What,
    pub said: String,
    pub given_at: Instant,
    pub ended_at: Option<Instant>,
}

db::record! { $
    consents: "from consent c" => fn read -> Result<Consent, Fault> {
        what: "c.what",
        said: "c.said",
        given_at: "c.given_at" => Instant,
        ended_at: "c.ended_at" => |at: Option<i64>| at.map(Instant),
    }
}

/// What somebody agreed to, the newest first.
pub(crate) fn of_person(tx: &Tx<'_>, person: PersonId) -> Result<Vec<Consent>, Fault> {
    let rows =
        tx.all(consents!("where c.person_id = $1 order by c.given_at desc, c.id desc limit 100"), &params![person])?;
    rows.iter().map(read).collect()
}

/// Notes that somebody agrees now, in these words, or no longer does. What is so already stays as it was noted. Part of a
/// verb.
pub(crate) fn note(
    change: &Change<'_, '_>,
    person: PersonId,
    (what, about): (What, Option<i64>),
    said: Option<&str>,
) -> Result<(), Fault> {
    let of = params![person, what, about.unwrap_or(0)];
    let open = change.tx.optional(
        sql!(
            "select id from consent where person_id = $1 and what = $2 and coalesce(about, 0) = $3 and ended_at is null limit 1"
        ),
        &of,
    )?;
    match (open, said) {
        (None, Some(said)) => {
            change.tx.run(
                sql!(
                    "insert into consent (id, person_id, what, about, said, given_at) values ($1, $2, $3, $4, $5, $6)"
                ),
                &params![change.id(), person, what, about, said, change.now.0],
            )?;
        }
        (Some(row), None) => {
            change.tx.run(
                sql!("update consent set ended_at = $2 where id = $1"),
                &params![row.get::<i64>(0)?, change.now.0],
            )?;
        }
        (None, None) | (Some(_), Some(_)) => {}
    }
    Ok(())
}
