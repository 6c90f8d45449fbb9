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

/// From and until how many minutes before a class, with the name of the reminder.
const BEFORE: [(i64, i64, &str); 2] = [(7 * DAY, 6 * DAY, "week"), (DAY + 60, 0, "day")];
/// Minutes after another letter about teaching in which no reminder comes on top.
const QUIET: i64 = 6 * 60;

/// Owes the reminders that are due, once for each class, trainer and time.
pub(crate) async fn remind(app: &App) -> Result<(), Fault> {
    let now = app.now();
    for (from, until, name) in BEFORE {
        let due = app
            .read(move |tx| {
                let rows = tx.all(
                    sql!(
                        "select o.id, t.person_id, o.starts_at from offering o join trainer t on t.offering_id = o.id
                         where o.starts_at > $1 and o.starts_at <= $2 and o.stage = 'published'
                           and not exists (select 1 from outbox x where x.dedupe = 'teach-reminder:' || o.id || ':'
                                             || t.person_id || ':' || o.starts_at || ':' || cast($3 as text))
                           and not exists (select 1 from outbox y where y.person_id = t.person_id and y.due_at > $4
                                             and y.kind in ('teach-asked', 'teach-changed'))
                         order by o.id, t.person_id limit 200"
                    ),
                    &params![now.plus_minutes(until).0, now.plus_minutes(from).0, name, now.plus_minutes(-QUIET).0],
                )?;
                rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).collect::<Result<Vec<Due>, Fault>>()
            })
            .await?;
        if due.is_empty() {
            continue;
        }
        app.change(Actor::System, move |change| {
            for (offering, person, starts) in &due {
                change.owe(Owed {
                    kind: Mail::TeachReminder,
                    person: *person,
                    about: Some(offering.0),
                    detail: name.to_owned(),
                    dedupe: format!("teach-reminder:{offering}:{person}:{starts}:{name}"),
                    due: change.now,
                })?;
            }
            change.audit_reminders(due.len(), Mail::TeachReminder)
        })
        .await?;
    }
    Ok(())
}

/// A class, its trainer, and when it begins.
type Due = (OfferingId, PersonId, i64);
