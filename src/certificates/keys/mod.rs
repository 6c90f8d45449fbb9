//! The issuer's keys. Private halves live in a file that nobody else can read, or in the environment, never in a
//! database; public halves are rows, so that every server publishes the same.
//!
//! Owns `signing_key`. A generation signs from when it is made until the next one is; it goes on verifying until it is
//! withdrawn.

pub(crate) mod secret;
pub(crate) mod store;
pub(crate) mod verbs;

pub(crate) use crate::ground::ring::Source;
use crate::{
    Random,
    ground::{fault::Fault, ring},
    programme::change::Actor,
    visit::app::App,
};

use credential::keys::Keys;

/// New keys for the ring.
pub(crate) fn new_keys(random: &Random) -> Keys {
    ring::new_keys(random)
}

/// The content of a new key file.
///
/// # Errors
/// When it cannot be written as JSON.
pub(crate) fn new_file(random: &Random) -> Result<String, String> {
    ring::written(&[ring::new_keys(random)])
}

/// Sees to it that there are keys to sign with: part of the start of every server.
///
/// # Errors
/// A sentence about the key file or the database.
pub(crate) async fn begin(app: &App) -> Result<(), String> {
    if let Source::File(path) = app.keys.source()
        && !path.exists()
        && !app.config.renews_secret
        && secret::is_sealed(&app.db).await.map_err(|e| e.to_string())?
    {
        let path = path.display();
        return Err(format!(
            "{path}: the key file is missing, and this database is sealed by it. Bring it back; if it is lost, run `ratify keys renew-secret`"
        ));
    }
    app.keys.begin(&app.random)?;
    secret::read(app).await?;
    publish(app).await.map_err(|e| e.to_string())
}

/// Makes the public halves of the ring's keys known; part of every start.
pub(crate) async fn publish(app: &App) -> Result<(), Fault> {
    let publics: Vec<_> = app.keys.all().iter().map(Keys::public).collect();
    let known = app.read(|tx| store::all(tx)).await?;
    let missing = publics.into_iter().filter(|p| !known.iter().any(|k| k.keys == *p)).collect::<Vec<_>>();
    if missing.is_empty() {
        return Ok(());
    }
    app.change(Actor::Operator, move |change| verbs::publish(change, &missing)).await
}

/// The keys that sign now: the newest of the ring that are not withdrawn.
pub(crate) async fn signing(app: &App) -> Result<Keys, Fault> {
    app.keys.look_again();
    let known = app.read(|tx| store::all(tx)).await?;
    let good = |keys: &Keys| known.iter().any(|k| k.withdrawn_at.is_none() && k.keys == keys.public());
    if let Some(keys) = app.keys.all().into_iter().rev().find(good) {
        return Ok(keys);
    }
    if app.keys.all().is_empty() {
        return Err(Fault::Ours("there are no keys to sign with: run this where the server's key file is".into()));
    }
    // somebody else's rotation was read before its public half was written
    publish(app).await?;
    let known = app.read(|tx| store::all(tx)).await?;
    let good = |keys: &Keys| known.iter().any(|k| k.withdrawn_at.is_none() && k.keys == keys.public());
    app.keys.all().into_iter().rev().find(good).ok_or_else(|| {
        Fault::Ours(
            "every key of this server is withdrawn: run `ratify keys rotate`, or bring its newest key file".into(),
        )
    })
}

/// The generation with a public half, if it is held here and not withdrawn.
pub(crate) async fn held(app: &App, ed: &str) -> Result<Option<Keys>, Fault> {
    let good = app.read(|tx| store::published(tx)).await?.iter().any(|k| k.ed == ed);
    Ok(app.keys.all().into_iter().find(|k| good && k.public().ed == ed))
}
