//! Credentials that anyone can check: Open Badges 3.0 on the W3C's Verifiable Credentials, with no database and no
//! network in sight.
//!
//! - [`badge`]: what a credential says, as closed structures: nothing unknown is ever signed or believed.
//! - [`keys`]: a generation of keys, and their public halves; [`did`]: the document that names them.
//! - [`proof`]: the embedded proof, `eddsa-rdfc-2022`; [`jwt`]: the same credential as a VC-JWT.
//! - [`status`]: the list of credentials that have ended.
//! - [`bake`], [`carried`]: into pictures, and out of every kind of file.
//! - [`verify`]: all of it together, against a registry.

pub mod badge;
pub mod bake;
pub mod carried;
mod contexts;
pub mod did;
pub mod jwt;
pub mod keys;
mod printed;
pub mod proof;
pub mod status;
pub mod verify;

/// A fault of ours: what was to be signed or made cannot be.
#[derive(Debug, thiserror::Error)]
#[error("the credential could not be made: {0}")]
pub struct CredentialError(pub(crate) String);

impl CredentialError {
    pub(crate) fn because(error: impl std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}
