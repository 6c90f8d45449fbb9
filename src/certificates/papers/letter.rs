//! `/me/classes/{key}/letter.pdf`: a letter saying that somebody was in a class, for an employer or a treasurer. It is
//! written once the hours are credited.

use super::transcript::file;
use crate::{
    certificates::awards::document::{PaperSize, signed_by},
    classes::offerings,
    ground::{fault::Fault, when},
    hours::credit::ledger,
    programme::brand::Look,
    visit::Visit,
};
use kit::{Reply, t};
use serde_json::json;

/// `GET /me/classes/{key}/letter.pdf`
pub(crate) async fn pdf(visit: Visit) -> Result<Reply, Fault> {
    let member = visit.member()?.clone();
    let key = offerings::key_of(visit.param("key")).to_owned();
    let (class, minutes) = visit
        .read(move |tx| {
            let class = offerings::store::by_key(tx, &*tx.edition()?, &key)?;
            let minutes = ledger::of_class(tx, member.id, class.id)?;
            if minutes > 0 { Ok((class, minutes)) } else { Err(Fault::NotFound) }
        })
        .await?;
    let (words, config, zone) = (visit.words, &visit.app.config, &visit.app.zone);
    let name = paper::printable(&visit.member()?.name);
    let today = visit.now().date(zone);
    let fact = |label: String, value: String| json!({ "label": label, "value": value });
    let mut facts = vec![fact(t!(words, "list-class"), class.full_title())];
    facts.extend(class.times(words, zone).into_iter().map(|time| fact(t!(words, "fact-when"), time)));
    facts.push(fact(t!(words, "fact-where"), class.place(words)));
    if !class.trainers.is_empty() {
        facts.push(fact(t!(words, "fact-trainers"), class.trainers.clone()));
    }
    facts.push(fact(t!(words, "list-hours"), words.hours(minutes)));
    let data = |look: &Look| {
        json!({
            "document_title": format!("{}: {name}", t!(words, "letter-title")),
            "issuer": config.office.name, "contact": format!("{} · {}", config.office.email, config.office.phone),
            "language": words.language.tag(), "date": words.date(when::civil_day(today)), "title": t!(words, "letter-title"),
            "sentence": t!(words, "letter-sentence", name = &name, hours = words.hours(minutes)),
            "facts": facts, "closing": t!(words, "letter-closing", email = &config.office.email),
            "signatory": signed_by(config, &look.brand), "note": t!(words, "letter-note"),
            "day": [today.year(), i16::from(today.month()), i16::from(today.day())],
            "paper": PaperSize::from_name(visit.query.get("sheet")).name(),
            "sample": if config.demo { t!(words, "sample-note") } else { String::new() },
        })
    };
    file(&visit, paper::Template::Letter, data, format!("letter-{}.pdf", class.key)).await
}
