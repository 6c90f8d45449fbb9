//! The mails about sign-ups. Subjects name the day, not the class, unless the setting says otherwise: a mailbox may be
//! the employer's.

use super::{
    store::{self, Signup},
    verbs::offers::gives_up,
};
use crate::{
    classes::offerings::{self, Class, calendar, card::MemberState, dates::dates_with_seats},
    ground::{fault::Fault, ids::SignupId, when},
    people::{
        in_mail,
        letter::{Desk, Enclosure, Letter},
        signin::purpose_link,
    },
    seats::signup::state::SignupState,
};
use kit::t;
use rules::{seats::Stage, time::Instant};

/// What a mail is about.
pub(crate) struct About {
    pub signup: Signup,
    pub class: Class,
}

impl About {
    /// The sign-up and class that an owed mail is about.
    pub fn read(desk: &Desk<'_, '_, '_>) -> Result<Self, Fault> {
        Self::of(desk, store::by_id(desk.change.tx, SignupId(desk.owed.about.ok_or(Fault::NotFound)?))?)
    }

    pub(super) fn of(desk: &Desk<'_, '_, '_>, signup: Signup) -> Result<Self, Fault> {
        let tx = desk.change.tx;
        let class = offerings::store::by_id(tx, &*desk.change.edition()?, signup.offering)?.at_site(signup.site);
        Ok(Self { signup, class })
    }

    /// What a subject says about the class.
    pub fn day(&self, desk: &Desk<'_, '_, '_>) -> String {
        let day = desk.words.day_short(self.class.first_day(desk.change.zone));
        if desk.config.neutral_subjects { day } else { format!("{}, {day}", self.class.title) }
    }

    pub fn facts(&self, desk: &Desk<'_, '_, '_>, letter: Letter) -> Letter {
        let mut letter = letter.heading(self.class.full_title());
        for line in self.class.times(desk.words, desk.change.zone) {
            letter = letter.item(line);
        }
        let place = if self.class.online {
            t!(desk.words, "online-detail")
        } else {
            format!("{}, {}", self.class.place(desk.words), self.class.venue.address)
        };
        letter.item(place)
    }

    /// The address that acts for this sign-up without a sign-in.
    pub fn link(&self, desk: &Desk<'_, '_, '_>, purpose: &str) -> String {
        desk.whole(&format!("/mail/{}", purpose_link(desk.secret, purpose, self.signup.id.0)))
    }

    fn calendar(&self, desk: &Desk<'_, '_, '_>, method: calendar::Method) -> Enclosure {
        calendar_of(desk, &[&self.class], method)
    }

    pub fn moment(&self, desk: &Desk<'_, '_, '_>, at: Instant) -> String {
        let words = desk.words;
        format!(
            "{}, {}",
            words.day(when::day(at, desk.change.zone), false),
            words.clock(when::clock(at, desk.change.zone))
        )
    }

    /// What the office wrote about the class.
    pub(super) fn noticed(&self, letter: Letter) -> Letter {
        if self.class.notice.is_empty() { letter } else { letter.line(self.class.notice.clone()) }
    }

    fn seat_page(&self, desk: &Desk<'_, '_, '_>) -> String {
        desk.whole(&format!("/me/classes/{}", self.class.key))
    }

    /// How to give the seat back, and until when that does not count as late.
    pub(super) fn cannot_come(&self, desk: &Desk<'_, '_, '_>, letter: Letter) -> Letter {
        let until = self.moment(desk, self.class.cancel_until);
        letter.way(t!(desk.words, "mail-cannot-come", until = until), self.link(desk, "cancel"))
    }

    /// The two other answers to a class that moved.
    fn keep_or_move(&self, desk: &Desk<'_, '_, '_>, letter: Letter) -> Letter {
        letter
            .button(t!(desk.words, "seat-keep"), self.link(desk, "keep"))
            .way(t!(desk.words, "mail-move-button"), self.link(desk, "move"))
    }

    /// Their place in line, if they wait.
    pub(super) fn place(&self, desk: &Desk<'_, '_, '_>) -> Result<Option<i64>, Fault> {
        Ok(match super::mine::of_person(desk.change.tx, desk.person.id)?.state(&self.class) {
            Some(MemberState::Waiting(place)) => Some(place),
            _ => None,
        })
    }
}

