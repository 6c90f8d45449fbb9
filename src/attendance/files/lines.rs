//! The rows of a file as what they say: of whom, of which class, from when to when.

use super::{
    columns::{Column, Columns, Kind},
    names,
    table::Table,
    times,
};
use crate::people::{fold, fold_email, name_key, tidy_name};
use jiff::{civil::Date, tz::TimeZone};
use rules::time::Instant;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// One name of a file, on however many lines and devices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// How it is called in forms and decisions.
    pub hash: String,
    pub name: String,
    pub email: String,
    pub number: String,
    /// Whether the file says that they ran the meeting.
    pub host: bool,
    /// Whether the file has other people under the same address or number.
    pub shared: bool,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub line: usize,
    /// Place among the names.
    pub named: usize,
    /// The class or course as it is called there.
    pub title: String,
    pub day: Option<Date>,
    pub joined: Option<Instant>,
    pub left: Option<Instant>,
    pub minutes: Option<i64>,
    /// Minutes of credit that an old list says.
    pub hours: Option<i64>,
    /// The name as this row has it.
    pub said: String,
}

/// A cell that could not be understood: its line is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trouble {
    pub line: usize,
    /// The name of its text.
    pub what: &'static str,
    pub cell: String,
}

/// What a file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lines {
    pub names: Vec<Named>,
    pub lines: Vec<Line>,
    pub troubles: Vec<Trouble>,
    /// Rows that say that somebody was not there.
    pub absent: usize,
}

/// A short name of something that is named by people: of the file alone, and nothing can be read from it.
pub(super) fn hash(kind: &str, text: &str) -> String {
    let digest = Sha256::digest(format!("{kind}\0{text}"));
    digest.iter().take(8).map(|b| format!("{b:02x}")).collect()
}

/// Reads the rows.
pub(super) fn read(table: &Table, columns: &Columns, kind: Kind, zone: &TimeZone) -> Lines {
    let mut out = Lines::default();
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let hosts = hosts(table);
    let begins = begins(table, zone);
    for (line, cells) in &table.rows {
        let Some(named) = named(cells, columns, &hosts) else {
            out.troubles.push(Trouble { line: *line, what: "trouble-nobody", cell: String::new() });
            continue;
        };
        match says(*line, cells, columns, kind, zone, begins) {
            Ok(Some(says)) => {
                let known = places.entry(named.hash.clone()).or_default();
                let place = place_of(&out.names, known, &named).unwrap_or_else(|| {
                    known.push(out.names.len());
                    out.names.push(another(&named, known.len()));
                    out.names.len() - 1
                });
                out.names[place].host |= named.host;
                if names::says_more(&named.name, &out.names[place].name) {
                    out.names[place].name.clone_from(&named.name);
                }
                out.lines.push(Line { named: place, said: named.name, ..says });
            }
            Ok(None) => out.absent += 1,
            Err(trouble) => out.troubles.push(trouble),
        }
    }
    for several in places.values().filter(|p| p.len() > 1) {
        several.iter().for_each(|p| out.names[*p].shared = true);
    }
    if let Some(line) = table.other {
        out.troubles.push(Trouble { line, what: "trouble-other-table", cell: String::new() });
    }
    out
}

/// Which of the names under one address or number a name is: the only one that it can be. A device that gave no name
/// under the address of several is none of them.
fn place_of(names: &[Named], known: &[usize], named: &Named) -> Option<usize> {
    let same = |p: &&usize| name_key(&names[**p].name) == name_key(&named.name);
    let fits = |p: &&usize| {
        let (one, other) = (&names[**p].number, &named.number);
        (one.is_empty() || other.is_empty() || one == other) && names::alike(&names[**p].name, &named.name)
    };
    let can = |p: &&usize| fits(p) && (known.len() == 1 || !names::is_nobodys(&names[**p].name));
    let mut found = known.iter().filter(can);
    known.iter().filter(fits).find(same).or_else(|| found.next().filter(|_| found.next().is_none())).copied()
}

/// A name that is the first, second... under its address or number: a school's or a couple's address stands for several.
fn another(named: &Named, nth: usize) -> Named {
    match nth {
        0 | 1 => named.clone(),
        _ => Named { hash: hash("who", &format!("{}\0{}", named.hash, name_key(&named.name))), ..named.clone() },
    }
}

/// Who the lines above say that ran the meeting.
fn hosts(table: &Table) -> Vec<String> {
    let runs = |what: &str| {
        let what = fold(what);
        what.contains("host") || what.contains("organizer") || what == "user email" || what == "user name"
    };
    table.above.iter().filter(|(what, says)| runs(what) && !says.is_empty()).map(|(_, says)| fold_email(says)).collect()
}

/// The day that the lines above say.
fn begins(table: &Table, zone: &TimeZone) -> Option<Date> {
    let starts = table.above.iter().filter(|(what, _)| fold(what).contains("start"));
    starts.filter_map(|(_, says)| times::moment(says, None, zone)).map(|at| at.date(zone)).next()
}

