//! Waiting for a topic: a suitable class is offered when it is published or when a seat in it becomes free.
//!
//! What suits is decided in `rules::seats`. Owns `wish`; the offers are sign-ups that name it.

pub(crate) mod pages;
pub(crate) mod store;

pub(crate) use store::{grant, offer};
