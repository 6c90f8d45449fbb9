//! What enrolment and sign-in send.

use crate::{
    ground::{fault::Fault, ids::PersonId},
    people::{
        self,
        letter::{Desk, Letter},
        signin::links::{self, Purpose},
    },
    progress::enrolment::store,
    seats::signup,
};
use kit::t;

/// The mail with a link and a code that confirms an address.
pub(crate) fn confirm(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    if desk.person.verified {
        return Ok(None);
    }
    let next = desk.owed.detail.as_str();
    let made = links::make(desk.change, desk.person.id, Purpose::Confirm, next)?;
    let words = desk.words;
    let code = spaced(&made.code);
    let name = &desk.person.name;
    // for anyone already enrolled, this is another address
    let lead = match store::is_enrolled(desk.change.tx, desk.person.id)? {
        true => t!(words, "mail-confirm-again", name = name),
        false => t!(words, "mail-confirm-lead", name = name),
    };
    let mut letter = Letter::new(t!(words, "mail-confirm-subject"))
        .line(lead)
        .button(t!(words, "mail-confirm-button"), desk.whole(&format!("/go/{}", made.token)))
        .line(t!(words, "mail-confirm-code", code = &code));
    for (class, until) in signup::mail::held(desk)? {
        letter = letter.line(t!(words, "mail-confirm-held", class = class, until = until));
    }
    Ok(Some(letter.line(t!(words, "mail-confirm-not-you"))))
}

/// The mail to an address that the office wrote down for somebody: they are not waiting on a page for a code.
pub(crate) fn confirm_corrected(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    if desk.person.verified {
        return Ok(None);
    }
    let made = links::make(desk.change, desk.person.id, Purpose::Confirm, &desk.owed.detail)?;
    let words = desk.words;
    let letter = Letter::new(t!(words, "mail-confirm-subject"))
        .line(t!(words, "mail-confirm-corrected", name = &desk.person.name))
        .button(t!(words, "mail-confirm-button"), desk.whole(&format!("/go/{}", made.token)))
        .line(t!(words, "mail-confirm-corrected-not-you", email = &desk.office.email));
    Ok(Some(letter))
}

/// The mail that signs a known person in.
pub(crate) fn sign_in(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    // to their other mailbox, where that one asked; not any more, once the two records are separate again
    let other = match desk.owed.about {
        None => None,
        Some(id) => match people::store::address_beside(desk.change.tx, desk.person.id, PersonId(id))? {
            Some(address) => Some(address),
            None => return Ok(None),
        },
    };
    let made = links::make(desk.change, desk.person.id, Purpose::SignIn, &desk.owed.detail)?;
    let words = desk.words;
    let letter = Letter::new(t!(words, "mail-sign-in-subject"))
        .line(t!(words, "mail-sign-in-lead"))
        .button(t!(words, "mail-sign-in-button"), desk.whole(&format!("/go/{}", made.token)))
        .line(t!(words, "mail-confirm-code", code = spaced(&made.code)))
        .line(t!(words, "mail-sign-in-not-you"));
    Ok(Some(match other {
        Some(address) => letter.to(address),
        None => letter,
    }))
}

fn spaced(code: &str) -> String {
    format!("{} {}", &code[..3], &code[3..])
}
