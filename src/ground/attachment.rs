//! Files that people hand to one another: what they are, and as what they are handed out.

/// What a file is, judged by its first bytes: whatever it is called, it is handed out as that and nothing else.
pub(crate) fn kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some("pdf"),
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [0xFF, 0xD8, 0xFF, ..] => Some("jpg"),
        [b'P', b'K', 3, 4, ..] => office_kind(bytes),
        _ => std::str::from_utf8(bytes).ok().filter(|t| !t.contains('\0')).map(|_| "txt"),
    }
}

/// A file that somebody hands in, as it is kept: what it is, and its bytes; a photo without what the camera wrote into it, such
/// as the place. `None` for anything that is not handed out.
pub(crate) fn taken(bytes: Vec<u8>) -> Option<(&'static str, Vec<u8>)> {
    let kind = kind(&bytes)?;
    let bytes = if matches!(kind, "jpg" | "png") { paper::without_remarks(&bytes).ok()? } else { bytes };
    Some((kind, bytes))
}

/// What kind of office file an archive is, by its directory; `None` for any other archive, and for one with macros.
fn office_kind(bytes: &[u8]) -> Option<&'static str> {
    let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).ok()?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    if archive.file_names().any(|name| name.is_ok_and(|n| acts(&n.to_lowercase()))) {
        return None;
    }
    let main = [("ppt/presentation.xml", "pptx"), ("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx")];
    main.into_iter().find(|(name, _)| has(name)).map(|(_, kind)| kind)
}

/// Whether a part of an office file is active: macros in all their forms, programs, embedded objects of other programs.
fn acts(name: &str) -> bool {
    const PROGRAMS: [&str; 13] =
        [".exe", ".dll", ".js", ".vbs", ".scr", ".bat", ".cmd", ".ps1", ".jar", ".msi", ".hta", ".lnk", ".com"];
    name.ends_with("vbaproject.bin")
        || name.contains("macrosheets/")
        || name.contains("activex/")
        || name.contains("oleobject")
        || PROGRAMS.iter().any(|end| name.ends_with(end))
}

/// The media type of a kind.
pub(crate) fn media(kind: &str) -> &'static str {
    match kind {
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "text/plain; charset=utf-8",
    }
}

/// "PDF, 1.2 MB".
pub(crate) fn size(kind: &str, bytes: i64) -> String {
    let kind = kind.to_uppercase();
    if bytes < 100_000 {
        format!("{kind}, {} kB", (bytes + 999) / 1000)
    } else {
        format!("{kind}, {}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::kind;

    /// An archive with entries of these names.
    fn archive(names: &[&str]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for name in names {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_file_is_what_it_begins_with() {
        assert_eq!(kind(b"%PDF-1.7 x"), Some("pdf"));
        assert_eq!(kind(&archive(&["[Content_Types].xml", "ppt/presentation.xml"])), Some("pptx"));
        assert_eq!(kind(&archive(&["word/document.xml"])), Some("docx"));
        assert_eq!(kind(&archive(&["xl/workbook.xml"])), Some("xlsx"));
        assert_eq!(kind(&archive(&["word/document.xml", "word/vbaProject.bin"])), None, "macros");
        for part in ["word/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml", "xl/embeddings/oleObject1.bin", "word/run.exe"]
        {
            assert_eq!(kind(&archive(&["word/document.xml", part])), None, "{part}");
        }
        assert_eq!(kind(&archive(&["ppt/evil.exe"])), None, "any other archive");
        assert_eq!(kind(b"PK\x03\x04 ppt/presentation.xml"), None, "no archive at all");
        assert_eq!(kind(b"MZ\x90\x00"), None, "a program");
        assert_eq!(kind("Añadir".as_bytes()), Some("txt"));
        assert_eq!(kind(b"<script>alert(1)</script>"), Some("txt"), "handed out as plain text, to keep");
    }
}
