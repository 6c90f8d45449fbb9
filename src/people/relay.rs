//! The relay's health: what it says of one letter is about that letter, and what it says of several in a row is about
//! itself. While it is unwell, delivery pauses as a whole and tries one letter now and then; nobody is given up
//! meanwhile.

use crate::{
    ground::{fault::Fault, ids::PersonId},
    visit::app::App,
};
use db::{Tx, params, sql};
use rules::time::Instant;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// This many failures in a row are the relay's own.
const FAILURES: u32 = 3;
/// If it says of this many people in a row that there is no such address, it says so of everybody.
const REFUSALS: usize = 4;
/// The first pause, and the longest, in seconds.
const FIRST_PAUSE: i64 = 10;
const LONGEST_PAUSE: i64 = 5 * 60;
/// How often a letter that somebody waits for is tried during a pause, in microseconds.
const SHORT_PAUSE: i64 = 5_000_000;
/// The name of what is kept for other processes and for the office.
const SETTING: &str = "relay";

/// Why delivery pauses, as the office reads it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pause {
    /// Since when the relay is unwell, in microseconds; 0: it is well.
    pub since: i64,
    /// When one letter is tried again, in microseconds.
    pub until: i64,
    /// Whether it says of everybody that there is no such address.
    pub refuses_everybody: bool,
}

#[derive(Debug, Default)]
struct Health {
    pause: Pause,
    failures: u32,
    /// When a letter that somebody waits for was last tried during a pause.
    asked_at: i64,
    /// Letters that it took so far.
    taken: u64,
    /// Of whom it said that there is no such address, by letter: the person, and how many letters it had taken by then.
    refused: BTreeMap<i64, (PersonId, u64)>,
}

impl Health {
    fn take(&mut self) -> bool {
        self.taken += 1;
        self.failures = 0;
        // the first letter after a start counts as news too: what was kept may be from an earlier run
        let was = self.pause != Pause::default() || self.taken == 1;
        self.pause = Pause::default();
        was
    }

    /// A letter was not taken. One tried during a pause does not lengthen it: the others would never have their turn.
    fn fail(&mut self, now: Instant, between: bool) -> bool {
        if between && self.pause.since > 0 && self.pause.until > now.0 {
            return false;
        }
        self.failures += 1;
        if self.failures < FAILURES {
            return false;
        }
        self.unwell(now, self.pause_seconds(), false);
        true
    }

    fn pause_seconds(&self) -> i64 {
        (FIRST_PAUSE << self.failures.saturating_sub(FAILURES).min(6)).min(LONGEST_PAUSE)
    }

    fn unwell(&mut self, now: Instant, seconds: i64, refuses_everybody: bool) {
        if self.pause.since == 0 {
            self.pause.since = now.0;
        }
        self.pause.until = now.0 + seconds * 1_000_000;
        self.pause.refuses_everybody |= refuses_everybody;
    }

    /// Whether it is believed that there is no such address: it said so before, and took somebody else's letter since.
    fn refuse(&mut self, letter: i64, person: PersonId, now: Instant) -> (bool, bool) {
        let taken = self.taken;
        let (_, before) = *self.refused.entry(letter).or_insert((person, taken));
        if before < taken {
            self.refused.remove(&letter);
            return (true, false);
        }
        let mut people: Vec<PersonId> = self.refused.values().filter(|(_, t)| *t == taken).map(|(p, _)| *p).collect();
        people.sort_unstable();
        people.dedup();
        let everybody = people.len() >= REFUSALS;
        if everybody {
            // a few made-up addresses do not make a relay unwell: the pause is short at first, and another letter is
            // tried after it
            self.failures = self.failures.max(FAILURES - 1) + 1;
            self.unwell(now, self.pause_seconds(), true);
        }
        (false, everybody)
    }
}

/// The health of the relay as this process knows it.
#[derive(Debug, Default)]
pub(crate) struct Relay(Mutex<Health>);

/// Whether letters may go out now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goes {
    /// As many as there are.
    Well,
    /// One, to see whether the relay is well again.
    One,
    No,
}

impl Relay {
    fn health(&self) -> MutexGuard<'_, Health> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// For letters that somebody waits for, pauses are short: they are the first to find out that the relay is well
    /// again.
    pub fn goes(&self, now: Instant, somebody_waits: bool) -> Goes {
        let mut health = self.health();
        if health.pause.since == 0 {
            return Goes::Well;
        }
        if somebody_waits && now.0 - health.asked_at >= SHORT_PAUSE {
            health.asked_at = now.0;
            return Goes::One;
        }
        if health.pause.until <= now.0 { Goes::One } else { Goes::No }
    }

