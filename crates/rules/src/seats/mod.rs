//! Who gets a seat: one allocator for every request, with its reason. The caller locks the class, loads the
//! [`ClassState`], asks, and carries the outcome out in the same transaction.
//!
//! Every held seat has a number. The seats of the class's own place are 1, 2, 3 ...; those of its site *n* begin at
//! *n* times [`SITE`]. The database holds the pair (class, seat) unique and lets a sign-up sit only on a seat that
//! exists, so that more people than seats cannot be stored even where a caller forgets the lock.

mod allocate;
mod capacity;
mod doors;
mod held;
mod line;
mod offer;
mod taken;
mod wish;

pub use allocate::{FirstCome, Priority, SeatAsked, allocate, decide};
pub use capacity::{Resized, resize};
pub use doors::{Doors, closed_to, not_for};
pub use held::held_at_most;
pub use line::{Blocked, Entry, Fate, Handout, fates};
pub use offer::{Hold, Next, called_from, next_offer};
pub use taken::Taken;
pub use wish::{Times, Whereabouts, Wish};

use crate::time::Instant;

/// The seats of site *n* are numbered from *n* times this.
pub const SITE: i64 = 10_000;

/// What is known of a class when somebody asks for a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassState {
    /// When and for whom sign-up is open.
    pub doors: Doors,
    /// Its sites with their seats; a class at one place has one.
    pub sites: Vec<Site>,
}

impl ClassState {
    /// A site by its number.
    #[must_use]
    pub fn site(&self, number: i64) -> Option<&Site> {
        self.sites.iter().find(|s| s.number == number)
    }

    /// How many people wait, at all sites.
    #[must_use]
    pub fn waiting(&self) -> i64 {
        self.sites.iter().map(|s| s.waiting).sum()
    }
}

/// One place of a class, with seats of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// 0 for the class's own place.
    pub number: i64,
    /// Seats that exist here.
    pub capacity: i64,
    /// Seats that are confirmed, offered, or held for a team.
    pub taken: Taken,
    /// How many people wait for a seat here.
    pub waiting: i64,
}

impl Site {
    /// The lowest free seat.
    #[must_use]
    pub fn free_seat(&self) -> Option<i64> {
        let place = self.taken.lowest_free();
        (place <= self.capacity).then_some(self.number * SITE + place)
    }

    /// How many seats are free.
    #[must_use]
    pub fn free(&self) -> i64 {
        (self.capacity - self.taken.count()).max(0)
    }
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
    /// What else of theirs keeps them from coming.
    pub conflict: Option<Conflict>,
    /// Whether they have all of its content already.
    pub already: Option<Already>,
    /// Their local.
    pub local: Option<i64>,
    /// Their kind of work, as the enrolment form names it.
    pub work: String,
    /// Whether their membership is confirmed.
    pub member: bool,
}

/// How somebody has the content of a class already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Already {
    /// They have a seat in classes that cover it.
    Booked,
    /// It is on their record.
    Taken,
}

/// Another class of theirs (a place in the caller's list) that they cannot, or can hardly, come from or go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// It shares time with this one.
    Overlap {
        /// Which.
        with: usize,
    },
    /// There is too little time to get from one to the other.
    Tight {
        /// Which.
        with: usize,
        /// How far it is.
        miles: i64,
        /// How long there is to get there, in minutes.
        minutes: i64,
    },
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
    /// A colleague's seat, if they say yes.
    Invited,
}

/// What the person asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Request {
    /// At which site.
    pub site: i64,
    /// Wait if there is no seat.
    pub may_wait: bool,
    /// Take the class again though it adds no hours.
    pub repeat: bool,
    /// Go there though the trip is tight.
    pub tight: bool,
}

/// The decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A seat, with its number.
    Seat(i64),
    /// A place on the waiting list of the site, counted from 1.
    Waiting(i64),
    /// Nothing changes: they have this already.
    Already(Mine),
    /// No, and why.
    Refused(Refusal),
}

impl Outcome {
    /// Whether the lack of a free seat is all that keeps somebody from one: with room they would have it.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        matches!(self, Self::Waiting(_) | Self::Refused(Refusal::Full { .. }))
    }
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
        /// When it opens to everybody, if it does.
        until: Option<Instant>,
    },
    /// It is for other kinds of work.
    OtherWork {
        /// Those kinds, as the enrolment form names them.
        work: Vec<String>,
    },
    /// It is for members only, and their membership is not confirmed yet.
    NotMember,
    /// The class has no such site.
    NoSite,
    /// They have another class then, or can hardly get there from it.
    Conflict(Conflict),
    /// They have its content already; they can still ask to take it again.
    Already(Already),
    /// No seat is left; they can ask to wait.
    Full {
        /// How many wait.
        waiting: i64,
    },
}

#[cfg(test)]
mod tests;
