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
use serde_json::Value;
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

/// Under which name the newest file of those words is kept, where another one than the edition's own was read.
pub(super) fn file_slug(programme: &str) -> String {
    format!("programme-file/{programme}")
}

/// Takes over what is another in `now` than it was, field by field.
fn take_changes(said: &mut Value, was: &Value, now: &Value) {
    let (Value::Object(fields), Value::Object(now)) = (said, now) else { return };
    for (name, now) in now {
        let was = &was[name.as_str()];
        if was == now {
            continue;
        }
        match fields.get_mut(name) {
            Some(said) if said.is_object() && was.is_object() => take_changes(said, was, now),
            _ => {
                fields.insert(name.clone(), now.clone());
            }
        }
    }
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

    /// Reads what was read before: a fault of ours if it cannot be.
    pub fn read(text: &str) -> Result<Self, Fault> {
        Self::from_toml(text).map_err(|(line, e)| Fault::Ours(format!("words, line {line}: {e}")))
    }

    /// What a newer file says otherwise than the one before is said from now on; everything else stays as the office has it.
    pub fn follow(&self, change: &Change<'_, '_>, (before, programme): (&Self, &str)) -> Result<(), Fault> {
        let base = self.clone().saved_over(change.tx, programme)?;
        for language in Language::ALL {
            let (was, now, said) = (before.of(language), self.of(language), base.of(language));
            if was != now {
                let words = WordingIn::follow(said, was, now)?;
                texts::store(change, &slug(programme), language, &words.as_text()?)?;
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

    /// These words with what a file says otherwise than before.
    fn follow(said: &Self, was: &Self, now: &Self) -> Result<Self, Fault> {
        let json = |words: &Self| serde_json::to_value(words);
        let mut out = json(said)?;
        take_changes(&mut out, &json(was)?, &json(now)?);
        Ok(serde_json::from_value(out)?)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_changes_what_it_says_otherwise_and_nothing_else() {
        let words = include_str!("../../programmes/bargaining-certificate.wording.toml");
        let was = Wording::read(words).unwrap().of(Language::En).clone();
        let mut said = was.clone();
        (said.union, said.headline) = ("Ours".to_owned(), "Our own promise.".to_owned());
        said.topics.insert("tactics".to_owned(), "Our tactics".to_owned());
        let mut now = was.clone();
        now.lead = "A new lead.".to_owned();
        now.topics.insert("roles".to_owned(), "Who does what".to_owned());
        let out = WordingIn::follow(&said, &was, &now).unwrap();
        let mut wanted = said.clone();
        wanted.lead = "A new lead.".to_owned();
        wanted.topics.insert("roles".to_owned(), "Who does what".to_owned());
        assert_eq!(out, wanted);
    }
}
