//! Courses as the audit sees them, prepared once per edition: what every piece of a class may count for.

use super::{
    plan::{Described, Face, Plan},
    record::{Course, Credit, Segment},
};
use crate::{
    Minutes,
    programme::{Programme, Split},
};
use std::collections::BTreeMap;

/// Names that only need to be told apart, as numbers from 1; 0 is "none".
#[derive(Debug, Clone, Default)]
pub(super) struct Names(BTreeMap<String, u32>);

impl Names {
    pub(super) fn number(&mut self, name: &str) -> u32 {
        if name.is_empty() {
            return 0;
        }
        if let Some(n) = self.0.get(name) {
            return *n;
        }
        let n = self.0.len() as u32 + 1;
        self.0.insert(name.to_owned(), n);
        n
    }

    fn find(&self, name: &str) -> Option<u32> {
        if name.is_empty() { Some(0) } else { self.0.get(name).copied() }
    }
}

/// The names of one catalogue, and those a record adds to them.
#[derive(Debug, Clone, Default)]
pub(super) struct Naming {
    pub classes: Names,
    pub units: Names,
    pub subjects: Names,
}

/// Names that only a record has get numbers above all those of the catalogue.
const OWN: u32 = 1 << 20;

impl Naming {
    /// A name's number; a name that only this record has is numbered in `own`.
    pub(super) fn of_record(known: &Names, own: &mut Names, name: &str) -> u32 {
        known.find(name).unwrap_or_else(|| OWN + own.number(name))
    }
}

/// A piece of a class.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Its place in the class.
    pub segment: u16,
    pub minutes: Minutes,
    /// Its curriculum unit; 0 for none.
    pub unit: u32,
    /// How it looks when its topics were met, and when too little was attended for them.
    pub met: Face,
    pub bare: Face,
}

/// A class as the audit sees it.
#[derive(Debug, Clone)]
pub(super) struct Template {
    pub class: u32,
    pub subject: u32,
    /// Minutes of the whole class, attended or not.
    pub scheduled: Minutes,
    /// The pieces attended.
    pub pieces: Vec<Piece>,
    /// All pieces together, for programmes that use a class as a whole.
    pub whole_met: Face,
    pub whole_bare: Face,
}

/// What a template is made of.
pub(super) struct Source<'a> {
    pub code: &'a str,
    pub class: &'a str,
    pub subject: &'a str,
    pub course: &'a Course,
    /// The credit, where it has more to say than its course.
    pub credit: Option<&'a Credit>,
    pub numbers: (u32, u32),
    /// Attended segments with their places.
    pub segments: Vec<(usize, &'a Segment)>,
    pub scheduled: Minutes,
}

impl Template {
    pub(super) fn make(plan: &Plan, p: &Programme, source: &Source<'_>, mut unit: impl FnMut(&str) -> u32) -> Self {
        let single = source.segments.len() == 1;
        let described = |segments: &[(usize, &Segment)], met: bool| {
            let own = source.credit.iter().flat_map(|c| c.tags.iter().chain(&c.source));
            let parts = segments.iter().flat_map(|(_, s)| s.tags.iter());
            let piece = Described {
                course: source.code,
                class: source.class,
                subject: source.subject,
                topics: segments.iter().flat_map(|(_, s)| topics(source.credit, s, single, met)).collect(),
                tags: source.course.tags.iter().chain(own).chain(parts).collect(),
            };
            Face::of(plan, p, &piece)
        };
        let pieces: Vec<Piece> = source
            .segments
            .iter()
            .map(|one| Piece {
                segment: one.0 as u16,
                minutes: one.1.minutes,
                unit: if plan.split == Split::Segments { unit(&one.1.unit) } else { 0 },
                met: described(std::slice::from_ref(one), true),
                bare: described(std::slice::from_ref(one), false),
            })
            .collect();
        let (whole_met, whole_bare) = if plan.split == Split::Segments {
            (Face::default(), Face::default())
        } else {
            (described(&source.segments, true), described(&source.segments, false))
        };
        let (class, subject) = source.numbers;
        Self { class, subject, scheduled: source.scheduled, pieces, whole_met, whole_bare }
    }
}

/// The instructor's list wins over the catalogue's; with several segments, each shows those listed topics that are its
/// own.
fn topics<'a>(credit: Option<&'a Credit>, segment: &'a Segment, single: bool, met: bool) -> Vec<&'a String> {
    match (credit.and_then(|c| c.topics.as_ref()), &segment.topics) {
        (Some(listed), Some(own)) if !single => listed.iter().filter(|t| own.contains(t)).collect(),
        (Some(listed), _) => listed.iter().collect(),
        (None, Some(own)) if met => own.iter().collect(),
        (None, _) => Vec::new(),
    }
}
