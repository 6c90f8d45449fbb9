//! Every statement about people.

use super::words;
use crate::{
    ground::{fault::Fault, ids::PersonId, mail::Mail},
    people::member::Membership,
    programme::change::{Change, Owed},
    visit::{role::Role, scope::Scope},
};
use db::{Tx, params, sql};
use kit::Language;
use rules::time::Instant;

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub id: PersonId,
    pub key: String,
    /// The name on the certificate.
    pub name: String,
    /// What they want to be called, where that is another name; otherwise empty.
    pub called: String,
    pub email: String,
    pub verified: bool,
    pub local_id: Option<i64>,
    pub local_typed: String,
    /// Their chapter of that local, as its list called it; empty where they have none.
    pub chapter: String,
    pub work: String,
    pub language: Language,
    pub membership: Membership,
    pub share: bool,
}

impl Person {
    /// How they are addressed, and shown to other people.
    pub fn addressed(&self) -> &str {
        if self.called.is_empty() { &self.name } else { &self.called }
    }
}

/// What somebody says of themselves when they enroll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NewPerson {
    pub name: String,
    pub email: String,
    pub local_id: Option<i64>,
    pub local_typed: String,
    pub work: String,
    pub language: Language,
    pub share: bool,
}

db::record! { $
    persons: "from person" => fn read -> Result<Person, Fault> {
        id: "id",
        key: "key",
        name: "name",
        called: "called",
        email: "email",
        verified: "email_verified_at" => |at: Option<i64>| at.is_some(),
        local_id: "local_id",
        local_typed: "local_typed",
        chapter: "chapter",
        work: "work",
        language: "language" => |tag: String| Language::from_tag(&tag),
        membership: "membership",
        share: "share_with_local",
    }
}

pub(crate) fn by_id(tx: &Tx<'_>, id: PersonId) -> Result<Person, Fault> {
    let row = tx.optional(persons!("where id = $1"), &params![id])?;
    read(&row.ok_or(Fault::NotFound)?)
}

/// Somebody by the key in an address, if the scope reaches them.
pub(crate) fn by_key(tx: &Tx<'_>, scope: &Scope, key: &str) -> Result<Person, Fault> {
    let row = tx.optional(persons!("where key = $1"), &params![key])?;
    let person = read(&row.ok_or(Fault::NotFound)?)?;
    scope.record_of(person.id)?;
    Ok(person)
}

pub(crate) fn by_email(tx: &Tx<'_>, email: &str) -> Result<Option<Person>, Fault> {
    let row = tx.optional(
        persons!("where id = (select coalesce(q.merged_into, q.id) from person q where q.email_folded = $1)"),
        &params![super::fold_email(email)],
    )?;
    row.as_ref().map(read).transpose()
}

/// The record with this confirmed address that was merged into somebody's: their other mailbox.
pub(crate) fn confirmed_beside(tx: &Tx<'_>, person: PersonId, email: &str) -> Result<Option<PersonId>, Fault> {
    let row = tx.optional(
        sql!("select id from person where email_folded = $1 and merged_into = $2 and email_verified_at is not null"),
        &params![super::fold_email(email), person],
    )?;
    row.map(|r| Ok(r.get(0)?)).transpose()
}

/// The confirmed address of a record, while it is merged into somebody's.
pub(crate) fn address_beside(tx: &Tx<'_>, person: PersonId, other: PersonId) -> Result<Option<String>, Fault> {
    let row = tx.optional(
        sql!("select email from person where id = $1 and merged_into = $2 and email_verified_at is not null"),
        &params![other, person],
    )?;
    row.map(|r| Ok(r.get(0)?)).transpose()
}

/// Fills in how names are searched, for people stored by earlier versions.
pub(crate) fn fill_search_keys(tx: &Tx<'_>) -> Result<(), Fault> {
    let rows = tx.all(sql!("select id, name, email from person where folded = '' and name <> ''"), &[])?;
    for row in &rows {
        let name = row.text(1)?;
        tx.run(
            sql!("update person set folded = $2, name_key = $3, mailbox = $4 where id = $1"),
            &params![
                row.get::<i64>(0)?,
                crate::ground::fold::fold(name),
                super::name_key(name),
                super::mailbox(row.text(2)?)
            ],
        )?;
    }
    words::fill(tx)
}

