//! Writing what a file means: rosters are marked as a trainer would mark them, and approved ones credit at once. The
//! same code, rolled back again, shows what it would do.

use super::{
    columns::Kind,
    placed::{Was, together},
    plan::{self, ClassOf, Plan},
    store::{File, Report},
    who::Who,
    workshops,
};
use crate::{
    classes::offerings::teaches::teaches,
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
    },
    hours::{
        attendance::{stored::Stored, verbs::list_without_seat},
        credit::{self, post::HeldClass},
    },
    people::{self, store::NewPerson},
    programme::change::Change,
};
use db::{params, sql};
use kit::Language;
use rules::{
    Minutes,
    credit::{Interval, Standing, join},
};
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

/// What a file does to one person in one class, or with one workshop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Effect {
    pub person_key: String,
    pub name: String,
    /// The name in the file, where it differs.
    pub said: String,
    pub what: String,
    /// Minutes that are due before and after.
    pub before: Minutes,
    pub after: Minutes,
    /// What is worth knowing, as names of texts.
    pub notes: Vec<&'static str>,
}

impl Effect {
    /// Notes something once.
    fn note(&mut self, what: &'static str) {
        if !self.notes.contains(&what) {
            self.notes.push(what);
        }
    }
}

/// What a file does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub effects: Vec<Effect>,
    pub report: Report,
}

/// A roster with what a file adds. A file only adds: whoever was marked as there stays marked, for no less time.
fn with(before: &Stored, was: &Was, length: Minutes) -> Stored {
    match was {
        Was::There(new) => before.and(new, length),
        Was::Marked { .. } if before.mark.is_some_and(|m| m.0) => before.clone(),
        Was::Marked { late, left_early } => Stored {
            mark: Some((true, late.unwrap_or(0), left_early.unwrap_or(0))),
            stretches: before.stretches.clone(),
        },
    }
}

/// Writes what a file means. Part of a verb, or of a rehearsal of what it would do.
pub(crate) fn carry_out(change: &Change<'_, '_>, file: &File) -> Result<Outcome, Fault> {
    let plan = plan::plan(change, file)?;
    if file.kind == Kind::Workshops {
        return workshops::carry_out(change, file, &plan);
    }
    let mut outcome = Outcome::default();
    let mut held: BTreeMap<OfferingId, HeldClass> = BTreeMap::new();
    let mut changed: BTreeSet<PersonId> = BTreeSet::new();
    for ((person, class), sessions) in by_person(change, &plan, &mut outcome)? {
        let class = &plan.classes[class];
        let held = match held.entry(class.id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(HeldClass::load(change.tx, class.id)?),
        };
        if one(change, file, (&person, class, held), &sessions, &mut outcome)? {
            changed.insert(person.id);
        }
    }
    outcome.report.people = changed.len();
    Ok(outcome)
}

/// Somebody whom a file names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Somebody {
    pub id: PersonId,
    pub key: String,
    pub name: String,
    pub said: String,
    pub is_new: bool,
}

/// The person that a name means; anyone who is not on record yet gets a record.
pub(super) fn somebody(
    change: &Change<'_, '_>,
    said: &str,
    who: &Who,
    report: &mut Report,
) -> Result<Option<Somebody>, Fault> {
    let said = said.to_owned();
    match who {
        Who::Person { id, key, name } => {
            Ok(Some(Somebody { id: *id, key: key.clone(), name: name.clone(), said, is_new: false }))
        }
        Who::New { name, email, local } => {
            // two names in one file can share one new address
            let (id, is_new) = match people::store::by_email(change.tx, email)? {
                Some(person) => (person.id, false),
                None => (people::store::add(change, &said_of(name, email, *local))?, true),
            };
            report.new_people += usize::from(is_new);
            let person = people::store::by_id(change.tx, id)?;
            Ok(Some(Somebody { id, key: person.key, name: person.name, said, is_new }))
        }
        Who::Host | Who::Out | Who::Open { .. } => Ok(None),
    }
}

fn said_of(name: &str, email: &str, local_id: Option<i64>) -> NewPerson {
    NewPerson {
        name: name.to_owned(),
        email: email.to_owned(),
        local_id,
        local_typed: String::new(),
        work: "other".into(),
        language: Language::En,
        share: false,
    }
}

type Sessions = BTreeMap<usize, Was>;

/// How each person was in each class, in the order of their ids: two names can be one person.
fn by_person(
    change: &Change<'_, '_>,
    plan: &Plan,
    outcome: &mut Outcome,
) -> Result<BTreeMap<(Somebody, usize), Sessions>, Fault> {
    let mut people: BTreeMap<usize, Option<Somebody>> = BTreeMap::new();
    let mut first: BTreeMap<PersonId, Somebody> = BTreeMap::new();
    let mut out: BTreeMap<(Somebody, usize), Sessions> = BTreeMap::new();
    for ((named, class, session), was) in &plan.was {
        if !people.contains_key(named) {
            let (said, who) = &plan.names[*named];
            people.insert(*named, somebody(change, &said.name, who, &mut outcome.report)?);
        }
        let Some(person) = &people[named] else { continue };
        let person = first.entry(person.id).or_insert_with(|| person.clone()).clone();
        let sessions = out.entry((person, *class)).or_default();
        let both = match sessions.remove(session) {
            None => was.clone(),
            Some(before) => together(before, was.clone()),
        };
        sessions.insert(*session, both);
    }
    Ok(out)
}

