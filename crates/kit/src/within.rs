//! Staying within a part of the site whose addresses all begin alike.

use crate::Language;

/// An address of ours within the part that begins with `base`, unless it names one already. The language stands before it.
#[must_use]
pub fn address(path: &str, base: &str) -> String {
    let language = Language::ALL.into_iter().map(Language::prefix).find(|prefix| {
        let rest = path.strip_prefix(prefix);
        !prefix.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    });
    let language = language.unwrap_or_default();
    let rest = &path[language.len()..];
    // all parts stand side by side in one folder
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    let names_one = rest.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    if !path.starts_with('/') || path.starts_with("//") || names_one {
        return path.to_owned();
    }
    format!("{language}{base}{rest}")
}

/// A page whose links and forms stay within that part. What it is drawn with (`<link>`) is the same for all.
#[must_use]
pub fn page(html: &str, base: &str) -> String {
    const ATTRIBUTES: [&str; 3] = [" href=\"/", " action=\"/", " formaction=\"/"];
    let mut out = String::with_capacity(html.len() + 1024);
    let mut rest = html;
    loop {
        let next = ATTRIBUTES.iter().filter_map(|a| rest.find(a).map(|at| at + a.len() - 1)).min();
        let Some(start) = next else { break };
        let end = rest[start..].find('"').map_or(rest.len(), |len| start + len);
        out.push_str(&rest[..start]);
        let drawn_with = rest[..start].rfind('<').is_some_and(|at| rest[at..].starts_with("<link "));
        match drawn_with {
            true => out.push_str(&rest[start..end]),
            false => out.push_str(&address(&rest[start..end], base)),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_get_the_beginning_after_the_language_and_only_once() {
        for (path, wanted) in [
            ("/", "/programs/x/"),
            ("/classes?part=a#b", "/programs/x/classes?part=a#b"),
            ("/es", "/es/programs/x"),
            ("/es/me", "/es/programs/x/me"),
            ("/essay", "/programs/x/essay"),
            ("/programs/y/me", "/programs/y/me"),
            ("/es/programs/y/", "/es/programs/y/"),
            ("//elsewhere.example/", "//elsewhere.example/"),
            ("https://elsewhere.example/", "https://elsewhere.example/"),
            ("#main", "#main"),
        ] {
            assert_eq!(address(path, "/programs/x"), wanted);
            assert_eq!(address(&address(path, "/programs/x"), "/programs/x"), wanted, "once is enough");
        }
    }

    #[test]
    fn a_page_keeps_everything_but_its_links_and_forms() {
        let html = "<link rel=\"icon\" href=\"/assets/icon.svg\"><a href=\"/me\">href=&quot;/me&quot;</a><form method=\"post\" action=\"/go\"><button formaction=\"/no\">\
                    <a href=\"#x\"><img src=\"/brand/logo.png\"><a href=\"https://a.example/\">";
        let wanted = "<link rel=\"icon\" href=\"/assets/icon.svg\"><a href=\"/programs/x/me\">href=&quot;/me&quot;</a><form method=\"post\" \
                      action=\"/programs/x/go\"><button formaction=\"/programs/x/no\">\
                      <a href=\"#x\"><img src=\"/brand/logo.png\"><a href=\"https://a.example/\">";
        assert_eq!(page(html, "/programs/x"), wanted);
    }
}
