//! `[backup]`: where and when the whole database is backed up by itself.

use jiff::civil::Time;
use serde::Deserialize;

/// The `[backup]` of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backup {
    /// The folder that backups are written to; best on another disk.
    pub dir: String,
    /// When, in the site's time zone, such as 03:15.
    #[serde(default = "at_night")]
    pub at: String,
    /// How many of the newest stay.
    #[serde(default = "five_weeks")]
    pub keep: usize,
}

fn at_night() -> String {
    "03:15".into()
}

const fn five_weeks() -> usize {
    35
}

impl Backup {
    /// When it is due on a day.
    #[must_use]
    pub fn time(&self) -> Option<Time> {
        Time::strptime("%H:%M", &self.at).ok()
    }

    /// Refuses what makes no sense.
    ///
    /// # Errors
    /// A sentence that says what to change.
    pub fn check(&self) -> Result<(), String> {
        if self.time().is_none() {
            return Err(format!("backup.at = \"{}\": hours and minutes, such as 03:15", self.at));
        }
        if self.keep < 1 {
            return Err("backup.keep: a whole number from 1 on".into());
        }
        // a disk that is not there today must not keep the site shut: the first backup that fails is told
        if self.dir.is_empty() { Err("backup.dir: the folder that backups are written to".into()) } else { Ok(()) }
    }
}
