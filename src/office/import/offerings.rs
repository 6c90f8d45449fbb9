//! `offerings*.csv`: the classes. `sessions` says when: `2026-10-03 09:00-12:00; 2026-10-03 13:00-16:00`.
//!
//! What a class credits is decided here, once, by the band of `rules::credit`. When the file changes a class that
//! people signed up for, they keep their seats and are told.

use super::{
    Count, Input, Kind, Run,
    class::{Known, NewClass},
    said::said,
    sites,
    table::{self, Check, Dates},
};
use crate::{
    classes::teaching::{self, verbs::Became},
    ground::{fault::Fault, ids::OfferingId},
    people::lock::lock_people,
    seats::{
        class_changes::{Part, ask_and_tell, seated},
        signup::class_state::class_for_update,
    },
};
use db::{params, sql};
use rules::seats::Stage;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn import(run: &mut Run<'_, '_, '_>, input: &Input) -> Result<Count, Fault> {
    let mut count = Count { file: input.name.clone(), new: 0, changed: 0, same: 0, gone: 0, doubtful: 0 };
    let rows = match table::read(input, Kind::Offerings.columns()) {
        Ok(rows) => rows,
        Err(problems) => {
            run.problems.extend(problems);
            return Ok(count);
        }
    };
    run.progress.expect(rows.len());
    let known = Known::load(run.change.tx)?;
    let mut stored: BTreeMap<String, (OfferingId, String)> = BTreeMap::new();
    for row in run.change.tx.all(sql!("select source_key, id, fingerprint from offering"), &[])? {
        stored.insert(row.get(0)?, (row.get(1)?, row.get(2)?));
    }
    let mut seen = BTreeSet::new();
    let dates = Dates::of(&rows, &["sessions"]);
    for row in &rows {
        run.progress.step();
        let (zone, shift) = (run.change.zone.clone(), run.shift_days);
        let mut check = Check::new(&input.name, row.line, &mut run.problems);
        let key = check.text(row, "key");
        if !seen.insert(key.clone()) {
            check.wrong("key", said!("import-twice", value = key));
        }
        let Some(class) = NewClass::read(row, &known, dates, &mut check, (&zone, shift)) else { continue };
        let news = stored.get(&key).is_none_or(|(_, same)| !class.is_as_stored(same));
        if let Some(message) = class.out_of_band.clone().filter(|_| news) {
            let column = "sessions".to_owned();
            run.warnings.push(table::Problem { file: input.name.clone(), line: row.line, column, message });
        }
        match stored.get(&key) {
            Some((id, same)) if class.is_as_stored(same) && !run.over_stored => {
                count.same += 1;
                // a trainer may have got an account since
                set_trainers(run, row.line, *id, &class)?;
            }
            Some((id, _)) => {
                count.changed += 1;
                update(run, row.line, *id, &class)?;
            }
            None => {
                count.new += 1;
                insert(run, row.line, &key, &class)?;
            }
        }
    }
    Ok(count)
}

fn insert(run: &mut Run<'_, '_, '_>, line: usize, source_key: &str, class: &NewClass) -> Result<(), Fault> {
    let change = run.change;
    let id = OfferingId(change.id());
    let key = loop {
        let key = change.random.key(4);
        if change.tx.optional(sql!("select 1 from offering where key = $1"), &params![&key])?.is_none() {
            break key;
        }
    };
    class.insert(change, id, &key, source_key)?;
    insert_sessions(run, id, class)?;
    sites::store(change, id, class)?;
    set_trainers(run, line, id, class)
}

fn insert_sessions(run: &Run<'_, '_, '_>, offering: OfferingId, class: &NewClass) -> Result<(), Fault> {
    for (n, s) in class.sessions.iter().enumerate() {
        run.change.tx.run(
            sql!(
                "insert into session (id, offering_id, ordinal, starts_local, ends_local, starts_at, ends_at, excluded)
                 values ($1, $2, $3, $4, $5, $6, $7, $8)"
            ),
            &params![
                run.change.id(),
                offering,
                n as i64,
                s.starts.to_string(),
                s.ends.to_string(),
                s.starts_at.0,
                s.ends_at.0,
                s.excluded
            ],
        )?;
    }
    run.change.tx.run(
        sql!("update offering set most_sessions = $2 where id = $1 and most_sessions < $2 and stage = 'published'"),
        &params![offering, class.sessions.len() as i64],
    )?;
    Ok(())
}

