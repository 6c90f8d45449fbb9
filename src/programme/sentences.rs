//! The numbers of a programme's file as holes in sentences: which there are, and the file with others in their place. What
//! else the file says stays as it was written, with its remarks.

use std::collections::BTreeMap;
use toml_edit::{DocumentMut, Item, Table, TableLike, value};

/// What a hole asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Minutes, typed as hours.
    Hours,
    /// A whole number.
    Count,
}

/// A number of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hole {
    /// Its name in a form.
    pub name: String,
    pub unit: Unit,
    /// What the file says; minutes where it is hours.
    pub value: i64,
    at: At,
}

/// A sentence with its holes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// The key of its text, which has a hole `hours` or `count` for each of these, in their order.
    pub key: &'static str,
    /// The part that it is about, by its id; or what a limit is a limit of.
    pub about: String,
    pub holes: Vec<Hole>,
}

/// Where a number stands: the table, which one of several, and the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct At {
    table: &'static str,
    number: Option<usize>,
    key: &'static str,
}

/// Below the minutes of one class by this many, a class still counts: typed as the least that counts.
const FROM: &str = "each_approx";

impl At {
    fn hole(self, unit: Unit, value: i64) -> Hole {
        let number = self.number.map(|n| format!("{n}-")).unwrap_or_default();
        Hole { name: format!("{}-{number}{}", self.table, self.key.replace('_', "-")), unit, value, at: self }
    }
}

fn number(table: &dyn TableLike, key: &str) -> Option<i64> {
    table.get(key).and_then(Item::as_integer)
}

/// The sentences of a file; none if it cannot be read.
pub(crate) fn sentences(source: &str) -> Vec<Sentence> {
    let Ok(document) = source.parse::<DocumentMut>() else { return Vec::new() };
    let mut out = Vec::new();
    let single = [
        ("total", "minutes", "rule-total", Unit::Hours),
        ("total", "credits", "rule-credits", Unit::Count),
        ("credit", "window_months", "rule-window", Unit::Count),
        ("credit", "expires_months", "rule-expires", Unit::Count),
        ("credit", "subject_min", "rule-subject", Unit::Hours),
    ];
    for (table, key, sentence, unit) in single {
        let found = document.get(table).and_then(Item::as_table_like).and_then(|t| number(t, key));
        if let Some(found) = found {
            let hole = At { table, number: None, key }.hole(unit, found);
            out.push(Sentence { key: sentence, about: String::new(), holes: vec![hole] });
        }
    }
    let tables = |name: &str| -> Vec<Table> {
        document
            .get(name)
            .and_then(Item::as_array_of_tables)
            .map(|all| all.iter().cloned().collect())
            .unwrap_or_default()
    };
    for (n, part) in tables("requirement").iter().enumerate() {
        let id = part.get("id").and_then(Item::as_str).unwrap_or_default();
        out.extend(of_part(n, part).into_iter().map(|(key, holes)| Sentence { key, about: id.to_owned(), holes }));
    }
    for (table, key, sentence) in [("limit", "max_minutes", "rule-limit"), ("floor", "minutes", "rule-floor")] {
        for (n, one) in tables(table).iter().enumerate() {
            let of = one.get("match").and_then(Item::as_array);
            let of: Vec<&str> = of.iter().flat_map(|list| list.iter()).filter_map(|v| v.as_str()).collect();
            if let Some(found) = number(one, key) {
                let hole = At { table, number: Some(n), key }.hole(Unit::Hours, found);
                out.push(Sentence { key: sentence, about: of.join(", "), holes: vec![hole] });
            }
        }
    }
    out
}

/// The sentences about one part, each with its holes.
fn of_part(n: usize, part: &Table) -> Vec<(&'static str, Vec<Hole>)> {
    let at = |key: &'static str, unit: Unit| {
        let value = number(part, key)?;
        Some(At { table: "requirement", number: Some(n), key }.hole(unit, value))
    };
    let mut out = Vec::new();
    if let Some(hours) = at("minutes", Unit::Hours) {
        out.push(("rule-part-hours", vec![hours]));
    }
    match (at("count", Unit::Count), at("each_min", Unit::Hours)) {
        (Some(count), Some(each)) => {
            let least = at(FROM, Unit::Hours).map(|from| Hole { value: each.value - from.value, ..from });
            out.push(("rule-part-classes-of", vec![count, each]));
            out.extend(least.map(|from| ("rule-part-from", vec![from])));
        }
        (Some(count), None) => out.push(("rule-part-classes", vec![count])),
        _ => {}
    }
    if let Some(most) = at("max_minutes", Unit::Hours) {
        out.push(("rule-part-most", vec![most]));
    }
    if let Some(topics) = at("topics_min", Unit::Count) {
        out.push(("rule-part-topics", vec![topics]));
    }
    out
}

/// What makes no sense together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// A class would count only from more hours than it has.
    MoreThanTheClass,
    /// A certificate for nothing.
    Nothing,
}

/// The holes whose numbers make no sense, by their names.
pub(crate) fn wrong(sentences: &[Sentence], numbers: &BTreeMap<String, i64>) -> Vec<(String, Wrong)> {
    let holes: Vec<&Hole> = sentences.iter().flat_map(|s| &s.holes).collect();
    let typed = |hole: &Hole| numbers.get(&hole.name).copied().unwrap_or(hole.value);
    let mut out = Vec::new();
    for hole in &holes {
        if hole.at.key == FROM {
            let each = holes.iter().find(|h| h.at.number == hole.at.number && h.at.key == "each_min");
            if each.is_some_and(|each| typed(hole) > typed(each)) {
                out.push((hole.name.clone(), Wrong::MoreThanTheClass));
            }
        }
        if hole.at.table == "total" && typed(hole) == 0 {
            out.push((hole.name.clone(), Wrong::Nothing));
        }
    }
    out
}

