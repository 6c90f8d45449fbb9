//! What changes who is signed in.

use super::{
    factor::{self, Shown},
    hash,
    links::{self},
    pressed::Press,
};
use crate::{
    ground::{fault::Fault, ids::PersonId, mail::Mail, verb::Verb},
    people,
    programme::change::{Change, Entry, Owed},
    visit::visitor::Visitor,
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
    /// Who is signed in.
    pub person: PersonId,
}

/// Shows a second factor in a running sign-in: its person's offices give their powers for a while, under a new token.
pub(crate) fn prove(
    change: &Change<'_, '_>,
    installation: &[u8],
    visitor: &Visitor,
    press: &Press,
    typed: &str,
) -> Result<Proved, Fault> {
    // the first press was under way when this one came in
    if let Some(before) = press.again(change)? {
        return Ok(Proved::Again(before));
    }
    let shown = factor::show(change, installation, (visitor.id, &visitor.sign_in), typed)?;
    match shown {
        Shown::None | Shown::Blocked => return Ok(Proved::No(shown)),
        Shown::Wrong => {
            audit_person(change, Verb::PersonWrongSecondFactor, visitor.id, &visitor.sign_in_key)?;
            return Ok(Proved::No(shown));
        }
        Shown::Fits => {}
    }
    let token = give_power(change, visitor)?;
    press.note(change, &visitor.sign_in_key, "")?;
    audit_person(change, Verb::PersonSecondFactor, visitor.id, &visitor.sign_in_key)?;
    Ok(Proved::Yes(token))
}

/// Gives a sign-in the powers of its person's offices for a while. A cookie from before carries none of them: the token
/// changes with the rights.
pub(super) fn give_power(change: &Change<'_, '_>, visitor: &Visitor) -> Result<Entered, Fault> {
    let token = change.random.token();
    let minutes = visitor.holds.minutes();
    let row = change
        .tx
        .one(sql!("select expires_at from sign_in where token_hash = $1"), &params![visitor.sign_in.as_slice()])?;
    let expires = row.get::<i64>(0)?;
    change.tx.run(
        sql!(
            "update sign_in set token_hash = $2, before_hash = $1, proved_at = $3, power_until = $4, used_at = $3
             where token_hash = $1"
        ),
        &params![visitor.sign_in.as_slice(), hash(&token).as_slice(), change.now.0, change.now.plus_minutes(minutes).0],
    )?;
    let seconds = (expires - change.now.0) / 1_000_000;
    Ok(Entered { token, seconds, next: String::new(), person: visitor.id })
}

/// Takes the powers back from all sign-ins of a person. Part of a change that is logged.
pub(crate) fn end_power(change: &Change<'_, '_>, person: PersonId) -> Result<(), Fault> {
    change.tx.run(
        sql!(
            "update sign_in set power_until = null, proved_at = null where person_id = $1 and power_until is not null"
        ),
        &params![person],
    )?;
    Ok(())
}

/// What became of a second factor.
#[derive(Debug)]
pub(crate) enum Proved {
    Yes(Entered),
    /// The second press of a button: what it was for is done.
    Again(Entered),
    No(Shown),
}

pub(crate) fn audit_person(change: &Change<'_, '_>, verb: Verb, person: PersonId, after: &str) -> Result<(), Fault> {
    change.audit(&Entry { verb, object: "person", id: person.0, before: "", after, reason: "" })?;
    Ok(())
}

/// Stands in an entry of the log where nobody is meant.
pub(crate) const NOBODY: PersonId = PersonId(0);

/// Writes down that a sign-in was tried and led nowhere. Something is written whatever address is asked about, so that
/// how long an answer takes does not tell whether the address is somebody's.
pub(crate) fn note(change: &Change<'_, '_>, person: PersonId) -> Result<(), Fault> {
    change.tx.run(sql!("insert into sign_in_try (id, at) values ($1, $2)"), &params![change.id(), change.now.0])?;
    audit_person(change, Verb::PersonSignInTried, person, "")
}

/// Owes somebody the mail with a link and a code, if there is such a person and they have not had many lately. The
/// caller learns nothing either way.
pub(crate) fn owe_link(change: &Change<'_, '_>, email: &str, next: &str, press: &str) -> Result<(), Fault> {
    let Some(person) = people::store::by_email(change.tx, email)? else { return note(change, NOBODY) };
    if links::too_many(change.tx, person.id, change.now)? {
        return note(change, person.id);
    }
    // the mail goes to the address that was typed, as the page says
    let beside = people::store::confirmed_beside(change.tx, person.id, email)?;
    let kind = if person.verified || beside.is_some() { Mail::SignIn } else { Mail::Confirm };
    change.owe(Owed {
        kind,
        person: person.id,
        about: beside.map(|other| other.0),
        detail: next.to_owned(),
        dedupe: once(change, kind, person.id, press),
        due: change.now,
    })?;
    if change.tx.changed() == 0 {
        // the same form, pressed again: one mail is on its way
        return note(change, person.id);
    }
    change.audit(&Entry {
        verb: Verb::PersonAskedForLink,
        object: "person",
        id: person.id.0,
        before: "",
        after: kind.name(),
        reason: "",
    })?;
    Ok(())
}

/// For this many minutes, a form that is sent again is the same request.
const SAME_FORM: i64 = 5;

/// What makes the mail of one form one mail, however often its button is pressed.
pub(crate) fn once(change: &Change<'_, '_>, kind: Mail, person: PersonId, press: &str) -> String {
    if press.is_empty() {
        return format!("{kind}:{}", change.id());
    }
    // a form that is kept in a tab and sent again later is a new request
    let minutes = change.now.0 / (SAME_FORM * 60_000_000);
    format!("{kind}:{person}:{}:{minutes}", clipped(press))
}

/// A form's word is ours; what somebody else sends in its place is cut short.
fn clipped(word: &str) -> String {
    word.chars().filter(char::is_ascii_alphanumeric).take(32).collect()
}

/// Ends one sign-in of a person; other devices stay signed in.
pub(crate) fn sign_out(change: &Change<'_, '_>, person: PersonId, sign_in: &[u8]) -> Result<(), Fault> {
    if change.tx.run(sql!("delete from sign_in where token_hash = $1"), &params![sign_in])? > 0 {
        change.audit(&Entry {
            verb: Verb::PersonSignedOut,
            object: "person",
            id: person.0,
            before: "",
            after: "",
            reason: "",
        })?;
    }
    Ok(())
}
