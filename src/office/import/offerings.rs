//! `offerings*.csv`: the classes. `sessions` says when: `2026-10-03 09:00-12:00; 2026-10-03 13:00-16:00`.
//!
//! What a class credits is decided here, once, by the band of `rules::credit`. When the file changes a class that
//! people signed up for, they keep their seats and are told.

use super::{
    Count, Input, Run,
    doors::{self, NewDoors, Own},
    said::{Said, said},
    sessions::{Session, sessions},
    table::{self, Check, Dates, Row, unknown},
};
use crate::{
    ground::fault::Fault,
    hours::credit,
    people::{
        lock::lock_people,
        signin::told::{What, tell},
    },
    programme::courses::{self, CourseRow},
    seats::{
        class_changes::{Part, ask_and_tell, seated},
        signup::class_state::class_for_update,
    },
    visit::role::Role,
};
use db::{params, sql};
use rules::{
    credit::{
        SessionPlan, Worth, class_worth,
        policy::{KnobChange, Policy},
    },
    time::Instant,
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const OPTIONAL: [&str; 14] = [
    "subtitle",
    "event",
    "room",
    "mode",
    "min",
    "excluded",
    "closes_hours",
    "cancel_hours",
    "only_local",
    "elsewhere",
    "trainers",
    "trainer_emails",
    "stage",
    "notice",
];

struct Known {
    courses: BTreeMap<String, CourseRow>,
    venues: BTreeMap<String, (i64, String)>,
    events: BTreeMap<String, i64>,
    locals: BTreeMap<String, i64>,
    stored: BTreeMap<String, (i64, String)>,
    policy: Vec<KnobChange>,
}

pub(super) fn import(run: &mut Run<'_, '_, '_>, input: &Input) -> Result<Count, Fault> {
    let mut count = Count { file: input.name.clone(), new: 0, changed: 0, same: 0, gone: 0, doubtful: 0 };
    let optional: Vec<&str> = OPTIONAL.iter().chain(&doors::COLUMNS).copied().collect();
    let rows = match table::read(input, &["key", "course", "venue", "sessions", "capacity"], &optional) {
        Ok(rows) => rows,
        Err(problems) => {
            run.problems.extend(problems);
            return Ok(count);
        }
    };
    run.progress.expect(rows.len());
    let known = known(run)?;
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
        let Some(class) = read(row, &known, dates, &mut check, (&zone, shift)) else { continue };
        let news = known.stored.get(&key).is_none_or(|(_, same)| *same != class.fingerprint);
        if let Some(message) = class.out_of_band.clone().filter(|_| news) {
            let column = "sessions".to_owned();
            run.warnings.push(table::Problem { file: input.name.clone(), line: row.line, column, message });
        }
        match known.stored.get(&key) {
            Some((id, same)) if *same == class.fingerprint && !run.over_stored => {
                count.same += 1;
                // a trainer may have got an account since
                set_trainers(run, *id, &class)?;
            }
            Some((id, _)) => {
                count.changed += 1;
                update(run, *id, &class)?;
            }
            None => {
                count.new += 1;
                insert(run, &key, &class)?;
            }
        }
    }
    Ok(count)
}

fn known(run: &Run<'_, '_, '_>) -> Result<Known, Fault> {
    let tx = run.change.tx;
    let mut known = Known {
        courses: courses::all(tx)?.into_iter().map(|c| (c.code.clone(), c)).collect(),
        venues: BTreeMap::new(),
        events: BTreeMap::new(),
        locals: BTreeMap::new(),
        stored: BTreeMap::new(),
        policy: credit::policy::for_classes(tx)?,
    };
    for row in tx.all(sql!("select key, id, kind from venue"), &[])? {
        known.venues.insert(row.get(0)?, (row.get(1)?, row.get(2)?));
    }
    for row in tx.all(sql!("select key, id from event"), &[])? {
        known.events.insert(row.get(0)?, row.get(1)?);
    }
    for row in tx.all(sql!("select key, id from local"), &[])? {
        known.locals.insert(row.get(0)?, row.get(1)?);
    }
    for row in tx.all(sql!("select source_key, id, fingerprint from offering"), &[])? {
        known.stored.insert(row.get(0)?, (row.get(1)?, row.get(2)?));
    }
    Ok(known)
}

struct NewClass {
    course: String,
    subtitle: String,
    event: Option<i64>,
    venue: i64,
    online: bool,
    room: String,
    capacity: i64,
    min: i64,
    stage: String,
    closes: Instant,
    cancel: Instant,
    only_local: Option<i64>,
    elsewhere: Option<String>,
    trainers: String,
    trainer_emails: Vec<String>,
    worth: String,
    notice: String,
    sessions: Vec<Session>,
    doors: NewDoors,
    fingerprint: String,
    /// If it is outside the band: what the class credits instead, for whoever publishes it.
    out_of_band: Option<Said>,
}

