//! `ratify bench`: sign-ups and catalogue pages a second, over HTTP, against a server process of this build on
//! an embedded database with full durability and a whole union stored.
//!
//! The client runs on the same machine. Afterwards the database itself is audited: no class oversold, nothing counted
//! that is not stored.

mod certificates;
mod engine;
mod ground;
mod in_hand;
mod load;
mod office;
mod population;
mod rush;
mod server;

use crate::assembly::generate::union::{self, Size};
use clap::{Args, Subcommand};
use load::Figures;
use std::time::Duration;

/// What to measure; sign-ups and catalogue pages by default.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Options {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    load: Load,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The opening of sign-up: many members on few seats, and a crowd on many classes
    Rush(rush::Rush),
    /// Every page of the office, with a stored union that has run its programme for years
    Office {
        #[command(flatten)]
        union: Union,
        /// A database filled by `generate --union`; a new one is made if none is named
        #[arg(long)]
        database: Option<String>,
        /// The same seed makes the same union
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How often each page is asked for
        #[arg(long, default_value_t = 40)]
        times: usize,
    },
    /// Certificates: making them, a batch that is stopped and resumed, and the page that checks them
    Certificates {
        /// People who have earned it
        #[arg(long, default_value_t = 1_000)]
        people: u64,
        /// Clients at once, for the verification page
        #[arg(long, default_value_t = 4)]
        clients: usize,
        /// Seconds of that load
        #[arg(long, default_value_t = 5)]
        seconds: u64,
    },
    /// The credit engine: alone, from the database to stored verdicts, and behind a progress page
    Audit {
        /// Members
        #[arg(long, default_value_t = 117_000)]
        members: usize,
        /// The same seed makes the same population
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Clients at once, for the progress page
        #[arg(long, default_value_t = 4)]
        clients: usize,
        /// Seconds of that load
        #[arg(long, default_value_t = 5)]
        seconds: u64,
        /// Measure nothing; print this many contested cases with their verdicts and times, as JSON Lines
        #[arg(long)]
        emit: Option<u64>,
    },
}

/// The size of a made-up union.
#[derive(Debug, Clone, Copy, Args)]
pub struct Union {
    /// Members
    #[arg(long, default_value_t = 117_000)]
    pub members: usize,
    /// Classes
    #[arg(long, default_value_t = 2_000)]
    classes: usize,
    /// Presences: one person in one session
    #[arg(long, default_value_t = 1_400_000)]
    presences: usize,
    /// Years of history
    #[arg(long, default_value_t = 20)]
    years: i64,
    /// People with a certificate
    #[arg(long, default_value_t = 4_000)]
    certificates: usize,
}

impl Union {
    const fn size(self) -> Size {
        Size {
            members: self.members,
            classes: self.classes,
            presences: self.presences,
            years: self.years,
            certificates: self.certificates,
        }
    }
}

/// Fills an empty database with a made-up union.
///
/// # Errors
/// A sentence from the import or the database.
pub(crate) async fn fill(database: &str, of: Union, seed: u64) -> Result<(), String> {
    let app = ground::open(database).await?;
    let started = std::time::Instant::now();
    union::store(&app, of.size(), seed).await?;
    println!("filled in {:.0} s: {}", started.elapsed().as_secs_f64(), office::stored(&app).await?);
    Ok(())
}

/// How much to load.
#[derive(Debug, Args)]
struct Load {
    /// Clients at once
    #[arg(long, default_value_t = 64)]
    clients: usize,
    /// Seconds of each load
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Members in the stored member file
    #[arg(long, default_value_t = 117_000)]
    members: usize,
}

/// Measures and prints.
///
/// # Errors
/// A sentence for the terminal; also if the database does not hold what the answers said.
pub(crate) async fn run(options: Options) -> Result<(), String> {
    if let Some(What::Audit { seed, emit: Some(count), .. }) = options.what {
        return engine::emit(count, seed);
    }
    let folder = std::env::temp_dir().join(format!("ratify-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let outcome = match options.what {
        Some(What::Audit { members, seed, clients, seconds, .. }) => {
            engine::run(members, seed)?;
            population::run(&folder, members, seed, clients, Duration::from_secs(seconds)).await
        }
        Some(What::Certificates { people, clients, seconds }) => {
            certificates::run(&folder, people, clients, Duration::from_secs(seconds)).await
        }
        Some(What::Office { union, database, seed, times }) => {
            office::run(&folder, database, (union, seed), times).await
        }
        Some(What::Rush(options)) => rush::run(&options, &folder).await,
        None => measure(&options.load, &folder).await,
    };
    std::fs::remove_dir_all(&folder).map_err(|e| e.to_string())?;
    outcome
}

async fn measure(options: &Load, folder: &std::path::Path) -> Result<(), String> {
    let file = folder.join("bench.db").display().to_string();
    let size = ground::Size { members: options.members, people: 2_000, classes: 200, seats: 500 };
    println!("Storing {} members, {} people and {} classes ...", size.members, size.people, size.classes);
    let ground = ground::prepare(&file, size).await?;
    println!(
        "  member file imported in {:.1} s; the same file again in {:.1} s",
        ground.import.as_secs_f64(),
        ground.again.as_secs_f64()
    );
    let server = server::Server::start(&file)?;
    let address = server.ready().await?;
    let time = Duration::from_secs(options.seconds);

    let before = server.cpu()?;
    let pages = load::pages(address, options.clients, time).await?;
    let after = server.cpu()?;
    report("catalogue pages (/classes)", &pages, after - before);
    println!("  memory: {} MB", server.memory_mb()?);

    let before = server.cpu()?;
    let signups = load::sign_ups(address, options.clients, time, &ground).await?;
    let after = server.cpu()?;
    report("durable sign-ups", &signups, after - before);
    println!("  memory: {} MB, at most {} MB", server.memory_mb()?, server.peak_mb()?);
    server.stop()?;

    let audit = ground::audit(&file).await?;
    println!("audit of the database: {audit:?}");
    if !audit.clean() || audit.confirmed != signups.done || signups.refused > 0 {
        return Err(format!(
            "{} sign-ups were answered, {} refused: the database does not agree",
            signups.done, signups.refused
        ));
    }
    Ok(())
}

fn report(what: &str, figures: &Figures, cpu: Duration) {
    let done = figures.done.max(1);
    println!(
        "{what}: {:.0} a second ({} in {:.1} s), p50 {:.1} ms, p99 {:.1} ms, slowest {:.1} ms, server CPU {:.3} ms each",
        figures.done as f64 / figures.time.as_secs_f64(),
        figures.done,
        figures.time.as_secs_f64(),
        figures.percentile(50),
        figures.percentile(99),
        figures.percentile(100),
        cpu.as_secs_f64() * 1000.0 / done as f64
    );
}
