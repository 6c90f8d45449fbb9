//! What one usage is worth. A usage gives each atom a mask of the parts it counts in: one bit, or none; the
//! search also asks for masks with several bits, which is the bound that never underestimates.

use super::{
    Applied, PartVerdict, Reason, Unapplied, Verdict,
    atoms::{Atom, Prepared, matches_any},
};
use crate::{
    Minutes,
    programme::{Objective, Per, Programme, Requirement, TopicsFrom, TotalCounts},
};
use std::collections::{BTreeMap, BTreeSet};

/// The measured value of a usage: smaller is better, compared in order.
pub(super) type Key = [i64; 5];

/// All figures of one usage.
pub(super) struct Value {
    pub key: Key,
    left: Minutes,
    total: Minutes,
    total_left: Minutes,
    credits_left: i64,
    parts: Vec<PartVerdict>,
    floors: BTreeMap<String, i64>,
}

pub(super) fn evaluate(programme: &Programme, atoms: &[Atom], usage: &[u32]) -> Value {
    let attended: BTreeSet<&String> = atoms.iter().flat_map(|a| &a.topics).collect();
    let parts: Vec<PartVerdict> =
        programme.requirements.iter().enumerate().map(|(k, r)| part(r, k, atoms, usage, &attended)).collect();
    let needed = needed_parts(programme, &parts);
    let rest: Minutes = needed.iter().map(|p| p.left).sum();
    let total: Minutes = programme
        .requirements
        .iter()
        .zip(&parts)
        .map(|(r, p)| match programme.total.counts {
            TotalCounts::Applied => p.minutes,
            TotalCounts::Needed => p.minutes.min(r.nominal()),
        })
        .sum();
    let asked = &programme.total;
    let total_left = if asked.minutes > 0 { (asked.minutes - asked.approx - total).max(0) } else { 0 };
    let used = || atoms.iter().zip(usage).filter(|(_, mask)| **mask != 0).map(|(a, _)| a);
    let credits: BTreeSet<&String> = used().map(|a| &a.credit).collect();
    let credits_left = (asked.credits - credits.len() as i64).max(0);
    let floors: BTreeMap<String, i64> = programme
        .floors
        .iter()
        .filter_map(|f| {
            let of_kind: Vec<&Atom> = used().filter(|a| matches_any(&f.matches, a)).collect();
            let minutes: Minutes = of_kind.iter().map(|a| a.minutes).sum();
            let credits: BTreeSet<&String> = of_kind.iter().map(|a| &a.credit).collect();
            let short = (f.minutes - minutes).max(f.credits - credits.len() as i64).max(0);
            (short > 0).then(|| (f.id.clone(), short))
        })
        .collect();
    let left =
        rest.max(total_left).max(credits_left * asked.unit.max(1)).max(floors.values().copied().max().unwrap_or(0));
    let satisfied = needed.iter().filter(|p| p.satisfied).count() as i64;
    let applied: Minutes = used().map(|a| a.minutes).sum();
    let key = match programme.objective {
        Objective::LeastLeft => [left, rest, -satisfied, -applied, 0],
        Objective::MostBoxes => [i64::from(left != 0), -satisfied, left, rest, -applied],
    };
    Value { key, left, total, total_left, credits_left, parts, floors }
}

