//! The second factor of whoever has power over others: a phone that shows six digits (RFC 6238), and spare codes for
//! the day it is lost. No code is taken twice, and five wrong ones close the door for a quarter of an hour.

use super::hash;
use crate::{Random, change::Change, fault::Fault};
use db::{Tx, params, sql};
use rules::time::Instant;
use totp_rs::{Builder, Secret, Totp};

/// Bytes of a secret, as RFC 4226 recommends.
const SECRET: usize = 20;
/// So many spare codes are given out.
const SPARE: usize = 8;
/// So many wrong codes in a row, and then a pause of so many minutes.
const TRIES: i64 = 5;
const PAUSE: i64 = 15;

fn clockwork(secret: &[u8]) -> Totp {
    Builder::new().with_secret(Secret::from(secret.to_vec())).with_skew(1).build_noncompliant()
}

/// A new secret, as people type it (base 32).
pub(crate) fn new_secret(random: &Random) -> String {
    Secret::from(random.bytes::<SECRET>().to_vec()).to_base32()
}

/// The secret of a typed text; `None` where it is none of ours.
fn secret_of(text: &str) -> Option<Vec<u8>> {
    let secret = Secret::try_from_base32(text).ok()?;
    let bytes = secret.as_bytes().to_vec();
    (bytes.len() == SECRET).then_some(bytes)
}

/// The address that a phone's camera understands.
pub(crate) fn address(secret: &str, issuer: &str, account: &str) -> String {
    let pairs = [("secret", secret), ("issuer", issuer)];
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish().replace('+', "%20");
    let label: String = form_urlencoded::byte_serialize(account.as_bytes()).collect();
    format!("otpauth://totp/{}?{query}", label.replace('+', "%20"))
}

/// The code that a secret shows at a moment.
pub(crate) fn code_at(secret: &[u8], at: Instant) -> String {
    clockwork(secret).generate((at.0 / 1_000_000).cast_unsigned()).to_string()
}

/// What became of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    Fits,
    Wrong,
    /// Too many wrong ones; try later.
    Blocked,
    /// There is no second factor yet.
    None,
}

/// Whether somebody has a second factor.
pub(crate) fn has(tx: &Tx<'_>, person: i64) -> Result<bool, Fault> {
    Ok(tx.optional(sql!("select 1 from second_factor where person_id = $1"), &params![person])?.is_some())
}

/// The code that somebody's phone shows now: for the demo, whose people have no phones.
pub(crate) fn shown_now(tx: &Tx<'_>, person: i64, now: Instant) -> Result<Option<String>, Fault> {
    let row = tx.optional(sql!("select secret from second_factor where person_id = $1"), &params![person])?;
    row.map(|r| Ok(code_at(&r.get::<Vec<u8>>(0)?, now))).transpose()
}

