//! What is due about seats without anybody's press: reminders, and offers that run out.

use super::verbs;
use crate::{
    ground::{
        fault::Fault,
        ids::{PersonId, SignupId},
        mail::Mail,
    },
    programme::change::Actor,
    visit::app::App,
};
use db::{params, sql};

/// Owes the reminders of upcoming classes: a week before and a day before, once for each start time.
pub(crate) async fn remind(app: &App) -> Result<(), Fault> {
    const DAY: i64 = 24 * 60;
    // no reminder on top of fresh news of the class: not until `quiet` minutes after the person's last mail about it
    for (kind, from, until, quiet) in
        [(Mail::ReminderWeek, 6 * DAY, 7 * DAY, DAY), (Mail::ReminderDay, 0, DAY + 60, 6 * 60)]
    {
        let now = app.now();
        let due = app
            .read(move |tx| {
                let rows = tx.all(
                    sql!(
                        "select s.id, s.person_id, o.starts_at from offering o join signup s on s.offering_id = o.id
                         where o.starts_at > $1 and o.starts_at <= $2 and o.stage = 'published' and s.state = 'confirmed'
                           and not exists (select 1 from outbox x where x.dedupe = $3 || s.id || ':' || o.starts_at)
                           and not exists (select 1 from outbox b where b.person_id = s.person_id and b.due_at > $4
                                             and (b.kind = 'welcome' or b.about = s.id))
                         limit 500"
                    ),
                    &params![
                        now.plus_minutes(from).0,
                        now.plus_minutes(until).0,
                        format!("{kind}:"),
                        now.plus_minutes(-quiet).0
                    ],
                )?;
                rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).collect::<Result<Vec<(SignupId, PersonId, i64)>, Fault>>()
            })
            .await?;
        owe_all(app, kind, due).await?;
    }
    Ok(())
}

/// Warns people whose offer ends within three hours, if they have had it long enough to have forgotten it.
pub(crate) async fn warn_of_ending_offers(app: &App) -> Result<(), Fault> {
    const SOON: i64 = 3 * 60;
    const LONG: i64 = 6 * 60;
    let now = app.now();
    let due = app
        .read(move |tx| {
            let rows = tx.all(
                sql!(
                    "select s.id, s.person_id, s.held_until from signup s
                     join outbox x on x.dedupe = 'offer:' || s.id || ':' || s.held_until
                     where s.held_until > $1 and s.held_until <= $2 and s.state = 'offered' and x.sent_at <= $3
                       and not exists (select 1 from outbox y where y.dedupe = 'offer-ending:' || s.id || ':' || s.held_until)
                     limit 500"
                ),
                &params![now.0, now.plus_minutes(SOON).0, now.plus_minutes(-LONG).0],
            )?;
            rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).collect::<Result<Vec<(SignupId, PersonId, i64)>, Fault>>()
        })
        .await?;
    owe_all(app, Mail::OfferEnding, due).await
}

/// Owes one kind of mail to several people, each given as sign-up, person, and the moment that it is for.
async fn owe_all(app: &App, kind: Mail, due: Vec<(SignupId, PersonId, i64)>) -> Result<(), Fault> {
    if due.is_empty() {
        return Ok(());
    }
    app.change(Actor::System, move |change| {
        for (signup, person, moment) in &due {
            verbs::owe(change, kind, *person, *signup, &moment.to_string())?;
        }
        change.audit_reminders(due.len(), kind)
    })
    .await
}
