//! Lengths of time as people and systems write them: "90", "1.5 hours", "1,5 h", "1 hr 24 min", "01:15:00".

use crate::ground::fold::fold;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

/// What a number without a word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Unit {
    Seconds,
    Minutes,
    Hours,
    /// Two numbers with a colon are minutes and seconds; a number alone is nothing.
    MinutesSeconds,
    /// Two numbers with a colon are hours and minutes; a number alone is nothing.
    HoursMinutes,
    /// Three numbers with colons; two, or one, are nothing.
    HoursMinutesSeconds,
}

impl Unit {
    pub const ALL: [Self; 6] = [
        Self::Hours,
        Self::Minutes,
        Self::Seconds,
        Self::MinutesSeconds,
        Self::HoursMinutes,
        Self::HoursMinutesSeconds,
    ];

    /// Its name in forms and texts.
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// How many seconds one of this unit has; `None` where a number alone says nothing.
    const fn seconds(self) -> Option<i64> {
        match self {
            Self::Seconds => Some(1),
            Self::Minutes => Some(60),
            Self::Hours => Some(3_600),
            Self::MinutesSeconds | Self::HoursMinutes | Self::HoursMinutesSeconds => None,
        }
    }

    /// The unit that a word says, in the languages of the product.
    pub fn of_word(word: &str) -> Option<Self> {
        Some(match fold(word).trim_end_matches('.') {
            "h" | "hr" | "hrs" | "hour" | "hours" | "hora" | "horas" => Self::Hours,
            "hh:mm" | "h:mm" => Self::HoursMinutes,
            "hh:mm:ss" | "h:mm:ss" => Self::HoursMinutesSeconds,
            "m" | "min" | "mins" | "minute" | "minutes" | "minuto" | "minutos" => Self::Minutes,
            "s" | "sec" | "secs" | "second" | "seconds" | "seg" | "segs" | "segundo" | "segundos" => Self::Seconds,
            "mm:ss" | "m:ss" => Self::MinutesSeconds,
            _ => return None,
        })
    }
}

/// Nobody is in a class for longer.
const MOST_MINUTES: i64 = 100 * 60;
/// What a spreadsheet's division may add to a whole minute, in millionths of a second: this is not a begun minute.
const NOISE: i64 = 60_000;

/// Whether a text is a number without a word: its unit has to be known from elsewhere.
pub(crate) fn is_bare(text: &str) -> bool {
    let text = text.trim();
    // "5:12" is five hours or five minutes
    if text.matches(':').count() == 1 && text.bytes().all(|b| b.is_ascii_digit() || b == b':') {
        return true;
    }
    !text.is_empty()
        && !text.contains(':')
        && !text.contains(char::is_alphabetic)
        && micros(text, 3_600).is_some_and(|n| n > 0)
}

/// Whole minutes of a length; a begun minute counts. `None` if any part of it is not understood, or if a number has no
/// unit: `unit` is what the heading says.
pub(crate) fn minutes(text: &str, unit: Option<Unit>) -> Option<i64> {
    let text = fold(&text.replace(['\u{202F}', '\u{A0}'], " "));
    let micros = match text.contains(':') {
        true => colons(&text, unit)?,
        false => words(text.strip_prefix("pt").unwrap_or(&text), unit)?,
    };
    let minute = 60_000_000;
    let minutes = if micros == 0 { 0 } else { ((micros - NOISE).max(1) + minute - 1) / minute };
    (0..=MOST_MINUTES).contains(&minutes).then_some(minutes)
}

/// "1:15", "01:14:10".
fn colons(text: &str, unit: Option<Unit>) -> Option<i64> {
    let parts: Vec<i64> = text
        .split(':')
        .map(|p| (!p.is_empty() && p.len() <= 3 && p.bytes().all(|b| b.is_ascii_digit())).then(|| p.parse().ok())?)
        .collect::<Option<_>>()?;
    let seconds = match (parts.as_slice(), unit) {
        ([h, m, s], of) if of != Some(Unit::MinutesSeconds) && *m < 60 && *s < 60 => h * 3_600 + m * 60 + s,
        ([m, s], Some(Unit::MinutesSeconds)) if *s < 60 => m * 60 + s,
        // without a heading nothing is guessed, and under minutes or seconds two numbers with a colon mean neither
        ([h, m], Some(Unit::Hours | Unit::HoursMinutes)) if *h < 24 && *m < 60 => h * 3_600 + m * 60,
        _ => return None,
    };
    Some(seconds * 1_000_000)
}

/// "75", "75 min", "1.5 hours", "1 hr, 24 min", "1h 14m 10s", "1 hora y 30 minutos".
fn words(text: &str, unit: Option<Unit>) -> Option<i64> {
    let mut parts: Vec<String> = Vec::new();
    for c in text.chars() {
        let kind = |c: char| {
            (c.is_ascii_digit() || matches!(c, '.' | ',' | '\u{BD}' | '\u{BC}' | '\u{BE}'), c.is_alphabetic())
        };
        match parts.last_mut().filter(|last| last.chars().last().map(kind) == Some(kind(c))) {
            _ if c.is_whitespace() => parts.push(String::new()),
            Some(last) => last.push(c),
            None => parts.push(c.to_string()),
        }
    }
    // "1 hr." and "1 hr, 24 min": a mark that ends a word is not a number
    let parts: Vec<&str> = parts
        .iter()
        .map(|p| p.trim_end_matches([',', '.']))
        .filter(|p| !p.is_empty() && !["and", "y"].contains(p))
        .collect();
    let (mut all, mut before) = (0_i64, i64::MAX);
    let mut at = 0;
    while at < parts.len() {
        let said = parts.get(at + 1).and_then(|word| Unit::of_word(word));
        // a single number may do without its unit if the heading gives it
        let of = match said {
            Some(of) => of,
            None if parts.len() == 1 => unit?,
            None => return None,
        };
        let seconds = of.seconds().filter(|s| *s < before)?;
        before = seconds;
        all = all.checked_add(micros(parts[at], seconds)?)?;
        at += 2;
    }
    (!parts.is_empty()).then_some(all)
}

