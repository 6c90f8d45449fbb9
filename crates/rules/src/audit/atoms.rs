//! From a record to atoms, the smallest pieces that are used whole, with the parts that accept each.

use super::{Catalogue, Credit, Reason, Record, Segment, Unapplied, record::Course};
use crate::{
    Minutes,
    programme::{Partial, Programme, Requirement, Split, Term},
};
use jiff::{ToSpan, civil::Date};
use std::collections::{BTreeMap, BTreeSet};

/// A piece of credit that is used whole or not at all.
#[derive(Debug, Clone)]
pub(super) struct Atom {
    pub credit: String,
    pub segment: usize,
    pub unit: String,
    pub course: String,
    pub class: String,
    pub subject: String,
    pub minutes: Minutes,
    pub topics: BTreeSet<String>,
    pub tags: BTreeSet<String>,
    /// Two atoms with one key are the same content: a repeat.
    pub key: (String, i64, usize),
    /// Bit k: requirement k accepts it.
    pub accepted_by: u32,
}

/// Atoms in canonical order (date, credit, segment), and what fell out on the way.
pub(super) struct Prepared {
    pub atoms: Vec<Atom>,
    pub dropped: Vec<Unapplied>,
}

pub(super) fn prepare(programme: &Programme, catalogue: &Catalogue, record: &Record) -> Prepared {
    let mut credits: Vec<&Credit> = record.credits.iter().collect();
    credits.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));
    let nothing = Course::default();
    let mut out = Prepared { atoms: Vec::new(), dropped: Vec::new() };
    for credit in credits {
        let course = catalogue.get(&credit.course).unwrap_or(&nothing);
        match pieces(programme, course, record, credit) {
            Ok(atoms) => out.atoms.extend(atoms),
            Err(reason) => out.drop_credit(&credit.id, reason),
        }
    }
    drop_thin_subjects(programme, &mut out);
    for atom in &mut out.atoms {
        atom.accepted_by = acceptance(programme, atom);
    }
    out
}

impl Prepared {
    fn drop_credit(&mut self, id: &str, reason: Reason) {
        self.dropped.push(Unapplied { credit: id.to_owned(), name: id.to_owned(), reason });
    }
}

/// The date so many months later; the last day of the month where the day does not exist.
fn months_after(date: Date, months: i32) -> Date {
    date.saturating_add(months.months())
}

fn pieces(programme: &Programme, course: &Course, record: &Record, credit: &Credit) -> Result<Vec<Atom>, Reason> {
    let policy = &programme.credit;
    let counts = credit.status == "attended" || (credit.status == "booked" && record.what_if);
    if !counts {
        return Err(Reason::Status(credit.status.clone()));
    }
    if let Some(as_of) = record.as_of
        && policy.expires_months > 0
        && months_after(credit.date, policy.expires_months) <= as_of
    {
        return Err(Reason::Expired);
    }
    if let Some(enrolled) = record.enrolled
        && policy.retroactive_months >= 0
        && credit.date < months_after(enrolled, -policy.retroactive_months)
    {
        return Err(Reason::BeforeEnrolment);
    }
    let (segments, scheduled) = segments_of(course, credit);
    let here: Minutes = segments.iter().map(|(_, s)| s.minutes).sum();
    let mut got = credit.minutes.unwrap_or(here);
    if scheduled > 0 && got * 100 < policy.min_fraction * scheduled {
        return Err(Reason::TooLittleAttended);
    }
    if policy.partial == Partial::AllOrNothing {
        got = scheduled;
    }
    let minutes = spread(&segments, got);
    let topics_kept = scheduled == 0 || got * 100 >= policy.topic_fraction * scheduled;
    let single = segments.len() == 1;
    let mut atoms: Vec<Atom> = segments
        .iter()
        .zip(minutes)
        .map(|((n, s), minutes)| Atom {
            credit: credit.id.clone(),
            segment: *n,
            unit: s.unit.clone(),
            course: credit.course.clone(),
            class: class_of(course, credit),
            subject: credit.subject.clone().unwrap_or_else(|| course.subject.clone()),
            minutes,
            topics: topics_of(credit, s, single, topics_kept),
            tags: course.tags.iter().chain(&credit.tags).chain(&s.tags).chain(&credit.source).cloned().collect(),
            key: (String::new(), 0, 0),
            accepted_by: 0,
        })
        .collect();
    if policy.split != Split::Segments && !atoms.is_empty() {
        atoms = vec![whole(atoms)];
    }
    for atom in &mut atoms {
        atom.key = if atom.unit.is_empty() {
            (format!("class:{}", atom.class), credit.part, atom.segment)
        } else {
            (format!("unit:{}", atom.unit), 0, 0)
        };
    }
    Ok(atoms)
}

fn class_of(course: &Course, credit: &Credit) -> String {
    match &course.class {
        Some(class) => class.clone(),
        None if credit.course.is_empty() => format!("credit {}", credit.id),
        None => credit.course.clone(),
    }
}

