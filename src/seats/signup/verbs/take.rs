//! Taking a seat that is offered: from the line, from a call to everybody, from a team, or from a colleague.

use super::{
    audit,
    leave::vacate,
    offers::{gives_up, promote},
    owe,
};
use crate::{
    ground::{fault::Fault, ids::OfferingId, mail::Mail, verb::Verb},
    people::lock::lock_people,
    programme::change::Change,
    seats::signup::{
        class_state::class_for_update,
        person_state::{Standing, person_state},
        state::SignupState,
        store::{self, Signup},
        wishes,
    },
};
use rules::seats::{Conflict, Next, Refusal, next_offer, not_for};

/// What became of taking an offered seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Taken {
    /// The seat is theirs.
    Done,
    /// The offer has ended, or was used, or somebody else was quicker.
    Ended,
    /// They have another class at that time, with this id.
    Clash(OfferingId),
    /// The class is not for them.
    Refused(Refusal),
}

/// Who says yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// The person.
    Asked,
    /// The program, for somebody who said that they need not be asked: if there is something to judge, it asks.
    Unasked,
}

/// Takes an offer for somebody who need not be asked. If something is in the way, they are asked after all.
pub(crate) fn take_unasked(change: &Change<'_, '_>, signup: &Signup) -> Result<(), Fault> {
    match take(change, signup, How::Unasked)? {
        Taken::Done | Taken::Ended => Ok(()),
        Taken::Clash(_) | Taken::Refused(_) => {
            if store::set_auto_take(change, signup.id, false)? > 0 {
                let class = class_for_update(change.tx, signup.offering)?;
                if next_offer(class.hold, change.now, class.state.doors.starts_at, change.zone) == Next::Call {
                    // in the last day nobody is waited for: they go back in line, and everybody is called for the seat
                    let line = signup.line.unwrap_or_default();
                    store::wait(change, signup, signup.priority, line, signup.ignored)?;
                    promote(change, signup.offering)?;
                    return audit(change, Verb::SignupAutoTake, signup.id, "without asking", "waits");
                }
                let until = signup.held_until.map_or(0, |u| u.0).to_string();
                owe(change, Mail::Offer, signup.person, signup.id, &until)?;
                audit(change, Verb::SignupAutoTake, signup.id, "without asking", "asks first")?;
            }
            Ok(())
        }
    }
}

/// Takes an offered seat. Whether the offer is still valid is decided here, in the transaction that ends it.
pub(crate) fn take(change: &Change<'_, '_>, signup: &Signup, how: How) -> Result<Taken, Fault> {
    let other = signup.instead_of.map(|id| store::by_id(change.tx, id)).transpose()?;
    let mut people = vec![signup.person];
    people.extend(other.as_ref().map(|s| s.person));
    lock_people(change.tx, &people)?;
    // two classes are always locked in the order of their ids
    let mut classes = vec![signup.offering];
    classes.extend(other.as_ref().map(|s| s.offering));
    classes.sort_unstable();
    classes.dedup();
    for class in classes {
        class_for_update(change.tx, class)?;
    }
    let class = class_for_update(change.tx, signup.offering)?;
    let live = store::live(change.tx, signup.person, signup.offering)?;
    let Some(live) = live.filter(|s| s.id == signup.id) else { return Ok(Taken::Ended) };
    let in_time = live.held_until.is_some_and(|u| change.now < u) && change.now < class.state.doors.starts_at;
    let giver = match (live.state, live.instead_of) {
        (SignupState::Invited, Some(id)) => {
            Some(store::by_id(change.tx, id)?).filter(|s| s.state == SignupState::Confirmed && in_time)
        }
        _ => None,
    };
    let seat = match live.state {
        SignupState::Offered => live.seat.filter(|_| in_time),
        SignupState::Waiting => called(change, &class, &live)?,
        SignupState::Invited => giver.as_ref().and_then(|g| g.seat),
        _ => None,
    };
    let Some(seat) = seat else { return Ok(Taken::Ended) };
    if how == How::Unasked && !live.auto_take {
        return Ok(Taken::Ended);
    }
    let given_up = gives_up(change.tx, &live, change.now)?;
    let besides = given_up.as_ref().map(|s| s.offering);
    let site = seat / rules::seats::SITE;
    let at = (live.offering, site);
    let Standing { state: person, others, .. } =
        person_state(change.tx, live.person, at, besides.as_slice(), change.now)?;
    if let Some(refusal) = not_for(&class.state.doors, &person, change.now) {
        return Ok(Taken::Refused(refusal));
    }
    let in_the_way = match person.conflict {
        Some(Conflict::Overlap { with }) => Some(with),
        // whether a tight trip works is for them to judge
        Some(Conflict::Tight { with, .. }) if how == How::Unasked => Some(with),
        _ => None,
    };
    if let Some(other) = in_the_way.and_then(|with| others.get(with)) {
        return Ok(Taken::Clash(*other));
    }
    let late = match &given_up {
        Some(old) => {
            old.state == SignupState::Confirmed && change.now >= class_for_update(change.tx, old.offering)?.cancel_until
        }
        None => false,
    };
    // whether to give a seat back late is for them to judge too
    if let Some(old) = given_up.as_ref().filter(|_| late && how == How::Unasked) {
        return Ok(Taken::Clash(old.offering));
    }
    if let Some(giver) = &giver {
        store::end(change, giver, SignupState::StoodIn)?;
        owe(change, Mail::StoodIn, giver.person, giver.id, "")?;
    }
    store::confirm(change, &live, seat)?;
    if let Some(old) = given_up {
        vacate(change, &old, if late { SignupState::Late } else { SignupState::Cancelled })?;
        owe(change, Mail::GivenBack, old.person, old.id, "")?;
    }
    if let Some(wish) = live.wish {
        wishes::grant(change, wish)?;
    }
    if live.state == SignupState::Waiting {
        // from an open call: whether it continues depends on what is left
        promote(change, live.offering)?;
    }
    // a seat can come, go and come again: they are told each time
    owe(change, Mail::Booked, live.person, live.id, change.name())?;
    audit(change, Verb::SignupOfferTaken, live.id, live.state, SignupState::Confirmed)?;
    Ok(Taken::Done)
}

/// A seat from an open call, if one is left at the site they are waiting for.
fn called(
    change: &Change<'_, '_>,
    class: &crate::seats::signup::class_state::Locked,
    live: &Signup,
) -> Result<Option<i64>, Fault> {
    let open = class.called_at.is_some() && change.now < class.state.doors.starts_at;
    let blocked = super::offers::blocked(change.tx, class, live, change.now)?;
    // a clash is reported as such by the caller
    let stands = !matches!(blocked, Some(rules::seats::Blocked::Unconfirmed));
    Ok(class.state.site(live.site).and_then(rules::seats::Site::free_seat).filter(|_| open && stands))
}
