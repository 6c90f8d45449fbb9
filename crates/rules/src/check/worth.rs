//! What one usage is worth: each part, the choices between them, the certificate as a whole, and the key by which
//! two usages are compared.

use super::allowed::{Used, credits_in, minutes_used};
use crate::Minutes;
use crate::audit::{Exception, Record};
use crate::programme::{Objective, Per, Programme, Requirement, TopicsFrom, TotalCounts};
use std::collections::{BTreeMap, BTreeSet};

/// Compared from left to right, less is better: the objective's numbers, then the usage in canonical order, where
/// each piece lists the parts it counts in (more minutes first) and an unused piece comes after all parts.
pub type Key = (Vec<i64>, Vec<Vec<(usize, i64)>>);

/// What a usage is worth.
pub struct Worth<'a> {
    /// For comparing.
    pub key: Key,
    /// Minutes left by the edition's measure; 0 exactly when complete.
    pub left: Minutes,
    /// Minutes left in the parts alone.
    pub rest: Minutes,
    /// How many of the parts that are asked for are done.
    pub satisfied: i64,
    /// Minutes used at all.
    pub applied: Minutes,
    /// Minutes toward the total.
    pub total: Minutes,
    /// Minutes missing from the total.
    pub total_left: Minutes,
    /// Workshops missing from the total.
    pub credits_left: i64,
    /// Missing minutes and credits of each floor.
    pub floors: Vec<(&'a str, Minutes, i64)>,
    /// One per part, in the file's order.
    pub parts: Vec<Part<'a>>,
}

/// What a usage is worth in one part.
pub struct Part<'a> {
    /// Whether nothing is missing, or it is waived.
    pub satisfied: bool,
    /// Minutes missing.
    pub minutes: Minutes,
    /// Classes missing.
    pub count: i64,
    /// Topics missing, where too few are met.
    pub topics: Vec<&'a str>,
    /// Minutes left by the edition's measure.
    pub left: Minutes,
    /// Minutes toward the total.
    pub to_total: Minutes,
}

/// Weighs a usage that is allowed.
pub fn weigh<'a>(p: &'a Programme, record: &Record, usage: &[Used]) -> Worth<'a> {
    let parts: Vec<Part> = (0..p.requirements.len()).map(|k| part(p, record, k, usage)).collect();
    let used: Vec<Used> = usage.iter().copied().filter(|(_, parts)| !parts.is_empty()).collect();
    let applied: Minutes = used.iter().copied().map(minutes_used).sum();
    let credits: BTreeSet<_> = used.iter().map(|(piece, _)| &piece.credit).collect();

    let total = total(p, record, &parts, applied);
    let total_left = if p.total.minutes == 0 { 0 } else { (p.total.minutes - p.total.approx - total).max(0) };
    let credits_left = (p.total.credits - credits.len() as i64).max(0);
    let floors = floors(p, &used);

    let needed = needed(p, &parts);
    let rest = needed.iter().map(|k| parts[*k].left).sum();
    let satisfied = needed.iter().filter(|k| parts[**k].satisfied).count() as i64;
    let floor = floors.iter().map(|(_, minutes, credits)| *minutes.max(credits)).max().unwrap_or(0);
    let left = total_left.max(credits_left * p.total.unit.max(1)).max(floor).max(rest);

    let mut numbers = match p.objective {
        Objective::LeastLeft => vec![left, rest, -satisfied, -applied],
        Objective::MostBoxes => vec![i64::from(left > 0), -satisfied, left, rest, -applied],
    };
    numbers.push(changes(p, record, usage));
    let key = (numbers, canonical(p, usage));
    Worth { key, left, rest, satisfied, applied, total, total_left, credits_left, floors, parts }
}

fn part<'a>(p: &'a Programme, record: &Record, k: usize, usage: &[Used]) -> Part<'a> {
    let r = &p.requirements[k];
    let mut staff = Staff::about(r, record);
    let cut = |minutes: Minutes| if r.each_max > 0 { minutes.min(r.each_max) } else { minutes };
    let credits: Vec<_> =
        credits_in(k, usage).into_iter().map(|(credit, (minutes, class))| (credit, cut(minutes), class)).collect();
    let used: Minutes = credits.iter().map(|(_, minutes, _)| minutes).sum();
    let have = staff.minutes + if r.max_minutes > 0 { used.min(r.max_minutes) } else { used };

    let minutes = (r.minutes - r.approx - have).max(0);
    let count = (r.count - classes(r, &credits) - staff.count).max(0);
    staff.topics.extend(topics_met(r, k, usage));
    let open: Vec<&str> = r.topics.iter().map(String::as_str).filter(|t| !staff.topics.contains(*t)).collect();
    let met = (r.topics.len() - open.len()) as i64;
    let asked = r.topics_min.unwrap_or(r.topics.len() as i64);
    let topics = (asked - met).max(0);

    let satisfied = staff.waived || (minutes, count, topics) == (0, 0, 0);
    let measure = minutes.max(count * threshold(r).max(1)).max(topics * topic_minutes(r));
    // An unmet need is never worth nothing, even if its topics weigh nothing.
    let left = if satisfied { 0 } else { measure.max(1) };
    let nominal = r.minutes.max(r.count * r.each_min);
    let to_total = if p.total.counts == TotalCounts::Needed { have.min(nominal) } else { have };
    let topics = if topics > 0 { open } else { Vec::new() };
    Part { satisfied, minutes, count, topics, left, to_total }
}

fn threshold(r: &Requirement) -> Minutes {
    (r.each_min - r.each_approx).max(0)
}

