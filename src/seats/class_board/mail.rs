//! Letters about a board: an answer, a report, and what a trainer writes to the class.

use super::{message::paragraphs, store};
use crate::{
    classes::offerings::{self, Class},
    ground::{fault::Fault, ids::OfferingId},
    people::{
        in_mail,
        letter::{Desk, Letter},
    },
    seats::signup::came::takes_part,
};
use kit::t;
use rules::seats::Stage;

fn class(desk: &Desk<'_, '_, '_>, offering: OfferingId) -> Result<Class, Fault> {
    offerings::store::by_id(desk.change.tx, &*desk.change.edition()?, offering)
}

/// To who asked: somebody answered.
pub(crate) fn answered(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let (tx, words) = (desk.change.tx, desk.words);
    let Some(question) = store::by_id(tx, desk.owed.about.ok_or(Fault::NotFound)?)? else { return Ok(None) };
    let Some(answer) = store::newest_answer(tx, &question)?.filter(|_| !question.hidden) else { return Ok(None) };
    let class = class(desk, question.offering)?;
    let page = if store::trainers(tx, question.offering)?.contains(&desk.person.id) {
        format!("/teach/{}/board", class.key)
    } else if takes_part(tx, desk.person.id, question.offering)? {
        format!("/me/classes/{}/board", class.key)
    } else {
        return Ok(None);
    };
    let letter = Letter::new(t!(words, "mail-class-board-answered-subject")).line(t!(
        words,
        "mail-class-board-answered",
        name = in_mail(&answer.name),
        class = class.full_title()
    ));
    let letter = paragraphs(&answer.body).fold(letter, |letter, part| letter.line(part.to_owned()));
    Ok(Some(letter.button(t!(words, "mail-class-board-button"), desk.whole(&page))))
}

/// To who teaches, or to the office: a post was reported, and is hidden.
pub(crate) fn reported(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let (tx, words) = (desk.change.tx, desk.words);
    let post = store::by_id(tx, desk.owed.about.ok_or(Fault::NotFound)?)?.filter(|p| p.hidden);
    let Some(post) = post else { return Ok(None) };
    let class = class(desk, post.offering)?;
    let look = desk.whole(&format!("/teach/{}/board/{}/look", class.key, post.key));
    let letter = Letter::new(t!(words, "mail-class-board-reported-subject", class = class.full_title()))
        .line(t!(words, "mail-class-board-reported", name = in_mail(&post.name), class = class.full_title()))
        .button(t!(words, "mail-class-board-look"), look);
    let office = !store::trainers(tx, post.offering)?.contains(&desk.person.id);
    Ok(Some(if office { letter.to(desk.office.email.clone()) } else { letter }))
}

/// To its author: a post was taken off by somebody else.
pub(crate) fn removed(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let words = desk.words;
    let class = class(desk, OfferingId(desk.owed.about.ok_or(Fault::NotFound)?))?;
    Ok(Some(
        Letter::new(t!(words, "mail-class-board-removed-subject", class = class.full_title()))
            .line(t!(words, "mail-class-board-removed", class = class.full_title()))
            .line(t!(words, "mail-class-board-removed-said", said = &desk.owed.detail))
            .line(t!(words, "mail-class-board-removed-why", email = &desk.office.email))
            .button(t!(words, "mail-class-board-button"), desk.whole(&format!("/me/classes/{}/board", class.key))),
    ))
}

/// What somebody who teaches writes to everybody who has a seat.
pub(crate) fn message(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let (tx, words) = (desk.change.tx, desk.words);
    let Some(message) = store::message(tx, desk.owed.about.ok_or(Fault::NotFound)?)? else { return Ok(None) };
    let class = class(desk, message.offering)?;
    if class.stage == Stage::Cancelled || !takes_part(tx, desk.person.id, message.offering)? {
        return Ok(None);
    }
    let letter = Letter::new(message.subject).line(t!(
        words,
        "mail-class-message-lead",
        name = in_mail(&message.name),
        class = class.full_title()
    ));
    let letter = paragraphs(&message.body).fold(letter, |letter, part| letter.line(part.to_owned()));
    Ok(Some(
        letter.button(t!(words, "mail-class-board-button"), desk.whole(&format!("/me/classes/{}/board", class.key))),
    ))
}
