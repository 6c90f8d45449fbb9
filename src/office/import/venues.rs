//! `venues.csv`: places.

use super::{
    Count, Input, Kind, Run, rows,
    said::said,
    table::{self, Check, Row},
};
use crate::ground::fault::Fault;
use db::{params, sql};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn import(run: &mut Run<'_, '_, '_>, input: &Input) -> Result<Count, Fault> {
    let mut count = Count { file: input.name.clone(), new: 0, changed: 0, same: 0, gone: 0, doubtful: 0 };
    let mut rows = match table::read(input, Kind::Venues.columns()) {
        Ok(rows) => rows,
        Err(problems) => {
            run.problems.extend(problems);
            return Ok(count);
        }
    };
    rows::complete(run.change.tx, Kind::Venues, &mut rows)?;
    run.progress.expect(rows.len());
    let mut stored: BTreeMap<String, (i64, [String; 9])> = BTreeMap::new();
    let known = run.change.tx.all(
        sql!("select key, id, name, kind, region, address, access, parking, transit, latitude, longitude from venue"),
        &[],
    )?;
    for row in known {
        let text = |i: usize| row.get::<String>(i);
        let degrees = |i: usize| -> Result<String, Fault> {
            Ok(row.get::<Option<i64>>(i)?.map_or_else(String::new, |n| n.to_string()))
        };
        let cells = [text(2)?, text(3)?, text(4)?, text(5)?, text(6)?, text(7)?, text(8)?, degrees(9)?, degrees(10)?];
        stored.insert(row.get(0)?, (row.get(1)?, cells));
    }
    let mut seen = BTreeSet::new();
    for row in &rows {
        run.progress.step();
        let mut check = Check::new(&input.name, row.line, &mut run.problems);
        let key = check.text(row, "key");
        let cells = [
            check.text(row, "name"),
            check.text(row, "kind"),
            check.text(row, "region"),
            row.get("address").to_owned(),
            row.get("access").to_owned(),
            row.get("parking").to_owned(),
            row.get("transit").to_owned(),
            millionths(row, "latitude", 90, &mut check),
            millionths(row, "longitude", 180, &mut check),
        ];
        if !seen.insert(key.clone()) {
            check.wrong("key", said!("import-twice", value = key));
        }
        if !check.clean {
            continue;
        }
        let id = match stored.get(&key) {
            Some((_, same)) if *same == cells => {
                count.same += 1;
                continue;
            }
            Some((id, _)) => {
                count.changed += 1;
                *id
            }
            None => {
                count.new += 1;
                run.change.id()
            }
        };
        let [name, kind, region, address, access, parking, transit, latitude, longitude] = cells;
        let degrees = |text: String| text.parse::<i64>().ok();
        run.change.tx.run(
            sql!(
                "insert into venue (id, key, name, kind, region, address, access, parking, transit, latitude, longitude)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                 on conflict (key) do update set name = excluded.name, kind = excluded.kind, region = excluded.region,
                   address = excluded.address, access = excluded.access, parking = excluded.parking,
                   transit = excluded.transit,
                   latitude = excluded.latitude, longitude = excluded.longitude"
            ),
            &params![
                id,
                key,
                name,
                kind,
                region,
                address,
                access,
                parking,
                transit,
                degrees(latitude),
                degrees(longitude)
            ],
        )?;
    }
    count.gone = stored.keys().filter(|k| !seen.contains(*k)).count();
    Ok(count)
}

/// `42.207` as 42207000; an empty cell stays empty.
fn millionths(row: &Row, column: &str, most: i64, check: &mut Check<'_>) -> String {
    let text = row.get(column).trim();
    if text.is_empty() {
        return String::new();
    }
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let part: String = part.chars().chain("000000".chars()).take(6).collect();
    let number = whole.parse::<i64>().ok().zip(part.parse::<i64>().ok()).filter(|(w, p)| *w >= 0 && *p >= 0);
    match number.filter(|(whole, _)| *whole <= most) {
        Some((whole, part)) => (sign * (whole * 1_000_000 + part)).to_string(),
        None => {
            check.wrong(column, said!("import-degrees", value = text, most = most));
            String::new()
        }
    }
}
