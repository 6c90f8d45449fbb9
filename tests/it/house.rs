//! The order of the rooms: `ls src` is a story from the ground up, and nothing takes a name from a room above its own.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// From the ground to the program put together. A room takes names from those before it.
pub const ROOMS: [&str; 12] = [
    "ground",
    "programme",
    "visit",
    "people",
    "classes",
    "progress",
    "seats",
    "hours",
    "certificates",
    "office",
    "site",
    "assembly",
];

/// Each file of `src/` as the names of its modules, with the paths that it uses from the program: `crate::` and
/// `super::` spelled out from the root.
fn named() -> Vec<(Vec<String>, Vec<Vec<String>>)> {
    fn walk(folder: &Path, inside: &[String], out: &mut Vec<(Vec<String>, Vec<Vec<String>>)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let own: Vec<String> = inside
                .iter()
                .cloned()
                .chain((!["mod", "lib", "main"].contains(&name.as_str())).then_some(name))
                .collect();
            if path.is_dir() {
                walk(&path, &own, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let code: String =
                    text.lines().filter(|l| !l.trim_start().starts_with("//")).map(|l| format!("{l}\n")).collect();
                // unit tests are at the end, and may look anywhere
                let code = code.split("#[cfg(test)]\nmod tests").next().unwrap();
                let taken = paths(code, &own);
                out.push((own, taken));
            }
        }
    }
    let mut out = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &[], &mut out);
    out
}

/// Every path that begins with `crate` or `super`, those of a tree one by one.
fn paths(code: &str, own: &[String]) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    for root in ["crate::", "super::"] {
        for (at, _) in code.match_indices(root) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            tree(&code[at..], Vec::new(), &mut out);
        }
    }
    out.into_iter().map(|p| absolute(&p, own)).collect()
}

/// Reads a path or a tree of them; returns what comes after it.
fn tree<'c>(mut code: &'c str, mut before: Vec<String>, out: &mut Vec<Vec<String>>) -> &'c str {
    loop {
        code = code.trim_start();
        if let Some(mut inner) = code.strip_prefix('{') {
            loop {
                inner = inner.trim_start().trim_start_matches(',').trim_start();
                match inner.strip_prefix('}') {
                    Some(rest) => return rest,
                    None if inner.is_empty() => return inner,
                    None => inner = tree(inner, before.clone(), out),
                }
            }
        }
        let length = code.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '*').unwrap_or(code.len());
        if length == 0 {
            // not a path: the next character is skipped
            return code.get(code.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
        }
        before.push(code[..length].to_owned());
        code = &code[length..];
        match code.strip_prefix("::") {
            Some(rest) => code = rest,
            None => {
                out.push(before);
                let behind = code.trim_start();
                // another name for it
                return match behind.strip_prefix("as ") {
                    Some(rest) => rest.trim_start().trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'),
                    None => code,
                };
            }
        }
    }
}

fn absolute(path: &[String], own: &[String]) -> Vec<String> {
    let up = path.iter().take_while(|p| *p == "super").count();
    let inside = if path[0] == "crate" { &[][..] } else { &own[..own.len().saturating_sub(up)] };
    let rest = if path[0] == "crate" { &path[1..] } else { &path[up..] };
    inside.iter().chain(rest).cloned().collect()
}

#[test]
fn a_path_is_read_with_all_that_it_names() {
    let own = ["seats".to_owned(), "signup".to_owned()];
    let found: Vec<String> = paths(
        "use crate::{people::{self, store::by_key as key}, visit::Visit};\nuse super::teams;\nlet x = crate::ground::now();",
        &own,
    )
    .into_iter()
    .map(|p| p.join("::"))
    .collect();
    assert_eq!(found, ["people::self", "people::store::by_key", "visit::Visit", "ground::now", "seats::teams"]);
}

#[test]
fn no_room_takes_a_name_from_one_above() {
    let place = |room: &str| ROOMS.iter().position(|r| *r == room);
    let mut climbs = BTreeSet::new();
    for (own, taken) in named() {
        let Some(here) = own.first() else { continue };
        let floor = place(here).unwrap_or_else(|| panic!("{here} is no room"));
        for path in taken {
            if path.first().and_then(|room| place(room)).is_some_and(|there| there > floor) {
                climbs.insert(format!("{} takes {}", own.join("/"), path.join("::")));
            }
        }
    }
    assert_eq!(climbs, BTreeSet::new());
}

#[test]
fn no_folders_of_a_room_stand_in_a_circle() {
    let mut arrows: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    let all = named();
    let entries: BTreeSet<(String, String)> =
        all.iter().filter(|(own, _)| own.len() > 1).map(|(own, _)| (own[0].clone(), own[1].clone())).collect();
    for (own, taken) in &all {
        if own.len() < 2 {
            continue;
        }
        let here = (own[0].clone(), own[1].clone());
        for path in taken.iter().filter(|p| p.len() > 1) {
            let there = (path[0].clone(), path[1].clone());
            if there.0 == here.0 && there != here && entries.contains(&there) {
                arrows.entry(here.clone()).or_default().insert(there.1);
            }
        }
    }
    // an entry that uses none of the others left is in no cycle, and neither is one that uses only such entries
    let mut left: BTreeSet<(String, String)> = entries;
    loop {
        let free: Vec<_> = left
            .iter()
            .filter(|e| arrows.get(*e).is_none_or(|to| to.iter().all(|t| !left.contains(&(e.0.clone(), t.clone())))))
            .cloned()
            .collect();
        if free.is_empty() {
            break;
        }
        free.iter().for_each(|e| {
            left.remove(e);
        });
    }
    assert_eq!(left, BTreeSet::new(), "these stand in circles, or above one");
}
