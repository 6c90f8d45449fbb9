//! The programme in force: its published editions and the words about it, and what is handed to everything that reads
//! ([`Reading`]) or changes it ([`change::Change`]).
//!
//! The rules of an edition never change once it is published, so it is parsed once and kept, until its words change. Owns
//! `brand`, `picture`, `edition`, `programme`, `course`, `page`, `text_version`, and by its changes `audit` and `outbox`; what the rules mean is `rules::programme`.

pub(crate) mod brand;
pub(crate) mod change;
pub(crate) mod courses;
mod editions;
pub(crate) mod pages;
mod publish;
pub(crate) mod reading;
pub(crate) mod sentences;
pub(crate) mod several;
pub(crate) mod texts;
mod versions;
pub(crate) mod wording;

pub(crate) use editions::{Bench, Counted, Edition, Editions, Listed};
pub(crate) use publish::{EditionFiles, Published, announce_end, is_published, publish, words_in_force};
pub(crate) use reading::Reading;
pub(crate) use wording::{Wording, WordingIn};
