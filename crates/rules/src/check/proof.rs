//! Walks a proof. At every leaf the named bound is recomputed: it holds whatever the undecided pieces are used for.

use super::{
    Doubt, Layout,
    allowed::{Use, allowed, minutes_used},
    pieces::Piece,
    worth::{Worth, weigh},
};
use crate::{
    Minutes,
    audit::{Branch, Evidence, Exception, Proof},
    programme::{BetweenGroups, Objective, Repeat, Requirement, Short, Split, TopicsFrom},
};
use std::collections::BTreeSet;

/// Whether the proof shows that no usage is better than one that is worth `worth`.
pub(super) fn holds(layout: &Layout<'_>, worth: &Worth<'_>, proof: &Proof) -> Result<(), Doubt> {
    match proof {
        Proof::Complete if worth.left == 0 => Ok(()),
        Proof::Complete => Err(Doubt::Proof("something is left".to_owned())),
        Proof::Searched => Ok(()),
        Proof::AtLeast { left, tree } => {
            let promised = if layout.programme.objective == Objective::LeastLeft { worth.left } else { 1 };
            if *left != promised {
                return Err(Doubt::Proof(format!("it shows {left} minutes, not {promised}")));
            }
            let decided = vec![None; layout.pieces.len()];
            Walk { layout, left: *left, decided }.branch(tree)
        }
    }
}

struct Walk<'a> {
    layout: &'a Layout<'a>,
    left: Minutes,
    /// What each piece is used for, where it is decided.
    decided: Vec<Option<Use>>,
}

