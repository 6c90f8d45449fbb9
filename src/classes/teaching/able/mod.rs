//! Who is able to teach what, and when: as trainers say it themselves, with what they have taught. The office sees it where
//! it looks for somebody.

pub(crate) mod desk;
pub(crate) mod own;
pub(crate) mod store;
