//! Forms: what was typed, what is wrong with it, and fields that cannot forget their label.
//!
//! The rules for forms: label above, one sentence of hint, no placeholder, no asterisks. The server validates; a wrong
//! form comes back with 422, everything typed, a summary on top with a link to each field, and the same words at the
//! field.

use crate::{Words, t};
use maud::{Markup, html};
use std::{borrow::Cow, collections::BTreeMap, ops::RangeBounds, str::FromStr};

/// Longest text a field accepts unless it says otherwise, in characters.
pub const LONGEST: usize = 200;

/// What was typed: decoded, without control characters, trimmed. Several values of one name are kept in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed(BTreeMap<String, Vec<String>>);

impl Typed {
    /// From decoded pairs.
    #[must_use]
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in pairs {
            out.entry(clean(&name)).or_default().push(clean(&value));
        }
        Self(out)
    }

    /// The first value of a name; empty where there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).and_then(|v| v.first()).map_or("", String::as_str)
    }

    /// The first value of a name as a number, a day or anything else with an order; `None` where it is not one, or is not
    /// within what is allowed: `typed.within("seats", 1..=15)`.
    #[must_use]
    pub fn within<T: FromStr + PartialOrd>(&self, name: &str, allowed: impl RangeBounds<T>) -> Option<T> {
        self.get(name).trim().parse().ok().filter(|value| allowed.contains(value))
    }

    /// All values of a name.
    #[must_use]
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// The first name that came more than once, of those that should not.
    #[must_use]
    pub fn repeated(&self, may: impl Fn(&str) -> bool) -> Option<&str> {
        self.0.iter().find(|(name, values)| values.len() > 1 && !may(name)).map(|(name, _)| name.as_str())
    }

    /// Whether a box of this name was ticked.
    #[must_use]
    pub fn ticked(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// Names that were sent.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The same with one value set.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.0.insert(name.to_owned(), vec![value.to_owned()]);
        self
    }
}

/// Text without control characters (new lines stay), trimmed.
fn clean(value: &str) -> String {
    let unwanted = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200B}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}')
    };
    // a tab separates words, as in a pasted table
    value.replace('\t', " ").chars().filter(|c| !unwanted(*c)).collect::<String>().trim().to_owned()
}

/// What is wrong, one sentence per field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Errors {
    wrong: Vec<(Cow<'static, str>, String)>,
    prefix: String,
}

impl Errors {
    /// For one of several similar forms on a page: the ids of its fields begin with `prefix`.
    #[must_use]
    pub fn of_form(prefix: String) -> Self {
        Self { wrong: Vec::new(), prefix }
    }

    /// The id of a field on the page.
    fn id(&self, field: &str) -> String {
        format!("{}{field}", self.prefix)
    }

    /// Notes what is wrong with a field.
    pub fn add(&mut self, field: impl Into<Cow<'static, str>>, sentence: String) {
        self.wrong.push((field.into(), sentence));
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.wrong.is_empty()
    }

    /// What is wrong with one field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        self.wrong.iter().find(|(f, _)| *f == field).map(|(_, s)| s.as_str())
    }

    /// The summary on top of the page; nothing where nothing is wrong.
    #[must_use]
    pub fn summary(&self, words: Words) -> Markup {
        html! {
            @if !self.wrong.is_empty() {
                div.errors.stack.tight role="alert" aria-labelledby="errors-title" tabindex="-1" id="errors" autofocus {
                    h2 id="errors-title" { (t!(words, "form-problem")) }
                    ul.plain { @for (field, sentence) in &self.wrong { li { a href={ "#" (self.id(field)) } { (sentence) } } } }
                }
            }
        }
    }
}

/// One text field.
#[derive(Debug, Clone, Copy, Default)]
pub struct Field<'a> {
    /// Its name and id.
    pub name: &'a str,
    /// The label.
    pub label: &'a str,
    /// One sentence under the label.
    pub hint: Option<&'a str>,
    /// `text`, `email`, `search`, `date` ...; `text` where empty.
    pub kind: &'static str,
    /// The autocomplete token.
    pub autocomplete: &'static str,
    /// The id of a list of suggestions.
    pub list: Option<&'static str>,
    /// Whether the page opens with the cursor here: only where that is all the page is for.
    pub first: bool,
}

