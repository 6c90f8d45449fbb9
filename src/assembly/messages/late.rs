//! The letter to administrators about backups that are late, or that are not whole.

use crate::{
    ground::{fault::Fault, when},
    people::letter::{Desk, Letter},
};
use jiff::civil::Date;
use kit::t;

/// What is owed about a backup that was read back and is not whole; otherwise it is the day of the newest one, or nothing.
pub(crate) const UNSOUND: &str = "unsound";

pub(super) fn letter(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let words = desk.words;
    let lead = match desk.owed.detail.parse::<Date>() {
        _ if desk.owed.detail == UNSOUND => t!(words, "mail-backup-unsound"),
        Ok(day) => t!(words, "mail-backup-last", day = words.date(when::civil_day(day))),
        Err(_) => t!(words, "mail-backup-none"),
    };
    Ok(Some(Letter::new(t!(words, "mail-backup-subject")).line(lead).line(t!(words, "mail-backup-what"))))
}
