//! The whole database in one file that needs neither SQLite nor PostgreSQL to be read: a ZIP with a manifest and, for each table,
//! its rows as JSON Lines. Written while the program serves, read back into an empty database of either kind.

mod archive;
mod erased;
mod make;
mod manifest;
mod rehearse;
mod restore;
mod rows;
pub(crate) mod schedule;
mod whole;

pub use erased::note_erased;
pub use make::{Made, make};
pub use rehearse::{move_to, rehearse};
pub use restore::{Restored, Since, restore};
pub use whole::{Whole, check};

use rules::time::Instant;
use std::{
    io,
    path::{Path, PathBuf},
};

/// What is wrong with a backup, or with what it is made of or read into: a sentence for the terminal.
#[derive(Debug, thiserror::Error)]
pub enum Wrong {
    /// The database said no.
    #[error("{0}")]
    Database(#[from] db::Error),
    /// A file could not be read or written.
    #[error("{0}")]
    File(#[from] io::Error),
    /// It is no ZIP, or a damaged one.
    #[error("the file is no backup, or is damaged: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// It is a ZIP, and what is in it is not what it should be.
    #[error("the file is no backup, or is damaged: {0}")]
    Json(#[from] serde_json::Error),
    /// Something else, in words.
    #[error("{0}")]
    Said(String),
}

/// The newest backup of a folder.
///
/// # Errors
/// A sentence, also where there is none.
pub fn newest(folder: &Path) -> Result<PathBuf, Wrong> {
    make::all_in(folder)?.into_iter().next().ok_or_else(|| Wrong::of(folder, "there is no backup in it"))
}

/// How many days old the newest backup of a folder is, where there is one.
pub(crate) fn age_in_days(folder: &Path, now: Instant) -> Option<i64> {
    let at = make::made_at(&newest(folder).ok()?)?;
    Some((now.0 - at.as_microsecond()).max(0) / 86_400_000_000)
}

impl Wrong {
    fn of(path: &Path, e: impl std::fmt::Display) -> Self {
        Self::Said(format!("{}: {e}", path.display()))
    }
}
