//! The start page where there are several programmes: what each is, and the way into it.

use crate::{
    classes::offerings::{self, dates::next_open},
    ground::fault::Fault,
    programme::{Edition, WordingIn},
    progress::enrolment,
    visit::Visit,
};
use kit::{
    Page,
    parts::{Icon, tag},
    t,
};
use maud::{Markup, html};
use std::{collections::BTreeSet, sync::Arc};

/// The page.
pub(super) async fn page(visit: &Visit, offered: &[Arc<Edition>]) -> Result<Page, Fault> {
    let (words, now, all) = (visit.words, visit.now(), offered.to_vec());
    let person = visit.visitor.as_ref().map(|v| v.id);
    let (classes, own) = visit
        .read(move |tx| {
            // each class once, as the first programme sees it that it counts for
            let (mut seen, mut classes) = (BTreeSet::new(), Vec::new());
            for edition in &all {
                let found = offerings::store::upcoming(tx, edition, now)?;
                let counting = found.into_iter().filter(|c| !c.parts.is_empty() && seen.insert(c.id));
                classes.extend(counting.map(|c| (Arc::clone(edition), c)).collect::<Vec<_>>());
            }
            classes.sort_by_key(|(_, c)| (c.starts(), c.id));
            let own = person.map_or_else(|| Ok(Vec::new()), |p| enrolment::store::of_person(tx, p))?;
            Ok((classes, own.into_iter().map(|e| e.programme).collect::<BTreeSet<_>>()))
        })
        .await?;
    let said = |text: fn(&WordingIn) -> &String| {
        let all = offered.iter().map(|e| text(e.wording.of(words.language)));
        all.into_iter().find(|t| !t.is_empty()).cloned().unwrap_or_default()
    };
    let (union, about) = (said(|w| &w.union), said(|w| &w.about));
    let title = if union.is_empty() { t!(words, "programs-title") } else { union };
    let open: Vec<_> = classes.iter().map(|(_, c)| c.clone()).collect();
    let soon: BTreeSet<_> = next_open(&open, now, 3).into_iter().map(|c| c.id).collect();
    let body = html! {
        h1 { (title) }
        @if !about.is_empty() { p { (about) } }
        h2 { (t!(words, "programs-title")) }
        ul.plain.grid { @for edition in offered { (card(visit, edition, own.contains(&edition.rules.id))) } }
        h2 { (t!(words, "home-next")) }
        @if soon.is_empty() { p { (t!(words, "home-no-classes")) } }
        ul.plain.stack {
            @for (edition, class) in classes.iter().filter(|(_, c)| soon.contains(&c.id)) {
                (offerings::card::card(visit, edition.wording.of(words.language), class, None))
            }
        }
        p { a.btn.second href=(visit.href("/classes")) { (t!(words, "classes-all")) } }
    };
    Ok(Page::new(title, body))
}

/// One programme: what it is, how much it asks for, and the ways into it.
fn card(visit: &Visit, edition: &Edition, own: bool) -> Markup {
    let words = visit.words;
    let wording = edition.wording.of(words.language);
    let at = |path: &str| visit.href(&format!("/programs/{}{path}", edition.rules.id));
    html! {
        li.card.stack.tight {
            h3 { a href=(at("/")) { (wording.site) } }
            p { strong { (super::requirements::in_all(words, &edition.rules)) } }
            p { (wording.lead) }
            p.row {
                @if own {
                    (tag("ok", Icon::Check, &t!(words, "programs-yours")))
                    a.btn href=(at("/me")) { (t!(words, "me-title")) }
                } @else {
                    a.btn href=(at("/enroll")) { (t!(words, "action-enroll")) }
                }
                a href=(at("/requirements")) { (t!(words, "menu-requirements")) }
                a href=(at("/classes")) { (t!(words, "menu-classes")) }
            }
        }
    }
}
