//! `/staff/members`: the union's member file: handed in, looked at, run.

use crate::{
    ground::{fault::Fault, when},
    office::import::{
        self, Problem,
        member_files::{self, InProgress, MemberFile, RunAsked},
    },
    visit::Visit,
};
use axum::http::header;
use kit::{
    Page, Reply, Words,
    form::{Errors, Field, Typed, checkbox, file_field},
    parts::{button_form, facts, note},
    t,
};
use maud::{Markup, html};

/// `GET /staff/members`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let page = page(&visit, &Errors::default()).await?;
    Ok(visit.show(page))
}

async fn page(visit: &Visit, errors: &Errors) -> Result<Page, Fault> {
    let files = visit.read(|tx| member_files::list(tx)).await?;
    let words = visit.words;
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "members-title")) }
        p { (t!(words, "members-lead")) }
        form.stack method="post" action="/staff/members" enctype="multipart/form-data" {
            (file_field(
                words,
                Field::new("file", &t!(words, "members-file")).hinted(&t!(words, "members-file-hint")),
                ".csv,text/csv",
                errors,
            ))
            p { button.btn type="submit" { (t!(words, "members-hand-in")) } }
        }
        @if !files.is_empty() {
            h2 { (t!(words, "members-before")) }
            ul { @for f in &files { li {
                a href={ "/staff/members/" (f.key) } { (when::moment(words, f.at, &visit.app.zone)) } ", " (f.by) ": "
                (words.text(&format!("members-{}", f.state), &[]))
            } } }
        }
    };
    Ok(Page::new(t!(words, "members-title"), body).private())
}

/// `POST /staff/members`
pub(crate) async fn hand_in(visit: Visit) -> Result<Reply, Fault> {
    let Some(content) = visit.file.clone() else {
        let mut errors = Errors::default();
        errors.add("file", t!(visit.words, "error-members-file"));
        let page = page(&visit, &errors).await?;
        return Ok(visit.show_again(page));
    };
    let key = visit.change(move |change| member_files::hand_in(change, &content)).await?;
    Ok(Reply::see(format!("/staff/members/{key}")))
}

/// `GET /staff/members/{key}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let file = load(&visit).await?;
    let busy = matches!(file.state.as_str(), "waiting" | "to-run");
    let reply = visit.show(file_page(&visit, &file, &Errors::default())?);
    Ok(if busy { reply.with(header::REFRESH, "1") } else { reply })
}

async fn load(visit: &Visit) -> Result<MemberFile, Fault> {
    let key = visit.param("key").to_owned();
    visit.read(move |tx| member_files::by_key(tx, &key)).await
}

fn file_page(visit: &Visit, file: &MemberFile, errors: &Errors) -> Result<Page, Fault> {
    let words = visit.words;
    let found = &file.report;
    let count = |key: &str, n: usize| (words.text(key, &[]), html! { (n) });
    let rows = vec![
        count("members-new", found.new),
        count("members-changed", found.changed),
        count("members-same", found.same),
        count("members-gone", found.gone),
        count("members-doubtful", found.doubtful),
    ];
    let state = words.text(&format!("members-{}", file.state), &[]);
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "members-title")) }
        p { (when::moment(words, file.at, &visit.app.zone)) ", " (file.by) ": " strong { (state) } }
        @if matches!(file.state.as_str(), "waiting" | "to-run") { (progress(visit, file)) } @else {
            div.card { (facts(&rows)) }
            p { (t!(words, "members-gone-text")) }
            @if !file.quarantine.is_empty() {
                (note("warn", &t!(words, "members-quarantine"), html! {
                    p { (import::said::Said::stored(&file.quarantine).in_words(words)) }
                    p { @match &file.agreed {
                        Some(name) => { (t!(words, "members-agreed", name = name)) }
                        None => { (t!(words, "members-quarantine-text", name = &file.by)) }
                    } }
                }))
            }
            (sentences(words, "bad", &t!(words, "import-problems", count = found.problems.len()), &found.problems))
            (sentences(words, "warn", &t!(words, "members-warnings", count = found.warnings.len()), &found.warnings))
            @if file.state == "looked-at" { (choices(visit, file)?) }
            @if file.state == "wrong" {
                (button_form(&format!("/staff/members/{}/stop", file.key), "second", &t!(words, "members-stop"), html! {}))
            }
        }
        p { a href="/staff/members" { (t!(words, "go-back")) } }
    };
    Ok(Page::new(t!(words, "members-title"), body).private())
}

fn progress(visit: &Visit, file: &MemberFile) -> Markup {
    let words = visit.words;
    let (done, all) = visit.app.of::<InProgress>().figures(file.id).unwrap_or((0, 0));
    html! {
        p { label for="progress" { (t!(words, "members-progress", done = done.cast_signed(), all = all.cast_signed())) } }
        progress id="progress" max=(all.max(1)) value=(done) { (done) " / " (all) }
        p.mut { (t!(words, "members-progress-text")) }
    }
}

fn sentences(words: Words, style: &str, title: &str, list: &[Problem]) -> Markup {
    html! {
        @if !list.is_empty() {
            (note(style, title, html! { details { summary { (list.len()) } ul { @for s in list { li { (s.in_words(words)) } } } } }))
        }
    }
}

fn choices(visit: &Visit, file: &MemberFile) -> Result<Markup, Fault> {
    let words = visit.words;
    let own = visit.member()?.id == file.handed_in_by;
    Ok(html! {
        @if file.quarantine.is_empty() || !own {
            form.stack method="post" action={ "/staff/members/" (file.key) "/run" } {
                @if file.report.doubtful > 0 {
                    (checkbox(
                        words,
                        Field::new("doubtful", &t!(words, "members-take-doubtful", count = file.report.doubtful)),
                        &Typed::default(),
                        &Errors::default(),
                    ))
                }
                p { button.btn type="submit" { (t!(words, "members-run", count = file.report.new + file.report.changed)) } }
            }
        }
        (button_form(&format!("/staff/members/{}/stop", file.key), "second", &t!(words, "members-stop"), html! {}))
    })
}

/// `POST /staff/members/{key}/run`
pub(crate) async fn run(visit: Visit) -> Result<Reply, Fault> {
    let (key, doubtful) = (visit.param("key").to_owned(), visit.form.ticked("doubtful"));
    let asked = key.clone();
    let said = visit.change(move |change| member_files::run(change, &asked, doubtful)).await?;
    if said == RunAsked::SecondPerson {
        let file = load(&visit).await?;
        let mut errors = Errors::default();
        errors.add("main", t!(visit.words, "members-quarantine-text", name = &file.by));
        return Ok(visit.show_again(file_page(&visit, &file, &errors)?));
    }
    Ok(Reply::see(format!("/staff/members/{key}")))
}

/// `POST /staff/members/{key}/stop`
pub(crate) async fn stop(visit: Visit) -> Result<Reply, Fault> {
    let key = visit.param("key").to_owned();
    visit.change(move |change| member_files::stop(change, &key)).await?;
    Ok(Reply::see("/staff/members"))
}
