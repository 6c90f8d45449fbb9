//! Checking the whole chain takes as long as it is: it goes on behind the page that asks for it.

use super::seal::{self, Checked};
use crate::{ground::fault::Fault, visit::app::App};
use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant as Moment},
};

/// A page waits so long for a check.
const PATIENCE: Duration = Duration::from_millis(30);
/// What a check found is shown for so long to whoever asked for it; then the chain is checked anew.
const SHOWN: Duration = Duration::from_secs(10);

/// The check that goes on, or the last one.
#[derive(Debug, Default)]
pub(crate) struct Checks(Mutex<Last>);

#[derive(Debug, Default)]
struct Last {
    running: bool,
    /// When the last check ended, and what it found or why it could not be made.
    found: Option<(Moment, Result<Checked, String>)>,
}

/// The chain as it was checked just now; nothing while that goes on.
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
        // a task of its own: whatever becomes of it, the next check can begin
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
            // it was shown: whoever asks next asks anew
            app.of::<Checks>().0.lock().unwrap_or_else(PoisonError::into_inner).found = None;
            ended.map_err(|e| Fault::Ours(e.to_string()))?.map(Some).map_err(Fault::Ours)
        }
    }
}
