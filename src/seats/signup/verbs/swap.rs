//! One class for another.

use super::{Ask, Done, audit, audit_settled, leave::vacate, owe, refused, sign_up::waits, site::change_site};
use crate::{
    ground::{fault::Fault, mail::Mail, verb::Verb},
    people::lock::lock_person,
    programme::change::Change,
    seats::signup::{
        class_state::{class_for_asking, class_for_update, make_room},
        person_state::{Standing, person_state},
        state::SignupState,
        store::{self, Begins, New, Signup},
    },
};
use rules::seats::{Outcome, decide};

/// Gives up one class for another in one step: the old seat is kept unless they get the new one. If the new class is
/// full and they may wait, they wait for it, and the old seat goes only when the new one comes.
pub(crate) fn swap(change: &Change<'_, '_>, from: &Signup, ask: &Ask) -> Result<Done, Fault> {
    if from.offering == ask.offering {
        return change_site(change, from, ask.request.site);
    }
    lock_person(change.tx, ask.person)?;
    // Two classes are always locked in the order of their ids, so that two swaps never wait for each other.
    for offering in [from.offering.min(ask.offering), from.offering.max(ask.offering)] {
        class_for_update(change.tx, offering)?;
    }
    let old_class = class_for_update(change.tx, from.offering)?;
    let old = store::live(change.tx, ask.person, from.offering)?.filter(|s| s.state == SignupState::Confirmed);
    let Some(old) = old.filter(|_| change.now < old_class.cancel_until) else { return Ok(Done::KeepsOld) };
    let mut class = class_for_asking(change, ask.offering)?;
    let at = (ask.offering, ask.request.site);
    let Standing { state: person, others, .. } = person_state(change.tx, ask.person, at, &[from.offering], change.now)?;
    let mut outcome = decide(&class.state, &person, ask.request, change.now);
    if outcome.is_full()
        && let Some(with_room) = make_room(change, &class, (ask.request.site, 1))?
    {
        class = with_room;
        outcome = decide(&class.state, &person, ask.request, change.now);
    }
    let begins = match outcome {
        Outcome::Seat(seat) => Begins::Confirmed(seat),
        Outcome::Waiting(_) => waits(change, ask, &class.course)?,
        Outcome::Refused(refusal) => {
            audit_settled(change, ask.offering)?;
            return Ok(refused(refusal, &others));
        }
        Outcome::Already(_) => return already(change, &old, ask),
    };
    let seated = matches!(begins, Begins::Confirmed(_));
    let new = New {
        offering: ask.offering,
        person: ask.person,
        site: ask.request.site,
        body: store::body(ask.request),
        instead_of: Some(old.id),
        ..New::default()
    };
    if seated {
        vacate(change, &old, SignupState::Cancelled)?;
        owe(change, Mail::GivenBack, ask.person, old.id, "")?;
    }
    let id = store::add(change, &new, begins)?;
    owe(change, if seated { Mail::Booked } else { Mail::Waiting }, ask.person, id, "")?;
    let after = if seated { SignupState::Confirmed } else { SignupState::Waiting };
    audit(change, Verb::SignupSwapped, id, old.id.to_string(), after)?;
    Ok(Done::In)
}

/// Anyone already waiting for the other class now waits to swap this one for it.
fn already(change: &Change<'_, '_>, old: &Signup, ask: &Ask) -> Result<Done, Fault> {
    let rows = change.tx.run(
        db::sql!(
            "update signup set instead_of = $3 where offering_id = $1 and person_id = $2 and state = 'waiting'
               and instead_of is distinct from $3"
        ),
        &db::params![ask.offering, ask.person, old.id],
    )?;
    if rows > 0 {
        audit(change, Verb::SignupWaitsInstead, old.id, "", ask.offering.to_string())?;
    } else {
        audit_settled(change, ask.offering)?;
    }
    Ok(Done::In)
}
