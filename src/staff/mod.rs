//! The staff's pages: as little as the journey needs. Each calls the verbs of the feature it works on.

pub(crate) mod attendance;
pub(crate) mod award;
pub(crate) mod certificates;
pub(crate) mod claims;
pub(crate) mod class_seats;
pub(crate) mod classes;
mod corrections;
pub(crate) mod decisions;
pub(crate) mod duplicates;
pub(crate) mod home;
pub(crate) mod intervals;
pub(crate) mod letters;
pub(crate) mod members;
pub(crate) mod membership;
pub(crate) mod names;
pub(crate) mod people;
pub(crate) mod person;
pub(crate) mod person_edit;
pub(crate) mod policy;
pub(crate) mod power;
pub(crate) mod programme;
pub(crate) mod publish;
pub(crate) mod revocations;
pub(crate) mod roles;
pub(crate) mod telling;
pub(crate) mod texts;
