//! What the rows of a file say: about whom, about which class, from when to when.

use super::{
    columns::{Column, Columns, Kind},
    doubts::{Answers, Doubt, Doubts},
    named::{Named, Places},
    reader::{Fate, Reader, said},
    stays::{self, Event},
    table::Table,
    words::{self, Words},
};
use crate::ground::tables::dates::{self, Order, When};
use jiff::{
    civil::{Date, Time},
    tz::TimeZone,
};
use rules::time::Instant;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// A time of day whose day has still to be found, and its zone.
pub(super) type Clock = (Time, TimeZone);

/// One row that says that somebody was there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub line: usize,
    /// Its place among the names.
    pub named: usize,
    /// The class or course as it is called there.
    pub title: String,
    pub day: Option<Date>,
    pub joined: Option<Instant>,
    pub left: Option<Instant>,
    /// Joined and left, where they are times without a day, which the class supplies.
    pub clocks: (Option<Clock>, Option<Clock>),
    pub minutes: Option<i64>,
    /// Minutes of credit, according to an old list.
    pub hours: Option<i64>,
    /// The name as this row has it, with anything written next to it: another device is written differently.
    pub said: String,
}

/// A row that is left out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trouble {
    pub line: usize,
    /// The name of its text.
    pub what: &'static str,
    pub cell: String,
}

/// What somebody has to say about a file as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Asks {
    /// What it seems to say but may not mean.
    pub doubts: Doubts,
    /// Words that nobody knows, by column: each as it was first written.
    pub words: BTreeMap<(Column, String), String>,
}

/// What a file says. Each row is in exactly one of the lines, the troubles and the counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lines {
    pub names: Vec<Named>,
    pub lines: Vec<Line>,
    pub troubles: Vec<Trouble>,
    /// Rows that say that somebody was not there; and those among them where only the title says so.
    pub absent: usize,
    pub under_absent: usize,
    /// Rows that say nothing about whether somebody was there, in a file that says it of others.
    pub unsaid: usize,
    /// Rows of people who ran the meeting.
    pub hosts: usize,
    /// Rows for which another row's line speaks: a leaving next to its joining.
    pub paired: usize,
    /// Rows that wait for an answer about the file.
    pub waiting: usize,
    pub asks: Asks,
}

/// What rows are read with.
pub(super) struct Context<'c> {
    pub kind: Kind,
    pub zone: &'c TimeZone,
    pub order: Option<Order>,
    pub words: &'c Words,
    /// What somebody answered about the file.
    pub answers: Answers,
    /// Whether the lines above the table say which class it is.
    pub topic: bool,
}

/// A short name for something that people have named: for this file alone, and nothing can be read from it.
pub(super) fn hash(kind: &str, text: &str) -> String {
    let digest = Sha256::digest(format!("{kind}\0{text}"));
    digest.iter().take(8).map(|b| format!("{b:02x}")).collect()
}

