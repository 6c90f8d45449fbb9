//! The programme in force: its published editions and the words about it.
//!
//! An edition never changes once it is published, so it is parsed once and kept. Owns `edition` and `course`;
//! what the rules mean is `rules::programme`.

pub(crate) mod change;
pub(crate) mod courses;
mod editions;
mod publish;
mod wording;

pub(crate) use editions::{Bench, Edition, Editions};
pub(crate) use publish::{EditionFiles, Published, announce_end, is_published, publish};
pub(crate) use wording::{Wording, WordingIn};
