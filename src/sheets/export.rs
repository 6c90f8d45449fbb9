//! Taking a list out: asked for with a reason, logged with how many rows it had.

use super::Sheet;
use crate::{catalogue, change::Entry, fault::Fault, log, reports, staff, visit::Visit};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field, hidden},
    reply::File,
    t,
};
use maud::{Markup, html};

/// A list's own file, by its name in the address.
async fn sheet(visit: &Visit, list: &str) -> Result<Sheet, Fault> {
    match list {
        "log" => log::pages::sheet(visit).await,
        "people" => staff::people::sheet(visit).await,
        "touched" => log::touched::sheet(visit).await,
        word => catalogue::lists::sheet(visit, word).await,
    }
}

/// The lists that only administrators take out.
const ADMINISTRATORS: [&str; 2] = ["log", "touched"];

/// The part of a page that takes its list out, as it is filtered.
pub(crate) fn panel(visit: &Visit, list: &str, query: &str) -> Markup {
    panel_to(visit, "/staff/export", list, query)
}

/// The same for lists that others than the office may take out.
pub(crate) fn panel_to(visit: &Visit, base: &str, list: &str, query: &str) -> Markup {
    let words = visit.words;
    // a page may have several
    let errors = Errors::of_form(format!("{list}-"));
    html! {
        details {
            summary { (t!(words, "export-title")) span.vh { " " (list) } }
            (form(visit, base, list, query, &errors))
        }
    }
}

fn form(visit: &Visit, base: &str, list: &str, query: &str, errors: &Errors) -> Markup {
    let words = visit.words;
    let (label, hint) = (t!(words, "export-reason"), t!(words, "export-reason-hint"));
    html! {
        form.stack method="post" action={ (base) "/" (list) } {
            (hidden("query", query))
            (field(words, Field { name: "reason", label: &label, hint: Some(&hint), ..Field::default() }, &Typed::default(), errors))
            p.row {
                button.btn.second type="submit" name="as" value="csv" { (t!(words, "export-csv")) }
                button.btn.second type="submit" name="as" value="xlsx" { (t!(words, "export-xlsx")) }
            }
        }
    }
}

/// The same question on a page of its own: there was no reason.
fn again(visit: &Visit, list: &str) -> Reply {
    let words = visit.words;
    let mut errors = Errors::of_form(format!("{list}-"));
    errors.add("reason", t!(words, "error-reason"));
    let (base, _) = visit.path.rsplit_once('/').unwrap_or_default();
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "export-title")) }
        (form(visit, base, list, visit.form.get("query"), &errors))
    };
    visit.show_again(Page::new(t!(words, "export-title"), body).private())
}

/// `POST /staff/export/{list}`: the file. It is logged before it leaves.
pub(crate) async fn make(visit: Visit) -> Result<Reply, Fault> {
    let list = visit.param("list").to_owned();
    if ADMINISTRATORS.contains(&list.as_str()) && !visit.member()?.holds.administrator {
        return Err(Fault::NotFound);
    }
    let sheet = sheet(&asked(&visit), &list).await?;
    deliver(&visit, list, &sheet).await
}

/// `POST /staff/reports/export/{list}`: a table of the reports, as its reader may see it.
pub(crate) async fn make_report(visit: Visit) -> Result<Reply, Fault> {
    let list = visit.param("list").to_owned();
    let sheet = reports::pages::sheet(&asked(&visit), &list).await?;
    deliver(&visit, list, &sheet).await
}

/// The visit with the filter of the page that the list was on.
fn asked(visit: &Visit) -> Visit {
    let query = visit.form.get("query").as_bytes();
    let pairs = form_urlencoded::parse(query).map(|(k, v)| (k.into_owned(), v.into_owned()));
    Visit { query: Typed::from_pairs(pairs), ..visit.clone() }
}

async fn deliver(visit: &Visit, list: String, sheet: &Sheet) -> Result<Reply, Fault> {
    if visit.form.get("reason").is_empty() {
        return Ok(again(visit, &list));
    }
    // the names of the filter alone: what was looked for may be somebody's name
    let query_text = asked(visit).query.names().collect::<Vec<_>>().join(" ");
    let reason = visit.form.get("reason").chars().take(500).collect::<String>();
    let (rows, name, kind) = (sheet.len(), list.clone(), visit.form.get("as").to_owned());
    visit
        .change(move |change| {
            change.audit(&Entry {
                verb: "export.made",
                object: "export",
                id: 0,
                before: &query_text,
                after: &format!("{name}, {rows} rows"),
                reason: &reason,
            })?;
            change.tx.run(
                db::sql!("insert into export (id, list, row_count, made_by, made_at) values ($1, $2, $3, $4, $5)"),
                &db::params![change.id(), &name, rows as i64, change.person(), change.now.0],
            )?;
            Ok(())
        })
        .await?;
    let (kind, bytes, ending) = match kind.as_str() {
        "xlsx" => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.xlsx()?, "xlsx"),
        _ => ("text/csv; charset=utf-8", sheet.csv()?, "csv"),
    };
    let day = visit.now().date(&visit.app.zone);
    Ok(Reply::File(File { kind, name: Some(format!("{list}-{day}.{ending}")), bytes }))
}