/// Reads the rows.
pub(super) fn read(table: &Table, columns: &Columns, with: &Context<'_>) -> Lines {
    let mut out = Lines::default();
    let mut places = Places::default();
    let mut events: Vec<Event> = Vec::new();
    let mut unsaid: Vec<Line> = Vec::new();
    let mut denied: Vec<Line> = Vec::new();
    let said_here = table.rows.iter().map(|(row, _)| words::plain(said(columns.cell(&row.cells, Column::Here))));
    let said_here: BTreeSet<String> = said_here.filter(|w| !w.is_empty()).collect();
    let (says_here, unclear) = (!said_here.is_empty(), words::unclear(&said_here));
    let reader = Reader { columns, with, table, begins: begins(table, with), says_here, unclear };
    let topic = table.topic().filter(|_| with.topic).unwrap_or_default();
    for (row, section) in &table.rows {
        let section = &table.sections[*section];
        let trouble = |what, cell: &str| Trouble { line: row.line, what, cell: cell.chars().take(60).collect() };
        if let Some(more) = row.cells.iter().skip(table.heads.len()).find(|c| !c.is_empty()) {
            out.troubles.push(trouble("trouble-cells", more));
            continue;
        }
        let Some((named, written)) = Named::of(&row.cells, table, columns, section.runs) else {
            out.troubles.push(trouble("trouble-nobody", ""));
            continue;
        };
        if let (Some(title), None, false) = (&section.doubt, with.answers.get(Doubt::Title), named.host) {
            out.asks.doubts.entry(Doubt::Title).or_insert((0, title.clone())).0 += 1;
            out.waiting += 1;
            continue;
        }
        let stayed_away = section.absent || section.doubt.is_some() && with.answers.get(Doubt::Title) == Some(false);
        let fate = match (named.host, stayed_away) {
            (true, _) => Fate::Ran,
            (false, true) => {
                out.under_absent += 1;
                Fate::Absent
            }
            (false, false) => reader.says(row),
        };
        let of_line = |mut line: Line, place: usize| {
            line.named = place;
            line.said.clone_from(&written);
            // the title of a table, or what the file is about, stands in for a column of classes
            if line.title.is_empty() {
                line.title = if section.title.is_empty() { topic.to_owned() } else { section.title.clone() };
            }
            line
        };
        match fate {
            Fate::There(line) => out.lines.push(of_line(line, places.of(&mut out.names, &named))),
            // "Present" above them says so
            Fate::Unsaid(line) if section.came && table.sections.len() > 1 => {
                out.lines.push(of_line(line, places.of(&mut out.names, &named)));
            }
            Fate::Unsaid(line) => unsaid.push(of_line(line, places.of(&mut out.names, &named))),
            Fate::Did(mut line, joined) => {
                // coming on one day and leaving on another are not paired up
                line.day = line.day.or_else(|| Some(line.joined?.date(with.zone)));
                events.push(Event { joined, line: of_line(line, places.of(&mut out.names, &named)) });
            }
            Fate::Ran => {
                places.of(&mut out.names, &named);
                out.hosts += 1;
            }
            Fate::Absent => {
                out.absent += 1;
                if !stayed_away && words::denies(columns.cell(&row.cells, Column::Here)) {
                    let line = reader.about(row);
                    denied.push(of_line(line, places.of(&mut out.names, &named)));
                }
            }
            Fate::Word(column, word) => {
                out.asks.words.entry((column, words::plain(&word))).or_insert(word);
                out.waiting += 1;
            }
            Fate::Asks(doubt, said) => {
                out.asks.doubts.entry(doubt).or_insert((0, said)).0 += 1;
                out.waiting += 1;
            }
            Fate::Left(what, cell) => out.troubles.push(trouble(what, &cell)),
        }
    }
    let leaves = out.lines.iter().any(|l| l.left.is_some() || l.clocks.1.is_some());
    let (stays, alone, paired) = stays::pair(events, leaves);
    out.lines.extend(stays);
    out.paired = paired;
    out.troubles.extend(alone.into_iter().map(|(line, what)| Trouble { line, what, cell: String::new() }));
    settle_unsaid(&mut out, unsaid, columns, with);
    leave_out_denied(&mut out, &denied);
    // whoever ran one part of a meeting is not a participant in another
    let (of_hosts, lines) =
        std::mem::take(&mut out.lines).into_iter().partition::<Vec<_>, _>(|l| out.names[l.named].host);
    out.hosts += of_hosts.len();
    out.lines = lines;
    out.lines.sort_by_key(|l| l.line);
    places.shared().for_each(|p| out.names[p].shared = true);
    forget_unspoken(&mut out);
    out
}

/// Leaves out people of whom a file says both that they were there and that they were not: somebody has to look.
fn leave_out_denied(out: &mut Lines, denied: &[Line]) {
    let mut of: BTreeMap<(usize, &str), Vec<Option<Date>>> = BTreeMap::new();
    denied.iter().for_each(|l| of.entry((l.named, l.title.as_str())).or_default().push(l.day));
    // a line without a day is about any day
    let is_denied = |l: &Line| {
        let days = of.get(&(l.named, l.title.as_str()));
        days.is_some_and(|days| days.iter().any(|day| l.day.is_none() || day.is_none() || *day == l.day))
    };
    let (both, lines) = std::mem::take(&mut out.lines).into_iter().partition(is_denied);
    out.lines = lines;
    let said = |l: Line| Trouble { line: l.line, what: "trouble-yes-no", cell: l.said };
    out.troubles.extend(Vec::<Line>::into_iter(both).map(said));
}

