//! Pages that an organisation has of its own, and where each page stands in the menus.

use super::{
    change::{Change, Entry},
    texts::{self, Text},
    versions,
};
use crate::ground::{fault::Fault, verb::Verb};
use db::{Tx, params, sql};
use kit::Language;
use std::collections::BTreeMap;
use strum::{EnumIter, EnumString, IntoStaticStr};

/// Where a page is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Place {
    /// In the menu at the top.
    Menu,
    /// In the one at the foot.
    Foot,
    /// In none: links lead to it.
    None,
}

db::named!(Place);

impl Place {
    /// Its name in rows, forms and text keys.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A page that was given a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    /// What its address ends with.
    pub name: String,
    /// Whether the organisation added it.
    pub own: bool,
    pub place: Place,
    pub ordinal: i64,
    /// What it is called, for one that was added, by language.
    titles: BTreeMap<&'static str, String>,
}

impl Placed {
    /// What it is called; in another language, where nobody wrote it in this one.
    pub fn title(&self, language: Language) -> &str {
        let any = || self.titles.values().next();
        self.titles.get(language.tag()).or_else(any).map_or(&self.name, String::as_str)
    }
}

/// Under which name the text of an added page is kept.
pub(crate) fn slug(name: &str) -> String {
    format!("page/{name}")
}

/// The text of an added page in a language, if somebody wrote it.
pub(crate) fn text(tx: &Tx<'_>, name: &str, language: Language) -> Result<Option<Text>, Fault> {
    Ok(texts::newest(tx, &slug(name), language)?.filter(|text| !text.title.is_empty()))
}

/// The pages that were added or moved, in their order.
pub(crate) fn placed(tx: &Tx<'_>) -> Result<Vec<Placed>, Fault> {
    let rows = tx.all(
        sql!(
            "select p.name, p.own, p.place, p.ordinal, coalesce(v.language, ''), coalesce(v.title, '') from page p
             left join text_version v on p.own and v.slug = 'page/' || p.name and v.id =
               (select n.id from text_version n where n.slug = v.slug and n.language = v.language
                order by n.made_at desc, n.id desc limit 1)
             order by p.ordinal, p.name"
        ),
        &[],
    )?;
    let mut out: Vec<Placed> = Vec::new();
    for r in &rows {
        let name: String = r.get(0)?;
        if out.last().is_none_or(|last| last.name != name) {
            out.push(Placed { name, own: r.get(1)?, place: r.get(2)?, ordinal: r.get(3)?, titles: BTreeMap::new() });
        }
        let language = Language::ALL.into_iter().find(|l| r.text(4).is_ok_and(|tag| tag == l.tag()));
        if let (Some(language), Some(last)) = (language, out.last_mut())
            && !r.text(5)?.is_empty()
        {
            last.titles.insert(language.tag(), r.get(5)?);
        }
    }
    Ok(out)
}

/// Whether an organisation has added a page of this name.
pub(crate) fn is_own(tx: &Tx<'_>, name: &str) -> Result<bool, Fault> {
    Ok(tx.optional(sql!("select 1 from page where name = $1 and own"), &params![name])?.is_some())
}

/// Adds a page, at the end of the menu at the foot. Returns whether there was none of its name.
pub(crate) fn add(change: &Change<'_, '_>, name: &str, language: Language, text: &Text) -> Result<bool, Fault> {
    let added = put_at_end(change, name)?;
    if added {
        // what an earlier page of this name said in another language is not what this one says
        for other in Language::ALL.into_iter().filter(|l| *l != language) {
            if texts::newest(change.tx, &slug(name), other)?.is_some() {
                texts::store(change, &slug(name), other, &Text { title: String::new(), body: String::new() })?;
            }
        }
        texts::store(change, &slug(name), language, text)?;
        audit(change, Verb::PageAdded, name)?;
    }
    Ok(added)
}

