//! What a long search remembers: the state that a branch leaves for the atoms to come. Two branches with the same depth
//! and state have the same future, so the later one (later in canonical order, too) is abandoned unless it has more in
//! hand. This turns the search into dynamic programming over capped states without a second algorithm.

use super::{
    allowed::{Constraints, is_shared},
    plan::{Plan, each_part},
    value::{Case, Use, counts_as},
};
use crate::{
    Minutes,
    programme::{Repeat, TopicsFrom, TotalCounts},
};
use std::collections::BTreeMap;

/// What is better when larger, whatever follows: minutes applied, minutes of the total, changes avoided.
type InHand = [i64; 3];

/// At most this many states are remembered: an adversarial record must not exhaust the server's memory either.
const MOST_STATES: usize = 200_000;

/// States that were seen, with what was in hand.
#[derive(Debug, Default)]
pub(super) struct Seen {
    states: BTreeMap<Box<[i64]>, Vec<InHand>>,
    state: Vec<i64>,
    parts: Vec<PartState>,
    classes: Vec<Minutes>,
    /// For each title class, whether a contested atom of it is still to come.
    class_open: Vec<bool>,
}

#[derive(Debug, Clone, Copy, Default)]
struct PartState {
    minutes: Minutes,
    count: i64,
    credits: i64,
    topics: u128,
    /// The credit that is being added up: place plus one, class, minutes.
    run: (u32, u32, Minutes),
    /// Minutes of the credit that has atoms still to come; `None` where it is not used here.
    open: Option<Minutes>,
}

impl Seen {
    pub(super) fn clear(&mut self) {
        self.states.clear();
    }

    /// Whether an earlier branch came here with no less in hand. Remembers this one otherwise.
    pub(super) fn before(
        &mut self,
        case: Case<'_>,
        constraints: &Constraints,
        (usage, contested, depth, changes): (&[Use], &[usize], usize, i64),
    ) -> bool {
        let in_hand = self.describe(case, constraints, usage, contested, depth, -changes);
        let no_less = |seen: &InHand| seen.iter().zip(&in_hand).all(|(s, n)| s >= n);
        if let Some(seen) = self.states.get_mut(self.state.as_slice()) {
            if seen.iter().any(no_less) {
                return true;
            }
            seen.push(in_hand);
        } else if self.states.len() < MOST_STATES {
            self.states.insert(self.state.as_slice().into(), vec![in_hand]);
        }
        false
    }

    /// Writes the state of a branch to `self.state`.
    fn describe(
        &mut self,
        case: Case<'_>,
        constraints: &Constraints,
        usage: &[Use],
        contested: &[usize],
        depth: usize,
        kept: i64,
    ) -> InHand {
        let (plan, atoms) = (case.plan, &case.atoms.all);
        self.state.clear();
        self.state.push(depth as i64);
        self.parts.clear();
        self.parts.resize(plan.parts.len(), PartState::default());
        self.open_classes(case, &contested[depth..]);
        let open = atoms[contested[depth]].credit + 1;
        let (mut applied, mut credits, mut shared, mut last) = (0, 0, 0, 0);
        let mut open_used = false;
        for (atom, used) in atoms.iter().zip(usage).filter(|(_, u)| u.parts != 0) {
            applied += case.minutes_used(atom, *used);
            let credit = atom.credit + 1;
            if credit != last && credit != open {
                credits += 1;
            }
            open_used |= credit == open;
            last = credit;
            shared += i64::from(is_shared(plan, used.parts));
            for k in each_part(used.parts) {
                let minutes = case.minutes_in(atom, *used, k);
                if self.parts[k].run.0 == credit {
                    self.parts[k].run.2 += minutes;
                } else {
                    self.end_run(case, k, open);
                    self.parts[k].run = (credit, atom.class, minutes);
                }
                if plan.parts[k].topics_from == TopicsFrom::Applied {
                    self.parts[k].topics |= atom.face.topics & plan.parts[k].topics;
                }
            }
        }
        self.state.extend([
            if plan.credits > 0 { credits.min(plan.credits) } else { 0 },
            i64::from(plan.credits > 0 && open_used),
            if plan.max_shared > 0 { shared } else { 0 },
        ]);
        let total = self.push_parts(case, open);
        self.push_overlays(case, usage, open);
        for &i in &contested[depth..] {
            let rivals = constraints.rivals(i).iter().filter(|j| **j < contested[depth]);
            let taken = rivals.fold(0, |m, j| m | usage[*j].parts);
            if !constraints.rivals(i).is_empty() {
                self.state.push(if plan.repeat == Repeat::Once { i64::from(taken != 0) } else { taken as i64 });
            }
        }
        [applied, total, kept]
    }

