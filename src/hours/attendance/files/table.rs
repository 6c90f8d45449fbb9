//! A file as rows under headings. Reports of online meetings have lines above the headings, and several tables one
//! below the other: the one that says most about who was there, and when, is used.

use super::{
    above,
    columns::{Column, Columns, Kind},
    ran,
    sections::{self, Section},
    words::{self, Words},
};
use crate::ground::{
    fold::fold,
    tables::{
        self, NoTable, Row, SIGNS,
        dates::{self, Order},
        lengths,
    },
};
use std::collections::BTreeSet;

/// More rows than any conference has.
pub(super) const MOST_ROWS: usize = 20_000;
/// The headings are within this many rows from the top.
const HEADS_WITHIN: usize = 400;

/// A file as read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Table {
    /// Lines above the headings: what they are called, and what they say.
    pub above: Vec<(String, String)>,
    pub heads: Vec<String>,
    /// The rows, with the place of their section.
    pub rows: Vec<(Row, usize)>,
    /// The parts under the same headings, told apart by titles. At least one.
    pub sections: Vec<Section>,
    /// The title of the only table.
    pub titled: Option<String>,
    /// The day in the title of the only table.
    pub dated: Option<String>,
    /// Who ran the meeting: addresses and names, folded.
    pub ran: BTreeSet<String>,
    /// What became of the lines that are not rows.
    pub lines: Lines,
}

/// Lines of a file that are not rows of its table. Together with the lines of the rows, they are all lines of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Lines {
    pub all: usize,
    pub empty: usize,
    /// Above the headings.
    pub above: usize,
    /// Headings, and titles of tables.
    pub headings: usize,
    /// Of another table below, which is not read; and the line where it begins.
    pub other: usize,
    pub other_at: Option<usize>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// A workbook or another kind of file.
    NoText,
    /// Text in an encoding of its own, or damaged, from this line on.
    Encoding(usize),
    /// Nothing in it.
    Empty,
    TooLong,
    /// A line that cannot be a row of any table.
    LongLine(usize),
}

impl Unreadable {
    /// The name of its text.
    pub const fn text(self) -> &'static str {
        match self {
            Self::NoText => "file-no-text",
            Self::Encoding(_) => "file-encoding",
            Self::Empty => "file-empty",
            Self::TooLong => "file-too-long",
            Self::LongLine(_) => "file-long-line",
        }
    }

    /// The line that it is about.
    pub const fn line(self) -> usize {
        match self {
            Self::Encoding(line) | Self::LongLine(line) => line,
            _ => 0,
        }
    }
}

impl From<NoTable> for Unreadable {
    fn from(no: NoTable) -> Self {
        match no {
            NoTable::Encoding { line } => Self::Encoding(line),
            NoTable::NoText => Self::NoText,
            NoTable::LongLine { line } | NoTable::Columns { line } => Self::LongLine(line),
        }
    }
}

/// Words that are a heading in one file and somebody's role in another.
const ROLES: [&str; 3] = ["attendee", "participant", "member"];

/// How much a line says as headings: zero where no person could be identified by it.
fn worth(cells: &[String], kind: Kind) -> usize {
    let known = Columns::guess(cells, kind);
    // a word that columns of roles use for people is not by itself a heading of names
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
    let text = tables::text(bytes)?;
    let mut best: Option<((usize, usize), usize, Vec<Row>)> = None;
    let mut wrong = Unreadable::Empty;
    for sign in SIGNS {
        // a separator that cuts a text into thousands of cells is not the one it was written with
        let rows = match tables::rows(&text, sign, MOST_ROWS + HEADS_WITHIN + 1) {
            Ok(rows) => rows,
            Err(no) => {
                wrong = no.into();
                continue;
            }
        };
        let rows: Vec<Row> = rows.into_iter().filter(|r| !r.is_empty()).collect();
        let Some((at, worth)) = heads(&rows, kind) else { continue };
        let cut = (worth, rows.iter().map(|r| r.cells.len()).max().unwrap_or(0));
        if best.as_ref().is_none_or(|(known, ..)| cut > *known) {
            best = Some((cut, at, rows));
        }
    }
    let Some(((worth, _), at, mut rows)) = best else { return Err(wrong) };
    if rows.len() > MOST_ROWS {
        return Err(Unreadable::TooLong);
    }
    // people from the first line on: the columns get the names that spreadsheets give them
    let headless = worth == 0 && is_row(&rows, at);
    if headless {
        let columns = rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
        rows.insert(at, Row { line: rows[at].line, lines: 0, cells: (0..columns).map(letters).collect() });
    }
    let mut table = cut(&rows, at, kind);
    table.ran = ran::of_file(&rows, at, kind);
    table.lines.all = tables::count_lines(&text);
    let said: usize = rows.iter().map(|r| r.lines).sum();
    table.lines.empty = table.lines.all.saturating_sub(said);
    Ok(table)
}

