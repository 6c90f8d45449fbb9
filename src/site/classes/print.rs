//! `GET /classes/print`: the list as a page without anything around it, to be printed from the browser or copied into a
//! letter. The same groups as the list for the wall.

use super::{
    list,
    wall::{self, Group},
};
use crate::{classes::offerings::events, ground::fault::Fault, visit::Visit};
use kit::{Page, Reply, t};
use maud::{Markup, html};

/// `GET /classes/print`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let shown = list::shown(&visit).await?;
    let today = visit.now().date(&visit.app.zone);
    let events = visit.read(move |tx| events::from_day(tx, today)).await?;
    let (words, wording) = (visit.words, shown.edition.wording.of(visit.language()));
    let office = &visit.app.config.office;
    let title = wall::title(&visit, &shown);
    let groups = wall::groups(&visit, &shown, &events);
    let only = wall::filter_in_words(&visit, &shown);
    let body = html! {
        p.no-print { a href=(visit.href("/classes")) { (t!(words, "classes-all")) } }
        h1 { (title) }
        p { @if !wording.union.is_empty() { (wording.union) ", " } (wording.site) ". " (list::as_of(&visit)) }
        @if !only.is_empty() { p { (only) } }
        @if groups.is_empty() { p { (t!(words, "classes-none")) } }
        @for of in &groups { (group(&visit, of)) }
        p { (t!(words, "list-contact", email = &office.email)) " " (visit.whole(&visit.href("/classes"))) }
    };
    Ok(visit.show(Page::new(title, body)))
}

fn group(visit: &Visit, of: &Group) -> Markup {
    let words = visit.words;
    let heads = ["list-date", "list-time", "list-class", "list-place", "list-counts-for", "list-hours", "list-seats"];
    html! {
        h2 { (of.title) }
        @if !of.detail.is_empty() { p { (of.detail) } }
        div.scroll role="region" aria-label=(of.title) tabindex="0" {
            table {
                caption.vh { (of.title) }
                thead { tr { @for head in heads { th scope="col" { (words.text(head, &[])) } } } }
                tbody { @for row in &of.rows { tr {
                    td { (row.date) } td { (row.time) }
                    th scope="row" {
                        (row.title)
                        @for more in [&row.trainers, &row.note, &row.about].into_iter().filter(|m| !m.is_empty()) {
                            br; span.small.mut { (more) }
                        }
                    }
                    td { (row.place) } td { (row.parts) } td { (row.hours) } td { (row.seats) }
                } } }
            }
        }
    }
}
