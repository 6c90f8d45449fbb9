//! A whole PostgreSQL database.

use super::{Column, Filler, Kind, LEDGER, Table, Taker, known};
use crate::{Error, Migration, Value, line::connect, migrate};
use postgres::{Client, Transaction, fallible_iterator::FallibleIterator};
use std::io::Write;

/// A line on which work may take as long as it takes.
fn patient(url: &str) -> Result<Client, Error> {
    let mut client = connect(url)?;
    client.batch_execute("set statement_timeout = 0; set idle_in_transaction_session_timeout = 0")?;
    Ok(client)
}

fn tables(tx: &mut Transaction<'_>) -> Result<Vec<Table>, Error> {
    let rows = tx.query(
        "select c.table_name::text, c.column_name::text, c.data_type::text,
                exists (select 1 from information_schema.table_constraints t
                        join information_schema.key_column_usage k using (constraint_schema, constraint_name)
                        where t.constraint_type = 'PRIMARY KEY' and t.table_schema = c.table_schema
                          and t.table_name = c.table_name and k.column_name = c.column_name)
         from information_schema.columns c
         join information_schema.tables b on b.table_schema = c.table_schema and b.table_name = c.table_name
         where c.table_schema = current_schema() and b.table_type = 'BASE TABLE'
         order by c.table_name::text collate \"C\", c.ordinal_position",
        &[],
    )?;
    let mut out: Vec<Table> = Vec::new();
    for row in &rows {
        let (name, column, named): (String, String, String) = (row.get(0), row.get(1), row.get(2));
        let kind = super::kind(&name, &column, &named)?;
        let column = Column { name: column, kind, key: row.get(3) };
        match out.last_mut().filter(|t| t.name == name) {
            Some(table) => table.columns.push(column),
            None => out.push(Table { name, columns: vec![column] }),
        }
    }
    out.retain(|t| t.name != LEDGER);
    Ok(out)
}

pub(super) fn read<T: Taker>(url: &str, taker: &mut T) -> Result<(), T::Error> {
    let mut client = patient(url)?;
    let mut view = one_view(&mut client)?;
    for table in tables(&mut view)? {
        taker.table(&table)?;
        let order = table.order(" collate \"C\"");
        let sql = format!("select {} from {} order by {order}", table.columns(), table.name);
        let none: [&str; 0] = [];
        let mut rows = view.query_raw(&sql, none).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            taker.row(crate::postgres::read(&row)?.values())?;
        }
    }
    Ok(())
}

/// Everything that is read on it is as it was when the first of it was read.
fn one_view(client: &mut Client) -> Result<Transaction<'_>, Error> {
    use postgres::IsolationLevel::RepeatableRead;
    Ok(client.build_transaction().isolation_level(RepeatableRead).read_only(true).start()?)
}

pub(super) fn fill<E: From<Error>>(
    url: &str,
    migrations: &[Migration],
    give: impl FnOnce(&mut dyn Filler) -> Result<(), E>,
) -> Result<(), E> {
    let mut client = patient(url)?;
    let mut tx = client.transaction().map_err(Error::from)?;
    if !tables(&mut tx)?.is_empty() {
        let sentence = "The database has tables already: it is not written over. Make a new, empty one.";
        return Err(Error::Unusable(sentence.to_owned()).into());
    }
    migrate::within(&mut tx, migrations)?;
    // what refers to something else may come before it: the rules are laid down again in the end, and look at all of it
    let rules = references(&mut tx)?;
    for (table, name, _) in &rules {
        tx.batch_execute(&format!("alter table {table} drop constraint {name}")).map_err(Error::from)?;
    }
    let tables = tables(&mut tx)?;
    for table in &tables {
        tx.batch_execute(&format!("delete from {}", table.name)).map_err(Error::from)?;
    }
    let mut filling =
        Filling { tx: &mut tx, tables: &tables, copy: String::new(), name: String::new(), lines: Vec::new() };
    give(&mut filling)?;
    filling.send()?;
    for (table, name, rule) in &rules {
        tx.batch_execute(&format!("alter table {table} add constraint {name} {rule}"))
            .map_err(|e| Error::Unusable(format!("{table}: {}", Error::from(e))))?;
    }
    tx.commit().map_err(Error::from)?;
    client.batch_execute("analyze").map_err(Error::from)?;
    Ok(())
}

/// So many bytes of rows are sent at once.
const AT_ONCE: usize = 4 << 20;

/// A database that is being filled: the table that is filled now, and its rows that are not sent yet.
struct Filling<'t, 'c> {
    tx: &'t mut Transaction<'c>,
    tables: &'t [Table],
    copy: String,
    name: String,
    lines: Vec<u8>,
}

impl Filling<'_, '_> {
    fn send(&mut self) -> Result<(), Error> {
        if self.lines.is_empty() {
            return Ok(());
        }
        let wrong = |e: Error| Error::Unusable(format!("{}: {e}", self.name));
        let mut to = self.tx.copy_in(&self.copy).map_err(|e| wrong(e.into()))?;
        // what the database has against a row is said at the end
        let _said_then = to.write_all(&self.lines);
        to.finish().map_err(|e| wrong(e.into()))?;
        self.lines.clear();
        Ok(())
    }
}