fn topic_minutes(r: &Requirement) -> Minutes {
    r.topic_minutes.unwrap_or_else(|| (r.minutes - r.approx).max(0) / (r.topics.len() as i64).max(1))
}

/// Classes that count in a part, of its credits (id, minutes, title class).
fn classes(r: &Requirement, credits: &[(&str, Minutes, &str)]) -> i64 {
    let mut units: BTreeMap<&str, Minutes> = BTreeMap::new();
    for (credit, minutes, class) in credits {
        *units.entry(if r.combine { class } else { credit }).or_default() += minutes;
    }
    let worth = |minutes: Minutes| match r.per {
        Per::Hours if r.each_min > 0 => ((minutes + r.each_approx) / r.each_min).max(1),
        _ => 1,
    };
    units.into_values().filter(|m| *m > 0 && *m >= threshold(r)).map(worth).sum()
}

fn topics_met(r: &Requirement, k: usize, usage: &[Used]) -> BTreeSet<String> {
    let shown_by = |counts: &dyn Fn(&Used) -> bool| {
        usage.iter().filter(|used| counts(used)).flat_map(|(piece, _)| piece.topics.clone()).collect()
    };
    match r.topics_from {
        TopicsFrom::None => r.topics.iter().cloned().collect(),
        TopicsFrom::Applied => shown_by(&|(_, parts)| parts.iter().any(|(part, _)| *part == k)),
        TopicsFrom::Attended => shown_by(&|_| true),
    }
}

/// What staff decided about one part.
#[derive(Default)]
struct Staff {
    waived: bool,
    minutes: Minutes,
    count: i64,
    topics: BTreeSet<String>,
}

impl Staff {
    fn about(r: &Requirement, record: &Record) -> Self {
        let mut staff = Self::default();
        for e in record.exceptions.iter().filter(|e| e.part() == Some(&r.id)) {
            match e {
                Exception::WaiveRequirement { grant, .. } => {
                    staff.waived = true;
                    staff.minutes += grant;
                }
                Exception::GrantMinutes { minutes, .. } => staff.minutes += minutes,
                Exception::GrantCount { count, .. } => staff.count += count,
                Exception::WaiveTopic { topic, .. } => drop(staff.topics.insert(topic.clone())),
                _ => {}
            }
        }
        staff
    }
}

/// The parts asked for: all outside choices, and the cheapest options of each choice. A part in two chosen options
/// is asked for twice.
fn needed(p: &Programme, parts: &[Part]) -> Vec<usize> {
    let place = |id: &String| p.requirements.iter().position(|r| r.id == *id).expect("a choice names parts");
    let optional: BTreeSet<usize> = p.choices.iter().flat_map(|c| c.options.iter().flatten()).map(place).collect();
    let mut needed: Vec<usize> = (0..parts.len()).filter(|k| !optional.contains(k)).collect();
    for choice in &p.choices {
        let mut options: Vec<Vec<usize>> =
            choice.options.iter().map(|option| option.iter().map(place).collect()).collect();
        // A stable sort: among equally cheap options the first ones are taken.
        options.sort_by_key(|option| option.iter().map(|k| parts[*k].left).sum::<Minutes>());
        needed.extend(options.into_iter().take(choice.need).flatten());
    }
    needed
}

/// Minutes toward the total. With several groups a piece counts once, however many groups it serves.
fn total(p: &Programme, record: &Record, parts: &[Part], applied: Minutes) -> Minutes {
    let one_group = p.requirements.iter().all(|r| r.group == p.requirements[0].group);
    let earned = if one_group { parts.iter().map(|part| part.to_total).sum() } else { applied };
    let granted = |e: &Exception| if let Exception::GrantTotal { minutes } = e { *minutes } else { 0 };
    earned + record.exceptions.iter().map(granted).sum::<Minutes>()
}

fn floors<'a>(p: &'a Programme, used: &[Used]) -> Vec<(&'a str, Minutes, i64)> {
    let missing = |floor: &'a crate::programme::Floor| {
        let hit: Vec<Used> = used.iter().copied().filter(|(piece, _)| piece.matches(&floor.matches)).collect();
        let minutes: Minutes = hit.iter().copied().map(minutes_used).sum();
        let credits = hit.iter().map(|(piece, _)| &piece.credit).collect::<BTreeSet<_>>().len() as i64;
        (floor.id.as_str(), (floor.minutes - minutes).max(0), (floor.credits - credits).max(0))
    };
    p.floors.iter().map(missing).collect()
}

/// Pieces that count elsewhere than when the member last looked.
fn changes(p: &Programme, record: &Record, usage: &[Used]) -> i64 {
    let Some(previous) = &record.previous else { return 0 };
    let moved = |(piece, parts): &&Used| {
        let Some(before) = previous.get(&piece.credit) else { return false };
        let mut before: Vec<&str> = before.iter().flat_map(|uses| uses.parts()).map(String::as_str).collect();
        let mut now: Vec<&str> = parts.iter().map(|(k, _)| p.requirements[*k].id.as_str()).collect();
        before.sort_unstable();
        now.sort_unstable();
        before != now
    };
    usage.iter().filter(moved).count() as i64
}

fn canonical(p: &Programme, usage: &[Used]) -> Vec<Vec<(usize, i64)>> {
    let row = |(_, parts): &Used| {
        let mut row: Vec<_> = parts.iter().map(|(k, minutes)| (*k, -minutes)).collect();
        row.sort_unstable();
        if row.is_empty() { vec![(p.requirements.len(), 0)] } else { row }
    };
    usage.iter().map(row).collect()
}
