//! PostgreSQL: worker threads with a connection each; closures run side by side at READ COMMITTED and again after
//! a deadlock or serialization failure.

use crate::{
    Engine, Error, Row, Tx, Value,
    line::{Cache, Line, Wire, configured},
    statement::text_on,
    task::{Ran, Task},
};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded, select_biased};
use std::{
    cell::RefCell,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};
use tokio_postgres::{
    Client, Config, Statement, ToStatement, Transaction,
    config::TargetSessionAttrs,
    types::{IsNull, ToSql, Type, to_sql_checked},
};

const QUEUE: usize = 4096;
/// How often a closure is run again after a serialization failure.
const TRIES: usize = 8;
/// Rows of one multi-row insert, well under the 65,535 parameters of the protocol.
const ROWS: usize = 500;
/// Lines on which nothing is changed: pages are read while every other line waits for somebody's lock.
const READERS: usize = 2;
/// While the database is away, it is looked for this often.
const LOOKED_FOR: Duration = Duration::from_millis(250);

pub(crate) struct Postgres {
    pub reads: Side,
    pub writes: Side,
}

/// What waits to be done.
type Tasks = Receiver<Box<dyn Task>>;

/// What is asked of the database to read, or to change.
pub(crate) struct Side {
    tasks: Sender<Box<dyn Task>>,
    state: Arc<State>,
}

impl Side {
    /// Has a closure run. While the database is known to be away, it is refused at once.
    pub fn send(&self, task: Box<dyn Task>) -> Result<(), Error> {
        self.state.here()?;
        self.tasks.try_send(task).map_err(|_| Error::Busy)
    }
}

/// Whether the database can be reached for one purpose.
struct State {
    config: Config,
    /// Why it is away, if it is.
    away: Mutex<Option<String>>,
    /// Wakes whoever looks for it.
    look: Sender<()>,
    /// How many lines have broken. Where one did, the others may be dead too, and are not waited for: they are made anew.
    broken: Arc<AtomicU64>,
}

impl State {
    fn here(&self) -> Result<(), Error> {
        let away = self.away.lock().unwrap_or_else(PoisonError::into_inner);
        away.as_ref().map_or(Ok(()), |why| Err(Error::Away(why.clone())))
    }

    fn set(&self, why: Option<String>) {
        *self.away.lock().unwrap_or_else(PoisonError::into_inner) = why;
    }

    /// Another line. If there is none to be had, the database is away until somebody finds it.
    fn line(&self) -> Result<Line, Error> {
        self.here()?;
        let age = self.broken.load(Ordering::Acquire);
        Line::to(&self.config, age).inspect_err(|e| self.gone(why(e)))
    }

    /// The database cannot be reached.
    fn gone(&self, why: String) {
        tracing::error!(why, "the database is away");
        self.set(Some(why));
        let _looks_already = self.look.try_send(());
    }
}

/// Why a line is of no use, without saying twice that the database is away.
fn why(e: &Error) -> String {
    match e {
        Error::Away(why) => why.clone(),
        other => other.to_string(),
    }
}

/// Looks for a database that is away until it is there again.
fn look_for(state: &State) {
    while let Err(e) = Line::to(&state.config, 0) {
        state.set(Some(why(&e)));
        thread::sleep(LOOKED_FOR);
    }
    tracing::info!("the database is there again");
    state.set(None);
}

/// Connections of one process that change something: two per core and one more. More of them wait for one another, not for
/// the disk.
fn workers() -> usize {
    let cores = thread::available_parallelism().map_or(2, usize::from);
    (2 * cores + 1).clamp(4, 16)
}

pub(crate) fn open(url: &str, commits: &Arc<AtomicU64>) -> Result<Postgres, Error> {
    let mut config = configured(url)?;
    drop(Line::to(&config, 0)?);
    let broken = Arc::default();
    let (reads, reading) = side(config.clone(), &broken)?;
    if config.get_target_session_attrs() == TargetSessionAttrs::Any {
        // of several servers the one that takes changes; and a line to one that no longer does is not kept
        config.target_session_attrs(TargetSessionAttrs::ReadWrite);
    }
    let (writes, writing) = side(config, &broken)?;
    for n in 0..READERS {
        let (tasks, state) = (reading.clone(), Arc::clone(&reads.state));
        spawn(format!("postgres-reader-{n}"), move || {
            let mut worker = Worker { state, line: None };
            for task in tasks {
                if let Err((task, e)) = worker.read(task) {
                    task.answer(Err(e));
                }
            }
        })?;
    }
    for n in 0..workers() {
        let (writing, reading, commits) = (writing.clone(), reading.clone(), Arc::clone(commits));
        let (state, readers) = (Arc::clone(&writes.state), reads.tasks.clone());
        spawn(format!("postgres-{n}"), move || {
            let mut worker = Worker { state, line: None };
            change_and_help(&mut worker, (&writing, &reading), &readers, &commits);
        })?;
    }
    Ok(Postgres { reads, writes })
}

