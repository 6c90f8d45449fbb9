//! A colleague takes one's seat: asked by name and address, and only with a yes of their own. Until then the seat
//! stays where it is.

use super::{audit, owe};
use crate::{
    change::Change,
    fault::Fault,
    people,
    signup::{
        class_state::class_for_update,
        person_state::lock_people,
        store::{self, Begins, New, Signup},
    },
    teams::invite::known_or_new,
};
use rules::seats::Mine;

/// What became of asking a colleague.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StandIn {
    /// They have a mail.
    Asked,
    /// The seat is no longer theirs to give, the class has begun, or it allows nobody to stand in.
    NotNow,
    /// Somebody else was asked and has not answered.
    AskedAnother,
    /// So many were asked that it is enough.
    AskedEnough,
    /// The colleague has a seat already.
    HasOne,
}

/// How long a colleague has to answer, in minutes; never longer than to the start.
const ANSWER: i64 = 48 * 60;

/// So many colleagues can be asked for one seat: strangers' mailboxes are not ours to fill.
const MOST_ASKED: i64 = 5;

/// Asks a colleague to take over a seat.
pub(crate) fn ask_colleague(
    change: &Change<'_, '_>,
    signup: &Signup,
    name: &str,
    email: &str,
) -> Result<StandIn, Fault> {
    let colleague = people::store::by_email(change.tx, email)?;
    let mut both = vec![signup.person];
    both.extend(colleague.as_ref().map(|c| c.id));
    lock_people(change.tx, &both)?;
    let class = class_for_update(change.tx, signup.offering)?;
    let live = store::live(change.tx, signup.person, signup.offering)?.filter(|s| s.state == "confirmed");
    let (Some(live), true, true) = (live, class.substitutes, change.now < class.state.doors.starts_at) else {
        return Ok(StandIn::NotNow);
    };
    if let Some(before) = store::asked_to_stand_in(change.tx, live.id)? {
        let same = colleague.as_ref().is_some_and(|c| c.id == before.person);
        return Ok(if same { StandIn::Asked } else { StandIn::AskedAnother });
    }
    if store::times_asked(change.tx, live.id)? >= MOST_ASKED {
        return Ok(StandIn::AskedEnough);
    }
    let theirs = colleague.as_ref().map(|c| store::live(change.tx, c.id, signup.offering)).transpose()?.flatten();
    match theirs {
        // who waits can have this seat at once if they say yes: their place in line ends
        Some(waiting) if waiting.mine() == Some(Mine::Waiting) => store::end(change, &waiting, "moved")?,
        Some(_) => return Ok(StandIn::HasOne),
        None => {}
    }
    let giver = people::store::by_id(change.tx, signup.person)?;
    let colleague = known_or_new(change, name, email, giver.local_id, &giver.local_typed)?;
    let until = change.now.plus_minutes(ANSWER).min(class.state.doors.starts_at);
    let new = New {
        offering: signup.offering,
        person: colleague,
        site: live.site,
        instead_of: Some(live.id),
        team: live.team,
        named: name,
        ..New::default()
    };
    let id = store::add(change, &new, Begins::Invited(until))?;
    owe(change, "stand-in", colleague, id, "")?;
    audit(change, "signup.stand-in-asked", id, &live.id.to_string(), "invited")?;
    Ok(StandIn::Asked)
}

/// Takes the question back.
pub(crate) fn end_request(change: &Change<'_, '_>, signup: &Signup) -> Result<(), Fault> {
    let Some(asked) = store::asked_to_stand_in(change.tx, signup.id)? else { return Ok(()) };
    lock_people(change.tx, &[signup.person, asked.person])?;
    class_for_update(change.tx, signup.offering)?;
    store::end(change, &asked, "removed")?;
    owe(change, "invite-over", asked.person, asked.id, "")?;
    audit(change, "signup.stand-in-ended", asked.id, "invited", "removed")
}