impl<'a> Field<'a> {
    /// A field of which only the name and the label are said.
    #[must_use]
    pub fn new(name: &'a str, label: &'a str) -> Self {
        Self { name, label, ..Self::default() }
    }

    /// The same with a sentence under the label.
    #[must_use]
    pub const fn hinted(mut self, hint: &'a str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The same, for an `email`, a `date`, a `number` ...
    #[must_use]
    pub const fn of_kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    /// The same with its autocomplete token.
    #[must_use]
    pub const fn completed(mut self, autocomplete: &'static str) -> Self {
        self.autocomplete = autocomplete;
        self
    }
}

/// What stands above every field: its label, its hint and what is wrong with it.
fn above(words: Words, f: Field<'_>, id: &str, error: Option<&str>) -> Markup {
    html! {
        label for=(id) { (f.label) }
        @if let Some(hint) = f.hint { span.hint id={ (id) "-hint" } { (hint) } }
        (message(words, id, error))
    }
}

/// A text field with its label, hint and error.
#[must_use]
pub fn field(words: Words, f: Field<'_>, typed: &Typed, errors: &Errors) -> Markup {
    let (error, id) = (errors.of(f.name), errors.id(f.name));
    let described = describedby(&id, f.hint.is_some(), error.is_some());
    let kind = if f.kind.is_empty() { "text" } else { f.kind };
    html! {
        p {
            (above(words, f, &id, error))
            input id=(id) name=(f.name) type=(kind) value=(typed.get(f.name))
                autocomplete=[(!f.autocomplete.is_empty()).then_some(f.autocomplete)]
                spellcheck=[(kind == "email").then_some("false")]
                autocapitalize=[(kind == "email").then_some("none")]
                inputmode=[(f.autocomplete == "one-time-code").then_some("numeric")]
                list=[f.list] autofocus[f.first] aria-invalid=[error.map(|_| "true")] aria-describedby=[described];
        }
    }
}

/// A short field within a sentence: its label is for who hears the page, and what is wrong stands behind it.
#[must_use]
pub fn hole(words: Words, f: Field<'_>, typed: &Typed, errors: &Errors) -> Markup {
    let (error, id) = (errors.of(f.name), errors.id(f.name));
    let described = describedby(&id, false, error.is_some());
    html! {
        label.vh for=(id) { (f.label) }
        input.hole id=(id) name=(f.name) type="text" inputmode="decimal" size="4" value=(typed.get(f.name)) autocomplete="off"
            aria-invalid=[error.map(|_| "true")] aria-describedby=[described];
        (message(words, &id, error))
    }
}

/// A larger text field.
#[must_use]
pub fn text_area(words: Words, f: Field<'_>, rows: usize, typed: &Typed, errors: &Errors) -> Markup {
    let (error, id) = (errors.of(f.name), errors.id(f.name));
    let described = describedby(&id, f.hint.is_some(), error.is_some());
    html! {
        p {
            (above(words, f, &id, error))
            textarea id=(id) name=(f.name) rows=(rows) aria-invalid=[error.map(|_| "true")]
                aria-describedby=[described] { (typed.get(f.name)) }
        }
    }
}

/// A drop-down list of (value, text, language of the text).
#[must_use]
pub fn select(
    words: Words,
    f: Field<'_>,
    options: &[(String, String, Option<&'static str>)],
    typed: &Typed,
    errors: &Errors,
) -> Markup {
    let (error, id) = (errors.of(f.name), errors.id(f.name));
    let described = describedby(&id, f.hint.is_some(), error.is_some());
    html! {
        p {
            (above(words, f, &id, error))
            select id=(id) name=(f.name) aria-invalid=[error.map(|_| "true")] aria-describedby=[described] {
                @for (value, text, lang) in options {
                    option value=(value) lang=[*lang] selected[typed.get(f.name) == value] { (text) }
                }
            }
        }
    }
}

/// A file to hand in, of the kinds in `accept`; any kind where that is empty.
#[must_use]
pub fn file_field(words: Words, f: Field<'_>, accept: &str, errors: &Errors) -> Markup {
    let (error, id) = (errors.of(f.name), errors.id(f.name));
    let described = describedby(&id, f.hint.is_some(), error.is_some());
    html! {
        p {
            (above(words, f, &id, error))
            input type="file" id=(id) name=(f.name) accept=[(!accept.is_empty()).then_some(accept)]
                aria-invalid=[error.map(|_| "true")] aria-describedby=[described];
        }
    }
}

/// A group of radio buttons of (value, text).
#[must_use]
pub fn radios(
    words: Words,
    name: &'static str,
    legend: &str,
    options: &[(String, String)],
    typed: &Typed,
    errors: &Errors,
) -> Markup {
    let (error, id) = (errors.of(name), errors.id(name));
    html! {
        fieldset id=(id) tabindex="-1" aria-describedby=[error.map(|_| format!("{id}-error"))] {
            legend { (legend) }
            (message(words, &id, error))
            @for (i, (value, text)) in options.iter().enumerate() {
                label.pick for={ (id) "-" (i) } {
                    input type="radio" id={ (id) "-" (i) } name=(name) value=(value) checked[typed.get(name) == value];
                    (text)
                }
            }
        }
    }
}

/// One tick box.
#[must_use]
pub fn checkbox(words: Words, f: Field<'_>, typed: &Typed, errors: &Errors) -> Markup {
    let (error, id) = (errors.of(f.name), errors.id(f.name));
    let described = describedby(&id, f.hint.is_some(), error.is_some());
    html! {
        (message(words, &id, error))
        label.pick for=(id) {
            input type="checkbox" id=(id) name=(f.name) value="1" checked[typed.ticked(f.name)]
                aria-invalid=[error.map(|_| "true")] aria-describedby=[described];
            (f.label)
        }
        @if let Some(hint) = f.hint { span.hint id={ (id) "-hint" } { (hint) } }
    }
}

/// A value that travels with the form unseen.
#[must_use]
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

fn message(words: Words, name: &str, error: Option<&str>) -> Markup {
    html! {
        @if let Some(sentence) = error {
            span.err id={ (name) "-error" } { span.vh { (t!(words, "form-error-mark")) " " } (sentence) }
        }
    }
}

fn describedby(name: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (true, true) => Some(format!("{name}-hint {name}-error")),
        (true, false) => Some(format!("{name}-hint")),
        (false, true) => Some(format!("{name}-error")),
        (false, false) => None,
    }
}

/// Hours as people write them ("3", "1.5", "1,25") in minutes; `None` where it is not a number of hours.
#[must_use]
pub fn typed_minutes(text: &str) -> Option<i64> {
    let text = text.trim().replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((text.as_str(), ""));
    let digits = |s: &str| s.len() <= 3 && s.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) {
        return None;
    }
    let hundredths: i64 = format!("{part:0<2}")[..2].parse().ok()?;
    Some(whole.parse::<i64>().ok()? * 60 + hundredths * 60 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_text_is_cleaned_but_kept() {
        let pairs = [("name".to_owned(), "  Zoë\u{0}\u{202E} Ní\t ".to_owned())];
        assert_eq!(Typed::from_pairs(pairs).get("name"), "Zoë Ní");
    }

    #[test]
    fn a_value_counts_only_within_what_is_allowed() {
        let typed = Typed::default().with("seats", " 12 ").with("day", "next week");
        assert_eq!(typed.within("seats", 1..=12), Some(12));
        assert_eq!(typed.within("seats", 1..12), None);
        assert_eq!(typed.within::<i64>("day", ..), None);
        assert_eq!(typed.within::<i64>("nothing", ..), None);
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (text, minutes) in [("3", 180), ("1.5", 90), ("1,25", 75), (" 0.25 ", 15), ("2.", 120)] {
            assert_eq!(typed_minutes(text), Some(minutes), "{text}");
        }
        for text in ["", "x", "-1", "1.5.2", ".", "1e3", "99999"] {
            assert_eq!(typed_minutes(text), None, "{text}");
        }
    }
}
