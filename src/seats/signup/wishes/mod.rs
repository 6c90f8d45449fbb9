//! Waiting for a topic: a class of it that suits is offered when it is published or a seat in it is freed.
//!
//! What suits is decided in `rules::seats`. Owns `wish`; the offers are sign-ups that name it.

pub(crate) mod pages;
pub(crate) mod store;

pub(crate) use store::{grant, offer};
