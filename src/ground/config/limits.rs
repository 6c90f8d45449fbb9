//! `[limits]`: how often somebody may ask without being known.

use serde::Deserialize;

/// The `[limits]` of the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Forms per hour that send a mail to a typed address: from one visitor address.
    pub asks: i64,
    /// The same from everywhere.
    pub asks_in_all: i64,
    /// Wrong codes per hour: from one visitor address.
    pub wrong_codes: i64,
    /// The same from everywhere.
    pub wrong_codes_in_all: i64,
    /// Seats held per hour for addresses that are not confirmed yet: from one visitor address.
    pub held: i64,
    /// The same from everywhere.
    pub held_in_all: i64,
    /// Refused pages per hour in one sign-in: more are reported to the administrators.
    pub refusals: i64,
    /// A sign-in that nobody uses ends after this many days.
    pub idle_days: i64,
    /// The powers of an office end after this many minutes without use.
    pub idle_power_minutes: i64,
    /// Rows about people that one person in the office may take out alone in a day; more need a second person.
    pub export_rows: i64,
    /// Answers about a typed address go out on a beat of this many milliseconds, so that their timing tells nothing.
    pub even_ms: u64,
}

impl Default for Limits {
    fn default() -> Self {
        // a hall full of people shares one address: a hundred sit behind it and enroll at once
        Self {
            asks: 150,
            asks_in_all: 5000,
            wrong_codes: 60,
            wrong_codes_in_all: 1000,
            held: 40,
            held_in_all: 1000,
            refusals: 40,
            idle_days: 30,
            idle_power_minutes: 30,
            export_rows: 500,
            even_ms: 250,
        }
    }
}

impl Limits {
    /// Refuses numbers that make no sense.
    ///
    /// # Errors
    /// A sentence that says what to change.
    pub fn check(&self) -> Result<(), String> {
        let all = [
            self.asks,
            self.asks_in_all,
            self.wrong_codes,
            self.wrong_codes_in_all,
            self.held,
            self.held_in_all,
            self.refusals,
        ];
        if all.iter().any(|n| *n < 1) || self.idle_days < 1 || self.idle_power_minutes < 5 {
            return Err("limits: whole numbers from 1 on, and idle_power_minutes from 5 on".into());
        }
        if self.export_rows < 1 {
            return Err("limits: export_rows is a whole number from 1 on".into());
        }
        if self.even_ms > 5_000 {
            return Err("limits: even_ms is in milliseconds, and at most 5000".into());
        }
        Ok(())
    }
}
