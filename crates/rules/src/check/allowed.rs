//! Whether a usage is allowed at all: repeats, caps, the window, double counting, classes too short to be used.

use super::pieces::Piece;
use crate::Minutes;
use crate::programme::{BetweenGroups, Limit, Programme, Repeat, Requirement, Short};
use jiff::ToSpan;
use std::collections::{BTreeMap, BTreeSet};

/// The parts one piece counts in, by their place in the file, with its minutes there. Empty: it is not used.
pub type Use = Vec<(usize, Minutes)>;

/// A piece with its use.
pub type Used<'a> = (&'a Piece, &'a Use);

/// Minutes of a piece that are used, however many parts it serves.
pub fn minutes_used((piece, parts): Used) -> Minutes {
    piece.minutes.min(parts.iter().map(|(_, m)| m).sum())
}

/// Minutes and title class of each credit used in the part at place `k`.
pub fn credits_in<'a>(k: usize, usage: &[Used<'a>]) -> BTreeMap<&'a str, (Minutes, &'a str)> {
    let mut credits = BTreeMap::new();
    for (piece, parts) in usage {
        for (_, minutes) in parts.iter().filter(|(part, _)| *part == k) {
            credits.entry(piece.credit.as_str()).or_insert((0, piece.class.as_str())).0 += minutes;
        }
    }
    credits
}

/// Whether the edition allows this usage.
pub fn allowed(p: &Programme, usage: &[Used]) -> bool {
    let used: Vec<Used> = usage.iter().copied().filter(|(_, parts)| !parts.is_empty()).collect();
    !repeats(p.credit.repeat, &used)
        && p.limits.iter().all(|limit| within_limit(p, limit, &used))
        && within_window(p.credit.window_months, &used)
        && may_share(p, &used)
        && p.requirements.iter().enumerate().all(|(k, r)| part_takes(p.credit.short, r, k, &used))
}

fn repeats(rule: Repeat, used: &[Used]) -> bool {
    let clash = |(a, here): Used, (b, there): Used| match rule {
        Repeat::Unlimited => false,
        Repeat::Once => a.repeats(b),
        Repeat::PerRequirement => a.repeats(b) && here.iter().any(|(k, _)| there.iter().any(|(l, _)| k == l)),
    };
    (0..used.len()).any(|i| (0..i).any(|j| clash(used[i], used[j])))
}

fn within_limit(p: &Programme, limit: &Limit, used: &[Used]) -> bool {
    let (mut minutes, mut credits) = (0, BTreeSet::new());
    for (piece, parts) in used.iter().filter(|(piece, _)| piece.matches(&limit.matches)) {
        let counted = match &limit.requirement {
            None => Some(minutes_used((piece, parts))),
            Some(id) => parts.iter().find(|(k, _)| p.requirements[*k].id == *id).map(|(_, m)| *m),
        };
        if let Some(counted) = counted {
            minutes += counted;
            credits.insert(&piece.credit);
        }
    }
    limit.max_minutes.is_none_or(|most| minutes <= most)
        && limit.max_count.is_none_or(|most| credits.len() as i64 <= most)
}

fn within_window(months: i32, used: &[Used]) -> bool {
    let dates = || used.iter().map(|(piece, _)| piece.date);
    match (dates().min(), dates().max()) {
        (Some(first), Some(last)) if months != 0 => last < first.saturating_add(months.months()),
        _ => true,
    }
}

fn may_share(p: &Programme, used: &[Used]) -> bool {
    let groups = |parts: &Use| parts.iter().map(|(k, _)| &p.requirements[*k].group).collect::<BTreeSet<_>>().len();
    let shared: Vec<_> = used.iter().filter(|(_, parts)| groups(parts) > 1).collect();
    let may = |piece: &Piece| match p.sharing.between_groups {
        BetweenGroups::Free => true,
        BetweenGroups::None => false,
        BetweenGroups::Listed => piece.matches(&p.sharing.listed),
    };
    let few_enough = p.sharing.max_credits == 0 || shared.len() as i64 <= p.sharing.max_credits;
    few_enough && shared.iter().all(|(piece, _)| may(piece))
}

fn part_takes(short: Short, r: &Requirement, k: usize, used: &[Used]) -> bool {
    let credits = credits_in(k, used);
    let long_enough = |minutes: Minutes| minutes >= (r.each_min - r.each_approx).max(0);
    let all_long = short == Short::Minutes || r.count == 0 || r.combine;
    (r.max_count == 0 || credits.len() as i64 <= r.max_count)
        && (all_long || credits.values().all(|(minutes, _)| long_enough(*minutes)))
}
