//! x
use std::path::PathBuf;
/// x
pub async fn run(_l: &str, _d: Option<PathBuf>) -> Result<(), String> { Ok(()) }
