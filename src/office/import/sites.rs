//! The column `sites` of a class: where it is held besides its own place, each place with its seats.

use super::{
    class::NewClass,
    said::said,
    table::{Check, Row},
};
use crate::{
    ground::{fault::Fault, ids::OfferingId},
    programme::change::Change,
    seats::{class_changes::set_site_seats, signup::class_state::class_for_update},
};
use db::{Tx, params, sql};
use std::collections::BTreeMap;

/// One more site of a class, besides its own place.
#[derive(Debug, Clone)]
pub(super) struct NewSite {
    online: bool,
    venue: i64,
    room: String,
    seats: i64,
}

/// `holyoke-office/Room 2: 20; online: 40`: the sites besides the class's own place, each with its seats.
pub(super) fn read(row: &Row, venues: &BTreeMap<String, (i64, String)>, check: &mut Check<'_>) -> Vec<NewSite> {
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

/// Stores the seats of a class at its own place, which is the first of its sites, and at the others. If at some site more
/// seats are taken than there would be, returns both numbers instead: seats and taken.
pub(super) fn store(
    change: &Change<'_, '_>,
    offering: OfferingId,
    new: &NewClass,
) -> Result<Option<(i64, i64)>, Fault> {
    let tx = change.tx;
    let own = NewSite { online: new.online, venue: new.venue, room: new.room.clone(), seats: new.capacity };
    let wanted: Vec<NewSite> = std::iter::once(own).chain(new.sites.iter().cloned()).collect();
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
pub(super) fn places(tx: &Tx<'_>, offering: OfferingId) -> Result<Vec<(i64, String, i64, String)>, Fault> {
    let rows = tx.all(
        sql!("select number, mode, venue_id, room from site where offering_id = $1 and number > 0 order by number"),
        &params![offering],
    )?;
    rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))).collect()
}

/// The cell of a stored class.
pub(super) fn cell(tx: &Tx<'_>, offering: OfferingId) -> Result<String, Fault> {
    let rows = tx.all(
        sql!(
            "select v.key, s.room, s.capacity from site s join venue v on v.id = s.venue_id
             where s.offering_id = $1 and s.number > 0 order by s.number"
        ),
        &params![offering],
    )?;
    let mut out = Vec::new();
    for r in &rows {
        let (venue, room, seats) = (r.text(0)?, r.text(1)?, r.get::<i64>(2)?);
        out.push(if room.is_empty() { format!("{venue}: {seats}") } else { format!("{venue}/{room}: {seats}") });
    }
    Ok(out.join("; "))
}
