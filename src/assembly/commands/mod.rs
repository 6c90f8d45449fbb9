//! The program's commands.

mod audit;
mod backup;
mod erase;
mod export;
mod factor_code;
mod import;
mod keys;
mod log;
mod officer;
mod serve;
mod staff_link;
mod verify;

pub use audit::everybody as audit_everybody;
pub use erase::person as erase_person;
pub use export::write as export_registry;
pub use factor_code::make as make_factor_code;
pub use keys::{renew_secret, rotate as rotate_keys, withdraw as withdraw_key};
pub use staff_link::make as make_staff_link;

use crate::{
    assembly::{backup::Since, bench, demo, generate},
    ground::config::Config,
};
use clap::{Args, Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};

/// A union's training certificates: programme, classes, seats, credit, certificates.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// Where the configuration comes from.
#[derive(Debug, Args)]
pub struct Settings {
    /// Configuration file (TOML)
    #[arg(long, env = "RATIFY_CONFIG", global = true)]
    config: Option<PathBuf>,
    /// SQLite path or postgres:// address
    #[arg(long, global = true)]
    database: Option<String>,
    /// Address and port to listen on
    #[arg(long, global = true)]
    listen: Option<String>,
}

impl Settings {
    /// Reads and checks the configuration; the command line wins.
    fn read(self) -> Result<Config, String> {
        let mut config = Config::read(self.config.as_deref())?;
        if let Some(database) = self.database {
            config.database = database;
        }
        if let Some(listen) = self.listen {
            config.listen = listen;
        }
        config.check()?;
        Ok(config)
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start everything on sample data, with nothing to install
    Demo {
        /// Address and port to listen on
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: String,
        /// Folder for the demo's database; a temporary one that is deleted at the end if not given
        #[arg(long)]
        data: Option<PathBuf>,
    },
    /// Run the product
    Serve {
        #[command(flatten)]
        settings: Settings,
    },
    /// Import files, checked and all or nothing: programme.toml, locals.csv, courses.csv, venues.csv, events.csv,
    /// offerings*.csv, members.csv, or a folder with such files
    Import {
        #[command(flatten)]
        settings: Settings,
        /// Files or folders
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Only show what would change
        #[arg(long)]
        preview: bool,
        /// Do not ask before the import
        #[arg(long)]
        yes: bool,
    },
    /// Judge records: a file of cases in the documented JSON, or everybody who is stored
    Audit {
        #[command(flatten)]
        settings: Settings,
        /// File of cases (a JSON document or JSON Lines), or - for standard input; exit 1 if a verdict is not the
        /// expected one, 2 if the input cannot be judged
        #[arg(long, conflicts_with = "all", required_unless_present = "all")]
        input: Option<PathBuf>,
        /// Print nothing but the verdicts, one JSON object per line
        #[arg(long, requires = "input")]
        json: bool,
        /// Add to each verdict why no other use of the credits is better
        #[arg(long, requires = "input")]
        proof: bool,
        /// Judge everybody who is enrolled and store where they stand
        #[arg(long)]
        all: bool,
    },
    /// Print a one-time sign-in link for staff; makes the account if there is none
    StaffLink {
        #[command(flatten)]
        settings: Settings,
        /// E-mail address
        #[arg(long)]
        email: String,
        /// Full name, for a new account
        #[arg(long)]
        name: Option<String>,
        /// Role: administrator, coordinator, registrar or leadership
        #[arg(long, default_value = "coordinator")]
        role: String,
    },
    /// Print a code with which somebody who has power over others sets up their authenticator app
    FactorCode {
        #[command(flatten)]
        settings: Settings,
        /// E-mail address
        #[arg(long)]
        email: String,
    },
    /// Say who speaks for a local and can hold seats for its people
    Officer {
        #[command(flatten)]
        settings: Settings,
        /// E-mail address of somebody who is enrolled
        #[arg(long)]
        email: String,
        /// Name or key of the local
        #[arg(long)]
        local: String,
        /// Role: president or bargaining-chair
        #[arg(long, default_value = "president")]
        role: String,
        /// Last day of the office, such as 2027-06-30; yesterday ends it now
        #[arg(long)]
        until: Option<jiff::civil::Date>,
    },
    /// The keys that sign certificates
    Keys {
        #[command(flatten)]
        settings: Settings,
        #[command(subcommand)]
        what: keys::What,
    },
    /// Check a certificate's file (JSON, JWT, PNG, SVG or PDF); exit 1 if it is not valid
    Verify {
        #[command(flatten)]
        settings: Settings,
        /// The file
        file: PathBuf,
        /// Check against an exported registry instead of the database
        #[arg(long)]
        registry: Option<PathBuf>,
    },
    /// Write the whole database to one file, beside a server that may be running
    Backup {
        #[command(flatten)]
        settings: Settings,
        /// A new file, or a folder
        to: PathBuf,
        /// In a folder: how many of the newest backups stay
        #[arg(long)]
        keep: Option<usize>,
    },
    /// Read a backup into a new database (--database), of either kind; exit 1 if something in it is wrong
    Restore {
        #[command(flatten)]
        settings: Settings,
        /// The backup
        from: PathBuf,
        /// The list of who was forgotten since; erased.jsonl beside the backup if not given
        #[arg(long)]
        erased: Option<PathBuf>,
        /// The database that the backup is of, if it can still be read: says what is lost, and who was forgotten since
        #[arg(long)]
        old: Option<String>,
    },
    /// Try a backup without harm: read it into a place that is thrown away again, and look at everything; exit 1 if something in
    /// it is wrong
    Rehearse {
        #[command(flatten)]
        settings: Settings,
        /// The backup; the newest of the configured folder if not given
        from: Option<PathBuf>,
    },
    /// Move everything from one database (--database) into another, empty one of either kind, while no server runs
    Move {
        #[command(flatten)]
        settings: Settings,
        /// The new database: a path, or a postgres:// address
        #[arg(long)]
        to: String,
    },
    /// Look for damage, a broken log, seats that cannot be and people who stand elsewhere than is stored; exit 1 if there is any
    Check {
        #[command(flatten)]
        settings: Settings,
    },
    /// Check that the log of changes is whole; exit 1 if it is not
    Log {
        #[command(flatten)]
        settings: Settings,
    },
    /// Write what outlives the program
    Export {
        #[command(flatten)]
        settings: Settings,
        #[command(subcommand)]
        what: Export,
    },
    /// Forget a person; their certificates go on verifying, without a name
    Erase {
        #[command(flatten)]
        settings: Settings,
        /// E-mail address
        #[arg(long)]
        email: String,
        /// Why; it stays in the log
        #[arg(long)]
        reason: String,
    },
    /// Write a made-up member file (locals.csv and members.csv), or a whole made-up union, for trials and benchmarks
    Generate {
        /// Folder to write the files to
        #[arg(required_unless_present = "union")]
        folder: Option<PathBuf>,
        /// Fill this empty database instead, with a union that has run its programme for years
        #[arg(long, conflicts_with = "folder")]
        union: Option<String>,
        #[command(flatten)]
        years: bench::Union,
        /// How many locals, for the files
        #[arg(long, default_value_t = 400)]
        locals: usize,
        /// The same seed makes the same file
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Measure this build on this machine
    Bench {
        #[command(flatten)]
        options: bench::Options,
    },
}

#[derive(Debug, Subcommand)]
enum Export {
    /// A folder with which any web server can keep certificates verifying: keys, lists of what ended, hashes, and pages
    /// without names
    Registry {
        /// Folder to write to
        folder: PathBuf,
        /// For how many days the lists may be trusted
        #[arg(long, default_value_t = 30)]
        days: i64,
    },
}

/// Runs the command line.
///
/// # Errors
/// A sentence for the terminal.
pub async fn run(cli: Cli) -> Result<ExitCode, String> {
    match cli.command {
        Command::Demo { listen, data } => demo::run(&listen, data).await,
        Command::Serve { settings } => serve::run(settings.read()?).await,
        Command::Import { settings, paths, preview, yes } => import::run(settings.read()?, &paths, preview, yes).await,
        Command::Audit { input: Some(input), json, proof, .. } => return audit::cases(&input, proof, json),
        Command::Audit { settings, input: None, .. } => audit::all(settings.read()?).await,
        Command::StaffLink { settings, email, name, role } => {
            staff_link::run(settings.read()?, &email, name.as_deref(), &role).await
        }
        Command::FactorCode { settings, email } => factor_code::run(settings.read()?, &email).await,
        Command::Officer { settings, email, local, role, until } => {
            officer::run(settings.read()?, officer::Office { email, local, role, until }).await
        }
        Command::Keys { settings, what } => keys::run(settings.read()?, what).await,
        Command::Backup { settings, to, keep } => backup::make(settings.read()?, to, keep).await,
        Command::Restore { settings, from, erased, old } => {
            return backup::restore(settings.read()?, &from, &Since { erased, old }).await;
        }
        Command::Rehearse { settings, from } => return backup::rehearse(settings.read()?, from).await,
        Command::Move { settings, to } => return backup::move_to(settings.read()?, &to).await,
        Command::Check { settings } => return backup::check(settings.read()?).await,
        Command::Log { settings } => return log::check(settings.read()?).await,
        Command::Verify { settings, file, registry } => return verify::run(settings.read()?, &file, registry).await,
        Command::Export { settings, what: Export::Registry { folder, days } } => {
            export::registry(settings.read()?, &folder, days).await
        }
        Command::Erase { settings, email, reason } => erase::run(settings.read()?, &email, &reason).await,
        Command::Generate { union: Some(database), years, seed, .. } => bench::fill(&database, years, seed).await,
        Command::Generate { folder, years, locals, seed, .. } => {
            generate::write(&folder.unwrap_or_default(), years.members, locals, seed)
        }
        Command::Bench { options } => bench::run(options).await,
    }
    .map(|()| ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::{CommandFactory, Parser};

    #[test]
    fn options_stand_before_or_after_the_last_word() {
        Cli::command().debug_assert();
        for line in [
            "ratify keys list --config x.toml",
            "ratify keys --config x.toml list",
            "ratify keys rotate --config x.toml",
            "ratify export registry DIR --config x.toml",
            "ratify export --config x.toml registry DIR",
            "ratify import --config x.toml sample/",
            "ratify import sample/ --config x.toml",
            "ratify factor-code --email a@example.org --config x.toml",
        ] {
            assert!(Cli::try_parse_from(line.split(' ')).is_ok(), "{line}");
        }
        assert!(Cli::try_parse_from(["ratify", "keys", "list", "--nothing"]).is_err(), "the control");
    }
}
