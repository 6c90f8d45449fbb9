//! Addresses within the site.

use kit::Language;

/// A path within the site and nothing else; `/me` for anything that is not one.
pub(crate) fn safe_next(next: &str) -> String {
    // the language and the programme in front change nothing about what a page does
    let languages = Language::ALL.into_iter().map(Language::prefix).filter(|p| !p.is_empty());
    let bare =
        languages.filter_map(|p| next.strip_prefix(p).filter(|rest| rest.starts_with('/'))).next().unwrap_or(next);
    let in_programme = bare.strip_prefix("/programs/").and_then(|rest| rest.find('/').map(|at| &rest[at..]));
    let bare = in_programme.unwrap_or(bare);
    let local = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(['\\', '\n', '\r', '\t'])
        && !bare.starts_with("/sign-in")
        && !bare.starts_with("/go/");
    if local { next.to_owned() } else { "/me".to_owned() }
}

pub(crate) fn query(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}
