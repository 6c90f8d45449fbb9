//! A whole SQLite database.

use super::{Column, Filler, Kind, LEDGER, Table, Taker, known};
use crate::{Error, Migration, Value, held, migrate, sqlite::reader};
use rusqlite::{Connection, Statement, Transaction, types::ValueRef};
use std::{fs, path::Path};

fn tables(connection: &Connection) -> Result<Vec<Table>, Error> {
    let mut names = connection.prepare(
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name",
    )?;
    let names = names.query_map([], |r| r.get(0))?.collect::<Result<Vec<String>, _>>()?;
    let columns = |name: &String| -> Result<Vec<Column>, Error> {
        let mut info =
            connection.prepare("select name, lower(type), pk > 0 from pragma_table_info($1) order by cid")?;
        let rows = info.query_map([name], |r| Ok((r.get(0)?, r.get::<_, String>(1)?, r.get(2)?)))?;
        rows.map(|row| {
            let (column, named, key): (String, String, bool) = row?;
            let kind = super::kind(name, &column, &named)?;
            Ok(Column { name: column, kind, key })
        })
        .collect()
    };
    let tables = names.into_iter().filter(|name| name != LEDGER);
    tables.map(|name| Ok(Table { columns: columns(&name)?, name })).collect()
}

fn value(kind: Kind, stored: ValueRef<'_>) -> Result<Value, Error> {
    Ok(match (kind, stored) {
        (_, ValueRef::Null) => Value::Null,
        (Kind::Int, ValueRef::Integer(n)) => Value::Int(n),
        (Kind::Bool, ValueRef::Integer(n)) => Value::Bool(n != 0),
        (Kind::Text, ValueRef::Text(text)) => {
            Value::Text(std::str::from_utf8(text).map_err(|e| Error::Shape(format!("a text is none: {e}")))?.to_owned())
        }
        (Kind::Blob, ValueRef::Blob(bytes)) => Value::Blob(bytes.to_vec()),
        (kind, other) => return Err(Error::Shape(format!("a value of {kind:?} is stored as {:?}", other.data_type()))),
    })
}

pub(super) fn read<T: Taker>(path: &str, taker: &mut T) -> Result<(), T::Error> {
    let mut connection = reader(Path::new(path))?;
    let view = connection.transaction().map_err(Error::from)?;
    for table in tables(&view)? {
        taker.table(&table)?;
        let sql = format!("select {} from {} order by {}", table.columns(), table.name, table.order(""));
        let mut statement = view.prepare(&sql).map_err(Error::from)?;
        let mut rows = statement.raw_query();
        let mut row = Vec::with_capacity(table.columns.len());
        while let Some(stored) = rows.next().map_err(Error::from)? {
            row.clear();
            for (place, column) in table.columns.iter().enumerate() {
                row.push(value(column.kind, stored.get_ref(place).map_err(Error::from)?)?);
            }
            taker.row(&row)?;
        }
    }
    Ok(())
}

pub(super) fn fill<E: From<Error>>(
    path: &str,
    migrations: &[Migration],
    give: impl FnOnce(&mut dyn Filler) -> Result<(), E>,
) -> Result<(), E> {
    let target = Path::new(path);
    if fs::metadata(target).is_ok_and(|m| m.len() > 0) {
        return Err(
            Error::Unusable(format!("{path} is there already: it is not written over. Name a new file.")).into()
        );
    }
    // an old log beside a new file would be read into it
    for name in ["-wal", "-shm", "-journal"] {
        let beside = format!("{path}{name}");
        if fs::metadata(&beside).is_ok() {
            return Err(
                Error::Unusable(format!("{beside} is there: it belongs to another database of this name.")).into()
            );
        }
    }
    let filled = fill_new(path, migrations, give);
    if filled.is_err() {
        for name in ["", "-wal", "-shm"] {
            let _gone = fs::remove_file(format!("{path}{name}"));
        }
    }
    filled
}

