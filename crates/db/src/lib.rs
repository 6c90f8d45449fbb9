//! One SQL text, two databases: embedded SQLite and PostgreSQL behind one [`Tx`].
//!
//! `Db::open` takes a SQLite path or a `postgres://` address. `db.read(|tx| ...)` and `db.write(|tx| ...)` take
//! synchronous closures and return futures. A write closure runs inside one transaction, and its caller hears of
//! it only after COMMIT. On SQLite one writer thread commits groups of closures, each in its own savepoint; on
//! PostgreSQL worker threads run them side by side and again after a serialization failure. So a closure must have no
//! effect outside the database, and must lock its root row before it decides (`{for_update}`).
//!
//! This crate knows no union and no HTTP.

mod error;
mod held;
mod line;
mod migrate;
mod open;
mod postgres;
mod purge;
mod sqlite;
mod statement;
mod task;
mod tx;
mod value;
mod whole;

pub use error::Error;
pub use migrate::Migration;
pub use open::{Db, Engine, Still};
pub use statement::{Statement, statements};
pub use tx::Tx;
pub use value::{FromValue, Row, Value};
pub use whole::{Column, Filler, Kind, Table, Taker};

#[doc(hidden)]
pub use inventory;
