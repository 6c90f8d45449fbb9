//! Who a name in a file is: by e-mail address or member number, else by somebody's decision. Never by name alone.

use super::{named::Named, names};
use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
    },
    people::{self, fold_email, locals, name_key},
};
use db::{Row, Tx, params, sql};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody whom a name could mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub person: PersonId,
    pub key: String,
    pub name: String,
    pub email: String,
    pub local: String,
    /// Whether they are on the roster of a class of the file.
    pub listed: bool,
}

/// Who a name is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Who {
    /// A person on record here.
    Person { id: PersonId, key: String, name: String },
    /// Somebody not on record yet: they get a record, as a walk-in does.
    New { name: String, email: String, local: Option<i64> },
    /// Ran the meeting.
    Host,
    /// Somebody said that this is not a person to count.
    Out,
    /// Somebody has to say.
    Open { candidates: Vec<Candidate>, telephone: bool },
}

/// What somebody decided about a name or a title: a person, or what else it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    pub choice: String,
    pub person: Option<PersonId>,
}

/// What was decided, by the hash of what it is about.
pub(crate) type Choices = BTreeMap<String, Choice>;

/// Who one name is. `rosters`: who has a seat in the classes of the file.
pub(super) fn is(tx: &Tx<'_>, named: &Named, choices: &Choices, rosters: &Rosters) -> Result<Who, Fault> {
    if let Some(chosen) = choices.get(&named.hash) {
        return decided(tx, named, chosen);
    }
    if named.host {
        return Ok(Who::Host);
    }
    let holders = holders(tx, named)?;
    // an address shared by several people belongs only to the one with that name
    let fits = if named.shared { names::alike } else { names::can_be };
    match holders.as_slice() {
        [one] if fits(&named.name, &one.name) => {
            return Ok(Who::Person { id: one.person, key: one.key.clone(), name: one.name.clone() });
        }
        [] => {
            if let Some(member) = member(tx, named, fits)? {
                return Ok(member);
            }
        }
        _ => {}
    }
    let mut candidates = candidates(tx, named, rosters)?;
    candidates.retain(|c| holders.iter().all(|h| h.person != c.person));
    candidates.splice(0..0, holders);
    let nameless = named.name.chars().filter(|c| c.is_alphabetic()).count() < 2;
    if !named.email.is_empty() && candidates.is_empty() && !nameless && !named.shared {
        return Ok(Who::New { name: named.name.clone(), email: named.email.clone(), local: None });
    }
    Ok(Who::Open { candidates, telephone: named.name.chars().filter(char::is_ascii_digit).count() >= 7 })
}

/// The holders of the address and of the member number: one person, or two whom somebody has to tell apart.
fn holders(tx: &Tx<'_>, named: &Named) -> Result<Vec<Candidate>, Fault> {
    let rows = tx.all(
        sql!(
            "select id, key, name, email, local_id, local_typed from person
             where id in (select coalesce(q.merged_into, q.id) from person q where q.email_folded = $1 and $1 <> ''
                          union
                          select coalesce(q.merged_into, q.id) from person q where q.member_number = $2 and $2 <> '')
             order by id limit 2"
        ),
        &params![fold_email(&named.email), &named.number],
    )?;
    rows.iter().map(|row| candidate(tx, row, false)).collect()
}

fn decided(tx: &Tx<'_>, named: &Named, chosen: &Choice) -> Result<Who, Fault> {
    if let Some(id) = chosen.person {
        let kept = tx.one(sql!("select coalesce(merged_into, id) from person where id = $1"), &params![id])?;
        let person = people::store::by_id(tx, kept.get(0)?)?;
        return Ok(Who::Person { id: person.id, key: person.key, name: person.name });
    }
    Ok(match chosen.choice.strip_prefix("new:") {
        Some(email) => match people::store::by_email(tx, email)? {
            Some(person) => Who::Person { id: person.id, key: person.key, name: person.name },
            None => Who::New { name: named.name.clone(), email: email.to_owned(), local: None },
        },
        None => Who::Out,
    })
}

