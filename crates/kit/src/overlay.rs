//! Texts of the product that somebody has put other words in the place of, and how such a text is edited: its holes stand in
//! braces (`{name}`), and a text with a number in it has a form for one and one for many.

use crate::{Language, language};
use fluent_bundle::{FluentResource, concurrent::FluentBundle};
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicU32, Ordering},
    },
};
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

/// All overlays of this process, by number: `Words` are copied everywhere, and carry the number alone.
static ALL: RwLock<BTreeMap<u32, BTreeMap<Language, Bundle>>> = RwLock::new(BTreeMap::new());

/// Other words for some texts. They end with it; whoever still holds [`language::Words`] with it sees what ships.
#[derive(Debug)]
pub struct Overlay(u32);

impl Overlay {
    /// From texts as they are edited: language, key, and the text of each of its forms. What the product does not have, or
    /// what cannot be filled, is left out: see [`Template::check`].
    #[must_use]
    pub fn new<'t>(texts: impl IntoIterator<Item = (Language, &'t str, &'t BTreeMap<String, String>)>) -> Self {
        let mut sources: BTreeMap<Language, String> = BTreeMap::new();
        for (language, key, forms) in texts {
            let Some(template) = Template::of(language::words(language), key) else { continue };
            if forms.values().all(|text| template.check(text).is_ok()) {
                *sources.entry(language).or_default() += &template.source(key, forms);
            }
        }
        let mut bundles = BTreeMap::new();
        for (language, source) in sources {
            let id: LanguageIdentifier = language.tag().parse().unwrap_or_default();
            let mut bundle = Bundle::new_concurrent(vec![id]);
            bundle.set_use_isolating(false);
            // what does not parse is left out by the parser, and what is left is whole
            let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
            bundles.insert(language, bundle);
        }
        // no number comes twice: whoever still holds that of an overlay that has ended must not meet another one
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        ALL.write().unwrap_or_else(PoisonError::into_inner).insert(number, bundles);
        Self(number)
    }

    /// What [`language::Words`] carry.
    pub(crate) const fn number(&self) -> u32 {
        self.0
    }
}

impl Drop for Overlay {
    fn drop(&mut self) {
        ALL.write().unwrap_or_else(PoisonError::into_inner).remove(&self.0);
    }
}

/// What an overlay has for a text: `found` is called with it.
pub(crate) fn find<T>(
    number: u32,
    language: Language,
    key: &str,
    found: impl FnOnce(&Bundle, &Pattern<&str>) -> T,
) -> Option<T> {
    if number == 0 {
        return None;
    }
    let all = ALL.read().unwrap_or_else(PoisonError::into_inner);
    let bundle = all.get(&number)?.get(&language)?;
    let pattern = bundle.get_message(key)?.value()?;
    Some(found(bundle, pattern))
}

/// A text as it is edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// What it is filled with.
    pub holes: BTreeSet<String>,
    /// Its forms with their texts: one without a name, or one for each plural form.
    pub forms: BTreeMap<String, String>,
    /// The number that chooses among the forms.
    number: Option<String>,
}

/// Why a text cannot stand in the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// There is nothing in it.
    Empty,
    /// A hole that nothing fills, as it was written.
    Hole(String),
    /// A brace that belongs to no hole.
    Brace,
}

