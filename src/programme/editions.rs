//! Published editions, parsed once and kept.

use super::Wording;
use crate::fault::Fault;
use db::{Row, Tx, params, sql};
use kit::Language;
use rules::programme::Programme;
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

/// One published edition.
#[derive(Debug)]
pub(crate) struct Edition {
    pub id: i64,
    pub rules: Programme,
    pub wording: Wording,
}

/// The editions of the product's programme; clones share what is parsed.
#[derive(Clone, Default)]
pub(crate) struct Editions(Arc<RwLock<Kept>>);

#[derive(Default)]
struct Kept {
    by_id: HashMap<i64, Arc<Edition>>,
    newest: Option<Arc<Edition>>,
}

impl Editions {
    /// The edition that new enrolments get: the one published last.
    pub fn current(&self, tx: &Tx<'_>) -> Result<Arc<Edition>, Fault> {
        let row = tx.optional(sql!("select id from edition order by published_at desc, id desc limit 1"), &[])?;
        let row = row.ok_or_else(|| Fault::Ours("no programme is published: run `ratify import`".into()))?;
        let edition = self.by_id(tx, row.get(0)?)?;
        self.0.write().unwrap_or_else(PoisonError::into_inner).newest = Some(Arc::clone(&edition));
        Ok(edition)
    }

    /// An edition by its id.
    pub fn by_id(&self, tx: &Tx<'_>, id: i64) -> Result<Arc<Edition>, Fault> {
        if let Some(found) = self.0.read().unwrap_or_else(PoisonError::into_inner).by_id.get(&id) {
            return Ok(Arc::clone(found));
        }
        let row = tx.optional(sql!("select id, edition, source, wording from edition where id = $1"), &params![id])?;
        let edition = Arc::new(parse(&row.ok_or(Fault::NotFound)?)?);
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        kept.by_id.insert(id, Arc::clone(&edition));
        Ok(edition)
    }

    /// The programme's title for page frames: the last current edition's, without asking the database.
    pub fn site_title(&self, language: Language) -> String {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        kept.newest.as_ref().map_or_else(|| "Ratify".to_owned(), |e| e.wording.of(language).site.clone())
    }
}

fn parse(row: &Row) -> Result<Edition, Fault> {
    let name: String = row.get(1)?;
    let rules = Programme::from_toml(&name, &row.get::<String>(2)?).map_err(|e| Fault::Ours(e.to_string()))?;
    let wording = Wording::from_toml(&name, &row.get::<String>(3)?).map_err(Fault::Ours)?;
    Ok(Edition { id: row.get(0)?, rules, wording })
}
