//! The credential that a file carries, whatever kind of file it is.

use crate::{bake, printed};
use lopdf::{Document, LoadOptions, Object};

/// Kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A credential with its proof inside.
    Json,
    /// A VC-JWT.
    Jwt,
    /// A baked PNG.
    Png,
    /// A baked SVG.
    Svg,
    /// A certificate with the credential attached.
    Pdf,
}

/// What a file carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The kind of file.
    pub form: Form,
    /// The credential: JSON, or a JWT.
    pub text: String,
}

/// No credential of ours is larger, and no part of a PDF that holds objects unpacks to more than twice that.
const MOST: usize = 256 * 1024;

/// Finds the credential in a file; `None` where there is none, or it is larger than any of ours.
#[must_use]
pub fn find(file: &[u8]) -> Option<Carried> {
    look(file).filter(|carried| carried.text.len() <= MOST)
}

fn look(file: &[u8]) -> Option<Carried> {
    if file.starts_with(b"%PDF-") {
        return from_pdf(file);
    }
    let carried = |form, text| Carried { form, text };
    if file.starts_with(b"\x89PNG") {
        return bake::from_png(file).map(|text| carried(Form::Png, text));
    }
    let text = std::str::from_utf8(file).ok()?.trim_start_matches('\u{feff}').trim();
    match text.as_bytes().first()? {
        b'<' => bake::from_svg(text).map(|text| carried(Form::Svg, text)),
        b'{' => Some(carried(Form::Json, text.to_owned())),
        b'e' => Some(carried(Form::Jwt, text.to_owned())),
        _ => None,
    }
}

/// The one attachment that is a credential.
fn from_pdf(file: &[u8]) -> Option<Carried> {
    let document = open_pdf(file)?;
    let streams = document.objects.values().filter_map(|o| o.as_stream().ok());
    let attached =
        streams.filter(|s| s.dict.get(b"Type").and_then(Object::as_name).is_ok_and(|t| t == b"EmbeddedFile"));
    let texts =
        attached.filter_map(|s| s.decompressed_content_with_limit(MOST).ok().or_else(|| Some(s.content.clone())));
    let mut texts = texts.filter_map(|t| String::from_utf8(t).ok()).filter(|t| t.trim_start().starts_with('{'));
    let text = texts.next()?;
    let one = texts.next().is_none();
    one.then_some(Carried { form: Form::Pdf, text })
}

/// The text that people read in a PDF, as far as it can be read.
#[must_use]
pub fn printed(file: &[u8]) -> String {
    open_pdf(file).map(|document| printed::text(&document)).unwrap_or_default()
}

fn open_pdf(file: &[u8]) -> Option<Document> {
    Document::load_mem_with_options(file, LoadOptions::with_max_decompressed_size(2 * MOST)).ok()
}
