//! Days, times and lengths as the systems of others write them. Months stand first, as in the United States.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::TimeZone,
};
use rules::time::Instant;

const DAYS: [&str; 8] =
    ["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%b %d %Y", "%B %d %Y", "%d %b %Y", "%d %B %Y"];
const TIMES: [&str; 7] = ["%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p", "%I:%M%p", "%I:%M:%S%p", "%I %p"];

/// A text without commas, with plain spaces.
fn tidy(text: &str) -> String {
    text.replace([',', '\u{202F}', '\u{A0}'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A day in one of the forms, of a year that can be meant: "%Y" reads "26" as the year 26.
fn civil(text: &str, forms: &[&str]) -> Option<Date> {
    forms.iter().filter_map(|form| Date::strptime(form, text).ok()).find(|d| (1990..=2100).contains(&d.year()))
}

/// A day, with or without its weekday.
pub(super) fn day(text: &str) -> Option<Date> {
    let text = tidy(text);
    let bare = text.split_once(' ').filter(|(first, _)| first.ends_with("day") || is_short_weekday(first));
    let text = bare.map_or(text.as_str(), |(_, rest)| rest);
    // a day with a time after it is that day
    civil(text, &DAYS).or_else(|| text.split_once([' ', 'T']).and_then(|(first, _)| civil(first, &DAYS[..4])))
}

fn is_short_weekday(text: &str) -> bool {
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].contains(&text.trim_end_matches('.'))
}

fn time(text: &str) -> Option<Time> {
    let text = text.to_uppercase().replace("A.M.", "AM").replace("P.M.", "PM");
    TIMES.iter().find_map(|form| Time::strptime(form, &text).ok())
}

/// A moment; a time alone is on `on`.
pub(super) fn moment(text: &str, on: Option<Date>, zone: &TimeZone) -> Option<Instant> {
    let text = tidy(text);
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(Instant(at.as_microsecond()));
    }
    let local = match on.and_then(|on| Some(DateTime::from_parts(on, time(&text)?))) {
        Some(local) => local,
        None => split(&text)?,
    };
    Instant::from_local(local, zone).ok()
}

/// A day and a time after it.
fn split(text: &str) -> Option<DateTime> {
    let cuts = text.char_indices().filter(|(_, c)| *c == ' ' || *c == 'T').map(|(at, _)| at);
    cuts.into_iter().find_map(|at| {
        let (first, rest) = (&text[..at], &text[at + 1..]);
        Some(DateTime::from_parts(civil(first, &DAYS)?, time(rest)?))
    })
}

/// Whole minutes of "75", "75 min", "1h 23m 10s" or "01:15:00"; a begun minute counts.
pub(super) fn minutes(text: &str) -> Option<i64> {
    let text = tidy(&text.to_lowercase());
    if let Ok(minutes) = text.trim_end_matches(|c: char| c.is_alphabetic() || c == ' ' || c == '.').parse::<i64>()
        && !text.contains('h')
        && !text.ends_with('s')
    {
        return (0..=6_000).contains(&minutes).then_some(minutes);
    }
    if text.contains(':') {
        let parts: Vec<i64> = text.split(':').map(|p| p.parse().ok()).collect::<Option<_>>()?;
        let possible = parts.iter().all(|p| (0..1_000).contains(p));
        return match parts.as_slice() {
            [h, m] if possible => Some(h * 60 + m),
            [h, m, s] if possible => Some(h * 60 + m + i64::from(*s > 0)),
            _ => None,
        };
    }
    let (mut all, mut digits, mut found) = (0, String::new(), false);
    for c in text.chars() {
        match c {
            '0'..='9' => digits.push(c),
            'h' | 'm' | 's' if !digits.is_empty() => {
                let n: i64 = digits.parse().ok().filter(|n| *n <= 100_000)?;
                all += if c == 'h' {
                    n * 3600
                } else if c == 'm' {
                    n * 60
                } else {
                    n
                };
                digits.clear();
                found = true;
            }
            _ => {}
        }
    }
    (found && all <= 360_000).then(|| (all + 59) / 60)
}

/// Whether a cell says that somebody was there; `None` where it is not to be understood.
pub(super) fn here(text: &str) -> Option<bool> {
    match crate::people::fold(text).as_str() {
        "yes" | "y" | "x" | "1" | "true" | "present" | "here" | "attended" | "checked in" | "p" | "full" | "si"
        | "\u{2713}" | "complete" | "completed" => Some(true),
        "" | "no" | "n" | "0" | "false" | "absent" | "no show" | "no-show" | "not attended" | "did not attend"
        | "a" | "registered" | "cancelled" | "canceled" | "not checked in" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> TimeZone {
        TimeZone::get("America/New_York").unwrap()
    }

    #[test]
    fn moments_are_read_as_meetings_write_them() {
        let expected = moment("2026-10-14 16:29", None, &zone()).unwrap();
        for text in [
            "10/14/2026 04:29:00 PM",
            "10/14/2026 16:29",
            "10/14/26, 4:29:00 PM",
            "10/14/26, 4:29:00\u{202F}PM",
            "2026-10-14T16:29:00",
            "2026-10-14T20:29:00Z",
            "Oct 14, 2026 4:29 pm",
            "2026-10-14 4:29 p.m.",
        ] {
            assert_eq!(moment(text, None, &zone()), Some(expected), "{text}");
        }
        assert_eq!(moment("4:29 PM", day("10/14/2026"), &zone()), Some(expected));
        for text in ["", "yesterday", "14/10/2026 16:29", "4:29 PM", "10/14/2026 25:00"] {
            assert_eq!(moment(text, None, &zone()), None, "{text}");
        }
    }

    #[test]
    fn days_lengths_and_marks_are_read() {
        let expected = day("2026-10-14");
        for text in ["10/14/2026", "10/14/26", "Oct 14, 2026", "Wednesday, October 14, 2026", "10/14/2026 4:00 PM"] {
            assert_eq!(day(text), expected, "{text}");
        }
        assert_eq!(day("soon"), None);
        let lengths = ["75", "75 min", "1h 14m 10s", "01:14:10", "1:15"].map(minutes);
        assert_eq!(lengths, [Some(75); 5]);
        assert_eq!((minutes("long"), minutes("45s")), (None, Some(1)));
        assert_eq!((here("X"), here("No-show"), here("perhaps")), (Some(true), Some(false), None));
    }
}
