//! Events: conferences and other days on which several classes are held.

use crate::ground::{fault::Fault, when};
use db::{Tx, params};
use jiff::civil::Date;
use kit::{Words, t};

/// Where a filter names an event: classes that belong to none. No event has this key.
pub(crate) const OUTSIDE: &str = "-";

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    pub id: i64,
    pub key: String,
    pub title: String,
    pub about: String,
    pub first: Date,
    pub last: Date,
    pub venue: String,
    pub venue_key: String,
}

db::record! { $
    events: "from event e join venue v on v.id = e.venue_id" => fn read -> Result<Event, Fault> {
        id: "e.id",
        key: "e.key",
        title: "e.title",
        about: "e.about",
        first: "e.starts_on" => |day: String| when::parse_date(&day),
        last: "e.ends_on" => |day: String| when::parse_date(&day),
        venue: "v.name",
        venue_key: "v.key",
    }
}

/// The events that are not over on a day, the next one first.
pub(crate) fn from_day(tx: &Tx<'_>, today: Date) -> Result<Vec<Event>, Fault> {
    let rows =
        tx.all(events!("where e.ends_on >= $1 order by e.starts_on, e.id limit 200"), &params![today.to_string()])?;
    rows.iter().map(read).collect()
}

/// The event with an id.
pub(crate) fn by_id(tx: &Tx<'_>, id: i64) -> Result<Event, Fault> {
    read(&tx.optional(events!("where e.id = $1"), &params![id])?.ok_or(Fault::NotFound)?)
}

/// One event.
pub(crate) fn by_key(tx: &Tx<'_>, key: &str) -> Result<Event, Fault> {
    read(&tx.optional(events!("where e.key = $1"), &params![key])?.ok_or(Fault::NotFound)?)
}

impl Event {
    /// "Saturday, November 7, 2026", or "Friday, January 22 to Saturday, January 23, 2027".
    pub fn days(&self, words: Words) -> String {
        if self.first == self.last {
            return words.day(when::civil_day(self.first), true);
        }
        let (from, to) = (words.day(when::civil_day(self.first), false), words.day(when::civil_day(self.last), true));
        t!(words, "day-range", from = from, to = to)
    }

    /// Its page.
    pub fn path(&self) -> String {
        format!("/events/{}", self.key)
    }
}
