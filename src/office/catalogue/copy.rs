//! `/staff/terms/copy`: copies a term as drafts for the next one, whole weeks later, so that weekdays stay the same.
//! The copy is looked at before it is kept, and its classes are published through their checklists.

use crate::{
    ground::fault::Fault,
    office::import::{
        self, Input, Job, Kind, Progress, Report, class,
        rows::{self, Cells},
    },
    programme::Reading,
    visit::Visit,
};
use db::{params, sql};
use jiff::civil::Date;
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field, hidden},
    parts::note,
    t,
};
use maud::html;
use rules::time::Instant;
use std::collections::BTreeMap;

/// A term that is copied: its classes and events as rows, and how many days they move by.
struct Term {
    classes: Vec<Cells>,
    events: Vec<Cells>,
    shift_days: i64,
}

/// What was typed: first and last day, and the first day of the new term.
struct Period {
    from: Date,
    to: Date,
    shift_days: i64,
}

fn asked(visit: &Visit, errors: &mut Errors) -> Option<Period> {
    let words = visit.words;
    let mut day = |name: &'static str| -> Option<Date> {
        let found = visit.form.within(name, ..);
        if found.is_none() {
            errors.add(name, t!(words, "error-log-day"));
        }
        found
    };
    let (from, to, first) = (day("from")?, day("to")?, day("first")?);
    let days = first.since(from).map_or(0, |s| i64::from(s.get_days()));
    if to < from {
        errors.add("to", t!(words, "error-copy-to"));
    } else if days < 7 {
        errors.add("first", t!(words, "error-copy-first"));
    }
    // rounded to the nearest whole week
    errors.is_empty().then(|| Period { from, to, shift_days: (days + 3).div_euclid(7) * 7 })
}

fn term(at: &Reading<'_, '_>, asked: &Period, (from, until): (Instant, Instant)) -> Result<Term, Fault> {
    let ids = at.all(
        sql!(
            "select id from offering where starts_at >= $1 and starts_at < $2 and stage <> 'cancelled' order by starts_at, id
             limit 2000"
        ),
        &params![from.0, until.0],
    )?;
    let suffix = format!("-{}", asked.from.checked_add(jiff::ToSpan::days(asked.shift_days)).unwrap_or(asked.from));
    let mut event_keys: BTreeMap<String, String> = BTreeMap::new();
    let mut classes = Vec::new();
    for row in &ids {
        let mut cells = class::row_of(at, row.get(0)?)?;
        let key = format!("{}{suffix}", cells.get("key").map_or("", String::as_str));
        let event = cells.get("event").cloned().unwrap_or_default();
        if !event.is_empty() {
            let next = format!("{event}{suffix}");
            event_keys.insert(event, next.clone());
            cells.insert("event", next);
        }
        cells.insert("key", key);
        cells.insert("stage", "draft".to_owned());
        cells.insert("notice", String::new());
        classes.push(cells);
    }
    let mut events = Vec::new();
    for mut cells in rows::all(at, Kind::Events)? {
        if let Some(next) = cells.get("key").and_then(|k| event_keys.get(k)).cloned() {
            cells.insert("key", next);
            events.push(cells);
        }
    }
    Ok(Term { classes, events, shift_days: asked.shift_days })
}

async fn run(visit: &Visit, term: &Term, keep: bool) -> Result<Report, Fault> {
    let file = |kind: Kind, rows: &[Cells]| -> Result<Input, Fault> {
        Ok(Input::new(kind.file_name(), rows::file(kind, rows)?))
    };
    let mut inputs = Vec::new();
    if !term.events.is_empty() {
        inputs.push(file(Kind::Events, &term.events)?);
    }
    inputs.push(file(Kind::Offerings, &term.classes)?);
    let job = Job { inputs, shift_days: term.shift_days, keep, take_doubtful: false, over_stored: false, agreed: true };
    import::run(&visit.app, visit.actor(), job, Progress::default()).await
}

