//! Pages for staff: as few as the work needs. Each calls the verbs of the feature it works on.

pub(crate) mod begin;
pub(crate) mod home;
pub(crate) mod programme;
pub(crate) mod publish;
pub(crate) mod rule_sentences;
pub(crate) mod several;
mod shipped;
