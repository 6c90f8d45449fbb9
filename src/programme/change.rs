//! The one way to write. A change of state is a verb run inside one write transaction: it locks and reads, asks
//! the rules, writes rows, appends exactly one audit entry, and queues the mail that follows.
//!
//! [`App::change`](crate::visit::app::App::change) refuses to commit a closure that changed rows without its audit entry,
//! or that wrote an entry without a change.

use super::Reading;
use crate::{
    Clock, Random,
    ground::{fault::Fault, ids::PersonId, mail::Mail, verb::Verb},
};
use db::{Value, params, sql};
use rules::time::Instant;
use std::cell::{Cell, OnceCell, RefCell};
use std::ops::Deref;

/// Who makes a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Somebody whose mail link was used, or in whose name a job goes on.
    Person(PersonId),
    /// Somebody who is signed in.
    SignedIn {
        /// Who.
        person: PersonId,
        /// How that sign-in is named in the log.
        sign_in: String,
    },
    /// The program by itself: jobs.
    System,
    /// Somebody at the machine's command line.
    Operator,
}

/// A running change: what it reads, and what it writes with.
pub struct Change<'c, 't> {
    at: Reading<'c, 't>,
    /// The random source.
    pub random: &'c Random,
    clock: &'c Clock,
    actor: &'c Actor,
    entries: Cell<u64>,
    name: OnceCell<String>,
    owed: RefCell<Vec<i64>>,
}

/// What the audit log says of a change.
pub struct Entry<'e> {
    /// What happened, as verb and noun: `signup.confirmed`.
    pub verb: Verb,
    /// The kind of thing.
    pub object: &'static str,
    /// Its id.
    pub id: i64,
    /// What was before, in short (no personal data).
    pub before: &'e str,
    /// What is after.
    pub after: &'e str,
    /// Why, where somebody said so.
    pub reason: &'e str,
}

/// Somebody to whom an act gives credit, membership, an award or power. It is never the person who acts: only
/// [`Change::gives_to`] makes one, and every verb that gives requires one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recipient(PersonId);

impl Recipient {
    /// Who.
    #[must_use]
    pub const fn id(self) -> PersonId {
        self.0
    }
}

/// A mail that is owed. It is written when it is sent, from what is true then.
pub struct Owed {
    /// Which mail.
    pub kind: Mail,
    /// To whom.
    pub person: PersonId,
    /// What it is about: a sign-up, an award.
    pub about: Option<i64>,
    /// What else the text needs.
    pub detail: String,
    /// Two mails with the same name are one.
    pub dedupe: String,
    /// Not before.
    pub due: Instant,
}

impl<'c, 't> Deref for Change<'c, 't> {
    type Target = Reading<'c, 't>;

    fn deref(&self) -> &Reading<'c, 't> {
        &self.at
    }
}

impl<'c, 't> Change<'c, 't> {
    /// A change that begins now, at what is read.
    pub(crate) fn new(at: Reading<'c, 't>, clock: &'c Clock, random: &'c Random, actor: &'c Actor) -> Self {
        Self { at, random, clock, actor, entries: Cell::new(0), name: OnceCell::new(), owed: RefCell::default() }
    }

    /// A new id.
    pub fn id(&self) -> i64 {
        self.random.id(self.clock)
    }

    /// A name of this change, for mails that tell of it: two changes differ, even at the same microsecond.
    pub fn name(&self) -> &str {
        self.name.get_or_init(|| self.id().to_string())
    }

    /// Who makes this change, if it is a person.
    pub fn person(&self) -> Option<PersonId> {
        match self.actor {
            Actor::Person(id) | Actor::SignedIn { person: id, .. } => Some(*id),
            Actor::System | Actor::Operator => None,
        }
    }

    /// The one to whom this change gives something; `None` if they would give it to themselves.
    pub fn gives_to(&self, person: PersonId) -> Option<Recipient> {
        (self.person() != Some(person)).then_some(Recipient(person))
    }

    /// The one from whom this change takes something away: that may be the person who makes it.
    pub fn takes_from(&self, person: PersonId) -> Recipient {
        Recipient(person)
    }

    /// Appends the change's one audit entry.
    pub fn audit(&self, entry: &Entry<'_>) -> Result<(), db::Error> {
        self.entries.set(self.entries.get() + 1);
        let (actor, sign_in) = match self.actor {
            Actor::Person(_) => ("person", None),
            Actor::SignedIn { sign_in, .. } => ("person", Some(sign_in.as_str())),
            Actor::System => ("system", None),
            Actor::Operator => ("operator", None),
        };
        self.tx.run(
            sql!(
                "insert into audit (id, at, actor, actor_id, verb, object, object_id, before, after, reason, sign_in, salt)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
            ),
            &params![
                self.id(),
                self.now.0,
                actor,
                self.person(),
                entry.verb.name(),
                entry.object,
                entry.id,
                entry.before,
                entry.after,
                entry.reason,
                sign_in,
                self.random.token()
            ],
        )?;
        Ok(())
    }

    /// The entry of reminders that were owed; if another process was quicker, nothing was written and nothing is logged.
    pub(crate) fn audit_reminders(&self, count: usize, kind: Mail) -> Result<(), Fault> {
        if self.tx.changed() == 0 {
            return Ok(());
        }
        let after = format!("{count} {kind}");
        self.audit(&Entry {
            verb: Verb::RemindersOwed,
            object: "outbox",
            id: 0,
            before: "",
            after: &after,
            reason: "",
        })?;
        Ok(())
    }

    /// Queues a mail; a second one with the same `dedupe` is dropped.
    pub fn owe(&self, mail: Owed) -> Result<(), db::Error> {
        let id = self.id();
        self.owed.borrow_mut().push(id);
        let row: [Value; 7] =
            params![id, mail.kind.name(), mail.person, mail.about, mail.detail, mail.dedupe, mail.due.0];
        self.tx.run(
            sql!(
                "insert into outbox (id, kind, person_id, about, detail, dedupe, due_at)
                 values ($1, $2, $3, $4, $5, $6, $7) on conflict (dedupe) do nothing"
            ),
            &row,
        )?;
        Ok(())
    }

    /// The mails queued so far.
    pub(crate) fn owed(&self) -> Vec<i64> {
        self.owed.borrow().clone()
    }

    /// Whether rows and audit entries agree.
    pub(crate) fn check(&self) -> Result<(), Fault> {
        let entries = self.entries.get();
        // the entry's own row does not count as a change
        let changed = self.tx.changed() - entries;
        match (changed > 0, entries) {
            (true, 1) | (false, 0) => Ok(()),
            _ => Err(Fault::Ours(format!("{changed} rows changed with {entries} audit entries"))),
        }
    }
}
