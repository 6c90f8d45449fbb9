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
        signin::told::{What, administrators, tell},
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

/// Makes those named the ones who are asked to teach a class. Who has an account teaches at once and may decline; who has
/// none teaches once they accept. Returns the addresses that nobody has and nobody could be asked at: without a name, or
/// from the command line. Part of a verb.
pub(crate) fn name<'n>(
    change: &Change<'_, '_>,
    offering: OfferingId,
    named: &[Named<'n>],
) -> Result<Vec<&'n str>, Fault> {
    let mut before: BTreeMap<PersonId, State> =
        store::of_class(change.tx, offering)?.into_iter().map(|t| (t.person, t.state)).collect();
    let (mut nameless, mut added) = (Vec::new(), Vec::new());
    // what the command line brings in is how things are, and asks nobody
    let asks = change.person().is_some();
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
        if before.remove(&person).is_some() {
            continue;
        }
        let state = if asks { State::Asked } else { State::Accepted };
        change.tx.run(
            sql!(
                "insert into teaching (offering_id, person_id, state, asked_at) values ($1, $2, $3, $4)
                 on conflict (offering_id, person_id) do nothing"
            ),
            &params![offering, person, state, change.now.0],
        )?;
        added.push(person);
        if verified || !asks {
            give(change, offering, person)?;
        }
    }
    let shown = is_shown(change, offering)?;
    for (person, state) in before {
        let params = params![offering, person];
        change.tx.run(sql!("delete from teaching where offering_id = $1 and person_id = $2"), &params)?;
        change.tx.run(sql!("delete from trainer where offering_id = $1 and person_id = $2"), &params)?;
        if shown && asks && state != State::Declined {
            owe(change, Mail::TeachChanged, offering, person, "ended")?;
        }
    }
    if shown && asks {
        for person in added {
            ask_one(change, person)?;
        }
    }
    Ok(nameless)
}

/// Whether members see the class, and it is to come.
fn is_shown(change: &Change<'_, '_>, offering: OfferingId) -> Result<bool, Fault> {
    let row = change.tx.optional(
        sql!("select 1 from offering where id = $1 and stage = 'published' and starts_at > $2"),
        &params![offering, change.now.0],
    )?;
    Ok(row.is_some())
}

/// For this many minutes, whoever names trainers is taken to be at it: each is written once about all of it.
const AT_IT: i64 = 5;

/// Owes everybody who is asked to teach a class, and has not answered, their letter. Part of a verb; nothing for a draft,
/// of which nobody hears.
pub(crate) fn ask(change: &Change<'_, '_>, offering: OfferingId) -> Result<(), Fault> {
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
    /// The class has begun, or was called off.
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
    let Some(asked) = store::one(change.tx, offering, person)? else { return Ok(Answered::NotAsked) };
    if !is_shown(change, offering)? {
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
        if let Some(office) = administrators(change.tx, change.now)?.into_iter().next() {
            change.owe(Owed {
                kind: Mail::TeachDeclined,
                person: office,
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

/// Owes everybody who teaches a class, or is asked to, word that it was moved or called off. Part of a verb.
pub(crate) fn tell_of(change: &Change<'_, '_>, offering: OfferingId, what: &'static str) -> Result<(), Fault> {
    for t in store::of_class(change.tx, offering)?.iter().filter(|t| t.state != State::Declined) {
        owe(change, Mail::TeachChanged, offering, t.person, what)?;
    }
    Ok(())
}

fn owe(change: &Change<'_, '_>, kind: Mail, offering: OfferingId, person: PersonId, detail: &str) -> Result<(), Fault> {
    change.owe(Owed {
        kind,
        person,
        about: Some(offering.0),
        detail: detail.to_owned(),
        dedupe: format!("{kind}:{offering}:{person}:{detail}:{}", change.now.0),
        due: change.now,
    })?;
    Ok(())
}
