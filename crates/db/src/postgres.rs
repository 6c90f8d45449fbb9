//! PostgreSQL: worker threads with a connection each; closures run side by side at READ COMMITTED and again after
//! a deadlock or serialization failure.

use crate::{
    Engine, Error, Row, Tx, Value,
    statement::text_on,
    task::{Ran, Task},
};
use crossbeam_channel::{Receiver, Sender, bounded};
use postgres::{
    Client, NoTls, Statement, ToStatement, Transaction,
    types::{IsNull, ToSql, Type, to_sql_checked},
};
use std::{
    cell::RefCell,
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

const QUEUE: usize = 4096;
/// How often a closure is run again after a serialization failure.
const TRIES: usize = 8;
/// Rows of one multi-row insert, well under the 65,535 parameters of the protocol.
const ROWS: usize = 500;

pub(crate) struct Postgres {
    pub tasks: Sender<Queued>,
}

/// A closure, and whether it only reads.
pub(crate) struct Queued {
    pub task: Box<dyn Task>,
    pub reads: bool,
}

pub(crate) fn connect(url: &str) -> Result<Client, Error> {
    let mut client = Client::connect(url, NoTls)?;
    client.batch_execute(
        // every statement is prepared and small: one plan for all values, and no compilation
        "set plan_cache_mode = force_generic_plan; set jit = off;
         set statement_timeout = '30s'; set lock_timeout = '10s';
         set idle_in_transaction_session_timeout = '60s'; set synchronous_commit = on; set timezone = 'UTC'",
    )?;
    Ok(client)
}

/// Connections of one process: two per core and one more. More of them wait for one another, not for the disk.
fn workers() -> usize {
    let cores = thread::available_parallelism().map_or(2, usize::from);
    (2 * cores + 1).clamp(4, 16)
}

pub(crate) fn open(url: &str, commits: &Arc<AtomicU64>) -> Result<Postgres, Error> {
    drop(connect(url)?);
    let (tasks, queue) = bounded(QUEUE);
    for n in 0..workers() {
        let (url, queue, commits) = (url.to_owned(), queue.clone(), Arc::clone(commits));
        thread::Builder::new()
            .name(format!("postgres-{n}"))
            .spawn(move || work_loop(&url, &queue, &commits))
            .map_err(|e| Error::Unusable(format!("no thread for the database: {e}")))?;
    }
    Ok(Postgres { tasks })
}

fn work_loop(url: &str, queue: &Receiver<Queued>, commits: &AtomicU64) {
    let mut connection: Option<(Client, Cache)> = None;
    for Queued { task, reads } in queue {
        if connection.as_ref().is_none_or(|(c, _)| c.is_closed()) {
            connection = match connect(url) {
                Ok(client) => Some((client, Cache::default())),
                Err(e) => {
                    task.answer(Err(e));
                    thread::sleep(Duration::from_millis(100));
                    continue;
                }
            };
        }
        if let Some((client, cache)) = &mut connection {
            if reads {
                read_only(client, cache, task);
            } else {
                run(client, cache, task, commits);
            }
        }
    }
}

type Cache = RefCell<HashMap<&'static str, Statement>>;

/// Statements that only read need no transaction around them: at READ COMMITTED each sees what is committed anyway.
fn read_only(client: &mut Client, cache: &Cache, mut task: Box<dyn Task>) {
    let tx = Tx::postgres(PostgresTx { line: RefCell::new(Channel::Bare(client)), cache, retry: RefCell::new(false) });
    task.run(&tx);
    let changed = tx.changed();
    task.answer(if changed == 0 { Ok(()) } else { Err(Error::Shape("a read changed rows".to_owned())) });
}

fn run(client: &mut Client, cache: &Cache, mut task: Box<dyn Task>, commits: &AtomicU64) {
    for attempt in 1.. {
        let inner = match client.transaction() {
            Ok(inner) => inner,
            Err(e) => return task.answer(Err(e.into())),
        };
        let tx =
            Tx::postgres(PostgresTx { line: RefCell::new(Channel::Within(inner)), cache, retry: RefCell::new(false) });
        let ran = task.run(&tx);
        let changed = tx.changed();
        let Some(tx) = tx.into_postgres() else { return task.answer(Err(Error::Busy)) };
        let again = *tx.retry.borrow();
        let ended = match (tx.line.into_inner(), ran) {
            (Channel::Within(tx), Ran::Keep) => tx.commit(),
            (Channel::Within(tx), Ran::Undo) => tx.rollback(),
            (Channel::Bare(_), _) => Ok(()),
        };
        let ended = ended.map_err(Error::from);
        let again = again || ended.as_ref().is_err_and(Error::is_retryable);
        if again && attempt < TRIES {
            thread::sleep(Duration::from_millis(attempt as u64 * 3));
            continue;
        }
        if changed > 0 {
            commits.fetch_add(1, Ordering::Release);
        }
        return task.answer(ended);
    }
}

/// What statements go over.
enum Channel<'a> {
    Within(Transaction<'a>),
    Bare(&'a mut Client),
}

impl Channel<'_> {
    fn prepare(&mut self, sql: &str) -> Result<Statement, postgres::Error> {
        match self {
            Self::Within(tx) => tx.prepare(sql),
            Self::Bare(client) => client.prepare(sql),
        }
    }

    fn query(
        &mut self,
        sql: &Statement,
        params: &[&(dyn ToSql + Sync)],
    ) -> Result<Vec<postgres::Row>, postgres::Error> {
        match self {
            Self::Within(tx) => tx.query(sql, params),
            Self::Bare(client) => client.query(sql, params),
        }
    }

    fn execute<S: ?Sized + ToStatement>(
        &mut self,
        sql: &S,
        params: &[&(dyn ToSql + Sync)],
    ) -> Result<u64, postgres::Error> {
        match self {
            Self::Within(tx) => tx.execute(sql, params),
            Self::Bare(client) => client.execute(sql, params),
        }
    }
}

pub(crate) struct PostgresTx<'a> {
    line: RefCell<Channel<'a>>,
    cache: &'a Cache,
    retry: RefCell<bool>,
}

