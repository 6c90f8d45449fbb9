//! Which seats of a site are taken, without a list of all of them.

use std::collections::BTreeSet;

/// Taken places of one site, counted from 1: all up to a number, and some beyond it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Taken {
    /// Every place from 1 to this one is taken.
    through: i64,
    /// Taken places after the first free one.
    beyond: BTreeSet<i64>,
}

impl Taken {
    /// The places 1 to `count`, without a gap.
    #[must_use]
    pub const fn first(count: i64) -> Self {
        Self { through: count, beyond: BTreeSet::new() }
    }

    /// Any places.
    #[must_use]
    pub fn of(places: impl IntoIterator<Item = i64>) -> Self {
        let mut taken = Self::default();
        for place in places {
            taken.take(place);
        }
        taken
    }

    /// Takes a place; one that is taken stays so.
    pub fn take(&mut self, place: i64) {
        if place > self.through {
            self.beyond.insert(place);
        }
        while self.beyond.remove(&(self.through + 1)) {
            self.through += 1;
        }
    }

    /// The lowest free place.
    #[must_use]
    pub const fn lowest_free(&self) -> i64 {
        self.through + 1
    }

    /// How many are taken.
    #[must_use]
    pub fn count(&self) -> i64 {
        self.through + self.beyond.len() as i64
    }

    /// Taken places above `capacity`.
    #[must_use]
    pub fn above(&self, capacity: i64) -> i64 {
        (self.through - capacity).max(0) + self.beyond.iter().filter(|p| **p > capacity).count() as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_set_of_what_was_taken(places in proptest::collection::vec(1i64..40, 0..60), capacity in 0i64..40) {
            let (taken, set) = (Taken::of(places.clone()), places.iter().copied().collect::<BTreeSet<i64>>());
            prop_assert_eq!(taken.count(), set.len() as i64);
            prop_assert_eq!(taken.lowest_free(), (1..).find(|n| !set.contains(n)).unwrap());
            prop_assert_eq!(taken.above(capacity), set.iter().filter(|p| **p > capacity).count() as i64);
        }

        #[test]
        fn a_run_without_gaps_is_the_same_however_it_came_about(count in 0i64..50) {
            prop_assert_eq!(Taken::first(count), Taken::of((1..=count).rev()));
        }
    }
}
