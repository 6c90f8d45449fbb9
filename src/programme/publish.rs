//! Publishing an edition: its examples are run, what nobody could complete is refused, the same files twice change
//! nothing, and the rules of an edition that was published are never edited. Its words are no part of it.

use super::{
    Wording, courses, several,
    texts::{self, Text},
    wording::file_slug,
};
use crate::{
    ground::{fault::Fault, verb::Verb},
    programme::change::{Change, Entry},
};
use db::{Tx, params, sql};
use kit::Language;
use rules::{
    audit::{Auditor, document},
    programme::{Programme, publishing::Finding},
};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// What publishing did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Published {
    /// A new edition is in force.
    New,
    /// This very edition already is, and its file says something else about it.
    Words,
    /// This very edition already is.
    Same,
}

/// The files of an edition with their names.
pub(crate) struct EditionFiles<'f> {
    pub name: &'f str,
    pub source: &'f str,
    pub wording_name: &'f str,
    pub wording: &'f str,
    pub examples_name: &'f str,
    /// Empty if none came.
    pub examples: &'f str,
}

/// What is wrong with a file of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub file: String,
    /// Counted from 1; 0 where it is not known.
    pub line: usize,
    /// The key or the case; empty if there is none.
    pub key: String,
    pub message: String,
}

impl Wrong {
    fn new(file: &str, key: String, message: String) -> Self {
        Self { file: file.to_owned(), line: 0, key, message }
    }
}

/// Done, with what is worth hearing; or everything that is wrong.
pub(crate) type Publishing = Result<(Published, Vec<Finding>), Vec<Wrong>>;

/// Whether an edition of this name is published.
pub(crate) fn is_published(tx: &Tx<'_>, programme: &str, edition: &str) -> Result<bool, Fault> {
    let row =
        tx.optional(sql!("select 1 from edition where programme = $1 and edition = $2"), &params![programme, edition])?;
    Ok(row.is_some())
}

