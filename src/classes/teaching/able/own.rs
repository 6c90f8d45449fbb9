//! `/me/teaching/able`: what somebody can teach, and when and where.

use super::store::{self, Able, Slot, Times};
use crate::{
    ground::{
        fault::Fault,
        mark::{SEEN, mark},
    },
    people::locals,
    programme::courses::{self, CourseRow},
    visit::Visit,
};
use jiff::civil::Date;
use kit::{
    Page, Reply,
    form::{Errors, Field, LONGEST, Typed, checkbox, field, hidden, text_area},
    t,
};
use maud::{Markup, html};
use strum::IntoEnumIterator;

/// How many stretches of days there is room for, beyond those that are written down.
const AWAY: usize = 3;
/// The most.
const MOST_AWAY: usize = 40;

/// What the form chooses from.
struct Lists {
    courses: Vec<CourseRow>,
    regions: Vec<String>,
}

async fn lists(visit: &Visit) -> Result<Lists, Fault> {
    visit
        .read(|tx| {
            let mut courses = courses::all(tx)?;
            courses.sort_by(|a, b| (&a.title, a.part, &a.code).cmp(&(&b.title, b.part, &b.code)));
            Ok(Lists { courses, regions: locals::regions(tx)? })
        })
        .await
}

/// Names of the fields of one stretch of days.
fn away_fields(n: usize) -> (String, String) {
    (format!("away-from-{n}"), format!("away-until-{n}"))
}

fn typed(able: &Able, regions: &[String]) -> Typed {
    let mut typed = Typed::default().with("note", &able.times.note);
    for code in &able.courses {
        typed = typed.with(&format!("can-{code}"), "1");
    }
    for slot in &able.times.slots {
        typed = typed.with(&format!("slot-{}", slot.name()), "1");
    }
    for (n, _) in regions.iter().enumerate().filter(|(_, r)| able.times.regions.contains(*r)) {
        typed = typed.with(&format!("region-{n}"), "1");
    }
    if able.times.online {
        typed = typed.with("online", "1");
    }
    for (n, (from, until)) in able.away.iter().enumerate() {
        let (first, last) = away_fields(n);
        typed = typed.with(&first, &from.to_string()).with(&last, &until.to_string());
    }
    typed
}

/// `GET /me/teaching/able`
pub(crate) async fn edit(visit: Visit) -> Result<Reply, Fault> {
    let person = visit.member()?.id;
    let today = visit.now().date(&visit.app.zone);
    let mut able = visit.read(move |tx| store::of_person(tx, person)).await?;
    let seen = mark(&able);
    // what is over is nobody's plan any more
    able.away.retain(|(_, until)| *until >= today);
    let lists = lists(&visit).await?;
    let typed = typed(&able, &lists.regions).with(SEEN, &seen);
    let page = form(&visit, &lists, &typed, &Errors::default());
    Ok(visit.show(page))
}

fn form(visit: &Visit, lists: &Lists, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let title = t!(words, "able-title");
    let box_of = |name: &str, label: &str| checkbox(words, Field::new(name, label), typed, errors);
    let note = t!(words, "able-note");
    let body = html! {
        (errors.summary(words))
        h1 { (title) }
        @if visit.query.ticked("saved") { p.note.ok role="status" { (t!(words, "profile-saved")) } }
        p { (t!(words, "able-lead")) }
        form.stack.wide method="post" action="/me/teaching/able" novalidate {
            (hidden(SEEN, typed.get(SEEN)))
            fieldset.stack.tight {
                legend { h2.small-title { (t!(words, "able-courses")) } }
                div.grid.tight { @for c in &lists.courses { (box_of(&format!("can-{}", c.code), &course_name(c))) } }
            }
            fieldset.stack.tight {
                legend { h2.small-title { (t!(words, "able-when")) } }
                p.hint { (t!(words, "able-when-hint")) }
                @for slot in Slot::iter() {
                    (box_of(&format!("slot-{}", slot.name()), &words.text(&format!("able-slot-{}", slot.name()), &[])))
                }
            }
            fieldset.stack.tight {
                legend { h2.small-title { (t!(words, "able-where")) } }
                @for (n, region) in lists.regions.iter().enumerate() { (box_of(&format!("region-{n}"), region)) }
                (box_of("online", &t!(words, "able-online")))
            }
            fieldset.stack.tight {
                legend { h2.small-title { (t!(words, "able-away")) } }
                p.hint { (t!(words, "able-away-hint")) }
                @for n in 0..rows(typed) { (away_row(visit, n, typed, errors)) }
            }
            (text_area(words, Field::new("note", &note).hinted(&t!(words, "able-note-hint")), 3, typed, errors))
            p { button.btn type="submit" { (t!(words, "save")) } }
        }
        p { a href="/me/teaching" { (t!(words, "teaching-title")) } }
    };
    Page::new(title, body).private()
}

