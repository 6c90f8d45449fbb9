//! `GET /classes`: the list with its filters.

use crate::{
    classes::offerings::{Class, card, events, filter::Filter, store},
    ground::{fault::Fault, ids::OfferingId, when},
    programme::courses::Level,
    programme::{Edition, WordingIn},
    progress,
    seats::signup::{self, mine::Mine},
    visit::Visit,
};
use kit::{
    Page, Reply,
    form::{Errors, Field, checkbox, field, select},
    t,
};
use maud::{Markup, html};
use std::{collections::BTreeSet, sync::Arc};

/// What the list and its downloads show.
pub(crate) struct Shown {
    pub edition: Arc<Edition>,
    pub classes: Vec<Class>,
    /// Before filtering: what the filters choose from.
    pub all: Vec<Class>,
    pub mine: Mine,
    pub filter: Filter,
}

/// Loads what the visit's filter shows. Cancelled classes stay in the list until their day, so that nobody comes.
pub(crate) async fn shown(visit: &Visit) -> Result<Shown, Fault> {
    let filter = Filter::from_query(&visit.query);
    let now = visit.now();
    let member = visit.visitor.as_ref().map(|v| v.id);
    // an address that names a programme is about its classes
    let own_alone = !visit.base.is_empty();
    visit
        .read(move |tx| {
            let edition = tx.edition()?;
            let mut all = store::upcoming(tx, &edition, now)?;
            all.retain(|c| !own_alone || !c.parts.is_empty());
            let mine = match member {
                Some(person) => signup::mine::with_content(tx, person)?,
                None => Mine::default(),
            };
            let needed: BTreeSet<OfferingId> = match member.filter(|_| filter.need) {
                Some(person) => progress::helpful(tx, person, &all)?,
                None => all.iter().map(|c| c.id).collect(),
            };
            let classes = all.iter().filter(|c| filter.passes(c, now, tx.zone, &needed)).cloned().collect();
            Ok(Shown { edition, classes, all, mine, filter: filter.clone() })
        })
        .await
}

/// `GET /classes`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let shown = shown(&visit).await?;
    let words = visit.words;
    let wording = shown.edition.wording.of(visit.language());
    let body = html! {
        h1 { (t!(words, "classes-title")) }
        div.bar {
            p role="status" { strong { (t!(words, "classes-count", count = shown.classes.len())) } }
            (downloads(&visit))
        }
        (filters(&visit, &shown, wording))
        @if shown.classes.is_empty() { (nothing(&visit, &shown)) }
        @for month in months(&shown.classes, &visit) {
            h2 { (month.0) }
            ul.plain.stack { @for class in month.1 { (card::card(&visit, wording, class, shown.mine.state(class))) } }
        }
    };
    Ok(visit.show(Page::new(t!(words, "classes-title"), body)))
}

fn downloads(visit: &Visit) -> Markup {
    let words = visit.words;
    let query = if visit.query_text.is_empty() { String::new() } else { format!("?{}", visit.query_text) };
    let link = |kind: &str| visit.href(&format!("/classes.{kind}{query}"));
    let with = |more: &str| format!("{}{}{more}", link("pdf"), if query.is_empty() { "?" } else { "&" });
    html! {
        nav.row aria-label=(t!(words, "downloads-label")) {
            a href=(link("pdf")) { (t!(words, "download-pdf")) }
            details {
                summary { (t!(words, "download-more")) }
                ul.plain {
                    li { a href=(with("list=long")) { (t!(words, "download-long")) } }
                    li { a href=(with("paper=a4")) { (t!(words, "download-a4")) } }
                    li { a href=(visit.href(&format!("/classes/print{query}"))) { (t!(words, "download-print")) } }
                    li { a href=(link("xlsx")) { (t!(words, "download-xlsx")) } }
                    li { a href=(link("csv")) { (t!(words, "download-csv")) } }
                    li { a href=(link("ics")) { (t!(words, "download-ics")) } }
                }
            }
        }
    }
}

fn months<'a>(classes: &'a [Class], visit: &Visit) -> Vec<(String, Vec<&'a Class>)> {
    let mut out: Vec<(String, Vec<&Class>)> = Vec::new();
    for class in classes {
        let name = visit.words.month_of(class.first_day(&visit.app.zone));
        match out.last_mut().filter(|(n, _)| *n == name) {
            Some((_, list)) => list.push(class),
            None => out.push((name, vec![class])),
        }
    }
    out
}

fn options(all: String, mut pairs: Vec<(String, String)>) -> Vec<(String, String, Option<&'static str>)> {
    pairs.sort_by(|a, b| a.1.cmp(&b.1));
    pairs.dedup();
    std::iter::once((String::new(), all)).chain(pairs).map(|(v, t)| (v, t, None)).collect()
}