impl Walk<'_> {
    fn branch(&mut self, branch: &Branch) -> Result<(), Doubt> {
        let (piece, options) = match branch {
            Branch::Leaf(evidence) => return self.leaf(evidence),
            Branch::Split { .. } if self.layout.programme.credit.split == Split::Minutes => {
                return Err(Doubt::Proof(
                    "a class that is split by the minute has more uses than a branch lists".to_owned(),
                ));
            }
            Branch::Split { piece, options } => (piece, options),
        };
        let Some(i) = (0..self.decided.len()).find(|i| self.layout.name(*i) == *piece) else {
            return Err(Doubt::NoSuchPiece(piece.clone()));
        };
        let covered: BTreeSet<Vec<usize>> = options
            .iter()
            .map(|(parts, _)| {
                let mut places: Vec<usize> = parts.iter().filter_map(|id| self.layout.part(id)).collect();
                places.sort_unstable();
                places
            })
            .collect();
        if self.decided[i].is_some() || !self.ways(i).is_subset(&covered) {
            return Err(Doubt::Proof(format!("it does not go through every use of {piece}")));
        }
        for (parts, next) in options {
            let minutes = self.layout.pieces[i].minutes;
            let parts = parts.iter().filter_map(|id| self.layout.part(id)).map(|k| (k, minutes));
            self.decided[i] = Some(parts.collect());
            self.branch(next)?;
        }
        self.decided[i] = None;
        Ok(())
    }

    /// Every way of using a piece whole: one part of each group or none.
    fn ways(&self, i: usize) -> BTreeSet<Vec<usize>> {
        let p = self.layout.programme;
        let mut all = BTreeSet::from([Vec::new()]);
        for k in &self.layout.open[i] {
            let free = |way: &&Vec<usize>| !way.iter().any(|j| p.requirements[*j].group == p.requirements[*k].group);
            let more: Vec<Vec<usize>> = all.iter().filter(free).map(|way| [way.as_slice(), &[*k]].concat()).collect();
            all.extend(more);
        }
        // what may not be shared between groups needs no branch
        let alone = |way: &Vec<usize>| {
            let groups: BTreeSet<&String> = way.iter().map(|k| &p.requirements[*k].group).collect();
            groups.len() < 2 || may_share(self.layout, i)
        };
        all.into_iter().filter(alone).collect()
    }

    fn leaf(&self, evidence: &Evidence) -> Result<(), Doubt> {
        let p = self.layout.programme;
        let shown = match evidence {
            Evidence::Forbidden => return self.forbidden(),
            Evidence::Parts(_) => self.weigh(&self.optimistic(true)).rest,
            Evidence::Total => self.total_left(),
            Evidence::Workshops => self.weigh(&self.optimistic(false)).credits_left * p.total.unit.max(1),
            Evidence::Floor(id) => {
                let floors = self.weigh(&self.optimistic(false)).floors;
                floors.iter().filter(|(floor, ..)| floor == id).map(|(_, m, n)| *m.max(n)).max().unwrap_or(0)
            }
            Evidence::Together(ids) => self.together(ids),
        };
        if shown >= self.left {
            return Ok(());
        }
        Err(Doubt::Proof(format!("{evidence:?} shows only {shown} of {} minutes", self.left)))
    }

    /// The decided pieces alone break a rule. A class that is too short may still grow while pieces of it are undecided.
    fn forbidden(&self) -> Result<(), Doubt> {
        let usage: Vec<Use> = self.decided.iter().map(|d| d.clone().unwrap_or_default()).collect();
        let mut lenient = self.layout.programme.clone();
        lenient.credit.short = Short::Minutes;
        let grows = |credit: &String| {
            let mut pieces = self.layout.pieces.iter().zip(&self.decided);
            pieces.any(|(p, d)| p.credit == *credit && d.is_none())
        };
        let settled = |(piece, used): (&Piece, &Use)| if grows(&piece.credit) { Use::new() } else { used.clone() };
        let settled: Vec<Use> = self.layout.pieces.iter().zip(&usage).map(settled).collect();
        let allowed =
            allowed(&lenient, &self.layout.used(&usage)) && allowed(self.layout.programme, &self.layout.used(&settled));
        if allowed { Err(Doubt::Proof("a use that is allowed is left out".to_owned())) } else { Ok(()) }
    }

    fn weigh(&self, usage: &[Use]) -> Worth<'_> {
        weigh(self.layout.programme, self.layout.record, &self.layout.used(usage))
    }

    /// Whether `j` is an undecided repeat of `i` that is longer, or as long and earlier.
    fn stands_for(&self, j: usize, i: usize) -> bool {
        let (a, b) = (&self.layout.pieces[i], &self.layout.pieces[j]);
        i != j
            && self.decided[j].is_none()
            && !self.layout.open[j].is_empty()
            && a.repeats(b)
            && (b.minutes, i) > (a.minutes, j)
    }

    /// Whether two pieces are whole credits of one title: the longer one counts wherever the shorter one would.
    fn whole_titles(&self, i: usize, j: usize) -> bool {
        let whole = |n: usize| {
            let credit = &self.layout.pieces[n].credit;
            self.layout.pieces.iter().filter(|p| p.credit == *credit).count() == 1
        };
        self.layout.pieces[i].class == self.layout.pieces[j].class && whole(i) && whole(j)
    }

    /// Parts in which an undecided piece may still count, given what is decided about its repeats.
    fn still_open(&self, i: usize) -> Vec<usize> {
        let repeat = self.layout.programme.credit.repeat;
        let taken: BTreeSet<usize> = self
            .decided
            .iter()
            .enumerate()
            .filter(|(j, _)| *j != i && self.layout.pieces[*j].repeats(&self.layout.pieces[i]))
            .flat_map(|(_, used)| used.iter().flatten().map(|(k, _)| *k))
            .collect();
        let open = &self.layout.open[i];
        match repeat {
            Repeat::Unlimited => open.clone(),
            Repeat::Once if !taken.is_empty() => Vec::new(),
            _ => open.iter().copied().filter(|k| !taken.contains(k)).collect(),
        }
    }

    /// Every undecided piece in every part that accepts it. With `longest`, only the longest of several repeats in
    /// parts where only the sum of minutes matters, and where they are whole credits of one title: no two of them count
    /// there.
    fn optimistic(&self, longest: bool) -> Vec<Use> {
        let p = self.layout.programme;
        let one = |i: usize| match &self.decided[i] {
            Some(used) => used.clone(),
            None => {
                let replaced = |k: usize| {
                    let r = &p.requirements[k];
                    let stands = |j: usize| {
                        self.stands_for(j, i)
                            && self.layout.open[j].contains(&k)
                            && (only_sums(r) || (self.whole_titles(i, j) && r.topics_from != TopicsFrom::Applied))
                    };
                    longest && p.credit.repeat != Repeat::Unlimited && (0..self.decided.len()).any(stands)
                };
                let minutes = self.layout.pieces[i].minutes;
                self.still_open(i).into_iter().filter(|k| !replaced(*k)).map(|k| (k, minutes)).collect()
            }
        };
        (0..self.decided.len()).map(one).collect()
    }

    /// Minutes of all pieces that can be used, with only the longest of several repeats.
    fn applied_at_most(&self) -> Minutes {
        let once = self.layout.programme.credit.repeat == Repeat::Once;
        let one = |i: usize| match &self.decided[i] {
            Some(used) => minutes_used((&self.layout.pieces[i], used)),
            None if self.still_open(i).is_empty() => 0,
            None if once && (0..self.decided.len()).any(|j| self.stands_for(j, i)) => 0,
            None => self.layout.pieces[i].minutes,
        };
        (0..self.decided.len()).map(one).sum()
    }

    fn total_left(&self) -> Minutes {
        let p = self.layout.programme;
        let (mut to_parts, mut to_total) = (0, 0);
        for e in &self.layout.record.exceptions {
            match e {
                Exception::GrantTotal { minutes } => to_total += minutes,
                Exception::GrantMinutes { minutes: m, .. } | Exception::WaiveRequirement { grant: m, .. } => {
                    to_parts += m
                }
                _ => {}
            }
        }
        let one_group = p.requirements.iter().all(|r| r.group == p.requirements[0].group);
        let applied = self.applied_at_most();
        let total = if one_group {
            let parts: Minutes = self.weigh(&self.optimistic(true)).parts.iter().map(|part| part.to_total).sum();
            parts.min(applied + to_parts)
        } else {
            applied
        };
        if p.total.minutes == 0 { 0 } else { p.total.minutes - p.total.approx - total - to_total }
    }

    /// Need minus supply of several parts of one group: every used minute reduces the need of one of them by at most
    /// one.
    fn together(&self, ids: &[String]) -> Minutes {
        let p = self.layout.programme;
        let parts: BTreeSet<usize> = ids.iter().filter_map(|id| self.layout.part(id)).collect();
        let groups: BTreeSet<&String> = parts.iter().map(|k| &p.requirements[*k].group).collect();
        let optional: BTreeSet<&String> = p.choices.iter().flat_map(|c| c.options.iter().flatten()).collect();
        let asked = parts.iter().all(|k| !optional.contains(&p.requirements[*k].id));
        if groups.len() != 1 || !asked {
            return 0;
        }
        let need: Minutes = parts.iter().map(|k| self.need(&p.requirements[*k])).sum();
        let in_set = |k: &usize| parts.contains(k);
        let once = p.credit.repeat == Repeat::Once;
        let supply: Minutes = (0..self.decided.len())
            .filter(|i| match &self.decided[*i] {
                Some(used) => used.iter().any(|(k, _)| in_set(k)),
                None => {
                    let replaced = |j: usize| self.stands_for(j, *i) && self.layout.open[j].iter().any(in_set);
                    self.layout.open[*i].iter().any(in_set) && !(once && (0..self.decided.len()).any(replaced))
                }
            })
            .map(|i| self.layout.pieces[i].minutes)
            .sum();
        need - supply
    }

    fn need(&self, r: &Requirement) -> Minutes {
        let (mut minutes, mut count, mut waived) = (r.minutes - r.approx, r.count, false);
        for e in self.layout.record.exceptions.iter().filter(|e| e.part() == Some(&r.id)) {
            match e {
                Exception::WaiveRequirement { .. } => waived = true,
                Exception::GrantMinutes { minutes: m, .. } => minutes -= m,
                Exception::GrantCount { count: n, .. } => count -= n,
                _ => {}
            }
        }
        let each = (r.each_min - r.each_approx).max(1);
        if waived { 0 } else { minutes.max(count * each).max(0) }
    }
}

/// Whether only the sum of minutes matters in a part.
fn only_sums(r: &Requirement) -> bool {
    r.count == 0 && r.each_max == 0 && r.topics_from != TopicsFrom::Applied
}

/// Whether a piece may count in several groups by itself.
fn may_share(layout: &Layout<'_>, i: usize) -> bool {
    let sharing = &layout.programme.sharing;
    match sharing.between_groups {
        BetweenGroups::Free => true,
        BetweenGroups::None => false,
        BetweenGroups::Listed => layout.pieces[i].matches(&sharing.listed),
    }
}
