//! The certificate as a document: everything that is printed, as values.

use super::store::Award;
use crate::{config::Config, fault::Fault, programme::Edition, when};
use kit::{Words, language::number_of_hours, t};
use serde_json::{Value, json};

/// The data of the PDF.
pub(crate) fn data(award: &Award, edition: &Edition, words: Words, config: &Config) -> Result<Value, Fault> {
    let wording = edition.wording.of(words.language);
    let address = format!("{}/verify/{}", config.base_url, award.number);
    let date = |text: &str| words.date(when::civil_day(when::parse_date(text)));
    let parts: Vec<Value> = award
        .parts
        .iter()
        .map(|(id, minutes)| json!({ "title": wording.part(id), "detail": words.hours(*minutes) }))
        .collect();
    let bars: Vec<Value> =
        edition.rules.requirements.iter().map(|r| json!({ "hours": (r.nominal() / 60).max(1) })).collect();
    Ok(json!({
        "document_title": format!("{}: {}", wording.site, award.name),
        "issuer": config.office.name,
        "language": words.language.tag(),
        "certificate": wording.site,
        "awarded_to": t!(words, "certificate-awarded-to"),
        "name": award.name,
        "sentence": t!(words, "certificate-sentence", hours = words.hours(award.minutes)),
        "parts": parts,
        "bars": bars,
        "facts": [
            { "label": t!(words, "certificate-completed"), "value": date(&award.completed_on) },
            { "label": t!(words, "certificate-issued"), "value": date(&award.issued_on) },
            { "label": t!(words, "certificate-number"), "value": award.number },
        ],
        "check_sentence": t!(words, "certificate-check"),
        "address": address,
        // capitals make a smaller code; `/V/...` leads to the verification page
        "qr": paper::qr_svg(&format!("{}/V/{}", config.base_url.to_uppercase(), award.number)).map_err(|e| Fault::Ours(e.to_string()))?,
        "qr_alt": t!(words, "certificate-qr"),
        "sample": if config.demo { t!(words, "sample-note") } else { String::new() },
        "hours": number_of_hours(award.minutes),
    }))
}
