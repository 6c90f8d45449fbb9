//! Checking the whole chain takes longer the longer it is: it runs in the background of the page that asks for it.

use super::seal::{self, Checked};
use crate::{ground::fault::Fault, visit::app::App};
use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant as Moment},
};

/// How long a page waits for a check.
const PATIENCE: Duration = Duration::from_millis(30);
/// How long the findings of a check are shown to whoever asked for it; after that the chain is checked again.
const SHOWN: Duration = Duration::from_secs(10);

/// The check in progress, or the last one.
#[derive(Debug, Default)]
pub(crate) struct Checks(Mutex<Last>);

#[derive(Debug, Default)]
struct Last {
    running: bool,
    /// When the last check ended, and what it found or why it could not be made.
    found: Option<(Moment, Result<Checked, String>)>,
}

/// The chain as it was checked just now; `None` while the check is in progress.
pub(super) async fn ask(app: &App) -> Result<Option<Checked>, Fault> {
    let begins = {
        let checks = app.of::<Checks>();
        let mut last = checks.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = last.found.take();
        if let Some((_, found)) = found.filter(|(at, _)| at.elapsed() < SHOWN) {
            return found.map(Some).map_err(Fault::Ours);
        }
        !std::mem::replace(&mut last.running, true)
    };
    if !begins {
        return Ok(None);
    }
    let inner = app.clone();
    let check = tokio::spawn(async move {
        let checked = inner.clone();
        // a task of its own: however it ends, the next check can start
        let found = match tokio::spawn(async move { seal::check(&checked).await }).await {
            Ok(found) => found.map_err(|fault| format!("{fault:?}")),
            Err(broken) => Err(broken.to_string()),
        };
        let checks = inner.of::<Checks>();
        let mut last = checks.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.running = false;
        last.found = Some((Moment::now(), found.clone()));
        found
    });
    match tokio::time::timeout(PATIENCE, check).await {
        Err(_goes_on) => Ok(None),
        Ok(ended) => {
            // it has been shown: the next request starts a new check
            app.of::<Checks>().0.lock().unwrap_or_else(PoisonError::into_inner).found = None;
            ended.map_err(|e| Fault::Ours(e.to_string()))?.map(Some).map_err(Fault::Ours)
        }
    }
}
