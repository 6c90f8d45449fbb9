//! What sign-ups send. Subjects name the day, not the class: a mailbox may be the employer's.

use super::store::{self, Signup};
use crate::{
    fault::Fault,
    messages::letter::{Desk, Enclosure, Letter},
    offerings::{self, Class, calendar, list::next_open},
    signin::purpose_link,
    when,
};
use kit::t;
use rules::{seats::Stage, time::Instant};

struct About {
    signup: Signup,
    class: Class,
}

fn about(desk: &Desk<'_, '_, '_>) -> Result<About, Fault> {
    let tx = desk.change.tx;
    let signup = store::by_id(tx, desk.owed.about.ok_or(Fault::NotFound)?)?;
    let class = offerings::store::by_id(tx, &*desk.editions.current(tx)?, signup.offering)?;
    Ok(About { signup, class })
}

impl About {
    fn day(&self, desk: &Desk<'_, '_, '_>) -> String {
        desk.words.day_short(self.class.first_day(desk.zone))
    }

    fn facts(&self, desk: &Desk<'_, '_, '_>, letter: Letter) -> Letter {
        let mut letter = letter.heading(self.class.full_title());
        for line in self.class.times(desk.words, desk.zone) {
            letter = letter.item(line);
        }
        let place = if self.class.online {
            t!(desk.words, "online-detail")
        } else {
            format!("{}, {}", self.class.place(desk.words), self.class.venue.address)
        };
        letter.item(place)
    }

    fn link(&self, desk: &Desk<'_, '_, '_>, purpose: &str) -> String {
        desk.whole(&format!("/mail/{}", purpose_link(desk.secret, purpose, self.signup.id)))
    }

    fn calendar(&self, desk: &Desk<'_, '_, '_>, method: calendar::Method) -> Enclosure {
        let name = if method == calendar::Method::Cancel { "CANCEL" } else { "PUBLISH" };
        // the entry's title is neutral too: calendars are shared
        let title = t!(desk.words, "calendar-title");
        let text =
            calendar::calendar(&[&self.class], desk.words, desk.base_url, desk.change.now, method, |_| title.clone());
        Enclosure::Calendar { method: name, text }
    }

    fn moment(&self, desk: &Desk<'_, '_, '_>, at: Instant) -> String {
        let words = desk.words;
        format!("{}, {}", words.day(when::day(at, desk.zone), false), words.clock(when::clock(at, desk.zone)))
    }
}

pub(crate) fn booked(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = about(desk)?;
    if a.signup.state != "confirmed" {
        return Ok(None);
    }
    let words = desk.words;
    let letter = Letter::new(t!(words, "mail-booked-subject", day = a.day(desk))).line(t!(
        words,
        "mail-booked-lead",
        name = &desk.person.name
    ));
    let letter = a
        .facts(desk, letter)
        .button(t!(words, "mail-booked-button"), desk.whole(&format!("/me/classes/{}", a.class.key)))
        .line(t!(
            words,
            "mail-cannot-come",
            until = a.moment(desk, a.class.cancel_until),
            address = a.link(desk, "cancel")
        ))
        .enclose(a.calendar(desk, calendar::Method::Publish));
    Ok(Some(letter))
}

pub(crate) fn waiting(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = about(desk)?;
    if a.signup.state != "waiting" {
        return Ok(None);
    }
    let words = desk.words;
    let place = match super::mine::of_person(desk.change.tx, desk.person.id)?.state(&a.class) {
        Some(offerings::card::MemberState::Waiting(place)) => place,
        _ => return Ok(None),
    };
    let letter = Letter::new(t!(words, "mail-waiting-subject", place = place, day = a.day(desk)))
        .line(t!(words, "mail-waiting-lead"));
    let letter = a.facts(desk, letter).line(t!(words, "mail-waiting-leave", address = a.link(desk, "cancel")));
    Ok(Some(letter))
}

pub(crate) fn offer(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = about(desk)?;
    let Some(until) = a.signup.held_until.filter(|u| a.signup.state == "offered" && desk.change.now < *u) else {
        return Ok(None);
    };
    let words = desk.words;
    let until = a.moment(desk, until);
    let letter =
        Letter::new(t!(words, "mail-offer-subject", until = &until)).line(t!(words, "mail-offer-lead", until = &until));
    let letter = a.facts(desk, letter).button(t!(words, "offer-take"), a.link(desk, "take")).line(t!(
        words,
        "mail-offer-pass",
        address = a.link(desk, "pass")
    ));
    Ok(Some(letter))
}