/// A number with a decimal point or comma, in millionths of a second; its unit has the given number of seconds.
fn micros(text: &str, seconds: i64) -> Option<i64> {
    let (text, more) = match text.char_indices().last()? {
        (at, '\u{BD}') => (&text[..at], 500_000),
        (at, '\u{BC}') => (&text[..at], 250_000),
        (at, '\u{BE}') => (&text[..at], 750_000),
        _ => (text, 0),
    };
    if text.is_empty() {
        return (more > 0).then_some(more * seconds);
    }
    let (whole, part) = match text.split_once(['.', ',']) {
        // "1,500" can be one and a half or fifteen hundred; "5.400" is as unclear when counted in hundreds
        Some((whole, part)) if part.len() == 3 && (text.contains(',') || seconds <= 60 && whole != "0") => return None,
        Some((whole, part)) if more == 0 => (whole, part),
        Some(_) => return None,
        None => (text, ""),
    };
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && part.is_empty()) || whole.len() > 7 || !digits(whole) || !digits(part) {
        return None;
    }
    let part: i64 = format!("{:0<6}", part.get(..part.len().min(6))?).parse().ok()?;
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    (whole * 1_000_000 + part + more).checked_mul(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_as_people_and_systems_write_them() {
        for (text, expected) in [
            ("75 min", 75),
            ("75 mins.", 75),
            ("1h 14m 10s", 75),
            ("1h14m10s", 75),
            ("01:14:10", 75),
            ("45s", 1),
            ("1.5 hours", 90),
            ("1,5 h", 90),
            ("0.5 h", 30),
            (".5 h", 30),
            ("1\u{BD} hours", 90),
            ("\u{BE} hr", 45),
            ("1 hr 24 min", 84),
            ("1 hour, 24 minutes", 84),
            ("1 hour and 24 minutes", 84),
            ("1 hora y 24 minutos", 84),
            ("0.25 hrs", 15),
            ("30.5 min", 31),
            ("PT1H30M", 90),
            ("1\u{A0}h\u{202F}30\u{A0}m", 90),
            ("0 min", 0),
            ("1.83333333333333 h", 110),
        ] {
            assert_eq!(minutes(text, None), Some(expected), "{text}");
        }
    }

    #[test]
    fn the_heading_says_the_unit_of_a_number_alone() {
        let of = |text, unit| minutes(text, Some(unit));
        assert_eq!(
            (of("1.50", Unit::Hours), of("0.5", Unit::Hours), of("2", Unit::Hours)),
            (Some(90), Some(30), Some(120))
        );
        assert_eq!((of("5400", Unit::Seconds), of("601", Unit::Seconds)), (Some(90), Some(11)));
        assert_eq!(
            (of("90.0", Unit::Minutes), of("30,5", Unit::Minutes), of("0", Unit::Minutes)),
            (Some(90), Some(31), Some(0))
        );
        assert_eq!(of("1.5 h", Unit::Minutes), Some(90), "a word in the cell says it nearer");
        assert_eq!((of("45:30", Unit::MinutesSeconds), of("1:30", Unit::Minutes)), (Some(46), None));
        assert_eq!((minutes("90", None), minutes("1:15", None)), (None, None), "of what?");
        assert_eq!((of("1:15", Unit::Hours), of("1:15", Unit::HoursMinutes)), (Some(75), Some(75)));
        assert_eq!(
            (of("1:15:00", Unit::HoursMinutesSeconds), of("12:30", Unit::HoursMinutesSeconds)),
            (Some(75), None)
        );
        assert_eq!((of("90", Unit::HoursMinutes), of("45", Unit::MinutesSeconds)), (None, None), "a number alone");
        assert_eq!(
            (of("5.400", Unit::Seconds), of("90.000", Unit::Minutes), of("1.833", Unit::Hours)),
            (None, None, Some(110))
        );
        assert!(
            is_bare("90")
                && is_bare("1,5")
                && !is_bare("0")
                && is_bare("1:30")
                && is_bare("5.400")
                && !is_bare("90 min")
        );
    }

    #[test]
    fn what_is_not_understood_is_never_shortened() {
        for text in [
            "",
            "long",
            "1 hour something",
            "h",
            "1h 2h",
            "30 min 1 h",
            "1.2.3 h",
            "1,500 s",
            "90 90",
            "-5 min",
            "~90 min",
            "90 min (approx)",
            "1:75",
            "25:00",
            "5:00 PM",
            "1 day",
            "99999999 h",
            "<1 min",
            "1:2:3:4",
        ] {
            assert_eq!(minutes(text, None), None, "{text}");
        }
    }
}