/// Where the headings are: the line that says most, in a table that does not list those who ran the meeting or stayed
/// away; else the first with several cells, for somebody to say what they are.
fn heads(rows: &[Row], kind: Kind) -> Option<(usize, usize)> {
    let looked = || rows.iter().take(HEADS_WITHIN).enumerate();
    let of_others = |at: usize| at > 0 && sections::of_others(&title(&rows[at - 1]).unwrap_or_default());
    let worths =
        |but: bool| looked().filter(move |(at, _)| !but || !of_others(*at)).map(|(at, r)| (at, worth(&r.cells, kind)));
    // of two tables that say equally much, the later is the more detailed: reports begin with summaries
    let (at, worth) =
        worths(true).chain(worths(false).map(|(at, w)| (at, w.min(1)))).max_by_key(|(_, worth)| *worth)?;
    if worth > 0 {
        // files that were joined together have the same headings several times
        return rows.iter().position(|r| same(&r.cells, &rows[at].cells)).map(|first| (first, worth));
    }
    let several = rows.iter().position(|r| r.cells.len() > 1).unwrap_or(0);
    (!rows.is_empty()).then_some((several, 0))
}

/// Whether a line is not headings: it has an address, a time or a length, or a word for who came that also appears
/// below it in its column. "Present" above ticks is a heading.
fn is_row(rows: &[Row], at: usize) -> bool {
    let known = |cell: &str| !cell.is_empty() && words::meaning(&Words::new(), Column::Here, cell).is_some();
    let word = |(place, cell): (usize, &String)| {
        let below = rows[at + 1..].iter().filter_map(|r| r.cells.get(place)).any(|c| fold(c) == fold(cell));
        known(cell) && (below || rows.len() == at + 1)
    };
    rows[at].cells.iter().any(|c| is_value(c)) || rows[at].cells.iter().enumerate().any(word)
}

/// Whether a cell is not a heading: an address, a time, a length.
fn is_value(cell: &str) -> bool {
    let day = |order| dates::day(cell, Some(order)).is_some();
    let length = lengths::is_bare(cell) || lengths::minutes(cell, None).is_some();
    cell.contains('@') || Order::ALL.into_iter().any(day) || dates::time(cell).is_some() || length
}

/// Whether headings are only the letters that spreadsheets give to columns: another file with the same ones is about
/// something else.
pub(super) fn are_letters(heads: &[String]) -> bool {
    heads.iter().enumerate().all(|(at, head)| *head == letters(at))
}

/// What spreadsheets call a column: A to Z, then AA.
fn letters(column: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
    match column / 26 {
        0 => letter(column).to_string(),
        more => format!("{}{}", letter(more - 1), letter(column)),
    }
}

/// Whether two lines say the same, whatever empty cells follow.
fn same(one: &[String], other: &[String]) -> bool {
    let longest = one.len().max(other.len());
    let cell = |cells: &[String], at: usize| cells.get(at).cloned().unwrap_or_default();
    (0..longest).all(|at| cell(one, at) == cell(other, at))
}

