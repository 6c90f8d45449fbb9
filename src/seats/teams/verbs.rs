//! What changes a team.

use crate::ground::ids::{OfferingId, PersonId, SignupId};
use crate::{
    ground::{fault::Fault, mail::Mail, verb::Verb},
    people::{
        self,
        known_or_new::known_or_new,
        lock::{lock_people, lock_person},
        store::Person,
    },
    programme::change::{Change, Entry, Owed},
    seats::{
        signup::{
            self,
            class_state::{class_for_asking, class_for_update, make_room},
            state::SignupState,
            store::{Begins, New, Signup},
            verbs::{end_request, offers::gives_up, owe, promote},
        },
        team as store,
        team::Team,
    },
};
use db::{params, sql};
use rules::{
    seats::{Mine, PersonState, Refusal, SITE, closed_to},
    time::Instant,
};

/// The most seats of one class that a local can hold.
pub(crate) const MOST_SEATS: i64 = 15;
/// The most days for which it can hold them, until the evening of the last.
pub(crate) const MOST_DAYS: i64 = 14;

/// A request to hold seats.
#[derive(Debug, Clone)]
pub(crate) struct Hold {
    pub offering: OfferingId,
    pub site: i64,
    pub local: i64,
    pub by: PersonId,
    pub seats: i64,
    pub until: Instant,
    pub key: Option<String>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Held {
    /// The key of the team's page.
    Done(String),
    /// The class is closed, or not for this local.
    Refused(Refusal),
    /// Only this many seats are free, and nobody waits.
    OnlyFree(i64),
    /// This many people wait for the class: they come first.
    PeopleWait(i64),
    /// The local may hold only this many more.
    OnlyMore(i64),
    /// The date is past, after sign-up closes, or too far away.
    BadDate,
    /// The form's key was used for another request.
    OtherForm,
}

/// Holds seats for a team.
pub(crate) fn hold(change: &Change<'_, '_>, wanted: &Hold) -> Result<Held, Fault> {
    if let Some(before) = wanted.key.as_deref().map(|k| store::by_request(change.tx, k)).transpose()?.flatten() {
        let same = (before.held_by, before.offering, before.until) == (wanted.by, wanted.offering, wanted.until);
        return Ok(if same { Held::Done(before.key) } else { Held::OtherForm });
    }
    lock_person(change.tx, wanted.by)?;
    let mut class = class_for_asking(change, wanted.offering)?;
    let answer = |held: Held| -> Result<Held, Fault> {
        if change.tx.changed() > 0 {
            audit(change, Verb::OfferingSettled, wanted.offering.0, "offered before a request")?;
        }
        Ok(held)
    };
    let local = PersonState { local: Some(wanted.local), member: true, ..PersonState::default() };
    let mut doors = class.state.doors.clone();
    // each person's own work is checked when they say yes
    doors.only_work.clear();
    if let Some(refusal) = closed_to(&doors, &local, change.now) {
        return answer(Held::Refused(refusal));
    }
    let last = doors.closes_at.min(change.now.plus_minutes((MOST_DAYS + 1) * 24 * 60));
    if wanted.until > last || wanted.until <= change.now {
        return answer(Held::BadDate);
    }
    let more = MOST_SEATS - store::held_for_local(change.tx, wanted.offering, wanted.local)?;
    if wanted.seats > more {
        return answer(Held::OnlyMore(more.max(0)));
    }
    // what gives way is first offered to those waiting with a confirmed address
    if let Some(with_room) = make_room(change, &class, (wanted.site, wanted.seats))? {
        class = with_room;
    }
    let Some(site) = class.state.sites.iter_mut().find(|s| s.number == wanted.site) else {
        return answer(Held::Refused(Refusal::NoSite));
    };
    if site.waiting > 0 {
        return answer(Held::PeopleWait(site.waiting));
    }
    if site.free() < wanted.seats {
        return answer(Held::OnlyFree(site.free()));
    }
    let (id, key) = (change.id(), change.random.key(10));
    change.tx.run(
        sql!(
            "insert into team (id, key, offering_id, local_id, held_by, until, held_at, request_key)
             values ($1, $2, $3, $4, $5, $6, $7, $8)"
        ),
        &params![
            id,
            &key,
            wanted.offering,
            wanted.local,
            wanted.by,
            wanted.until.0,
            change.now.0,
            wanted.key.as_deref().filter(|k| !k.is_empty())
        ],
    )?;
    for _ in 0..wanted.seats {
        let seat = site.free_seat().ok_or_else(|| Fault::Ours("a free seat was counted and is not there".into()))?;
        site.taken.take(seat % SITE);
        change.tx.run(
            sql!("update seat set team_id = $3 where offering_id = $1 and number = $2 and team_id is null"),
            &params![wanted.offering, seat, id],
        )?;
    }
    audit(change, Verb::TeamHeld, id, &format!("{} seats", wanted.seats))?;
    Ok(Held::Done(key))
}

fn audit(change: &Change<'_, '_>, verb: Verb, id: i64, after: &str) -> Result<(), Fault> {
    let object = if verb == Verb::OfferingSettled { "offering" } else { "team" };
    change.audit(&Entry { verb, object, id, before: "", after, reason: "" })?;
    Ok(())
}

/// What became of naming people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Named {
    /// How many were asked, as their officer sees it.
    pub asked: usize,
    /// Those for whom no seat was left.
    pub no_seat: Vec<String>,
    /// Those who had been named for this team before.
    pub before: Vec<String>,
    /// Whether so many were named in the last day that the rest have to wait.
    pub enough: bool,
}

