//! What changes who teaches.

use super::store::{self, State};
use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
        mail::Mail,
        verb::Verb,
    },
    people::{
        self,
        known_or_new::known_or_new,
        signin::told::{What, office, tell},
    },
    programme::change::{Change, Entry, Owed},
    visit::role::Role,
};
use db::{params, sql};
use rules::time::Instant;
use std::collections::BTreeMap;

/// Somebody named for a class: an address, and a name where nobody has that address yet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named<'n> {
    pub email: &'n str,
    pub name: Option<&'n str>,
}

/// Where a class stands, for those who teach it.
#[derive(Debug, Clone, Copy)]
struct Standing {
    /// Members see it, and it has not begun.
    shown: bool,
    /// It has not ended.
    lasts: bool,
    cancelled: bool,
}

/// Locks a class: naming and answering wait for one another.
fn lock(change: &Change<'_, '_>, offering: OfferingId) -> Result<Standing, Fault> {
    let row = change
        .tx
        .one(sql!("select stage, starts_at, ends_at from offering where id = $1 {for_update}"), &params![offering])?;
    let (stage, starts, ends): (String, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
    Ok(Standing {
        shown: stage == "published" && starts > change.now.0,
        lasts: ends > change.now.0,
        cancelled: stage == "cancelled",
    })
}

/// Makes those named the ones who are asked to teach a class. Who has an account teaches at once and may decline; who has
/// none teaches once they accept. Who has declined is asked again only where somebody names them `anew`, in a form; an
/// unchanged file does not. Returns the addresses that nobody has and nobody could be asked at: without a name, for a
/// class that is over, or from the command line. Part of a verb.
pub(crate) fn name<'n>(
    change: &Change<'_, '_>,
    offering: OfferingId,
    named: &[Named<'n>],
    anew: bool,
) -> Result<Vec<&'n str>, Fault> {
    let standing = lock(change, offering)?;
    let mut before: BTreeMap<PersonId, State> =
        store::of_class(change.tx, offering)?.into_iter().map(|t| (t.person, t.state)).collect();
    let (mut nameless, mut added) = (Vec::new(), Vec::new());
    // what the command line brings in, and what is over, is how things are: it asks nobody
    let asks = change.person().is_some() && standing.lasts;
    for n in named {
        let known = people::store::by_email(change.tx, n.email)?.map(|p| (p.id, p.verified));
        let (person, verified) = match (known, n.name) {
            (Some(known), _) => known,
            (None, Some(name)) if asks => (known_or_new(change, name, n.email, None, "")?, false),
            (None, _) => {
                nameless.push(n.email);
                continue;
            }
        };
        let asked_before = before.remove(&person);
        match asked_before {
            Some(State::Declined) if !(anew && asks) => continue,
            // they may have got an account since, or an undone merger took the class from them
            Some(State::Accepted) => {
                give(change, offering, person)?;
                continue;
            }
            Some(State::Asked) => {
                if verified {
                    give(change, offering, person)?;
                }
                continue;
            }
            Some(State::Declined) | None => {}
        }
        change.tx.run(
            sql!(
                "insert into teaching (offering_id, person_id, state, asked_at) values ($1, $2, $3, $4)
                 on conflict (offering_id, person_id)
                 do update set state = excluded.state, reason = '', asked_at = excluded.asked_at, answered_at = null"
            ),
            &params![offering, person, if asks { State::Asked } else { State::Accepted }, change.now.0],
        )?;
        added.push(person);
        if verified || !asks {
            give(change, offering, person)?;
        }
    }
    // who declined stays on the record until somebody names them again
    for (person, state) in before.into_iter().filter(|(_, state)| *state != State::Declined) {
        take_off(change, offering, person)?;
        // whoever was not written to yet need not hear that it is over
        if standing.shown && asks && (state == State::Accepted || was_written_to(change, person)?) {
            owe(change, offering, person, "ended")?;
        }
    }
    if standing.shown && asks {
        for person in added {
            ask_one(change, person)?;
        }
    }
    Ok(nameless)
}

/// Ends what ties somebody to a class. Part of a verb.
fn take_off(change: &Change<'_, '_>, offering: OfferingId, person: PersonId) -> Result<(), Fault> {
    let params = params![offering, person];
    change.tx.run(sql!("delete from teaching where offering_id = $1 and person_id = $2"), &params)?;
    change.tx.run(sql!("delete from trainer where offering_id = $1 and person_id = $2"), &params)?;
    Ok(())
}

fn was_written_to(change: &Change<'_, '_>, person: PersonId) -> Result<bool, Fault> {
    let row = change.tx.optional(
        sql!("select 1 from outbox where person_id = $1 and kind = $2 and sent_at is not null limit 1"),
        &params![person, Mail::TeachAsked.name()],
    )?;
    Ok(row.is_some())
}

/// For this many minutes, whoever names trainers is taken to be at it: each is written once about all of it.
const AT_IT: i64 = 5;

