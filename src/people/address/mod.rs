//! A new e-mail address: asked for by its person, and theirs once they press the button in the mail that goes there;
//! the old address is told. Owns `address_change` and `address_back`.

pub(crate) mod mail;
pub(crate) mod pages;
mod undo;
pub(crate) mod verbs;

pub(crate) use pages::{ask, form};
