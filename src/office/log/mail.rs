//! The newest hash of the log, for whoever may have to prove that nothing was cut off.

use crate::{
    ground::fault::Fault,
    people::letter::{Desk, Letter},
};
use kit::t;

pub(crate) fn anchor(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let words = desk.words;
    let Some((seq, hash)) = desk.owed.detail.split_once(' ') else { return Ok(None) };
    Ok(Some(
        Letter::new(t!(words, "mail-log-subject", count = seq))
            .line(t!(words, "mail-log-lead"))
            .line(hash.to_owned())
            .button(t!(words, "mail-log-button"), desk.whole("/staff/log/check")),
    ))
}