/// The one thing that a line says; it may have a count next to it, "2 people".
pub(super) fn title(row: &Row) -> Option<String> {
    let mut said = row.cells.iter().filter(|c| !c.is_empty());
    let first = said.next().filter(|c| !c.contains('@'))?;
    let counts = |c: &String| {
        let mut words = c.split_whitespace();
        let number = words.next().is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit()));
        let of: Vec<&str> = words.collect();
        number && !of.is_empty() && of.iter().all(|w| COUNTED.contains(&fold(w).trim_end_matches('s')))
    };
    let others: Vec<&String> = said.collect();
    (others.len() < 2 && others.into_iter().all(counts) && !first.bytes().all(|b| b.is_ascii_digit()))
        .then(|| first.clone())
}

/// What is counted next to a title, without the plural ending.
const COUNTED: [&str; 9] =
    ["people", "person", "participant", "attendee", "panelist", "host", "persona", "participante", "asistente"];

/// The table under the headings in a line, with all that follows under the same headings, until another table begins.
fn cut(rows: &[Row], at: usize, kind: Kind) -> Table {
    let heads = trimmed(&rows[at].cells);
    let first = at.checked_sub(1).and_then(|before| title(&rows[before])).unwrap_or_default();
    let mut table = Table {
        above: above::read(&rows[..at]),
        heads,
        sections: vec![Section::of(&first, rows[at].line)],
        lines: Lines { above: rows[..at].iter().map(|r| r.lines).sum(), headings: rows[at].lines, ..Lines::default() },
        ..Table::default()
    };
    let mut only = true;
    // with only one column every line is a single cell: none is a title
    let several = table.heads.len() > 1;
    for (n, row) in rows.iter().enumerate().skip(at + 1) {
        let headings_next = rows.get(n + 1).is_some_and(|next| same(&next.cells, &table.heads));
        if same(&row.cells, &table.heads) {
            table.lines.headings += row.lines;
        } else if let (true, true, Some(title)) = (headings_next, several, title(row)) {
            table.lines.headings += row.lines;
            table.sections.push(Section::of(&title, row.line));
            only = false;
        } else if let (true, Some(section)) = (several, title(row).and_then(|t| Section::of_title(&t, row.line))) {
            // "Absent:" on a line of its own, in one list
            table.lines.headings += row.lines;
            table.sections.push(section);
        } else if is_heads(&row.cells, kind) {
            // the title of the next table is above it
            if let Some((last, _)) = table.rows.pop_if(|(last, _)| last.cells.len() == 1 && several) {
                table.lines.other += last.lines;
            }
            table.lines.other += rows[n..].iter().map(|r| r.lines).sum::<usize>();
            table.lines.other_at = Some(row.line);
            break;
        } else {
            table.rows.push((row.clone(), table.sections.len() - 1));
        }
    }
    for (row, _) in &mut table.rows {
        let length = row.cells.len().max(table.heads.len());
        row.cells.resize(length, String::new());
    }
    if only && !table.sections[0].is_of_others() {
        // the line above the only table is the report's own title, unless it sounds as if none of these people had come
        let said = std::mem::take(&mut table.sections[0].title);
        table.dated = above::dated(&said);
        table.titled = Some(said.clone()).filter(|t| !t.is_empty());
        table.sections[0].doubt = sections::sounds_absent(&said).then_some(said);
    }
    table
}

/// Headings without the empty ones at the end.
pub(super) fn trimmed(cells: &[String]) -> Vec<String> {
    let length = cells.iter().rposition(|c| !c.is_empty()).map_or(0, |at| at + 1);
    cells[..length].to_vec()
}

