//! Other dates of a course: those that are still to be had.

use super::store;
use crate::{classes::offerings::Class, ground::fault::Fault, programme::Edition};

/// The next classes that somebody can still sign up for, for the programme page and mails.
pub(crate) fn next_open(classes: &[Class], now: rules::time::Instant, most: usize) -> Vec<&Class> {
    use crate::classes::offerings::SeatState::{Few, Left};
    classes.iter().filter(|c| matches!(c.seats(now), Left(_) | Few(_)) && !c.parts.is_empty()).take(most).collect()
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
