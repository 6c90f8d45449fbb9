//! Backups by themselves: once a day, or as soon as the program runs again after that time. What the folder holds says what
//! is due, so that there is nothing to fall out of step.

use super::{
    Wrong, erased,
    make::{Made, all_in, made_at, make},
    rehearse::rehearse,
};
use crate::{
    assembly::messages::late::{DAMAGE, UNSOUND},
    ground::{config::Backup, fault::Fault, mail::Mail, verb::Verb},
    people::signin::told::administrators,
    programme::change::{Actor, Change, Entry, Owed},
    visit::app::App,
};
use jiff::{Timestamp, civil::Date};
use rules::time::Instant;
use std::path::{Path, PathBuf};

/// After how many days without a backup the administrators are written to.
const LATE: i64 = 2;

/// The newest backup of a folder, and when it was made.
fn last_in(folder: &Path) -> Result<Option<(PathBuf, Timestamp)>, Wrong> {
    let found = all_in(folder)?.into_iter().next();
    Ok(found.and_then(|path| made_at(&path).map(|at| (path, at))))
}

/// When the last backup was due.
fn due(app: &App, backup: &Backup) -> Option<Timestamp> {
    let (now, time) = (app.now(), backup.time()?);
    let on = |day: Date| Instant::from_local(day.to_datetime(time), &app.zone).ok();
    let today = now.date(&app.zone);
    let due = on(today).filter(|due| *due <= now).or_else(|| on(today.yesterday().ok()?))?;
    Timestamp::from_microsecond(due.0).ok()
}

fn now(app: &App) -> Option<Timestamp> {
    Timestamp::from_microsecond(app.now().0).ok()
}

/// The day of a moment, where the site is.
fn day(app: &App, at: Timestamp) -> Date {
    Instant(at.as_microsecond()).date(&app.zone)
}

/// Backs up if that is due, keeps the list of who was forgotten, and says when nothing was backed up for too long. The first
/// backup of a month is rehearsed.
pub(crate) async fn round(app: &App) -> Result<(), Fault> {
    let Some(backup) = app.config.backup.clone() else { return Ok(()) };
    let (Some(due), Some(now)) = (due(app, &backup), now(app)) else { return Ok(()) };
    let folder = PathBuf::from(&backup.dir);
    let last = match last_in(&folder) {
        Ok(Some((_, at))) if at >= due => return keep_list(app, &folder).await.map_err(ours),
        Ok(last) => last.map(|(_, at)| at),
        Err(e) => return Err(told(app, now, None, e).await?),
    };
    let made = match back_up(app, &folder, backup.keep, now).await {
        Ok(made) => made,
        Err(e) => return Err(told(app, now, last, e).await?),
    };
    tracing::info!(path = %made.path.display(), rows = made.rows, bytes = made.bytes, "backed up");
    let month = |at: Timestamp| day(app, at).first_of_month();
    if last.is_none_or(|at| month(at) != month(now)) {
        let found = rehearse(&app.config, &made.path).await.map_err(ours)?;
        if !found.whole.is_whole() {
            let today = day(app, now);
            app.change(Actor::System, move |change| tell(change, today, UNSOUND)).await?;
            return Err(Fault::Ours(format!("the rehearsal of {} found: {:?}", made.path.display(), found.whole)));
        }
        tracing::info!(rows = found.rows, "a backup was rehearsed: it is whole");
    }
    Ok(())
}

fn ours(e: Wrong) -> Fault {
    Fault::Ours(format!("backup: {e}"))
}

async fn back_up(app: &App, folder: &Path, keep: usize, now: Timestamp) -> Result<Made, Wrong> {
    keep_list(app, folder).await?;
    let (config, to) = (app.config.clone(), folder.to_owned());
    let work = tokio::task::spawn_blocking(move || make(&config, &to, Some(keep), now, Box::new(|| ())));
    work.await.map_err(|e| Wrong::Said(e.to_string()))?
}

async fn keep_list(app: &App, folder: &Path) -> Result<(), Wrong> {
    erased::add(&erased::file_in(folder), &erased::of_database(&app.db).await?)
}

/// What went wrong, as a fault; if it has for too long, the administrators are written to.
async fn told(app: &App, now: Timestamp, last: Option<Timestamp>, e: Wrong) -> Result<Fault, Fault> {
    if last.is_none_or(|at| now.duration_since(at).as_hours() >= 24 * LATE) {
        let (today, said) = (day(app, now), last.map(|at| day(app, at).to_string()).unwrap_or_default());
        app.change(Actor::System, move |change| tell(change, today, &said)).await?;
    }
    Ok(ours(e))
}

/// Looks for damage in what is stored: each night, and when the program starts. What is found is told.
pub(crate) async fn look_for_damage(app: &App) -> Result<(), Fault> {
    let url = app.config.database.clone();
    let looked = tokio::task::spawn_blocking(move || db::Db::damage(&url));
    let found = looked.await.map_err(|e| Fault::Ours(e.to_string()))??;
    for line in &found {
        tracing::error!(line, "damage in the database");
    }
    let (Some(first), Some(now)) = (found.into_iter().next(), now(app)) else { return Ok(()) };
    let (today, what) = (day(app, now), format!("{DAMAGE}{}", first.chars().take(300).collect::<String>()));
    app.change(Actor::System, move |change| tell(change, today, &what)).await
}

/// Writes to the administrators, once a day.
fn tell(change: &Change<'_, '_>, today: Date, what: &str) -> Result<(), Fault> {
    for person in administrators(change.tx, change.now)? {
        change.owe(Owed {
            kind: Mail::BackupLate,
            person,
            about: None,
            detail: what.to_owned(),
            dedupe: format!("backup-late:{today}:{person}:{}", what.split(' ').next().unwrap_or_default()),
            due: change.now,
        })?;
    }
    if change.tx.changed() > 0 {
        change.audit(&Entry { verb: Verb::BackupLate, object: "backup", id: 0, before: "", after: "", reason: "" })?;
    }
    Ok(())
}
