//! Attendance: who was there, session by session, as a trainer or staff tick it; then the roster is closed.
//!
//! A trainer says only who was there and from when to when; what it is worth is decided in `credit`. Owns
//! `presence`, `presence_stretch` and `roster`.

pub(crate) mod approval;
pub(crate) mod desk;
pub(crate) mod files;
pub(crate) mod jobs;
pub(crate) mod mail;
pub(crate) mod pages;
pub(crate) mod paper;
pub(crate) mod store;
pub(crate) mod stored;
pub(crate) mod team_proof;
pub(crate) mod verbs;
