//! What changes a file of attendance: handing it in, saying what is what, keeping it, putting it away.

use super::{
    columns::{Column, Columns, Kind},
    doubts::Doubt,
    keep::{self, Outcome},
    store::{self, File, State},
    table::are_letters,
    words::{self, Meaning},
};
use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
        tables,
        verb::Verb,
    },
    people::{fold_email, name_key},
    programme::change::{Actor, Change, Entry},
    visit::app::App,
};
use db::{params, sql};
use std::collections::BTreeSet;

/// Days after which a file's content is forgotten: it names people.
const DAYS: i64 = 30;

/// A file to take in.
pub(crate) struct New {
    pub name: String,
    pub kind: Kind,
    pub content: Vec<u8>,
    pub heads: Vec<String>,
    pub offering: Option<OfferingId>,
}

/// Takes a file in, with the columns that were chosen for such headings before, or else guessed. Returns its key.
pub(crate) fn hand_in(change: &Change<'_, '_>, new: &New) -> Result<String, Fault> {
    let (id, key) = (change.id(), change.random.key(10));
    let known = match are_letters(&new.heads) {
        true => None,
        false => store::remembered(change.tx, &Columns::memory_key(&new.heads, new.kind))?,
    };
    let mut columns = known.map_or_else(|| Columns::guess(&new.heads, new.kind), Columns::of_headings);
    columns.unit = columns.unit.or(columns.heading_unit(&new.heads));
    change.tx.run(
        sql!(
            "insert into attendance_file (id, key, name, kind, content, columns, offering_id, handed_in_by, handed_in_at, state)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open')"
        ),
        &params![
            id,
            &key,
            &new.name,
            new.kind.name(),
            new.content.as_slice(),
            serde_json::to_string(&columns)?,
            new.offering,
            change.person(),
            change.now.0
        ],
    )?;
    audit(change, Verb::AttendanceFileHandedIn, id, "", &format!("{} bytes", new.content.len()), "")?;
    Ok(key)
}

/// Says which column is what, and remembers it for files with the same headings.
pub(crate) fn set_columns(
    change: &Change<'_, '_>,
    file: &File,
    heads: &[String],
    columns: &Columns,
) -> Result<(), Fault> {
    if store::lock(change.tx, file.id)? != State::Open || file.columns == *columns {
        return Ok(());
    }
    let text = serde_json::to_string(columns)?;
    change.tx.run(sql!("update attendance_file set columns = $2 where id = $1"), &params![file.id, &text])?;
    // earlier answers were given for other columns
    for doubt in Doubt::ALL {
        change.tx.run(
            sql!("delete from attendance_choice where file_id = $1 and about = $2"),
            &params![file.id, doubt.name()],
        )?;
    }
    if are_letters(heads) {
        return audit(change, Verb::AttendanceFileColumns, file.id, &serde_json::to_string(&file.columns)?, &text, "");
    }
    let remembered = columns.clone().of_headings();
    change.tx.run(
        sql!(
            "insert into column_map (heads, columns, decided_by, decided_at) values ($1, $2, $3, $4)
             on conflict (heads) do update set columns = excluded.columns, decided_by = excluded.decided_by,
               decided_at = excluded.decided_at"
        ),
        &params![
            Columns::memory_key(heads, file.kind),
            serde_json::to_string(&remembered)?,
            change.person(),
            change.now.0
        ],
    )?;
    audit(change, Verb::AttendanceFileColumns, file.id, &serde_json::to_string(&file.columns)?, &text, "")
}

/// A decision about a name or a title of a file; without a choice, an earlier one is taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decided {
    /// The hash of what it is about.
    pub about: String,
    pub choice: String,
    pub person: Option<PersonId>,
}

/// What a word in a column means, as somebody explained it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Explained {
    column: Column,
    word: String,
    meaning: Meaning,
}

impl Explained {
    /// `None` where the column has no words, or none with this meaning.
    pub fn new(column: &str, word: &str, meaning: Meaning) -> Option<Self> {
        let column = Column::WORDS.into_iter().find(|c| c.name() == column)?;
        let fits = Meaning::of(column).contains(&meaning) && word.chars().count() <= 100;
        fits.then(|| Self { column, word: word.to_owned(), meaning })
    }
}

/// Keeps decisions, and remembers what words mean. `heads`: the digest of the file's headings, empty where it has none.
pub(crate) fn decide(
    change: &Change<'_, '_>,
    (file, heads): (&File, &str),
    decided: &[Decided],
    explained: &[Explained],
) -> Result<(), Fault> {
    if !matches!(store::lock(change.tx, file.id)?, State::Open | State::Kept) {
        return Ok(());
    }
    // some words mean something in one list and the opposite in the next
    let (here, everywhere): (Vec<_>, Vec<_>) = explained
        .iter()
        .partition(|e| words::is_of_one_file(&e.word) || e.column == Column::Status && heads.is_empty());
    let of_words = here.iter().map(|e| Decided {
        about: words::choice(e.column, &e.word),
        choice: e.meaning.name().to_owned(),
        person: None,
    });
    let decided: Vec<Decided> = of_words.chain(decided.iter().cloned()).collect();
    let mut changed = everywhere.len();
    for e in everywhere {
        words::remember(change, &words::about(e.column, heads), &e.word, e.meaning)?;
    }
    for d in &decided {
        let before = file.choices.get(&d.about);
        if before.map_or("", |b| b.choice.as_str()) == d.choice && before.and_then(|b| b.person) == d.person {
            continue;
        }
        changed += 1;
        if d.choice.is_empty() {
            change.tx.run(
                sql!("delete from attendance_choice where file_id = $1 and about = $2"),
                &params![file.id, &d.about],
            )?;
            continue;
        }
        change.tx.run(
            sql!(
                "insert into attendance_choice (file_id, about, choice, person_id, decided_by, decided_at)
                 values ($1, $2, $3, $4, $5, $6)
                 on conflict (file_id, about) do update set choice = excluded.choice, person_id = excluded.person_id,
                   decided_by = excluded.decided_by, decided_at = excluded.decided_at"
            ),
            &params![file.id, &d.about, &d.choice, d.person, change.person(), change.now.0],
        )?;
    }
    if changed == 0 {
        return Ok(());
    }
    audit(change, Verb::AttendanceFileDecided, file.id, "", &format!("{changed} decisions"), "")
}

