//! Rows as lines of JSON, counted and hashed on their way. A whole number is a number, yes or no is `true` or `false`, bytes are
//! hexadecimal digits, nothing is `null`.

use super::{
    Wrong,
    manifest::{Head, Part, hex},
};
use db::{Kind, Table, Taker, Value};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// Where the lines of tables go.
pub(super) trait Into {
    /// Another table begins.
    fn begin(&mut self, table: &str) -> Result<(), Wrong>;
    /// More of its lines.
    fn write(&mut self, lines: &[u8]) -> io::Result<()>;
}

/// Nowhere: where only the hashes are wanted.
pub(super) struct Nowhere;

impl Into for Nowhere {
    fn begin(&mut self, _: &str) -> Result<(), Wrong> {
        Ok(())
    }

    fn write(&mut self, _: &[u8]) -> io::Result<()> {
        Ok(())
    }
}

/// Lines are passed on in pieces of about this many bytes.
const PIECE: usize = 1 << 16;

/// Takes a database and makes lines of it.
pub(super) struct Lines<I> {
    into: I,
    parts: Vec<Part>,
    hash: Sha256,
    piece: Vec<u8>,
    /// Where the log's columns are, while its table is read.
    log: Option<(usize, usize)>,
    head: Head,
    /// Is told of each row.
    step: Box<dyn Fn() + Send>,
}

impl<I: Into> Lines<I> {
    pub fn new(into: I, step: Box<dyn Fn() + Send>) -> Self {
        Self {
            into,
            parts: Vec::new(),
            hash: Sha256::new(),
            piece: Vec::with_capacity(2 * PIECE),
            log: None,
            head: Head::default(),
            step,
        }
    }

    fn pass_on(&mut self) -> io::Result<()> {
        self.hash.update(&self.piece);
        self.into.write(&self.piece)?;
        self.piece.clear();
        Ok(())
    }

    /// The table that was begun is whole.
    fn end(&mut self) -> io::Result<()> {
        self.pass_on()?;
        let hash = std::mem::take(&mut self.hash).finalize();
        if let Some(part) = self.parts.last_mut() {
            part.sha256 = hex(&hash);
        }
        Ok(())
    }

    /// What went through.
    pub fn finish(mut self) -> io::Result<(I, Vec<Part>, Head)> {
        self.end()?;
        Ok((self.into, self.parts, self.head))
    }
}

impl<I: Into> Taker for Lines<I> {
    type Error = Wrong;

    fn table(&mut self, table: &Table) -> Result<(), Wrong> {
        self.end()?;
        self.into.begin(&table.name)?;
        let columns: Vec<String> = table.columns.iter().map(|c| c.name.clone()).collect();
        serde_json::to_writer(&mut self.piece, &columns)?;
        self.piece.push(b'\n');
        let place = |name: &str| columns.iter().position(|c| c == name);
        self.log = place("seq").zip(place("hash")).filter(|_| table.name == "audit");
        self.parts.push(Part { name: table.name.clone(), columns, rows: 0, sha256: String::new() });
        Ok(())
    }

    fn row(&mut self, row: &[Value]) -> Result<(), Wrong> {
        line(&mut self.piece, row)?;
        if let Some((Some(Value::Int(seq)), Some(Value::Blob(hash)))) = self.log.map(|(s, h)| (row.get(s), row.get(h)))
            && *seq > self.head.seq
        {
            self.head = Head { seq: *seq, hash: hex(hash) };
        }
        if let Some(part) = self.parts.last_mut() {
            part.rows += 1;
        }
        (self.step)();
        if self.piece.len() > PIECE {
            self.pass_on()?;
        }
        Ok(())
    }
}

fn line(out: &mut Vec<u8>, row: &[Value]) -> Result<(), Wrong> {
    out.push(b'[');
    for (n, value) in row.iter().enumerate() {
        if n > 0 {
            out.push(b',');
        }
        match value {
            Value::Null => out.extend_from_slice(b"null"),
            Value::Int(n) => write!(out, "{n}")?,
            Value::Bool(yes) => write!(out, "{yes}")?,
            Value::Text(text) => serde_json::to_writer(&mut *out, text)?,
            Value::Blob(bytes) => {
                out.push(b'"');
                for byte in bytes {
                    write!(out, "{byte:02x}")?;
                }
                out.push(b'"');
            }
        }
    }
    out.extend_from_slice(b"]\n");
    Ok(())
}

/// The row that a line holds.
pub(super) fn row(line: &[u8], kinds: &[Kind]) -> Result<Vec<Value>, Wrong> {
    let values: Vec<Json> = serde_json::from_slice(line)?;
    if values.len() != kinds.len() {
        return Err(Wrong::Said(format!("a row has {} values where there are {} columns", values.len(), kinds.len())));
    }
    values.into_iter().zip(kinds).map(|(value, kind)| one(value, *kind)).collect()
}

fn one(value: Json, kind: Kind) -> Result<Value, Wrong> {
    let read = match (kind, value) {
        (_, Json::Null) => Some(Value::Null),
        (Kind::Int, Json::Number(n)) => n.as_i64().map(Value::Int),
        (Kind::Bool, Json::Bool(yes)) => Some(Value::Bool(yes)),
        (Kind::Text, Json::String(text)) => Some(Value::Text(text)),
        (Kind::Blob, Json::String(digits)) => bytes(&digits).map(Value::Blob),
        _ => None,
    };
    read.ok_or_else(|| Wrong::Said(format!("a value is not of its column's kind ({kind:?})")))
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok().filter(|p| p.len() == 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_as_it_was_written() {
        let kinds = [Kind::Int, Kind::Text, Kind::Bool, Kind::Blob, Kind::Text];
        let whole = vec![
            Value::Int(i64::MIN),
            Value::Text("a\"b\\\n\u{0}\u{1F600}".into()),
            Value::Bool(true),
            Value::Blob(vec![0, 15, 255]),
            Value::Null,
        ];
        let mut out = Vec::new();
        line(&mut out, &whole).unwrap();
        assert_eq!(row(&out, &kinds).unwrap(), whole);
        assert_eq!(out.iter().filter(|b| **b == b'\n').count(), 1, "a row is one line");
    }

    #[test]
    fn what_is_no_row_of_its_table_is_refused() {
        for (text, kind) in [
            ("[1.5]", Kind::Int),
            ("[1]", Kind::Text),
            ("[\"0g\"]", Kind::Blob),
            ("[\"0\"]", Kind::Blob),
            ("[1,2]", Kind::Int),
        ] {
            assert!(row(text.as_bytes(), &[kind]).is_err(), "{text}");
        }
    }
}
