//! What one usage is worth. A usage says, for each atom, in which parts it counts: one part of a group, or none. The
//! search also asks for usages that count an atom in every part that accepts it: the bound that never underestimates.

use super::{
    atoms::{Atom, Atoms},
    brief::Grants,
    plan::{Part, Parts, Plan, Topics, each_part},
};
use crate::{
    Minutes,
    programme::{Objective, TopicsFrom, TotalCounts},
};

/// Where an atom counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Use {
    pub parts: Parts,
    /// Minutes by part where the programme splits minutes: a run of [`Case::shares`]. Empty: all its minutes.
    pub shares: (u32, u32),
    /// Whether it counts in a bound though in no part: toward floors and the number of workshops.
    pub somewhere: bool,
}

impl Use {
    pub(super) const NONE: Self = Self { parts: 0, shares: (0, 0), somewhere: false };

    pub(super) const fn whole(parts: Parts) -> Self {
        Self { parts, shares: (0, 0), somewhere: false }
    }

    /// For a bound: in all these parts, or at least somewhere.
    pub(super) const fn anywhere(parts: Parts) -> Self {
        Self { parts, shares: (0, 0), somewhere: true }
    }
}

/// The measured value of a usage: smaller is better, compared in order.
pub(super) type Key = [i64; 5];

/// One part under one usage.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Row {
    pub minutes: Minutes,
    pub count: i64,
    pub left: Minutes,
    pub missing_minutes: Minutes,
    pub missing_count: i64,
    pub short_topics: i64,
    /// Topics met by what counts here.
    pub topics: Topics,
    pub satisfied: bool,
    pub waived: bool,
    /// Credits that count here.
    pub credits: i64,
    run: Run,
}

/// Minutes of the credit that is being added up: its atoms are adjacent.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    /// Place of the credit plus one; 0 for none.
    credit: u32,
    class: u32,
    minutes: Minutes,
}

/// The figures of a usage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Figures {
    pub left: Minutes,
    pub rest: Minutes,
    pub satisfied: i64,
    pub applied: Minutes,
    pub total: Minutes,
    pub total_left: Minutes,
    pub credits_left: i64,
}

impl Figures {
    pub(super) fn key(&self, objective: Objective) -> Key {
        match objective {
            Objective::LeastLeft => [self.left, self.rest, -self.satisfied, -self.applied, 0],
            Objective::MostBoxes => [i64::from(self.left != 0), -self.satisfied, self.left, self.rest, -self.applied],
        }
    }
}

/// What judging needs besides its input; reused from record to record.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub rows: Vec<Row>,
    /// Minutes and credits of each floor's kind that are missing.
    pub floors: Vec<(Minutes, i64)>,
    /// Minutes by title class, a run for each part that combines.
    classes: Vec<Minutes>,
    options: Vec<(Minutes, i64)>,
}

/// One record and the plan: everything a usage is measured against.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub plan: &'a Plan,
    pub atoms: &'a Atoms,
    pub grants: Option<&'a Grants>,
    pub shares: &'a [(u8, Minutes)],
}

impl<'a> Case<'a> {
    /// Minutes that an atom contributes to a part it counts in.
    pub(super) fn minutes_in(&self, atom: &Atom, used: Use, part: usize) -> Minutes {
        let (from, len) = used.shares;
        if len == 0 {
            return atom.minutes;
        }
        let shares = &self.shares[from as usize..(from + len) as usize];
        shares.iter().filter(|(k, _)| usize::from(*k) == part).map(|(_, m)| m).sum()
    }

    /// Minutes of an atom that are used at all.
    pub(super) fn minutes_used(&self, atom: &Atom, used: Use) -> Minutes {
        let (from, len) = used.shares;
        if len == 0 {
            return atom.minutes;
        }
        self.shares[from as usize..(from + len) as usize].iter().map(|(_, m)| m).sum::<Minutes>().min(atom.minutes)
    }

