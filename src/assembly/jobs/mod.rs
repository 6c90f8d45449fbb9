//! What the program does by itself. Every job looks at what is stored and does what is due, so that a crash
//! loses nothing and two processes do no harm: there is no job table to fall out of step.

use crate::{
    assembly::{
        backup,
        messages::{self, deliver::Lane},
    },
    certificates::awards,
    classes::teaching,
    ground::{fault::Fault, rounds::Rounds},
    hours::attendance,
    office::{announcements, import, log, own_data::retention, reports::Snapshots},
    people::{limits, signin},
    programme::change::Actor,
    progress,
    seats::{signup, team, teams},
    visit::app::App,
};
use jiff::civil::Date;
use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::time::sleep;

/// What a round of a job says about the next one.
enum Next {
    /// There is more to do.
    AtOnce,
    /// There is more to do, and others go first for this long.
    After(Duration),
    /// Nothing is left: pause.
    Pause,
}

/// Runs rounds of one job for ever. One that fails is logged, and tried again after four pauses, at most
/// twenty seconds.
async fn forever(app: &App, name: &'static str, pause: u64, round: impl AsyncFn(&App) -> Result<Next, Fault>) {
    let pause = Duration::from_millis(pause);
    let rounds = app.of::<Rounds>();
    rounds.begin(name, app.now());
    loop {
        let ended = round(app).await;
        rounds.ended(name, app.now(), ended.is_ok());
        match ended {
            Ok(Next::AtOnce) => {}
            Ok(Next::After(wait)) => sleep(wait).await,
            Ok(Next::Pause) => sleep(pause).await,
            Err(fault) => {
                tracing::error!(%fault, "{name}");
                sleep((pause * 4).min(Duration::from_secs(20))).await;
            }
        }
    }
}

macro_rules! jobs {
    ($($name:literal $pause:literal $round:expr;)+) => {
        /// Runs all jobs until the task is dropped.
        pub async fn run(app: App) {
            tokio::join!($(forever(&app, $name, $pause, $round)),+);
        }
    };
}

// Name in the log, pause in milliseconds when nothing is left, and one round.
jobs! {
    // anyone waiting at the screen for a letter waits behind nobody, however busy the database is
    "mail that was asked for" 250    async |app: &App| mail(app, Lane::AskedFor).await;
    "mail"                    500    async |app: &App| mail(app, Lane::Rest).await;
    "certificates"            500    async |app: &App| Ok(more(awards::batches::go_on(app).await? > 0));
    "member file"             500    async |app: &App| Ok(more(import::member_files::go_on(app).await?));
    // the log steps back while people change things
    "seals of the log"        2_000  async |app: &App| Ok(steps_back(log::seal::round(app).await?));
    "what is due"             20_000 async |app: &App| due(app).await.map(|()| Next::Pause);
    "figures of the reports"  20_000 async |app: &App| app.of::<Snapshots>().keep_fresh(app).await.map(|()| Next::Pause);
    "backups"                 20_000 async |app: &App| backup::schedule::round(app).await.map(|()| Next::Pause);
    "once a day"              20_000 async |app: &App| once_a_day(app).await.map(|()| Next::Pause);
}

const fn more(left: bool) -> Next {
    if left { Next::AtOnce } else { Next::Pause }
}

const fn steps_back(done: usize) -> Next {
    if done == 0 { Next::Pause } else { Next::After(Duration::from_millis(400)) }
}

async fn mail(app: &App, lane: Lane) -> Result<Next, Fault> {
    let round = messages::deliver::round(app, lane).await?;
    Ok(match lane {
        _ if round.due == 0 => Next::Pause,
        Lane::AskedFor => Next::AtOnce,
        // mail steps back while the database is busy with people
        Lane::Rest => Next::After((round.waited * 3).clamp(Duration::from_millis(100), Duration::from_secs(5))),
    })
}

/// What is due about seats, rosters, certificates, messages, files and sign-ins.
async fn due(app: &App) -> Result<(), Fault> {
    settle_classes(app).await?;
    signup::jobs::remind(app).await?;
    teaching::jobs::remind(app).await?;
    attendance::jobs::remind_trainers(app).await?;
    signup::jobs::warn_of_ending_offers(app).await?;
    certificates(app).await?;
    announcements::store::go_on(app).await?;
    go_on(log::seal::round(app).await.map(drop), 0);
    while import::member_files::go_on(app).await? {}
    import::member_files::forget(app).await?;
    attendance::files::verbs::forget(app).await?;
    let now = app.now();
    app.db.write(move |tx| signin::ended::forget(tx, now).and_then(|()| limits::forget(tx, now))).await
}

/// The day on which this process last did what is done once a day.
#[derive(Default)]
struct DoneOn(Mutex<Option<Date>>);

/// Mails the newest hash of the log, forgets what is old, looks for damage, and judges everybody anew: credit lapses and
/// editions end by date alone, without any verb. What fails is tried again with the next round.
async fn once_a_day(app: &App) -> Result<(), Fault> {
    let (done, today) = (app.of::<DoneOn>(), app.now().date(&app.zone));
    if *done.0.lock().unwrap_or_else(PoisonError::into_inner) == Some(today) {
        return Ok(());
    }
    go_on(anchor(app, &today.to_string()).await, 0);
    go_on(retention::apply(app).await, 0);
    go_on(app.db.purge().await.map_err(Fault::from), 0);
    go_on(backup::schedule::look_for_damage(app).await, 0);
    progress::audit_all(app, Actor::System, |_| ()).await?;
    *done.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(today);
    Ok(())
}

/// Does everything that is due now, except for the mail itself.
///
/// # Errors
/// The first fault of the database.
pub async fn once(app: &App) -> Result<(), JobError> {
    due(app).await.map_err(JobError)
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

/// Backs up if that is due.
///
/// # Errors
/// What stands in the way.
pub async fn back_up(app: &App) -> Result<(), JobError> {
    backup::schedule::round(app).await.map_err(JobError)
}

/// Looks for damage, as is done once a day.
///
/// # Errors
/// When the database cannot be reached.
pub async fn look_for_damage(app: &App) -> Result<(), JobError> {
    backup::schedule::look_for_damage(app).await.map_err(JobError)
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
    for team in app.read(move |tx| team::over(tx, now)).await? {
        go_on(app.change(Actor::System, move |change| teams::verbs::release(change, team)).await, team);
    }
    for offering in app.read(move |tx| signup::survey::unsettled(tx, now)).await? {
        let settled = app.change(Actor::System, move |change| signup::verbs::settle(change, offering));
        go_on(settled.await, offering.0);
    }
    for signup in app.read(move |tx| signup::store::to_take(tx, now)).await? {
        let id = signup.id;
        let taken = app.change(Actor::System, move |change| signup::verbs::take_unasked(change, &signup));
        go_on(taken.await, id.0);
    }
    Ok(())
}

fn go_on(done: Result<(), Fault>, about: i64) {
    if let Err(fault) = done {
        tracing::error!(%fault, about, "a job");
    }
}
