//! The smallest change there is: whether the database takes any.

use db::{Db, params, sql};
use rules::time::Instant;

/// Stores the moment.
///
/// # Errors
/// What stands in the way of every change just now.
pub(crate) async fn beat(db: &Db, now: Instant) -> Result<(), db::Error> {
    db.write(move |tx| {
        tx.run(
            sql!(
                "insert into setting (name, value) values ('beat', $1)
                 on conflict (name) do update set value = excluded.value"
            ),
            &params![now.0.to_string()],
        )
        .map(drop)
    })
    .await
}
