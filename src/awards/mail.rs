//! What an award sends.

use super::{document, store};
use crate::{
    fault::Fault,
    messages::letter::{Desk, Enclosure, Letter},
};
use kit::t;

pub(crate) fn awarded(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let tx = desk.change.tx;
    let award = store::by_id(tx, desk.owed.about.ok_or(Fault::NotFound)?)?;
    if award.state != "issued" {
        return Ok(None);
    }
    let edition = desk.editions.by_id(tx, award.edition)?;
    let words = desk.words;
    let data = document::data(&award, &edition, words, desk.config)?;
    let letter = Letter::new(t!(words, "mail-awarded-subject", title = &edition.wording.of(words.language).site))
        .line(t!(words, "mail-awarded-lead", name = &award.name))
        .button(t!(words, "me-certificate"), desk.whole("/me/certificate"))
        .line(t!(
            words,
            "mail-awarded-verify",
            number = &award.number,
            address = desk.whole(&format!("/verify/{}", award.number))
        ))
        .enclose(Enclosure::Certificate(data, award.number.clone()));
    Ok(Some(letter))
}
