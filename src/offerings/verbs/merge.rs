//! Two classes become one.

use super::{audit, close, tell};
use crate::{
    change::Change,
    fault::Fault,
    signup::{
        class_state::{Locked, class_for_update},
        person_state::{lock_people, person_state},
        store::{self, Begins, New, Signup},
        survey,
        verbs::promote,
    },
};
use db::{params, sql};
use jiff::tz::TimeZone;
use rules::seats::{Outcome, Request, Stage, decide};

/// What became of the people of a class that was merged into another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Merged {
    /// They have a seat in the other class now.
    pub seated: usize,
    /// They wait for one.
    pub waiting: usize,
    /// They cannot come then, or have a seat there already: they were told of other dates.
    pub told: usize,
}

/// Calls `from` off and moves its people into `into`, in the order in which they asked: a seat while there are any
/// and nobody there waits, else a place at the end of that line. Everybody is told and can drop it with one tap.
/// `None` where one of the two is not open any more.
pub(crate) fn merge(
    change: &Change<'_, '_>,
    from: i64,
    into: i64,
    reason: &str,
    before: &str,
    zone: &TimeZone,
) -> Result<Option<Merged>, Fault> {
    let people = |change: &Change<'_, '_>| -> Result<Vec<i64>, Fault> {
        Ok(store::live_of_class(change.tx, from)?.iter().map(|s| s.person).collect())
    };
    lock_people(change.tx, &people(change)?)?;
    for offering in [from.min(into), from.max(into)] {
        let doors = class_for_update(change.tx, offering)?.state.doors;
        if from == into || doors.stage != Stage::Published || change.now >= doors.starts_at {
            return Ok(None);
        }
    }
    lock_people(change.tx, &people(change)?)?;
    let live = store::live_of_class(change.tx, from)?;
    close(change, from, reason, Some(into))?;
    let mut merged = Merged::default();
    // who has a seat, or was asked anew since the class moved; then who is in line, offered or not
    let (seated, others): (Vec<Signup>, Vec<Signup>) =
        live.into_iter().partition(|s| s.state == "confirmed" || (s.state == "offered" && s.moved));
    let (mut line, others): (Vec<Signup>, Vec<Signup>) = others.into_iter().partition(|s| s.line.is_some());
    line.sort_by_key(|s| (s.state == "waiting", s.priority, s.line));
    for (signup, had_seat) in seated.iter().map(|s| (s, true)).chain(line.iter().map(|s| (s, false))) {
        move_over(change, signup, had_seat, into, before, &mut merged)?;
    }
    for unanswered in &others {
        store::end(change, unanswered, "removed")?;
        tell(change, "class-cancelled", unanswered.person, unanswered.id, "", "")?;
        merged.told += 1;
    }
    promote(change, into, zone)?;
    audit(change, "offering.merged", from, "published", &into.to_string(), reason)?;
    Ok(Some(merged))
}

fn move_over(
    change: &Change<'_, '_>,
    signup: &Signup,
    had_seat: bool,
    into: i64,
    before: &str,
    merged: &mut Merged,
) -> Result<(), Fault> {
    // who had a seat here and waits there has a seat to bring
    let there = store::live(change.tx, signup.person, into)?;
    if let Some(waits) = there.filter(|s| had_seat && s.state == "waiting") {
        store::end(change, &waits, "moved")?;
    }
    let class = class_for_update(change.tx, into)?;
    let site = like_site(change, signup, &class)?;
    let besides = [signup.offering];
    let person = person_state(change.tx, signup.person, (into, site), &besides, change.now)?.state;
    let request = Request { site, may_wait: true, repeat: true, tight: true };
    let begins = match decide(&class.state, &person, request, change.now) {
        Outcome::Seat(seat) if had_seat => Begins::Confirmed(seat),
        Outcome::Seat(_) | Outcome::Waiting(_) => {
            Begins::Waiting { priority: signup.priority, line: survey::next_in_line(change.tx, into)? }
        }
        Outcome::Already(_) | Outcome::Refused(_) => {
            store::end(change, signup, "removed")?;
            merged.told += 1;
            return tell(change, "class-cancelled", signup.person, signup.id, "", "");
        }
    };
    store::end(change, signup, "moved")?;
    // the new one names the old one: the mail tells of both
    let new = New { offering: into, person: signup.person, site, instead_of: Some(signup.id), ..New::default() };
    let id = store::add(change, &new, begins)?;
    match begins {
        Begins::Confirmed(_) => merged.seated += 1,
        _ => merged.waiting += 1,
    }
    tell(change, "merged", signup.person, id, &signup.id.to_string(), before)
}

/// The site of the other class that is like the one they had: online if that was online, else its own place.
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