/// The one row of the union's member file with this address or number, where nobody has it yet; a question where it is
/// about somebody with another name.
fn member(tx: &Tx<'_>, named: &Named, fits: fn(&str, &str) -> bool) -> Result<Option<Who>, Fault> {
    let rows = tx.all(
        sql!(
            "select m.name, m.email_folded, m.local_id from member m
             where (m.number = $1 or (m.email_folded = $2 and $2 <> '')) and m.gone_since is null
               and not exists (select 1 from person p where p.member_number = m.number) limit 2"
        ),
        &params![&named.number, fold_email(&named.email)],
    )?;
    let [row] = rows.as_slice() else { return Ok(None) };
    if !fits(&named.name, row.text(0)?) {
        return Ok(Some(Who::Open { candidates: Vec::new(), telephone: false }));
    }
    let known: Option<String> = row.get(1)?;
    let email = if named.email.is_empty() { known.unwrap_or_default() } else { named.email.clone() };
    if email.is_empty() {
        return Ok(None);
    }
    if let Some(person) = people::store::by_email(tx, &email)? {
        // an address that a family shares can belong to somebody else in it
        let is_theirs = |name: &str| !name.is_empty() && fits(&named.name, name);
        if !is_theirs(&person.name) && !is_theirs(&person.called) {
            return Ok(Some(Who::Open { candidates: Vec::new(), telephone: false }));
        }
        return Ok(Some(Who::Person { id: person.id, key: person.key, name: person.name }));
    }
    Ok(Some(Who::New { name: row.get(0)?, email, local: Some(row.get(2)?) }))
}

fn candidate(tx: &Tx<'_>, row: &Row, listed: bool) -> Result<Candidate, Fault> {
    let local = match row.get::<Option<i64>>(4)? {
        Some(local) => locals::name(tx, local)?,
        None => row.get(5)?,
    };
    Ok(Candidate { person: row.get(0)?, key: row.get(1)?, name: row.get(2)?, email: row.get(3)?, local, listed })
}

/// At most this many people are offered for a name.
const OFFERED: usize = 6;

/// Who has a seat in classes, by the words of their names.
#[derive(Debug, Default)]
pub(super) struct Rosters {
    people: Vec<Candidate>,
    words: BTreeMap<String, Vec<usize>>,
}

impl Rosters {
    /// Reads the rosters of classes.
    pub fn load(tx: &Tx<'_>, classes: &[OfferingId]) -> Result<Self, Fault> {
        let mut out = Self::default();
        let mut known = BTreeSet::new();
        for class in classes {
            let rows = tx.all(
                sql!(
                    "select p.id, p.key, p.name, p.email, p.local_id, p.local_typed, p.called from signup s join person p on p.id = s.person_id
                     where s.offering_id = $1 and s.state in ('confirmed', 'walk-in') order by p.id limit 2000"
                ),
                &params![*class],
            )?;
            for row in &rows {
                if known.insert(row.get::<i64>(0)?) {
                    out.add(candidate(tx, row, true)?, row.text(6)?);
                }
            }
        }
        Ok(out)
    }

    fn add(&mut self, one: Candidate, called: &str) {
        for word in name_key(&format!("{} {called}", one.name)).split(' ').filter(|w| w.len() > 2) {
            self.words.entry(word.to_owned()).or_default().push(self.people.len());
        }
        self.people.push(one);
    }

    /// Those whose names share a word with this one.
    fn like(&self, key: &str) -> Vec<Candidate> {
        let places: BTreeSet<usize> = key.split(' ').filter_map(|w| self.words.get(w)).flatten().copied().collect();
        places.into_iter().map(|place| self.people[place].clone()).collect()
    }
}

/// People with this name, and those on the rosters whose name shares a word with it; those on the rosters first.
fn candidates(tx: &Tx<'_>, named: &Named, rosters: &Rosters) -> Result<Vec<Candidate>, Fault> {
    let key = name_key(&named.name);
    let mut found = rosters.like(&key);
    found.sort_by_key(|c| name_key(&c.name) != key);
    found.truncate(OFFERED);
    if !key.is_empty() {
        let rows = tx.all(
            sql!(
                "select id, key, name, email, local_id, local_typed from person
                 where name_key = $1 and merged_into is null order by id limit 6"
            ),
            &params![&key],
        )?;
        for row in &rows {
            let one = candidate(tx, row, false)?;
            if !found.iter().any(|c| c.person == one.person) {
                found.push(one);
            }
        }
    }
    found.truncate(OFFERED);
    Ok(found)
}
