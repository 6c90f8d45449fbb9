//! Coming in: signing in, enrolling, the first letter.

pub(crate) mod enroll;
pub(crate) mod leave;
pub(crate) mod letters;
pub(crate) mod links;
pub(crate) mod profile;
pub(crate) mod sign_in;
pub(crate) mod welcome;
