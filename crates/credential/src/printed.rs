//! The text that people read in a PDF. Where characters are drawn in pieces (Khmer, combined accents), a PDF says
//! alongside which text they are (`ActualText`, ISO 32000-1, 14.9.4); lopdf's own extraction reads each piece as the
//! whole.

use lopdf::{Document, Encoding, Object, content::Content, decode_text_string};
use std::collections::BTreeMap;

/// No page and no font may unpack to more.
const MOST: usize = 512 * 1024;
/// No page of ours names more fonts.
const FONTS: usize = 16;
/// Anything with more pages than this is no certificate.
const PAGES: usize = 4;

/// All text of the first pages, in the order in which it is drawn, without regard to spaces. What cannot be read is
/// missing.
pub(crate) fn text(document: &Document) -> String {
    let mut text = String::new();
    for page in document.get_pages().into_values().take(PAGES) {
        let fonts = document.get_page_fonts(page).unwrap_or_default();
        let fonts: BTreeMap<_, _> = fonts
            .into_iter()
            .take(FONTS)
            .filter_map(|(name, font)| Some((name, font.get_font_encoding_with_limit(document, MOST).ok()?)))
            .collect();
        let content = document.get_page_content_with_limit(page, MOST).ok().and_then(|c| Content::decode(&c).ok());
        if let Some(content) = content {
            read(&content, &fonts, &mut text);
        }
    }
    text
}

fn read(content: &Content, fonts: &BTreeMap<Vec<u8>, Encoding<'_>>, text: &mut String) {
    let mut font = None;
    // for each open piece of marked content, whether its text has been output already
    let mut said: Vec<bool> = Vec::new();
    for operation in &content.operations {
        match operation.operator.as_str() {
            "Tf" => font = operation.operands.first().and_then(|n| n.as_name().ok()).and_then(|n| fonts.get(n)),
            "BMC" => said.push(false),
            "BDC" => {
                let properties = operation.operands.get(1).and_then(|p| p.as_dict().ok());
                let actual = properties.and_then(|p| p.get(b"ActualText").ok());
                if !said.contains(&true)
                    && let Some(actual) = actual.and_then(|a| decode_text_string(a).ok())
                {
                    text.push_str(&actual);
                }
                said.push(actual.is_some());
            }
            "EMC" => drop(said.pop()),
            "Tj" | "TJ" | "'" | "\"" if !said.contains(&true) => {
                if let Some(font) = font {
                    shown(&operation.operands, font, text);
                }
            }
            _ => {}
        }
    }
}

/// The strings of an operator that shows text.
fn shown(operands: &[Object], font: &Encoding<'_>, text: &mut String) {
    for operand in operands {
        match operand {
            Object::String(bytes, _) => text.push_str(&Document::decode_text(font, bytes).unwrap_or_default()),
            Object::Array(inner) => shown(inner, font, text),
            _ => {}
        }
    }
}
