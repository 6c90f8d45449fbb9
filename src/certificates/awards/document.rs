//! The certificate as a PDF: everything that is printed, as values.

use super::certificate::{Certificate, Printed};
use crate::{
    ground::{config::Config, fault::Fault, when},
    programme::brand::{Brand, Look},
};
use jiff::tz::TimeZone;
use kit::{Words, language::number_of_hours, t};
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

/// Who signs, and their office: as the look says, or the configuration.
pub(crate) fn signatory(config: &Config, brand: &Brand) -> (String, String) {
    if !brand.signatory.is_empty() {
        return (brand.signatory.clone(), brand.signatory_office.clone());
    }
    let office = &config.office;
    let whole = if office.signatory.is_empty() { &office.name } else { &office.signatory };
    let (name, of) = whole.split_once(", ").unwrap_or((whole, ""));
    (name.to_owned(), of.to_owned())
}

/// The same in one line.
pub(crate) fn signed_by(config: &Config, brand: &Brand) -> String {
    let (name, office) = signatory(config, brand);
    if office.is_empty() { name } else { format!("{name}, {office}") }
}

/// Letters that are written in capitals too: the issuer stands in capitals where all of it is Latin.
fn is_latin(text: &str) -> bool {
    text.chars().all(|c| !c.is_alphabetic() || c < '\u{250}')
}

/// What a certificate says before it is set: of a real one, or of a sample.
pub(crate) struct Facts<'f> {
    pub printed: &'f Printed,
    /// Minutes of its parts, in the order of the parts.
    pub minutes: &'f [i64],
    /// Minutes in all.
    pub total: i64,
    /// The day that the document is dated with.
    pub issued_on: &'f str,
    pub credential: &'f str,
    pub sample: String,
}

/// A certificate to be set. The same facts, look, language and sheet yield the same bytes.
pub(crate) fn set(
    facts: &Facts<'_>,
    look: &Look,
    sheet: PaperSize,
    words: Words,
    config: &Config,
    ident: String,
) -> Result<paper::Document, Fault> {
    let printed = facts.printed;
    let verify = format!("{}/verify", config.base_url);
    let mut lines = vec![
        (t!(words, "certificate-completed"), printed.completed.as_str()),
        (t!(words, "certificate-issued"), printed.issued.as_str()),
        (t!(words, "certificate-edition"), printed.edition.as_str()),
    ];
    if let Some(day) = &printed.renewed {
        lines.push((t!(words, "certificate-renewed"), day.as_str()));
    }
    let pair = |(label, value): &(String, &str)| json!({ "label": label, "value": value });
    let parts = printed.parts.iter().zip(facts.minutes);
    let parts = parts
        .map(|((title, detail), minutes)| json!({ "title": title, "detail": detail, "hours": (minutes / 60).max(1) }));
    // capitals make a smaller code; `/V/...` leads to the verification page
    let code = format!("{}/V/{}", config.base_url.to_uppercase(), printed.number);
    let (name, office) = signatory(config, &look.brand);
    let data = json!({
        "document_title": format!("{}: {}", printed.title, printed.name),
        "issuer": config.office.name,
        "latin_issuer": is_latin(&config.office.name),
        "language": words.language.tag(),
        "certificate": printed.title,
        "awarded_to": t!(words, "certificate-awarded-to"),
        "name": printed.name,
        "sentence": printed.sentence,
        "total": number_of_hours(facts.total),
        "hours_word": t!(words, "certificate-hours-word"),
        "parts": parts.collect::<Vec<_>>(),
        "facts": lines.iter().map(pair).collect::<Vec<_>>(),
        "number": { "label": t!(words, "certificate-number"), "value": printed.number },
        "address": format!("{verify}/{}", printed.number),
        "shown_address": verify.split_once("://").map_or(verify.as_str(), |(_, rest)| rest),
        "qr": paper::qr_svg(&code).map_err(|e| Fault::Ours(e.to_string()))?,
        "qr_alt": t!(words, "certificate-qr"),
        "signatory": { "name": name, "office": office },
        "credential": facts.credential,
        "attached": t!(words, "certificate-attached"),
        "day": day(facts.issued_on),
        "paper": sheet.name(),
        "upright": look.brand.upright,
        "look": look.json(),
        "sample": facts.sample,
    });
    Ok(paper::Document { template: look.brand.design.template(), data, pictures: look.pictures.clone(), ident })
}

/// A certificate with its document, to be set in the look of the day on which that was made.
pub(crate) fn of(
    c: &Certificate,
    look: &Look,
    sheet: PaperSize,
    words: Words,
    config: &Config,
    zone: &TimeZone,
) -> Result<paper::Document, Fault> {
    let minutes: Vec<i64> = c.award.parts.iter().map(|(_, minutes)| *minutes).collect();
    let facts = Facts {
        printed: &c.printed(words, zone),
        minutes: &minutes,
        total: c.award.minutes,
        issued_on: &c.award.issued_on,
        credential: c.document.credential.as_deref().unwrap_or_default(),
        sample: if config.demo { t!(words, "sample-note") } else { String::new() },
    };
    set(&facts, look, sheet, words, config, ident(c))
}

/// The identifier that keeps the PDF the same document: number and version.
pub(crate) fn ident(c: &Certificate) -> String {
    format!("{}-{}", c.award.number, c.document.version)
}
