//! Random cases: a programme, a catalogue and a record that speak of the same few courses, tags and topics.

use crate::programmes::{part_id, programme};
use crate::random::{Random, Table};
use jiff::{ToSpan, civil::Date};
use rules::audit::{Catalogue, Record};
use rules::programme::{Programme, Split};
use serde_json::{Value, json};

/// Courses that a case may have; not every catalogue has all of them.
pub const COURSES: &[&str] = &["c0", "c1", "c2", "c3", "c4", "c5"];
/// Title classes that several courses share.
pub const CLASSES: &[&str] = &["k0", "c0", "c1"];
/// Tags, also what a credit's source may be.
pub const TAGS: &[&str] = &["a", "b", "c", "online"];
/// Topics.
pub const TOPICS: &[&str] = &["t0", "t1", "t2", "t3", "t4"];
/// Subjects.
pub const SUBJECTS: &[&str] = &["s0", "s1"];
const UNITS: &[&str] = &["u0", "u1", "u2"];
/// Lengths of classes.
const LENGTHS: &[i64] = &[0, 45, 60, 90, 120, 150, 180, 180, 240, 360];

/// What an audit is asked.
pub struct Case {
    /// The edition.
    pub programme: Programme,
    /// The courses.
    pub catalogue: Catalogue,
    /// The person's record.
    pub record: Record,
}

impl Case {
    /// The case at a place in a seed's series.
    pub fn random(seed: u64, index: usize) -> Self {
        let random = &mut Random::of_case(seed, index);
        let programme = programme(random);
        let catalogue = serde_json::from_value(catalogue(random)).expect("a random catalogue is well formed");
        let most = if programme.credit.split == Split::Minutes { 5 } else { 8 };
        let record = record(random, programme.requirements.len(), most);
        Self { programme, catalogue, record: serde_json::from_value(record).expect("a random record is well formed") }
    }

    /// The case as the audit command reads it.
    pub fn json(&self) -> Value {
        json!({"programme": self.programme, "courses": self.catalogue, "record": self.record})
    }
}

fn catalogue(random: &mut Random) -> Value {
    let mut t = Table::default();
    // The last courses of the list have left most catalogues.
    for code in &COURSES[..random.pick(&[3, 4, 4, 5, 5, 5, 6])] {
        t.set(code, course(random));
    }
    t.done()
}

fn course(random: &mut Random) -> Value {
    let mut t = Table::default();
    t.set("tags", json!(random.some(TAGS, 1, 3)));
    t.maybe(random, 93, "minutes", LENGTHS)
        .maybe_some(random, 75, "topics", (TOPICS, 1, 4))
        .maybe(random, 20, "class", CLASSES)
        .maybe(random, 60, "subject", SUBJECTS);
    if random.chance(25) {
        t.set("segments", segments(random));
    }
    t.done()
}

fn segments(random: &mut Random) -> Value {
    (0..random.pick(&[1, 2, 2, 2, 3]))
        .map(|_| {
            let mut t = Table::default();
            t.set("minutes", random.pick(&[0, 30, 60, 60, 90, 90, 120]));
            t.maybe(random, 60, "unit", UNITS);
            t.maybe_some(random, 75, "topics", (TOPICS, 0, 3));
            t.maybe_some(random, 30, "tags", (TAGS, 1, 2));
            t.done()
        })
        .collect()
}

/// A day within two years, often at the end of a month or on the same day as another.
fn day(random: &mut Random) -> Date {
    let month = jiff::civil::date(2024, 7, 1).saturating_add((random.below(18) as i64).months());
    let days = [month, month.saturating_add(14.days()), month.last_of_month(), month.last_of_month()];
    random.pick(&days)
}

fn record(random: &mut Random, parts: usize, most: usize) -> Value {
    let mut t = Table::default();
    let n = (0..2).map(|_| random.below(most + 1)).max().unwrap_or(0);
    let ids: Vec<String> = (0..n).map(|i| format!("x{i}")).collect();
    let credits: Vec<Value> = random.some(&ids, n, n).iter().map(|id| credit(random, id)).collect();
    t.set("credits", credits);
    if random.chance(80) {
        let half_a_year = if random.chance(70) { 6 } else { 0 };
        t.set("enrolled", day(random).saturating_sub(half_a_year.months()).to_string());
    }
    if random.chance(90) {
        t.set("as_of", day(random).saturating_add(6.months()).to_string());
    }
    t.maybe(random, 20, "what_if", &[true]);
    if random.chance(35) {
        let exceptions = (0..random.pick(&[1, 1, 2, 3])).map(|_| exception(random, parts, n)).collect::<Vec<_>>();
        t.set("exceptions", exceptions);
    }
    if random.chance(30) {
        t.set("previous", previous(random, parts, &ids));
    }
    t.done()
}

fn credit(random: &mut Random, id: &str) -> Value {
    let mut t = Table::default();
    t.set("id", id).set("date", day(random).to_string());
    t.maybe(random, 97, "course", COURSES)
        .maybe(random, 22, "minutes", &[0, 15, 45, 60, 75, 90, 100, 120, 150, 200, 400])
        .maybe(random, 8, "scheduled", &[0, 90, 180])
        .maybe(random, 12, "part", &[1, 2])
        .maybe(random, 9, "status", &["booked", "booked", "booked", "partial"])
        .maybe(random, 12, "source", TAGS)
        .maybe(random, 12, "subject", SUBJECTS)
        .maybe_some(random, 18, "topics", (TOPICS, 0, 3))
        .maybe_some(random, 12, "tags", (TAGS, 1, 2));
    if random.chance(8) {
        t.set("segments", segments(random));
    }
    if random.chance(12) {
        t.set("attended_segments", json!(random.some(&[0, 0, 1, 2], 0, 3)));
    }
    t.done()
}

fn exception(random: &mut Random, parts: usize, credits: usize) -> Value {
    let mut t = Table::default();
    let kind = random.pick(&[
        "waive-requirement",
        "grant-minutes",
        "grant-count",
        "grant-total",
        "waive-topic",
        "waive-topic",
        "allow",
        "allow",
        "apply",
        "apply",
        "exclude",
        "exclude",
    ]);
    t.set("type", kind);
    match kind {
        "waive-requirement" => drop(t.maybe(random, 50, "grant", &[30, 60, 120])),
        "grant-minutes" | "grant-total" => drop(t.set("minutes", random.pick(&[15, 60, 120]))),
        "grant-count" => drop(t.set("count", random.pick(&[1, 2]))),
        "waive-topic" => drop(t.set("topic", random.pick(TOPICS))),
        _ => drop(t.set("credit", format!("x{}", random.below(credits.max(1))))),
    }
    if kind != "grant-total" {
        t.set("id", part_id(random.below(parts)));
    }
    t.done()
}

/// Where some of the credits counted; parts that no longer exist included.
fn previous(random: &mut Random, parts: usize, ids: &[String]) -> Value {
    let known: Vec<String> = (0..=parts).map(part_id).collect();
    let mut t = Table::default();
    for id in random.some(ids, ids.len() / 2, ids.len()) {
        match random.below(6) {
            0 => t.set(&id, Value::Null),
            1 => t.set(&id, random.some(&known, 0, 2)),
            _ => t.set(&id, known[random.below(known.len())].as_str()),
        };
    }
    t.done()
}
