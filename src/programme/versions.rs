//! Versions of what is read once and kept (courses, texts): another one, that no earlier state has had, with every change.

use super::change::Change;
use crate::ground::fault::Fault;
use db::{params, sql};

/// Something that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Courses,
    Texts,
}

impl Of {
    /// The setting that holds its version.
    pub const fn setting(self) -> &'static str {
        match self {
            Self::Courses => "courses",
            Self::Texts => "texts",
        }
    }
}

/// Notes that something has changed: what is kept of it is read again.
pub(super) fn renew(change: &Change<'_, '_>, what: Of) -> Result<(), Fault> {
    // an id, and no count: what is taken back with its transaction must not be the next version
    change.tx.run(
        sql!(
            "insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value"
        ),
        &params![what.setting(), change.id().to_string()],
    )?;
    Ok(())
}
