//! The program put together: every route, letter, job, export and command, each in a list that can be read.

pub mod backup;
pub mod bench;
pub mod browser;
pub mod commands;
pub mod demo;
pub(crate) mod exports;
pub mod generate;
pub mod jobs;
pub(crate) mod messages;
pub(crate) mod ready;
pub mod router;
pub mod server;
pub mod start;
