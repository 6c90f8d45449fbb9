//! Who was forgotten, by number: beside the backups, so that a backup from before brings nobody back. The list names nobody.

use super::Wrong;
use db::{Db, params, sql};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

/// A line of the list.
#[derive(Serialize, Deserialize)]
struct Erased {
    person: i64,
}

/// The list in a folder of backups.
pub(super) fn file_in(folder: &Path) -> PathBuf {
    folder.join("erased.jsonl")
}

/// Brings the list in a folder of backups up to date.
///
/// # Errors
/// A sentence.
pub async fn note_erased(database: &str, folder: &Path) -> Result<(), Wrong> {
    let people = of_database(&Db::to_look(database)?).await?;
    add(&file_in(folder), &people)
}

/// The people whom a database has forgotten.
pub(super) async fn of_database(db: &Db) -> Result<BTreeSet<i64>, Wrong> {
    db.read(|tx| {
        let rows = tx.all(sql!("select distinct object_id from audit where verb = $1"), &params!["person.erased"])?;
        rows.iter().map(|r| Ok(r.get(0)?)).collect()
    })
    .await
}

/// Reads a list.
pub(super) fn read(path: &Path) -> Result<BTreeSet<i64>, Wrong> {
    let text = fs::read_to_string(path).map_err(|e| Wrong::of(path, e))?;
    let line = |line: &str| Ok(serde_json::from_str::<Erased>(line).map_err(|e| Wrong::of(path, e))?.person);
    text.lines().filter(|l| !l.trim().is_empty()).map(line).collect()
}

/// Adds to a list; nobody is taken off it.
pub(super) fn add(path: &Path, people: &BTreeSet<i64>) -> Result<(), Wrong> {
    let known = if path.exists() { read(path)? } else { BTreeSet::new() };
    let new: Vec<i64> = people.difference(&known).copied().collect();
    if new.is_empty() {
        return Ok(());
    }
    let mut file = fs::OpenOptions::new().create(true).append(true).open(path).map_err(|e| Wrong::of(path, e))?;
    for person in new {
        let mut line = serde_json::to_vec(&Erased { person })?;
        line.push(b'\n');
        file.write_all(&line)?;
    }
    Ok(file.sync_all()?)
}
