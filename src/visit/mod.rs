//! Who asks, from where, and what they may see.

pub mod app;
pub(crate) mod look;
pub(crate) mod powers;
pub(crate) mod request;
pub(crate) mod scope;

pub(crate) use request::Visit;
