//! Ratify: a union's training certificates, from "what is this?" to a certificate that a stranger can check.
//!
//! One folder a feature; `router/mod.rs` is the table of contents. Rules live in `crates/rules`, the two databases
//! behind `crates/db`, HTML and HTTP building blocks in `crates/kit`, PDFs in `crates/paper`, credentials in `crates/credential`.

pub mod assembly;
pub mod ground;
pub mod office;
pub mod people;
pub mod visit;

mod certificates;
mod classes;
mod hours;
mod programme;
mod progress;
mod seats;
mod site;

pub use ground::{clock::Clock, random::Random};
