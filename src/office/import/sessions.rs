//! When a class takes place: `2026-10-03 09:00-12:00; 2026-10-03 13:00-16:00`.

use super::{
    said::{Said, said},
    table::{Check, Dates, Row},
};
use crate::ground::tables::{self, dates};
use jiff::{
    ToSpan,
    civil::{Date, DateTime, Time},
};
use rules::time::Instant;

/// One session, in local time and as instants, with its minutes of breaks.
pub(super) struct Session {
    pub starts: DateTime,
    pub ends: DateTime,
    pub starts_at: Instant,
    pub ends_at: Instant,
    pub excluded: i64,
}

/// Reads the column `sessions`, with the minutes of `excluded` for each: `0; 15`.
pub(super) fn sessions(
    row: &Row,
    dates: Dates,
    check: &mut Check<'_>,
    (zone, shift): (&jiff::tz::TimeZone, i64),
) -> Vec<Session> {
    let excluded = breaks(row.get("excluded"), check);
    let mut out: Vec<Session> = Vec::new();
    for (n, text) in row.get("sessions").split(';').map(str::trim).filter(|s| !s.is_empty()).enumerate() {
        let (date, from, to) = match one_session(text, dates) {
            Ok(session) => session,
            Err(message) => {
                check.wrong("sessions", message);
                continue;
            }
        };
        let date = date.saturating_add(shift.days());
        let (starts, ends) = (date.to_datetime(from), date.to_datetime(to));
        let (Ok(starts_at), Ok(ends_at)) = (Instant::from_local(starts, zone), Instant::from_local(ends, zone)) else {
            check.wrong("sessions", said!("import-date-range", value = text));
            continue;
        };
        // once a year the clocks skip an hour
        if starts_at.local(zone) != starts || ends_at.local(zone) != ends {
            check.wrong("sessions", said!("import-no-such-time", value = text));
        }
        let excluded = excluded.get(n).or(excluded.first()).copied().unwrap_or(0);
        let length = ends_at.minutes_since(starts_at);
        if length <= 0 || length > 16 * 60 || !(0..length).contains(&excluded) {
            check.wrong("sessions", said!("import-ends-before", value = text));
        }
        if out.last().is_some_and(|before| starts_at < before.ends_at) {
            check.wrong("sessions", said!("import-overlaps", value = text));
        }
        out.push(Session { starts, ends, starts_at, ends_at, excluded });
    }
    if out.is_empty() && check.clean {
        check.wrong("sessions", said!("import-no-session"));
    }
    out
}

/// Minutes of breaks: one that was misread would earn credit for a break.
fn breaks(text: &str, check: &mut Check<'_>) -> Vec<i64> {
    if text.is_empty() {
        return Vec::new();
    }
    let minutes: Option<Vec<i64>> = text.split(';').map(|m| m.trim().parse().ok()).collect();
    minutes.unwrap_or_else(|| {
        check.wrong("excluded", said!("import-excluded", value = text));
        Vec::new()
    })
}

fn one_session(text: &str, dates: Dates) -> Result<(Date, Time, Time), Said> {
    let text = tables::plain_dashes(text);
    let said = || said!("import-session-form", value = text);
    let (date, times) = text.split_once(' ').ok_or_else(said)?;
    let (from, to) = times.split_once('-').ok_or_else(said)?;
    let time = |t: &str| dates::time(t.trim()).ok_or_else(said);
    // "1:00-3:00 PM": is the first one AM or PM?
    let half = |t: &str| t.trim().to_uppercase().trim_end_matches('.').ends_with('M');
    if half(from) != half(to) {
        return Err(said());
    }
    let times = (time(from)?, time(to)?);
    Ok((dates.day(date)?, times.0, times.1))
}
