//! A copy of everything that is kept about a person, for that person: from `/me/data`, or on request from the office. A
//! ZIP with every row as JSON and as CSV, the record and the certificates.

mod archive;
pub(crate) mod erase;
mod pages;
mod parts;
pub(crate) mod retention;

pub(crate) use pages::{ask, ask_office, take, take_office};
