//! What changes a board.

use super::store::{self, Kind, Post};
use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
        mail::Mail,
        verb::Verb,
    },
    people::{
        consents::{self, What},
        lock::lock_person,
        signin::told::office,
    },
    programme::change::{Change, Entry, Owed},
    seats::taking_part::store::{self as told, TakingPart},
};
use db::{params, sql};

/// How many posts, and how many files, one person can have on the board of a class.
pub(super) const POSTS: i64 = 30;
pub(super) const FILES: i64 = 5;
/// How many posts one person can report in a day.
pub(super) const REPORTS: i64 = 10;
/// How many messages go to a class on one day.
const MESSAGES: i64 = 5;
const DAY: i64 = 24 * 60;
/// The same words within this many minutes are one: its button was pressed twice.
const TWICE: i64 = 10;

/// What somebody says.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub offering: OfferingId,
    pub person: PersonId,
    pub kind: Kind,
    /// The question that it answers.
    pub answers: Option<i64>,
    pub body: String,
    /// The kind of its file, and the bytes.
    pub file: Option<(&'static str, Vec<u8>)>,
}

/// What became of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Posted {
    Yes,
    TooMany,
    TooManyFiles,
    /// Somebody took the question off meanwhile.
    QuestionGone,
}

fn audit(change: &Change<'_, '_>, verb: Verb, offering: OfferingId, after: &str) -> Result<(), Fault> {
    change.audit(&Entry { verb, object: "offering", id: offering.0, before: "", after, reason: "" })?;
    Ok(())
}

