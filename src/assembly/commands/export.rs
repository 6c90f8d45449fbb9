//! `ratify export registry`: what keeps certificates verifying without this program.

use crate::{
    Clock, Random,
    assembly::start,
    certificates::awards,
    ground::{config::Config, fault::Fault},
    visit::app::App,
};
use std::path::Path;

pub(super) async fn registry(config: Config, folder: &Path, days: i64) -> Result<(), String> {
    let app = start::open(config, Clock::Machine, Random::from_system()).await?;
    println!("{}", write(&app, folder, days).await.map_err(|e| e.to_string())?);
    Ok(())
}

/// Writes the registry to a folder and returns a sentence about what is in it.
///
/// # Errors
/// When the folder cannot be written; a fault of the database.
pub async fn write(app: &App, folder: &Path, days: i64) -> Result<String, Fault> {
    let written = awards::export::registry(app, folder, days).await?;
    Ok(format!(
        "{}: {} certificates, {} status lists, valid for {days} days. Serve it at {}",
        folder.display(),
        written.certificates,
        written.lists,
        app.config.base_url
    ))
}
