//! The habits of the house, as tests.

use std::{fs, path::Path};

/// Every file of the program and its crates: name and text.
pub fn sources() -> Vec<(String, String)> {
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

/// Whether a text has it, and not as the end of a longer word.
fn stands(text: &str, what: &str) -> bool {
    text.match_indices(what).any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}

fn none_outside(what: &str, allowed: &[&str]) {
    let found: Vec<String> = sources()
        .into_iter()
        .filter(|(name, text)| stands(text, what) && !allowed.iter().any(|a| name.starts_with(a)))
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
fn the_kit_knows_no_address_of_the_product() {
    for (path, text) in sources().into_iter().filter(|(path, _)| path.starts_with("crates/kit/src")) {
        let product = text.split("#[cfg(test)]").next().unwrap();
        for quoted in product.split('"').skip(1).step_by(2).filter(|q| q.starts_with('/') && q.len() > 1 && *q != "//")
        {
            assert_eq!(quoted, "/es", "{path}");
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
fn letters_ask_the_database_for_nothing_by_text() {
    // SQL belongs with what it is about: letters call the stores
    for (name, text) in sources().into_iter().filter(|(n, _)| n.ends_with("/mail.rs")) {
        assert!(!text.contains("sql!("), "{name} has SQL");
    }
}

#[test]
fn each_handler_says_its_address() {
    // what is written above each function, by its name
    let mut said: Vec<(String, String)> = Vec::new();
    for (name, text) in sources().into_iter().filter(|(n, _)| n.starts_with("src/")) {
        let mut docs = String::new();
        for line in text.lines().map(str::trim_start) {
            let function = line.split_once("fn ").filter(|(before, _)| before.starts_with("pub") || before.is_empty());
            match function {
                _ if line.starts_with("///") => docs += &format!("{line}\n"),
                Some((_, rest)) => {
                    let called = rest.split(['(', '<']).next().unwrap_or_default();
                    said.push((called.to_owned(), std::mem::take(&mut docs)));
                }
                None if line.starts_with("#[") => {}
                None => docs.clear(),
            }
        }
        assert!(!name.is_empty());
    }
    let table = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/assembly/router/table.rs")).unwrap();
    let mut routes = 0;
    for line in table.lines().map(str::trim) {
        let Some((method, rest)) = line.split_once(" \"").filter(|(m, _)| ["GET", "POST"].contains(m)) else {
            continue;
        };
        let (path, rest) = rest.split_once('"').unwrap();
        let handler = rest.trim_end_matches(';').rsplit("::").next().unwrap();
        let address = format!("`{method} {path}`");
        assert!(
            said.iter().any(|(name, docs)| name == handler && docs.contains(&address)),
            "{handler} does not say {address}"
        );
        routes += 1;
    }
    assert!(routes > 200, "{routes}");
}

#[test]
fn files_stay_short_enough_to_read() {
    for (name, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= 500, "{name} has {lines} lines");
    }
}

/// A field shows its own error, so that none is forgotten or said twice. The one that shows it by itself has several
/// fields under one error.
#[test]
fn errors_are_shown_by_their_fields() {
    for (path, text) in sources().into_iter().filter(|(path, _)| path.starts_with("src/")) {
        let by_hand = text.contains("p.err {") || text.contains("span.err");
        assert!(!by_hand || path.ends_with("files/said_columns.rs"), "{path}");
    }
}

/// rustfmt leaves the inside of macros alone.
#[test]
fn lines_of_markup_stay_short_enough_to_read() {
    let marks = [" { (", "(t!(", "@let ", "@if ", "@for ", "(words, "];
    for (path, text) in sources() {
        for (n, line) in text.lines().enumerate() {
            let is_markup = marks.iter().any(|m| line.contains(m)) && !line.contains("sql!(");
            assert!(!is_markup || line.chars().count() <= 140, "{path}:{}: {line}", n + 1);
        }
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
