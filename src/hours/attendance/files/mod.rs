//! Attendance that comes as a file: from a conference system, an online meeting, or a list of old workshops.
//!
//! A file is kept as it was handed in, with what somebody decided about it: which column is what, who a name is, which
//! class a title is. What it means (`plan`) is worked out anew each time from file, decisions and database, so that
//! none of it can be out of date. Keeping it (`keep`) marks rosters as a trainer would; credit follows by the rules of
//! `credit`. What it wrote is recorded, and `undo` takes it back where nobody has changed it since.

mod above;
pub(crate) mod columns;
mod doubts;
mod headings;
pub(crate) mod keep;
mod lines;
mod named;
mod names;
pub(crate) mod pages;
mod placed;
mod plan;
mod questions;
mod ran;
mod reader;
mod said_columns;
mod sections;
mod settle;
mod stays;
pub(crate) mod store;
mod table;
pub(crate) mod undo;
pub(crate) mod verbs;
mod view;
mod who;
pub(crate) mod word_pages;
mod words;
mod workshops;
