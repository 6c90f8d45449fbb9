//! The waiting list: who is next, and of everybody else why not.

use super::{ClassState, Conflict, Refusal, SITE};

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
    /// They have another class then, or hardly get there from it.
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

/// What becomes of everybody who waits: each free seat goes to the first in line who can come, one seat a person.
/// The fates stand in the order of `line`.
#[must_use]
pub fn fates(class: &ClassState, line: &[Entry]) -> Vec<Fate> {
    let mut sites = class.sites.clone();
    let next = |entry: &Entry| {
        if let Some(why) = &entry.blocked {
            return Fate::Blocked(why.clone());
        }
        let site = sites.iter_mut().find(|s| s.number == entry.site);
        let Some((site, seat)) = site.and_then(|s| s.free_seat().map(|seat| (s, seat))) else { return Fate::NoSeat };
        site.taken.take(seat % SITE);
        Fate::Seat(seat)
    };
    line.iter().map(next).collect()
}