fn filters(visit: &Visit, shown: &Shown, wording: &WordingIn) -> Markup {
    // a filter refuses nothing
    let errors = &Errors::default();
    let (words, typed) = (visit.words, &visit.query);
    let all = &shown.all;
    let parts: Vec<(String, String, Option<&'static str>)> =
        std::iter::once((String::new(), t!(words, "filter-all-parts"), None))
            .chain(
                shown.edition.rules.requirements.iter().map(|r| (r.id.clone(), wording.part(&r.id).to_owned(), None)),
            )
            .collect();
    let regions = all.iter().filter(|c| !c.online).map(|c| (c.venue.region.clone(), c.venue.region.clone())).collect();
    let venues = all.iter().filter(|c| !c.online).map(|c| (c.venue.key.clone(), c.venue.name.clone())).collect();
    let mut at_events: Vec<(String, String)> = all.iter().filter_map(|c| c.event.clone()).collect();
    at_events.push((events::OUTSIDE.to_owned(), t!(words, "filter-outside-events")));
    let topics = all.iter().flat_map(|c| &c.topics).map(|t| (t.clone(), wording.topic(t).to_owned())).collect();
    let levels: Vec<_> = ["", Level::Beginner.name(), Level::Experienced.name()]
        .map(|level| {
            let key = if level.is_empty() { "filter-all-levels".to_owned() } else { format!("level-{level}") };
            (level.to_owned(), words.text(&key, &[]), None)
        })
        .into();
    let date = |name: &'static str, label: &str| field(words, Field::new(name, label).of_kind("date"), typed, errors);
    let count = shown.filter.count();
    html! {
        details.filters.card open[count > 0] {
            summary { (t!(words, "filter-title")) @if count > 0 { " (" (count) ")" } }
            form.wide.stack method="get" action=(visit.href("/classes")) {
                div.grid {
                    (select(words, Field::new("part", &t!(words, "filter-part")), &parts, typed, errors))
                    (select(
                        words,
                        Field::new("topic", &t!(words, "filter-topic")),
                        &options(t!(words, "filter-all-topics"), topics),
                        typed,
                        errors,
                    ))
                    (select(words, Field::new("level", &t!(words, "filter-level")), &levels, typed, errors))
                    (select(
                        words,
                        Field::new("region", &t!(words, "filter-region")),
                        &options(t!(words, "filter-anywhere"), regions),
                        typed,
                        errors,
                    ))
                    (select(
                        words,
                        Field::new("venue", &t!(words, "filter-venue")),
                        &options(t!(words, "filter-all-venues"), venues),
                        typed,
                        errors,
                    ))
                    (select(
                        words,
                        Field::new("event", &t!(words, "filter-event")),
                        &options(t!(words, "filter-all-events"), at_events),
                        typed,
                        errors,
                    ))
                    (date("from", &t!(words, "filter-from")))
                    (date("to", &t!(words, "filter-to")))
                }
                fieldset {
                    legend { (t!(words, "filter-only")) }
                    (checkbox(words, Field::new("online", &t!(words, "filter-online")), typed, errors))
                    (checkbox(words, Field::new("open", &t!(words, "filter-open")), typed, errors))
                    (checkbox(words, Field::new("local", &t!(words, "filter-local")), typed, errors))
                    @if visit.visitor.is_some() { (checkbox(words, Field::new("need", &t!(words, "filter-need")), typed, errors)) }
                }
                p.row {
                    button.btn type="submit" { (t!(words, "filter-show")) }
                    a href=(visit.href("/classes")) { (t!(words, "filter-clear")) }
                }
            }
        }
    }
}

/// The filters, by their names in the address.
const FILTERS: [&str; 13] =
    ["part", "topic", "level", "region", "venue", "event", "from", "to", "q", "online", "open", "local", "need"];

/// No class passes: which single filter to drop, with how many classes each would bring.
fn nothing(visit: &Visit, shown: &Shown) -> Markup {
    let words = visit.words;
    let looser: Vec<(String, String, usize)> = visit
        .query
        .names()
        .filter(|n| FILTERS.contains(n) && !visit.query.get(n).is_empty())
        .filter_map(|dropped| {
            let rest: Vec<(String, String)> = visit
                .query
                .names()
                .filter(|n| *n != dropped && !visit.query.get(n).is_empty())
                .map(|n| (n.to_owned(), visit.query.get(n).to_owned()))
                .collect();
            let address = form_urlencoded::Serializer::new(String::new()).extend_pairs(&rest).finish();
            let filter = Filter::from_query(&kit::form::Typed::from_pairs(rest));
            let everything = shown.all.iter().map(|c| c.id).collect();
            let count =
                shown.all.iter().filter(|c| filter.passes(c, visit.now(), &visit.app.zone, &everything)).count();
            (count > 0).then(|| (dropped.to_owned(), address, count))
        })
        .collect();
    html! {
        div.card.stack.tight {
            p { strong { (t!(words, "classes-none")) } }
            @if !looser.is_empty() {
                ul { @for (name, address, count) in &looser {
                    li { a href={ (visit.href("/classes")) "?" (address) } {
                        (t!(words, "classes-without-filter", name = words.text(&format!("filter-{name}"), &[]), count = *count))
                    } }
                } }
            }
            p { a href=(visit.href("/classes")) { (t!(words, "classes-all")) } }
        }
    }
}

/// "As of" in words.
pub(crate) fn as_of(visit: &Visit) -> String {
    t!(visit.words, "list-as-of", day = visit.words.date(when::day(visit.now(), &visit.app.zone)))
}
