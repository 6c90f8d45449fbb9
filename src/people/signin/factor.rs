//! The second factor of whoever has power over others: a phone that shows six digits (RFC 6238), and spare codes for
//! the day it is lost. No code is accepted twice, and five wrong ones close the door for the sign-in that made them.

use super::hash;
use super::told::{What, tell};
use crate::{
    Random,
    ground::{fault::Fault, ids::PersonId, sealing, verb::Verb},
    programme::change::{Change, Entry},
};
use db::{Tx, params, sql};
use hmac::{Hmac, KeyInit, Mac};
use rules::time::Instant;
use sha2::Sha256;
use totp_rs::{Builder, Secret, Totp};

/// Bytes of a secret, as RFC 4226 recommends.
const SECRET: usize = 20;
/// How many spare codes are given out.
const SPARE: usize = 8;
/// How many wrong codes in a row make one sign-in wait, and for how many minutes: twice as long each time.
const TRIES: i64 = 5;
const PAUSE: i64 = 15;
/// After this many wrong codes a day from sign-ins that never showed a right one, only sign-ins that did, and spare
/// codes, are accepted.
const A_DAY: i64 = 25;
/// Days for which a handed-over code works.
const CODE_DAYS: i64 = 7;

fn clockwork(secret: &[u8]) -> Totp {
    Builder::new().with_secret(Secret::from(secret.to_vec())).with_skew(1).build_noncompliant()
}

/// The secret that a sign-in is offered: the server's own, made from the installation's secret, so that nothing a form
/// says can become one. Another sign-in, or a factor set since, yields another.
pub(crate) fn offered(tx: &Tx<'_>, installation: &[u8], person: PersonId, sign_in_key: &str) -> Result<Vec<u8>, Fault> {
    let row = tx.optional(sql!("select made_at from second_factor where person_id = $1"), &params![person])?;
    let made: i64 = row.map(|r| r.get(0)).transpose()?.unwrap_or(0);
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(installation) else {
        unreachable!("HMAC takes keys of any length")
    };
    mac.update(format!("second-factor:{person}:{sign_in_key}:{made}").as_bytes());
    Ok(mac.finalize().into_bytes()[..SECRET].to_vec())
}