/// Keeps a file: once, or again for what has been decided since.
pub(crate) fn keep(change: &Change<'_, '_>, file: &File) -> Result<Option<Outcome>, Fault> {
    if !matches!(store::lock(change.tx, file.id)?, State::Open | State::Kept) {
        return Ok(None);
    }
    let outcome = keep::carry_out(change, file)?;
    if change.tx.changed() == 0 {
        return Ok(None);
    }
    let report = file.report.plus(outcome.report);
    change.tx.run(
        sql!("update attendance_file set state = 'kept', kept_by = $2, kept_at = $3, report = $4 where id = $1"),
        &params![file.id, change.person(), change.now.0, serde_json::to_string(&report)?],
    )?;
    let r = outcome.report;
    let after = format!("{} people, {} marks, {} claims", r.people, r.sessions, r.claims);
    audit(change, Verb::AttendanceFileKept, file.id, file.state.name(), &after, "")?;
    Ok(Some(outcome))
}

/// Puts away a file that was not kept.
pub(crate) fn stop(change: &Change<'_, '_>, file: i64) -> Result<(), Fault> {
    if store::lock(change.tx, file)? != State::Open {
        return Ok(());
    }
    change.tx.run(
        sql!(
            "update attendance_file set state = 'stopped', content = null, ended_by = $2, ended_at = $3 where id = $1"
        ),
        &params![file, change.person(), change.now.0],
    )?;
    audit(change, Verb::AttendanceFileStopped, file, "open", "", "")
}

/// Forgets the content of files that name somebody, and addresses that were written down as theirs. Part of a verb.
pub(crate) fn forget_person(change: &Change<'_, '_>, name: &str, email: &str) -> Result<(), Fault> {
    let (words, email) = (words(name), fold_email(email));
    let rows = change.tx.all(sql!("select id, content from attendance_file where content is not null"), &[])?;
    for row in &rows {
        let content = row.get::<Vec<u8>>(1)?;
        let text = tables::text(&content).unwrap_or_default();
        // an address fills a cell or is among other words; the parts of a name can be in separate columns
        let has_email = |line: &str| {
            let mut cells = line.split([',', ';', '\t', '|', ' ', '<', '>', '"', '(', ')', '\'']);
            cells.any(|cell| cell.contains('@') && fold_email(cell.trim_start_matches("mailto:")) == email)
        };
        let named = |line: &str| has_email(line) || !words.is_empty() && words.is_subset(&self::words(line));
        // a text that cannot be read may name anybody
        if text.is_empty() || text.lines().any(named) {
            change
                .tx
                .run(sql!("update attendance_file set content = null where id = $1"), &params![row.get::<i64>(0)?])?;
        }
    }
    change.tx.run(sql!("delete from attendance_choice where choice = $1"), &params![format!("new:{email}")])?;
    Ok(())
}

fn words(text: &str) -> BTreeSet<String> {
    name_key(text).split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// Forgets what a word means: the next file that has it asks again. What was kept because of it stays as it is.
pub(crate) fn forget_word(change: &Change<'_, '_>, about: &str, word: &str) -> Result<(), Fault> {
    if !words::forget(change, about, word)? {
        return Ok(());
    }
    audit(change, Verb::AttendanceFileWordForgotten, 0, word, "", "")
}

/// Forgets the content of old files.
pub(crate) async fn forget(app: &App) -> Result<(), Fault> {
    let old = app.now().plus_minutes(-DAYS * 24 * 60);
    app.change(Actor::System, move |change| {
        let forgotten = change.tx.run(
            sql!(
                "update attendance_file set content = null,
                        ended_at = case when state = 'open' then cast($2 as bigint) else ended_at end,
                        state = case when state = 'open' then 'stopped' else state end
                 where handed_in_at < $1 and content is not null"
            ),
            &params![old.0, change.now.0],
        )?;
        if forgotten == 0 {
            return Ok(());
        }
        audit(change, Verb::AttendanceFileForgotten, 0, "", &forgotten.to_string(), "")
    })
    .await
}

fn audit(change: &Change<'_, '_>, verb: Verb, id: i64, before: &str, after: &str, reason: &str) -> Result<(), Fault> {
    change.audit(&Entry { verb, object: "attendance_file", id, before, after, reason })?;
    Ok(())
}
