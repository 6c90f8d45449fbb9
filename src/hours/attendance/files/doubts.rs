//! What a file seems to say but may not mean: somebody who knows the list answers yes or no before it counts.

use super::{
    columns::{Column, Columns, Kind},
    headings::Heading,
    reader::said,
    table::Table,
    who::Choices,
    words::{self, Meaning, Words},
};
use crate::ground::{
    fold::fold,
    tables::{
        dates::{self, Order, When},
        lengths,
    },
};
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};
use strum::{EnumString, IntoStaticStr};

/// A question about a file as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Doubt {
    /// Nothing says who was there: were all of them?
    Everybody,
    /// Columns with times or lengths are not read: do they really say nothing about how long somebody was there?
    #[strum(serialize = "not-read")]
    Unread,
    /// There are days without a time where times of arrival should be: were these people there, or did they book?
    #[strum(serialize = "days-only")]
    Days,
    /// The title above the people sounds as if they were not there: were they?
    #[strum(serialize = "above")]
    Title,
    /// Lengths are far longer than the class: is the unit right?
    #[strum(serialize = "very-long")]
    TooLong,
    /// The title is that of another course: is it this class all the same?
    #[strum(serialize = "other-course")]
    Other,
    /// Several lengths for one name: does one follow the other?
    #[strum(serialize = "several-lengths")]
    Sum,
    /// Lengths are shorter than the sessions of their day: do they belong to the first?
    #[strum(serialize = "which-session")]
    Split,
    /// One scan, and several sessions on that day: was it for all of them?
    #[strum(serialize = "one-scan")]
    Scans,
}

impl Doubt {
    pub const ALL: [Self; 9] = [
        Self::Everybody,
        Self::Unread,
        Self::Days,
        Self::Title,
        Self::TooLong,
        Self::Other,
        Self::Sum,
        Self::Split,
        Self::Scans,
    ];

    /// Its name in forms, texts and among the answers of a file.
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// What somebody answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Answers(BTreeMap<Doubt, bool>);

impl Answers {
    /// The answers among the choices of a file.
    pub fn of(choices: &Choices) -> Self {
        let answer = |d: Doubt| choices.get(d.name()).map(|c| (d, c.choice == "yes"));
        Self(Doubt::ALL.into_iter().filter_map(answer).collect())
    }

    /// What was answered, one by one.
    pub fn all(&self) -> impl Iterator<Item = (Doubt, bool)> {
        self.0.iter().map(|(doubt, yes)| (*doubt, *yes))
    }

