//! Which column is what: guessed from its heading, or chosen by somebody and remembered for the same headings.

use super::{
    headings::{self, Heading},
    table::Table,
};
use crate::ground::{
    fold::fold,
    tables::{dates::Order, lengths::Unit, zones},
};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use strum::{EnumString, IntoStaticStr};

/// What a file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Kind {
    /// Who was in classes that are on record here.
    Presence,
    /// Who was in workshops from before there were records here.
    Workshops,
}

impl Kind {
    pub const ALL: [Self; 2] = [Self::Presence, Self::Workshops];

    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// What a column can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Column {
    Name,
    First,
    Last,
    /// The second family name, of two.
    SecondLast,
    Email,
    Number,
    Role,
    Class,
    Day,
    Joined,
    Left,
    Minutes,
    Here,
    /// Whether somebody stayed away: a yes in it is a no.
    Absent,
    /// How far a registration has got: only clear words say that somebody was there.
    Status,
    /// The zone of the times of a row.
    Zone,
    /// What somebody did at a moment: joined or left.
    Action,
    /// The moment of what they did.
    At,
    Course,
    Hours,
}

impl Column {
    const OF_PRESENCE: [Self; 18] = [
        Self::Name,
        Self::First,
        Self::Last,
        Self::SecondLast,
        Self::Email,
        Self::Number,
        Self::Role,
        Self::Class,
        Self::Day,
        Self::Joined,
        Self::Left,
        Self::Minutes,
        Self::Here,
        Self::Absent,
        Self::Status,
        Self::Zone,
        Self::Action,
        Self::At,
    ];
    const OF_WORKSHOPS: [Self; 13] = [
        Self::Name,
        Self::First,
        Self::Last,
        Self::SecondLast,
        Self::Email,
        Self::Number,
        Self::Role,
        Self::Course,
        Self::Day,
        Self::Hours,
        Self::Here,
        Self::Absent,
        Self::Status,
    ];
    /// Columns whose words say who was there.
    pub const WORDS: [Self; 4] = [Self::Here, Self::Absent, Self::Status, Self::Action];
    /// Columns with a time of day, which needs a zone.
    pub const TIMES: [Self; 3] = [Self::Joined, Self::Left, Self::At];
    /// Columns with days.
    pub const DAYS: [Self; 4] = [Self::Day, Self::Joined, Self::Left, Self::At];

    /// The columns that a kind of file can have.
    pub const fn of(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Presence => &Self::OF_PRESENCE,
            Kind::Workshops => &Self::OF_WORKSHOPS,
        }
    }

    /// Its name in forms and texts.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// The columns of a file: which heading says what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Columns {
    pub(super) places: BTreeMap<Column, usize>,
    /// The one session of the class that rows without a day or a time are about; `None` for all of them.
    #[serde(default)]
    pub session: Option<usize>,
    /// The unit of bare numbers in the column of lengths.
    #[serde(default)]
    pub unit: Option<Unit>,
    /// Which number of a date is the month.
    #[serde(default)]
    pub order: Option<Order>,
    /// The zone of the times, as somebody named it.
    #[serde(default)]
    pub zone: Option<String>,
}

impl Columns {
    /// What the headings seem to be; each heading is used once, and the earlier of two that fit.
    pub fn guess(heads: &[String], kind: Kind) -> Self {
        let mut found = Self::default();
        let said: Vec<Heading> = heads.iter().map(|h| Heading::of(h)).collect();
        for column in Column::of(kind) {
            let place = headings::known(*column)
                .iter()
                .find_map(|known| said.iter().position(|h| h.says(*column, known)))
                .filter(|place| !found.places.values().any(|p| p == place));
            if let Some(place) = place {
                found.set(*column, Some(place));
            }
        }
        // "nombre" is the whole name, but the first name next to "apellidos"
        if let (Some(place), false) = (said.iter().position(|h| h.words == "nombre"), found.has(Column::Name)) {
            found.set(if found.has(Column::Last) { Column::First } else { Column::Name }, Some(place));
        }
        // a time of day may have its day in a column of its own
        let day = said.iter().position(|h| headings::DAYS_OF_TIMES.contains(&h.words.as_str()));
        let free = day.filter(|at| !found.places.values().any(|p| p == at));
        if let (Some(at), false, Kind::Presence) = (free, found.has(Column::Day), kind) {
            found.set(if found.has(Column::Joined) { Column::Day } else { Column::Joined }, Some(at));
        }
        // what happened says nothing without its moment, nor a moment without what happened
        if found.has(Column::At) != found.has(Column::Action) {
            found.set(Column::At, None);
            found.set(Column::Action, None);
        }
        found.unit = found.heading_unit(heads);
        found
    }

    /// What is remembered for other files with these headings: which column is what. Units, zones, date formats and the
    /// session belong to one file: the next may have others under the same headings.
    pub fn of_headings(self) -> Self {
        Self { places: self.places, ..Self::default() }
    }

    /// The unit named in the heading of the lengths.
    pub fn heading_unit(&self, heads: &[String]) -> Option<Unit> {
        self.length().and_then(|place| Heading::of(heads.get(place)?).unit)
    }

    /// The column of the lengths.
    pub fn length(&self) -> Option<usize> {
        self.place(Column::Minutes).or_else(|| self.place(Column::Hours))
    }

    /// The zone of a column with times: the one somebody named, else the one in its heading, in the headings of other
    /// times or in the lines above the table; else the office's. `None` where the zone named is not known.
    pub fn zone_of(&self, table: &Table, column: Column, office: &TimeZone) -> Option<TimeZone> {
        let said = self.zone.clone().filter(|z| !z.is_empty());
        let heading = |column: Column| Heading::of(table.heads.get(self.place(column)?)?).zone;
        let named = said
            .or_else(|| heading(column))
            .or_else(|| Column::TIMES.into_iter().find_map(heading))
            .or_else(|| table.zone_above());
        named.map_or_else(|| Some(office.clone()), |named| zones::named(&named))
    }

