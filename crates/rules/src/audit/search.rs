//! The best usage: fix what has no choice, drop what is dominated, and search the contested rest exactly.
//!
//! The search goes through the contested atoms in canonical order, their options in the file's order and
//! "unused" last, so that the first of several equally good usages is the canonical one. Every undecided atom
//! counted in every part that accepts it is a bound that never underestimates: a branch whose bound is not
//! better than what is found is left out.

use super::{
    MOST_NODES, Record, TooManyUsages,
    atoms::Atom,
    evaluate::{Key, evaluate},
};
use crate::programme::{Programme, Repeat};
use std::collections::BTreeMap;

/// One mask an atom, in the atoms' order.
pub(super) type Usage = Vec<u32>;

pub(super) fn best(programme: &Programme, record: &Record, atoms: &[Atom]) -> Result<Usage, TooManyUsages> {
    let rivals = if programme.credit.repeat == Repeat::Once { rivals_of(atoms) } else { vec![Vec::new(); atoms.len()] };
    let dropped = dominated(programme, record, atoms, &rivals);
    let alive = |i: usize| atoms[i].accepted_by != 0 && !dropped[i];
    let mut usage: Usage = vec![0; atoms.len()];
    let mut contested = Vec::new();
    for i in (0..atoms.len()).filter(|i| alive(*i)) {
        let has_rival = rivals[i].iter().any(|j| alive(*j));
        if has_rival || atoms[i].accepted_by.count_ones() > 1 {
            contested.push(i);
        } else {
            usage[i] = atoms[i].accepted_by;
        }
    }
    let mut search =
        Search { programme, record, atoms, rivals: &rivals, contested: &contested, usage, best: None, nodes: 0 };
    search.descend(0)?;
    Ok(search.best.map(|(_, _, usage)| usage).unwrap_or(search.usage))
}

/// For each atom the other atoms of the same content.
fn rivals_of(atoms: &[Atom]) -> Vec<Vec<usize>> {
    let mut by_key: BTreeMap<&(String, i64, usize), Vec<usize>> = BTreeMap::new();
    for (i, a) in atoms.iter().enumerate() {
        by_key.entry(&a.key).or_default().push(i);
    }
    atoms.iter().enumerate().map(|(i, a)| by_key[&a.key].iter().copied().filter(|j| *j != i).collect()).collect()
}

/// Atoms that another of the same content always replaces: accepted by no more parts, no longer, no more topics
/// (ties: the later one). Only where exchanging them cannot change a count of classes: every part concerned
/// counts minutes, or both are whole classes of one title.
fn dominated(programme: &Programme, record: &Record, atoms: &[Atom], rivals: &[Vec<usize>]) -> Vec<bool> {
    let pieces = |i: usize| atoms.iter().filter(|a| a.credit == atoms[i].credit).count();
    let no_count =
        |mask: u32| programme.requirements.iter().enumerate().all(|(k, r)| mask & (1 << k) == 0 || r.count == 0);
    let exchangeable = |i: usize, j: usize| {
        no_count(atoms[i].accepted_by | atoms[j].accepted_by)
            || (atoms[i].class == atoms[j].class && pieces(i) == 1 && pieces(j) == 1)
    };
    let plain = record.previous.is_none()
        && programme.floors.is_empty()
        && programme.total.credits == 0
        && programme.requirements.iter().all(|r| r.each_max == 0);
    (0..atoms.len())
        .map(|i| {
            plain
                && rivals[i].iter().any(|&j| {
                    let (a, b) = (&atoms[j], &atoms[i]);
                    let no_worse =
                        b.accepted_by & !a.accepted_by == 0 && b.minutes <= a.minutes && b.topics.is_subset(&a.topics);
                    let same = a.accepted_by == b.accepted_by && a.minutes == b.minutes && a.topics == b.topics;
                    no_worse && (!same || j < i) && exchangeable(i, j)
                })
        })
        .collect()
}

struct Search<'a> {
    programme: &'a Programme,
    record: &'a Record,
    atoms: &'a [Atom],
    rivals: &'a [Vec<usize>],
    contested: &'a [usize],
    usage: Usage,
    best: Option<(Key, usize, Usage)>,
    nodes: u64,
}

impl Search<'_> {
    fn descend(&mut self, depth: usize) -> Result<(), TooManyUsages> {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return Err(TooManyUsages);
        }
        let bound = self.bound(depth);
        let changes = self.changes(depth);
        if let Some((key, fewest, _)) = &self.best
            && (bound, changes) >= (*key, *fewest)
        {
            return Ok(());
        }
        let Some(&i) = self.contested.get(depth) else {
            self.best = Some((bound, changes, self.usage.clone()));
            return Ok(());
        };
        let taken = self.rivals[i].iter().any(|j| self.usage[*j] != 0);
        if !taken {
            for k in 0..self.programme.requirements.len() {
                if self.atoms[i].accepted_by & (1 << k) != 0 {
                    self.usage[i] = 1 << k;
                    self.descend(depth + 1)?;
                }
            }
        }
        self.usage[i] = 0;
        self.descend(depth + 1)
    }

    /// The value if every undecided atom counted wherever it is accepted; at a leaf, the value itself.
    fn bound(&self, depth: usize) -> Key {
        let mut optimistic = self.usage.clone();
        for &i in &self.contested[depth..] {
            optimistic[i] = self.atoms[i].accepted_by;
        }
        evaluate(self.programme, self.atoms, &optimistic).key
    }

    /// How many decided atoms count elsewhere than the member last saw.
    fn changes(&self, depth: usize) -> usize {
        let Some(previous) = &self.record.previous else { return 0 };
        let undecided = &self.contested[depth..];
        self.atoms
            .iter()
            .zip(&self.usage)
            .enumerate()
            .filter(|(i, (atom, mask))| {
                let now = self.programme.requirements.get(mask.trailing_zeros() as usize).map(|r| &r.id);
                !undecided.contains(i) && previous.get(&atom.credit).is_some_and(|was| Some(was) != now)
            })
            .count()
    }
}
