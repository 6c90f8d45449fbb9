//! Random programmes: every key of the language, each often enough and together with every other.

use crate::cases::{CLASSES, COURSES, SUBJECTS, TAGS, TOPICS};
use crate::random::{Random, Table};
use rules::programme::Programme;
use serde_json::{Value, json};

/// A random programme with 1 to 5 parts.
pub fn programme(random: &mut Random) -> Programme {
    let groups: &[&str] = match random.below(100) {
        0..10 => &["main", "second", "third"],
        10..35 => &["main", "second"],
        _ => &["main"],
    };
    let n = random.pick(&[1, 1, 2, 2, 3, 3, 4, 5]);
    let modest = random.chance(60);
    let parts: Vec<Value> = (0..n).map(|k| requirement(random, k, groups, modest)).collect();
    let ids: Vec<String> = (0..n).map(part_id).collect();
    let mut p = Table::default();
    p.set("schema", 1).set("id", "random").set("edition", "2026").set("title", "Random");
    p.maybe(random, 35, "objective", &["most-boxes"]);
    p.set("credit", credit(random, modest)).set("requirement", parts);
    if random.chance(60) {
        p.set("total", total(random, modest));
    }
    if random.chance(30) {
        let most = random.pick(&[1, 1, 2]);
        p.set("choice", (0..most).map(|_| choice(random, &ids)).collect::<Vec<_>>());
    }
    if random.chance(35) {
        let most = random.pick(&[1, 1, 2]);
        p.set("limit", (0..most).map(|_| limit(random, &ids)).collect::<Vec<_>>());
    }
    if random.chance(20) {
        let most = random.pick(&[1, 1, 2]);
        p.set("floor", (0..most).map(|n| floor(random, n)).collect::<Vec<_>>());
    }
    if random.chance(if groups.len() > 1 { 75 } else { 5 }) {
        p.set("sharing", sharing(random));
    }
    serde_json::from_value(p.done()).expect("a random programme is well formed")
}

/// The id of the part at place `k`.
pub fn part_id(k: usize) -> String {
    format!("r{k}")
}

fn credit(random: &mut Random, modest: bool) -> Value {
    let mut t = Table::default();
    let split = random.pick(&["segments", "segments", "segments", "none", "none", "none", "minutes", "minutes"]);
    t.set("split", split).set("repeat", random.pick(&["once", "once", "per-requirement", "unlimited"]));
    if split == "minutes" {
        t.maybe(random, 85, "quantum", &[45, 60, 75, 90, 120]);
    }
    if modest && random.chance(60) {
        return t.done();
    }
    t.maybe(random, 15, "partial", &["all-or-nothing"])
        .maybe(random, 20, "min_fraction", &[25, 50, 51, 80])
        .maybe(random, 40, "topic_fraction", &[0, 30, 75, 100, 100])
        .maybe(random, 20, "short", &["reject"])
        .maybe(random, 18, "expires_months", &[12, 12, 18])
        .maybe(random, 20, "window_months", &[1, 3, 6, 9, 12])
        .maybe(random, 18, "retroactive_months", &[0, 1, 6])
        .maybe(random, 15, "subject_min", &[90, 180, 300]);
    t.done()
}

/// Terms, most of them tags.
fn terms(random: &mut Random, most: usize) -> Value {
    let n = 1 + random.below(most);
    (0..n)
        .map(|_| match random.below(20) {
            0 => "any".to_owned(),
            1 | 2 => format!("course:{}", random.pick(COURSES)),
            3 => format!("class:{}", random.pick(CLASSES)),
            4 | 5 => format!("topic:{}", random.pick(TOPICS)),
            6 | 7 => format!("subject:{}", random.pick(SUBJECTS)),
            _ => format!("tag:{}", random.pick(TAGS)),
        })
        .collect()
}

