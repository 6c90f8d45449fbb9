//! What the pages say about a programme: as its file says it, one table per language, and as the office changed it since.
//! An edition is its rules alone: other words are no other edition.

use super::{
    texts::{self, Text},
    versions,
};
use crate::{ground::fault::Fault, programme::change::Change};
use db::Tx;
use kit::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The words in every language.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub(crate) struct Wording(BTreeMap<String, WordingIn>);

/// The words in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordingIn {
    /// The programme's title.
    pub site: String,
    /// Whose programme it is; empty where the file does not say.
    #[serde(default)]
    pub union: String,
    /// Who they are, in a sentence or two.
    #[serde(default)]
    pub about: String,
    /// The promise.
    pub headline: String,
    /// Its second half, underlined.
    pub headline_marked: String,
    /// What it is, in two sentences.
    pub lead: String,
    pub who_title: String,
    pub who: String,
    pub how_title: String,
    pub how: Vec<String>,
    pub class_title: String,
    pub class: String,
    /// Titles and summaries of the parts, by id.
    pub parts: BTreeMap<String, PartWords>,
    /// Names of the topics, by id.
    pub topics: BTreeMap<String, String>,
}

/// The words about a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartWords {
    pub title: String,
    pub summary: String,
}

impl Wording {
    /// Reads the file. The error is a line (0 if there is none) and a sentence.
    pub fn from_toml(text: &str) -> Result<Self, (usize, String)> {
        let wording: Self = toml::from_str(text).map_err(|e| {
            let line = e.span().map_or(0, |s| text[..s.start.min(text.len())].matches('\n').count() + 1);
            (line, e.message().to_owned())
        })?;
        if wording.0.contains_key(Language::En.tag()) { Ok(wording) } else { Err((0, "no table [en]".to_owned())) }
    }

    /// The words in a language; English where there are none.
    pub fn of(&self, language: Language) -> &WordingIn {
        self.0.get(language.tag()).unwrap_or_else(|| &self.0[Language::En.tag()])
    }
}

/// Under which name the words of a programme are kept.
pub(crate) fn slug(programme: &str) -> String {
    format!("programme/{programme}")
}

impl Wording {
    /// The same, with what the office has saved since.
    pub fn saved_over(mut self, tx: &Tx<'_>, programme: &str) -> Result<Self, Fault> {
        for language in Language::ALL {
            if let Some(text) = texts::newest(tx, &slug(programme), language)? {
                let saved: WordingIn = serde_json::from_str(&text.body)?;
                let words = self.of(language).clone().over(saved);
                self.0.insert(language.tag().to_owned(), words);
            }
        }
        Ok(self)
    }

    /// What a newer file says otherwise than the one before is said from now on, also where the office had its own words.
    pub fn replace_saved(&self, change: &Change<'_, '_>, before: &Self, programme: &str) -> Result<(), Fault> {
        for (language, words) in Language::ALL.map(|l| (l, self.of(l))) {
            let slug = slug(programme);
            if before.of(language) != words && texts::newest(change.tx, &slug, language)?.is_some() {
                texts::store(change, &slug, language, &words.as_text()?)?;
            }
        }
        versions::renew(change, versions::Of::Texts)
    }
}

impl WordingIn {
    /// As it is kept.
    pub fn as_text(&self) -> Result<Text, Fault> {
        Ok(Text { title: self.site.clone(), body: serde_json::to_string(self)? })
    }

    /// Newer words over these; what they do not know (a part of a later edition) stays.
    pub fn over(self, newer: Self) -> Self {
        let (mut parts, mut topics) = (self.parts, self.topics);
        parts.extend(newer.parts);
        topics.extend(newer.topics);
        Self { parts, topics, ..newer }
    }

    /// A part's title; its id where nothing is said.
    pub fn part<'a>(&'a self, id: &'a str) -> &'a str {
        self.parts.get(id).map_or(id, |p| p.title.as_str())
    }

    /// A topic's name; its id where nothing is said.
    pub fn topic<'a>(&'a self, id: &'a str) -> &'a str {
        self.topics.get(id).map_or(id, String::as_str)
    }
}
