//! What content a record holds, so that anyone signing up is told beforehand that a class repeats what they have.
//!
//! Content is told apart as the audit tells repeats apart: by curriculum unit, else by the title's part and piece.

use super::{
    atoms::{Atom, Atoms},
    brief::{Brief, CourseNumber},
    record::Record,
};
use crate::{Minutes, audit::Auditor, programme::Repeat};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The content of a record: of the classes on it and of those booked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    by_key: BTreeMap<u64, Piece>,
}

/// One piece of content that a record holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Piece {
    /// Longest attendance of it, in minutes.
    attended: Minutes,
    /// Longest booking of it, in minutes.
    booked: Minutes,
    /// The credits it is in, by their place in the record.
    credits: Vec<usize>,
}

/// How much of a class's content a record holds, in minutes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shared {
    /// The whole class.
    pub whole: Minutes,
    /// What was attended.
    pub attended: Minutes,
    /// What was attended or is booked.
    pub held: Minutes,
    /// The credits that hold it, by their place in the record.
    pub with: Vec<usize>,
}

impl Shared {
    /// Everything was attended before.
    #[must_use]
    pub fn is_attended(&self) -> bool {
        self.whole > 0 && self.attended >= self.whole
    }

    /// Everything was attended before or is booked.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.whole > 0 && self.held >= self.whole
    }
}

impl Auditor {
    /// The content of a record; empty where the programme counts content as often as it is attended.
    #[must_use]
    pub fn held(&self, record: &Record) -> Held {
        let mut held = Held::default();
        if self.programme.credit.repeat == Repeat::Unlimited {
            return held;
        }
        let mut order = Vec::new();
        let brief = self.brief_of(&Record { what_if: true, ..record.clone() }, &mut order);
        let mut atoms = Atoms::default();
        self.prepare(&brief, &mut atoms);
        for atom in &atoms.all {
            let place = order[atom.credit as usize];
            let piece = held.by_key.entry(atom.key).or_default();
            let longest =
                if record.credits[place].status == "booked" { &mut piece.booked } else { &mut piece.attended };
            *longest = atom.minutes.max(*longest);
            piece.credits.push(place);
        }
        held
    }

    /// How much of a class a record holds.
    #[must_use]
    pub fn shared(&self, held: &Held, course: CourseNumber, part: i64) -> Shared {
        let mut shared = Shared::default();
        for atom in self.content(course, part) {
            shared.whole += atom.minutes;
            let Some(piece) = held.by_key.get(&atom.key) else { continue };
            shared.attended += atom.minutes.min(piece.attended);
            shared.held += atom.minutes.min(piece.attended.max(piece.booked));
            shared.with.extend(&piece.credits);
        }
        shared.with.sort_unstable();
        shared.with.dedup();
        shared
    }

    /// The pieces of a whole class.
    fn content(&self, course: CourseNumber, part: i64) -> Vec<Atom> {
        let mut brief = Brief::default();
        brief.add_class(course, Date::ZERO, part);
        let mut atoms = Atoms::default();
        self.prepare(&brief, &mut atoms);
        atoms.all
    }
}
