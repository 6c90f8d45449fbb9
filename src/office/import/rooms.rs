//! `rooms.csv`: the rooms of venues, with seats and how to get in.

use super::{
    Count, Input, Kind, Run, rows,
    table::{self, Check, unknown},
};
use crate::ground::fault::Fault;
use db::{params, sql};
use std::collections::BTreeMap;

pub(super) fn import(run: &mut Run<'_, '_, '_>, input: &Input) -> Result<Count, Fault> {
    let mut count = Count { file: input.name.clone(), new: 0, changed: 0, same: 0, gone: 0, doubtful: 0 };
    let mut rows = match table::read(input, Kind::Rooms.columns()) {
        Ok(rows) => rows,
        Err(problems) => {
            run.problems.extend(problems);
            return Ok(count);
        }
    };
    rows::complete(run.change.tx, Kind::Rooms, &mut rows)?;
    run.progress.expect(rows.len());
    let tx = run.change.tx;
    let mut venues: BTreeMap<String, i64> = BTreeMap::new();
    for row in tx.all(sql!("select key, id from venue"), &[])? {
        venues.insert(row.get(0)?, row.get(1)?);
    }
    let mut stored: BTreeMap<(i64, String), (i64, String)> = BTreeMap::new();
    for row in tx.all(sql!("select venue_id, name, seats, access from room"), &[])? {
        stored.insert((row.get(0)?, row.get(1)?), (row.get(2)?, row.get(3)?));
    }
    for row in &rows {
        run.progress.step();
        let mut check = Check::new(&input.name, row.line, &mut run.problems);
        let name = check.text(row, "name");
        let seats = check.number(row, "seats", 0..=5000, None);
        let venue = venues.get(row.get("venue")).copied();
        if venue.is_none() {
            check.wrong("venue", unknown("import-no-venue", row.get("venue")));
        }
        let Some(venue) = venue.filter(|_| check.clean) else { continue };
        let access = row.get("access").to_owned();
        match stored.get(&(venue, name.clone())) {
            Some((s, a)) if (*s, a) == (seats, &access) => {
                count.same += 1;
                continue;
            }
            Some(_) => count.changed += 1,
            None => count.new += 1,
        }
        tx.run(
            sql!(
                "insert into room (id, venue_id, name, seats, access) values ($1, $2, $3, $4, $5)
                 on conflict (venue_id, name) do update set seats = excluded.seats, access = excluded.access"
            ),
            &params![run.change.id(), venue, &name, seats, access.as_str()],
        )?;
        stored.insert((venue, name), (seats, access));
    }
    Ok(count)
}
