//! Taking a list out: asked for with a reason, logged with how many rows it had.

pub(crate) mod asked;
use crate::{
    ground::fault::Fault,
    office::{
        catalogue, log, people_desk, reports,
        sheets::{
            Sheet,
            panel::form,
            requests::{self, Request, Taken, Wanted},
        },
    },
    visit::{Visit, look},
};
use kit::{
    Page, Reply,
    form::{Errors, Typed},
    reply::File,
    t,
};
use maud::html;

/// A list's own file, by its name in the address.
async fn sheet(visit: &Visit, list: &str) -> Result<Sheet, Fault> {
    match list {
        "log" => log::pages::sheet(visit).await,
        "people" => people_desk::people::sheet(visit).await,
        "touched" => log::touched::sheet(visit).await,
        word => catalogue::lists::sheet(visit, word).await,
    }
}

/// The longest filter of a list, in bytes.
const LONGEST_FILTER: usize = 2000;

/// The question again, on a page of its own: no reason was given.
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
    // what is agreed to is what is taken: a filter is kept whole or not at all
    if visit.form.get("query").len() > LONGEST_FILTER {
        return Err(Fault::NotFound);
    }
    let wanted = Wanted {
        list,
        query: with_programme(visit),
        file: if visit.form.get("as") == "xlsx" { "xlsx".to_owned() } else { "csv".to_owned() },
        rows: sheet.len() as i64,
        reason: visit.form.get("reason").chars().take(500).collect(),
    };
    let (filter, sign_in, most) =
        (names_of(&wanted.query), visit.member()?.sign_in_key.clone(), visit.app.config.limits.export_rows);
    let asked = wanted.clone();
    let taken = visit.change(move |change| requests::take_or_ask(change, &asked, (&filter, &sign_in), most)).await?;
    if taken == Taken::Asked {
        return Ok(Reply::see("/staff/exports?said=asked"));
    }
    look::note_people(visit, "export", sheet.people.clone()).await?;
    file(visit, &wanted, sheet)
}

/// The pair of a filter that names the programme of a list, where there are several.
const PROGRAMME: &str = "programme";

/// The filter of the page that the list was on, with its programme: what is agreed to is a list of that one.
fn with_programme(visit: &Visit) -> String {
    let filter = visit.form.get("query");
    match visit.app.programme().filter(|_| visit.app.editions.listed().len() > 1) {
        None => filter.to_owned(),
        Some(id) if filter.is_empty() => format!("{PROGRAMME}={id}"),
        Some(id) => format!("{filter}&{PROGRAMME}={id}"),
    }
}

/// Delivers the list that two people agreed to, as it is now.
pub(crate) async fn deliver_agreed(visit: &Visit, request: Request) -> Result<Reply, Fault> {
    let filter = query(&request.wanted.query);
    let programme = Some(filter.get(PROGRAMME)).filter(|id| !id.is_empty()).map(std::sync::Arc::from);
    let app = visit.app.in_programme(programme.or_else(|| visit.app.programme().map(std::sync::Arc::from)));
    let asked = Visit { query: filter, app, ..visit.clone() };
    let sheet = sheet(&asked, &request.wanted.list).await?;
    let rows = sheet.len() as i64;
    // a few rows may have been added since; a list that has grown more is another question
    if rows > request.wanted.rows + request.wanted.rows / 10 {
        return Ok(Reply::see("/staff/exports?said=grown"));
    }
    let wanted = Wanted { rows, ..request.wanted };
    let (filter, sign_in) = (names_of(&wanted.query), visit.member()?.sign_in_key.clone());
    let (noted, id) = (wanted.clone(), request.id);
    visit.change(move |change| requests::note_made(change, &noted, &filter, &sign_in, Some(id))).await?;
    look::note_people(visit, "export", sheet.people.clone()).await?;
    file(visit, &wanted, &sheet)
}

/// Only the names of a filter's fields: what was searched for may be somebody's name.
fn names_of(text: &str) -> String {
    query(text).names().collect::<Vec<_>>().join(" ")
}

/// The list as a file of the kind that was asked for; that it leaves has already been logged.
fn file(visit: &Visit, wanted: &Wanted, sheet: &Sheet) -> Result<Reply, Fault> {
    let (kind, bytes) = match wanted.file.as_str() {
        "xlsx" => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.xlsx()?),
        _ => ("text/csv; charset=utf-8", sheet.csv()?),
    };
    let day = visit.now().date(&visit.app.zone);
    Ok(Reply::File(File { kind, name: Some(format!("{}-{day}.{}", wanted.list, wanted.file)), bytes }))
}
