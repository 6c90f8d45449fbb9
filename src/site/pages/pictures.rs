//! Pictures for pages: handed in, made anew, and shown wherever a text names one. Each is kept by what is on it.

use crate::{
    ground::{fault::Fault, verb::Verb},
    programme::change::{Change, Entry},
    visit::Visit,
};
use axum::http::header;
use db::{Tx, params, sql};
use kit::{Reply, reply::File};
use sha2::{Digest, Sha256};

/// A picture as the office's list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    /// What texts and addresses call it: its key and its kind.
    pub name: String,
    /// What it shows, in words.
    pub says: String,
}

/// Where a text's picture is, if its name can be one.
pub(crate) fn address(name: &str) -> Option<String> {
    split(name).map(|_| format!("/pictures/{name}"))
}

fn split(name: &str) -> Option<(&str, &str)> {
    let (key, kind) = name.split_once('.')?;
    let is_key = key.len() == 20 && key.chars().all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c));
    (is_key && matches!(kind, "png" | "jpg")).then_some((key, kind))
}

/// Every picture, the newest first.
pub(crate) fn all(tx: &Tx<'_>) -> Result<Vec<Listed>, Fault> {
    let rows = tx.all(sql!("select key, kind, says from page_picture order by made_at desc, key limit 500"), &[])?;
    rows.iter()
        .map(|r| Ok(Listed { name: format!("{}.{}", r.get::<String>(0)?, r.get::<String>(1)?), says: r.get(2)? }))
        .collect()
}

/// Whether there is a picture of this name.
pub(crate) fn exists(tx: &Tx<'_>, name: &str) -> Result<bool, Fault> {
    let Some((key, kind)) = split(name) else { return Ok(false) };
    let row = tx.optional(sql!("select 1 from page_picture where key = $1 and kind = $2"), &params![key, kind])?;
    Ok(row.is_some())
}

/// Keeps a picture with what it shows; one that is there already gets the new words.
pub(crate) fn add(change: &Change<'_, '_>, made: &paper::Illustration, says: &str) -> Result<(), Fault> {
    let key: String = Sha256::digest(&made.bytes).iter().take(10).map(|byte| format!("{byte:02x}")).collect();
    change.tx.run(
        sql!(
            "insert into page_picture (key, kind, bytes, width, height, says, made_by, made_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (key) do update set says = excluded.says"
        ),
        &params![
            &key,
            made.kind,
            made.bytes.as_slice(),
            i64::from(made.width),
            i64::from(made.height),
            says,
            change.person(),
            change.now.0
        ],
    )?;
    audit(change, Verb::PagePictureAdded, &format!("{key}.{}", made.kind))
}

/// Takes a picture away for good.
pub(crate) fn remove(change: &Change<'_, '_>, name: &str) -> Result<(), Fault> {
    let Some((key, kind)) = split(name) else { return Err(Fault::NotFound) };
    let gone = change.tx.run(sql!("delete from page_picture where key = $1 and kind = $2"), &params![key, kind])?;
    if gone > 0 {
        audit(change, Verb::PagePictureRemoved, name)?;
    }
    Ok(())
}

fn audit(change: &Change<'_, '_>, verb: Verb, after: &str) -> Result<(), Fault> {
    change.audit(&Entry { verb, object: "page", id: 0, before: "", after, reason: "" })?;
    Ok(())
}

/// `GET /pictures/{name}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let name = visit.param("name").to_owned();
    let (kind, bytes) = visit
        .read(move |tx| {
            let (key, kind) = split(&name).ok_or(Fault::NotFound)?;
            let row =
                tx.optional(sql!("select bytes from page_picture where key = $1 and kind = $2"), &params![key, kind])?;
            let kind = if kind == "jpg" { "image/jpeg" } else { "image/png" };
            Ok((kind, row.ok_or(Fault::NotFound)?.get(0)?))
        })
        .await?;
    let file = Reply::File(File { kind, name: None, bytes });
    // its name is what is on it
    Ok(file.with(header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
}
