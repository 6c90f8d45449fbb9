//! Who sits where: signing up, waiting, wishing, whole teams, and classes that change afterwards.

pub(crate) mod class_board;
pub(crate) mod class_changes;
pub(crate) mod signup;
pub(crate) mod taking_part;
pub(crate) mod team;
pub(crate) mod teams;
