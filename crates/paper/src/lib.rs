//! What is heavy to build: PDFs by Typst, in this process, badges, pictures, and QR codes.
//!
//! A document is a template of `templates/`, data, and pictures. They reach the template as values (files in a
//! virtual folder), never as markup, so that no name can change the document. Nothing is read from disk or
//! network. Every document is PDF/UA-1: tagged, with title and language; a certificate is
//! PDF/A-3 too and carries its credential.

mod badge;
mod picture;
mod qr;
mod world;

pub use badge::{badge_png, badge_svg};
pub use picture::{Illustration, Picture, PictureError, Purpose, illustration, remake, without_remarks};
pub use qr::{QrError, qr_path, qr_svg};

use serde_json::Value;
use typst::layout::Abs;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_svg::SvgOptions;

/// Why there is no PDF: a fault of ours, since data cannot break a template.
#[derive(Debug, thiserror::Error)]
#[error("the document could not be made: {0}")]
pub struct PaperError(String);

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template {
    /// The certificate, one page: a frame, letters with serifs, a seal.
    Classic,
    /// The certificate, one page: a field of colour and one column.
    Modern,
    /// The record of attendance.
    Record,
    /// A letter that somebody was in a class.
    Letter,
    /// The list of classes for a wall.
    Offerings,
    /// One page that invites to classes.
    Flyer,
}

impl Template {
    const fn source(self) -> &'static str {
        match self {
            Self::Classic => include_str!("../templates/classic.typ"),
            Self::Modern => include_str!("../templates/modern.typ"),
            Self::Record => include_str!("../templates/record.typ"),
            Self::Letter => include_str!("../templates/letter.typ"),
            Self::Offerings => include_str!("../templates/offerings.typ"),
            Self::Flyer => include_str!("../templates/flyer.typ"),
        }
    }

    const fn standards(self) -> &'static [PdfStandard] {
        match self {
            Self::Classic | Self::Modern => &[PdfStandard::A_3a, PdfStandard::Ua_1],
            _ => &[PdfStandard::Ua_1],
        }
    }
}

/// A document before it is set: the same template, data, pictures and ident give the same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it looks like.
    pub template: Template,
    /// What it says, as its template reads it.
    pub data: Value,
    /// Names that its template knows (`logo`, `signature`, `seal`), each with a PNG.
    pub pictures: Vec<(&'static str, Vec<u8>)>,
    /// Names the document stably.
    pub ident: String,
}

impl Document {
    /// As a PDF.
    ///
    /// # Errors
    /// When the data lack something that the template needs.
    pub fn pdf(&self) -> Result<Vec<u8>, PaperError> {
        let document = self.set()?;
        let options = PdfOptions {
            ident: typst::foundations::Smart::Custom(self.ident.clone()),
            standards: PdfStandards::new(self.template.standards()).map_err(|e| PaperError(e.message().to_string()))?,
            ..PdfOptions::default()
        };
        let bytes = typst_pdf::pdf(&document, &options).map_err(|e| first(&e))?;
        // Typst keeps what it has computed for the next document; a server makes many different ones.
        comemo::evict(10);
        Ok(bytes)
    }

    /// Its first page as a picture.
    ///
    /// # Errors
    /// When the data lack something that the template needs.
    pub fn svg(&self) -> Result<String, PaperError> {
        let document = self.set()?;
        let page = document.pages().first().ok_or_else(|| PaperError("it has no page".into()))?;
        Ok(typst_svg::svg(page, &SvgOptions::default()))
    }

    fn set(&self) -> Result<PagedDocument, PaperError> {
        let world = world::OneDocument::new(self)?;
        let document: PagedDocument = typst::compile(&world).output.map_err(|e| first(&e))?;
        debug_assert!(document.pages().iter().all(|p| p.frame.width() > Abs::zero()));
        Ok(document)
    }
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