/// Whether a page has its place now, at the end of the menu at the foot; not where one of its name has one.
fn put_at_end(change: &Change<'_, '_>, name: &str) -> Result<bool, Fault> {
    let added = change.tx.run(
        sql!(
            "insert into page (name, own, place, ordinal)
             select $1, true, 'foot', coalesce((select max(ordinal) from page), 0) + 1000
             where not exists (select 1 from page where name = $1)"
        ),
        &params![name],
    )?;
    Ok(added > 0)
}

/// Takes an added page off the site. What it said stays in the history of texts.
pub(crate) fn remove(change: &Change<'_, '_>, name: &str) -> Result<(), Fault> {
    if change.tx.run(sql!("delete from page where name = $1 and own"), &params![name])? > 0 {
        versions::renew(change, versions::Of::Texts)?;
        audit(change, Verb::PageRemoved, name)?;
    }
    Ok(())
}

/// The pages that were taken off and can be brought back: their names, and what they are called in a language, or in another.
pub(crate) fn removed(tx: &Tx<'_>, language: Language) -> Result<Vec<(String, String)>, Fault> {
    let rows = tx.all(
        sql!(
            "select v.slug, v.title from text_version v where v.slug like 'page/%' and v.title <> ''
               and v.id = (select n.id from text_version n where n.slug = v.slug and n.language = v.language
                           order by n.made_at desc, n.id desc limit 1)
               and not exists (select 1 from page p where 'page/' || p.name = v.slug)
             order by v.slug, case when v.language = $1 then 0 else 1 end, v.language"
        ),
        &params![language.tag()],
    )?;
    let mut out: Vec<(String, String)> = Vec::new();
    for r in &rows {
        let name = r.text(0)?.trim_start_matches("page/");
        if out.last().is_none_or(|(last, _)| last != name) {
            out.push((name.to_owned(), r.get(1)?));
        }
    }
    Ok(out)
}

/// Brings a page back that was taken off, as it said then, at the end of the menu at the foot.
pub(crate) fn bring_back(change: &Change<'_, '_>, name: &str) -> Result<(), Fault> {
    if removed(change.tx, Language::ALL[0])?.iter().any(|(gone, _)| gone == name) && put_at_end(change, name)? {
        versions::renew(change, versions::Of::Texts)?;
        audit(change, Verb::PageBroughtBack, name)?;
    }
    Ok(())
}

/// Gives pages their places, in this order. Pages that ship (by their names) have a row from then on.
pub(crate) fn arrange(change: &Change<'_, '_>, shipped: &[&str], pages: &[(String, Place)]) -> Result<(), Fault> {
    let before = placed(change.tx)?;
    // one that was added may have been taken off since the form was opened
    let is_there = |name: &str| shipped.contains(&name) || before.iter().any(|p| p.own && p.name == name);
    let pages: Vec<&(String, Place)> = pages.iter().filter(|(name, _)| is_there(name)).collect();
    let now: Vec<(&str, Place)> = before.iter().map(|p| (p.name.as_str(), p.place)).collect();
    if now == pages.iter().map(|(name, place)| (name.as_str(), *place)).collect::<Vec<_>>() {
        return Ok(());
    }
    for (n, (name, place)) in pages.iter().enumerate() {
        change.tx.run(
            sql!(
                "insert into page (name, own, place, ordinal) values ($1, false, $2, $3)
                 on conflict (name) do update set place = excluded.place, ordinal = excluded.ordinal"
            ),
            &params![name, *place, i64::try_from(n).unwrap_or(i64::MAX)],
        )?;
    }
    versions::renew(change, versions::Of::Texts)?;
    audit(change, Verb::PagesArranged, "menu")
}

fn audit(change: &Change<'_, '_>, verb: Verb, after: &str) -> Result<(), Fault> {
    change.audit(&Entry { verb, object: "page", id: 0, before: "", after, reason: "" })?;
    Ok(())
}
