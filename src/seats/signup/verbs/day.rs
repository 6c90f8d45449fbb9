//! Several classes of one event at once: all of them, or the caller takes it all back.

use super::{Ask, Content, Done, sign_up::place};
use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
        mail::Mail,
        verb::Verb,
    },
    people::lock::lock_person,
    programme::change::{Change, Entry, Owed},
    progress::{
        content,
        enrolment::store::{by_class, is_enrolled},
    },
    seats::signup::{confirmed::enroll_known, store},
};
use rules::seats::Request;

/// One class that somebody chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chosen {
    pub offering: OfferingId,
    /// The class's key.
    pub key: String,
    /// Whether they also take a place in line.
    pub may_wait: bool,
    /// Whether they know that they have its content, and want it again.
    pub again: bool,
}

/// Signs somebody up for classes of an event, with one entry in the log and one letter. Returns what became of each, in
/// the order in which they were chosen: if one is refused, the caller keeps nothing.
pub(crate) fn sign_up_for_day(
    change: &Change<'_, '_>,
    (person, event): (PersonId, i64),
    chosen: &[Chosen],
    form: Option<&str>,
) -> Result<Vec<Done>, Fault> {
    lock_person(change.tx, person)?;
    // the entry and the letter of an enrolment stand for this too; whoever enrolls now has no place that waits for it
    let enrolled_now = !is_enrolled(change.tx, person)?;
    if enrolled_now {
        let edition = match chosen.first() {
            Some(class) => by_class(change, Some(person), class.offering)?,
            None => change.edition()?,
        };
        enroll_known(change, person, &edition)?;
    }
    // classes are always locked in the order of their ids
    let mut in_order: Vec<(usize, &Chosen)> = chosen.iter().enumerate().collect();
    in_order.sort_by_key(|(_, c)| c.offering);
    let mut done: Vec<(usize, Done)> = Vec::new();
    let mut made: Vec<String> = Vec::new();
    for (at, class) in in_order {
        let key = form.map(|form| format!("{form}:{}", class.key));
        // sent again, it has no effect, whatever became of it since
        if let Some(before) = key.as_deref().map(|k| store::by_request(change.tx, k)).transpose()?.flatten() {
            done.push((at, if before.person == person { Done::In } else { Done::OtherForm }));
            continue;
        }
        let ask = Ask {
            offering: class.offering,
            person,
            request: Request { may_wait: class.may_wait, repeat: class.again, ..Request::default() },
            key: None,
            verified: true,
            may_hold: true,
            // two classes of one day can have the same content: the second one is looked at after the first
            content: match class.again {
                true => Content::NotLooked,
                false => Content::Looked(content::already(change, person, &class.key)?),
            },
            told: true,
        };
        let (outcome, new) = place(change, &ask, key.as_deref())?;
        made.extend(new.map(|(_, state)| format!("{} {state}", class.key)));
        done.push((at, outcome));
    }
    if change.tx.changed() > 0 && !enrolled_now {
        // without a new sign-up, offers to those who wait are all that changed
        let settled = (Verb::OfferingSettled, "offered before a request".to_owned());
        let (verb, after) = if made.is_empty() { settled } else { (Verb::SignupDay, made.join(", ")) };
        change.audit(&Entry { verb, object: "event", id: event, before: "", after: &after, reason: "" })?;
    }
    if !made.is_empty() && !enrolled_now {
        let dedupe = format!("{}:{event}:{person}:{}", Mail::Day, change.name());
        let kind = Mail::Day;
        change.owe(Owed { kind, person, about: Some(event), detail: String::new(), dedupe, due: change.now })?;
    }
    done.sort_by_key(|(at, _)| *at);
    Ok(done.into_iter().map(|(_, outcome)| outcome).collect())
}
