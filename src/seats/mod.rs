//! Who sits where: signing up, waiting, wishing, a whole team, and classes that change under them.

pub(crate) mod class_changes;
pub(crate) mod signup;
pub(crate) mod team;
pub(crate) mod teams;
