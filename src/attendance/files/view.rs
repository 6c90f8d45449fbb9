//! `/staff/attendance/files/{key}`: what a file says, what somebody has still to say of it, and what it would do.

use super::{
    columns::{Column, Columns, Kind},
    keep::{self, Effect, Outcome},
    lines::Trouble,
    plan::{self, Plan, Reading},
    store::{File, State},
    who::{Candidate, Who},
    workshops,
};
use crate::{fault::Fault, programme::courses, visit::Visit, when};
use kit::{
    Page,
    form::{Errors, Field, Typed, field},
    language::number_of_hours,
    parts::{button_form, facts, note},
    t,
};
use maud::{Markup, html};

/// So many names, titles, effects and lines are shown at once.
const SHOWN: usize = 200;

/// What a page of a file shows.
struct Shown {
    reading: Option<Reading>,
    plan: Plan,
    /// Titles of an old list that are no course: hash and text.
    open_courses: Vec<(String, String)>,
    /// Codes and titles that a title can mean.
    titles: Vec<(String, String)>,
    /// What keeping would do; nothing of a large file before somebody asks.
    outcome: Option<Outcome>,
}

/// Of so many lines the effect is worked out whenever the page is opened; of more, when somebody asks: nobody else writes
/// meanwhile.
const AT_ONCE: usize = 1_000;

async fn look(visit: &Visit, file: &File) -> Result<Shown, Fault> {
    let reading = plan::reading(file).unwrap_or_default();
    let (of, zone, now) = (file.clone(), visit.app.zone.clone(), visit.now());
    let (plan, courses) = visit.read(move |tx| Ok((plan::plan(tx, &of, &zone, now)?, courses::all(tx)?))).await?;
    let may = matches!(file.state, State::Open | State::Kept) && !plan.names.is_empty();
    let asked = plan.lines.len() <= AT_ONCE || !visit.query.get("effect").is_empty();
    let outcome = if may && asked {
        let (of, zone, editions) = (file.clone(), visit.app.zone.clone(), visit.app.editions.clone());
        Some(visit.app.rehearse(visit.actor(), move |change| keep::carry_out(change, &editions, &zone, &of)).await?)
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
        Kind::Presence => plan
            .classes
            .iter()
            .map(|c| {
                let begins =
                    c.sessions.first().map(|(_, s)| visit.words.day(when::day(s.start, &visit.app.zone), false));
                (c.key.clone(), format!("{}, {}", c.title, begins.unwrap_or_default()))
            })
            .collect(),
    };
    Ok(Shown { reading, plan, open_courses, titles, outcome })
}

