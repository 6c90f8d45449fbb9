//! A credential baked into a picture (Open Badges 3.0, section 5.3): one `iTXt` chunk of a PNG, one element of an SVG.

use crate::CredentialError;
use quick_xml::{Reader, events::Event};

const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";
const KEYWORD: &[u8] = b"openbadgecredential";
const NAMESPACE: &str = "https://purl.imsglobal.org/ob/v3p0";

/// The chunks of a PNG: kind and data. `None` where it is cut or damaged.
fn chunks(png: &[u8]) -> Option<Vec<(&[u8], &[u8])>> {
    let mut rest = png.strip_prefix(SIGNATURE)?;
    let mut found = Vec::new();
    while !rest.is_empty() {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let body = rest.get(4..length.checked_add(8)?)?;
        let sum = rest.get(length + 8..length + 12)?;
        if crc32fast::hash(body).to_be_bytes() != sum {
            return None;
        }
        found.push(body.split_at(4));
        rest = &rest[length + 12..];
    }
    found.last().filter(|(kind, _)| *kind == b"IEND")?;
    Some(found)
}

fn is_credential((kind, data): &(&[u8], &[u8])) -> bool {
    *kind == b"iTXt" && data.strip_prefix(KEYWORD).is_some_and(|rest| rest.first() == Some(&0))
}

/// Bakes a credential into a PNG, replacing any that is already there.
///
/// # Errors
/// When the picture is not a whole PNG.
pub fn into_png(png: &[u8], credential: &str) -> Result<Vec<u8>, CredentialError> {
    let chunks = chunks(png).ok_or_else(|| CredentialError("the picture is not a PNG".into()))?;
    // keyword, not compressed, no language, no translated keyword
    let text = [KEYWORD, &[0, 0, 0, 0, 0], credential.as_bytes()].concat();
    let mut out = SIGNATURE.to_vec();
    let mut add = |kind: &[u8], data: &[u8]| {
        let body = [kind, data].concat();
        out.extend_from_slice(&(data.len() as u32).to_be_bytes());
        out.extend_from_slice(&body);
        out.extend_from_slice(&crc32fast::hash(&body).to_be_bytes());
    };
    for (n, chunk) in chunks.iter().filter(|c| !is_credential(c)).enumerate() {
        add(chunk.0, chunk.1);
        if n == 0 {
            add(b"iTXt", &text);
        }
    }
    Ok(out)
}

/// The credential in a PNG; `None` where there is none, more than one, or the file is damaged.
#[must_use]
pub fn from_png(png: &[u8]) -> Option<String> {
    let chunks = chunks(png)?;
    let mut baked = chunks.iter().filter(|c| is_credential(c));
    let text = baked.next()?.1.get(KEYWORD.len() + 5..)?;
    let one = baked.next().is_none();
    String::from_utf8(text.to_vec()).ok().filter(|_| one)
}

/// Bakes a credential into an SVG that has none.
///
/// # Errors
/// When there is no `<svg ...>` to put it into.
pub fn into_svg(svg: &str, credential: &str) -> Result<String, CredentialError> {
    let no_svg = || CredentialError("the picture is not an SVG".into());
    let start = svg.find("<svg").ok_or_else(no_svg)?;
    let end = start + svg[start..].find('>').ok_or_else(no_svg)?;
    let data = credential.replace("]]>", "]]]]><![CDATA[>");
    Ok(format!(
        "{} xmlns:openbadges=\"{NAMESPACE}\"><openbadges:credential><![CDATA[{data}]]></openbadges:credential>{}",
        &svg[..end],
        &svg[end + 1..]
    ))
}

/// The credential in an SVG; `None` where there is none, more than one, or the file is not XML.
#[must_use]
pub fn from_svg(svg: &str) -> Option<String> {
    let mut reader = Reader::from_str(svg);
    let (mut found, mut inside, mut depth) = (Vec::new(), false, 0_u32);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                depth += 1;
                inside = depth == 2 && tag.name().as_ref() == "openbadges:credential";
                if inside {
                    found.push(String::new());
                }
            }
            Event::End(_) => (depth, inside) = (depth.checked_sub(1)?, false),
            Event::CData(data) if inside => found.last_mut()?.push_str(data.as_ref()),
            Event::Text(text) if inside => found.last_mut()?.push_str(text.as_ref()),
            Event::Eof => break,
            _ => {}
        }
    }
    (found.len() == 1 && depth == 0).then(|| found.swap_remove(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png() -> Vec<u8> {
        let chunk = |kind: &[u8], data: &[u8]| {
            let body = [kind, data].concat();
            [&(data.len() as u32).to_be_bytes()[..], &body, &crc32fast::hash(&body).to_be_bytes()].concat()
        };
        [SIGNATURE.to_vec(), chunk(b"IHDR", &[0; 13]), chunk(b"IDAT", b"x"), chunk(b"IEND", b"")].concat()
    }

    #[test]
    fn a_png_gives_back_what_was_baked_last() {
        let first = into_png(&png(), "{\"a\":1}").unwrap();
        let again = into_png(&first, "{\"b\":2}").unwrap();
        assert_eq!(from_png(&again).unwrap(), "{\"b\":2}");
        assert_eq!(from_png(&png()), None);
        assert!((0..again.len()).all(|n| from_png(&again[..n]).is_none()), "a cut file gives nothing");
        let chunk = &again[33..again.len() - 25];
        let doubled = [&again[..33], chunk, chunk, &again[again.len() - 25..]].concat();
        assert!(chunks(&doubled).is_some() && from_png(&doubled).is_none(), "nor do two credentials");
    }

    #[test]
    fn an_svg_gives_back_what_was_baked() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>x</title></svg>";
        let baked = into_svg(svg, "{\"a\":\"]]>&lt;\"}").unwrap();
        assert_eq!(from_svg(&baked).unwrap(), "{\"a\":\"]]>&lt;\"}");
        assert_eq!(from_svg(svg), None);
        assert_eq!(from_svg(&into_svg(&baked, "{}").unwrap()), None, "two credentials are none");
        assert_eq!(from_svg(&baked[..baked.len() - 8]), None);
    }
}
