//! Letters about several sign-ups at once: the welcome, and that of a day.

use super::{
    mail::{About, calendar_of},
    store,
};
use crate::{
    classes::offerings::{
        Class, calendar,
        events::{self, Event},
    },
    ground::fault::Fault,
    people::letter::{Desk, Letter},
    seats::signup::state::SignupState,
};
use kit::t;

/// Somebody's sign-ups for upcoming classes, as part of the welcome mail: one letter, not one for each.
pub(crate) fn in_welcome(desk: &Desk<'_, '_, '_>, letter: Letter) -> Result<Letter, Fault> {
    listed(desk, letter, &to_come(desk)?)
}

/// The seats and places in line that somebody has at an event.
pub(crate) fn day(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let event = events::by_id(desk.change.tx, desk.owed.about.ok_or(Fault::NotFound)?)?;
    let of_event = |a: &About| a.class.event.as_ref().is_some_and(|(key, _)| *key == event.key);
    let here: Vec<About> = to_come(desk)?.into_iter().filter(of_event).collect();
    if here.is_empty() {
        return Ok(None);
    }
    let words = desk.words;
    let subject = subject(desk, &event, &here);
    let lead = t!(words, "mail-day-lead", name = &desk.person.name, event = &event.title);
    let letter = listed(desk, Letter::new(subject).line(lead), &here)?;
    Ok(Some(letter.button(t!(words, "mail-day-button"), desk.whole(&event.path()))))
}

/// The subject names the days of the classes, or the event where subjects may name something.
fn subject(desk: &Desk<'_, '_, '_>, event: &Event, here: &[About]) -> String {
    let words = desk.words;
    if !desk.config.neutral_subjects {
        return t!(words, "mail-day-subject-named", event = &event.title);
    }
    let days: Vec<String> = here.iter().map(|a| words.day_short(a.class.first_day(desk.change.zone))).collect();
    match (days.first(), days.last()) {
        (Some(from), Some(to)) if from != to => t!(words, "mail-day-subject-days", from = from, to = to),
        (day, _) => t!(words, "mail-day-subject", day = day.cloned().unwrap_or_default()),
    }
}

fn to_come(desk: &Desk<'_, '_, '_>) -> Result<Vec<About>, Fault> {
    let signups = store::to_come(desk.change.tx, desk.person.id, desk.change.now)?;
    signups.into_iter().map(|signup| About::of(desk, signup)).collect()
}

/// Each with its times, place and way back, and one calendar for all the seats.
fn listed(desk: &Desk<'_, '_, '_>, mut letter: Letter, all: &[About]) -> Result<Letter, Fault> {
    let words = desk.words;
    let mut seats: Vec<&Class> = Vec::new();
    for a in all {
        match (a.signup.state, a.place(desk)?) {
            (SignupState::Confirmed, _) => {
                letter = a.noticed(a.facts(desk, letter.line(t!(words, "mail-welcome-booked"))));
                letter = a.cannot_come(desk, letter);
                seats.push(&a.class);
            }
            (SignupState::Waiting, Some(place)) => {
                letter = a.facts(desk, letter.line(t!(words, "mail-welcome-waiting", place = place)));
                letter = letter.way(t!(words, "mail-waiting-leave"), a.link(desk, "cancel"));
            }
            _ => {}
        }
    }
    let calendar = (!seats.is_empty()).then(|| calendar_of(desk, &seats, calendar::Method::Publish));
    Ok(calendar.into_iter().fold(letter, Letter::enclose))
}
