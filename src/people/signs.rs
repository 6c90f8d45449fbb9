//! The characters of a name: those that a certificate cannot show, those that nobody sees, and letters that look like
//! others (Unicode Technical Standard 39).

use crate::visit::Visit;
use kit::t;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};
use unicode_security::{GeneralSecurityProfile, MixedScript, general_security_profile::IdentifierType};

/// The most marks that a letter carries: Vietnamese needs one besides what is composed, none of these scripts three.
const MARKS: usize = 2;
/// The same for scripts that write vowels and tones as marks.
const VOWELS: usize = 5;
/// Between letters of these scripts, nothing invisible joins or separates.
const PLAIN: [Script; 7] =
    [Script::Latin, Script::Greek, Script::Cyrillic, Script::Hangul, Script::Han, Script::Hiragana, Script::Katakana];

/// The first character of a name that cannot stay, as it is named to whoever typed it.
pub(crate) fn unusable(name: &str) -> Option<String> {
    if let Some(sign) = paper::unprintable(name).first() {
        return Some(said(*sign));
    }
    let (mut letter, mut marks) = (None::<char>, 0);
    for c in name.chars() {
        if is_unseen(c, letter) {
            return Some(said(c));
        }
        if is_combining_mark(c) {
            marks += 1;
            let most = if c.script() == Script::Inherited { MARKS } else { VOWELS };
            if marks > most {
                return Some(letter.into_iter().chain([c]).collect());
            }
        } else {
            (letter, marks) = (Some(c), 0);
        }
    }
    None
}

/// What is said of a name that cannot stay: at enrolment, not after 24 hours of classes.
pub(crate) fn refused(visit: &Visit, name: &str) -> Option<String> {
    let (words, email) = (visit.words, &visit.app.config.office.email);
    unusable(name).map(|sign| match sign.starts_with("U+") {
        true => t!(words, "error-name-unseen", sign = sign, email = email),
        false => t!(words, "error-name-signs", sign = sign, email = email),
    })
}

/// Whether a character is one that nobody sees, or means nothing outside one machine.
fn is_unseen(c: char, before: Option<char>) -> bool {
    const BRAILLE_BLANK: char = '\u{2800}';
    let joins = matches!(c, '\u{200C}' | '\u{200D}');
    if joins {
        return before.is_none_or(|b| PLAIN.contains(&b.script()) || !b.is_alphabetic() && !is_combining_mark(b));
    }
    // other programs' own characters, and those for notes between the lines
    let private = matches!(u32::from(c), 0xE000..=0xF8FF | 0xFFF0..=0xFFFB | 0xF_0000..);
    let kind = c.identifier_type();
    private
        || c.is_control()
        || c == BRAILLE_BLANK
        || matches!(
            kind,
            Some(IdentifierType::Default_Ignorable | IdentifierType::Deprecated | IdentifierType::Not_Character)
        )
}

/// A character as it is named: by its number if it cannot be seen.
fn said(c: char) -> String {
    if is_unseen(c, None) || is_combining_mark(c) { format!("U+{:04X}", u32::from(c)) } else { c.to_string() }
}

/// Whether a word of a name has letters of several scripts: one of them may pass for another.
pub(crate) fn mixes_scripts(name: &str) -> bool {
    name.split_whitespace().any(|word| !word.is_single_script())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people_pass() {
        for name in [
            "Ana Lima",
            "Linh Trần Nguyễn",
            "O’Brien-Smith, Jr.",
            "Żółć Ōe Ñandú",
            "محمد علی‌پور",
            "שרה כהן",
            "श्रीमती कृष्णा",
            "김민지",
            "สมชาย ใจดี",
            "ស្រ្តី សុខ",
            "አበበ",
            "Ли Анна",
        ] {
            assert_eq!(unusable(name), None, "{name}");
            assert!(!mixes_scripts(name), "{name}");
        }
    }

    #[test]
    fn what_nobody_sees_is_named_by_its_number() {
        for (c, number) in [
            ('\u{200B}', "U+200B"),
            ('\u{200D}', "U+200D"),
            ('\u{AD}', "U+00AD"),
            ('\u{61C}', "U+061C"),
            ('\u{180E}', "U+180E"),
            ('\u{2060}', "U+2060"),
            ('\u{2062}', "U+2062"),
            ('\u{202E}', "U+202E"),
            ('\u{2066}', "U+2066"),
            ('\u{3164}', "U+3164"),
            ('\u{2800}', "U+2800"),
            ('\u{FFF9}', "U+FFF9"),
            ('\u{FEFF}', "U+FEFF"),
            ('\u{E0041}', "U+E0041"),
            ('\u{E000}', "U+E000"),
        ] {
            let name = format!("An{c}a Lima");
            assert_eq!(unusable(&name).as_deref(), Some(number), "{number}");
        }
    }

    #[test]
    fn a_heap_of_marks_and_letters_of_two_scripts_are_found() {
        assert!(unusable("Ana\u{301}\u{302}\u{303}\u{304} Lima").is_some());
        assert!(mixes_scripts("Аna Lima"), "the first letter is Cyrillic");
        assert!(!mixes_scripts("Анна Lima"), "two words, each of one script");
    }
}
