//! Tables that people hand in as files: text in the encodings of spreadsheets, as rows of cells, each with the line
//! where a text editor shows it. What a row means is up to its reader (`import`, `attendance::files`).

pub(crate) mod dates;
pub(crate) mod lengths;
pub(crate) mod zones;

use std::borrow::Cow;

/// Separators between cells. The one that splits a line of headings best is the file's.
pub(crate) const SIGNS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// The longest line, in bytes: a whole letter, pasted into a cell, fits.
pub(crate) const LONGEST_LINE: usize = 100_000;
/// More columns than any export has.
pub(crate) const MOST_COLUMNS: usize = 300;

/// One row: its first line as a text editor counts, how many lines it spans, and its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub line: usize,
    pub lines: usize,
    pub cells: Vec<String>,
}

impl Row {
    /// Whether a spreadsheet left it behind: there are cells, but nothing in them.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

/// Why a file is not a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoTable {
    /// Not UTF-8 or UTF-16, from this line on.
    Encoding { line: usize },
    /// Zero bytes: a workbook, a picture.
    NoText,
    /// A line that is longer than any line of a table.
    LongLine { line: usize },
    /// A line with more cells than any table has columns.
    Columns { line: usize },
}

/// A file's text: UTF-8 with or without a byte order mark, or UTF-16, as spreadsheets write it. Its lines end in `\n`,
/// whatever they ended in, so that they are counted as text editors count them.
pub(crate) fn text(bytes: &[u8]) -> Result<String, NoTable> {
    let text = decode(bytes)?;
    if text.contains('\0') {
        return Err(NoTable::NoText);
    }
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    match text.split('\n').position(|line| line.len() > LONGEST_LINE) {
        Some(line) => Err(NoTable::LongLine { line: line + 1 }),
        None => Ok(text),
    }
}

fn decode(bytes: &[u8]) -> Result<String, NoTable> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => decode(rest),
        // without a mark: no text has a zero as every second byte
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => utf16(bytes, u16::from_le_bytes),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => utf16(bytes, u16::from_be_bytes),
        _ => String::from_utf8(bytes.to_vec()).map_err(|e| {
            let before = &bytes[..e.utf8_error().valid_up_to()];
            let ends = |w: &&[u8]| w[0] == b'\n' || w[0] == b'\r' && w.get(1) != Some(&b'\n');
            let line = 1 + (0..before.len()).map(|at| &before[at..]).filter(ends).count();
            NoTable::Encoding { line }
        }),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, NoTable> {
    let units = bytes.chunks_exact(2).map(|c| unit([c[0], c[1]]));
    char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| NoTable::Encoding { line: 1 })
}

/// Lines of a text as text editors count them: what follows the last line break is a line if it is not empty.
pub(crate) fn count_lines(text: &str) -> usize {
    text.lines().count()
}

/// All rows of a text, split at one separator, at most `most`; empty lines and rows of empty cells do not count.
///
/// # Errors
/// A row with more cells than any table has columns.
pub(crate) fn rows(text: &str, sign: u8, most: usize) -> Result<Vec<Row>, NoTable> {
    let mended = mend(text, sign);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(sign)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(mended.as_bytes());
    let mut record = csv::StringRecord::new();
    let (mut rows, mut at, mut line) = (Vec::new(), 0, 1);
    while rows.len() < most {
        let from = at;
        match reader.read_record(&mut record) {
            Ok(true) => {}
            // the text is valid, and rows may be of any length: nothing else can be wrong
            Ok(false) | Err(_) => break,
        }
        at = usize::try_from(reader.position().byte()).unwrap_or(mended.len());
        let read = &mended[from..at];
        let begins = read.len() - read.trim_start_matches('\n').len();
        line += begins;
        let inside = read[begins..].trim_end_matches('\n').matches('\n').count();
        if record.len() > MOST_COLUMNS {
            return Err(NoTable::Columns { line });
        }
        // what a spreadsheet left behind is not a row, and does not count
        if record.iter().any(|c| !c.is_empty()) {
            rows.push(Row { line, lines: inside + 1, cells: record.iter().map(str::to_owned).collect() });
        }
        line += read[begins..].matches('\n').count();
    }
    Ok(rows)
}

/// A text in which every quotation mark that opens a cell but does not close it stands for itself, as in files without
/// quoting: otherwise everybody up to the next mark would be in one cell.
fn mend(text: &str, sign: u8) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let usual = usual_signs(text, sign);
    let (mut out, mut copied, mut at, mut begins) = (String::new(), 0, 0, true);
    while at < bytes.len() {
        if begins && bytes[at] == b'"' {
            match closes(text, at, sign, usual) {
                Some(end) => at = end,
                None => {
                    let end =
                        bytes[at..].iter().position(|b| *b == sign || *b == b'\n').map_or(bytes.len(), |n| at + n);
                    out.push_str(&text[copied..at]);
                    out.push('"');
                    out.push_str(&text[at..end].replace('"', "\"\""));
                    out.push('"');
                    (copied, at) = (end, end);
                }
            }
            begins = false;
            continue;
        }
        begins = bytes[at] == sign || bytes[at] == b'\n';
        at += 1;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// How many separators most lines have.
fn usual_signs(text: &str, sign: u8) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    for line in text.split('\n').take(200) {
        *counts.entry(signs_in(line, sign)).or_insert(0) += 1;
    }
    counts.into_iter().filter(|(signs, _)| *signs > 0).max_by_key(|(_, lines)| *lines).map_or(0, |(signs, _)| signs)
}