/// Whether a line below the headings is the headings of another table: people have roles and states that are headings
/// too ("Attendee", "Attended"), so nearly all its cells have to be headings, and none an address or a number.
pub(super) fn is_heads(cells: &[String], kind: Kind) -> bool {
    let said: Vec<String> = cells.iter().filter(|c| !c.is_empty()).cloned().collect();
    let known = Columns::guess(&said, kind).len();
    let person = worth(&said, kind) > 0;
    let values = said.iter().any(|c| c.contains('@') || c.chars().any(|c| c.is_ascii_digit()));
    person && !values && known >= 2 && said.len() - known <= said.len() / 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Table {
        let table = read(text.as_bytes(), Kind::Presence).unwrap();
        let l = &table.lines;
        let of_rows: usize = table.rows.iter().map(|(r, _)| r.lines).sum();
        assert_eq!(l.all, l.empty + l.above + l.headings + l.other + of_rows, "every line is somewhere: {l:?}");
        table
    }

    #[test]
    fn equal_tables_are_told_apart_by_their_titles() {
        let heads = "Attended,User Name (Original Name),Email,Join Time,Leave Time";
        let table = rows(&format!(
            "Attendee Report,,,,\nTopic,Webinar ID,Start,Viewers,Users\nEvening,812,16:51,2,4\nHost Details,,,,\n{heads}\n\
             Yes,Dana,d@example.org,16:51,18:33\nPanelist Details,,,,\n{heads}\nYes,Guest,g@example.org,16:55,18:33\n\n\
             Attendee Details,,,,\n{heads}\nYes,Ana,a@example.org,17:00,18:30\n"
        ));
        let of: Vec<_> = table
            .rows
            .iter()
            .map(|(r, s)| (r.cells[1].as_str(), table.sections[*s].runs, table.sections[*s].absent))
            .collect();
        assert_eq!(of, [("Dana", true, false), ("Guest", true, false), ("Ana", false, false)]);
        let classes = rows("Morning\nName,Email\nAna,a@example.org\nAfternoon\nName,Email\nBen,b@example.org\n");
        let titles: Vec<_> = classes.rows.iter().map(|(_, s)| classes.sections[*s].title.as_str()).collect();
        assert_eq!(titles, ["Morning", "Afternoon"], "which may be two classes");
        let one = rows("Evening report\nName,Email\nAna,a@example.org\n");
        assert_eq!(one.sections[0].title, "");
        let first = rows(
            "Registered, did not attend\nName,Email\nBen,b@example.org\n\nAttendees\nFirst Name,Last Name,Email,Join Time\nAna,Lima,a@example.org,17:00\n",
        );
        assert_eq!((first.rows.len(), first.heads.len()), (1, 4), "those who came are read");
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
        assert_eq!(table.rows[0].0.line, 5);
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
        let joins: Vec<&str> = table.rows.iter().map(|(r, _)| r.cells[1].as_str()).collect();
        assert_eq!(joins, ["10/14/26, 4:29:00 PM", "10/14/26, 5:12:00 PM"]);
        assert_eq!(table.lines.other_at, None);
        let two = rows(
            "Name,Join Time,Leave Time\nAna Lima,9:00 AM,9:05 AM\n3. Invited\nName,Email,Role\nBen Ito,b@example.org,Guest\n",
        );
        assert_eq!((two.rows.len(), two.lines.other_at), (1, Some(4)), "the title of the other table is nobody");
        let twice = rows("Name,Email\nAna,a@example.org\nName,Email\nBen,b@example.org\n");
        assert_eq!(twice.rows.len(), 2);
    }

    #[test]
    fn a_person_whose_cells_are_headings_elsewhere_is_a_row() {
        let table = rows(
            "Name,Email,Role,Status\nAna Lima,ana@example.org,Attendee,Attended\nBen Ito,,Member,Present\n\
             Xi,,Attendee,Attended\nCora Diaz,,Attendee,Attended\n",
        );
        assert_eq!((table.rows.len(), table.lines.other_at), (4, None));
        let roles = rows(
            "Name,Attendee Type,Membership,Status\nAna Lima,Attendee,Member,Attended\nXi Wu,Attendee,Member,Attended\n",
        );
        assert_eq!((roles.heads[0].as_str(), roles.rows.len(), roles.lines.other_at), ("Name", 2, None));
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
        assert_eq!(read(b"name\nJos\xE9\n", Kind::Presence), Err(Unreadable::Encoding(2)));
        let long: Vec<u8> = std::iter::repeat_n("Ana,a@example.org\n", MOST_ROWS + 1).collect::<String>().into();
        assert_eq!(read(&[b"name,email\n".to_vec(), long].concat(), Kind::Presence), Err(Unreadable::TooLong));
    }
}
