//! What the program does by itself. Every job looks at what is stored and does what is due, so that a crash
//! loses nothing and two processes do no harm: there is no job table to fall out of step.

use crate::{
    assembly::messages::{self, deliver::Lane},
    certificates::awards,
    ground::{fault::Fault, mail::Mail, verb::Verb},
    hours::attendance,
    office::{announcements, import, log, own_data::retention, reports::Snapshots},
    people::{limits, signin},
    programme::change::{Actor, Change, Entry, Owed},
    progress,
    seats::{signup, teams},
    visit::app::App,
};
use db::{params, sql};
use std::time::Duration;
use tokio::time::sleep;

/// How often mail is looked for, and everything else.
const MAIL_EVERY: Duration = Duration::from_millis(500);
const REST_EVERY: Duration = Duration::from_secs(20);
const SEALS_EVERY: Duration = Duration::from_secs(2);
const CERTIFICATES_EVERY: Duration = Duration::from_millis(500);

/// Runs all jobs until the task is dropped. A job that fails is logged and tried again the next time.
pub async fn run(app: App) {
    // anyone waiting at the screen for a letter waits behind nobody, however busy the database is
    let asked_for = async {
        loop {
            match messages::deliver::round(&app, Lane::AskedFor).await {
                Ok(round) if round.due == 0 => sleep(MAIL_EVERY / 2).await,
                Ok(_) => {}
                Err(fault) => {
                    tracing::error!(%fault, "mail that was asked for");
                    sleep(MAIL_EVERY * 2).await;
                }
            }
        }
    };
    let mail = async {
        loop {
            match messages::deliver::round(&app, Lane::Rest).await {
                Ok(round) if round.due == 0 => sleep(MAIL_EVERY).await,
                // mail steps back while the database is busy with people
                Ok(round) => sleep((MAIL_EVERY / 5).max(round.waited * 3).min(MAIL_EVERY * 10)).await,
                Err(fault) => {
                    tracing::error!(%fault, "mail");
                    sleep(MAIL_EVERY * 4).await;
                }
            }
        }
    };
    let rest = async {
        let mut audited = None;
        loop {
            if let Err(fault) = once(&app).await {
                tracing::error!(%fault, "jobs");
            }
            if let Err(fault) = app.of::<Snapshots>().keep_fresh(&app).await {
                tracing::error!(%fault, "figures of the reports");
            }
            // Credit lapses and editions end by date alone, without any verb: once a day everybody is judged anew.
            let today = app.now().date(&app.zone);
            if audited != Some(today) {
                if let Err(fault) = anchor(&app, &today.to_string()).await {
                    tracing::error!(%fault, "anchor of the log");
                }
                if let Err(fault) = retention::apply(&app).await {
                    tracing::error!(%fault, "what is to be forgotten");
                }
                match progress::audit_all(&app, Actor::System, |_| ()).await {
                    Ok(_) => audited = Some(today),
                    Err(fault) => tracing::error!(%fault, "audit of everybody"),
                }
            }
            sleep(REST_EVERY).await;
        }
    };
    let certificates = async {
        loop {
            match awards::batches::go_on(&app).await {
                Ok(0) => sleep(CERTIFICATES_EVERY).await,
                Ok(_) => {}
                Err(fault) => {
                    tracing::error!(%fault, "certificates");
                    sleep(CERTIFICATES_EVERY * 4).await;
                }
            }
        }
    };
    let member_files = async {
        loop {
            match import::member_files::go_on(&app).await {
                Ok(false) => sleep(CERTIFICATES_EVERY).await,
                Ok(true) => {}
                Err(fault) => {
                    tracing::error!(%fault, "member file");
                    sleep(CERTIFICATES_EVERY * 4).await;
                }
            }
        }
    };
    let seals = async {
        loop {
            match log::seal::round(&app).await {
                Ok(0) => sleep(SEALS_EVERY).await,
                // the log steps back while people change things
                Ok(_) => sleep(SEALS_EVERY / 5).await,
                Err(fault) => {
                    tracing::error!(%fault, "seals of the log");
                    sleep(SEALS_EVERY * 4).await;
                }
            }
        }
    };
    tokio::join!(asked_for, mail, rest, certificates, member_files, seals);
}

/// Does everything that is due now, except for the mail itself.
///
/// # Errors
/// The first fault of the database.
pub async fn once(app: &App) -> Result<(), crate::assembly::jobs::JobError> {
    settle_classes(app).await.map_err(JobError)?;
    remind(app).await.map_err(JobError)?;
    remind_trainers(app).await.map_err(JobError)?;
    warn_of_ending_offers(app).await.map_err(JobError)?;
    certificates(app).await.map_err(JobError)?;
    announcements::store::go_on(app).await.map_err(JobError)?;
    go_on(log::seal::round(app).await.map(drop), 0);
    while import::member_files::go_on(app).await.map_err(JobError)? {}
    import::member_files::forget(app).await.map_err(JobError)?;
    attendance::files::verbs::forget(app).await.map_err(JobError)?;
    forget_sign_ins(app).await.map_err(JobError)
}

/// Owes administrators the newest hash of the log, once a day.
async fn anchor(app: &App, day: &str) -> Result<(), Fault> {
    let day = day.to_owned();
    app.change(Actor::System, move |change| log::seal::owe_anchor(change, &day)).await
}

