//! What an open roster sends.

use crate::{
    classes::offerings::{self, teaches::teaches},
    ground::{fault::Fault, ids::OfferingId, when},
    people::letter::{Desk, Letter},
};
use kit::t;

use super::store::{self, RosterState};

/// The class is over, and its trainer has not sent who was there.
pub(crate) fn overdue(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let tx = desk.change.tx;
    let offering = OfferingId(desk.owed.about.ok_or(Fault::NotFound)?);
    if store::state(tx, offering)? != RosterState::Open || !teaches(tx, desk.person.id, offering)? {
        return Ok(None);
    }
    let class = offerings::store::by_id(tx, &*desk.change.edition()?, offering)?;
    let words = desk.words;
    let day = words.day(when::day(class.ends(), desk.change.zone), false);
    Ok(Some(
        Letter::new(t!(words, "mail-roster-subject", class = class.full_title()))
            .line(t!(words, "mail-roster-lead", class = class.full_title(), day = day))
            .line(t!(words, "mail-roster-why"))
            .button(t!(words, "mail-roster-button"), desk.whole(&format!("/teach/{}", class.key))),
    ))
}
