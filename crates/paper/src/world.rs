//! The world that one document sees: its template, its data, our fonts, and nothing else.

use crate::{Document, PaperError};
use std::sync::LazyLock;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

/// Public Sans, and for certificates Noto Serif and its Display (OFL 1.1; Latin and Vietnamese); for what it lacks, Noto Sans (OFL 1.1; Greek, Cyrillic, and a font for
/// each of the other scripts below), Battambang (OFL 1.1; Khmer, drawn without shifting marks, so that its text can be
/// read out of the PDF), NanumSquare (OFL 1.1; Hangul) and Droid Sans Fallback (Apache 2.0; Chinese and kana).
const FONTS: [&[u8]; 37] = [
    include_bytes!("../fonts/PublicSans-Regular.ttf"),
    include_bytes!("../fonts/PublicSans-Bold.ttf"),
    include_bytes!("../fonts/PublicSans-ExtraBold.ttf"),
    include_bytes!("../fonts/NotoSerif-Regular.ttf"),
    include_bytes!("../fonts/NotoSerif-Bold.ttf"),
    include_bytes!("../fonts/NotoSerifDisplay-Bold.ttf"),
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../fonts/NotoSansArabic-Bold.ttf"),
    include_bytes!("../fonts/NotoSansHebrew-Regular.ttf"),
    include_bytes!("../fonts/NotoSansHebrew-Bold.ttf"),
    include_bytes!("../fonts/NotoSansDevanagari-Regular.ttf"),
    include_bytes!("../fonts/NotoSansDevanagari-Bold.ttf"),
    include_bytes!("../fonts/NotoSansBengali-Regular.ttf"),
    include_bytes!("../fonts/NotoSansBengali-Bold.ttf"),
    include_bytes!("../fonts/NotoSansGujarati-Regular.ttf"),
    include_bytes!("../fonts/NotoSansGujarati-Bold.ttf"),
    include_bytes!("../fonts/NotoSansGurmukhi-Regular.ttf"),
    include_bytes!("../fonts/NotoSansGurmukhi-Bold.ttf"),
    include_bytes!("../fonts/NotoSansTamil-Regular.ttf"),
    include_bytes!("../fonts/NotoSansTamil-Bold.ttf"),
    include_bytes!("../fonts/NotoSansThai-Regular.ttf"),
    include_bytes!("../fonts/NotoSansThai-Bold.ttf"),
    include_bytes!("../fonts/NotoSansLao-Regular.ttf"),
    include_bytes!("../fonts/NotoSansLao-Bold.ttf"),
    include_bytes!("../fonts/NotoSansEthiopic-Regular.ttf"),
    include_bytes!("../fonts/NotoSansEthiopic-Bold.ttf"),
    include_bytes!("../fonts/NotoSansArmenian-Regular.ttf"),
    include_bytes!("../fonts/NotoSansArmenian-Bold.ttf"),
    include_bytes!("../fonts/NotoSansGeorgian-Regular.ttf"),
    include_bytes!("../fonts/NotoSansGeorgian-Bold.ttf"),
    include_bytes!("../fonts/NanumSquareR.ttf"),
    include_bytes!("../fonts/NanumSquareB.ttf"),
    include_bytes!("../fonts/Battambang-Regular.ttf"),
    include_bytes!("../fonts/Battambang-Bold.ttf"),
    include_bytes!("../fonts/DroidSansFallbackFull.ttf"),
];

struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS.iter().flat_map(|data| Font::iter(Bytes::new(*data))).collect();
    Shared { library: LazyHash::new(Library::default()), book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
});

/// The characters of a text that none of our fonts has.
pub(crate) fn uncovered(text: &str) -> Vec<char> {
    let covered = |c: char| SHARED.fonts.iter().any(|f| f.info().coverage.contains(u32::from(c)));
    text.chars().filter(|c| !c.is_whitespace() && !covered(*c)).collect()
}

pub(crate) struct OneDocument {
    main: Source,
    shared: [Source; 2],
    files: Vec<(FileId, Bytes)>,
}

impl OneDocument {
    pub(crate) fn new(document: &Document) -> Result<Self, PaperError> {
        let id = |name: &str| -> Result<FileId, PaperError> {
            let path = VirtualPath::new(name).map_err(|e| PaperError(format!("{e:?}")))?;
            Ok(RootedPath::new(VirtualRoot::Project, path).intern())
        };
        let source = |name: &str, text: &str| Ok::<_, PaperError>(Source::new(id(name)?, text.to_owned()));
        let mut files = vec![(id("/data.json")?, Bytes::from_string(document.data.to_string()))];
        for (name, png) in &document.pictures {
            files.push((id(&format!("/{name}.png"))?, Bytes::new(png.clone())));
        }
        Ok(Self {
            main: source("/main.typ", document.template.source())?,
            shared: [
                source("/style.typ", include_str!("../templates/style.typ"))?,
                source("/certificate.typ", include_str!("../templates/certificate.typ"))?,
            ],
            files,
        })
    }
}

impl World for OneDocument {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHARED.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let mut sources = [&self.main].into_iter().chain(&self.shared);
        sources.find(|s| s.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.iter().find(|(known, _)| *known == id).map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        // Dates come with the data: a document never reads a clock.
        None
    }
}
