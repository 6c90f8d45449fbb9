//! The office's pages about people.

pub(crate) mod duplicates;
pub(crate) mod list;
pub(crate) mod members;
pub(crate) mod membership;
pub(crate) mod people;
pub(crate) mod person;
pub(crate) mod person_edit;
pub(crate) mod power;
pub(crate) mod roles;
pub(crate) mod timeline;
pub(crate) mod view_as;
