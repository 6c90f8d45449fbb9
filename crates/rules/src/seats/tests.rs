use super::*;
use proptest::prelude::*;

const NOON: Instant = Instant(1_000_000_000_000);

fn class(capacity: i64, taken: &[i64], waiting: i64) -> ClassState {
    ClassState {
        stage: Stage::Published,
        capacity,
        taken: taken.to_vec(),
        waiting,
        opens_at: None,
        closes_at: NOON.plus_minutes(60),
        elsewhere: None,
        only_local: None,
    }
}

fn ask(class: &ClassState, request: Request) -> Outcome {
    decide(class, &PersonState::default(), request, NOON)
}

#[test]
fn a_free_seat_is_given_with_the_lowest_number() {
    assert_eq!(ask(&class(3, &[1, 3], 0), Request::default()), Outcome::Seat(2));
}

#[test]
fn a_full_class_offers_the_waiting_list_and_gives_a_place() {
    let full = class(2, &[1, 2], 4);
    assert_eq!(ask(&full, Request::default()), Outcome::Refused(Refusal::Full { waiting: 4 }));
    assert_eq!(ask(&full, Request { may_wait: true, repeat: false }), Outcome::Waiting(5));
}

#[test]
fn a_freed_seat_never_goes_to_a_passer_by_while_people_wait() {
    let freed = class(2, &[1], 1);
    assert_eq!(ask(&freed, Request::default()), Outcome::Refused(Refusal::Full { waiting: 1 }));
}

#[test]
fn asking_twice_changes_nothing() {
    let person = PersonState { mine: Some(Mine::Confirmed), ..PersonState::default() };
    let outcome = decide(&class(2, &[1], 0), &person, Request::default(), NOON);
    assert_eq!(outcome, Outcome::Already(Mine::Confirmed));
}

#[test]
fn a_clash_is_refused_but_waiting_for_both_is_allowed() {
    let person = PersonState { clash: Some(7), ..PersonState::default() };
    let with_seat = decide(&class(2, &[], 0), &person, Request::default(), NOON);
    assert_eq!(with_seat, Outcome::Refused(Refusal::Clash { with: 7 }));
    let full = decide(&class(1, &[1], 0), &person, Request { may_wait: true, repeat: false }, NOON);
    assert_eq!(full, Outcome::Waiting(1));
}

#[test]
fn each_closed_door_names_its_rule() {
    let open = class(2, &[], 0);
    let at = |c: ClassState| ask(&c, Request::default());
    let closes = open.closes_at;
    assert_eq!(at(ClassState { stage: Stage::Draft, ..open.clone() }), Outcome::Refused(Refusal::NotPublished));
    assert_eq!(at(ClassState { stage: Stage::Cancelled, ..open.clone() }), Outcome::Refused(Refusal::Cancelled));
    assert_eq!(at(ClassState { stage: Stage::Held, ..open.clone() }), Outcome::Refused(Refusal::Closed { at: closes }));
    assert_eq!(at(ClassState { closes_at: NOON, ..open.clone() }), Outcome::Refused(Refusal::Closed { at: NOON }));
    let opens = NOON.plus_minutes(1);
    assert_eq!(at(ClassState { opens_at: Some(opens), ..open.clone() }), Outcome::Refused(Refusal::NotOpen { opens }));
    assert_eq!(
        at(ClassState { only_local: Some(5), ..open.clone() }),
        Outcome::Refused(Refusal::OtherLocal { local: 5 })
    );
    let url = "https://conference.example.org".to_owned();
    assert_eq!(at(ClassState { elsewhere: Some(url.clone()), ..open }), Outcome::Refused(Refusal::Elsewhere { url }));
}

#[test]
fn promotion_follows_the_line_and_skips_who_cannot_come() {
    assert_eq!(promotions(3, &[1], &[false, true, true, true]), vec![(1, 2), (2, 3)]);
}

proptest! {
    /// Any sequence of people asking and leaving: never more than the capacity, no seat twice.
    #[test]
    fn seats_are_never_oversold(capacity in 0i64..6, moves in proptest::collection::vec((any::<bool>(), 0usize..8), 0..60)) {
        let mut taken: Vec<i64> = Vec::new();
        for (asks, which) in moves {
            if asks {
                if let Outcome::Seat(n) = ask(&class(capacity, &taken, 0), Request::default()) {
                    prop_assert!(!taken.contains(&n) && (1..=capacity).contains(&n));
                    taken.push(n);
                    taken.sort_unstable();
                }
            } else if !taken.is_empty() {
                taken.remove(which % taken.len());
            }
            prop_assert!(taken.len() as i64 <= capacity);
        }
    }

    /// While a seat is free and somebody valid waits, a promotion is due.
    #[test]
    fn nobody_waits_beside_a_free_seat(capacity in 0i64..6, held in 0i64..6, valid in proptest::collection::vec(any::<bool>(), 0..6)) {
        let taken: Vec<i64> = (1..=held.min(capacity)).collect();
        let due = promotions(capacity, &taken, &valid);
        let free = capacity - taken.len() as i64;
        let ready = valid.iter().filter(|v| **v).count() as i64;
        prop_assert_eq!(due.len() as i64, free.min(ready));
    }
}
