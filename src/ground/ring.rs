//! The private keys that this process holds, oldest first, and where they come from.

use crate::Random;
use credential::keys::{Keys, StoredKeys};
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, OpenOptions},
    io::Write,
    os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::{PoisonError, RwLock},
    time::SystemTime,
};

/// Where private keys come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// A file.
    File(PathBuf),
    /// `RATIFY_KEYS`: what would be in the file.
    Environment(String),
    /// Made for this process, and gone with it.
    Memory,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredRing {
    generations: Vec<StoredKeys>,
}

/// The ring.
pub(crate) struct Ring {
    source: Source,
    held: RwLock<(Vec<Keys>, Option<Seen>)>,
}

/// New keys; a failed draw is less likely than 2^-32, and is repeated.
pub(crate) fn new_keys(random: &Random) -> Keys {
    loop {
        if let Ok(keys) = Keys::from_random(&random.bytes()) {
            return keys;
        }
    }
}

fn parse(text: &str, from: &str) -> Result<Vec<Keys>, String> {
    // what is wrong with a key file is said without its content
    let stored: StoredRing =
        serde_json::from_str(text).map_err(|e| format!("{from}, line {}: no key file", e.line()))?;
    let keys = stored.generations.iter().map(Keys::read).collect::<Result<Vec<_>, _>>();
    let keys = keys.map_err(|e| format!("{from}: {e}"))?;
    if keys.is_empty() { Err(format!("{from}: there is no key in it")) } else { Ok(keys) }
}

/// The content of a key file.
///
/// # Errors
/// When keys cannot be written as JSON.
pub(crate) fn written(keys: &[Keys]) -> Result<String, String> {
    let stored = StoredRing { generations: keys.iter().map(Keys::store).collect() };
    serde_json::to_string_pretty(&stored).map_err(|e| e.to_string())
}

impl Ring {
    /// Opens the ring. Without a key file it is empty: only a process that is to sign makes one ([`Self::begin`]).
    ///
    /// # Errors
    /// A sentence that says what is wrong with the file or the environment.
    pub fn open(path: &str, environment: Option<String>, random: &Random) -> Result<Self, String> {
        let source = match environment {
            Some(text) => Source::Environment(text),
            None if path.is_empty() => Source::Memory,
            None => Source::File(path.into()),
        };
        let keys = match &source {
            Source::Environment(text) => parse(text, "RATIFY_KEYS")?,
            Source::Memory => vec![new_keys(random)],
            Source::File(path) if !path.exists() => Vec::new(),
            Source::File(path) => read(path)?,
        };
        let seen = changed(&source);
        Ok(Self { source, held: RwLock::new((keys, seen)) })
    }

    /// Makes the key file where there is none yet.
    ///
    /// # Errors
    /// A sentence.
    pub fn begin(&self, random: &Random) -> Result<(), String> {
        match &self.source {
            Source::File(path) if !path.exists() => {
                make(path, &written(&[new_keys(random)])?)?;
                self.look_again();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Where the keys come from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Every generation, oldest first.
    pub fn all(&self) -> Vec<Keys> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// Keys that seal what the database holds, newest first: made from the private halves, so that whoever may sign may
    /// open. None for keys that last only as long as the process: what they seal would be lost.
    pub fn sealing(&self) -> Vec<Vec<u8>> {
        if self.source == Source::Memory {
            return Vec::new();
        }
        self.all().iter().rev().map(|keys| keys.derived("database").to_vec()).collect()
    }

    /// Reads the file again if it has changed: a rotation reaches running servers without a restart.
    pub fn look_again(&self) {
        let now = changed(&self.source);
        let Source::File(path) = &self.source else { return };
        if now == self.held.read().unwrap_or_else(PoisonError::into_inner).1 {
            return;
        }
        match read(path) {
            Ok(keys) => *self.held.write().unwrap_or_else(PoisonError::into_inner) = (keys, now),
            Err(sentence) => tracing::error!(sentence, "the keys are kept as they were"),
        }
    }

    /// Adds a generation to the file, all or nothing.
    ///
    /// # Errors
    /// A sentence; also where there is no file to write.
    pub fn add(&self, keys: &Keys) -> Result<(), String> {
        let Source::File(path) = &self.source else { return Err("there is no key file".into()) };
        let mut all = read(path)?;
        all.push(keys.clone());
        let beside = path.with_extension("new");
        let _stale = fs::remove_file(&beside);
        make(&beside, &written(&all)?)?;
        fs::rename(&beside, path).map_err(|e| format!("{}: {e}", path.display()))?;
        synced(path)?;
        self.look_again();
        Ok(())
    }
}

/// What tells one state of the file from the next. A clock tick is too coarse: two files may be written within one, but
/// each that is put in place is a different file.
type Seen = (SystemTime, u64);

fn changed(source: &Source) -> Option<Seen> {
    match source {
        Source::File(path) => fs::metadata(path).and_then(|m| Ok((m.modified()?, m.ino()))).ok(),
        _ => None,
    }
}

/// Makes a file that only its owner can read. Two processes that start together make only one.
fn make(path: &Path, text: &str) -> Result<(), String> {
    let wrong = |e: std::io::Error| format!("{}: {e}", path.display());
    // whole at once: whoever sees the file sees all of it
    let beside = path.with_extension(format!("{}.part", std::process::id()));
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside).map_err(wrong)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(wrong)?;
    let linked = fs::hard_link(&beside, path);
    fs::remove_file(&beside).map_err(wrong)?;
    match linked {
        Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => Err(wrong(e)),
        _ => synced(path),
    }
}

/// Has the name of a file on the disk, too: without it a power cut could bring back the file before.
fn synced(path: &Path) -> Result<(), String> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let on_disk = fs::File::open(folder).and_then(|folder| folder.sync_all());
    on_disk.map_err(|e| format!("{}: {e}", folder.display()))
}

fn read(path: &Path) -> Result<Vec<Keys>, String> {
    let name = path.display().to_string();
    let mode = fs::metadata(path).map_err(|e| format!("{name}: {e}"))?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(format!("{name}: others can read the private keys in it. Run: chmod 600 {name}"));
    }
    parse(&fs::read_to_string(path).map_err(|e| format!("{name}: {e}"))?, &name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_is_made_once_for_its_owner_alone_and_grows() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        let random = Random::seeded(1);
        let open = || Ring::open(&path.display().to_string(), None, &random);
        let (first, second) = (open().unwrap(), open().unwrap());
        assert!(first.all().is_empty() && !path.exists(), "who only reads makes no keys");
        first.begin(&random).unwrap();
        second.begin(&random).unwrap();
        second.look_again();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(first.all()[0].public(), second.all()[0].public());
        first.add(&new_keys(&random)).unwrap();
        assert_eq!(first.all().len(), 2);
        second.look_again();
        assert_eq!(second.all()[1].public(), first.all()[1].public());
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(open().err().unwrap().contains("chmod 600"));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(&path, "{\"generations\":[{\"secret\":\"x\"}]}").unwrap();
        let said = open().err().unwrap();
        assert!(said.contains("line 1") && !said.contains("secret"), "{said}");
    }
}
