//! The auditor of one edition and catalogue: compiled once, used for many records.

use super::{
    Brief, Catalogue, Record, TooManyUsages, Verdict,
    atoms::Atoms,
    brief::CourseNumber,
    plan::Plan,
    proof,
    record::{Course, Credit, Segment},
    search::Search,
    template::{Naming, Source, Template},
    value::{Case, Figures, Sheet, Use},
    verdict::Judged,
};
use crate::{
    Minutes,
    programme::{Programme, Split},
};
use jiff::civil::Date;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Judges records under one edition and catalogue.
#[derive(Debug, Clone)]
pub struct Auditor {
    pub(super) programme: Arc<Programme>,
    pub(super) catalogue: Arc<Catalogue>,
    pub(super) plan: Plan,
    pub(super) naming: Naming,
    pub(super) templates: Vec<Template>,
    /// Courses with a template of their own.
    pub(super) ready: BTreeMap<String, u32>,
}

/// Memory that is kept from record to record.
#[derive(Debug, Default)]
pub struct Desk {
    atoms: Atoms,
    search: Search,
    shares: Vec<(u8, Minutes)>,
}

/// The figures of a verdict, without words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// Whether everything is there.
    pub complete: bool,
    /// Minutes left by the edition's measure.
    pub left: Minutes,
    /// Minutes left in the parts alone.
    pub rest: Minutes,
    /// Minutes that count toward the total.
    pub total: Minutes,
    /// How many of the parts that are asked for are done.
    pub satisfied: i64,
    /// Nodes of the search, 1 where nothing was contested.
    pub nodes: u64,
}

/// Where one piece counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PieceUse {
    /// Place of its credit in canonical order.
    pub credit: usize,
    /// Its segment, where its credit has several in play.
    pub segment: Option<usize>,
    /// The part, by its place in the file.
    pub part: usize,
    /// Minutes.
    pub minutes: Minutes,
}

impl Auditor {
    /// Compiles an edition and its catalogue.
    #[must_use]
    pub fn new(programme: Arc<Programme>, catalogue: Arc<Catalogue>) -> Self {
        let plan = Plan::new(&programme);
        let mut naming = Naming::default();
        let (mut templates, mut ready) = (Vec::new(), BTreeMap::new());
        for (code, course) in catalogue.iter() {
            if course.segments.is_empty() && course.minutes.is_none() {
                continue; // as long as what was attended, so made for each credit
            }
            ready.insert(code.clone(), templates.len() as u32);
            templates.push(course_template(&plan, &programme, code, course, &mut naming));
        }
        Self { programme, catalogue, plan, naming, templates, ready }
    }

    /// The edition.
    #[must_use]
    pub fn programme(&self) -> &Programme {
        &self.programme
    }

    /// The catalogue.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// A course's number, for [`Brief::attend`]; `None` where the catalogue has no such course with minutes.
    #[must_use]
    pub fn course(&self, code: &str) -> Option<CourseNumber> {
        self.ready.get(code).map(|n| CourseNumber(*n))
    }

    /// Whether a record's credits can be added piece by piece ([`Brief::attend`]), because classes consist of their
    /// units.
    #[must_use]
    pub fn takes_pieces(&self) -> bool {
        self.plan.split == Split::Segments
    }

    /// Shortens a record, so that it can be judged again and again.
    #[must_use]
    pub fn brief(&self, record: &Record) -> Brief {
        self.brief_of(record, &mut Vec::new())
    }

    /// Judges a short record: figures only.
    ///
    /// # Errors
    /// [`TooManyUsages`] when the search is too long.
    pub fn judge(&self, brief: &Brief, desk: &mut Desk) -> Result<Outcome, TooManyUsages> {
        let f = self.settle(brief, desk)?;
        Ok(Outcome {
            complete: f.left == 0,
            left: f.left,
            rest: f.rest,
            total: f.total,
            satisfied: f.satisfied,
            nodes: desk.search.nodes,
        })
    }

    fn settle(&self, brief: &Brief, desk: &mut Desk) -> Result<Figures, TooManyUsages> {
        self.prepare(brief, &mut desk.atoms);
        let case = Case { plan: &self.plan, atoms: &desk.atoms, grants: brief.grants.as_deref(), shares: &[] };
        desk.search.run(case, &mut desk.shares, &brief.previous)
    }

    /// The first day on which a record was complete; `None` where it is not.
    ///
    /// # Errors
    /// [`TooManyUsages`] when a search is too long.
    pub fn completed_on(&self, brief: &Brief, desk: &mut Desk) -> Result<Option<Date>, TooManyUsages> {
        let mut until = brief.clone();
        until.entries.clear();
        for (n, entry) in brief.entries.iter().enumerate() {
            until.entries.push(*entry);
            let day_ends = brief.entries.get(n + 1).is_none_or(|next| next.date > entry.date);
            if day_ends && self.judge(&until, desk)?.complete {
                return Ok(Some(entry.date));
            }
        }
        Ok(None)
    }

