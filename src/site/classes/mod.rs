//! The list of classes, and the same to take along.

pub(crate) mod download;
pub(crate) mod list;
