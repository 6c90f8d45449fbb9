//! What changes who is enrolled.

use crate::{
    ground::{fault::Fault, ids::PersonId, mail::Mail, verb::Verb},
    people::{self, signin, store::NewPerson},
    programme::{
        Edition,
        change::{Change, Entry, Owed},
    },
};
use db::{params, sql};

/// Who just asked to enroll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Joining {
    pub person: PersonId,
    /// Whether their address was verified before: then nothing of theirs is changed by a stranger's form.
    pub verified: bool,
}

/// Accepts an enrolment form. A new address gets the mail that confirms it, a known one the mail that signs in; whoever
/// typed the form sees the same page.
pub(crate) fn ask(
    change: &Change<'_, '_>,
    said: &NewPerson,
    (next, known): (&str, &str),
    press: &str,
) -> Result<Joining, Fault> {
    let edition = change.edition()?;
    let asked = join(change, said, &edition)?;
    // a known person is led to where one press enrolls them: a form that anybody can fill in does it for nobody
    let lead = if asked.verified { known } else { next };
    owe_confirmation(change, asked, lead, press)?;
    if change.tx.changed() == 0 {
        // every request writes something, so that how long it takes tells nothing about the address
        signin::verbs::note(change, asked.person)?;
        return Ok(asked);
    }
    change.audit(&Entry {
        verb: Verb::EnrolmentAsked,
        object: "person",
        id: asked.person.0,
        before: "",
        after: if asked.verified { "known" } else { "to be confirmed" },
        reason: "",
    })?;
    Ok(asked)
}

/// The person, and the enrolment in a programme of one whose address nobody has confirmed yet. Part of a verb: it writes no
/// audit entry.
pub(crate) fn join(change: &Change<'_, '_>, said: &NewPerson, edition: &Edition) -> Result<Joining, Fault> {
    let asked = match people::store::by_email(change.tx, &said.email)? {
        Some(person) if person.verified => Joining { person: person.id, verified: true },
        Some(person) => {
            // Nobody has proved this address yet: the newest form counts, and only the mailbox can confirm it.
            people::store::say_again(change, person.id, said)?;
            Joining { person: person.id, verified: false }
        }
        None => Joining { person: people::store::add(change, said)?, verified: false },
    };
    if !asked.verified {
        enroll(change, asked.person, edition)?;
    }
    Ok(asked)
}

/// An unconfirmed enrolment in a programme, under its edition in force, where there is none.
pub(crate) fn enroll(change: &Change<'_, '_>, person: PersonId, edition: &Edition) -> Result<(), Fault> {
    change.tx.run(
        sql!(
            "insert into enrolment (id, person_id, programme, edition_id, enrolled_at) values ($1, $2, $3, $4, $5)
             on conflict (person_id, programme) do nothing"
        ),
        &params![change.id(), person, &edition.rules.id, edition.id, change.now.0],
    )?;
    Ok(())
}

/// Owes the mail that confirms an address or signs a known one in, and leads to `next`.
pub(crate) fn owe_confirmation(change: &Change<'_, '_>, asked: Joining, next: &str, press: &str) -> Result<(), Fault> {
    if signin::links::too_many(change.tx, asked.person, change.now)? {
        return Ok(());
    }
    let kind = if asked.verified { Mail::SignIn } else { Mail::Confirm };
    change.owe(Owed {
        kind,
        person: asked.person,
        about: None,
        detail: next.to_owned(),
        dedupe: signin::verbs::once(change, kind, asked.person, press),
        due: change.now,
    })?;
    Ok(())
}

/// Ends somebody's enrolment in a programme until they come back. Part of a verb: it writes no audit entry. Returns
/// whether there was one.
pub(crate) fn leave(change: &Change<'_, '_>, person: PersonId, programme: &str) -> Result<bool, Fault> {
    let left = change.tx.run(
        sql!(
            "update enrolment set confirmed_at = null, left_at = $3
             where person_id = $1 and programme = $2 and confirmed_at is not null"
        ),
        &params![person, programme, change.now.0],
    )?;
    if left > 0 {
        crate::progress::standings::forget_left(change.tx, person)?;
    }
    Ok(left > 0)
}

/// Somebody who left a programme comes back, by a press of their own. Part of a verb. Returns whether they had left.
pub(crate) fn come_back(change: &Change<'_, '_>, person: PersonId, programme: &str) -> Result<bool, Fault> {
    let back = change.tx.run(
        sql!("update enrolment set left_at = null where person_id = $1 and programme = $2 and left_at is not null"),
        &params![person, programme],
    )?;
    Ok(back > 0)
}
