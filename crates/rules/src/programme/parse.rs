//! From a file's text to a checked [`Programme`].

use super::{Programme, validate::Problem};
use thiserror::Error;
use toml::de::{DeTable, DeValue};

/// Why a programme file is refused: where, and what is allowed there.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
#[error("{file}{}: {}{message}", .line.map(|n| format!(", line {n}")).unwrap_or_default(), .key.as_ref().map(|k| format!("{k}: ")).unwrap_or_default())]
pub struct ParseError {
    /// The file's name, as the caller gave it.
    pub file: String,
    /// Line, counted from 1, where it is known.
    pub line: Option<usize>,
    /// The key, such as `requirement[2].topics_min`, where the message does not name it.
    pub key: Option<String>,
    /// What is wrong and what is allowed.
    pub message: String,
}

impl Programme {
    /// Reads an edition from TOML and checks that it makes sense.
    ///
    /// # Errors
    /// One [`ParseError`]: the first unknown key, wrong type or contradiction.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, ParseError> {
        let read: Result<Self, _> = toml::from_str(text);
        let mut programme = read.map_err(|e| {
            let at = e.span().map(|s| s.start.min(text.len()));
            let key = at.and_then(|at| key_at(text, at)).filter(|k| !e.message().contains(k.as_str()));
            let line = at.map(|at| line_of(text, at));
            ParseError { file: file.to_owned(), line, key, message: e.message().to_owned() }
        })?;
        programme.fill_titles();
        programme.validate().map_err(|Problem { key, message }| {
            let line = place_of(text, &key).map(|at| line_of(text, at));
            ParseError { file: file.to_owned(), line, key: Some(key), message }
        })?;
        Ok(programme)
    }

    /// Reads an edition from its JSON twin and checks that it makes sense.
    ///
    /// # Errors
    /// One [`ParseError`] with its key; JSON that was parsed has no lines.
    pub fn from_json(file: &str, value: serde_json::Value) -> Result<Self, ParseError> {
        let error = |key: Option<String>, message| ParseError { file: file.to_owned(), line: None, key, message };
        let read: Result<Self, _> = serde_path_to_error::deserialize(value);
        let mut programme = read.map_err(|e| {
            let key = e.path().to_string();
            error(Some(key).filter(|k| k != "."), e.into_inner().to_string())
        })?;
        programme.fill_titles();
        programme.validate().map_err(|Problem { key, message }| error(Some(key), message))?;
        Ok(programme)
    }

    fn fill_titles(&mut self) {
        if self.title.is_empty() {
            self.title.clone_from(&self.id);
        }
        for r in &mut self.requirements {
            if r.title.is_empty() {
                r.title.clone_from(&r.id);
            }
        }
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// The key of the line at a place where a value has the wrong type.
fn key_at(text: &str, at: usize) -> Option<String> {
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    let line = text[start..].lines().next()?;
    let key = line.split_once('=')?.0.trim();
    Some(key.to_owned()).filter(|k| !k.is_empty() && k.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c)))
}

/// Where a key such as `requirement[2].count` is; the nearest table above it where the key is missing.
fn place_of(text: &str, key: &str) -> Option<usize> {
    let table = DeTable::parse(text).ok()?;
    let mut at = None;
    let mut here = table.get_ref();
    for step in key.split('.') {
        let (name, place) = match step.split_once('[') {
            Some((name, rest)) => (name, rest.trim_end_matches(']').parse::<usize>().ok()),
            None => (step, None),
        };
        let Some((written, value)) = here.iter().find(|(k, _)| k.get_ref() == name) else { break };
        at = Some(written.span().start);
        let mut value = value;
        if let (Some(n), DeValue::Array(list)) = (place, value.get_ref()) {
            value = list.get(n)?;
            at = Some(value.span().start);
        }
        let DeValue::Table(next) = value.get_ref() else { break };
        here = next;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../../../programmes/bargaining-certificate.toml");

    fn refused(text: &str) -> ParseError {
        Programme::from_toml("b.toml", text).unwrap_err()
    }

    fn line_starting(text: &str, start: &str) -> Option<usize> {
        text.lines().position(|l| l.starts_with(start)).map(|n| n + 1)
    }

    #[test]
    fn the_shipped_certificate_asks_for_24_hours_in_three_parts() {
        let p = Programme::from_toml("bargaining-certificate.toml", SHIPPED).unwrap();
        assert_eq!(p.total.minutes, 24 * 60);
        assert_eq!(p.requirements.len(), 3);
        assert_eq!(p.requirements[2].threshold(), 150);
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let text = SHIPPED.replace("minutes = 1440", "minuts = 1440");
        let e = refused(&text);
        assert_eq!(e.line, line_starting(&text, "minuts"));
        assert!(e.message.contains("minuts") && e.message.contains("approx"), "{e}");
    }

    #[test]
    fn a_value_of_the_wrong_type_is_named_with_its_key_and_line() {
        let text = SHIPPED.replace("count = 4", "count = \"four\"");
        let e = refused(&text);
        assert_eq!((e.line, e.key.as_deref()), (line_starting(&text, "count"), Some("count")));
    }

    #[test]
    fn a_wrong_term_says_which_are_allowed() {
        let e = refused(&SHIPPED.replace("tag:foundations", "tags:foundations"));
        assert!(e.to_string().contains("course: class: tag:"), "{e}");
    }

    #[test]
    fn a_part_named_twice_is_refused_where_it_stands() {
        let text = SHIPPED.replace("id = \"democratized\"", "id = \"foundations\"");
        let e = refused(&text);
        let second = text.lines().enumerate().filter(|(_, l)| *l == "id = \"foundations\"").nth(1).map(|(n, _)| n + 1);
        assert_eq!((e.line, e.key.as_deref()), (second, Some("requirement[1].id")), "{e}");
    }

    #[test]
    fn contradictions_are_refused_with_their_key() {
        for (from, to, key) in [
            ("minutes = 1440", "minutes = 1440\napprox = 1441", "total.approx"),
            ("each_approx = 30", "each_approx = 300", "requirement[2].each_approx"),
            ("topics_min = 0", "topics_min = 9", "requirement[0].topics_min"),
            ("minutes = 1440", "minutes = -1", "total.minutes"),
            ("repeat = \"once\"", "repeat = \"once\"\nmin_fraction = 101", "credit.min_fraction"),
        ] {
            let e = refused(&SHIPPED.replacen(from, to, 1));
            assert_eq!(e.key.as_deref(), Some(key), "{e}");
            assert!(e.line.is_some(), "{e}");
        }
    }
}
