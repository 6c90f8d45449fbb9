//! The mails about teams.

use crate::{
    classes::offerings,
    ground::{fault::Fault, ids::PersonId},
    people::letter::{Desk, Letter},
    seats::{
        signup::{mail::About, state::SignupState},
        team as store,
    },
};
use kit::t;
use rules::seats::Stage;

/// Somebody from the local holds a seat for this person.
pub(crate) fn invited(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let a = About::read(desk)?;
    let until = a.signup.held_until.filter(|u| a.signup.state == SignupState::Offered && desk.change.now < *u);
    let (Some(until), Some(team)) = (until, a.signup.team) else { return Ok(None) };
    let mut team = store::by_id(desk.change.tx, team)?;
    team.holder = crate::people::in_mail(&team.holder);
    let words = desk.words;
    let letter = Letter::new(t!(words, "mail-team-invite-subject", name = &team.holder, day = a.day(desk))).line(t!(
        words,
        "mail-team-invite-lead",
        name = &team.holder,
        local = &team.local_name,
        until = a.moment(desk, until)
    ));
    let letter = a
        .facts(desk, letter)
        .button(t!(words, "invite-yes"), a.link(desk, "take"))
        .way(t!(words, "mail-invite-no"), a.link(desk, "pass"))
        .line(t!(words, "team-invite-seen"));
    Ok(Some(letter))
}

/// An officer of the local asks to see how far somebody has come.
pub(crate) fn share_asked(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let local = crate::people::locals::name(desk.change.tx, desk.owed.about.ok_or(Fault::NotFound)?)?;
    if desk.person.share {
        return Ok(None);
    }
    let words = desk.words;
    Ok(Some(
        Letter::new(t!(words, "mail-share-subject"))
            .line(t!(words, "mail-share-lead", local = &local))
            .line(t!(words, "mail-share-what"))
            .button(t!(words, "mail-share-button"), desk.whole("/me/profile"))
            .line(t!(words, "mail-share-no")),
    ))
}

/// An officer put somebody on the team's list who is not enrolled: the one letter that invites them.
pub(crate) fn program_invited(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    // who has confirmed the address meanwhile came by themselves, or was asked otherwise
    if desk.person.verified {
        return Ok(None);
    }
    let local = crate::people::locals::name(desk.change.tx, desk.owed.about.ok_or(Fault::NotFound)?)?;
    let officer: i64 = desk.owed.detail.parse().map_err(|_| Fault::NotFound)?;
    let officer = crate::people::store::by_id(desk.change.tx, PersonId(officer))?;
    let name = crate::people::in_mail(officer.addressed());
    let edition = desk.change.edition()?;
    let (words, wording) = (desk.words, edition.wording.of(desk.words.language));
    let days = desk.config.retention.unconfirmed_days;
    Ok(Some(
        Letter::new(t!(words, "mail-program-invited-subject", name = &name, programme = &wording.site))
            .line(t!(words, "mail-program-invited-lead", name = &name, local = &local, programme = &wording.site))
            .line(wording.lead.clone())
            .button(t!(words, "mail-program-invited-button"), desk.whole("/enroll"))
            .way(t!(words, "mail-program-invited-classes"), desk.whole("/classes"))
            .line(t!(words, "mail-program-invited-no", days = days, name = &name)),
    ))
}

/// A team's time is up: who said yes, and what went back.
pub(crate) fn ended(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let tx = desk.change.tx;
    let team = store::by_id(tx, desk.owed.about.ok_or(Fault::NotFound)?)?;
    let class = offerings::store::by_id(tx, &*desk.change.edition()?, team.offering)?;
    let yes =
        crate::seats::signup::store::of_team(tx, team.id)?.iter().filter(|s| s.state == SignupState::Confirmed).count();
    let back: i64 = desk.owed.detail.parse().unwrap_or(0);
    let (words, day) = (desk.words, desk.words.day_short(class.first_day(desk.change.zone)));
    if class.stage == Stage::Cancelled {
        let letter = Letter::new(t!(words, "mail-class-cancelled-subject", day = day))
            .line(t!(words, "mail-class-cancelled-lead"))
            .heading(class.full_title())
            .line(class.notice.clone())
            .button(t!(words, "mail-team-button"), desk.whole(&format!("/local/teams/{}", team.key)));
        return Ok(Some(letter));
    }
    let letter = Letter::new(t!(words, "mail-team-ended-subject", day = day))
        .line(t!(words, "mail-team-ended-yes", count = yes))
        .line(t!(words, "mail-team-ended-back", count = back))
        .button(t!(words, "mail-team-button"), desk.whole(&format!("/local/teams/{}", team.key)));
    Ok(Some(letter))
}
