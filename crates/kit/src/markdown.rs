//! Texts that staff edit: Markdown without raw HTML, and links only to the web, to mail and within the site.

use maud::{Markup, PreEscaped};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

/// Renders a text. Raw HTML in it is shown as text; images are left out; other links lose their address.
#[must_use]
pub fn render(text: &str) -> Markup {
    let safe_link = |url: &str| {
        ["https://", "http://", "mailto:", "#"].iter().any(|p| url.starts_with(p))
            || (url.starts_with('/') && !url.starts_with("//") && !url.contains('\\'))
    };
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let dest_url = if safe_link(&dest_url) { dest_url } else { "#".into() };
            Some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        other => Some(other),
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    PreEscaped(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_html_and_script_links_do_not_pass() {
        let out = render("<script>x</script>\n\n[a](javascript:x) [b](/faq) ![c](https://x/y.png)").0;
        assert!(!out.contains("<script") && !out.contains("javascript:") && !out.contains("<img"), "{out}");
        assert!(out.contains("href=\"/faq\""), "{out}");
    }
}
