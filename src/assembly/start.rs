//! The start: the schema, the database, the keys, and what each feature sees to before anybody is served.

use super::messages::{self, Transport};
use crate::{
    Clock, Random, certificates,
    ground::{config::Config, fault::Fault, locales, ring::Ring, schema, secret::Secret},
    people::{self, letter_words::Writer},
    progress,
    visit::app::App,
};
use db::Db;

/// Brings the schema up to date, opens the database, and puts the product together.
///
/// # Errors
/// A sentence that says what is wrong with the configuration or the database.
pub async fn open(config: Config, clock: Clock, random: Random) -> Result<App, String> {
    let app = bare(config, clock, random)?;
    // every page says whose programme it is, also before one has read anything
    match app.read(|at| at.edition().map(drop)).await {
        Ok(()) | Err(Fault::NoProgramme) => {}
        Err(fault) => return Err(fault.to_string()),
    }
    people::begin(&app).await?;
    certificates::keys::secret::begin(&app).await?;
    progress::begin(&app).await?;
    certificates::keys::publish(&app).await.map_err(|e| e.to_string())?;
    Ok(app)
}

/// The same without what features see to: for a command that works on a database whose keys may be elsewhere.
///
/// # Errors
/// A sentence that says what is wrong with the configuration or the database.
pub(super) fn bare(config: Config, clock: Clock, random: Random) -> Result<App, String> {
    config.check()?;
    let db = Db::open(&config.database, schema::MIGRATIONS).map_err(|e| e.to_string())?;
    assembled(db, config, clock, random)
}

/// The product to look at, beside a server that may be running: nothing is changed.
///
/// # Errors
/// A sentence that says what is wrong with the configuration or the database.
pub(super) fn to_look(config: Config, clock: Clock, random: Random) -> Result<App, String> {
    config.check()?;
    let db = Db::to_look(&config.database).map_err(|e| e.to_string())?;
    assembled(db, config, clock, random)
}

fn assembled(db: Db, config: Config, clock: Clock, random: Random) -> Result<App, String> {
    locales::load()?;
    let keys = Ring::open(&config.keys, std::env::var("RATIFY_KEYS").ok(), &random)?;
    let transport = Transport::new(&config)?;
    let app = App::assemble((db, keys, Secret::default()), config, clock, random)?;
    app.put(transport);
    app.put(Writer(messages::write));
    Ok(app)
}
