//! A file as rows under headings. Reports of online meetings have lines above the headings, and several tables one below
//! the other: the one that says most about who was there when is taken.

use super::columns::{Column, Columns, Kind};
use crate::{import::decode, people::fold};

/// More rows than any conference has.
pub(super) const MOST_ROWS: usize = 20_000;
const MOST_COLUMNS: usize = 100;
/// Headings stand in the first lines.
const HEADS_WITHIN: usize = 400;

/// A file as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// Lines above the headings: what they are called, and what they say.
    pub above: Vec<(String, String)>,
    pub heads: Vec<String>,
    /// Line in the file, and its cells.
    pub rows: Vec<(usize, Vec<String>)>,
    /// The line where another table begins, which is not read.
    pub other: Option<usize>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// A workbook or another kind of file.
    NoText,
    /// Text in an encoding of its own, or damaged.
    Encoding,
    /// Nothing in it.
    Empty,
    TooLong,
}

impl Unreadable {
    /// The name of its text.
    pub const fn text(self) -> &'static str {
        match self {
            Self::NoText => "file-no-text",
            Self::Encoding => "file-encoding",
            Self::Empty => "file-empty",
            Self::TooLong => "file-too-long",
        }
    }
}

type Record = (usize, Vec<String>);

/// All lines of a text, cut at one sign.
fn records(text: &str, sign: u8) -> Vec<Record> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(sign)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let records = reader.records().filter_map(Result::ok);
    records
        .map(|r| {
            let line = r.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or(0));
            (line, r.iter().take(MOST_COLUMNS).map(str::to_owned).collect())
        })
        .filter(|(_, cells): &Record| cells.iter().any(|c| !c.is_empty()))
        .take(MOST_ROWS + HEADS_WITHIN)
        .collect()
}

/// Words that are a heading in one file and somebody's role in another.
const ROLES: [&str; 3] = ["attendee", "participant", "member"];

/// How much a line says as headings: nothing where no person could be told from it.
fn worth(cells: &[String], kind: Kind) -> usize {
    let known = Columns::guess(cells, kind);
    // what people are called in a column of roles is no heading of names by itself
    let named = |c: Column| known.place(c).is_some_and(|at| !ROLES.contains(&fold(&cells[at]).as_str()));
    let person = [Column::Name, Column::First, Column::Email, Column::Number].into_iter().any(named);
    let times = known.has(Column::Joined) || known.has(Column::Left) || known.has(Column::Class);
    if !(person || times && known.has(Column::Name)) {
        return 0;
    }
    let stay = usize::from(known.has(Column::Joined) && known.has(Column::Left));
    known.len() + 4 * stay
}

/// Reads a file.
pub(crate) fn read(bytes: &[u8], kind: Kind) -> Result<Table, Unreadable> {
    if bytes.starts_with(b"PK") || bytes.starts_with(b"%PDF") || bytes.starts_with(&[0xD0, 0xCF]) {
        return Err(Unreadable::NoText);
    }
    let text = decode(bytes).map_err(|_| Unreadable::Encoding)?;
    if text.contains('\0') {
        return Err(Unreadable::NoText);
    }
    let best = [b',', b'\t', b';']
        .into_iter()
        .map(|sign| records(&text, sign))
        .filter_map(|records| heads(&records, kind).map(|(at, worth)| (worth, at, records)))
        .max_by_key(|(worth, _, records)| (*worth, records.iter().map(|(_, c)| c.len()).max()));
    let Some((_, at, records)) = best else { return Err(Unreadable::Empty) };
    if records.len() > MOST_ROWS {
        return Err(Unreadable::TooLong);
    }
    Ok(cut(&records, at, kind))
}

/// Where the headings are: the line that says most; else the first that has several cells, for somebody to say what they
/// are.
fn heads(records: &[Record], kind: Kind) -> Option<(usize, usize)> {
    let looked = records.iter().take(HEADS_WITHIN).enumerate();
    // of two tables that say as much the later is the finer: reports begin with summaries
    let (at, worth) = looked.map(|(at, (_, cells))| (at, worth(cells, kind))).max_by_key(|(_, worth)| *worth)?;
    if worth > 0 {
        // files that were put together have the same headings several times
        return records.iter().position(|(_, cells)| *cells == records[at].1).map(|first| (first, worth));
    }
    let several = records.iter().position(|(_, cells)| cells.len() > 1).unwrap_or(0);
    (!records.is_empty()).then_some((several, 0))
}

/// The table under the headings of a line, until the next table begins.
fn cut(records: &[Record], at: usize, kind: Kind) -> Table {
    let heads = records[at].1.clone();
    let mut rows: Vec<Record> = Vec::new();
    // whether the line before is a single cell
    let mut alone = false;
    for (line, cells) in &records[at + 1..] {
        if *cells == heads {
            continue;
        }
        if is_heads(cells, kind) {
            // the title of the next table stands above it
            if alone && rows.last().is_some_and(|(_, last)| is_title(last)) {
                rows.pop();
            }
            return Table { above: above(&records[..at]), heads, rows, other: Some(*line) };
        }
        alone = cells.len() == 1;
        let mut cells = cells.clone();
        cells.resize(heads.len(), String::new());
        if cells.iter().any(|c| !c.is_empty()) {
            rows.push((*line, cells));
        }
    }
    Table { above: above(&records[..at]), heads, rows, other: None }
}

