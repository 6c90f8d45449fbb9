//! Reading a backup back, into an empty place: everything is compared with what was written, brought up to this program's
//! schema, and looked at; and whoever was forgotten since is forgotten again.

use super::{
    Wrong,
    archive::Archive,
    erased,
    rows::{Lines, Nowhere},
    whole::{self, Whole},
};
use crate::{
    Clock, Random,
    assembly::start,
    ground::{config::Config, ids::PersonId, schema::MIGRATIONS},
    office::own_data,
    programme::change::Actor,
};
use db::{Db, Migration, params, sql};
use jiff::Timestamp;
use rules::time::Instant;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// A database that was read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// When the backup was made.
    pub made_at: Timestamp,
    /// By which version of the program.
    pub program: String,
    /// How many rows it held.
    pub rows: u64,
    /// The schema changes that it was brought up to date with.
    pub upgraded: usize,
    /// What a look at everything found.
    pub whole: Whole,
    /// How many people were forgotten again.
    pub erased: usize,
    /// How many changes the old database knows that are not in the backup; `None` where it was not named.
    pub lost: Option<i64>,
}

/// What tells of the time after the backup.
#[derive(Debug, Clone, Default)]
pub struct Since {
    /// The list of who was forgotten; that of the backup's folder if none is named.
    pub erased: Option<PathBuf>,
    /// The database that the backup is of, where it can still be read.
    pub old: Option<String>,
}

/// Reads a backup into the configured database, which must be empty. `step` is told of each row.
///
/// # Errors
/// A sentence. Until everything was compared, nothing is left behind.
pub async fn restore(
    config: &Config,
    from: &Path,
    since: &Since,
    step: impl Fn() + Send + Sync + 'static,
) -> Result<Restored, Wrong> {
    let (url, path) = (config.database.clone(), from.to_owned());
    let archive = tokio::task::spawn_blocking(move || read_back(&url, &path, &step))
        .await
        .map_err(|e| Wrong::Said(e.to_string()))??;
    let manifest = archive.manifest;
    let before = manifest.schema.len();
    let db = Db::open(&config.database, MIGRATIONS)?;
    db.close().await?;
    drop(db);
    // as it was judged on that day
    let clock = Clock::set_to(Instant(manifest.made_at.as_microsecond()));
    let whole = whole::check(config.clone(), clock, |_| ()).await?;
    let gone = who_was_erased(from, since).await?;
    let erased = erase_again(config, gone).await?;
    let lost = match &since.old {
        Some(old) => Some(changes_after(old, manifest.log.seq).await?),
        None => None,
    };
    Ok(Restored {
        made_at: manifest.made_at,
        program: manifest.program,
        rows: manifest.tables.iter().map(|t| t.rows).sum(),
        upgraded: MIGRATIONS.len() - before,
        whole,
        erased,
        lost,
    })
}

/// Verifies the file, fills the database from it, and compares the two.
fn read_back(url: &str, path: &Path, step: &(dyn Fn() + Send + Sync)) -> Result<Archive, Wrong> {
    let mut archive = Archive::open(path)?;
    archive.verify()?;
    let migrations = known_schema(&archive.manifest.schema)?;
    Db::fill_whole(url, migrations, |filler| archive.pour(filler, step))?;
    let mut lines = Lines::new(Nowhere, Box::new(|| ()));
    Db::read_whole(url, &mut lines)?;
    let (_, parts, _) = lines.finish()?;
    for (written, read) in archive.manifest.tables.iter().zip(&parts) {
        if written != read {
            return Err(Wrong::Said(format!("{} is not in the new database as it was in the old one", written.name)));
        }
    }
    if archive.manifest.tables.len() != parts.len() {
        return Err(Wrong::Said("the new database has other tables than the old one".to_owned()));
    }
    Ok(archive)
}

/// The schema changes that a backup went through: those with which ours begin.
fn known_schema(schema: &[String]) -> Result<&'static [Migration], Wrong> {
    if let Some(unknown) = schema.iter().find(|name| !MIGRATIONS.iter().any(|m| m.name == **name)) {
        return Err(Wrong::Said(format!(
            "The backup has the schema change {unknown}, which this program does not know: it is from a newer version. Use that version."
        )));
    }
    let ours = MIGRATIONS.get(..schema.len()).filter(|ours| ours.iter().map(|m| m.name).eq(schema.iter()));
    ours.ok_or_else(|| Wrong::Said("The backup's schema is not one that this program ever had.".to_owned()))
}

/// Who was forgotten, as far as anything tells.
async fn who_was_erased(from: &Path, since: &Since) -> Result<BTreeSet<i64>, Wrong> {
    let beside = erased::file_in(from.parent().unwrap_or(Path::new(".")));
    let mut gone = match &since.erased {
        Some(named) => erased::read(named)?,
        None if beside.exists() => erased::read(&beside)?,
        None => BTreeSet::new(),
    };
    if let Some(old) = &since.old {
        gone.extend(erased::of_database(&Db::to_look(old)?).await?);
    }
    Ok(gone)
}

/// Forgets those again whom the database that was read back still knows. Returns how many that were.
async fn erase_again(config: &Config, gone: BTreeSet<i64>) -> Result<usize, Wrong> {
    let known = erased::of_database(&Db::to_look(&config.database)?).await?;
    let again: Vec<i64> = gone.difference(&known).copied().collect();
    if again.is_empty() {
        return Ok(0);
    }
    let app = start::bare(config.clone(), Clock::Machine, Random::from_system()).map_err(Wrong::Said)?;
    let mut count = 0;
    for person in again {
        let here = app
            .read(move |tx| Ok(tx.optional(sql!("select 1 from person where id = $1"), &params![person])?.is_some()));
        let ours = |fault: crate::ground::fault::Fault| Wrong::Said(fault.to_string());
        if here.await.map_err(ours)? {
            let reason = "erased after the backup that was read back".to_owned();
            own_data::erase::forget(&app, Actor::Operator, PersonId(person), reason).await.map_err(ours)?;
            count += 1;
        }
    }
    app.db.close().await?;
    Ok(count)
}

/// How many entries of a database's log came after a place in its chain.
async fn changes_after(old: &str, seq: i64) -> Result<i64, Wrong> {
    let db = Db::to_look(old)?;
    let count = db.read(move |tx| {
        let count =
            sql!("select (select count(*) from audit where seq > $1) + (select count(*) from audit where seq is null)");
        tx.one(count, &params![seq])?.get::<i64>(0)
    });
    Ok(count.await?)
}
