//! Which column is what: guessed from its heading, or said by somebody and remembered for files with the same headings.

use crate::people::fold;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What a file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Who was in classes that are here.
    Presence,
    /// Who was in workshops from before there were records here.
    Workshops,
}

impl Kind {
    pub const ALL: [Self; 2] = [Self::Presence, Self::Workshops];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Presence => "presence",
            Self::Workshops => "workshops",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }
}

/// What a column can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Column {
    Name,
    First,
    Last,
    Email,
    Number,
    Role,
    Class,
    Day,
    Joined,
    Left,
    Minutes,
    Here,
    Course,
    Hours,
}

impl Column {
    const OF_PRESENCE: [Self; 12] = [
        Self::Name,
        Self::First,
        Self::Last,
        Self::Email,
        Self::Number,
        Self::Role,
        Self::Class,
        Self::Day,
        Self::Joined,
        Self::Left,
        Self::Minutes,
        Self::Here,
    ];
    const OF_WORKSHOPS: [Self; 8] =
        [Self::Name, Self::First, Self::Last, Self::Email, Self::Number, Self::Course, Self::Day, Self::Hours];

    /// The columns that a kind of file can have.
    pub const fn of(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Presence => &Self::OF_PRESENCE,
            Kind::Workshops => &Self::OF_WORKSHOPS,
        }
    }

    /// Its name in forms and texts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::First => "first",
            Self::Last => "last",
            Self::Email => "email",
            Self::Number => "number",
            Self::Role => "role",
            Self::Class => "class",
            Self::Day => "day",
            Self::Joined => "joined",
            Self::Left => "left",
            Self::Minutes => "minutes",
            Self::Here => "here",
            Self::Course => "course",
            Self::Hours => "hours",
        }
    }

    /// Headings under which exports of conference systems, of online meetings, and people's own lists have it.
    const fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Name => &[
                "name",
                "full name",
                "attendee",
                "attendee name",
                "participant",
                "participant name",
                "display name",
                "member name",
                "user name",
                "nombre",
                "nombre completo",
            ],
            Self::First => &["first name", "first", "given name", "attendee first name"],
            Self::Last => &["last name", "last", "surname", "family name", "attendee last name"],
            Self::Email => &[
                "email",
                "e mail",
                "email address",
                "e mail address",
                "user email",
                "attendee email",
                "participant email",
                "personal email",
                "correo",
                "correo electronico",
            ],
            Self::Number => &["member number", "member id", "member no", "membership number", "member"],
            Self::Role => &["role", "participant type", "user type", "attendee type"],
            Self::Class => &[
                "session",
                "session name",
                "session title",
                "session code",
                "class",
                "class title",
                "class code",
                "workshop",
                "workshop title",
                "clase",
            ],
            Self::Day => &["date", "day", "session date", "class date", "workshop date", "fecha"],
            Self::Joined => &[
                "join time",
                "joined",
                "time joined",
                "first join",
                "check in",
                "check in time",
                "checked in at",
                "check in date",
                "scan time",
                "scanned at",
                "time in",
                "sign in time",
            ],
            Self::Left => &[
                "leave time",
                "left",
                "time exited",
                "time left",
                "last leave",
                "check out",
                "check out time",
                "checked out at",
                "time out",
                "sign out time",
            ],
            Self::Minutes => &[
                "duration",
                "duration minutes",
                "total duration minutes",
                "in meeting duration",
                "minutes",
                "minutes attended",
                "time in session minutes",
            ],
            Self::Here => {
                &["attended", "present", "attendance", "attendance status", "checked in", "here", "status", "presente"]
            }
            Self::Course => &[
                "course",
                "course code",
                "course title",
                "workshop",
                "workshop title",
                "title",
                "class",
                "training",
                "session",
                "curso",
                "taller",
            ],
            Self::Hours => &["hours", "credit hours", "contact hours", "training hours", "hours attended", "horas"],
        }
    }
}

/// A heading as it is compared: its words, without what stands in brackets unless that is a unit.
fn heading(text: &str) -> String {
    let folded = fold(text);
    let bare = match folded.split_once('(') {
        Some((before, rest)) if !rest.starts_with("minutes") => before.to_owned(),
        _ => folded,
    };
    bare.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The columns of a file: which heading says what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Columns {
    pub(super) places: BTreeMap<Column, usize>,
    /// The one session of the class that rows without a day or a time are about; none: all of them.
    #[serde(default)]
    pub session: Option<usize>,
}

impl Columns {
    /// What headings seem to be; each heading is taken once, and the earlier of two.
    pub fn guess(heads: &[String], kind: Kind) -> Self {
        let mut found = Self::default();
        let said: Vec<String> = heads.iter().map(|h| heading(h)).collect();
        for column in Column::of(kind) {
            let place = column
                .headings()
                .iter()
                .find_map(|known| said.iter().position(|h| h == known))
                .filter(|place| !found.places.values().any(|p| p == place));
            if let Some(place) = place {
                found.set(*column, Some(place));
            }
        }
        found
    }

    /// What is remembered under these headings, as they are compared: a digest, for headings can be of any length.
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

    /// What is missing before a file says anything: the name of its text.
    pub fn lacks(&self, kind: Kind) -> Option<&'static str> {
        let person = [Column::Name, Column::Last, Column::Email, Column::Number].iter().any(|c| self.has(*c));
        match kind {
            _ if !person => Some("file-lacks-person"),
            Kind::Workshops if !self.has(Column::Course) => Some("file-lacks-course"),
            Kind::Workshops if !self.has(Column::Day) => Some("file-lacks-day"),
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
    }

    #[test]
    fn one_heading_is_one_thing() {
        let heads = ["workshop".to_owned(), "email".to_owned()];
        assert_eq!(Columns::guess(&heads, Kind::Workshops).len(), 2);
        assert_eq!(Columns::guess(&heads, Kind::Workshops).lacks(Kind::Workshops), Some("file-lacks-day"));
    }
}
