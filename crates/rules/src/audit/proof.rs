//! Why no usage leaves less: a tree whose inner nodes are each a contested piece with all its options, and whose leaves
//! name a bound that holds whatever the undecided rest does. `rules::check` verifies it without this module's help, and
//! the pages turn it into sentences.

use super::{
    allowed::Constraints,
    plan::{Parts, each_part},
    value::{Case, Figures, Sheet, Use},
    verdict::Judged,
    ways::Ways,
};
use crate::{
    Minutes,
    programme::{Objective, Repeat, Split},
};
use serde::{Deserialize, Serialize};

/// Why no usage is better than the verdict's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// Nothing is left: the usage itself shows it.
    Complete,
    /// However the credits are used, at least this many minutes are left.
    AtLeast {
        /// Minutes by the edition's measure.
        left: Minutes,
        /// Why.
        tree: Branch,
    },
    /// The search went through every usage that matters; writing it down would take too many branches.
    Searched,
}

/// A node of a proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Branch {
    /// The bound holds here.
    Leaf(Evidence),
    /// One piece is decided, in every way there is.
    Split {
        /// The piece, by its name in the verdict.
        piece: String,
        /// Its options: parts by id (none: unused), and why the bound holds then.
        options: Vec<(Vec<String>, Self)>,
    },
}

/// What shows that a bound holds, when every undecided piece counts in every part that accepts it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// Each of these parts falls short by itself.
    Parts(Vec<String>),
    /// Together these parts need more than everything that any of them accepts.
    Together(Vec<String>),
    /// All minutes together fall short of the total.
    Total,
    /// There are too few workshops.
    Workshops,
    /// A floor is not reached, by id.
    Floor(String),
    /// This use is not allowed.
    Forbidden,
}

/// A proof with more branches than this is not written down.
const MOST_BRANCHES: usize = 200;

/// The proof of a verdict.
pub(super) fn of(judged: &Judged<'_>, figures: Figures) -> Proof {
    if figures.left == 0 {
        return Proof::Complete;
    }
    let case = judged.case();
    // "Most boxes" puts the number of parts first: all that can be shown about `left` is that it cannot be 0.
    let left = if case.plan.objective == Objective::LeastLeft { figures.left } else { 1 };
    let open: Vec<usize> = (0..case.atoms.all.len()).filter(|i| case.atoms.all[*i].face.accepts != 0).collect();
    let mut constraints = Constraints::default();
    constraints.prepare_unordered(case, &open);
    let mut prover = Prover {
        judged,
        constraints,
        usage: vec![Use::NONE; case.atoms.all.len()],
        decided: vec![false; case.atoms.all.len()],
        left,
        branches: 0,
        sheet: Sheet::default(),
    };
    prover.prove(case).map_or(Proof::Searched, |tree| Proof::AtLeast { left, tree })
}

struct Prover<'a> {
    judged: &'a Judged<'a>,
    constraints: Constraints,
    usage: Vec<Use>,
    decided: Vec<bool>,
    left: Minutes,
    branches: usize,
    sheet: Sheet,
}

