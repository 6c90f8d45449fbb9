//! People, their locals, and the union's member file.
//!
//! A person is known by a verified e-mail address. Membership is matched against the imported member file and
//! never holds anybody up. Owns `person`, `local`, `member`, `office`.

pub(crate) mod address;
pub(crate) mod addressees;
pub(crate) mod consents;
pub(crate) mod duplicates;
pub(crate) mod hand_overs;
pub(crate) mod holes;
pub(crate) mod known_or_new;
pub(crate) mod letter;
pub(crate) mod letter_words;
pub(crate) mod limited;
pub(crate) mod limits;
pub(crate) mod locals;
pub(crate) mod lock;
pub(crate) mod member;
pub(crate) mod membership;
pub(crate) mod offices;
pub(crate) mod power_requests;
pub(crate) mod relay;
pub(crate) mod signin;
pub(crate) mod signs;
pub(crate) mod store;
pub(crate) mod telling;
pub(crate) mod words;
pub(crate) mod written;

use crate::ground::fold::fold;
use unicode_normalization::UnicodeNormalization;

/// An address as it is compared. Only letter case is folded: some hosts tell dots and plus signs apart.
pub(crate) fn fold_email(text: &str) -> String {
    let folded: String = text.trim().nfc().flat_map(char::to_lowercase).collect();
    // a host is the same, written in its own letters or in the form that travels
    match folded.rsplit_once('@') {
        Some((local, host)) if !host.is_ascii() => {
            idna::domain_to_ascii(host).map_or_else(|_| folded.clone(), |host| format!("{local}@{host}"))
        }
        _ => folded,
    }
}

/// A name's words in one order, so that "Lima, Ana" is Ana Lima.
pub(crate) fn name_key(name: &str) -> String {
    let folded = fold(name);
    let mut words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}

/// Whether a text is an address that mail can be sent to: a plain name before the @, and a host with a dot that is not
/// a number. What only one machine's mail program understands does not count.
pub(crate) fn is_address(text: &str) -> bool {
    let Some((local, host)) = text.trim().rsplit_once('@') else { return false };
    // letters beyond ASCII do not travel in front of the @; behind it they do, in another spelling (IDNA)
    let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{}~.".contains(c);
    let atoms = !local.is_empty() && local.chars().all(plain) && !local.split('.').any(str::is_empty);
    let (mut labels, mut last) = (0, "");
    for label in host.split('.') {
        let fits = !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
        if !fits || !label.chars().all(|c| c.is_alphanumeric() || c == '-') {
            return false;
        }
        (labels, last) = (labels + 1, label);
    }
    let named = labels > 1 && !last.chars().all(|c| c.is_ascii_digit());
    // some programs take a leading hyphen for an option
    atoms && named && !local.starts_with('-') && text.len() <= 254 && text.parse::<lettre::Address>().is_ok()
}

/// The address before the @, without dots and without what follows a plus sign: one person's addresses often share it.
pub(crate) fn mailbox(email: &str) -> String {
    let folded = fold_email(email);
    let before = folded.rsplit_once('@').map_or("", |(before, _)| before);
    before.split('+').next().unwrap_or_default().chars().filter(|c| *c != '.').collect()
}

