use super::*;
use proptest::prelude::*;

const NOON: Instant = Instant(1_000_000_000_000);

fn class(capacity: i64, taken: &[i64], waiting: i64) -> ClassState {
    let taken = Taken::of(taken.iter().copied());
    ClassState {
        doors: Doors {
            stage: Stage::Published,
            opens_at: None,
            closes_at: NOON.plus_minutes(60),
            starts_at: NOON.plus_minutes(120),
            elsewhere: None,
            only_local: None,
            local_until: None,
            only_work: vec![],
            members_only: false,
        },
        sites: vec![Site { number: 0, capacity, taken, waiting }],
    }
}

fn ask(class: &ClassState, request: Request) -> Outcome {
    decide(class, &PersonState::default(), request, NOON)
}

const MAY_WAIT: Request = Request { site: 0, may_wait: true, repeat: false, tight: false };

#[test]
fn a_free_seat_is_given_with_the_lowest_number() {
    assert_eq!(ask(&class(3, &[1, 3], 0), Request::default()), Outcome::Seat(2));
}

#[test]
fn a_full_class_offers_the_waiting_list_and_gives_a_place() {
    let full = class(2, &[1, 2], 4);
    assert_eq!(ask(&full, Request::default()), Outcome::Refused(Refusal::Full { waiting: 4 }));
    assert_eq!(ask(&full, MAY_WAIT), Outcome::Waiting(5));
}

#[test]
fn a_freed_seat_never_goes_to_a_passer_by_while_people_wait() {
    let freed = class(2, &[1], 1);
    assert_eq!(ask(&freed, Request::default()), Outcome::Refused(Refusal::Full { waiting: 1 }));
}

#[test]
fn each_site_has_its_own_seats_and_its_own_line() {
    let mut both = class(1, &[1], 0);
    both.sites.push(Site { number: 1, capacity: 2, taken: Taken::first(1), waiting: 0 });
    assert_eq!(ask(&both, Request::default()), Outcome::Refused(Refusal::Full { waiting: 0 }));
    assert_eq!(ask(&both, Request { site: 1, ..Request::default() }), Outcome::Seat(SITE + 2));
    assert_eq!(ask(&both, Request { site: 2, ..Request::default() }), Outcome::Refused(Refusal::NoSite));
}

#[test]
fn asking_twice_changes_nothing() {
    let person = PersonState { mine: Some(Mine::Confirmed), ..PersonState::default() };
    let outcome = decide(&class(2, &[1], 0), &person, Request::default(), NOON);
    assert_eq!(outcome, Outcome::Already(Mine::Confirmed));
}

#[test]
fn a_clash_is_refused_but_waiting_for_both_is_allowed() {
    let clash = Conflict::Overlap { with: 7 };
    let person = PersonState { conflict: Some(clash), ..PersonState::default() };
    let with_seat = decide(&class(2, &[], 0), &person, Request { tight: true, ..Request::default() }, NOON);
    assert_eq!(with_seat, Outcome::Refused(Refusal::Conflict(clash)));
    let full = decide(&class(1, &[1], 0), &person, MAY_WAIT, NOON);
    assert_eq!(full, Outcome::Waiting(1));
}

#[test]
fn a_tight_trip_is_refused_until_the_person_says_they_go() {
    let tight = Conflict::Tight { with: 0, miles: 90, minutes: 60 };
    let person = PersonState { conflict: Some(tight), ..PersonState::default() };
    let asked = |tight| decide(&class(2, &[], 0), &person, Request { tight, ..Request::default() }, NOON);
    assert_eq!(asked(false), Outcome::Refused(Refusal::Conflict(tight)));
    assert_eq!(asked(true), Outcome::Seat(1));
}