impl Prover<'_> {
    fn prove(&mut self, case: Case<'_>) -> Option<Branch> {
        self.branches += 1;
        if self.branches > MOST_BRANCHES {
            return None;
        }
        if let Some(evidence) = self.evidence(case) {
            return Some(Branch::Leaf(evidence));
        }
        if case.plan.split == Split::Minutes {
            return None; // a class split by the minute has more ways than a page can list
        }
        let i = self.next(case)?;
        let mut ways = Ways::default();
        ways.fill(case, &[i], &mut Vec::new()).ok()?;
        let mut options = Vec::new();
        self.decided[i] = true;
        for way in ways.of(0).map(|n| ways.way(n)).chain([Use::NONE]) {
            let forbidden = way.parts != 0 && !self.constraints.may(case, &self.usage, i, way);
            let branch = if forbidden {
                Some(Branch::Leaf(Evidence::Forbidden))
            } else {
                self.usage[i] = way;
                self.prove(case)
            };
            self.usage[i] = Use::NONE;
            options.push((self.ids(way.parts), branch?));
        }
        self.decided[i] = false;
        Some(Branch::Split { piece: self.judged.name(i), options })
    }

    fn ids(&self, parts: Parts) -> Vec<String> {
        each_part(parts).map(|k| self.judged.auditor.programme.requirements[k].id.clone()).collect()
    }

    /// The piece to decide next: one that counts twice in the bound, the longest first; then one with repeats.
    fn next(&self, case: Case<'_>) -> Option<usize> {
        let open = || (0..self.usage.len()).filter(|i| !self.decided[*i] && case.atoms.all[*i].face.accepts != 0);
        let longest = |i: &usize| (case.atoms.all[*i].minutes, std::cmp::Reverse(*i));
        let twice = open().filter(|i| !case.atoms.all[*i].face.accepts.is_power_of_two()).max_by_key(longest);
        twice.or_else(|| open().filter(|i| !self.constraints.rivals(*i).is_empty()).max_by_key(longest)).or_else(|| {
            let touched = |i: &usize| case.atoms.all[*i].face.limits != 0;
            open().filter(touched).max_by_key(longest).or_else(|| open().max_by_key(longest))
        })
    }

    /// What shows the bound here, if anything does.
    fn evidence(&mut self, case: Case<'_>) -> Option<Evidence> {
        let mut most: Minutes = 0;
        let mut usage = self.usage.clone();
        for (i, atom) in case.atoms.all.iter().enumerate().filter(|(_, a)| a.face.accepts != 0) {
            if !self.decided[i] {
                usage[i] = self.constraints.open(case, &self.usage, |j| self.decided[j], i);
            }
            let longest = |j: &usize| {
                let b = &case.atoms.all[*j];
                self.constraints.rivals(i).contains(j) && (b.minutes, i) > (atom.minutes, *j) && !self.decided[*j]
            };
            let once = case.plan.repeat == Repeat::Once;
            let counts = usage[i].parts != 0 || usage[i].somewhere;
            if counts && !(once && !self.decided[i] && (0..usage.len()).any(|j| longest(&j))) {
                most += case.minutes_used(atom, usage[i]);
            }
        }
        let figures = case.measure(&usage, Some(most), &mut self.sheet);
        let programme = &self.judged.auditor.programme;
        if figures.rest >= self.left {
            let short = self.sheet.rows.iter().enumerate().filter(|(_, row)| row.left > 0);
            let short = short.fold(0, |m, (k, _)| m | 1 << k);
            return Some(Evidence::Parts(self.ids(short)));
        }
        if figures.total_left >= self.left {
            return Some(Evidence::Total);
        }
        if figures.credits_left * case.plan.unit >= self.left {
            return Some(Evidence::Workshops);
        }
        let floor = self.sheet.floors.iter().position(|(m, c)| *m.max(c) >= self.left);
        if let Some(n) = floor {
            return Some(Evidence::Floor(programme.floors[n].id.clone()));
        }
        self.together(case).map(|set| Evidence::Together(self.ids(set)))
    }

    /// Hall's condition: parts of one group that together need more than everything that any of them accepts.
    fn together(&self, case: Case<'_>) -> Option<Parts> {
        let plan = case.plan;
        let short = |set: Parts| {
            let need: Minutes = each_part(set).map(|k| need_of(case, k)).sum();
            let supply = case.atoms.all.iter().enumerate().map(|(i, a)| {
                let here = if self.decided[i] { self.usage[i].parts } else { a.face.accepts };
                let longer = |j: &usize| {
                    let b = &case.atoms.all[*j];
                    !self.decided[*j] && (b.minutes, i) > (a.minutes, *j) && b.face.accepts & set != 0
                };
                let once = plan.repeat == Repeat::Once && !self.decided[i];
                let repeats = once && self.constraints.rivals(i).iter().any(longer);
                if here & set == 0 || repeats { 0 } else { a.minutes }
            });
            need - supply.sum::<Minutes>()
        };
        let asked = |k: &usize| plan.in_choice & (1 << k) == 0 && !case.is_waived(*k) && need_of(case, *k) > 0;
        for group in &plan.groups {
            let mut set = each_part(*group).filter(asked).fold(0, |m, k| m | 1 << k);
            // parts that have more than they need only weaken the set
            while let Some(k) =
                each_part(set).max_by_key(|k| short(set & !(1 << k))).filter(|k| short(set & !(1 << k)) >= short(set))
            {
                set &= !(1 << k);
            }
            if set != 0 && short(set) >= self.left {
                return Some(set);
            }
        }
        None
    }
}

/// The least minutes that a part asks for: an applied minute reduces them by at most one.
fn need_of(case: Case<'_>, k: usize) -> Minutes {
    let part = &case.plan.parts[k];
    let (minutes, count) = case.grants.map_or((0, 0), |g| (g.minutes[k], g.count[k]));
    (part.need - minutes).max((part.count - count) * part.threshold.max(1)).max(0)
}
