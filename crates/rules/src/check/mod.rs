//! The checker: whether a verdict holds, established without any code of the search that made it.
//!
//! It reads the rules plainly (`pieces`: what a record is made of and where it may count; `allowed`: which usages are
//! allowed; `worth`: what one usage is worth), recomputes the figures that the verdict claims for its usage, and walks
//! the proof that no other usage leaves less (`proof`). Slow and simple on purpose. The brute force of the tests relies
//! on the same plain reading.

pub mod allowed;
pub mod pieces;
mod proof;
pub mod worth;

use crate::{
    audit::{Catalogue, Record, Verdict},
    programme::{Programme, Split},
};
use allowed::{Use, Used};
use pieces::Piece;
use std::collections::BTreeMap;
use thiserror::Error;

/// Why a verdict is not believed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Doubt {
    /// The verdict uses a piece that the record does not have.
    #[error("the record has no {0}")]
    NoSuchPiece(String),
    /// A piece counts in a part that does not accept it, or with other minutes than it has.
    #[error("{piece} may not count so in {part}")]
    Misplaced {
        /// The piece.
        piece: String,
        /// The part.
        part: String,
    },
    /// The usage breaks a rule of the edition.
    #[error("this usage is not allowed")]
    Forbidden,
    /// The usage is not worth what the verdict says.
    #[error("{what}: the verdict says {said}, its usage gives {found}")]
    Figure {
        /// Which figure.
        what: String,
        /// In the verdict.
        said: i64,
        /// Recomputed.
        found: i64,
    },
    /// The proof does not show what it claims.
    #[error("the proof does not hold: {0}")]
    Proof(String),
}

/// A record laid out for checking.
struct Layout<'a> {
    programme: &'a Programme,
    record: &'a Record,
    pieces: Vec<Piece>,
    /// Where each piece may count, by the parts' places.
    open: Vec<Vec<usize>>,
}

impl Layout<'_> {
    /// A piece's name in a verdict.
    fn name(&self, i: usize) -> String {
        let piece = &self.pieces[i];
        match self.pieces.iter().filter(|p| p.credit == piece.credit).count() {
            1 => piece.credit.clone(),
            _ => format!("{}#{}", piece.credit, piece.segment),
        }
    }

    fn used<'u>(&'u self, usage: &'u [Use]) -> Vec<Used<'u>> {
        self.pieces.iter().zip(usage).collect()
    }

    fn part(&self, id: &str) -> Option<usize> {
        self.programme.requirements.iter().position(|r| r.id == id)
    }
}

/// Checks a verdict: its usage is allowed and worth what it says, and its proof holds.
///
/// # Errors
/// The first [`Doubt`].
pub fn check(programme: &Programme, catalogue: &Catalogue, record: &Record, verdict: &Verdict) -> Result<(), Doubt> {
    let (pieces, _) = pieces::of_record(programme, catalogue, record);
    let open = pieces.iter().map(|p| pieces::parts_open_to(p, programme, record)).collect();
    let layout = Layout { programme, record, pieces, open };
    let usage = usage(&layout, verdict)?;
    let used = layout.used(&usage);
    if !allowed::allowed(programme, &used) {
        return Err(Doubt::Forbidden);
    }
    let worth = worth::weigh(programme, record, &used);
    let figures = [
        ("left", verdict.left, worth.left),
        ("rest", verdict.rest, worth.rest),
        ("total", verdict.total, worth.total),
        ("total_left", verdict.total_left, worth.total_left),
        ("credits_left", verdict.credits_left, worth.credits_left),
        ("satisfied", verdict.satisfied, worth.satisfied),
        ("applied", verdict.applied_minutes, worth.applied),
        ("complete", i64::from(verdict.complete), i64::from(worth.left == 0)),
    ];
    let parts = verdict.parts.iter().zip(&worth.parts).flat_map(|(said, found)| {
        let topics = (said.missing_topics.len() as i64, if said.waived { 0 } else { found.topics.len() as i64 });
        let or_waived = |n: i64| if said.waived { 0 } else { n };
        [
            ("minutes", said.missing_minutes, or_waived(found.minutes)),
            ("count", said.missing_count, or_waived(found.count)),
            ("topics", topics.0, topics.1),
            ("satisfied", i64::from(said.satisfied), i64::from(found.satisfied)),
        ]
        .map(|(what, said_n, found_n)| (format!("{}, {what}", said.id), (said_n, found_n)))
    });
    let floors = worth.floors.iter().map(|(id, minutes, credits)| {
        let short = if *minutes > 0 { *minutes } else { *credits };
        ((*id).to_owned(), (verdict.floors.get(*id).copied().unwrap_or(0), short))
    });
    let parts = parts.chain(floors);
    if verdict.parts.len() != worth.parts.len() {
        let (said, found) = (verdict.parts.len() as i64, worth.parts.len() as i64);
        return Err(Doubt::Figure { what: "parts".to_owned(), said, found });
    }
    let figures = figures.into_iter().map(|(what, said, found)| (what.to_owned(), (said, found))).chain(parts);
    for (what, (said, found)) in figures {
        if said != found {
            return Err(Doubt::Figure { what, said, found });
        }
    }
    proof::holds(&layout, &worth, &verdict.proof)
}

/// The usage that a verdict describes.
fn usage(layout: &Layout<'_>, verdict: &Verdict) -> Result<Vec<Use>, Doubt> {
    let names: BTreeMap<String, usize> = (0..layout.pieces.len()).map(|i| (layout.name(i), i)).collect();
    let mut usage: Vec<Use> = vec![Use::new(); layout.pieces.len()];
    let whole = layout.programme.credit.split != Split::Minutes;
    for a in &verdict.applied {
        let i = *names.get(&a.name).ok_or_else(|| Doubt::NoSuchPiece(a.name.clone()))?;
        let misplaced = || Doubt::Misplaced { piece: a.name.clone(), part: a.part.clone() };
        let k = layout.part(&a.part).ok_or_else(misplaced)?;
        let group = |k: usize| &layout.programme.requirements[k].group;
        let twice = usage[i].iter().any(|(other, _)| *other == k || (whole && group(*other) == group(k)));
        if !layout.open[i].contains(&k) || twice || (whole && a.minutes != layout.pieces[i].minutes) {
            return Err(misplaced());
        }
        usage[i].push((k, a.minutes));
        let given: i64 = usage[i].iter().filter(|(other, _)| group(*other) == group(k)).map(|(_, m)| m).sum();
        if given > layout.pieces[i].minutes {
            return Err(misplaced());
        }
    }
    for (i, used) in usage.iter().enumerate() {
        let (quantum, minutes) = (layout.programme.credit.quantum.max(1), layout.pieces[i].minutes);
        // the remainder of the last step goes to the first part of a group
        let steps = |m: i64| m > 0 && (m % quantum == 0 || m % quantum == minutes % quantum);
        if let Some((k, _)) = used.iter().find(|(_, m)| !whole && !steps(*m)) {
            let part = layout.programme.requirements[*k].id.clone();
            return Err(Doubt::Misplaced { piece: layout.name(i), part });
        }
    }
    Ok(usage)
}
