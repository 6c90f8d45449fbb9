//! Another e-mail address: asked for by its person, theirs when they press the button in the mail that goes there; the old
//! address is told. Owns `address_change` and `address_back`.

pub(crate) mod mail;
pub(crate) mod pages;
mod undo;
pub(crate) mod verbs;

pub(crate) use pages::{ask, form};
