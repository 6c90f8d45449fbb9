//! Who asks, from where, and what they may see.

pub mod app;
pub(crate) mod help;
pub(crate) mod look;
pub(crate) mod menu;
pub mod policy;
pub(crate) mod powers;
pub(crate) mod request;
pub(crate) mod role;
pub(crate) mod scope;
pub(crate) mod visitor;
pub(crate) mod ways;

pub(crate) use request::Visit;
