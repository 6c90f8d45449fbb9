//! `/staff/import`: the catalogue and classes from files that are pasted in: a preview first, then all or nothing.

use crate::{
    ground::fault::Fault,
    office::import::{self, Input, Kind, Report},
    visit::Visit,
};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, hidden, select, text_area},
    parts::note,
    t,
};
use maud::{Markup, html};

/// `GET /staff/import`
pub(crate) async fn form(visit: Visit) -> Result<Reply, Fault> {
    Ok(visit.show(page(&visit, &Typed::default(), &Errors::default(), html! {})))
}

fn page(visit: &Visit, typed: &Typed, errors: &Errors, above: Markup) -> Page {
    let words = visit.words;
    let kinds: Vec<(String, String, Option<&'static str>)> = Kind::PASTED
        .iter()
        .map(|k| (k.name().to_owned(), words.text(&format!("import-{}", k.name()), &[]), None))
        .collect();
    let (label, hint) = (t!(words, "import-text"), t!(words, "import-text-hint"));
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "staff-import")) }
        (above)
        p { (t!(words, "import-lead")) }
        form.stack.wide method="post" action="/staff/import" novalidate {
            (select(words, Field::new("kind", &t!(words, "import-kind")), &kinds, typed, errors))
            (text_area(words, Field::new("text", &label).hinted(&hint), 12, typed, errors))
            p { button.btn type="submit" { (t!(words, "import-preview")) } }
        }
    };
    Page::new(t!(words, "staff-import"), body).private()
}

/// What would change or has changed, and what is wrong, row by row.
fn report(visit: &Visit, report: &Report) -> Markup {
    let words = visit.words;
    html! {
        @for count in &report.counts {
            p { strong { (count.file) } ": " (t!(words, "import-counts", new = count.new, changed = count.changed, same = count.same)) }
        }
        @if !report.warnings.is_empty() {
            (note("warn", &t!(words, "import-warnings", count = report.warnings.len()), html! {
                ul { @for w in report.warnings.iter().take(100) { li { (w.in_words(words)) } } }
            }))
        }
        @if !report.problems.is_empty() {
            (note("bad", &t!(words, "import-problems", count = report.problems.len()), html! {
                ul { @for p in report.problems.iter().take(100) { li { (p.in_words(words)) } } }
            }))
        }
    }
}

fn input(visit: &Visit) -> Option<Input> {
    let kind = Kind::PASTED.into_iter().find(|k| k.name() == visit.form.get("kind"))?;
    Some(Input::new(kind.file_name(), visit.form.get("text").as_bytes().to_vec()))
}

async fn run_input(visit: &Visit, keep: bool) -> Result<Option<Report>, Fault> {
    let Some(input) = input(visit).filter(|_| !visit.form.get("text").is_empty()) else { return Ok(None) };
    let actor = visit.actor();
    let job = import::Job {
        inputs: vec![input],
        shift_days: 0,
        keep,
        take_doubtful: false,
        over_stored: false,
        agreed: true,
    };
    Ok(Some(import::run(&visit.app, actor, job, import::Progress::default()).await?))
}

/// `POST /staff/import`
pub(crate) async fn preview(visit: Visit) -> Result<Reply, Fault> {
    let words = visit.words;
    let Some(found) = run_input(&visit, false).await? else {
        let mut errors = Errors::default();
        errors.add("text", t!(words, "error-import-empty"));
        return Ok(visit.show_again(page(&visit, &visit.form, &errors, html! {})));
    };
    let above = report(&visit, &found);
    if !found.problems.is_empty() {
        let mut errors = Errors::default();
        errors.add("text", t!(words, "import-problems", count = found.problems.len()));
        return Ok(visit.show_again(page(&visit, &visit.form, &errors, above)));
    }
    let body = html! {
        h1 { (t!(words, "import-check-title")) }
        (above)
        (found.told.list(words))
        p { (t!(words, "import-check-text")) }
        div.row {
            form method="post" action="/staff/import/run" {
                (hidden("kind", visit.form.get("kind")))
                (hidden("text", visit.form.get("text")))
                button.btn type="submit" { (t!(words, "import-run")) }
            }
            a href="/staff/import" { (t!(words, "go-back")) }
        }
    };
    Ok(visit.show(Page::new(t!(words, "import-check-title"), body).private()))
}

/// `POST /staff/import/run`
pub(crate) async fn run(visit: Visit) -> Result<Reply, Fault> {
    let words = visit.words;
    let Some(found) = run_input(&visit, true).await? else { return Ok(Reply::see("/staff/import")) };
    let above = report(&visit, &found);
    if !found.problems.is_empty() {
        let mut errors = Errors::default();
        errors.add("text", t!(words, "import-problems", count = found.problems.len()));
        return Ok(visit.show_again(page(&visit, &visit.form, &errors, above)));
    }
    let above = html! { (note("ok", &t!(words, "import-done"), html! {})) (above) };
    Ok(visit.show(page(&visit, &Typed::default(), &Errors::default(), above)))
}
