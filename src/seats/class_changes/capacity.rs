//! More seats, or fewer.

use super::audit;
use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, SignupId},
        mail::Mail,
        verb::Verb,
    },
    programme::change::Change,
    seats::signup::{
        class_state::class_for_update,
        state::SignupState,
        store::{self, Signup},
        survey,
        verbs::{offers::end_question, owe, promote},
    },
};
use db::{Tx, params, sql};
use rules::seats::{SITE, Stage, resize};

/// What became of a new number of seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Capacity {
    /// It is done; this many people went back to the head of the waiting list.
    Done(usize),
    /// This many are taken, and it was not allowed to displace the latest.
    Taken(i64),
    /// This many are held for teams.
    Teams(i64),
    /// The class is over, called off, or has no such site.
    NotNow,
}

/// Sets the number of seats at a site of a class. Fewer than are taken is refused, unless `displace`: then those who
/// asked last go to the head of the waiting list, and are told.
pub(crate) fn set_capacity(
    change: &Change<'_, '_>,
    offering: OfferingId,
    site: i64,
    seats: i64,
    displace: bool,
) -> Result<Capacity, Fault> {
    let class = class_for_update(change.tx, offering)?;
    let doors = &class.state.doors;
    let open = doors.stage == Stage::Published && change.now < doors.starts_at;
    let Some(state) = class.state.site(site).filter(|_| open) else {
        return Ok(Capacity::NotNow);
    };
    let before = state.capacity;
    let kept = of_teams(change.tx, offering, site)?;
    let mut seated: Vec<Signup> = store::live_of_class(change.tx, offering)?;
    let place = |s: &Signup| s.seat.filter(|seat| seat / SITE == site).map(|seat| seat % SITE);
    seated.retain(|s| place(s).is_some_and(|p| !kept.contains(&p)));
    // those who said yes come before those who were only asked
    seated.sort_by_key(|s| s.state != SignupState::Confirmed);
    let holders: Vec<(SignupId, i64)> = seated.iter().map(|s| (s.id, place(s).unwrap_or_default())).collect();
    let Some(resized) = resize(&holders, &kept, seats) else { return Ok(Capacity::Teams(kept.len() as i64)) };
    if !resized.displaced.is_empty() && !displace {
        return Ok(Capacity::Taken(state.taken.count()));
    }
    for id in resized.displaced.iter().rev() {
        let signup = store::by_id(change.tx, *id)?;
        if signup.wish.is_some() && signup.state == SignupState::Offered {
            // they were never in line: they go on waiting for the topic
            store::end(change, &signup, SignupState::Removed)?;
            owe(change, Mail::InviteOver, signup.person, signup.id, "")?;
            continue;
        }
        // there is no seat to pass on any more
        end_question(change, &signup)?;
        let head = survey::head_of_line(change.tx, offering)?;
        store::wait(change, &signup, store::HAD_A_SEAT, head, signup.ignored)?;
        owe(change, Mail::Displaced, signup.person, signup.id, change.name())?;
    }
    for (id, place) in &resized.reseated {
        store::reseat(change, *id, site * SITE + place)?;
    }
    set_site_seats(change, offering, site, seats)?;
    if seats > before {
        promote(change, offering)?;
    }
    if change.tx.changed() > 0 {
        audit(change, Verb::OfferingSeats, offering, &before.to_string(), &seats.to_string(), "")?;
    }
    Ok(Capacity::Done(resized.displaced.len()))
}

fn of_teams(tx: &Tx<'_>, offering: OfferingId, site: i64) -> Result<Vec<i64>, Fault> {
    let rows = tx.all(
        sql!("select number from seat where offering_id = $1 and team_id is not null and number / 10000 = $2"),
        &params![offering, site],
    )?;
    rows.iter().map(|r| Ok(r.get::<i64>(0)? % SITE)).collect()
}

/// One row for each seat, and the numbers on the class and its site. The schema refuses fewer seats than are taken.
pub(crate) fn set_site_seats(
    change: &Change<'_, '_>,
    offering: OfferingId,
    site: i64,
    seats: i64,
) -> Result<(), Fault> {
    let first = site * SITE;
    let have = change.tx.one(
        sql!("select count(*) from seat where offering_id = $1 and number > $2 and number < $3"),
        &params![offering, first, first + SITE],
    )?;
    let have: i64 = have.get(0)?;
    let rows: Vec<Vec<db::Value>> = (have + 1..=seats).map(|n| params![offering, first + n].to_vec()).collect();
    change.tx.insert_many("insert into seat (offering_id, number)", &rows)?;
    if seats < have {
        change.tx.run(
            sql!("delete from seat where offering_id = $1 and number > $2 and number < $3"),
            &params![offering, first + seats, first + SITE],
        )?;
    }
    if seats != have {
        change.tx.run(
            sql!("update site set capacity = $3 where offering_id = $1 and number = $2"),
            &params![offering, site, seats],
        )?;
        change.tx.run(
            sql!("update offering set capacity = capacity + $2, revision = revision + 1 where id = $1"),
            &params![offering, seats - have],
        )?;
    }
    Ok(())
}
