//! Every statement about questions.

use crate::{
    ground::{fault::Fault, ids::PersonId, mail::Mail, verb::Verb},
    people::{fold_email, signin::told::administrators},
    programme::change::{Change, Entry, Owed},
};
use db::{Tx, params, sql};
use rules::time::Instant;
use sha2::{Digest, Sha256};

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Question {
    pub id: i64,
    pub key: String,
    pub name: String,
    pub email: String,
    pub body: String,
    pub asked_at: Instant,
    pub answered_at: Option<Instant>,
}

db::record! { $
    questions: "from question" => fn read -> Result<Question, Fault> {
        id: "id",
        key: "key",
        name: "name",
        email: "email",
        body: "body",
        asked_at: "asked_at" => Instant,
        answered_at: "answered_at" => |at: Option<i64>| at.map(Instant),
    }
}

/// What is asked, and by whom.
#[derive(Debug, Clone)]
pub(crate) struct Asking {
    /// Whoever is signed in: they get a copy. A typed address gets none, or anybody could have us write to it.
    pub person: Option<PersonId>,
    pub name: String,
    pub email: String,
    pub body: String,
}

/// Stores a question and owes it to the office. The same one again within a day is one question.
pub(crate) fn ask(change: &Change<'_, '_>, asking: &Asking) -> Result<(), Fault> {
    const DAY: i64 = 24 * 60 * 60 * 1_000_000;
    let folded = fold_email(&asking.email);
    let said = format!("{folded}\0{}\0{}", asking.body, change.now.0 / DAY);
    let dedupe: String = Sha256::digest(said).iter().map(|b| format!("{b:02x}")).collect();
    let id = change.id();
    let new = change.tx.run(
        sql!(
            "insert into question (id, key, person_id, name, email, email_folded, body, dedupe, asked_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (dedupe) do nothing"
        ),
        &params![
            id,
            change.random.key(8),
            asking.person,
            &asking.name,
            &asking.email,
            folded,
            &asking.body,
            dedupe,
            change.now.0
        ],
    )?;
    if new == 0 {
        return Ok(());
    }
    let to_office = administrators(change.tx, change.now)?.into_iter().next().map(|person| (Mail::Question, person));
    let copy = asking.person.map(|person| (Mail::QuestionCopy, person));
    for (kind, person) in to_office.into_iter().chain(copy) {
        let dedupe = format!("{kind}:{id}");
        change.owe(Owed { kind, person, about: Some(id), detail: String::new(), dedupe, due: change.now })?;
    }
    audit(change, Verb::QuestionAsked, id)
}

pub(crate) fn by_id(tx: &Tx<'_>, id: i64) -> Result<Option<Question>, Fault> {
    tx.optional(questions!("where id = $1"), &params![id])?.as_ref().map(read).transpose()
}

pub(crate) fn by_key(tx: &Tx<'_>, key: &str) -> Result<Question, Fault> {
    read(&tx.optional(questions!("where key = $1"), &params![key])?.ok_or(Fault::NotFound)?)
}

/// Those that are not answered, the oldest first.
pub(crate) fn waiting(tx: &Tx<'_>) -> Result<Vec<Question>, Fault> {
    let rows = tx.all(questions!("where answered_at is null order by asked_at, id limit 200"), &[])?;
    rows.iter().map(read).collect()
}

/// The last that were answered.
pub(super) fn answered(tx: &Tx<'_>) -> Result<Vec<Question>, Fault> {
    let rows = tx.all(questions!("where answered_at is not null order by answered_at desc, id limit 30"), &[])?;
    rows.iter().map(read).collect()
}

/// Notes that a question was answered, or that it is to be answered after all. The same again changes nothing.
pub(super) fn set_answered(change: &Change<'_, '_>, question: &Question, yes: bool) -> Result<(), Fault> {
    let (at, by) = if yes { (Some(change.now.0), change.person()) } else { (None, None) };
    let changed = change.tx.run(
        sql!("update question set answered_at = $2, answered_by = $3 where id = $1 and (answered_at is null) = $4"),
        &params![question.id, at, by, yes],
    )?;
    let verb = if yes { Verb::QuestionAnswered } else { Verb::QuestionReopened };
    if changed > 0 { audit(change, verb, question.id) } else { Ok(()) }
}

fn audit(change: &Change<'_, '_>, verb: Verb, id: i64) -> Result<(), Fault> {
    change.audit(&Entry { verb, object: "question", id, before: "", after: "", reason: "" })?;
    Ok(())
}
