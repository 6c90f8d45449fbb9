//! A whole database at once: all of its tables read in one view, and written into an empty one. What it holds and how it is
//! written down elsewhere is the caller's.

mod postgres;
mod sqlite;

use crate::{Db, Engine, Error, Migration, Value, open::engine_of, open::off_the_runtime};

/// A table as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in the order of the rows' values.
    pub columns: Vec<Column>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What its values are.
    pub kind: Kind,
    /// Whether rows are told apart by it, with the other columns of which this is said.
    pub key: bool,
}

/// What the values of a column are, apart from nothing at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 64-bit whole numbers.
    Int,
    /// Text.
    Text,
    /// Yes or no.
    Bool,
    /// Bytes.
    Blob,
}

impl Table {
    /// Its columns as a list for a statement.
    fn columns(&self) -> String {
        self.columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// What its rows are sorted by: their key, or all columns.
    fn order(&self, collation: &str) -> String {
        let keyed = self.columns.iter().any(|c| c.key);
        let columns = self.columns.iter().filter(|c| c.key || !keyed);
        let by = |c: &Column| if c.kind == Kind::Text { format!("{}{collation}", c.name) } else { c.name.clone() };
        columns.map(by).collect::<Vec<_>>().join(", ")
    }
}

/// Takes a whole database as it is read.
pub trait Taker {
    /// What may go wrong with it.
    type Error: From<Error>;

    /// The next table begins.
    ///
    /// # Errors
    /// When it cannot be taken.
    fn table(&mut self, table: &Table) -> Result<(), Self::Error>;

    /// A row of it, a value for each column.
    ///
    /// # Errors
    /// When it cannot be taken.
    fn row(&mut self, row: &[Value]) -> Result<(), Self::Error>;
}

/// What an empty database is filled through.
pub trait Filler {
    /// The rows that follow are of this table, and have these columns. Returns what the values of each are.
    ///
    /// # Errors
    /// When the schema has no such table or column, or what came before cannot be stored.
    fn table(&mut self, name: &str, columns: &[String]) -> Result<Vec<Kind>, Error>;

    /// Stores a row.
    ///
    /// # Errors
    /// When the database refuses it.
    fn row(&mut self, row: &[Value]) -> Result<(), Error>;
}

impl Db {
    /// Reads every row of every table in one view of the data, tables by their names, rows by their keys, while others go on
    /// reading and writing. Blocks: call it off the runtime.
    ///
    /// # Errors
    /// When something cannot be read, or what takes it says no.
    pub fn read_whole<T: Taker + Send>(url: &str, taker: &mut T) -> Result<(), T::Error>
    where
        T::Error: Send,
    {
        match engine_of(url) {
            Engine::Sqlite => sqlite::read(url, taker),
            Engine::Postgres => on_a_thread(|| postgres::read(url, taker)),
        }
    }

    /// Makes the schema in an empty database and has it filled. What refers to something that is not there is refused, and then
    /// nothing is left behind. Blocks: call it off the runtime.
    ///
    /// # Errors
    /// When the database is not empty, or what it is given does not fit.
    pub fn fill_whole<E: From<Error> + Send>(
        url: &str,
        migrations: &[Migration],
        give: impl FnOnce(&mut dyn Filler) -> Result<(), E> + Send,
    ) -> Result<(), E> {
        match engine_of(url) {
            Engine::Sqlite => sqlite::fill(url, migrations, give),
            Engine::Postgres => on_a_thread(|| postgres::fill(url, migrations, give)),
        }
    }

    /// Looks for damage in what is stored, as far as the database itself can tell: pages that do not read, rows that an index
    /// does not know, references that lead nowhere. Returns what was found, in its words. Blocks: call it off the runtime.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub fn damage(url: &str) -> Result<Vec<String>, Error> {
        match engine_of(url) {
            Engine::Sqlite => sqlite::damage(url),
            Engine::Postgres => off_the_runtime(|| postgres::damage(url)),
        }
    }

    /// The schema changes that were made, in order of their names. Blocks: call it off the runtime.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn schema_of(url: &str) -> Result<Vec<String>, Error> {
        match engine_of(url) {
            Engine::Sqlite => sqlite::schema(url),
            Engine::Postgres => off_the_runtime(|| postgres::schema(url)),
        }
    }
}

/// What the values of a column are, by the name that either database has for it.
fn kind(table: &str, column: &str, named: &str) -> Result<Kind, Error> {
    match named {
        "integer" | "bigint" => Ok(Kind::Int),
        "text" => Ok(Kind::Text),
        "boolean" => Ok(Kind::Bool),
        "blob" | "bytea" => Ok(Kind::Blob),
        other => Err(Error::Shape(format!("{table}.{column} has the type {other}"))),
    }
}

/// Where the names of schema changes are kept: by the program, not among what is stored.
const LEDGER: &str = "schema_migration";

fn on_a_thread<T: Send, E: From<Error> + Send>(work: impl FnOnce() -> Result<T, E> + Send) -> Result<T, E> {
    std::thread::scope(|scope| scope.spawn(work).join())
        .unwrap_or_else(|_| Err(Error::Panic("while reading or writing a whole database".to_owned()).into()))
}

/// The table of this name, and its columns of these names; a sentence where there is none.
fn known<'t>(tables: &'t [Table], name: &str, columns: &[String]) -> Result<(&'t Table, Vec<Kind>), Error> {
    let unknown = |what: String| Error::Unusable(format!("{what} is not known to the schema that it is said to be of"));
    let table = tables.iter().find(|t| t.name == name).ok_or_else(|| unknown(format!("the table {name}")))?;
    let kind = |column: &String| {
        let found = table.columns.iter().find(|c| c.name == *column).map(|c| c.kind);
        found.ok_or_else(|| unknown(format!("the column {name}.{column}")))
    };
    let kinds = columns.iter().map(kind).collect::<Result<_, _>>()?;
    Ok((table, kinds))
}
