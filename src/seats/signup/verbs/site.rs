//! Another site of the same class.

use super::{Done, audit, audit_settled, offers::promote, owe};
use crate::{
    ground::{fault::Fault, mail::Mail, verb::Verb},
    people::lock::lock_person,
    programme::change::Change,
    seats::signup::{
        class_state::{class_for_asking, make_room},
        state::SignupState,
        store::{self, Signup},
    },
};
use rules::seats::{Refusal, Site};

/// Moves somebody to a seat at another site of the class, if one is free there and nobody waits for it; else they keep
/// what they have.
pub(super) fn change_site(change: &Change<'_, '_>, signup: &Signup, site: i64) -> Result<Done, Fault> {
    lock_person(change.tx, signup.person)?;
    let mut class = class_for_asking(change, signup.offering)?;
    let live = store::live(change.tx, signup.person, signup.offering)?.filter(|s| s.state == SignupState::Confirmed);
    let Some(live) = live.filter(|_| change.now < class.state.doors.starts_at) else {
        audit_settled(change, signup.offering)?;
        return Ok(Done::KeepsOld);
    };
    let is_full = class.state.site(site).is_some_and(|s| s.free() == 0);
    if is_full
        && live.site != site
        && let Some(with_room) = make_room(change, &class, (site, 1))?
    {
        class = with_room;
    }
    let there = class.state.site(site);
    let Some(seat) = there.filter(|s| s.waiting == 0).and_then(Site::free_seat).filter(|_| live.site != site) else {
        audit_settled(change, signup.offering)?;
        let refusal = there.map_or(Refusal::NoSite, |s| Refusal::Full { waiting: s.waiting });
        return Ok(if live.site == site { Done::In } else { Done::Refused(refusal, None) });
    };
    store::reseat(change, live.id, seat)?;
    promote(change, signup.offering)?;
    owe(change, Mail::Booked, live.person, live.id, change.name())?;
    audit(change, Verb::SignupSiteChanged, live.id, live.site.to_string(), site.to_string())?;
    Ok(Done::In)
}
