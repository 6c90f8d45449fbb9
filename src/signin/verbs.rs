//! What changes who is signed in.

use super::{
    MEMBER_DAYS, STAFF_HOURS, hash,
    links::{self, Code, Found, Purpose},
};
use crate::{
    change::{Change, Entry, Owed},
    enrolment,
    fault::Fault,
    people,
    programme::Editions,
};
use db::{params, sql};

/// A sign-in that was just made.
#[derive(Debug, Clone)]
pub(crate) struct Entered {
    /// The cookie's secret.
    pub token: String,
    /// How long it lasts, in seconds.
    pub seconds: i64,
    /// Where to go.
    pub next: String,
}

/// Uses a link: confirms the address, completes an enrolment that waited for it, and signs in.
pub(crate) fn enter(change: &Change<'_, '_>, editions: &Editions, link: &Found) -> Result<Entered, Fault> {
    links::spend(change, link)?;
    // Whoever holds the link reads that mailbox: the address is theirs.
    if link.purpose != Purpose::Staff {
        people::store::verify(change, link.person, change.now)?;
        enrolment::verbs::complete(change, editions, link.person)?;
    }
    let power = link.purpose == Purpose::Staff;
    let seconds = if power { STAFF_HOURS * 3600 } else { MEMBER_DAYS * 86_400 };
    let token = change.random.token();
    change.tx.run(
        sql!("insert into sign_in (token_hash, person_id, power, created_at, expires_at) values ($1, $2, $3, $4, $5)"),
        &params![hash(&token).as_slice(), link.person, power, change.now.0, change.now.plus_minutes(seconds / 60).0],
    )?;
    change.audit(&Entry {
        verb: "person.signed-in",
        object: "person",
        id: link.person,
        before: "",
        after: link.purpose.name(),
        reason: "",
    })?;
    Ok(Entered { token, seconds, next: link.next.clone() })
}

/// What became of a code.
#[derive(Debug)]
pub(crate) enum Tried {
    In(Entered),
    No,
}

/// Enters by a code that was typed for an address.
pub(crate) fn enter_by_code(
    change: &Change<'_, '_>,
    editions: &Editions,
    email: &str,
    code: &str,
) -> Result<Tried, Fault> {
    let Some(person) = people::store::by_email(change.tx, email)? else { return Ok(Tried::No) };
    match links::by_code(change, person.id, code)? {
        Code::Fits(link) => Ok(Tried::In(enter(change, editions, &link)?)),
        Code::Dead => Ok(Tried::No),
        Code::Wrong => {
            change.audit(&Entry {
                verb: "person.wrong-code",
                object: "person",
                id: person.id,
                before: "",
                after: "",
                reason: "",
            })?;
            Ok(Tried::No)
        }
    }
}

/// Owes somebody the mail with a link and a code, if there is such a person and they had not many lately. The
/// caller learns nothing either way.
pub(crate) fn owe_link(change: &Change<'_, '_>, email: &str, next: &str) -> Result<(), Fault> {
    let Some(person) = people::store::by_email(change.tx, email)? else { return Ok(()) };
    if links::too_many(change.tx, person.id, change.now)? {
        return Ok(());
    }
    let kind = if person.verified { "sign-in" } else { "confirm" };
    change.owe(Owed {
        kind,
        person: person.id,
        about: None,
        detail: next.to_owned(),
        dedupe: format!("{kind}:{}", change.id()),
        due: change.now,
    })?;
    change.audit(&Entry {
        verb: "person.asked-for-link",
        object: "person",
        id: person.id,
        before: "",
        after: kind,
        reason: "",
    })?;
    Ok(())
}

/// Ends one sign-in of a person; other devices stay signed in.
pub(crate) fn sign_out(change: &Change<'_, '_>, person: i64, sign_in: &[u8]) -> Result<(), Fault> {
    if change.tx.run(sql!("delete from sign_in where token_hash = $1"), &params![sign_in])? > 0 {
        change.audit(&Entry {
            verb: "person.signed-out",
            object: "person",
            id: person,
            before: "",
            after: "",
            reason: "",
        })?;
    }
    Ok(())
}
