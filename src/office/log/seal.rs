//! The chain: each entry is sealed with the hash of the one before it. A job does the sealing, so that no change waits
//! for another; an entry that is changed, removed or inserted afterwards no longer fits the chain.

use crate::{
    ground::{fault::Fault, ids::PersonId, mail::Mail, verb::Verb},
    programme::change::{Change, Entry, Owed},
    visit::app::App,
};
use db::{Row, Tx, params, sql};
use sha2::{Digest, Sha256};

/// How many entries are sealed in one transaction.
const AT_ONCE: i64 = 2_000;
/// How many entries are read at once when the chain is checked.
const CHECKED_AT_ONCE: i64 = 10_000;

/// What a check of the whole chain found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Entries that are sealed and fit.
    pub sealed: i64,
    /// Those of them whose words were forgotten with a person (or that are older than the chain).
    pub forgotten: i64,
    /// Entries that wait to be sealed.
    pub waiting: i64,
    /// The place of the first entry that does not fit.
    pub broken: Option<i64>,
    /// The newest hash, to compare with one that was noted earlier.
    pub head: String,
}

/// The texts of an entry, as one salted hash.
fn said_hash(salt: &str, said: [&str; 3]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for text in std::iter::once(salt).chain(said) {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text);
    }
    hash.finalize().to_vec()
}

/// An entry's own hash, after the one before it.
fn link(before: &[u8], row: &Row, said: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut hash = Sha256::new();
    hash.update(before);
    let content = serde_json::to_string(&(
        row.get::<i64>(0)?,
        row.get::<i64>(1)?,
        row.text(2)?,
        row.get::<Option<i64>>(3)?,
        row.text(4)?,
        row.text(5)?,
        row.get::<i64>(6)?,
        row.get::<Option<String>>(7)?,
    ))?;
    hash.update(content);
    hash.update(said);
    Ok(hash.finalize().to_vec())
}

/// Seals what is not sealed yet; returns how many entries that was.
pub(crate) async fn round(app: &App) -> Result<usize, Fault> {
    app.db.write(seal).await
}

fn seal(tx: &Tx<'_>) -> Result<usize, Fault> {
    let rows = tx.all(
        sql!(
            "select id, at, actor, actor_id, verb, object, object_id, sign_in, salt, before, after, reason
             from audit where seq is null order by id limit $1 {for_update}"
        ),
        &params![AT_ONCE],
    )?;
    if rows.is_empty() {
        return Ok(0);
    }
    let head = tx.optional(sql!("select seq, hash from audit where seq is not null order by seq desc limit 1"), &[])?;
    let (mut seq, mut hash): (i64, Vec<u8>) = match head {
        Some(row) => (row.get(0)?, row.get(1)?),
        None => (0, Vec::new()),
    };
    for row in &rows {
        let said = said_hash(row.text(8)?, [row.text(9)?, row.text(10)?, row.text(11)?]);
        hash = link(&hash, row, &said)?;
        seq += 1;
        tx.run(
            sql!("update audit set seq = $2, said_hash = $3, hash = $4 where id = $1"),
            &params![row.get::<i64>(0)?, seq, said, hash.as_slice()],
        )?;
    }
    Ok(rows.len())
}

/// Checks the whole chain from its beginning.
///
/// # Errors
/// A database fault.
pub(crate) async fn check(app: &App) -> Result<Checked, Fault> {
    let mut checked = Checked::default();
    let mut hash = Vec::new();
    loop {
        let from = checked.sealed;
        let rows = app
            .read(move |tx| {
                Ok(tx.all(
                    sql!(
                        "select id, at, actor, actor_id, verb, object, object_id, sign_in, salt, before, after, reason, seq,
                                said_hash, hash
                         from audit where seq > $1 order by seq limit $2"
                    ),
                    &params![from, CHECKED_AT_ONCE],
                )?)
            })
            .await?;
        for row in &rows {
            let (salt, said): (&str, Vec<u8>) = (row.text(8)?, row.get(13)?);
            let words = [row.text(9)?, row.text(10)?, row.text(11)?];
            let forgotten = salt.is_empty();
            // a forgotten entry has no words; entries older than the chain were sealed without salt
            let fits = said_hash(salt, words) == said || (forgotten && words.iter().all(|w| w.is_empty()));
            hash = link(&hash, row, &said)?;
            if !fits || row.get::<i64>(12)? != checked.sealed + 1 || row.get::<Vec<u8>>(14)? != hash {
                checked.broken = Some(checked.sealed + 1);
                return Ok(checked);
            }
            checked.sealed += 1;
            checked.forgotten += i64::from(forgotten);
        }
        if rows.is_empty() {
            break;
        }
    }
    checked.head = hash.iter().map(|b| format!("{b:02x}")).collect();
    let waiting = app.read(|tx| Ok(tx.one(sql!("select count(*) from audit where seq is null"), &[])?.get(0)?)).await?;
    Ok(Checked { waiting, ..checked })
}

/// Owes administrators the newest hash of the day: anyone who cuts off the end of the log cannot remove it from their
/// mail.
pub(crate) fn owe_anchor(change: &Change<'_, '_>, day: &str) -> Result<(), Fault> {
    let head =
        change.tx.optional(sql!("select seq, hash from audit where seq is not null order by seq desc limit 1"), &[])?;
    let Some(head) = head else { return Ok(()) };
    let hash: String = head.get::<Vec<u8>>(1)?.iter().map(|b| format!("{b:02x}")).collect();
    let administrators = change.tx.all(
        sql!(
            "select distinct person_id from office
             where role = 'administrator' and since <= $1 and (until is null or until > $1) order by person_id limit 2"
        ),
        &params![change.now.0],
    )?;
    for row in &administrators {
        let person: PersonId = row.get(0)?;
        change.owe(Owed {
            kind: Mail::LogAnchor,
            person,
            about: None,
            detail: format!("{} {hash}", head.get::<i64>(0)?),
            dedupe: format!("log-anchor:{day}:{person}"),
            due: change.now,
        })?;
    }
    if change.tx.changed() > 0 {
        change.audit(&Entry { verb: Verb::LogAnchored, object: "log", id: 0, before: "", after: &hash, reason: "" })?;
    }
    Ok(())
}