    /// Where each piece of the record that was judged last counts, in canonical order.
    pub fn uses<'d>(&'d self, desk: &'d Desk) -> impl Iterator<Item = PieceUse> + 'd {
        let case = Case { plan: &self.plan, atoms: &desk.atoms, grants: None, shares: &desk.shares };
        desk.atoms.all.iter().zip(&desk.search.reduced.usage).flat_map(move |(a, used)| {
            super::plan::each_part(used.parts).map(move |part| PieceUse {
                credit: a.credit as usize,
                segment: (!a.single).then_some(usize::from(a.segment)),
                part,
                minutes: case.minutes_in(a, *used, part),
            })
        })
    }

    /// Audits one record.
    ///
    /// # Errors
    /// [`TooManyUsages`] when the search is too long.
    pub fn audit(&self, record: &Record) -> Result<Verdict, TooManyUsages> {
        let mut desk = Desk::default();
        let mut order = Vec::new();
        let brief = self.brief_of(record, &mut order);
        let figures = self.settle(&brief, &mut desk)?;
        let judged = Judged {
            auditor: self,
            record,
            order: &order,
            brief: &brief,
            atoms: &desk.atoms,
            usage: &desk.search.reduced.usage,
            shares: &desk.shares,
        };
        let proof = proof::of(&judged, figures);
        Ok(judged.verdict(figures, &desk.search.sheet, proof))
    }

    /// The parts that accept any piece of a course, as attended in full, by their place.
    #[must_use]
    pub fn course_parts(&self, code: &str) -> Vec<usize> {
        let set = self.course(code).map_or(0, |n| {
            let template = &self.templates[n.0 as usize];
            match self.plan.split {
                Split::Segments => template.pieces.iter().fold(0, |m, p| m | p.met.accepts),
                Split::None | Split::Minutes => template.whole_met.accepts,
            }
        });
        super::plan::each_part(set).collect()
    }
}

fn course_template(plan: &Plan, p: &Programme, code: &str, course: &Course, naming: &mut Naming) -> Template {
    let class = course.class.as_deref().filter(|c| !c.is_empty()).unwrap_or(code);
    let minutes = course.minutes.unwrap_or(0);
    let whole = Segment { minutes, topics: Some(course.topics.clone()), ..Segment::default() };
    let segments = if course.segments.is_empty() { std::slice::from_ref(&whole) } else { &course.segments };
    let source = Source {
        code,
        class,
        subject: &course.subject,
        course,
        credit: None,
        numbers: (naming.classes.number(class), naming.subjects.number(&course.subject)),
        segments: segments.iter().enumerate().collect(),
        scheduled: segments.iter().map(|s| s.minutes).sum(),
    };
    let units = &mut naming.units;
    Template::make(plan, p, &source, |u| units.number(u))
}

/// Whether a part accepts any piece of a course, as attended in full.
#[must_use]
pub fn course_accepted(part: &crate::programme::Requirement, code: &str, course: &Course) -> bool {
    let whole = Segment { topics: Some(course.topics.clone()), ..Segment::default() };
    let segments = if course.segments.is_empty() { std::slice::from_ref(&whole) } else { &course.segments };
    segments.iter().any(|s| {
        let piece = super::plan::Described {
            course: code,
            class: course.class.as_deref().filter(|c| !c.is_empty()).unwrap_or(code),
            subject: &course.subject,
            topics: s.topics.iter().flatten().collect::<BTreeSet<_>>(),
            tags: course.tags.iter().chain(&s.tags).collect(),
        };
        piece.fits(&part.accept) && !piece.fits(&part.except)
    })
}

/// Audits one record under one edition.
///
/// # Errors
/// [`TooManyUsages`] when the search is too long.
pub fn audit(programme: &Programme, catalogue: &Catalogue, record: &Record) -> Result<Verdict, TooManyUsages> {
    Auditor::new(Arc::new(programme.clone()), Arc::new(catalogue.clone())).audit(record)
}

/// What somebody who took every course of the catalogue once would still lack, each course counted wherever it may
/// count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// Minutes and classes missing, for each part.
    pub parts: Vec<(Minutes, i64)>,
    /// Minutes missing from the total.
    pub total: Minutes,
    /// Workshops missing.
    pub workshops: i64,
    /// Minutes or credits missing, for each floor.
    pub floors: Vec<i64>,
}

impl Auditor {
    /// The reach of the catalogue: what is missing here is missing for everybody.
    #[must_use]
    pub fn reach(&self) -> Reach {
        let day = Date::constant(2000, 1, 1);
        let credits = self.catalogue.keys().map(|code| Credit::attended(code.clone(), code.clone(), day)).collect();
        let brief = self.brief(&Record { credits, ..Record::default() });
        let (mut atoms, mut sheet) = (Atoms::default(), Sheet::default());
        self.prepare(&brief, &mut atoms);
        let usage: Vec<Use> = atoms.all.iter().map(|a| Use::whole(a.face.accepts)).collect();
        let all = atoms.all.iter().filter(|a| a.face.accepts != 0).map(|a| a.minutes).sum();
        let case = Case { plan: &self.plan, atoms: &atoms, grants: None, shares: &[] };
        let figures = case.measure(&usage, Some(all), &mut sheet);
        Reach {
            parts: sheet.rows.iter().map(|r| (r.missing_minutes, r.missing_count)).collect(),
            total: figures.total_left,
            workshops: figures.credits_left,
            floors: sheet.floors.iter().map(|(minutes, credits)| *minutes.max(credits)).collect(),
        }
    }
}
