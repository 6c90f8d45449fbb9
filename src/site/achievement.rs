//! `/achievements/{programme}/{edition}`: what a certificate of that edition stands for, and its badge, for whoever follows
//! a credential.

use crate::{certificates::awards::badge, ground::fault::Fault, programme::Edition, site, visit::Visit};
use kit::{Page, Reply, reply::File, t};
use maud::html;
use std::sync::Arc;

/// The edition named in the address.
async fn edition(visit: &Visit) -> Result<Arc<Edition>, Fault> {
    let (programme, name) = (visit.param("programme").to_owned(), visit.param("edition").to_owned());
    visit
        .read(move |tx| {
            // the one in force is asked for first: words and looks that were saved since are read anew with it
            tx.edition()?;
            let all = tx.editions.all(tx)?;
            let wanted = |e: &Arc<Edition>| e.rules.id == programme && e.rules.edition == name;
            all.into_iter().find(wanted).ok_or(Fault::NotFound)
        })
        .await
}

/// `GET /achievements/{programme}/{edition}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let edition = edition(&visit).await?;
    let words = visit.words;
    let wording = edition.wording.of(visit.language());
    let picture = format!("{}/badge.svg", badge::achievement_path(&edition));
    let body = html! {
        h1 { (wording.site) }
        div.row {
            img src=(picture) width="96" height="96" alt=(t!(words, "badge-title", title = &wording.site));
            p { (wording.lead) }
        }
        p { strong { (site::requirements::in_all(words, &edition.rules)) } }
        ul.plain.stack {
            @for r in &edition.rules.requirements {
                li.card {
                    h2 { (wording.part(&r.id)) }
                    p { strong { (site::requirements::size(words, r)) } }
                    @if let Some(part) = wording.parts.get(&r.id) { p { (part.summary) } }
                }
            }
        }
        p.mut { (t!(words, "requirements-edition", edition = &edition.rules.edition)) }
        p { a href=(visit.href("/verify")) { (t!(words, "verify-title")) } }
    };
    Ok(visit.show(Page::new(wording.site.clone(), body)))
}

/// `GET /achievements/{programme}/{edition}/badge.svg`
pub(crate) async fn svg(visit: Visit) -> Result<Reply, Fault> {
    let edition = edition(&visit).await?;
    let bytes = badge::svg(&edition, &edition.brand, visit.words).into_bytes();
    Ok(Reply::File(File { kind: "image/svg+xml", name: None, bytes }))
}

/// `GET /achievements/{programme}/{edition}/badge.png`
pub(crate) async fn png(visit: Visit) -> Result<Reply, Fault> {
    let (edition, words) = (edition(&visit).await?, visit.words);
    let app = visit.app.clone();
    let made = tokio::task::spawn_blocking(move || badge::png(&app, &edition, &edition.brand, words));
    let bytes = made.await.map_err(|e| Fault::Ours(e.to_string()))??.to_vec();
    Ok(Reply::File(File { kind: "image/png", name: None, bytes }))
}