    fn granted(&self, k: usize) -> (Minutes, i64, Topics) {
        self.grants.map_or((0, 0, 0), |g| (g.minutes[k], g.count[k], g.topics[k]))
    }

    pub(super) fn is_waived(&self, k: usize) -> bool {
        self.grants.is_some_and(|g| g.waived & (1 << k) != 0)
    }

    /// Measures a usage; the parts' figures stay in `sheet`.
    ///
    /// `at_most` caps the minutes that can be applied in all (a bound knows a tighter figure than the sum of its
    /// atoms), and says that this is a bound: the satisfied parts of a choice are then the most that any of its options
    /// has.
    pub(super) fn measure(&self, usage: &[Use], at_most: Option<Minutes>, sheet: &mut Sheet) -> Figures {
        let plan = self.plan;
        sheet.rows.clear();
        sheet.rows.resize(plan.parts.len(), Row::default());
        sheet.classes.clear();
        if plan.has_combine {
            sheet.classes.resize(plan.parts.len() * self.atoms.classes as usize, 0);
        }
        sheet.floors.clear();
        sheet.floors.extend_from_slice(&plan.floors);
        let (applied, credits) = self.add_up(usage, sheet);
        let applied = at_most.map_or(applied, |most| applied.min(most));
        self.close(sheet);
        self.overlay(applied, credits, at_most.is_some(), sheet)
    }

    /// Adds atoms to their parts and floors; returns the minutes and the credits used.
    fn add_up(&self, usage: &[Use], sheet: &mut Sheet) -> (Minutes, i64) {
        let plan = self.plan;
        let (mut applied, mut credits) = (0, 0);
        let (mut last, mut floors_seen) = (0, 0_u32);
        for (atom, used) in self.atoms.all.iter().zip(usage) {
            if used.parts == 0 && !used.somewhere {
                continue;
            }
            let minutes = self.minutes_used(atom, *used);
            applied += minutes;
            let credit = atom.credit + 1;
            if credit != last {
                (last, floors_seen) = (credit, 0);
                credits += 1;
            }
            if atom.face.floors != 0 {
                for (n, floor) in sheet.floors.iter_mut().enumerate() {
                    if atom.face.floors & (1 << n) != 0 {
                        floor.0 -= minutes;
                        if floors_seen & (1 << n) == 0 {
                            floor.1 -= 1;
                            floors_seen |= 1 << n;
                        }
                    }
                }
            }
            for k in each_part(used.parts) {
                let part = &plan.parts[k];
                let row = &mut sheet.rows[k];
                let minutes = self.minutes_in(atom, *used, k);
                if row.run.credit == credit {
                    row.run.minutes += minutes;
                } else {
                    end_run(part, row, k, self.atoms.classes, &mut sheet.classes);
                    row.credits += 1;
                    row.run = Run { credit, class: atom.class, minutes };
                }
                if part.topics_from == TopicsFrom::Applied {
                    row.topics |= atom.face.topics;
                }
            }
        }
        (applied, credits)
    }

    /// Figures of each part once everything is added up.
    fn close(&self, sheet: &mut Sheet) {
        let classes = self.atoms.classes as usize;
        for (k, part) in self.plan.parts.iter().enumerate() {
            let row = &mut sheet.rows[k];
            end_run(part, row, k, self.atoms.classes, &mut sheet.classes);
            if part.combine {
                row.count = sheet.classes[k * classes..(k + 1) * classes].iter().map(|m| counts_as(part, *m)).sum();
            }
            if part.max_minutes > 0 {
                row.minutes = row.minutes.min(part.max_minutes);
            }
            let (minutes, count, topics) = self.granted(k);
            row.minutes += minutes;
            row.count += count;
            let met = match part.topics_from {
                TopicsFrom::None => part.topics,
                TopicsFrom::Applied => row.topics,
                TopicsFrom::Attended => self.atoms.attended,
            } | topics;
            row.topics = met & part.topics;
            row.short_topics = (part.topics_needed - i64::from(row.topics.count_ones())).max(0);
            row.missing_minutes = (part.need - row.minutes).max(0);
            row.missing_count = (part.count - row.count).max(0);
            row.waived = self.is_waived(k);
            row.satisfied = row.waived || (row.missing_minutes == 0 && row.missing_count == 0 && row.short_topics == 0);
            let measure = row
                .missing_minutes
                .max(row.missing_count * part.threshold.max(1))
                .max(row.short_topics * part.topic_minutes);
            row.left = if row.satisfied { 0 } else { measure.max(1) };
        }
    }