/// Adds a person whose address is not verified yet.
pub(crate) fn add(change: &Change<'_, '_>, said: &NewPerson) -> Result<PersonId, Fault> {
    let id = PersonId(change.id());
    change.tx.run(
        sql!(
            "insert into person (id, key, name, email, email_folded, local_id, local_typed, work, language,
                                 membership, share_with_local, created_at, folded, name_key, mailbox)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'to-confirm', $10, $11, $12, $13, $14)"
        ),
        &params![
            id,
            change.random.key(10),
            &said.name,
            said.email.trim(),
            super::fold_email(&said.email),
            said.local_id,
            &said.local_typed,
            &said.work,
            said.language.tag(),
            said.share,
            change.now.0,
            crate::ground::fold::fold(&said.name),
            super::name_key(&said.name),
            super::mailbox(&said.email)
        ],
    )?;
    words::of_person(change.tx, id)?;
    Ok(id)
}

/// Somebody who is nobody: stands in where a question is kept that goes to no one.
pub(crate) fn add_nobody(change: &Change<'_, '_>) -> Result<PersonId, Fault> {
    let nobody = NewPerson {
        name: String::new(),
        email: format!("nobody-{}@invalid", change.random.key(16)),
        local_id: None,
        local_typed: String::new(),
        work: "other".to_owned(),
        language: Language::En,
        share: false,
    };
    add(change, &nobody)
}

/// Overwrites what somebody said of themselves; the address stays.
pub(crate) fn say_again(change: &Change<'_, '_>, id: PersonId, said: &NewPerson) -> Result<(), Fault> {
    change.tx.run(
        sql!(
            "update person set name = $2, local_id = $3, local_typed = $4, work = $5, language = $6,
                    share_with_local = $7, folded = $8, name_key = $9,
                    chapter = case when local_id = $3 then chapter else '' end where id = $1"
        ),
        &params![
            id,
            &said.name,
            said.local_id,
            &said.local_typed,
            &said.work,
            said.language.tag(),
            said.share,
            crate::ground::fold::fold(&said.name),
            super::name_key(&said.name)
        ],
    )?;
    words::of_person(change.tx, id)
}

/// Notes somebody's chapter, if their local has it; otherwise they have none. Part of a verb.
pub(crate) fn set_chapter(change: &Change<'_, '_>, person: &Person, chapter: &str) -> Result<(), Fault> {
    let known = match person.local_id {
        Some(local) => super::locals::chapters(change.tx, local)?.iter().any(|c| c == chapter),
        None => false,
    };
    // one that the list does not have any more stays until another is chosen
    let chapter = if known || chapter == person.chapter { chapter } else { "" };
    change.tx.run(sql!("update person set chapter = $2 where id = $1"), &params![person.id, chapter])?;
    Ok(())
}

/// Notes what somebody wants to be called; nothing, where it is the name on the certificate. Part of a verb.
pub(crate) fn call(change: &Change<'_, '_>, id: PersonId, called: &str) -> Result<(), Fault> {
    change.tx.run(
        sql!("update person set called = case when name = $2 then '' else $2 end where id = $1"),
        &params![id, called],
    )?;
    words::of_person(change.tx, id)
}

/// Gives a person another name, as they write it.
pub(crate) fn rename(change: &Change<'_, '_>, id: PersonId, name: &str) -> Result<(), Fault> {
    change.tx.run(
        sql!("update person set name = $2, folded = $3, name_key = $4 where id = $1"),
        &params![id, name, crate::ground::fold::fold(name), super::name_key(name)],
    )?;
    words::of_person(change.tx, id)
}

/// Whether some record has an address.
pub(crate) fn has_address(tx: &Tx<'_>, email: &str) -> Result<bool, Fault> {
    let row = tx.optional(sql!("select 1 from person where email_folded = $1"), &params![super::fold_email(email)])?;
    Ok(row.is_some())
}

/// Sets the language of somebody's pages and mails. Part of a verb.
pub(crate) fn set_language(change: &Change<'_, '_>, id: PersonId, language: Language) -> Result<(), Fault> {
    change.tx.run(sql!("update person set language = $2 where id = $1"), &params![id, language.tag()])?;
    Ok(())
}

/// Whether a record has an address that its person confirmed.
pub(crate) fn is_confirmed_by_another(tx: &Tx<'_>, email: &str) -> Result<bool, Fault> {
    let row = tx.optional(
        sql!("select 1 from person where email_folded = $1 and (email_verified_at is not null or merged_into is not null)"),
        &params![super::fold_email(email)],
    )?;
    Ok(row.is_some())
}