fn named(cells: &[String], columns: &Columns, hosts: &[String]) -> Option<Named> {
    let cell = |column| columns.cell(cells, column).trim().to_owned();
    let (first, last) = (cell(Column::First), cell(Column::Last));
    let whole = cell(Column::Name);
    let name = tidy_name(&if first.is_empty() && last.is_empty() { whole } else { format!("{first} {last}") });
    let name = unmarked(&name);
    let email = cell(Column::Email);
    let email = if email.parse::<lettre::Address>().is_ok() { email } else { String::new() };
    let number = cell(Column::Number);
    let key = match (email.as_str(), number.as_str()) {
        ("", "") => format!("name:{}", name_key(&name)),
        ("", number) => format!("number:{}", fold(number)),
        (email, _) => format!("email:{}", fold_email(email)),
    };
    if key == "name:" {
        return None;
    }
    let role = fold(&cell(Column::Role));
    let by_role = ["host", "organizer", "co-host", "cohost", "co-organizer"].contains(&role.as_str());
    let by_line = hosts.iter().any(|h| *h == fold_email(&email) || *h == fold_email(&name));
    let cut = |text: &str| text.chars().take(kit::form::LONGEST).collect::<String>();
    Some(Named {
        hash: hash("who", &key),
        name: cut(&name),
        email,
        number: cut(&number),
        host: by_role || by_line,
        shared: false,
    })
}

/// A name without what meetings add to it: "Ana Lima (she/her)", "Ana Lima (Host)", "Ana Lima # 2".
fn unmarked(name: &str) -> String {
    let bare = name.split_once(['(', '[']).map_or(name, |(before, _)| before).trim();
    if bare.is_empty() { name.to_owned() } else { bare.to_owned() }
}

/// What a row says; nothing where it says that somebody was not there.
fn says(
    line: usize,
    cells: &[String],
    columns: &Columns,
    kind: Kind,
    zone: &TimeZone,
    begins: Option<Date>,
) -> Result<Option<Line>, Trouble> {
    let cell = |column| columns.cell(cells, column).trim();
    let wrong = |what, column| Trouble { line, what, cell: cell(column).chars().take(60).collect() };
    let day = match cell(Column::Day) {
        "" => None,
        text => Some(times::day(text).ok_or_else(|| wrong("trouble-day", Column::Day))?),
    };
    let moment = |column| match cell(column) {
        "" => Ok(None),
        text => times::moment(text, day.or(begins), zone).map(Some).ok_or_else(|| wrong("trouble-time", column)),
    };
    let (joined, left) = (moment(Column::Joined)?, moment(Column::Left)?);
    let minutes = match cell(Column::Minutes) {
        "" => None,
        text => Some(times::minutes(text).ok_or_else(|| wrong("trouble-minutes", Column::Minutes))?),
    };
    let hours = match cell(Column::Hours) {
        "" => None,
        text => Some(kit::form::typed_minutes(text).ok_or_else(|| wrong("trouble-hours", Column::Hours))?),
    };
    if columns.has(Column::Here) {
        let text = cell(Column::Here);
        let here = times::here(text).ok_or_else(|| wrong("trouble-here", Column::Here))?;
        // who was checked in was there, whatever else is empty
        if !(here || text.is_empty() && joined.is_some()) {
            return Ok(None);
        }
    } else if columns.has(Column::Joined) && joined.is_none() && left.is_none() && minutes.is_none() {
        return Ok(None);
    }
    // no minute there is not there
    if minutes == Some(0) && joined.is_none() && left.is_none() && !columns.has(Column::Here) {
        return Ok(None);
    }
    if kind == Kind::Workshops && day.is_none() {
        return Err(wrong("trouble-day", Column::Day));
    }
    let title = cell(if kind == Kind::Workshops { Column::Course } else { Column::Class });
    let title = title.chars().take(300).collect();
    Ok(Some(Line { line, named: 0, title, day, joined, left, minutes, hours, said: String::new() }))
}

#[cfg(test)]
mod tests {
    use super::{super::table, *};

    fn of(text: &str, kind: Kind) -> Lines {
        let table = table::read(text.as_bytes(), kind).unwrap();
        let columns = Columns::guess(&table.heads, kind);
        read(&table, &columns, kind, &TimeZone::UTC)
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
        assert_eq!(lines.lines.iter().map(|l| l.named).collect::<Vec<_>>(), [0, 0, 1]);
        assert_eq!(lines.lines[0].joined, times::moment("2026-10-14 16:29", None, &TimeZone::UTC));
        let troubles: Vec<_> = lines.troubles.iter().map(|t| (t.line, t.what)).collect();
        assert_eq!(troubles, [(8, "trouble-nobody"), (9, "trouble-time")]);
    }

    #[test]
    fn several_people_under_one_address_are_several_names() {
        let lines = of(
            "Name,Email\nAna Lima,office@example.org\nBen Ito,office@example.org\nA. Lima,office@example.org\n\
             iPhone,cora@example.org\nCora Diaz,cora@example.org\nBen Ito,OFFICE@example.org\n",
            Kind::Presence,
        );
        let names: Vec<_> = lines.names.iter().map(|n| (n.name.as_str(), n.shared)).collect();
        assert_eq!(names, [("Ana Lima", true), ("Ben Ito", true), ("Cora Diaz", false)]);
        assert_eq!(lines.lines.iter().map(|l| l.named).collect::<Vec<_>>(), [0, 1, 0, 2, 2, 1]);
        assert_ne!(lines.names[0].hash, lines.names[1].hash);
        let lines = of(
            "Name,Email\nMaria Silva,x@example.org\nMaria Santos,x@example.org\niPad,x@example.org\nM. Silva,x@example.org\n\
             Maria,x@example.org\n",
            Kind::Presence,
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
        assert_eq!((scans.lines.len(), scans.absent), (1, 1));
    }

    #[test]
    fn an_old_list_has_courses_days_and_hours() {
        let lines = of("Workshop,Date,Name,Hours\nCosting,5/4/2019,Ana Lima,3\nCosting,,Ben Ito,3\n", Kind::Workshops);
        assert_eq!(lines.lines[0].hours, Some(180));
        assert_eq!(lines.troubles[0].what, "trouble-day");
    }
}
