//! What a file seems to say and may not: somebody who knows the list answers yes or no before it counts.

use super::{
    columns::{Column, Columns, Kind},
    headings::Heading,
    reader::said,
    table::Table,
    who::Choices,
};
use crate::{
    people::fold,
    tables::{
        dates::{self, Order, When},
        lengths,
    },
};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// A question about a file as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Doubt {
    /// Nothing says who was there: were all of them?
    Everybody,
    /// Columns with times or lengths are not read: do they say nothing of how long somebody was there?
    Unread,
    /// The title above the people sounds as if they were not there: were they?
    Title,
    /// Lengths are far longer than the class: is the unit right?
    TooLong,
}

impl Doubt {
    pub const ALL: [Self; 4] = [Self::Everybody, Self::Unread, Self::Title, Self::TooLong];

    /// Its name in forms, texts and among the answers of a file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Everybody => "everybody",
            Self::Unread => "not-read",
            Self::Title => "above",
            Self::TooLong => "very-long",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.name() == name)
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

/// Questions that a file asks: about how many rows, and what they say.
pub(crate) type Doubts = BTreeMap<Doubt, (usize, String)>;

/// Words of headings of times that say nothing of who came: of registrations, payments, people's lives.
const ELSEWHERE: [&str; 40] = [
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
    "cancelled",
    "canceled",
    "inscripcion",
    "registro",
    "nacimiento",
    "pago",
    "compra",
    "pedido",
    "creado",
];

/// Headings of columns that are not read, and in which times, lengths, shares or days stand.
pub(super) fn unread(table: &Table, columns: &Columns, kind: Kind) -> Vec<String> {
    let used = |place: usize| Column::of(kind).iter().any(|c| columns.place(*c) == Some(place));
    let elsewhere = |head: &str| {
        let folded = fold(head);
        let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let of_meeting = ["meeting", "event", "webinar", "scheduled", "evento", "reunion"];
        words.iter().any(|w| ELSEWHERE.contains(w)) || words.first().is_some_and(|w| of_meeting.contains(w))
    };
    let speaks = |place: usize, head: &str| {
        let counted = Heading::of(head).unit.is_some();
        table.rows.iter().filter_map(|(row, _)| row.cells.get(place)).any(|cell| speaks(said(cell), counted))
    };
    let heads = table.heads.iter().enumerate();
    let found = heads.filter(|(place, head)| !used(*place) && !elsewhere(head) && speaks(*place, head));
    found.map(|(_, head)| head.clone()).collect()
}

/// Whether a cell can say when or how long somebody was there; `counted`: whether its heading names a unit.
fn speaks(cell: &str, counted: bool) -> bool {
    let when = |order| dates::when(cell, Some(order), &TimeZone::UTC);
    let time =
        Order::ALL.into_iter().filter_map(when).any(|w| matches!(w, When::At(_) | When::Clock(..) | When::On(_)));
    let share = cell.strip_suffix('%').is_some_and(|n| n.trim().parse::<f64>().is_ok());
    let number = counted && cell.bytes().any(|b| b.is_ascii_digit());
    !cell.is_empty() && (time || share || number || lengths::minutes(cell, None).is_some())
}

/// Minutes that a meeting may be open beside its class: of anybody who is said to have been there longer, the unit is
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
            ("Name,Email,Minutes,Order #,Guest\nAna,a@example.org,9,1234,No\n", &[]),
        ] {
            assert_eq!(heads(text), expected, "{text}");
        }
    }
}
