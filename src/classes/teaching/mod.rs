//! Trainers are asked: who is named for a class gets a letter, accepts or declines with a reason, and hears of every
//! change. An address that nobody has is an invitation: its person is let in by the letter, and teaches once they accept.
//! Owns `teaching`, and what they say of themselves in `able/`; the power over a roster is in `trainer`.

pub(crate) mod able;
pub(crate) mod jobs;
pub(crate) mod mail;
pub(crate) mod pages;
pub(crate) mod store;
pub(crate) mod verbs;
