//! `GET /venues/{key}`: how to get there, and the classes there.

use crate::{
    classes::offerings::{card, store},
    ground::fault::Fault,
    seats::signup,
    visit::Visit,
};
use db::{params, sql};
use kit::{Page, Reply, parts::facts, t};
use maud::html;

/// `GET /venues/{key}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let key = visit.param("key").to_owned();
    let now = visit.now();
    let person = visit.visitor.as_ref().map(|v| v.id);
    let (edition, venue, classes, mine) = visit
        .read(move |tx| {
            let edition = tx.edition()?;
            let venue = tx
                .optional(
                    sql!("select name, address, region, access, parking, transit from venue where key = $1"),
                    &params![&key],
                )?
                .ok_or(Fault::NotFound)?;
            let classes: Vec<_> =
                store::upcoming(tx, &edition, now)?.into_iter().filter(|c| c.venue.key == key).collect();
            let mine = person.map(|p| signup::mine::with_content(tx, p)).transpose()?.unwrap_or_default();
            Ok((edition, venue, classes, mine))
        })
        .await?;
    let words = visit.words;
    let wording = edition.wording.of(visit.language());
    let name: String = venue.get(0)?;
    let mut rows = Vec::new();
    for (place, label) in [
        (1, t!(words, "venue-address")),
        (2, t!(words, "venue-region")),
        (3, t!(words, "venue-access")),
        (4, t!(words, "venue-parking")),
        (5, t!(words, "venue-transit")),
    ] {
        let value: String = venue.get(place)?;
        if !value.is_empty() {
            rows.push((label, html! { (value) }));
        }
    }
    let body = html! {
        h1 { (name) }
        div.card { (facts(&rows)) }
        h2 { (t!(words, "venue-classes")) }
        @if classes.is_empty() { p { (t!(words, "venue-no-classes")) " " a href=(visit.href("/classes")) { (t!(words, "classes-all")) } } }
        ul.plain.stack { @for class in &classes { (card::card(&visit, wording, class, mine.state(class))) } }
    };
    Ok(visit.show(Page::new(name, body)))
}
