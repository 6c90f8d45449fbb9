//! `[limits]`: how often may be asked without being known.

use serde::Deserialize;

/// What is set of it: `[limits]` of the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Forms that send a mail to a typed address, an hour: from one address of visitors.
    pub asks: i64,
    /// The same from everywhere.
    pub asks_in_all: i64,
    /// Wrong codes, an hour: from one address of visitors.
    pub wrong_codes: i64,
    /// The same from everywhere.
    pub wrong_codes_in_all: i64,
    /// Seats held for addresses that are not confirmed yet, an hour: from one address of visitors.
    pub held: i64,
    /// The same from everywhere.
    pub held_in_all: i64,
    /// Refused pages, an hour, of one sign-in: more are told to the administrators.
    pub refusals: i64,
    /// A sign-in that nobody uses ends after so many days.
    pub idle_days: i64,
    /// The powers of an office end after so many minutes without use.
    pub idle_power_minutes: i64,
    /// Rows of people that one of the office takes out alone in a day; more needs a second person.
    pub export_rows: i64,
    /// Answers about a typed address go out on a beat of so many milliseconds, so that their time tells nothing.
    pub even_ms: u64,
}

impl Default for Limits {
    fn default() -> Self {
        // a hall full of people has one address: a hundred sit at it and enroll at once
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
    /// Numbers that make no sense.
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