/// Whether a line below the headings is the headings of another table: people have roles and states that are headings too
/// ("Attendee", "Attended"), so nearly all of it has to be, and nothing in it may be an address or a number.
fn is_heads(cells: &[String], kind: Kind) -> bool {
    let said: Vec<String> = cells.iter().filter(|c| !c.is_empty()).cloned().collect();
    let known = Columns::guess(&said, kind).len();
    let person = worth(&said, kind) > 0;
    let values = said.iter().any(|c| c.contains('@') || c.chars().any(|c| c.is_ascii_digit()));
    person && !values && known >= 2 && said.len() - known <= said.len() / 4
}

/// One cell alone in a line of several, and no address.
fn is_title(cells: &[String]) -> bool {
    let mut said = cells.iter().filter(|c| !c.is_empty());
    cells.len() > 1 && said.next().is_some_and(|c| !c.contains('@')) && said.next().is_none()
}

/// What the lines above say: "Host email, dana@..." in two cells, or a line of names over a line of values.
fn above(records: &[Record]) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for (_, cells) in records {
        if let [what, says] = cells.as_slice() {
            out.push((what.clone(), says.clone()));
        }
    }
    for pair in records.windows(2) {
        if pair[0].1.len() > 2 {
            out.extend(pair[0].1.iter().cloned().zip(pair[1].1.iter().cloned()));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Table {
        read(text.as_bytes(), Kind::Presence).unwrap()
    }

    #[test]
    fn a_report_of_a_meeting_has_lines_above() {
        let table = rows(
            "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes)\n\
             812 3456,Costing,10/14/2026 04:25:11 PM,10/14/2026 06:35:00 PM,host@example.org,130\n\n\
             Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n\
             Ana Lima,ana@example.org,10/14/2026 04:29:00 PM,10/14/2026 06:31:00 PM,122,Yes\n",
        );
        assert_eq!(table.heads[2], "Join Time");
        assert_eq!(table.rows.len(), 1);
        assert_eq!(table.rows[0].0, 5);
        assert!(table.above.contains(&("User Email".to_owned(), "host@example.org".to_owned())));
    }

    #[test]
    fn of_several_tables_the_one_with_stays_is_read() {
        let table = rows(
            "1. Summary\nMeeting title\tCosting\nAttended participants\t2\n\n2. Participants\n\
             Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole\n\
             Ana Lima\t10/14/26, 4:29:00 PM\t10/14/26, 6:31:00 PM\t1h 50m\tana@example.org\tPresenter\n\n\
             3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n\
             Ana Lima\t10/14/26, 4:29:00 PM\t10/14/26, 5:00:00 PM\t31m\tana@example.org\tPresenter\n\
             Ana Lima\t10/14/26, 5:12:00 PM\t10/14/26, 6:31:00 PM\t1h 19m\tana@example.org\tPresenter\n",
        );
        let joins: Vec<&str> = table.rows.iter().map(|(_, cells)| cells[1].as_str()).collect();
        assert_eq!(joins, ["10/14/26, 4:29:00 PM", "10/14/26, 5:12:00 PM"]);
        assert_eq!(table.other, None);
        let two = rows(
            "Name,Join Time,Leave Time\nAna Lima,9:00 AM,9:05 AM\n3. Invited\nName,Email,Role\nBen Ito,b@example.org,Guest\n",
        );
        assert_eq!((two.rows.len(), two.other), (1, Some(4)), "the title of the other table is nobody");
        let twice = rows("Name,Email\nAna,a@example.org\nName,Email\nBen,b@example.org\n");
        assert_eq!(twice.rows.len(), 2);
    }

    #[test]
    fn a_person_whose_cells_are_headings_elsewhere_is_a_row() {
        let table = rows(
            "Name,Email,Role,Status\nAna Lima,ana@example.org,Attendee,Attended\nBen Ito,,Member,Present\n\
             Xi,,Attendee,Attended\nCora Diaz,,Attendee,Attended\n",
        );
        assert_eq!((table.rows.len(), table.other), (4, None));
        let roles = rows(
            "Name,Attendee Type,Membership,Status\nAna Lima,Attendee,Member,Attended\nXi Wu,Attendee,Member,Attended\n",
        );
        assert_eq!((roles.heads[0].as_str(), roles.rows.len(), roles.other), ("Name", 2, None));
        let last = rows(
            "Name,Join Time,Leave Time\nAna Lima,9:00 AM,9:05 AM\nBen Ito,,\nName,Email,Role\nCora,c@example.org,Guest\n",
        );
        assert_eq!(last.rows.len(), 2, "who has no times is no title");
    }

    #[test]
    fn a_list_of_one_column_and_one_without_known_headings_are_read() {
        assert_eq!(rows("email\nana@example.org\nben@example.org\n").rows.len(), 2);
        let odd = rows("quien;donde\nAna;Boston\n");
        assert_eq!((odd.heads.len(), odd.rows.len()), (2, 1));
    }

    #[test]
    fn what_is_no_text_is_told() {
        assert_eq!(read(b"PK\x03\x04", Kind::Presence), Err(Unreadable::NoText));
        assert_eq!(read(b"", Kind::Presence), Err(Unreadable::Empty));
        assert_eq!(read(b"name\nJos\xE9\n", Kind::Presence), Err(Unreadable::Encoding));
        let long: Vec<u8> = std::iter::repeat_n("Ana,a@example.org\n", MOST_ROWS + 1).collect::<String>().into();
        assert_eq!(read(&[b"name,email\n".to_vec(), long].concat(), Kind::Presence), Err(Unreadable::TooLong));
    }
}
