//! The words of letters: which texts belong to which letter, and the words that the office has put in their place.

use crate::{
    ground::{fault::Fault, mail::Mail},
    people::letter::{Desk, Letter},
    programme::texts,
    visit::app::App,
};
use db::Tx;
use kit::{
    Language, Words,
    language::words,
    overlay::{Overlay, Template},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Writes any letter: put on the shelf by the program, which alone knows all of them.
pub(crate) struct Writer(pub fn(&Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault>);

/// Letters whose words are edited together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Group {
    /// The first of them names the group.
    pub kinds: &'static [Mail],
    /// How the keys of their texts begin.
    prefixes: &'static [&'static str],
}

/// Every letter with its texts. What stands under each letter has no kind.
pub(crate) const GROUPS: [Group; 29] = [
    group(&[Mail::Confirm, Mail::ConfirmCorrected], &["mail-confirm-"]),
    group(&[Mail::SignIn], &["mail-sign-in-"]),
    group(&[Mail::Welcome], &["mail-welcome-"]),
    group(&[Mail::Booked], &["mail-booked-"]),
    group(&[Mail::Day], &["mail-day-"]),
    group(&[Mail::Waiting], &["mail-waiting-"]),
    group(
        &[Mail::Offer, Mail::OfferEnding, Mail::OfferEnded, Mail::LastCall],
        &["mail-offer-", "mail-wish-", "mail-last-call-"],
    ),
    group(&[Mail::GivenBack], &["mail-given-back-"]),
    group(&[Mail::StandIn, Mail::StandInAsked, Mail::StandInNo, Mail::StoodIn], &["mail-stand-in-", "mail-stood-in-"]),
    group(&[Mail::TeamInvite, Mail::TeamEnded, Mail::InviteOver], &["mail-team-", "mail-invite-"]),
    group(&[Mail::ShareAsked, Mail::ProgramInvited], &["mail-share-", "mail-program-"]),
    group(
        &[Mail::Changed, Mail::Merged, Mail::Displaced, Mail::ClassCancelled],
        &["mail-changed-", "mail-merged-", "mail-move-", "mail-displaced-", "mail-class-cancelled-"],
    ),
    group(&[Mail::ReminderWeek, Mail::ReminderDay], &["mail-reminder-", "mail-cannot-come"]),
    group(&[Mail::Credited], &["mail-credited-", "mail-banked-"]),
    group(&[Mail::ClaimAnswered], &["mail-claim-"]),
    group(&[Mail::Awarded, Mail::Reissued], &["mail-awarded-", "mail-reissued-"]),
    group(&[Mail::NameDeclined], &["mail-name-declined-"]),
    group(&[Mail::Revoked, Mail::AppealAnswered], &["mail-revoked-", "mail-appeal-"]),
    group(&[Mail::TeachAsked, Mail::TeachChanged, Mail::TeachDeclined, Mail::TeachReminder], &["mail-teach-"]),
    group(
        &[Mail::ClassMessage, Mail::PostAnswered, Mail::PostReported, Mail::PostRemoved],
        &["mail-class-message-", "mail-class-board-"],
    ),
    group(&[Mail::RosterOverdue], &["mail-roster-"]),
    group(&[Mail::Question, Mail::QuestionCopy], &["mail-question-"]),
    group(&[Mail::AddressAsked, Mail::AddressChanged, Mail::AddressBack], &["mail-address-"]),
    group(&[Mail::RecordsJoined], &["mail-records-joined-"]),
    group(&[Mail::SoonForgotten], &["mail-soon-forgotten-"]),
    group(&[Mail::ExportAsked, Mail::ExportDecided], &["mail-export-"]),
    group(
        &[Mail::PowerChanged, Mail::SignedIn],
        &["mail-power-", "mail-hand-over-", "mail-invited-", "mail-signed-in-"],
    ),
    group(&[Mail::LimitReached, Mail::LogAnchor, Mail::BackupLate], &["mail-limit-", "mail-log-", "mail-backup-"]),
    group(&[], &["mail-footer", "mail-test-"]),
];

