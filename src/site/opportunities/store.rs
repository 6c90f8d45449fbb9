//! Every statement about opportunities.

use crate::{
    ground::{fault::Fault, verb::Verb},
    programme::change::{Change, Entry},
};
use db::{Tx, params, sql};
use jiff::civil::Date;
use kit::Language;
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

/// What is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub(super) enum Kind {
    Grant,
    Opportunity,
    Award,
}

db::named!(Kind);

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Opportunity {
    pub id: i64,
    pub key: String,
    pub kind: Kind,
    pub title: String,
    /// Who gives it.
    pub giver: String,
    /// Whether that is the union itself.
    pub ours: bool,
    pub for_whom: String,
    pub about: String,
    /// Where to read more or apply; empty if nowhere.
    pub link: String,
    /// The language it is written in.
    pub language: Language,
    /// Its last day, if it has one.
    pub ends_on: Option<Date>,
    /// When it was last saved, in microseconds: 0 for a new one.
    pub changed_at: i64,
    /// Whether somebody took it off the page.
    pub removed: bool,
}

db::record! { $
    opportunities: "from opportunity" => fn read -> Result<Opportunity, Fault> {
        id: "id",
        key: "key",
        kind: "kind",
        title: "title",
        giver: "giver",
        ours: "ours",
        for_whom: "for_whom",
        about: "about",
        link: "link",
        language: "language" => |tag: String| Language::from_tag(&tag),
        ends_on: "ends_on" => |day: Option<String>| day.and_then(|day| day.parse().ok()),
        changed_at: "changed_at",
        removed: "removed_at" => |at: Option<i64>| at.is_some(),
    }
}

/// What has not ended on a day, what ends next first and what has no end last.
pub(super) fn open(tx: &Tx<'_>, today: Date) -> Result<Vec<Opportunity>, Fault> {
    let rows = tx.all(
        opportunities!(
            "where removed_at is null and (ends_on is null or ends_on >= $1)
             order by ends_on is null, ends_on, id limit 200"
        ),
        &params![today.to_string()],
    )?;
    rows.iter().map(read).collect()
}

/// What is off the page, because it has ended or was taken off, the latest first.
pub(super) fn off(tx: &Tx<'_>, today: Date) -> Result<Vec<Opportunity>, Fault> {
    let rows = tx.all(
        opportunities!("where removed_at is not null or ends_on < $1 order by changed_at desc, id limit 100"),
        &params![today.to_string()],
    )?;
    rows.iter().map(read).collect()
}

pub(super) fn by_key(tx: &Tx<'_>, key: &str) -> Result<Opportunity, Fault> {
    let row = tx.optional(opportunities!("where key = $1"), &params![key])?;
    read(&row.ok_or(Fault::NotFound)?)
}

/// Whether the page has an entry that says exactly the same.
fn is_there(tx: &Tx<'_>, o: &Opportunity) -> Result<bool, Fault> {
    let same = tx.optional(
        sql!(
            "select 1 from opportunity where kind = $1 and title = $2 and giver = $3 and ours = $4 and for_whom = $5
               and about = $6 and link = $7 and language = $8 and coalesce(ends_on, '') = $9 and removed_at is null limit 1"
        ),
        &params![
            o.kind,
            &o.title,
            &o.giver,
            o.ours,
            &o.for_whom,
            &o.about,
            &o.link,
            o.language.tag(),
            o.ends_on.map(|day| day.to_string()).unwrap_or_default()
        ],
    )?;
    Ok(same.is_some())
}

/// Saves an entry: a new one where it has no id yet. It is on the page again if it was taken off. Where somebody else has
/// saved it since `changed_at`, nothing is written over, and the answer is no.
pub(super) fn save(change: &Change<'_, '_>, o: &Opportunity) -> Result<bool, Fault> {
    if o.id == 0 && is_there(change.tx, o)? {
        // the same form sent twice is one entry
        return Ok(true);
    }
    let id = if o.id == 0 { change.id() } else { o.id };
    let saved = change.tx.run(
        sql!(
            "insert into opportunity (id, key, kind, title, giver, ours, for_whom, about, link, language, ends_on, made_by, changed_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             on conflict (id) do update set kind = excluded.kind, title = excluded.title, giver = excluded.giver,
               ours = excluded.ours, for_whom = excluded.for_whom, about = excluded.about, link = excluded.link,
               language = excluded.language, ends_on = excluded.ends_on, changed_at = excluded.changed_at,
               removed_at = null
             where opportunity.changed_at = $14"
        ),
        &params![
            id,
            &o.key,
            o.kind,
            &o.title,
            &o.giver,
            o.ours,
            &o.for_whom,
            &o.about,
            &o.link,
            o.language.tag(),
            o.ends_on.map(|day| day.to_string()),
            change.person(),
            change.now.0,
            o.changed_at
        ],
    )?;
    if saved > 0 {
        audit(change, Verb::OpportunitySaved, id, &o.title)?;
    }
    Ok(saved > 0)
}

/// Takes an entry off the page. Removed twice, it is removed once.
pub(super) fn remove(change: &Change<'_, '_>, o: &Opportunity) -> Result<(), Fault> {
    let gone = change.tx.run(
        sql!("update opportunity set removed_at = $2, changed_at = $2 where id = $1 and removed_at is null"),
        &params![o.id, change.now.0],
    )?;
    if gone == 0 { Ok(()) } else { audit(change, Verb::OpportunityRemoved, o.id, &o.title) }
}

fn audit(change: &Change<'_, '_>, verb: Verb, id: i64, title: &str) -> Result<(), Fault> {
    change.audit(&Entry { verb, object: "opportunity", id, before: "", after: title, reason: "" })?;
    Ok(())
}