fn part(r: &Requirement, k: usize, atoms: &[Atom], usage: &[u32], attended: &BTreeSet<&String>) -> PartVerdict {
    let here = || atoms.iter().zip(usage).filter(|(_, mask)| *mask & (1 << k) != 0).map(|(a, _)| a);
    let mut by_credit: BTreeMap<&str, (Minutes, &str)> = BTreeMap::new();
    for a in here() {
        by_credit.entry(&a.credit).or_insert((0, &a.class)).0 += a.minutes;
    }
    if r.each_max > 0 {
        for (minutes, _) in by_credit.values_mut() {
            *minutes = (*minutes).min(r.each_max);
        }
    }
    let mut minutes: Minutes = by_credit.values().map(|(m, _)| m).sum();
    if r.max_minutes > 0 {
        minutes = minutes.min(r.max_minutes);
    }
    let mut classes: BTreeMap<&str, Minutes> = BTreeMap::new();
    for (credit, (m, class)) in &by_credit {
        *classes.entry(if r.combine { class } else { credit }).or_default() += m;
    }
    let count: i64 = classes.values().map(|m| counts_as(r, *m)).sum();
    let met = |t: &String| match r.topics_from {
        TopicsFrom::None => true,
        TopicsFrom::Applied => here().any(|a| a.topics.contains(t)),
        TopicsFrom::Attended => attended.contains(t),
    };
    let (topics_met, topics_open): (Vec<String>, Vec<String>) = r.topics.iter().cloned().partition(met);
    let short_topics = (r.topics_needed() - topics_met.len() as i64).max(0);
    let missing_minutes = (r.minutes - r.approx - minutes).max(0);
    let missing_count = (r.count - count).max(0);
    let satisfied = missing_minutes == 0 && missing_count == 0 && short_topics == 0;
    let measure = missing_minutes.max(missing_count * r.threshold().max(1)).max(short_topics * r.minutes_per_topic());
    PartVerdict {
        id: r.id.clone(),
        satisfied,
        minutes,
        count,
        left: if satisfied { 0 } else { measure.max(1) },
        missing_minutes,
        missing_count,
        missing_topics: if short_topics > 0 { topics_open.clone() } else { Vec::new() },
        topics_met,
        topics_open,
    }
}

/// As how many classes of the part so many minutes of one class count.
fn counts_as(r: &Requirement, minutes: Minutes) -> i64 {
    if minutes <= 0 || minutes < r.threshold() {
        0
    } else if r.per == Per::Hours && r.each_min > 0 {
        ((minutes + r.each_approx) / r.each_min).max(1)
    } else {
        1
    }
}

/// The parts that are asked for: those in no choice, and the cheapest options of each choice.
fn needed_parts<'a>(programme: &Programme, parts: &'a [PartVerdict]) -> Vec<&'a PartVerdict> {
    let in_choice: BTreeSet<&String> = programme.choices.iter().flat_map(|c| c.options.iter().flatten()).collect();
    let mut needed: Vec<&PartVerdict> = parts.iter().filter(|p| !in_choice.contains(&p.id)).collect();
    for choice in &programme.choices {
        let of = |option: &Vec<String>| -> Vec<&'a PartVerdict> {
            option.iter().filter_map(|id| parts.iter().find(|p| p.id == *id)).collect()
        };
        let mut options: Vec<Vec<&PartVerdict>> = choice.options.iter().map(of).collect();
        options.sort_by_key(|o| o.iter().map(|p| p.left).sum::<Minutes>());
        needed.extend(options.into_iter().take(choice.need).flatten());
    }
    needed
}

/// The verdict of the chosen usage.
pub(super) fn verdict(programme: &Programme, prepared: &Prepared, usage: &[u32]) -> Verdict {
    let value = evaluate(programme, &prepared.atoms, usage);
    let pieces = |credit: &str| prepared.atoms.iter().filter(|a| a.credit == credit).count();
    let (mut applied, mut unapplied) = (Vec::new(), prepared.dropped.clone());
    for (atom, mask) in prepared.atoms.iter().zip(usage) {
        let name =
            if pieces(&atom.credit) == 1 { atom.credit.clone() } else { format!("{}#{}", atom.credit, atom.segment) };
        let credit = atom.credit.clone();
        match programme.requirements.get(mask.trailing_zeros() as usize) {
            Some(r) if *mask != 0 => applied.push(Applied {
                credit,
                segment: atom.segment,
                unit: atom.unit.clone(),
                name,
                part: r.id.clone(),
                minutes: atom.minutes,
            }),
            _ => {
                let reason = if atom.accepted_by == 0 { Reason::NoRequirementAcceptsIt } else { Reason::NotUsable };
                unapplied.push(Unapplied { credit, name, reason });
            }
        }
    }
    Verdict {
        complete: value.left == 0,
        left: value.left,
        total: value.total,
        total_left: value.total_left,
        credits_left: value.credits_left,
        parts: value.parts,
        floors: value.floors,
        applied,
        unapplied,
    }
}