impl Filler for Filling<'_, '_> {
    fn table(&mut self, name: &str, columns: &[String]) -> Result<Vec<Kind>, Error> {
        self.send()?;
        let (table, kinds) = known(self.tables, name, columns)?;
        self.copy = format!("copy {} ({}) from stdin", table.name, columns.join(", "));
        self.name.clone_from(&table.name);
        Ok(kinds)
    }

    fn row(&mut self, row: &[Value]) -> Result<(), Error> {
        line(&mut self.lines, row);
        if self.lines.len() > AT_ONCE { self.send() } else { Ok(()) }
    }
}

/// A row in the text form of COPY.
fn line(out: &mut Vec<u8>, row: &[Value]) {
    for (n, value) in row.iter().enumerate() {
        if n > 0 {
            out.push(b'\t');
        }
        match value {
            Value::Null => out.extend_from_slice(b"\\N"),
            Value::Int(n) => out.extend_from_slice(n.to_string().as_bytes()),
            Value::Bool(yes) => out.push(if *yes { b't' } else { b'f' }),
            Value::Text(text) => {
                for byte in text.bytes() {
                    match byte {
                        b'\\' => out.extend_from_slice(b"\\\\"),
                        b'\n' => out.extend_from_slice(b"\\n"),
                        b'\r' => out.extend_from_slice(b"\\r"),
                        b'\t' => out.extend_from_slice(b"\\t"),
                        other => out.push(other),
                    }
                }
            }
            Value::Blob(bytes) => {
                out.extend_from_slice(b"\\\\x");
                for byte in bytes {
                    out.extend_from_slice(format!("{byte:02x}").as_bytes());
                }
            }
        }
    }
    out.push(b'\n');
}

/// The rules about what must be there for something else: their table, their name, and what they say.
fn references(tx: &mut Transaction<'_>) -> Result<Vec<(String, String, String)>, Error> {
    let rows = tx.query(
        "select conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) from pg_constraint
         where contype = 'f' and connamespace = current_schema()::regnamespace order by 1, 2",
        &[],
    )?;
    Ok(rows.iter().map(|r| (r.get(0), r.get(1), r.get(2))).collect())
}

pub(super) fn damage(url: &str) -> Result<Vec<String>, Error> {
    let mut client = patient(url)?;
    let found = |client: &mut Client| -> Result<Vec<String>, Error> {
        let mut view = one_view(client)?;
        let mut out = Vec::new();
        for table in tables(&mut view)? {
            // every row is read, with what is stored apart from it
            let whole = format!("select count(*) filter (where t::text is null) from {} t", table.name);
            view.query_one(&whole, &[])?;
        }
        for (table, name, rule) in references(&mut view)? {
            let Some((column, parent, key)) = parsed(&rule) else { continue };
            let sql = format!(
                "select count(*) from {table} c where c.{column} is not null
                   and not exists (select 1 from {parent} p where p.{key} = c.{column})"
            );
            let count: i64 = view.query_one(&sql, &[])?.get(0);
            if count > 0 {
                out.push(format!("{count} rows of {table} refer to something in {parent} that is not there ({name})"));
            }
        }
        Ok(out)
    };
    // what cannot be read is what was looked for; a line that breaks is not
    match found(&mut client) {
        Err(Error::Postgres(e)) if e.as_db_error().is_none() => Err(e.into()),
        Err(e) => Ok(vec![e.to_string()]),
        found => found,
    }
}

/// Column, table and column of a rule such as `FOREIGN KEY (person_id) REFERENCES person(id)`.
fn parsed(rule: &str) -> Option<(&str, &str, &str)> {
    let (column, rest) = rule.strip_prefix("FOREIGN KEY (")?.split_once(") REFERENCES ")?;
    let (parent, rest) = rest.split_once('(')?;
    let (key, _) = rest.split_once(')')?;
    (!column.contains(',')).then_some((column, parent, key))
}

pub(super) fn schema(url: &str) -> Result<Vec<String>, Error> {
    let mut client = patient(url)?;
    let rows = client.query(&format!("select name from {LEDGER} order by name"), &[])?;
    Ok(rows.iter().map(|r| r.get(0)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_line_or_a_value_does_not() {
        let mut out = Vec::new();
        let row = [
            Value::Text("a\tb\\N\r\nc".into()),
            Value::Null,
            Value::Bool(true),
            Value::Int(-7),
            Value::Blob(vec![0, 255]),
        ];
        line(&mut out, &row);
        assert_eq!(String::from_utf8(out).unwrap(), "a\\tb\\\\N\\r\\nc\t\\N\tt\t-7\t\\\\x00ff\n");
    }

    #[test]
    fn a_rule_of_one_column_is_understood() {
        assert_eq!(parsed("FOREIGN KEY (a_id) REFERENCES b(id)"), Some(("a_id", "b", "id")));
        assert_eq!(parsed("FOREIGN KEY (x, y) REFERENCES b(x, y) ON DELETE CASCADE"), None);
    }
}
