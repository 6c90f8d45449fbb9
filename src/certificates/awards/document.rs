//! The certificate as a PDF: everything that is printed, as values.

use super::{badge, certificate::Certificate};
use crate::ground::{config::Config, fault::Fault, when};
use jiff::tz::TimeZone;
use kit::{Words, t};
use serde_json::{Value, json};

/// Sheets that people print on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PaperSize {
    Letter,
    A4,
}

impl PaperSize {
    pub const ALL: [Self; 2] = [Self::Letter, Self::A4];

    /// The sheet that an address names; US Letter unless it names another.
    pub fn from_name(name: &str) -> Self {
        if name == "a4" { Self::A4 } else { Self::Letter }
    }

    /// Its name in the templates.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Letter => "us-letter",
            Self::A4 => "a4",
        }
    }
}

/// Year, month and day of an ISO date, as a document dates itself.
pub(crate) fn day(date: &str) -> Value {
    let day = when::parse_date(date);
    json!([day.year(), day.month(), day.day()])
}

/// Who signs.
pub(crate) fn signatory(config: &Config) -> &str {
    let office = &config.office;
    if office.signatory.is_empty() { &office.name } else { &office.signatory }
}

/// The data of the PDF. The same certificate, language and sheet yield the same bytes.
pub(crate) fn data(
    c: &Certificate,
    sheet: PaperSize,
    words: Words,
    config: &Config,
    zone: &TimeZone,
) -> Result<Value, Fault> {
    let printed = c.printed(words, zone);
    let address = format!("{}/verify/{}", config.base_url, printed.number);
    let mut facts = vec![
        (t!(words, "certificate-completed"), printed.completed),
        (t!(words, "certificate-issued"), printed.issued),
        (t!(words, "certificate-edition"), printed.edition),
        (t!(words, "certificate-number"), printed.number),
    ];
    if let Some(day) = printed.renewed {
        facts.push((t!(words, "certificate-renewed"), day));
    }
    let pair = |(label, value): &(String, String)| json!({ "label": label, "value": value });
    let parts = printed.parts.iter().map(|(title, hours)| json!({ "title": title, "detail": hours }));
    // capitals make a smaller code; `/V/...` leads to the verification page
    let code = format!("{}/V/{}", config.base_url.to_uppercase(), c.award.number);
    Ok(json!({
        "document_title": format!("{}: {}", printed.title, printed.name),
        "issuer": config.office.name,
        "language": words.language.tag(),
        "certificate": printed.title,
        "awarded_to": t!(words, "certificate-awarded-to"),
        "name": printed.name,
        "sentence": printed.sentence,
        "parts": parts.collect::<Vec<_>>(),
        "bars": c.bars().iter().map(|hours| json!({ "hours": hours })).collect::<Vec<_>>(),
        "facts": facts.iter().map(pair).collect::<Vec<_>>(),
        "check_sentence": t!(words, "certificate-check"),
        "address": address,
        "qr": paper::qr_svg(&code).map_err(|e| Fault::Ours(e.to_string()))?,
        "qr_alt": t!(words, "certificate-qr"),
        "badge": badge::svg(&c.edition, words),
        "signatory": signatory(config),
        "credential": c.document.credential.clone().unwrap_or_default(),
        "attached": t!(words, "certificate-attached"),
        "day": day(&c.award.issued_on),
        "paper": sheet.name(),
        "sample": if config.demo { t!(words, "sample-note") } else { String::new() },
    }))
}

/// The identifier that keeps the PDF the same document: number and version.
pub(crate) fn ident(c: &Certificate) -> String {
    format!("{}-{}", c.award.number, c.document.version)
}