impl Template {
    /// The text that ships under a key; `None` where there is none, or where it is built in a way that is not edited.
    #[must_use]
    pub fn of(words: language::Words, key: &str) -> Option<Self> {
        words.pattern(key, |pattern| {
            let mut holes = BTreeSet::new();
            if let [PatternElement::Placeable { expression: Expression::Select { selector, variants } }] =
                pattern.elements.as_slice()
            {
                let InlineExpression::VariableReference { id } = selector else { return None };
                let mut forms = BTreeMap::new();
                for v in variants {
                    let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) = &v.key;
                    forms.insert((*name).to_owned(), plain(&v.value, &mut holes)?);
                }
                holes.insert(id.name.to_owned());
                return Some(Self { holes, forms, number: Some(id.name.to_owned()) });
            }
            let forms = BTreeMap::from([(String::new(), plain(pattern, &mut holes)?)]);
            Some(Self { holes, forms, number: None })
        })
    }

    /// Whether a text can stand in its place: it says something, and every hole is one that is filled.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self, text: &str) -> Result<(), Unfit> {
        if text.trim().is_empty() {
            return Err(Unfit::Empty);
        }
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let after = &rest[at + 1..];
            if rest[at..].starts_with('}') {
                return Err(Unfit::Brace);
            }
            let end = after.find(['{', '}']).filter(|end| after[*end..].starts_with('}')).ok_or(Unfit::Brace)?;
            let name = after[..end].trim();
            if !self.holes.contains(name) {
                return Err(Unfit::Hole(name.to_owned()));
            }
            rest = &after[end + 1..];
        }
        Ok(())
    }

    /// Holes of the shipped text that the new one leaves out.
    #[must_use]
    pub fn left_out(&self, forms: &BTreeMap<String, String>) -> Vec<String> {
        let said = |hole: &str| forms.values().any(|text| text.contains(&format!("{{{hole}}}")));
        let number = self.number.as_deref();
        self.holes.iter().filter(|hole| Some(hole.as_str()) != number && !said(hole)).cloned().collect()
    }

    fn source(&self, key: &str, forms: &BTreeMap<String, String>) -> String {
        // one line: what would mean something at the beginning of a line is a letter here
        let line = |text: &str| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            text.replace('{', "{ $").replace('}', " }").replace("{ $ ", "{ $")
        };
        let form = |name: &str| line(forms.get(name).or_else(|| self.forms.get(name)).map_or("", String::as_str));
        match &self.number {
            None => format!("{key} = {}\n", form("")),
            Some(number) => {
                let mut out = format!("{key} = {{ ${number} ->\n");
                for name in self.forms.keys() {
                    let star = if name == "other" { "*" } else { "" };
                    out += &format!("    {star}[{name}] {}\n", form(name));
                }
                out + "    }\n"
            }
        }
    }
}

/// A pattern of text and holes as it is edited; `None` where there is more in it.
fn plain(pattern: &Pattern<&str>, holes: &mut BTreeSet<String>) -> Option<String> {
    let mut out = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => out += &value.replace('\n', " "),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => {
                holes.insert(id.name.to_owned());
                out += &format!("{{{}}}", id.name);
            }
            PatternElement::Placeable { .. } => return None,
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: language::Sources = &[(
        "test",
        "greet = Dear { $name }, until { $day }.\ncount = { $n ->\n    [one] One seat\n   *[other] { $n } seats\n    }\nmixed = A { $n ->\n    [one] b\n   *[other] c\n    } d\n",
    )];

    fn words() -> language::Words {
        language::load(&[(Language::En, EN)]).unwrap();
        language::words(Language::En)
    }

    fn forms(list: &[(&str, &str)]) -> BTreeMap<String, String> {
        list.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn other_words_stand_in_place_until_the_overlay_ends() {
        let words = words();
        let (greet, count) =
            (forms(&[("", "*Hi {name}!\n [by] {day}")]), forms(&[("one", "A seat"), ("other", "{n}!")]));
        let unknown = forms(&[("", "x {nobody}")]);
        let texts =
            [(Language::En, "greet", &greet), (Language::En, "count", &count), (Language::En, "mixed", &unknown)];
        let overlay = Overlay::new(texts);
        let over = words.under(&overlay);
        assert_eq!(over.text("greet", &[("name", "Ana".into()), ("day", "May 1".into())]), "*Hi Ana! [by] May 1");
        assert_eq!(over.text("count", &[("n", 1_i64.into())]), "A seat");
        assert_eq!(over.text("count", &[("n", 4_i64.into())]), "4!");
        assert_eq!(words.text("count", &[("n", 4_i64.into())]), "4 seats", "others see what ships");
        drop(overlay);
        assert_eq!(over.text("count", &[("n", 4_i64.into())]), "4 seats");
    }

    #[test]
    fn a_text_is_edited_with_its_holes_and_nothing_else_is_filled() {
        let words = words();
        let greet = Template::of(words, "greet").unwrap();
        assert_eq!(greet.forms[""], "Dear {name}, until {day}.");
        assert_eq!(greet.check("Dear {name}"), Ok(()));
        assert_eq!(greet.left_out(&forms(&[("", "Dear {name}")])), ["day"]);
        assert_eq!(greet.check("{ name } {email}"), Err(Unfit::Hole("email".into())));
        assert_eq!(greet.check("  "), Err(Unfit::Empty));
        for brace in ["{", "}", "{name", "name}", "{na{me}}"] {
            assert_eq!(greet.check(brace), Err(Unfit::Brace), "{brace}");
        }
        let count = Template::of(words, "count").unwrap();
        assert_eq!(count.forms, forms(&[("one", "One seat"), ("other", "{n} seats")]));
        assert_eq!(Template::of(words, "mixed"), None);
        assert_eq!(Template::of(words, "nothing"), None);
    }
}
