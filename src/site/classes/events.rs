//! `GET /events`: where classes are held: at which events, in which regions, online, for one local.

use crate::{
    classes::offerings::{
        Class,
        card::titles,
        events::{self, Event},
        store,
    },
    ground::fault::Fault,
    programme::Edition,
    visit::{Visit, ways::query},
};
use kit::{
    Page, Reply,
    parts::{Icon, icon},
    t,
};
use maud::{Markup, html};
use rules::programme::Requirement;
use std::collections::BTreeMap;

/// `GET /events`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let (now, today) = (visit.now(), visit.now().date(&visit.app.zone));
    let (edition, events, classes) = visit
        .read(move |tx| {
            let edition = tx.edition()?;
            let classes = store::upcoming(tx, &edition, now)?;
            Ok((edition, events::from_day(tx, today)?, classes))
        })
        .await?;
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "events-title")) }
        p { (t!(words, "events-lead")) }
        @if events.is_empty() { p { (t!(words, "events-none")) } }
        ul.plain.stack { @for event in &events { (one(&visit, &edition, event, &classes)) } }
        h2 { (t!(words, "events-other-days")) }
        (other_days(&visit, &classes))
        p { a href=(visit.href("/classes")) { (t!(words, "classes-all")) } }
    };
    Ok(visit.show(Page::new(t!(words, "events-title"), body)))
}

fn one(visit: &Visit, edition: &Edition, event: &Event, classes: &[Class]) -> Markup {
    let words = visit.words;
    let wording = edition.wording.of(visit.language());
    let held: Vec<&Class> =
        classes.iter().filter(|c| c.event.as_ref().is_some_and(|(key, _)| *key == event.key)).collect();
    let counts_here = |part: &&Requirement| held.iter().any(|c| c.parts.contains(&part.id));
    let parts: Vec<&str> = edition.rules.requirements.iter().filter(counts_here).map(|r| wording.part(&r.id)).collect();
    html! {
        li.card.stack.tight {
            h2 { a href=(visit.href(&event.path())) lang=[titles(words)] { (event.title) } }
            p { strong { (event.days(words)) } }
            p.place.mut { (icon(Icon::Pin)) a href=(visit.href(&format!("/venues/{}", event.venue_key))) { (event.venue) } }
            @if !event.about.is_empty() { p lang=[titles(words)] { (event.about) } }
            @if held.is_empty() { p.mut { (t!(words, "event-no-classes")) } } @else {
                p { (t!(words, "events-count", count = held.len()))
                    @if !parts.is_empty() { ": " (parts.join(", ")) } }
            }
        }
    }
}

/// Trainings outside events: in each region, online, and for one local, with the list of each.
fn other_days(visit: &Visit, classes: &[Class]) -> Markup {
    let words = visit.words;
    let outside: Vec<&Class> = classes.iter().filter(|c| c.event.is_none()).collect();
    let mut regions: BTreeMap<&str, usize> = BTreeMap::new();
    for class in &outside {
        let mut here: Vec<&str> =
            class.places().filter(|(online, _)| !online).map(|(_, place)| place.region.as_str()).collect();
        here.dedup();
        for region in here {
            *regions.entry(region).or_default() += 1;
        }
    }
    let online = outside.iter().filter(|c| c.places().any(|(online, _)| online)).count();
    let of_locals = outside.iter().filter(|c| c.only_local.is_some()).count();
    let line = |name: &str, filter: (&str, &str), count: usize| {
        let address = query(&[("event", events::OUTSIDE), filter]);
        html! {
            li { a href={ (visit.href("/classes")) "?" (address) } { (name) } " · " (t!(words, "events-count", count = count)) }
        }
    };
    html! {
        @if outside.is_empty() { p { (t!(words, "events-none-outside")) } }
        ul {
            @for (region, count) in &regions { (line(region, ("region", region), *count)) }
            @if online > 0 { (line(&t!(words, "online"), ("online", "1"), online)) }
            @if of_locals > 0 { (line(&t!(words, "filter-local"), ("local", "1"), of_locals)) }
        }
    }
}
