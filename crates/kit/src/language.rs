//! The product's texts: Fluent message catalogues, one folder per language, embedded in the program.

use crate::overlay::{self, Overlay};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use fluent_syntax::ast::{Entry, Pattern};
use std::{borrow::Cow, collections::BTreeMap, sync::OnceLock};
use unic_langid::LanguageIdentifier;

/// A language of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    En,
    /// Spanish.
    Es,
}

impl Language {
    /// Every language, the default first.
    pub const ALL: [Self; 2] = [Self::En, Self::Es];

    /// Its BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// Its own name for itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
        }
    }

    /// What public addresses begin with: nothing for the default language.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::En => "",
            Self::Es => "/es",
        }
    }

    /// The language of a tag; the default for one we do not have.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        Self::ALL.into_iter().find(|l| l.tag() == tag).unwrap_or(Self::En)
    }
}

/// The catalogues of one language: file name and text.
pub type Sources = &'static [(&'static str, &'static str)];

/// The texts of one language. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Words {
    /// Which language.
    pub language: Language,
    bundle: &'static FluentBundle<FluentResource>,
    /// The number of an [`Overlay`]; 0 for none.
    over: u32,
}

/// A value for a hole in a text.
pub enum Hole<'a> {
    /// A count: chooses the plural form.
    Count(i64),
    /// A text.
    Text(Cow<'a, str>),
}

impl From<i64> for Hole<'_> {
    fn from(n: i64) -> Self {
        Self::Count(n)
    }
}

impl From<usize> for Hole<'_> {
    fn from(n: usize) -> Self {
        Self::Count(n as i64)
    }
}

impl<'a> From<&'a str> for Hole<'a> {
    fn from(s: &'a str) -> Self {
        Self::Text(Cow::Borrowed(s))
    }
}

impl<'a> From<&'a String> for Hole<'a> {
    fn from(s: &'a String) -> Self {
        Self::Text(Cow::Borrowed(s))
    }
}

impl From<String> for Hole<'_> {
    fn from(s: String) -> Self {
        Self::Text(Cow::Owned(s))
    }
}

/// The keys of all texts, in the order of the catalogues.
static KEYS: OnceLock<Vec<String>> = OnceLock::new();

static BUNDLES: OnceLock<BTreeMap<Language, FluentBundle<FluentResource>>> = OnceLock::new();

/// Loads the catalogues, once for the process.
///
/// # Errors
/// The first text that does not parse or is named twice.
pub fn load(sources: &[(Language, Sources)]) -> Result<(), String> {
    if BUNDLES.get().is_some() {
        return Ok(());
    }
    let (mut bundles, mut keys) = (BTreeMap::new(), Vec::new());
    for (language, files) in sources {
        let id: LanguageIdentifier = language.tag().parse().map_err(|e| format!("{e:?}"))?;
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        for (file, text) in *files {
            let resource = FluentResource::try_new((*text).to_owned())
                .map_err(|(_, e)| format!("{}/{file}: {:?}", language.tag(), e.first()))?;
            if *language == Language::En {
                let messages =
                    resource.entries().filter_map(|e| if let Entry::Message(m) = e { Some(m) } else { None });
                keys.extend(messages.map(|m| m.id.name.to_owned()));
            }
            bundle.add_resource(resource).map_err(|e| format!("{}/{file}: {:?}", language.tag(), e.first()))?;
        }
        bundles.insert(*language, bundle);
    }
    // A second loader of the same catalogues (tests run side by side) changes nothing.
    let _same = (KEYS.set(keys), BUNDLES.set(bundles));
    Ok(())
}

/// The texts of a language.
///
/// # Panics
/// When [`load`] was not called: a mistake in `main`, not a person's.
#[must_use]
pub fn words(language: Language) -> Words {
    let bundles = BUNDLES.get().expect("language::load is the first thing a program does");
    Words { language, bundle: &bundles[&language], over: 0 }
}

impl Words {
    /// The text for a key with its holes filled. A missing key is shown as itself: a test compares all keys
    /// used in the program with the catalogues.
    #[must_use]
    pub fn text(&self, key: &str, holes: &[(&str, Hole<'_>)]) -> String {
        let mut args = FluentArgs::new();
        for (name, hole) in holes {
            let value = match hole {
                Hole::Count(n) => FluentValue::from(*n),
                Hole::Text(s) => FluentValue::from(s.as_ref()),
            };
            args.set(*name, value);
        }
        let mut errors = Vec::new();
        let over = overlay::find(self.over, self.language, key, |bundle, pattern| {
            bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned()
        });
        if let Some(text) = over {
            return text;
        }
        let Some(pattern) = self.bundle.get_message(key).and_then(|m| m.value()) else {
            return key.to_owned();
        };
        self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned()
    }

    /// The same texts, with the other words of an overlay.
    #[must_use]
    pub const fn under(mut self, overlay: &Overlay) -> Self {
        self.over = overlay.number();
        self
    }

    /// How the text that ships under a key is built.
    pub(crate) fn pattern<T>(&self, key: &str, read: impl FnOnce(&Pattern<&str>) -> Option<T>) -> Option<T> {
        read(self.bundle.get_message(key)?.value()?)
    }

    /// The keys of texts that begin like this, as they stand in the catalogues.
    pub fn keys<'p>(&self, prefix: &'p str) -> impl Iterator<Item = &'static str> + use<'p> {
        KEYS.get().into_iter().flatten().map(String::as_str).filter(move |key| key.starts_with(prefix))
    }

    /// Whether there is a text for this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// Minutes as hours in words: "3 hours", "1.5 hours".
    #[must_use]
    pub fn hours(&self, minutes: i64) -> String {
        let count: i64 = if minutes == 60 { 1 } else { 2 };
        self.text("hours", &[("count", Hole::from(count)), ("hours", Hole::from(number_of_hours(minutes)))])
    }

    /// A list in words: "a, b and c".
    #[must_use]
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [start @ .., last] => {
                self.text("list-end", &[("start", Hole::from(start.join(", "))), ("last", Hole::from(last))])
            }
        }
    }
}

/// Minutes as a number of hours with at most two decimals, as all our languages write it: "12", "1.5", "0.25".
#[must_use]
pub fn number_of_hours(minutes: i64) -> String {
    let hundredths = (minutes * 100 + 30) / 60;
    let (whole, part) = (hundredths / 100, hundredths % 100);
    match part {
        0 => format!("{whole}"),
        p if p % 10 == 0 => format!("{whole}.{}", p / 10),
        p => format!("{whole}.{p:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_written_short() {
        let cases = [(0, "0"), (60, "1"), (90, "1.5"), (165, "2.75"), (1440, "24"), (50, "0.83")];
        for (minutes, text) in cases {
            assert_eq!(number_of_hours(minutes), text);
        }
    }
}
