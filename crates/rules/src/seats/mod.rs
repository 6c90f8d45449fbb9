//! Who gets a seat: one decision for every request, with its reason. The caller locks the class, loads the
//! [`ClassState`], asks, and carries the outcome out in the same transaction.
//!
//! Every held seat has a number from 1 to the capacity. The database holds the pair (class, seat) unique, so
//! that more people than seats cannot be stored even where a caller forgot the lock.

mod offer;

pub use offer::{Hold, offer_until};

use crate::time::{Instant, Span};

/// What is known of a class when somebody asks for a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassState {
    /// Where the class stands.
    pub stage: Stage,
    /// Seats.
    pub capacity: i64,
    /// Numbers of the seats that are confirmed or offered, ascending.
    pub taken: Vec<i64>,
    /// How many people wait.
    pub waiting: i64,
    /// From when on people can sign up.
    pub opens_at: Option<Instant>,
    /// Until when.
    pub closes_at: Instant,
    /// Where sign-up happens elsewhere: that address.
    pub elsewhere: Option<String>,
    /// The only local it is for.
    pub only_local: Option<i64>,
}

/// Where a class stands, as far as seats are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Not public yet.
    Draft,
    /// Open to the public.
    Published,
    /// Called off.
    Cancelled,
    /// It took place.
    Held,
}

/// What is known of the person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonState {
    /// Their live sign-up for this class.
    pub mine: Option<Mine>,
    /// Their other class that shares time with this one: a place in the caller's list.
    pub clash: Option<usize>,
    /// Whether they already have credit for all of it.
    pub already_credited: bool,
    /// Their local.
    pub local: Option<i64>,
}

/// A live sign-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mine {
    /// A seat.
    Confirmed,
    /// A place on the waiting list.
    Waiting,
    /// A seat that is held for them.
    Offered,
}

/// What the person asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Request {
    /// Wait if there is no seat.
    pub may_wait: bool,
    /// Take the class again though it adds no hours.
    pub repeat: bool,
}

/// The decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A seat, with its number.
    Seat(i64),
    /// A place on the waiting list, counted from 1.
    Waiting(i64),
    /// Nothing changes: they have this already.
    Already(Mine),
    /// No, because.
    Refused(Refusal),
}

/// Why there is no seat: each is a page with a way on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The class is not public.
    NotPublished,
    /// It was called off.
    Cancelled,
    /// It took place, or sign-up closed.
    Closed {
        /// When.
        at: Instant,
    },
    /// Sign-up has not opened.
    NotOpen {
        /// When it does.
        opens: Instant,
    },
    /// Sign-up is at another address.
    Elsewhere {
        /// The address.
        url: String,
    },
    /// It is for one local only.
    OtherLocal {
        /// That local.
        local: i64,
    },
    /// They have another class then.
    Clash {
        /// The caller's place of that class.
        with: usize,
    },
    /// They have credit for it; they can still ask to take it again.
    AlreadyTaken,
    /// No seat is left; they can ask to wait.
    Full {
        /// How many wait.
        waiting: i64,
    },
}

/// Decides one request at `now`.
#[must_use]
pub fn decide(class: &ClassState, person: &PersonState, request: Request, now: Instant) -> Outcome {
    if let Some(mine) = person.mine {
        return Outcome::Already(mine);
    }
    if let Some(refusal) = closed_to(class, person, now) {
        return Outcome::Refused(refusal);
    }
    if person.already_credited && !request.repeat {
        return Outcome::Refused(Refusal::AlreadyTaken);
    }
    let seat = if class.waiting > 0 { None } else { free_seat(class.capacity, &class.taken) };
    match (seat, person.clash) {
        // A clash matters when a seat would be held; waiting for both is allowed and settles at the offer.
        (Some(_), Some(with)) => Outcome::Refused(Refusal::Clash { with }),
        (Some(number), None) => Outcome::Seat(number),
        (None, _) if request.may_wait => Outcome::Waiting(class.waiting + 1),
        (None, _) => Outcome::Refused(Refusal::Full { waiting: class.waiting }),
    }
}

/// Why nobody, or not this person, can sign up at all now.
#[must_use]
pub fn closed_to(class: &ClassState, person: &PersonState, now: Instant) -> Option<Refusal> {
    match class.stage {
        Stage::Draft => return Some(Refusal::NotPublished),
        Stage::Cancelled => return Some(Refusal::Cancelled),
        Stage::Held => return Some(Refusal::Closed { at: class.closes_at }),
        Stage::Published => {}
    }
    if now >= class.closes_at {
        return Some(Refusal::Closed { at: class.closes_at });
    }
    if let Some(url) = &class.elsewhere {
        return Some(Refusal::Elsewhere { url: url.clone() });
    }
    if let Some(opens) = class.opens_at.filter(|o| now < *o) {
        return Some(Refusal::NotOpen { opens });
    }
    if let Some(local) = class.only_local.filter(|l| person.local != Some(*l)) {
        return Some(Refusal::OtherLocal { local });
    }
    None
}

/// The lowest free seat number; `taken` ascends.
#[must_use]
pub fn free_seat(capacity: i64, taken: &[i64]) -> Option<i64> {
    let gap = taken.iter().zip(1..).find(|(have, want)| *have != want).map(|(_, want)| want);
    let number = gap.unwrap_or(taken.len() as i64 + 1);
    (number <= capacity).then_some(number)
}

/// Which waiting people get the free seats now: the first in line each, one seat a person.
///
/// `waiting` is in line order; an entry is skipped where `valid` says no. Returns (place in `waiting`, seat).
#[must_use]
pub fn promotions(capacity: i64, taken: &[i64], valid: &[bool]) -> Vec<(usize, i64)> {
    let mut taken = taken.to_vec();
    let mut out = Vec::new();
    for (place, _) in valid.iter().enumerate().filter(|(_, ok)| **ok) {
        let Some(seat) = free_seat(capacity, &taken) else { break };
        let at = taken.partition_point(|t| *t < seat);
        taken.insert(at, seat);
        out.push((place, seat));
    }
    out
}

/// The first session of a class that clashes with one of the person's other classes, by place.
#[must_use]
pub fn clash_with(wanted: &[Span], others: &[Vec<Span>]) -> Option<usize> {
    others.iter().position(|held| crate::schedule::first_clash(wanted, held).is_some())
}

#[cfg(test)]
mod tests;