    /// The certificate as a whole: parts, choices, total, floors.
    fn overlay(&self, applied: Minutes, credits: i64, bound: bool, sheet: &mut Sheet) -> Figures {
        let plan = self.plan;
        let (mut rest, mut satisfied) = (0, 0);
        for (k, row) in sheet.rows.iter().enumerate() {
            if plan.in_choice & (1 << k) == 0 {
                rest += row.left;
                satisfied += i64::from(row.satisfied);
            }
        }
        for choice in &plan.choices {
            let rows = &sheet.rows;
            let options = &mut sheet.options;
            options.clear();
            options.extend(choice.options.iter().map(|o| {
                (
                    o.iter().map(|k| rows[*k].left).sum::<Minutes>(),
                    o.iter().filter(|k| rows[**k].satisfied).count() as i64,
                )
            }));
            // stable: of two equally cheap options the first in the file is taken
            options.sort_by_key(|(left, _)| *left);
            rest += options.iter().take(choice.need).map(|(left, _)| left).sum::<Minutes>();
            if bound {
                options.sort_by_key(|(_, done)| -done);
            }
            satisfied += options.iter().take(choice.need).map(|(_, done)| done).sum::<i64>();
        }
        let grants = self.grants.map_or(0, |g| g.total);
        let total = grants + self.total(applied, sheet);
        let total_left = (plan.total - total).max(0);
        let credits_left = (plan.credits - credits).max(0);
        let mut left = rest.max(total_left).max(credits_left * plan.unit);
        for floor in &mut sheet.floors {
            *floor = (floor.0.max(0), floor.1.max(0));
            left = left.max(floor.0).max(floor.1);
        }
        Figures { left, rest, satisfied, applied, total, total_left, credits_left }
    }

    /// Minutes that count toward the total.
    fn total(&self, applied: Minutes, sheet: &Sheet) -> Minutes {
        if self.plan.groups.len() > 1 {
            return applied;
        }
        let parts = self.plan.parts.iter().zip(&sheet.rows);
        let sum: Minutes = parts
            .map(|(part, row)| match self.plan.total_counts {
                TotalCounts::Applied => row.minutes,
                TotalCounts::Needed => row.minutes.min(part.nominal),
            })
            .sum();
        let granted: Minutes = self.grants.map_or(0, |g| g.minutes.iter().sum());
        // A bound counts an atom in several parts; nothing is ever applied twice within one group.
        sum.min(applied + granted)
    }
}

/// Ends the credit that is being added up.
fn end_run(part: &Part, row: &mut Row, k: usize, classes: u32, by_class: &mut [Minutes]) {
    if row.run.credit == 0 {
        return;
    }
    let minutes = if part.each_max > 0 { row.run.minutes.min(part.each_max) } else { row.run.minutes };
    row.minutes += minutes;
    if part.combine {
        by_class[k * classes as usize + row.run.class as usize] += minutes;
    } else {
        row.count += counts_as(part, minutes);
    }
    row.run = Run::default();
}

/// How many classes of the part this many minutes of one class count as.
pub(super) fn counts_as(part: &Part, minutes: Minutes) -> i64 {
    if minutes <= 0 || minutes < part.threshold {
        0
    } else if part.per_hours {
        ((minutes + part.each_approx) / part.each_min).max(1)
    } else {
        1
    }
}
