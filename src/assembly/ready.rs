//! `/readyz`: whether the program can do its work, for whoever watches it from outside. It names nobody, and says why only as
//! far as a stranger may know.

use crate::{
    assembly::backup,
    ground::{fault::Fault, rounds::Rounds},
    people::relay,
    visit::{Visit, app::App},
};
use axum::http::StatusCode;
use db::{params, sql};
use kit::Reply;
use rules::time::Instant;
use std::{
    path::Path,
    sync::{Mutex, PoisonError},
};

/// A change is tried this often at most, however often it is asked.
const TRIED_EVERY: i64 = 10;
/// Work that has not gone well for so many minutes is stuck: the longest round judges everybody anew.
const STUCK: i64 = 15;
/// A letter that has been owed for so many minutes is late.
const LATE: i64 = 15;
/// A backup older than so many days is late.
const OLD: i64 = 2;

/// How one thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Well,
    /// It should be looked at; the program does its work.
    Mind,
    /// The program cannot do its work.
    Out,
}

/// When a change was last tried, and whether it went through.
#[derive(Default)]
struct Tried(Mutex<Option<(Instant, bool)>>);

/// `GET /readyz`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let app = &visit.app;
    let now = app.now();
    let mut lines = vec![
        ("database reads", reads(app).await, String::new()),
        ("database writes", writes(app, now).await, String::new()),
    ];
    let minutes = |since: Instant| (now.0 - since.0).max(0) / 60_000_000;
    for (name, round) in app.of::<Rounds>().all() {
        let stuck = minutes(round.well) >= STUCK;
        let state = if stuck {
            State::Out
        } else if round.failed {
            State::Mind
        } else {
            State::Well
        };
        lines.push((name, state, format!("{} min ago", minutes(round.well))));
    }
    if let Ok((owed, paused)) = mail(app, now).await {
        let late = paused || owed.is_some_and(|at| minutes(at) >= LATE);
        let said = owed.map_or_else(|| "nothing is owed".to_owned(), |at| format!("oldest {} min", minutes(at)));
        lines.push(("letters", if late { State::Mind } else { State::Well }, said));
    }
    if let Some(backup) = &app.config.backup {
        let age = backup::age_in_days(Path::new(&backup.dir), now);
        let state = if age.is_some_and(|days| days < OLD) { State::Well } else { State::Mind };
        lines.push(("backup", state, age.map_or_else(|| "none".to_owned(), |days| format!("{days} days old"))));
    }
    let out = lines.iter().any(|(_, state, _)| *state == State::Out);
    let text: String = lines
        .iter()
        .map(|(name, state, said)| {
            let state = match state {
                State::Well => "well",
                State::Mind => "mind",
                State::Out => "out",
            };
            format!("{state}: {name} {said}").trim_end().to_owned() + "\n"
        })
        .collect();
    Ok(Reply::text(if out { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK }, text))
}

async fn reads(app: &App) -> State {
    let read = app.db.read(|tx| tx.one(sql!("select 1"), &[]).map(drop)).await;
    if read.is_ok() { State::Well } else { State::Out }
}

/// Whether a change goes through: one is made, and not only asked for.
async fn writes(app: &App, now: Instant) -> State {
    let tried = app.of::<Tried>();
    let last = *tried.0.lock().unwrap_or_else(PoisonError::into_inner);
    let well = match last {
        Some((at, well)) if now.0 - at.0 < TRIED_EVERY * 1_000_000 => well,
        _ => {
            let well = crate::ground::beat::beat(&app.db, now).await.is_ok();
            *tried.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, well));
            well
        }
    };
    if well { State::Well } else { State::Out }
}

/// Since when the oldest letter is owed that should have gone, and whether all letters wait.
async fn mail(app: &App, now: Instant) -> Result<(Option<Instant>, bool), Fault> {
    app.read(move |tx| {
        let owed = tx.optional(
            sql!(
                "select due_at from outbox where sent_at is null and dropped is null and kind <> 'announcement'
                   and due_at <= $1 order by due_at limit 1"
            ),
            &params![now.0],
        )?;
        Ok((owed.map(|r| r.get(0)).transpose()?.map(Instant), relay::pause(tx)?.since > 0))
    })
    .await
}
