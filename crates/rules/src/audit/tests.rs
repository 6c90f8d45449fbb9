//! The documented cases, and a brute force that shares no idea with the search.

use super::{
    Catalogue, Course, Credit, Record, Segment, Verdict, atoms, audit,
    evaluate::{Key, evaluate},
};
use crate::programme::Programme;
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};

const SHIPPED: &str = include_str!("../../../../programmes/bargaining-certificate.toml");
const EXAMPLES: &str = include_str!("../../../../programmes/bargaining-certificate.examples.json");

fn shipped() -> Programme {
    Programme::from_toml("bargaining-certificate.toml", SHIPPED).unwrap()
}

/// The verdict in the documented form.
fn documented(v: &Verdict) -> Value {
    let missing: serde_json::Map<String, Value> = v
        .parts
        .iter()
        .filter(|p| !p.satisfied)
        .map(|p| {
            let mut m = serde_json::Map::new();
            if p.missing_minutes > 0 {
                m.insert("minutes".into(), json!(p.missing_minutes));
            }
            if p.missing_count > 0 {
                m.insert("count".into(), json!(p.missing_count));
            }
            if !p.missing_topics.is_empty() {
                m.insert("topics".into(), json!(p.missing_topics));
            }
            (p.id.clone(), Value::Object(m))
        })
        .collect();
    json!({
        "complete": v.complete,
        "left": v.left,
        "total": v.total,
        "total_left": v.total_left,
        "satisfied": v.parts.iter().filter(|p| p.satisfied).map(|p| &p.id).collect::<Vec<_>>(),
        "missing": missing,
        "applied": v.applied.iter().map(|a| (a.name.clone(), json!(a.part))).collect::<serde_json::Map<_, _>>(),
        "unapplied": v.unapplied.iter().map(|u| (u.name.clone(), json!(u.reason.name()))).collect::<serde_json::Map<_, _>>(),
    })
}

#[test]
fn every_documented_case_agrees() {
    let doc: Value = serde_json::from_str(EXAMPLES).unwrap();
    let catalogue: Catalogue = serde_json::from_value(doc["catalogues"]["bargaining"].clone()).unwrap();
    let cases = doc["cases"].as_array().unwrap();
    assert!(cases.len() >= 21);
    for case in cases {
        let record: Record = serde_json::from_value(case["record"].clone()).unwrap();
        let verdict = audit(&shipped(), &catalogue, &record).unwrap();
        assert_eq!(documented(&verdict), case["expect"], "{}: {}", case["id"], case["title"]);
    }
}

/// Every usage there is, best first by the same key; canonical order breaks ties.
fn brute_force(programme: &Programme, catalogue: &Catalogue, record: &Record) -> (Key, Vec<u32>) {
    let prepared = atoms::prepare(programme, catalogue, record);
    let atoms = &prepared.atoms;
    let options: Vec<Vec<u32>> = atoms
        .iter()
        .map(|a| {
            (0..programme.requirements.len()).map(|k| 1 << k).filter(|m| a.accepted_by & m != 0).chain([0]).collect()
        })
        .collect();
    let mut place = vec![0; atoms.len()];
    let mut best: Option<(Key, Vec<u32>)> = None;
    loop {
        let usage: Vec<u32> = place.iter().zip(&options).map(|(p, o): (&usize, _)| o[*p]).collect();
        let repeated =
            (0..atoms.len()).any(|i| usage[i] != 0 && (0..i).any(|j| usage[j] != 0 && atoms[i].key == atoms[j].key));
        if !repeated {
            let key = evaluate(programme, atoms, &usage).key;
            // the odometer below turns the last atom fastest: usages come in canonical order
            if best.as_ref().is_none_or(|(k, _)| key < *k) {
                best = Some((key, usage));
            }
        }
        let Some(i) = (0..place.len()).rev().find(|i| place[*i] + 1 < options[*i].len()) else {
            return best.unwrap();
        };
        place[i] += 1;
        place[i + 1..].fill(0);
    }
}

