//! What was earned: awards, the keys that sign them, and the papers of a record.

pub(crate) mod awards;
pub(crate) mod keys;
pub(crate) mod papers;