/// A part. Modest ones ask for so little that many records complete them.
fn requirement(random: &mut Random, k: usize, groups: &[&str], modest: bool) -> Value {
    let mut t = Table::default();
    t.set("id", part_id(k)).set("accept", terms(random, if modest { 4 } else { 2 }));
    if groups.len() > 1 && random.chance(30) {
        t.set("accept", json!(["any"]));
    }
    if random.chance(15) {
        t.set("except", terms(random, 1));
    }
    t.maybe(random, 100, "group", groups);
    let kind = random.pick(&["h", "h", "n", "n", "t", "hn", "ht", "nt", "hnt", ""]);
    if kind.contains('h') {
        let minutes: &[i64] = if modest { &[60, 60, 90, 120] } else { &[120, 180, 200, 300, 360] };
        t.set("minutes", random.pick(minutes)).maybe(random, 30, "approx", &[15, 30, 60]);
    }
    if kind.contains('n') {
        t.set("count", random.pick(if modest { &[1, 1, 1, 2] } else { &[1, 2, 2, 3] }));
    }
    if kind.contains('n') || random.chance(10) {
        t.maybe(random, 80, "each_min", &[45, 60, 90, 120, 180])
            .maybe(random, 30, "each_approx", &[15, 30, 45])
            .maybe(random, 35, "per", &["hours"])
            .maybe(random, 30, "combine", &[true]);
    }
    if kind.contains('t') {
        topics(random, &mut t, if modest { 2 } else { 4 });
    }
    t.maybe(random, 12, "each_max", &[60, 100, 120]).maybe(random, 12, "max_count", &[1, 1, 2]).maybe(
        random,
        12,
        "max_minutes",
        &[90, 180, 240],
    );
    t.done()
}

fn topics(random: &mut Random, t: &mut Table, most: usize) {
    let topics = random.some(TOPICS, 1, most);
    if random.chance(60) {
        t.set("topics_min", random.below(topics.len() + 1));
    }
    t.set("topics", json!(topics));
    t.maybe(random, 85, "topics_from", &["applied", "applied", "attended", "none"]).maybe(
        random,
        50,
        "topic_minutes",
        &[0, 20, 45, 60],
    );
}

fn total(random: &mut Random, modest: bool) -> Value {
    let mut t = Table::default();
    let minutes: &[i64] = if modest { &[90, 150, 240] } else { &[180, 300, 480, 600] };
    t.maybe(random, 75, "minutes", minutes)
        .maybe(random, 30, "approx", &[30, 60])
        .maybe(random, 40, "counts", &["needed"])
        .maybe(random, 35, "credits", &[1, 2, 3, 4])
        .maybe(random, 50, "unit", &[30, 60, 120]);
    t.done()
}

fn choice(random: &mut Random, ids: &[String]) -> Value {
    let options: Vec<_> = (0..random.pick(&[1, 2, 2, 3])).map(|_| random.some(ids, 1, 2)).collect();
    let need = 1 + random.below(options.len());
    json!({"need": need, "options": options})
}

fn limit(random: &mut Random, ids: &[String]) -> Value {
    let mut t = Table::default();
    t.set("match", terms(random, 2));
    let kind = random.below(5);
    if kind < 3 {
        t.set("max_minutes", random.pick(&[0, 60, 90, 120, 200, 240]));
    }
    if kind > 1 {
        t.set("max_count", random.pick(&[0, 1, 1, 2, 2]));
    }
    if random.chance(40) {
        t.set("requirement", ids[random.below(ids.len())].as_str());
    }
    t.done()
}

fn floor(random: &mut Random, n: usize) -> Value {
    let mut t = Table::default();
    t.set("id", format!("f{n}")).set("match", terms(random, 2));
    t.maybe(random, 70, "minutes", &[60, 60, 120, 240]).maybe(random, 40, "credits", &[1, 1, 2, 3]);
    t.done()
}

fn sharing(random: &mut Random) -> Value {
    let mut t = Table::default();
    t.set("between_groups", random.pick(&["free", "free", "none", "listed", "listed"]))
        .set("listed", terms(random, 2))
        .maybe(random, 60, "max_credits", &[1, 1, 1, 2]);
    t.done()
}