/// Issues what an edition issues by itself, continues what was begun, and signs what is not signed yet.
async fn certificates(app: &App) -> Result<(), Fault> {
    awards::batches::start_by_itself(app).await?;
    while awards::batches::go_on(app).await? > 0 {}
    awards::seal::seal_all(app).await?;
    awards::seal::renew(app).await.map(drop)
}

/// Forgets what is old enough, as is done once a day.
///
/// # Errors
/// The first fault of the database.
pub async fn forget(app: &App) -> Result<(), JobError> {
    retention::apply(app).await.map_err(JobError)
}

/// Delivers all mail that is due now.
///
/// # Errors
/// The first fault of the database.
pub async fn deliver_all(app: &App) -> Result<(), JobError> {
    for lane in [Lane::AskedFor, Lane::Rest] {
        while messages::deliver::round(app, lane).await.map_err(JobError)?.due > 0 {}
    }
    Ok(())
}

/// A job met a fault of ours.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct JobError(Fault);

/// Ends teams, holds and offers that have run out, offers every free seat to those waiting, and takes offers for people
/// who need not be asked. A failure in one class is logged and holds up no other.
async fn settle_classes(app: &App) -> Result<(), Fault> {
    let now = app.now();
    for team in app.read(move |tx| crate::seats::team::over(tx, now)).await? {
        go_on(app.change(Actor::System, move |change| teams::verbs::release(change, team)).await, team);
    }
    for offering in app.read(move |tx| signup::survey::unsettled(tx, now)).await? {
        let settled = app.change(Actor::System, move |change| signup::verbs::settle(change, offering));
        go_on(settled.await, offering);
    }
    for signup in app.read(move |tx| signup::store::to_take(tx, now)).await? {
        let id = signup.id;
        let taken = app.change(Actor::System, move |change| signup::verbs::take_unasked(change, &signup));
        go_on(taken.await, id);
    }
    Ok(())
}

fn go_on(done: Result<(), Fault>, about: i64) {
    if let Err(fault) = done {
        tracing::error!(%fault, about, "a job");
    }
}

/// Owes the reminders of upcoming classes: a week before and a day before, once for each start time.
async fn remind(app: &App) -> Result<(), Fault> {
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
                rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).collect::<Result<Vec<(i64, i64, i64)>, Fault>>()
            })
            .await?;
        owe_all(app, kind, due).await?;
    }
    Ok(())
}

/// Reminds trainers of overdue rosters, once per class; the office already knows of those older than a month.
async fn remind_trainers(app: &App) -> Result<(), Fault> {
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
                &params![now.plus_minutes(-31 * DAY).0, now.plus_minutes(-attendance::store::DAYS_TO_CLOSE * DAY).0],
            )?;
            rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect::<Result<Vec<(i64, i64)>, Fault>>()
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
                about: Some(*offering),
                detail: String::new(),
                dedupe: format!("roster-overdue:{offering}:{person}"),
                due: change.now,
            })?;
        }
        log_reminders(change, due.len(), "roster-overdue")
    })
    .await
}

/// Logs reminders; if another process was quicker, nothing was written and nothing is logged.
fn log_reminders(change: &Change<'_, '_>, count: usize, kind: &str) -> Result<(), Fault> {
    if change.tx.changed() == 0 {
        return Ok(());
    }
    let after = format!("{count} {kind}");
    change.audit(&Entry {
        verb: Verb::RemindersOwed,
        object: "outbox",
        id: 0,
        before: "",
        after: &after,
        reason: "",
    })?;
    Ok(())
}

/// Warns people whose offer ends within three hours, if they have had it long enough to have forgotten it.
async fn warn_of_ending_offers(app: &App) -> Result<(), Fault> {
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
            rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).collect::<Result<Vec<(i64, i64, i64)>, Fault>>()
        })
        .await?;
    owe_all(app, Mail::OfferEnding, due).await
}

/// Owes one kind of mail to several people, each given as sign-up, person, and the moment that it is for.
async fn owe_all(app: &App, kind: Mail, due: Vec<(i64, i64, i64)>) -> Result<(), Fault> {
    if due.is_empty() {
        return Ok(());
    }
    app.change(Actor::System, move |change| {
        for (signup, person, moment) in &due {
            signup::verbs::owe(change, kind, *person, *signup, &moment.to_string())?;
        }
        log_reminders(change, due.len(), kind.name())
    })
    .await
}

/// Deletes sign-ins and links that ended.
async fn forget_sign_ins(app: &App) -> Result<(), Fault> {
    let now = app.now();
    app.db
        .write(move |tx| {
            // for another day it still tells whose form came with it
            tx.run(sql!("delete from sign_in where expires_at <= $1"), &params![now.plus_minutes(-24 * 60).0])?;
            tx.run(sql!("delete from pressed where at <= $1"), &params![now.plus_minutes(-60).0])?;
            signin::kept::forget(tx, now)?;
            limits::forget(tx, now)?;
            tx.run(sql!("delete from sign_in_try where at <= $1"), &params![now.plus_minutes(-24 * 60).0])?;
            let month = now.plus_minutes(-30 * 24 * 60);
            tx.run(sql!("delete from sign_in_link where expires_at <= $1"), &params![month.0])?;
            Ok(())
        })
        .await
}
