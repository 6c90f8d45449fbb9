//! Time zones as exports name them, in headings and after times.

use jiff::tz::{Offset, TimeZone};

/// Names of North America and of the whole world. The short name of a standard time stands for its region: people write
/// "EST" in July, too.
const NAMES: [(&[&str], &str); 8] = [
    (&["ET", "EST", "EDT", "EASTERN", "ESTE"], "America/New_York"),
    (&["CT", "CST", "CDT", "CENTRAL", "CENTRO"], "America/Chicago"),
    (&["MT", "MST", "MDT", "MOUNTAIN", "MONTANA"], "America/Denver"),
    (&["PT", "PST", "PDT", "PACIFIC", "PACIFICO"], "America/Los_Angeles"),
    (&["AKST", "AKDT"], "America/Anchorage"),
    (&["HST"], "Pacific/Honolulu"),
    (&["AST", "ADT"], "America/Halifax"),
    (&["UTC", "GMT", "Z", "UTC+0", "UTC+00:00", "COORDINATED UNIVERSAL"], "UTC"),
];

/// The zone of a name: "EST", "UTC-5", "GMT-05:00", "-0500", "America/New_York".
pub(crate) fn named(text: &str) -> Option<TimeZone> {
    let text = super::plain_dashes(text.trim());
    let upper = plain(&text);
    if let Some((_, zone)) = NAMES.iter().find(|(names, _)| names.contains(&upper.as_str())) {
        return TimeZone::get(zone).ok();
    }
    let offset = upper.strip_prefix("UTC").or_else(|| upper.strip_prefix("GMT")).unwrap_or(&upper);
    offset_of(offset.trim()).or_else(|| text.contains('/').then(|| TimeZone::get(&text).ok()).flatten())
}

/// A name as it is compared: "(UTC-08:00) Pacific Time (US & Canada)" is the Pacific's, as "Pacific Standard Time" and "hora
/// del Pacífico" are.
fn plain(text: &str) -> String {
    let folded = crate::ground::fold::fold(text).to_uppercase();
    let (mut bare, mut depth) = (String::new(), 0);
    for c in folded.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    let bare = if bare.trim().is_empty() { folded } else { bare };
    let beside = ["STANDARD", "DAYLIGHT", "TIME", "HORA", "DE", "DEL", "LA", "ESTANDAR", "VERANO"];
    let words: Vec<&str> = bare.split_whitespace().filter(|w| !beside.contains(w)).collect();
    words.join(" ")
}

/// "-5", "+05:30", "-0500".
fn offset_of(text: &str) -> Option<TimeZone> {
    let negative = text.starts_with('-');
    let rest = text.strip_prefix(['+', '-'])?;
    let digits: String = rest.chars().filter(|c| *c != ':').collect();
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = if digits.len() > 2 { digits.split_at(digits.len() - 2) } else { (digits.as_str(), "0") };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let seconds = (hours * 60 + minutes) * 60;
    if hours > 14 || minutes > 59 {
        return None;
    }
    Some(TimeZone::fixed(Offset::from_seconds(if negative { -seconds } else { seconds }).ok()?))
}

/// Whether a text in brackets after a heading is meant as a zone: a few capitals, or something with "UTC".
pub(crate) fn is_meant(text: &str) -> bool {
    let text = text.trim();
    let short = (2..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase());
    let folded = crate::ground::fold::fold(text);
    let says_so =
        folded.split(|c: char| !c.is_alphanumeric()).any(|w| ["time", "timezone", "zone", "hora"].contains(&w));
    short || says_so || text.starts_with("UTC") || text.starts_with("GMT") || named(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_known_by_their_names_and_offsets() {
        let eastern = TimeZone::get("America/New_York").ok();
        for text in ["ET", "est", "Eastern Time", "Eastern Standard Time", "hora del Este", "America/New_York"] {
            assert_eq!(named(text), eastern, "{text}");
        }
        let five = Some(TimeZone::fixed(Offset::from_seconds(-5 * 3600).unwrap()));
        for text in ["UTC-5", "GMT-05:00", "-0500", "UTC\u{2212}05:00"] {
            assert_eq!(named(text), five, "{text}");
        }
        let pacific = TimeZone::get("America/Los_Angeles").ok();
        for text in ["(UTC-08:00) Pacific Time (US & Canada)", "Pacific Time (US & Canada)", "Pac\u{ED}fico"] {
            assert_eq!(named(text), pacific, "{text}");
        }
        for text in ["", "IST", "5", "+99", "-05:99", "Time"] {
            assert_eq!(named(text), None, "{text}");
        }
        assert!(is_meant("IST") && is_meant("UTC+5:30") && !is_meant("Original Name") && !is_meant("minutes"));
    }
}
