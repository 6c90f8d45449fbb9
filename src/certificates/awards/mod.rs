//! Awards and their documents: a certificate for a person under an edition, once, that anyone can check.
//!
//! Owns `award`, `document`, `revocation`, `name_fix` and `award_batch`. Whether somebody is ready is the audit's word at
//! the moment of the award, never a stored flag. An award has one document that stands (a version of what is printed,
//! with its signed credential) and any number that have ended; nothing is deleted.

pub(crate) mod badge;
pub(crate) mod batches;
pub(crate) mod certificate;
pub(crate) mod desk;
pub(crate) mod document;
pub(crate) mod export;
pub(crate) mod files;
pub(crate) mod mail;
pub(crate) mod mine;
pub(crate) mod name_fixes;
pub(crate) mod registry;
pub(crate) mod revocations;
pub(crate) mod seal;
pub(crate) mod state;
pub(crate) mod store;
pub(crate) mod upload;
pub(crate) mod verbs;
pub(crate) mod verify;