const fn group(kinds: &'static [Mail], prefixes: &'static [&'static str]) -> Group {
    Group { kinds, prefixes }
}

/// Texts that the office wrote: key, form, text.
pub(crate) type Texts = BTreeMap<String, BTreeMap<String, String>>;

/// What begins the slugs of saved texts.
const SLUG: &str = "letters/";

impl Group {
    /// Its name in addresses.
    pub fn name(&self) -> &'static str {
        self.kinds.first().map_or("every-letter", |kind| kind.name())
    }

    /// The group with a name.
    pub fn named(name: &str) -> Option<Self> {
        GROUPS.into_iter().find(|g| g.name() == name)
    }

    /// What its texts are saved under.
    pub fn slug(&self) -> String {
        format!("{SLUG}{}", self.name())
    }

    /// Its texts as they ship, in the order of the catalogues; what is built in a way that is not edited is left out.
    pub fn templates(&self, words: Words) -> Vec<(&'static str, Template)> {
        let keys = self.prefixes.iter().flat_map(|prefix| words.keys(prefix));
        keys.filter_map(|key| Some((key, Template::of(words, key)?))).collect()
    }

    /// Whether a text belongs to it.
    #[cfg(test)]
    pub fn has(&self, key: &str) -> bool {
        self.prefixes.iter().any(|prefix| key.starts_with(prefix))
    }
}

/// The words that the office saved, kept until a text changes.
#[derive(Debug, Default)]
pub(crate) struct Kept(Mutex<Option<(Option<String>, Arc<Overlay>)>>);

/// The texts that letters are written in, in a language; what is returned beside them must live as long as they are used.
pub(crate) fn of_letters(app: &App, tx: &Tx<'_>, language: Language) -> Result<(Words, Arc<Overlay>), Fault> {
    let version = texts::version(tx)?;
    let kept = app.of::<Kept>();
    let found = kept.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let overlay = match found.filter(|(of, _)| *of == version) {
        Some((_, overlay)) => overlay,
        None => {
            let overlay = Arc::new(read(tx)?);
            *kept.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((version, Arc::clone(&overlay)));
            overlay
        }
    };
    Ok((app.words(language).under(&overlay), overlay))
}

fn read(tx: &Tx<'_>) -> Result<Overlay, Fault> {
    let mut all: Vec<(Language, Texts)> = Vec::new();
    for group in GROUPS {
        for language in Language::ALL {
            if let Some(text) = texts::newest(tx, &group.slug(), language)? {
                all.push((language, serde_json::from_str(&text.body)?));
            }
        }
    }
    Ok(overlay(all.iter().map(|(language, texts)| (*language, texts))))
}

/// An overlay of texts as they are saved, or as they are typed.
pub(crate) fn overlay<'t>(all: impl IntoIterator<Item = (Language, &'t Texts)>) -> Overlay {
    let texts = all.into_iter();
    Overlay::new(
        texts.flat_map(|(language, texts)| texts.iter().map(move |(key, forms)| (language, key.as_str(), forms))),
    )
}

/// The language's texts as they ship.
pub(crate) fn shipped(language: Language) -> Words {
    words(language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use strum::VariantNames;

    #[test]
    fn every_text_of_a_letter_belongs_to_one_group_and_every_letter_to_one() {
        crate::ground::locales::load().expect("the texts load");
        // the pages about mail, and the names of letters
        let pages = ["mail-kind-", "mail-title", "mail-due", "mail-oldest", "mail-given-up", "mail-again", "mail-well"];
        let more = ["mail-paused-", "mail-refuses-", "mail-bounced-"];
        for key in shipped(Language::En).keys("mail-") {
            let of_page = pages.iter().chain(&more).any(|p| key.starts_with(p));
            let count = GROUPS.iter().filter(|g| g.has(key)).count();
            assert_eq!(count, usize::from(!of_page), "{key}");
        }
        let listed: Vec<&str> = GROUPS.iter().flat_map(|g| g.kinds).map(|k| k.name()).collect();
        let all: BTreeSet<&str> = listed.iter().copied().collect();
        assert_eq!(all.len(), listed.len(), "none stands twice");
        // what the office writes itself, and the test of words
        let own = BTreeSet::from(["announcement", "announcement-test", "letter-test"]);
        let kinds: BTreeSet<&str> = Mail::VARIANTS.iter().copied().collect();
        assert_eq!(kinds.difference(&all).copied().collect::<BTreeSet<_>>(), own);
    }
}
