//! Texts that staff edit: Markdown without raw HTML, and links only to the web, to mail and within the site.

use maud::{Markup, PreEscaped};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// Renders a text. Raw HTML in it is shown as text; pictures are left out; other links lose their address. A heading may
/// name itself: `## Seats {#seats}`.
#[must_use]
pub fn render(text: &str) -> Markup {
    render_with(text, &|_| None)
}

/// The same with pictures: `![what it shows](picture:name)` is shown where `address` knows its name.
#[must_use]
pub fn render_with(text: &str, address: &dyn Fn(&str) -> Option<String>) -> Markup {
    // whether each picture that has begun is shown
    let mut shown = Vec::new();
    let events = Parser::new_ext(text, OPTIONS).filter_map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let found = dest_url.strip_prefix("picture:").and_then(address);
            shown.push(found.is_some());
            found.map(|at| Event::Start(Tag::Image { link_type, dest_url: at.into(), title, id }))
        }
        Event::End(TagEnd::Image) => shown.pop().filter(|yes| *yes).map(|_| Event::End(TagEnd::Image)),
        Event::Start(Tag::Heading { level, id, .. }) => {
            let id = id.filter(|id| is_anchor(id));
            Some(Event::Start(Tag::Heading { level: below_title(level), id, classes: Vec::new(), attrs: Vec::new() }))
        }
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(below_title(level)))),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let dest_url = if is_safe(&dest_url) { dest_url } else { "#".into() };
            Some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        other => Some(other),
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    PreEscaped(out)
}

const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_HEADING_ATTRIBUTES);

/// The title of the page is its one heading of the first level.
fn below_title(level: HeadingLevel) -> HeadingLevel {
    level.max(HeadingLevel::H2)
}

/// Whether a heading may be named so: in small letters, digits and hyphens, and not as the page itself is.
fn is_anchor(id: &str) -> bool {
    id != "main" && !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Whether a link may lead there: to the web, to mail, or within the site.
fn is_safe(url: &str) -> bool {
    ["https://", "http://", "mailto:", "#"].iter().any(|p| url.starts_with(p))
        || (url.starts_with('/') && !url.starts_with("//") && !url.contains('\\'))
}

/// The address of the first link that would lead nowhere.
#[must_use]
pub fn dead_link(text: &str) -> Option<String> {
    Parser::new_ext(text, OPTIONS).find_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) if !is_safe(&dest_url) => Some(dest_url.to_string()),
        _ => None,
    })
}

/// The pictures that a text shows: their names, and what they are said to show.
#[must_use]
pub fn pictures(text: &str) -> Vec<(String, String)> {
    let (mut out, mut inside) = (Vec::<(String, String)>::new(), false);
    for event in Parser::new_ext(text, OPTIONS) {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) => {
                inside = true;
                out.push((dest_url.strip_prefix("picture:").unwrap_or(&dest_url).to_owned(), String::new()));
            }
            Event::End(TagEnd::Image) => inside = false,
            Event::Text(words) | Event::Code(words) | Event::InlineHtml(words) if inside => {
                if let Some((_, says)) = out.last_mut() {
                    says.push_str(&words);
                }
            }
            _ => {}
        }
    }
    out
}

/// The headings of a text that name themselves: the name, and what they say.
#[must_use]
pub fn headings(text: &str) -> Vec<(String, String)> {
    let (mut out, mut inside) = (Vec::<(String, String)>::new(), false);
    for event in Parser::new_ext(text, OPTIONS) {
        match event {
            Event::Start(Tag::Heading { id: Some(id), .. }) if is_anchor(&id) => {
                out.push((id.to_string(), String::new()));
                inside = true;
            }
            Event::End(TagEnd::Heading(_)) => inside = false,
            Event::Text(words) | Event::Code(words) if inside => {
                if let Some((_, title)) = out.last_mut() {
                    title.push_str(&words);
                }
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_of_the_page_stays_the_only_one() {
        assert_eq!(render("# A\n\n### B").0, "<h2>A</h2>\n<h3>B</h3>\n");
    }

    #[test]
    fn raw_html_and_script_links_do_not_pass() {
        let out = render("<script>x</script>\n\n[a](javascript:x) [b](/faq) ![c](https://x/y.png)").0;
        assert!(!out.contains("<script") && !out.contains("javascript:") && !out.contains("<img"), "{out}");
        assert!(out.contains("href=\"/faq\""), "{out}");
        assert_eq!(dead_link("[a](/faq) [b](//x.example) [c](faq)"), Some("//x.example".to_owned()));
        assert_eq!(dead_link("[a](/faq) [b](#c) <https://x.example> {email}"), None);
    }

    #[test]
    fn headings_name_themselves_and_pictures_are_ours() {
        let text = "## Seats and *lines* {#seats .x onclick=y}\n\n## Main {#main}\n\n![A <list>](picture:list) ![b](picture:other)";
        let out = render_with(text, &|name| (name == "list").then(|| "/assets/list.png".to_owned())).0;
        assert!(
            out.contains("<h2 id=\"seats\">") && !out.contains("onclick=") && !out.contains("id=\"main\""),
            "{out}"
        );
        assert!(out.contains("<img src=\"/assets/list.png\" alt=\"A &lt;list&gt;\""), "{out}");
        assert!(out.matches("<img").count() == 1 && out.contains(" b</p>"), "{out}");
        assert_eq!(headings(text), [("seats".to_owned(), "Seats and lines".to_owned())]);
        let named = |name: &str, says: &str| (name.to_owned(), says.to_owned());
        assert_eq!(pictures(text), [named("list", "A <list>"), named("other", "b")]);
    }
}
