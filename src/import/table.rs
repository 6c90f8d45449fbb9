//! A CSV file as rows with named columns: encodings, missing columns, half a file, all with a clear sentence.

use super::Input;
use std::{collections::BTreeMap, fmt};

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// The line, counted from 1 with the heading; 0 for the whole file.
    pub line: usize,
    /// The column, where it is one.
    pub column: String,
    /// What is wrong and what is allowed.
    pub message: String,
}

impl Problem {
    /// A problem of a whole file.
    pub(crate) fn of_file(file: &str, message: &str) -> Self {
        Self { file: file.to_owned(), line: 0, column: String::new(), message: message.to_owned() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ", line {}", self.line)?;
        }
        if !self.column.is_empty() {
            write!(f, ", {}", self.column)?;
        }
        write!(f, ": {}", self.message)
    }
}

/// A row with its place.
pub(crate) struct Row {
    pub line: usize,
    cells: BTreeMap<String, String>,
}

impl Row {
    /// A cell; empty where the column is not there.
    pub fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// A file's text: UTF-8 with or without mark, or UTF-16 with mark, as spreadsheets write it.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, String> {
    let utf16 = |big: bool, rest: &[u8]| {
        let units = rest
            .chunks_exact(2)
            .map(|c| if big { u16::from_be_bytes([c[0], c[1]]) } else { u16::from_le_bytes([c[0], c[1]]) });
        char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| "the text is damaged (UTF-16)".to_owned())
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(false, rest),
        [0xFE, 0xFF, rest @ ..] => utf16(true, rest),
        [0xEF, 0xBB, 0xBF, rest @ ..] => decode(rest),
        _ => String::from_utf8(bytes.to_vec()).map_err(|e| {
            let line = 1 + bytes[..e.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count();
            format!("the text is not UTF-8 from line {line} on; save the file as \"CSV UTF-8\"")
        }),
    }
}

/// Reads a file that has these columns; others are an error, so that no misspelt column is lost silently.
pub(crate) fn read(input: &Input, required: &[&str], optional: &[&str]) -> Result<Vec<Row>, Vec<Problem>> {
    let whole = |message: String| vec![Problem::of_file(&input.name, &message)];
    let text = decode(&input.bytes).map_err(whole)?;
    if text.contains('\0') {
        return Err(whole("there are zero bytes in it: this is no CSV file".to_owned()));
    }
    let mut reader = csv::ReaderBuilder::new().flexible(false).trim(csv::Trim::All).from_reader(text.as_bytes());
    let heads: Vec<String> =
        reader.headers().map_err(|e| whole(e.to_string()))?.iter().map(|h| h.trim().to_lowercase()).collect();
    let mut problems = Vec::new();
    for column in required.iter().filter(|c| !heads.iter().any(|h| h == *c)) {
        problems.push(Problem::of_file(&input.name, &format!("the column \"{column}\" is missing")));
    }
    for head in heads.iter().filter(|h| !required.contains(&h.as_str()) && !optional.contains(&h.as_str())) {
        let allowed: Vec<&str> = required.iter().chain(optional).copied().collect();
        problems.push(Problem::of_file(
            &input.name,
            &format!("the column \"{head}\" is unknown; there are {}", allowed.join(", ")),
        ));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, |p| p.line() as usize);
                let cells = heads.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
                rows.push(Row { line, cells });
            }
            Err(e) => {
                let line = e.position().map_or(0, |p| p.line() as usize);
                let message = match e.kind() {
                    csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                        format!("there are {len} cells instead of {expected_len}; is the file cut off here?")
                    }
                    _ => e.to_string(),
                };
                problems.push(Problem { file: input.name.clone(), line, column: String::new(), message });
            }
        }
    }
    if rows.is_empty() && problems.is_empty() {
        problems.push(Problem::of_file(&input.name, "there is no row under the heading"));
    }
    if problems.is_empty() { Ok(rows) } else { Err(problems) }
}

/// Collects what is wrong with a row.
pub(crate) struct Check<'a> {
    pub file: &'a str,
    pub line: usize,
    pub problems: &'a mut Vec<Problem>,
    pub clean: bool,
}

impl<'a> Check<'a> {
    pub fn new(file: &'a str, line: usize, problems: &'a mut Vec<Problem>) -> Self {
        Self { file, line, problems, clean: true }
    }

    /// Notes a problem of a column.
    pub fn wrong(&mut self, column: &str, message: String) {
        self.clean = false;
        self.problems.push(Problem { file: self.file.to_owned(), line: self.line, column: column.to_owned(), message });
    }

    /// A text that is there and not too long.
    pub fn text(&mut self, row: &Row, column: &str) -> String {
        let value = row.get(column);
        if value.is_empty() {
            self.wrong(column, "it is empty".to_owned());
        } else if value.chars().count() > 300 {
            self.wrong(column, "it is longer than 300 characters".to_owned());
        }
        value.to_owned()
    }

    /// A number in a range; `default` where the cell is empty.
    pub fn number(
        &mut self,
        row: &Row,
        column: &str,
        range: std::ops::RangeInclusive<i64>,
        default: Option<i64>,
    ) -> i64 {
        let value = row.get(column);
        let parsed = if value.is_empty() { default } else { value.parse().ok() };
        match parsed.filter(|n| range.contains(n)) {
            Some(n) => n,
            None => {
                self.wrong(column, format!("\"{value}\": a whole number from {} to {}", range.start(), range.end()));
                *range.start()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(bytes: &[u8]) -> String {
        let input = Input::new("x.csv", bytes.to_vec());
        let wrong = read(&input, &["a", "b"], &[]).err().unwrap();
        wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        assert!(problems(b"a\n1\n").contains("\"b\" is missing"));
        assert!(problems(b"a,b,c\n1,2,3\n").contains("\"c\" is unknown"));
        assert!(problems(b"a,b\n1,2\n3\n").contains("line 3: there are 1 cells instead of 2"));
        assert!(problems(b"a,b\n1,\xff\n").contains("not UTF-8 from line 2"));
        assert!(problems(b"a,b\n").contains("no row"));
        assert!(problems(b"a,b\n1,\0\n").contains("zero bytes"));
    }

    #[test]
    fn spreadsheet_encodings_are_read() {
        let utf16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain("a,b\né,2\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let rows = read(&Input::new("x.csv", utf16), &["a", "b"], &[]).ok().unwrap();
        assert_eq!(rows[0].get("a"), "é");
        let marked = read(&Input::new("x.csv", b"\xEF\xBB\xBFa,b\n1,2\n".to_vec()), &["a", "b"], &[]).ok().unwrap();
        assert_eq!(marked[0].get("a"), "1");
    }
}
