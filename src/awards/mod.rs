//! Awards: a certificate for a person under an edition, once, with a number that anyone can check.
//!
//! Owns `award`. Whether somebody is ready is the audit's word at the moment of the award, never a stored flag.

pub(crate) mod document;
pub(crate) mod mail;
pub(crate) mod mine;
pub(crate) mod store;
pub(crate) mod verbs;
pub(crate) mod verify;