/// Puts something on the board; the same words again are one post. Who asked hears of an answer, once a day at most.
pub(crate) fn post(change: &Change<'_, '_>, said: &Said) -> Result<Posted, Fault> {
    let tx = change.tx;
    lock_person(tx, said.person)?;
    let question = match said.answers {
        Some(id) => {
            match tx.optional(sql!("select person_id from class_post where id = $1 {for_update}"), &params![id])? {
                Some(row) => Some((id, row.get::<PersonId>(0)?)),
                None => return Ok(Posted::QuestionGone),
            }
        }
        None => None,
    };
    let size = said.file.as_ref().map_or(0, |(_, bytes)| bytes.len() as i64);
    let row = tx.one(
        sql!(
            "select count(*), cast(coalesce(sum(case when file_kind is null then 0 else 1 end), 0) as bigint),
                    cast(coalesce(sum(case when body = $3 and kind = $4 and coalesce(answers, 0) = $5 and file_size = $6
                                             and said_at > $7 then 1 else 0 end), 0) as bigint)
             from class_post where offering_id = $1 and person_id = $2"
        ),
        &params![
            said.offering,
            said.person,
            &said.body,
            said.kind,
            said.answers.unwrap_or(0),
            size,
            change.now.plus_minutes(-TWICE).0
        ],
    )?;
    let (posts, files, same): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
    if same > 0 {
        return Ok(Posted::Yes);
    }
    if posts >= POSTS {
        return Ok(Posted::TooMany);
    }
    if said.file.is_some() && files >= FILES {
        return Ok(Posted::TooManyFiles);
    }
    let id = change.id();
    tx.run(
        sql!(
            "insert into class_post (id, key, offering_id, person_id, kind, answers, body, file_kind, file_size, said_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        ),
        &params![
            id,
            change.random.key(10),
            said.offering,
            said.person,
            said.kind,
            said.answers,
            &said.body,
            said.file.as_ref().map(|(kind, _)| *kind),
            size,
            change.now.0
        ],
    )?;
    if let Some((_, bytes)) = &said.file {
        tx.run(sql!("insert into class_file (post_id, bytes) values ($1, $2)"), &params![id, bytes.as_slice()])?;
    }
    if let Some((question, asker)) = question.filter(|(_, asker)| *asker != said.person) {
        change.owe(Owed {
            kind: Mail::PostAnswered,
            person: asker,
            about: Some(question),
            detail: String::new(),
            dedupe: format!("post-answered:{question}:{}", change.now.0 / (DAY * 60_000_000)),
            due: change.now,
        })?;
    }
    audit(change, Verb::ClassPostMade, said.offering, said.kind.name())?;
    Ok(Posted::Yes)
}

/// Takes a post off the board, with its answers and what was said against it.
pub(super) fn remove(change: &Change<'_, '_>, post: &Post) -> Result<(), Fault> {
    let of_it = params![post.id];
    change.tx.run(
        sql!("delete from class_report where post_id in (select id from class_post where id = $1 or answers = $1)"),
        &of_it,
    )?;
    change.tx.run(
        sql!("delete from class_file where post_id in (select id from class_post where id = $1 or answers = $1)"),
        &of_it,
    )?;
    change.tx.run(sql!("delete from class_post where answers = $1"), &of_it)?;
    let gone = change.tx.run(sql!("delete from class_post where id = $1"), &of_it)?;
    if gone == 0 {
        return Ok(());
    }
    if change.person() != Some(post.person) {
        change.owe(Owed {
            kind: Mail::PostRemoved,
            person: post.person,
            about: Some(post.offering.0),
            detail: post.body.chars().take(SAID).collect(),
            dedupe: format!("post-removed:{}", post.id),
            due: change.now,
        })?;
    }
    audit(change, Verb::ClassPostRemoved, post.offering, post.kind.name())
}

/// How much of a post its author is reminded of, in characters.
const SAID: usize = 160;

/// Somebody says that a post should not be there. It is hidden until who teaches has looked at it; if they have, and let
/// it stand, it stays.
///
/// Who reported it stands with the report alone: the log, which the office reads, does not say it. Returns whether it was
/// taken; nobody reports more than [`REPORTS`] in a day.
pub(super) fn report(change: &Change<'_, '_>, post: &Post, by: PersonId, reason: &str) -> Result<bool, Fault> {
    lock_person(change.tx, by)?;
    let today: i64 = change
        .tx
        .one(
            sql!("select count(*) from class_report where person_id = $1 and reported_at > $2"),
            &params![by, change.now.plus_minutes(-DAY).0],
        )?
        .get(0)?;
    if today >= REPORTS {
        return Ok(false);
    }
    let new = change.tx.run(
        sql!(
            "insert into class_report (post_id, person_id, reason, reported_at) values ($1, $2, $3, $4)
             on conflict (post_id, person_id) do nothing"
        ),
        &params![post.id, by, reason, change.now.0],
    )?;
    if new == 0 {
        return Ok(true);
    }
    change.tx.run(
        sql!("update class_post set hidden_at = $2 where id = $1 and hidden_at is null and cleared_at is null"),
        &params![post.id, change.now.0],
    )?;
    let trainers = store::trainers(change.tx, post.offering)?;
    // nobody moderates themselves
    let moderators = if trainers.contains(&post.person) || trainers.is_empty() {
        office(change.tx, change.now)?.into_iter().collect()
    } else {
        trainers
    };
    for person in moderators {
        change.owe(Owed {
            kind: Mail::PostReported,
            person,
            about: Some(post.id),
            detail: String::new(),
            dedupe: format!("post-reported:{}:{person}", post.id),
            due: change.now,
        })?;
    }
    audit(change, Verb::ClassPostReported, post.offering, post.kind.name())?;
    Ok(true)
}

/// Who teaches has looked at what was reported, and lets it stand.
pub(super) fn let_stand(change: &Change<'_, '_>, post: &Post) -> Result<(), Fault> {
    let changed = change.tx.run(
        sql!("update class_post set hidden_at = null, cleared_at = $2 where id = $1 and hidden_at is not null"),
        &params![post.id, change.now.0],
    )?;
    if changed > 0 { audit(change, Verb::ClassPostLetStand, post.offering, post.kind.name()) } else { Ok(()) }
}

/// Stores what somebody tells the trainers of a class, and the words under which they agree to be seen. The same again changes
/// nothing.
pub(crate) fn tell(
    change: &Change<'_, '_>,
    offering: OfferingId,
    person: PersonId,
    said: &TakingPart,
    words: &str,
) -> Result<(), Fault> {
    lock_person(change.tx, person)?;
    if told::of(change.tx, offering, person)?.unwrap_or_default() == *said {
        return Ok(());
    }
    told::save(change, offering, person, said)?;
    consents::note(change, person, (What::Class, Some(offering.0)), said.seen.then_some(words))?;
    audit(change, Verb::TakingPartSaid, offering, if said.seen { "seen" } else { "not seen" })
}

/// Two classes became one: what those who go along said in the first goes along with them. Part of a verb.
pub(crate) fn move_over(change: &Change<'_, '_>, from: OfferingId, into: OfferingId) -> Result<(), Fault> {
    let both = params![from, into];
    change.tx.run(
        sql!(
            "update class_post set offering_id = $2 where offering_id = $1 and person_id in
               (select s.person_id from signup s where s.offering_id = $2 and s.ended_at is null)"
        ),
        &both,
    )?;
    told::move_over(change, from, into)
}

/// Writes to everybody who has a seat. Returns whether it may: enough may have been written today.
pub(super) fn write(
    change: &Change<'_, '_>,
    offering: OfferingId,
    (subject, body): (&str, &str),
) -> Result<bool, Fault> {
    let (tx, now) = (change.tx, change.now);
    let by = change.person().ok_or(Fault::SignIn)?;
    lock_person(tx, by)?;
    let twice = tx.optional(
        sql!(
            "select 1 from class_message where offering_id = $1 and subject = $2 and body = $3 and sent_at > $4 limit 1"
        ),
        &params![offering, subject, body, now.plus_minutes(-TWICE).0],
    )?;
    if twice.is_some() {
        return Ok(true);
    }
    let today: i64 = tx
        .one(
            sql!("select count(*) from class_message where offering_id = $1 and sent_at > $2"),
            &params![offering, now.plus_minutes(-DAY).0],
        )?
        .get(0)?;
    if today >= MESSAGES {
        return Ok(false);
    }
    let people: Vec<PersonId> = told::participants(tx, offering)?.into_iter().map(|p| p.person).collect();
    let id = change.id();
    tx.run(
        sql!(
            "insert into class_message (id, offering_id, person_id, subject, body, people, sent_at)
             values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        &params![id, offering, by, subject, body, people.len() as i64, now.0],
    )?;
    for person in &people {
        change.owe(Owed {
            kind: Mail::ClassMessage,
            person: *person,
            about: Some(id),
            detail: String::new(),
            dedupe: format!("class-message:{id}:{person}"),
            due: now,
        })?;
    }
    audit(change, Verb::ClassMessageSent, offering, &people.len().to_string())?;
    Ok(true)
}
