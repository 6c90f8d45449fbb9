//! Who speaks for a local names who does so after them, from a day on. An administrator agrees: then one office ends where
//! the other begins, on that day, without anybody's further act.

use super::{
    known_or_new::known_or_new,
    offices,
    signin::told::{What, tell},
};
use crate::{
    ground::{fault::Fault, ids::PersonId, verb::Verb},
    programme::change::{Change, Entry},
    visit::role::Role,
};
use db::{Tx, params, sql};
use rules::time::Instant;

/// A hand-over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HandOver {
    pub id: i64,
    pub key: String,
    pub local: i64,
    pub local_name: String,
    /// Who comes.
    pub person: PersonId,
    pub name: String,
    pub email: String,
    pub role: Role,
    /// When it happens.
    pub from_at: Instant,
    /// Who goes.
    pub by: PersonId,
    pub by_name: String,
    pub agreed: Option<bool>,
}

db::record! { $
    hand_overs: "from hand_over h join person p on p.id = h.person_id join person q on q.id = h.asked_by
                   join local l on l.id = h.local_id" => fn read -> Result<HandOver, Fault> {
        id: "h.id",
        key: "h.key",
        local: "h.local_id",
        local_name: "l.name",
        person: "h.person_id",
        name: "p.name",
        email: "p.email",
        role: "h.role",
        from_at: "h.from_at" => Instant,
        by: "h.asked_by",
        by_name: "q.name",
        agreed: "h.agreed",
    }
}

/// What waits for an administrator, the oldest first. Nobody hands over what they no longer hold.
pub(crate) fn waiting(tx: &Tx<'_>, now: Instant) -> Result<Vec<HandOver>, Fault> {
    let rows = tx.all(
        hand_overs!(
            "where h.decided_at is null and p.name <> '' and exists
               (select 1 from office o where o.person_id = h.asked_by and o.local_id = h.local_id and o.role = h.role
                  and o.since <= $1 and (o.until is null or o.until > $1))
             order by h.asked_at, h.id limit 200"
        ),
        &params![now.0],
    )?;
    rows.iter().map(read).collect()
}

/// Those of a local that wait, and the last ones before.
pub(crate) fn of_local(tx: &Tx<'_>, local: i64) -> Result<Vec<HandOver>, Fault> {
    let rows = tx.all(
        hand_overs!("where h.local_id = $1 order by h.decided_at is null desc, h.asked_at desc, h.id desc limit 5"),
        &params![local],
    )?;
    rows.iter().map(read).collect()
}

/// The office of a local that somebody holds now.
pub(crate) fn held(tx: &Tx<'_>, person: PersonId, local: i64, now: Instant) -> Result<Option<Role>, Fault> {
    for role in Role::OF_LOCAL {
        let row = tx.optional(
            sql!(
                "select 1 from office where person_id = $1 and local_id = $2 and role = $3 and since <= $4
                   and (until is null or until > $4) limit 1"
            ),
            &params![person, local, role, now.0],
        )?;
        if row.is_some() {
            return Ok(Some(role));
        }
    }
    Ok(None)
}

/// Who is named, and when.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub name: String,
    pub email: String,
    pub from_day: String,
    pub from_at: Instant,
}

/// Whether it was asked, or why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    Yes,
    /// They hold no office that could be handed over.
    NoOffice,
    /// They named themselves.
    Oneself,
    /// They named somebody else, and that waits: it is taken back first.
    Waits,
}

/// Asks for a hand-over. One person waits at a time: whoever was named hears it when that is taken back.
pub(crate) fn ask(change: &Change<'_, '_>, local: i64, named: &Named) -> Result<Asked, Fault> {
    let by = change.person().ok_or(Fault::SignIn)?;
    super::lock::lock_person(change.tx, by)?;
    let Some(role) = held(change.tx, by, local, change.now)? else { return Ok(Asked::NoOffice) };
    let waits = change.tx.optional(
        hand_overs!("where h.asked_by = $1 and h.local_id = $2 and h.decided_at is null limit 1"),
        &params![by, local],
    )?;
    if let Some(waits) = waits.map(|row| read(&row)).transpose()? {
        let same = waits.email.eq_ignore_ascii_case(&named.email) && waits.from_at == named.from_at;
        return Ok(if same { Asked::Yes } else { Asked::Waits });
    }
    let person = known_or_new(change, &named.name, &named.email, Some(local), "")?;
    if person == by {
        return Ok(Asked::Oneself);
    }
    change.tx.run(
        sql!(
            "insert into hand_over (id, key, local_id, person_id, role, from_day, from_at, asked_by, asked_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        ),
        &params![
            change.id(),
            change.random.key(10),
            local,
            person,
            role,
            &named.from_day,
            named.from_at.0,
            by,
            change.now.0
        ],
    )?;
    tell(change, person, What::HandOver(role))?;
    audit(change, Verb::HandOverAsked, person, role)?;
    Ok(Asked::Yes)
}

/// Who named somebody takes it back while it waits; the person named hears of it. Returns whether it still waited.
pub(crate) fn take_back(change: &Change<'_, '_>, local: i64, key: &str) -> Result<bool, Fault> {
    let by = change.person().ok_or(Fault::SignIn)?;
    super::lock::lock_person(change.tx, by)?;
    let row = change.tx.optional(
        hand_overs!("where h.key = $1 and h.local_id = $2 and h.asked_by = $3 and h.decided_at is null"),
        &params![key, local, by],
    )?;
    let Some(wanted) = row.map(|r| read(&r)).transpose()? else { return Ok(false) };
    let gone =
        change.tx.run(sql!("delete from hand_over where id = $1 and decided_at is null"), &params![wanted.id])?;
    if gone == 0 {
        return Ok(false);
    }
    tell(change, wanted.person, What::HandOverTakenBack(wanted.role))?;
    audit(change, Verb::HandOverTakenBack, wanted.person, wanted.role)?;
    Ok(true)
}

/// An administrator agrees, or does not. Returns whether it was still open.
pub(crate) fn decide(change: &Change<'_, '_>, key: &str, agreed: bool) -> Result<bool, Fault> {
    let open = waiting(change.tx, change.now)?;
    let Some(wanted) = open.into_iter().find(|h| h.key == key) else { return Ok(false) };
    let Some(to) = change.gives_to(wanted.person) else { return Ok(false) };
    change.tx.run(
        sql!("update hand_over set decided_by = $2, decided_at = $3, agreed = $4 where id = $1 and decided_at is null"),
        &params![wanted.id, change.person(), change.now.0, agreed],
    )?;
    if agreed {
        offices::hand_over(change, wanted.by, to, (wanted.local, wanted.role), wanted.from_at.max(change.now))?;
    }
    audit(change, if agreed { Verb::HandOverAgreed } else { Verb::HandOverDeclined }, wanted.person, wanted.role)?;
    Ok(true)
}

fn audit(change: &Change<'_, '_>, verb: Verb, person: PersonId, role: Role) -> Result<(), Fault> {
    change.audit(&Entry { verb, object: "person", id: person.0, before: "", after: role.name(), reason: "" })?;
    Ok(())
}
