//! Between instants and what pages say: the programme's zone decides which day it is.

use jiff::{civil, tz::TimeZone};
use kit::{
    Words,
    dates::{Clock, Day},
};
use rules::time::Instant;

/// The day in the programme's zone.
pub(crate) fn day(at: Instant, zone: &TimeZone) -> Day {
    civil_day(at.date(zone))
}

/// A civil date as pages say it.
pub(crate) fn civil_day(date: civil::Date) -> Day {
    Day {
        year: i64::from(date.year()),
        month: i64::from(date.month()),
        day: i64::from(date.day()),
        weekday: i64::from(date.weekday().to_monday_one_offset()),
    }
}

/// The time of day in the programme's zone.
pub(crate) fn clock(at: Instant, zone: &TimeZone) -> Clock {
    let local = at.local(zone);
    Clock { hour: i64::from(local.hour()), minute: i64::from(local.minute()) }
}

/// A moment as pages say it: the day and the time of day.
pub(crate) fn moment(words: Words, at: Instant, zone: &TimeZone) -> String {
    format!("{}, {}", words.date(day(at, zone)), words.clock(clock(at, zone)))
}

/// A moment in a file: `2026-10-03 09:00` in the programme's zone.
pub(crate) fn iso(at: Instant, zone: &TimeZone) -> String {
    at.local(zone).strftime("%Y-%m-%d %H:%M").to_string()
}

/// A civil date from its ISO text; the first day of the calendar if the text is not one (our own rows only).
pub(crate) fn parse_date(text: &str) -> civil::Date {
    text.parse().unwrap_or(civil::Date::MIN)
}
