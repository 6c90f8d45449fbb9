//! Addresses within the site.

/// A path within the site and nothing else; `/me` for anything that is not one.
pub(crate) fn safe_next(next: &str) -> String {
    let local = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(['\\', '\n', '\r', '\t'])
        && !next.starts_with("/sign-in")
        && !next.starts_with("/go/");
    if local { next.to_owned() } else { "/me".to_owned() }
}

pub(crate) fn query(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}
