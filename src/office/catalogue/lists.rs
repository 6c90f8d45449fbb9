//! `/staff/catalogue`: what a term is built from, and where each part is edited.

use super::{
    KINDS,
    forms::{label, row_name},
    kind,
};
use crate::{
    ground::fault::Fault,
    office::{
        import::{
            Kind,
            rows::{self, Cells},
        },
        sheets::{self, Sheet},
    },
    visit::{Visit, policy::Policy},
};
use kit::{Page, Reply, t};
use maud::html;

/// `GET /staff/catalogue`
pub(crate) async fn home(visit: Visit) -> Result<Reply, Fault> {
    let words = visit.words;
    // those who keep the records read the catalogue, but do not plan it
    let plans = visit.may(Policy::Coordinate);
    let body = html! {
        h1 { (t!(words, "catalogue-title")) }
        p { (t!(words, "catalogue-lead")) }
        ul.plain.grid {
            li.card { a href="/staff/trainers" { (t!(words, "able-desk-title")) } p.small { (t!(words, "able-desk-lead")) } }
            li.card { a href="/staff/timetable" { (t!(words, "timetable-title")) } p.small { (t!(words, "timetable-lead")) } }
            li.card { a href="/staff/drafts" { (t!(words, "drafts-title")) } p.small { (t!(words, "drafts-lead")) } }
            @if plans { li.card { a href="/staff/classes/new" { (t!(words, "class-new")) } p.small { (t!(words, "class-new-lead")) } } }
            @if plans { li.card { a href="/staff/terms/copy" { (t!(words, "copy-title")) } p.small { (t!(words, "copy-lead")) } } }
            li.card { a href="/staff/requests" { (t!(words, "requests-title")) } p.small { (t!(words, "requests-staff-lead")) } }
            @for k in KINDS {
                li.card { a href={ "/staff/catalogue/" (k.name()) } { (words.text(&format!("catalogue-{}", k.name()), &[])) } }
            }
            @if plans { li.card { a href="/staff/import" { (t!(words, "staff-import")) } } }
        }
        p { a href="/staff" { (t!(words, "go-back")) } }
    };
    Ok(visit.show(Page::new(t!(words, "catalogue-title"), body).private()))
}

/// The columns of a list that help to tell its rows apart.
fn shown(kind: Kind) -> Vec<&'static str> {
    match kind {
        Kind::Courses => vec!["title", "minutes", "audience", "tags"],
        Kind::Venues => vec!["name", "region", "address", "access"],
        Kind::Rooms => vec!["venue", "name", "seats", "access"],
        Kind::Events => vec!["title", "venue", "starts", "ends"],
        Kind::Slots => vec!["event", "name", "starts", "ends"],
        _ => vec!["name", "region"],
    }
}

/// `GET /staff/catalogue/{kind}`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let kind = kind(visit.param("kind")).ok_or(Fault::NotFound)?;
    let (found, events) = visit
        .read(move |tx| {
            let events = if kind == Kind::Slots { rows::all(tx, Kind::Events)? } else { Vec::new() };
            Ok((rows::all(tx, kind)?, events))
        })
        .await?;
    let words = visit.words;
    let title = words.text(&format!("catalogue-{}", kind.name()), &[]);
    let (columns, plans) = (shown(kind), visit.may(Policy::Coordinate));
    let at = format!("/staff/catalogue/{}", kind.name());
    let row_at = |cells: &Cells| {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("row", &row_name(kind, cells)).finish();
        format!("{at}/edit?{query}")
    };
    let body = html! {
        h1 { (title) }
        @if visit.query.ticked("said") { p.note.ok role="status" { (t!(words, "roles-saved")) } }
        @if plans { p { a.btn href={ (at) "/new" } { (words.text(&format!("catalogue-new-{}", kind.name()), &[])) } } }
        div.scroll role="region" aria-label=(title) tabindex="0" { table {
            thead { tr {
                @for c in &columns { th scope="col" { (label(words, kind, c)) } }
                @if plans { th scope="col" { span.vh { (t!(words, "catalogue-change")) } } }
            } }
            tbody { @for cells in &found { tr {
                @for (n, c) in columns.iter().enumerate() {
                    @let text = cells.get(c).map_or("", String::as_str);
                    @if n == 0 { th scope="row" { (text) } } @else { td { (text) } }
                }
                @if plans { td {
                    a href=(row_at(cells)) { (t!(words, "catalogue-change")) span.vh { " " (row_name(kind, cells)) } }
                    @if kind == Kind::Slots {
                        br;
                        a href=(class_in(cells, &events)) {
                            (t!(words, "slot-class")) span.vh { " " (row_name(kind, cells)) }
                        }
                    }
                } }
            } } }
        } }
        (sheets::panel(&visit, kind.name(), ""))
        p { a href="/staff/catalogue" { (t!(words, "go-back")) } }
    };
    Ok(visit.show(Page::new(title, body).private()))
}

/// The address of the form for a new class in a slot of an event.
fn class_in(slot: &Cells, events: &[Cells]) -> String {
    let cell = |cells: &Cells, column: &str| cells.get(column).cloned().unwrap_or_default();
    let (event, starts, ends) = (cell(slot, "event"), cell(slot, "starts"), cell(slot, "ends"));
    let clock = |moment: &str| moment.get(11..16).unwrap_or_default().to_owned();
    let venue = events.iter().find(|e| cell(e, "key") == event).map(|e| cell(e, "venue")).unwrap_or_default();
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("event", &event)
        .append_pair("venue", &venue)
        .append_pair(
            "sessions",
            &format!("{} {}-{}", starts.get(..10).unwrap_or_default(), clock(&starts), clock(&ends)),
        )
        .finish();
    format!("/staff/classes/new?{query}")
}

/// A list of the catalogue as a file that can be imported again.
pub(crate) async fn sheet(visit: &Visit, word: &str) -> Result<Sheet, Fault> {
    let kind = kind(word).ok_or(Fault::NotFound)?;
    let found = visit.read(move |tx| rows::all(tx, kind)).await?;
    let columns = kind.columns();
    let heads: Vec<String> = columns.iter().map(|c| c.name.to_owned()).collect();
    let mut sheet = Sheet::new(kind.name(), &heads);
    for cells in found {
        sheet.row(columns.iter().map(|c| cells.get(c.name).cloned().unwrap_or_default().into()));
    }
    Ok(sheet)
}