/// Entries for a calendar.
pub(super) fn calendar_of(desk: &Desk<'_, '_, '_>, classes: &[&Class], method: calendar::Method) -> Enclosure {
    let name = if method == calendar::Method::Publish { "PUBLISH" } else { "CANCEL" };
    // the entries' titles are neutral too: calendars are shared
    let title = |class: &Class| {
        if desk.config.neutral_subjects { t!(desk.words, "calendar-title") } else { class.full_title() }
    };
    let text = calendar::calendar(classes, desk.words, desk.config, desk.change.now, method, title);
    Enclosure::Calendar { method: name, text }
}

pub(crate) fn booked(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = About::read(desk)?;
    if a.signup.state != SignupState::Confirmed {
        return Ok(None);
    }
    let words = desk.words;
    let letter = Letter::new(t!(words, "mail-booked-subject", day = a.day(desk))).line(t!(
        words,
        "mail-booked-lead",
        name = &desk.person.name
    ));
    let letter = a.noticed(a.facts(desk, letter)).button(t!(words, "mail-booked-button"), a.seat_page(desk));
    Ok(Some(a.cannot_come(desk, letter).enclose(a.calendar(desk, calendar::Method::Publish))))
}

/// What is held for somebody until they confirm their address: which class, and until when.
pub(crate) fn held(desk: &Desk<'_, '_, '_>) -> Result<Vec<(String, String)>, Fault> {
    let unconfirmed = store::unconfirmed_of(desk.change.tx, desk.person.id)?;
    let held = unconfirmed.into_iter().filter(|s| s.state == SignupState::Held);
    held.map(|signup| {
        let a = About::of(desk, signup)?;
        let until = a.signup.held_until.map(|at| a.moment(desk, at)).unwrap_or_default();
        Ok((format!("{}, {}", a.class.full_title(), a.class.times_short(desk.words, desk.change.zone)), until))
    })
    .collect()
}

pub(crate) fn waiting(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = About::read(desk)?;
    let Some(place) = a.place(desk)? else { return Ok(None) };
    let words = desk.words;
    let letter = Letter::new(t!(words, "mail-waiting-subject", place = place, day = a.day(desk)))
        .line(t!(words, "mail-waiting-lead"));
    let mut letter = a.facts(desk, letter);
    if !a.signup.auto_take {
        letter = letter.way(t!(words, "mail-waiting-auto"), a.link(desk, "auto"));
    }
    Ok(Some(letter.way(t!(words, "mail-waiting-leave"), a.link(desk, "cancel"))))
}

/// A seat is held for them: from the line, or for a topic they are waiting for.
pub(crate) fn offer(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let wished = About::read(desk)?.signup.wish.is_some();
    let (subject, lead) =
        if wished { ("mail-wish-subject", "mail-wish-lead") } else { ("mail-offer-subject", "mail-offer-lead") };
    offered(desk, subject, lead)
}

/// An offer that they have not answered yet ends soon.
pub(crate) fn offer_ending(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    offered(desk, "mail-offer-ending-subject", "mail-offer-ending-lead")
}

/// What is offered, with its two answers. The subject and first line can use `until` and `day`.
fn offered(desk: &Desk<'_, '_, '_>, subject: &str, lead: &str) -> Result<Option<Letter>, Fault> {
    let a = About::read(desk)?;
    let Some(until) = a.signup.held_until.filter(|u| a.signup.state == SignupState::Offered && desk.change.now < *u)
    else {
        return Ok(None);
    };
    let words = desk.words;
    let known = [("until", a.moment(desk, until).into()), ("day", a.day(desk).into())];
    let letter = Letter::new(words.text(subject, &known)).line(words.text(lead, &known));
    let mut letter = a.facts(desk, letter);
    let merged = a.signup.instead_of.map(|id| store::by_id(desk.change.tx, id)).transpose()?;
    if let Some(old) = merged.filter(|old| old.state == SignupState::Moved && old.person == a.signup.person) {
        let old = About::of(desk, old)?;
        let day = a.moment(desk, old.class.starts());
        letter = letter
            .line(t!(words, "mail-offer-merged", day = day))
            .line(old.class.notice.clone())
            .enclose(old.calendar(desk, calendar::Method::Cancel));
    }
    if let Some(old) = gives_up(desk.change.tx, &a.signup, desk.change.now)? {
        let old = About::of(desk, old)?;
        let day = a.moment(desk, old.class.starts());
        letter = letter.line(t!(words, "offer-instead", class = old.class.full_title(), day = day));
    }
    let letter = letter.button(t!(words, "offer-take"), a.link(desk, "take"));
    Ok(Some(letter.way(t!(words, "mail-offer-pass"), a.link(desk, "pass"))))
}

