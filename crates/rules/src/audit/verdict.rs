//! What the audit found, in the words of the record and the programme.

use super::{
    Brief, Record,
    atoms::Atoms,
    auditor::Auditor,
    plan::{Topics, each_part},
    proof::Proof,
    value::{Case, Figures, Row, Sheet, Use},
};
use crate::Minutes;
use std::collections::BTreeMap;

/// What the audit found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether everything the edition asks for is there.
    pub complete: bool,
    /// Minutes left by the edition's measure; 0 exactly when complete.
    pub left: Minutes,
    /// Minutes left in the parts alone.
    pub rest: Minutes,
    /// Minutes that count toward the total.
    pub total: Minutes,
    /// Minutes missing from the total.
    pub total_left: Minutes,
    /// Workshops missing from the total.
    pub credits_left: i64,
    /// How many of the parts that are asked for are done.
    pub satisfied: i64,
    /// Minutes used at all.
    pub applied_minutes: Minutes,
    /// One line per part, in the file's order.
    pub parts: Vec<PartVerdict>,
    /// Missing minutes or credits of each unmet floor.
    pub floors: BTreeMap<String, i64>,
    /// Where each used piece counts, in canonical order; a piece that counts in several parts has a line for each.
    pub applied: Vec<Applied>,
    /// Which pieces are not used, and why.
    pub unapplied: Vec<Unapplied>,
    /// Why no other usage is better.
    pub proof: Proof,
    /// Whether minutes of a class may go to several parts (they are then shown with each part).
    pub splits_minutes: bool,
}

/// The verdict on one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartVerdict {
    /// The part's id.
    pub id: String,
    /// Whether it is done.
    pub satisfied: bool,
    /// Whether staff waived it.
    pub waived: bool,
    /// Minutes used here.
    pub minutes: Minutes,
    /// Classes that count here.
    pub count: i64,
    /// Minutes left by the edition's measure.
    pub left: Minutes,
    /// Minutes missing.
    pub missing_minutes: Minutes,
    /// Classes missing.
    pub missing_count: i64,
    /// Topics met.
    pub topics_met: Vec<String>,
    /// Topics not met (asked for or not).
    pub topics_open: Vec<String>,
    /// Topics missing, where they are asked for.
    pub missing_topics: Vec<String>,
}

/// One used piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The credit's id.
    pub credit: String,
    /// Which segment of it.
    pub segment: usize,
    /// The credit's name in a verdict: the id, or `id#segment` where several segments are in play.
    pub name: String,
    /// The part's id.
    pub part: String,
    /// Minutes that it contributes to the part.
    pub minutes: Minutes,
}

/// One piece that is not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unapplied {
    /// The credit's id.
    pub credit: String,
    /// The credit's name in a verdict.
    pub name: String,
    /// Why.
    pub reason: Reason,
    /// Parts that would accept it, by id.
    pub accepted_by: Vec<String>,
    /// The credit of the same content that is used instead, if that is why.
    pub repeat_of: Option<String>,
}

/// Why a piece is not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The record's own status, such as `partial` or `booked`.
    Status(String),
    /// It lapsed.
    Expired,
    /// It was earned too long before enrolment.
    BeforeEnrolment,
    /// Too little was attended.
    TooLittleAttended,
    /// Its subject has too few minutes.
    SubjectBelowMinimum,
    /// No part accepts it.
    NoRequirementAcceptsIt,
    /// A part accepts it, but it is a repeat, or beyond a cap or the window.
    NotUsable,
}

impl Reason {
    /// The reason's name in the documented JSON.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Status(s) => s,
            Self::Expired => "expired",
            Self::BeforeEnrolment => "before-enrolment",
            Self::TooLittleAttended => "too-little-attended",
            Self::SubjectBelowMinimum => "subject-below-minimum",
            Self::NoRequirementAcceptsIt => "no-requirement-accepts-it",
            Self::NotUsable => "not-usable",
        }
    }
}

/// A judged case, to be put into words.
pub(super) struct Judged<'a> {
    pub auditor: &'a Auditor,
    pub record: &'a Record,
    /// Places of the record's credits in canonical order.
    pub order: &'a [usize],
    pub brief: &'a Brief,
    pub atoms: &'a Atoms,
    pub usage: &'a [Use],
    pub shares: &'a [(u8, Minutes)],
}