/// Owes everybody who is asked to teach a class, and has not answered, their letter: it was a draft until now. Part of a
/// verb.
pub(crate) fn ask(change: &Change<'_, '_>, offering: OfferingId) -> Result<(), Fault> {
    if !lock(change, offering)?.shown {
        return Ok(());
    }
    for t in store::of_class(change.tx, offering)?.iter().filter(|t| t.state == State::Asked) {
        ask_one(change, t.person)?;
    }
    Ok(())
}

fn ask_one(change: &Change<'_, '_>, person: PersonId) -> Result<(), Fault> {
    let stretch = AT_IT * 60_000_000;
    let until = (change.now.0.div_euclid(stretch) + 1) * stretch;
    change.owe(Owed {
        kind: Mail::TeachAsked,
        person,
        about: None,
        detail: String::new(),
        dedupe: format!("teach-asked:{until}:{person}"),
        due: Instant(until),
    })?;
    Ok(())
}

fn give(change: &Change<'_, '_>, offering: OfferingId, person: PersonId) -> Result<(), Fault> {
    // anyone teaching for the first time has power from now on: they and the administrators are told
    let first = change.tx.optional(sql!("select 1 from trainer where person_id = $1 limit 1"), &params![person])?;
    if change.person().is_some() && first.is_none() {
        tell(change, person, What::Given(Role::Trainer))?;
    }
    change.tx.run(
        sql!("insert into trainer (offering_id, person_id) values ($1, $2) on conflict (offering_id, person_id) do nothing"),
        &params![offering, person],
    )?;
    Ok(())
}

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answered {
    Yes,
    /// They were not asked, or no longer.
    NotAsked,
    /// The class has ended, or was called off.
    Over,
}

/// Somebody accepts a class, or declines it; the office hears of the second.
pub(crate) fn answer(
    change: &Change<'_, '_>,
    offering: OfferingId,
    person: PersonId,
    accepts: bool,
    reason: &str,
) -> Result<Answered, Fault> {
    let standing = lock(change, offering)?;
    let Some(asked) = store::one(change.tx, offering, person)? else { return Ok(Answered::NotAsked) };
    if !standing.lasts || standing.cancelled {
        return Ok(Answered::Over);
    }
    let state = if accepts { State::Accepted } else { State::Declined };
    if asked.state == state {
        return Ok(Answered::Yes);
    }
    if asked.state == State::Declined {
        // the office may have found somebody else by now
        return Ok(Answered::NotAsked);
    }
    change.tx.run(
        sql!("update teaching set state = $3, reason = $4, answered_at = $5 where offering_id = $1 and person_id = $2"),
        &params![offering, person, state, if accepts { "" } else { reason }, change.now.0],
    )?;
    if accepts {
        give(change, offering, person)?;
    } else {
        change
            .tx
            .run(sql!("delete from trainer where offering_id = $1 and person_id = $2"), &params![offering, person])?;
        if let Some(to) = office(change.tx, change.now)? {
            change.owe(Owed {
                kind: Mail::TeachDeclined,
                person: to,
                about: Some(offering.0),
                detail: person.to_string(),
                dedupe: format!("teach-declined:{offering}:{person}:{}", change.now.0),
                due: change.now,
            })?;
        }
    }
    let verb = if accepts { Verb::TeachingAccepted } else { Verb::TeachingDeclined };
    let (before, after) = (asked.state.name(), state.name());
    // why is between them and the office: it stands in their row, not in the log
    change.audit(&Entry { verb, object: "offering", id: offering.0, before, after, reason: "" })?;
    Ok(Answered::Yes)
}

/// What becomes of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Became {
    Moved,
    /// Called off, or put together with another one.
    Cancelled,
}

/// Owes everybody who teaches a class, or is asked to, word of what became of it; nothing of a draft, and nothing once it
/// is over. Part of a verb.
pub(crate) fn tell_of(change: &Change<'_, '_>, offering: OfferingId, became: Became) -> Result<(), Fault> {
    let standing = lock(change, offering)?;
    let (detail, heard) = match became {
        Became::Moved => ("moved", standing.shown),
        Became::Cancelled => ("cancelled", standing.lasts && standing.cancelled),
    };
    if heard {
        for t in store::of_class(change.tx, offering)?.iter().filter(|t| t.state != State::Declined) {
            // a question that is still to come asks about the class as it is then
            if t.state == State::Accepted || was_written_to(change, t.person)? {
                owe(change, offering, t.person, detail)?;
            }
        }
    }
    Ok(())
}

fn owe(change: &Change<'_, '_>, offering: OfferingId, person: PersonId, detail: &str) -> Result<(), Fault> {
    change.owe(Owed {
        kind: Mail::TeachChanged,
        person,
        about: Some(offering.0),
        detail: detail.to_owned(),
        dedupe: format!("teach-changed:{offering}:{person}:{detail}:{}", change.now.0),
        due: change.now,
    })?;
    Ok(())
}
