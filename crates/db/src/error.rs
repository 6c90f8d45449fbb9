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
    /// The queue of writes is full, somebody else holds what this needs, or the database is shutting down.
    #[error("the database is too busy")]
    Busy,
    /// The database cannot be reached, or the line to it broke; nothing is known to have been kept.
    #[error("the database is away: {0}")]
    Away(String),
    /// Nobody works at the other end of a line; over another one the database can be reached.
    #[error("the line to the database is dead")]
    Dead,
    /// The line broke at COMMIT: whether the change was kept is not known.
    #[error("the line to the database broke at COMMIT: {0}")]
    Unknown(String),
    /// The file or schema is not one to work with.
    #[error("{0}")]
    Unusable(String),
}

fn describe(e: &::postgres::Error) -> String {
    e.as_db_error().map_or_else(|| with_causes(e), |d| format!("{} ({})", d.message(), d.code().code()))
}

/// An error with what caused it: the driver alone says "error connecting to server".
pub(crate) fn with_causes(e: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(e.source(), |cause| cause.source());
    causes.fold(e.to_string(), |said, cause| format!("{said}: {cause}"))
}

impl Error {
    /// The error of a line that could not be made.
    pub(crate) fn no_line(config: &tokio_postgres::Config, e: impl Into<String>) -> Self {
        use tokio_postgres::config::Host;
        let hosts = config.get_hosts().iter().map(|host| match host {
            Host::Tcp(name) => name.clone(),
            Host::Unix(path) => path.display().to_string(),
        });
        let ports = config.get_ports().iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
        let at = hosts.collect::<Vec<_>>().join(", ");
        Self::Away(format!("PostgreSQL at {at}, port {}: {}", if ports.is_empty() { "5432" } else { &ports }, e.into()))
    }

    /// Whether the line that it came over is of no use any more: it broke, the server ends, or the server only reads by now.
    pub(crate) fn ends_the_line(&self) -> bool {
        use ::postgres::error::SqlState;
        let e = match self {
            Self::Away(_) | Self::Dead => return true,
            Self::Postgres(e) => e,
            _ => return false,
        };
        let broken = e.is_closed() || std::error::Error::source(e).is_some_and(|cause| cause.is::<std::io::Error>());
        broken
            || e.code().is_some_and(|code| {
                [
                    SqlState::READ_ONLY_SQL_TRANSACTION,
                    SqlState::ADMIN_SHUTDOWN,
                    SqlState::CRASH_SHUTDOWN,
                    SqlState::CANNOT_CONNECT_NOW,
                ]
                .contains(code)
                    || code.code().starts_with("08")
            })
    }

    /// Whether the same may go well in a moment: the database is away, has no room, or cannot write. What else goes wrong is
    /// wrong with what was asked.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        use rusqlite::ErrorCode as Sqlite;
        match self {
            Self::Busy | Self::Away(_) | Self::Dead | Self::Unknown(_) | Self::Commit(_) => true,
            Self::Sqlite(e) => e.sqlite_error_code().is_some_and(|code| {
                [
                    Sqlite::DiskFull,
                    Sqlite::SystemIoFailure,
                    Sqlite::DatabaseBusy,
                    Sqlite::DatabaseLocked,
                    Sqlite::ReadOnly,
                    Sqlite::OutOfMemory,
                    Sqlite::CannotOpen,
                    Sqlite::PermissionDenied,
                ]
                .contains(&code)
            }),
            // resources, an operator, the system underneath
            Self::Postgres(e) => {
                self.ends_the_line()
                    || e.code().is_some_and(|c| ["53", "57", "58"].iter().any(|k| c.code().starts_with(k)))
            }
            Self::Shape(_) | Self::Panic(_) | Self::Unusable(_) => false,
        }
    }

    /// Whether somebody else held for too long what a statement needed.
    pub(crate) fn waited_too_long(&self) -> bool {
        matches!(self, Self::Postgres(e) if e.code() == Some(&::postgres::error::SqlState::LOCK_NOT_AVAILABLE))
    }

    /// Whether running the whole transaction again may succeed: it collided with another one, or with a row that
    /// another one added after it had looked.
    pub(crate) fn is_retryable(&self) -> bool {
        use ::postgres::error::SqlState;
        matches!(self, Self::Postgres(e)
            if matches!(e.code(), Some(&SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED | &SqlState::UNIQUE_VIOLATION)))
    }
}
