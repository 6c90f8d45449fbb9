//! The office's pages about classes.

pub(crate) mod class_seats;
pub(crate) mod classes;
