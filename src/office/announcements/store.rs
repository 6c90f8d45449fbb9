//! Messages as they are stored, and what changes them.

use super::audience::{self, Audience};
use crate::{
    ground::{fault::Fault, ids::PersonId, mail::Mail, verb::Verb},
    programme::change::{Actor, Change, Entry, Owed},
    visit::{app::App, scope::Scope},
};
use db::{Tx, Value, params, sql};
use kit::Language;
use rules::{night::by_day, time::Instant};

/// What a text may have in braces: filled in for each reader.
pub(crate) const HOLES: [&str; 4] = ["name", "hours", "left", "link"];

/// A text in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub language: Language,
    pub subject: String,
    pub body: String,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Announcement {
    pub id: i64,
    pub key: String,
    pub audience: Audience,
    pub state: String,
    pub by: String,
    pub at: Instant,
    pub due: Option<Instant>,
    pub people: i64,
    pub texts: Vec<Text>,
}

impl Announcement {
    /// The text for a reader: in their language, else the first one.
    pub fn text(&self, language: Language) -> Option<&Text> {
        self.texts.iter().find(|t| t.language == language).or_else(|| self.texts.first())
    }
}

db::record! { $
    announcements: "from announcement a join person p on p.id = a.made_by" => fn read -> Result<Announcement, Fault> {
        id: "a.id",
        key: "a.key",
        audience: "a.audience" => |query: String| Audience::parse(&query),
        state: "a.state",
        by: "p.name",
        at: "a.made_at" => Instant,
        due: "a.due_at" => |at: Option<i64>| at.map(Instant),
        people: "a.people",
        texts: "''" => |_: String| Vec::new(),
    }
}

fn with_texts(tx: &Tx<'_>, mut found: Announcement) -> Result<Announcement, Fault> {
    let rows = tx.all(
        sql!("select language, subject, body from announcement_text where announcement_id = $1 order by language"),
        &params![found.id],
    )?;
    for r in &rows {
        let language = Language::from_tag(r.text(0)?);
        found.texts.push(Text { language, subject: r.get(1)?, body: r.get(2)? });
    }
    Ok(found)
}

/// The newest messages.
pub(crate) fn list(tx: &Tx<'_>, scope: &Scope) -> Result<Vec<Announcement>, Fault> {
    scope.everybody()?;
    let rows = tx.all(announcements!("order by a.made_at desc limit 100"), &[])?;
    rows.iter().map(|r| with_texts(tx, read(r)?)).collect()
}

pub(crate) fn by_key(tx: &Tx<'_>, scope: &Scope, key: &str) -> Result<Announcement, Fault> {
    scope.everybody()?;
    let row = tx.optional(announcements!("where a.key = $1"), &params![key])?;
    with_texts(tx, read(&row.ok_or(Fault::NotFound)?)?)
}

pub(crate) fn by_id(tx: &Tx<'_>, id: i64) -> Result<Announcement, Fault> {
    let row = tx.optional(announcements!("where a.id = $1"), &params![id])?;
    with_texts(tx, read(&row.ok_or(Fault::NotFound)?)?)
}

/// Whether somebody accepts messages to many.
pub(crate) fn wanted(tx: &Tx<'_>, person: PersonId) -> Result<bool, Fault> {
    let row = tx.optional(
        sql!("select 1 from person where id = $1 and unsubscribed_at is null and merged_into is null"),
        &params![person],
    )?;
    Ok(row.is_some())
}

/// Keeps a draft: a new one, or another text for one that has not gone out. Returns its key.
pub(crate) fn save(
    change: &Change<'_, '_>,
    key: &str,
    audience: &Audience,
    texts: &[Text],
) -> Result<Option<String>, Fault> {
    let tx = change.tx;
    let (id, key) = if key.is_empty() {
        let (id, key) = (change.id(), change.random.key(8));
        tx.run(
            sql!(
                "insert into announcement (id, key, audience, state, made_by, made_at) values ($1, $2, $3, 'draft', $4, $5)"
            ),
            &params![id, &key, audience.query(), change.person(), change.now.0],
        )?;
        (id, key)
    } else {
        let row = tx.optional(
            sql!("select id from announcement where key = $1 and state = 'draft' {for_update}"),
            &params![key],
        )?;
        let Some(row) = row else { return Ok(None) };
        let id: i64 = row.get(0)?;
        tx.run(sql!("update announcement set audience = $2 where id = $1"), &params![id, audience.query()])?;
        tx.run(sql!("delete from announcement_text where announcement_id = $1"), &params![id])?;
        (id, key.to_owned())
    };
    for text in texts {
        tx.run(
            sql!("insert into announcement_text (announcement_id, language, subject, body) values ($1, $2, $3, $4)"),
            &params![id, text.language.tag(), &text.subject, &text.body],
        )?;
    }
    audit(change, Verb::AnnouncementSaved, id, "", &audience.query())?;
    Ok(Some(key))
}

