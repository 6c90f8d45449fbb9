//! `/staff/attendance/files/{key}`: what a file says, what somebody still has to say about it, and what it would do.

use super::{
    columns::{Column, Kind},
    keep::{self, Effect, Outcome},
    lines::Trouble,
    plan::{self, ClassOf, Plan, Shape},
    questions::questions,
    said_columns::columns_form,
    store::{File, State},
    table::Table,
    who::Who,
    workshops,
};
use crate::{
    ground::{fault::Fault, when},
    programme::courses,
    visit::Visit,
};
use kit::{
    Page,
    form::{Errors, Field, Typed, field},
    language::number_of_hours,
    parts::{button_form, facts, note},
    t,
};
use maud::{Markup, html};
use rules::time::Span;

/// At most this many names, titles, effects and lines are shown at once.
pub(super) const SHOWN: usize = 200;

/// What a page of a file shows.
pub(super) struct Shown {
    reading: Option<Shape>,
    pub plan: Plan,
    /// Titles in an old list that match no course: hash and text.
    pub open_courses: Vec<(String, String)>,
    /// Codes and titles that a title can mean.
    pub titles: Vec<(String, String)>,
    /// What keeping would do; `None` for a large file until somebody asks.
    outcome: Option<Outcome>,
}

/// Up to this many lines, the effect is worked out whenever the page is opened; beyond that, only when somebody asks:
/// nobody else can write meanwhile.
const AT_ONCE: usize = 1_000;

async fn look(visit: &Visit, file: &File) -> Result<Shown, Fault> {
    let reading = plan::reading(file).unwrap_or_default();
    let of = file.clone();
    // one large file at a time: whoever looks at classes meanwhile does not wait for it
    let large = reading.as_ref().is_some_and(|r| r.table.rows.len() > AT_ONCE);
    let _turn = if large { visit.app.large_files.acquire().await.ok() } else { None };
    let (plan, courses) = visit.read(move |tx| Ok((plan::plan(tx, &of)?, courses::all(tx)?))).await?;
    let may = matches!(file.state, State::Open | State::Kept) && !plan.names.is_empty();
    let asked = plan.lines.len() <= AT_ONCE || !visit.query.get("effect").is_empty();
    let outcome = if may && asked {
        let of = file.clone();
        Some(visit.app.rehearse(visit.actor(), move |change| keep::carry_out(change, &of)).await?)
    } else {
        None
    };
    let mut open_courses: Vec<(String, String)> = Vec::new();
    if file.kind == Kind::Workshops {
        for line in &plan.lines {
            let hash = super::lines::hash("class", &line.title);
            let known = file.choices.contains_key(&hash) || workshops::course(file, &courses, &line.title).is_some();
            if !known && !open_courses.iter().any(|(h, _)| *h == hash) {
                open_courses.push((hash, line.title.clone()));
            }
        }
    }
    let titles = match file.kind {
        Kind::Workshops => courses.iter().map(|c| (c.code.clone(), format!("{} ({})", c.title, c.code))).collect(),
        Kind::Presence => plan.classes.iter().flat_map(|c| class_and_sessions(visit, c)).collect(),
    };
    Ok(Shown { reading, plan, open_courses, titles, outcome })
}

/// What a title can mean within a class: the class, and each session where there are several.
fn class_and_sessions(visit: &Visit, class: &ClassOf) -> Vec<(String, String)> {
    let (words, zone) = (visit.words, &visit.app.zone);
    let day = |at| words.day(when::day(at, zone), false);
    let begins = class.sessions.first().map(|(_, s)| day(s.start)).unwrap_or_default();
    let whole = (class.key.clone(), format!("{}, {begins}", class.title));
    if class.sessions.len() < 2 {
        return vec![whole];
    }
    let one = |(n, (_, span)): (usize, &(i64, Span))| {
        let at = when::moment(words, span.start, zone);
        (format!("{}/{n}", class.key), t!(words, "file-one-session", class = &class.title, number = n + 1, time = at))
    };
    let all = (whole.0, t!(words, "file-all-sessions", class = &whole.1));
    std::iter::once(all).chain(class.sessions.iter().enumerate().map(one)).collect()
}