fn read(
    row: &Row,
    known: &Known,
    dates: Dates,
    check: &mut Check<'_>,
    (zone, shift): (&jiff::tz::TimeZone, i64),
) -> Option<NewClass> {
    let course = known.courses.get(row.get("course"));
    if course.is_none() {
        check.wrong("course", unknown("import-no-course", row.get("course")));
    }
    let venue = known.venues.get(row.get("venue"));
    if venue.is_none() {
        check.wrong("venue", unknown("import-no-venue", row.get("venue")));
    }
    let refer = |column: &str, map: &BTreeMap<String, i64>, check: &mut Check<'_>| match row.get(column) {
        "" => None,
        name => {
            let id = map.get(name).copied();
            if id.is_none() {
                check.wrong(column, said!("import-not-known", value = name));
            }
            id
        }
    };
    let event = refer("event", &known.events, check);
    let only_local = refer("only_local", &known.locals, check);
    let sessions = sessions(row, dates, check, (zone, shift));
    let stage = if row.get("stage").is_empty() { "published" } else { row.get("stage") };
    if !["draft", "published"].contains(&stage) {
        check.wrong("stage", said!("import-stage", value = stage));
    }
    let elsewhere = Some(row.get("elsewhere")).filter(|u| !u.is_empty());
    if elsewhere.is_some_and(|u| !u.starts_with("https://")) {
        check.wrong("elsewhere", said!("import-https"));
    }
    let online = match row.get("mode") {
        "" => venue.is_some_and(|(_, kind)| kind == "virtual"),
        "online" => true,
        "in-person" => false,
        other => {
            check.wrong("mode", said!("import-mode", value = other));
            false
        }
    };
    let (closes, cancel) =
        (check.number(row, "closes_hours", 0..=720, Some(24)), check.number(row, "cancel_hours", 0..=720, Some(24)));
    let capacity = check.number(row, "capacity", 0..=5000, None);
    let min = check.number(row, "min", 0..=5000, Some(5));
    let first = sessions.first().map_or(Instant(0), |s| s.starts_at);
    let doors = doors::read(row, &known.venues, first, check, (zone, shift));
    let (Some(course), Some((venue, _)), Some(first)) = (course, venue, sessions.first().filter(|_| check.clean))
    else {
        return None;
    };
    let plans: Vec<SessionPlan> =
        sessions.iter().map(|s| SessionPlan { contact: s.ends_at.minutes_since(s.starts_at) - s.excluded }).collect();
    let policy = Policy::on(first.starts.date(), &known.policy);
    let worth = class_worth(&course.units(), &plans, policy.band_percent, policy.rounding);
    let contact: i64 = plans.iter().map(|p| p.contact).sum();
    let out_of_band = (worth.worth != Worth::Nominal).then(|| {
        let units: Vec<String> = worth.units.iter().map(ToString::to_string).collect();
        said!(
            "import-class-length",
            contact = contact,
            course = course.minutes,
            credited = worth.units.iter().sum::<i64>(),
            units = units.join(" + ")
        )
    });
    let cells: Vec<&str> =
        ["course", "venue", "sessions", "capacity"].iter().chain(&OPTIONAL).map(|c| row.get(c)).collect();
    // a file without these columns has the same fingerprint as before they existed
    let doors_said: Vec<String> =
        doors::COLUMNS.iter().filter(|c| !row.get(c).is_empty()).map(|c| format!("|{c}={}", row.get(c))).collect();
    Some(NewClass {
        course: course.code.clone(),
        subtitle: row.get("subtitle").to_owned(),
        event,
        venue: *venue,
        online,
        room: row.get("room").to_owned(),
        capacity,
        min,
        stage: stage.to_owned(),
        closes: first.starts_at.plus_minutes(-60 * closes),
        cancel: first.starts_at.plus_minutes(-60 * cancel),
        only_local,
        elsewhere: elsewhere.map(str::to_owned),
        trainers: row.get("trainers").to_owned(),
        trainer_emails: addresses(row.get("trainer_emails")),
        worth: serde_json::to_string(&worth.units).unwrap_or_default(),
        notice: row.get("notice").to_owned(),
        fingerprint: format!("{shift}|{}{}", cells.join("|"), doors_said.concat()),
        sessions,
        doors,
        out_of_band,
    })
}

