//! The slow audit: it tries every usage of every piece, weighs each from scratch (with the plain reading of the rules
//! that `rules::check` has) and keeps the best. It shares no idea with the engine (no matching, no bounds, no
//! reductions) and no code, so that the engine can be compared with it.
//!
//! Where `as_of` is not given, nothing expires.

use rules::Minutes;
use rules::audit::{Catalogue, Record};
use rules::check::{
    allowed::{Use, Used, allowed},
    pieces::{self, Piece},
    worth::{Part, Worth, weigh},
};
use rules::programme::{Programme, Split};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The verdict in its documented form, or `None` where there are more than `most` usages.
pub fn verdict(p: &Programme, catalogue: &Catalogue, record: &Record, most: u64) -> Option<Value> {
    let (pieces, dropped) = pieces::of_record(p, catalogue, record);
    let open: Vec<Vec<usize>> = pieces.iter().map(|piece| pieces::parts_open_to(piece, p, record)).collect();
    let ways: Vec<Vec<Use>> =
        pieces.iter().zip(&open).map(|(piece, open)| ways(p, piece, open, most)).collect::<Option<_>>()?;
    let usages = ways.iter().try_fold(1_u64, |n, ways| n.checked_mul(ways.len() as u64))?;
    if usages > most {
        return None;
    }
    let (usage, worth) = best(p, record, &pieces, &ways);
    let mut unapplied: Map<String, Value> = dropped.into_iter().map(|(credit, why)| (credit, json!(why))).collect();
    let mut applied = Map::new();
    for ((piece, parts), open) in usage.iter().zip(&open) {
        let name = name(piece, &pieces);
        match (parts.is_empty(), open.is_empty()) {
            (false, _) => drop(applied.insert(name, parts_named(p, parts))),
            (true, true) => drop(unapplied.insert(name, json!("no-requirement-accepts-it"))),
            (true, false) => drop(unapplied.insert(name, json!("not-usable"))),
        }
    }
    Some(document(p, &worth, applied, unapplied))
}

/// All ways of using one piece: in each group of parts one of them, or none; with `split = "minutes"` its minutes
/// dealt out in steps. `None` where there are more than `most`.
fn ways(p: &Programme, piece: &Piece, open: &[usize], most: u64) -> Option<Vec<Use>> {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for k in open {
        groups.entry(&p.requirements[*k].group).or_default().push(*k);
    }
    let mut all = vec![Use::new()];
    for parts in groups.into_values() {
        let here = if p.credit.split == Split::Minutes {
            dealt(&parts, piece.minutes, p.credit.quantum)
        } else {
            let whole = parts.iter().map(|k| vec![(*k, piece.minutes)]);
            std::iter::once(Use::new()).chain(whole).collect()
        };
        if (all.len() * here.len()) as u64 > most {
            return None;
        }
        all = all.iter().flat_map(|a| here.iter().map(|b| [a.as_slice(), b].concat())).collect();
    }
    all.iter_mut().for_each(|parts| parts.sort_unstable());
    Some(all)
}

/// All ways of dealing minutes out to some of the parts in whole steps. What does not make a whole step goes to the
/// first part that gets anything.
fn dealt(parts: &[usize], minutes: Minutes, step: Minutes) -> Vec<Use> {
    let mut all = vec![(Use::new(), minutes / step)];
    for k in parts {
        let deal = |(given, left): &(Use, Minutes)| {
            let (given, left) = (given.clone(), *left);
            let more = move |n: Minutes| {
                let here = (n > 0).then_some((*k, n * step));
                (given.iter().copied().chain(here).collect::<Use>(), left - n)
            };
            (0..=left).map(more).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(deal).collect();
    }
    let with_remainder = |mut given: Use| {
        given.first_mut().into_iter().for_each(|(_, m)| *m += minutes % step);
        given
    };
    all.into_iter().map(|(given, _)| with_remainder(given)).collect()
}

/// The best of all allowed usages.
fn best<'a>(
    p: &'a Programme,
    record: &Record,
    pieces: &'a [Piece],
    ways: &'a [Vec<Use>],
) -> (Vec<Used<'a>>, Worth<'a>) {
    let mut best: Option<(Vec<Used>, Worth)> = None;
    let mut turn = vec![0; pieces.len()];
    loop {
        let usage: Vec<Used> =
            pieces.iter().zip(ways).zip(&turn).map(|((piece, ways), n)| (piece, &ways[*n])).collect();
        if allowed(p, &usage) {
            let worth = weigh(p, record, &usage);
            if best.as_ref().is_none_or(|(_, best)| worth.key < best.key) {
                best = Some((usage, worth));
            }
        }
        // The next usage, as a counter counts: the first wheel that can move does, those before it start again.
        let Some(wheel) = (0..turn.len()).find(|i| turn[*i] + 1 < ways[*i].len()) else {
            return best.expect("using nothing is always allowed");
        };
        turn[wheel] += 1;
        turn[..wheel].fill(0);
    }
}

/// A credit's name in a verdict: its id, or `id#segment` where several segments are in play.
fn name(piece: &Piece, pieces: &[Piece]) -> String {
    match pieces.iter().filter(|other| other.credit == piece.credit).count() {
        1 => piece.credit.clone(),
        _ => format!("{}#{}", piece.credit, piece.segment),
    }
}

fn parts_named(p: &Programme, parts: &Use) -> Value {
    let named = |(k, minutes): &(usize, Minutes)| match p.credit.split {
        Split::Minutes => json!(format!("{}:{minutes}", p.requirements[*k].id)),
        Split::Segments | Split::None => json!(p.requirements[*k].id),
    };
    match parts.as_slice() {
        [one] => named(one),
        several => several.iter().map(named).collect(),
    }
}

fn document(p: &Programme, worth: &Worth, applied: Map<String, Value>, unapplied: Map<String, Value>) -> Value {
    let rows = || p.requirements.iter().map(|r| &r.id).zip(&worth.parts);
    let satisfied: Vec<_> = rows().filter(|(_, part)| part.satisfied).map(|(id, _)| id).collect();
    let missing: Map<String, Value> =
        rows().filter(|(_, part)| !part.satisfied).map(|(id, part)| (id.clone(), missing(part))).collect();
    let mut out = json!({
        "complete": worth.left == 0, "left": worth.left, "total": worth.total, "total_left": worth.total_left,
        "satisfied": satisfied, "missing": missing, "applied": applied, "unapplied": unapplied,
    });
    if worth.credits_left > 0 {
        out["credits_left"] = json!(worth.credits_left);
    }
    for (id, minutes, credits) in worth.floors.iter().filter(|(_, minutes, credits)| *minutes > 0 || *credits > 0) {
        out["floors"][id] = json!(if *minutes > 0 { minutes } else { credits });
    }
    out
}

fn missing(part: &Part) -> Value {
    let mut out = Map::new();
    if part.minutes > 0 {
        out.insert("minutes".to_owned(), json!(part.minutes));
    }
    if part.count > 0 {
        out.insert("count".to_owned(), json!(part.count));
    }
    if !part.topics.is_empty() {
        out.insert("topics".to_owned(), json!(part.topics));
    }
    Value::Object(out)
}