    /// Yes, no, or not answered.
    pub fn get(&self, doubt: Doubt) -> Option<bool> {
        self.0.get(&doubt).copied()
    }
}

#[cfg(test)]
impl From<(Doubt, bool)> for Answers {
    fn from((doubt, yes): (Doubt, bool)) -> Self {
        Self(BTreeMap::from([(doubt, yes)]))
    }
}

/// Questions that a file raises: each with how many rows it is about, and what they say.
pub(crate) type Doubts = BTreeMap<Doubt, (usize, String)>;

/// Words in headings of times that say nothing about who came: registrations, payments, people's lives.
const ELSEWHERE: [&str; 38] = [
    "registration",
    "registered",
    "register",
    "order",
    "ordered",
    "created",
    "purchase",
    "purchased",
    "paid",
    "payment",
    "price",
    "birth",
    "birthday",
    "dob",
    "age",
    "updated",
    "modified",
    "submitted",
    "submission",
    "invited",
    "invitation",
    "approved",
    "approval",
    "expires",
    "expiration",
    "hire",
    "hired",
    "phone",
    "booked",
    "booking",
    "signup",
    "inscripcion",
    "registro",
    "nacimiento",
    "pago",
    "compra",
    "pedido",
    "creado",
];

/// Headings for when a meeting was held: the meeting's own times, and not those of anyone who came.
const OF_MEETING: [&str; 36] = [
    "meeting id",
    "meeting date",
    "meeting start",
    "meeting start time",
    "meeting end",
    "meeting end time",
    "meeting duration",
    "meeting name",
    "event id",
    "event date",
    "event start",
    "event start date",
    "event start time",
    "event end",
    "event end date",
    "event end time",
    "event duration",
    "event name",
    "event time",
    "meeting time",
    "event date time",
    "meeting date time",
    "webinar id",
    "webinar date",
    "webinar start time",
    "webinar end time",
    "webinar duration",
    "scheduled date",
    "scheduled time",
    "scheduled start",
    "scheduled start time",
    "scheduled end time",
    "scheduled duration",
    "fecha del evento",
    "hora del evento",
    "fecha de la reunion",
];

/// Words in headings that say who came, or for how long, whatever is under them.
const OF_PRESENCE: [&str; 14] = [
    "present",
    "presence",
    "attended",
    "attendance",
    "show",
    "stayed",
    "percent",
    "percentage",
    "credit",
    "credits",
    "asistio",
    "asistencia",
    "presente",
    "porcentaje",
];
/// Words in headings about staying away, for a while or for all of it: a no under them says nothing.
const OF_ABSENCE: [&str; 28] = [
    "absent",
    "absence",
    "absences",
    "noshow",
    "excused",
    "unexcused",
    "late",
    "lateness",
    "tardy",
    "early",
    "missed",
    "missing",
    "cancelled",
    "canceled",
    "cancellation",
    "refunded",
    "refund",
    "waitlist",
    "waitlisted",
    "ausente",
    "ausencia",
    "tarde",
    "retraso",
    "falta",
    "cancelado",
    "cancelada",
    "reembolso",
    "espera",
];
/// Words in headings for a part of a class: a tick under them says who was in it.
const OF_A_PART: [&str; 22] = [
    "am",
    "pm",
    "a",
    "b",
    "morning",
    "afternoon",
    "evening",
    "session",
    "day",
    "part",
    "class",
    "week",
    "live",
    "watched",
    "module",
    "block",
    "manana",
    "sesion",
    "dia",
    "clase",
    "semana",
    "parte",
];

/// At most this many different cells of a column are looked at: if these say nothing, the column says nothing.
const LOOKED_AT: usize = 200;
/// No cell that says when or how long is longer than this, in bytes.
const LONGEST: usize = 80;

/// Headings of columns that are not read but contain times, lengths, shares, days, or words for who came.
pub(super) fn unread(table: &Table, columns: &Columns, kind: Kind) -> Vec<String> {
    let used = |place: usize| Column::of(kind).iter().any(|c| columns.place(*c) == Some(place));
    let says = |place: usize, head: &str| {
        let heading = Heading::of(head);
        let folded = fold(head);
        let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        if words.iter().any(|w| ELSEWHERE.contains(w)) || OF_MEETING.contains(&heading.words.as_str()) {
            return false;
        }
        let is = |known: &[&str]| words.iter().any(|w| known.contains(w));
        let part = |w: &&str| OF_A_PART.contains(w) || w.bytes().all(|b| b.is_ascii_digit());
        let of_a_part = words.len() <= 2 && words.iter().all(part);
        let of_day = Order::ALL.into_iter().any(|order| dates::day(head, Some(order)).is_some());
        let tick = |cell: &str| {
            let said = words::meaning(&Words::new(), Column::Here, cell);
            matches!(said, Some(Meaning::There | Meaning::Away))
        };
        let no = |cell: &str| tick(cell) && words::absent(&Words::new(), cell) == Some(Meaning::Nothing);
        let cells: BTreeSet<&str> =
            table.rows.iter().filter_map(|(row, _)| row.cells.get(place)).map(|c| said(c)).collect();
        let mut cells = cells.into_iter().filter(|c| !c.is_empty()).take(LOOKED_AT);
        cells.any(|cell| {
            is(&OF_PRESENCE)
                || is(&OF_ABSENCE) && !no(cell)
                || (of_a_part || of_day) && tick(cell)
                || speaks(cell, heading.unit.is_some())
        })
    };
    let found = table.heads.iter().enumerate().filter(|(place, head)| !used(*place) && says(*place, head));
    found.map(|(_, head)| head.clone()).collect()
}

/// Whether a cell can say that somebody was there, when, or how long; `counted`: whether its heading names a unit.
fn speaks(cell: &str, counted: bool) -> bool {
    if cell.len() > LONGEST {
        return false;
    }
    if !cell.bytes().any(|b| b.is_ascii_digit()) {
        let word = words::meaning(&Words::new(), Column::Status, cell);
        return matches!(word, Some(Meaning::There | Meaning::Away));
    }
    let when = |order| dates::when(cell, Some(order), &TimeZone::UTC);
    let time =
        Order::ALL.into_iter().filter_map(when).any(|w| matches!(w, When::At(_) | When::Clock(..) | When::On(_)));
    let share = cell.strip_suffix('%').is_some_and(|n| n.trim().parse::<f64>().is_ok());
    // "17:00-17:10"
    let clocks = cell.as_bytes().windows(3).any(|w| w[1] == b':' && w[0].is_ascii_digit() && w[2].is_ascii_digit());
    time || share || counted || clocks || lengths::minutes(cell, None).is_some()
}

/// Minutes that a meeting may be open beyond its class: where anybody is said to have been there longer, the unit is
/// doubtful.
pub(super) const BESIDE: i64 = 4 * 60;

#[cfg(test)]
mod tests {
    use super::{super::table, *};

