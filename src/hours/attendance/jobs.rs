//! What is due about rosters without anybody's press.

use super::store;
use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
        mail::Mail,
    },
    programme::change::{Actor, Owed},
    visit::app::App,
};
use db::{params, sql};

/// Reminds trainers of overdue rosters, once per class; the office already knows of those older than a month.
pub(crate) async fn remind_trainers(app: &App) -> Result<(), Fault> {
    const DAY: i64 = 24 * 60;
    let now = app.now();
    let due = app
        .read(move |tx| {
            let rows = tx.all(
                sql!(
                    "select o.id, t.person_id, o.ends_at from offering o join trainer t on t.offering_id = o.id
                     where o.ends_at > $1 and o.ends_at <= $2 and o.stage = 'published'
                       and not exists (select 1 from roster r where r.offering_id = o.id)
                       and not exists (select 1 from outbox x
                                       where x.dedupe = 'roster-overdue:' || o.id || ':' || t.person_id)
                     order by o.id, t.person_id limit 200"
                ),
                &params![now.plus_minutes(-31 * DAY).0, now.plus_minutes(-store::DAYS_TO_CLOSE * DAY).0],
            )?;
            rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect::<Result<Vec<(OfferingId, PersonId)>, Fault>>()
        })
        .await?;
    if due.is_empty() {
        return Ok(());
    }
    app.change(Actor::System, move |change| {
        for (offering, person) in &due {
            change.owe(Owed {
                kind: Mail::RosterOverdue,
                person: *person,
                about: Some(offering.0),
                detail: String::new(),
                dedupe: format!("roster-overdue:{offering}:{person}"),
                due: change.now,
            })?;
        }
        change.audit_reminders(due.len(), Mail::RosterOverdue)
    })
    .await
}
