//! `courses.csv`: the catalogue. `units` says what a course is made of: `F1:90:strategies process; F2:90:leverage`.

use super::{
    Count, Input, Kind, Run,
    rows::{self, Cells},
    said::said,
    table::{self, Check},
};
use crate::{
    ground::fault::Fault,
    programme::courses::{self, CourseRow, Level, split},
};
use rules::audit::Segment;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn import(run: &mut Run<'_, '_, '_>, input: &Input) -> Result<Count, Fault> {
    let mut count = Count { file: input.name.clone(), new: 0, changed: 0, same: 0, gone: 0, doubtful: 0 };
    let mut rows = match table::read(input, Kind::Courses.columns()) {
        Ok(rows) => rows,
        Err(problems) => {
            run.problems.extend(problems);
            return Ok(count);
        }
    };
    rows::complete(run.change.tx, Kind::Courses, &mut rows)?;
    run.progress.expect(rows.len());
    let stored: BTreeMap<String, CourseRow> =
        courses::all(run.change.tx)?.into_iter().map(|c| (c.code.clone(), c)).collect();
    let (mut seen, mut news) = (BTreeSet::new(), Vec::new());
    for row in &rows {
        run.progress.step();
        let mut check = Check::new(&input.name, row.line, &mut run.problems);
        let course = read(row, &mut check);
        if !seen.insert(course.code.clone()) {
            check.wrong("code", said!("import-twice", value = course.code));
        }
        if !check.clean {
            continue;
        }
        match stored.get(&course.code) {
            Some(same) if *same == course => count.same += 1,
            before => {
                if before.is_some() {
                    count.changed += 1
                } else {
                    count.new += 1
                }
                news.push(course);
            }
        }
    }
    courses::store(run.change, &news)?;
    let programmes = run.change.editions.programmes(run.change.tx)?;
    if !programmes.is_empty() {
        for course in news.iter().filter(|c| programmes.iter().all(|p| c.parts(&p.edition.rules).is_empty())) {
            let (file, column) = (input.name.clone(), "tags".to_owned());
            let message = said!("import-course-nothing", value = course.code);
            run.warnings.push(table::Problem { file, line: 0, column, message });
        }
    }
    count.gone = stored.keys().filter(|k| !seen.contains(*k)).count();
    Ok(count)
}

/// A course as the cells of a form describe it, once they have been checked.
pub(crate) fn of_cells(cells: &Cells) -> CourseRow {
    read(&table::Row::of(cells), &mut Check::new("", 0, &mut Vec::new()))
}

fn read(row: &table::Row, check: &mut Check<'_>) -> CourseRow {
    let code = check.text(row, "code");
    let minutes = check.number(row, "minutes", 0..=6000, None);
    let tags = split(row.get("tags"));
    let segments = units(row.get("units"), check);
    let sum: i64 = segments.iter().map(|s| s.minutes).sum();
    if !segments.is_empty() && sum != minutes {
        check.wrong("units", said!("import-units-sum", sum = sum, minutes = minutes));
    }
    let class = if row.get("class").is_empty() { code.clone() } else { row.get("class").to_owned() };
    CourseRow {
        title: check.text(row, "title"),
        about: row.get("about").to_owned(),
        audience: row.get("audience").to_owned(),
        level: level(row.get("level"), check),
        minutes,
        tags,
        topics: split(row.get("topics")),
        class,
        part: check.number(row, "part", 0..=20, Some(0)),
        segments,
        listed: check.yes_no(row, "listed", false),
        code,
    }
}

fn level(text: &str, check: &mut Check<'_>) -> Level {
    match text {
        "" => Level::Any,
        text => text.parse().unwrap_or_else(|_| {
            check.wrong("level", said!("import-level", value = text));
            Level::Any
        }),
    }
}

/// `F1:90:strategies process; F2:90:leverage roles`; a unit may carry tags of its own after a fourth colon.
fn units(text: &str, check: &mut Check<'_>) -> Vec<Segment> {
    let mut out = Vec::new();
    for unit in text.split(';').map(str::trim).filter(|u| !u.is_empty()) {
        let mut pieces = unit.split(':').map(str::trim);
        let (name, minutes) = (pieces.next().unwrap_or_default(), pieces.next().and_then(|m| m.parse::<i64>().ok()));
        let topics = split(pieces.next().unwrap_or_default());
        let tags = split(pieces.next().unwrap_or_default());
        match minutes.filter(|m| (1..=6000).contains(m) && !name.is_empty()) {
            Some(minutes) => out.push(Segment { minutes, unit: name.to_owned(), topics: Some(topics), tags }),
            None => check.wrong("units", said!("import-unit-form", value = unit)),
        }
    }
    out
}
