//! A certificate as an Open Badge: what the credential says, and the pictures it is baked into.

use super::{
    certificate::{Certificate, bars},
    document::signed_by,
};
use crate::{
    ground::{config::Config, fault::Fault},
    programme::{Edition, brand::Brand},
    visit::app::App,
};
use credential::badge::{Badge, BadgeContent, Identity, Image, Profile, StatusEntry};
use jiff::{RoundMode, Timestamp, TimestampRound, Unit, tz::TimeZone};
use kit::{Words, colour::Palette, t};
use rules::time::Instant;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

/// A moment as credentials write it: to the second, UTC. Never later than it really is: what is true now must not have
/// to wait to be believed.
pub(crate) fn moment(at: Instant) -> String {
    let whole = TimestampRound::new().smallest(Unit::Second).mode(RoundMode::Floor);
    Timestamp::from_microsecond(at.0).and_then(|t| t.round(whole)).map(|t| t.to_string()).unwrap_or_default()
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
pub(crate) fn unsigned(
    c: &Certificate,
    email: &str,
    brand: &Brand,
    words: Words,
    config: &Config,
    zone: &TimeZone,
) -> Badge {
    let signed = signed_by(config, brand);
    let printed = c.printed(words, zone);
    let achievement = format!("{}{}", config.base_url, achievement_path(&c.edition));
    let wording = c.edition.printed.of(words.language);
    let all = (t!(words, "verify-hours"), printed.hours.clone());
    let place = u32::try_from(c.document.status_place).unwrap_or_default();
    Badge::new(BadgeContent {
        id: format!("{}/credentials/{}", config.base_url, c.award.uuid),
        award: c.award.uuid.clone(),
        issuer: issuer(config),
        signatory: (signed != config.office.name)
            .then(|| Profile::new(format!("{}/contact", config.base_url), signed.to_owned())),
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

/// The text on the badge.
fn badge_title(edition: &Edition, words: Words) -> String {
    t!(words, "badge-title", title = &edition.printed.of(words.language).site)
}

/// The badge as an SVG.
pub(crate) fn svg(edition: &Edition, brand: &Brand, words: Words) -> String {
    let Palette { deep, accent, .. } = brand.palette();
    paper::badge_svg(&badge_title(edition, words), &bars(edition), (&deep.to_string(), &accent.to_string()))
}

/// Badges as PNGs, by edition, look and language: drawing one takes longer than signing, and it is the same for everybody.
#[derive(Default)]
pub(crate) struct Pictures(Mutex<Drawn>);

type Drawn = BTreeMap<(i64, i64, &'static str), Arc<[u8]>>;

/// The badge as a PNG. Blocks when it is drawn for the first time.
pub(crate) fn png(app: &App, edition: &Edition, brand: &Brand, words: Words) -> Result<Arc<[u8]>, Fault> {
    let name = (edition.id, brand.id, words.language.tag());
    let drawn = app.of::<Pictures>().0.lock().unwrap_or_else(PoisonError::into_inner).get(&name).cloned();
    if let Some(drawn) = drawn {
        return Ok(drawn);
    }
    let drawn: Arc<[u8]> = paper::badge_png(&svg(edition, brand, words))?.into();
    app.of::<Pictures>().0.lock().unwrap_or_else(PoisonError::into_inner).insert(name, Arc::clone(&drawn));
    Ok(drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_never_written_later_than_it_is() {
        assert_eq!(moment(Instant(1_788_278_400_999_999)), "2026-09-01T16:00:00Z");
        assert_eq!(moment(Instant(1_788_278_400_000_000)), "2026-09-01T16:00:00Z");
    }
}