/// The segments that were attended with their places, and the scheduled minutes of the whole class.
fn segments_of(course: &Course, credit: &Credit) -> (Vec<(usize, Segment)>, Minutes) {
    let own = if !credit.segments.is_empty() {
        credit.segments.clone()
    } else if !course.segments.is_empty() {
        course.segments.clone()
    } else {
        let nominal = if course.minutes > 0 { course.minutes } else { credit.minutes.unwrap_or(0) };
        vec![Segment {
            minutes: credit.scheduled.unwrap_or(nominal),
            topics: Some(course.topics.clone()),
            ..Segment::default()
        }]
    };
    let scheduled = own.iter().map(|s| s.minutes).sum();
    let attended = |n: &usize| credit.attended_segments.as_ref().is_none_or(|a| a.contains(n));
    (own.into_iter().enumerate().filter(|(n, _)| attended(n)).collect(), scheduled)
}

/// Takes partial minutes off the segments from the last one backwards; minutes beyond all go to the last.
fn spread(segments: &[(usize, Segment)], got: Minutes) -> Vec<Minutes> {
    let total: Minutes = segments.iter().map(|(_, s)| s.minutes).sum();
    let mut left = got;
    let mut out: Vec<Minutes> = segments
        .iter()
        .map(|(_, s)| {
            let take = if total > 0 { left.min(s.minutes) } else { left };
            left -= take;
            take
        })
        .collect();
    if let Some(last) = out.last_mut() {
        *last += left.max(0);
    }
    out
}

fn topics_of(credit: &Credit, segment: &Segment, single: bool, kept: bool) -> BTreeSet<String> {
    match (&credit.topics, &segment.topics) {
        (Some(listed), Some(own)) if !single => listed.iter().filter(|t| own.contains(t)).cloned().collect(),
        (Some(listed), _) => listed.iter().cloned().collect(),
        (None, Some(own)) if kept => own.iter().cloned().collect(),
        (None, _) => BTreeSet::new(),
    }
}

fn whole(atoms: Vec<Atom>) -> Atom {
    let mut atoms = atoms.into_iter();
    let Some(mut first) = atoms.next() else { unreachable!("called with at least one atom") };
    for atom in atoms {
        first.minutes += atom.minutes;
        first.topics.extend(atom.topics);
        first.tags.extend(atom.tags);
    }
    first.segment = 0;
    first.unit.clear();
    first
}

fn drop_thin_subjects(programme: &Programme, out: &mut Prepared) {
    let least = programme.credit.subject_min;
    if least == 0 {
        return;
    }
    let mut sums: BTreeMap<String, Minutes> = BTreeMap::new();
    for atom in &out.atoms {
        *sums.entry(atom.subject.clone()).or_default() += atom.minutes;
    }
    let (kept, thin): (Vec<Atom>, Vec<Atom>) =
        std::mem::take(&mut out.atoms).into_iter().partition(|a| sums.get(&a.subject).is_some_and(|m| *m >= least));
    out.atoms = kept;
    let ids: BTreeSet<String> = thin.into_iter().map(|a| a.credit).collect();
    for id in ids {
        out.drop_credit(&id, Reason::SubjectBelowMinimum);
    }
}

/// Whether a part accepts any piece of a course, as attended in full.
pub(super) fn course_accepted(part: &Requirement, code: &str, course: &Course) -> bool {
    let whole = Segment { topics: Some(course.topics.clone()), ..Segment::default() };
    let segments = if course.segments.is_empty() { std::slice::from_ref(&whole) } else { &course.segments };
    segments.iter().any(|s| {
        let atom = Atom {
            credit: String::new(),
            segment: 0,
            unit: s.unit.clone(),
            course: code.to_owned(),
            class: course.class.clone().unwrap_or_else(|| code.to_owned()),
            subject: course.subject.clone(),
            minutes: s.minutes,
            topics: s.topics.iter().flatten().cloned().collect(),
            tags: course.tags.iter().chain(&s.tags).cloned().collect(),
            key: (String::new(), 0, 0),
            accepted_by: 0,
        };
        matches_any(&part.accept, &atom) && !matches_any(&part.except, &atom)
    })
}

fn acceptance(programme: &Programme, atom: &Atom) -> u32 {
    let mut mask = 0;
    for (k, r) in programme.requirements.iter().enumerate() {
        if matches_any(&r.accept, atom) && !matches_any(&r.except, atom) {
            mask |= 1 << k;
        }
    }
    mask
}

/// Whether one of the terms fits the atom.
pub(super) fn matches_any(terms: &[Term], atom: &Atom) -> bool {
    terms.iter().any(|t| match t {
        Term::Any => true,
        Term::Course(v) => *v == atom.course,
        Term::Class(v) => *v == atom.class,
        Term::Tag(v) => atom.tags.contains(v),
        Term::Topic(v) => atom.topics.contains(v),
        Term::Subject(v) => *v == atom.subject,
    })
}