/// The page of a file.
pub(super) async fn page(visit: &Visit, file: &File, typed: &Typed, errors: &Errors) -> Result<Page, Fault> {
    let shown = look(visit, file).await?;
    let words = visit.words;
    let at = format!("/staff/attendance/files/{}", file.key);
    let lacks = shown.reading.as_ref().and_then(|r| r.columns.lacks(file.kind));
    let said = visit.query.get("said");
    let open = matches!(file.state, State::Open | State::Kept);
    let body = html! {
        (errors.summary(words))
        h1 { (file.name) }
        p { (words.text(&format!("file-kind-{}", file.kind.name()), &[])) " · " (when::moment(words, file.at, &visit.app.zone)) " · " (file.by) ": " strong { (words.text(&format!("file-state-{}", file.state.name()), &[])) } }
        @match said {
            "kept" | "undone" => { p.note.ok role="status" { (words.text(&format!("file-said-{said}"), &[])) } }
            "columns" | "decided" | "nothing" => { p.note role="status" { (words.text(&format!("file-said-{said}"), &[])) } }
            "undone-but" => { p.note.warn role="status" { (t!(words, "file-said-undone-but", count = visit.query.get("left").parse::<i64>().unwrap_or(0))) } }
            _ => {}
        }
        @if file.kind == Kind::Presence { (classes(visit, &shown.plan)) }
        @if file.state != State::Open { (report(visit, file)) }
        @if open && shown.reading.is_none() { p { (t!(words, "file-forgotten")) } }
        @if let (true, Some(reading)) = (open, &shown.reading) {
            @if let Some(lacks) = lacks { (note("warn", &words.text(lacks, &[]), html! { p { (t!(words, "file-lacks-text")) } })) }
            @if file.state == State::Open { (columns_form(visit, file, reading, &at, lacks.is_some(), &shown.plan)) }
            @if lacks.is_none() {
                (troubles(visit, &shown.plan))
                (questions(visit, &shown, &at, typed))
                (left_out(visit, &shown.plan))
                @match &shown.outcome {
                    Some(outcome) => { (effects(visit, outcome)) }
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
            ul { @for c in places.iter().filter_map(|p| plan.classes.get(*p)).take(SHOWN) { li { a href={ "/staff/attendance/" (c.key) } { (c.title) } } } }
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

fn columns_form(visit: &Visit, file: &File, reading: &Reading, at: &str, open: bool, plan: &Plan) -> Markup {
    let words = visit.words;
    let (heads, columns) = (&reading.table.heads, &reading.columns);
    let example = |place: usize| {
        let cell = reading.table.rows.iter().map(|(_, cells)| cells[place].as_str()).find(|c| !c.is_empty());
        cell.unwrap_or_default().chars().take(40).collect::<String>()
    };
    html! {
        details.card open[open] {
            summary { (t!(words, "file-columns", rows = reading.table.rows.len())) }
            form.stack method="post" action={ (at) "/columns" } {
                p { (t!(words, "file-columns-text")) }
                div.grid { @for column in Column::of(file.kind) { (one_column(visit, *column, columns, heads, &example)) } }
                @if file.kind == Kind::Presence { (session_choice(visit, columns, plan)) }
                p { button.btn.second type="submit" { (t!(words, "save")) } }
            }
        }
    }
}

fn one_column(
    visit: &Visit,
    column: Column,
    columns: &Columns,
    heads: &[String],
    example: &dyn Fn(usize) -> String,
) -> Markup {
    let words = visit.words;
    let name = format!("column-{}", column.name());
    html! {
        p {
            label for=(name) { (words.text(&name, &[])) }
            select id=(name) name=(name) {
                option value="" { (t!(words, "file-no-column")) }
                @for (place, head) in heads.iter().enumerate() {
                    option value=(place) selected[columns.place(column) == Some(place)] { (head) " (" (example(place)) ")" }
                }
            }
        }
    }
}

/// Which session rows without a day or a time are about.
fn session_choice(visit: &Visit, columns: &Columns, plan: &Plan) -> Markup {
    let words = visit.words;
    let sessions = plan.classes.first().filter(|_| plan.classes.len() == 1).map_or(0, |c| c.sessions.len());
    html! {
        @if sessions > 1 && !columns.has(Column::Joined) && !columns.has(Column::Day) {
            p {
                label for="session" { (t!(words, "file-session")) }
                select id="session" name="session" {
                    option value="" { (t!(words, "file-session-all")) }
                    @for n in 0..sessions { option value=(n) selected[columns.session == Some(n)] { (t!(words, "roster-session", number = n + 1)) } }
                }
            }
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
                ul { @for trouble in plan.troubles.iter().take(SHOWN) { li { (t!(words, "file-line", line = trouble.line)) " " (line(trouble)) } } }
            }))
        }
    }
}

/// What somebody has to say: which class a title is, who a name is.
fn questions(visit: &Visit, shown: &Shown, at: &str, typed: &Typed) -> Markup {
    let words = visit.words;
    let titles: Vec<(&str, &str)> = shown
        .plan
        .open_titles()
        .map(|t| (t.hash.as_str(), t.said.as_str()))
        .chain(shown.open_courses.iter().map(|(hash, said)| (hash.as_str(), said.as_str())))
        .collect();
    let open: Vec<_> = shown.plan.open().collect();
    html! {
        @if !titles.is_empty() || !open.is_empty() {
            h2 { (t!(words, "file-questions")) }
            form.stack.wide method="post" action={ (at) "/decide" } novalidate {
                @for (hash, said) in titles.iter().take(SHOWN) { (title_question(visit, hash, said, &shown.titles, typed)) }
                div.stack #names tabindex="-1" { @for (named, who) in open.iter().take(SHOWN) {
                    @if let Who::Open { candidates, telephone } = who { (name_question(visit, named, candidates, *telephone, typed)) }
                } }
                @if open.len() > SHOWN { p { (t!(words, "file-more-names", count = open.len() - SHOWN)) } }
                p { button.btn type="submit" { (t!(words, "file-decide")) } }
            }
        }
    }
}

