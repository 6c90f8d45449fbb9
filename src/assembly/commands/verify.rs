//! `ratify verify`: whether a file is a certificate of ours that is still valid, checked against the database or
//! against an exported registry, with no network either way.

use crate::{Clock, Random, assembly::start, certificates::awards::registry::Snapshot, ground::config::Config};
use credential::{carried, did, keys::PublicKeys, status::StatusList, verify};
use serde::de::DeserializeOwned;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// An exported registry.
struct Folder {
    root: PathBuf,
    did: String,
    keys: Vec<PublicKeys>,
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text = fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    serde_json::from_slice(&text).map_err(|e| format!("{}: {e}", path.display()))
}

impl Folder {
    fn open(root: PathBuf) -> Result<Self, String> {
        let document: serde_json::Value = read(&root.join(".well-known/did.json"))?;
        let did = document["id"].as_str().unwrap_or_default().to_owned();
        Ok(Self { did, keys: did::keys(&document), root })
    }
}

impl verify::Registry for Folder {
    fn did(&self) -> &str {
        &self.did
    }

    fn keys(&self) -> &[PublicKeys] {
        &self.keys
    }

    fn list(&self, address: &str) -> Option<StatusList> {
        // only the number at the end is taken from the file, so that it cannot name another place
        let number: u32 = address.rsplit('/').next()?.parse().ok()?;
        read(&self.root.join(format!("status/revocation/{number}"))).ok()
    }
}

pub(super) async fn run(config: Config, file: &Path, registry: Option<PathBuf>) -> Result<ExitCode, String> {
    let bytes = fs::read(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let registry: Box<dyn verify::Registry> = match registry {
        Some(folder) => Box::new(Folder::open(folder)?),
        None => {
            let app = start::open(config, Clock::Machine, Random::from_system()).await?;
            Box::new(Snapshot::take(&app).await.map_err(|e| e.to_string())?)
        }
    };
    let Some(carried) = carried::find(&bytes) else {
        println!("{}: there is no credential in it", file.display());
        return Ok(ExitCode::FAILURE);
    };
    match verify::verify(&carried, &*registry, Clock::Machine.now().0) {
        Err(doubt) => {
            println!("{}: NOT VALID: {doubt}", file.display());
            Ok(ExitCode::FAILURE)
        }
        Ok(genuine) => {
            let subject = &genuine.badge.credential_subject;
            let state = if genuine.ended { "NOT VALID: replaced or taken back" } else { "valid" };
            println!("{}: {state}", file.display());
            println!("  {}", genuine.badge.name);
            println!("  {}", subject.name().unwrap_or("(no name)"));
            for (part, hours) in genuine.badge.parts() {
                println!("  {part}: {hours}");
            }
            println!("  number {}, edition {}", subject.license_number, subject.achievement.version);
            println!("  completed {}, awarded {}", subject.activity_end_date, genuine.badge.awarded_date);
            println!("  issued by {} ({})", genuine.badge.issuer.name, genuine.badge.issuer.id);
            println!("  list of what has ended as of {}", genuine.list_of);
            Ok(if genuine.ended { ExitCode::FAILURE } else { ExitCode::SUCCESS })
        }
    }
}
