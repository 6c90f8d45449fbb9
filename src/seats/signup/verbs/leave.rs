//! Giving back a seat, an offer or a place in line.

use super::{
    audit,
    offers::{end_question, promote, questioned},
    owe,
};
use crate::{
    ground::{fault::Fault, mail::Mail, verb::Verb},
    people::lock::lock_person,
    programme::change::Change,
    seats::signup::{
        class_state::class_for_update,
        state::SignupState,
        store::{self, Signup},
    },
};
use rules::seats::Mine;

/// What became of giving a seat back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum GivenBack {
    /// It is done.
    Done,
    /// It is done, after the cut-off: it counts as late, but not as missed.
    Late,
    /// A no to a team or a colleague.
    Declined,
    /// There was nothing to give back: it happened before.
    Before,
    /// The class has begun.
    TooLate,
}

/// Gives back a seat, an offer or a place in line, and offers what became free to those waiting.
pub(crate) fn give_back(change: &Change<'_, '_>, signup: &Signup) -> Result<GivenBack, Fault> {
    lock_person(change.tx, signup.person)?;
    let class = class_for_update(change.tx, signup.offering)?;
    let Some(live) = store::live(change.tx, signup.person, signup.offering)?.filter(|s| s.id == signup.id) else {
        return Ok(GivenBack::Before);
    };
    if live.state == SignupState::WalkIn {
        return Ok(GivenBack::TooLate);
    }
    let seated = live.state.mine() == Some(Mine::Confirmed);
    if seated && change.now >= class.state.doors.starts_at {
        return Ok(GivenBack::TooLate);
    }
    let late = seated && change.now >= class.cancel_until;
    let how = match live.state {
        SignupState::Offered | SignupState::Invited => SignupState::Passed,
        _ if late => SignupState::Late,
        _ => SignupState::Cancelled,
    };
    match live.state {
        SignupState::Invited => questioned(change, &live, how)?,
        SignupState::Offered if live.team.is_some() && !live.moved => questioned(change, &live, how)?,
        _ => vacate(change, &live, how)?,
    }
    // a seat about which they were asked anew because the class moved is in their calendar too
    if seated || live.moved {
        owe(change, Mail::GivenBack, signup.person, live.id, "")?;
    }
    audit(change, Verb::SignupGivenBack, live.id, live.state, how)?;
    let question = live.state == SignupState::Invited
        || (live.state == SignupState::Offered && live.team.is_some() && !live.moved);
    Ok(match (late, question) {
        (true, _) => GivenBack::Late,
        (false, true) => GivenBack::Declined,
        (false, false) => GivenBack::Done,
    })
}

/// Ends a live sign-up for a locked class, with what depends on it, and offers its seat to the next. Part of a verb.
pub(crate) fn vacate(change: &Change<'_, '_>, live: &Signup, how: SignupState) -> Result<(), Fault> {
    end_question(change, live)?;
    store::end(change, live, how)?;
    promote(change, live.offering)?;
    Ok(())
}

/// Notes that somebody still comes to a class that was moved; returns whether the seat is theirs.
pub(crate) fn keep(change: &Change<'_, '_>, signup: &Signup) -> Result<bool, Fault> {
    lock_person(change.tx, signup.person)?;
    if store::still_comes(change, signup.id)? > 0 {
        audit(change, Verb::SignupKept, signup.id, "", "still comes")?;
    }
    Ok(store::by_id(change.tx, signup.id)?.state == SignupState::Confirmed)
}