pub(crate) fn offer_ended(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = about(desk)?;
    let words = desk.words;
    let letter =
        Letter::new(t!(words, "mail-offer-ended-subject", day = a.day(desk))).line(t!(words, "mail-offer-ended-lead"));
    Ok(Some(a.facts(desk, letter).button(t!(words, "see-class"), desk.whole(&a.class.path()))))
}

pub(crate) fn given_back(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = about(desk)?;
    // Signed up again meanwhile: a late cancellation would take the new entry away.
    if store::live(desk.change.tx, a.signup.person, a.signup.offering)?.is_some() {
        return Ok(None);
    }
    let words = desk.words;
    let letter =
        Letter::new(t!(words, "mail-given-back-subject", day = a.day(desk))).line(t!(words, "mail-given-back-lead"));
    let letter = a
        .facts(desk, letter)
        .button(t!(words, "classes-all"), desk.whole("/classes"))
        .enclose(a.calendar(desk, calendar::Method::Cancel));
    Ok(Some(letter))
}

/// A class that moved: what was and what is, and one tap to keep or give back.
pub(crate) fn changed(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = about(desk)?;
    if a.signup.mine().is_none() || a.class.stage != Stage::Published || !desk.person.verified {
        return Ok(None);
    }
    let words = desk.words;
    let mut letter =
        Letter::new(t!(words, "mail-changed-subject", day = a.day(desk))).line(t!(words, "mail-changed-lead"));
    if !desk.owed.detail.is_empty() {
        letter = letter.line(t!(words, "mail-changed-before", before = &desk.owed.detail));
    }
    if !a.class.notice.is_empty() {
        letter = letter.line(a.class.notice.clone());
    }
    let letter = a
        .facts(desk, letter)
        .button(t!(words, "mail-booked-button"), desk.whole(&format!("/me/classes/{}", a.class.key)))
        .line(t!(
            words,
            "mail-cannot-come",
            until = a.moment(desk, a.class.cancel_until),
            address = a.link(desk, "cancel")
        ));
    // who only waits has no entry in the calendar to update
    let seat = a.signup.state == "confirmed";
    Ok(Some(if seat { letter.enclose(a.calendar(desk, calendar::Method::Publish)) } else { letter }))
}

pub(crate) fn class_cancelled(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = about(desk)?;
    if !desk.person.verified {
        return Ok(None);
    }
    let words = desk.words;
    let tx = desk.change.tx;
    let edition = desk.editions.current(tx)?;
    let all = offerings::store::upcoming(tx, &edition, desk.change.now)?;
    let others: Vec<&Class> =
        next_open(&all, desk.change.now, usize::MAX).into_iter().filter(|c| c.code == a.class.code).take(3).collect();
    let mut letter = Letter::new(t!(words, "mail-class-cancelled-subject", day = a.day(desk)))
        .line(t!(words, "mail-class-cancelled-lead"));
    if !a.class.notice.is_empty() {
        letter = letter.line(a.class.notice.clone());
    }
    letter = a.facts(desk, letter);
    if !others.is_empty() {
        letter = letter.heading(t!(words, "class-other-dates"));
        for other in others {
            let line = format!("{}, {}", other.times_short(words, desk.zone), other.place(words));
            letter = letter.link_item(line, desk.whole(&other.path()));
        }
    }
    let letter = letter
        .button(t!(words, "classes-all"), desk.whole("/classes"))
        .enclose(a.calendar(desk, calendar::Method::Cancel));
    Ok(Some(letter))
}

pub(crate) fn reminder(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = about(desk)?;
    let starts = a.class.starts();
    // A reminder is for a seat that is still theirs, at the time it was made for, and never after the start.
    if a.signup.state != "confirmed" || desk.owed.detail != starts.0.to_string() || desk.change.now >= starts {
        return Ok(None);
    }
    let words = desk.words;
    let letter = Letter::new(t!(words, "mail-reminder-subject", day = a.moment(desk, starts)))
        .line(t!(words, "mail-reminder-lead"));
    let mut letter = a.facts(desk, letter);
    if desk.change.now < a.class.cancel_until {
        letter = letter.line(t!(
            words,
            "mail-cannot-come",
            until = a.moment(desk, a.class.cancel_until),
            address = a.link(desk, "cancel")
        ));
    }
    Ok(Some(letter.button(t!(words, "mail-booked-button"), desk.whole(&format!("/me/classes/{}", a.class.key)))))
}
