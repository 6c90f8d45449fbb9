//! The best usage of what is contested: depth first through the atoms in canonical order, their options in the file's
//! order and "unused" last, so that the first of several equally good usages is the canonical one.
//!
//! A branch is abandoned when its bound is no better than the best found so far, when it breaks a rule, or (in long
//! searches) when an earlier branch came to the same state with no less in hand: from there on both have the same
//! future.

use super::{
    allowed::Constraints,
    atoms::{Atom, months_after},
    plan::each_part,
    reduce::Reduced,
    state::Seen,
    value::{Case, Figures, Key, Sheet, Use},
    ways::Ways,
};
use crate::{Minutes, programme::Repeat};
use std::cmp::Ordering;

/// A record has too many ways of being used: this only happens with an adversarial one, or with a programme file that
/// should not be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "this record can be used in too many ways: {MOST_STEPS} steps of the search did not settle which is best. The programme's rules leave too much open; staff can say where a class counts"
)]
pub struct TooManyUsages;

/// Steps (an atom or a part looked at) after which the search gives up instead of hanging a server.
pub const MOST_STEPS: u64 = 60_000_000;

/// More contested atoms than this are not searched at all.
const MOST_CONTESTED: usize = 1_000;

/// From this many nodes on, states are remembered.
const REMEMBER_FROM: u64 = 300;

/// What is kept from search to search.
#[derive(Debug, Default)]
pub(super) struct Search {
    pub reduced: Reduced,
    pub ways: Ways,
    pub sheet: Sheet,
    pub constraints: Constraints,
    pub seen: Seen,
    /// Nodes of the last search, over all its windows.
    pub nodes: u64,
    steps: u64,
    /// The most minutes that the contested atoms from a depth on can add.
    ahead: Vec<Minutes>,
    best: Option<Best>,
    /// Memory of the previous best, to be reused.
    spare: Vec<Use>,
}

/// A usage with its value.
#[derive(Debug, Clone)]
pub(super) struct Best {
    pub key: Key,
    pub changes: i64,
    pub usage: Vec<Use>,
}

/// What the member saw last, by place of the credit.
pub(super) type Previous<'a> = &'a [Option<u64>];

impl Search {
    /// Finds the canonical best usage; it is left in `self.reduced.usage`, measured in `self.sheet`.
    pub(super) fn run(
        &mut self,
        case: Case<'_>,
        shares: &mut Vec<(u8, Minutes)>,
        previous: Previous<'_>,
    ) -> Result<Figures, TooManyUsages> {
        (self.nodes, self.steps) = (0, 0);
        shares.clear();
        if case.plan.window_months == 0 {
            self.reduced.fill(case, previous, |_| true);
            if self.reduced.contested.is_empty() {
                self.nodes = 1;
                return Ok(case.measure(&self.reduced.usage, None, &mut self.sheet));
            }
            self.ways.fill(case, &self.reduced.contested, shares)?;
            let case = Case { shares: shares.as_slice(), ..case };
            let best = self.settle(case, previous)?;
            return Ok(self.keep(case, best));
        }
        // Each credit in turn as the oldest: the best of the windows is the best of all.
        let mut chosen: Option<Best> = None;
        let atoms = &case.atoms.all;
        let mut reached = None;
        for first in 0..atoms.len().max(1) {
            let from = atoms.get(first).map(|a| a.date);
            let until = from.map(|d| months_after(d, case.plan.window_months));
            let inside = |a: &Atom| Some(a.date) >= from && Some(a.date) < until;
            let last = atoms.iter().rposition(inside);
            if first > 0 && last <= reached {
                continue; // a window that an earlier one contains
            }
            reached = last;
            self.reduced.fill(case, previous, inside);
            let mut own = std::mem::take(shares);
            self.ways.fill(case, &self.reduced.contested, &mut own)?;
            let found = self.settle(Case { shares: &own, ..case }, previous);
            *shares = own;
            let found = found?;
            let better = |old: &Best| {
                let new = (found.key, found.changes).cmp(&(old.key, old.changes));
                new.then_with(|| canonical(&found.usage, &old.usage, &Case { shares, ..case })) == Ordering::Less
            };
            if chosen.as_ref().is_none_or(better) {
                chosen = Some(found);
            }
        }
        let case = Case { shares: shares.as_slice(), ..case };
        let best = chosen.unwrap_or_else(|| Best { key: [0; 5], changes: 0, usage: Vec::new() });
        Ok(self.keep(case, best))
    }

    fn keep(&mut self, case: Case<'_>, best: Best) -> Figures {
        self.spare = std::mem::replace(&mut self.reduced.usage, best.usage);
        case.measure(&self.reduced.usage, None, &mut self.sheet)
    }

    fn settle(&mut self, case: Case<'_>, previous: Previous<'_>) -> Result<Best, TooManyUsages> {
        if self.reduced.contested.len() > MOST_CONTESTED {
            return Err(TooManyUsages);
        }
        self.constraints.prepare(case, &self.reduced.contested);
        self.seen.clear();
        self.look_ahead(case);
        self.best = None;
        self.descend(case, previous, 0)?;
        // using nothing of what is contested is always allowed, so something was found
        Ok(self.best.take().unwrap_or_else(|| Best { key: [0; 5], changes: 0, usage: self.reduced.usage.clone() }))
    }

