//! `ratify serve`: the product, until it is told to stop.

use crate::{
    Clock, Random,
    assembly::{
        jobs,
        server::{listen, stop_signal},
        start,
    },
    ground::config::Config,
};

pub(super) async fn run(config: Config) -> Result<(), String> {
    let wanted = config.listen.clone();
    let app = start::open(config, Clock::Machine, Random::from_system()).await?;
    let jobs = tokio::spawn(jobs::run(app.clone()));
    let (address, server) = listen(app.clone(), &wanted, stop_signal()).await?;
    println!("Ratify listens on http://{address} and is reached at {}", app.config.base_url);
    if app.config.smtp.is_none() {
        println!("No [smtp] is configured: mail goes nowhere, and nobody can sign in by it.");
    }
    server.await.map_err(|e| e.to_string())?;
    jobs.abort();
    // the file alone is then the whole database: whoever copies it copies everything
    app.db.close().await.map_err(|e| format!("the database was not closed in good order: {e}"))
}
