//! Two classes become one.

use super::{audit, close, tell};
use crate::{
    classes::teaching::verbs::{Became, tell_of},
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId, SignupId},
        mail::Mail,
        verb::Verb,
    },
    people::lock::lock_people,
    programme::change::Change,
    seats::{
        class_board,
        signup::{
            class_state::{Locked, class_for_asking, class_for_update},
            person_state::person_state,
            state::SignupState,
            store::{self, Begins, New, Signup},
            survey,
            verbs::{offers::gives_up, promote},
        },
    },
};
use db::{params, sql};
use rules::seats::{Conflict, Mine, Site, Stage, not_for};

/// What became of the people of a class that was merged into another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Merged {
    /// They have a seat in the other class now.
    pub seated: usize,
    /// They wait for one.
    pub waiting: usize,
    /// They wait, and a seat there is offered to them.
    pub offered: usize,
    /// They cannot come at that time, or have a seat there already: they were told of other dates.
    pub told: usize,
}

/// Calls `from` off and moves its people into `into`, in the order in which they asked: into a seat as long as there
/// are any and nobody is waiting there, else to the end of that line. Everybody is told and can drop it with one tap.
/// `None` if one of the two is no longer open.
pub(crate) fn merge(
    change: &Change<'_, '_>,
    from: OfferingId,
    into: OfferingId,
    reason: &str,
    before: &str,
) -> Result<Option<Merged>, Fault> {
    let people = |change: &Change<'_, '_>| -> Result<Vec<PersonId>, Fault> {
        Ok(store::live_of_class(change.tx, from)?.iter().map(|s| s.person).collect())
    };
    lock_people(change.tx, &people(change)?)?;
    for offering in [from.min(into), from.max(into)] {
        let doors = class_for_update(change.tx, offering)?.state.doors;
        let elsewhere = doors.elsewhere.is_some();
        if from == into || doors.stage != Stage::Published || elsewhere || change.now >= doors.starts_at {
            return Ok(None);
        }
    }
    lock_people(change.tx, &people(change)?)?;
    let live = store::live_of_class(change.tx, from)?;
    close(change, from, reason, Some(into))?;
    tell_of(change, from, Became::Cancelled)?;
    // those already waiting there come before those who move over
    promote(change, into)?;
    let (mut merged, mut moved) = (Merged::default(), Vec::new());
    // first those who have a seat, or were asked anew since the class moved; then those in line, offered or not
    let (seated, others): (Vec<Signup>, Vec<Signup>) = live
        .into_iter()
        .partition(|s| s.state == SignupState::Confirmed || (s.state == SignupState::Offered && s.moved));
    let (mut line, others): (Vec<Signup>, Vec<Signup>) = others.into_iter().partition(|s| s.line.is_some());
    line.sort_by_key(|s| (s.state == SignupState::Waiting, s.priority, s.line));
    for (signup, had_seat) in seated.iter().map(|s| (s, true)).chain(line.iter().map(|s| (s, false))) {
        match move_over(change, signup, (had_seat, into))? {
            Some(id) => moved.push((signup, id)),
            None => merged.told += 1,
        }
    }
    for unanswered in &others {
        store::end(change, unanswered, SignupState::Removed)?;
        tell(change, Mail::ClassCancelled, unanswered.person, unanswered.id, "", "")?;
        merged.told += 1;
    }
    promote(change, into)?;
    for (signup, id) in moved {
        let now = store::by_id(change.tx, id)?;
        match now.state {
            SignupState::Confirmed => merged.seated += 1,
            SignupState::Offered => merged.offered += 1,
            _ => merged.waiting += 1,
        }
        // if the offer came from the merge and names the old seat, its letter says it all
        if now.state == SignupState::Offered && now.instead_of == Some(signup.id) {
            continue;
        }
        tell(change, Mail::Merged, signup.person, id, &signup.id.to_string(), before)?;
    }
    class_board::verbs::move_over(change, from, into)?;
    audit(change, Verb::OfferingMerged, from, "published", &into.to_string(), reason)?;
    Ok(Some(merged))
}

/// Moves one person over: to a seat if they had one and there is one, else to the end of the line; if they cannot come
/// at that time, they are told of other dates. Returns their sign-up there.
fn move_over(
    change: &Change<'_, '_>,
    signup: &Signup,
    (had_seat, into): (bool, OfferingId),
) -> Result<Option<SignupId>, Fault> {
    let class = class_for_asking(change, into)?;
    let there = store::live(change.tx, signup.person, into)?;
    let site = match &there {
        Some(there) => there.site,
        None => like_site(change, signup, &class)?,
    };
    // a waiting swap goes on waiting: the class that it would replace is not in the way
    let swaps = gives_up(change.tx, signup, change.now)?;
    let mut besides = vec![signup.offering];
    besides.extend(swaps.as_ref().map(|s| s.offering));
    let person = person_state(change.tx, signup.person, (into, site), &besides, change.now)?.state;
    let clashes = matches!(person.conflict, Some(Conflict::Overlap { .. }));
    let has_one = person.mine == Some(Mine::Confirmed);
    if clashes || has_one || not_for(&class.state.doors, &person, change.now).is_some() {
        store::end(change, signup, SignupState::Removed)?;
        return tell(change, Mail::ClassCancelled, signup.person, signup.id, "", "").map(|()| None);
    }
    store::end(change, signup, SignupState::Moved)?;
    let open = class.state.site(site).filter(|s| s.waiting == 0).and_then(Site::free_seat);
    let seat = there.as_ref().and_then(|s| s.seat).or(open).filter(|_| had_seat);
    let id = match (there, seat) {
        // they keep the place they have there, and if they bring a seat, it becomes a seat
        (Some(there), Some(seat)) => {
            store::confirm(change, &there, seat)?;
            there.id
        }
        (Some(there), None) => there.id,
        (None, _) => {
            let begins = match seat {
                Some(seat) => Begins::Confirmed(seat),
                None => Begins::Waiting { priority: signup.priority, line: survey::next_in_line(change.tx, into)? },
            };
            // the new sign-up names the old one, so that the mail tells of both
            let instead_of = Some(swaps.map_or(signup.id, |s| s.id));
            let new = New { offering: into, person: signup.person, site, instead_of, ..New::default() };
            let id = store::add(change, &new, begins)?;
            if seat.is_none() && signup.auto_take {
                store::set_auto_take(change, id, true)?;
            }
            id
        }
    };
    Ok(Some(id))
}

/// The site of the other class that matches the one they had: online if that was online, else the class's own place.
fn like_site(change: &Change<'_, '_>, signup: &Signup, into: &Locked) -> Result<i64, Fault> {
    let row = change.tx.optional(
        sql!(
            "select x.number from site x where x.offering_id = $3 and x.mode =
               (select coalesce(s.mode, o.mode) from offering o
                left join site s on s.offering_id = o.id and s.number = $2 where o.id = $1)
             order by x.number limit 1"
        ),
        &params![signup.offering, signup.site, into.id],
    )?;
    Ok(row.map(|r| r.get(0)).transpose()?.unwrap_or(0))
}
