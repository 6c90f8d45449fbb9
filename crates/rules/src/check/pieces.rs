//! From a record to the pieces that are used whole (a class, or each of its curriculum units), and where each may
//! count. Written for reading, not for speed: every piece owns its text.

use crate::Minutes;
use crate::audit::{Catalogue, Course, Credit, Exception, Record, Segment};
use crate::programme::{CreditPolicy, Partial, Programme, Split, Term};
use jiff::{ToSpan, civil::Date};
use std::collections::{BTreeMap, BTreeSet};

/// The smallest thing that is used whole.
pub struct Piece {
    /// The credit it is a piece of.
    pub credit: String,
    /// Which segment of the class, counted from 0.
    pub segment: usize,
    /// The day it was earned.
    pub date: Date,
    /// Credited minutes.
    pub minutes: Minutes,
    /// The title class.
    pub class: String,
    /// Topics it shows.
    pub topics: BTreeSet<String>,
    course: String,
    subject: String,
    part: i64,
    unit: String,
    tags: BTreeSet<String>,
}

impl Piece {
    /// Whether any of the terms matches it.
    pub fn matches(&self, terms: &[Term]) -> bool {
        terms.iter().any(|term| match term {
            Term::Any => true,
            Term::Course(code) => *code == self.course,
            Term::Class(class) => *class == self.class,
            Term::Tag(tag) => self.tags.contains(tag),
            Term::Topic(topic) => self.topics.contains(topic),
            Term::Subject(subject) => *subject == self.subject,
        })
    }

    /// Whether the two are the same content. A curriculum unit is the same in whatever course it is taught.
    pub fn repeats(&self, other: &Self) -> bool {
        if self.unit.is_empty() && other.unit.is_empty() {
            return (&self.class, self.part, self.segment) == (&other.class, other.part, other.segment);
        }
        self.unit == other.unit
    }
}

/// The pieces in canonical order, and the credits that have none, with the reason.
pub fn of_record(p: &Programme, catalogue: &Catalogue, record: &Record) -> (Vec<Piece>, BTreeMap<String, String>) {
    let mut credits: Vec<&Credit> = record.credits.iter().collect();
    credits.sort_by_key(|c| (c.date, &c.id));
    let (mut pieces, mut dropped) = (Vec::new(), BTreeMap::new());
    for credit in credits {
        let class = Attendance::of(credit, catalogue.get(&credit.course));
        match refusal(&p.credit, record, &class) {
            Some(reason) => drop(dropped.insert(credit.id.clone(), reason)),
            None => pieces.extend(class.pieces(&p.credit)),
        }
    }
    let mut by_subject: BTreeMap<String, Minutes> = BTreeMap::new();
    for piece in &pieces {
        *by_subject.entry(piece.subject.clone()).or_default() += piece.minutes;
    }
    let (kept, short): (Vec<_>, Vec<_>) =
        pieces.into_iter().partition(|piece| by_subject[&piece.subject] >= p.credit.subject_min);
    dropped.extend(short.into_iter().map(|piece| (piece.credit, "subject-below-minimum".to_owned())));
    (kept, dropped)
}

/// Why a credit yields nothing at all.
fn refusal(policy: &CreditPolicy, record: &Record, class: &Attendance) -> Option<String> {
    let credit = class.credit;
    if credit.status != "attended" && !(credit.status == "booked" && record.what_if) {
        return Some(credit.status.clone());
    }
    let lapses = credit.date.saturating_add(policy.expires_months.months());
    if policy.expires_months != 0 && record.as_of.is_some_and(|today| lapses <= today) {
        return Some("expired".to_owned());
    }
    let too_early =
        |enrolled: Date| credit.date < enrolled.saturating_sub(i64::from(policy.retroactive_months).months());
    if policy.retroactive_months >= 0 && record.enrolled.is_some_and(too_early) {
        return Some("before-enrolment".to_owned());
    }
    if class.scheduled > 0 && class.minutes * 100 < policy.min_fraction * class.scheduled {
        return Some("too-little-attended".to_owned());
    }
    None
}

/// What was held, and how much of it one person attended.
struct Attendance<'a> {
    credit: &'a Credit,
    course: Course,
    /// Attended segments, each with its number in the class.
    segments: Vec<(usize, Segment)>,
    /// Minutes of all segments, attended or not.
    scheduled: Minutes,
    minutes: Minutes,
}

