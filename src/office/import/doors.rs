//! The columns of `offerings*.csv` that say when and for whom sign-up is open, and at which sites a class is held.

use super::{
    said::said,
    table::{Check, Dates, Row},
};
use crate::{
    ground::fault::Fault,
    programme::change::Change,
    progress::enrolment::form::WORK,
    seats::{class_changes::set_site_seats, signup::class_state::class_for_update},
};
use db::{Tx, params, sql};
use jiff::{ToSpan, tz::TimeZone};
use rules::time::Instant;
use std::collections::BTreeMap;

/// These columns, all of them optional.
pub(super) const COLUMNS: [&str; 8] =
    ["sites", "opens", "only_work", "members_only", "local_until", "substitutes", "hold_hours", "decide_days"];

/// One more site of a class, besides its own place.
#[derive(Debug, Clone)]
pub(super) struct NewSite {
    online: bool,
    venue: i64,
    room: String,
    seats: i64,
}

/// When and for whom sign-up is open.
#[derive(Debug, Clone)]
pub(super) struct NewDoors {
    opens: Option<Instant>,
    only_work: String,
    members_only: bool,
    local_until: Option<Instant>,
    substitutes: bool,
    hold_hours: i64,
    decide_at: Instant,
    pub sites: Vec<NewSite>,
}

/// `yes` or `no`.
pub(super) fn yes_no(row: &Row, column: &str, otherwise: bool, check: &mut Check<'_>) -> bool {
    match row.get(column).to_lowercase().as_str() {
        "" => otherwise,
        "yes" => true,
        "no" => false,
        other => {
            check.wrong(column, said!("import-yes-no", value = other));
            otherwise
        }
    }
}

/// `2026-12-01 08:00`, moved by as many days as the whole file.
fn moment(row: &Row, column: &str, check: &mut Check<'_>, zone: &TimeZone, shift: i64) -> Option<Instant> {
    let text = row.get(column);
    if text.is_empty() {
        return None;
    }
    let at = Dates::of(std::slice::from_ref(row), &[column]).moment(text);
    match at.map(|at| at.checked_add(shift.days()).and_then(|at| Instant::from_local(at, zone))) {
        Ok(at) => at.ok(),
        Err(message) => {
            check.wrong(column, message);
            None
        }
    }
}

pub(super) fn read(
    row: &Row,
    venues: &BTreeMap<String, (i64, String)>,
    first: Instant,
    check: &mut Check<'_>,
    (zone, shift): (&TimeZone, i64),
) -> NewDoors {
    let work: Vec<&str> = row.get("only_work").split_whitespace().collect();
    if let Some(other) = work.iter().find(|w| !WORK.contains(w)) {
        check.wrong("only_work", said!("import-one-or-more", value = other, all = WORK.join(" ")));
    }
    let decide = check.number(row, "decide_days", 0..=90, Some(7));
    NewDoors {
        opens: moment(row, "opens", check, zone, shift),
        only_work: work.join(" "),
        members_only: yes_no(row, "members_only", false, check),
        local_until: moment(row, "local_until", check, zone, shift),
        substitutes: yes_no(row, "substitutes", true, check),
        hold_hours: check.number(row, "hold_hours", 1..=336, Some(48)),
        decide_at: first.plus_minutes(-decide * 24 * 60),
        sites: sites(row, venues, check),
    }
}

/// `holyoke-office/Room 2: 20; online: 40`: the sites besides the class's own place, each with its seats.
fn sites(row: &Row, venues: &BTreeMap<String, (i64, String)>, check: &mut Check<'_>) -> Vec<NewSite> {
    let mut sites = Vec::new();
    for text in row.get("sites").split(';').map(str::trim).filter(|s| !s.is_empty()) {
        let (place, seats) = text.rsplit_once(':').unwrap_or((text, ""));
        let (venue, room) = place.split_once('/').unwrap_or((place, ""));
        let venue = venues.get(venue.trim());
        let seats = seats.trim().parse::<i64>().ok().filter(|n| (0..=5000).contains(n));
        let (Some((id, kind)), Some(seats)) = (venue, seats) else {
            check.wrong("sites", said!("import-site-form", value = text));
            continue;
        };
        sites.push(NewSite { online: kind == "virtual", venue: *id, room: room.trim().to_owned(), seats });
    }
    sites
}

/// The class's own place, which is its first site.
pub(super) struct Own<'o> {
    pub online: bool,
    pub venue: i64,
    pub room: &'o str,
    pub seats: i64,
}

/// Stores them for a class. If at some site more seats are taken than there would be, returns both numbers instead:
/// seats and taken.
pub(super) fn store(
    change: &Change<'_, '_>,
    offering: i64,
    doors: &NewDoors,
    own: &Own<'_>,
) -> Result<Option<(i64, i64)>, Fault> {
    let tx = change.tx;
    tx.run(
        sql!(
            "update offering set opens_at = $2, only_work = $3, members_only = $4, local_until = $5, substitutes = $6,
                    hold_hours = $7, decide_at = $8 where id = $1"
        ),
        &params![
            offering,
            doors.opens.map(|o| o.0),
            &doors.only_work,
            doors.members_only,
            doors.local_until.map(|l| l.0),
            doors.substitutes,
            doors.hold_hours,
            doors.decide_at.0
        ],
    )?;
    let mut wanted =
        vec![NewSite { online: own.online, venue: own.venue, room: own.room.to_owned(), seats: own.seats }];
    wanted.extend(doors.sites.iter().cloned());
    let class = class_for_update(tx, offering)?;
    for site in &class.state.sites {
        let seats = usize::try_from(site.number).ok().and_then(|n| wanted.get(n)).map_or(0, |s| s.seats);
        let gone = site.number >= wanted.len() as i64;
        if site.taken.above(seats) > 0 || (gone && site.waiting > 0) {
            return Ok(Some((seats, site.taken.count() + if gone { site.waiting } else { 0 })));
        }
    }
    tx.run(sql!("delete from site where offering_id = $1"), &params![offering])?;
    for (number, site) in (0..).zip(&wanted) {
        if wanted.len() > 1 {
            let mode = if site.online { "online" } else { "in-person" };
            tx.run(
                sql!(
                    "insert into site (offering_id, number, mode, venue_id, room, capacity)
                     values ($1, $2, $3, $4, $5, $6)"
                ),
                &params![offering, number, mode, site.venue, &site.room, site.seats],
            )?;
        }
        set_site_seats(change, offering, number, site.seats)?;
    }
    for gone in class.state.sites.iter().filter(|s| s.number >= wanted.len() as i64) {
        set_site_seats(change, offering, gone.number, 0)?;
    }
    Ok(None)
}

/// Where a class is held besides its own place: site, mode, venue and room.
pub(super) fn places(tx: &Tx<'_>, offering: i64) -> Result<Vec<(i64, String, i64, String)>, Fault> {
    let rows = tx.all(
        sql!("select number, mode, venue_id, room from site where offering_id = $1 and number > 0 order by number"),
        &params![offering],
    )?;
    rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))).collect()
}
