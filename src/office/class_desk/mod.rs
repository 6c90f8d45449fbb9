//! The office's pages of classes.

pub(crate) mod class_seats;
pub(crate) mod classes;