    /// It took a letter.
    pub async fn took(&self, app: &App) -> Result<(), Fault> {
        let changed = self.health().take();
        if changed { self.say(app).await } else { Ok(()) }
    }

    /// It did not take a letter now.
    pub async fn failed(&self, app: &App, somebody_waits: bool) -> Result<(), Fault> {
        let changed = self.health().fail(app.now(), somebody_waits);
        if changed { self.say(app).await } else { Ok(()) }
    }

    /// It says that there is no such address; returns whether that is believed.
    pub async fn refused(&self, app: &App, letter: i64, person: PersonId) -> Result<bool, Fault> {
        let (believed, changed) = self.health().refuse(letter, person, app.now());
        if changed {
            self.say(app).await?;
        }
        Ok(believed)
    }

    /// Somebody says that it is well again: everything goes.
    pub async fn go_on(&self, app: &App) -> Result<(), Fault> {
        {
            let mut health = self.health();
            health.pause = Pause::default();
            health.failures = 0;
            health.refused.clear();
        }
        self.say(app).await
    }

    /// Keeps it where the office and other processes can read it.
    async fn say(&self, app: &App) -> Result<(), Fault> {
        let pause = self.health().pause.clone();
        tracing::warn!(paused = pause.since > 0, everybody = pause.refuses_everybody, "mail");
        let text = serde_json::to_string(&pause)?;
        app.db
            .write(move |tx| {
                tx.run(
                    sql!(
                        "insert into setting (name, value) values ($1, $2)
                         on conflict (name) do update set value = excluded.value"
                    ),
                    &params![SETTING, &text],
                )
                .map(drop)
                .map_err(Fault::from)
            })
            .await
    }
}

/// What the office reads of it.
pub(crate) fn pause(tx: &Tx<'_>) -> Result<Pause, Fault> {
    let row = tx.optional(sql!("select value from setting where name = $1"), &params![SETTING])?;
    Ok(row.and_then(|r| serde_json::from_str(r.text(0).ok()?).ok()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relay_that_is_unwell_pauses_everything_and_goes_on_by_itself() {
        let mut health = Health::default();
        let now = Instant(1_000_000_000);
        assert!(!health.fail(now, false) && !health.fail(now, true), "two letters may be unlucky");
        assert!(health.fail(now, true) && health.pause.until == now.0 + 10_000_000);
        for _ in 0..20 {
            health.fail(now, false);
        }
        assert_eq!(health.pause.until, now.0 + LONGEST_PAUSE * 1_000_000);
        assert!(health.take() && health.pause == Pause::default());
    }

    #[test]
    fn a_letter_that_somebody_waits_for_is_tried_every_five_seconds_in_a_pause() {
        let (relay, now) = (Relay::default(), Instant(1_000_000_000));
        for _ in 0..20 {
            relay.health().fail(now, false);
        }
        let at = |seconds: i64| Instant(now.0 + seconds * 1_000_000);
        let goes = |seconds: i64, waits: bool| relay.goes(at(seconds), waits);
        assert_eq!((goes(0, true), goes(1, true), goes(5, true)), (Goes::One, Goes::No, Goes::One));
        assert!(!relay.health().fail(at(100), true), "it makes no pause longer");
        assert_eq!((goes(5, false), goes(299, false), goes(300, false)), (Goes::No, Goes::No, Goes::One));
    }

    #[test]
    fn no_such_address_is_believed_when_somebody_elses_letter_was_taken_since() {
        let mut health = Health::default();
        let now = Instant(0);
        assert_eq!(health.refuse(1, PersonId(10), now), (false, false));
        health.take();
        assert_eq!(health.refuse(1, PersonId(10), now), (true, false));
        // of everybody: nobody is marked, and delivery pauses
        for person in 0..20 {
            let (believed, everybody) = health.refuse(100 + person, PersonId(person), now);
            assert!(!believed && everybody == (person >= 3), "{person}");
        }
        for person in 0..20 {
            assert!(!health.refuse(100 + person, PersonId(person), now).0, "nor when it is asked again");
        }
        assert!(health.pause.refuses_everybody);
    }
}
