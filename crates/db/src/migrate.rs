//! Schema changes: one text for both engines, applied once, in order, each in its transaction.

use crate::{Db, Engine, Error, held, line, open::off_the_runtime};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

/// SQLite has random bytes, but no UUIDs: this makes one (RFC 9562, version 4).
const SQLITE_UUID: &str =
    "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-a'
  || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))";

/// One file of `migrations/`.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// The file's name.
    pub name: &'static str,
    /// Its statements; `{id}`, `{blob}` and `{uuid}` (a random one as text) read differently on each engine.
    pub text: &'static str,
}

const LEDGER: &str = "create table if not exists schema_migration (name text primary key, checksum text not null)";

/// The number by which PostgreSQL knows the lock for changing this program's schema.
const SCHEMA_LOCK: i64 = 0x7261_7469_6679;

impl Db {
    /// Brings the schema up to the program's, and lets go of the database again. Returns the names of what was applied.
    ///
    /// # Errors
    /// When a migration fails, an applied one was edited, or the schema is newer than the program.
    pub fn migrate(url: &str, migrations: &[Migration]) -> Result<Vec<&'static str>, Error> {
        match crate::open::engine_of(url) {
            Engine::Sqlite => {
                let _held = held::hold(url)?;
                on_sqlite(url, migrations)
            }
            Engine::Postgres => off_the_runtime(|| on_postgres(url, migrations)),
        }
    }
}

fn checksum(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(8).map(|b| format!("{b:02x}")).collect()
}

/// Which migrations are still to be applied.
fn pending(applied: &[(String, String)], migrations: &[Migration]) -> Result<Vec<Migration>, Error> {
    for (name, sum) in applied {
        match migrations.iter().find(|m| m.name == name) {
            None => {
                return Err(Error::Unusable(format!(
                    "The database has the schema change {name}, which this program does not know: it is from a newer version. Use that version."
                )));
            }
            Some(m) if checksum(m.text) != *sum => {
                return Err(Error::Unusable(format!("The schema change {name} was edited after it was applied.")));
            }
            Some(_) => {}
        }
    }
    Ok(migrations.iter().filter(|m| !applied.iter().any(|(name, _)| name == m.name)).copied().collect())
}

pub(crate) fn on_sqlite(path: &str, migrations: &[Migration]) -> Result<Vec<&'static str>, Error> {
    let mut connection = Connection::open(path)?;
    connection.execute_batch("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on")?;
    connection.execute_batch(LEDGER)?;
    let applied = connection
        .prepare("select name, checksum from schema_migration")?
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<Result<Vec<(String, String)>, _>>()?;
    let mut done = Vec::new();
    for m in pending(&applied, migrations)? {
        let tx = connection.transaction()?;
        tx.execute_batch(&m.text.replace("{id}", "integer").replace("{blob}", "blob").replace("{uuid}", SQLITE_UUID))
            .map_err(|e| Error::Unusable(format!("{}: {e}", m.name)))?;
        tx.execute("insert into schema_migration (name, checksum) values (?1, ?2)", [m.name, &checksum(m.text)])?;
        tx.commit()?;
        done.push(m.name);
    }
    Ok(done)
}

pub(crate) fn on_postgres(url: &str, migrations: &[Migration]) -> Result<Vec<&'static str>, Error> {
    let mut client = line::connect(url)?;
    let mut tx = client.transaction()?;
    let done = within(&mut tx, migrations)?;
    tx.commit()?;
    Ok(done)
}

/// Brings the schema up to date within a transaction of the caller's.
pub(crate) fn within(
    tx: &mut ::postgres::Transaction<'_>,
    migrations: &[Migration],
) -> Result<Vec<&'static str>, Error> {
    let mut done = Vec::new();
    // Several processes may start at once, on an empty database too: the first takes the lock, the others wait for it and find
    // nothing left to do. A change of a large table takes as long as it takes.
    tx.batch_execute("set local statement_timeout = 0; set local lock_timeout = 0")?;
    tx.execute("select pg_advisory_xact_lock($1)", &[&SCHEMA_LOCK])?;
    tx.batch_execute(LEDGER)?;
    let applied: Vec<(String, String)> =
        tx.query("select name, checksum from schema_migration", &[])?.iter().map(|r| (r.get(0), r.get(1))).collect();
    for m in pending(&applied, migrations)? {
        tx.batch_execute(
            &m.text
                .replace("{id}", "bigint")
                .replace("{blob}", "bytea")
                .replace("{uuid}", "cast(gen_random_uuid() as text)"),
        )
        .map_err(|e| Error::Unusable(format!("{}: {}", m.name, Error::from(e))))?;
        tx.execute("insert into schema_migration (name, checksum) values ($1, $2)", &[&m.name, &checksum(m.text)])?;
        done.push(m.name);
    }
    Ok(done)
}