/// In the last day: a seat is free, and the first to say yes gets it.
pub(crate) fn last_call(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = About::read(desk)?;
    if a.signup.state != SignupState::Waiting || !a.class.called || desk.change.now >= a.class.starts() {
        return Ok(None);
    }
    let words = desk.words;
    let letter = Letter::new(t!(words, "mail-last-call-subject", day = a.day(desk))).line(t!(words, "call-text"));
    let letter = a.facts(desk, letter).button(t!(words, "offer-take"), a.link(desk, "take"));
    Ok(Some(letter.way(t!(words, "mail-waiting-leave"), a.link(desk, "cancel"))))
}

pub(crate) fn offer_ended(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = About::read(desk)?;
    let words = desk.words;
    let (lead, link) = match a.place(desk)? {
        Some(place) => (t!(words, "mail-offer-ended-kept", place = place), a.link(desk, "cancel")),
        None if a.signup.state.mine().is_some() => return Ok(None),
        None => (t!(words, "mail-offer-ended-lead"), String::new()),
    };
    let letter = Letter::new(t!(words, "mail-offer-ended-subject", day = a.day(desk))).line(lead);
    let mut letter = a.facts(desk, letter).button(t!(words, "see-class"), desk.whole(&a.class.path()));
    if a.signup.moved {
        // it was their seat before the class moved
        letter = letter.enclose(a.calendar(desk, calendar::Method::Cancel));
    }
    Ok(Some(if link.is_empty() { letter } else { letter.way(t!(words, "mail-waiting-leave"), link) }))
}

/// A seat that a team or a colleague meant for them is no longer kept for them.
pub(crate) fn invite_over(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = About::read(desk)?;
    if store::live(desk.change.tx, a.signup.person, a.signup.offering)?.is_some() {
        return Ok(None);
    }
    let words = desk.words;
    let letter =
        Letter::new(t!(words, "mail-invite-over-subject", day = a.day(desk))).line(t!(words, "mail-invite-over-lead"));
    Ok(Some(a.facts(desk, letter).button(t!(words, "see-class"), desk.whole(&a.class.path()))))
}

/// A colleague asks them to take over a seat.
pub(crate) fn stand_in(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = About::read(desk)?;
    let until = a.signup.held_until.filter(|u| a.signup.state == SignupState::Invited && desk.change.now < *u);
    let (Some(until), Some(mut asked)) = (until, super::seat::asked_by(desk.change.tx, &a.signup)?) else {
        return Ok(None);
    };
    asked.name = in_mail(&asked.name);
    asked.seat_of = asked.seat_of.map(|name| in_mail(&name));
    let (words, until) = (desk.words, a.moment(desk, until));
    let subject = t!(words, "mail-stand-in-subject", name = &asked.name, day = a.day(desk));
    let lead = match &asked.seat_of {
        Some(giver) => t!(words, "mail-stand-in-for-lead", name = &asked.name, giver = giver, until = until),
        None => t!(words, "mail-stand-in-lead", name = &asked.name, until = until),
    };
    let letter = Letter::new(subject).line(lead);
    let letter = a.facts(desk, letter).button(t!(words, "invite-yes"), a.link(desk, "take"));
    Ok(Some(letter.way(t!(words, "mail-invite-no"), a.link(desk, "pass"))))
}

