//! The allocator: requests in, outcomes out. How an opening is ordered is a rule of its own: whoever came first, or
//! a draw; the allocator only goes through the requests in that order.

use super::{ClassState, Conflict, Outcome, PersonState, Refusal, Request, SITE, closed_to};
use crate::time::Instant;

/// One request among several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatAsked {
    /// Who asks, as they stand.
    pub person: PersonState,
    /// What for.
    pub request: Request,
    /// A number that grows with every request: never a clock.
    pub arrived: i64,
}

/// The order in which requests are served: the smallest key first.
pub trait Priority {
    /// The request's place in the order.
    fn key(&self, asked: &SeatAsked) -> (i64, i64);
}

/// Whoever asked first is served first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstCome;

impl Priority for FirstCome {
    fn key(&self, asked: &SeatAsked) -> (i64, i64) {
        (0, asked.arrived)
    }
}

/// Decides requests for one class at `now`, in the order of `rule`. The outcomes are in the order of `asked`.
#[must_use]
pub fn allocate(class: &ClassState, asked: &[SeatAsked], rule: &impl Priority, now: Instant) -> Vec<Outcome> {
    let mut class = class.clone();
    let mut order: Vec<usize> = (0..asked.len()).collect();
    order.sort_by_key(|n| rule.key(&asked[*n]));
    let mut out = vec![Outcome::Refused(Refusal::NotPublished); asked.len()];
    for n in order {
        let outcome = decide(&class, &asked[n].person, asked[n].request, now);
        carry_out(&mut class, asked[n].request.site, &outcome);
        out[n] = outcome;
    }
    out
}

/// Changes the class to what the next request finds.
fn carry_out(class: &mut ClassState, site: i64, outcome: &Outcome) {
    let Some(site) = class.sites.iter_mut().find(|s| s.number == site) else { return };
    match outcome {
        Outcome::Seat(seat) => site.taken.take(seat % SITE),
        Outcome::Waiting(_) => site.waiting += 1,
        Outcome::Already(_) | Outcome::Refused(_) => {}
    }
}

/// Decides one request at `now`.
#[must_use]
pub fn decide(class: &ClassState, person: &PersonState, request: Request, now: Instant) -> Outcome {
    if let Some(mine) = person.mine {
        return Outcome::Already(mine);
    }
    if let Some(refusal) = closed_to(&class.doors, person, now) {
        return Outcome::Refused(refusal);
    }
    let Some(site) = class.site(request.site) else { return Outcome::Refused(Refusal::NoSite) };
    if let Some(already) = person.already.filter(|_| !request.repeat) {
        return Outcome::Refused(Refusal::Already(already));
    }
    // While somebody waits, what is free is theirs: nobody passes them by.
    let seat = if site.waiting > 0 { None } else { site.free_seat() };
    match (seat, person.conflict) {
        // A conflict matters when a seat would be held; waiting for both is allowed and is settled when a seat is
        // offered.
        (Some(seat), Some(Conflict::Tight { .. })) if request.tight => Outcome::Seat(seat),
        (Some(_), Some(conflict)) => Outcome::Refused(Refusal::Conflict(conflict)),
        (Some(seat), None) => Outcome::Seat(seat),
        (None, _) if request.may_wait => Outcome::Waiting(site.waiting + 1),
        (None, _) => Outcome::Refused(Refusal::Full { waiting: site.waiting }),
    }
}
