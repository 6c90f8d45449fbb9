//! SQLite: one writer thread that commits groups, and reader threads that never wait for it.

use crate::{
    Engine, Error, Row, Tx, Value,
    held::Held,
    statement::text_on,
    task::{Ran, Task},
};
use crossbeam_channel::{Receiver, Sender, bounded};
use rusqlite::{Connection, OpenFlags, config::DbConfig, types::ValueRef};
use std::{
    borrow::Cow,
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
}

pub(crate) fn open(path: &str, held: &Held, commits: &Arc<AtomicU64>) -> Result<Sqlite, Error> {
    let file = Path::new(path);
    let connection = Connection::open(file)?;
    connection.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;
         pragma case_sensitive_like = on; pragma busy_timeout = 5000; pragma journal_size_limit = 67108864;
         pragma secure_delete = on;",
    )?;
    // what a savepoint may have to take back is kept in memory: in a file it was a fifth of the time of a crowd's sign-ups.
    // It holds for everything temporary of the writer, sorting too
    connection.execute_batch("pragma temp_store = memory")?;
    prepare_once(&connection)?;
    let (writer, writes) = bounded(QUEUE);
    let (counter, holds) = (Arc::clone(commits), held.clone());
    spawn("sqlite-writer", move || {
        write_loop(&connection, &writes, &counter);
        drop((connection, holds));
    })?;
    Ok(Sqlite { writer, readers: readers(file, Some(held))? })
}

/// Readers of a file that is there, beside whoever works on it.
pub(crate) fn to_look(path: &str) -> Result<Sqlite, Error> {
    // nobody takes what is written here
    let (writer, _) = bounded(0);
    Ok(Sqlite { writer, readers: readers(Path::new(path), None)? })
}

fn readers(file: &Path, held: Option<&Held>) -> Result<Sender<Box<dyn Task>>, Error> {
    let (readers, reads) = bounded(QUEUE);
    for n in 0..READERS {
        let connection = reader(file)?;
        prepare_once(&connection)?;
        let (reads, holds): (Receiver<Box<dyn Task>>, _) = (reads.clone(), held.cloned());
        spawn(&format!("sqlite-reader-{n}"), move || {
            for task in reads {
                read_one(&connection, task);
            }
            drop((connection, holds));
        })?;
    }
    Ok(readers)
}

/// A line to a file that is there, on which nothing is changed. It is not opened for reading alone: a file that nobody works
/// on may have a log that has to be read first.
pub(crate) fn reader(file: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)
        .map_err(|e| Error::Unusable(format!("{} cannot be opened: {e}", file.display())))?;
    connection.execute_batch("pragma query_only = on; pragma case_sensitive_like = on; pragma busy_timeout = 5000;")?;
    Ok(connection)
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

/// Brings what is still in the log into the file. Waits for readers and holds up writers for so long at most.
pub(crate) fn bring_in_the_log(path: &str, patience: Duration) -> Result<(), Error> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(patience)?;
    let busy: i64 = connection.query_row("pragma wal_checkpoint(truncate)", [], |row| row.get(0))?;
    if busy == 0 { Ok(()) } else { Err(Error::Unusable(format!("{path}: somebody is reading it"))) }
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
        // a full disk or a failed write may end the whole transaction: what follows would stand outside of it
        while !connection.is_autocommit() && group.len() < GROUP && started.elapsed() < GROUP_TIME {
            let Ok(next) = writes.try_recv() else { break };
            group.push(in_savepoint(connection, next));
        }
        // Nobody hears of success before this line. Where the transaction is over already, it fails.
        let committed = connection.execute_batch("commit");
        if committed.is_err() && !connection.is_autocommit() {
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
        bind_one(statement, place, value)?;
    }
    Ok(())
}

/// Binds the parameter at `place` (from 1).
pub(crate) fn bind_one(statement: &mut rusqlite::Statement<'_>, place: usize, value: &Value) -> Result<(), Error> {
    match value {
        Value::Null => statement.raw_bind_parameter(place, rusqlite::types::Null)?,
        Value::Int(v) => statement.raw_bind_parameter(place, v)?,
        Value::Bool(v) => statement.raw_bind_parameter(place, v)?,
        Value::Text(v) => statement.raw_bind_parameter(place, v)?,
        Value::Blob(v) => statement.raw_bind_parameter(place, v)?,
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