/// Somebody from their local is asking another person to go in their place.
pub(crate) fn stand_in_asked(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = About::read(desk)?;
    let asked = store::asked_to_stand_in(desk.change.tx, a.signup.id)?;
    let Some(asked) = asked.filter(|_| a.signup.state == SignupState::Confirmed) else { return Ok(None) };
    let who = super::seat::asked_by(desk.change.tx, &asked)?.map(|b| in_mail(&b.name)).unwrap_or_default();
    let words = desk.words;
    let letter = Letter::new(t!(words, "mail-stand-in-asked-subject", day = a.day(desk))).line(t!(
        words,
        "mail-stand-in-asked-lead",
        name = who,
        other = in_mail(&asked.named)
    ));
    Ok(Some(a.facts(desk, letter).button(t!(words, "mail-booked-button"), a.seat_page(desk))))
}

/// The colleague said no, or nothing.
pub(crate) fn stand_in_no(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = About::read(desk)?;
    if a.signup.state != SignupState::Confirmed {
        return Ok(None);
    }
    let words = desk.words;
    let letter =
        Letter::new(t!(words, "mail-stand-in-no-subject", day = a.day(desk))).line(t!(words, "mail-stand-in-no-lead"));
    Ok(Some(a.facts(desk, letter).button(t!(words, "mail-booked-button"), a.seat_page(desk))))
}

/// The colleague said yes.
pub(crate) fn stood_in(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = About::read(desk)?;
    if store::live(desk.change.tx, a.signup.person, a.signup.offering)?.is_some() {
        return Ok(None);
    }
    let words = desk.words;
    let letter =
        Letter::new(t!(words, "mail-stood-in-subject", day = a.day(desk))).line(t!(words, "mail-stood-in-lead"));
    Ok(Some(a.facts(desk, letter).enclose(a.calendar(desk, calendar::Method::Cancel))))
}

pub(crate) fn given_back(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = About::read(desk)?;
    // Signed up again meanwhile: a late cancellation would remove the new calendar entry.
    if store::live(desk.change.tx, a.signup.person, a.signup.offering)?.is_some() {
        return Ok(None);
    }
    let words = desk.words;
    let lead = if a.signup.state == SignupState::Late { "mail-given-back-late" } else { "mail-given-back-lead" };
    let letter = Letter::new(t!(words, "mail-given-back-subject", day = a.day(desk))).line(words.text(lead, &[]));
    let letter = a
        .facts(desk, letter)
        .button(t!(words, "classes-all"), desk.whole("/classes"))
        .enclose(a.calendar(desk, calendar::Method::Cancel));
    Ok(Some(letter))
}

/// A class that moved: what was and what is, and one tap to keep, to move or to give back.
pub(crate) fn changed(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = About::read(desk)?;
    if a.signup.state.mine().is_none() || a.class.stage != Stage::Published || !desk.person.verified {
        return Ok(None);
    }
    let words = desk.words;
    let asks = a.signup.state == SignupState::Offered && a.signup.moved;
    let mut letter = Letter::new(t!(words, "mail-changed-subject", day = a.day(desk))).line(if asks {
        let until = a.signup.held_until.map(|u| a.moment(desk, u)).unwrap_or_default();
        t!(words, "mail-changed-clash", until = until)
    } else {
        t!(words, "mail-changed-lead")
    });
    if let Some(other) = super::seat::in_the_way(desk.change.tx, &a.signup, desk.change.now)?.filter(|_| asks) {
        let other = offerings::store::by_id(desk.change.tx, &*desk.change.edition()?, other)?;
        let day = a.moment(desk, other.starts());
        letter = letter.line(t!(words, "moved-clash-other", class = other.full_title(), day = day));
    }
    if !desk.owed.detail.is_empty() {
        letter = letter.line(t!(words, "mail-changed-before", before = &desk.owed.detail));
    }
    letter = a.facts(desk, a.noticed(letter));
    if a.class.dropped > 0 && a.signup.state != SignupState::Waiting {
        letter = letter.enclose(a.calendar(desk, calendar::Method::CancelDropped));
    }
    Ok(Some(match a.signup.state {
        SignupState::Offered if asks => letter
            .button(t!(words, "moved-clash-keep"), a.link(desk, "take"))
            .way(t!(words, "mail-invite-no"), a.link(desk, "pass"))
            .enclose(a.calendar(desk, calendar::Method::Publish)),
        SignupState::Confirmed => {
            a.cannot_come(desk, a.keep_or_move(desk, letter)).enclose(a.calendar(desk, calendar::Method::Publish))
        }
        // somebody who is only waiting has no calendar entry to update
        _ => letter.way(t!(words, "mail-waiting-leave"), a.link(desk, "cancel")),
    }))
}

