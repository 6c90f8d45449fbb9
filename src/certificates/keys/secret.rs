//! Where the installation's secret lies: in the database, sealed by the newest keys of the key file. The database alone, or
//! a copy of it, opens nothing. Owns the settings `secret` and `sealed-secret`.

use crate::{
    Random,
    ground::{fault::Fault, ring::Source, sealing, verb::Verb},
    people::signin::factor,
    programme::change::{Change, Entry},
    visit::app::App,
};
use db::{Db, Tx, params, sql};

/// What it is sealed for.
const PURPOSE: &str = "installation";
/// Where keys last only as long as the process, it is stored unsealed.
const OPEN: &str = "secret";
const SEALED: &str = "sealed-secret";

/// Reads it at the start of every command, if there are keys. Where it is about to be renewed, keys that do not open it
/// are no obstacle.
///
/// # Errors
/// A sentence: the keys are not those of this database.
pub(crate) async fn begin(app: &App) -> Result<(), String> {
    match read(app).await {
        Err(_) if app.config.renews_secret => Ok(()),
        read => read,
    }
}

/// Reads it, makes it where there is none, and seals it with the newest keys. Without a key file nothing happens.
///
/// # Errors
/// A sentence: the keys are not those of this database.
pub(crate) async fn read(app: &App) -> Result<(), String> {
    let (keys, source, random) = (app.keys.sealing(), app.keys.source().clone(), app.random.clone());
    if keys.is_empty() && source != Source::Memory {
        return Ok(());
    }
    let found = app.db.write(move |tx| of_database(tx, &keys, &random)).await.map_err(|e| e.to_string())?;
    app.secret.set(found.ok_or("the keys do not open what this database has sealed: bring its own key file")?);
    Ok(())
}

/// Whether a database was sealed with keys.
pub(crate) async fn is_sealed(db: &Db) -> Result<bool, Fault> {
    db.read(|tx| Ok(setting(tx, SEALED)?.is_some())).await
}

/// Draws a new secret: links in letters stop working, and second factors that the old one does not open are forgotten.
/// Returns how many were kept and how many were not. Every server has to start again.
pub(crate) fn renew(
    change: &Change<'_, '_>,
    newest: &[u8],
    old: Option<&[u8]>,
    reason: &str,
) -> Result<(u64, u64), Fault> {
    let (tx, random) = (change.tx, change.random);
    let secret = (random.token() + &random.token()).into_bytes();
    let text = String::from_utf8_lossy(&secret).into_owned();
    tx.run(sql!("delete from setting where name = $1 or name = $2"), &params![OPEN, SEALED])?;
    make(tx, SEALED, &sealing::word(newest, random, PURPOSE, &text))?;
    let (kept, forgotten) = factor::seal_anew(change, old, &secret)?;
    change.audit(&Entry {
        verb: Verb::SecretRenewed,
        object: "setting",
        id: 0,
        before: "",
        after: &format!("{kept} second factors kept, {forgotten} forgotten"),
        reason,
    })?;
    Ok((kept, forgotten))
}

/// The secret of a database, for keys from the newest to the oldest; `None` where they do not open it.
fn of_database(tx: &Tx<'_>, keys: &[Vec<u8>], random: &Random) -> Result<Option<Vec<u8>>, Fault> {
    let drawn = || (random.token() + &random.token()).into_bytes();
    let open = setting(tx, OPEN)?.map(String::into_bytes);
    let secret = match (setting(tx, SEALED)?, keys.first()) {
        (Some(sealed), Some(newest)) => {
            let opened = keys.iter().find_map(|key| sealing::read_word(key, PURPOSE, &sealed));
            let Some(opened) = opened else { return Ok(None) };
            if sealing::read_word(newest, PURPOSE, &sealed).is_none() {
                let anew = sealing::word(newest, random, PURPOSE, &opened);
                tx.run(sql!("update setting set value = $2 where name = $1"), &params![SEALED, &anew])?;
            }
            opened.into_bytes()
        }
        (Some(_), None) => return Ok(None),
        // a secret that was unsealed until now is kept, so that links in mails go on working
        (None, newest) => {
            let secret = open.clone().unwrap_or_else(drawn);
            let text = String::from_utf8_lossy(&secret).into_owned();
            let made = match newest {
                Some(newest) => make(tx, SEALED, &sealing::word(newest, random, PURPOSE, &text))?,
                None => open.is_some() || make(tx, OPEN, &text)?,
            };
            if !made {
                // another server was quicker: its secret counts
                return of_database(tx, keys, random);
            }
            if newest.is_some() {
                tx.run(sql!("delete from setting where name = $1"), &params![OPEN])?;
            }
            secret
        }
    };
    factor::seal_all(tx, &secret, random)?;
    Ok(Some(secret))
}

fn setting(tx: &Tx<'_>, name: &str) -> Result<Option<String>, Fault> {
    let row = tx.optional(sql!("select value from setting where name = $1 {for_update}"), &params![name])?;
    row.map(|r| Ok(r.get(0)?)).transpose()
}

/// Writes a setting; returns false where another was there first.
fn make(tx: &Tx<'_>, name: &str, value: &str) -> Result<bool, Fault> {
    let made = tx.run(
        sql!("insert into setting (name, value) values ($1, $2) on conflict (name) do nothing"),
        &params![name, value],
    )?;
    Ok(made > 0)
}
