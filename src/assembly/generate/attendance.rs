//! Made-up attendance, seeded by member: for benchmarks and for looking at a rule before it is published.

use crate::Random;
use jiff::{ToSpan, civil::Date};
use rules::audit::{Catalogue, Credit, Exception, Record};

/// The last day of the made-up years.
pub const LAST_DAY: Date = Date::constant(2026, 6, 30);
const YEARS: i64 = 4;

/// How much the members of a population attended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    /// 4 to 12 classes each, of any kind.
    Ordinary,
    /// A third of the members have 10 to 14 classes each, some of which several parts accept and some of which repeat
    /// others in part; the rest are ordinary.
    Contested,
    /// Exactly this many classes.
    Exactly(u64),
}

/// Makes records from a catalogue.
pub struct Attendance<'c> {
    seed: u64,
    codes: Vec<&'c str>,
    /// Courses with more than one tag: several parts may accept them.
    dual: Vec<&'c str>,
}

impl<'c> Attendance<'c> {
    /// A population over a catalogue; the same seed makes the same records.
    #[must_use]
    pub fn new(catalogue: &'c Catalogue, seed: u64) -> Self {
        let credited = |c: &&rules::audit::Course| !c.tags.is_empty() || !c.segments.is_empty();
        let codes = catalogue.iter().filter(|(_, c)| credited(c)).map(|(code, _)| code.as_str()).collect();
        let dual = catalogue.iter().filter(|(_, c)| c.tags.len() > 1).map(|(code, _)| code.as_str()).collect();
        Self { seed, codes, dual }
    }

    /// The record of one member.
    #[must_use]
    pub fn record(&self, member: u64, habit: Habit) -> Record {
        let random = Random::seeded(self.seed.wrapping_mul(1_000_003).wrapping_add(member));
        let below = |n: usize| random.below(n as u64) as usize;
        let hard = habit == Habit::Contested && member.is_multiple_of(3);
        let classes = match habit {
            Habit::Exactly(n) => n as usize,
            _ if hard => 10 + below(5),
            _ => 4 + below(9),
        };
        let credits = (0..classes).map(|n| {
            let from = if hard && n % 5 == 0 && !self.dual.is_empty() { &self.dual } else { &self.codes };
            let code = from[below(from.len())];
            let day = LAST_DAY.saturating_sub((below((YEARS * 365) as usize) as i64).days());
            let mut credit = Credit::attended(format!("c{n:02}"), code, day);
            if hard && below(4) == 0 {
                credit.minutes = Some(60 + 15 * below(10) as i64);
            }
            credit
        });
        Record {
            credits: credits.collect(),
            enrolled: Some(LAST_DAY.saturating_sub((YEARS * 365).days())),
            as_of: Some(LAST_DAY),
            exceptions: Vec::<Exception>::new(),
            ..Record::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rules::audit::Course;

    #[test]
    fn the_same_seed_makes_the_same_record() {
        let tags = vec!["a".to_owned()];
        let catalogue: Catalogue =
            ["x", "y"].iter().map(|c| ((*c).to_owned(), Course { tags: tags.clone(), ..Course::default() })).collect();
        let attendance = Attendance::new(&catalogue, 1);
        for member in 0..50 {
            let record = attendance.record(member, Habit::Ordinary);
            assert_eq!(record, Attendance::new(&catalogue, 1).record(member, Habit::Ordinary));
            assert!((4..=12).contains(&record.credits.len()));
        }
        assert_ne!(attendance.record(1, Habit::Ordinary), attendance.record(2, Habit::Ordinary));
    }
}
