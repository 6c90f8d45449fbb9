//! Days and moments as other people's systems write them.

use super::zones;
use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::TimeZone,
};
use rules::time::Instant;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

/// Which number of "3/4/2027" is the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Order {
    MonthFirst,
    DayFirst,
}

impl Order {
    pub const ALL: [Self; 2] = [Self::MonthFirst, Self::DayFirst];

    /// Its name in forms and texts.
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// What a column of dates says of its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    /// No date in it can mean two days.
    Nothing,
    /// Some date can only be read this way.
    Clearly(Order),
    /// All of them could be either, or some are one and some the other.
    Either,
}

/// What the dates of a column say together.
pub(crate) fn order_of<'t>(cells: impl Iterator<Item = &'t str>) -> Says {
    let (mut month_first, mut day_first, mut open) = (false, false, false);
    for (first, second) in cells.filter_map(two_numbers) {
        month_first |= second > 12 && first <= 12;
        day_first |= first > 12 && second <= 12;
        open |= first <= 12 && second <= 12 && first != second;
    }
    match (month_first, day_first) {
        (true, false) => Says::Clearly(Order::MonthFirst),
        (false, true) => Says::Clearly(Order::DayFirst),
        (true, true) => Says::Either,
        (false, false) if open => Says::Either,
        (false, false) => Says::Nothing,
    }
}

/// The first two numbers of "3/4/2027" and its like.
fn two_numbers(text: &str) -> Option<(u8, u8)> {
    let text = tidy(text);
    let first = text.split([' ', 'T']).find(|w| w.contains(['/', '.', '-']))?;
    let parts: Vec<&str> = first.split(['/', '.', '-']).collect();
    let [a, b, year] = parts.as_slice() else { return None };
    (year.len() == 2 || year.len() == 4).then(|| Some((a.parse().ok()?, b.parse().ok()?)))?
}

const NAMED: [&str; 8] =
    ["%Y-%m-%d", "%Y/%m/%d", "%b %d %Y", "%B %d %Y", "%d %b %Y", "%d %B %Y", "%d-%b-%y", "%d-%b-%Y"];
const MONTH_FIRST: [&str; 4] = ["%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%m.%d.%Y"];
const DAY_FIRST: [&str; 4] = ["%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y"];
const TIMES: [&str; 8] =
    ["%H:%M:%S", "%H:%M:%S%.f", "%H:%M", "%I:%M:%S %p", "%I:%M %p", "%I:%M%p", "%I:%M:%S%p", "%I %p"];

/// Months and days of the week in Spanish, by their first three letters.
const MONTHS: [(&str, &str); 13] = [
    ("ene", "Jan"),
    ("feb", "Feb"),
    ("mar", "Mar"),
    ("abr", "Apr"),
    ("may", "May"),
    ("jun", "Jun"),
    ("jul", "Jul"),
    ("ago", "Aug"),
    ("sep", "Sep"),
    ("set", "Sep"),
    ("oct", "Oct"),
    ("nov", "Nov"),
    ("dic", "Dec"),
];
const MONTH_NAMES: [&str; 13] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "setiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const WEEKDAYS: [&str; 7] = ["lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"];

/// A text without commas, with plain spaces and English words, and without what a spreadsheet writes around a text.
fn tidy(text: &str) -> String {
    let text = text.trim().strip_prefix("=\"").and_then(|t| t.strip_suffix('"')).unwrap_or(text);
    let text = text.replace([',', '\u{202F}', '\u{A0}'], " ");
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match word.to_lowercase().as_str() {
            // "5:00 p. m."
            "m." if matches!(words.last().map(String::as_str), Some("a." | "p." | "A." | "P.")) => {
                let half = words.pop().unwrap_or_default();
                words.push(format!("{}M", half.trim_end_matches('.').to_uppercase()));
            }
            "de" | "del" => {}
            _ => words.push(english(word)),
        }
    }
    words.join(" ")
}

/// A word, with a Spanish month put into English; a Spanish day of the week becomes "Day".
fn english(word: &str) -> String {
    let folded = crate::ground::fold::fold(word);
    let bare = folded.trim_end_matches('.');
    if WEEKDAYS.contains(&bare) {
        return "Day".to_owned();
    }
    // "19-nov-26"
    if let [day, month, year] = bare.split('-').collect::<Vec<_>>().as_slice()
        && let Some((_, month)) = MONTHS.iter().find(|(own, _)| own == month)
    {
        return format!("{day}-{month}-{year}");
    }
    let named = MONTH_NAMES.contains(&bare) || bare.len() == 3;
    match bare.get(..3).and_then(|start| MONTHS.iter().find(|(own, _)| *own == start)) {
        Some((_, month)) if named => (*month).to_owned(),
        _ => word.to_owned(),
    }
}

