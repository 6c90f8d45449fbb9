//! Calendar entries: stable UID, a growing SEQUENCE, CANCEL where a seat is given back.

use super::Class;
use crate::ground::config::Config;
use icalendar::{Calendar, Component, Event, EventLike, Property};
use jiff::Timestamp;
use kit::{Words, t};
use rules::{seats::Stage, time::Instant};

/// What a calendar file tells a client to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    /// Show these entries.
    Publish,
    /// Take these entries away.
    Cancel,
    /// Take away the entries of sessions that a class once had and no longer has.
    CancelDropped,
}

fn stamp(at: Instant) -> String {
    Timestamp::from_microsecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A SEQUENCE that grows with time, so that the newest word on an entry wins over whatever came before, even if a seat
/// is given back and taken again within one minute. It fits in 32 bits until 2088.
fn seconds_since_2020(now: Instant) -> i64 {
    (now.0 - 1_577_836_800_000_000) / 1_000_000
}

/// A calendar of classes. `title` returns each entry's title, so that a member's own entries can stay neutral.
pub(crate) fn calendar(
    classes: &[&Class],
    words: Words,
    config: &Config,
    now: Instant,
    method: Method,
    title: impl Fn(&Class) -> String,
) -> String {
    let base_url = &config.base_url;
    let host = base_url.split("://").nth(1).unwrap_or("ratify");
    // clients remove an entry only at the request of whoever sent it
    let mut organizer = Property::new("ORGANIZER", format!("mailto:{}", config.office.email));
    organizer.add_parameter("CN", &config.office.name);
    let mut calendar = Calendar::new();
    calendar.append_property(Property::new("METHOD", if method == Method::Publish { "PUBLISH" } else { "CANCEL" }));
    for class in classes {
        let gone = method != Method::Publish || class.stage == Stage::Cancelled;
        // a session that no longer exists has no time of its own: its entry is known by its UID
        let dropped = if method == Method::Publish { 0 } else { class.dropped };
        let first = if method == Method::CancelDropped { class.sessions.len() } else { 0 };
        let no_more = class.sessions.first().into_iter().cycle().take(dropped);
        for (n, session) in class.sessions.iter().chain(no_more).enumerate().skip(first) {
            let mut event = Event::new();
            event
                .uid(&format!("{}-{n}@{host}", class.key))
                .summary(&title(class))
                .location(&if class.online {
                    t!(words, "online")
                } else {
                    format!("{}, {}", class.place(words), class.venue.address)
                })
                .url(&format!("{base_url}{}", class.path()))
                .append_property(organizer.clone())
                .add_property("DTSTAMP", stamp(now))
                .add_property("DTSTART", stamp(session.span.start))
                .add_property("DTEND", stamp(session.span.end))
                .add_property("SEQUENCE", seconds_since_2020(now).to_string())
                .add_property("STATUS", if gone { "CANCELLED" } else { "CONFIRMED" });
            calendar.push(event.done());
        }
    }
    calendar.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classes::offerings::{Place, Session};
    use crate::ground::ids::OfferingId;
    use kit::Language;
    use rules::time::Span;
    use std::sync::Arc;

    fn class() -> Class {
        let start = Instant(1_800_000_000_000_000);
        let place = |text: &str| Place {
            key: text.into(),
            name: text.into(),
            address: "1 Main Street".into(),
            region: "Western".into(),
        };
        Class {
            id: OfferingId(1),
            key: "k7f3".into(),
            code: "spc-302".into(),
            title: "Contract Costing".into(),
            subtitle: String::new(),
            about: String::new(),
            audience: String::new(),
            level: crate::programme::courses::Level::Any,
            topics: vec![],
            parts: vec![],
            credited: 180,
            worth: 180,
            counted: Arc::default(),
            sessions: vec![Session { id: 1, span: Span { start, end: start.plus_minutes(180) }, excluded: 0 }],
            online: false,
            room: String::new(),
            venue: place("Holyoke office"),
            event: None,
            capacity: 30,
            taken: 0,
            waiting: 0,
            stage: Stage::Published,
            opens_at: None,
            closes_at: start,
            cancel_until: start,
            only_local: None,
            elsewhere: None,
            trainers: String::new(),
            notice: String::new(),
            sites: vec![],
            min_enrol: 5,
            only_work: vec![],
            members_only: false,
            local_until: None,
            substitutes: true,
            goes_ahead: false,
            called: false,
            moved_at: None,
            dropped: 0,
        }
    }

    fn value(text: &str, name: &str) -> String {
        // long lines are folded: the next one goes on after a space
        let whole = text.replace("\r\n ", "");
        let line = whole.lines().find(|l| l.starts_with(name)).unwrap_or_else(|| panic!("{name} in {text}"));
        line.rsplit_once(':').map_or_else(String::new, |(_, value)| value.to_owned())
    }

    /// What clients need to update an entry and to remove it: the same UID and organizer, a later SEQUENCE, and, for
    /// removal, the method CANCEL.
    #[test]
    fn a_change_and_a_cancellation_name_the_same_entry_and_come_later() {
        crate::ground::locales::load().expect("the texts load");
        let (config, words) = (Config::default(), kit::language::words(Language::En));
        let now = Instant(1_790_000_000_000_000);
        let at = |minutes, method| {
            calendar(&[&class()], words, &config, now.plus_minutes(minutes), method, |_| "Training".into())
        };
        let (booked, changed, gone) = (at(0, Method::Publish), at(5, Method::Publish), at(9, Method::Cancel));
        for text in [&booked, &changed, &gone] {
            assert_eq!(value(text, "UID"), value(&booked, "UID"));
            assert_eq!(value(text, "ORGANIZER"), "training@example.org");
            assert_eq!(value(text, "SUMMARY"), "Training", "neutral: calendars are shared");
        }
        let sequence = |text: &str| value(text, "SEQUENCE").parse::<i64>().unwrap_or_default();
        assert!(sequence(&booked) < sequence(&changed) && sequence(&changed) < sequence(&gone));
        assert_eq!((value(&booked, "METHOD"), value(&booked, "STATUS")), ("PUBLISH".into(), "CONFIRMED".into()));
        assert_eq!((value(&gone, "METHOD"), value(&gone, "STATUS")), ("CANCEL".into(), "CANCELLED".into()));
    }

    #[test]
    fn a_session_that_is_no_more_is_taken_away_and_the_others_stay() {
        crate::ground::locales::load().expect("the texts load");
        let (config, words) = (Config::default(), kit::language::words(Language::En));
        let now = Instant(1_790_000_000_000_000);
        let shorter = Class { dropped: 2, ..class() };
        let uids = |method| -> Vec<String> {
            let text = calendar(&[&shorter], words, &config, now, method, |_| "Training".into());
            text.lines().filter_map(|l| l.strip_prefix("UID:k7f3-")?.split('@').next().map(str::to_owned)).collect()
        };
        let held = shorter.sessions.len();
        let all: Vec<String> = (0..held + 2).map(|n| n.to_string()).collect();
        assert_eq!(uids(Method::Publish), all[..held], "what is held");
        assert_eq!(uids(Method::CancelDropped), all[held..], "what is no more");
        assert_eq!(uids(Method::Cancel), all, "when the seat is given back, everything that was ever sent");
    }
}
