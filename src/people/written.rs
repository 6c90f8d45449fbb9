//! A letter whose text is the office's: headings (`## `), items (`- `), links (`[text](address)`) and paragraphs, with holes.
//! A hole that stands alone on its line is a block that the program writes: a list, a button.

use super::{holes::filled, letter::Letter};
use crate::ground::fault::Fault;
use kit::Language;

/// One line of such a text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Line<'a> {
    Heading(&'a str),
    Item(&'a str),
    Link(&'a str, &'a str),
    ItemLink(&'a str, &'a str),
    Block(&'a str),
    Text(&'a str),
}

fn line<'t>(text: &'t str, blocks: &[&str]) -> Line<'t> {
    if let Some(heading) = text.strip_prefix("## ") {
        return Line::Heading(heading);
    }
    if let Some(hole) = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')).filter(|h| blocks.contains(h)) {
        return Line::Block(hole);
    }
    match (text.strip_prefix("- "), link(text.strip_prefix("- ").unwrap_or(text))) {
        (Some(_), Some((text, address))) => Line::ItemLink(text, address),
        (Some(item), None) => Line::Item(item),
        (None, Some((text, address))) => Line::Link(text, address),
        (None, None) => Line::Text(text),
    }
}

/// `[text](address)` and nothing else.
fn link(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix('[')?.strip_suffix(')')?.split_once("](")
}

/// Whether an address can stand in such a letter: of the site, of the web, or of a mailbox.
pub(crate) fn is_address(address: &str) -> bool {
    let ours = address.starts_with('/') && !address.starts_with("//");
    (ours || address.starts_with("https://") || address.starts_with("mailto:"))
        && !address.contains(|c: char| c.is_whitespace() || c == '\\')
}

/// The first address in a text that can't stand there.
pub(crate) fn wrong_address(body: &str) -> Option<String> {
    body.lines().find_map(|text| match line(text.trim(), &[]) {
        Line::Link(_, address) | Line::ItemLink(_, address) if !is_address(address) => Some(address.to_owned()),
        _ => None,
    })
}

/// An address of the site without its language: a letter's own is put before it.
fn bare(address: &str) -> &str {
    let mut prefixes = Language::ALL.into_iter().map(Language::prefix).filter(|p| !p.is_empty());
    prefixes.find_map(|p| address.strip_prefix(p).filter(|rest| rest.starts_with('/'))).unwrap_or(address)
}

/// What looks like a style that such a letter does not know, and would be mailed as it is typed.
pub(crate) fn unknown_style(body: &str) -> Option<String> {
    body.lines().map(str::trim).find_map(|text| match line(text, &[]) {
        _ if text.contains("**") => Some("**".to_owned()),
        Line::Text(text) if text.starts_with('#') => Some(text.chars().take(30).collect()),
        Line::Text(text) | Line::Item(text) | Line::Heading(text) if text.contains("](") => Some("[…](…)".to_owned()),
        _ => None,
    })
}

/// Writes a text into a letter: `value` fills holes within a line, `block` writes those of `blocks` that stand alone, `whole`
/// makes an address of the site a whole one.
pub(crate) fn written(
    mut letter: Letter,
    (body, blocks): (&str, &[&str]),
    value: impl Fn(&str) -> String,
    whole: impl Fn(&str) -> String,
    mut block: impl FnMut(Letter, &str) -> Result<Option<Letter>, Fault>,
) -> Result<Letter, Fault> {
    let fill = |text: &str| filled(text, &value);
    let address = |address: &str| {
        let address = fill(address);
        if address.starts_with('/') { whole(bare(&address)) } else { address }
    };
    let mut paragraph: Vec<String> = Vec::new();
    let end = |letter: Letter, paragraph: &mut Vec<String>| {
        if paragraph.is_empty() { letter } else { letter.line(std::mem::take(paragraph).join(" ")) }
    };
    for text in body.lines().map(str::trim) {
        let line = line(text, blocks);
        if let Line::Text(text) = line
            && !text.is_empty()
        {
            paragraph.push(fill(text));
            continue;
        }
        letter = end(letter, &mut paragraph);
        letter = match line {
            Line::Heading(text) => letter.heading(fill(text)),
            Line::Item(text) => letter.item(fill(text)),
            Line::Link(text, to) => letter.way(fill(text), address(to)),
            Line::ItemLink(text, to) => letter.link_item(fill(text), address(to)),
            Line::Block(hole) => match block(letter, hole)? {
                Some(written) => written,
                None => return Err(Fault::Ours(format!("no block {hole}"))),
            },
            Line::Text(_) => letter,
        };
    }
    Ok(end(letter, &mut paragraph))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_what_it_looks_like() {
        assert_eq!(line("## More", &["next"]), Line::Heading("More"));
        assert_eq!(line("- One", &["next"]), Line::Item("One"));
        assert_eq!(line("- [One](/one)", &["next"]), Line::ItemLink("One", "/one"));
        assert_eq!(line("[One](/one)", &["next"]), Line::Link("One", "/one"));
        assert_eq!(line("[One](/one) and more", &["next"]), Line::Text("[One](/one) and more"));
        assert_eq!(line("{next}", &["next"]), Line::Block("next"));
        assert_eq!(line("{name}, hello {name}", &["next"]), Line::Text("{name}, hello {name}"));
        assert_eq!(line("{office}", &["next"]), Line::Text("{office}"), "what is no block is a hole in a line");
        assert_eq!((bare("/es/faq"), bare("/faq"), bare("/essays")), ("/faq", "/faq", "/essays"));
        assert_eq!(unknown_style("See [it](/faq) now"), Some("[…](…)".to_owned()));
        assert_eq!(unknown_style("# Big"), Some("# Big".to_owned()));
        assert_eq!(unknown_style("## Small\n- one\n- [two](/two)\n[three](/three)\n3 * 4"), None);
        assert_eq!(wrong_address("[a](javascript:x)"), Some("javascript:x".to_owned()));
        assert_eq!(wrong_address("[a](//elsewhere)"), Some("//elsewhere".to_owned()));
        assert_eq!(wrong_address("[a](/faq)\n- [b](https://example.org/x)"), None);
    }
}