/// The most people an officer can name in a day.
const NAMED_A_DAY: i64 = 60;

/// Names people for a team's empty seats. Each is asked by mail. Anyone who has a seat in the class, is from another
/// local or was asked often enough gets no mail, and the officer does not learn of it: a seat is kept for them until
/// the team ends, as for everybody who does not answer.
pub(crate) fn name_people(change: &Change<'_, '_>, team: &Team, people: &[(String, String)]) -> Result<Named, Fault> {
    let by = change.person().unwrap_or_default();
    let goes_on = !store::by_id(change.tx, team.id)?.ended && change.now < team.until;
    let asked = if goes_on { store::named_addresses(change.tx, team.id)? } else { Vec::new() };
    let (before, people): (Vec<_>, Vec<_>) =
        people.iter().partition(|(_, email)| asked.contains(&people::fold_email(email)));
    let today = store::named_since(change.tx, by, change.now.plus_minutes(-24 * 60))?;
    let may = usize::try_from((NAMED_A_DAY - today).max(0)).unwrap_or(0);
    // no more people are looked up than there are seats
    let most = seats_to_give(change, team.id)?.len();
    let known: Vec<Option<Person>> = people
        .iter()
        .take(most.min(may))
        .map(|(_, email)| people::store::by_email(change.tx, email))
        .collect::<Result<_, Fault>>()?;
    lock_people(change.tx, &known.iter().flatten().map(|p| p.id).collect::<Vec<_>>())?;
    class_for_update(change.tx, team.offering)?;
    let mut seats = seats_to_give(change, team.id)?;
    seats.reverse();
    let shown = |(name, email): &(String, String)| format!("{name}, {email}");
    let mut named = Named {
        enough: may < seats.len().min(people.len()),
        before: before.into_iter().map(shown).collect(),
        ..Named::default()
    };
    let mut lines = people.iter().zip(known);
    for ((name, email), known) in lines.by_ref().take(seats.len()) {
        let can = known.as_ref().map_or(Ok(Can::BeAsked), |p| can_be_asked(change, team, p))?;
        // a place in line is at one site: anyone waiting at another is not asked
        let fits = |seat: &i64| !matches!(&can, Can::Wait(w) if w.site != seat / SITE);
        let (can, at) = match seats.iter().rposition(fits) {
            Some(at) => (can, at),
            None => (Can::No, seats.len() - 1),
        };
        let seat = seats.remove(at);
        named.asked += 1;
        ask(change, team, seat, (name, email), can)?;
    }
    named.no_seat = people.iter().skip(named.asked).copied().map(shown).collect();
    if named.asked > 0 {
        audit(change, Verb::TeamNamed, team.id, &format!("{} people", named.asked))?;
    }
    Ok(named)
}

/// Empty seats of a team that has not ended.
fn seats_to_give(change: &Change<'_, '_>, team: i64) -> Result<Vec<i64>, Fault> {
    let team = store::by_id(change.tx, team)?;
    if team.ended || change.now >= team.until {
        return Ok(Vec::new());
    }
    store::empty_seats(change.tx, team.id)
}

/// Whether somebody can be asked.
enum Can {
    BeAsked,
    /// They are in line and can have this seat at once; if they say no, they are where they were.
    Wait(Box<Signup>),
    No,
}

fn can_be_asked(change: &Change<'_, '_>, team: &Team, person: &Person) -> Result<Can, Fault> {
    let of_another = person.local_id.is_some_and(|l| l != team.local);
    if of_another || signup::survey::asked_enough(change.tx, person.id, change.now)? {
        return Ok(Can::No);
    }
    Ok(match signup::store::live(change.tx, person.id, team.offering)? {
        None => Can::BeAsked,
        // anyone waiting to swap has another seat to think of
        Some(s) if s.state.mine() == Some(Mine::Waiting) && gives_up(change.tx, &s, change.now)?.is_none() => {
            Can::Wait(Box::new(s))
        }
        Some(_) => Can::No,
    })
}

