//! `ratify export registry`: what keeps certificates verifying without this program.

use crate::{Clock, Random, app::App, awards, config::Config};
use std::path::Path;

pub(super) async fn registry(config: Config, folder: &Path, days: i64) -> Result<(), String> {
    let app = App::open(config, Clock::Machine, Random::from_system()).await?;
    let written = awards::export::registry(&app, folder, days).await.map_err(|e| e.to_string())?;
    println!(
        "{}: {} certificates, {} status lists, valid for {days} days. Serve it at {}",
        folder.display(),
        written.certificates,
        written.lists,
        app.config.base_url
    );
    Ok(())
}
