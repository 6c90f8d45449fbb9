//! The ways in which one atom may be used: a part of each group that accepts it (or none), in canonical order.

use super::{
    plan::{Parts, Plan, each_part},
    search::{TooManyUsages, canonical_use},
    value::{Case, Use},
};
use crate::{
    Minutes,
    programme::{BetweenGroups, Split},
};
use std::ops::Range;

/// Ways of all contested atoms. "Unused" is always possible and is in no list.
#[derive(Debug, Default)]
pub(super) struct Ways {
    all: Vec<Use>,
    ends: Vec<usize>,
}

/// One atom has at most this many ways.
const MOST_WAYS: usize = 4096;

impl Ways {
    pub(super) fn fill(
        &mut self,
        case: Case<'_>,
        contested: &[usize],
        shares: &mut Vec<(u8, Minutes)>,
    ) -> Result<(), TooManyUsages> {
        self.all.clear();
        self.ends.clear();
        for &i in contested {
            let atom = &case.atoms.all[i];
            let first = self.all.len();
            match case.plan.split {
                Split::Minutes => self.split_minutes(case.plan, atom.face.accepts, atom.minutes, shares)?,
                _ if case.plan.groups.len() == 1 => {
                    self.all.extend(each_part(atom.face.accepts).map(|k| Use::whole(1 << k)));
                }
                _ => self.across_groups(case.plan, atom.face.accepts)?,
            }
            let alone = |u: &Use| u.parts.is_power_of_two() || within_one_group(case.plan, u.parts);
            let shared = match case.plan.between_groups {
                BetweenGroups::Free => true,
                BetweenGroups::None => false,
                BetweenGroups::Listed => atom.face.listed,
            };
            let mut kept = self.all.split_off(first);
            kept.retain(|u| shared || alone(u));
            kept.sort_by(|a, b| canonical_use(*a, *b, &Case { shares, ..case }, atom));
            self.all.extend(kept);
            self.ends.push(self.all.len());
        }
        Ok(())
    }

    /// The ways of the contested atom at a depth.
    pub(super) fn of(&self, depth: usize) -> Range<usize> {
        let first = if depth == 0 { 0 } else { self.ends[depth - 1] };
        first..self.ends[depth]
    }

    pub(super) fn way(&self, n: usize) -> Use {
        self.all[n]
    }

    fn across_groups(&mut self, plan: &Plan, accepts: Parts) -> Result<(), TooManyUsages> {
        let mut combined: Vec<Parts> = vec![0];
        for group in &plan.groups {
            let here: Vec<Parts> = each_part(accepts & group).map(|k| 1 << k).collect();
            let more: Vec<Parts> = combined.iter().flat_map(|c| here.iter().map(move |k| c | k)).collect();
            combined.extend(more);
            if combined.len() > MOST_WAYS {
                return Err(TooManyUsages);
            }
        }
        self.all.extend(combined.into_iter().filter(|p| *p != 0).map(Use::whole));
        Ok(())
    }

    /// Deals the minutes out to the parts of each group in steps of the quantum; what is left over goes to the first
    /// part.
    fn split_minutes(
        &mut self,
        plan: &Plan,
        accepts: Parts,
        minutes: Minutes,
        shares: &mut Vec<(u8, Minutes)>,
    ) -> Result<(), TooManyUsages> {
        let steps = minutes / plan.quantum;
        let over = minutes - steps * plan.quantum;
        let mut combined: Vec<Vec<(u8, Minutes)>> = vec![Vec::new()];
        for group in &plan.groups {
            let parts: Vec<usize> = each_part(accepts & group).collect();
            let mut here: Vec<Vec<(u8, Minutes)>> = vec![Vec::new()];
            for k in parts {
                let given = |c: &[(u8, Minutes)]| c.iter().map(|(_, n)| n).sum::<Minutes>();
                let more: Vec<_> = here
                    .iter()
                    .flat_map(|c| (1..=steps - given(c)).map(move |n| [c.as_slice(), &[(k as u8, n)]].concat()))
                    .collect();
                here.extend(more);
                if here.len() > MOST_WAYS {
                    return Err(TooManyUsages);
                }
            }
            let in_minutes = |c: &[(u8, Minutes)]| -> Vec<(u8, Minutes)> {
                c.iter()
                    .enumerate()
                    .map(|(n, (k, steps))| (*k, steps * plan.quantum + if n == 0 { over } else { 0 }))
                    .collect()
            };
            let more: Vec<_> = combined
                .iter()
                .flat_map(|c| here.iter().filter(|h| !h.is_empty()).map(|h| [c.as_slice(), &in_minutes(h)].concat()))
                .collect();
            combined.extend(more);
            if combined.len() > MOST_WAYS {
                return Err(TooManyUsages);
            }
        }
        for way in combined.into_iter().filter(|w| !w.is_empty()) {
            let parts = way.iter().fold(0, |m, (k, _)| m | 1 << k);
            self.all.push(Use { parts, shares: (shares.len() as u32, way.len() as u32), somewhere: false });
            shares.extend(way);
        }
        Ok(())
    }
}

fn within_one_group(plan: &Plan, parts: Parts) -> bool {
    plan.groups.iter().any(|g| parts & !g == 0)
}