/// Asks somebody to take a team's seat, or only keeps it for them.
fn ask(change: &Change<'_, '_>, team: &Team, seat: i64, (name, email): (&str, &str), can: Can) -> Result<(), Fault> {
    if matches!(can, Can::No) {
        change.tx.run(
            sql!(
                "insert into team_unasked (id, team_id, seat, named, email_folded, asked_by, asked_at)
                 values ($1, $2, $3, $4, $5, $6, $7)"
            ),
            &params![change.id(), team.id, seat, name, people::fold_email(email), change.person(), change.now.0],
        )?;
        return Ok(());
    }
    let person = known_or_new(change, name, email, Some(team.local), "")?;
    let new = New {
        offering: team.offering,
        person,
        site: seat / SITE,
        team: Some(team.id),
        named: name,
        asked_by: change.person(),
        ..New::default()
    };
    let begins = Begins::Offered(seat, team.until);
    let id = match can {
        Can::Wait(waiting) => {
            signup::store::ask_waiting(change, &waiting, &new, begins)?;
            waiting.id
        }
        Can::BeAsked | Can::No => signup::store::add(change, &new, begins)?,
    };
    owe(change, Mail::TeamInvite, person, id, change.name())
}

/// Takes back a question that has not been answered yet; the seat is the team's again.
pub(crate) fn take_back(change: &Change<'_, '_>, team: &Team, question: i64) -> Result<(), Fault> {
    let kept = change.tx.run(
        sql!("update team_unasked set ended_at = $3 where id = $1 and team_id = $2 and ended_at is null"),
        &params![question, team.id, change.now.0],
    )?;
    if kept > 0 {
        return audit(change, Verb::TeamTakenBack, team.id, "");
    }
    let found = signup::store::by_id(change.tx, SignupId(question))?;
    if found.team != Some(team.id) {
        return Err(Fault::NotFound);
    }
    if let (SignupState::Invited, Some(seat)) = (found.state, found.instead_of) {
        let holder = signup::store::by_id(change.tx, seat)?;
        // a question that the holder asked a colleague is the holder's to take back
        return if found.asked_by == Some(holder.person) { Ok(()) } else { end_request(change, &holder) };
    }
    lock_person(change.tx, found.person)?;
    class_for_update(change.tx, team.offering)?;
    let found = signup::store::by_id(change.tx, found.id)?;
    // only the team's own question: not a seat that was accepted, nor a member's question to a colleague
    if found.state != SignupState::Offered || found.moved {
        return Ok(());
    }
    signup::store::decline(change, &found, SignupState::Removed)?;
    owe(change, Mail::InviteOver, found.person, found.id, change.name())?;
    audit(change, Verb::TeamTakenBack, team.id, "")
}

/// Ends a team: its empty seats and those of people who did not answer go back to everybody. Those who said yes stay.
pub(crate) fn release(change: &Change<'_, '_>, team: i64) -> Result<(), Fault> {
    let offering = store::by_id(change.tx, team)?.offering;
    class_for_update(change.tx, offering)?;
    let team = store::by_id(change.tx, team)?;
    if team.ended {
        return Ok(());
    }
    let mut back = store::empty_seats(change.tx, team.id)?.len();
    let of_team = signup::store::of_team(change.tx, team.id)?;
    for unanswered in of_team.iter().filter(|s| s.state == SignupState::Offered && !s.moved) {
        signup::store::decline(change, unanswered, SignupState::Expired)?;
        owe(change, Mail::InviteOver, unanswered.person, unanswered.id, change.name())?;
        back += 1;
    }
    // a name that was not asked stays on the team's page, like everybody who did not answer
    back += store::unasked(change.tx, team.id)?.iter().filter(|u| !u.ended).count();
    change.tx.run(sql!("update seat set team_id = null where team_id = $1"), &params![team.id])?;
    change.tx.run(sql!("update team set ended_at = $2 where id = $1"), &params![team.id, change.now.0])?;
    promote(change, offering)?;
    change.owe(Owed {
        kind: Mail::TeamEnded,
        person: team.held_by,
        about: Some(team.id),
        detail: back.to_string(),
        dedupe: format!("team-ended:{}", team.id),
        due: change.now,
    })?;
    audit(change, Verb::TeamEnded, team.id, &format!("{back} seats went back"))
}
