//! The file of a backup: written under another name, looked at, and only then given its own.

use super::{
    Wrong,
    manifest::{FORM, Manifest, Part, file_of, hex},
    rows::{self, Into},
};
use db::Filler;
use sha2::{Digest, Sha256};
use std::{
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    path::Path,
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

const MANIFEST: &str = "manifest.json";
/// A line longer than this is none of ours: the largest file that anybody can hand in is 24 MB, and is kept in two digits a byte.
const LONGEST: u64 = 128 << 20;

/// A backup that is being written.
pub(super) struct Writing {
    zip: ZipWriter<BufWriter<File>>,
}

impl Writing {
    pub fn to(file: File) -> Self {
        Self { zip: ZipWriter::new(BufWriter::with_capacity(1 << 20, file)) }
    }

    fn options() -> SimpleFileOptions {
        SimpleFileOptions::default().compression_level(Some(1)).large_file(true).unix_permissions(0o600)
    }

    /// Writes the manifest, and everything to the disk.
    pub fn finish(mut self, manifest: &Manifest) -> Result<(), Wrong> {
        self.zip.start_file(MANIFEST, Self::options())?;
        self.zip.write_all(&serde_json::to_vec_pretty(manifest)?)?;
        let file = self.zip.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(file.sync_all()?)
    }
}

impl Into for Writing {
    fn begin(&mut self, table: &str) -> Result<(), Wrong> {
        Ok(self.zip.start_file(file_of(table), Self::options())?)
    }

    fn write(&mut self, lines: &[u8]) -> io::Result<()> {
        // before the first table there is nothing
        if lines.is_empty() { Ok(()) } else { self.zip.write_all(lines) }
    }
}

/// A backup that is read.
pub(super) struct Archive {
    zip: ZipArchive<BufReader<File>>,
    pub manifest: Manifest,
}

impl Archive {
    pub fn open(path: &Path) -> Result<Self, Wrong> {
        let file = File::open(path).map_err(|e| Wrong::of(path, e))?;
        let mut zip = ZipArchive::new(BufReader::new(file))?;
        let mut text = Vec::new();
        zip.by_name(MANIFEST)?.take(LONGEST).read_to_end(&mut text)?;
        let said: serde_json::Value = serde_json::from_slice(&text)?;
        if said["kind"] != "ratify-backup" {
            return Err(Wrong::of(path, "this is no backup"));
        }
        if said["form"] != FORM {
            let sentence =
                format!("it has the form {}, and this program reads {FORM}: use a newer version", said["form"]);
            return Err(Wrong::of(path, sentence));
        }
        Ok(Self { zip, manifest: serde_json::from_value(said)? })
    }

    /// Reads every part and compares it with what the manifest says of it.
    pub fn verify(&mut self) -> Result<(), Wrong> {
        for part in self.manifest.tables.clone() {
            let mut file = self.zip.by_name(&part.file())?;
            let (mut hash, mut lines, mut piece) = (Sha256::new(), 0, vec![0; 1 << 16]);
            loop {
                let read = file.read(&mut piece)?;
                if read == 0 {
                    break;
                }
                hash.update(&piece[..read]);
                lines += piece[..read].iter().filter(|b| **b == b'\n').count() as u64;
            }
            if hex(&hash.finalize()) != part.sha256 || lines != part.rows + 1 {
                return Err(Wrong::Said(format!("the backup is damaged: {} is not as it was written", part.file())));
            }
        }
        Ok(())
    }

    /// Fills a database with everything.
    pub fn pour(&mut self, filler: &mut dyn Filler, step: &(dyn Fn() + Send + Sync)) -> Result<(), Wrong> {
        for part in self.manifest.tables.clone() {
            let kinds = filler.table(&part.name, &part.columns)?;
            let mut lines = BufReader::with_capacity(1 << 16, self.zip.by_name(&part.file())?);
            let mut line = Vec::new();
            read_line(&mut lines, &mut line, &part)?;
            for _ in 0..part.rows {
                read_line(&mut lines, &mut line, &part)?;
                let row = rows::row(&line, &kinds).map_err(|e| Wrong::Said(format!("{}: {e}", part.file())))?;
                filler.row(&row)?;
                step();
            }
        }
        Ok(())
    }
}

fn read_line(lines: &mut impl BufRead, line: &mut Vec<u8>, part: &Part) -> Result<(), Wrong> {
    line.clear();
    let read = lines.take(LONGEST).read_until(b'\n', line)?;
    if read == 0 || line.last() != Some(&b'\n') {
        return Err(Wrong::Said(format!("the backup is damaged: {} ends too early", part.file())));
    }
    Ok(())
}