    #[test]
    fn columns_with_times_that_are_not_read_are_asked_about() {
        let heads = |text: &str| {
            let table = table::read(text.as_bytes(), Kind::Presence).unwrap();
            unread(&table, &Columns::guess(&table.heads, Kind::Presence), Kind::Presence)
        };
        for (text, expected) in [
            ("Name,Email,Hora\nAna,a@example.org,18:20\n", &["Hora"][..]),
            ("Name,Email,Join Time,Gone\nAna,a@example.org,17:00,17:10\n", &["Gone"]),
            ("Name,Email,Present,Minutes late\nAna,a@example.org,x,60\n", &["Minutes late"]),
            ("Name,Email,Attended,Attended %\nAna,a@example.org,Yes,12%\n", &["Attended %"]),
            ("Name,Email,Present,Stayed\nAna,a@example.org,x,10 min\n", &["Stayed"]),
            ("Name,Email,Minutes,Registration Time,Phone\nAna,a@example.org,9,2026-01-01 17:00,978-555-0101\n", &[]),
            ("Name,Email,Hours,Excused\nAna,a@example.org,3,\nBen,b@example.org,3,x\n", &["Excused"]),
            ("Name,Email,Attended,Meeting Join Time\nAna,a@example.org,Yes,17:00\n", &["Meeting Join Time"]),
            ("Name,Email,Attended,Late\nAna,a@example.org,Yes,60\n", &["Late"]),
            ("Name,Email,Present,Left early\nAna,a@example.org,yes,yes\n", &["Left early"]),
            ("Name,Email,Attended,Are you a member?,Part-time\nAna,a@example.org,yes,yes,yes\n", &[]),
            ("Name,Email,Present,Cancelled\nAna,a@example.org,yes,No\n", &[]),
            ("Name,Email,AM,PM\nAna,a@example.org,x,\n", &["AM"]),
            ("Name,Email,11/19/2026\nAna,a@example.org,x\n", &["11/19/2026"]),
            ("Name,Email,Attended,When\nAna,a@example.org,Yes,17:00-17:10\n", &["When"]),
            ("Name,Email,Minutes,Remark\nAna,a@example.org,9,No show\n", &["Remark"]),
            ("Name,Email,Minutes,Event Date,Remark\nAna,a@example.org,9,2026-01-01,Call: back\n", &[]),
            ("Name,Email,Minutes,Order #,Guest\nAna,a@example.org,9,1234,No\n", &[]),
        ] {
            assert_eq!(heads(text), expected, "{text}");
        }
    }
}
