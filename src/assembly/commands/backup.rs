//! `ratify backup`, `ratify restore` and `ratify check`: the whole database as one file, back again, and looked at.

use crate::{
    Clock,
    assembly::backup::{self, Since, Whole},
    ground::config::Config,
};
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

fn spinner(of_what: &str) -> Result<ProgressBar, String> {
    let bar = ProgressBar::new_spinner();
    let style = ProgressStyle::with_template("{spinner} {human_pos} {msg}, {elapsed}").map_err(|e| e.to_string())?;
    bar.set_style(style);
    bar.set_message(of_what.to_owned());
    Ok(bar)
}

/// Writes a backup, beside a server that may be running.
pub(super) async fn make(config: Config, to: PathBuf, keep: Option<usize>) -> Result<(), String> {
    let bar = spinner("rows")?;
    let (inner, keys) = (bar.clone(), config.keys.clone());
    let (database, folder) = (config.database.clone(), Some(to.clone()).filter(|to| to.is_dir()));
    let now = jiff::Timestamp::from_microsecond(Clock::Machine.now().0).map_err(|e| e.to_string())?;
    let step = Box::new(move || inner.inc(1));
    let work = tokio::task::spawn_blocking(move || backup::make(&config, &to, keep, now, step));
    let made = work.await.map_err(|e| e.to_string())?;
    bar.finish_and_clear();
    let made = made.map_err(|e| e.to_string())?;
    println!("{}: {} rows of {} tables, {} bytes", made.path.display(), made.rows, made.tables, made.bytes);
    for path in &made.removed {
        println!("removed: {}", path.display());
    }
    if let Some(folder) = folder {
        backup::note_erased(&database, &folder).await.map_err(|e| e.to_string())?;
    }
    println!("The key file is not in it: keep a copy of {keys} somewhere else.");
    Ok(())
}

/// Reads a backup into an empty database.
pub(super) async fn restore(config: Config, from: &Path, since: &Since) -> Result<ExitCode, String> {
    let bar = spinner("rows")?;
    let inner = bar.clone();
    let done = backup::restore(&config, from, since, move || inner.inc(1)).await;
    bar.finish_and_clear();
    let done = done.map_err(|e| e.to_string())?;
    println!("{} rows of a backup made at {} by version {}", done.rows, done.made_at, done.program);
    if done.upgraded > 0 {
        println!("{} changes of the schema were made after it", done.upgraded);
    }
    println!("{} people were forgotten again, who had been after the backup", done.erased);
    match done.lost {
        Some(0) => println!("nothing was changed in the old database since"),
        Some(n) => println!("{n} changes of the old database came later and are not in it"),
        None => {}
    }
    println!("The key file is not in it: put the one of its time where the configuration says ({}).", config.keys);
    Ok(told(&done.whole))
}

/// Tries a backup without harm.
pub(super) async fn rehearse(config: Config, from: Option<PathBuf>) -> Result<ExitCode, String> {
    let from = match (from, &config.backup) {
        (Some(from), _) => from,
        (None, Some(backup)) => backup::newest(Path::new(&backup.dir)).map_err(|e| e.to_string())?,
        (None, None) => return Err("Name a backup, or configure [backup] dir.".into()),
    };
    let done = backup::rehearse(&config, &from).await.map_err(|e| e.to_string())?;
    println!("{}: {} rows, made at {} by version {}", from.display(), done.rows, done.made_at, done.program);
    println!("{} people would be forgotten again, who had been after the backup", done.erased);
    Ok(told(&done.whole))
}

/// Moves everything into a database of the other kind.
pub(super) async fn move_to(config: Config, to: &str) -> Result<ExitCode, String> {
    let bar = spinner("rows")?;
    let inner = bar.clone();
    let done = backup::move_to(&config, to, move || inner.inc(1)).await;
    bar.finish_and_clear();
    let done = done.map_err(|e| e.to_string())?;
    println!(
        "{} rows are in the new database, each compared with the old one. Write its address into the configuration.",
        done.rows
    );
    println!("The old one stays as it is: keep it until the new one has served.");
    Ok(told(&done.whole))
}

/// Looks at everything that is stored.
pub(super) async fn check(config: Config) -> Result<ExitCode, String> {
    let bar = spinner("people judged")?;
    let inner = bar.clone();
    let whole = backup::check(config, Clock::Machine, move |judged| inner.set_position(judged)).await;
    bar.finish_and_clear();
    Ok(told(&whole.map_err(|e| e.to_string())?))
}

fn told(whole: &Whole) -> ExitCode {
    for line in &whole.damage {
        println!("damage: {line}");
    }
    if !whole.damage.is_empty() {
        println!(
            "Nothing else was looked at. Stop the server, keep a copy of the database, and restore the newest backup."
        );
        return ExitCode::FAILURE;
    }
    println!("the database finds no damage in itself");
    match whole.log.broken {
        None => println!("log: {} entries in the chain, whole; newest hash {}", whole.log.sealed, whole.log.head),
        Some(place) => println!("log: it does not fit at place {place}"),
    }
    for line in &whole.seats {
        println!("seats: {line}");
    }
    if whole.seats.is_empty() {
        println!("seats: no class has more people than seats, or somebody twice");
    }
    println!("{} people judged anew, {} stand elsewhere than is stored", whole.judged, whole.differ);
    if whole.differ > 0 {
        println!("`ratify audit --all` stores where they stand today.");
    }
    if whole.is_whole() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
