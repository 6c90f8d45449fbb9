//! `/help/glossary`: one word for one thing. What it shows is what a test holds all texts to.

use crate::visit::Visit;
use kit::{Language, Page, t};
use maud::html;
use serde::Deserialize;

#[derive(Deserialize)]
struct Glossary {
    word: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    en: Said,
    es: Said,
}

/// A word in one language.
#[derive(Deserialize)]
struct Said {
    word: String,
    means: String,
}

impl Entry {
    fn of(&self, language: Language) -> &Said {
        match language {
            Language::En => &self.en,
            Language::Es => &self.es,
        }
    }
}

pub(super) fn page(visit: &Visit) -> Page {
    let (words, language) = (visit.words, visit.language());
    let mut entries = toml::from_str::<Glossary>(include_str!("../../../locales/glossary.toml"))
        .map_or_else(|_| Vec::new(), |g| g.word);
    entries.sort_by_key(|e| crate::ground::fold::fold(&e.of(language).word));
    let title = t!(words, "glossary-title");
    let body = html! {
        p { a href=(visit.href("/help")) { (t!(words, "help-title")) } }
        h1 { (title) }
        dl.glossary { @for entry in &entries {
            div id=(entry.id) { dt { (entry.of(language).word) } dd { (entry.of(language).means) } }
        } }
    };
    Page::new(title, body)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_glossary_can_be_read() {
        let read: super::Glossary = toml::from_str(include_str!("../../../locales/glossary.toml")).expect("a glossary");
        assert!(read.word.len() > 15);
    }
}