fn title_question(visit: &Visit, hash: &str, said: &str, titles: &[(String, String)], typed: &Typed) -> Markup {
    let words = visit.words;
    let name = format!("title-{hash}");
    html! {
        p {
            label for=(name) { (t!(words, "file-which-class", said = if said.is_empty() { "-" } else { said })) }
            select id=(name) name=(name) {
                option value="" { (t!(words, "file-not-yet")) }
                option value="out" selected[typed.get(&name) == "out"] { (t!(words, "file-no-class")) }
                @for (key, title) in titles { option value=(key) selected[typed.get(&name) == key] { (title) } }
            }
        }
    }
}

fn name_question(
    visit: &Visit,
    named: &super::lines::Named,
    candidates: &[Candidate],
    telephone: bool,
    typed: &Typed,
) -> Markup {
    let words = visit.words;
    let (name, email) = (format!("who-{}", named.hash), format!("email-{}", named.hash));
    let shown = [&named.name, &named.email, &named.number].into_iter().filter(|s| !s.is_empty());
    let shown = shown.cloned().collect::<Vec<_>>().join(", ");
    // the one on the roster with this very name is proposed; somebody still has to say so
    let key = crate::people::name_key(&named.name);
    let mut same = candidates.iter().filter(|c| c.listed && crate::people::name_key(&c.name) == key);
    let proposed = same.next().filter(|_| same.next().is_none()).map(|c| format!("person:{}", c.key));
    let chosen = match typed.get(&name) {
        "" => proposed.unwrap_or_default(),
        other => other.to_owned(),
    };
    let pick = |value: String, text: Markup| {
        let id = format!("{name}-{value}");
        html! {
            label.pick for=(id) { input type="radio" id=(id) name=(name) value=(value) checked[chosen == value]; span { (text) } }
        }
    };
    html! {
        fieldset.card {
            legend { (shown) }
            @if telephone { p.mut { (t!(words, "file-telephone")) } }
            @for c in candidates {
                (pick(format!("person:{}", c.key), html! { (c.name) ", " (c.email) @if !c.local.is_empty() { ", " (c.local) } @if c.listed { " (" (t!(words, "file-listed")) ")" } }))
            }
            (pick("email".to_owned(), html! { (t!(words, "file-by-email")) }))
            p {
                label for=(email) { (t!(words, "file-email")) span.vh { ": " (shown) } }
                input type="email" id=(email) name=(email) value={ @if typed.get(&email).is_empty() { (named.email) } @else { (typed.get(&email)) } } autocomplete="off" spellcheck="false" autocapitalize="none";
            }
            (pick("out".to_owned(), html! { (t!(words, "file-nobody")) }))
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
        @if plan.absent > 0 { p { (t!(words, "file-absent", count = plan.absent)) } }
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
    // the record of somebody who is not here yet exists in the rehearsal alone
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
    let open = shown.plan.open().count() + shown.plan.open_titles().count() + shown.open_courses.len();
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
                (field(words, Field { name: "reason", label: &label, ..Field::default() }, typed, errors))
                p { button.btn.second type="submit" { (t!(words, "file-undo")) } }
            }
        }
    }
}