/// Rows that name somebody but do not say whether they were there: where the file says it of others, they are left out;
/// otherwise, and in old lists without hours, somebody has to say so for all of them at once.
fn settle_unsaid(out: &mut Lines, unsaid: Vec<Line>, columns: &Columns, with: &Context<'_>) {
    // people under a title for those who stayed away say nothing about people under another
    let says_of_others = !out.lines.is_empty() || out.absent > out.under_absent || !out.asks.words.is_empty();
    let asked = match with.kind {
        Kind::Presence => !says_of_others,
        Kind::Workshops => !columns.has(Column::Here) || !says_of_others,
    };
    if unsaid.is_empty() {
        return;
    }
    match (asked, with.answers.get(Doubt::Everybody)) {
        (true, Some(true)) => out.lines.extend(unsaid),
        (true, None) => {
            out.asks.doubts.insert(Doubt::Everybody, (unsaid.len(), String::new()));
            out.waiting += unsaid.len();
        }
        _ => out.unsaid += unsaid.len(),
    }
}

/// Names about which no row says anything are not asked about; those who ran the meeting are listed.
fn forget_unspoken(out: &mut Lines) {
    let spoken: BTreeSet<usize> = out.lines.iter().map(|l| l.named).collect();
    let mut places = BTreeMap::new();
    let mut kept = Vec::new();
    for (place, named) in std::mem::take(&mut out.names).into_iter().enumerate() {
        if named.host || spoken.contains(&place) {
            places.insert(place, kept.len());
            kept.push(named);
        }
    }
    out.names = kept;
    for line in &mut out.lines {
        line.named = places[&line.named];
    }
}

