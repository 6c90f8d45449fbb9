//! A CSV file as rows with named columns: wrong encodings, missing columns and half a file each get a clear sentence.

use super::{
    Input,
    columns::Column,
    said::{Said, said},
};
use crate::ground::tables::{
    self, NoTable,
    dates::{self, Order, Says},
};
use jiff::civil::{Date, DateTime};
use kit::{Language, Words, t};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// The line, counted from 1 with the heading; 0 for the whole file.
    pub line: usize,
    /// The column, if it is about one.
    pub column: String,
    /// What is wrong and what is allowed.
    pub message: Said,
}

impl Problem {
    /// A problem with a whole file.
    pub(crate) fn of_file(file: &str, message: Said) -> Self {
        Self { file: file.to_owned(), line: 0, column: String::new(), message }
    }

    /// The place and what is wrong there, in words.
    pub(crate) fn in_words(&self, words: Words) -> String {
        let line = if self.line > 0 { t!(words, "import-line", line = self.line.to_string()) } else { String::new() };
        let place: Vec<&str> =
            [self.file.as_str(), &line, &self.column].into_iter().filter(|p| !p.is_empty()).collect();
        format!("{}: {}", place.join(", "), self.message.in_words(words))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(kit::language::words(Language::En)))
    }
}

/// A row with its line number.
pub(crate) struct Row {
    pub line: usize,
    cells: BTreeMap<String, String>,
}

impl Row {
    /// A row that no file has.
    pub fn of(cells: &super::rows::Cells) -> Self {
        Self { line: 0, cells: cells.iter().map(|(name, text)| ((*name).to_owned(), text.clone())).collect() }
    }

    /// A cell; empty if the file does not have the column.
    pub fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Whether the file has the column.
    pub fn has(&self, column: &str) -> bool {
        self.cells.contains_key(column)
    }

    /// Fills in a column that the file does not have.
    pub fn fill(&mut self, column: &str, cell: &str) {
        self.cells.entry(column.to_owned()).or_insert_with(|| cell.to_owned());
    }
}

/// More rows than any union has members.
const MOST_ROWS: usize = 2_000_000;

