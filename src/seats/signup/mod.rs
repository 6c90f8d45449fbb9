//! Sign-ups: a seat in a class, or a place in line for one.
//!
//! The rules are in `rules::seats`; here a verb locks the class, loads what the rules need to know, and carries out
//! their decision. Owns `signup`.

pub(crate) mod actions;
pub(crate) mod came;
pub(crate) mod class_state;
pub(crate) mod colleague;
pub(crate) mod confirmed;
pub(crate) mod from_mail;
pub(crate) mod jobs;
pub(crate) mod mail;
pub(crate) mod mine;
pub(crate) mod outcomes;
pub(crate) mod pages;
pub(crate) mod person_state;
pub(crate) mod refusals;
pub(crate) mod seat;
pub(crate) mod several_mail;
pub(crate) mod state;
pub(crate) mod store;
pub(crate) mod survey;
pub(crate) mod verbs;
pub(crate) mod whole;
pub(crate) mod wishes;
