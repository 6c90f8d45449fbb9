//! A question as the office gets it, and the copy for whoever asked.

use super::store::{self, Question};
use crate::{
    ground::fault::Fault,
    people::{
        in_mail,
        letter::{Desk, Letter},
    },
};
use kit::t;

fn asked(desk: &Desk<'_, '_, '_>) -> Result<Option<Question>, Fault> {
    store::by_id(desk.change.tx, desk.owed.about.ok_or(Fault::NotFound)?)
}

fn body(letter: Letter, question: &Question) -> Letter {
    question.body.lines().map(str::trim).filter(|l| !l.is_empty()).fold(letter, |letter, l| letter.line(l.to_owned()))
}

/// To the office's own address.
pub(crate) fn to_office(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let Some(question) = asked(desk)? else { return Ok(None) };
    let (words, name) = (desk.words, in_mail(&question.name));
    let letter = Letter::new(t!(words, "mail-question-subject", name = &name)).to(desk.office.email.clone()).line(t!(
        words,
        "mail-question-lead",
        name = name,
        email = &question.email
    ));
    let letter = body(letter, &question).way(t!(words, "mail-question-answer"), format!("mailto:{}", question.email));
    Ok(Some(letter.button(t!(words, "mail-question-button"), desk.whole("/staff/questions"))))
}

/// To whoever asked.
pub(crate) fn copy(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let Some(question) = asked(desk)? else { return Ok(None) };
    let words = desk.words;
    let letter = Letter::new(t!(words, "mail-question-copy-subject")).line(t!(words, "mail-question-copy-lead"));
    Ok(Some(body(letter, &question)))
}
