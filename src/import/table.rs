//! A CSV file as rows with named columns: encodings, missing columns, half a file, all with a clear sentence.

use super::Input;
use crate::tables::{
    self,
    dates::{self, Order, Says},
};
use jiff::civil::{Date, DateTime};
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

/// More rows than any union has members.
const MOST_ROWS: usize = 2_000_000;

/// Reads a file that has these columns; others are an error, so that no misspelt column is lost silently.
pub(crate) fn read(input: &Input, required: &[&str], optional: &[&str]) -> Result<Vec<Row>, Vec<Problem>> {
    let whole = |message: String| vec![Problem::of_file(&input.name, &message)];
    let text = tables::text(&input.bytes).map_err(|no| whole(no.to_string()))?;
    let known = |head: &str| required.contains(&head) || optional.contains(&head);
    let first = text.split('\n').find(|line| !line.trim().is_empty()).unwrap_or_default();
    // the sign under which the first line has most columns that are known
    let cuts =
        |sign: u8| tables::rows(first, sign, 1).ok().and_then(|rows| Some(heads_of(rows.first()?))).unwrap_or_default();
    let worth = |sign: &u8| cuts(*sign).iter().filter(|h| known(h.as_str())).count();
    let sign = tables::SIGNS.into_iter().rev().max_by_key(worth).unwrap_or(b',');
    let mut rows = tables::rows(&text, sign, MOST_ROWS).map_err(|no| whole(no.to_string()))?;
    // rows and columns that a spreadsheet leaves behind are none
    rows.retain(|r| !r.is_empty());
    let mut rows = rows.into_iter();
    let mut heads = rows.next().map(|r| heads_of(&r)).unwrap_or_default();
    while heads.last().is_some_and(String::is_empty) {
        heads.pop();
    }
    let mut problems = Vec::new();
    for column in required.iter().filter(|c| !heads.iter().any(|h| h == *c)) {
        problems.push(Problem::of_file(&input.name, &format!("the column \"{column}\" is missing")));
    }
    for head in heads.iter().filter(|h| !h.is_empty() && !known(h)) {
        let allowed: Vec<&str> = required.iter().chain(optional).copied().collect();
        problems.push(Problem::of_file(
            &input.name,
            &format!("the column \"{head}\" is unknown; there are {}", allowed.join(", ")),
        ));
    }
    for (n, head) in heads.iter().enumerate().filter(|(n, h)| !h.is_empty() && heads[..*n].contains(h)) {
        problems.push(Problem::of_file(
            &input.name,
            &format!("the column \"{head}\" is there twice, the second time as column {}", n + 1),
        ));
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
        problems.push(Problem::of_file(&input.name, "there is no row under the heading"));
    }
    if problems.is_empty() { Ok(out) } else { Err(problems) }
}

fn heads_of(row: &tables::Row) -> Vec<String> {
    row.cells.iter().map(|h| h.to_lowercase()).collect()
}

/// What is wrong with the cells of a row beside what they say.
fn wrong_cells(heads: &[String], row: &tables::Row) -> Option<String> {
    if row.cells.len() < heads.len() {
        return Some(format!(
            "there are {} cells instead of {}; is the file cut off here?",
            row.cells.len(),
            heads.len()
        ));
    }
    let without_heading = |(n, cell): &(usize, &String)| heads.get(*n).is_none_or(String::is_empty) && !cell.is_empty();
    let (n, cell) = row.cells.iter().enumerate().find(without_heading)?;
    Some(format!("cell {} (\"{cell}\") stands under no heading", n + 1))
}

/// The dates of some columns: which of their numbers is the month is what they say together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dates(Says);

impl Dates {
    /// What cells say; several dates in one cell are parted by semicolons.
    pub fn of(rows: &[Row], columns: &[&str]) -> Self {
        let cells = rows.iter().flat_map(|row| columns.iter().map(|c| row.get(c)));
        Self(dates::order_of(cells.flat_map(|cell| cell.split(';'))))
    }

    /// The day of a text.
    ///
    /// # Errors
    /// A sentence: it is none, or could be two.
    pub fn day(self, text: &str) -> Result<Date, String> {
        let order = match self.0 {
            Says::Clearly(order) => Some(order),
            Says::Nothing | Says::Either => None,
        };
        dates::day(text, order).ok_or_else(|| match Order::ALL.map(|order| dates::day(text, Some(order))) {
            [Some(one), Some(other)] if self.0 == Says::Either => {
                format!("\"{text}\" can be {one} or {other}: write it in one of these ways")
            }
            _ => format!("\"{text}\": a date such as 2027-01-23"),
        })
    }

    /// A day and a time, as the clock of its place shows it.
    ///
    /// # Errors
    /// A sentence, as for a day.
    pub fn moment(self, text: &str) -> Result<DateTime, String> {
        let said = |text: &str| format!("\"{text}\": a moment is written 2026-12-01 08:00");
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
        assert!(problems(b"a,b\n1,2,3\n").contains("line 2: cell 3 (\"3\") stands under no heading"));
        assert!(problems(b"a,b,a\n1,2,3\n").contains("\"a\" is there twice"));
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "", "1,2", "3", ""].join(end);
            assert!(problems(text.as_bytes()).contains("line 4: there are 1 cells"), "{end:?}");
        }
    }

    #[test]
    fn dates_are_read_by_what_all_of_them_say() {
        let rows = |text: &str| read(&Input::new("x.csv", text.into()), &["d"], &[]).ok().unwrap();
        let us = Dates::of(&rows("d\n3/4/2027\n3/14/2027\n"), &["d"]);
        assert_eq!(us.day("3/4/2027").map(|d| d.to_string()), Ok("2027-03-04".to_owned()));
        let open = Dates::of(&rows("d\n3/4/2027\n2027-03-05\n"), &["d"]);
        assert_eq!(
            open.day("3/4/2027").unwrap_err(),
            "\"3/4/2027\" can be 2027-03-04 or 2027-04-03: write it in one of these ways"
        );
        assert_eq!(open.day("2027-03-05").map(|d| d.to_string()), Ok("2027-03-05".to_owned()));
        assert!(open.day("soon").unwrap_err().contains("a date such as"));
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
            let rows = read(&Input::new("x.csv", text.into()), &["a", "b"], &[]).ok().unwrap();
            assert_eq!((rows.len(), rows[0].get("a"), rows[0].get("b")), (1, "1", "2"), "{text:?}");
        }
    }
}
