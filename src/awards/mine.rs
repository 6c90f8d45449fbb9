//! `/me/certificate`: the member's certificate.

use super::{
    document,
    store::{self, Award},
};
use crate::{fault::Fault, programme::Edition, visit::Visit, when};
use kit::{
    Page, Reply,
    parts::{facts, note},
    reply::File,
    t,
};
use maud::html;
use std::sync::Arc;

async fn load(visit: &Visit) -> Result<Option<(Award, Arc<Edition>)>, Fault> {
    let (person, editions) = (visit.member()?.id, visit.app.editions.clone());
    visit
        .read(move |tx| match store::of_person(tx, person)? {
            Some(award) => Ok(Some((award.clone(), editions.by_id(tx, award.edition)?))),
            None => Ok(None),
        })
        .await
}

pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let words = visit.words;
    let body = match load(&visit).await? {
        None => html! {
            h1 { (t!(words, "me-certificate")) }
            p { (t!(words, "certificate-not-yet")) }
            p { a.btn href="/me" { (t!(words, "me-title")) } }
        },
        Some((award, edition)) => {
            let verify = format!("/verify/{}", award.number);
            let date = |text: &str| words.date(when::civil_day(when::parse_date(text)));
            let rows = vec![
                (t!(words, "verify-name"), html! { strong { (award.name) } }),
                (t!(words, "verify-hours"), html! { (words.hours(award.minutes)) }),
                (t!(words, "certificate-completed"), html! { (date(&award.completed_on)) }),
                (t!(words, "certificate-issued"), html! { (date(&award.issued_on)) }),
                (t!(words, "certificate-number"), html! { strong { (award.number) } }),
                (t!(words, "certificate-link"), html! { a href=(verify) { (visit.whole(&verify)) } }),
            ];
            html! {
                h1 { (edition.wording.of(visit.language()).site) }
                (note("ok", &t!(words, "me-awarded-title"), html! { p { (t!(words, "certificate-share")) } }))
                div.card { (facts(&rows)) }
                p.row { a.btn href="/me/certificate.pdf" { (t!(words, "certificate-download")) } }
                p.mut { (t!(words, "certificate-name-wrong", email = &visit.app.config.office.email)) }
            }
        }
    };
    Ok(visit.show(Page::new(t!(words, "me-certificate"), body).private()))
}

pub(crate) async fn pdf(visit: Visit) -> Result<Reply, Fault> {
    let (award, edition) = load(&visit).await?.ok_or(Fault::NotFound)?;
    let data = document::data(&award, &edition, visit.words, &visit.app.config)?;
    let number = award.number.clone();
    let made = tokio::task::spawn_blocking(move || paper::pdf(paper::Template::Certificate, &data, &number));
    let bytes = made.await.map_err(|e| Fault::Ours(e.to_string()))??;
    Ok(Reply::File(File { kind: "application/pdf", name: Some(format!("certificate-{}.pdf", award.number)), bytes }))
}
