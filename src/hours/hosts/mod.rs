//! What the host of a site needs: which rooms are used when, and for how many people; names only on the day, when the
//! host says who is there.

mod pages;
mod store;

pub(crate) use pages::{class, list, mark};
