//! What a backup says of itself.

use serde::{Deserialize, Serialize};

/// The form of backups that this program writes and reads.
pub(super) const FORM: u32 = 1;

/// `manifest.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    /// Always `ratify-backup`.
    pub kind: String,
    /// The form of the file: this one is 1.
    pub form: u32,
    /// The version of the program that wrote it.
    pub program: String,
    /// When, in UTC.
    pub made_at: jiff::Timestamp,
    /// Which database it was read from; it can be read back into the other one.
    pub engine: String,
    /// The schema changes that the tables went through, in order.
    pub schema: Vec<String>,
    /// Place and hash of the newest sealed entry of the log.
    pub log: Head,
    /// The tables, by their names.
    pub tables: Vec<Part>,
}

/// The newest sealed entry of the log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    /// How many entries are sealed.
    pub seq: i64,
    /// The hash of the newest, in hexadecimal digits.
    pub hash: String,
}

/// A table: `tables/{name}.jsonl`, first a line with the names of its columns, then a line for each row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    pub name: String,
    pub columns: Vec<String>,
    pub rows: u64,
    /// SHA-256 of the file's bytes, in hexadecimal digits.
    pub sha256: String,
}

impl Part {
    /// Its file within the ZIP.
    pub fn file(&self) -> String {
        file_of(&self.name)
    }
}

/// The file of a table within the ZIP.
pub(super) fn file_of(table: &str) -> String {
    format!("tables/{table}.jsonl")
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