    fn certificate(template: Template, name: &str) -> Document {
        let part =
            |title: &str, hours: i64| json!({"title": title, "detail": format!("{hours} hours"), "hours": hours});
        let data = json!({
            "document_title": "Bargaining Certificate", "issuer": "Training office", "latin_issuer": true,
            "language": "en", "certificate": "Bargaining Certificate", "awarded_to": "Awarded to", "name": name,
            "sentence": "for completing 24 hours.", "total": "24", "hours_word": "hours",
            "parts": [part("Foundations", 6), part("Democratized", 6), part("Specialized Topics", 12)],
            "facts": [{"label": "Completed", "value": "December 22, 2026"}], "day": [2026, 11, 20], "paper": "a4",
            "number": {"label": "Number", "value": "7F3K-92QD"}, "upright": false, "look": {"pictures": ["signature"]},
            "signatory": {"name": "Sample Signatory", "office": "President"}, "credential": "{}", "attached": "It",
            "address": "https://example.org/verify", "shown_address": "example.org/verify", "sample": "",
            "qr": qr_svg("HTTPS://EXAMPLE.ORG").unwrap(), "qr_alt": "QR code",
        });
        let signature = badge_png(&badge_svg("Badge", &[6], ("#0c2c57", "#f2b705"))).unwrap();
        Document { template, data, pictures: vec![("signature", signature)], ident: "c".into() }
    }

    const DESIGNS: [Template; 2] = [Template::Classic, Template::Modern];

    #[test]
    fn a_certificate_is_a_pdf_of_one_page_and_the_same_every_time() {
        for (design, upright) in DESIGNS.into_iter().flat_map(|d| [(d, false), (d, true)]) {
            let mut document = certificate(design, "Zoë Nguyễn #strong[x] \"$\"");
            document.data["upright"] = json!(upright);
            let bytes = document.pdf().unwrap();
            assert!(bytes.starts_with(b"%PDF-"));
            assert_eq!(bytes, document.pdf().unwrap());
            assert_eq!(document.set().unwrap().pages().len(), 1, "{design:?}, upright: {upright}");
            assert!(document.svg().unwrap().starts_with("<svg"));
        }
    }

    #[test]
    fn a_certificate_with_much_on_it_stays_on_one_page() {
        for design in DESIGNS {
            let long = "Wilhelmina-Alexandrine Featherstonehaugh-Cholmondeley of Marblehead";
            let mut document = certificate(design, long);
            document.data["certificate"] = json!("Certificate in Collective Bargaining and Contract Enforcement");
            document.data["sentence"] = json!("for completing 120 hours of training in how members win. ".repeat(2));
            document.data["parts"][0]["hours"] = json!(96);
            document.data["facts"] = json!([
                {"label": "Completed", "value": "December 22, 2026"}, {"label": "Issued", "value": "December 29, 2026"},
                {"label": "Edition", "value": "2026"}, {"label": "Renewed", "value": "January 4, 2027"}
            ]);
            assert_eq!(document.set().unwrap().pages().len(), 1, "{design:?}");
        }
    }

    #[test]
    fn a_badge_is_a_picture() {
        assert!(
            badge_png(&badge_svg("A & B <c>", &[6, 6, 12], ("#0c2c57", "#f2b705"))).unwrap().starts_with(b"\x89PNG")
        );
        assert!(badge_png(&badge_svg("None", &[], ("#0c2c57", "#f2b705"))).is_ok());
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

    /// A font can name a character and draw nothing: then a certificate would be somebody's without a name.
    #[test]
    fn every_name_is_drawn() {
        let marks = |design: Template, name: &str| certificate(design, name).svg().unwrap().matches("<use").count();
        let others = ["王小明", "歐陽", "Чайковский", "Παπαδοπούλου", "Zoë Nguyễn", "さくら"];
        for design in DESIGNS {
            let nobody = marks(design, " ");
            for name in NAMES.iter().map(|(name, _)| *name).chain(others) {
                let drawn = marks(design, name) - nobody;
                let letters = name.chars().filter(|c| c.is_alphabetic()).count();
                assert!(drawn * 2 >= letters, "{design:?}, {name}: {drawn} of {letters} drawn");
            }
        }
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
            let made = certificate(Template::Classic, name).pdf().map_err(|e| format!("{name}: {e}")).unwrap();
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
        let list = Document { template: Template::Offerings, data, pictures: Vec::new(), ident: "l".into() };
        assert!(list.pdf().unwrap().starts_with(b"%PDF-"));
    }
}
