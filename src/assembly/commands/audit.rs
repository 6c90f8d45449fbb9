//! `ratify audit`: verdicts on cases that anybody can write down, and on the whole stored population.

use crate::{
    Clock, Random, assembly::start, ground::config::Config, programme::change::Actor, progress::audit_all,
    visit::app::App,
};
use indicatif::{ProgressBar, ProgressStyle};
use rules::{audit::document, check::check};
use serde_json::json;
use std::{
    fs,
    io::{self, Read, Write},
    path::Path,
    process::ExitCode,
    time::Instant,
};

/// The input could not be judged.
const UNREADABLE: u8 = 2;

/// Judges a file of cases (or `-` for standard input): one verdict per line. `proof` adds why no other use is better.
/// With `quiet`, only the verdicts are printed.
pub(super) fn cases(input: &Path, proof: bool, quiet: bool) -> Result<ExitCode, String> {
    let name = if input == Path::new("-") { "standard input".to_owned() } else { input.display().to_string() };
    match judge(&name, input, proof, quiet) {
        Ok(code) => Ok(code),
        Err(sentence) => {
            eprintln!("{sentence}");
            Ok(ExitCode::from(UNREADABLE))
        }
    }
}

fn judge(name: &str, input: &Path, proof: bool, quiet: bool) -> Result<ExitCode, String> {
    let mut text = String::new();
    let read = if input == Path::new("-") {
        io::stdin().lock().read_to_string(&mut text).map(drop)
    } else {
        fs::read_to_string(input).map(|read| text = read)
    };
    read.map_err(|e| format!("{name}: {e}"))?;
    let cases = document::read(name, &text).map_err(|e| e.to_string())?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let (mut expected, mut agreed) = (0, 0);
    for case in &cases {
        let judged = case.verdict().map_err(|e| format!("{name}, case {}: {e}", case.id))?;
        let (_, programme) = &case.editions[judged.edition];
        check(programme, &case.catalogue, &case.record, &judged.verdict)
            .map_err(|e| format!("{name}, case {}: the checker does not accept the verdict: {e}", case.id))?;
        let found = case.documented(&judged);
        let mut line = found.clone();
        line["id"] = json!(case.id);
        if let Some(expect) = &case.expect {
            expected += 1;
            agreed += usize::from(found == *expect);
            line["agrees"] = json!(found == *expect);
        }
        if proof {
            line["proof"] = json!(judged.verdict.proof);
        }
        let printed = writeln!(out, "{line}");
        match printed {
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => return Ok(ExitCode::SUCCESS),
            other => other.map_err(|e| e.to_string())?,
        }
    }
    out.flush().map_err(|e| e.to_string())?;
    if !quiet {
        eprintln!("{} cases, {agreed} of {expected} expected verdicts agree", cases.len());
    }
    Ok(if agreed == expected { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What re-auditing everybody came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Everybody {
    /// Enrolled people judged.
    pub judged: u64,
    /// Standings written because something differed from what was stored.
    pub written: u64,
}

/// Judges everybody who is enrolled and stores where they stand.
///
/// # Errors
/// A fault of the database, or a record that can be used in too many ways.
pub async fn everybody(app: &App) -> Result<Everybody, String> {
    let done = audit_all(app, Actor::Operator, |_| ()).await.map_err(|e| e.to_string())?;
    Ok(Everybody { judged: done.judged, written: done.written })
}

/// The command: judges everybody, showing progress.
pub(super) async fn all(config: Config) -> Result<(), String> {
    let app = start::open(config, Clock::Machine, Random::from_system()).await?;
    let bar = ProgressBar::new_spinner();
    let style = ProgressStyle::with_template("{spinner} {pos} people, {elapsed}");
    bar.set_style(style.map_err(|e| e.to_string())?);
    let started = Instant::now();
    let done = audit_all(&app, Actor::Operator, |judged| bar.set_position(judged)).await.map_err(|e| e.to_string())?;
    bar.finish_and_clear();
    println!(
        "{} people judged in {:.2} s: {} complete, {} standings changed, {} that could not be settled, longest search {} nodes",
        done.judged,
        started.elapsed().as_secs_f64(),
        done.complete,
        done.written,
        done.unsettled,
        done.most_nodes
    );
    Ok(())
}
