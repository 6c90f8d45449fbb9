//! Ratify: a union's training certificates, from "what is this?" to a certificate that a stranger can check.
//!
//! Twelve rooms, from the ground up; a room uses names only from those before it, and a feature is a folder of its
//! room:
//! `ground`, `programme` (what a certificate is), `visit` (who asks), `people`, `classes`, `progress` (how far somebody is),
//! `seats`, `hours`, `certificates`, `office` (its desks), `site` (what everybody sees), `assembly` (all of it listed).
//! `assembly/router/table.rs` is the table of contents. Rules live in `crates/rules`, the two databases behind `crates/db`,
//! HTML and HTTP building blocks in `crates/kit`, PDFs in `crates/paper`, credentials in `crates/credential`.

pub mod assembly;
pub mod ground;
pub mod office;
mod people;
pub mod visit;

mod certificates;
mod classes;
mod hours;
mod programme;
mod progress;
mod seats;
mod site;

pub use ground::{clock::Clock, random::Random};
