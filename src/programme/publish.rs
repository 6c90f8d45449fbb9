//! Publishing an edition: what cannot be judged is refused, the same file twice changes nothing, and an edition
//! that was published is never edited.

use super::Wording;
use crate::{change::Change, fault::Fault};
use db::{params, sql};
use rules::programme::Programme;
use sha2::{Digest, Sha256};

/// What publishing did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Published {
    /// A new edition is in force.
    New,
    /// This very edition already is.
    Same,
}

/// Publishes an edition from its two files. Part of an import, which writes the audit entry.
///
/// The inner error is a sentence for the person who publishes.
pub(crate) fn publish(
    change: &Change<'_, '_>,
    source: &str,
    wording: &str,
) -> Result<Result<Published, String>, Fault> {
    let programme = match read(source, wording) {
        Ok(programme) => programme,
        Err(sentence) => return Ok(Err(sentence)),
    };
    let hash: String = Sha256::digest(format!("{source}\0{wording}")).iter().map(|b| format!("{b:02x}")).collect();
    let row = change.tx.optional(
        sql!("select source_hash from edition where programme = $1 and edition = $2"),
        &params![&programme.id, &programme.edition],
    )?;
    if let Some(row) = row {
        return Ok(if row.get::<String>(0)? == hash {
            Ok(Published::Same)
        } else {
            Err(format!(
                "Edition \"{}\" is already published and cannot change. Give the file a new edition name.",
                programme.edition
            ))
        });
    }
    let id = change.id();
    change.tx.run(
        sql!(
            "insert into edition (id, programme, edition, title, source, wording, source_hash, published_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)"
        ),
        &params![id, &programme.id, &programme.edition, &programme.title, source, wording, &hash, change.now.0],
    )?;
    Ok(Ok(Published::New))
}

fn read(source: &str, wording: &str) -> Result<Programme, String> {
    let programme = Programme::from_toml("programme.toml", source).map_err(|e| e.to_string())?;
    Wording::from_toml("wording.toml", wording)?;
    Ok(programme)
}