/// Takes an address from a record whose person never confirmed it; returns that record. Part of a verb.
pub(crate) fn give_up_address(change: &Change<'_, '_>, email: &str) -> Result<Option<PersonId>, Fault> {
    let row = change.tx.optional(
        sql!(
            "select id from person where email_folded = $1 and email_verified_at is null and merged_into is null {for_update}"
        ),
        &params![super::fold_email(email)],
    )?;
    let Some(row) = row else { return Ok(None) };
    let id: PersonId = row.get(0)?;
    let nobody = format!("nobody-{}@invalid", change.random.key(16));
    change.tx.run(
        sql!("update person set email = $2, email_folded = $2, mailbox = '' where id = $1"),
        &params![id, nobody],
    )?;
    words::of_person(change.tx, id)?;
    Ok(Some(id))
}

/// Gives a person another address. It is not verified, and all sign-ins with the old one end.
pub(crate) fn readdress(change: &Change<'_, '_>, id: PersonId, email: &str) -> Result<(), Fault> {
    let old: String = change.tx.one(sql!("select email_folded from person where id = $1"), &params![id])?.get(0)?;
    // a bargaining team of theirs knows its people by address: it is given the new one if they agreed to be seen; else
    // it keeps what was typed, since nobody is told somebody's new address
    change.tx.run(
        sql!(
            "update board_person set email_folded = $2 where email_folded = $1
               and exists (select 1 from person p where p.id = $3 and p.share_with_local and p.local_id = board_person.local_id)
               and not exists
               (select 1 from board_person b where b.local_id = board_person.local_id and b.email_folded = $2)"
        ),
        &params![&old, super::fold_email(email), id],
    )?;
    change.tx.run(
        sql!(
            "update person set email = $2, email_folded = $3, mailbox = $4, email_verified_at = null, bounced_at = null
             where id = $1"
        ),
        &params![id, email.trim(), super::fold_email(email), super::mailbox(email)],
    )?;
    words::of_person(change.tx, id)?;
    change.tx.run(sql!("delete from sign_in where person_id = $1"), &params![id])?;
    end_asked_addresses(change, id)?;
    change.tx.run(
        sql!("update sign_in_link set used_at = $2 where person_id = $1 and used_at is null"),
        &params![id, change.now.0],
    )?;
    Ok(())
}

/// Ends the requests for another address that somebody made and did not complete: whoever asked may have been somebody
/// else.
pub(crate) fn end_asked_addresses(change: &Change<'_, '_>, id: PersonId) -> Result<(), Fault> {
    change.tx.run(
        sql!("update address_change set used_at = $2 where person_id = $1 and used_at is null"),
        &params![id, change.now.0],
    )?;
    Ok(())
}

/// Owes somebody the mail with which they confirm the address that the office wrote down.
pub(crate) fn ask_to_confirm(change: &Change<'_, '_>, id: PersonId) -> Result<(), Fault> {
    change.owe(Owed {
        kind: Mail::ConfirmCorrected,
        person: id,
        about: None,
        detail: "/me".to_owned(),
        dedupe: format!("confirm:{}", change.id()),
        due: change.now,
    })?;
    Ok(())
}

/// Notes that somebody's address is theirs.
pub(crate) fn verify(change: &Change<'_, '_>, id: PersonId, at: Instant) -> Result<(), Fault> {
    change.tx.run(
        sql!("update person set email_verified_at = $2 where id = $1 and email_verified_at is null"),
        &params![id, at.0],
    )?;
    // whoever used a link from it reads mail there
    change
        .tx
        .run(sql!("update person set bounced_at = null where id = $1 and bounced_at is not null"), &params![id])?;
    Ok(())
}

/// Notes what the member file says.
pub(crate) fn set_membership(
    change: &Change<'_, '_>,
    id: PersonId,
    state: Membership,
    number: Option<&str>,
) -> Result<(), Fault> {
    change.tx.run(
        sql!("update person set membership = $2, member_number = $3 where id = $1"),
        &params![id, state, number],
    )?;
    words::of_person(change.tx, id)
}

/// Gives somebody a role, if they do not have it yet; an office of a local is for the local they are in now.
pub(crate) fn grant(change: &Change<'_, '_>, person: PersonId, role: Role) -> Result<(), Fault> {
    let has = change.tx.optional(
        sql!("select 1 from office where person_id = $1 and role = $2 and until is null"),
        &params![person, role],
    )?;
    if has.is_none() {
        change.tx.run(
            sql!(
                "insert into office (id, person_id, role, local_id, since, granted_by)
                 select $1, p.id, $3, case when $3 in ('president', 'bargaining-chair') then p.local_id end, $4, 'operator'
                 from person p where p.id = $2"
            ),
            &params![change.id(), person, role, change.now.0],
        )?;
    }
    Ok(())
}