/// What is to be changed goes first; who has nothing to change helps reading, as long as changes are possible: a server that
/// only reads is read from over the readers' lines.
fn change_and_help(
    worker: &mut Worker,
    (writing, reading): (&Tasks, &Tasks),
    readers: &Sender<Box<dyn Task>>,
    commits: &AtomicU64,
) {
    loop {
        if worker.state.here().is_err() {
            match writing.recv_timeout(LOOKED_FOR) {
                Ok(task) => worker.change(task, commits),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            continue;
        }
        select_biased! {
            recv(writing) -> task => match task {
                Ok(task) => worker.change(task, commits),
                Err(_) => break,
            },
            recv(reading) -> task => match task {
                Ok(task) => if let Err((task, e)) = worker.read(task)
                    && let Err(full) = readers.try_send(task)
                {
                    full.into_inner().answer(Err(e));
                },
                Err(_) => break,
            },
        }
    }
}

fn side(config: Config, broken: &Arc<AtomicU64>) -> Result<(Side, Tasks), Error> {
    let (tasks, queue) = bounded(QUEUE);
    let (look, asked) = bounded(1);
    let state = Arc::new(State { config, away: Mutex::default(), look, broken: Arc::clone(broken) });
    let looking = Arc::downgrade(&state);
    spawn("postgres-away".to_owned(), move || {
        // it ends with the last who could ask
        for () in &asked {
            if let Some(state) = looking.upgrade() {
                look_for(&state);
            }
        }
    })?;
    Ok((Side { tasks, state }, queue))
}

fn spawn(name: String, work: impl FnOnce() + Send + 'static) -> Result<(), Error> {
    let spawned = thread::Builder::new().name(name).spawn(work);
    spawned.map(drop).map_err(|e| Error::Unusable(format!("no thread for the database: {e}")))
}

/// A thread with a line of its own.
struct Worker {
    state: Arc<State>,
    line: Option<Line>,
}

impl Worker {
    /// The line, a new one if the last one broke.
    fn line(&mut self) -> Result<&mut Line, Error> {
        let broken = self.state.broken.load(Ordering::Acquire);
        if self.line.as_ref().is_none_or(|line| line.is_closed() || line.age < broken) {
            self.line = None;
            self.line = Some(self.state.line()?);
        }
        self.line.as_mut().ok_or(Error::Busy)
    }

    /// Lets go of a line that broke. Returns whether another one is not to be had either.
    fn is_given_up(&mut self, why: &Error) -> bool {
        self.line = None;
        self.state.broken.fetch_add(1, Ordering::AcqRel);
        let away = matches!(why, Error::Away(_));
        if away {
            self.state.gone(self::why(why));
        }
        away
    }

    /// Statements that only read need no transaction around them: at READ COMMITTED each sees what is committed anyway. Gives
    /// the closure back where there is no line.
    fn read(&mut self, mut task: Box<dyn Task>) -> Result<(), (Box<dyn Task>, Error)> {
        if !task.is_wanted() {
            return Ok(());
        }
        let mut broken_before = false;
        loop {
            let line = match self.line() {
                Ok(line) => line,
                Err(e) => return Err((task, e)),
            };
            let (wire, client, cache) = line.parts();
            let tx = Tx::postgres(PostgresTx::new(wire, Channel::Bare(client), cache));
            task.run(&tx);
            let changed = tx.changed();
            let Some(why) = tx.into_postgres().and_then(|tx| tx.broke.into_inner()) else {
                task.answer(if changed == 0 { Ok(()) } else { Err(Error::Shape("a read changed rows".to_owned())) });
                return Ok(());
            };
            if self.is_given_up(&why) || broken_before {
                task.answer(Err(Error::Away(self::why(&why))));
                return Ok(());
            }
            broken_before = true;
        }
    }

    /// Runs a closure in a transaction: again after a collision, and once more where the line broke before its COMMIT.
    fn change(&mut self, mut task: Box<dyn Task>, commits: &AtomicU64) {
        if !task.is_wanted() {
            return;
        }
        let mut broken_before = false;
        for attempt in 1.. {
            let line = match self.line() {
                Ok(line) => line,
                Err(e) => return task.answer(Err(e)),
            };
            let ran = once(line, &mut task, commits);
            match ran {
                Attempt::Done(answer) => return task.answer(answer),
                Attempt::Collided(_) if attempt < TRIES => thread::sleep(Duration::from_millis(attempt as u64 * 3)),
                Attempt::Collided(answer) => return task.answer(answer),
                Attempt::Broke(why) => {
                    if self.is_given_up(&why) || broken_before {
                        return task.answer(Err(Error::Away(self::why(&why))));
                    }
                    broken_before = true;
                }
                Attempt::Unknown(why) => {
                    self.is_given_up(&why);
                    return task.answer(Err(Error::Unknown(why.to_string())));
                }
            }
        }
    }
}

/// What became of a transaction.
enum Attempt {
    /// It was committed, or undone as the closure or the database wanted.
    Done(Result<(), Error>),
    /// It collided with another one; what to answer if that happens too often.
    Collided(Result<(), Error>),
    /// The line broke before COMMIT: nothing was kept.
    Broke(Error),
    /// The line broke at COMMIT: nobody knows.
    Unknown(Error),
}

fn once(line: &mut Line, task: &mut Box<dyn Task>, commits: &AtomicU64) -> Attempt {
    let (wire, client, cache) = line.parts();
    let inner = match wire.wait(client.transaction()) {
        Ok(inner) => inner,
        Err(e) if e.ends_the_line() => return Attempt::Broke(e),
        Err(e) => return Attempt::Done(Err(e)),
    };
    let tx = Tx::postgres(PostgresTx::new(wire, Channel::Within(inner), cache));
    let ran = task.run(&tx);
    let changed = tx.changed();
    let Some(tx) = tx.into_postgres() else { return Attempt::Done(Err(Error::Busy)) };
    if let Some(why) = tx.broke.into_inner() {
        return Attempt::Broke(why);
    }
    let again = *tx.retry.borrow();
    let (keeps, ended) = match (tx.line.into_inner(), ran) {
        (Channel::Within(tx), Ran::Keep) => (true, wire.wait(tx.commit())),
        (Channel::Within(tx), Ran::Undo) => (false, wire.wait(tx.rollback())),
        (Channel::Bare(_), _) => (false, Ok(())),
    };
    if again || ended.as_ref().is_err_and(Error::is_retryable) {
        return Attempt::Collided(ended);
    }
    match ended {
        Err(why) if why.ends_the_line() => {
            return if keeps { Attempt::Unknown(why) } else { Attempt::Broke(why) };
        }
        _ => {}
    }
    if changed > 0 {
        commits.fetch_add(1, Ordering::Release);
    }
    Attempt::Done(ended)
}

/// What statements go over.
enum Channel<'a> {
    Within(Transaction<'a>),
    Bare(&'a Client),
}

pub(crate) struct PostgresTx<'a> {
    wire: &'a Wire,
    line: RefCell<Channel<'a>>,
    cache: &'a Cache,
    retry: RefCell<bool>,
    /// What broke the line, if something did.
    broke: RefCell<Option<Error>>,
}

impl<'a> PostgresTx<'a> {
    fn new(wire: &'a Wire, line: Channel<'a>, cache: &'a Cache) -> Self {
        Self { wire, line: RefCell::new(line), cache, retry: RefCell::new(false), broke: RefCell::new(None) }
    }

    fn prepare(&self, sql: &'static str) -> Result<Statement, Error> {
        if let Some(statement) = self.cache.borrow().get(sql) {
            return Ok(statement.clone());
        }
        let text = text_on(sql, Engine::Postgres);
        let prepared = match &*self.line.borrow() {
            Channel::Within(tx) => self.wire.wait(tx.prepare(&text)),
            Channel::Bare(client) => self.wire.wait(client.prepare(&text)),
        };
        let statement = self.noting(prepared)?;
        self.cache.borrow_mut().insert(sql, statement.clone());
        Ok(statement)
    }

    fn noting<T>(&self, result: Result<T, Error>) -> Result<T, Error> {
        let Err(e) = result else { return result };
        if e.is_retryable() {
            self.retry.replace(true);
        }
        if e.ends_the_line() {
            let said = Error::Away(why(&e));
            self.broke.replace(Some(e));
            return Err(said);
        }
        Err(if e.waited_too_long() { Error::Busy } else { e })
    }

    pub(crate) fn query(&self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>, Error> {
        let statement = self.prepare(sql)?;
        let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|p| p as &(dyn ToSql + Sync)).collect();
        let rows = match &*self.line.borrow() {
            Channel::Within(tx) => self.wire.wait(tx.query(&statement, &params)),
            Channel::Bare(client) => self.wire.wait(client.query(&statement, &params)),
        };
        self.noting(rows)?.iter().map(read).collect()
    }

    pub(crate) fn execute(&self, sql: &'static str, params: &[Value]) -> Result<u64, Error> {
        let statement = self.prepare(sql)?;
        self.run(&statement, params.iter())
    }

    fn run<'v, S>(&self, statement: &S, params: impl Iterator<Item = &'v Value>) -> Result<u64, Error>
    where
        S: ?Sized + ToStatement + Sync + Send,
    {
        let params: Vec<&(dyn ToSql + Sync)> = params.map(|p| p as &(dyn ToSql + Sync)).collect();
        let rows = match &*self.line.borrow() {
            Channel::Within(tx) => self.wire.wait(tx.execute(statement, &params)),
            Channel::Bare(client) => self.wire.wait(client.execute(statement, &params)),
        };
        self.noting(rows)
    }

    pub(crate) fn insert_many(&self, insert: &str, rows: &[Vec<Value>]) -> Result<u64, Error> {
        for chunk in rows.chunks(ROWS) {
            let sql = format!("{insert} values {}", crate::tx::value_groups(chunk.len(), chunk[0].len()));
            self.run(sql.as_str(), chunk.iter().flatten())?;
        }
        Ok(rows.len() as u64)
    }
}

pub(crate) fn read(row: &tokio_postgres::Row) -> Result<Row, Error> {
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
