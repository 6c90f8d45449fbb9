//! Questions from the contact page: the office gets each as a letter, and has a list of those that are not answered.
//! Owns `question`.

pub(crate) mod desk;
pub(crate) mod mail;
pub(crate) mod store;
