//! A record and a letter of attendance, on paper.

pub(crate) mod letter;
pub(crate) mod transcript;
