//! The board of a class: what its people bring and ask, before it and for a while after it; and what its trainers write
//! to all of them. Owns `class_file`, `class_message`, `class_post`, `class_report`.

pub(crate) mod mail;
pub(crate) mod message;
pub(crate) mod pages;
mod place;
pub(crate) mod report;
mod shown;
pub(crate) mod store;
pub(crate) mod verbs;
