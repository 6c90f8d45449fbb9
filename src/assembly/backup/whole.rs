//! Whether what is stored is whole: for the database itself, for the log's chain, for seats, and for where everybody stands.

use super::Wrong;
use crate::{
    Clock, Random,
    assembly::start,
    ground::{config::Config, fault::Fault, schema::MIGRATIONS},
    office::log::seal,
    progress, seats,
};
use db::Db;

/// What a look at everything found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whole {
    /// What the database says of itself: pages that do not read, references that lead nowhere.
    pub damage: Vec<String>,
    /// The log: how many entries fit, and the first place where one does not.
    pub log: seal::Checked,
    /// What cannot be true of seats.
    pub seats: Vec<String>,
    /// How many people were judged anew.
    pub judged: u64,
    /// How many of them stand elsewhere than is stored. Once a day everybody is judged anew by the program itself, since some
    /// of it changes with the date.
    pub differ: u64,
}

impl Whole {
    /// Whether nothing was found.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.damage.is_empty() && self.log.broken.is_none() && self.seats.is_empty() && self.differ == 0
    }
}

/// Looks at everything that is stored, beside whoever works on it. `step` is told how many people have been judged so far.
///
/// # Errors
/// A sentence: the database cannot be reached, or is of another version. Damage is no error: it is what is looked for.
pub async fn check(config: Config, clock: Clock, step: impl Fn(u64)) -> Result<Whole, Wrong> {
    let url = config.database.clone();
    let (schema, damage) =
        tokio::task::spawn_blocking(move || Ok::<_, db::Error>((Db::schema_of(&url)?, Db::damage(&url)?)))
            .await
            .map_err(|e| Wrong::Said(e.to_string()))??;
    if schema != MIGRATIONS.iter().map(|m| m.name).collect::<Vec<_>>() {
        let sentence =
            "The database has the schema of another version. Start that version's program, or start this one once.";
        return Err(Wrong::Said(sentence.to_owned()));
    }
    let mut whole = Whole { damage, ..Whole::default() };
    if !whole.damage.is_empty() {
        // what is built on pages that do not read says nothing
        return Ok(whole);
    }
    let ours = |fault: Fault| Wrong::Said(fault.to_string());
    let app = start::to_look(config, clock, Random::from_system()).map_err(Wrong::Said)?;
    whole.log = seal::check(&app).await.map_err(ours)?;
    whole.seats = app.read(|at| seats::signup::whole::wrong(at)).await.map_err(ours)?;
    let judged = progress::compare_all(&app, step).await.map_err(ours)?;
    (whole.judged, whole.differ) = (judged.judged, judged.written);
    Ok(whole)
}
