//! Building a term, for staff: courses, places and events as forms over the rows of their files, the timetable with its
//! clashes, drafts with their checklist, a term copied from the one before, and what locals ask for.

pub(crate) mod class_form;
pub(crate) mod copy;
mod course_fields;
pub(crate) mod drafts;
pub(crate) mod forms;
pub(crate) mod lists;
pub(crate) mod requests;
pub(crate) mod timetable;

use crate::office::import::Kind;

/// Kinds that are edited as forms, by the word in their address.
pub(crate) const KINDS: [Kind; 6] = [Kind::Courses, Kind::Venues, Kind::Rooms, Kind::Events, Kind::Slots, Kind::Locals];

/// The kind that a word in an address names.
pub(crate) fn kind(word: &str) -> Option<Kind> {
    KINDS.into_iter().find(|k| k.name() == word)
}
