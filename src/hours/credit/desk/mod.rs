//! The office's pages of credit.

pub(crate) mod claims;
pub(crate) mod corrections;
pub(crate) mod decisions;
pub(crate) mod policy;
