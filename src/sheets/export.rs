//! Taking a list out: asked for with a reason, logged with how many rows it had.

use super::{
    Sheet,
    requests::{self, Request, Wanted},
};
use crate::{catalogue, fault::Fault, log, reports, signin::look, staff, visit::Visit};
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
    if !requests::may_take(visit.member()?, &list) {
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
    Visit { query: query(visit.form.get("query")), ..visit.clone() }
}

fn query(text: &str) -> Typed {
    Typed::from_pairs(form_urlencoded::parse(text.as_bytes()).map(|(k, v)| (k.into_owned(), v.into_owned())))
}

async fn deliver(visit: &Visit, list: String, sheet: &Sheet) -> Result<Reply, Fault> {
    if visit.form.get("reason").is_empty() {
        return Ok(again(visit, &list));
    }
    let wanted = Wanted {
        list,
        query: visit.form.get("query").chars().take(2000).collect(),
        file: if visit.form.get("as") == "xlsx" { "xlsx".to_owned() } else { "csv".to_owned() },
        rows: sheet.len() as i64,
        reason: visit.form.get("reason").chars().take(500).collect(),
    };
    if requests::names_people(&wanted.list) {
        let (me, rows, now) = (visit.member()?.id, wanted.rows, visit.now());
        let most = visit.app.config.limits.export_rows;
        if visit.read(move |tx| requests::is_long(tx, me, rows, most, now)).await? {
            visit.change(move |change| requests::ask(change, &wanted)).await?;
            return Ok(Reply::see("/staff/exports?said=asked"));
        }
        look::note_people(visit, "export", sheet.people.clone()).await?;
    }
    leave(visit, wanted, sheet, None).await
}

/// What two agreed to, as it is now.
pub(super) async fn deliver_agreed(visit: &Visit, request: Request) -> Result<Reply, Fault> {
    let asked = Visit { query: query(&request.wanted.query), ..visit.clone() };
    let sheet = sheet(&asked, &request.wanted.list).await?;
    let wanted = Wanted { rows: sheet.len() as i64, ..request.wanted };
    leave(visit, wanted, &sheet, Some(request.id)).await
}

/// The file, logged before it leaves.
async fn leave(visit: &Visit, wanted: Wanted, sheet: &Sheet, request: Option<i64>) -> Result<Reply, Fault> {
    // the names of the filter alone: what was looked for may be somebody's name
    let names = query(&wanted.query).names().collect::<Vec<_>>().join(" ");
    let (sign_in, noted) = (visit.member()?.sign_in_key.clone(), wanted.clone());
    visit.change(move |change| requests::note_made(change, &noted, &names, &sign_in, request)).await?;
    let (kind, bytes) = match wanted.file.as_str() {
        "xlsx" => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.xlsx()?),
        _ => ("text/csv; charset=utf-8", sheet.csv()?),
    };
    let day = visit.now().date(&visit.app.zone);
    Ok(Reply::File(File { kind, name: Some(format!("{}-{day}.{}", wanted.list, wanted.file)), bytes }))
}
