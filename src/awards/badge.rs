//! A certificate as an Open Badge: what the credential says, and the pictures it is baked into.

use super::certificate::{Certificate, bars};
use crate::{config::Config, fault::Fault, programme::Edition};
use credential::badge::{Badge, Identity, Image, Profile, Said, StatusEntry};
use jiff::{Timestamp, Unit, tz::TimeZone};
use kit::{Words, t};
use rules::time::Instant;

/// A moment as credentials write it: to the second, UTC.
pub(crate) fn moment(at: Instant) -> String {
    let whole = Timestamp::from_microsecond(at.0).and_then(|t| t.round(Unit::Second));
    whole.map(|t| t.to_string()).unwrap_or_default()
}

/// The address of a status list.
pub(crate) fn status_list(config: &Config, list: i64) -> String {
    format!("{}/status/revocation/{list}", config.base_url)
}

/// The path of an edition's achievement, the same for everybody who earned it.
pub(crate) fn achievement_path(edition: &Edition) -> String {
    let part = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    format!("/achievements/{}/{}", part(&edition.rules.id), part(&edition.rules.edition))
}

/// Who issues.
pub(crate) fn issuer(config: &Config) -> Profile {
    let mut issuer = Profile::new(config.issuer(), config.office.name.clone());
    issuer.url = Some(config.base_url.clone());
    issuer.email = Some(config.office.email.clone());
    issuer
}

/// The badge of a certificate, unsigned, in its document's language. The holder's address is in it as a salted hash.
pub(crate) fn unsigned(c: &Certificate, email: &str, words: Words, config: &Config, zone: &TimeZone) -> Badge {
    let printed = c.printed(words, zone);
    let achievement = format!("{}{}", config.base_url, achievement_path(&c.edition));
    let wording = c.edition.wording.of(words.language);
    let all = (t!(words, "verify-hours"), printed.hours.clone());
    let place = u32::try_from(c.document.status_place).unwrap_or_default();
    Badge::new(Said {
        id: format!("{}/credentials/{}", config.base_url, c.award.uuid),
        award: c.award.uuid.clone(),
        issuer: issuer(config),
        signatory: (!config.office.signatory.is_empty())
            .then(|| Profile::new(format!("{}/contact", config.base_url), config.office.signatory.clone())),
        valid_from: moment(c.document.made_at),
        awarded: moment(c.award.issued_at),
        completed: format!("{}T00:00:00Z", c.award.completed_on),
        identity: vec![Identity::name(&c.document.name), Identity::email(email, &c.document.salt)],
        number: c.award.number.clone(),
        criteria: achievement.clone(),
        image: Image::new(format!("{achievement}/badge.png"), badge_title(&c.edition, words)),
        achievement,
        title: printed.title,
        description: printed.sentence,
        narrative: wording.lead.clone(),
        language: words.language.tag().to_owned(),
        edition: printed.edition,
        parts: printed.parts.into_iter().chain([all]).collect(),
        status: StatusEntry::new(&status_list(config, c.document.status_list), place),
    })
}

/// What is to be seen on the badge.
fn badge_title(edition: &Edition, words: Words) -> String {
    t!(words, "badge-title", title = &edition.wording.of(words.language).site)
}

/// The badge as an SVG.
pub(crate) fn svg(edition: &Edition, words: Words) -> String {
    paper::badge_svg(&badge_title(edition, words), &bars(edition))
}

/// The badge as a PNG.
pub(crate) fn png(edition: &Edition, words: Words) -> Result<Vec<u8>, Fault> {
    Ok(paper::badge_png(&svg(edition, words))?)
}
