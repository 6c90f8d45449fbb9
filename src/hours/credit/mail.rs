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
    let offering = OfferingId(desk.owed.about.ok_or(Fault::NotFound)?);
    let mut cases = Case::all(desk.change, desk.person.id)?;
    let Some(first) = cases.first() else { return Ok(Some(banked(desk, minutes))) };
    let class = offerings::store::by_id(tx, &first.edition, offering)?;
    // of somebody in several programmes, those for which the class counts
    let counts = |case: &Case| !class.counted.course.parts(&case.edition.rules).is_empty();
    if cases.iter().any(counts) {
        cases.retain(counts);
    }
    let words = desk.words;
    let several = desk.change.editions.listed().len() > 1;
    let mut letter: Option<Letter> = None;
    for case in &cases {
        let verdict = case.done()?;
        let (done, total) = (number_of_hours(verdict.total), number_of_hours(case.edition.rules.whole()));
        let mut so_far = letter.unwrap_or_else(|| {
            let hours = words.hours(minutes);
            Letter::new(t!(words, "mail-credited-subject", hours = hours.clone(), done = &done, total = &total))
                .line(t!(words, "mail-credited-lead", class = class.full_title(), hours = hours))
        });
        if several {
            let title = &case.edition.wording.of(words.language).site;
            so_far = so_far.line(t!(words, "mail-credited-in", programme = title, done = &done, total = &total));
        }
        if verdict.complete {
            so_far = so_far.line(t!(words, "mail-credited-complete"));
        }
        letter = Some(so_far);
    }
    let (Some(letter), Some(case)) = (letter, cases.first()) else { return Ok(None) };
    let letter = letter.button(t!(words, "mail-welcome-button"), desk.whole_in(&case.edition.rules.id, "/me"));
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
