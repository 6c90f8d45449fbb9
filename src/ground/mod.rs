//! What everything stands on, and what knows nothing of classes or people.

pub(crate) mod assets;
pub(crate) mod attachment;
pub(crate) mod beat;
pub(crate) mod clock;
pub mod config;
pub(crate) mod fault;
pub(crate) mod fold;
pub mod ids;
pub(crate) mod locales;
pub mod mail;
pub(crate) mod mark;
pub(crate) mod misses;
pub(crate) mod page_cache;
pub(crate) mod random;
pub(crate) mod ring;
pub(crate) mod rounds;
pub mod schema;
pub(crate) mod sealing;
pub(crate) mod secret;
pub(crate) mod shelf;
pub(crate) mod tables;
pub mod verb;
pub(crate) mod when;
