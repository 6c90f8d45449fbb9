//! What trainers are written, and what the office is written of them.

use super::store::{self, State};
use crate::{
    classes::offerings::{self, Class, teaches::teaches},
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
    },
    people::{
        letter::{Desk, Letter},
        signin::links::{self, Purpose},
    },
};
use kit::t;
use rules::seats::Stage;

/// Minutes for which the letter lets somebody in who has no account yet.
const INVITED: i64 = 14 * 24 * 60;

/// Where trainers answer.
const PAGE: &str = "/me/teaching";

fn class(desk: &Desk<'_, '_, '_>) -> Result<Class, Fault> {
    let offering = OfferingId(desk.owed.about.ok_or(Fault::NotFound)?);
    offerings::store::by_id(desk.change.tx, &*desk.change.edition()?, offering)
}

/// A class in one line: when, what, where.
fn line(desk: &Desk<'_, '_, '_>, class: &Class) -> String {
    let times = class.times(desk.words, desk.change.zone).join("; ");
    format!("{}: {times}, {}", class.full_title(), class.place(desk.words))
}

/// Somebody is asked to teach: every class that they have not answered yet.
pub(crate) fn asked(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let (tx, words) = (desk.change.tx, desk.words);
    let edition = desk.change.edition()?;
    let open = store::to_come(tx, desk.person.id, desk.change.now)?;
    let open: Vec<_> = open.into_iter().filter(|t| t.state == State::Asked).collect();
    if open.is_empty() {
        return Ok(None);
    }
    let mut letter = Letter::new(t!(words, "mail-teach-asked-subject", count = open.len())).line(t!(
        words,
        "mail-teach-asked-lead",
        name = &desk.person.name,
        count = open.len()
    ));
    for t in &open {
        letter = letter.item(line(desk, &offerings::store::by_id(tx, &edition, t.offering)?));
    }
    // whoever has no account is let in by the letter, which shows that the address is theirs
    let address = if desk.person.verified {
        desk.whole(PAGE)
    } else {
        let made = links::make_for(desk.change, desk.person.id, Purpose::Confirm, PAGE, INVITED)?;
        letter = letter.line(t!(words, "mail-teach-invited", office = &desk.office.name));
        desk.whole(&format!("/go/{}", made.token))
    };
    Ok(Some(letter.button(t!(words, "mail-teach-answer"), address).line(t!(
        words,
        "mail-teach-questions",
        email = &desk.office.email
    ))))
}

/// A class was moved or called off, or somebody is no longer named for it.
pub(crate) fn changed(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let (class, words) = (class(desk)?, desk.words);
    let named = store::one(desk.change.tx, class.id, desk.person.id)?.is_some_and(|t| t.state != State::Declined);
    let cancelled = class.stage == Stage::Cancelled;
    let title = class.full_title();
    let letter = match desk.owed.detail.as_str() {
        "ended" if !named => Letter::new(t!(words, "mail-teach-ended-subject", class = &title)).line(t!(
            words,
            "mail-teach-ended",
            class = line(desk, &class)
        )),
        "cancelled" if named && cancelled => {
            let letter = Letter::new(t!(words, "mail-teach-cancelled-subject", class = &title)).line(t!(
                words,
                "mail-teach-cancelled",
                class = line(desk, &class)
            ));
            if class.notice.is_empty() { letter } else { letter.line(class.notice.clone()) }
        }
        "moved" if named && class.stage == Stage::Published => {
            Letter::new(t!(words, "mail-teach-moved-subject", class = &title))
                .line(t!(words, "mail-teach-moved"))
                .item(line(desk, &class))
                .button(t!(words, "mail-teach-answer"), desk.whole(PAGE))
        }
        _ => return Ok(None),
    };
    Ok(Some(letter.line(t!(words, "mail-teach-questions", email = &desk.office.email))))
}

/// Somebody declined to teach: to the office.
pub(crate) fn declined(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let (class, words) = (class(desk)?, desk.words);
    let person: i64 = desk.owed.detail.parse().map_err(|_| Fault::NotFound)?;
    let Some(t) = store::one(desk.change.tx, class.id, PersonId(person))?.filter(|t| t.state == State::Declined) else {
        return Ok(None);
    };
    let letter = Letter::new(t!(words, "mail-teach-declined-subject", class = class.full_title()))
        .to(desk.office.email.clone())
        .line(t!(words, "mail-teach-declined", name = crate::people::in_mail(&t.name), class = line(desk, &class)));
    let letter =
        if t.reason.is_empty() { letter } else { letter.line(t!(words, "mail-teach-reason", reason = &t.reason)) };
    Ok(Some(
        letter
            .button(t!(words, "mail-teach-declined-button"), desk.whole(&format!("/staff/classes/{}/edit", class.key))),
    ))
}

/// A class that they teach begins in a week, or tomorrow: how many come, and where the roster is.
pub(crate) fn reminder(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let (class, words) = (class(desk)?, desk.words);
    let over = class.stage != Stage::Published || class.starts() <= desk.change.now;
    if over || !teaches(desk.change.tx, desk.person.id, class.id)? {
        return Ok(None);
    }
    let subject = match desk.owed.detail.as_str() {
        "day" => t!(words, "mail-teach-day-subject", class = class.full_title()),
        _ => t!(words, "mail-teach-week-subject", class = class.full_title()),
    };
    let mut letter = Letter::new(subject).item(line(desk, &class)).line(t!(
        words,
        "mail-teach-coming",
        taken = class.taken,
        capacity = class.capacity,
        waiting = class.waiting
    ));
    let asks = store::asks(desk.change.tx, class.id)?;
    if !asks.is_empty() {
        letter = letter.heading(t!(words, "mail-teach-asks"));
        letter = asks.into_iter().fold(letter, Letter::item);
    }
    Ok(Some(
        letter
            .line(t!(words, "mail-teach-offline"))
            .button(t!(words, "mail-roster-button"), desk.whole(&format!("/teach/{}", class.key)))
            .way(t!(words, "mail-teach-board"), desk.whole(&format!("/teach/{}/board", class.key)))
            .way(t!(words, "mail-teach-cannot"), desk.whole(PAGE)),
    ))
}