/// A day in one of the forms, with a plausible year: "%Y" reads "26" as the year 26.
fn civil(text: &str, order: Option<Order>) -> Option<Date> {
    let forms: &[&str] = match order {
        Some(Order::MonthFirst) => &MONTH_FIRST,
        Some(Order::DayFirst) => &DAY_FIRST,
        None => &[],
    };
    let day = |form: &&str| Date::strptime(form, text).ok().filter(|d| (1990..=2100).contains(&d.year()));
    let known = NAMED.iter().chain(forms).find_map(day);
    known.or_else(|| {
        // without an order, only what can be just one day
        let either = |forms: &[&str]| forms.iter().find_map(day);
        let (one, other) = (either(&MONTH_FIRST), either(&DAY_FIRST));
        one.filter(|_| order.is_none() && (other.is_none() || one == other))
            .or_else(|| other.filter(|_| order.is_none() && one.is_none()))
    })
}

fn is_weekday(text: &str) -> bool {
    text.ends_with("day")
        || text == "Day"
        || ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].contains(&text.trim_end_matches('.'))
}

fn without_weekday(text: &str) -> &str {
    text.split_once(' ').filter(|(first, _)| is_weekday(first)).map_or(text, |(_, rest)| rest)
}

/// No system writes a time longer than this, in bytes: a longer cell is somebody's sentence, and is not tried in a
/// hundred forms.
const LONGEST: usize = 120;

/// A day, with or without its weekday; of "3/4/2027" only where the order is known.
pub(crate) fn day(text: &str, order: Option<Order>) -> Option<Date> {
    if text.len() > LONGEST {
        return None;
    }
    let text = tidy(text);
    let text = without_weekday(&text);
    // a day with a time after it is that day
    civil(text, order).or_else(|| split(text, order).map(|at| at.date()))
}

/// A time of day, "17:00" or "5:00 p.m.".
pub(crate) fn time(text: &str) -> Option<Time> {
    let text = text.to_uppercase().replace("A.M.", "AM").replace("P.M.", "PM");
    TIMES.iter().find_map(|form| Time::strptime(form, &text).ok())
}

/// A day and a time after it.
fn split(text: &str, order: Option<Order>) -> Option<DateTime> {
    let cuts = text.char_indices().filter(|(_, c)| *c == ' ' || *c == 'T').map(|(at, _)| at);
    cuts.into_iter().find_map(|at| {
        let (first, rest) = (&text[..at], &text[at + 1..]);
        Some(DateTime::from_parts(civil(first, order)?, time(rest)?))
    })
}

/// When something was, as far as a cell says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum When {
    At(Instant),
    /// A time on a day that is given elsewhere, and the zone that it is in.
    Clock(Time, TimeZone),
    /// A day without a time.
    On(Date),
}

/// Reads a cell with a time; `zone` is what the heading says, or the office's.
pub(crate) fn when(text: &str, order: Option<Order>, zone: &TimeZone) -> Option<When> {
    if text.len() > LONGEST {
        return None;
    }
    let text = tidy(text);
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(When::At(Instant(at.as_microsecond())));
    }
    let bare = without_weekday(&text);
    let (bare, zone) = match zoned(bare) {
        Some((bare, own)) => (bare, own),
        None => (bare, zone.clone()),
    };
    if let Some(local) = split(bare, order) {
        return Instant::from_local(local, &zone).ok().map(When::At);
    }
    match time(bare) {
        Some(time) => Some(When::Clock(time, zone)),
        None => civil(bare, order).map(When::On),
    }
}

