//! Enrolment: how somebody joins the programme, once, with a brief form and one e-mail.
//!
//! Owns `enrolment`. Enrolling never waits for the membership check, and never tells a stranger whether an
//! address is known.

pub(crate) mod form;
pub(crate) mod verbs;
