//! What changes somebody's address.

use crate::{
    ground::{fault::Fault, ids::PersonId, mail::Mail, verb::Verb},
    people::{fold_email, lock::lock_person, signin::sign_ins::has_power, store},
    programme::change::{Change, Entry, Owed},
};
use db::{Tx, params, sql};
use rules::time::Instant;

/// How long the link in the mail to a new address works, in minutes.
pub(super) const MINUTES: i64 = 24 * 60;
/// At most this many such mails a day.
const A_DAY: i64 = 5;

/// Why a request for another address is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// It is theirs already.
    Same,
    /// Whoever has power over others signs in with it: an administrator changes it.
    Power,
    TooMany,
}

/// Asks for another address; the mail goes there, whether or not it is already somebody's: nobody learns that here.
pub(super) fn ask(change: &Change<'_, '_>, person: PersonId, email: &str) -> Result<Result<(), Refused>, Fault> {
    let before = store::by_id(change.tx, person)?;
    if fold_email(&before.email) == fold_email(email) {
        return Ok(Err(Refused::Same));
    }
    if has_power(change.tx, person, change.now)? {
        return Ok(Err(Refused::Power));
    }
    let asked = change.tx.one(
        sql!("select count(*) from address_change where person_id = $1 and asked_at > $2"),
        &params![person, change.now.plus_minutes(-24 * 60).0],
    )?;
    if asked.get::<i64>(0)? >= A_DAY {
        return Ok(Err(Refused::TooMany));
    }
    let id = change.id();
    change.tx.run(
        sql!("insert into address_change (id, person_id, email, email_folded, asked_at) values ($1, $2, $3, $4, $5)"),
        &params![id, person, email.trim(), fold_email(email), change.now.0],
    )?;
    change.owe(Owed {
        kind: Mail::AddressAsked,
        person,
        about: Some(id),
        detail: String::new(),
        dedupe: format!("address-asked:{id}"),
        due: change.now,
    })?;
    change.audit(&Entry {
        verb: Verb::PersonAddressAsked,
        object: "person",
        id: person.0,
        before: "",
        // it may be somebody else's
        after: "",
        reason: "",
    })?;
    Ok(Ok(()))
}

/// An address that waits for its button to be pressed.
#[derive(Debug, Clone)]
pub(crate) struct NewAddress {
    pub person: PersonId,
    pub email: String,
    /// Whether some other record has it already.
    pub taken: bool,
}

/// The address that somebody asked for, if they have asked for no other since and it may still be taken.
pub(crate) fn live(tx: &Tx<'_>, id: i64, now: Instant) -> Result<Option<NewAddress>, Fault> {
    let row = tx.optional(
        sql!(
            "select a.person_id, a.email from address_change a join person p on p.id = a.person_id
             where a.id = $1 and a.used_at is null and a.asked_at > $2 and p.merged_into is null
               and not exists (select 1 from address_change n where n.person_id = a.person_id and n.asked_at > a.asked_at)"
        ),
        &params![id, now.plus_minutes(-MINUTES).0],
    )?;
    let Some(row) = row else { return Ok(None) };
    let (person, email): (PersonId, String) = (row.get(0)?, row.get(1)?);
    Ok(Some(NewAddress { taken: store::has_address(tx, &email)?, person, email }))
}

/// What became of the button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Took {
    /// The address is theirs now.
    Done(String),
    /// Another record has it.
    Taken,
    /// The link is used or old, or another address was asked for since.
    Over,
}

/// Takes the new address: whoever pressed the button reads mail there. All sign-ins end.
pub(super) fn take(change: &Change<'_, '_>, id: i64) -> Result<Took, Fault> {
    let row = change.tx.optional(sql!("select person_id from address_change where id = $1"), &params![id])?;
    let Some(row) = row else { return Ok(Took::Over) };
    lock_person(change.tx, row.get(0)?)?;
    let Some(asked) = live(change.tx, id, change.now)? else { return over(change.tx, id) };
    if asked.taken {
        return Ok(Took::Taken);
    }
    if has_power(change.tx, asked.person, change.now)? {
        return Ok(Took::Over);
    }
    let before = store::by_id(change.tx, asked.person)?;
    change.tx.run(
        sql!("update address_change set used_at = $2 where id = $1 and used_at is null"),
        &params![id, change.now.0],
    )?;
    store::readdress(change, asked.person, &asked.email)?;
    store::verify(change, asked.person, change.now)?;
    if before.verified {
        tell_old(change, asked.person, &before.email)?;
    }
    change.audit(&Entry {
        verb: Verb::PersonAddressChanged,
        object: "person",
        id: asked.person.0,
        before: &before.email,
        after: &asked.email,
        reason: "",
    })?;
    Ok(Took::Done(asked.email))
}

/// What a button that was pressed before says: that the change is done, if it is.
fn over(tx: &Tx<'_>, id: i64) -> Result<Took, Fault> {
    let row = tx.optional(
        sql!(
            "select p.email from address_change a join person p on p.id = a.person_id and p.email_folded = a.email_folded
             where a.id = $1 and a.used_at is not null"
        ),
        &params![id],
    )?;
    row.map_or(Ok(Took::Over), |r| Ok(Took::Done(r.get(0)?)))
}

/// Owes the old address the mail saying that it is no longer used. Part of a verb.
pub(crate) fn tell_old(change: &Change<'_, '_>, person: PersonId, old: &str) -> Result<(), Fault> {
    change.owe(Owed {
        kind: Mail::AddressChanged,
        person,
        about: None,
        detail: old.to_owned(),
        dedupe: format!("address-changed:{}", change.id()),
        due: change.now,
    })?;
    Ok(())
}

/// Owes the mail saying that a change was taken back: to the address that is theirs again, or to the one that is
/// `gone`. Part of a verb.
pub(super) fn tell_taken_back(change: &Change<'_, '_>, person: PersonId, gone: &str) -> Result<(), Fault> {
    change.owe(Owed {
        kind: Mail::AddressBack,
        person,
        about: None,
        detail: gone.to_owned(),
        dedupe: format!("address-back:{}", change.id()),
        due: change.now,
    })?;
    Ok(())
}
