//! Calendar entries: stable UID, a growing SEQUENCE, CANCEL where a seat is given back.

use super::Class;
use crate::config::Config;
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
}

fn stamp(at: Instant) -> String {
    Timestamp::from_microsecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A SEQUENCE that grows with time, so that the newest word on an entry wins whatever came before it.
fn minutes_since_2020(now: Instant) -> i64 {
    now.minutes_since(Instant(1_577_836_800_000_000))
}

/// A calendar of classes. `title` gives each entry's title, so that a member's own entries can stay neutral.
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
    // clients take an entry away only for whoever sent it
    let mut organizer = Property::new("ORGANIZER", format!("mailto:{}", config.office.email));
    organizer.add_parameter("CN", &config.office.name);
    let mut calendar = Calendar::new();
    calendar.append_property(Property::new("METHOD", if method == Method::Cancel { "CANCEL" } else { "PUBLISH" }));
    for class in classes {
        let gone = method == Method::Cancel || class.stage == Stage::Cancelled;
        for (n, session) in class.sessions.iter().enumerate() {
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
                .add_property("SEQUENCE", minutes_since_2020(now).to_string())
                .add_property("STATUS", if gone { "CANCELLED" } else { "CONFIRMED" });
            calendar.push(event.done());
        }
    }
    calendar.to_string()
}
