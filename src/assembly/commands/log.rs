//! `ratify log`: whether the log of changes is whole, and its newest hash.

use crate::{Clock, Random, assembly::start, ground::config::Config, office::log::seal};
use std::process::ExitCode;

pub(super) async fn check(config: Config) -> Result<ExitCode, String> {
    let app = start::open(config, Clock::Machine, Random::from_system()).await?;
    let found = seal::check(&app).await.map_err(|e| e.to_string())?;
    println!(
        "{} entries in the chain ({} with forgotten words), {} wait for their seal",
        found.sealed, found.forgotten, found.waiting
    );
    match found.broken {
        None => {
            println!("whole; newest hash {}", found.head);
            Ok(ExitCode::SUCCESS)
        }
        Some(place) => {
            println!("it does not fit at place {place}");
            Ok(ExitCode::FAILURE)
        }
    }
}
