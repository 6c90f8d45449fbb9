//! What a text said before, by whom and when. An earlier version is opened in the form, and saving brings it back.

use crate::{ground::fault::Fault, programme::texts::Text, visit::Visit};
use db::{Tx, params, sql};
use kit::{Language, t};
use maud::{Markup, html};
use rules::time::Instant;

/// One saved version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Version {
    pub id: i64,
    /// Who saved it; empty for the program itself.
    by: String,
    at: Instant,
}

db::record! { $
    versions: "from text_version v left join person p on p.id = v.made_by" => fn read -> Result<Version, Fault> {
        id: "v.id",
        by: "coalesce(p.name, '')",
        at: "v.made_at" => Instant,
    }
}

/// How an address names what ships with the product.
pub(super) const SHIPPED: &str = "shipped";

/// The newest versions, the one in force first.
pub(super) fn of(tx: &Tx<'_>, slug: &str, language: Language) -> Result<Vec<Version>, Fault> {
    let rows = tx.all(
        versions!("where v.slug = $1 and v.language = $2 order by v.made_at desc, v.id desc limit 50"),
        &params![slug, language.tag()],
    )?;
    rows.iter().map(read).collect()
}

/// An earlier version that the address asks for: its text, if there is such a one of this text.
pub(super) fn asked(tx: &Tx<'_>, slug: &str, language: Language, version: &str) -> Result<Option<Text>, Fault> {
    let Ok(id) = version.parse::<i64>() else { return Ok(None) };
    let row = tx.optional(
        sql!("select title, body from text_version where slug = $1 and language = $2 and id = $3"),
        &params![slug, language.tag(), id],
    )?;
    row.map(|r| Ok(Text { title: r.get(0)?, body: r.get(1)? })).transpose()
}

/// The hidden field with the version that somebody had before them.
pub(super) const SEEN: &str = "seen";

/// The version that a form was filled in from.
pub(super) fn seen(visit: &Visit) -> i64 {
    visit.form.get(SEEN).parse().unwrap_or_default()
}

/// The list under the form. `ships`: whether the product has such a text itself.
pub(super) fn list(visit: &Visit, language: Language, versions: &[Version], ships: bool) -> Markup {
    let words = visit.words;
    let address = |version: &str| format!("{}?language={}&version={version}", visit.path, language.tag());
    html! {
        @if !versions.is_empty() {
            details {
                summary { (t!(words, "texts-before")) }
                ul {
                    @for (n, v) in versions.iter().enumerate() {
                        li {
                            a href=(address(&v.id.to_string())) { (crate::ground::when::moment(words, v.at, &visit.app.zone)) }
                            @if !v.by.is_empty() { ", " (v.by) }
                            @if n == 0 { " (" (t!(words, "texts-in-force")) ")" }
                        }
                    }
                    @if ships { li { a href=(address(SHIPPED)) { (t!(words, "texts-shipped")) } } }
                }
            }
        }
    }
}
