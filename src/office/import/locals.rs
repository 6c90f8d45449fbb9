//! `locals.csv`: the locals, each known by its key forever.

use super::{
    Count, Input, Kind, Run,
    said::said,
    table::{self, Check},
};
use crate::ground::{fault::Fault, fold::fold};
use db::{params, sql};
use std::collections::BTreeMap;

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
    let mut stored: BTreeMap<String, (i64, String, String)> = BTreeMap::new();
    for row in run.change.tx.all(sql!("select key, id, name, region from local"), &[])? {
        stored.insert(row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?));
    }
    let mut names: BTreeMap<String, String> = stored.iter().map(|(k, (_, n, _))| (fold(n), k.clone())).collect();
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
        if !check.clean {
            continue;
        }
        match stored.get(&key) {
            None => {
                count.new += 1;
                run.change.tx.run(
                    sql!("insert into local (id, key, name, folded, region) values ($1, $2, $3, $4, $5)"),
                    &params![run.change.id(), &key, &name, fold(&name), &region],
                )?;
            }
            Some((_, n, r)) if *n == name && *r == region => count.same += 1,
            Some((id, ..)) => {
                count.changed += 1;
                run.change.tx.run(
                    sql!("update local set name = $2, folded = $3, region = $4 where id = $1"),
                    &params![*id, &name, fold(&name), &region],
                )?;
            }
        }
    }
    count.gone = stored.keys().filter(|k| !seen.contains_key(*k)).count();
    Ok(count)
}
