//! A colleague takes over somebody's seat: asked by name and address, and only if they say yes themselves. Until then
//! the seat stays where it is.

use super::{
    audit,
    offers::{end_question, gives_up},
    owe,
};
use crate::{
    ground::{fault::Fault, ids::SignupId, mail::Mail, verb::Verb},
    people::{self, known_or_new::known_or_new, lock::lock_people, signin::hash},
    programme::change::Change,
    seats::signup::{
        class_state::class_for_update,
        state::SignupState,
        store::{self, Begins, New, Signup},
        survey,
    },
};
use rules::{night::out_of_the_night, seats::Mine};

/// What became of asking a colleague.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StandIn {
    /// A mail was sent to them.
    Asked,
    /// The seat is no longer theirs to give, the class has begun, or it allows nobody to stand in.
    NotNow,
    /// Somebody else was asked and has not answered.
    AskedAnother,
    /// Enough people have been asked already.
    AskedEnough,
}

/// How long a colleague has to answer, in minutes; never beyond the start.
const ANSWER: i64 = 48 * 60;

/// The most colleagues who can be asked for one seat: strangers' mailboxes are not ours to fill.
const MOST_ASKED: i64 = 5;

/// An address as it is kept with a question that went to nobody: it can be compared, but not read.
fn typed_address(seat: SignupId, email: &str) -> String {
    let hashed = hash(&format!("stand-in:{seat}:{}", people::fold_email(email)));
    hashed.iter().take(16).map(|b| format!("{b:02x}")).collect()
}

/// Asks a colleague to take over a seat. Whoever asks learns nothing about the colleague: somebody who has a seat, was
/// asked often enough or, if an officer asks for a local, is from another local seems to be asked like everybody else,
/// but gets no mail.
pub(crate) fn ask_colleague(
    change: &Change<'_, '_>,
    signup: &Signup,
    (name, email): (&str, &str),
    of_local: Option<i64>,
) -> Result<StandIn, Fault> {
    let colleague = people::store::by_email(change.tx, email)?;
    let typed = typed_address(signup.id, email);
    let mut both = vec![signup.person];
    both.extend(colleague.as_ref().map(|c| c.id));
    lock_people(change.tx, &both)?;
    let class = class_for_update(change.tx, signup.offering)?;
    let live = store::live(change.tx, signup.person, signup.offering)?;
    let live = live.filter(|s| s.id == signup.id && s.state == SignupState::Confirmed);
    let (Some(live), true, true) = (live, class.substitutes, change.now < class.state.doors.starts_at) else {
        return Ok(StandIn::NotNow);
    };
    if let Some(before) = store::asked_to_stand_in(change.tx, live.id)? {
        // a question that went to nobody is known by what was typed
        let same = colleague.as_ref().is_some_and(|c| c.id == before.person) || before.body == typed;
        return Ok(if same { StandIn::Asked } else { StandIn::AskedAnother });
    }
    if survey::times_asked(change.tx, live.id)? >= MOST_ASKED {
        return Ok(StandIn::AskedEnough);
    }
    let (mut waiting, mut can_be_asked) = (None, true);
    if let Some(colleague) = &colleague {
        match store::live(change.tx, colleague.id, signup.offering)? {
            // somebody in line can have this seat at once; if they say no, they are where they were
            Some(theirs)
                if theirs.state.mine() == Some(Mine::Waiting)
                    && theirs.site == live.site
                    && gives_up(change.tx, &theirs, change.now)?.is_none() =>
            {
                waiting = Some(theirs);
            }
            Some(_) => can_be_asked = false,
            None => {}
        }
        let elsewhere = of_local.is_some_and(|local| colleague.local_id.is_some_and(|l| l != local));
        if elsewhere || survey::asked_enough(change.tx, colleague.id, change.now)? {
            (waiting, can_be_asked) = (None, false);
        }
    }
    let giver = people::store::by_id(change.tx, signup.person)?;
    // anyone who has a seat or was asked often enough is not asked; whoever asks sees a question without an answer
    let colleague = match can_be_asked {
        true => known_or_new(change, name, email, giver.local_id, &giver.local_typed)?,
        false => people::store::add_nobody(change)?,
    };
    let until = out_of_the_night(change.now.plus_minutes(ANSWER), change.zone).min(class.state.doors.starts_at);
    let new = New {
        offering: signup.offering,
        person: colleague,
        site: live.site,
        instead_of: Some(live.id),
        team: live.team,
        named: name,
        body: if can_be_asked { String::new() } else { typed },
        asked_by: change.person(),
        ..New::default()
    };
    let id = match waiting {
        Some(waiting) => {
            store::ask_waiting(change, &waiting, &new, Begins::Invited(until))?;
            waiting.id
        }
        None => store::add(change, &new, Begins::Invited(until))?,
    };
    if can_be_asked {
        owe(change, Mail::StandIn, colleague, id, change.name())?;
    }
    if change.person() != Some(live.person) {
        // somebody from their local asked: they are told at once
        owe(change, Mail::StandInAsked, live.person, live.id, &id.to_string())?;
    }
    audit(change, Verb::SignupStandInAsked, id, live.id.to_string(), SignupState::Invited)?;
    Ok(StandIn::Asked)
}

/// Takes the question back.
pub(crate) fn end_request(change: &Change<'_, '_>, signup: &Signup) -> Result<(), Fault> {
    let Some(asked) = store::asked_to_stand_in(change.tx, signup.id)? else { return Ok(()) };
    lock_people(change.tx, &[signup.person, asked.person])?;
    class_for_update(change.tx, signup.offering)?;
    // they may have said yes meanwhile
    let Some(asked) = store::asked_to_stand_in(change.tx, signup.id)? else { return Ok(()) };
    end_question(change, signup)?;
    if change.person() != Some(signup.person) {
        owe(change, Mail::StandInNo, signup.person, signup.id, &format!("{}:{}", asked.id, change.name()))?;
    }
    audit(change, Verb::SignupStandInEnded, asked.id, SignupState::Invited, SignupState::Removed)
}
