//! The letter to administrators about what keeps the data: backups that are late or not whole, and damage that was found.

use crate::{
    ground::{fault::Fault, when},
    people::letter::{Desk, Letter},
};
use jiff::civil::Date;
use kit::t;

/// What is owed about a backup that was read back and is not whole; otherwise it is the day of the newest one, or nothing.
pub(crate) const UNSOUND: &str = "unsound";

/// What is owed about damage in the database, before what was found.
pub(crate) const DAMAGE: &str = "damage: ";

pub(super) fn letter(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let words = desk.words;
    if let Some(what) = desk.owed.detail.strip_prefix(DAMAGE) {
        return Ok(Some(
            Letter::new(t!(words, "mail-backup-damage-subject"))
                .line(t!(words, "mail-backup-damage", what = what))
                .line(t!(words, "mail-backup-damage-what")),
        ));
    }
    let lead = match desk.owed.detail.parse::<Date>() {
        _ if desk.owed.detail == UNSOUND => t!(words, "mail-backup-unsound"),
        Ok(day) => t!(words, "mail-backup-last", day = words.date(when::civil_day(day))),
        Err(_) => t!(words, "mail-backup-none"),
    };
    Ok(Some(Letter::new(t!(words, "mail-backup-subject")).line(lead).line(t!(words, "mail-backup-what"))))
}
