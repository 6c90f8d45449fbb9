//! Lists as files: CSV for everything, XLSX for spreadsheets. One exporter, so that no cell that somebody typed becomes
//! a formula when the file is opened.

pub(crate) mod made;
pub(crate) mod panel;
pub(crate) mod requests;

pub(crate) use panel::{panel, panel_to};

use crate::ground::fault::Fault;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::collections::BTreeSet;

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Text(String),
    Number(i64),
    /// Minutes, shown as hours.
    Hours(i64),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

/// A list with a heading for each column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sheet {
    name: &'static str,
    heads: Vec<String>,
    rows: Vec<Vec<Cell>>,
    /// Keys of the people whom the list names.
    pub(crate) people: BTreeSet<String>,
}

/// A text that no spreadsheet takes for a formula. Anything that begins like one, even after spaces or in full-width
/// characters, gets an apostrophe in front.
fn harmless(text: &str) -> String {
    const SIGNS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'];
    let first = text.trim_start_matches(|c: char| c.is_whitespace() && c != '\t' && c != '\r').chars().next();
    if first.is_some_and(|c| SIGNS.contains(&c)) { format!("'{text}") } else { text.to_owned() }
}

impl Sheet {
    pub fn new(name: &'static str, heads: &[String]) -> Self {
        Self { name, heads: heads.to_vec(), rows: Vec::new(), people: BTreeSet::new() }
    }

    /// Adds a row with one cell per column.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Notes a person whom the list names.
    pub fn names(&mut self, key: &str) {
        self.people.insert(key.to_owned());
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// As CSV, with the mark that spreadsheets need to recognize UTF-8.
    pub fn csv(&self) -> Result<Vec<u8>, Fault> {
        let wrong = |e: csv::Error| Fault::Ours(e.to_string());
        let mut out = csv::Writer::from_writer(b"\xEF\xBB\xBF".to_vec());
        out.write_record(self.heads.iter().map(|h| harmless(h))).map_err(wrong)?;
        for row in &self.rows {
            let cells = row.iter().map(|cell| match cell {
                Cell::Text(text) => harmless(text),
                Cell::Number(number) => number.to_string(),
                Cell::Hours(minutes) => kit::language::number_of_hours(*minutes),
            });
            out.write_record(cells).map_err(wrong)?;
        }
        out.into_inner().map_err(|e| Fault::Ours(e.to_string()))
    }

    /// As a workbook of one sheet: texts are typed as texts, whatever they begin with.
    pub fn xlsx(&self) -> Result<Vec<u8>, Fault> {
        self.workbook().map_err(|e| Fault::Ours(e.to_string()))
    }

    fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let bold = Format::new().set_bold();
        let sheet = book.add_worksheet();
        sheet.set_name(self.name)?;
        for (column, head) in (0..).zip(&self.heads) {
            sheet.write_string_with_format(0, column, harmless(head), &bold)?;
        }
        for (line, row) in (1..).zip(&self.rows) {
            for (column, cell) in (0..).zip(row) {
                match cell {
                    Cell::Text(text) => sheet.write_string(line, column, harmless(text))?,
                    Cell::Number(number) => sheet.write_number(line, column, *number as f64)?,
                    Cell::Hours(minutes) => sheet.write_number(line, column, *minutes as f64 / 60.0)?,
                };
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.autofit();
        book.save_to_buffer()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_like_a_formula() {
        let nasty = [
            "=1+1",
            "+1",
            "-1",
            "@x",
            "\t=1",
            "\r=1",
            "  =1",
            "\u{3000}=1",
            "\u{FF1D}1",
            "\u{A0}+1",
            "ordinary",
            "O'Brien",
        ];
        let mut sheet = Sheet::new("x", &["=head".to_owned()]);
        for text in nasty {
            sheet.row([text.into()]);
        }
        let csv = sheet.csv().unwrap();
        let mut reader = csv::Reader::from_reader(&csv[3..]);
        let heads = reader.headers().unwrap().clone();
        let cells: Vec<String> = reader.records().map(|r| r.unwrap()[0].to_owned()).collect();
        assert_eq!(cells.len(), nasty.len());
        for cell in cells.iter().map(String::as_str).chain(heads.iter()) {
            assert!(
                !cell.trim_start().starts_with(['=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}']),
                "{cell:?}"
            );
        }
        assert_eq!(cells[10..], ["ordinary", "O'Brien"]);
        // the control: as typed, they do begin like formulas
        assert!(nasty.iter().filter(|t| t.trim_start().starts_with(['=', '+', '-', '@', '\u{FF1D}'])).count() == 10);
    }

    #[test]
    fn a_workbook_holds_texts_and_numbers_and_no_formula() {
        let mut sheet = Sheet::new("x", &["a".to_owned(), "b".to_owned()]);
        sheet.row(["=1+1".into(), Cell::Hours(90)]);
        let bytes = sheet.xlsx().unwrap();
        assert!(bytes.starts_with(b"PK"));
    }
}
