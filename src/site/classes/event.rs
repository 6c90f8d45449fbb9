//! `GET /events/{key}`: a conference day by time slot.

use crate::{
    classes::offerings::{Class, card, events, store},
    ground::{fault::Fault, when},
    seats::signup,
    visit::Visit,
};
use db::{params, sql};
use kit::{Page, Reply, t};
use maud::html;
use rules::time::Span;

/// `GET /events/{key}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let key = visit.param("key").to_owned();
    let person = visit.visitor.as_ref().map(|v| v.id);
    let (edition, event, classes, mine) = visit
        .read(move |tx| {
            let edition = tx.edition()?;
            let event = events::by_key(tx, &key)?;
            let ids = tx.all(
                sql!(
                    "select id from offering where event_id = $1 and stage <> 'draft' order by starts_at, id limit 500"
                ),
                &params![event.id],
            )?;
            // their cards need not say at which event they are
            let class = |id| Ok(Class { event: None, ..store::by_id(tx, &edition, id)? });
            let classes: Vec<Class> = ids.iter().map(|r| class(r.get(0)?)).collect::<Result<_, Fault>>()?;
            let mine = person.map(|p| signup::mine::with_content(tx, p)).transpose()?.unwrap_or_default();
            Ok((edition, event, classes, mine))
        })
        .await?;
    let words = visit.words;
    let wording = edition.wording.of(visit.language());
    let body = html! {
        h1 { (event.title) }
        p { strong { (event.days(words)) } " · " a href=(visit.href(&format!("/venues/{}", event.venue_key))) { (event.venue) } }
        @if !event.about.is_empty() { p { (event.about) } }
        @if classes.is_empty() { p { (t!(words, "event-no-classes")) } } @else { p { (t!(words, "event-one-per-slot")) } }
        @for (slot, list) in slots(&classes) {
            h2 { (words.day(when::day(slot.start, &visit.app.zone), false)) ", "
                (words.from_to(when::clock(slot.start, &visit.app.zone), when::clock(slot.end, &visit.app.zone))) }
            ul.plain.stack { @for class in list { (card::card(&visit, wording, class, mine.state(class))) } }
        }
    };
    Ok(visit.show(Page::new(event.title, body)))
}

/// Classes by the slot they begin in.
fn slots(classes: &[Class]) -> Vec<(Span, Vec<&Class>)> {
    let mut out: Vec<(Span, Vec<&Class>)> = Vec::new();
    for class in classes {
        let slot = Span { start: class.starts(), end: class.ends() };
        match out.iter_mut().find(|(s, _)| *s == slot) {
            Some((_, list)) => list.push(class),
            None => out.push((slot, vec![class])),
        }
    }
    out
}
