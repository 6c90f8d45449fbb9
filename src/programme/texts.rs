//! What pages, letters and programmes say, as the office saved it: every version stays, and the newest is in force. What
//! ships with the product has no row.

use super::versions;
use crate::{
    ground::{fault::Fault, verb::Verb},
    programme::change::{Change, Entry},
};
use db::{Tx, params, sql};
use kit::Language;

/// A text in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub title: String,
    /// Markdown, or what its own editor makes of it.
    pub body: String,
}

/// The text in force, if one was ever saved.
pub(crate) fn newest(tx: &Tx<'_>, slug: &str, language: Language) -> Result<Option<Text>, Fault> {
    let row = tx.optional(
        sql!("select title, body from text_version where slug = $1 and language = $2 order by made_at desc, id desc limit 1"),
        &params![slug, language.tag()],
    )?;
    row.map(|r| Ok(Text { title: r.get(0)?, body: r.get(1)? })).transpose()
}

/// Which version is in force; 0 where none was ever saved.
pub(crate) fn newest_id(tx: &Tx<'_>, slug: &str, language: Language) -> Result<i64, Fault> {
    let row = tx.optional(
        sql!("select id from text_version where slug = $1 and language = $2 order by made_at desc, id desc limit 1"),
        &params![slug, language.tag()],
    )?;
    row.map_or(Ok(0), |r| Ok(r.get(0)?))
}

/// The version of all texts: another one with every change of any of them.
pub(crate) fn version(tx: &Tx<'_>) -> Result<Option<String>, Fault> {
    let row = tx.optional(sql!("select value from setting where name = 'texts'"), &[])?;
    row.map(|r| Ok(r.get(0)?)).transpose()
}

/// Saves a text; one that is in force already is not saved again. Where `seen` is not the version in force any more,
/// somebody else has saved meanwhile: nothing is written over, and the answer is no.
pub(crate) fn save(
    change: &Change<'_, '_>,
    (slug, language): (&str, Language),
    text: &Text,
    seen: i64,
) -> Result<bool, Fault> {
    if newest(change.tx, slug, language)?.as_ref() == Some(text) {
        return Ok(true);
    }
    if newest_id(change.tx, slug, language)? != seen {
        return Ok(false);
    }
    store(change, slug, language, text)?;
    let after = format!("{slug}/{}", language.tag());
    change.audit(&Entry { verb: Verb::PageSaved, object: "page", id: 0, before: "", after: &after, reason: "" })?;
    Ok(true)
}

/// The same, as part of a verb that writes its own entry.
pub(crate) fn store(change: &Change<'_, '_>, slug: &str, language: Language, text: &Text) -> Result<(), Fault> {
    change.tx.run(
        sql!(
            "insert into text_version (id, slug, language, title, body, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        &params![change.id(), slug, language.tag(), &text.title, &text.body, change.person(), change.now.0],
    )?;
    versions::renew(change, versions::Of::Texts)
}
