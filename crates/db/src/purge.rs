//! Leaving no byte of what was deleted. SQLite writes zeros over what is deleted (`secure_delete`); its log holds it until the
//! log is emptied. PostgreSQL keeps freed space as it was until somebody writes over it.

use crate::{
    Error, line,
    open::{Db, Engine, off_the_runtime},
    sqlite,
};
use std::{
    thread,
    time::{Duration, Instant},
};

/// For so long it is tried to empty SQLite's log between others' work.
const TRIED_FOR: Duration = Duration::from_secs(20);
/// And a try holds up whoever changes something for so long at most.
const HOLDS_UP: Duration = Duration::from_millis(100);

impl Db {
    /// Sees to it that nothing deleted is left in what is stored: SQLite's log is emptied, PostgreSQL frees dead rows for what is
    /// written next. Nobody is held up for it.
    ///
    /// # Errors
    /// When somebody is using the database for so long that it cannot be done now; it can be tried again at any time.
    pub async fn purge(&self) -> Result<(), Error> {
        let (engine, url) = (self.engine(), self.url().to_owned());
        let done = tokio::task::spawn_blocking(move || match engine {
            Engine::Sqlite => {
                let began = Instant::now();
                loop {
                    match sqlite::bring_in_the_log(&url, HOLDS_UP) {
                        Err(e) if began.elapsed() > TRIED_FOR => return Err(e),
                        Err(_) => thread::sleep(HOLDS_UP * 2),
                        Ok(()) => return Ok(()),
                    }
                }
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