/// The page of a file.
pub(super) async fn page(visit: &Visit, file: &File, typed: &Typed, errors: &Errors) -> Result<Page, Fault> {
    let shown = look(visit, file).await?;
    let words = visit.words;
    let at = format!("/staff/attendance/files/{}", file.key);
    let lacks = shown.plan.lacks;
    let said = visit.query.get("said");
    let open = matches!(file.state, State::Open | State::Kept);
    let body = html! {
        (errors.summary(words))
        h1 { (file.name) }
        p {
            (words.text(&format!("file-kind-{}", file.kind.name()), &[])) " · "
            (when::moment(words, file.at, &visit.app.zone)) " · " (file.by) ": "
            strong { (words.text(&format!("file-state-{}", file.state.name()), &[])) }
        }
        @match said {
            "kept" | "undone" => { p.note.ok role="status" { (words.text(&format!("file-said-{said}"), &[])) } }
            "columns" | "decided" | "nothing" => { p.note role="status" { (words.text(&format!("file-said-{said}"), &[])) } }
            "undone-but" => {
                @let left = visit.query.get("left").parse::<i64>().unwrap_or(0);
                p.note.warn role="status" { (t!(words, "file-said-undone-but", count = left)) }
            }
            _ => {}
        }
        @if file.kind == Kind::Presence { (classes(visit, &shown.plan)) }
        @if file.state != State::Open { (report(visit, file)) }
        @if open && shown.reading.is_none() { p { (t!(words, "file-forgotten")) } }
        @if let (true, Some(reading)) = (open, &shown.reading) {
            @if let Some(lacks) = lacks { (note("warn", &words.text(lacks, &[]), html! { p { (t!(words, "file-lacks-text")) } })) }
            @if file.state == State::Open { (columns_form(visit, file, reading, &at, &shown.plan, errors)) }
            @if lacks.is_none() {
                (unread(visit, reading, !shown.plan.asks.doubts.is_empty()))
                (troubles(visit, &shown.plan))
                (away(visit, &shown.plan))
                (questions(visit, (file, &shown), &at, typed))
                (left_out(visit, &shown.plan))
                (accounts(visit, &shown.plan))
                @match &shown.outcome {
                    Some(outcome) => { (effects(visit, outcome)) }
                    None if shown.plan.lines.len() <= AT_ONCE => {}
                    None => { p { a href={ (at) "?effect=1" } { (t!(words, "file-show-effect")) } } }
                }
                (keep_form(visit, file, &shown, &at))
            }
        }
        @if file.state == State::Open { (button_form(&format!("{at}/stop"), "second", &t!(words, "file-stop"), html! {})) }
        @if file.state == State::Kept { (undo_form(visit, &at, typed, errors)) }
        p { a href="/staff/attendance/files" { (t!(words, "files-title")) } }
    };
    Ok(Page::new(file.name.clone(), body).private())
}

fn classes(visit: &Visit, plan: &Plan) -> Markup {
    let mut places: Vec<usize> = plan.titles.iter().filter_map(|t| t.class).collect();
    if plan.titles.is_empty() && !plan.was.is_empty() {
        places.push(0);
    }
    places.sort_unstable();
    places.dedup();
    html! {
        @if !places.is_empty() {
            p { (t!(visit.words, "file-classes")) }
            ul {
                @for c in places.iter().filter_map(|p| plan.classes.get(*p)).take(SHOWN) {
                    li { a href={ "/staff/attendance/" (c.key) } { (c.title) } }
                }
            }
        }
    }
}

fn report(visit: &Visit, file: &File) -> Markup {
    let words = visit.words;
    let count = |key: &str, n: usize| (words.text(key, &[]), html! { (n) });
    let r = file.report;
    let mut rows = vec![count("file-report-people", r.people), count("file-report-new", r.new_people)];
    match file.kind {
        Kind::Presence => {
            rows.push(count("file-report-listed", r.listed));
            rows.push(count("file-report-sessions", r.sessions));
        }
        Kind::Workshops => rows.push(count("file-report-claims", r.claims)),
    }
    html! { h2 { (t!(words, "file-report")) } div.card { (facts(&rows)) } }
}

