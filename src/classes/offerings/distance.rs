//! How far apart places are.

use crate::ground::{fault::Fault, ids::OfferingId};
use db::{Tx, params, sql};

/// Minutes between two classes beyond which nobody asks how far it is: longer than any trip in the state.
pub(crate) const LONGEST_TRIP: i64 = 6 * 60;

/// Where something is, in degrees times a million.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Point {
    pub latitude: i64,
    pub longitude: i64,
}

const EARTH_RADIUS_MILES: f64 = 3958.8;

/// Miles as the crow flies, with a quarter more for roads.
pub(crate) fn miles(a: Point, b: Point) -> i64 {
    let radians = |degrees: i64| (degrees as f64 / 1e6).to_radians();
    let (lat_a, lat_b) = (radians(a.latitude), radians(b.latitude));
    let half = |x: f64| (x / 2.0).sin().powi(2);
    // the haversine formula
    let h = half(lat_b - lat_a) + lat_a.cos() * lat_b.cos() * half(radians(b.longitude) - radians(a.longitude));
    (2.0 * EARTH_RADIUS_MILES * h.sqrt().asin() * 1.25).round() as i64
}

/// Where a venue is.
pub(crate) fn of_venue(tx: &Tx<'_>, venue: i64) -> Result<Option<Point>, Fault> {
    let row = tx.optional(sql!("select latitude, longitude from venue where id = $1"), &params![venue])?;
    row.map_or(Ok(None), |r| point(r.get(0)?, r.get(1)?))
}

fn point(latitude: Option<i64>, longitude: Option<i64>) -> Result<Option<Point>, Fault> {
    Ok(latitude.zip(longitude).map(|(latitude, longitude)| Point { latitude, longitude }))
}

/// Where a class meets at one of its sites; `None` online, or where nobody noted it.
pub(crate) fn of_class(tx: &Tx<'_>, (offering, site): (OfferingId, i64)) -> Result<Option<Point>, Fault> {
    let row = tx.optional(
        sql!(
            "select case when coalesce(s.mode, o.mode) = 'online' then null else v.latitude end, v.longitude
             from offering o left join site s on s.offering_id = o.id and s.number = $2
             join venue v on v.id = coalesce(s.venue_id, o.venue_id) where o.id = $1"
        ),
        &params![offering, site],
    )?;
    row.map_or(Ok(None), |r| point(r.get(0)?, r.get(1)?))
}

/// Miles between two classes.
pub(crate) fn between(tx: &Tx<'_>, a: (OfferingId, i64), b: (OfferingId, i64)) -> Result<Option<i64>, Fault> {
    Ok(of_class(tx, a)?.zip(of_class(tx, b)?).map(|(a, b)| miles(a, b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boston_to_holyoke_is_about_ninety_miles_by_road() {
        let boston = Point { latitude: 42_358_000, longitude: -71_063_000 };
        let holyoke = Point { latitude: 42_207_000, longitude: -72_608_000 };
        let there = miles(boston, holyoke);
        assert!((85..105).contains(&there), "{there}");
        assert_eq!(there, miles(holyoke, boston));
        assert_eq!(miles(boston, boston), 0);
    }
}
