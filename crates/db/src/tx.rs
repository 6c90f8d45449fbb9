//! One transaction, on either engine.

use crate::{Error, Row, Value, postgres::PostgresTx, sqlite};
use std::cell::Cell;

/// A running transaction. All statements of a closure go through it.
pub struct Tx<'a> {
    inner: Inner<'a>,
    changed: Cell<u64>,
}

enum Inner<'a> {
    Sqlite(&'a rusqlite::Connection),
    Postgres(PostgresTx<'a>),
}

impl<'a> Tx<'a> {
    pub(crate) fn sqlite(connection: &'a rusqlite::Connection) -> Self {
        Self { inner: Inner::Sqlite(connection), changed: Cell::new(0) }
    }

    pub(crate) fn postgres(tx: PostgresTx<'a>) -> Self {
        Self { inner: Inner::Postgres(tx), changed: Cell::new(0) }
    }

    pub(crate) fn into_postgres(self) -> Option<PostgresTx<'a>> {
        match self.inner {
            Inner::Postgres(tx) => Some(tx),
            Inner::Sqlite(_) => None,
        }
    }

    /// All rows of the answer.
    ///
    /// # Errors
    /// When the statement fails.
    pub fn all(&self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>, Error> {
        match &self.inner {
            Inner::Sqlite(c) => sqlite::query(c, sql, params),
            Inner::Postgres(t) => t.query(sql, params),
        }
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// When the statement fails.
    pub fn optional(&self, sql: &'static str, params: &[Value]) -> Result<Option<Row>, Error> {
        Ok(self.all(sql, params)?.into_iter().next())
    }

    /// The only row.
    ///
    /// # Errors
    /// When the statement fails or there is no row.
    pub fn one(&self, sql: &'static str, params: &[Value]) -> Result<Row, Error> {
        self.optional(sql, params)?.ok_or_else(|| Error::Shape(format!("no row: {sql}")))
    }

    /// Runs a change and says how many rows it touched.
    ///
    /// # Errors
    /// When the statement fails.
    pub fn run(&self, sql: &'static str, params: &[Value]) -> Result<u64, Error> {
        let rows = match &self.inner {
            Inner::Sqlite(c) => sqlite::execute(c, sql, params),
            Inner::Postgres(t) => t.execute(sql, params),
        }?;
        self.changed.set(self.changed.get() + rows);
        Ok(rows)
    }

    /// Inserts many rows of equal width. `insert` is the statement up to `values`, such as
    /// `insert into local (id, name)`.
    ///
    /// # Errors
    /// When a row fails; the transaction must then be given up.
    pub fn insert_many(&self, insert: &'static str, rows: &[Vec<Value>]) -> Result<u64, Error> {
        let count = match &self.inner {
            Inner::Sqlite(c) => sqlite::insert_many(c, insert, rows),
            Inner::Postgres(t) => t.insert_many(insert, rows),
        }?;
        self.changed.set(self.changed.get() + count);
        Ok(count)
    }

    /// Rows changed so far by [`Tx::run`] and [`Tx::insert_many`].
    #[must_use]
    pub fn changed(&self) -> u64 {
        self.changed.get()
    }
}

/// `values` groups for this many rows: `($1,$2),($3,$4)`.
pub(crate) fn value_groups(rows: usize, width: usize) -> String {
    let group = |r: usize| {
        let places: Vec<String> = (1..=width).map(|c| format!("${}", r * width + c)).collect();
        format!("({})", places.join(","))
    };
    (0..rows).map(group).collect::<Vec<_>>().join(",")
}
