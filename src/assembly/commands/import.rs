//! `ratify import`: a preview, a question, a progress bar, all or nothing.

use crate::{
    Clock, Random,
    assembly::start,
    ground::config::Config,
    office::import::{self, Input, Job, Kind, Progress, Report},
    programme::change::Actor,
    visit::app::App,
};
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    fs,
    io::{self, BufRead, IsTerminal, Write},
    path::{Path, PathBuf},
    time::Duration,
};

pub(super) async fn run(config: Config, paths: &[PathBuf], preview: bool, yes: bool) -> Result<(), String> {
    let inputs = inputs(paths)?;
    let app = start::open(config, Clock::Machine, Random::from_system()).await?;
    let report = with_bar(&app, inputs.clone(), false).await?;
    print_report(&report);
    if !report.problems.is_empty() {
        return Err("Nothing was imported. Correct the rows above and try again.".into());
    }
    if preview {
        println!("This was a preview: nothing was imported.");
        return Ok(());
    }
    if report.quarantine.is_some() {
        return Err(
            "Nothing was imported. Hand the member file in on the page /staff/members: it waits there until a second \
                    person has looked at it and agrees."
                .into(),
        );
    }
    if report.changes() == 0 {
        println!("Everything is imported already.");
        return Ok(());
    }
    if !yes && !confirmed()? {
        return Err("Nothing was imported.".into());
    }
    let report = with_bar(&app, inputs, true).await?;
    if report.kept {
        println!("Imported.")
    } else {
        return Err("Nothing was imported.".into());
    }
    Ok(())
}

fn confirmed() -> Result<bool, String> {
    if !io::stdin().is_terminal() {
        return Err("Nothing was imported: there is nobody to ask. Add --yes.".into());
    }
    print!("Import this? Type yes: ");
    io::stdout().flush().map_err(|e| e.to_string())?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(|e| e.to_string())?;
    Ok(line.trim() == "yes")
}

/// The files at the given paths; a folder stands for those files in it that have a known name.
pub(crate) fn inputs(paths: &[PathBuf]) -> Result<Vec<Input>, String> {
    let mut out = Vec::new();
    for path in paths {
        if path.is_dir() {
            let entries = fs::read_dir(path).map_err(|e| format!("{}: {e}", path.display()))?;
            let mut files: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
            files.sort();
            for file in files.iter().filter(|f| Kind::of_file(&name(f)).is_some()) {
                out.push(read(file)?);
            }
        } else {
            out.push(read(path)?);
        }
    }
    if out.is_empty() { Err("There is no file to import here.".into()) } else { Ok(out) }
}

fn name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

fn read(path: &Path) -> Result<Input, String> {
    let bytes = fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(Input::new(&name(path), bytes))
}

async fn with_bar(app: &App, inputs: Vec<Input>, keep: bool) -> Result<Report, String> {
    let progress = Progress::default();
    let bar = ProgressBar::new(0);
    let style = ProgressStyle::with_template("{msg} [{bar:40}] {pos}/{len} rows, {elapsed}");
    bar.set_style(style.map_err(|e| e.to_string())?);
    bar.set_message(if keep { "Importing" } else { "Checking" });
    let job = Job { inputs, shift_days: 0, keep, take_doubtful: false, over_stored: false, agreed: false };
    let mut running = std::pin::pin!(import::run(app, Actor::Operator, job, progress.clone()));
    let report = loop {
        tokio::select! {
            done = &mut running => break done,
            () = tokio::time::sleep(Duration::from_millis(100)) => {
                let (done, all) = progress.figures();
                bar.set_length(all);
                bar.set_position(done);
            }
        }
    };
    bar.finish_and_clear();
    report.map_err(|e| e.to_string())
}

fn print_report(report: &Report) {
    for c in &report.counts {
        println!(
            "{}: {} new, {} changed, {} the same, {} no longer in the file",
            c.file, c.new, c.changed, c.same, c.gone
        );
    }
    for w in &report.warnings {
        println!("  mind: {w}");
    }
    if let Some(why) = &report.quarantine {
        println!("  a second person has to agree: {why}");
    }
    for p in report.problems.iter().take(200) {
        println!("  {p}");
    }
    if report.problems.len() > 200 {
        println!("  ... and {} more", report.problems.len() - 200);
    }
}