fn insert(run: &Run<'_, '_, '_>, source_key: &str, class: &NewClass) -> Result<(), Fault> {
    let change = run.change;
    let id = change.id();
    let key = loop {
        let key = change.random.key(4);
        if change.tx.optional(sql!("select 1 from offering where key = $1"), &params![&key])?.is_none() {
            break key;
        }
    };
    change.tx.run(
        sql!(
            "insert into offering (id, key, source_key, course_code, subtitle, event_id, venue_id, mode, room, capacity,
                                   min_enrol, stage, closes_at, cancel_until, only_local_id, elsewhere, trainers, worth,
                                   starts_at, ends_at, notice, fingerprint)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)"
        ),
        &params![
            id,
            key,
            source_key,
            &class.course,
            &class.subtitle,
            class.event,
            class.venue,
            if class.online { "online" } else { "in-person" },
            &class.room,
            0,
            class.min,
            &class.stage,
            class.closes.0,
            class.cancel.0,
            class.only_local,
            class.elsewhere.clone(),
            &class.trainers,
            &class.worth,
            class.sessions.first().map_or(0, |s| s.starts_at.0),
            class.sessions.last().map_or(0, |s| s.ends_at.0),
            &class.notice,
            &class.fingerprint
        ],
    )?;
    insert_sessions(run, id, class)?;
    doors::store(change, id, &class.doors, &class.own())?;
    set_trainers(run, id, class)
}

fn insert_sessions(run: &Run<'_, '_, '_>, offering: i64, class: &NewClass) -> Result<(), Fault> {
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

impl NewClass {
    fn own(&self) -> Own<'_> {
        Own { online: self.online, venue: self.venue, room: &self.room, seats: self.capacity }
    }
}

/// The addresses in a cell, however people separate them.
fn addresses(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || [',', ';'].contains(&c))
        .filter(|a| !a.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Named trainers who have an account teach the class: they are added, and those no longer named are taken off.
fn set_trainers(run: &Run<'_, '_, '_>, offering: i64, class: &NewClass) -> Result<(), Fault> {
    let tx = run.change.tx;
    let mut named = BTreeSet::new();
    for email in &class.trainer_emails {
        named.extend(crate::people::store::by_email(tx, email)?.map(|p| p.id));
    }
    let mut stored = BTreeSet::new();
    for row in tx.all(sql!("select person_id from trainer where offering_id = $1"), &params![offering])? {
        stored.insert(row.get::<i64>(0)?);
    }
    for person in named.difference(&stored) {
        // anyone teaching for the first time has power from now on: they and the administrators are told
        let by_somebody = run.change.person().is_some();
        if by_somebody && tx.optional(sql!("select 1 from trainer where person_id = $1"), &params![*person])?.is_none()
        {
            tell(run.change, *person, What::Given(Role::Trainer))?;
        }
        tx.run(sql!("insert into trainer (offering_id, person_id) values ($1, $2)"), &params![offering, *person])?;
    }
    for person in stored.difference(&named) {
        tx.run(sql!("delete from trainer where offering_id = $1 and person_id = $2"), &params![offering, *person])?;
    }
    Ok(())
}

fn update(run: &mut Run<'_, '_, '_>, id: i64, class: &NewClass) -> Result<(), Fault> {
    let change = run.change;
    // people before the class: their times are compared if it moves
    lock_people(change.tx, &seated(change, id)?)?;
    let begun = class_for_update(change.tx, id)?.state.doors.starts_at <= change.now;
    lock_people(change.tx, &seated(change, id)?)?;
    let sites_before = doors::places(change.tx, id)?;
    if let Some((seats, taken)) = doors::store(change, id, &class.doors, &class.own())? {
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
    let sites_now = doors::places(change.tx, id)?;
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
    change.tx.run(
        sql!(
            "update offering set course_code = $2, subtitle = $3, event_id = $4, venue_id = $5, mode = $6, room = $7,
                    min_enrol = $8, closes_at = $9, cancel_until = $10, only_local_id = $11,
                    elsewhere = $12, trainers = $13, worth = $14, starts_at = $15, ends_at = $16, notice = $17,
                    fingerprint = $18, revision = revision + 1,
                    stage = case when stage = 'draft' then $19 else stage end
             where id = $1"
        ),
        &params![
            id,
            &class.course,
            &class.subtitle,
            class.event,
            class.venue,
            if class.online { "online" } else { "in-person" },
            &class.room,
            class.min,
            class.closes.0,
            class.cancel.0,
            class.only_local,
            class.elsewhere.clone(),
            &class.trainers,
            &class.worth,
            class.sessions.first().map_or(0, |s| s.starts_at.0),
            class.sessions.last().map_or(0, |s| s.ends_at.0),
            &class.notice,
            &class.fingerprint,
            &class.stage
        ],
    )?;
    if (moved || !sites.is_empty()) && begun && !seated(change, id)?.is_empty() {
        run.problems.push(table::Problem {
            file: "offerings".into(),
            line: 0,
            column: "sessions".into(),
            message: said!("import-begun"),
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
        let starts = class.sessions.first().map_or(change.now, |s| s.starts_at);
        ask_and_tell(change, (id, part), starts, change.name(), "")?;
    }
    set_trainers(run, id, class)
}