/// Reads a file that has these columns; any others are an error, so that no misspelt column is lost silently.
pub(crate) fn read(input: &Input, columns: &[Column]) -> Result<Vec<Row>, Vec<Problem>> {
    let whole = |no: NoTable| vec![Problem::of_file(&input.name, no_table(no))];
    let text = tables::text(&input.bytes).map_err(whole)?;
    let known = |head: &str| columns.iter().any(|c| c.name == head);
    // "sep=;" tells a spreadsheet the separator
    let is_sign = |line: &str| line.trim().to_lowercase().starts_with("sep=");
    let first = text.split('\n').find(|line| !line.trim().is_empty() && !is_sign(line)).unwrap_or_default();
    // the separator with which the first line has the most known columns
    let cuts =
        |sign: u8| tables::rows(first, sign, 1).ok().and_then(|rows| Some(heads_of(rows.first()?))).unwrap_or_default();
    let worth = |sign: &u8| cuts(*sign).iter().filter(|h| known(h.as_str())).count();
    let sign = tables::SIGNS.into_iter().rev().max_by_key(worth).unwrap_or(b',');
    let mut rows = tables::rows(&text, sign, MOST_ROWS).map_err(whole)?;
    // empty rows and columns that a spreadsheet leaves behind do not count
    rows.retain(|r| !r.is_empty());
    if rows.first().is_some_and(|r| r.cells.first().is_some_and(|c| is_sign(c))) {
        rows.remove(0);
    }
    let mut rows = rows.into_iter();
    let mut heads = rows.next().map(|r| heads_of(&r)).unwrap_or_default();
    while heads.last().is_some_and(String::is_empty) {
        heads.pop();
    }
    let mut problems = Vec::new();
    for column in columns.iter().filter(|c| c.needed && !heads.iter().any(|h| h == c.name)) {
        problems.push(Problem::of_file(&input.name, said!("import-column-missing", column = column.name)));
    }
    for head in heads.iter().filter(|h| !h.is_empty() && !known(h)) {
        let allowed: Vec<&str> = columns.iter().map(|c| c.name).collect();
        problems.push(Problem::of_file(
            &input.name,
            said!("import-column-unknown", column = head, all = allowed.join(", ")),
        ));
    }
    for (n, head) in heads.iter().enumerate().filter(|(n, h)| !h.is_empty() && heads[..*n].contains(h)) {
        problems.push(Problem::of_file(&input.name, said!("import-column-twice", column = head, place = n + 1)));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut out = Vec::new();
    for row in rows {
        let message = wrong_cells(&heads, &row);
        if let Some(message) = message {
            problems.push(Problem { file: input.name.clone(), line: row.line, column: String::new(), message });
            continue;
        }
        let cells = heads.iter().cloned().zip(row.cells).filter(|(head, _)| !head.is_empty()).collect();
        out.push(Row { line: row.line, cells });
    }
    if out.is_empty() && problems.is_empty() {
        problems.push(Problem::of_file(&input.name, said!("import-no-rows")));
    }
    if problems.is_empty() { Ok(out) } else { Err(problems) }
}

/// Why a file is not a table, as a sentence.
fn no_table(no: NoTable) -> Said {
    match no {
        NoTable::Encoding { line } => said!("import-encoding", line = line),
        NoTable::NoText => said!("import-no-text"),
        NoTable::LongLine { line } => said!("import-long-line", line = line, most = tables::LONGEST_LINE),
        NoTable::Columns { line } => said!("import-many-cells", line = line, most = tables::MOST_COLUMNS),
    }
}

/// Says that nothing has this name, or that it is empty.
pub(super) fn unknown(key: &'static str, name: &str) -> Said {
    if name.is_empty() {
        said!("import-empty")
    } else {
        Said::Text { key: key.into(), holes: vec![("value".into(), name.to_owned())] }
    }
}

fn heads_of(row: &tables::Row) -> Vec<String> {
    row.cells.iter().map(|h| h.to_lowercase()).collect()
}

/// What is wrong with the cells of a row, apart from what they say.
fn wrong_cells(heads: &[String], row: &tables::Row) -> Option<Said> {
    if row.cells.len() < heads.len() {
        return Some(said!("import-cells", cells = row.cells.len(), heads = heads.len()));
    }
    let without_heading = |(n, cell): &(usize, &String)| heads.get(*n).is_none_or(String::is_empty) && !cell.is_empty();
    let (n, cell) = row.cells.iter().enumerate().find(without_heading)?;
    Some(said!("import-no-heading", place = n + 1, value = cell))
}

/// How to read the dates of some columns: together they show which number is the month.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dates(Says);

impl Dates {
    /// What the cells show; several dates in one cell are separated by semicolons.
    pub fn of(rows: &[Row], columns: &[&str]) -> Self {
        let cells = rows.iter().flat_map(|row| columns.iter().map(|c| row.get(c)));
        Self(dates::order_of(cells.flat_map(|cell| cell.split(';'))))
    }

    /// The day that a text means.
    ///
    /// # Errors
    /// A sentence: it is not a day, or could be two.
    pub fn day(self, text: &str) -> Result<Date, Said> {
        let order = match self.0 {
            Says::Clearly(order) => Some(order),
            Says::Nothing | Says::Either => None,
        };
        dates::day(text, order).ok_or_else(|| match Order::ALL.map(|order| dates::day(text, Some(order))) {
            [Some(one), Some(other)] if self.0 == Says::Either => {
                said!("import-date-either", value = text, one = one, other = other)
            }
            _ => said!("import-date-form", value = text),
        })
    }

    /// A day and a time, in local time.
    ///
    /// # Errors
    /// A sentence, as for a day.
    pub fn moment(self, text: &str) -> Result<DateTime, Said> {
        let said = |text: &str| said!("import-moment-form", value = text);
        let (date, time) = text.split_once([' ', 'T']).ok_or_else(|| said(text))?;
        Ok(self.day(date)?.to_datetime(dates::time(time.trim()).ok_or_else(|| said(text))?))
    }
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

    /// Notes a problem in a column.
    pub fn wrong(&mut self, column: &str, message: Said) {
        self.clean = false;
        self.problems.push(Problem { file: self.file.to_owned(), line: self.line, column: column.to_owned(), message });
    }

    /// A text that must be present and not too long.
    pub fn text(&mut self, row: &Row, column: &str) -> String {
        let value = row.get(column);
        if value.is_empty() {
            self.wrong(column, said!("import-empty"));
        } else if value.chars().count() > 300 {
            self.wrong(column, said!("import-long"));
        }
        value.to_owned()
    }

    /// `yes` or `no`; `otherwise` where the cell is empty.
    pub fn yes_no(&mut self, row: &Row, column: &str, otherwise: bool) -> bool {
        match row.get(column).to_lowercase().as_str() {
            "" => otherwise,
            "yes" => true,
            "no" => false,
            other => {
                self.wrong(column, said!("import-yes-no", value = other));
                otherwise
            }
        }
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
                self.wrong(column, said!("import-number", value = value, from = range.start(), to = range.end()));
                *range.start()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::import::columns::column;

    fn problems(bytes: &[u8]) -> String {
        crate::ground::locales::load().unwrap();
        let input = Input::new("x.csv", bytes.to_vec());
        let wrong = read(&input, &["a", "b"].map(|name| column(name).needed())).err().unwrap();
        wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        assert!(problems(b"a\n1\n").contains("“b” is missing"));
        assert!(problems(b"a,b,c\n1,2,3\n").contains("“c” is unknown"));
        assert!(problems(b"a,b\n1,2\n3\n").contains("line 3: the cells of this line are 1 instead of 2"));
        assert!(problems(b"a,b\n1,\xff\n").contains("not UTF-8 from line 2"));
        assert!(problems(b"a,b\n").contains("no row"));
        assert!(problems(b"a,b\n1,\0\n").contains("zero bytes"));
        assert!(problems(b"a,b\n1,2,3\n").contains("line 2: cell 3 (“3”) stands under no heading"));
        assert!(problems(b"a,b,a\n1,2,3\n").contains("“a” is there twice"));
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "", "1,2", "3", ""].join(end);
            assert!(problems(text.as_bytes()).contains("line 4: the cells of this line are 1"), "{end:?}");
        }
    }

    #[test]
    fn dates_are_read_by_what_all_of_them_say() {
        crate::ground::locales::load().unwrap();
        let rows = |text: &str| read(&Input::new("x.csv", text.into()), &[column("d")]).ok().unwrap();
        let us = Dates::of(&rows("d\n3/4/2027\n3/14/2027\n"), &["d"]);
        assert_eq!(us.day("3/4/2027").map(|d| d.to_string()), Ok("2027-03-04".to_owned()));
        let open = Dates::of(&rows("d\n3/4/2027\n2027-03-05\n"), &["d"]);
        assert_eq!(
            open.day("3/4/2027").unwrap_err().to_string(),
            "“3/4/2027” can be 2027-03-04 or 2027-04-03: write it in one of these ways"
        );
        assert_eq!(open.day("2027-03-05").map(|d| d.to_string()), Ok("2027-03-05".to_owned()));
        assert!(open.day("soon").unwrap_err().to_string().contains("a date such as"));
    }

    #[test]
    fn what_spreadsheets_leave_behind_is_no_row_and_no_column() {
        for text in [
            "a,b\n1,2\n,\n,\n",
            "a,b,\n1,2,\n",
            "\u{FEFF}a;b\n1;2\n",
            "a\tb\n1\t2\n",
            "A , B\r\n1 , 2\r\n",
            "a,,b\n1,,2\n",
        ] {
            let rows = read(&Input::new("x.csv", text.into()), &["a", "b"].map(column)).ok().unwrap();
            assert_eq!((rows.len(), rows[0].get("a"), rows[0].get("b")), (1, "1", "2"), "{text:?}");
        }
    }
}
