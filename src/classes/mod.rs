//! What is held, when and where.

pub(crate) mod offerings;
pub(crate) mod teaching;
