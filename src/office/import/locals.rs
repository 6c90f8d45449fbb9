//! `locals.csv`: the locals, each known by its key forever.

use super::{
    Count, Input, Kind, Run,
    said::said,
    table::{self, Check},
};
use crate::ground::{fault::Fault, fold::fold};
use db::{params, sql};
use std::collections::{BTreeMap, BTreeSet};

/// A local as it is stored.
#[derive(PartialEq, Eq)]
struct Stored {
    name: String,
    region: String,
    /// A line each.
    chapters: String,
}

/// The most chapters of a local, and the longest name of one.
const MOST: usize = 200;
const NAME: usize = 80;

/// Chapters with semicolons between them, as they are stored.
fn chapters(text: &str, check: &mut Check<'_>) -> String {
    let names: Vec<&str> = text.split([';', '\n']).map(str::trim).filter(|n| !n.is_empty()).collect();
    let mut seen = BTreeSet::new();
    for name in &names {
        if name.chars().count() > NAME {
            check.wrong("chapters", said!("import-chapter-long", value = *name, most = NAME));
        } else if !seen.insert(fold(name)) {
            check.wrong("chapters", said!("import-twice", value = *name));
        }
    }
    if names.len() > MOST {
        check.wrong("chapters", said!("import-chapters-many", most = MOST));
    }
    names.join("\n")
}

pub(super) fn import(run: &mut Run<'_, '_, '_>, input: &Input) -> Result<Count, Fault> {
    let mut count = Count { file: input.name.clone(), new: 0, changed: 0, same: 0, gone: 0, doubtful: 0 };
    let rows = match table::read(input, Kind::Locals.columns()) {
        Ok(rows) => rows,
        Err(problems) => {
            run.problems.extend(problems);
            return Ok(count);
        }
    };
    run.progress.expect(rows.len());
    let mut stored: BTreeMap<String, (i64, Stored)> = BTreeMap::new();
    for row in run.change.tx.all(sql!("select key, id, name, region, chapters from local"), &[])? {
        let local = Stored { name: row.get(2)?, region: row.get(3)?, chapters: row.get(4)? };
        stored.insert(row.get(0)?, (row.get(1)?, local));
    }
    let mut names: BTreeMap<String, String> = stored.iter().map(|(k, (_, l))| (fold(&l.name), k.clone())).collect();
    let mut seen = BTreeMap::new();
    for row in &rows {
        run.progress.step();
        let mut check = Check::new(&input.name, row.line, &mut run.problems);
        let (key, name, region) = (check.text(row, "key"), check.text(row, "name"), check.text(row, "region"));
        if let Some(line) = seen.insert(key.clone(), row.line) {
            check.wrong("key", said!("import-also-in-line", value = key, line = line));
        }
        if names.insert(fold(&name), key.clone()).is_some_and(|other| other != key) {
            check.wrong("name", said!("import-other-local", value = name));
        }
        let chapters = chapters(row.get("chapters"), &mut check);
        if !check.clean {
            continue;
        }
        let local = Stored { name, region, chapters };
        match stored.get(&key) {
            None => {
                count.new += 1;
                run.change.tx.run(
                    sql!("insert into local (id, key, name, folded, region, chapters) values ($1, $2, $3, $4, $5, $6)"),
                    &params![run.change.id(), &key, &local.name, fold(&local.name), &local.region, &local.chapters],
                )?;
            }
            Some((_, same)) if *same == local => count.same += 1,
            Some((id, _)) => {
                count.changed += 1;
                run.change.tx.run(
                    sql!("update local set name = $2, folded = $3, region = $4, chapters = $5 where id = $1"),
                    &params![*id, &local.name, fold(&local.name), &local.region, &local.chapters],
                )?;
            }
        }
    }
    count.gone = stored.keys().filter(|k| !seen.contains_key(*k)).count();
    Ok(count)
}
