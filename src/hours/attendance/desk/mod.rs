//! The office's pages of attendance.

pub(crate) mod intervals;
pub(crate) mod rosters;
