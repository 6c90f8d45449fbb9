//! `events.csv`: conferences and summits that classes belong to.

use super::{
    Count, Input, Kind, Run, rows,
    said::said,
    table::{self, Check, Dates, unknown},
};
use crate::ground::fault::Fault;
use db::{params, sql};
use jiff::ToSpan;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn import(run: &mut Run<'_, '_, '_>, input: &Input) -> Result<Count, Fault> {
    let mut count = Count { file: input.name.clone(), new: 0, changed: 0, same: 0, gone: 0, doubtful: 0 };
    let mut rows = match table::read(input, Kind::Events.columns()) {
        Ok(rows) => rows,
        Err(problems) => {
            run.problems.extend(problems);
            return Ok(count);
        }
    };
    rows::complete(run.change.tx, Kind::Events, &mut rows)?;
    run.progress.expect(rows.len());
    let tx = run.change.tx;
    let mut venues: BTreeMap<String, i64> = BTreeMap::new();
    for row in tx.all(sql!("select key, id from venue"), &[])? {
        venues.insert(row.get(0)?, row.get(1)?);
    }
    type StoredEvent = (i64, String, String, i64, String, String);
    let mut stored: BTreeMap<String, StoredEvent> = BTreeMap::new();
    for row in tx.all(sql!("select key, id, title, about, venue_id, starts_on, ends_on from event"), &[])? {
        let one = (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?);
        stored.insert(row.get(0)?, one);
    }
    let mut seen = BTreeSet::new();
    let dates = Dates::of(&rows, &["starts", "ends"]);
    for row in &rows {
        run.progress.step();
        let shift = run.shift_days;
        let mut check = Check::new(&input.name, row.line, &mut run.problems);
        let (key, title) = (check.text(row, "key"), check.text(row, "title"));
        let venue = venues.get(row.get("venue")).copied();
        if venue.is_none() {
            check.wrong("venue", unknown("import-no-venue", row.get("venue")));
        }
        let mut date = |column: &str| match dates.day(row.get(column)) {
            Ok(date) => date.saturating_add(shift.days()).to_string(),
            Err(message) => {
                check.wrong(column, message);
                String::new()
            }
        };
        let (starts, ends) = (date("starts"), date("ends"));
        if ends < starts {
            check.wrong("ends", said!("import-before-start"));
        }
        if !seen.insert(key.clone()) {
            check.wrong("key", said!("import-twice", value = key));
        }
        let Some(venue) = venue.filter(|_| check.clean) else { continue };
        let about = row.get("about").to_owned();
        let id = match stored.get(&key) {
            Some((_, t, a, v, s, e)) if (t, a, v, s, e) == (&title, &about, &venue, &starts, &ends) => {
                count.same += 1;
                continue;
            }
            Some((id, ..)) => {
                count.changed += 1;
                *id
            }
            None => {
                count.new += 1;
                run.change.id()
            }
        };
        tx.run(
            sql!(
                "insert into event (id, key, title, about, venue_id, starts_on, ends_on) values ($1, $2, $3, $4, $5, $6, $7)
                 on conflict (key) do update set title = excluded.title, about = excluded.about,
                   venue_id = excluded.venue_id, starts_on = excluded.starts_on, ends_on = excluded.ends_on"
            ),
            &params![id, key, title, about, venue, starts, ends],
        )?;
    }
    count.gone = stored.keys().filter(|k| !seen.contains(*k)).count();
    Ok(count)
}
