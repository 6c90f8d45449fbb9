//! Anyone who reads a mailbox has shown that it is theirs: what waited for that is completed, and they are signed in.

use crate::{
    ground::{fault::Fault, ids::PersonId, mail::Mail, verb::Verb},
    people::{
        self,
        member::Membership,
        membership,
        signin::{
            MEMBER_DAYS, hash,
            links::{self, Code, Found, Purpose},
            pressed::Press,
            sign_ins,
            verbs::{Entered, NOBODY, audit_person, note},
        },
    },
    programme::{
        Edition,
        change::{Change, Entry, Owed},
    },
    progress::enrolment::verbs::{come_back, enroll},
    seats::signup,
};
use db::params;
use db::sql;

/// A sign-in through a link from the command line lasts a working day.
const STAFF_HOURS: i64 = 12;

/// Uses a link: confirms the address, completes an enrolment that waited for it, and signs in.
pub(crate) fn enter(change: &Change<'_, '_>, link: &Found, (press, device): (&Press, &str)) -> Result<Entered, Fault> {
    links::spend(change, link)?;
    // Whoever holds the link reads that mailbox: the address is theirs.
    if link.purpose != Purpose::Staff {
        people::store::verify(change, link.person, change.now)?;
        complete(change, link.person)?;
    }
    // a link that was handed over is a second factor: it came from whoever runs the program
    let power = link.purpose == Purpose::Staff;
    let seconds = if power { STAFF_HOURS * 3600 } else { MEMBER_DAYS * 86_400 };
    let until = change.now.plus_minutes(seconds / 60);
    let (token, key) = (change.random.token(), change.random.key(12));
    change.tx.run(
        sql!(
            "insert into sign_in (token_hash, key, person_id, device, created_at, expires_at, proved_at, power_until, used_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $5)"
        ),
        &params![
            hash(&token).as_slice(),
            &key,
            link.person,
            device,
            change.now.0,
            until.0,
            power.then_some(change.now.0),
            power.then_some(until.0)
        ],
    )?;
    if power || sign_ins::has_power(change.tx, link.person, change.now)? {
        sign_ins::owe_notice(change, link.person, &key, device)?;
    }
    press.note(change, &key, &link.next)?;
    change.audit(&Entry {
        verb: Verb::PersonSignedIn,
        object: "person",
        id: link.person.0,
        before: "",
        after: &format!("{} {key}", link.purpose.name()),
        reason: "",
    })?;
    Ok(Entered { token, seconds, next: link.next.clone(), person: link.person })
}

/// What became of a code.
#[derive(Debug)]
pub(crate) enum Tried {
    In(Entered),
    No,
}

/// Signs in with a code that was typed for an address.
pub(crate) fn enter_by_code(
    change: &Change<'_, '_>,
    email: &str,
    code: &str,
    (press, device): (&Press, &str),
) -> Result<Tried, Fault> {
    if let Some(before) = press.again(change)? {
        return Ok(Tried::In(before));
    }
    let Some(person) = people::store::by_email(change.tx, email)? else {
        return note(change, NOBODY).map(|()| Tried::No);
    };
    match links::by_code(change, person.id, code)? {
        Code::Fits(link) => Ok(Tried::In(enter(change, &link, (press, device))?)),
        Code::Wrong => audit_person(change, Verb::PersonWrongCode, person.id, "").map(|()| Tried::No),
        // a second press that waited for the first finds its code used
        Code::Dead => match press.again(change)? {
            Some(before) => Ok(Tried::In(before)),
            None => note(change, person.id).map(|()| Tried::No),
        },
    }
}

/// Completes what waited for a confirmed address: enrolments, held seats, the membership match, the welcome mail.
/// Part of a verb: it writes no audit entry.
pub(crate) fn complete(change: &Change<'_, '_>, person: PersonId) -> Result<(), Fault> {
    let waiting = change.tx.all(
        sql!(
            "select id, programme from enrolment where person_id = $1 and confirmed_at is null and left_at is null
             order by enrolled_at, id"
        ),
        &params![person],
    )?;
    let mut joined: Vec<String> = Vec::new();
    for row in &waiting {
        let id: i64 = row.get(0)?;
        change.tx.run(sql!("update enrolment set confirmed_at = $2 where id = $1"), &params![id, change.now.0])?;
        joined.push(row.get(1)?);
    }
    let who = people::store::by_id(change.tx, person)?;
    if !joined.is_empty()
        && who.membership == Membership::ToConfirm
        && let membership::Found::Member(number) = membership::look_up(change.tx, &who.name, &who.email, who.local_id)?
    {
        people::store::set_membership(change, person, Membership::Confirmed, Some(&number))?;
    }
    // a seat in a class for members is theirs if they are found to be one
    signup::verbs::confirm_held(change, person, !joined.is_empty())?;
    if joined.is_empty() {
        return Ok(());
    }
    crate::progress::recompute(change, person)?;
    for programme in joined {
        change.owe(Owed {
            kind: Mail::Welcome,
            person,
            about: None,
            dedupe: format!("welcome:{person}:{programme}"),
            detail: programme,
            due: change.now,
        })?;
    }
    Ok(())
}

/// Enrolls somebody in a programme who is signed in: their address is known to be theirs.
pub(crate) fn enroll_known(change: &Change<'_, '_>, person: PersonId, edition: &Edition) -> Result<(), Fault> {
    enroll(change, person, edition)?;
    let back = come_back(change, person, &edition.rules.id)?;
    complete(change, person)?;
    if change.tx.changed() == 0 {
        return Ok(());
    }
    change.audit(&Entry {
        verb: if back { Verb::EnrolmentCameBack } else { Verb::EnrolmentConfirmed },
        object: "person",
        id: person.0,
        before: "",
        after: &edition.rules.id,
        reason: "",
    })?;
    Ok(())
}
