//! Text as it is compared.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Text as it is compared and searched: small letters, no accents, single spaces.
pub(crate) fn fold(text: &str) -> String {
    let letters: String = text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{2010}'..='\u{2015}' => '-',
            other => other,
        })
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}