/// Marks one person in one class; returns whether anything changed.
fn one(
    change: &Change<'_, '_>,
    file: &File,
    (person, class, held): (&Somebody, &ClassOf, &HeldClass),
    sessions: &Sessions,
    outcome: &mut Outcome,
) -> Result<bool, Fault> {
    let other = people::name_key(&person.said) != people::name_key(&person.name);
    let mut effect = Effect {
        person_key: person.key.clone(),
        name: person.name.clone(),
        said: if other { person.said.clone() } else { String::new() },
        what: class.title.clone(),
        before: 0,
        after: 0,
        notes: Vec::new(),
    };
    // nobody marks themselves, and whoever teaches a class does not attend it
    let oneself = change.gives_to(person.id).is_none();
    if oneself || teaches(change.tx, person.id, class.id)? {
        effect.notes.push(if oneself { "effect-oneself" } else { "effect-teaches" });
        outcome.effects.push(effect);
        return Ok(false);
    }
    effect.before = held.due(&held.of_person(change.tx, person.id)?).iter().sum();
    if person.is_new {
        effect.notes.push("effect-new-person");
        if people::all_capitals(&person.name) {
            effect.notes.push("effect-capitals");
        }
    }
    let mut changed = false;
    for (place, was) in sessions {
        let (session, span) = class.sessions[*place];
        let before = Stored::load(change, session, person.id)?;
        // what this file wrote and somebody has changed since is left to them
        if written(change, file.id, session, person.id)?.is_some_and(|written| written != before) {
            effect.note("effect-changed-since");
            continue;
        }
        let length = span.end.minutes_since(span.start);
        let after = with(&before, was, length);
        let shorter = before.mark.is_some_and(|m| m.0 && m.1 + m.2 > SLACK) && before.stretches.is_empty();
        if before.mark.is_some_and(|m| !m.0) || shorter && after != before {
            effect.note("effect-differs");
        }
        if says_less(&before, was, length) {
            effect.note("effect-roster-says-more");
        }
        if before == after {
            continue;
        }
        changed = true;
        after.write(change, session, person.id)?;
        write_down(change, file.id, session, person.id, &before, &after)?;
        outcome.report.sessions += 1;
    }
    if !was_taken_off(change, file.id, class.id, person.id)?
        && list_without_seat(change, class.id, person.id, Some(file.id))?
    {
        effect.notes.push("effect-listed");
        outcome.report.listed += 1;
        changed = true;
    }
    if !changed {
        effect.after = effect.before;
        if effect.notes.contains(&"effect-roster-says-more") {
            outcome.effects.push(effect);
        }
        return Ok(false);
    }
    let of = held.of_person(change.tx, person.id)?;
    effect.after = held.due(&of).iter().sum();
    if of.sessions.iter().any(rules::credit::Attended::is_undecided) {
        effect.notes.push("effect-undecided");
    } else if of.sessions.iter().all(|s| s.presence.standing == Standing::Absent) {
        effect.notes.push("effect-absent");
    }
    if credit::verbs::post_where_approved(change, class.id, person.id, &file.name)? {
        effect.notes.push("effect-credited");
    }
    outcome.effects.push(effect);
    Ok(true)
}

/// Whether somebody marked a person as there for longer than a file says: what a trainer saw stands, and is reported.
fn says_less(before: &Stored, was: &Was, length: Minutes) -> bool {
    let minutes = |there: &[Interval]| there.iter().map(|i| i.to - i.from).sum::<Minutes>();
    let of_file = match was {
        Was::There(there) => minutes(&join(there)),
        Was::Marked { late, left_early } => length - late.unwrap_or(0) - left_early.unwrap_or(0),
    };
    let by_hand = before.mark.is_some_and(|m| m.0) && before.stretches.is_empty();
    // a difference of a few minutes is not reported
    by_hand && minutes(&before.there(length)) > of_file + SLACK
}

/// Minutes by which a list kept by hand and a machine may differ without contradicting each other.
const SLACK: Minutes = 10;

/// What was written when the same file was kept earlier.
fn written(change: &Change<'_, '_>, file: i64, session: i64, person: PersonId) -> Result<Option<Stored>, Fault> {
    let row = change.tx.optional(
        sql!("select after from attendance_written where file_id = $1 and session_id = $2 and person_id = $3"),
        &params![file, session, person],
    )?;
    row.map(|r| Ok(serde_json::from_str(r.text(0)?)?)).transpose()
}

/// Whether a file put somebody on a roster from which they have been removed since.
fn was_taken_off(change: &Change<'_, '_>, file: i64, offering: OfferingId, person: PersonId) -> Result<bool, Fault> {
    let row = change.tx.optional(
        sql!("select 1 from signup where file_id = $1 and offering_id = $2 and person_id = $3 and state = 'removed' limit 1"),
        &params![file, offering, person],
    )?;
    Ok(row.is_some())
}

/// Records the state before and after; the one before the file was first kept stays recorded as the state before.
fn write_down(
    change: &Change<'_, '_>,
    file: i64,
    session: i64,
    person: PersonId,
    before: &Stored,
    after: &Stored,
) -> Result<(), Fault> {
    change.tx.run(
        sql!(
            "insert into attendance_written (file_id, session_id, person_id, before, after) values ($1, $2, $3, $4, $5)
             on conflict (file_id, session_id, person_id) do update set after = excluded.after"
        ),
        &params![file, session, person, serde_json::to_string(before)?, serde_json::to_string(after)?],
    )?;
    Ok(())
}