    fn open_classes(&mut self, case: Case<'_>, to_come: &[usize]) {
        let classes = case.atoms.classes as usize;
        self.classes.clear();
        self.class_open.clear();
        if case.plan.has_combine {
            self.classes.resize(case.plan.parts.len() * classes, 0);
            self.class_open.resize(classes, false);
            for &i in to_come {
                self.class_open[case.atoms.all[i].class as usize] = true;
            }
        }
    }

    /// Ends the credit that is being added up, unless more of its atoms are to come.
    fn end_run(&mut self, case: Case<'_>, k: usize, open: u32) {
        let part = &case.plan.parts[k];
        let state = &mut self.parts[k];
        let (credit, class, minutes) = state.run;
        state.run = (0, 0, 0);
        if credit == open {
            state.open = Some(minutes);
        }
        if credit == 0 || credit == open {
            return;
        }
        let minutes = if part.each_max > 0 { minutes.min(part.each_max) } else { minutes };
        state.minutes += minutes;
        state.credits += 1;
        if part.combine {
            self.classes[k * case.atoms.classes as usize + class as usize] += minutes;
        } else {
            state.count += counts_as(part, minutes);
        }
    }

    /// Writes each part's state, capped where more changes nothing; returns the minutes of the total so far.
    fn push_parts(&mut self, case: Case<'_>, open: u32) -> Minutes {
        let (plan, classes) = (case.plan, case.atoms.classes as usize);
        let mut total = 0;
        for (k, part) in plan.parts.iter().enumerate() {
            self.end_run(case, k, open);
            let state = self.parts[k];
            let mut count = state.count;
            if part.combine {
                for class in 0..classes {
                    let minutes = self.classes[k * classes + class];
                    if self.class_open[class] {
                        self.state.push(minutes);
                    } else {
                        count += counts_as(part, minutes);
                    }
                }
            }
            let enough = enough_minutes(plan, k);
            let minutes = if part.max_minutes > 0 { state.minutes.min(part.max_minutes) } else { state.minutes };
            total += minutes;
            self.state.extend([minutes.min(enough), count.min(part.count), state.open.unwrap_or(-1)]);
            if part.max_count > 0 {
                self.state.push(state.credits);
            }
            if part.topics_from == TopicsFrom::Applied {
                self.state.extend([state.topics as i64, (state.topics >> 64) as i64]);
            }
        }
        if plan.total_counts == TotalCounts::Applied && plan.groups.len() == 1 { total } else { 0 }
    }

    /// Writes what limits and floors have counted.
    fn push_overlays(&mut self, case: Case<'_>, usage: &[Use], open: u32) {
        let (plan, atoms) = (case.plan, &case.atoms.all);
        let count = |matches: &dyn Fn(usize) -> bool, part: Option<usize>| {
            let (mut minutes, mut credits, mut last, mut open_used) = (0, 0, 0, false);
            for (i, used) in usage.iter().enumerate().filter(|(i, u)| u.parts != 0 && matches(*i)) {
                minutes += match part {
                    Some(k) if used.parts & (1 << k) == 0 => continue,
                    Some(k) => case.minutes_in(&atoms[i], *used, k),
                    None => case.minutes_used(&atoms[i], *used),
                };
                let credit = atoms[i].credit + 1;
                credits += i64::from(credit != last && credit != open);
                open_used |= credit == open;
                last = credit;
            }
            (minutes, credits, i64::from(open_used))
        };
        for (n, limit) in plan.limits.iter().enumerate() {
            let (minutes, credits, open) = count(&|i| atoms[i].face.limits & (1 << n) != 0, limit.part);
            self.state.extend([minutes, credits, open]);
        }
        for (n, floor) in plan.floors.iter().enumerate() {
            let (minutes, credits, open) = count(&|i| atoms[i].face.floors & (1 << n) != 0, None);
            self.state.extend([minutes.min(floor.0), credits.min(floor.1), open]);
        }
    }
}

/// Minutes of a part beyond which more changes nothing but the total.
fn enough_minutes(plan: &Plan, k: usize) -> Minutes {
    let part = &plan.parts[k];
    if part.max_minutes > 0 {
        return part.max_minutes;
    }
    match plan.total_counts {
        TotalCounts::Applied => part.need.max(0),
        TotalCounts::Needed => part.need.max(part.nominal),
    }
}
