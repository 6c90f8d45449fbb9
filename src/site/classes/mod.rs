//! The pages of classes: the list, one class, its event, topic and venue, and the same as downloads.

pub(crate) mod class;
pub(crate) mod download;
pub(crate) mod event;
pub(crate) mod events;
pub(crate) mod list;
pub(crate) mod print;
mod timetable;
pub(crate) mod topic;
pub(crate) mod venue;
pub(crate) mod wall;
