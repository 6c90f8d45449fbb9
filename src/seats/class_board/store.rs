//! Every statement that reads a board.

use crate::ground::{
    fault::Fault,
    ids::{OfferingId, PersonId},
};
use db::{Tx, params, sql};
use rules::time::Instant;
use strum::{EnumString, IntoStaticStr};

/// What a post is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Kind {
    Bring,
    Ask,
    Answer,
}

db::named!(Kind);

impl Kind {
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A post without the bytes of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Post {
    pub id: i64,
    pub key: String,
    pub offering: OfferingId,
    pub person: PersonId,
    pub name: String,
    pub local: String,
    /// Whether its author teaches the class.
    pub trainer: bool,
    pub kind: Kind,
    /// The question that it answers.
    pub answers: Option<i64>,
    pub body: String,
    pub file_kind: Option<String>,
    /// In bytes.
    pub file_size: i64,
    pub said_at: Instant,
    pub hidden: bool,
    pub cleared: bool,
}

db::record! { $
    posts: "from class_post c join person p on p.id = c.person_id left join local l on l.id = p.local_id"
        => fn read -> Result<Post, Fault> {
        id: "c.id",
        key: "c.key",
        offering: "c.offering_id",
        person: "c.person_id",
        name: "case when p.called <> '' then p.called else p.name end",
        local: "coalesce(l.name, '')",
        trainer: "exists (select 1 from trainer t where t.offering_id = c.offering_id and t.person_id = c.person_id)",
        kind: "c.kind",
        answers: "c.answers",
        body: "c.body",
        file_kind: "c.file_kind",
        file_size: "c.file_size",
        said_at: "c.said_at" => Instant,
        hidden: "c.hidden_at is not null",
        cleared: "c.cleared_at is not null",
    }
}

/// Everything on the board of a class, the oldest first.
pub(crate) fn of_class(tx: &Tx<'_>, offering: OfferingId) -> Result<Vec<Post>, Fault> {
    let rows = tx.all(posts!("where c.offering_id = $1 order by c.said_at, c.id limit 2000"), &params![offering])?;
    rows.iter().map(read).collect()
}

/// One post of a class, by its key.
pub(super) fn by_key(tx: &Tx<'_>, offering: OfferingId, key: &str) -> Result<Post, Fault> {
    let row = tx.optional(posts!("where c.offering_id = $1 and c.key = $2"), &params![offering, key])?;
    read(&row.ok_or(Fault::NotFound)?)
}

pub(crate) fn by_id(tx: &Tx<'_>, id: i64) -> Result<Option<Post>, Fault> {
    tx.optional(posts!("where c.id = $1"), &params![id])?.as_ref().map(read).transpose()
}

/// The newest answer to a question that everybody of the class sees, by somebody else than who asked.
pub(super) fn newest_answer(tx: &Tx<'_>, question: &Post) -> Result<Option<Post>, Fault> {
    let row = tx.optional(
        posts!("where c.answers = $1 and c.person_id <> $2 and c.hidden_at is null order by c.said_at desc, c.id desc limit 1"),
        &params![question.id, question.person],
    )?;
    row.as_ref().map(read).transpose()
}

/// Whether somebody wrote anything on the board of a class.
pub(super) fn has_posts(tx: &Tx<'_>, offering: OfferingId, person: PersonId) -> Result<bool, Fault> {
    let found = tx.optional(
        sql!("select 1 from class_post where offering_id = $1 and person_id = $2 limit 1"),
        &params![offering, person],
    )?;
    Ok(found.is_some())
}

/// The file of a post.
pub(super) fn file(tx: &Tx<'_>, post: i64) -> Result<Vec<u8>, Fault> {
    let row = tx.optional(sql!("select bytes from class_file where post_id = $1"), &params![post])?;
    Ok(row.ok_or(Fault::NotFound)?.get(0)?)
}

/// Why a post was reported, without who did.
pub(super) fn reasons(tx: &Tx<'_>, post: i64) -> Result<Vec<String>, Fault> {
    let rows = tx.all(
        sql!("select reason from class_report where post_id = $1 and reason <> '' order by reported_at"),
        &params![post],
    )?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

/// Reported posts about which the office decides: who teaches wrote them, or nobody teaches the class. The class's key and
/// the post's.
pub(crate) fn for_the_office(tx: &Tx<'_>) -> Result<Vec<(String, String)>, Fault> {
    let rows = tx.all(
        sql!(
            "select o.key, c.key from class_post c join offering o on o.id = c.offering_id
             where c.hidden_at is not null and
               (exists (select 1 from trainer t where t.offering_id = c.offering_id and t.person_id = c.person_id)
                or not exists (select 1 from trainer t where t.offering_id = c.offering_id))
             order by c.hidden_at limit 20"
        ),
        &[],
    )?;
    rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect()
}

/// Those who teach a class.
pub(super) fn trainers(tx: &Tx<'_>, offering: OfferingId) -> Result<Vec<PersonId>, Fault> {
    let rows =
        tx.all(sql!("select person_id from trainer where offering_id = $1 order by person_id"), &params![offering])?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

/// What somebody who teaches wrote to a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    pub offering: OfferingId,
    pub name: String,
    pub subject: String,
    pub body: String,
}

db::record! { $
    messages: "from class_message m join person p on p.id = m.person_id" => fn read_message -> Result<Message, Fault> {
        offering: "m.offering_id",
        name: "case when p.called <> '' then p.called else p.name end",
        subject: "m.subject",
        body: "m.body",
    }
}

pub(super) fn message(tx: &Tx<'_>, id: i64) -> Result<Option<Message>, Fault> {
    tx.optional(messages!("where m.id = $1"), &params![id])?.as_ref().map(read_message).transpose()
}

/// The files that somebody put on boards, each with a name; with those of records that were merged into theirs.
pub(crate) fn files_of(tx: &Tx<'_>, person: PersonId) -> Result<Vec<(String, Vec<u8>)>, Fault> {
    let rows = tx.all(
        sql!(
            "select c.key, c.file_kind, f.bytes from class_post c join class_file f on f.post_id = c.id
             where c.person_id in (select cast($1 as bigint) union select m.id from person m where m.merged_into = $1)
             order by c.id"
        ),
        &params![person],
    )?;
    rows.iter().map(|r| Ok((format!("{}.{}", r.get::<String>(0)?, r.get::<String>(1)?), r.get(2)?))).collect()
}