impl PostgresTx<'_> {
    fn prepare(&self, sql: &'static str) -> Result<Statement, Error> {
        if let Some(statement) = self.cache.borrow().get(sql) {
            return Ok(statement.clone());
        }
        let text = text_on(sql, Engine::Postgres);
        let statement = self.line.borrow_mut().prepare(&text)?;
        self.cache.borrow_mut().insert(sql, statement.clone());
        Ok(statement)
    }

    fn noting<T>(&self, result: Result<T, Error>) -> Result<T, Error> {
        if result.as_ref().is_err_and(Error::is_retryable) {
            self.retry.replace(true);
        }
        result
    }

    pub(crate) fn query(&self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>, Error> {
        let statement = self.prepare(sql)?;
        let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|p| p as &(dyn ToSql + Sync)).collect();
        let rows = self.line.borrow_mut().query(&statement, &params).map_err(Error::from);
        self.noting(rows)?.iter().map(read).collect()
    }

    pub(crate) fn execute(&self, sql: &'static str, params: &[Value]) -> Result<u64, Error> {
        let statement = self.prepare(sql)?;
        let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|p| p as &(dyn ToSql + Sync)).collect();
        let rows = self.line.borrow_mut().execute(&statement, &params).map_err(Error::from);
        self.noting(rows)
    }

    pub(crate) fn insert_many(&self, insert: &str, rows: &[Vec<Value>]) -> Result<u64, Error> {
        for chunk in rows.chunks(ROWS) {
            let width = chunk[0].len();
            let sql = format!("{insert} values {}", crate::tx::value_groups(chunk.len(), width));
            let params: Vec<&(dyn ToSql + Sync)> = chunk.iter().flatten().map(|p| p as &(dyn ToSql + Sync)).collect();
            self.noting(self.line.borrow_mut().execute(sql.as_str(), &params).map_err(Error::from))?;
        }
        Ok(rows.len() as u64)
    }
}

pub(crate) fn read(row: &postgres::Row) -> Result<Row, Error> {
    let mut values = Vec::with_capacity(row.len());
    for (i, column) in row.columns().iter().enumerate() {
        let value = match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(i)?.into(),
            Type::INT4 => row.try_get::<_, Option<i32>>(i)?.map(i64::from).into(),
            Type::BOOL => row.try_get::<_, Option<bool>>(i)?.into(),
            Type::TEXT | Type::VARCHAR | Type::NAME => row.try_get::<_, Option<String>>(i)?.into(),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(i)?.into(),
            ref other => return Err(Error::Shape(format!("column {} has type {other}", column.name()))),
        };
        values.push(value);
    }
    Ok(Row(values))
}

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut bytes::BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            // The server infers narrow integers in places: give it the width it asks for.
            Self::Int(n) if *ty == Type::INT4 => i32::try_from(*n)?.to_sql(ty, out),
            Self::Int(n) if *ty == Type::INT2 => i16::try_from(*n)?.to_sql(ty, out),
            Self::Int(n) => n.to_sql(ty, out),
            Self::Bool(b) => b.to_sql(ty, out),
            Self::Text(s) => s.to_sql(ty, out),
            Self::Blob(b) => b.to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