/// How many stretches the form shows: those that are there, and room for more.
fn rows(typed: &Typed) -> usize {
    let used = (0..MOST_AWAY).rev().find(|n| {
        let (first, last) = away_fields(*n);
        !typed.get(&first).is_empty() || !typed.get(&last).is_empty()
    });
    (used.map_or(0, |n| n + 1) + AWAY).min(MOST_AWAY)
}

fn away_row(visit: &Visit, n: usize, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let (from, until) = away_fields(n);
    let number = n + 1;
    let (first, last) = (t!(words, "able-away-from", n = number), t!(words, "able-away-until", n = number));
    html! {
        div.grid.tight {
            (field(words, Field::new(&from, &first).of_kind("date"), typed, errors))
            (field(words, Field::new(&until, &last).of_kind("date"), typed, errors))
        }
    }
}

/// A course with its half, where it is one of two.
pub(super) fn course_name(course: &CourseRow) -> String {
    match course.part {
        part if part > 0 && !course.title.contains(&part.to_string()) => format!("{} ({part})", course.title),
        _ => course.title.clone(),
    }
}

/// `POST /me/teaching/able`
pub(crate) async fn save(visit: Visit) -> Result<Reply, Fault> {
    let (person, words, sent) = (visit.member()?.id, visit.words, visit.form.clone());
    let lists = lists(&visit).await?;
    let mut errors = Errors::default();
    let note = sent.get("note").to_owned();
    if note.chars().count() > 2 * LONGEST {
        errors.add("note", t!(words, "error-long", most = 2 * LONGEST));
    }
    let away = away(&visit, &mut errors);
    if !errors.is_empty() {
        return Ok(visit.show_again(form(&visit, &lists, &sent, &errors)));
    }
    let regions = lists.regions.into_iter().enumerate();
    let ticked = regions.filter(|(n, _)| sent.ticked(&format!("region-{n}"))).map(|(_, region)| region);
    let able = Able {
        courses: lists.courses.into_iter().map(|c| c.code).filter(|c| sent.ticked(&format!("can-{c}"))).collect(),
        times: Times {
            slots: Slot::iter().filter(|s| sent.ticked(&format!("slot-{}", s.name()))).collect(),
            regions: ticked.collect(),
            online: sent.ticked("online"),
            note,
        },
        away,
    };
    let seen = sent.get(SEEN).to_owned();
    if !visit.change(move |change| store::save(change, person, &able, &seen)).await? {
        let now = visit.read(move |tx| Ok(mark(&store::of_person(tx, person)?))).await?;
        errors.add("note", t!(words, "error-able-meanwhile"));
        let lists = self::lists(&visit).await?;
        return Ok(visit.show_again(form(&visit, &lists, &sent.clone().with(SEEN, &now), &errors)));
    }
    Ok(Reply::see("/me/teaching/able?saved=1"))
}

/// The stretches of days that were typed; one day alone is its first and its last.
fn away(visit: &Visit, errors: &mut Errors) -> Vec<(Date, Date)> {
    let (words, sent) = (visit.words, &visit.form);
    let mut out = Vec::new();
    for n in 0..MOST_AWAY {
        let (first, last) = away_fields(n);
        let typed = (sent.get(&first), sent.get(&last));
        if typed == ("", "") {
            continue;
        }
        let day = |text: &str| text.parse::<Date>().ok();
        let from = day(if typed.0.is_empty() { typed.1 } else { typed.0 });
        let until = day(if typed.1.is_empty() { typed.0 } else { typed.1 });
        match (from, until) {
            (None, _) => errors.add(first, t!(words, "error-able-day")),
            (_, None) => errors.add(last, t!(words, "error-able-day")),
            (Some(from), Some(until)) if until < from => errors.add(last, t!(words, "error-able-order")),
            (Some(from), Some(until)) => out.push((from, until)),
        }
    }
    out.sort();
    out.dedup();
    out
}
