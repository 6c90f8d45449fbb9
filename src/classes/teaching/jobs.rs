//! What is due before a class without anybody's press: its trainers are reminded a week and a day before.

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

const DAY: i64 = 24 * 60;

/// From and until how many days before a class, with the name of the reminder: who is named late gets the later one only.
const BEFORE: [(i64, i64, &str); 2] = [(7, 2, "week"), (1, 0, "day")];

/// Owes the reminders that are due, once for each class and trainer.
pub(crate) async fn remind(app: &App) -> Result<(), Fault> {
    let now = app.now();
    for (from, until, name) in BEFORE {
        let due = app
            .read(move |tx| {
                let rows = tx.all(
                    sql!(
                        "select o.id, t.person_id from offering o join trainer t on t.offering_id = o.id
                         where o.starts_at > $1 and o.starts_at <= $2 and o.stage = 'published'
                           and not exists (select 1 from outbox x
                                           where x.dedupe = 'teach-reminder:' || o.id || ':' || t.person_id || ':' || cast($3 as text))
                         order by o.id, t.person_id limit 200"
                    ),
                    &params![now.plus_minutes(until * DAY).0, now.plus_minutes(from * DAY).0, name],
                )?;
                rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect::<Result<Vec<(OfferingId, PersonId)>, Fault>>()
            })
            .await?;
        if due.is_empty() {
            continue;
        }
        app.change(Actor::System, move |change| {
            for (offering, person) in &due {
                change.owe(Owed {
                    kind: Mail::TeachReminder,
                    person: *person,
                    about: Some(offering.0),
                    detail: name.to_owned(),
                    dedupe: format!("teach-reminder:{offering}:{person}:{name}"),
                    due: change.now,
                })?;
            }
            change.audit_reminders(due.len(), Mail::TeachReminder)
        })
        .await?;
    }
    Ok(())
}