/// Their class was merged with another one: about the new sign-up, which names the old one.
pub(crate) fn merged(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = About::read(desk)?;
    if !desk.person.verified || a.signup.state.mine().is_none() {
        return Ok(None);
    }
    let words = desk.words;
    let seated = a.signup.state == SignupState::Confirmed;
    let lead = match a.signup.state {
        SignupState::Confirmed => "mail-merged-lead",
        SignupState::Offered => "mail-merged-offered",
        _ => "mail-merged-waiting",
    };
    let letter = Letter::new(t!(words, "mail-changed-subject", day = a.day(desk)))
        .line(words.text(lead, &[]))
        .line(t!(words, "mail-changed-before", before = &desk.owed.detail));
    let mut letter = a.facts(desk, letter);
    let old = a.signup.instead_of.map(|id| store::by_id(desk.change.tx, id)).transpose()?;
    if let Some(old) = old.filter(|old| old.state == SignupState::Moved) {
        let old = About::of(desk, old)?;
        if !old.class.notice.is_empty() {
            letter = letter.line(old.class.notice.clone());
        }
        letter = letter.enclose(old.calendar(desk, calendar::Method::Cancel));
    }
    Ok(Some(if seated {
        a.cannot_come(desk, a.keep_or_move(desk, letter)).enclose(a.calendar(desk, calendar::Method::Publish))
    } else {
        letter.way(t!(words, "mail-waiting-leave"), a.link(desk, "cancel"))
    }))
}

/// The class has fewer seats now, and theirs was the last one given.
pub(crate) fn displaced(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = About::read(desk)?;
    let Some(place) = a.place(desk)?.filter(|_| desk.person.verified) else { return Ok(None) };
    let words = desk.words;
    let letter = Letter::new(t!(words, "mail-displaced-subject", day = a.day(desk))).line(t!(
        words,
        "mail-displaced-lead",
        place = place
    ));
    let letter = other_dates(desk, &a, a.facts(desk, letter))?
        .way(t!(words, "mail-waiting-leave"), a.link(desk, "cancel"))
        .enclose(a.calendar(desk, calendar::Method::Cancel));
    Ok(Some(letter))
}

pub(crate) fn class_cancelled(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = About::read(desk)?;
    if !desk.person.verified {
        return Ok(None);
    }
    let words = desk.words;
    let letter = Letter::new(t!(words, "mail-class-cancelled-subject", day = a.day(desk)))
        .line(t!(words, "mail-class-cancelled-lead"));
    let letter = other_dates(desk, &a, a.facts(desk, a.noticed(letter)))?
        .button(t!(words, "mail-move-button"), a.link(desk, "move"))
        .enclose(a.calendar(desk, calendar::Method::Cancel));
    Ok(Some(letter))
}

/// Up to three other dates of the same course.
fn other_dates(desk: &Desk<'_, '_, '_>, a: &About, mut letter: Letter) -> Result<Letter, Fault> {
    let (words, tx) = (desk.words, desk.change.tx);
    let others = dates_with_seats(tx, &*desk.change.edition()?, &a.class, desk.change.now)?;
    if !others.is_empty() {
        letter = letter.heading(t!(words, "class-other-dates"));
        for other in &others {
            let line = format!("{}, {}", other.times_short(words, desk.change.zone), other.place(words));
            letter = letter.link_item(line, desk.whole(&other.path()));
        }
    }
    Ok(letter)
}

pub(crate) fn reminder(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = About::read(desk)?;
    let starts = a.class.starts();
    // A reminder is for a seat that is still theirs, at the time it was made for, and never after the start.
    if a.signup.state != SignupState::Confirmed || desk.owed.detail != starts.0.to_string() || desk.change.now >= starts
    {
        return Ok(None);
    }
    let words = desk.words;
    let letter = Letter::new(t!(words, "mail-reminder-subject", day = a.moment(desk, starts)))
        .line(t!(words, "mail-reminder-lead"));
    let letter = a.noticed(a.facts(desk, letter)).button(t!(words, "mail-booked-button"), a.seat_page(desk));
    Ok(Some(a.cannot_come(desk, letter)))
}
