//! The office's pages of certificates.

pub(crate) mod award;
pub(crate) mod certificates;
pub(crate) mod names;
pub(crate) mod revocations;
