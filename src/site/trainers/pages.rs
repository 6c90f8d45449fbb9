//! `/trainers`: who teaches, staff and members, each with a page of what they teach next.

use super::store::{self, Kind, TrainerPage};
use crate::{
    classes::offerings::{card, store as classes},
    ground::fault::Fault,
    visit::Visit,
};
use kit::{
    Page, Reply,
    parts::{Icon, tag},
    t,
};
use maud::{Markup, html};

fn kind_tag(visit: &Visit, kind: Kind) -> Markup {
    tag("info", Icon::Circle, &visit.words.text(&format!("trainer-{kind}"), &[]))
}

fn about(trainer: &TrainerPage) -> Markup {
    html! { @for p in trainer.about.lines().map(str::trim).filter(|p| !p.is_empty()) { p { (p) } } }
}

/// `GET /trainers`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let all = visit.read(|tx| store::shown(tx)).await?;
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "trainers-title")) }
        p { (t!(words, "trainers-lead")) }
        ul.plain.grid {
            @for trainer in &all {
                li.card.stack.tight {
                    h2.small-title { a href=(visit.href(&format!("/trainers/{}", trainer.key))) { (trainer.name) } }
                    p.row { (kind_tag(&visit, trainer.kind)) }
                    (about(trainer))
                }
            }
        }
    };
    Ok(visit.show(Page::new(t!(words, "trainers-title"), body)))
}

/// `GET /trainers/{key}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let (key, now) = (visit.param("key").to_owned(), visit.now());
    let (edition, trainer, next) = visit
        .read(move |tx| {
            let edition = tx.edition()?;
            let trainer = store::by_key(tx, &key)?;
            let next = store::next(tx, trainer.person, now)?;
            let next: Vec<_> = next.into_iter().map(|id| classes::by_id(tx, &edition, id)).collect::<Result<_, _>>()?;
            Ok((edition, trainer, next))
        })
        .await?;
    let words = visit.words;
    let wording = edition.wording.of(visit.language());
    let body = html! {
        h1 { (trainer.name) }
        p.row { (kind_tag(&visit, trainer.kind)) }
        (about(&trainer))
        h2 { (t!(words, "trainer-next")) }
        @if next.is_empty() { p { (t!(words, "trainer-next-none")) } }
        ul.plain.stack { @for class in &next { (card::card(&visit, wording, class, None)) } }
        p { a href=(visit.href("/trainers")) { (t!(words, "trainers-title")) } }
    };
    Ok(visit.show(Page::new(trainer.name, body)))
}
