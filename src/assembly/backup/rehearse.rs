//! Trying a backup without harm, and moving a database from one kind to the other: both are a backup read back.

use super::{
    Wrong,
    make::{REHEARSAL, make},
    restore::{Restored, Since, restore},
};
use crate::ground::config::Config;
use db::Db;
use jiff::Timestamp;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A folder that is gone when this is dropped.
struct Passing(PathBuf);

impl Passing {
    /// In a folder, for this process and this moment.
    fn within(folder: &Path, what: &str, now: Timestamp) -> Result<Self, Wrong> {
        let path = folder.join(format!("{what}{}-{}", std::process::id(), now.as_microsecond()));
        fs::create_dir(&path).map_err(|e| Wrong::of(&path, e))?;
        Ok(Self(path))
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        if let Err(e) = fs::remove_dir_all(&self.0) {
            tracing::warn!(%e, path = %self.0.display(), "it stays");
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Reads a backup into a place that is thrown away again, beside it, and looks at everything.
///
/// # Errors
/// A sentence.
pub async fn rehearse(config: &Config, backup: &Path) -> Result<Restored, Wrong> {
    let now = Timestamp::from_microsecond(crate::Clock::Machine.now().0).unwrap_or_default();
    let place = Passing::within(folder_of(backup), REHEARSAL, now)?;
    let config = Config { database: place.0.join("ratify.db").display().to_string(), ..config.clone() };
    restore(&config, backup, &Since::default(), || ()).await
}

/// Moves everything into an empty database of either kind, while nobody works on the old one, and compares every row. The old
/// one stays as it is.
///
/// # Errors
/// A sentence.
pub async fn move_to(config: &Config, to: &str, step: impl Fn() + Send + Sync + 'static) -> Result<Restored, Wrong> {
    let _still = Db::hold_still(&config.database)?;
    let now = Timestamp::from_microsecond(crate::Clock::Machine.now().0).unwrap_or_default();
    let beside = if config.database.contains("://") {
        std::env::temp_dir()
    } else {
        folder_of(Path::new(&config.database)).to_owned()
    };
    let place = Passing::within(&beside, ".move-", now)?;
    let (from, file) = (config.clone(), place.0.join("all.zip"));
    let made = tokio::task::spawn_blocking(move || make(&from, &file, None, now, Box::new(|| ())))
        .await
        .map_err(|e| Wrong::Said(e.to_string()))??;
    let config = Config { database: to.to_owned(), ..config.clone() };
    restore(&config, &made.path, &Since::default(), step).await
}
