//! What can go wrong below a feature.

/// A fault of the database or of how it was asked. Never a person's mistake.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// SQLite said no.
    #[error("SQLite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL said no.
    #[error("PostgreSQL: {}", describe(.0))]
    Postgres(#[from] ::postgres::Error),
    /// A row or column was not what the statement promised.
    #[error("{0}")]
    Shape(String),
    /// A closure panicked; its changes are undone.
    #[error("a database closure panicked: {0}")]
    Panic(String),
    /// COMMIT failed, and with it every closure of the group.
    #[error("the commit failed: {0}")]
    Commit(String),
    /// The queue of writes is full, or the database is shutting down.
    #[error("the database is too busy")]
    Busy,
    /// The file or schema is not one to work with.
    #[error("{0}")]
    Unusable(String),
}

fn describe(e: &::postgres::Error) -> String {
    e.as_db_error().map_or_else(|| e.to_string(), |d| format!("{} ({})", d.message(), d.code().code()))
}

impl Error {
    /// Whether running the whole transaction again may succeed: it collided with another one, or with a row that
    /// another one added after it had looked.
    pub(crate) fn is_retryable(&self) -> bool {
        use ::postgres::error::SqlState;
        matches!(self, Self::Postgres(e)
            if matches!(e.code(), Some(&SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED | &SqlState::UNIQUE_VIOLATION)))
    }
}
