//! Headings of exports and of people's own lists: what they call their columns, with units and zones.

use super::columns::Column;
use crate::ground::{
    fold::fold,
    tables::{lengths::Unit, zones},
};

/// A heading in its comparable form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// Its words, without the unit and without anything in brackets.
    pub words: String,
    pub unit: Option<Unit>,
    /// The zone that it names, known or not.
    pub zone: Option<String>,
}

impl Heading {
    /// What a heading says.
    pub fn of(text: &str) -> Self {
        let (outside, inside) = match text.split_once(['(', '[']) {
            Some((before, rest)) => {
                let (inside, after) = rest.split_once([')', ']']).unwrap_or((rest, ""));
                // "Apellido(s)": an ending, not a unit
                let ending = before.ends_with(char::is_alphabetic) && ["s", "es", "as", "os", "a"].contains(&inside);
                (format!("{before} {after}"), if ending { "" } else { inside.trim() })
            }
            None => (text.to_owned(), ""),
        };
        // "Attendee #" is not a name, and "Member #" is a number
        let folded = fold(&outside.replace('#', " number "));
        let mut words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let bracketed = inside.split_whitespace().find_map(Unit::of_word);
        // "Duration in minutes", "Minutes attended": single letters ("h") are units only in brackets
        // "hora" is the time of day, "segundo apellido" a name
        let other = ["hora", "segundo", "second"];
        let is_unit = |w: &&str| w.len() > 2 && !other.contains(w) && Unit::of_word(w).is_some();
        let unit = bracketed.or_else(|| words.iter().find(|w| is_unit(w)).and_then(|w| Unit::of_word(w)));
        if bracketed.is_none() && unit.is_some() {
            words.retain(|w| !is_unit(w) && !["in", "en", "de"].contains(w));
        }
        // "Join Time EST", "Join Time (UTC-5)"
        let last =
            outside.split_whitespace().last().filter(|w| w.len() > 1 && **w == w.to_uppercase() && words.len() > 1);
        let zone = match zones::is_meant(inside) && bracketed.is_none() {
            true => Some(inside.to_owned()),
            false => last.filter(|w| zones::named(w).is_some()).map(str::to_owned),
        };
        if zone.is_some() && inside.is_empty() {
            words.pop();
        }
        Self { words: words.join(" "), unit, zone }
    }

    /// Whether this heading names a column; a length whose other words could mean something else needs a unit.
    pub fn says(&self, column: Column, known: &str) -> bool {
        let length = matches!(column, Column::Minutes | Column::Hours);
        let other_without = ["", "attended", "present", "total", "asistidos", "asistidas"].contains(&known);
        let fits = if length {
            self.unit.is_some() || column == Column::Minutes && !other_without
        } else {
            self.unit.is_none()
        };
        fits && self.words == known
    }
}

/// Headings for the day of a check-in whose time is in a column of its own.
pub(super) const DAYS_OF_TIMES: [&str; 6] =
    ["check in date", "scan date", "arrival date", "attendance date", "fecha de entrada", "fecha de asistencia"];

/// Headings for a column in exports of conference systems and of online meetings, and in people's own lists.
pub(super) const fn known(column: Column) -> &'static [&'static str] {
    match column {
        Column::Name => &[
            "name",
            "names",
            "full name",
            "attendee",
            "attendee name",
            "participant",
            "participant name",
            "display name",
            "member name",
            "user name",
            "registrant",
            "registrant name",
            "nombre completo",
            "participante",
            "asistente",
        ],
        Column::First => &[
            "first name",
            "first",
            "given name",
            "attendee first name",
            "participant first name",
            "primer nombre",
            "nombres",
        ],
        Column::Last => &[
            "last name",
            "last",
            "surname",
            "family name",
            "attendee last name",
            "participant last name",
            "apellido",
            "apellidos",
            "primer apellido",
            "apellido paterno",
        ],
        Column::SecondLast => &["segundo apellido", "apellido materno"],
        Column::Zone => &["time zone", "timezone", "zona horaria", "huso horario"],
        Column::Status => &[
            "attendee status",
            "participant status",
            "status",
            "registration status",
            "order status",
            "ticket status",
            "booking status",
            "approval status",
            "invitation status",
            "rsvp status",
            "rsvp",
            "estado",
            "estado de inscripcion",
            "estado de la inscripcion",
        ],
        Column::Email => &[
            "email",
            "emails",
            "e mail",
            "e mails",
            "email addresses",
            "email address",
            "e mail address",
            "user email",
            "attendee email",
            "participant email",
            "personal email",
            "registrant email",
            "participant id",
            "correo",
            "correo electronico",
        ],
        Column::Number => &["member number", "member id", "member no", "membership number", "member"],
        Column::Role => &[
            "role",
            "participant role",
            "meeting role",
            "participant type",
            "user type",
            "attendee type",
            "attendee role",
            "rol",
            "moderator",
            "is moderator",
            "host",
            "is host",
            "organizer",
            "moderador",
            "moderadora",
            "anfitrion",
            "anfitriona",
            "facilitator",
            "trainer",
            "instructor",
            "speaker",
            "facilitador",
            "facilitadora",
        ],
        Column::Class => &[
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
        Column::Day => &["date", "day", "session date", "class date", "workshop date", "fecha"],
        Column::Joined => &[
            "join time",
            "joined",
            "joined at",
            "first joined",
            "arrived",
            "arrival",
            "arrival time",
            "hora de entrada",
            "entrada",
            "hora de union",
            "hora de ingreso",
            "ingreso",
            "hora de llegada",
            "llegada",
            "se unio",
            "time joined",
            "entry time",
            "time of entry",
            "login time",
            "log in time",
            "signed in at",
            "check in date time",
            "first join",
            "check in",
            "check in time",
            "checked in at",
            "scan time",
            "scanned at",
            "time in",
            "sign in time",
        ],
        Column::Left => &[
            "leave time",
            "left",
            "left at",
            "departed",
            "departure",
            "departure time",
            "hora de salida",
            "salida",
            "hora de abandono",
            "exit time",
            "time of exit",
            "exit",
            "logout time",
            "log out time",
            "signed out at",
            "check out date time",
            "time exited",
            "time left",
            "last leave",
            "check out",
            "check out time",
            "checked out at",
            "time out",
            "sign out time",
        ],
        Column::Minutes => &[
            "duration",
            "total duration",
            "in meeting duration",
            "time in session",
            "time attended",
            "total time",
            "attendance duration",
            "length",
            "duracion",
            "duracion total",
            "duracion de asistencia",
            "tiempo",
            "tiempo total",
            "tiempo en la reunion",
            "tiempo de asistencia",
            "",
            "attended",
            "present",
            "total",
            "asistidos",
            "asistidas",
        ],
        Column::Here => &[
            "attended",
            "present",
            "attendance",
            "attendance status",
            "check in status",
            "checkin status",
            "checked in",
            "here",
            "presente",
            "asistencia",
            "asistio",
        ],
        Column::Absent => &[
            "absent",
            "absence",
            "was absent",
            "no show",
            "noshow",
            "did not attend",
            "not present",
            "ausente",
            "ausencia",
            "falta",
            "no asistio",
            "in waiting room",
            "waiting room",
            "en sala de espera",
        ],
        Column::Action => &["action", "user action", "event", "activity", "accion", "evento"],
        Column::At => &["time", "timestamp", "date time", "event time", "action time", "hora", "fecha y hora"],
        Column::Course => &[
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
        Column::Hours => {
            &["", "credit", "contact", "training", "attended", "duration", "length", "duracion", "credito"]
        }
    }
}