    /// Fills `ahead`: of several repeats, at most one is used.
    fn look_ahead(&mut self, case: Case<'_>) {
        let (atoms, contested) = (&case.atoms.all, &self.reduced.contested);
        self.ahead.clear();
        self.ahead.resize(contested.len() + 1, 0);
        for depth in (0..contested.len()).rev() {
            let a = &atoms[contested[depth]];
            let mut more = a.minutes;
            if case.plan.repeat == Repeat::Once {
                let later = contested[depth + 1..].iter().map(|j| &atoms[*j]).filter(|b| b.key == a.key);
                more -= later.map(|b| b.minutes).max().unwrap_or(0).min(more);
            }
            self.ahead[depth] = self.ahead[depth + 1] + more;
        }
    }

    fn descend(&mut self, case: Case<'_>, previous: Previous<'_>, depth: usize) -> Result<(), TooManyUsages> {
        self.nodes += 1;
        self.steps += (case.atoms.all.len() + 2 * case.plan.parts.len() + self.constraints.rivalries()) as u64;
        if self.steps > MOST_STEPS {
            return Err(TooManyUsages);
        }
        let key = self.bound(case, depth);
        let changes = self.changes(case, previous, depth);
        if self.best.as_ref().is_some_and(|best| (key, changes) >= (best.key, best.changes)) {
            return Ok(());
        }
        let Some(&i) = self.reduced.contested.get(depth) else {
            let mut usage = self.best.take().map_or_else(|| std::mem::take(&mut self.spare), |b| b.usage);
            usage.clear();
            usage.extend_from_slice(&self.reduced.usage);
            self.best = Some(Best { key, changes, usage });
            return Ok(());
        };
        if self.nodes > REMEMBER_FROM {
            let usage = &self.reduced.usage;
            let state = (usage.as_slice(), self.reduced.contested.as_slice(), depth, changes);
            self.steps += (2 * case.atoms.all.len()) as u64;
            if self.seen.before(case, &self.constraints, state) {
                return Ok(());
            }
        }
        for n in self.ways.of(depth) {
            let way = self.ways.way(n);
            if self.constraints.may(case, &self.reduced.usage, i, way) {
                self.reduced.usage[i] = way;
                self.descend(case, previous, depth + 1)?;
            }
        }
        self.reduced.usage[i] = Use::NONE;
        if self.constraints.may_leave(case, &self.reduced.usage, i) {
            self.descend(case, previous, depth + 1)?;
        }
        Ok(())
    }

    /// The value if every undecided atom counted wherever it is accepted; at a leaf, the value itself.
    fn bound(&mut self, case: Case<'_>, depth: usize) -> Key {
        let contested = &self.reduced.contested;
        if depth == contested.len() {
            return case.measure(&self.reduced.usage, None, &mut self.sheet).key(case.plan.objective);
        }
        let mut decided: Minutes = 0;
        for (atom, used) in case.atoms.all.iter().zip(&self.reduced.usage) {
            if used.parts != 0 {
                decided += case.minutes_used(atom, *used);
            }
        }
        for &i in &contested[depth..] {
            self.reduced.usage[i] = self.constraints.open(case, &self.reduced.usage, |j| j < contested[depth], i);
        }
        let most = decided + self.ahead[depth];
        let figures = case.measure(&self.reduced.usage, Some(most), &mut self.sheet);
        for &i in &contested[depth..] {
            self.reduced.usage[i] = Use::NONE;
        }
        figures.key(case.plan.objective)
    }

    /// How many decided atoms count elsewhere than where the member last saw them.
    fn changes(&self, case: Case<'_>, previous: Previous<'_>, depth: usize) -> i64 {
        if previous.is_empty() {
            return 0;
        }
        let undecided = &self.reduced.contested[depth..];
        let moved = |(i, (atom, used)): (usize, (&Atom, &Use))| {
            undecided.binary_search(&i).is_err() && previous[atom.credit as usize].is_some_and(|was| was != used.parts)
        };
        case.atoms.all.iter().zip(&self.reduced.usage).enumerate().filter(|x| moved(*x)).count() as i64
    }
}

/// Canonical order of two usages: atom by atom, earlier parts of the file first, "unused" last.
fn canonical(a: &[Use], b: &[Use], case: &Case<'_>) -> Ordering {
    let pairs = case.atoms.all.iter().zip(a.iter().zip(b));
    pairs.map(|(atom, (a, b))| canonical_use(*a, *b, case, atom)).find(|o| o.is_ne()).unwrap_or(Ordering::Equal)
}

/// Canonical order of two ways of using one atom.
pub(super) fn canonical_use(a: Use, b: Use, case: &Case<'_>, atom: &Atom) -> Ordering {
    let list = |u: Use| each_part(u.parts).map(move |k| (k, -case.minutes_in(atom, u, k)));
    match (a.parts, b.parts) {
        (0, 0) => Ordering::Equal,
        (0, _) => Ordering::Greater,
        (_, 0) => Ordering::Less,
        _ => list(a).cmp(list(b)),
    }
}
