//! What a usage must not do: repeat content, pass a cap, share what may not be shared, use a class that is too short.
//! Everything is checked on the way down, from the decided atoms alone.

use super::{
    atoms::Atom,
    plan::{Parts, Plan, each_part},
    value::{Case, Use},
};
use crate::{Minutes, programme::Repeat};

/// The rules that touch contested atoms of one case.
#[derive(Debug, Default)]
pub(super) struct Constraints {
    /// Other contested atoms with the same content, a run for each atom.
    rivals: Vec<usize>,
    runs: Vec<(usize, usize)>,
    /// For each atom, whether it is the last contested one of its credit.
    closes: Vec<bool>,
}

impl Constraints {
    pub(super) fn prepare(&mut self, case: Case<'_>, contested: &[usize]) {
        let atoms = &case.atoms.all;
        self.rivals.clear();
        self.runs.clear();
        self.runs.resize(atoms.len(), (0, 0));
        self.closes.clear();
        self.closes.resize(atoms.len(), false);
        for (n, &i) in contested.iter().enumerate() {
            let first = self.rivals.len();
            if case.plan.repeat != Repeat::Unlimited {
                self.rivals.extend(contested.iter().copied().filter(|j| *j != i && atoms[*j].key == atoms[i].key));
            }
            self.runs[i] = (first, self.rivals.len());
            self.closes[i] = contested.get(n + 1).is_none_or(|j| atoms[*j].credit != atoms[i].credit);
        }
    }

    /// Prepares for decisions in any order, when it is not known what the other atoms of a credit do.
    pub(super) fn prepare_unordered(&mut self, case: Case<'_>, contested: &[usize]) {
        self.prepare(case, contested);
        for (closes, atom) in self.closes.iter_mut().zip(&case.atoms.all) {
            *closes = atom.single;
        }
    }

    /// Pairs of contested atoms with the same content.
    pub(super) fn rivalries(&self) -> usize {
        self.rivals.len()
    }

    pub(super) fn rivals(&self, i: usize) -> &[usize] {
        let (from, to) = self.runs[i];
        &self.rivals[from..to]
    }

    /// For a bound: where an undecided atom could still count. The longest of several undecided repeats stands in for
    /// all of them where only the sum of minutes matters, or where each is a whole class of one title.
    pub(super) fn open(&self, case: Case<'_>, usage: &[Use], decided: impl Fn(usize) -> bool, i: usize) -> Use {
        let (atoms, rivals) = (&case.atoms.all, self.rivals(i));
        let accepts = atoms[i].face.accepts;
        if rivals.is_empty() {
            return Use::anywhere(accepts);
        }
        let taken = rivals.iter().filter(|j| decided(**j)).fold(0, |m, j| m | usage[*j].parts);
        if case.plan.repeat == Repeat::Once && taken != 0 {
            return Use::NONE;
        }
        let longer = |j: usize| (atoms[j].minutes, i) > (atoms[i].minutes, j);
        let beaten = rivals.iter().filter(|j| !decided(**j) && longer(**j)).fold(0, |m, j| {
            let whole = atoms[i].single && atoms[*j].single && atoms[i].class == atoms[*j].class;
            m | atoms[*j].face.accepts & if whole { case.plan.no_topics } else { case.plan.only_sums }
        });
        Use::anywhere(accepts & !taken & !beaten)
    }

    /// Whether atom `i` may be used in this way, given what is decided.
    pub(super) fn may(&self, case: Case<'_>, usage: &[Use], i: usize, way: Use) -> bool {
        let atom = &case.atoms.all[i];
        let repeats = self.rivals(i).iter().any(|j| match case.plan.repeat {
            Repeat::Once => usage[*j].parts != 0,
            _ => usage[*j].parts & way.parts != 0,
        });
        !repeats
            && within_limits(case, usage, i, way)
            && each_part(way.parts).all(|k| within_count(case, usage, atom, i, k))
            && may_share(case, usage, i, way)
            && (!self.closes[i] || long_enough(case, usage, i, way))
    }

    /// Whether atom `i` may stay unused: what else its credit is used for must be long enough without it.
    pub(super) fn may_leave(&self, case: Case<'_>, usage: &[Use], i: usize) -> bool {
        !self.closes[i] || long_enough(case, usage, i, Use::NONE)
    }
}

/// The usage with atom `i` used in this way.
fn with(usage: &[Use], i: usize, way: Use) -> impl Iterator<Item = (usize, Use)> {
    usage.iter().enumerate().map(move |(j, u)| (j, if j == i { way } else { *u })).filter(|(_, u)| u.parts != 0)
}

fn within_limits(case: Case<'_>, usage: &[Use], i: usize, way: Use) -> bool {
    let atoms = &case.atoms.all;
    let mine = atoms[i].face.limits;
    mine == 0
        || case.plan.limits.iter().enumerate().filter(|(n, _)| mine & (1 << n) != 0).all(|(n, limit)| {
            let (mut minutes, mut credits, mut last): (Minutes, i64, u32) = (0, 0, 0);
            for (j, used) in with(usage, i, way).filter(|(j, _)| atoms[*j].face.limits & (1 << n) != 0) {
                let a = &atoms[j];
                minutes += match limit.part {
                    Some(k) if used.parts & (1 << k) == 0 => continue,
                    Some(k) => case.minutes_in(a, used, k),
                    None => case.minutes_used(a, used),
                };
                credits += i64::from(last != a.credit + 1);
                last = a.credit + 1;
            }
            limit.minutes.is_none_or(|most| minutes <= most) && limit.count.is_none_or(|most| credits <= most)
        })
}

fn within_count(case: Case<'_>, usage: &[Use], atom: &Atom, i: usize, k: usize) -> bool {
    let most = case.plan.parts[k].max_count;
    if most == 0 {
        return true;
    }
    let (mut credits, mut last) = (1, atom.credit + 1);
    for (j, used) in usage.iter().enumerate().filter(|(j, u)| *j != i && u.parts & (1 << k) != 0) {
        debug_assert!(used.parts != 0);
        let credit = case.atoms.all[j].credit + 1;
        if credit != last && credit != atom.credit + 1 {
            credits += 1;
        }
        last = credit;
    }
    credits <= most
}

fn may_share(case: Case<'_>, usage: &[Use], i: usize, way: Use) -> bool {
    let most = case.plan.max_shared;
    most == 0
        || !is_shared(case.plan, way.parts)
        || with(usage, i, way).filter(|(_, u)| is_shared(case.plan, u.parts)).count() as i64 <= most
}

/// Whether these parts belong to more than one group.
pub(super) fn is_shared(plan: &Plan, parts: Parts) -> bool {
    plan.groups.iter().filter(|g| parts & *g != 0).count() > 1
}

/// Whether the credit of `i` is long enough in every part where it is used and where classes that are too short may not
/// be used at all.
fn long_enough(case: Case<'_>, usage: &[Use], i: usize, way: Use) -> bool {
    let (plan, atoms) = (case.plan, &case.atoms.all);
    if plan.rejects_short == 0 {
        return true;
    }
    let own = || with(usage, i, way).filter(|(j, _)| atoms[*j].credit == atoms[i].credit);
    let used = own().fold(0, |m, (_, u)| m | u.parts) & plan.rejects_short;
    each_part(used).all(|k| {
        let here = own().filter(|(_, u)| u.parts & (1 << k) != 0);
        here.map(|(j, u)| case.minutes_in(&atoms[j], u, k)).sum::<Minutes>() >= plan.parts[k].threshold
    })
}
