//! What needs no search: atoms with only one place to count are put there, and atoms that another of the same content
//! can always replace are left out. Both preserve the canonical best usage; the rest is contested.

use super::{
    atoms::Atom,
    plan::{Parts, Plan},
    search::Previous,
    value::{Case, Use},
};
use crate::programme::{Repeat, Split};

/// The start of a search.
#[derive(Debug, Default)]
pub(super) struct Reduced {
    pub usage: Vec<Use>,
    /// Atoms that are decided by the search, in canonical order.
    pub contested: Vec<usize>,
    /// Atoms that may be used at all.
    alive: Vec<bool>,
    /// The keys of these, sorted: an atom whose key appears twice has rivals.
    keys: Vec<u64>,
}

impl Reduced {
    /// Reduces a case to what is contested. `usable` leaves out atoms outside a window.
    pub(super) fn fill(&mut self, case: Case<'_>, previous: Previous<'_>, usable: impl Fn(&Atom) -> bool) {
        let atoms = &case.atoms.all;
        self.usage.clear();
        self.usage.resize(atoms.len(), Use::NONE);
        self.contested.clear();
        self.alive.clear();
        self.alive.extend(atoms.iter().map(|a| a.face.accepts != 0 && usable(a)));
        let repeats = case.plan.repeat != Repeat::Unlimited && self.any_key_twice(atoms);
        if repeats && case.plan.repeat == Repeat::Once {
            self.leave_out_dominated(case, previous);
        }
        let free = free_parts(case.plan);
        for (i, a) in atoms.iter().enumerate() {
            if !self.alive[i] {
                continue;
            }
            let fixed = a.face.accepts.is_power_of_two()
                && a.face.accepts & free != 0
                && a.face.limits == 0
                && (a.minutes > 0 || previous.is_empty())
                && (case.plan.split != Split::Minutes || a.minutes >= case.plan.quantum)
                && !(repeats && self.has_rival(case.plan, atoms, i));
            if fixed {
                self.usage[i] = Use::whole(a.face.accepts);
            } else {
                self.contested.push(i);
            }
        }
    }

    fn any_key_twice(&mut self, atoms: &[Atom]) -> bool {
        self.keys.clear();
        self.keys.extend(atoms.iter().zip(&self.alive).filter(|(_, alive)| **alive).map(|(a, _)| a.key));
        self.keys.sort_unstable();
        self.keys.windows(2).any(|w| w[0] == w[1])
    }

    fn has_rival(&self, plan: &Plan, atoms: &[Atom], i: usize) -> bool {
        let first = self.keys.partition_point(|k| *k < atoms[i].key);
        self.keys.get(first + 1) == Some(&atoms[i].key)
            && (0..atoms.len()).any(|j| {
                j != i
                    && self.alive[j]
                    && atoms[j].key == atoms[i].key
                    && (plan.repeat == Repeat::Once || atoms[j].face.accepts & atoms[i].face.accepts != 0)
            })
    }

    /// An exchange argument: where a longer repeat (or an earlier one of equal length) is accepted wherever the other
    /// one is and shows all of its topics, putting it in the other's place is never worse, and better in canonical
    /// order.
    fn leave_out_dominated(&mut self, case: Case<'_>, previous: Previous<'_>) {
        let (plan, atoms) = (case.plan, &case.atoms.all);
        let free = free_parts(plan);
        if plan.groups.len() > 1 || plan.split == Split::Minutes {
            return;
        }
        let dominated = |i: usize| {
            let b = &atoms[i];
            (0..atoms.len()).any(|j| {
                let a = &atoms[j];
                j != i
                    && a.key == b.key
                    && self.alive[j]
                    && (b.minutes < a.minutes || (b.minutes == a.minutes && j < i && stays(previous, a, b)))
                    && b.face.accepts & !a.face.accepts == 0
                    && b.face.topics & !a.face.topics == 0
                    && b.face.floors & !a.face.floors == 0
                    && a.face.limits == 0
                    && b.face.limits == 0
                    && (a.face.accepts | b.face.accepts) & !free == 0
                    && ((a.single && b.single && a.class == b.class) || only_hours(plan, a.face.accepts))
            })
        };
        let gone: Vec<usize> = (0..atoms.len()).filter(|i| self.alive[*i] && dominated(*i)).collect();
        for i in gone {
            self.alive[i] = false;
        }
    }
}

/// Whether using `a` in place of `b`, wherever that is, changes no more of what the member saw last.
fn stays(previous: Previous<'_>, a: &Atom, b: &Atom) -> bool {
    let was = |atom: &Atom| previous.get(atom.credit as usize).copied().flatten();
    match (was(a), was(b)) {
        (None, None | Some(0)) | (Some(0), Some(0)) => true,
        (Some(parts), None | Some(0)) => parts != 0,
        (_, Some(_)) => false,
    }
}

/// Parts in which one more atom never makes anything worse.
fn free_parts(plan: &Plan) -> Parts {
    let capped = plan.parts.iter().enumerate().filter(|(_, p)| p.max_count > 0).fold(0, |m, (k, _)| m | 1 << k);
    !(plan.in_choice | plan.rejects_short | capped)
}

/// Whether only the sum of minutes matters in these parts and to the certificate, not which credit they come from.
fn only_hours(plan: &Plan, parts: Parts) -> bool {
    plan.credits == 0
        && plan.floors.is_empty()
        && super::plan::each_part(parts).all(|k| plan.parts[k].count == 0 && plan.parts[k].each_max == 0)
}