impl Judged<'_> {
    pub(super) fn case(&self) -> Case<'_> {
        let grants = self.brief.grants.as_deref();
        Case { plan: &self.auditor.plan, atoms: self.atoms, grants, shares: self.shares }
    }

    fn credit_id(&self, place: u32) -> &str {
        &self.record.credits[self.order[place as usize]].id
    }

    fn part_id(&self, k: usize) -> String {
        self.auditor.programme.requirements[k].id.clone()
    }

    /// The atom's name in a verdict.
    pub(super) fn name(&self, i: usize) -> String {
        let a = &self.atoms.all[i];
        let id = self.credit_id(a.credit);
        if a.single { id.to_owned() } else { format!("{id}#{}", a.segment) }
    }

    pub(super) fn verdict(&self, figures: Figures, sheet: &Sheet, proof: Proof) -> Verdict {
        let (applied, unapplied) = self.uses();
        let floors = self.auditor.programme.floors.iter().zip(&sheet.floors);
        Verdict {
            complete: figures.left == 0,
            left: figures.left,
            rest: figures.rest,
            total: figures.total,
            total_left: figures.total_left,
            credits_left: figures.credits_left,
            satisfied: figures.satisfied,
            applied_minutes: figures.applied,
            parts: sheet.rows.iter().enumerate().map(|(k, row)| self.part(k, row)).collect(),
            floors: floors
                .map(|(f, (minutes, credits))| (f.id.clone(), if *minutes > 0 { *minutes } else { *credits }))
                .filter(|(_, short)| *short > 0)
                .collect(),
            applied,
            unapplied,
            proof,
            splits_minutes: self.auditor.plan.split == crate::programme::Split::Minutes,
        }
    }

    fn part(&self, k: usize, row: &Row) -> PartVerdict {
        let r = &self.auditor.programme.requirements[k];
        let bit = |t: &String| self.auditor.plan.topic_set(std::iter::once(t));
        let met = |set: Topics| r.topics.iter().filter(move |t| bit(t) & set != 0).cloned().collect::<Vec<_>>();
        let topics_open = met(!row.topics);
        PartVerdict {
            id: r.id.clone(),
            satisfied: row.satisfied,
            waived: row.waived,
            minutes: row.minutes,
            count: row.count,
            left: row.left,
            missing_minutes: if row.waived { 0 } else { row.missing_minutes },
            missing_count: if row.waived { 0 } else { row.missing_count },
            topics_met: met(row.topics),
            missing_topics: if row.waived || row.short_topics == 0 { Vec::new() } else { topics_open.clone() },
            topics_open,
        }
    }

    fn uses(&self) -> (Vec<Applied>, Vec<Unapplied>) {
        let case = self.case();
        let (mut applied, mut unapplied) = (Vec::new(), self.dropped());
        for (i, (a, used)) in self.atoms.all.iter().zip(self.usage).enumerate() {
            let credit = self.credit_id(a.credit).to_owned();
            for k in each_part(used.parts) {
                applied.push(Applied {
                    credit: credit.clone(),
                    segment: usize::from(a.segment),
                    name: self.name(i),
                    part: self.part_id(k),
                    minutes: case.minutes_in(a, *used, k),
                });
            }
            if used.parts == 0 {
                let accepted_by: Vec<String> = each_part(a.face.accepts).map(|k| self.part_id(k)).collect();
                let reason = if accepted_by.is_empty() { Reason::NoRequirementAcceptsIt } else { Reason::NotUsable };
                let instead = self.atoms.all.iter().zip(self.usage).find(|(b, u)| u.parts != 0 && b.key == a.key);
                let repeats =
                    self.auditor.plan.repeat != crate::programme::Repeat::Unlimited && !accepted_by.is_empty();
                let repeat_of = instead.filter(|_| repeats).map(|(b, _)| self.credit_id(b.credit).to_owned());
                unapplied.push(Unapplied { credit, name: self.name(i), reason, accepted_by, repeat_of });
            }
        }
        (applied, unapplied)
    }

    fn dropped(&self) -> Vec<Unapplied> {
        let line = |(place, why): &(u32, super::atoms::Dropped)| {
            let credit = &self.record.credits[self.order[*place as usize]];
            Unapplied {
                credit: credit.id.clone(),
                name: credit.id.clone(),
                reason: why.reason(&credit.status),
                accepted_by: Vec::new(),
                repeat_of: None,
            }
        };
        self.atoms.dropped.iter().map(line).collect()
    }
}
