//! Enrolment: how somebody joins a programme, once, with a brief form and one e-mail.
//!
//! Owns `enrolment`. Enrolling never waits for the membership check, and never tells a stranger whether an
//! address is known.

pub(crate) mod form;
pub(crate) mod store;
pub(crate) mod verbs;
