//! The habits of the house, as tests.

use std::{fs, path::Path};

fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, root: &Path, out: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(root).unwrap().display().to_string();
                out.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out = Vec::new();
    walk(&root.join("src"), root, &mut out);
    walk(&root.join("crates"), root, &mut out);
    out
}

fn none_outside(what: &str, allowed: &[&str]) {
    let found: Vec<String> = sources()
        .into_iter()
        .filter(|(name, text)| text.contains(what) && !allowed.iter().any(|a| name.starts_with(a)))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(found, Vec::<String>::new(), "{what} stands outside {allowed:?}");
}

#[test]
fn the_crates_do_not_know_each_other_nor_the_program() {
    for (name, text) in sources() {
        let Some(crate_name) = name.strip_prefix("crates/").and_then(|n| n.split('/').next()) else { continue };
        for other in ["rules", "db", "kit", "paper", "credential", "ratify"].into_iter().filter(|o| *o != crate_name) {
            for way in [format!("use {other}::"), format!("    {other}::")] {
                assert!(!text.contains(&way), "{name} knows {other}");
            }
        }
    }
}

#[test]
fn the_time_and_chance_come_from_one_place_each() {
    none_outside("Timestamp::now(", &["src/ground/clock.rs"]);
    none_outside("rand::", &["src/ground/random.rs"]);
}

#[test]
fn raw_html_is_made_only_where_it_is_reviewed() {
    none_outside("PreEscaped", &["crates/kit/src/markdown.rs", "crates/kit/src/parts.rs"]);
}

#[test]
fn the_rules_do_no_input_and_no_output() {
    for (name, text) in sources().into_iter().filter(|(n, _)| n.starts_with("crates/rules/")) {
        for word in ["std::fs", "std::net", "async ", "f64", "f32", "HashMap"] {
            assert!(!text.contains(word), "{name} has {word}");
        }
    }
}

#[test]
fn a_feature_never_reads_another_features_rows_by_text() {
    // SQL lives with what it is about: pages build HTML and nothing else
    let pages = sources().into_iter().filter(|(n, _)| n.ends_with("/mail.rs"));
    for (name, text) in pages {
        assert!(!text.contains("sql!("), "{name} has SQL");
    }
}

#[test]
fn files_stay_short_enough_to_read() {
    for (name, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= 500, "{name} has {lines} lines");
    }
}

#[test]
fn the_stylesheet_stays_within_its_budget() {
    use std::io::Write;
    let css = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/app.css")).unwrap();
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    zipped.write_all(&css).unwrap();
    let size = zipped.finish().unwrap().len();
    assert!(size <= 8 * 1024, "{size} bytes compressed");
}
