//! `slots.csv`: the time slots of events into which classes are put.

use super::{
    Count, Input, Kind, Run,
    said::said,
    table::{self, Check, Dates, unknown},
};
use crate::ground::fault::Fault;
use db::{params, sql};
use jiff::ToSpan;
use std::collections::BTreeMap;

pub(super) fn import(run: &mut Run<'_, '_, '_>, input: &Input) -> Result<Count, Fault> {
    let mut count = Count { file: input.name.clone(), new: 0, changed: 0, same: 0, gone: 0, doubtful: 0 };
    let rows = match table::read(input, Kind::Slots.columns()) {
        Ok(rows) => rows,
        Err(problems) => {
            run.problems.extend(problems);
            return Ok(count);
        }
    };
    run.progress.expect(rows.len());
    let tx = run.change.tx;
    let mut events: BTreeMap<String, i64> = BTreeMap::new();
    for row in tx.all(sql!("select key, id from event"), &[])? {
        events.insert(row.get(0)?, row.get(1)?);
    }
    let mut stored: BTreeMap<(i64, String), (String, String)> = BTreeMap::new();
    for row in tx.all(sql!("select event_id, name, starts_local, ends_local from event_slot"), &[])? {
        stored.insert((row.get(0)?, row.get(1)?), (row.get(2)?, row.get(3)?));
    }
    let dates = Dates::of(&rows, &["starts", "ends"]);
    for row in &rows {
        run.progress.step();
        let shift = run.shift_days;
        let mut check = Check::new(&input.name, row.line, &mut run.problems);
        let name = check.text(row, "name");
        let mut moment = |column: &str| match dates.moment(row.get(column)).map(|at| at.checked_add(shift.days())) {
            Ok(Ok(at)) => at.to_string(),
            Ok(Err(_)) => String::new(),
            Err(message) => {
                check.wrong(column, message);
                String::new()
            }
        };
        let times = (moment("starts"), moment("ends"));
        if times.1 <= times.0 && check.clean {
            check.wrong("ends", said!("import-before-start"));
        }
        let event = events.get(row.get("event")).copied();
        if event.is_none() {
            check.wrong("event", unknown("import-not-known", row.get("event")));
        }
        let Some(event) = event.filter(|_| check.clean) else { continue };
        match stored.get(&(event, name.clone())) {
            Some(same) if *same == times => {
                count.same += 1;
                continue;
            }
            Some(_) => count.changed += 1,
            None => count.new += 1,
        }
        tx.run(
            sql!(
                "insert into event_slot (id, event_id, name, starts_local, ends_local) values ($1, $2, $3, $4, $5)
                 on conflict (event_id, name) do update set starts_local = excluded.starts_local,
                   ends_local = excluded.ends_local"
            ),
            &params![run.change.id(), event, &name, &times.0, &times.1],
        )?;
        stored.insert((event, name), times);
    }
    Ok(count)
}
