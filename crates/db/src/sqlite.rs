//! SQLite: one writer thread that commits groups, and reader threads that never wait for it.

use crate::{
    Engine, Error, Row, Tx, Value,
    statement::text_on,
    task::{Ran, Task},
};
use crossbeam_channel::{Receiver, Sender, bounded};
use rusqlite::{Connection, OpenFlags, config::DbConfig, types::ValueRef};
use std::{
    borrow::Cow,
    fs::{File, TryLockError},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// A commit is shared by at most this many closures.
const GROUP: usize = 256;
/// And a group is closed after this long, so that its first closure does not wait for the last.
const GROUP_TIME: Duration = Duration::from_millis(5);
/// Writes that may wait; beyond that the caller is told to come back.
const QUEUE: usize = 4096;
const READERS: usize = 2;

pub(crate) struct Sqlite {
    pub writer: Sender<Box<dyn Task>>,
    pub readers: Sender<Box<dyn Task>>,
    /// Held while the process lives: two programs on one file would fight.
    _lock: Option<File>,
}

pub(crate) fn open(path: &str, commits: &Arc<AtomicU64>) -> Result<Sqlite, Error> {
    let file = Path::new(path);
    let lock = lock_file(file)?;
    keep_to_owner(file)?;
    let connection = Connection::open(file)?;
    connection.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;
         pragma case_sensitive_like = on; pragma busy_timeout = 5000; pragma journal_size_limit = 67108864;",
    )?;
    // what a savepoint may have to take back is kept in memory: in a file it was a fifth of the time of a crowd's sign-ups.
    // It holds for everything temporary of the writer, sorting too; what rebuilds the file opens it anew (`purge.rs`)
    connection.execute_batch("pragma temp_store = memory")?;
    prepare_once(&connection)?;
    let (writer, writes) = bounded(QUEUE);
    let counter = Arc::clone(commits);
    spawn("sqlite-writer", move || write_loop(&connection, &writes, &counter))?;
    let (readers, reads) = bounded(QUEUE);
    for n in 0..READERS {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags)?;
        connection
            .execute_batch("pragma query_only = on; pragma case_sensitive_like = on; pragma busy_timeout = 5000;")?;
        prepare_once(&connection)?;
        let reads: Receiver<Box<dyn Task>> = reads.clone();
        spawn(&format!("sqlite-reader-{n}"), move || {
            for task in reads {
                read_one(&connection, task);
            }
        })?;
    }
    Ok(Sqlite { writer, readers, _lock: lock })
}

/// The file names people: nobody but its owner may read it. What SQLite writes next to it has the same permissions.
#[cfg(unix)]
pub(crate) fn keep_to_owner(file: &Path) -> Result<(), Error> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let wrong = |e: std::io::Error| Error::Unusable(format!("{}: {e}", file.display()));
    if file.as_os_str() == ":memory:" || file.as_os_str().is_empty() {
        return Ok(());
    }
    std::fs::OpenOptions::new().create(true).append(true).mode(0o600).open(file).map_err(wrong)?;
    for name in ["", "-wal", "-shm"] {
        let beside = std::path::PathBuf::from(format!("{}{name}", file.display()));
        let Ok(known) = std::fs::metadata(&beside) else { continue };
        if known.permissions().mode() & 0o077 != 0 {
            std::fs::set_permissions(&beside, std::fs::Permissions::from_mode(0o600)).map_err(wrong)?;
        }
    }
    Ok(())
}

#[cfg(not(unix))]
pub(crate) fn keep_to_owner(_: &Path) -> Result<(), Error> {
    Ok(())
}

/// Statements are prepared once and kept: their plans do not depend on the values that are bound, since otherwise they
/// would be prepared again and again.
fn prepare_once(connection: &Connection) -> Result<(), Error> {
    connection.set_prepared_statement_cache_capacity(1024);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), Error> {
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .map(drop)
        .map_err(|e| Error::Unusable(format!("no thread for the database: {e}")))
}

fn lock_file(file: &Path) -> Result<Option<File>, Error> {
    let path = file.with_extension("lock");
    let lock = File::create(&path).map_err(|e| Error::Unusable(format!("{}: {e}", path.display())))?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => Err(Error::Unusable(format!(
            "{} is in use by another Ratify process. Stop it first, or give this one another database.",
            file.display()
        ))),
        Err(TryLockError::Error(e)) => Err(Error::Unusable(format!("{}: {e}", path.display()))),
    }
}

