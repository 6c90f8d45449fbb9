//! Fewer or more seats in a class that people are signed up for.

/// What a change of the number of seats means; a holder is known by whatever the caller knows them by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resized<Holder> {
    /// Who moves to which lower seat, since theirs no longer exists.
    pub reseated: Vec<(Holder, i64)>,
    /// Who no longer has a seat and goes to the head of the waiting list: those who asked last, the latest at the end.
    pub displaced: Vec<Holder>,
}

/// Brings a site to `capacity` places. `seated` are its people with their places (counted from 1), in the order in
/// which they asked; `kept` are places that are held for a team and stay.
///
/// `None` when even without anybody there would be too few places for what is kept.
#[must_use]
pub fn resize<Holder: Copy>(seated: &[(Holder, i64)], kept: &[i64], capacity: i64) -> Option<Resized<Holder>> {
    let room = usize::try_from(capacity - kept.len() as i64).ok()?;
    if kept.iter().any(|place| *place > capacity) {
        return None;
    }
    let (stay, go) = seated.split_at(room.min(seated.len()));
    let mut free = (1..=capacity).filter(|p| !kept.contains(p) && !stay.iter().any(|(_, place)| place == p));
    let reseated = stay.iter().filter(|(_, place)| *place > capacity);
    Some(Resized {
        reseated: reseated.map_while(|(who, _)| free.next().map(|place| (*who, place))).collect(),
        displaced: go.iter().map(|(who, _)| *who).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_latest_lose_and_the_others_keep_a_seat() {
        let seated = [(1, 3), (2, 1), (3, 2)];
        let resized = resize(&seated, &[], 2).unwrap();
        assert_eq!(resized, Resized { reseated: vec![(1, 2)], displaced: vec![3] });
    }

    #[test]
    fn seats_of_a_team_stay() {
        assert_eq!(resize(&[("Ana", 1)], &[2, 3], 2), None);
        assert_eq!(resize(&[(1, 3)], &[1], 2).unwrap().reseated, vec![(1, 2)]);
    }

    proptest! {
        #[test]
        fn afterwards_nobody_sits_where_no_seat_is_and_no_two_on_one(
            places in proptest::collection::btree_set(1i64..12, 0..10), kept in 0usize..3, capacity in 0i64..12,
        ) {
            let mut places: Vec<i64> = places.into_iter().collect();
            let kept = places.split_off(places.len().saturating_sub(kept));
            let seated: Vec<(i64, i64)> = places.iter().rev().enumerate().map(|(n, p)| (n as i64, *p)).collect();
            let Some(resized) = resize(&seated, &kept, capacity) else { return Ok(()) };
            let moved = |who: i64| resized.reseated.iter().find(|(w, _)| *w == who).map(|(_, p)| *p);
            let after: Vec<i64> = seated
                .iter()
                .filter(|(who, _)| !resized.displaced.contains(who))
                .map(|(who, place)| moved(*who).unwrap_or(*place))
                .chain(kept.iter().copied())
                .collect();
            prop_assert!(after.iter().all(|p| *p <= capacity));
            prop_assert_eq!(after.iter().collect::<BTreeSet<_>>().len(), after.len());
            let least = (seated.len() + kept.len()) as i64 - capacity;
            prop_assert_eq!(resized.displaced.len() as i64, least.max(0));
        }
    }
}
