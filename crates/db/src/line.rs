//! A line to PostgreSQL, with limits of our own: whatever becomes of the network or of the server, nobody waits for ever.

use crate::{Error, error::with_causes};
use postgres::{Client as Patient, NoTls};
use std::{cell::RefCell, collections::HashMap, future::Future, pin::pin, time::Duration};
use tokio::{
    runtime::{Builder, Runtime},
    time::timeout,
};
use tokio_postgres::{Client, Config, Statement};

/// The address, the greeting and the settings of a line take this long at most.
const CONNECT: Duration = Duration::from_secs(5);
/// After this long without an answer it is looked whether the server is still at work on it.
const PATIENT: Duration = Duration::from_secs(4);
/// An answer that was given while that was looked up is on its way this long at most.
const ON_ITS_WAY: Duration = Duration::from_secs(1);
/// And after this long the line is given up: the server itself ends a statement after thirty seconds.
const LONGEST: Duration = Duration::from_secs(35);

const SETTINGS: &str =
    // every statement is prepared and small: one plan for all values, and no compilation
    "set plan_cache_mode = force_generic_plan; set jit = off;
     set statement_timeout = '30s'; set lock_timeout = '3s';
     set idle_in_transaction_session_timeout = '60s'; set synchronous_commit = on; set timezone = 'UTC'";

/// The address, with limits where it names none: a line that is dead and not closed would be waited for for ever.
pub(crate) fn configured(url: &str) -> Result<Config, Error> {
    let mut config: Config = url.parse().map_err(|e: tokio_postgres::Error| {
        Error::Unusable(format!("the address of the database: {}", with_causes(&e)))
    })?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(Duration::from_secs(10));
    }
    if !url.contains("keepalives") {
        config
            .keepalives_idle(Duration::from_secs(5))
            .keepalives_interval(Duration::from_secs(2))
            .keepalives_retries(3);
    }
    if config.get_application_name().is_none() {
        config.application_name("ratify");
    }
    Ok(config)
}

/// A line for work on a whole database, which takes as long as it takes.
pub(crate) fn connect(url: &str) -> Result<Patient, Error> {
    let config = configured(url)?;
    let mut client =
        postgres::Config::from(config.clone()).connect(NoTls).map_err(|e| Error::no_line(&config, with_causes(&e)))?;
    client.batch_execute(SETTINGS)?;
    Ok(client)
}

/// Refuses where another program of this name is connected.
pub(crate) fn nobody_else(url: &str) -> Result<(), Error> {
    let others: i64 = connect(url)?
        .query_one(
            "select count(*) from pg_stat_activity a, pg_stat_activity own
             where own.pid = pg_backend_pid() and a.pid <> own.pid and a.datname = own.datname
               and a.application_name = own.application_name",
            &[],
        )?
        .get(0);
    if others == 0 {
        return Ok(());
    }
    Err(Error::Unusable(format!("{others} lines of servers lead to this database. Stop every server first.")))
}

pub(crate) type Cache = RefCell<HashMap<&'static str, Statement>>;

/// A line, and what was prepared on it.
pub(crate) struct Line {
    // before its runtime, on which it lives
    client: Client,
    cache: Cache,
    wire: Wire,
    /// How many lines had broken when it was made.
    pub age: u64,
}

/// What waits for answers.
pub(crate) struct Wire {
    runtime: Runtime,
    config: Config,
    /// The server's process at the other end.
    process: i32,
}

impl Line {
    /// Another line, made when so many had broken.
    pub fn to(config: &Config, age: u64) -> Result<Self, Error> {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|e| Error::Unusable(format!("no runtime for the database: {e}")))?;
        let (client, process) = runtime.block_on(greeted(config))?;
        Ok(Self { client, cache: Cache::default(), wire: Wire { runtime, config: config.clone(), process }, age })
    }

    pub fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// Its parts, each to be used beside the others.
    pub fn parts(&mut self) -> (&Wire, &mut Client, &Cache) {
        (&self.wire, &mut self.client, &self.cache)
    }
}

/// A line that was answered, and the process at its other end.
async fn greeted(config: &Config) -> Result<(Client, i32), Error> {
    let greeting = async {
        let (client, connection) = config.connect(NoTls).await?;
        tokio::spawn(async move {
            if let Err(e) = connection.await {
                tracing::debug!(%e, "a line to the database");
            }
        });
        client.batch_execute(SETTINGS).await?;
        let process = client.query_one("select pg_backend_pid()", &[]).await?.get(0);
        Ok::<_, tokio_postgres::Error>((client, process))
    };
    match timeout(CONNECT, greeting).await {
        Ok(greeted) => greeted.map_err(|e| Error::no_line(config, with_causes(&e))),
        Err(_) => Err(Error::no_line(config, "no answer")),
    }
}

impl Wire {
    /// Waits for an answer, and not longer than there is somebody at work on it.
    pub fn wait<T>(&self, work: impl Future<Output = Result<T, tokio_postgres::Error>>) -> Result<T, Error> {
        self.runtime.block_on(async {
            let mut work = pin!(work);
            if let Ok(done) = timeout(PATIENT, &mut work).await {
                return Ok(done?);
            }
            let at_work = self.is_at_work().await?;
            match timeout(if at_work { LONGEST - PATIENT } else { ON_ITS_WAY }, work).await {
                Ok(done) => Ok(done?),
                Err(_) => Err(Error::Dead),
            }
        })
    }

    /// Whether the server, asked over another line, is at work on what was asked over this one.
    async fn is_at_work(&self) -> Result<bool, Error> {
        let (client, _) = greeted(&self.config).await?;
        let process: [&(dyn tokio_postgres::types::ToSql + Sync); 1] = [&self.process];
        let asked = client.query_opt(
            "select 1 from pg_stat_activity where pid = $1 and state in ('active', 'fastpath function call')",
            &process,
        );
        match timeout(CONNECT, asked).await {
            Ok(found) => Ok(found?.is_some()),
            Err(_) => Err(Error::no_line(&self.config, "no answer")),
        }
    }
}
