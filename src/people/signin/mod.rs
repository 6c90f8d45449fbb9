//! Signing in without a password: a link and a six-digit code by e-mail, or a one-time link from the command line for
//! staff. Whoever has power over others shows a second factor before that power is theirs.
//!
//! A link never acts when it is opened, only when its button is pressed: mail scanners open links. Tokens are
//! stored as hashes, work once, and only for their purpose. A sign-in by e-mail alone never has an office's power.
//! Owns `sign_in_link`, `sign_in`, `second_factor`, `spare_code`, `factor_code`, `pressed`, `kept_file`, `sign_in_try`.

pub(crate) mod asked;
pub(crate) mod ended;
pub(crate) mod factor;
pub(crate) mod kept;
pub(crate) mod links;
pub(crate) mod mail;
pub(crate) mod pressed;
pub(crate) mod prove;
pub(crate) mod set_up;
pub(crate) mod sign_ins;
pub(crate) mod told;
pub(crate) mod verbs;

use crate::{
    ground::{config::Limits, fault::Fault, ids::PersonId},
    visit::{app::App, powers::Powers, visitor::Visitor},
};
use axum::http::{HeaderMap, header};
use db::{Tx, params, sql};
use hmac::{Hmac, KeyInit, Mac};
use kit::Language;
use rules::time::Instant;
use sha2::{Digest, Sha256};

/// How long a member stays signed in, in days; the configuration says how long if nobody uses it.
pub(crate) const MEMBER_DAYS: i64 = 90;
/// A use is written down after this many minutes, with power and without.
const NOTED_POWER: i64 = 5;
const NOTED: i64 = 12 * 60;

pub(crate) fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// Who sent a request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Arrived {
    /// Who is signed in.
    pub visitor: Option<Visitor>,
    /// Who was, if the sign-in has run out or has another token now.
    pub ended: Option<Ended>,
}

/// Whose sign-in has ended.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ended {
    pub person: PersonId,
    pub language: Language,
    /// Whether they hold an office: the files that they send are large.
    pub has_office: bool,
}

/// Who sent this request; nobody for a stranger.
pub(crate) async fn visitor(app: &App, headers: &HeaderMap) -> Result<Arrived, Fault> {
    let cookie = headers.get(header::COOKIE).and_then(|v| v.to_str().ok());
    let Some(token) = cookie.and_then(|c| app.cookie().find(c)) else { return Ok(Arrived::default()) };
    let (token, now, limits) = (hash(token), app.now(), app.config.limits);
    let found = app.read(move |tx| {
        if let Some((visitor, used)) = by_token(tx, &token, &limits, now)? {
            return Ok((Arrived { visitor: Some(visitor), ended: None }, used));
        }
        Ok((Arrived { visitor: None, ended: ended(tx, &token, now)? }, now))
    });
    let (arrived, used) = found.await?;
    if let Some(visitor) = &arrived.visitor {
        let noted = if visitor.proven { NOTED_POWER } else { NOTED };
        if now >= used.plus_minutes(noted) {
            let hash = visitor.sign_in.clone();
            let noted = app.db.write(move |tx| {
                tx.run(sql!("update sign_in set used_at = $2 where token_hash = $1"), &params![hash.as_slice(), now.0])
                    .map(drop)
                    .map_err(Fault::from)
            });
            noted.await?;
        }
    }
    Ok(arrived)
}

/// Whom a token that signs nobody in belonged to.
fn ended(tx: &Tx<'_>, token: &[u8], now: Instant) -> Result<Option<Ended>, Fault> {
    let row = tx.optional(
        sql!(
            "select p.id, p.language, exists (select 1 from office o where o.person_id = p.id
                    and o.role in ('administrator', 'coordinator', 'registrar') and (o.until is null or o.until > $2))
             from person p where p.id in
               (select person_id from sign_in where before_hash = $1
                union all select person_id from sign_in where token_hash = $1)"
        ),
        &params![token, now.0],
    )?;
    row.map(|r| Ok(Ended { person: r.get(0)?, language: Language::from_tag(r.text(1)?), has_office: r.get(2)? }))
        .transpose()
}

/// Who is signed in by a token, and when it was last used.
fn by_token(tx: &Tx<'_>, token: &[u8], limits: &Limits, now: Instant) -> Result<Option<(Visitor, Instant)>, Fault> {
    // one row per office; the first says who it is. Looking as somebody else ends with the power that allows it
    let rows = tx.all(
        sql!(
            "select p.id, p.name, p.language, p.local_id, s.key, s.power_until, s.proved_at, s.person_id,
                    exists (select 1 from trainer t where t.person_id = p.id), o.role, o.local_id, o.venue_id,
                    case when s.used_at > s.created_at then s.used_at else s.created_at end,
                    (select e.programme from enrolment e where e.person_id = p.id and e.confirmed_at is not null
                     order by e.enrolled_at, e.id limit 1)
             from sign_in s
             join person p on p.id = case when s.as_person is not null and s.power_until > $2 and exists
               (select 1 from office f where f.person_id = s.person_id
                  and f.role in ('administrator', 'coordinator', 'registrar')
                  and f.since <= $2 and (f.until is null or f.until > $2)) then s.as_person else s.person_id end
             left join office o on o.person_id = p.id and p.id = s.person_id
               and o.since <= $2 and (o.until is null or o.until > $2)
             where s.token_hash = $1 and s.expires_at > $2 and (s.used_at > $3 or s.created_at > $3) order by o.since desc"
        ),
        &params![token, now.0, now.plus_minutes(-limits.idle_days * 24 * 60).0],
    )?;
    let Some(first) = rows.first() else { return Ok(None) };
    let (id, person): (PersonId, PersonId) = (first.get(0)?, first.get(7)?);
    let seen_by = (id != person).then_some(person);
    let mut holds = Powers { trainer: first.get::<bool>(8)? && seen_by.is_none(), ..Powers::default() };
    for row in &rows {
        holds.add(row, 9)?;
    }
    let used = Instant(first.get(12)?);
    // those who work in the office leave their desks: power that nobody uses must be shown anew
    let idle = (seen_by.is_some() || holds.office() || holds.leadership)
        && now >= used.plus_minutes(limits.idle_power_minutes);
    let proven = first.get::<Option<i64>>(5)?.is_some_and(|until| until > now.0) && !idle;
    let visitor = Visitor {
        id,
        sign_in: token.to_vec(),
        sign_in_key: first.get(4)?,
        name: first.get(1)?,
        language: Language::from_tag(&first.get::<String>(2)?),
        local_id: first.get(3)?,
        programme: first.get(13)?,
        holds,
        proven,
        proved_at: first.get::<Option<i64>>(6)?.map(Instant).filter(|_| proven),
        seen_by,
    };
    Ok(Some((visitor, used)))
}

/// A link for one purpose and one sign-up, as it appears in mails: it needs no row, and what it may still do is decided
/// by what is true when its button is pressed.
pub(crate) fn purpose_link(secret: &[u8], purpose: &str, id: i64) -> String {
    format!("{purpose}-{id:x}-{}", seal(secret, purpose, id))
}

/// Reads such a link; `None` where somebody changed it.
pub(crate) fn read_purpose_link(secret: &[u8], link: &str) -> Option<(String, i64)> {
    let mut pieces = link.split('-');
    let (purpose, id, mac) = (pieces.next()?, pieces.next()?, pieces.next()?);
    let id = i64::from_str_radix(id, 16).ok()?;
    let given = hash(mac);
    // compared by their hashes: how long the comparison takes tells nothing
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
