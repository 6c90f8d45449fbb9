//! From a file's text to a checked [`Programme`].

use super::Programme;
use thiserror::Error;

/// Why a programme file is refused: where, and what is allowed there.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
#[error("{file}{}: {message}", .line.map(|n| format!(", line {n}")).unwrap_or_default())]
pub struct ParseError {
    /// The file's name, as the caller gave it.
    pub file: String,
    /// Line, counted from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong and what is allowed, naming the key.
    pub message: String,
}

impl Programme {
    /// Reads an edition from TOML and checks that it makes sense.
    ///
    /// # Errors
    /// One [`ParseError`]: the first unknown key, wrong type or contradiction.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, ParseError> {
        let error = |line, message: String| ParseError { file: file.to_owned(), line, message };
        let mut programme: Self = toml::from_str(text).map_err(|e| {
            let line = e.span().map(|s| text[..s.start.min(text.len())].matches('\n').count() + 1);
            error(line, e.message().to_owned())
        })?;
        for r in &mut programme.requirements {
            if r.title.is_empty() {
                r.title.clone_from(&r.id);
            }
        }
        programme.validate().map_err(|message| error(None, message))?;
        Ok(programme)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../../../programmes/bargaining-certificate.toml");

    #[test]
    fn the_shipped_certificate_asks_for_24_hours_in_three_parts() {
        let p = Programme::from_toml("bargaining-certificate.toml", SHIPPED).unwrap();
        assert_eq!(p.total.minutes, 24 * 60);
        assert_eq!(p.requirements.len(), 3);
        assert_eq!(p.requirements[2].threshold(), 150);
        assert_eq!(p.unsupported(), Vec::<String>::new());
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let text = SHIPPED.replace("minutes = 1440", "minuts = 1440");
        let e = Programme::from_toml("b.toml", &text).unwrap_err();
        let line = 1 + text.lines().position(|l| l.starts_with("minuts")).unwrap();
        assert_eq!(e.line, Some(line));
        assert!(e.message.contains("minuts") && e.message.contains("approx"), "{e}");
    }

    #[test]
    fn a_wrong_term_says_which_are_allowed() {
        let text = SHIPPED.replace("tag:foundations", "tags:foundations");
        let e = Programme::from_toml("b.toml", &text).unwrap_err();
        assert!(e.to_string().contains("course: class: tag:"), "{e}");
    }

    #[test]
    fn a_part_named_twice_is_refused() {
        let text = SHIPPED.replace("id = \"democratized\"", "id = \"foundations\"");
        let e = Programme::from_toml("b.toml", &text).unwrap_err();
        assert!(e.message.contains("foundations"), "{e}");
    }
}
