//! Lists of old workshops: each line is a claim of its person, answered by whoever keeps the file. The caps and limits
//! of claims apply; what they forbid waits among the claims until somebody looks at it.

use super::{
    doubts,
    keep::{Effect, Outcome, somebody},
    lines::Line,
    plan::Plan,
    store::File,
};
use crate::{
    ground::{fault::Fault, fold::fold, ids::PersonId},
    hours::credit::claims::{self, Answer, Answered, Claim, Claimed, Origin},
    people::{lock::lock_person, name_key},
    programme::{
        change::Change,
        courses::{self, CourseRow},
    },
    progress,
};
use db::{params, sql};

/// The course that a title means: somebody's choice, else by code or by title.
pub(super) fn course<'c>(file: &File, courses: &'c [CourseRow], title: &str) -> Option<&'c CourseRow> {
    if let Some(chosen) = file.choices.get(&super::lines::hash("class", title)) {
        return courses.iter().find(|c| c.code == chosen.choice);
    }
    let folded = fold(title);
    courses.iter().find(|c| fold(&c.code) == folded).or_else(|| {
        let mut titled = courses.iter().filter(|c| fold(&c.title) == folded);
        titled.next().filter(|_| titled.next().is_none())
    })
}

/// Whether the record has this already: a claim for the day, or a class of the course that day.
fn is_known(change: &Change<'_, '_>, person: PersonId, course: &str, day: &str) -> Result<bool, Fault> {
    let row = change.tx.optional(
        sql!(
            "select 1 from claim where person_id = $1 and course_code = $2 and taken_on = $3 and accepted
             union all
             select 1 from (select sum(minutes) as total from credit
                            where person_id = $1 and course_code = $2 and earned_on = $3) c where c.total > 0"
        ),
        &params![person, course, day],
    )?;
    Ok(row.is_some())
}

/// Whether a claim for this course and day is waiting already: from an earlier list, or the person's own.
fn waits_already(
    change: &Change<'_, '_>,
    person: PersonId,
    (courses, of): (&[CourseRow], &CourseRow),
    (file, title): (&File, &str),
    day: &str,
) -> Result<bool, Fault> {
    let rows = change.tx.all(
        sql!(
            "select title from claim where person_id = $1 and taken_on = $2 and accepted is null and origin = 'earlier'"
        ),
        &params![person, day],
    )?;
    for row in &rows {
        let waiting = row.text(0)?;
        if fold(waiting) == fold(title) || course(file, courses, waiting).is_some_and(|c| c.code == of.code) {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn carry_out(change: &Change<'_, '_>, file: &File, plan: &Plan) -> Result<Outcome, Fault> {
    let mut outcome = Outcome::default();
    let courses = courses::all(change.tx)?;
    let mut order: Vec<&Line> = plan.lines.iter().collect();
    order.sort_by_key(|l| (l.named, l.line));
    let mut people = 0;
    for lines in order.chunk_by(|a, b| a.named == b.named) {
        let (named, who) = &plan.names[lines[0].named];
        let Some(person) = somebody(change, &named.name, who, &mut outcome.report)? else { continue };
        people += 1;
        lock_person(change.tx, person.id)?;
        let mut credited = false;
        for line in lines {
            let Some(course) = course(file, &courses, &line.title) else { continue };
            let (after, note) = one(change, file, (person.id, &person.key), (&courses, course), line)?;
            credited |= after > 0;
            outcome.report.claims +=
                usize::from(!matches!(note, Some("effect-known" | "effect-claimed" | "effect-too-long")));
            let mut notes: Vec<&'static str> = person.is_new.then_some("effect-new-person").into_iter().collect();
            notes.extend(note);
            let other = name_key(&named.name) != name_key(&person.name);
            outcome.effects.push(Effect {
                person_key: person.key.clone(),
                name: person.name.clone(),
                said: if other { named.name.clone() } else { String::new() },
                what: format!("{}, {}", course.title, line.day.map(|d| d.to_string()).unwrap_or_default()),
                before: 0,
                after,
                notes,
            });
        }
        if credited {
            progress::recompute(change, person.id)?;
        }
    }
    outcome.report.people = people;
    Ok(outcome)
}

/// One line: minutes credited, and what is worth knowing.
fn one(
    change: &Change<'_, '_>,
    file: &File,
    (person, person_key): (PersonId, &str),
    (courses, course): (&[CourseRow], &CourseRow),
    line: &Line,
) -> Result<(i64, Option<&'static str>), Fault> {
    let day = line.day.map(|d| d.to_string()).unwrap_or_default();
    if is_known(change, person, &course.code, &day)? {
        return Ok((0, Some("effect-known")));
    }
    // a year's total, or another unit
    if line.hours.is_some_and(|hours| hours > course.minutes + doubts::BESIDE) {
        return Ok((0, Some("effect-too-long")));
    }
    if waits_already(change, person, (courses, course), (file, &line.title), &day)? {
        return Ok((0, Some("effect-claimed")));
    }
    let minutes = line.hours.unwrap_or(course.minutes).clamp(1, course.minutes.max(1));
    let claimed = Claimed {
        origin: Origin::Earlier,
        title: line.title.clone(),
        sponsor: String::new(),
        taken_on: day,
        minutes,
        evidence: format!("{}, {}", file.name, line.line),
        request_key: format!("file-{}", file.id),
        file: None,
    };
    let Some((id, key)) = claims::put_down(change, person, &claimed, Some(file.id))? else {
        return Ok((0, Some("effect-known")));
    };
    if change.person() == Some(person) {
        return Ok((0, Some("effect-oneself")));
    }
    let claim = Claim {
        id,
        key,
        person,
        person_key: person_key.to_owned(),
        person_name: String::new(),
        origin: claimed.origin,
        title: claimed.title,
        sponsor: claimed.sponsor,
        taken_on: claimed.taken_on,
        minutes,
        evidence: claimed.evidence,
        accepted: None,
        course: None,
        credited: 0,
        answer: String::new(),
        file: None,
        file_size: 0,
    };
    let answer = Answer { course: Some((course.code.clone(), minutes)), text: file.name.clone() };
    Ok(match claims::decide(change, &claim, &answer)? {
        Answered::Accepted(minutes) => (minutes, None),
        Answered::OverCap { .. } => (0, Some("effect-over-cap")),
        _ => (0, Some("effect-waits")),
    })
}
