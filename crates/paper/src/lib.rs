//! What is heavy to build: PDFs by Typst, in this process, badges, and QR codes.
//!
//! A document is a template of `templates/` and data. The data reach the template as values (a JSON file in a
//! virtual folder), never as markup, so that no name can change the document. Nothing is read from disk or
//! network. Every document is PDF/UA-1: tagged, with title and language; a certificate is
//! PDF/A-3 too and carries its credential.

mod badge;
mod qr;
mod world;

pub use badge::{badge_png, badge_svg};
pub use qr::{QrError, qr_path, qr_svg};

use serde::Serialize;
use typst::layout::Abs;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// Why there is no PDF: a fault of ours, since data cannot break a template.
#[derive(Debug, thiserror::Error)]
#[error("the document could not be made: {0}")]
pub struct PaperError(String);

/// A document of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template {
    /// The certificate, one page.
    Certificate,
    /// The record of attendance.
    Record,
    /// A letter that somebody was in a class.
    Letter,
    /// The list of classes for a wall.
    Offerings,
}

impl Template {
    const fn source(self) -> &'static str {
        match self {
            Self::Certificate => include_str!("../templates/certificate.typ"),
            Self::Record => include_str!("../templates/record.typ"),
            Self::Letter => include_str!("../templates/letter.typ"),
            Self::Offerings => include_str!("../templates/offerings.typ"),
        }
    }

    const fn standards(self) -> &'static [PdfStandard] {
        match self {
            Self::Certificate => &[PdfStandard::A_3a, PdfStandard::Ua_1],
            _ => &[PdfStandard::Ua_1],
        }
    }
}

/// Makes a PDF of `data`. `ident` names the document stably: the same ident and data give the same bytes.
///
/// # Errors
/// When the data lack something that the template needs.
pub fn pdf(template: Template, data: &impl Serialize, ident: &str) -> Result<Vec<u8>, PaperError> {
    let json = serde_json::to_vec(data).map_err(|e| PaperError(e.to_string()))?;
    let world = world::OneDocument::new(template.source(), json)?;
    let document: PagedDocument = typst::compile(&world).output.map_err(|e| first(&e))?;
    debug_assert!(document.pages().iter().all(|p| p.frame.width() > Abs::zero()));
    let options = PdfOptions {
        ident: typst::foundations::Smart::Custom(ident.to_owned()),
        standards: PdfStandards::new(template.standards()).map_err(|e| PaperError(e.message().to_string()))?,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|e| first(&e))?;
    // Typst keeps what it has computed for the next document; a server makes many different ones.
    comemo::evict(10);
    Ok(bytes)
}

/// The characters of a text that no document could show: none of the fonts has them.
#[must_use]
pub fn unprintable(text: &str) -> Vec<char> {
    world::uncovered(text)
}

/// A text with a question mark for every character that no font here has: otherwise a document would be refused.
#[must_use]
pub fn printable(text: &str) -> String {
    let missing = unprintable(text);
    text.chars().map(|c| if missing.contains(&c) { '?' } else { c }).collect()
}

