//! Signing in without a password: a link and a six-digit code by e-mail, or a one-time link from the command line
//! for staff.
//!
//! A link never acts when it is opened, only when its button is pressed: mail scanners open links. Tokens are
//! stored as hashes, work once, and only for their purpose. A sign-in by e-mail never has staff's power.
//! Owns `sign_in_link`, `sign_in`, `setting`.

pub(crate) mod links;
pub(crate) mod pages;
pub(crate) mod verbs;

use crate::{Random, app::App, fault::Fault};
use axum::http::{HeaderMap, header};
use db::{Db, Tx, params, sql};
use hmac::{Hmac, KeyInit, Mac};
use kit::Language;
use sha2::{Digest, Sha256};

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Visitor {
    pub id: i64,
    /// Which of their sign-ins this is.
    pub sign_in: Vec<u8>,
    pub name: String,
    pub language: Language,
    pub local_id: Option<i64>,
    pub staff: bool,
    pub trainer: bool,
    /// The local that they act for, as its president or bargaining chair.
    pub officer_of: Option<i64>,
}

/// How long a member stays signed in, in days; staff for twelve hours.
pub(crate) const MEMBER_DAYS: i64 = 90;
pub(crate) const STAFF_HOURS: i64 = 12;

pub(crate) fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// Who sent this request; `None` for a stranger or a sign-in that has ended.
pub(crate) async fn visitor(app: &App, headers: &HeaderMap) -> Result<Option<Visitor>, Fault> {
    let cookie = headers.get(header::COOKIE).and_then(|v| v.to_str().ok());
    let Some(token) = cookie.and_then(|c| app.cookie().find(c)) else { return Ok(None) };
    let (token, now) = (hash(token), app.now());
    app.read(move |tx| {
        let row = tx.optional(
            sql!(
                "select p.id, p.name, p.language, p.local_id, s.power,
                        exists (select 1 from office o where o.person_id = p.id and o.role in ('coordinator', 'registrar')
                                and (o.until is null or o.until > $2)),
                        exists (select 1 from trainer t where t.person_id = p.id),
                        (select o.local_id from office o where o.person_id = p.id
                           and o.role in ('president', 'bargaining-chair') and o.since <= $2 and (o.until is null or o.until > $2)
                         order by o.since desc limit 1)
                 from sign_in s join person p on p.id = s.person_id
                 where s.token_hash = $1 and s.expires_at > $2"
            ),
            &params![token.as_slice(), now.0],
        )?;
        row.map(|r| {
            let power: bool = r.get(4)?;
            Ok(Visitor {
                id: r.get(0)?,
                sign_in: token.clone(),
                name: r.get(1)?,
                language: Language::from_tag(&r.get::<String>(2)?),
                local_id: r.get(3)?,
                staff: power && r.get::<bool>(5)?,
                trainer: r.get(6)?,
                officer_of: r.get(7)?,
            })
        })
        .transpose()
    })
    .await
}

/// The installation's secret, made on the first start.
pub(crate) async fn secret(db: &Db, random: &Random) -> Result<Vec<u8>, Fault> {
    let random = random.clone();
    let text = db
        .write(move |tx: &Tx<'_>| -> Result<String, Fault> {
            tx.run(
                sql!("insert into setting (name, value) values ('secret', $1) on conflict (name) do nothing"),
                &params![random.token() + &random.token()],
            )?;
            Ok(tx.one(sql!("select value from setting where name = 'secret'"), &[])?.get(0)?)
        })
        .await?;
    Ok(text.into_bytes())
}

/// A link for one purpose and one sign-up, as it stands in mails: it needs no row, and what it may still do is
/// decided by what is true when its button is pressed.
pub(crate) fn purpose_link(secret: &[u8], purpose: &str, id: i64) -> String {
    format!("{purpose}-{id:x}-{}", seal(secret, purpose, id))
}

/// Reads such a link; `None` where somebody changed it.
pub(crate) fn read_purpose_link(secret: &[u8], link: &str) -> Option<(String, i64)> {
    let mut pieces = link.split('-');
    let (purpose, id, mac) = (pieces.next()?, pieces.next()?, pieces.next()?);
    let id = i64::from_str_radix(id, 16).ok()?;
    let given = hash(mac);
    // compared by their hashes: how long a comparison takes tells nothing
    (pieces.next().is_none() && given == hash(&seal(secret, purpose, id))).then(|| (purpose.to_owned(), id))
}

fn seal(secret: &[u8], purpose: &str, id: i64) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { unreachable!("HMAC takes keys of any length") };
    mac.update(format!("{purpose}:{id}").as_bytes());
    mac.finalize().into_bytes().iter().take(16).map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purpose_link_reads_back_and_cannot_be_changed() {
        let link = purpose_link(b"secret", "cancel", 77);
        assert_eq!(read_purpose_link(b"secret", &link), Some(("cancel".into(), 77)));
        assert_eq!(read_purpose_link(b"secret", &link.replace("cancel", "take")), None);
        assert_eq!(read_purpose_link(b"secret", &link.replace("-4d-", "-4e-")), None);
        assert_eq!(read_purpose_link(b"other", &link), None);
    }
}
