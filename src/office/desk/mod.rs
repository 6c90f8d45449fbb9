//! The staff's pages: as little as the journey needs. Each calls the verbs of the feature it works on.

pub(crate) mod home;
pub(crate) mod programme;
pub(crate) mod publish;