/// The day according to the lines above.
fn begins(table: &Table, with: &Context<'_>) -> Option<Date> {
    table.days_above().find_map(|says| match dates::when(says, with.order, with.zone)? {
        When::At(at) => Some(at.date(with.zone)),
        When::On(day) => Some(day),
        When::Clock(..) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::{super::table, *};

    fn with(text: &str, kind: Kind, everybody: Option<bool>) -> Lines {
        let table = table::read(text.as_bytes(), kind).unwrap();
        let columns = Columns::guess(&table.heads, kind);
        let answers = everybody.map(|yes| Answers::from((Doubt::Everybody, yes))).unwrap_or_default();
        let order = Some(Order::MonthFirst);
        let with = Context { kind, zone: &TimeZone::UTC, order, words: &Words::new(), answers, topic: true };
        let lines = read(&table, &columns, &with);
        let troubles: BTreeSet<usize> = lines.troubles.iter().map(|t| t.line).collect();
        let counted = lines.absent + lines.unsaid + lines.hosts + lines.paired + lines.waiting + troubles.len();
        assert_eq!(table.rows.len(), lines.lines.len() + counted, "each row is somewhere once: {lines:?}");
        lines
    }

    fn asked(lines: &Lines) -> usize {
        lines.asks.doubts.get(&Doubt::Everybody).map_or(0, |(rows, _)| *rows)
    }

    fn of(text: &str, kind: Kind) -> Lines {
        with(text, kind, None)
    }

    fn at(text: &str) -> Option<Instant> {
        match dates::when(text, None, &TimeZone::UTC) {
            Some(When::At(at)) => Some(at),
            _ => None,
        }
    }

    #[test]
    fn a_file_that_does_not_say_who_came_gives_nobody_anything() {
        let tickets = "Order #,First Name,Last Name,Email,Attendee Status\n\
            1,Ana,Lima,a@example.org,Checked In\n2,Ben,Ito,b@example.org,Attending\n\
            3,Cora,Diaz,c@example.org,Not Attending\n4,Eve,Fox,e@example.org,Perhaps\n";
        let lines = of(tickets, Kind::Presence);
        assert_eq!((lines.lines.len(), lines.unsaid, lines.absent, lines.waiting), (1, 1, 1, 1));
        assert_eq!(lines.asks.words.values().collect::<Vec<_>>(), ["Perhaps"]);
        for text in [
            "Name,Email\nAna,a@example.org\nBen,b@example.org\n",
            "Name,Email,Registration date\nAna,a@example.org,2026-01-01\nBen,b@example.org,2026-01-01\n",
            "Name,Email,Status\nAna,a@example.org,Registered\nBen,b@example.org,Confirmed\n",
            "Name,Email,Join Time,Leave Time\nAna,a@example.org,,\nBen,b@example.org,--,--\n",
            "Name,Email,Minutes\nAna,a@example.org,\nBen,b@example.org,\n",
        ] {
            let lines = of(text, Kind::Presence);
            assert_eq!((lines.lines.len(), asked(&lines)), (0, 2), "{text}");
            assert_eq!(with(text, Kind::Presence, Some(true)).lines.len(), 2);
            let no = with(text, Kind::Presence, Some(false));
            assert_eq!((no.lines.len(), no.unsaid), (0, 2));
        }
        let some = of("Name,Email,Minutes\nAna,a@example.org,\nBen,b@example.org,30\n", Kind::Presence);
        assert_eq!((some.lines.len(), some.unsaid, asked(&some)), (1, 1, 0), "an empty length is no whole class");
        let left = of("Name,Email,Left\nAna,a@example.org,\nBen,b@example.org,2026-01-01 18:30\n", Kind::Presence);
        assert_eq!((left.lines.len(), left.unsaid), (1, 1));
    }

    #[test]
    fn joining_and_leaving_on_rows_of_their_own_are_stays() {
        let lines = of(
            "Full Name\tUser Action\tTimestamp\nAna Lima\tJoined\t11/12/2026, 4:58:00 PM\n\
             Ana Lima\tLeft\t11/12/2026, 5:10:00 PM\nBen Ito\tJoined before\t11/12/2026, 4:59:00 PM\n\
             Cora Diaz\tMuted\t11/12/2026, 4:59:00 PM\n",
            Kind::Presence,
        );
        let stays: Vec<_> = lines.lines.iter().map(|l| l.left.unwrap().minutes_since(l.joined.unwrap())).collect();
        assert_eq!((stays, lines.paired, lines.waiting), (vec![12], 1, 1));
        assert_eq!((lines.troubles[0].line, lines.troubles[0].what), (4, "trouble-joined-only"));
        let columns = of(
            "Name,Check in,Check out\nAna,2026-01-01 17:00,2026-01-01 18:00\nBen,2026-01-01 17:00,\n\
             Cora,2026-01-01 17:00,\nCora,,2026-01-01 17:30\n",
            Kind::Presence,
        );
        assert_eq!((columns.lines.len(), columns.paired, columns.troubles.len()), (2, 1, 1), "Ben never left");
    }

    #[test]
    fn who_ran_the_meeting_is_no_participant_of_any_part_of_it() {
        let heads = "Name,Email,Join Time,Leave Time";
        let lines = of(
            &format!(
                "Host Details,,,\n{heads}\nDana,d@example.org,2026-01-01 17:00,2026-01-01 18:00\nAttendee Details,,,\n{heads}\n\
                 Ana,a@example.org,2026-01-01 17:00,2026-01-01 18:00\nDana,d@example.org,2026-01-01 17:00,2026-01-01 18:00\n"
            ),
            Kind::Presence,
        );
        assert_eq!((lines.lines.len(), lines.hosts), (1, 2));
        let roles = of("Name,Role,Minutes\nAna,Attendee,30\nPat,Panelist,30\nOlga,Organizer,30\n", Kind::Presence);
        assert_eq!((roles.lines.len(), roles.hosts), (1, 2));
    }

    #[test]
    fn a_row_of_more_cells_than_headings_is_left_out() {
        let lines = of("Name,Email,Minutes\nLima,Ana,a@example.org,90\nBen,b@example.org,30,\n", Kind::Presence);
        assert_eq!((lines.lines.len(), lines.troubles[0].what), (1, "trouble-cells"));
    }

    #[test]
    fn several_devices_are_one_name_and_the_host_is_known() {
        let lines = of(
            "Topic,Host email,Start Time\nCosting,dana@example.org,10/14/2026 04:25 PM\n\n\
             Name,User Email,Join Time,Leave Time\n\
             Ana Lima (she/her),ana@example.org,04:29 PM,05:10 PM\n\
             Ana's phone,Ana@Example.org,05:05 PM,06:30 PM\n\
             Dana Kowalski,dana@example.org,04:20 PM,06:35 PM\n\
             ,,04:20 PM,06:35 PM\n\
             Ben Ito,,soon,06:35 PM\n",
            Kind::Presence,
        );
        assert_eq!(lines.names.len(), 2);
        assert_eq!(lines.names[0].name, "Ana Lima");
        assert!(!lines.names[0].host && lines.names[1].host);
        assert_eq!((lines.lines.iter().map(|l| l.named).collect::<Vec<_>>(), lines.hosts), (vec![0, 0], 1));
        assert_eq!(lines.lines[0].joined, at("2026-10-14 16:29"));
        let troubles: Vec<_> = lines.troubles.iter().map(|t| (t.line, t.what)).collect();
        assert_eq!(troubles, [(8, "trouble-nobody"), (9, "trouble-time")]);
    }

    fn everybody(text: &str) -> Lines {
        with(text, Kind::Presence, Some(true))
    }

    #[test]
    fn several_people_under_one_address_are_several_names() {
        let lines = everybody(
            "Name,Email\nAna Lima,office@example.org\nBen Ito,office@example.org\nA. Lima,office@example.org\n\
             iPhone,cora@example.org\nCora Diaz,cora@example.org\nBen Ito,OFFICE@example.org\n",
        );
        let names: Vec<_> = lines.names.iter().map(|n| (n.name.as_str(), n.shared)).collect();
        assert_eq!(names, [("Ana Lima", true), ("Ben Ito", true), ("Cora Diaz", false)]);
        assert_eq!(lines.lines.iter().map(|l| l.named).collect::<Vec<_>>(), [0, 1, 0, 2, 2, 1]);
        assert_ne!(lines.names[0].hash, lines.names[1].hash);
        let lines = everybody(
            "Name,Email\nMaria Silva,x@example.org\nMaria Santos,x@example.org\niPad,x@example.org\nM. Silva,x@example.org\n\
             Maria,x@example.org\n",
        );
        assert_eq!(
            lines.lines.iter().map(|l| l.named).collect::<Vec<_>>(),
            [0, 1, 2, 0, 3],
            "who may be either is asked about"
        );
    }

    #[test]
    fn who_was_not_there_is_no_line() {
        let lines = of("Name,Email,Attended\nAna,a@example.org,Yes\nBen,b@example.org,no show\n", Kind::Presence);
        assert_eq!((lines.lines.len(), lines.absent), (1, 1));
        let scans =
            of("Name,Email,Check-in time\nAna,a@example.org,2026-10-14 16:29\nBen,b@example.org,\n", Kind::Presence);
        assert_eq!((scans.lines.len(), scans.unsaid), (1, 1));
    }

    #[test]
    fn an_old_list_has_courses_days_and_hours() {
        let lines = of("Workshop,Date,Name,Hours\nCosting,5/4/2019,Ana Lima,3\nCosting,,Ben Ito,3\n", Kind::Workshops);
        assert_eq!(lines.lines[0].hours, Some(180));
        assert_eq!(lines.troubles[0].what, "trouble-day");
        let none = of("Workshop,Date,Name,Hours\nCosting,5/4/2019,Ana,3\nCosting,5/4/2019,Ben,0\n", Kind::Workshops);
        assert_eq!((none.lines.len(), none.absent, none.asks.doubts.len()), (1, 1, 0), "no hour is not there");
    }
}
