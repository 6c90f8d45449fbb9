//! What two records say about their person, what a merge takes from each, and how that is undone.

use crate::{
    ground::{fault::Fault, ids::PersonId},
    people::member::Membership,
};
use db::{Tx, params, sql};
use serde::{Deserialize, Serialize};

/// Fields of a person for which a merge chooses one of two values.
pub(crate) const FIELDS: [&str; 5] = ["name", "email", "local", "work", "language"];

/// What a record says about its person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fields {
    name: String,
    email: String,
    verified: Option<i64>,
    /// Since when the address accepts no mail.
    #[serde(default)]
    bounced: Option<i64>,
    local: Option<i64>,
    local_typed: String,
    #[serde(default)]
    chapter: String,
    work: String,
    language: String,
    membership: Membership,
    number: Option<String>,
}

pub(super) fn fields(tx: &Tx<'_>, person: PersonId) -> Result<Fields, Fault> {
    let row = tx.one(
        sql!(
            "select name, email, local_id, local_typed, work, language, membership, member_number, email_verified_at,
                    bounced_at, chapter from person where id = $1"
        ),
        &params![person],
    )?;
    Ok(Fields {
        name: row.get(0)?,
        email: row.get(1)?,
        local: row.get(2)?,
        local_typed: row.get(3)?,
        work: row.get(4)?,
        language: row.get(5)?,
        membership: row.get(6)?,
        number: row.get(7)?,
        verified: row.get(8)?,
        bounced: row.get(9)?,
        chapter: row.get(10)?,
    })
}

fn set_fields(tx: &Tx<'_>, person: PersonId, f: &Fields) -> Result<(), Fault> {
    tx.run(
        sql!(
            "update person set name = $2, folded = $3, email = $4, email_folded = $5, local_id = $6, local_typed = $7,
                    work = $8, language = $9, membership = $10, member_number = $11, name_key = $12, mailbox = $13,
                    email_verified_at = $14, bounced_at = $15, chapter = $16 where id = $1"
        ),
        &params![
            person,
            &f.name,
            crate::ground::fold::fold(&f.name),
            &f.email,
            crate::people::fold_email(&f.email),
            f.local,
            &f.local_typed,
            &f.work,
            &f.language,
            f.membership,
            f.number.clone(),
            crate::people::name_key(&f.name),
            crate::people::mailbox(&f.email),
            f.verified,
            f.bounced,
            &f.chapter
        ],
    )?;
    crate::people::words::of_person(tx, person)
}

/// Sets both records' fields; addresses and numbers are unique, so the one that goes makes room first.
pub(super) fn set_both(
    tx: &Tx<'_>,
    (kept, k): (PersonId, &Fields),
    (gone, g): (PersonId, &Fields),
) -> Result<(), Fault> {
    let aside = Fields { email: format!("merged-{gone}@invalid"), number: None, ..g.clone() };
    set_fields(tx, gone, &aside)?;
    set_fields(tx, kept, k)?;
    set_fields(tx, gone, g)
}

/// Swaps the addresses of the kept record and the one that goes: both still lead to the one person.
pub(super) fn swap_addresses(tx: &Tx<'_>, kept: PersonId, gone: PersonId) -> Result<(), Fault> {
    let (mut k, mut g) = (fields(tx, kept)?, fields(tx, gone)?);
    k.swap_address(&mut g);
    set_both(tx, (kept, &k), (gone, &g))
}

/// Writes the chosen fields; returns the kept record's fields as they are afterwards.
pub(super) fn choose_fields(
    tx: &Tx<'_>,
    kept: PersonId,
    gone: PersonId,
    from_gone: &[String],
    (mut k, mut g): (Fields, Fields),
) -> Result<Fields, Fault> {
    for field in from_gone {
        match field.as_str() {
            "name" => k.name.clone_from(&g.name),
            "local" => {
                k.local = g.local;
                k.local_typed.clone_from(&g.local_typed);
                k.chapter.clone_from(&g.chapter);
            }
            "work" => k.work.clone_from(&g.work),
            "language" => k.language.clone_from(&g.language),
            // both addresses still lead to the one person
            "email" => k.swap_address(&mut g),
            _ => {}
        }
    }
    if k.number.is_none() {
        k.number = g.number.take();
    }
    if g.membership == Membership::Confirmed {
        k.membership = Membership::Confirmed;
    }
    set_both(tx, (kept, &k), (gone, &g))?;
    Ok(k)
}

impl Fields {
    /// The address, if somebody confirmed it; else empty.
    pub(super) fn confirmed_address(&self) -> &str {
        if self.verified.is_some() { &self.email } else { "" }
    }

    fn swap_address(&mut self, other: &mut Self) {
        std::mem::swap(&mut self.email, &mut other.email);
        std::mem::swap(&mut self.verified, &mut other.verified);
        std::mem::swap(&mut self.bounced, &mut other.bounced);
    }

    /// These fields, but with the address from `before` if theirs is that of the record that is separated.
    pub(super) fn apart_from(mut self, gone: &Self, before: &Self) -> Self {
        if crate::people::fold_email(&self.email) == crate::people::fold_email(&gone.email) {
            self.email.clone_from(&before.email);
            (self.verified, self.bounced) = (before.verified, before.bounced);
        }
        self
    }

    /// The current fields, with what a merge changed set back to what it was before, unless somebody changed it since.
    pub(super) fn taken_back(self, after: &Self, before: &Self) -> Self {
        fn back<T: PartialEq + Clone>(now: T, after: &T, before: &T) -> T {
            if now == *after { before.clone() } else { now }
        }
        Self {
            name: back(self.name, &after.name, &before.name),
            email: back(self.email, &after.email, &before.email),
            verified: back(self.verified, &after.verified, &before.verified),
            bounced: back(self.bounced, &after.bounced, &before.bounced),
            local: back(self.local, &after.local, &before.local),
            local_typed: back(self.local_typed, &after.local_typed, &before.local_typed),
            chapter: back(self.chapter, &after.chapter, &before.chapter),
            work: back(self.work, &after.work, &before.work),
            language: back(self.language, &after.language, &before.language),
            membership: back(self.membership, &after.membership, &before.membership),
            number: back(self.number, &after.number, &before.number),
        }
    }
}
