//! The database handle.

use crate::{
    Error, Tx,
    postgres::{self, Postgres, Queued},
    sqlite::{self, Sqlite},
    task::{Closure, Task},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

/// An open database; clones share it.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

struct Inner {
    backend: Backend,
    url: String,
    commits: Arc<AtomicU64>,
    opened: Instant,
}

enum Backend {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// Which of the two databases it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded.
    Sqlite,
    /// Server.
    Postgres,
}

impl Db {
    /// Opens a SQLite file by its path, or PostgreSQL by its `postgres://` address.
    ///
    /// # Errors
    /// When it cannot be reached, or another process holds the SQLite file.
    pub fn open(url: &str) -> Result<Self, Error> {
        let commits = Arc::new(AtomicU64::new(0));
        let backend = match engine_of(url) {
            Engine::Postgres => Backend::Postgres(off_the_runtime(|| postgres::open(url, &commits))?),
            Engine::Sqlite => Backend::Sqlite(sqlite::open(url, &commits)?),
        };
        Ok(Self { inner: Arc::new(Inner { backend, url: url.to_owned(), commits, opened: Instant::now() }) })
    }

    /// Which database it is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        engine_of(&self.inner.url)
    }

    /// The path or address it was opened with.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.inner.url
    }

    /// A number that changes whenever stored data may have changed: what was read at the same number is still true. On
    /// PostgreSQL, where other processes write too, it also changes every second.
    #[must_use]
    pub fn generation(&self) -> u64 {
        let own = self.inner.commits.load(Ordering::Acquire);
        match self.inner.backend {
            Backend::Sqlite(_) => own,
            Backend::Postgres(_) => own + (self.inner.opened.elapsed().as_secs() << 32),
        }
    }

    /// Runs a closure that only reads: on SQLite all of it sees one view of the data, on PostgreSQL each of its
    /// statements sees what is committed at that moment.
    ///
    /// # Errors
    /// The closure's own error, or [`Error`].
    pub async fn read<T, E>(&self, work: impl FnMut(&Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (task, answer) = Closure::boxed(work);
        self.send(task, true)?;
        answer.await.unwrap_or_else(|_| Err(Error::Busy.into()))
    }

    /// Runs a closure in one write transaction; returns after COMMIT. The closure may run more than once.
    ///
    /// # Errors
    /// The closure's own error (its changes are undone), or [`Error`].
    pub async fn write<T, E>(&self, work: impl FnMut(&Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (task, answer) = Closure::boxed(work);
        self.send(task, false)?;
        answer.await.unwrap_or_else(|_| Err(Error::Busy.into()))
    }

    fn send(&self, task: Box<dyn Task>, reads: bool) -> Result<(), Error> {
        let full = match &self.inner.backend {
            Backend::Sqlite(s) if reads => s.readers.try_send(task).is_err(),
            Backend::Sqlite(s) => s.writer.try_send(task).is_err(),
            Backend::Postgres(p) => p.tasks.try_send(Queued { task, reads }).is_err(),
        };
        if full { Err(Error::Busy) } else { Ok(()) }
    }
}

/// Runs blocking work on a thread of its own: the PostgreSQL client cannot be started on an async runtime's thread.
pub(crate) fn off_the_runtime<T: Send>(work: impl FnOnce() -> Result<T, Error> + Send) -> Result<T, Error> {
    std::thread::scope(|scope| scope.spawn(work).join())
        .unwrap_or_else(|_| Err(Error::Panic("while opening the database".to_owned())))
}

pub(crate) fn engine_of(url: &str) -> Engine {
    if url.starts_with("postgres://") || url.starts_with("postgresql://") { Engine::Postgres } else { Engine::Sqlite }
}
