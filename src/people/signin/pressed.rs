//! The second press of a button that signs in is answered like the first: on a slow line people press again, and what
//! the first press used up must not turn the second into an error. Each form carries a random word of its own; the word
//! and what was typed together name the press, so that nobody else can repeat it.

use super::{MEMBER_DAYS, hash, verbs::Entered};
use crate::{
    ground::{fault::Fault, verb::Verb},
    programme::change::Change,
};
use db::{params, sql};

/// The hidden field with the form's word.
pub(crate) const FIELD: &str = "press";
/// How long a second press counts, in minutes.
const AGAIN: i64 = 1;

/// A press: the form's word with what was pressed or typed. `None` where a form has no word.
#[derive(Debug, Clone)]
pub(crate) struct Press(Option<Vec<u8>>);

impl Press {
    pub fn new(word: &str, what: &str) -> Self {
        Self((!word.is_empty() && word.len() <= 64).then(|| hash(&format!("press:{word}:{what}"))))
    }

    /// Remembers which sign-in it led to. Part of a verb.
    pub fn note(&self, change: &Change<'_, '_>, sign_in_key: &str, next: &str) -> Result<(), Fault> {
        let Some(form) = &self.0 else { return Ok(()) };
        change.tx.run(
            sql!(
                "insert into pressed (form_hash, sign_in, next, at) values ($1, $2, $3, $4)
                 on conflict (form_hash) do update set sign_in = excluded.sign_in, next = excluded.next, at = excluded.at"
            ),
            &params![form.as_slice(), sign_in_key, next, change.now.0],
        )?;
        Ok(())
    }

    /// What the first press led to, under a new token; `None` where there was none within a minute.
    pub fn again(&self, change: &Change<'_, '_>) -> Result<Option<Entered>, Fault> {
        let Some(form) = &self.0 else { return Ok(None) };
        let row = change.tx.optional(
            sql!(
                "select s.key, p.next, s.expires_at, s.person_id from pressed p join sign_in s on s.key = p.sign_in
                 where p.form_hash = $1 and p.at > $2 and s.expires_at > $3"
            ),
            &params![form.as_slice(), change.now.plus_minutes(-AGAIN).0, change.now.0],
        )?;
        let Some(row) = row else { return Ok(None) };
        let (key, next, expires): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let token = change.random.token();
        change.tx.run(
            sql!("update sign_in set token_hash = $2, before_hash = token_hash where key = $1"),
            &params![&key, hash(&token).as_slice()],
        )?;
        super::verbs::audit_person(change, Verb::PersonPressedAgain, row.get(3)?, &key)?;
        let seconds = ((expires - change.now.0) / 1_000_000).min(MEMBER_DAYS * 86_400);
        Ok(Some(Entered { token, seconds, next, person: row.get(3)? }))
    }
}
