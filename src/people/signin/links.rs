//! One-time links and codes: made, looked at, used.

use super::hash;
use crate::{
    ground::{fault::Fault, ids::PersonId},
    programme::change::Change,
};
use db::{Tx, params, sql};
use rules::time::Instant;
use strum::{EnumString, IntoStaticStr};

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Purpose {
    /// Confirms an address and an enrolment.
    Confirm,
    /// Signs in.
    SignIn,
    /// Signs in from the welcome mail.
    Progress,
    /// Signs staff in, from the command line.
    Staff,
}

impl Purpose {
    pub fn name(self) -> &'static str {
        self.into()
    }

    fn from_name(name: &str) -> Self {
        name.parse().unwrap_or(Self::SignIn)
    }

    /// How long it works, in minutes.
    pub const fn minutes(self) -> i64 {
        match self {
            Self::Confirm => 24 * 60,
            Self::SignIn | Self::Staff => 15,
            Self::Progress => 14 * 24 * 60,
        }
    }
}

/// A link that was just made: its secret parts, shown once.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    pub token: String,
    pub code: String,
}

/// A link as it is found.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub token_hash: Vec<u8>,
    pub person: PersonId,
    pub purpose: Purpose,
    pub next: String,
}

/// How many wrong tries a code allows.
const TRIES: i64 = 5;
/// At most this many link mails an hour go to an address.
const AN_HOUR: i64 = 5;

/// Makes a link for somebody that leads to `next`.
pub(crate) fn make(change: &Change<'_, '_>, person: PersonId, purpose: Purpose, next: &str) -> Result<Made, Fault> {
    make_for(change, person, purpose, next, purpose.minutes())
}

/// The same, for a given time.
pub(crate) fn make_for(
    change: &Change<'_, '_>,
    person: PersonId,
    purpose: Purpose,
    next: &str,
    minutes: i64,
) -> Result<Made, Fault> {
    let made = Made { token: change.random.token(), code: change.random.code() };
    change.tx.run(
        sql!(
            "insert into sign_in_link (token_hash, code_hash, person_id, purpose, next, created_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        &params![
            hash(&made.token).as_slice(),
            hash(&format!("{person}:{}", made.code)).as_slice(),
            person,
            purpose.name(),
            next,
            change.now.0,
            change.now.plus_minutes(minutes).0
        ],
    )?;
    Ok(made)
}

/// Whether somebody had so many link mails lately that no more are sent.
pub(crate) fn too_many(tx: &Tx<'_>, person: PersonId, now: Instant) -> Result<bool, Fault> {
    let row = tx.one(
        sql!("select count(*) from outbox where person_id = $1 and kind in ('confirm', 'sign-in') and due_at > $2"),
        &params![person, now.plus_minutes(-60).0],
    )?;
    Ok(row.get::<i64>(0)? >= AN_HOUR)
}

/// The live link of a token.
pub(crate) fn by_token(tx: &Tx<'_>, token: &str, now: Instant) -> Result<Option<Found>, Fault> {
    let row = tx.optional(
        sql!(
            "select token_hash, person_id, purpose, next from sign_in_link
             where token_hash = $1 and used_at is null and expires_at > $2 {for_update}"
        ),
        &params![hash(token).as_slice(), now.0],
    )?;
    row.map(|r| {
        Ok(Found {
            token_hash: r.get(0)?,
            person: r.get(1)?,
            purpose: Purpose::from_name(&r.get::<String>(2)?),
            next: r.get(3)?,
        })
    })
    .transpose()
}

/// Where a link that somebody has used led.
pub(crate) fn used_by(tx: &Tx<'_>, token: &str, person: PersonId) -> Result<Option<String>, Fault> {
    let row = tx.optional(
        sql!("select next from sign_in_link where token_hash = $1 and person_id = $2 and used_at is not null"),
        &params![hash(token).as_slice(), person],
    )?;
    row.map(|r| Ok(r.get(0)?)).transpose()
}

/// What became of a code.
#[derive(Debug)]
pub(crate) enum Code {
    /// It fits.
    Fits(Found),
    /// It does not; the try was counted.
    Wrong,
    /// Too many tries, or nothing to try: a new mail is needed.
    Dead,
}

/// Tries a code against somebody's newest live link.
pub(crate) fn by_code(change: &Change<'_, '_>, person: PersonId, code: &str) -> Result<Code, Fault> {
    let row = change.tx.optional(
        sql!(
            "select token_hash, person_id, purpose, next, code_hash, tries from sign_in_link
             where person_id = $1 and used_at is null and expires_at > $2 and purpose in ('confirm', 'sign-in')
             order by created_at desc limit 1 {for_update}"
        ),
        &params![person, change.now.0],
    )?;
    let Some(row) = row else { return Ok(Code::Dead) };
    let found = Found {
        token_hash: row.get(0)?,
        person: row.get(1)?,
        purpose: Purpose::from_name(&row.get::<String>(2)?),
        next: row.get(3)?,
    };
    if row.get::<i64>(5)? >= TRIES {
        return Ok(Code::Dead);
    }
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    if row.get::<Option<Vec<u8>>>(4)? == Some(hash(&format!("{person}:{digits}"))) {
        return Ok(Code::Fits(found));
    }
    change.tx.run(
        sql!("update sign_in_link set tries = tries + 1 where token_hash = $1"),
        &params![found.token_hash.as_slice()],
    )?;
    Ok(Code::Wrong)
}

/// Uses up a link.
pub(crate) fn spend(change: &Change<'_, '_>, link: &Found) -> Result<(), Fault> {
    change.tx.run(
        sql!("update sign_in_link set used_at = $2 where token_hash = $1"),
        &params![link.token_hash.as_slice(), change.now.0],
    )?;
    Ok(())
}