/// Tries a code of the phone, or a spare one. Writes what it found, and leaves the log to the caller.
pub(crate) fn show(change: &Change<'_, '_>, person: i64, typed: &str) -> Result<Shown, Fault> {
    let tx = change.tx;
    let row = tx.optional(
        sql!("select secret, last_step, tries, blocked_until from second_factor where person_id = $1 {for_update}"),
        &params![person],
    )?;
    let Some(row) = row else { return Ok(Shown::None) };
    let (secret, last, tries): (Vec<u8>, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
    if row.get::<i64>(3)? > change.now.0 {
        return Ok(Shown::Blocked);
    }
    let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    if let Some(step) = fresh_step(&secret, &plain, last, change.now) {
        tx.run(
            sql!("update second_factor set last_step = $2, tries = 0 where person_id = $1"),
            &params![person, step],
        )?;
        return Ok(Shown::Fits);
    }
    let spare = tx.run(
        sql!("update spare_code set used_at = $3 where code_hash = $1 and person_id = $2 and used_at is null"),
        &params![spare_hash(person, &plain).as_slice(), person, change.now.0],
    )?;
    if spare > 0 {
        tx.run(sql!("update second_factor set tries = 0 where person_id = $1"), &params![person])?;
        return Ok(Shown::Fits);
    }
    let blocked = if tries + 1 >= TRIES { change.now.plus_minutes(PAUSE).0 } else { 0 };
    let tries = if blocked > 0 { 0 } else { tries + 1 };
    tx.run(
        sql!("update second_factor set tries = $2, blocked_until = $3 where person_id = $1"),
        &params![person, tries, blocked],
    )?;
    Ok(Shown::Wrong)
}

/// The step of a code that fits now (or half a minute ago or ahead) and was not taken before.
fn fresh_step(secret: &[u8], code: &str, last: i64, now: Instant) -> Option<i64> {
    if code.len() != 6 {
        return None;
    }
    let step = clockwork(secret).check(code, (now.0 / 1_000_000).cast_unsigned())?.cast_signed();
    (step > last).then_some(step)
}

fn spare_hash(person: i64, plain: &str) -> Vec<u8> {
    hash(&format!("spare:{person}:{plain}"))
}

/// Keeps a second factor once a code of it was typed; gives the spare codes, which are shown once.
pub(crate) fn set(
    change: &Change<'_, '_>,
    person: i64,
    secret: &str,
    code: &str,
) -> Result<Option<Vec<String>>, Fault> {
    let plain: String = code.chars().filter(char::is_ascii_digit).collect();
    let Some(secret) = secret_of(secret) else { return Ok(None) };
    let Some(step) = fresh_step(&secret, &plain, 0, change.now) else { return Ok(None) };
    let tx = change.tx;
    tx.run(
        sql!(
            "insert into second_factor (person_id, secret, made_at, last_step) values ($1, $2, $3, $4)
             on conflict (person_id) do update set secret = $2, made_at = $3, last_step = $4, tries = 0, blocked_until = 0"
        ),
        &params![person, secret.as_slice(), change.now.0, step],
    )?;
    tx.run(sql!("delete from spare_code where person_id = $1"), &params![person])?;
    let mut codes = Vec::new();
    for _ in 0..SPARE {
        let code = change.random.key(10);
        tx.run(
            sql!("insert into spare_code (code_hash, person_id) values ($1, $2)"),
            &params![spare_hash(person, &code).as_slice(), person],
        )?;
        codes.push(format!("{}-{}", &code[..5], &code[5..]));
    }
    Ok(Some(codes))
}

/// Takes a second factor away: the phone is lost.
pub(crate) fn forget(tx: &Tx<'_>, person: i64) -> Result<u64, Fault> {
    tx.run(sql!("delete from spare_code where person_id = $1"), &params![person])?;
    Ok(tx.run(sql!("delete from second_factor where person_id = $1"), &params![person])?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_that_of_the_standard_and_works_once() {
        // RFC 6238, appendix B: the last six digits at 59 s and 1111111109 s
        let secret = b"12345678901234567890";
        assert_eq!(code_at(secret, Instant(59_000_000)), "287082");
        assert_eq!(code_at(secret, Instant(1_111_111_109_000_000)), "081804");
        let now = Instant(1_111_111_109_000_000);
        let step = fresh_step(secret, "081804", 0, now).unwrap();
        assert_eq!(fresh_step(secret, "081804", step, now), None, "not twice");
        assert_eq!(fresh_step(secret, "081805", 0, now), None);
        assert_eq!(fresh_step(secret, "081804", 0, now.plus_minutes(2)), None, "not later");
    }

    #[test]
    fn a_secret_reads_back_as_it_is_typed() {
        let text = new_secret(&Random::seeded(3));
        assert_eq!(secret_of(&text).map(|s| s.len()), Some(SECRET));
        assert!(address(&text, "Training office", "a@b.org").starts_with("otpauth://totp/a%40b.org?secret="));
    }
}
