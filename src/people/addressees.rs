//! Who would get which mails: the mails that a rehearsed act owed, by what they say.

use crate::ground::fault::Fault;
use db::{Tx, params, sql};
use kit::{Words, t};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// People by the kind of mail that they would get, and people who get none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Addressees {
    by_kind: BTreeMap<String, Vec<String>>,
    unreached: Vec<String>,
}

impl Addressees {
    /// Whom the mails with these ids go to.
    pub fn of(tx: &Tx<'_>, mails: &[i64]) -> Result<Self, Fault> {
        let mut found = Self::default();
        for mail in mails {
            let row = tx.optional(
                sql!(
                    "select x.kind, p.name, p.bounced_at is null and (p.email_verified_at is not null
                            or x.kind in ('teach-asked', 'teach-changed', 'power-changed'))
                     from outbox x join person p on p.id = x.person_id where x.id = $1"
                ),
                &params![*mail],
            )?;
            // one with the same name was owed before
            let Some(row) = row else { continue };
            let name: String = row.get(1)?;
            if row.get(2)? {
                found.by_kind.entry(row.get(0)?).or_default().push(name);
            } else {
                found.unreached.push(name);
            }
        }
        Ok(found)
    }

    /// Whether nobody hears of it.
    pub fn is_empty(&self) -> bool {
        self.by_kind.is_empty() && self.unreached.is_empty()
    }

    /// The people, in folded lists, by what they are told.
    pub fn list(&self, words: Words) -> Markup {
        let people = |title: String, names: &[String]| {
            html! {
                details.card {
                    summary { (title) }
                    ul { @for name in names { li { (name) } } }
                }
            }
        };
        html! {
            @if self.is_empty() { p { (t!(words, "telling-nobody")) } } @else { h2 { (t!(words, "telling-who")) } }
            @for (kind, names) in &self.by_kind {
                @let what = words.text(&format!("mail-kind-{kind}"), &[]);
                (people(t!(words, "telling-mail", what = what, count = names.len()), names))
            }
            @if !self.unreached.is_empty() {
                (people(t!(words, "telling-unreached", count = self.unreached.len()), &self.unreached))
            }
        }
    }
}