fn signs_in(line: &str, sign: u8) -> usize {
    line.bytes().filter(|b| *b == sign).count()
}

/// Where the cell that a quotation mark opens ends; `None` if the mark is only a mark: its partner is missing, or no
/// separator follows it, or every line up to it has all the cells of a row.
fn closes(text: &str, opens: usize, sign: u8, usual: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = opens + 1;
    let end = loop {
        at += bytes[at..].iter().take(LONGEST_LINE).position(|b| *b == b'"')?;
        match bytes.get(at + 1) {
            Some(b'"') => at += 2,
            None | Some(b'\n') => break at + 1,
            Some(next) if *next == sign => break at + 1,
            Some(_) => return None,
        }
    };
    if !text[opens..end].contains('\n') {
        return Some(end);
    }
    let from = text[..opens].rfind('\n').map_or(0, |at| at + 1);
    let to = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let lines = || text[from..to].split('\n');
    let whole = lines().all(|line| signs_in(line, sign) >= usual);
    // as one cell it makes no row, and each of its lines is more than half of one: trailing empty cells are omitted
    let outside = signs_in(&text[from..opens], sign) + signs_in(&text[end..to], sign);
    let parts = outside != usual && lines().all(|line| signs_in(line, sign) * 2 >= usual);
    (usual == 0 || !whole && !parts).then_some(end)
}

/// A text with every dash turned into the short one of keyboards: word processors write others.
pub(crate) fn plain_dashes(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}') { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, sign: u8) -> Vec<(usize, usize, Vec<String>)> {
        rows(&super::text(text.as_bytes()).unwrap(), sign, 1_000)
            .unwrap()
            .into_iter()
            .map(|r| (r.line, r.lines, r.cells))
            .collect()
    }

    #[test]
    fn lines_are_those_of_a_text_editor() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "", "1,2", "", "", "\"x", "y\",3", "4,5", ""].join(end);
            let lines: Vec<_> = of(&text, b',').into_iter().map(|(line, lines, _)| (line, lines)).collect();
            assert_eq!(lines, [(1, 1), (3, 1), (6, 2), (8, 1)], "{end:?}");
            assert_eq!(count_lines(&super::text(text.as_bytes()).unwrap()), 8);
        }
        assert_eq!(super::text(b"a\r\nb\r\n\xFF\r\n"), Err(NoTable::Encoding { line: 3 }));
        assert_eq!(super::text(b"a\rb\r\xFF"), Err(NoTable::Encoding { line: 3 }));
    }

    #[test]
    fn a_quotation_mark_in_a_file_without_quoting_stands_for_itself() {
        let names = |text: &str, sign| of(text, sign).into_iter().map(|(_, _, c)| c[0].clone()).collect::<Vec<_>>();
        assert_eq!(names("n\te\n\"Mac Omar\t1\nBen\t2\n", b'\t'), ["n", "\"Mac Omar", "Ben"]);
        assert_eq!(names("n\te\n\"Mac\" Omar\t1\nBen\t2\n", b'\t'), ["n", "\"Mac\" Omar", "Ben"]);
        assert_eq!(names("n\te\n\"Mac\t1\nBen\"\t2\n", b'\t'), ["n", "\"Mac", "Ben\""], "two of them");
        assert_eq!(names("n,e\n\"Mac,1\nBen\",2\nCora,3\n", b','), ["n", "\"Mac", "Ben\"", "Cora"]);
        assert_eq!(
            names("n,e\n\"Lima, Ana\",1\n\"She said \"\"hi\"\"\",2\n", b','),
            ["n", "Lima, Ana", "She said \"hi\""]
        );
        let short = "n,e,m,x\n\"Mac Omar,m,90,\nGrace,g,30\nXi,x,10,brought 14\"\nQuinn,q,30,\nNoor,n,30,\n";
        assert_eq!(names(short, b','), ["n", "\"Mac Omar", "Grace", "Xi", "Quinn", "Noor"], "short rows are rows");
        assert_eq!(names("n,a,x\nAna,\"12 Main St, 4\nBoston\",1\nBen,b,2\n", b','), ["n", "Ana", "Ben"]);
    }

    #[test]
    fn the_encodings_of_spreadsheets_are_read() {
        let units: Vec<u16> = "é,2\n".encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|u| u.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|u| u.to_be_bytes()).collect();
        for bytes in [
            "é,2\n".into(),
            [&[0xEF, 0xBB, 0xBF], "é,2\n".as_bytes()].concat(),
            [&[0xFF, 0xFE], little.as_slice()].concat(),
            [&[0xFE, 0xFF], big.as_slice()].concat(),
        ] {
            assert_eq!(super::text(&bytes).as_deref(), Ok("é,2\n"));
        }
        assert_eq!(super::text(b"n\0a\0m\0e\0\n\0").as_deref(), Ok("name\n"), "without a mark");
        assert_eq!(super::text(b"abc\0d"), Err(NoTable::NoText));
    }

    #[test]
    fn what_is_too_large_for_a_table_is_none() {
        assert_eq!(super::text(&vec![b'x'; LONGEST_LINE + 1]), Err(NoTable::LongLine { line: 1 }));
        assert_eq!(rows(&",".repeat(MOST_COLUMNS), b',', 10), Err(NoTable::Columns { line: 1 }));
    }
}
