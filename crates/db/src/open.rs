//! The database handle.

use crate::{
    Error, Migration, Tx, held, migrate,
    postgres::{self, Postgres},
    sqlite::{self, Sqlite},
    task::{Closure, Task},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
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
    closed: AtomicBool,
    /// Whether nothing may be changed.
    looks: bool,
}

enum Backend {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// A database that nobody works on.
#[derive(Debug)]
pub struct Still {
    _held: Option<held::Held>,
}

/// How long a stop waits for whoever still reads.
const AT_THE_END: Duration = Duration::from_secs(5);

/// Which of the two databases it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded.
    Sqlite,
    /// Server.
    Postgres,
}

impl Db {
    /// Opens a SQLite file by its path, or PostgreSQL by its `postgres://` address, and brings its schema up to the
    /// program's. A SQLite file is taken hold of before anything in it is changed.
    ///
    /// # Errors
    /// When it cannot be reached, another process holds the SQLite file, or the schema is not one to work with.
    pub fn open(url: &str, migrations: &[Migration]) -> Result<Self, Error> {
        let commits = Arc::new(AtomicU64::new(0));
        let backend = match engine_of(url) {
            Engine::Postgres => off_the_runtime(|| {
                migrate::on_postgres(url, migrations)?;
                postgres::open(url, &commits).map(Backend::Postgres)
            })?,
            Engine::Sqlite => {
                let held = held::hold(url)?;
                migrate::on_sqlite(url, migrations)?;
                Backend::Sqlite(sqlite::open(url, &held, &commits)?)
            }
        };
        Ok(Self {
            inner: Arc::new(Inner {
                backend,
                url: url.to_owned(),
                commits,
                opened: Instant::now(),
                closed: AtomicBool::new(false),
                looks: false,
            }),
        })
    }

    /// Opens a database to look at, beside whoever works on it: nothing is changed, and [`Db::write`] is refused.
    ///
    /// # Errors
    /// When it is not there or cannot be reached.
    pub fn to_look(url: &str) -> Result<Self, Error> {
        let commits = Arc::new(AtomicU64::new(0));
        let backend = match engine_of(url) {
            Engine::Postgres => Backend::Postgres(off_the_runtime(|| postgres::open(url, &commits))?),
            Engine::Sqlite => Backend::Sqlite(sqlite::to_look(url)?),
        };
        let inner = Inner {
            backend,
            url: url.to_owned(),
            commits,
            opened: Instant::now(),
            closed: AtomicBool::new(false),
            looks: true,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Takes hold of a database that nobody works on, for as long as what is returned is kept.
    ///
    /// # Errors
    /// When somebody works on it.
    pub fn hold_still(url: &str) -> Result<Still, Error> {
        match engine_of(url) {
            Engine::Sqlite => Ok(Still { _held: Some(held::hold_there(url)?) }),
            Engine::Postgres => {
                off_the_runtime(|| crate::line::nobody_else(url))?;
                Ok(Still { _held: None })
            }
        }
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
        if self.inner.looks {
            return Err(Error::Unusable("the database was opened to look at".to_owned()).into());
        }
        let (task, answer) = Closure::boxed(work);
        self.send(task, false)?;
        answer.await.unwrap_or_else(|_| Err(Error::Busy.into()))
    }

    /// Ends the work in good order: what was asked for before is done, what comes later is refused, and SQLite's log is
    /// brought into its file, so that the file alone is the whole database.
    ///
    /// # Errors
    /// When the log cannot be brought in: nothing is lost, the next start reads it.
    pub async fn close(&self) -> Result<(), Error> {
        // changes are done in the order in which they were asked for: after this one, nothing is under way
        self.write(|_| Ok::<(), Error>(())).await?;
        self.inner.closed.store(true, Ordering::Release);
        match self.engine() {
            Engine::Sqlite => {
                let url = self.inner.url.clone();
                tokio::task::spawn_blocking(move || sqlite::bring_in_the_log(&url, AT_THE_END))
                    .await
                    .map_err(|e| Error::Panic(e.to_string()))?
            }
            Engine::Postgres => Ok(()),
        }
    }

    fn send(&self, task: Box<dyn Task>, reads: bool) -> Result<(), Error> {
        if self.inner.closed.load(Ordering::Acquire) {
            return Err(Error::Busy);
        }
        match &self.inner.backend {
            Backend::Sqlite(s) if reads => s.readers.try_send(task).map_err(|_| Error::Busy),
            Backend::Sqlite(s) => s.writer.try_send(task).map_err(|_| Error::Busy),
            Backend::Postgres(p) if reads => p.reads.send(task),
            Backend::Postgres(p) => p.writes.send(task),
        }
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
