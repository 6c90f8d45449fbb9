//! Whether two names can be one person's. Names alone say who nobody is: here they only say when to ask.

use crate::people::fold;
use std::collections::BTreeSet;

/// What telephones and meetings call people who gave no name.
const NOBODYS: [&str; 12] =
    ["iphone", "ipad", "android", "galaxy", "samsung", "phone", "tablet", "laptop", "macbook", "guest", "user", "zoom"];

fn words(name: &str) -> Vec<String> {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().any(char::is_alphabetic));
    words.filter(|w| !NOBODYS.contains(w)).map(str::to_owned).collect()
}

/// Whether a name is that of a device.
pub(super) fn is_nobodys(name: &str) -> bool {
    words(name).is_empty()
}

/// Whether two names in one file are one person's: one within the other, or the same first word, however short
/// ("Ana's phone", "A. Lima", "Lima, Ana").
pub(super) fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let (Some(first), Some(second)) = (one.first(), other.first()) else { return true };
    let (all, rest): (BTreeSet<_>, BTreeSet<_>) = (one.iter().collect(), other.iter().collect());
    first.starts_with(second.as_str())
        || second.starts_with(first.as_str())
        || all.is_subset(&rest)
        || rest.is_subset(&all)
}

/// Whether a name in a file can be that of the person who has its address: a short name says nothing, and of a whole one
/// some word is theirs.
pub(super) fn can_be(said: &str, known: &str) -> bool {
    let (of_file, theirs) = (words(said), words(known));
    of_file.len() < 2 || alike(said, known) || of_file.iter().any(|w| w.len() > 2 && theirs.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_person_are_alike() {
        for other in ["Ana's phone", "A. Lima", "Lima, Ana", "ANA", "Ana Costa", "iPad", "Ana M. Lima", ""] {
            assert!(alike("Ana Lima", other) && alike(other, "Ana Lima"), "{other}");
        }
        for other in ["Ben Lima", "Ben", "Cora Diaz"] {
            assert!(!alike("Ana Lima", other), "{other}");
        }
    }

    #[test]
    fn a_whole_name_of_somebody_else_is_not_the_holders() {
        for said in ["Liz Smith", "Liz", "Galaxy S21", "Smith"] {
            assert!(can_be(said, "Elizabeth Smith"), "{said}");
        }
        assert!(!can_be("Ben Ito", "Elizabeth Smith"));
    }
}
