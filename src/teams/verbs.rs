//! What changes a team.

use super::{
    invite::known_or_new,
    store::{self, Team},
};
use crate::{
    change::{Change, Entry, Owed},
    fault::Fault,
    people::{self, store::Person},
    signup::{
        self,
        class_state::{class_for_asking, class_for_update},
        person_state::{lock_people, lock_person},
        store::{Begins, New},
        verbs::{offers::gives_up, owe, promote},
    },
};
use db::{params, sql};
use jiff::tz::TimeZone;
use rules::{
    seats::{Mine, PersonState, Refusal, SITE, closed_to},
    time::Instant,
};

/// A local can hold so many seats of one class.
pub(crate) const MOST_SEATS: i64 = 15;
/// And for so many days, to the evening of the last.
pub(crate) const MOST_DAYS: i64 = 14;

/// A request to hold seats.
#[derive(Debug, Clone)]
pub(crate) struct Hold {
    pub offering: i64,
    pub site: i64,
    pub local: i64,
    pub by: i64,
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
    /// So many seats are free, and nobody waits.
    OnlyFree(i64),
    /// People wait for this class: their seats come first.
    PeopleWait(i64),
    /// The local may hold so many more.
    OnlyMore(i64),
    /// The date is past, after sign-up closes, or too far away.
    BadDate,
    /// The form's key was used for another request.
    OtherForm,
}

/// Holds seats for a team.
pub(crate) fn hold(change: &Change<'_, '_>, wanted: &Hold, zone: &TimeZone) -> Result<Held, Fault> {
    if let Some(before) = wanted.key.as_deref().map(|k| store::by_request(change.tx, k)).transpose()?.flatten() {
        let same = (before.held_by, before.offering, before.until) == (wanted.by, wanted.offering, wanted.until);
        return Ok(if same { Held::Done(before.key) } else { Held::OtherForm });
    }
    lock_person(change.tx, wanted.by)?;
    let mut class = class_for_asking(change, wanted.offering, zone)?;
    let answer = |held: Held| -> Result<Held, Fault> {
        if change.tx.changed() > 0 {
            audit(change, "offering.settled", wanted.offering, "offered before a request")?;
        }
        Ok(held)
    };
    let local = PersonState { local: Some(wanted.local), member: true, ..PersonState::default() };
    let mut doors = class.state.doors.clone();
    // each person's own work is asked when they say yes
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
    audit(change, "team.held", id, &format!("{} seats", wanted.seats))?;
    Ok(Held::Done(key))
}

fn audit(change: &Change<'_, '_>, verb: &'static str, id: i64, after: &str) -> Result<(), Fault> {
    let object = if verb.starts_with("offering") { "offering" } else { "team" };
    change.audit(&Entry { verb, object, id, before: "", after, reason: "" })?;
    Ok(())
}

/// What became of naming people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Named {
    /// How many were asked.
    pub asked: usize,
    /// Who cannot be asked: of another local, with a seat in this class, or asked often enough. Which of it is theirs
    /// to tell.
    pub cannot: Vec<String>,
    /// For whom no seat is left.
    pub no_seat: Vec<String>,
}

/// Names people for a team's empty seats. Each is asked by mail.
pub(crate) fn name_people(change: &Change<'_, '_>, team: &Team, people: &[(String, String)]) -> Result<Named, Fault> {
    let mut named = Named::default();
    let known: Vec<Option<Person>> =
        people.iter().map(|(_, email)| people::store::by_email(change.tx, email)).collect::<Result<_, Fault>>()?;
    lock_people(change.tx, &known.iter().flatten().map(|p| p.id).collect::<Vec<_>>())?;
    class_for_update(change.tx, team.offering)?;
    let team = store::by_id(change.tx, team.id)?;
    let mut seats =
        if team.ended || change.now >= team.until { Vec::new() } else { store::empty_seats(change.tx, team.id)? };
    seats.reverse();
    for ((name, email), known) in people.iter().zip(known) {
        let live = known.as_ref().map(|p| signup::store::live(change.tx, p.id, team.offering)).transpose()?.flatten();
        let waits = match &live {
            // who waits to swap has another seat to think of
            Some(s) => s.mine() == Some(Mine::Waiting) && gives_up(change.tx, s, change.now)?.is_none(),
            None => false,
        };
        let of_another = known.as_ref().is_some_and(|p| p.local_id.is_some_and(|l| l != team.local));
        let enough = match &known {
            Some(person) => signup::survey::asked_enough(change.tx, person.id, change.now)?,
            None => false,
        };
        if (live.is_some() && !waits) || of_another || enough {
            named.cannot.push(format!("{name}, {email}"));
            continue;
        }
        // a place in line is at one site
        let fits = |seat: &i64| live.as_ref().is_none_or(|s| s.site == seat / SITE);
        let Some(seat) = seats.iter().rposition(fits).map(|n| seats.remove(n)) else {
            named.no_seat.push(format!("{name}, {email}"));
            continue;
        };
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
        let id = match live {
            // with a no they wait where they did
            Some(waiting) => {
                signup::store::ask_waiting(change, &waiting, &new, begins)?;
                waiting.id
            }
            None => signup::store::add(change, &new, begins)?,
        };
        owe(change, "team-invite", person, id, change.name())?;
        named.asked += 1;
    }
    if named.asked > 0 {
        audit(change, "team.named", team.id, &format!("{} people", named.asked))?;
    }
    Ok(named)
}

/// Takes back a question that was not answered yet; the seat is the team's again.
pub(crate) fn take_back(change: &Change<'_, '_>, team: &Team, signup: i64) -> Result<(), Fault> {
    let found = signup::store::by_id(change.tx, signup)?;
    if found.team != Some(team.id) {
        return Err(Fault::NotFound);
    }
    lock_person(change.tx, found.person)?;
    class_for_update(change.tx, team.offering)?;
    let found = signup::store::by_id(change.tx, signup)?;
    // only what the team asked: not a seat that was said yes to, nor a question of a member to a colleague
    if found.state != "offered" || found.moved {
        return Ok(());
    }
    signup::store::decline(change, &found, "removed")?;
    owe(change, "invite-over", found.person, found.id, change.name())?;
    audit(change, "team.taken-back", team.id, "")
}

/// Ends a team: its empty seats and those of people who did not answer go back to everybody. Who said yes stays.
pub(crate) fn release(change: &Change<'_, '_>, team: i64, zone: &TimeZone) -> Result<(), Fault> {
    let offering = store::by_id(change.tx, team)?.offering;
    class_for_update(change.tx, offering)?;
    let team = store::by_id(change.tx, team)?;
    if team.ended {
        return Ok(());
    }
    let mut back = store::empty_seats(change.tx, team.id)?.len();
    let of_team = signup::store::of_team(change.tx, team.id)?;
    for unanswered in of_team.iter().filter(|s| s.state == "offered" && !s.moved) {
        signup::store::decline(change, unanswered, "expired")?;
        owe(change, "invite-over", unanswered.person, unanswered.id, change.name())?;
        back += 1;
    }
    change.tx.run(sql!("update seat set team_id = null where team_id = $1"), &params![team.id])?;
    change.tx.run(sql!("update team set ended_at = $2 where id = $1"), &params![team.id, change.now.0])?;
    promote(change, offering, zone)?;
    change.owe(Owed {
        kind: "team-ended",
        person: team.held_by,
        about: Some(team.id),
        detail: back.to_string(),
        dedupe: format!("team-ended:{}", team.id),
        due: change.now,
    })?;
    audit(change, "team.ended", team.id, &format!("{back} seats went back"))
}
