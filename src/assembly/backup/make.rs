//! Making a backup: beside whoever works on the database, in one view of it, and looked at before it gets its name.

use super::{
    Wrong,
    archive::{Archive, Writing},
    manifest::{FORM, Manifest},
    rows::Lines,
};
use crate::ground::config::Config;
use db::Db;
use jiff::Timestamp;
use rules::time::Instant;
use std::{
    fs::{self, File, OpenOptions},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

/// How the names of backups in a folder begin and end; the moment stands between, so that they sort by age.
const BEGINS: &str = "ratify-";
const ENDS: &str = ".zip";

/// How the names of the folders begin in which backups are rehearsed.
pub(super) const REHEARSAL: &str = ".rehearsal-";

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Where it is.
    pub path: PathBuf,
    /// How many tables it holds.
    pub tables: usize,
    /// How many rows.
    pub rows: u64,
    /// Its size in bytes.
    pub bytes: u64,
    /// Older ones of its folder that were removed.
    pub removed: Vec<PathBuf>,
}

/// Writes a backup of the configured database to a file that is not there yet, or into a folder, where the newest `keep` stay.
/// `step` is told of each row. Blocks: call it off the runtime.
///
/// # Errors
/// A sentence. No file is left behind.
pub fn make(
    config: &Config,
    to: &Path,
    keep: Option<usize>,
    now: Timestamp,
    step: Box<dyn Fn() + Send>,
) -> Result<Made, Wrong> {
    let folder = to.is_dir();
    let name = format!("{BEGINS}{}{ENDS}", now.strftime("%Y%m%dT%H%M%SZ"));
    let path = if folder { to.join(name) } else { to.to_owned() };
    if path.exists() {
        return Err(Wrong::of(&path, "it is there already, and is not written over"));
    }
    // another server may be writing into the same folder at this moment
    let part = path.with_extension(format!("{}-{}.part", std::process::id(), now.as_microsecond()));
    if folder {
        clear(to)?;
    }
    let made = write(config, &part, now, step).and_then(|(tables, rows)| {
        fs::rename(&part, &path)?;
        synced(&path)?;
        Ok(Made { tables, rows, bytes: fs::metadata(&path)?.len(), path: path.clone(), removed: Vec::new() })
    });
    if made.is_err() {
        let _gone = fs::remove_file(&part);
    }
    let mut made = made?;
    if let Some(keep) = keep.filter(|_| folder) {
        made.removed = older(to, keep)?;
        for path in &made.removed {
            fs::remove_file(path).map_err(|e| Wrong::of(path, e))?;
        }
    }
    Ok(made)
}

fn write(config: &Config, part: &Path, now: Timestamp, step: Box<dyn Fn() + Send>) -> Result<(usize, u64), Wrong> {
    let file =
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(part).map_err(|e| Wrong::of(part, e))?;
    let mut lines = Lines::new(Writing::to(file), step);
    let schema = Db::schema_of(&config.database)?;
    Db::read_whole(&config.database, &mut lines)?;
    let (writing, tables, log) = lines.finish()?;
    let rows = tables.iter().map(|t| t.rows).sum();
    let count = tables.len();
    let manifest = Manifest {
        kind: "ratify-backup".to_owned(),
        form: FORM,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: now,
        engine: if config.database.starts_with("postgres") { "postgresql" } else { "sqlite" }.to_owned(),
        schema,
        log,
        tables,
    };
    writing.finish(&manifest)?;
    Archive::open(part)?.verify()?;
    Ok((count, rows))
}

/// The name is on the disk, too, not only the file.
fn synced(path: &Path) -> Result<(), Wrong> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(File::open(folder)?.sync_all()?)
}

/// When a backup of a folder was made, by its name.
pub(super) fn made_at(path: &Path) -> Option<Timestamp> {
    let name = path.file_name()?.to_str()?;
    let moment = name.strip_prefix(BEGINS)?.strip_suffix(ENDS)?;
    let utc = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", moment).ok()?;
    let at = Instant::from_local(utc, &jiff::tz::TimeZone::UTC).ok()?;
    Timestamp::from_microsecond(at.0).ok()
}

/// The backups of a folder, the newest first.
pub(super) fn all_in(folder: &Path) -> Result<Vec<PathBuf>, Wrong> {
    let entries = fs::read_dir(folder).map_err(|e| Wrong::of(folder, e))?;
    let mut found: Vec<PathBuf> =
        entries.filter_map(|e| e.ok().map(|e| e.path())).filter(|path| made_at(path).is_some()).collect();
    found.sort_unstable_by(|a, b| b.cmp(a));
    Ok(found)
}

/// The backups of a folder, apart from the newest.
fn older(folder: &Path, keep: usize) -> Result<Vec<PathBuf>, Wrong> {
    Ok(all_in(folder)?.into_iter().skip(keep.max(1)).collect())
}

/// What a process leaves in a folder of backups when it is killed at work is removed after so long: it names people, too.
const LEFT_BEHIND: Duration = Duration::from_secs(24 * 60 * 60);

/// Removes what was begun in a folder and never finished.
fn clear(folder: &Path) -> Result<(), Wrong> {
    let entries = fs::read_dir(folder).map_err(|e| Wrong::of(folder, e))?;
    for entry in entries.filter_map(Result::ok) {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let old = entry.metadata()?.modified()?.elapsed().is_ok_and(|age| age > LEFT_BEHIND);
        if old && name.starts_with(BEGINS) && name.ends_with(".part") {
            fs::remove_file(&path).map_err(|e| Wrong::of(&path, e))?;
        }
        if old && name.starts_with(REHEARSAL) {
            fs::remove_dir_all(&path).map_err(|e| Wrong::of(&path, e))?;
        }
    }
    Ok(())
}
