//! The locals: what a person types is matched without case and accents, and never guessed.

use crate::ground::{fault::Fault, fold::fold};
use db::{Tx, params, sql};

/// What a typed local turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LocalMatch {
    /// Exactly this one.
    One(i64),
    /// One of these: the person says which.
    Several(Vec<(String, String)>),
    /// None that we know: kept as typed, the office looks at it.
    None,
}

/// At most this many suggestions.
const SUGGESTIONS: i64 = 8;

/// Finds the local of a typed name (or of a key that was picked from suggestions).
pub(crate) fn find(tx: &Tx<'_>, typed: &str) -> Result<LocalMatch, Fault> {
    let folded = fold(typed);
    if let Some(row) =
        tx.optional(sql!("select id from local where folded = $1 or key = $2"), &params![&folded, typed])?
    {
        return Ok(LocalMatch::One(row.get(0)?));
    }
    // Every word of three or more letters must appear; wildcard characters in it stand for themselves.
    let words: Vec<String> = folded.split(' ').filter(|w| w.chars().count() >= 3).map(str::to_owned).collect();
    let Some(longest) = words.iter().max_by_key(|w| w.len()) else { return Ok(LocalMatch::None) };
    let escaped = longest.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let rows = tx.all(
        sql!("select key, name, folded from local where folded like $1 escape '\\' order by name limit $2"),
        &params![format!("%{escaped}%"), SUGGESTIONS * 8],
    )?;
    let mut close = Vec::new();
    for row in rows {
        let name: String = row.get(2)?;
        if words.iter().all(|w| name.contains(w.as_str())) {
            close.push((row.get(0)?, row.get(1)?));
        }
    }
    close.truncate(SUGGESTIONS as usize);
    Ok(if close.is_empty() { LocalMatch::None } else { LocalMatch::Several(close) })
}

/// A local's name.
pub(crate) fn name(tx: &Tx<'_>, id: i64) -> Result<String, Fault> {
    let row = tx.optional(sql!("select name from local where id = $1"), &params![id])?;
    Ok(row.ok_or(Fault::NotFound)?.get(0)?)
}

/// The chapters of a local, in the order of its list; most have none.
pub(crate) fn chapters(tx: &Tx<'_>, id: i64) -> Result<Vec<String>, Fault> {
    let row = tx.optional(sql!("select chapters from local where id = $1"), &params![id])?;
    let text: String = row.map_or_else(|| Ok(String::new()), |r| r.get(0))?;
    Ok(text.lines().filter(|l| !l.is_empty()).map(str::to_owned).collect())
}

/// All names, for the suggestions under the field.
pub(crate) fn names(tx: &Tx<'_>) -> Result<Vec<String>, Fault> {
    let rows = tx.all(sql!("select name from local order by name limit 1000"), &[])?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

/// All regions.
pub(crate) fn regions(tx: &Tx<'_>) -> Result<Vec<String>, Fault> {
    let rows = tx.all(sql!("select distinct region from local order by region"), &[])?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}