impl<'a> Attendance<'a> {
    fn of(credit: &'a Credit, course: Option<&Course>) -> Self {
        let course = course.cloned().unwrap_or_default();
        let all = if !credit.segments.is_empty() {
            credit.segments.clone()
        } else if !course.segments.is_empty() {
            course.segments.clone()
        } else {
            let minutes = credit.scheduled.or(course.minutes).or(credit.minutes).unwrap_or(0);
            vec![Segment { minutes, topics: Some(course.topics.clone()), ..Segment::default() }]
        };
        let scheduled = all.iter().map(|s| s.minutes).sum();
        let there = |n: usize| credit.attended_segments.as_ref().is_none_or(|list| list.contains(&n));
        let segments: Vec<_> = all.into_iter().enumerate().filter(|(n, _)| there(*n)).collect();
        let minutes = credit.minutes.unwrap_or_else(|| segments.iter().map(|(_, s)| s.minutes).sum());
        Self { credit, course, segments, scheduled, minutes }
    }

    fn pieces(&self, policy: &CreditPolicy) -> Vec<Piece> {
        let credited = match policy.partial {
            Partial::ProRata => self.minutes,
            Partial::AllOrNothing => self.scheduled,
        };
        let shown = self.scheduled == 0 || credited * 100 >= policy.topic_fraction * self.scheduled;
        let shares = self.shares(credited);
        let pieces: Vec<_> = self.segments.iter().zip(shares).map(|(s, m)| self.piece(s, m, shown)).collect();
        if policy.split == Split::Segments { pieces } else { whole(pieces).into_iter().collect() }
    }

    /// Credited minutes of each attended segment: what is missing is taken off the last ones, and any surplus goes to
    /// the last one.
    fn shares(&self, credited: Minutes) -> Vec<Minutes> {
        let no_length = self.segments.iter().all(|(_, s)| s.minutes == 0);
        let mut left = credited;
        let mut shares = Vec::new();
        for (_, segment) in &self.segments {
            let share = if no_length { left } else { left.min(segment.minutes) };
            left -= share;
            shares.push(share);
        }
        if let Some(last) = shares.last_mut() {
            *last += left;
        }
        shares
    }

    fn piece(&self, (number, segment): &(usize, Segment), minutes: Minutes, shown: bool) -> Piece {
        let (credit, course) = (self.credit, &self.course);
        let own_class =
            || if credit.course.is_empty() { format!("credit {}", credit.id) } else { credit.course.clone() };
        let tags = [&course.tags, &credit.tags, &segment.tags].into_iter().flatten().chain(&credit.source);
        Piece {
            credit: credit.id.clone(),
            segment: *number,
            date: credit.date,
            minutes,
            class: course.class.clone().filter(|c| !c.is_empty()).unwrap_or_else(own_class),
            topics: self.topics(segment, shown),
            course: credit.course.clone(),
            subject: credit.subject.clone().unwrap_or_else(|| course.subject.clone()),
            part: credit.part,
            unit: segment.unit.clone(),
            tags: tags.filter(|t| !t.is_empty()).cloned().collect(),
        }
    }

    /// The instructor's list wins; without one the class shows its topics if enough of it was attended.
    fn topics(&self, segment: &Segment, shown: bool) -> BTreeSet<String> {
        let own = segment.topics.as_ref();
        match &self.credit.topics {
            Some(list) if self.segments.len() == 1 => list.iter().cloned().collect(),
            Some(list) => list.iter().filter(|t| own.is_none_or(|own| own.contains(t))).cloned().collect(),
            None if shown => own.into_iter().flatten().cloned().collect(),
            None => BTreeSet::new(),
        }
    }
}

/// A class as one piece.
fn whole(pieces: Vec<Piece>) -> Option<Piece> {
    let joined = pieces.into_iter().reduce(|mut all, next| {
        all.minutes += next.minutes;
        all.topics.extend(next.topics);
        all.tags.extend(next.tags);
        all
    })?;
    Some(Piece { segment: 0, unit: String::new(), ..joined })
}

/// The parts, by their place in the file, that a piece may count in. Of several staff decisions about one credit and
/// part the last one holds; a credit that is pinned anywhere counts nowhere else.
pub fn parts_open_to(piece: &Piece, p: &Programme, record: &Record) -> Vec<usize> {
    let decided: Vec<_> =
        record.exceptions.iter().filter(|e| e.placement().is_some_and(|(credit, _)| credit == piece.credit)).collect();
    let pins: BTreeSet<_> =
        decided.iter().filter(|e| matches!(e, Exception::Apply { .. })).filter_map(|e| e.part()).collect();
    let open = |id: &str, accepted: bool| {
        let last = decided.iter().rev().find(|e| e.part() == Some(id));
        let ok = last.map_or(accepted, |e| !matches!(e, Exception::Exclude { .. }));
        ok && (pins.is_empty() || pins.contains(id))
    };
    let accepted = |k: usize| piece.matches(&p.requirements[k].accept) && !piece.matches(&p.requirements[k].except);
    (0..p.requirements.len()).filter(|k| open(&p.requirements[*k].id, accepted(*k))).collect()
}
