//! Seats that are held for people whose address is not confirmed yet.

/// How many seats of a site can be held at once for addresses that nobody has confirmed: a quarter, but at least three.
/// Made-up addresses must not empty a class.
#[must_use]
pub const fn held_at_most(seats: i64) -> i64 {
    let quarter = seats / 4;
    if quarter > 3 { quarter } else { 3 }
}

#[cfg(test)]
mod tests {
    use super::held_at_most;
    use proptest::prelude::*;

    proptest! {
        /// Three quarters of a class of any size stay for people who are known, or all but three of a small one.
        #[test]
        fn most_seats_stay_for_people_who_are_known(seats in 0i64..10_000) {
            let held = held_at_most(seats);
            prop_assert!(held == 3 || (held * 4 <= seats && (held + 1) * 4 > seats));
            prop_assert!(held <= held_at_most(seats + 1) && held_at_most(seats + 1) <= held + 1);
        }
    }
}