fn catalogue() -> Catalogue {
    let unit = |unit: &str, minutes, tag: &str| Segment {
        minutes,
        unit: unit.into(),
        topics: Some(vec![]),
        tags: vec![tag.into()],
    };
    let course = |segments: Vec<Segment>, minutes, tags: &[&str], class: Option<&str>| Course {
        minutes,
        tags: tags.iter().map(|t| (*t).to_owned()).collect(),
        class: class.map(str::to_owned),
        segments,
        ..Course::default()
    };
    [
        ("f-half", course(vec![unit("F1", 90, "foundations"), unit("F2", 90, "foundations")], 180, &[], None)),
        ("f-one", course(vec![unit("F1", 90, "foundations")], 90, &[], None)),
        ("d-half", course(vec![unit("D1", 90, "democratized"), unit("D2", 90, "democratized")], 180, &[], None)),
        ("d-two", course(vec![unit("D2", 90, "democratized")], 90, &[], None)),
        ("bcg", course(vec![], 180, &["specialized", "democratized"], None)),
        ("crisis", course(vec![], 90, &["specialized", "democratized"], None)),
        ("cost-a", course(vec![], 90, &["specialized"], Some("cost"))),
        ("cost-b", course(vec![], 90, &["specialized"], Some("cost"))),
        ("lab", course(vec![], 180, &["specialized"], None)),
        ("talk", course(vec![], 60, &[], None)),
    ]
    .into_iter()
    .map(|(k, c)| (k.to_owned(), c))
    .collect()
}

fn any_record() -> impl Strategy<Value = Record> {
    let codes: Vec<String> = catalogue().into_keys().collect();
    let one = (proptest::sample::select(codes), 1i8..28, proptest::option::of(30i64..200), 0i64..3);
    proptest::collection::vec(one, 0..6).prop_map(|rows| Record {
        credits: rows
            .into_iter()
            .enumerate()
            .map(|(i, (course, day, minutes, part))| Credit {
                id: format!("w{i}"),
                course,
                date: date(2026, 2, day),
                minutes,
                scheduled: None,
                segments: vec![],
                attended_segments: None,
                topics: None,
                part,
                status: "attended".into(),
                source: None,
                subject: None,
                tags: vec![],
            })
            .collect(),
        ..Record::default()
    })
}

/// The shipped edition and one that is easier to fill, so that small records reach the end of every part.
fn editions() -> Vec<Programme> {
    let small = SHIPPED
        .replace("minutes = 1440", "minutes = 540")
        .replace("minutes = 360", "minutes = 180")
        .replace("count = 4", "count = 1");
    let boxes = small.replace("least-left", "most-boxes");
    vec![shipped(), Programme::from_toml("small", &small).unwrap(), Programme::from_toml("boxes", &boxes).unwrap()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn the_search_finds_what_brute_force_finds(record in any_record(), which in 0usize..3) {
        let programme = &editions()[which];
        let prepared = atoms::prepare(programme, &catalogue(), &record);
        let (key, usage) = brute_force(programme, &catalogue(), &record);
        let found = super::search::best(programme, &record, &prepared.atoms).unwrap();
        prop_assert_eq!(evaluate(programme, &prepared.atoms, &found).key, key);
        prop_assert_eq!(found, usage);
    }

    #[test]
    fn the_order_of_the_record_does_not_matter(record in any_record()) {
        let mut turned = record.clone();
        turned.credits.reverse();
        prop_assert_eq!(audit(&shipped(), &catalogue(), &record), audit(&shipped(), &catalogue(), &turned));
    }

    #[test]
    fn one_more_class_never_leaves_more_to_do(record in any_record()) {
        let mut fewer = record.clone();
        fewer.credits.pop();
        let left = |r: &Record| audit(&shipped(), &catalogue(), r).unwrap().left;
        prop_assert!(left(&record) <= left(&fewer));
    }
}

#[test]
fn what_the_member_saw_stays_unless_something_is_gained() {
    let credit = |id: &str, day, course: &str| Credit {
        id: id.into(),
        course: course.into(),
        date: date(2026, 2, day),
        minutes: None,
        scheduled: None,
        segments: vec![],
        attended_segments: None,
        topics: None,
        part: 0,
        status: "attended".into(),
        source: None,
        subject: None,
        tags: vec![],
    };
    let mut record = Record { credits: vec![credit("w1", 1, "crisis")], ..Record::default() };
    let part = |r: &Record| audit(&shipped(), &catalogue(), r).unwrap().applied[0].part.clone();
    let first = part(&record);
    for seen in ["democratized", "specialized"] {
        record.previous = Some([("w1".to_owned(), seen.to_owned())].into());
        let now = part(&record);
        // 90 minutes help Democratized Bargaining and are no elective: only that is a gain
        assert_eq!(now, first);
    }
}