/// Those named are asked to teach the class, and whoever is named no longer hears of it.
fn set_trainers(run: &mut Run<'_, '_, '_>, line: usize, offering: OfferingId, class: &NewClass) -> Result<(), Fault> {
    let named = class.named(run.change)?;
    // a form that names somebody means it; a file says the same every week
    let unknown = teaching::verbs::name(run.change, offering, &named, run.over_stored)?;
    let asks = run.change.person().is_some() && class.span().1 > run.change.now;
    for email in unknown {
        let (file, column) = ("offerings".to_owned(), "trainer_emails".to_owned());
        if asks {
            let message = said!("import-trainer-name", value = email);
            run.problems.push(table::Problem { file, line, column, message });
        } else {
            let message = said!("import-trainer-unknown", value = email);
            run.warnings.push(table::Problem { file, line, column, message });
        }
    }
    Ok(())
}

fn update(run: &mut Run<'_, '_, '_>, line: usize, id: OfferingId, class: &NewClass) -> Result<(), Fault> {
    let change = run.change;
    // people before the class: their times are compared if it moves
    lock_people(change.tx, &seated(change, id)?)?;
    let doors = class_for_update(change.tx, id)?.state.doors;
    let (begun, was_draft) = (doors.starts_at <= change.now, doors.stage == Stage::Draft);
    lock_people(change.tx, &seated(change, id)?)?;
    let sites_before = sites::places(change.tx, id)?;
    if let Some((seats, taken)) = sites::store(change, id, class)? {
        run.problems.push(table::Problem {
            file: "offerings".into(),
            line: 0,
            column: "capacity".into(),
            message: said!("import-seats-taken", seats = seats, taken = taken),
        });
        return Ok(());
    }
    let other_course = change.tx.optional(
        sql!("select 1 from credit where offering_id = $1 and course_code <> $2 limit 1"),
        &params![id, &class.course],
    )?;
    if other_course.is_some() {
        run.problems.push(table::Problem {
            file: "offerings".into(),
            line: 0,
            column: "course".to_owned(),
            message: said!("import-keeps-course"),
        });
        return Ok(());
    }
    let old = change.tx.all(
        sql!("select s.starts_at, s.ends_at, s.id, o.venue_id, o.mode from session s join offering o on o.id = s.offering_id
              where s.offering_id = $1 order by s.ordinal"),
        &params![id],
    )?;
    let sites_now = sites::places(change.tx, id)?;
    let mut sites: Vec<i64> = sites_before.iter().filter(|s| !sites_now.contains(s)).map(|s| s.0).collect();
    let mut moved = old.len() != class.sessions.len();
    for (row, s) in old.iter().zip(&class.sessions) {
        let same_place = row.get::<i64>(3)? == class.venue && (row.get::<String>(4)? == "online") == class.online;
        moved |= row.get::<i64>(0)? != s.starts_at.0 || row.get::<i64>(1)? != s.ends_at.0;
        // its own place is the first of its sites
        if !same_place && !sites.contains(&0) {
            sites.push(0);
        }
    }
    class.store(change, id)?;
    if (moved || !sites.is_empty()) && begun && !seated(change, id)?.is_empty() {
        run.problems.push(table::Problem {
            file: "offerings".into(),
            line: 0,
            column: "sessions".into(),
            message: said!("import-begun"),
        });
        return Ok(());
    }
    // a new year that was typed as the old one would end the class under its people
    if moved && !begun && class.span().0 <= change.now && !seated(change, id)?.is_empty() {
        run.problems.push(table::Problem {
            file: "offerings".into(),
            line: 0,
            column: "sessions".into(),
            message: said!("import-into-the-past"),
        });
        return Ok(());
    }
    if moved {
        let marked = change.tx.optional(
            sql!(
                "select 1 from session s where s.offering_id = $1
                   and (exists (select 1 from presence p where p.session_id = s.id)
                        or exists (select 1 from presence_stretch t where t.session_id = s.id)
                        or exists (select 1 from partial_decision d where d.session_id = s.id)
                        or exists (select 1 from attendance_written w where w.session_id = s.id)) limit 1"
            ),
            &params![id],
        )?;
        if marked.is_some() {
            run.problems.push(table::Problem {
                file: "offerings".into(),
                line: 0,
                column: "sessions".into(),
                message: said!("import-marked"),
            });
            return Ok(());
        }
        change.tx.run(sql!("delete from session where offering_id = $1"), &params![id])?;
        insert_sessions(run, id, class)?;
    }
    let part = if moved { Part::Whole } else { Part::Sites(&sites) };
    if moved || !sites.is_empty() {
        let (starts, _) = class.span();
        ask_and_tell(change, (id, part), starts, change.name(), "")?;
        teaching::verbs::tell_of(change, id, Became::Moved)?;
    }
    set_trainers(run, line, id, class)?;
    if was_draft { teaching::verbs::ask(run.change, id) } else { Ok(()) }
}
