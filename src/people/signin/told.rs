//! Changes of power are told: to the person whose power it is, and to all administrators.

use crate::{
    ground::{fault::Fault, ids::PersonId, mail::Mail},
    people::{
        self,
        letter::{Desk, Letter},
        signin::links::{self, Purpose},
    },
    programme::change::{Change, Owed},
    visit::role::Role,
};
use db::{Tx, params, sql};
use kit::t;
use rules::time::Instant;

/// What happened to somebody's power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// A role was given.
    Given(Role),
    /// A role ended.
    Ended(Role),
    /// A role, or forgetting a second factor, was asked for: a second administrator agrees or declines.
    Asked,
    /// Who speaks for a local named them as the one who comes after.
    HandOver(Role),
    /// They took that back.
    HandOverTakenBack(Role),
    FactorSet,
    FactorForgotten,
    /// A code for setting up a phone was made.
    FactorCode,
    WrongCodes,
    /// Another record was merged with theirs.
    Merged,
}

impl What {
    fn detail(self) -> String {
        match self {
            Self::Given(role) => format!("given {role}"),
            Self::Ended(role) => format!("ended {role}"),
            Self::Asked => "asked".to_owned(),
            Self::HandOver(role) => format!("hand-over {role}"),
            Self::HandOverTakenBack(role) => format!("hand-over-back {role}"),
            Self::FactorSet => "factor-set".to_owned(),
            Self::FactorForgotten => "factor-forgotten".to_owned(),
            Self::FactorCode => "factor-code".to_owned(),
            Self::WrongCodes => "wrong-codes".to_owned(),
            Self::Merged => "merged".to_owned(),
        }
    }
}

/// Owes the mails that tell of it. Part of a verb.
pub(crate) fn tell(change: &Change<'_, '_>, person: PersonId, what: What) -> Result<(), Fault> {
    tell_at(change, person, what, change.now)
}

/// The same at a moment that may be to come: when it is so. Part of a verb.
pub(crate) fn tell_at(change: &Change<'_, '_>, person: PersonId, what: What, due: Instant) -> Result<(), Fault> {
    let mut told = administrators(change.tx, change.now)?;
    told.push(person);
    told.sort_unstable();
    told.dedup();
    for to in told {
        change.owe(Owed {
            kind: Mail::PowerChanged,
            person: to,
            about: Some(person.0),
            detail: what.detail(),
            dedupe: format!("power:{}:{person}:{}:{to}", change.name(), what.detail()),
            due,
        })?;
    }
    Ok(())
}

/// Everybody who is an administrator now.
pub(crate) fn administrators(tx: &Tx<'_>, now: Instant) -> Result<Vec<PersonId>, Fault> {
    let rows = tx.all(
        sql!(
            "select person_id from office where role = 'administrator' and since <= $1 and (until is null or until > $1)
             order by person_id limit 100"
        ),
        &params![now.0],
    )?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

/// Somebody of the office, for a letter that goes to the office's own address: an administrator where there is one.
pub(crate) fn office(tx: &Tx<'_>, now: Instant) -> Result<Option<PersonId>, Fault> {
    let row = tx.optional(
        sql!(
            "select person_id from office where role in ('administrator', 'coordinator', 'registrar') and since <= $1
               and (until is null or until > $1) order by role, person_id limit 1"
        ),
        &params![now.0],
    )?;
    row.map(|r| Ok(r.get(0)?)).transpose()
}

/// Minutes for which the letter to somebody without an account lets them in.
const INVITED: i64 = 14 * 24 * 60;

/// The letter that tells of it.
pub(crate) fn letter(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let words = desk.words;
    let Some(about) = desk.owed.about.map(PersonId) else { return Ok(None) };
    let name = people::in_mail(&people::store::by_id(desk.change.tx, about)?.name);
    let (what, role) = desk.owed.detail.split_once(' ').unwrap_or((desk.owed.detail.as_str(), ""));
    let role = if role.is_empty() { String::new() } else { words.text(&format!("role-{role}"), &[]) };
    let own = about == desk.owed.person;
    let page = if own { "/me/sign-ins" } else { "/staff/roles" };
    // whoever has no account yet is let in by the letter, which shows that the address is theirs
    if own && what == "given" && !desk.person.verified {
        let made = links::make_for(desk.change, about, Purpose::Confirm, "/me/sign-ins", INVITED)?;
        return Ok(Some(
            Letter::new(t!(words, "mail-invited-subject"))
                .line(t!(words, "mail-invited-lead", name = &name, role = &role, office = &desk.office.name))
                .line(t!(words, "mail-invited-factor"))
                .button(t!(words, "mail-invited-button"), desk.whole(&format!("/go/{}", made.token)))
                .line(t!(words, "mail-power-not-you", email = &desk.office.email)),
        ));
    }
    let subject = if what.starts_with("hand-over") {
        t!(words, "mail-hand-over-subject")
    } else {
        t!(words, "mail-power-subject")
    };
    let letter = Letter::new(subject)
        .line(words.text(&format!("mail-power-{what}"), &[("name", name.into()), ("role", role.as_str().into())]))
        .button(t!(words, "mail-power-button"), desk.whole(page))
        .line(t!(words, "mail-power-not-you", email = &desk.office.email));
    Ok(Some(letter))
}
