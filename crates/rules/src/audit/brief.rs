//! A shortened record: names turned into numbers, credits in canonical order (date, then id). Judging reads only
//! this, so that a whole population can be kept ready and judged without touching text.

use super::{
    plan::{Parts, Topics},
    record::{Course, Credit, Exception, Record, Segment},
    template::{Names, Naming, Source, Template},
};
use crate::{Minutes, audit::Auditor};
use jiff::civil::Date;

/// A course of the auditor's catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CourseNumber(pub(super) u32);

/// Which template a credit is made from.
#[derive(Debug, Clone, Copy)]
pub(super) enum From {
    Catalogue(u32),
    Own(u32),
}

/// How much of a class was attended.
#[derive(Debug, Clone, Copy)]
pub(super) enum Given {
    /// This many minutes: what is missing is taken off the pieces from the last one backwards. All where none are
    /// given.
    Minutes(Option<Minutes>),
    /// Minutes piece by piece: a run of [`Brief::pieces`].
    Pieces(u32, u32),
}

/// One credit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub date: Date,
    pub from: From,
    pub part: u16,
    pub given: Given,
    /// Whether its status lets it count.
    pub counts: bool,
}

/// What staff decided about a person, by part.
#[derive(Debug, Clone, Default)]
pub(super) struct Grants {
    pub waived: Parts,
    /// Minutes and classes granted, by part; empty where nothing is.
    pub minutes: Vec<Minutes>,
    pub count: Vec<i64>,
    pub topics: Vec<Topics>,
    pub total: Minutes,
}

/// A decision about where a credit may count.
#[derive(Debug, Clone, Copy)]
pub(super) enum Placement {
    Allow,
    Apply,
    Exclude,
}

/// A record, ready to be judged by the auditor that made it.
#[derive(Debug, Clone, Default)]
pub struct Brief {
    pub(super) enrolled: Option<Date>,
    pub(super) as_of: Option<Date>,
    pub(super) entries: Vec<Entry>,
    pub(super) pieces: Vec<(u16, Minutes)>,
    pub(super) own: Vec<Template>,
    pub(super) grants: Option<Box<Grants>>,
    /// By place of the credit.
    pub(super) placements: Vec<(usize, usize, Placement)>,
    /// By place of the credit: the parts it counted in when the member last looked; `None` where nothing is known.
    pub(super) previous: Vec<Option<Parts>>,
}

/// Parts of another edition: they never equal what a credit counts for now.
const ELSEWHERE: Parts = Parts::MAX;

impl Brief {
    /// Forgets everything, to be filled with another record.
    pub fn clear(&mut self, enrolled: Option<Date>, as_of: Option<Date>) {
        self.enrolled = enrolled;
        self.as_of = as_of;
        self.entries.clear();
        self.pieces.clear();
        self.own.clear();
        self.grants = None;
        self.placements.clear();
        self.previous.clear();
    }

    /// Adds an attended class of the catalogue by its pieces: the place of each curriculum unit and the minutes earned.
    /// Credits must come in canonical order (date, then id).
    pub fn attend(&mut self, course: CourseNumber, date: Date, part: i64, pieces: &[(u16, Minutes)]) {
        let first = self.pieces.len() as u32;
        self.pieces.extend_from_slice(pieces);
        let given = Given::Pieces(first, pieces.len() as u32);
        let part = u16::try_from(part).unwrap_or(0);
        self.entries.push(Entry { date, from: From::Catalogue(course.0), part, given, counts: true });
    }
}

impl Brief {
    /// Adds a whole class of the catalogue, after what was earned up to its day, and returns its place, so that one can
    /// ask again and again what one more class would do. [`Brief::take_back`] removes it.
    pub fn add_class(&mut self, course: CourseNumber, date: Date, part: i64) -> usize {
        let place = self.entries.partition_point(|e| e.date <= date);
        let part = u16::try_from(part).unwrap_or(0);
        let entry = Entry { date, from: From::Catalogue(course.0), part, given: Given::Minutes(None), counts: true };
        self.entries.insert(place, entry);
        if !self.previous.is_empty() {
            self.previous.insert(place, None);
        }
        for (p, ..) in self.placements.iter_mut().filter(|(p, ..)| *p >= place) {
            *p += 1;
        }
        place
    }

    /// Removes what [`Brief::add_class`] added at a place.
    pub fn take_back(&mut self, place: usize) {
        self.entries.remove(place);
        if !self.previous.is_empty() {
            self.previous.remove(place);
        }
        for (p, ..) in self.placements.iter_mut().filter(|(p, ..)| *p > place) {
            *p -= 1;
        }
    }
}

