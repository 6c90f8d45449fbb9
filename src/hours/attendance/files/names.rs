//! Whether two names can be one person's. A name alone never identifies anybody: here it only says when to ask.

use crate::ground::fold::fold;

/// What telephones and meetings call people who gave no name.
const NOBODYS: [&str; 12] =
    ["iphone", "ipad", "android", "galaxy", "samsung", "phone", "tablet", "laptop", "macbook", "guest", "user", "zoom"];

fn words(name: &str) -> Vec<String> {
    let folded = fold(name).replace("'s ", " ");
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().any(char::is_alphabetic));
    words.filter(|w| !NOBODYS.contains(w)).map(str::to_owned).collect()
}

/// Whether a name is that of a device.
pub(super) fn is_nobodys(name: &str) -> bool {
    words(name).is_empty()
}

/// Whether two names in one file are one person's: one within the other ("Ana's phone", "Lima, Ana"), or the same last
/// word with an initial that fits ("A. Lima").
pub(super) fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let (Some(first), Some(second)) = (one.first(), other.first()) else { return true };
    let within = |a: &[String], b: &[String]| a.iter().all(|w| b.contains(w));
    let initial = first.starts_with(second.as_str()) && second.len() == 1
        || second.starts_with(first.as_str()) && first.len() == 1;
    let both_whole = one.len() > 1 && other.len() > 1;
    within(&one, &other) || within(&other, &one) || both_whole && initial && one.last() == other.last()
}

/// Whether a name says more than another name of the same person.
pub(super) fn says_more(one: &str, other: &str) -> bool {
    let length = |name: &str| words(name).concat().len();
    length(one) > length(other)
}

/// Whether a name in a file can be that of the person who has its address: a short name always can, and a whole one
/// must share a word with theirs.
pub(super) fn can_be(said: &str, known: &str) -> bool {
    let (of_file, theirs) = (words(said), words(known));
    of_file.len() < 2 || alike(said, known) || of_file.iter().any(|w| w.len() > 2 && theirs.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_person_are_alike() {
        for other in ["Ana's phone", "A. Lima", "Lima, Ana", "ANA", "iPad", "Ana M. Lima", ""] {
            assert!(alike("Ana Lima", other) && alike(other, "Ana Lima"), "{other}");
        }
        for other in ["Ben Lima", "Ben", "Cora Diaz", "Ana Costa", "Anabel", "An Lima", "A. Costa"] {
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