/// A secret as people type it (base 32).
pub(crate) fn typed(secret: &[u8]) -> String {
    Secret::from(secret.to_vec()).to_base32()
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
pub(crate) fn has(tx: &Tx<'_>, person: PersonId) -> Result<bool, Fault> {
    Ok(tx.optional(sql!("select 1 from second_factor where person_id = $1"), &params![person])?.is_some())
}

/// The code that somebody's phone shows now: for the demo, whose people have no phones.
pub(crate) fn shown_now(
    tx: &Tx<'_>,
    installation: &[u8],
    person: PersonId,
    now: Instant,
) -> Result<Option<String>, Fault> {
    let row = tx.optional(sql!("select secret from second_factor where person_id = $1"), &params![person])?;
    row.map(|r| Ok(code_at(&opened(installation, person, &r.get::<Vec<u8>>(0)?)?, now))).transpose()
}

/// What the secret of a second factor is sealed for: in another person's row it does not open.
fn purpose(person: PersonId) -> String {
    format!("second-factor:{person}")
}

/// The secret of a stored second factor.
fn opened(installation: &[u8], person: PersonId, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
    let foreign = || Fault::Ours(format!("the second factor of person {person} was sealed by another installation"));
    sealing::open(installation, &purpose(person), sealed).ok_or_else(foreign)
}

/// Seals the secrets that earlier versions stored unsealed. Part of every start.
pub(crate) fn seal_all(tx: &Tx<'_>, installation: &[u8], random: &Random) -> Result<(), Fault> {
    let bytes = i64::try_from(SECRET).unwrap_or_default();
    let open = tx.all(
        sql!("select person_id, secret from second_factor where length(secret) = $1 {for_update}"),
        &params![bytes],
    )?;
    for row in open {
        let (person, secret): (PersonId, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let sealed = sealing::seal(installation, random, &purpose(person), &secret);
        tx.run(sql!("update second_factor set secret = $2 where person_id = $1"), &params![person, sealed.as_slice()])?;
    }
    Ok(())
}

/// Seals every second factor with another secret; those that the old one does not open are forgotten. Returns how many
/// were kept and how many were not. Part of a verb.
pub(crate) fn seal_anew(change: &Change<'_, '_>, old: Option<&[u8]>, new: &[u8]) -> Result<(u64, u64), Fault> {
    let tx = change.tx;
    let (mut kept, mut forgotten) = (0, 0);
    for row in tx.all(sql!("select person_id, secret from second_factor {for_update}"), &[])? {
        let (person, sealed): (PersonId, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let opened = old.and_then(|old| sealing::open(old, &purpose(person), &sealed));
        let Some(secret) = opened else {
            forget(tx, person)?;
            forgotten += 1;
            continue;
        };
        let sealed = sealing::seal(new, change.random, &purpose(person), &secret);
        tx.run(sql!("update second_factor set secret = $2 where person_id = $1"), &params![person, sealed.as_slice()])?;
        kept += 1;
    }
    Ok((kept, forgotten))
}

/// Tries a code from the phone, or a spare one, in a sign-in. Wrong ones slow that sign-in, not the person elsewhere.
/// Stores what it found, and leaves the log to the caller.
pub(crate) fn show(
    change: &Change<'_, '_>,
    installation: &[u8],
    (person, sign_in): (PersonId, &[u8]),
    typed: &str,
) -> Result<Shown, Fault> {
    let tx = change.tx;
    let row = tx.optional(
        sql!("select secret, last_step, wrong, wrong_since from second_factor where person_id = $1 {for_update}"),
        &params![person],
    )?;
    let Some(row) = row else { return Ok(Shown::None) };
    let (secret, last): (Vec<u8>, i64) = (opened(installation, person, &row.get::<Vec<u8>>(0)?)?, row.get(1)?);
    let of_sign_in = tx.optional(
        sql!("select factor_tries, factor_blocked_until, proved_at is not null from sign_in where token_hash = $1"),
        &params![sign_in],
    )?;
    // the sign-in has another token by now
    let Some(of_sign_in) = of_sign_in else { return Ok(Shown::Blocked) };
    let (tries, blocked_until, proved): (i64, i64, bool) = (of_sign_in.get(0)?, of_sign_in.get(1)?, of_sign_in.get(2)?);
    if blocked_until > change.now.0 {
        return Ok(Shown::Blocked);
    }
    let today = row.get::<i64>(3)? > change.now.plus_minutes(-24 * 60).0;
    let wrong: i64 = if today { row.get(2)? } else { 0 };
    let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let step = fresh_step(&secret, &plain, last, change.now).filter(|_| proved || wrong < A_DAY);
    let fits = match step {
        Some(step) => {
            tx.run(sql!("update second_factor set last_step = $2 where person_id = $1"), &params![person, step])? > 0
        }
        None => {
            tx.run(
                sql!("update spare_code set used_at = $3 where code_hash = $1 and person_id = $2 and used_at is null"),
                &params![spare_hash(person, &plain).as_slice(), person, change.now.0],
            )? > 0
        }
    };
    if fits {
        tx.run(
            sql!("update sign_in set factor_tries = 0, factor_blocked_until = 0 where token_hash = $1"),
            &params![sign_in],
        )?;
        return Ok(Shown::Fits);
    }
    let tries = tries + 1;
    let pause = if tries % TRIES == 0 { PAUSE << (tries / TRIES - 1).min(6) } else { 0 };
    tx.run(
        sql!("update sign_in set factor_tries = $2, factor_blocked_until = $3 where token_hash = $1"),
        &params![sign_in, tries, change.now.plus_minutes(pause).0],
    )?;
    if !proved {
        let since = if today { row.get::<i64>(3)? } else { change.now.0 };
        tx.run(
            sql!("update second_factor set wrong = $2, wrong_since = $3 where person_id = $1"),
            &params![person, wrong + 1, since],
        )?;
    }
    if pause > 0 {
        tell(change, person, What::WrongCodes)?;
    }
    Ok(Shown::Wrong)
}

/// Counts a wrong handed-over code against the sign-in that typed it.
pub(crate) fn count_wrong(change: &Change<'_, '_>, sign_in: &[u8]) -> Result<(), Fault> {
    change.tx.run(
        sql!(
            "update sign_in set factor_tries = factor_tries + 1,
                    factor_blocked_until = case when (factor_tries + 1) % cast($2 as bigint) = 0 then cast($3 as bigint)
                      else factor_blocked_until end
             where token_hash = $1"
        ),
        &params![sign_in, TRIES, change.now.plus_minutes(PAUSE).0],
    )?;
    Ok(())
}

/// Whether a sign-in has to wait after wrong codes.
pub(crate) fn has_to_wait(tx: &Tx<'_>, sign_in: &[u8], now: Instant) -> Result<bool, Fault> {
    let row = tx.optional(
        sql!("select 1 from sign_in where token_hash = $1 and factor_blocked_until > $2"),
        &params![sign_in, now.0],
    )?;
    Ok(row.is_some())
}

/// Makes a code with which somebody sets up their phone: it is handed over in person, never by mail. Part of a verb.
pub(crate) fn make_code(change: &Change<'_, '_>, person: PersonId) -> Result<String, Fault> {
    let code = change.random.key(10);
    change.tx.run(
        sql!("update factor_code set used_at = $2 where person_id = $1 and used_at is null"),
        &params![person, change.now.0],
    )?;
    change.tx.run(
        sql!(
            "insert into factor_code (code_hash, person_id, made_by, made_at, expires_at) values ($1, $2, $3, $4, $5)"
        ),
        &params![
            code_hash(person, &code).as_slice(),
            person,
            change.person(),
            change.now.0,
            change.now.plus_minutes(CODE_DAYS * 24 * 60).0
        ],
    )?;
    tell(change, person, What::FactorCode)?;
    change.audit(&Entry {
        verb: Verb::PersonFactorCodeMade,
        object: "person",
        id: person.0,
        before: "",
        after: "",
        reason: "",
    })?;
    Ok(format!("{}-{}", &code[..5], &code[5..]))
}

/// Uses up such a code; says whether it fitted.
pub(crate) fn spend_code(change: &Change<'_, '_>, person: PersonId, typed: &str) -> Result<bool, Fault> {
    let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    Ok(change.tx.run(
        sql!(
            "update factor_code set used_at = $3
             where code_hash = $1 and person_id = $2 and used_at is null and expires_at > $3"
        ),
        &params![code_hash(person, &plain).as_slice(), person, change.now.0],
    )? > 0)
}

fn code_hash(person: PersonId, plain: &str) -> Vec<u8> {
    hash(&format!("factor-code:{person}:{plain}"))
}

/// The step of a code that fits now (or half a minute ago or ahead) and was not used before.
fn fresh_step(secret: &[u8], code: &str, last: i64, now: Instant) -> Option<i64> {
    if code.len() != 6 {
        return None;
    }
    let step = clockwork(secret).check(code, (now.0 / 1_000_000).cast_unsigned())?.cast_signed();
    (step > last).then_some(step)
}

fn spare_hash(person: PersonId, plain: &str) -> Vec<u8> {
    hash(&format!("spare:{person}:{plain}"))
}

/// Whether a code is one that a secret shows now.
pub(crate) fn is_shown(secret: &[u8], code: &str, now: Instant) -> bool {
    let plain: String = code.chars().filter(char::is_ascii_digit).collect();
    fresh_step(secret, &plain, 0, now).is_some()
}

/// Keeps a second factor once one of its codes was typed; returns the spare codes, which are shown once.
pub(crate) fn set(
    change: &Change<'_, '_>,
    installation: &[u8],
    person: PersonId,
    secret: &[u8],
    code: &str,
) -> Result<Option<Vec<String>>, Fault> {
    let plain: String = code.chars().filter(char::is_ascii_digit).collect();
    let Some(step) = fresh_step(secret, &plain, 0, change.now) else { return Ok(None) };
    let tx = change.tx;
    let sealed = sealing::seal(installation, change.random, &purpose(person), secret);
    tx.run(
        sql!(
            "insert into second_factor (person_id, secret, made_at, last_step) values ($1, $2, $3, $4)
             on conflict (person_id) do update set secret = $2, made_at = $3, last_step = $4, wrong = 0"
        ),
        &params![person, sealed.as_slice(), change.now.0, step],
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
pub(crate) fn forget(tx: &Tx<'_>, person: PersonId) -> Result<u64, Fault> {
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
        let text = typed(&[7; SECRET]);
        assert_eq!(Secret::try_from_base32(&text).unwrap().as_bytes(), [7; SECRET]);
        assert!(address(&text, "Training office", "a@b.org").starts_with("otpauth://totp/a%40b.org?secret="));
    }
}
