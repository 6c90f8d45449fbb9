//! Who was there, and what it is worth.

pub(crate) mod afterwards;
pub(crate) mod attendance;
pub(crate) mod credit;
pub(crate) mod hosts;
