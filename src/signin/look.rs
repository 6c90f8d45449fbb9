//! Whose record was looked at: the one thing that a page writes when it is opened. With it one query answers who was
//! touched by a sign-in.

use crate::{fault::Fault, visit::Visit};
use db::{params, sql};

/// Notes that somebody's record is being looked at, once for each sign-in and page.
pub(crate) async fn note_look(visit: &Visit, person: i64, page: &'static str) -> Result<(), Fault> {
    let (visitor, now) = (visit.member()?.clone(), visit.now());
    let known = visitor.sign_in_key.clone();
    let seen = visit
        .read(move |tx| {
            let row = tx.optional(
                sql!("select 1 from look where sign_in = $1 and person_id = $2 and page = $3"),
                &params![&known, person, page],
            )?;
            Ok(row.is_some())
        })
        .await?;
    if seen {
        return Ok(());
    }
    visit
        .app
        .db
        .write(move |tx| {
            tx.run(
                sql!(
                    "insert into look (sign_in, person_id, actor_id, page, at) values ($1, $2, $3, $4, $5)
                     on conflict (sign_in, person_id, page) do nothing"
                ),
                &params![&visitor.sign_in_key, person, visitor.seen_by.unwrap_or(visitor.id), page, now.0],
            )?;
            Ok(())
        })
        .await
}
