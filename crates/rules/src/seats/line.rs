//! The waiting list: who is next, and why everybody else is not.

use super::{ClassState, Conflict, Refusal, SITE, Site};
use std::convert::Infallible;

/// Somebody who waits. Entries come in the order of the list: by priority, then by line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The site they wait for.
    pub site: i64,
    /// Why they cannot be given a seat now.
    pub blocked: Option<Blocked>,
}

/// Why somebody who waits is passed over for now; they keep their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blocked {
    /// Their address is not confirmed.
    Unconfirmed,
    /// They have another class then, or can hardly get there from it.
    Conflict(Conflict),
    /// The class is not for them.
    NotForThem(Refusal),
}

/// What becomes of an entry now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// This seat is for them.
    Seat(i64),
    /// They are passed over.
    Blocked(Blocked),
    /// No seat is free at their site.
    NoSeat,
}

/// Free seats on their way to those waiting, in the order of the list: each goes to the first who can come, one seat
/// per person.
#[derive(Debug, Clone)]
pub struct Handout {
    sites: Vec<Site>,
}

impl Handout {
    /// The free seats of a class.
    #[must_use]
    pub fn of(class: &ClassState) -> Self {
        Self { sites: class.sites.clone() }
    }

    /// Whether a seat is left, at any site.
    #[must_use]
    pub fn any_left(&self) -> bool {
        self.sites.iter().any(|s| s.free() > 0)
    }

    /// What becomes of the next in line, who waits for `site`. Whether something blocks them is asked only where a seat
    /// is free, since finding out is costly.
    ///
    /// # Errors
    /// What `blocked` failed with.
    pub fn next<E>(&mut self, site: i64, blocked: impl FnOnce() -> Result<Option<Blocked>, E>) -> Result<Fate, E> {
        let site = self.sites.iter_mut().find(|s| s.number == site);
        let Some((site, seat)) = site.and_then(|s| s.free_seat().map(|seat| (s, seat))) else {
            return Ok(Fate::NoSeat);
        };
        if let Some(why) = blocked()? {
            return Ok(Fate::Blocked(why));
        }
        site.taken.take(seat % SITE);
        Ok(Fate::Seat(seat))
    }
}

/// What becomes of everybody who waits, in the order of `line`; for anyone who is blocked, that comes first, seat or
/// not.
#[must_use]
pub fn fates(class: &ClassState, line: &[Entry]) -> Vec<Fate> {
    let mut handout = Handout::of(class);
    line.iter()
        .map(|entry| match &entry.blocked {
            Some(why) => Fate::Blocked(why.clone()),
            None => match handout.next(entry.site, || Ok::<_, Infallible>(None)) {
                Ok(fate) => fate,
                Err(never) => match never {},
            },
        })
        .collect()
}