/// Sets when a message goes out: never at night.
pub(crate) fn schedule(change: &Change<'_, '_>, key: &str, at: Instant) -> Result<bool, Fault> {
    let row = change
        .tx
        .optional(sql!("select id from announcement where key = $1 and state = 'draft' {for_update}"), &params![key])?;
    let Some(row) = row else { return Ok(false) };
    let (id, due): (i64, Instant) = (row.get(0)?, by_day(at.max(change.now), change.zone));
    change
        .tx
        .run(sql!("update announcement set state = 'scheduled', due_at = $2 where id = $1"), &params![id, due.0])?;
    audit(change, Verb::AnnouncementScheduled, id, "draft", &crate::ground::when::iso(due, change.zone))?;
    Ok(true)
}

/// Stops a message: what has not been sent yet will not be.
pub(crate) fn stop(change: &Change<'_, '_>, key: &str) -> Result<(), Fault> {
    let row = change.tx.optional(
        sql!("select id, state from announcement where key = $1 and state <> 'stopped' {for_update}"),
        &params![key],
    )?;
    let Some(row) = row else { return Ok(()) };
    let id: i64 = row.get(0)?;
    change.tx.run(sql!("update announcement set state = 'stopped' where id = $1"), &params![id])?;
    audit(change, Verb::AnnouncementStopped, id, row.text(1)?, "stopped")
}

/// Owes a message to whoever asks, as a test.
pub(crate) fn test_to(change: &Change<'_, '_>, id: i64, person: PersonId) -> Result<(), Fault> {
    change.owe(Owed {
        kind: Mail::AnnouncementTest,
        person,
        about: Some(id),
        detail: String::new(),
        dedupe: format!("announcement-test:{}", change.id()),
        due: change.now,
    })?;
    audit(change, Verb::AnnouncementTested, id, "", "")
}

/// Owes each message that is due to everybody whom it reaches now.
pub(crate) async fn go_on(app: &App) -> Result<(), Fault> {
    let now = app.now();
    if by_day(now, &app.zone) != now {
        return Ok(());
    }
    let due = app
        .read(move |tx| {
            let rows = tx
                .all(sql!("select id from announcement where state = 'scheduled' and due_at <= $1"), &params![now.0])?;
            rows.iter().map(|r| Ok(r.get(0)?)).collect::<Result<Vec<i64>, Fault>>()
        })
        .await?;
    for id in due {
        app.change(Actor::System, move |change| {
            let row = change.tx.optional(
                sql!("select audience from announcement where id = $1 and state = 'scheduled' {for_update}"),
                &params![id],
            )?;
            let Some(row) = row else { return Ok(()) };
            let audience = Audience::parse(row.text(0)?);
            let edition = audience.edition(change)?;
            let readers = audience::readers(change.tx, &Scope::program(), &edition, &audience)?;
            let owed: Vec<Vec<Value>> = readers
                .iter()
                .map(|r| {
                    let dedupe = format!("announcement:{id}:{}", r.person);
                    params![change.id(), "announcement", r.person, id, "", dedupe, change.now.0].to_vec()
                })
                .collect();
            change.tx.insert_many("insert into outbox (id, kind, person_id, about, detail, dedupe, due_at)", &owed)?;
            change.tx.run(
                sql!("update announcement set state = 'sent', sent_at = $2, people = $3 where id = $1"),
                &params![id, change.now.0, owed.len() as i64],
            )?;
            audit(change, Verb::AnnouncementSent, id, "scheduled", &format!("{} people", owed.len()))
        })
        .await?;
    }
    Ok(())
}

fn audit(change: &Change<'_, '_>, verb: Verb, id: i64, before: &str, after: &str) -> Result<(), Fault> {
    change.audit(&Entry { verb, object: "announcement", id, before, after, reason: "" })?;
    Ok(())
}
