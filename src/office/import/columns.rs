//! The columns of every file: what they are called, which have to be there, and, where staff edit a row as a form, what
//! the field is. Files, forms and copies of a term all follow this list.

use super::Kind;
use FieldKind::{Course, Event, Local, OneOf, Text, Venue};

/// What the field of a column is, in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldKind {
    /// One line of text.
    Line,
    /// Several lines of text.
    Text,
    /// One of the stored courses.
    Course,
    /// One of the stored venues.
    Venue,
    /// One of the stored events.
    Event,
    /// One of the stored locals.
    Local,
    /// One of these values.
    OneOf(&'static [&'static str]),
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    pub name: &'static str,
    /// Whether a file without it is refused.
    pub needed: bool,
    pub kind: FieldKind,
    /// The group of the class form in which its field stands, as in the text keys `class-group-`.
    pub group: &'static str,
    /// What the field of a new row begins with.
    pub begins: &'static str,
}

pub(super) const fn column(name: &'static str) -> Column {
    Column { name, needed: false, kind: FieldKind::Line, group: "", begins: "" }
}

impl Column {
    pub(super) const fn needed(self) -> Self {
        Self { needed: true, ..self }
    }

    const fn field(self, kind: FieldKind) -> Self {
        Self { kind, ..self }
    }

    const fn under(self, group: &'static str) -> Self {
        Self { group, ..self }
    }

    const fn begins(self, begins: &'static str) -> Self {
        Self { begins, ..self }
    }
}

/// The groups of the class form, in order: what, when, where, who, and what is rarely needed.
pub(crate) const GROUPS: [&str; 4] = ["what", "where", "who", "more"];

const LOCALS: &[Column] =
    &[column("key").needed(), column("name").needed(), column("region").needed(), column("chapters").field(Text)];

const COURSES: &[Column] = &[
    column("code").needed(),
    column("title").needed(),
    column("minutes").needed(),
    column("about").field(Text),
    column("audience"),
    column("level").field(OneOf(&["", "beginner", "experienced"])),
    column("tags"),
    column("topics"),
    column("units").field(Text),
    column("class"),
    column("part"),
    column("listed").field(OneOf(&["", "yes"])),
];

const VENUES: &[Column] = &[
    column("key").needed(),
    column("name").needed(),
    column("kind").needed(),
    column("region").needed(),
    column("address"),
    column("access").field(Text),
    column("parking"),
    column("transit"),
    column("latitude"),
    column("longitude"),
];

const ROOMS: &[Column] = &[
    column("venue").needed().field(Venue),
    column("name").needed(),
    column("seats").needed(),
    column("access").field(Text),
];

const EVENTS: &[Column] = &[
    column("key").needed(),
    column("title").needed(),
    column("venue").needed().field(Venue),
    column("starts").needed(),
    column("ends").needed(),
    column("about").field(Text),
];

const SLOTS: &[Column] = &[
    column("event").needed().field(Event),
    column("name").needed(),
    column("starts").needed(),
    column("ends").needed(),
];

const MEMBERS: &[Column] = &[
    column("number").needed(),
    column("name").needed(),
    column("local").needed(),
    column("category").needed(),
    column("email"),
];

const CLASSES: &[Column] = &[
    column("key").needed(),
    column("course").needed().field(Course).under("what"),
    column("subtitle").under("what"),
    column("event").field(Event).under("what"),
    column("sessions").needed().field(Text).under("what"),
    column("excluded").under("what"),
    column("mode").field(OneOf(&["in-person", "online"])).under("where").begins("in-person"),
    column("venue").needed().field(Venue).under("where"),
    column("room").under("where"),
    column("capacity").needed().under("where").begins("24"),
    column("min").under("where").begins("5"),
    column("trainers").under("who"),
    column("trainer_emails").under("who"),
    column("only_local").field(Local).under("who"),
    column("only_work").under("who"),
    column("members_only").field(OneOf(&["", "yes"])).under("who"),
    column("opens").under("more"),
    column("closes_hours").under("more").begins("24"),
    column("cancel_hours").under("more").begins("24"),
    column("local_until").under("more"),
    column("substitutes").field(OneOf(&["yes", "no"])).under("more").begins("yes"),
    column("hold_hours").under("more"),
    column("decide_days").under("more"),
    column("sites").under("more"),
    column("elsewhere").under("more"),
    column("notice").field(Text).under("more"),
    column("stage"),
];

impl Kind {
    /// The columns of a table, starting with those that name a row; none for files that are no tables.
    pub(crate) const fn columns(self) -> &'static [Column] {
        match self {
            Self::Locals => LOCALS,
            Self::Courses => COURSES,
            Self::Venues => VENUES,
            Self::Rooms => ROOMS,
            Self::Events => EVENTS,
            Self::Slots => SLOTS,
            Self::Offerings => CLASSES,
            Self::Members => MEMBERS,
            Self::Programme | Self::Wording | Self::Examples => &[],
        }
    }

    /// How many of the first columns name a row.
    pub(crate) const fn key_columns(self) -> usize {
        match self {
            Self::Rooms | Self::Slots => 2,
            _ => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_column_of_a_class_but_two_has_its_place_in_the_form() {
        let without: Vec<&str> = CLASSES.iter().filter(|c| !GROUPS.contains(&c.group)).map(|c| c.name).collect();
        // which class it is cannot be changed, and whether it is published is no field
        assert_eq!(without, ["key", "stage"]);
    }
}
