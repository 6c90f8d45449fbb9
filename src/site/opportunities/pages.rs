//! `GET /opportunities`: what the union and others offer, what ends next first.

use super::store::{self, Opportunity};
use crate::{
    ground::{fault::Fault, when},
    site::pages,
    visit::Visit,
};
use kit::{
    Page, Reply,
    parts::{Icon, tag},
    t,
};
use maud::{Markup, html};

/// `GET /opportunities`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let text = pages::load(&visit, "opportunities", visit.language()).await?;
    let today = visit.now().date(&visit.app.zone);
    let open = visit.read(move |tx| store::open(tx, today)).await?;
    let words = visit.words;
    let page = pages::page(&visit, &text);
    let body = html! {
        (page.body)
        @if open.is_empty() { p { (t!(words, "opportunities-none")) } } @else {
            ul.plain.stack { @for o in &open { (one(&visit, o)) } }
        }
        p {
            (t!(words, "opportunities-more")) " "
            a href={ "mailto:" (visit.app.config.office.email) } { (visit.app.config.office.email) }
        }
    };
    Ok(visit.show(Page::new(page.title, body)))
}

/// One entry.
pub(super) fn one(visit: &Visit, o: &Opportunity) -> Markup {
    let words = visit.words;
    let other = (o.language != words.language).then_some(o.language.tag());
    let kind = words.text(&format!("opportunity-{}", o.kind), &[]);
    let from = if o.ours {
        t!(words, "opportunity-ours", giver = &o.giver)
    } else {
        t!(words, "opportunity-of", giver = &o.giver)
    };
    html! {
        li.card.stack.tight {
            h2.small-title lang=[other] { (o.title) }
            p.row {
                (tag("", Icon::Circle, &kind))
                @if let Some(day) = o.ends_on {
                    (tag("warn", Icon::Calendar, &t!(words, "opportunity-until", day = words.day(when::civil_day(day), true))))
                }
            }
            p { (from) }
            p { strong { (t!(words, "opportunity-for")) } " " span lang=[other] { (o.for_whom) } }
            @for paragraph in o.about.split("\n").map(str::trim).filter(|p| !p.is_empty()) { p lang=[other] { (paragraph) } }
            @if !o.link.is_empty() {
                p { a href=(o.link) rel="external" { (t!(words, "opportunity-link")) span.vh { ": " (o.title) } } }
            }
        }
    }
}