/// The file as another edition, with these numbers in its holes, by their names; a name that is not there stays as it is.
/// `None` if the file cannot be read.
pub(crate) fn filled(source: &str, edition: &str, numbers: &BTreeMap<String, i64>) -> Option<String> {
    let mut document = source.parse::<DocumentMut>().ok()?;
    set(document.as_table_mut(), "edition", edition.into());
    let holes: Vec<Hole> = sentences(source).into_iter().flat_map(|s| s.holes).collect();
    // what is counted from another number comes after it
    let (from, plain): (Vec<&Hole>, Vec<&Hole>) = holes.iter().partition(|h| h.at.key == FROM);
    for hole in plain.into_iter().chain(from) {
        let wanted = *numbers.get(&hole.name).unwrap_or(&hole.value);
        let table = table_mut(&mut document, hole.at)?;
        let wanted = if hole.at.key == FROM { number(table, "each_min").unwrap_or(0) - wanted } else { wanted };
        if number(table, hole.at.key) != Some(wanted) {
            set(table, hole.at.key, wanted.into());
        }
    }
    Some(document.to_string())
}

fn table_mut(document: &mut DocumentMut, at: At) -> Option<&mut dyn TableLike> {
    let item = document.get_mut(at.table)?;
    match at.number {
        None => item.as_table_like_mut(),
        Some(n) => item.as_array_of_tables_mut()?.get_mut(n).map(|table| table as &mut dyn TableLike),
    }
}

/// Sets a value and keeps the remark behind it.
fn set(table: &mut dyn TableLike, key: &str, to: toml_edit::Value) {
    let decor = table.get(key).and_then(Item::as_value).map(|v| v.decor().clone());
    match table.get_mut(key) {
        Some(item) => *item = value(to),
        None => {
            table.insert(key, value(to));
        }
    }
    if let (Some(decor), Some(new)) = (decor, table.get_mut(key).and_then(Item::as_value_mut)) {
        *new.decor_mut() = decor;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rules::programme::Programme;

    const SOURCE: &str = include_str!("../../programmes/bargaining-certificate.toml");

    fn said(source: &str) -> Vec<(&'static str, String, Vec<i64>)> {
        let values = |s: &Sentence| s.holes.iter().map(|h| h.value).collect();
        sentences(source).iter().map(|s| (s.key, s.about.clone(), values(s))).collect()
    }

    #[test]
    fn a_file_is_read_as_sentences() {
        let said = said(SOURCE);
        assert_eq!(said[0], ("rule-total", String::new(), vec![1440]));
        assert!(said.contains(&("rule-part-classes-of", "specialized".into(), vec![4, 180])), "{said:?}");
        assert!(said.contains(&("rule-part-from", "specialized".into(), vec![150])), "{said:?}");
    }

    #[test]
    fn other_numbers_change_nothing_else() {
        let holes: Vec<Hole> = sentences(SOURCE).into_iter().flat_map(|s| s.holes).collect();
        let same: BTreeMap<String, i64> = holes.iter().map(|h| (h.name.clone(), h.value)).collect();
        assert_eq!(filled(SOURCE, "2026", &same).unwrap(), SOURCE, "the same numbers are the same file");
        let mut other = same;
        other.insert("requirement-2-count".into(), 5);
        other.insert("requirement-2-each-min".into(), 240);
        let new = filled(SOURCE, "2027", &other).unwrap();
        let changed: Vec<(&str, &str)> = SOURCE.lines().zip(new.lines()).filter(|(a, b)| a != b).collect();
        assert_eq!(changed.len(), 4, "edition, count, each, and what may lack: {changed:?}");
        let rules = Programme::from_toml("new.toml", &new).unwrap();
        assert_eq!(rules.edition, "2027");
        assert!(said(&new).contains(&("rule-part-from", "specialized".into(), vec![150])), "the least stays: {new}");
    }

    #[test]
    fn numbers_that_make_no_sense_together_are_named() {
        let said = sentences(SOURCE);
        let typed =
            |pairs: &[(&str, i64)]| pairs.iter().map(|(n, v)| ((*n).to_owned(), *v)).collect::<BTreeMap<_, _>>();
        assert!(wrong(&said, &typed(&[])).is_empty());
        let numbers =
            typed(&[("requirement-2-each-min", 120), ("requirement-2-each-approx", 300), ("total-minutes", 0)]);
        let found = wrong(&said, &numbers);
        assert!(found.contains(&("total-minutes".into(), Wrong::Nothing)), "{found:?}");
        assert!(found.contains(&("requirement-2-each-approx".into(), Wrong::MoreThanTheClass)), "{found:?}");
    }

    #[test]
    fn a_table_in_one_line_has_holes_too() {
        let source = SOURCE.replace("[total]\nminutes = 1440", "total = { minutes = 1440 }\n[other]\nx = 1");
        let source = source.replace("[other]\nx = 1", "");
        assert_eq!(said(&source)[0].0, "rule-total", "{source}");
        let new = filled(&source, "2027", &BTreeMap::from([("total-minutes".to_owned(), 1500)])).unwrap();
        assert!(new.contains("total = { minutes = 1500 }"), "{new}");
    }

    #[test]
    fn every_programme_that_ships_can_be_said_and_filled() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("programmes");
        let mut count = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if !name.ends_with(".toml") || name.ends_with(".wording.toml") {
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            assert!(!sentences(&source).is_empty(), "{name}");
            let new = filled(&source, "another", &BTreeMap::new()).unwrap();
            Programme::from_toml(&name, &new).unwrap();
            count += 1;
        }
        assert!(count >= 5);
    }
}
