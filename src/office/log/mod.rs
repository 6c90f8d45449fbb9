//! The log of all changes: who, when, before, after, why. It is written by
//! [`Change::audit`](crate::programme::change::Change) in the transaction of the change; here it is sealed into a chain,
//! shown, searched and checked. What is written is defined in `programme/change.rs`.

pub(crate) mod checks;
pub(crate) mod mail;
pub(crate) mod pages;
pub(crate) mod seal;
mod store;
pub(crate) mod touched;
