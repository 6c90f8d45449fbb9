//! `GET /`: what the programme is, for whom, and the three actions.

use crate::{
    classes::offerings::{self, dates::next_open},
    ground::fault::Fault,
    visit::Visit,
};
use kit::{
    Page, Reply,
    parts::{TrackPart, track},
    t,
};
use maud::html;

/// `GET /`
pub(crate) async fn home(visit: Visit) -> Result<Reply, Fault> {
    let now = visit.now();
    let (edition, classes) = visit
        .read(move |tx| {
            let edition = tx.edition()?;
            let classes = offerings::store::upcoming(tx, &edition, now)?;
            Ok((edition, classes))
        })
        .await?;
    let words = visit.words;
    let wording = edition.wording.of(visit.language());
    let rules = &edition.rules;
    let whole: Vec<TrackPart> = rules
        .requirements
        .iter()
        .map(|r| TrackPart { hours: (r.nominal() / 60) as usize, done: (r.nominal() / 60) as usize, booked: 0 })
        .collect();
    let label = crate::progress::words::needs(words, rules, wording).join(" ");
    let hero = html! {
        div.hero { div.wrap.stack {
            h1 { (wording.headline) " " mark { (wording.headline_marked) } }
            p { (wording.lead) }
            (track(&whole, &label))
            p.row {
                a.btn href=(visit.href("/enroll")) { (t!(words, "action-enroll")) }
                a.btn.second href=(visit.href("/classes")) { (t!(words, "action-classes")) }
                a.btn.second href=(visit.href("/classes.pdf")) { (t!(words, "action-download")) }
            }
        } }
    };
    let next = next_open(&classes, now, 3);
    let body = html! {
        h2 { (t!(words, "home-parts")) }
        ul.plain.grid {
            @for r in &rules.requirements {
                li.card.stack.tight {
                    h3 { (wording.part(&r.id)) }
                    p { strong { (crate::site::requirements::size(words, r)) } }
                    @if let Some(part) = wording.parts.get(&r.id) { p { (part.summary) } }
                }
            }
        }
        p { a href=(visit.href("/requirements")) { (t!(words, "home-requirements")) } }
        h2 { (t!(words, "home-next")) }
        @if next.is_empty() { p { (t!(words, "home-no-classes")) } }
        ul.plain.stack { @for class in next { (offerings::card::card(&visit, wording, class, None)) } }
        p { a.btn.second href=(visit.href("/classes")) { (t!(words, "classes-all")) } }
        div.grid {
            section.stack.tight aria-labelledby="who" { h2 id="who" { (wording.who_title) } p { (wording.who) } }
            section.stack.tight aria-labelledby="how" {
                h2 id="how" { (wording.how_title) } ol { @for step in &wording.how { li { (step) } } }
            }
            section.stack.tight aria-labelledby="class" { h2 id="class" { (wording.class_title) } p { (wording.class) } }
        }
        p { (t!(words, "home-questions")) " " a href={ "mailto:" (visit.app.config.office.email) } { (visit.app.config.office.email) } }
    };
    let title = format!("{} {}", wording.headline, wording.headline_marked);
    Ok(visit.show(Page { hero: Some(hero), ..Page::new(title, body) }))
}