/// Publishes an edition. Part of a verb, which writes the audit entry.
pub(crate) fn publish(change: &Change<'_, '_>, files: &EditionFiles<'_>) -> Result<Publishing, Fault> {
    let programme = match read(files) {
        Ok(programme) => programme,
        Err(wrong) => return Ok(Err(vec![wrong])),
    };
    // it stands in addresses; one that was published before that mattered goes on
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let is_plain = !programme.id.is_empty() && programme.id.chars().all(plain);
    if !is_plain && !several::is_there(change.tx, &programme.id)? {
        let message = format!("\"{}\" has other signs than small letters, digits and hyphens", programme.id);
        return Ok(Err(vec![Wrong::new(files.name, "id".to_owned(), message)]));
    }
    let EditionFiles { source, wording, .. } = files;
    let row = change.tx.optional(
        sql!("select id, source from edition where programme = $1 and edition = $2"),
        &params![&programme.id, &programme.edition],
    )?;
    if let Some(row) = row {
        return Ok(if row.text(1)? == *source {
            let said = say_otherwise(change, &programme.id, row.get(0)?, wording)?;
            Ok((if said { Published::Words } else { Published::Same }, Vec::new()))
        } else {
            let message = format!(
                "\"{}\" is already published and cannot change. Give the file a new edition name.",
                programme.edition
            );
            Err(vec![Wrong::new(files.name, "edition".to_owned(), message)])
        });
    }
    let mut wrong = examples_that_break(files, &programme);
    let known = courses::known(change.tx)?;
    let auditor = Auditor::new(Arc::new(programme.clone()), known.catalogue);
    let (refused, findings): (Vec<Finding>, Vec<Finding>) =
        rules::programme::publishing::check(&auditor).into_iter().partition(Finding::forbids);
    // what nobody could complete is refused; but one more programme comes before its courses, and as long as it is closed
    // nobody enrolls in it
    let beside = several::is_new_beside_others(change.tx, &programme.id)?;
    if !beside && !several::is_closed(change.tx, &programme.id)? {
        wrong.extend(refused.iter().map(|f| Wrong::new(files.name, String::new(), f.to_string())));
    }
    if !wrong.is_empty() {
        return Ok(Err(wrong));
    }
    let findings: Vec<Finding> = refused.into_iter().chain(findings).collect();
    let newest = change.tx.optional(
        sql!("select id from edition where programme = $1 order by published_at desc, id desc limit 1"),
        &params![&programme.id],
    )?;
    if let Some(newest) = newest {
        say_otherwise(change, &programme.id, newest.get(0)?, wording)?;
    }
    let hash: String = Sha256::digest(source).iter().map(|b| format!("{b:02x}")).collect();
    let id = change.id();
    change.tx.run(
        sql!(
            "insert into edition (id, programme, edition, title, source, wording, examples, source_hash, published_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        ),
        &params![
            id,
            &programme.id,
            &programme.edition,
            &programme.title,
            *source,
            *wording,
            files.examples,
            &hash,
            change.now.0
        ],
    )?;
    several::add(change, &programme.id, !beside)?;
    carry_policy_over(change, id, &programme.id)?;
    Ok(Ok((Published::New, findings)))
}

/// The file of words that a further edition of a programme goes on with.
pub(crate) fn words_in_force(tx: &Tx<'_>, programme: &str) -> Result<String, Fault> {
    if let Some(file) = texts::newest(tx, &file_slug(programme), Language::En)? {
        return Ok(file.body);
    }
    let row = tx.optional(
        sql!("select wording from edition where programme = $1 order by published_at desc, id desc limit 1"),
        &params![programme],
    )?;
    Ok(row.ok_or(Fault::NoProgramme)?.get(0)?)
}

/// From a file of words that is another than the one before, what it says otherwise. A file beside an edition that is not
/// the newest any more says nothing. Returns whether anything is said otherwise.
fn say_otherwise(change: &Change<'_, '_>, programme: &str, edition: i64, file: &str) -> Result<bool, Fault> {
    let newest = change.tx.one(
        sql!("select id from edition where programme = $1 order by published_at desc, id desc limit 1"),
        &params![programme],
    )?;
    let before = change.editions.words_of_file(change.tx, edition)?;
    let now = Wording::read(file)?;
    if newest.get::<i64>(0)? != edition || Language::ALL.iter().all(|l| before.of(*l) == now.of(*l)) {
        return Ok(false);
    }
    let kept = Text { title: programme.to_owned(), body: file.to_owned() };
    texts::store(change, &file_slug(programme), Language::En, &kept)?;
    now.follow(change, (&before, programme))?;
    Ok(true)
}

fn read(files: &EditionFiles<'_>) -> Result<Programme, Wrong> {
    let programme = Programme::from_toml(files.name, files.source).map_err(|e| Wrong {
        file: e.file,
        line: e.line.unwrap_or(0),
        key: e.key.unwrap_or_default(),
        message: e.message,
    })?;
    Wording::from_toml(files.wording)
        .map_err(|(line, message)| Wrong { line, ..Wrong::new(files.wording_name, String::new(), message) })?;
    Ok(programme)
}

/// The examples, each judged by this edition: what a union wrote down must be what the rules say.
fn examples_that_break(files: &EditionFiles<'_>, programme: &Programme) -> Vec<Wrong> {
    let file = files.examples_name;
    if files.examples.is_empty() {
        return Vec::new();
    }
    let cases = match document::read(file, files.examples) {
        Ok(cases) => cases,
        Err(e) => {
            let place = [e.case.map(|c| format!("case {c}")), e.key].into_iter().flatten().collect::<Vec<_>>();
            return vec![Wrong::new(file, place.join(", "), e.message)];
        }
    };
    let mut broken = Vec::new();
    let mut own = 0;
    let same = |p: &Programme| p.id == programme.id && p.edition == programme.edition;
    for mut case in cases {
        // a case with `set` asks about rules other than these
        if case.patched || !case.editions.iter().any(|(_, p)| same(p)) {
            continue;
        }
        own += 1;
        for (_, p) in case.editions.iter_mut().filter(|(_, p)| same(p)) {
            p.clone_from(programme);
        }
        let mut wrong = |message| broken.push(Wrong::new(file, format!("case {}", case.id), message));
        match (case.judge(), &case.expect) {
            (Err(e), _) => wrong(e.to_string()),
            (Ok(_), None) => wrong("it has no `expect`".to_owned()),
            (Ok(found), Some(expect)) if found != *expect => {
                wrong(format!("{}: expected {expect}, found {found}", case.title));
            }
            _ => {}
        }
    }
    if own == 0 {
        let message = format!("no case names {}, edition {}", programme.id, programme.edition);
        broken.push(Wrong::new(file, String::new(), message));
    }
    broken
}

/// A new edition begins with the knobs of the one before it, and a new programme with those of the house.
fn carry_policy_over(change: &Change<'_, '_>, edition: i64, programme: &str) -> Result<(), Fault> {
    let row = change.tx.optional(
        sql!(
            "select id from edition where id <> $2
             order by case when programme = $1 then 0 else 1 end, published_at desc, id desc limit 1"
        ),
        &params![programme, edition],
    )?;
    let Some(row) = row else { return Ok(()) };
    let rows = change.tx.all(
        sql!(
            "select knob, value, effective_on, reason, decided_by, decided_at from policy_change where edition_id = $1
             order by decided_at, id"
        ),
        &params![row.get::<i64>(0)?],
    )?;
    for row in rows {
        change.tx.run(
            sql!(
                "insert into policy_change (id, edition_id, knob, value, effective_on, reason, decided_by, decided_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8)"
            ),
            &params![
                change.id(),
                edition,
                row.get::<String>(0)?,
                row.get::<i64>(1)?,
                row.get::<String>(2)?,
                row.get::<String>(3)?,
                row.get::<Option<i64>>(4)?,
                row.get::<i64>(5)?
            ],
        )?;
    }
    Ok(())
}

/// Announces the last day of an edition, once.
pub(crate) fn announce_end(change: &Change<'_, '_>, edition: i64, day: jiff::civil::Date) -> Result<(), Fault> {
    let done = change.tx.run(
        sql!("update edition set sunset_on = $2 where id = $1 and sunset_on is null"),
        &params![edition, day.to_string()],
    )?;
    if done > 0 {
        change.audit(&Entry {
            verb: Verb::EditionSunsetAnnounced,
            object: "edition",
            id: edition,
            before: "",
            after: &day.to_string(),
            reason: "",
        })?;
    }
    Ok(())
}
