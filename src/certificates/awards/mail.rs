//! What awards send. The certificate is attached, and is there in the account in any case.

use super::{
    certificate::Certificate,
    document::{self, PaperSize},
    name_fixes, revocations,
    store::{self, Shown},
};
use crate::{
    ground::{fault::Fault, when},
    people::letter::{Desk, Enclosure, Letter},
    programme::brand::Look,
};
use kit::t;

/// The document that a mail is about, while it stands.
fn document(desk: &Desk<'_, '_, '_>) -> Result<Option<Certificate>, Fault> {
    let document = desk.owed.about.ok_or(Fault::NotFound)?;
    let certificate = Certificate::of_document(desk.change, document)?;
    Ok(Some(certificate).filter(|c| c.document.ended_at.is_none()))
}

fn enclosed(desk: &Desk<'_, '_, '_>, c: &Certificate, letter: Letter) -> Result<Letter, Fault> {
    let look = Look::of_day(desk.change, c.document.made_at)?;
    let paper = document::of(c, &look, PaperSize::Letter, desk.words, desk.config, desk.change.zone)?;
    let verify = desk.whole(&format!("/verify/{}", c.award.number));
    Ok(letter
        .button(t!(desk.words, "me-certificate"), desk.whole_in(&c.award.programme, "/me/certificate"))
        .way(t!(desk.words, "mail-awarded-verify", number = &c.award.number), verify)
        .enclose(Enclosure::Certificate(Box::new(paper))))
}

pub(crate) fn awarded(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let Some(c) = document(desk)? else { return Ok(None) };
    let words = desk.words;
    let title = &c.edition.wording.of(words.language).site;
    let letter = Letter::new(t!(words, "mail-awarded-subject", title = title)).line(t!(
        words,
        "mail-awarded-lead",
        name = &c.document.name
    ));
    let letter = enclosed(desk, &c, letter)?;
    Ok(Some(if c.award.shown == Shown::Name { letter.line(t!(words, "mail-awarded-share")) } else { letter }))
}

pub(crate) fn reissued(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let Some(c) = document(desk)? else { return Ok(None) };
    let words = desk.words;
    let lead = match c.document.why.as_str() {
        "name" => t!(words, "mail-reissued-name", name = &c.document.name),
        "key" => t!(words, "mail-reissued-key"),
        _ => t!(words, "mail-reissued-correction"),
    };
    let letter = Letter::new(t!(words, "mail-reissued-subject")).line(lead).line(t!(words, "mail-reissued-old"));
    Ok(Some(enclosed(desk, &c, letter)?))
}

pub(crate) fn name_declined(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let fix = name_fixes::by_id(desk.change.tx, desk.owed.about.ok_or(Fault::NotFound)?)?;
    let award = store::by_id(desk.change.tx, fix.award)?;
    let words = desk.words;
    Ok(Some(
        Letter::new(t!(words, "mail-name-declined-subject"))
            .line(t!(words, "mail-name-declined-lead", name = &fix.name))
            .line(fix.answer)
            .button(t!(words, "me-certificate"), desk.whole_in(&award.programme, "/me/certificate")),
    ))
}

pub(crate) fn revoked(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let taken = revocations::by_id(desk.change.tx, desk.owed.about.ok_or(Fault::NotFound)?)?;
    let award = store::by_id(desk.change.tx, taken.award)?;
    let words = desk.words;
    let until = taken.appeal_until().map(|at| words.date(when::day(at, desk.change.zone))).unwrap_or_default();
    Ok(Some(
        Letter::new(t!(words, "mail-revoked-subject"))
            .line(t!(words, "mail-revoked-lead", number = &award.number))
            .line(t!(words, "mail-revoked-reason", reason = &taken.reason))
            .line(t!(words, "mail-revoked-appeal", day = until, phone = &desk.office.phone, email = &desk.office.email))
            .button(t!(words, "mail-revoked-button"), desk.whole_in(&award.programme, "/me/certificate")),
    ))
}

pub(crate) fn appeal_answered(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let taken = revocations::by_id(desk.change.tx, desk.owed.about.ok_or(Fault::NotFound)?)?;
    let award = store::by_id(desk.change.tx, taken.award)?;
    let words = desk.words;
    Ok(Some(
        Letter::new(t!(words, "mail-appeal-subject"))
            .line(t!(words, "mail-appeal-lead"))
            .line(taken.answer)
            .button(t!(words, "me-certificate"), desk.whole_in(&award.programme, "/me/certificate")),
    ))
}