fn write_loop(connection: &Connection, writes: &Receiver<Box<dyn Task>>, commits: &AtomicU64) {
    while let Ok(first) = writes.recv() {
        let started = Instant::now();
        if let Err(e) = connection.execute_batch("begin immediate") {
            first.answer(Err(e.into()));
            continue;
        }
        let before = connection.total_changes();
        let mut group = vec![in_savepoint(connection, first)];
        while group.len() < GROUP && started.elapsed() < GROUP_TIME {
            let Ok(next) = writes.try_recv() else { break };
            group.push(in_savepoint(connection, next));
        }
        // Nobody hears of success before this line.
        let committed = connection.execute_batch("commit");
        if committed.is_err() {
            let _undone = connection.execute_batch("rollback");
        }
        if connection.total_changes() > before {
            commits.fetch_add(1, Ordering::Release);
        }
        for task in group {
            task.answer(committed.as_ref().copied().map_err(|e| Error::Commit(e.to_string())));
        }
    }
}

fn in_savepoint(connection: &Connection, mut task: Box<dyn Task>) -> Box<dyn Task> {
    let run = |sql: &str| connection.prepare_cached(sql).and_then(|mut s| s.execute([]));
    if run("savepoint one").is_err() {
        return task;
    }
    let end = match task.run(&Tx::sqlite(connection)) {
        Ran::Keep => run("release one"),
        Ran::Undo => run("rollback to one").and_then(|_| run("release one")),
    };
    if let Err(e) = end {
        // Without its savepoint the closure's fate is the group's: the commit below decides it.
        eprintln!("savepoint: {e}");
    }
    task
}

fn read_one(connection: &Connection, mut task: Box<dyn Task>) {
    let run = |sql: &str| connection.prepare_cached(sql).and_then(|mut s| s.execute([]));
    let began = run("begin");
    if began.is_ok() {
        task.run(&Tx::sqlite(connection));
        let _ended = run("commit");
    }
    task.answer(began.map(drop).map_err(Error::from));
}

fn text(sql: &str) -> Cow<'_, str> {
    if sql.contains('{') { Cow::Owned(text_on(sql, Engine::Sqlite)) } else { Cow::Borrowed(sql) }
}

fn bind(statement: &mut rusqlite::Statement<'_>, params: &[Value]) -> Result<(), Error> {
    // SQLite numbers $n by first appearance: bind by name.
    for (n, value) in (1..).zip(params) {
        let Some(place) = statement.parameter_index(&format!("${n}"))? else {
            return Err(Error::Shape(format!("no parameter ${n}")));
        };
        match value {
            Value::Null => statement.raw_bind_parameter(place, rusqlite::types::Null)?,
            Value::Int(v) => statement.raw_bind_parameter(place, v)?,
            Value::Bool(v) => statement.raw_bind_parameter(place, v)?,
            Value::Text(v) => statement.raw_bind_parameter(place, v)?,
            Value::Blob(v) => statement.raw_bind_parameter(place, v)?,
        }
    }
    Ok(())
}

pub(crate) fn query(connection: &Connection, sql: &str, params: &[Value]) -> Result<Vec<Row>, Error> {
    let mut statement = connection.prepare_cached(&text(sql))?;
    bind(&mut statement, params)?;
    let width = statement.column_count();
    let mut rows = statement.raw_query();
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let mut values = Vec::with_capacity(width);
        for i in 0..width {
            values.push(match row.get_ref(i)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(n) => Value::Int(n),
                ValueRef::Text(t) => Value::Text(String::from_utf8_lossy(t).into_owned()),
                ValueRef::Blob(b) => Value::Blob(b.to_vec()),
                ValueRef::Real(_) => return Err(Error::Shape(format!("a fraction in column {i}: {sql}"))),
            });
        }
        out.push(Row(values));
    }
    Ok(out)
}

pub(crate) fn execute(connection: &Connection, sql: &str, params: &[Value]) -> Result<u64, Error> {
    let mut statement = connection.prepare_cached(&text(sql))?;
    bind(&mut statement, params)?;
    Ok(statement.raw_execute()? as u64)
}

pub(crate) fn insert_many(connection: &Connection, insert: &str, rows: &[Vec<Value>]) -> Result<u64, Error> {
    let Some(first) = rows.first() else { return Ok(0) };
    let sql = format!("{insert} values {}", crate::tx::value_groups(1, first.len()));
    let mut statement = connection.prepare_cached(&sql)?;
    for row in rows {
        bind(&mut statement, row)?;
        statement.raw_execute()?;
    }
    Ok(rows.len() as u64)
}