/// The first cell in a column that says something.
pub(super) fn sample(table: &Table, place: usize) -> String {
    let cell = table.rows.iter().filter_map(|(row, _)| row.cells.get(place)).find(|c| !c.is_empty());
    cell.map(String::as_str).unwrap_or_default().chars().take(40).collect()
}

/// Columns that are not used, each with some of its content: something that counts may be among them.
fn unread(visit: &Visit, reading: &Shape, open: bool) -> Markup {
    let words = visit.words;
    let used = |place: usize| {
        Column::of(Kind::Presence)
            .iter()
            .chain(Column::of(Kind::Workshops))
            .any(|c| reading.columns.place(*c) == Some(place))
    };
    let unread: Vec<(&String, String)> = reading
        .table
        .heads
        .iter()
        .enumerate()
        .filter(|(place, _)| !used(*place))
        .map(|(place, head)| (head, sample(&reading.table, place)))
        .filter(|(_, cell)| !cell.is_empty())
        .collect();
    html! {
        @if !unread.is_empty() {
            details.card open[open] {
                summary { (t!(words, "file-unread", count = unread.len())) }
                ul {
                    @for (head, cell) in unread.iter().take(SHOWN) {
                        li { (t!(words, "file-unread-column", head = *head, cell = cell)) }
                    }
                }
            }
        }
    }
}

