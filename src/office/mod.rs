//! The office's own work: lists, files, messages, reports, the log.

pub(crate) mod announcements;
pub(crate) mod catalogue;
pub(crate) mod class_desk;
pub(crate) mod desk;
pub mod import;
pub(crate) mod log;
pub(crate) mod merge;
pub(crate) mod own_data;
pub(crate) mod people_desk;
pub(crate) mod questions;
pub(crate) mod reports;
pub(crate) mod sheets;