/// A name as it appears in a mail: nobody can use it to send others the address of a website. What mail programs would
/// turn into a link is taken apart.
pub(crate) fn in_mail(name: &str) -> String {
    let mut out = String::new();
    let mut signs = name.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '/' | '\\' | '@' | ':' => out.push(' '),
            '.' | '\u{3002}' | '\u{FF0E}' | '\u{FF61}' | '\u{2024}' | '\u{FE52}'
                if signs.peek().is_some_and(|next| next.is_alphanumeric()) =>
            {
                out.push_str(". ")
            }
            other => out.push(other),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name as it is kept: composed, single spaces.
pub(crate) fn tidy_name(text: &str) -> String {
    text.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What may follow a comma without being a first name.
const SUFFIXES: [&str; 12] = ["jr", "sr", "ii", "iii", "iv", "phd", "md", "edd", "esq", "rn", "ma", "med"];

/// What people add about themselves after their name that is not part of it.
const PRONOUNS: [&str; 16] = [
    "she", "her", "hers", "he", "him", "his", "they", "them", "theirs", "ze", "zir", "any", "all", "ella", "el", "elle",
];

/// A name as it is kept, with its first name first: "Lima, Ana" is Ana Lima, and "Ana Lima, Jr." stays.
pub(crate) fn turned_name(text: &str) -> String {
    let name = tidy_name(text);
    let parts: Vec<&str> = name.split(',').map(str::trim).collect();
    match parts.as_slice() {
        [last, first] if !last.is_empty() && !first.is_empty() => {
            // "Ana Lima, she/her"; "Lima, Ana/Anita" is a name
            let mut said = first.split('/').map(fold);
            if first.contains('/') && said.all(|w| PRONOUNS.contains(&w.as_str())) {
                return (*last).to_owned();
            }
            if stands_behind(last, first) { name } else { format!("{first} {last}") }
        }
        // "Lima, Ana, PhD"
        [last, first, title]
            if !last.is_empty()
                && !first.is_empty()
                && stands_behind("a name", title)
                && !stands_behind(last, first) =>
        {
            format!("{first} {last}, {title}")
        }
        _ => name,
    }
}

/// Whether what follows a comma is an addition to a name, and not a first name: "Jr.", or capitals after a whole name,
/// which are a degree.
fn stands_behind(name: &str, behind: &str) -> bool {
    let letters = fold(behind).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let degree = name.contains(' ') && !behind.contains(' ') && behind.chars().all(|c| c.is_uppercase() || c == '.');
    degree || SUFFIXES.contains(&letters.as_str())
}

/// Whether a name is written in capitals only, as old systems keep them: nobody can say how it is really written.
pub(crate) fn all_capitals(name: &str) -> bool {
    let mut letters = name.chars().filter(|c| c.is_lowercase() || c.is_uppercase());
    name.chars().filter(|c| c.is_uppercase()).count() > 3 && letters.all(char::is_uppercase)
}

/// Part of every start: how names are searched, filled in for people stored by earlier versions.
///
/// # Errors
/// A sentence about the database.
pub(crate) async fn begin(app: &crate::visit::app::App) -> Result<(), String> {
    app.db.write(store::fill_search_keys).await.map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_and_accents() {
        assert_eq!(fold("  Zoë  NÍ Bhriain "), "zoe ni bhriain");
        assert_eq!(fold("O’Brien"), "o'brien");
        assert_eq!(tidy_name(" Linh  Tra\u{302}\u{300}n "), "Linh Trần");
        for (text, name) in [
            ("Lima, Ana", "Ana Lima"),
            ("de la Cruz , María José", "María José de la Cruz"),
            ("Ana Lima, Jr.", "Ana Lima, Jr."),
            ("Lima, Ana, Ph.D.", "Ana Lima, Ph.D."),
            ("Lima, Ana, MSW", "Ana Lima, MSW"),
            ("Ana Lima, MSW, PhD", "Ana Lima, MSW, PhD"),
            ("Lima, Jr., Ana", "Lima, Jr., Ana"),
            ("Lima, , Ana", "Lima, , Ana"),
            ("Ana Lima,", "Ana Lima,"),
            ("Ana Lima, she/her", "Ana Lima"),
            ("Lima, Ana/Anita", "Ana/Anita Lima"),
            ("Ana Lima, MSW", "Ana Lima, MSW"),
        ] {
            assert_eq!(turned_name(text), name);
        }
        assert_eq!(fold_email("Ana@b\u{FC}cher.example"), fold_email("ana@XN--bcher-kva.example"));
        for good in ["ana@example.org", "o'brien+x@mail.example.org", "a.b@x-y.org", "ana@b\u{fc}cher.example"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "a@localhost",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "|cat@example.org",
            "-oQ@example.org",
            "\"a@x\"@example.org",
            "a..b@example.org",
            "a b@example.org",
            "a@example..org",
            "@example.org",
            "a@-x.org",
            "jos\u{e9}@example.org",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
        assert!(all_capitals("ANA LIMA") && !all_capitals("Ana LIMA") && !all_capitals("Bo") && !all_capitals("李明"));
    }
}

#[cfg(test)]
mod name_tests {
    use super::in_mail;

    #[test]
    fn a_name_in_a_mail_is_no_address() {
        for (typed, shown) in [
            ("Ana Baptiste", "Ana Baptiste"),
            ("J.R. St.John", "J. R. St. John"),
            ("Martin Jr.", "Martin Jr."),
            ("Visit evil.example now", "Visit evil. example now"),
            ("https://evil.example/x", "https evil. example x"),
            ("a@evil.example", "a evil. example"),
            ("កុសល វ៉ាន់", "កុសល វ៉ាន់"),
        ] {
            assert_eq!(in_mail(typed), shown);
        }
    }
}