/// `GET /staff/terms/copy`
pub(crate) async fn form(visit: Visit) -> Result<Reply, Fault> {
    Ok(visit.show(page(&visit, &visit.query, &Errors::default())))
}

fn page(visit: &Visit, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let (from, to, first) = (t!(words, "copy-from"), t!(words, "copy-to"), t!(words, "copy-first"));
    let hint = t!(words, "copy-first-hint");
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "copy-title")) }
        p { (t!(words, "copy-lead")) }
        form.stack method="post" action="/staff/terms/copy" novalidate {
            (field(words, Field::new("from", &from).of_kind("date"), typed, errors))
            (field(words, Field::new("to", &to).of_kind("date"), typed, errors))
            (field(words, Field::new("first", &first).hinted(&hint).of_kind("date"), typed, errors))
            p { button.btn type="submit" { (t!(words, "copy-look")) } }
        }
        p { a href="/staff/catalogue" { (t!(words, "go-back")) } }
    };
    Page::new(t!(words, "copy-title"), body).private()
}

/// `POST /staff/terms/copy`
pub(crate) async fn submit(visit: Visit) -> Result<Reply, Fault> {
    let words = visit.words;
    let mut errors = Errors::default();
    let Some(asked) = asked(&visit, &mut errors) else {
        return Ok(visit.show_again(page(&visit, &visit.form, &errors)));
    };
    let wrong = |e: jiff::Error| Fault::Ours(e.to_string());
    let zone = visit.app.zone.clone();
    let from = Instant::from_local(asked.from.at(0, 0, 0, 0), &zone).map_err(wrong)?;
    let until = Instant::from_local(asked.to.tomorrow().map_err(wrong)?.at(0, 0, 0, 0), &zone).map_err(wrong)?;
    let weeks = asked.shift_days / 7;
    let term = visit.read(move |tx| term(tx, &asked, (from, until))).await?;
    if term.classes.is_empty() {
        errors.add("from", t!(words, "error-copy-none"));
        return Ok(visit.show_again(page(&visit, &visit.form, &errors)));
    }
    let keep = visit.form.ticked("keep");
    let report = run(&visit, &term, keep).await?;
    if keep && report.problems.is_empty() {
        return Ok(Reply::see("/staff/drafts"));
    }
    let body = html! {
        h1 { (t!(words, "copy-title")) }
        p { (t!(words, "copy-check", count = term.classes.len(), weeks = weeks)) }
        @if !report.problems.is_empty() {
            (note(
                "bad",
                &t!(words, "import-problems", count = report.problems.len()),
                html! { ul { @for p in &report.problems { li { (p.in_words(words)) } } } },
            ))
        }
        @if !report.warnings.is_empty() {
            (note(
                "warn",
                &t!(words, "import-warnings", count = report.warnings.len()),
                html! { ul { @for w in report.warnings.iter().take(50) { li { (w.in_words(words)) } } } },
            ))
        }
        div.scroll role="region" aria-label=(t!(words, "copy-title")) tabindex="0" { table {
            thead { tr { th scope="col" { (t!(words, "fact-class")) } th scope="col" { (t!(words, "copy-was")) } } }
            tbody { @for cells in &term.classes { tr {
                th scope="row" { (cells.get("course").map_or("", String::as_str)) " " (cells.get("subtitle").map_or("", String::as_str)) }
                td { (cells.get("sessions").map_or("", String::as_str)) }
            } } }
        } }
        @if report.problems.is_empty() {
            form method="post" action="/staff/terms/copy" {
                @for name in ["from", "to", "first"] { (hidden(name, visit.form.get(name))) }
                (hidden("keep", "1"))
                p { button.btn type="submit" { (t!(words, "copy-keep", count = term.classes.len())) } }
            }
        }
        p { a href="/staff/terms/copy" { (t!(words, "go-back")) } }
    };
    Ok(visit.show(Page::new(t!(words, "copy-title"), body).private()))
}