fn first(errors: &[typst::diag::SourceDiagnostic]) -> PaperError {
    PaperError(errors.first().map_or_else(String::new, |e| e.message.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn certificate(name: &str) -> serde_json::Value {
        json!({
            "document_title": "Bargaining Certificate", "issuer": "Training office", "language": "en",
            "certificate": "Bargaining Certificate", "awarded_to": "Awarded to", "name": name,
            "sentence": "for completing 24 hours.", "bars": [{"hours": 6}, {"hours": 6}, {"hours": 12}],
            "parts": [{"title": "Foundations", "detail": "6 hours"}],
            "facts": [{"label": "Number", "value": "7F3K-92QD"}], "day": [2026, 11, 20], "paper": "a4",
            "badge": badge_svg("Badge", &[6, 6, 12]), "signatory": "Signatory", "credential": "{}", "attached": "It",
            "check_sentence": "Check it at", "address": "https://example.org/verify", "sample": "",
            "qr": qr_svg("HTTPS://EXAMPLE.ORG").unwrap(), "qr_alt": "QR code",
        })
    }

    #[test]
    fn a_certificate_is_a_pdf_and_the_same_every_time() {
        let make = || pdf(Template::Certificate, &certificate("Zoë Nguyễn #strong[x] \"$\""), "c").unwrap();
        let bytes = make();
        assert!(bytes.starts_with(b"%PDF-"));
        assert_eq!(bytes, make());
    }

    #[test]
    fn a_badge_is_a_picture() {
        assert!(badge_png(&badge_svg("A & B <c>", &[6, 6, 12])).unwrap().starts_with(b"\x89PNG"));
        assert!(badge_png(&badge_svg("None", &[])).is_ok());
    }

    #[test]
    fn the_fonts_have_the_scripts_of_members_names() {
        let latin_and_more = "Zoë Nguyễn Łukasz Παπαδοπούλου Чайковский សុខ ចាន់ដារា 王小明 歐陽";
        assert_eq!(unprintable(latin_and_more), Vec::<char>::new(), "{latin_and_more}");
        for (name, _) in NAMES {
            assert_eq!(unprintable(name), Vec::<char>::new(), "{name}");
        }
        assert_eq!(unprintable("Ana \u{10A00}"), ['\u{10A00}']);
    }

    /// A name in each script that has a font here, and that font.
    const NAMES: [(&str, &str); 14] = [
        ("فاطمة الزهراء", "NotoSansArabic-Bold.ttf"),
        ("דוד בן־גוריון", "NotoSansHebrew-Bold.ttf"),
        ("प्रिया शर्मा", "NotoSansDevanagari-Bold.ttf"),
        ("রবীন্দ্রনাথ ঠাকুর", "NotoSansBengali-Bold.ttf"),
        ("મોહનદાસ ગાંધી", "NotoSansGujarati-Bold.ttf"),
        ("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "NotoSansGurmukhi-Bold.ttf"),
        ("முத்துலட்சுமி ரெட்டி", "NotoSansTamil-Bold.ttf"),
        ("สมชาย ใจดี", "NotoSansThai-Bold.ttf"),
        ("ບຸນມີ ສີສຸວັນ", "NotoSansLao-Bold.ttf"),
        ("ሰላማዊት ተስፋዬ", "NotoSansEthiopic-Bold.ttf"),
        ("Արամ Խաչատրյան", "NotoSansArmenian-Bold.ttf"),
        ("ნინო ბერიძე", "NotoSansGeorgian-Bold.ttf"),
        ("김민준", "NanumSquareB.ttf"),
        ("សុខ ចាន់ដារា", "Battambang-Bold.ttf"),
    ];

    /// Each is a certificate in PDF/A and PDF/UA. Where `RATIFY_VERIFIER_FILES` names a folder they are left there:
    /// `tests/browser/scripts.test.mjs` compares how they are set with a browser's picture of the same names.
    #[test]
    fn a_name_in_every_script_makes_a_certificate() {
        let folder = std::env::var_os("RATIFY_VERIFIER_FILES").map(|f| std::path::Path::new(&f).join("names"));
        let mut list = Vec::new();
        for (n, (name, font)) in NAMES.iter().enumerate() {
            let made = pdf(Template::Certificate, &certificate(name), "c").map_err(|e| format!("{name}: {e}")).unwrap();
            assert!(made.starts_with(b"%PDF-"), "{name}");
            if let Some(folder) = &folder {
                std::fs::create_dir_all(folder).unwrap();
                std::fs::write(folder.join(format!("{n}.pdf")), &made).unwrap();
            }
            list.push(json!({ "file": format!("{n}.pdf"), "name": name, "font": font }));
        }
        if let Some(folder) = folder {
            std::fs::write(folder.join("names.json"), serde_json::to_vec(&list).unwrap()).unwrap();
        }
    }

    #[test]
    fn a_list_without_classes_is_a_pdf_too() {
        let data = json!({
            "title": "Classes", "issuer": "Office", "language": "en", "lead": "l", "as_of": "As of", "filter": "",
            "qr": qr_svg("HTTPS://EXAMPLE.ORG").unwrap(), "qr_alt": "QR", "address": "a", "groups": [],
            "empty": "None.", "columns": ["a", "b", "c", "d", "e", "f", "g"], "paper": "a4", "programme": "Programme",
            "contact": "c",
        });
        assert!(pdf(Template::Offerings, &data, "l").unwrap().starts_with(b"%PDF-"));
    }
}
