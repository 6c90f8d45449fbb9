//! What the pages say about a programme: one table per language, next to the file of its rules.

use kit::Language;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The words in every language.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub(crate) struct Wording(BTreeMap<String, WordingIn>);

/// The words in one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordingIn {
    /// The programme's title.
    pub site: String,
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
#[derive(Debug, Clone, Deserialize)]
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

impl WordingIn {
    /// A part's title; its id where nothing is said.
    pub fn part<'a>(&'a self, id: &'a str) -> &'a str {
        self.parts.get(id).map_or(id, |p| p.title.as_str())
    }

    /// A topic's name; its id where nothing is said.
    pub fn topic<'a>(&'a self, id: &'a str) -> &'a str {
        self.topics.get(id).map_or(id, String::as_str)
    }
}
