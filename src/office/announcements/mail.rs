//! A message as it is mailed: written when it is sent, so that anyone who has unsubscribed meanwhile gets none.

use super::{
    audience::Audience,
    store::{self, Text},
};
use crate::{
    ground::fault::Fault,
    people::{
        holes::filled,
        letter::{Desk, Letter},
        signin::purpose_link,
    },
    progress::Case,
};
use kit::{language::number_of_hours, t};

pub(crate) fn announced(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let Some(id) = desk.owed.about else { return Ok(None) };
    let tx = desk.change.tx;
    let announcement = store::by_id(tx, id)?;
    let test = desk.owed.kind == "announcement-test";
    if !test && (announcement.state != "sent" || !store::wanted(tx, desk.person.id)?) {
        return Ok(None);
    }
    let Some(text) = announcement.text(desk.person.language) else { return Ok(None) };
    letter(desk, &announcement.audience, text, test).map(Some)
}

/// The letter with a text for one reader, and a way to get no more of them.
fn letter(desk: &Desk<'_, '_, '_>, audience: &Audience, text: &Text, test: bool) -> Result<Letter, Fault> {
    let words = desk.words;
    let edition = audience.edition(desk.change)?;
    let programme = edition.rules.id.as_str();
    let (mut hours, mut left) = (0, 0);
    if let Some(case) = Case::in_programme(desk.change, desk.person.id, programme)? {
        let done = case.done()?;
        (hours, left) = (done.total, done.left);
    }
    let fill = |text: &str| {
        filled(text, |hole| match hole {
            "name" => desk.person.name.clone(),
            "hours" => number_of_hours(hours),
            "left" => number_of_hours(left),
            _ => desk.whole_in(programme, "/me"),
        })
    };
    let subject = fill(&text.subject);
    let mut letter =
        Letter::new(if test { t!(words, "announcement-test-subject", subject = subject) } else { subject });
    for paragraph in fill(&text.body).split("\n\n").map(str::trim).filter(|p| !p.is_empty()) {
        letter = letter.line(paragraph.to_owned());
    }
    let link = desk.whole(&format!("/no-mail/{}", purpose_link(desk.secret, "nomail", desk.person.id.0)));
    Ok(letter
        .button(t!(words, "mail-welcome-button"), desk.whole_in(programme, "/me"))
        .link_item(t!(words, "announcement-no-more"), link.clone())
        .unsubscribe(link))
}
