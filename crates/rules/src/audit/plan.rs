//! A programme as numbers: parts by their place in the file, sets of parts and topics as bit masks.

use crate::{
    Minutes,
    programme::{BetweenGroups, Objective, Per, Programme, Repeat, Short, Split, Term, TopicsFrom, TotalCounts},
};
use std::collections::BTreeSet;

/// A set of parts, bit k for the k-th of the file.
pub(super) type Parts = u64;
/// A set of topics, bits as [`Plan::topics`] numbers them.
pub(super) type Topics = u128;

/// The parts of a set, ascending.
pub(super) fn each_part(mut set: Parts) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        if set == 0 {
            return None;
        }
        let k = set.trailing_zeros() as usize;
        set &= set - 1;
        Some(k)
    })
}

/// One part.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// Minutes asked for, less the tolerance.
    pub need: Minutes,
    pub count: i64,
    pub each_min: Minutes,
    pub each_approx: Minutes,
    pub threshold: Minutes,
    pub each_max: Minutes,
    pub per_hours: bool,
    pub combine: bool,
    pub topics: Topics,
    pub topics_needed: i64,
    pub topics_from: TopicsFrom,
    pub topic_minutes: Minutes,
    pub max_count: i64,
    pub max_minutes: Minutes,
    pub nominal: Minutes,
    pub group: usize,
}

/// A choice between options, each a list of parts.
#[derive(Debug, Clone)]
pub(super) struct ChoicePlan {
    pub need: usize,
    pub options: Vec<Vec<usize>>,
}

/// A cap on whole credits of a kind.
#[derive(Debug, Clone)]
pub(super) struct LimitPlan {
    pub minutes: Option<Minutes>,
    pub count: Option<i64>,
    pub part: Option<usize>,
}

/// The whole certificate.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub parts: Vec<Part>,
    pub objective: Objective,
    pub split: Split,
    pub quantum: Minutes,
    pub repeat: Repeat,
    pub window_months: i32,
    pub total: Minutes,
    pub total_counts: TotalCounts,
    pub credits: i64,
    pub unit: Minutes,
    pub choices: Vec<ChoicePlan>,
    /// Parts that belong to a choice.
    pub in_choice: Parts,
    /// The parts of each group.
    pub groups: Vec<Parts>,
    pub limits: Vec<LimitPlan>,
    pub floors: Vec<(Minutes, i64)>,
    pub between_groups: BetweenGroups,
    pub max_shared: i64,
    /// Parts in which a class shorter than the threshold may not be used at all.
    pub rejects_short: Parts,
    pub has_combine: bool,
    /// Parts in which only the sum of minutes matters: no number of classes is asked for, no class is capped, and the
    /// topics of what counts there do not matter.
    pub only_sums: Parts,
    /// Parts that do not look at the topics of what counts there.
    pub no_topics: Parts,
    /// Names of the topics that some part lists.
    pub topics: Vec<String>,
}

