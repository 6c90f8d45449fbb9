//! Ratify: a union's training certificates, from "what is this?" to a certificate that a stranger can check.
//!
//! One folder a feature; `router/mod.rs` is the table of contents. Rules live in `crates/rules`, the two databases
//! behind `crates/db`, HTML and HTTP building blocks in `crates/kit`, PDFs in `crates/paper`, credentials in `crates/credential`.

pub mod app;
pub mod bench;
pub mod browser;
pub mod commands;
pub mod config;
pub mod demo;
pub mod generate;
pub mod import;
pub mod jobs;
pub mod limits;
pub mod router;
pub mod schema;
pub mod server;

mod address;
mod afterwards;
mod announcements;
mod assets;
mod attendance;
mod awards;
mod catalogue;
mod change;
mod clock;
mod credit;
mod enrolment;
mod fault;
mod hosts;
mod keys;
mod locales;
mod log;
mod messages;
mod misses;
mod offerings;
mod own_data;
mod page_cache;
mod pages;
mod people;
mod programme;
mod progress;
mod random;
mod reports;
pub mod retention;
mod sealing;
mod secret;
mod sheets;
mod signin;
mod signup;
mod site;
mod staff;
mod tables;
mod teams;
mod visit;
mod when;
mod wishes;

pub use clock::Clock;
pub use random::Random;