/// A text followed by a zone: "5:00 PM EST", "17:00 (UTC-05:00)", "17:00:00 -0500", "17:00:00-05:00", "5:00 PM Pacific
/// Time", "17:00:00 GMT-0500 (Eastern Standard Time)".
fn zoned(text: &str) -> Option<(&str, TimeZone)> {
    if let Some((before, _)) =
        text.split_once(" (").filter(|(before, _)| before.contains("GMT") || before.contains("UTC"))
    {
        return zoned(before);
    }
    let cuts = text.match_indices(' ').map(|(at, _)| at).skip_while(|at| !text[..*at].contains(':'));
    let long = cuts.filter(|at| text[at + 1..].contains(' ')).find_map(|at| {
        let behind = text[at + 1..].trim_matches(['(', ')']);
        Some((&text[..at], zones::named(behind).filter(|_| !behind.starts_with(['+', '-']))?))
    });
    if long.is_some() {
        return long;
    }
    let word = text.rsplit_once(' ').filter(|(before, word)| {
        !before.is_empty() && !matches!(word.to_uppercase().as_str(), "AM" | "PM" | "A.M." | "P.M.")
    });
    if let Some((before, word)) = word
        && let Some(zone) = zones::named(word.trim_matches(['(', ')']))
    {
        return Some((before, zone));
    }
    let sign = text.rfind(['+', '-']).filter(|at| text[..*at].contains(':') && text[*at..].len() >= 3)?;
    Some((text[..sign].trim_end(), zones::named(&text[sign..])?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> TimeZone {
        TimeZone::get("America/New_York").unwrap()
    }

    fn at(text: &str) -> Option<When> {
        when(text, Some(Order::MonthFirst), &zone())
    }

    #[test]
    fn moments_are_read_as_meetings_write_them() {
        let expected = at("2026-10-14 16:29");
        assert!(matches!(expected, Some(When::At(_))));
        for text in [
            "10/14/2026 04:29:00 PM",
            "10/14/2026 16:29",
            "10/14/26, 4:29:00 PM",
            "10/14/26, 4:29:00\u{202F}PM",
            "2026-10-14T16:29:00",
            "2026-10-14T20:29:00Z",
            "2026-10-14 20:29 UTC",
            "2026-10-14 16:29 EDT",
            "10/14/2026 1:29 PM PT",
            "2026-10-14 15:29:00 -0500",
            "2026-10-14T15:29:00-05:00",
            "10/14/2026 3:29 PM (UTC-05:00)",
            "Oct 14, 2026 4:29 pm",
            "Wednesday, October 14, 2026 4:29 PM",
            "2026-10-14 4:29 p.m.",
            "14 de octubre de 2026, 16:29",
            "mi\u{E9}rcoles, 14 de octubre de 2026 4:29:00 p. m.",
            "10/14/2026 4:29:00 p.\u{A0}m.",
            "14-Oct-26 16:29",
            "14-oct-2026 16:29",
            "2026-10-14 16:29:00.000",
            "10/14/2026 1:29 PM Pacific Time",
            "10/14/2026 1:29 PM (Pacific Daylight Time)",
            "=\"2026-10-14 16:29:00\"",
            "Wed Oct 14 2026 16:29:00 GMT-0400 (Eastern Daylight Time)",
        ] {
            assert_eq!(at(text), expected, "{text}");
        }
        assert_eq!(when("14/10/2026 16:29", Some(Order::DayFirst), &zone()), expected);
        assert_eq!(at("4:29 PM"), Some(When::Clock(jiff::civil::time(16, 29, 0, 0), zone())));
        assert_eq!(at("10/14/2026"), Some(When::On(jiff::civil::date(2026, 10, 14))));
        for text in ["", "yesterday", "14/10/2026 16:29", "10/14/2026 25:00", "2026-10-14 16:29 XYZ"] {
            assert_eq!(at(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_that_can_be_two_days_is_none_until_the_order_is_known() {
        assert_eq!(day("3/4/2027", None), None);
        assert_eq!(day("3/4/2027", Some(Order::MonthFirst)), Some(jiff::civil::date(2027, 3, 4)));
        assert_eq!(day("3/4/2027", Some(Order::DayFirst)), Some(jiff::civil::date(2027, 4, 3)));
        assert_eq!(day("3/14/2027", None), Some(jiff::civil::date(2027, 3, 14)));
        assert_eq!(day("3/3/2027", None), Some(jiff::civil::date(2027, 3, 3)));
        let of = |cells: &[&str]| order_of(cells.iter().copied());
        assert_eq!(of(&["3/4/2027", "3/14/2027 4:00 PM"]), Says::Clearly(Order::MonthFirst));
        assert_eq!(of(&["3.4.2027", "14.3.2027"]), Says::Clearly(Order::DayFirst));
        assert_eq!(of(&["3/4/2027"]), Says::Either);
        assert_eq!(of(&["3/14/2027", "14/3/2027"]), Says::Either);
        assert_eq!(of(&["2027-03-04", "March 4, 2027", "3/3/2027", "5:00 PM"]), Says::Nothing);
    }

    #[test]
    fn days_are_read() {
        let expected = day("2026-10-14", None);
        for text in ["10/14/2026", "10/14/26", "Oct 14, 2026", "Wednesday, October 14, 2026", "10/14/2026 4:00 PM"] {
            assert_eq!(day(text, None), expected, "{text}");
        }
        assert_eq!(day("soon", None), None);
    }
}