impl Plan {
    pub(super) fn new(p: &Programme) -> Self {
        let topics: Vec<String> =
            p.requirements.iter().flat_map(|r| r.topics.iter().cloned()).collect::<BTreeSet<_>>().into_iter().collect();
        let mut names: Vec<&str> = Vec::new();
        let mut parts = Vec::new();
        for r in &p.requirements {
            let group = names.iter().position(|g| *g == r.group).unwrap_or_else(|| {
                names.push(&r.group);
                names.len() - 1
            });
            parts.push(Part {
                need: r.minutes - r.approx,
                count: r.count,
                each_min: r.each_min,
                each_approx: r.each_approx,
                threshold: r.threshold(),
                each_max: r.each_max,
                per_hours: r.per == Per::Hours && r.each_min > 0,
                combine: r.combine,
                topics: mask_of(&topics, r.topics.iter()),
                topics_needed: r.topics_needed(),
                topics_from: r.topics_from,
                topic_minutes: r.minutes_per_topic(),
                max_count: r.max_count,
                max_minutes: r.max_minutes,
                nominal: r.nominal(),
                group,
            });
        }
        let place = |id: &String| p.requirements.iter().position(|r| r.id == *id);
        let choices: Vec<ChoicePlan> = p
            .choices
            .iter()
            .map(|c| ChoicePlan {
                need: c.need,
                options: c.options.iter().map(|o| o.iter().filter_map(place).collect()).collect(),
            })
            .collect();
        let set = |yes: &dyn Fn(&Part) -> bool| {
            parts.iter().enumerate().filter(|(_, r)| yes(r)).fold(0, |m, (k, _)| m | 1 << k)
        };
        Self {
            objective: p.objective,
            split: p.credit.split,
            quantum: p.credit.quantum.max(1),
            repeat: p.credit.repeat,
            window_months: p.credit.window_months,
            total: if p.total.minutes > 0 { (p.total.minutes - p.total.approx).max(0) } else { 0 },
            total_counts: p.total.counts,
            credits: p.total.credits,
            unit: p.total.unit.max(1),
            in_choice: choices.iter().flat_map(|c| c.options.iter().flatten()).fold(0, |m, k| m | 1 << k),
            groups: (0..names.len()).map(|g| set(&|r: &Part| r.group == g)).collect(),
            limits: p
                .limits
                .iter()
                .map(|l| LimitPlan {
                    minutes: l.max_minutes,
                    count: l.max_count,
                    part: l.requirement.as_ref().and_then(place),
                })
                .collect(),
            floors: p.floors.iter().map(|f| (f.minutes, f.credits)).collect(),
            between_groups: p.sharing.between_groups,
            max_shared: p.sharing.max_credits,
            rejects_short: if p.credit.short == Short::Reject { set(&|r| r.count > 0 && !r.combine) } else { 0 },
            has_combine: parts.iter().any(|r| r.combine),
            no_topics: set(&|r| r.topics_from != TopicsFrom::Applied),
            only_sums: set(&|r| r.count == 0 && r.each_max == 0 && r.topics_from != TopicsFrom::Applied),
            choices,
            parts,
            topics,
        }
    }

    /// Numbers of the topics that some part lists.
    pub(super) fn topic_set<'t>(&self, names: impl Iterator<Item = &'t String>) -> Topics {
        mask_of(&self.topics, names)
    }
}

fn mask_of<'t>(all: &[String], names: impl Iterator<Item = &'t String>) -> Topics {
    names.filter_map(|t| all.binary_search(t).ok()).fold(0, |m, n| m | 1 << n)
}

/// A credit or a piece of one, in the words that terms speak of.
#[derive(Debug)]
pub(super) struct Described<'a> {
    pub course: &'a str,
    pub class: &'a str,
    pub subject: &'a str,
    pub topics: BTreeSet<&'a String>,
    pub tags: BTreeSet<&'a String>,
}

impl Described<'_> {
    /// Whether one of the terms fits.
    pub(super) fn fits(&self, terms: &[Term]) -> bool {
        terms.iter().any(|t| match t {
            Term::Any => true,
            Term::Course(v) => v == self.course,
            Term::Class(v) => v == self.class,
            Term::Tag(v) => self.tags.contains(v),
            Term::Topic(v) => self.topics.contains(v),
            Term::Subject(v) => v == self.subject,
        })
    }
}

/// What the programme sees in a piece of credit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Face {
    /// Parts that accept it.
    pub accepts: Parts,
    pub topics: Topics,
    /// Limits and floors that match it, by place.
    pub limits: u32,
    pub floors: u32,
    /// Whether it may count in several groups, when only listed credits may.
    pub listed: bool,
}

impl Face {
    pub(super) fn of(plan: &Plan, p: &Programme, piece: &Described<'_>) -> Self {
        let accepts =
            p.requirements.iter().enumerate().filter(|(_, r)| piece.fits(&r.accept) && !piece.fits(&r.except));
        let matching = |terms: &mut dyn Iterator<Item = &Vec<Term>>| {
            terms.enumerate().filter(|(_, t)| piece.fits(t)).fold(0_u32, |m, (n, _)| m | 1 << n)
        };
        Self {
            accepts: accepts.fold(0, |m, (k, _)| m | 1 << k),
            topics: plan.topic_set(piece.topics.iter().copied()),
            limits: matching(&mut p.limits.iter().map(|l| &l.matches)),
            floors: matching(&mut p.floors.iter().map(|f| &f.matches)),
            listed: piece.fits(&p.sharing.listed),
        }
    }
}