impl Auditor {
    /// Shortens a record. `order` receives the places of the record's credits in canonical order.
    pub(super) fn brief_of(&self, record: &Record, order: &mut Vec<usize>) -> Brief {
        order.clear();
        order.extend(0..record.credits.len());
        order.sort_by(|a, b| {
            let key = |n: &usize| (record.credits[*n].date, &record.credits[*n].id);
            key(a).cmp(&key(b))
        });
        let mut brief = Brief::default();
        brief.clear(record.enrolled, record.as_of);
        let mut own = Naming::default();
        for place in order.iter() {
            let credit = &record.credits[*place];
            let counts = credit.status == "attended" || (credit.status == "booked" && record.what_if);
            let from = self.template_of(credit, &mut own, &mut brief);
            let part = u16::try_from(credit.part).unwrap_or(0);
            let given = Given::Minutes(credit.minutes);
            brief.entries.push(Entry { date: credit.date, from, part, given, counts });
        }
        if !record.exceptions.is_empty() {
            self.decisions(record, order, &mut brief);
        }
        if let Some(previous) = &record.previous {
            let parts_of =
                |ids: &[String]| ids.iter().fold(0, |m, id| self.part_place(id).map_or(ELSEWHERE, |k| m | 1 << k));
            let seen = order
                .iter()
                .map(|n| previous.get(&record.credits[*n].id).map(|u| u.as_ref().map_or(0, |u| parts_of(u.parts()))));
            brief.previous = seen.collect();
        }
        brief
    }

    /// Tells a short record in which parts its credits counted when the member last looked: `seen` has the places of
    /// the credits with the ids of the parts.
    pub fn recall<'s>(&self, brief: &mut Brief, seen: impl Iterator<Item = (usize, &'s str)>) {
        brief.previous.clear();
        brief.previous.resize(brief.entries.len(), None);
        for (place, part) in seen {
            if let Some(was) = brief.previous.get_mut(place) {
                *was = Some(self.part_place(part).map_or(ELSEWHERE, |k| was.unwrap_or(0) | 1 << k));
            }
        }
    }

    fn part_place(&self, id: &str) -> Option<usize> {
        self.programme.requirements.iter().position(|r| r.id == id)
    }

    fn decisions(&self, record: &Record, order: &[usize], brief: &mut Brief) {
        let parts = self.plan.parts.len();
        let mut grants =
            Grants { minutes: vec![0; parts], count: vec![0; parts], topics: vec![0; parts], ..Grants::default() };
        for e in &record.exceptions {
            if let Exception::GrantTotal { minutes } = e {
                grants.total += minutes;
            }
            let Some(k) = e.part().and_then(|id| self.part_place(id)) else { continue };
            match e {
                Exception::WaiveRequirement { grant, .. } => {
                    grants.waived |= 1 << k;
                    grants.minutes[k] += grant;
                }
                Exception::GrantMinutes { minutes, .. } => grants.minutes[k] += minutes,
                Exception::GrantCount { count, .. } => grants.count[k] += count,
                Exception::WaiveTopic { topic, .. } => {
                    grants.topics[k] |= self.plan.topic_set(std::iter::once(topic));
                }
                _ => {}
            }
            let placement = match e {
                Exception::Allow { .. } => Placement::Allow,
                Exception::Apply { .. } => Placement::Apply,
                Exception::Exclude { .. } => Placement::Exclude,
                _ => continue,
            };
            let credit = e.placement().map_or("", |(credit, _)| credit);
            if let Some(place) = order.iter().position(|n| record.credits[*n].id == credit) {
                brief.placements.push((place, k, placement));
            }
        }
        brief.grants = Some(Box::new(grants));
    }

    /// The catalogue's template where the credit has nothing of its own to say, otherwise one made for it.
    fn template_of(&self, credit: &Credit, own: &mut Naming, brief: &mut Brief) -> From {
        let plain = credit.segments.is_empty()
            && credit.attended_segments.is_none()
            && credit.topics.is_none()
            && credit.scheduled.is_none()
            && credit.tags.is_empty()
            && credit.source.is_none()
            && credit.subject.is_none();
        if plain && let Some(n) = self.ready.get(&credit.course) {
            return From::Catalogue(*n);
        }
        let nothing = Course::default();
        let course = self.catalogue.get(&credit.course).unwrap_or(&nothing);
        brief.own.push(self.own_template(credit, course, own));
        From::Own(brief.own.len() as u32 - 1)
    }

    fn own_template(&self, credit: &Credit, course: &Course, own: &mut Naming) -> Template {
        let alone = format!("credit {}", credit.id);
        let class = match &course.class {
            Some(class) if !class.is_empty() => class.as_str(),
            _ if credit.course.is_empty() => alone.as_str(),
            _ => credit.course.as_str(),
        };
        let subject = credit.subject.as_deref().unwrap_or(&course.subject);
        let minutes = credit.scheduled.or(course.minutes).or(credit.minutes).unwrap_or(0);
        let whole = Segment { minutes, topics: Some(course.topics.clone()), ..Segment::default() };
        let segments = match (credit.segments.is_empty(), course.segments.is_empty()) {
            (false, _) => credit.segments.as_slice(),
            (true, false) => course.segments.as_slice(),
            (true, true) => std::slice::from_ref(&whole),
        };
        let there = |n: &usize| credit.attended_segments.as_ref().is_none_or(|a| a.contains(n));
        let number = |known: &Names, own: &mut Names, name: &str| Naming::of_record(known, own, name);
        let source = Source {
            code: &credit.course,
            class,
            subject,
            course,
            credit: Some(credit),
            numbers: (
                number(&self.naming.classes, &mut own.classes, class),
                number(&self.naming.subjects, &mut own.subjects, subject),
            ),
            segments: segments.iter().enumerate().filter(|(n, _)| there(n)).collect(),
            scheduled: segments.iter().map(|s| s.minutes).sum(),
        };
        Template::make(&self.plan, &self.programme, &source, |u| number(&self.naming.units, &mut own.units, u))
    }
}
