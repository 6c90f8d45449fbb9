//! Leaving no byte of what was deleted: a database keeps freed space as it was until somebody writes over it.

use crate::{
    Error, line,
    open::{Db, Engine, off_the_runtime},
};
use rusqlite::Connection;

impl Db {
    /// Rewrites whatever holds freed space. SQLite's file is written anew and its log is emptied; PostgreSQL frees dead
    /// rows for what is written next.
    ///
    /// # Errors
    /// When somebody is using the database for so long that it cannot be done now.
    pub async fn purge(&self) -> Result<(), Error> {
        let (engine, url) = (self.engine(), self.url().to_owned());
        let done = tokio::task::spawn_blocking(move || match engine {
            Engine::Sqlite => {
                let connection = Connection::open(&url)?;
                connection.execute_batch("pragma busy_timeout = 30000; vacuum; pragma wal_checkpoint(truncate);")?;
                Ok(())
            }
            Engine::Postgres => off_the_runtime(|| {
                let mut client = line::connect(&url)?;
                // one by one: statements that are sent together are a transaction, and nothing is vacuumed in one
                client.batch_execute("set statement_timeout = 0")?;
                Ok(client.batch_execute("vacuum")?)
            }),
        });
        done.await.map_err(|e| Error::Panic(e.to_string()))?
    }
}
