//! What whoever hosts a site needs: which rooms are used when, for how many people; names on the day alone, when the host
//! says who is there.

mod pages;
mod store;

pub(crate) use pages::{class, list, mark};
