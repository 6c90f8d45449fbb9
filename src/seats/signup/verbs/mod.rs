//! What changes who sits where. Each verb: lock the people, then the classes; load, ask the rules, store, audit, owe
//! the mail.

mod day;
mod leave;
pub(crate) mod offers;
mod sign_up;
mod site;
mod stand_in;
mod swap;
mod take;

use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId, SignupId},
        mail::Mail,
        verb::Verb,
    },
    programme::change::{Change, Entry, Owed},
};

pub(crate) use day::{Chosen, sign_up_for_day};
pub(crate) use leave::{GivenBack, give_back, keep};
pub(crate) use offers::{ask_again, promote, set_auto_take, settle};
pub(crate) use sign_up::{closed_to_all, confirm_held, sign_up, sign_up_anew, sign_up_quietly};
pub(crate) use stand_in::{StandIn, ask_colleague, end_request};
pub(crate) use swap::swap;
pub(crate) use take::{How, Taken, take, take_unasked};

use rules::seats::{Already, Conflict, Refusal, Request};

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Done {
    /// They have a seat, a place in line, or what they already had.
    In,
    /// Refused, with the reason and, for a conflict, the other class.
    Refused(Refusal, Option<OfferingId>),
    /// The old class of a swap cannot be given back any more.
    KeepsOld,
    /// The form's key was used for another request.
    OtherForm,
}

/// What is known about the content that somebody already has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// Nobody looked: credited hours in the course decide.
    NotLooked,
    /// What their record and their bookings say.
    Looked(Option<Already>),
}

/// A request for a seat.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub offering: OfferingId,
    pub person: PersonId,
    pub request: Request,
    /// The form's key: the same form sent twice is one request.
    pub key: Option<String>,
    /// Whether the person's address is confirmed; else a seat is only held.
    pub verified: bool,
    /// Whether a seat may be held until the address is confirmed: one visitor can hold only a few.
    pub may_hold: bool,
    /// What they have of the class's content.
    pub content: Content,
    /// Whether another letter of the same transaction says what they are signed up for: the welcome, or that of a day.
    pub told: bool,
}

/// How long an unconfirmed stranger's seat is held, in minutes.
pub(crate) const HELD: i64 = 24 * 60;

/// Owes a mail about a sign-up. `moment` tells two of one kind apart, where there can be two.
pub(crate) fn owe(
    change: &Change<'_, '_>,
    kind: Mail,
    person: PersonId,
    signup: SignupId,
    moment: &str,
) -> Result<(), Fault> {
    change.owe(Owed {
        kind,
        person,
        about: Some(signup.0),
        detail: moment.to_owned(),
        dedupe: if moment.is_empty() { format!("{kind}:{signup}") } else { format!("{kind}:{signup}:{moment}") },
        due: change.now,
    })?;
    Ok(())
}

pub(crate) fn audit(
    change: &Change<'_, '_>,
    verb: Verb,
    id: SignupId,
    before: impl AsRef<str>,
    after: impl AsRef<str>,
) -> Result<(), Fault> {
    let (before, after) = (before.as_ref(), after.as_ref());
    change.audit(&Entry { verb, object: "signup", id: id.0, before, after, reason: "" })?;
    Ok(())
}

/// The audit entry for a request that was refused after free seats had been offered to those waiting: the offers are
/// what changed.
fn audit_settled(change: &Change<'_, '_>, offering: OfferingId) -> Result<(), Fault> {
    if change.tx.changed() > 0 {
        change.audit(&Entry {
            verb: Verb::OfferingSettled,
            object: "offering",
            id: offering.0,
            before: "",
            after: "offered before a request",
            reason: "",
        })?;
    }
    Ok(())
}

/// A refusal with the class it conflicts with.
fn refused(refusal: Refusal, others: &[OfferingId]) -> Done {
    let other = match refusal {
        Refusal::Conflict(Conflict::Overlap { with } | Conflict::Tight { with, .. }) => others.get(with).copied(),
        _ => None,
    };
    Done::Refused(refusal, other)
}