/// What became of every line of the file.
fn accounts(visit: &Visit, plan: &Plan) -> Markup {
    let words = visit.words;
    let c = &plan.counts;
    let rows: Vec<(&str, usize)> = [
        ("read", c.read),
        ("paired", c.paired),
        ("left-out", c.left_out),
        ("absent", c.absent),
        ("unsaid", c.unsaid),
        ("hosts", c.hosts),
        ("waiting", c.waiting),
        ("other", c.lines.other),
        ("headings", c.lines.headings),
        ("above", c.lines.above),
        ("within", c.within),
        ("empty", c.lines.empty),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .collect();
    let rows: Vec<(String, Markup)> = rows
        .into_iter()
        .map(|(what, count)| (words.text(&format!("file-lines-{what}"), &[]), html! { (count) }))
        .collect();
    html! {
        details.card {
            summary { (t!(words, "file-lines", count = c.lines.all)) }
            (facts(&rows))
            @if let Some(line) = c.lines.other_at { p { (t!(words, "file-other-table", line = line)) } }
        }
    }
}

fn troubles(visit: &Visit, plan: &Plan) -> Markup {
    let words = visit.words;
    let line = |trouble: &Trouble| {
        let what = words.text(trouble.what, &[]);
        if trouble.cell.is_empty() { what } else { format!("{what} “{}”", trouble.cell) }
    };
    html! {
        @if !plan.troubles.is_empty() {
            (note("warn", &t!(words, "file-troubles", count = plan.troubles.len()), html! {
                ul {
                    @for trouble in plan.troubles.iter().take(SHOWN) {
                        li { (t!(words, "file-line", line = trouble.line)) " " (line(trouble)) }
                    }
                }
            }))
        }
    }
}

/// People who were there for less time than from coming to leaving: the file does not say when they were away.
fn away(visit: &Visit, plan: &Plan) -> Markup {
    let lines: Vec<String> = plan.away.iter().take(SHOWN).map(usize::to_string).collect();
    html! {
        @if !lines.is_empty() {
            p { (t!(visit.words, "file-away", count = plan.away.len(), lines = lines.join(", "))) }
        }
    }
}

fn left_out(visit: &Visit, plan: &Plan) -> Markup {
    let words = visit.words;
    let of = |wanted: fn(&Who) -> bool| {
        plan.names
            .iter()
            .filter(move |(_, who)| wanted(who))
            .map(|(n, _)| if n.name.is_empty() { n.email.as_str() } else { n.name.as_str() })
            .collect::<Vec<_>>()
    };
    let (hosts, out) = (of(|w| *w == Who::Host), of(|w| *w == Who::Out));
    let titles: Vec<&str> = plan.titles.iter().filter(|t| t.left_out).map(|t| t.said.as_str()).collect();
    html! {
        @for (key, list) in [("file-hosts", hosts), ("file-out", out), ("file-out-titles", titles)] {
            @if !list.is_empty() { p { (words.text(key, &[])) " " (list.join("; ")) } }
        }
        @if plan.counts.absent > 0 { p { (t!(words, "file-absent", count = plan.counts.absent)) } }
    }
}

/// What keeping would do, row by row; what is worth knowing first.
fn effects(visit: &Visit, outcome: &Outcome) -> Markup {
    let words = visit.words;
    let mut order: Vec<&Effect> = outcome.effects.iter().collect();
    order.sort_by_key(|e| e.notes.is_empty());
    // a file of one class says so once, above
    let several = order.windows(2).any(|pair| pair[0].what != pair[1].what);
    html! {
        @if !order.is_empty() {
            h2 { (t!(words, "file-effect")) }
            p { (t!(words, "file-effect-text")) }
            div.scroll tabindex="0" role="region" aria-label=(t!(words, "file-effect")) {
                table {
                    caption.vh { (t!(words, "file-effect")) }
                    thead { tr {
                        th scope="col" { (t!(words, "sheet-person")) }
                        @if several { th scope="col" { (t!(words, "file-effect-what")) } }
                        th.num scope="col" { (t!(words, "file-effect-before")) }
                        th.num scope="col" { (t!(words, "file-effect-after")) }
                        th scope="col" { (t!(words, "file-effect-notes")) }
                    } }
                    tbody { @for e in order.iter().take(SHOWN) { (effect_row(visit, e, several)) } }
                }
            }
            @if order.len() > SHOWN { p { (t!(words, "file-effect-more", count = order.len() - SHOWN)) } }
        }
    }
}

fn effect_row(visit: &Visit, e: &Effect, several: bool) -> Markup {
    let words = visit.words;
    // the record of somebody not on record yet exists only in the rehearsal
    let has_page = !e.notes.contains(&"effect-new-person");
    let notes: Vec<String> = e.notes.iter().map(|note| words.text(note, &[])).collect();
    html! {
        tr {
            th scope="row" {
                @if has_page { a href={ "/staff/people/" (e.person_key) } { (e.name) } } @else { (e.name) }
                @if !e.said.is_empty() { br; span.mut { (t!(words, "file-said-as", name = &e.said)) } }
            }
            @if several { td { (e.what) } }
            td.num { (number_of_hours(e.before)) }
            td.num { (number_of_hours(e.after)) }
            td { (notes.join("; ")) }
        }
    }
}

fn keep_form(visit: &Visit, file: &File, shown: &Shown, at: &str) -> Markup {
    let words = visit.words;
    let known = shown.plan.names.iter().filter(|(_, who)| matches!(who, Who::Person { .. } | Who::New { .. })).count();
    let (changes, people) = match &shown.outcome {
        Some(outcome) => {
            let r = outcome.report;
            (r.sessions + r.listed + r.claims, r.people)
        }
        None => (known, known),
    };
    let asks = shown.plan.asks.doubts.len() + shown.plan.asks.words.len();
    let open = shown.plan.open().count() + shown.plan.open_titles().count() + shown.open_courses.len() + asks;
    html! {
        @if changes == 0 {
            p.note { (t!(words, "file-nothing")) }
        } @else {
            @if open > 0 { p { (t!(words, "file-open-wait", count = open)) } }
            @if file.kind == Kind::Presence { p { (t!(words, "file-keep-text")) } }
            (button_form(&format!("{at}/keep"), "", &t!(words, "file-keep", count = people), html! {}))
        }
    }
}

fn undo_form(visit: &Visit, at: &str, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let label = t!(words, "decide-reason");
    html! {
        details.card open[!errors.is_empty() && errors.of("reason").is_some()] {
            summary { (t!(words, "file-undo")) }
            form.stack method="post" action={ (at) "/undo" } novalidate {
                p { (t!(words, "file-undo-text")) }
                (field(words, Field::new("reason", &label), typed, errors))
                p { button.btn.second type="submit" { (t!(words, "file-undo")) } }
            }
        }
    }
}