fn fill_new<E: From<Error>>(
    path: &str,
    migrations: &[Migration],
    give: impl FnOnce(&mut dyn Filler) -> Result<(), E>,
) -> Result<(), E> {
    let _held = held::hold(path)?;
    migrate::on_sqlite(path, migrations)?;
    let mut connection = Connection::open(path).map_err(Error::from)?;
    // What refers to something else may come before it: all of it is looked at in the end. A file that is not whole is removed,
    // so that nothing of it has to be undone.
    connection
        .execute_batch(
            "pragma journal_mode = off; pragma synchronous = off; pragma foreign_keys = off; pragma cache_size = -262144;
             pragma temp_store = file",
        )
        .map_err(Error::from)?;
    let tx = connection.transaction().map_err(Error::from)?;
    let tables = tables(&tx)?;
    // an index is made in one go from all rows, many times faster than row by row
    let indexes = indexes(&tx)?;
    for (name, _) in &indexes {
        tx.execute_batch(&format!("drop index {name}")).map_err(Error::from)?;
    }
    for table in &tables {
        tx.execute_batch(&format!("delete from {}", table.name)).map_err(Error::from)?;
    }
    let mut filling = Filling { tx: &tx, tables: &tables, into: None };
    give(&mut filling)?;
    drop(filling);
    for (name, made_by) in &indexes {
        tx.execute_batch(made_by).map_err(|e| Error::Unusable(format!("{name}: {e}")))?;
    }
    if let Some(first) = dangling(&tx)?.into_iter().next() {
        return Err(Error::Unusable(first).into());
    }
    tx.commit().map_err(Error::from)?;
    connection.execute_batch("pragma synchronous = full; pragma journal_mode = wal").map_err(Error::from)?;
    drop(connection);
    let on_disk = fs::File::open(path).and_then(|file| file.sync_all());
    on_disk.map_err(|e| Error::Unusable(format!("{path}: {e}")).into())
}

/// The indexes that are no part of a table, and the statements that make them.
fn indexes(connection: &Connection) -> Result<Vec<(String, String)>, Error> {
    let mut made_by = connection
        .prepare("select name, sql from sqlite_schema where type = 'index' and sql is not null order by name")?;
    Ok(made_by.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?)
}

/// A database that is being filled: the table that is filled now, and the statement that does it.
struct Filling<'t> {
    tx: &'t Transaction<'t>,
    tables: &'t [Table],
    into: Option<(String, Statement<'t>)>,
}

impl Filler for Filling<'_> {
    fn table(&mut self, name: &str, columns: &[String]) -> Result<Vec<Kind>, Error> {
        let (table, kinds) = known(self.tables, name, columns)?;
        let places = (1..=columns.len()).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ");
        let sql = format!("insert into {} ({}) values ({places})", table.name, columns.join(", "));
        self.into = Some((table.name.clone(), self.tx.prepare(&sql)?));
        Ok(kinds)
    }

    fn row(&mut self, row: &[Value]) -> Result<(), Error> {
        let Some((name, insert)) = &mut self.into else { return Err(Error::Shape("a row of no table".to_owned())) };
        for (place, value) in (1..).zip(row) {
            crate::sqlite::bind_one(insert, place, value)?;
        }
        insert.raw_execute().map(drop).map_err(|e| Error::Unusable(format!("{name}: {e}")))
    }
}

/// References that lead nowhere.
fn dangling(connection: &Connection) -> Result<Vec<String>, Error> {
    let mut check = connection.prepare("pragma foreign_key_check")?;
    let rows =
        check.query_map([], |r| Ok((r.get::<_, String>(0)?, r.get::<_, Option<i64>>(1)?, r.get::<_, String>(2)?)))?;
    let mut out = Vec::new();
    for row in rows.take(100) {
        let (table, id, parent) = row?;
        out.push(format!(
            "row {} of {table} refers to something in {parent} that is not there",
            id.unwrap_or_default()
        ));
    }
    Ok(out)
}

pub(super) fn damage(path: &str) -> Result<Vec<String>, Error> {
    let connection = reader(Path::new(path))?;
    let found = || -> Result<Vec<String>, Error> {
        let mut check = connection.prepare("pragma integrity_check(100)")?;
        let lines = check.query_map([], |r| r.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        let mut out: Vec<String> = lines.into_iter().filter(|line| line != "ok").collect();
        if out.is_empty() {
            out.extend(dangling(&connection)?);
        }
        Ok(out)
    };
    // what cannot be read is what was looked for
    Ok(found().unwrap_or_else(|e| vec![e.to_string()]))
}

pub(super) fn schema(path: &str) -> Result<Vec<String>, Error> {
    let connection = reader(Path::new(path))?;
    let mut names = connection.prepare(&format!("select name from {LEDGER} order by name"))?;
    Ok(names.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?)
}
