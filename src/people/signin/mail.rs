//! The notice that somebody with power over others was signed in.

use super::sign_ins::device_name;
use crate::{
    ground::fault::Fault,
    people::letter::{Desk, Letter},
};
use kit::t;

pub(crate) fn signed_in(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let words = desk.words;
    let letter = Letter::new(t!(words, "mail-signed-in-subject"))
        .line(t!(words, "mail-signed-in-lead", device = device_name(words, &desk.owed.detail)))
        .button(t!(words, "mail-signed-in-button"), desk.whole("/me/sign-ins"))
        .line(t!(words, "mail-signed-in-not-you", email = &desk.office.email));
    Ok(Some(letter))
}
