//! What posted credit sends.

use crate::{
    classes::offerings,
    ground::{fault::Fault, ids::OfferingId},
    people::letter::{Desk, Letter},
    progress::Case,
    visit::scope::Scope,
};
use kit::{language::number_of_hours, t};

/// "3 hours added: 15 of 24".
pub(crate) fn credited(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let tx = desk.change.tx;
    let minutes: i64 = desk.owed.detail.parse().unwrap_or(0);
    if minutes <= 0 {
        return Ok(None);
    }
    let Some(case) = Case::load(desk.change, desk.person.id)? else {
        return Ok(Some(banked(desk, minutes)));
    };
    let verdict = case.done()?;
    let class = offerings::store::by_id(tx, &case.edition, OfferingId(desk.owed.about.ok_or(Fault::NotFound)?))?;
    let words = desk.words;
    let (done, total) = (number_of_hours(verdict.total), number_of_hours(case.edition.rules.whole()));
    let mut letter =
        Letter::new(t!(words, "mail-credited-subject", hours = words.hours(minutes), done = &done, total = &total))
            .line(t!(words, "mail-credited-lead", class = class.full_title(), hours = words.hours(minutes)));
    if verdict.complete {
        letter = letter.line(t!(words, "mail-credited-complete"));
    }
    let letter = letter.button(t!(words, "mail-welcome-button"), desk.whole("/me"));
    Ok(Some(letter.link_item(t!(words, "feedback-link"), desk.whole(&format!("/me/classes/{}/materials", class.key)))))
}

/// Hours of somebody who is not enrolled (a walk-in): they are kept, and count from the day of enrolment.
fn banked(desk: &Desk<'_, '_, '_>, minutes: i64) -> Letter {
    let words = desk.words;
    Letter::new(t!(words, "mail-banked-subject", hours = words.hours(minutes)))
        .line(t!(words, "mail-banked-lead", hours = words.hours(minutes)))
        .button(t!(words, "action-enroll"), desk.whole("/enroll"))
}

/// The office's answer to a claim.
pub(crate) fn claim_answered(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let claim = super::claims::by_key(desk.change.tx, &Scope::program(), &desk.owed.detail)?;
    let words = desk.words;
    let lead = match claim.accepted {
        Some(true) => t!(words, "mail-claim-accepted", title = &claim.title, hours = words.hours(claim.credited)),
        Some(false) => t!(words, "mail-claim-declined", title = &claim.title),
        None => return Ok(None),
    };
    let letter = Letter::new(t!(words, "mail-claim-subject", title = &claim.title)).line(lead).line(claim.answer);
    Ok(Some(letter.button(t!(words, "claims-title"), desk.whole("/me/claims"))))
}
