//! A certificate: an award, the document that stands for it, and the edition it was earned under, in words.

use super::store::{self, Award, Document};
use crate::{
    ground::{fault::Fault, ids::PersonId, when},
    programme::{Edition, Reading},
};
use jiff::tz::TimeZone;
use kit::{Words, t};
use std::sync::Arc;

/// A certificate.
#[derive(Clone)]
pub(crate) struct Certificate {
    pub award: Award,
    pub document: Document,
    pub edition: Arc<Edition>,
}

/// Everything that is printed, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Printed {
    pub title: String,
    pub name: String,
    /// What it was earned for, in a sentence.
    pub sentence: String,
    /// Parts with their hours.
    pub parts: Vec<(String, String)>,
    /// The total hours.
    pub hours: String,
    pub completed: String,
    pub issued: String,
    pub edition: String,
    pub number: String,
    /// When this copy was made, where it is not the first.
    pub renewed: Option<String>,
}

impl Certificate {
    fn of(at: &Reading<'_, '_>, award: Award) -> Result<Self, Fault> {
        let document = store::newest(at, award.id)?;
        let edition = at.editions.by_id(at, award.edition)?;
        Ok(Self { award, document, edition })
    }

    /// The one that a person has.
    pub fn of_person(at: &Reading<'_, '_>, person: PersonId) -> Result<Option<Self>, Fault> {
        store::of_person(at, person)?.map(|award| Self::of(at, award)).transpose()
    }

    /// The one with a printed number.
    pub fn by_number(at: &Reading<'_, '_>, number: &str) -> Result<Option<Self>, Fault> {
        store::by_number(at, number)?.map(|award| Self::of(at, award)).transpose()
    }

    /// The one with an opaque name.
    pub fn by_uuid(at: &Reading<'_, '_>, uuid: &str) -> Result<Option<Self>, Fault> {
        store::by_uuid(at, uuid)?.map(|award| Self::of(at, award)).transpose()
    }

    /// The one of an award.
    pub fn of_award(at: &Reading<'_, '_>, award: i64) -> Result<Self, Fault> {
        Self::of(at, store::by_id(at, award)?)
    }

    /// The one that a document belongs to, with that document.
    pub fn of_document(at: &Reading<'_, '_>, document: i64) -> Result<Self, Fault> {
        let document = store::document_by_id(at, document)?;
        Ok(Self { document: document.clone(), ..Self::of_award(at, document.award)? })
    }

    /// What is printed.
    pub fn printed(&self, words: Words, zone: &TimeZone) -> Printed {
        let wording = self.edition.printed.of(words.language);
        let date = |text: &str| words.date(when::civil_day(when::parse_date(text)));
        let hours = words.hours(self.award.minutes);
        let parts = self.award.parts.iter();
        Printed {
            title: wording.site.clone(),
            name: self.document.name.clone(),
            sentence: t!(words, "certificate-sentence", hours = &hours),
            parts: parts.map(|(id, minutes)| (wording.part(id).to_owned(), words.hours(*minutes))).collect(),
            hours,
            completed: date(&self.award.completed_on),
            issued: date(&self.award.issued_on),
            edition: self.edition.rules.edition.clone(),
            number: self.award.number.clone(),
            renewed: (self.document.version > 1).then(|| words.date(when::day(self.document.made_at, zone))),
        }
    }
}

/// Hours of an edition's parts, as the bar of the badge shows them.
pub(crate) fn bars(edition: &Edition) -> Vec<i64> {
    edition.rules.requirements.iter().map(|r| (r.nominal() / 60).max(1)).collect()
}
