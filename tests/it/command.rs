//! `ratify audit` as a command: the documented JSON in and out, and its exit codes.

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

fn audit(input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_ratify"))
        .args(["audit", "--input", "-", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn shipped(name: &str) -> String {
    std::fs::read_to_string(format!("{}/programmes/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn every_shipped_example_agrees_and_has_a_proof() {
    for name in ["bargaining-certificate", "osha-shf-gi", "ma-licence-renewal", "pmi-pmp-ccr", "ilr-labor-relations"] {
        let text = shipped(&format!("{name}.examples.json"));
        let out = audit(&text);
        assert_eq!(out.status.code(), Some(0), "{name}: {}", String::from_utf8_lossy(&out.stderr));
        assert!(out.stderr.is_empty(), "--json prints verdicts and nothing else");
        let document: serde_json::Value = serde_json::from_str(&text).unwrap();
        let lines = String::from_utf8(out.stdout).unwrap();
        for (line, case) in lines.lines().zip(document["cases"].as_array().unwrap()) {
            let mut found: serde_json::Value = serde_json::from_str(line).unwrap();
            assert_eq!(found["agrees"], true);
            found.as_object_mut().unwrap().retain(|key, _| key != "agrees" && key != "id");
            assert_eq!(found, case["expect"], "{name} {}", case["id"]);
        }
    }
}

#[test]
fn every_shipped_programme_file_is_the_programme_of_its_examples() {
    for name in ["bargaining-certificate", "osha-shf-gi", "ma-licence-renewal", "pmi-pmp-ccr", "ilr-labor-relations"] {
        let file = rules::programme::Programme::from_toml(name, &shipped(&format!("{name}.toml"))).unwrap();
        let document: serde_json::Value = serde_json::from_str(&shipped(&format!("{name}.examples.json"))).unwrap();
        let key = format!("{}@{}", file.id, file.edition);
        let twin = rules::programme::Programme::from_json(name, document["programmes"][&key].clone()).unwrap();
        assert_eq!(file, twin, "{name}");
    }
}

#[test]
fn a_verdict_that_is_not_the_expected_one_ends_with_1() {
    let text = shipped("osha-shf-gi.examples.json").replacen("\"complete\": true", "\"complete\": false", 1);
    let out = audit(&text);
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8(out.stdout).unwrap().contains("\"agrees\":false"));
}

#[test]
fn what_cannot_be_judged_ends_with_2_and_names_file_case_and_key() {
    let case = |record: &str| {
        format!(
            r#"{{"id":"x","programme":{{"schema":1,"id":"p","edition":"1","requirement":[{{"id":"a","accept":["any"],"minutes":60}}]}},"courses":{{"c":{{"minutes":60}}}},"record":{record}}}"#
        )
    };
    for (record, said) in [
        (r#"{"credits":[{"id":"1","course":"c","date":"2025-02-30"}]}"#, "record.credits[0].date"),
        (r#"{"credits":[{"id":"1","course":"c","date":"2025-02-03","minutes":-5}]}"#, "record.credits[0].minutes: -5"),
        (r#"{"credits":[{"id":"1","course":"c","date":"2025-02-03","minuts":5}]}"#, "minuts"),
        (
            r#"{"credits":[{"id":"1","course":"c","date":"2025-02-03"},{"id":"1","course":"c","date":"2025-02-03"}]}"#,
            "credits[1].id",
        ),
        (r#"{"credits":[],"exceptions":[{"type":"waive-requirement","id":"b"}]}"#, "record.exceptions[0].id"),
        (r#"{"credits":[],"exceptions":[{"type":"forgive"}]}"#, "forgive"),
    ] {
        let out = audit(&case(record));
        let error = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(2), "{record}: {error}");
        assert!(error.starts_with("standard input, case x") && error.contains(said), "{said} in {error}");
        assert_eq!(error.trim().lines().count(), 1, "one clear error: {error}");
    }
    for text in ["", "{", "[]", "nonsense", "{\"cases\": 3}"] {
        assert_eq!(audit(text).status.code(), Some(2), "{text}");
    }
}

/// 500 credits, each accepted by all of 40 parts: bounded, whether it is settled or not.
#[test]
fn an_adversarial_case_is_bounded() {
    let parts: Vec<String> = (0..40)
        .map(|n| format!(r#"{{"id":"r{n}","accept":["any"],"minutes":{},"count":2,"each_min":45}}"#, 300 + 7 * n))
        .collect();
    let credits: Vec<String> = (0..500)
        .map(|n| {
            format!(
                r#"{{"id":"c{n}","course":"k{n}","date":"2025-01-{:02}","minutes":{}}}"#,
                1 + n % 28,
                31 + 7 * (n % 60)
            )
        })
        .collect();
    let line = format!(
        r#"{{"id":"wide","programme":{{"schema":1,"id":"p","edition":"1","requirement":[{}]}},"record":{{"credits":[{}]}}}}"#,
        parts.join(","),
        credits.join(",")
    );
    let out = audit(&line);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.code() == Some(0) || said.contains("too many ways"), "{:?} {said}", out.status);
    // a member with 500 credits under the shipped certificate is judged
    let courses = ["fnd-100", "fnd-101", "dem-200", "dem-203", "spc-309", "spc-326", "spc-302a", "spc-302b", "spc-301"];
    let document: serde_json::Value = serde_json::from_str(&shipped("bargaining-certificate.examples.json")).unwrap();
    let credits: Vec<String> = (0..500)
        .map(|n| {
            format!(
                r#"{{"id":"c{n}","course":"{}","date":"2025-01-{:02}","minutes":{}}}"#,
                courses[n % 9],
                1 + n % 28,
                40 + n % 140
            )
        })
        .collect();
    let line = serde_json::json!({
        "id": "long",
        "programme": document["programmes"]["bargaining-certificate@2026"],
        "courses": document["catalogues"]["bargaining"],
        "record": serde_json::from_str::<serde_json::Value>(&format!(r#"{{"credits":[{}]}}"#, credits.join(","))).unwrap(),
    });
    let out = audit(&line.to_string());
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
}
