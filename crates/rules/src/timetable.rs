//! A term's timetable: every clash between its classes, named. A room holds one class at a time, a trainer teaches one
//! and has to get to the next, and a group of people cannot take two.

use crate::{
    schedule::{first_clash, tight_trip},
    time::Span,
};

/// A class in the timetable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booking {
    /// Which class.
    pub class: i64,
    /// Where it is held: the venue, and the room's name, empty where none is given; `None` online.
    pub place: Option<(i64, String)>,
    /// Who teaches it.
    pub trainers: Vec<i64>,
    /// Who it is for, where that is one group: a local, a kind of work, or a course within an event.
    pub audience: Option<String>,
    /// When it is.
    pub sessions: Vec<Span>,
}

/// What clashes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clash {
    /// Both are in this room at the same time.
    Room(String),
    /// This trainer teaches both at the same time.
    Trainer(i64),
    /// Both are for this group at the same time.
    Audience(String),
    /// This trainer has too few minutes for the trip between them.
    Travel {
        /// Who.
        trainer: i64,
        /// Minutes between the two.
        minutes: i64,
        /// Miles between their venues.
        miles: i64,
    },
}

/// Two classes with what clashes between them, in the order of the list.
pub type Pair = (i64, i64, Clash);

/// Every clash of a timetable. `miles` tells how far apart two venues are, where that is known.
#[must_use]
pub fn clashes(bookings: &[Booking], miles: impl Fn(i64, i64) -> Option<i64>) -> Vec<Pair> {
    let mut found = Vec::new();
    for (n, one) in bookings.iter().enumerate() {
        for other in &bookings[n + 1..] {
            let mut add = |clash: Clash| found.push((one.class, other.class, clash));
            let overlap = first_clash(&one.sessions, &other.sessions).is_some();
            if overlap
                && let (Some(here), Some(there)) = (&one.place, &other.place)
                && here == there
                && !here.1.is_empty()
            {
                add(Clash::Room(here.1.clone()));
            }
            if overlap
                && let Some(group) = &one.audience
                && other.audience.as_ref() == Some(group)
            {
                add(Clash::Audience(group.clone()));
            }
            for trainer in one.trainers.iter().filter(|t| other.trainers.contains(t)) {
                if overlap {
                    add(Clash::Trainer(*trainer));
                } else if let (Some(here), Some(there)) = (&one.place, &other.place)
                    && let Some(miles) = miles(here.0, there.0)
                    && let Some(minutes) = tight_trip(&one.sessions, &other.sessions, miles)
                {
                    add(Clash::Travel { trainer: *trainer, minutes, miles });
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Instant;

    fn booking(class: i64, room: &str, trainer: i64, from: i64, to: i64) -> Booking {
        let span = Span { start: Instant(0).plus_minutes(from), end: Instant(0).plus_minutes(to) };
        Booking { class, place: Some((1, room.into())), trainers: vec![trainer], audience: None, sessions: vec![span] }
    }

    fn near(a: i64, b: i64) -> Option<i64> {
        Some(if a == b { 0 } else { 60 })
    }

    #[test]
    fn a_room_and_a_trainer_are_in_one_class_at_a_time() {
        let list = [booking(1, "A", 7, 0, 60), booking(2, "A", 8, 59, 90), booking(3, "B", 7, 30, 40)];
        assert_eq!(clashes(&list, near), [(1, 2, Clash::Room("A".into())), (1, 3, Clash::Trainer(7))]);
        let apart = [booking(1, "A", 7, 0, 60), booking(2, "A", 7, 60, 90)];
        assert_eq!(clashes(&apart, near), [], "one after the other in one house");
        let nowhere = [booking(1, "", 7, 0, 60), booking(2, "", 8, 0, 60)];
        assert_eq!(clashes(&nowhere, near), [], "no room is not one room");
    }

    #[test]
    fn an_hour_for_sixty_miles_is_too_short_for_whoever_teaches_both() {
        let mut there = booking(2, "A", 7, 120, 180);
        there.place = Some((2, "A".into()));
        let list = [booking(1, "A", 7, 0, 60), there.clone()];
        assert_eq!(clashes(&list, near), [(1, 2, Clash::Travel { trainer: 7, minutes: 60, miles: 60 })]);
        there.place = None;
        assert_eq!(clashes(&[list[0].clone(), there], near), [], "online is everywhere");
    }

    #[test]
    fn a_group_cannot_take_two_at_once() {
        let (mut one, mut other) = (booking(1, "A", 7, 0, 60), booking(2, "B", 8, 30, 90));
        one.audience = Some("Harborfield".into());
        other.audience = Some("Harborfield".into());
        assert_eq!(clashes(&[one.clone(), other.clone()], near), [(1, 2, Clash::Audience("Harborfield".into()))]);
        other.audience = Some("Ashwell".into());
        assert_eq!(clashes(&[one, other], near), []);
    }

    #[test]
    fn the_order_of_the_list_changes_no_clash() {
        // every order of four classes finds the same pairs
        let list = [
            booking(1, "A", 7, 0, 60),
            booking(2, "A", 8, 30, 90),
            booking(3, "B", 8, 80, 99),
            booking(4, "B", 9, 0, 200),
        ];
        let mut expected: Vec<_> = clashes(&list, near).into_iter().map(|(a, b, c)| (a.min(b), a.max(b), c)).collect();
        expected.sort();
        assert_eq!(expected.len(), 3);
        for turn in 0..4 {
            let mut turned = list.to_vec();
            turned.rotate_left(turn);
            let mut found: Vec<_> =
                clashes(&turned, near).into_iter().map(|(a, b, c)| (a.min(b), a.max(b), c)).collect();
            found.sort();
            assert_eq!(found, expected);
        }
    }
}