    /// The key for what is remembered about these headings: a digest of their comparable form, whatever its length.
    pub fn memory_key(heads: &[String], kind: Kind) -> String {
        let mut digest = Sha256::new_with_prefix(kind.name());
        for head in heads {
            digest.update([0x1F]);
            digest.update(fold(head));
        }
        digest.finalize().iter().map(|b| format!("{b:02x}")).collect()
    }

    pub fn has(&self, column: Column) -> bool {
        self.places.contains_key(&column)
    }

    pub fn len(&self) -> usize {
        self.places.len()
    }

    pub fn place(&self, column: Column) -> Option<usize> {
        self.places.get(&column).copied()
    }

    pub fn set(&mut self, column: Column, place: Option<usize>) {
        match place {
            Some(place) => self.places.insert(column, place),
            None => self.places.remove(&column),
        };
    }

    /// A cell of a row; empty where there is no such column.
    pub fn cell<'r>(&self, row: &'r [String], column: Column) -> &'r str {
        self.place(column).and_then(|place| row.get(place)).map_or("", String::as_str)
    }

    /// What is missing before a file says anything: the name of the text that says so.
    pub fn lacks(&self, kind: Kind) -> Option<&'static str> {
        let person = [Column::Name, Column::Last, Column::Email, Column::Number].iter().any(|c| self.has(*c));
        match kind {
            _ if !person => Some("file-lacks-person"),
            Kind::Workshops if !self.has(Column::Course) => Some("file-lacks-course"),
            Kind::Workshops if !self.has(Column::Day) => Some("file-lacks-day"),
            Kind::Presence if self.has(Column::Action) != self.has(Column::At) => Some("file-lacks-action"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(heads: &[&str], kind: Kind) -> Vec<(&'static str, usize)> {
        let heads: Vec<String> = heads.iter().map(|h| (*h).to_owned()).collect();
        Columns::guess(&heads, kind).places.into_iter().map(|(c, place)| (c.name(), place)).collect()
    }

    #[test]
    fn the_headings_of_common_exports_are_known() {
        assert_eq!(
            guess(
                &["Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)", "Guest"],
                Kind::Presence
            ),
            [("name", 0), ("email", 1), ("joined", 2), ("left", 3), ("minutes", 4)]
        );
        assert_eq!(
            guess(&["First Name", "Last Name", "Email Address", "Session Name", "Check-in Time"], Kind::Presence),
            [("first", 0), ("last", 1), ("email", 2), ("class", 3), ("joined", 4)]
        );
        assert_eq!(
            guess(&["Workshop", "Date", "Name", "Member No.", "Hours"], Kind::Workshops),
            [("name", 2), ("number", 3), ("day", 1), ("course", 0), ("hours", 4)]
        );
        assert_eq!(guess(&["qwerty"], Kind::Presence), []);
        assert_eq!(
            guess(&["Full Name", "User Action", "Timestamp"], Kind::Presence),
            [("name", 0), ("action", 1), ("at", 2)]
        );
        assert_eq!(
            guess(
                &["Order #", "Order Date", "First Name", "Last Name", "Attendee #", "Attendee Status"],
                Kind::Presence
            ),
            [("first", 2), ("last", 3), ("status", 5)],
            "a number of a ticket is no name, the day of an order no day of a class"
        );
        assert_eq!(
            guess(&["Nombre", "Apellidos", "Correo"], Kind::Presence),
            [("first", 0), ("last", 1), ("email", 2)]
        );
    }

    #[test]
    fn units_and_zones_of_headings_are_known() {
        for (head, unit) in [
            ("Duration (Hours)", Some(Unit::Hours)),
            ("Duration (hrs)", Some(Unit::Hours)),
            ("Duration in seconds", Some(Unit::Seconds)),
            ("Time in Session (minutes)", Some(Unit::Minutes)),
            ("Minutes Attended", Some(Unit::Minutes)),
            ("Hours", Some(Unit::Hours)),
            ("Duracion (horas)", Some(Unit::Hours)),
            ("Duration (mm:ss)", Some(Unit::MinutesSeconds)),
            ("Duration", None),
        ] {
            let columns = Columns::guess(&["Name".to_owned(), head.to_owned()], Kind::Presence);
            assert_eq!((columns.place(Column::Minutes), columns.unit), (Some(1), unit), "{head}");
        }
        let office = TimeZone::get("America/New_York").unwrap();
        let zone = |head: &str| {
            let heads = [head.to_owned()];
            let columns = Columns::guess(&heads, Kind::Presence);
            assert!(columns.has(Column::Joined), "{head}");
            columns.zone_of(&Table { heads: heads.into(), ..Table::default() }, Column::Joined, &office)
        };
        assert_eq!(zone("Join Time"), Some(office.clone()));
        assert_eq!(zone("Join Time (UTC)"), TimeZone::get("UTC").ok());
        assert_eq!(zone("Join Time PST"), TimeZone::get("America/Los_Angeles").ok());
        assert_eq!(zone("Join Time (IST)"), None, "which of the three?");
    }

    #[test]
    fn one_heading_is_one_thing() {
        let heads = ["workshop".to_owned(), "email".to_owned()];
        assert_eq!(Columns::guess(&heads, Kind::Workshops).len(), 2);
        assert_eq!(Columns::guess(&heads, Kind::Workshops).lacks(Kind::Workshops), Some("file-lacks-day"));
    }
}
