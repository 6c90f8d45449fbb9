//! The SQLite file while a process works on it: nobody else's, and readable by its owner only.

use crate::Error;
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::Duration,
};

/// A file that is held until the last clone of this is dropped. Two programs on one file would fight: the lock is on the file
/// itself, by whatever name it was asked for. Whoever uses the file keeps a clone: closing ours would end SQLite's own locks.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    _file: Option<Arc<File>>,
}

/// Makes the file where there is none, and takes hold of it.
pub(crate) fn hold(path: &str) -> Result<Held, Error> {
    // a database in memory is nobody else's anyway
    if path == ":memory:" || path.is_empty() {
        return Ok(Held { _file: None });
    }
    let path = Path::new(path);
    let wrong = |e: io::Error| Error::Unusable(format!("{}: {e}", path.display()));
    let file = for_owner(OpenOptions::new().create(true).append(true)).open(path).map_err(wrong)?;
    // whoever holds it may be about to end
    for left in (0..20).rev() {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) if left > 0 => thread::sleep(Duration::from_millis(50)),
            Err(TryLockError::WouldBlock) => {
                return Err(Error::Unusable(format!(
                    "{} is in use by another Ratify process. Stop it first, or give this one another database.",
                    path.display()
                )));
            }
            Err(TryLockError::Error(e)) => return Err(wrong(e)),
        }
    }
    keep_to_owner(path).map_err(wrong)?;
    Ok(Held { _file: Some(Arc::new(file)) })
}

/// Takes hold of a file that is there.
pub(crate) fn hold_there(path: &str) -> Result<Held, Error> {
    if fs::metadata(path).is_ok_and(|m| m.len() > 0) {
        hold(path)
    } else {
        Err(Error::Unusable(format!("{path}: there is no database")))
    }
}

#[cfg(unix)]
fn for_owner(options: &mut OpenOptions) -> &OpenOptions {
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600)
}

#[cfg(not(unix))]
fn for_owner(options: &mut OpenOptions) -> &OpenOptions {
    options
}

/// The file names people: nobody but its owner may read it. What SQLite writes next to it has the same permissions.
#[cfg(unix)]
fn keep_to_owner(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    for name in ["", "-wal", "-shm"] {
        let beside = PathBuf::from(format!("{}{name}", path.display()));
        let Ok(known) = fs::metadata(&beside) else { continue };
        if known.permissions().mode() & 0o077 != 0 {
            fs::set_permissions(&beside, fs::Permissions::from_mode(0o600))?;
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn keep_to_owner(_: &Path) -> io::Result<()> {
    Ok(())
}
