//! `ratify keys`: the keys that sign certificates. Their private halves are in the key file (or the environment), never in
//! the database.

use crate::{
    Clock, Random,
    assembly::start,
    certificates::{
        awards::seal,
        keys::{self, Source},
    },
    ground::{config::Config, fault::Fault},
    programme::change::Actor,
    visit::app::App,
};
use clap::Subcommand;

/// What to do with keys.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Show the keys that are known: which signs, which only verify, which are withdrawn
    List,
    /// Make new keys: they sign from now on, and the old ones go on verifying
    Rotate,
    /// Print a new key file, for RATIFY_KEYS or a place of your own; nothing is stored
    Create,
    /// A key has leaked: what it signed no longer verifies, and every certificate it signed is signed anew and sent
    Withdraw {
        /// The key's name, as `ratify keys list` shows it (z6Mk...)
        key: String,
        /// Why; it stays in the log
        #[arg(long)]
        reason: String,
    },
    /// Draw a new secret for links in letters and second factors: when the key file is lost, or somebody else had it
    RenewSecret {
        /// Why; it stays in the log
        #[arg(long)]
        reason: String,
    },
}

pub(super) async fn run(config: Config, what: What) -> Result<(), String> {
    if matches!(what, What::Create) {
        println!("{}", keys::new_file(&Random::from_system())?);
        return Ok(());
    }
    let config = Config { renews_secret: matches!(what, What::RenewSecret { .. }), ..config };
    let app = start::open(config, Clock::Machine, Random::from_system()).await?;
    let done = match what {
        What::RenewSecret { reason } => renew_secret(&app, reason).await.map(|(kept, forgotten)| {
            println!("Links in letters that were sent work no more. {kept} authenticator apps go on, {forgotten} have to be set up anew.");
            println!("Start every server again now.");
        }),
        What::List => list(&app).await,
        What::Rotate => rotate(&app).await.map(|key| println!("{key} signs from now on")),
        What::Withdraw { key, reason } => withdraw(&app, key.clone(), reason)
            .await
            .map(|count| {
                println!("{key} is withdrawn; {count} certificates were signed anew");
                println!("Whoever had the key file and a copy of the database can read its secret: run `ratify keys renew-secret` too.");
            }),
        What::Create => Ok(()),
    };
    done.map_err(|e| e.to_string())
}

/// Draws a new secret, sealed by the newest keys. Returns how many second factors were kept and how many were
/// forgotten.
///
/// # Errors
/// If the keys last only as long as the process; a fault of the database.
pub async fn renew_secret(app: &App, reason: String) -> Result<(u64, u64), Fault> {
    app.keys.begin(&app.random).map_err(Fault::Ours)?;
    let Some(newest) = app.keys.sealing().into_iter().next() else {
        return Err(Fault::Ours("there is no key file: nothing is sealed here".into()));
    };
    let old = app.secret.get().ok().map(<[u8]>::to_vec);
    app.change(Actor::Operator, move |change| keys::secret::renew(change, &newest, old.as_deref(), &reason)).await
}

async fn list(app: &App) -> Result<(), Fault> {
    let signing = keys::signing(app).await.ok().map(|k| k.public());
    for generation in app.read(|tx| keys::store::all(tx)).await? {
        let state = match generation.withdrawn_at {
            Some(at) => format!("withdrawn {}", at.date(&app.zone)),
            None if signing.as_ref() == Some(&generation.keys) => "signs".to_owned(),
            None => "verifies".to_owned(),
        };
        println!(
            "{}  {}  made {}  {state}",
            generation.keys.ed,
            generation.keys.p256,
            generation.made_at.date(&app.zone)
        );
    }
    println!("{}", app.config.issuer());
    Ok(())
}

/// Makes new keys: writes them to the file, then publishes them. Returns their name.
///
/// # Errors
/// If the keys are not in a file, or the file or the database cannot be written.
pub async fn rotate(app: &App) -> Result<String, Fault> {
    if !matches!(app.keys.source(), Source::File(_)) {
        return Err(Fault::Ours(
            "the keys come from RATIFY_KEYS: add a generation of `ratify keys create` at its end and start again"
                .into(),
        ));
    }
    keys::begin(app).await.map_err(Fault::Ours)?;
    let new = keys::new_keys(&app.random);
    app.keys.add(&new).map_err(Fault::Ours)?;
    keys::publish(app).await?;
    // the newest keys seal from now on; earlier copies of the database are opened only by the older ones
    keys::secret::read(app).await.map_err(Fault::Ours)?;
    Ok(new.public().ed)
}

/// Withdraws a key, and signs anew whatever it signed. Returns how many certificates that was.
///
/// # Errors
/// If the key cannot be withdrawn; a fault of the database.
pub async fn withdraw(app: &App, key: String, reason: String) -> Result<usize, Fault> {
    let wanted = key.clone();
    if !app.change(Actor::Operator, move |change| keys::verbs::withdraw(change, &wanted, &reason)).await? {
        return Err(Fault::Ours(format!(
            "{key} is not withdrawn: it is unknown, withdrawn already, or the only key (run `ratify keys rotate` first)"
        )));
    }
    // what it signed is signed anew, one by one; if this stops early, the server's job does the rest
    seal::renew(app).await
}
