//! x
use clap::Args;
/// x
#[derive(Debug, Args)]
pub struct Options {}
/// x
pub async fn run(_o: Options) -> Result<(), String> { Ok(()) }
