//! `GET /`: what the programme is, for whom, and the three actions.

use super::several;
use crate::{
    classes::offerings::{
        self, Class,
        dates::{next_open, to_begin_with},
    },
    ground::fault::Fault,
    programme::{Edition, Listed, WordingIn},
    progress::enrolment,
    visit::Visit,
};
use kit::{
    Page, Reply,
    parts::{TrackPart, track},
    t,
};
use maud::{Markup, html};
use std::sync::Arc;

/// `GET /`: the start page of a programme; where there are several and the address names none, what they are.
pub(crate) async fn home(visit: Visit) -> Result<Reply, Fault> {
    let person = visit.visitor.as_ref().map(|v| v.id);
    let (edition, listed, own) = visit
        .read(move |tx| {
            let own = person.map_or_else(|| Ok(Vec::new()), |p| enrolment::store::of_person(tx, p))?;
            Ok((tx.edition()?, tx.editions.programmes(tx)?, own))
        })
        .await?;
    // a closed one is there for those who are in it
    let is_own = |l: &Listed| own.iter().any(|e| e.programme == l.edition.rules.id);
    let shown: Vec<Arc<Edition>> = listed.into_iter().filter(|l| l.offered || is_own(l)).map(|l| l.edition).collect();
    if visit.base.is_empty() && shown.len() > 1 {
        // it is about none of them in particular
        let visit = Visit { app: visit.app.in_programme(None), ..visit };
        return Ok(visit.show(several::page(&visit, &shown).await?));
    }
    let page = page(&visit, &edition, edition.wording.of(visit.language())).await?;
    Ok(visit.show(page))
}

/// The start page with some words.
pub(crate) async fn page(visit: &Visit, edition: &Arc<Edition>, wording: &WordingIn) -> Result<Page, Fault> {
    let (now, of) = (visit.now(), Arc::clone(edition));
    let classes = visit.read(move |tx| offerings::store::upcoming(tx, &of, now)).await?;
    let words = visit.words;
    let rules = &edition.rules;
    let whole: Vec<TrackPart> = rules
        .requirements
        .iter()
        .map(|r| TrackPart { hours: (r.nominal() / 60) as usize, done: (r.nominal() / 60) as usize, booked: 0 })
        .collect();
    let listed = visit.app.editions.listed();
    let offered = listed.iter().all(|l| l.offered || l.edition.rules.id != rules.id);
    let label = crate::progress::words::needs(words, rules, wording).join(" ");
    let hero = html! {
        div.hero { div.wrap.stack {
            h1 { (wording.headline) " " mark { (wording.headline_marked) } }
            p { (wording.lead) }
            (track(&whole, &label))
            p.row {
                @if offered { a.btn href=(visit.href("/enroll")) { (t!(words, "action-enroll")) } }
                @else { (t!(words, "programs-closed")) }
                a.btn.second href=(visit.href("/classes")) { (t!(words, "action-classes")) }
                a.btn.second href=(visit.href("/classes.pdf")) { (t!(words, "action-download")) }
            }
        } }
    };
    let next = next_open(&classes, now, 3);
    let start = visit.visitor.is_none() && offered;
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
        @if start { (start_here(visit, edition, wording, &classes)) }
        h2 { (t!(words, "home-next")) }
        @if next.is_empty() { p { (t!(words, "home-no-classes")) } }
        ul.plain.stack { @for class in next { (offerings::card::card(visit, wording, class, None)) } }
        p { a.btn.second href=(visit.href("/classes")) { (t!(words, "classes-all")) } }
        div.grid {
            section.stack.tight aria-labelledby="who" {
                h2 id="who" { (wording.who_title) }
                p { (wording.who) }
                p.row {
                    a href=(visit.href("/teams")) { (t!(words, "footer-teams")) }
                    a href=(visit.href("/about")) { (t!(words, "home-about")) }
                }
            }
            section.stack.tight aria-labelledby="how" {
                h2 id="how" { (wording.how_title) } ol { @for step in &wording.how { li { (step) } } }
            }
            section.stack.tight aria-labelledby="class" { h2 id="class" { (wording.class_title) } p { (wording.class) } }
        }
        p { (t!(words, "home-questions")) " " a href={ "mailto:" (visit.app.config.office.email) } { (visit.app.config.office.email) } }
    };
    let title = format!("{} {}", wording.headline, wording.headline_marked);
    Ok(Page { hero: Some(hero), ..Page::new(title, body) })
}

/// The first three steps of a beginner: enroll, then of the first two parts the class to begin with.
fn start_here(visit: &Visit, edition: &Edition, wording: &WordingIn, classes: &[Class]) -> Markup {
    let (words, zone) = (visit.words, &visit.app.zone);
    let open = next_open(classes, visit.now(), usize::MAX);
    let first = |part: &str| to_begin_with(open.iter().copied(), part, visit.now(), |_| 0);
    if edition.rules.requirements.len() < 2 {
        return html! {};
    }
    html! {
        h2 { (t!(words, "home-start")) }
        ol {
            li { a href=(visit.href("/enroll")) { (t!(words, "home-start-enroll")) } }
            @for r in edition.rules.requirements.iter().take(2) {
                li {
                    @match first(&r.id) {
                        Some(class) => {
                            a href=(visit.href(&class.path())) {
                                (t!(words, "home-start-class", part = wording.part(&r.id),
                                    when = class.times_short(words, zone), place = class.place(words)))
                            }
                        }
                        None => {
                            a href=(visit.href("/classes")) { (t!(words, "home-start-none", part = wording.part(&r.id))) }
                        }
                    }
                }
            }
        }
        p { (t!(words, "home-seasoned")) " " a href=(visit.href("/faq")) { (t!(words, "home-seasoned-link")) } }
    }
}