#[test]
fn each_closed_door_names_its_rule() {
    let open = class(2, &[], 0);
    let at = |change: &dyn Fn(&mut Doors)| {
        let mut class = open.clone();
        change(&mut class.doors);
        match ask(&class, Request::default()) {
            Outcome::Refused(refusal) => refusal,
            other => panic!("{other:?}"),
        }
    };
    let closes = open.doors.closes_at;
    assert_eq!(at(&|d| d.stage = Stage::Draft), Refusal::NotPublished);
    assert_eq!(at(&|d| d.stage = Stage::Cancelled), Refusal::Cancelled);
    assert_eq!(at(&|d| d.stage = Stage::Held), Refusal::Closed { at: closes });
    assert_eq!(at(&|d| d.closes_at = NOON), Refusal::Closed { at: NOON });
    let opens = NOON.plus_minutes(1);
    assert_eq!(at(&|d| d.opens_at = Some(opens)), Refusal::NotOpen { opens });
    let url = "https://conference.example.org".to_owned();
    assert_eq!(at(&|d| d.elsewhere = Some(url.clone())), Refusal::Elsewhere { url: url.clone() });
    assert_eq!(at(&|d| d.only_local = Some(5)), Refusal::OtherLocal { local: 5, until: None });
    assert_eq!(at(&|d| d.only_work = vec!["esp".into()]), Refusal::OtherWork { work: vec!["esp".into()] });
    assert_eq!(at(&|d| d.members_only = true), Refusal::NotMember);
}

#[test]
fn a_class_of_one_local_opens_to_all_on_its_day() {
    let mut first = class(2, &[], 0);
    first.doors.only_local = Some(5);
    first.doors.local_until = Some(NOON);
    assert_eq!(ask(&first, Request::default()), Outcome::Seat(1));
}

/// A draw by lots, as a union might open a class: it brings nothing but a rule to the allocator.
struct Draw(i64);

impl Priority for Draw {
    fn key(&self, asked: &SeatAsked) -> (i64, i64) {
        ((asked.arrived + 1).wrapping_mul(self.0).wrapping_mul(0x9E37_79B9).rem_euclid(1009), asked.arrived)
    }
}

fn crowd(count: i64) -> Vec<SeatAsked> {
    let asked = |arrived| SeatAsked { person: PersonState::default(), request: MAY_WAIT, arrived };
    (0..count).map(asked).collect()
}

proptest! {
    /// Whatever the rule: as many seats as there are, each once, in the order of the rule, and everybody else waits.
    #[test]
    fn a_rule_orders_who_is_served_and_nothing_else(capacity in 0i64..9, count in 0i64..20, seed in 1i64..999) {
        let (class, asked, rule) = (class(capacity, &[], 0), crowd(count), Draw(seed));
        for by_draw in [false, true] {
            let out = if by_draw { allocate(&class, &asked, &rule, NOON) } else { allocate(&class, &asked, &FirstCome, NOON) };
            let mut order: Vec<usize> = (0..asked.len()).collect();
            order.sort_by_key(|n| if by_draw { rule.key(&asked[*n]) } else { FirstCome.key(&asked[*n]) });
            for (place, n) in (1..).zip(order) {
                let due = if place <= capacity { Outcome::Seat(place) } else { Outcome::Waiting(place - capacity) };
                prop_assert_eq!(&out[n], &due);
            }
        }
    }

    /// Any sequence of people asking and leaving: never more than the capacity, no seat twice.
    #[test]
    fn seats_are_never_oversold(capacity in 0i64..6, moves in proptest::collection::vec((any::<bool>(), 0usize..8), 0..60)) {
        let mut taken: Vec<i64> = Vec::new();
        for (asks, which) in moves {
            if asks {
                if let Outcome::Seat(n) = ask(&class(capacity, &taken, 0), Request::default()) {
                    prop_assert!(!taken.contains(&n) && (1..=capacity).contains(&n));
                    taken.push(n);
                }
            } else if !taken.is_empty() {
                taken.remove(which % taken.len());
            }
            prop_assert!(taken.len() as i64 <= capacity);
        }
    }

    /// While a seat is free and somebody who can come waits, it is theirs, and in the order of the line.
    #[test]
    fn nobody_waits_beside_a_free_seat(capacity in 0i64..6, held in 0i64..6, blocked in proptest::collection::vec(any::<bool>(), 0..6)) {
        let taken: Vec<i64> = (1..=held.min(capacity)).collect();
        let line: Vec<Entry> =
            blocked.iter().map(|b| Entry { site: 0, blocked: b.then_some(Blocked::Unconfirmed) }).collect();
        let fates = fates(&class(capacity, &taken, line.len() as i64), &line);
        let free = capacity - taken.len() as i64;
        let mut seats = (held.min(capacity) + 1)..;
        let mut given = 0;
        for (fate, blocked) in fates.iter().zip(blocked) {
            let due = match blocked {
                true => Fate::Blocked(Blocked::Unconfirmed),
                false if given < free => { given += 1; Fate::Seat(seats.next().unwrap()) }
                false => Fate::NoSeat,
            };
            prop_assert_eq!(fate, &due);
        }
    }
}
