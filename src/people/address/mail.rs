//! The mails about a change of address: to the new one with its button, to the old one that it is no longer used.

use super::{undo, verbs};
use crate::{
    ground::fault::Fault,
    people::{
        letter::{Desk, Letter},
        signin::purpose_link,
    },
};
use kit::t;

pub(crate) fn asked(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let Some(id) = desk.owed.about else { return Ok(None) };
    let Some(asked) = verbs::live(desk.change.tx, id, desk.change.now)? else { return Ok(None) };
    let words = desk.words;
    let letter = Letter::new(t!(words, "mail-address-asked-subject")).to(asked.email);
    // whoever reads mail there may know that they have a record; nobody else learns it
    let letter = if asked.taken {
        letter.line(t!(words, "mail-address-taken", email = &desk.office.email))
    } else {
        let link = purpose_link(desk.secret, "address", id);
        letter
            .line(t!(words, "mail-address-asked-lead"))
            .button(t!(words, "mail-address-asked-button"), desk.whole(&format!("/address/{link}")))
    };
    Ok(Some(letter.line(t!(words, "mail-address-asked-not-you"))))
}

pub(crate) fn changed(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let words = desk.words;
    let link = purpose_link(desk.secret, undo::PURPOSE, desk.owed.id);
    let letter = Letter::new(t!(words, "mail-address-changed-subject"))
        .to(desk.owed.detail.clone())
        .line(t!(words, "mail-address-changed-lead"))
        .button(t!(words, "mail-address-back-button"), desk.whole(&format!("/address/{link}")))
        .line(t!(words, "mail-address-changed-not-you", email = &desk.office.email, phone = &desk.office.phone));
    Ok(Some(letter))
}

/// A change was taken back: to the address that has the record again, or to the one that had it.
pub(crate) fn taken_back(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let words = desk.words;
    let letter = Letter::new(t!(words, "mail-address-back-subject"));
    let letter = if desk.owed.detail.is_empty() {
        letter.line(t!(words, "mail-address-back-lead"))
    } else {
        letter.to(desk.owed.detail.clone()).line(t!(words, "mail-address-back-gone"))
    };
    let letter =
        letter.line(t!(words, "mail-address-changed-not-you", email = &desk.office.email, phone = &desk.office.phone));
    Ok(Some(letter))
}
