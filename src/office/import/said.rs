//! What an import says about a file, in the language of whoever reads it: one of the product's texts and what it names.

use kit::{Language, Words};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, fmt};

/// A sentence about a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Said {
    /// A text with what fills its holes.
    Text {
        /// Its name in the catalogues.
        key: Cow<'static, str>,
        /// Each hole with its content.
        holes: Vec<(Cow<'static, str>, String)>,
    },
    /// What the checks of programme files say: always in English, as the files are.
    Plain(String),
}

impl Said {
    /// Reads a stored one; older ones are plain sentences.
    pub(crate) fn stored(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_else(|_| Self::Plain(text.to_owned()))
    }

    pub(crate) fn in_words(&self, words: Words) -> String {
        match self {
            Self::Text { key, holes } => {
                let holes: Vec<_> = holes.iter().map(|(name, text)| (name.as_ref(), text.as_str().into())).collect();
                words.text(key, &holes)
            }
            Self::Plain(text) => text.clone(),
        }
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(kit::language::words(Language::En)))
    }
}

/// A sentence from the catalogues: `said!("import-not-known", value = name)`.
macro_rules! said {
    ($key:literal $(, $hole:ident = $value:expr)* $(,)?) => {
        $crate::office::import::said::Said::Text {
            key: $key.into(),
            holes: vec![$((stringify!($hole).into(), $value.to_string())),*],
        }
    };
}

pub(crate) use said;
