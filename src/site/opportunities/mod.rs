//! Grants, opportunities and awards: entries that the office keeps, each until its last day. Owns `opportunity`.

pub(crate) mod desk;
pub(crate) mod pages;
mod store;
