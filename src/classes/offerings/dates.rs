//! Other dates of a course: those that are still to be had.

use super::store;
use crate::{classes::offerings::Class, ground::fault::Fault, programme::Edition};
use rules::time::Instant;
use std::cmp::Reverse;

/// The next classes that somebody can still sign up for, for the programme page and mails.
pub(crate) fn next_open(classes: &[Class], now: rules::time::Instant, most: usize) -> Vec<&Class> {
    classes.iter().filter(|c| is_open(c, now) && !c.parts.is_empty()).take(most).collect()
}

/// Whether somebody can still sign up for a class and has a seat.
pub(crate) fn is_open(class: &Class, now: rules::time::Instant) -> bool {
    use crate::classes::offerings::SeatState::{Few, Left};
    matches!(class.seats(now), Left(_) | Few(_))
}

/// Up to three other dates of a class's course with seats left.
pub(crate) fn dates_with_seats(
    tx: &db::Tx<'_>,
    edition: &Edition,
    class: &Class,
    now: rules::time::Instant,
) -> Result<Vec<Class>, Fault> {
    let all = store::other_dates(tx, edition, (&class.code, class.id), now)?;
    let open = next_open(&all, now, usize::MAX).into_iter().filter(|c| c.code == class.code);
    Ok(open.take(3).cloned().collect())
}

/// How far ahead somebody who begins looks first, in minutes.
const SOON: i64 = 120 * 24 * 60;

/// Of open classes the one to begin a part with: within four months, for everybody, the most of the part at once, then the
/// nearest by `far`, then the first.
pub(crate) fn to_begin_with<'c>(
    open: impl IntoIterator<Item = &'c Class>,
    part: &str,
    now: Instant,
    far: impl Fn(&Class) -> i64,
) -> Option<&'c Class> {
    let of_part = open.into_iter().filter(|c| c.parts.iter().any(|p| p == part));
    of_part.min_by_key(|c| {
        let late = c.starts() > now.plus_minutes(SOON);
        (late, c.level, !c.audience.is_empty(), Reverse(if late { 0 } else { c.credited }), far(c), c.starts())
    })
}
