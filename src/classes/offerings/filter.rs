//! The one filter behind the list and all its downloads. It lives in the address.

use super::{Class, SeatState, events};
use crate::ground::{ids::OfferingId, when};
use jiff::{civil::Date, tz::TimeZone};
use kit::form::Typed;
use rules::time::Instant;
use std::collections::BTreeSet;

/// What somebody wants to see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub region: String,
    pub venue: String,
    /// An event's key, or [`events::OUTSIDE`].
    pub event: String,
    pub part: String,
    pub topic: String,
    /// The name of a [`crate::programme::courses::Level`].
    pub level: String,
    pub search: String,
    pub online: bool,
    pub open: bool,
    /// Only classes for one local.
    pub local: bool,
    /// Only what would count for the signed-in member.
    pub need: bool,
}

impl Filter {
    /// From an address's query. What makes no sense is left out: an old link still shows classes.
    pub fn from_query(query: &Typed) -> Self {
        let date = |name: &str| query.get(name).parse().ok();
        Self {
            from: date("from"),
            to: date("to"),
            region: query.get("region").to_owned(),
            venue: query.get("venue").to_owned(),
            event: query.get("event").to_owned(),
            part: query.get("part").to_owned(),
            topic: query.get("topic").to_owned(),
            level: query.get("level").to_owned(),
            search: crate::ground::fold::fold(query.get("q")),
            online: query.ticked("online"),
            open: query.ticked("open"),
            local: query.ticked("local"),
            need: query.ticked("need"),
        }
    }

    /// How many filters are on.
    pub fn count(&self) -> usize {
        let texts = [&self.region, &self.venue, &self.event, &self.part, &self.topic, &self.level, &self.search];
        texts.iter().filter(|t| !t.is_empty()).count()
            + usize::from(self.from.is_some())
            + usize::from(self.to.is_some())
            + usize::from(self.online)
            + usize::from(self.open)
            + usize::from(self.local)
            + usize::from(self.need)
    }

    /// Whether a class passes. `needed` holds the ids of classes that count for the member.
    pub fn passes(&self, class: &Class, now: Instant, zone: &TimeZone, needed: &BTreeSet<OfferingId>) -> bool {
        let date = class.starts().date(zone);
        let last = class.ends().date(zone);
        self.from.is_none_or(|f| last >= f)
            && self.to.is_none_or(|t| date <= t)
            && (self.region.is_empty() || class.places().any(|(online, v)| !online && v.region == self.region))
            && (self.venue.is_empty() || class.places().any(|(_, v)| v.key == self.venue))
            && (self.event.is_empty() || self.is_at_event(class))
            && (self.part.is_empty() || class.parts.contains(&self.part))
            && (self.topic.is_empty() || class.topics.contains(&self.topic))
            && (self.level.is_empty() || class.level.name() == self.level)
            && (self.search.is_empty() || self.matches_text(class))
            && (!self.online || class.places().any(|(online, _)| online))
            && (!self.open || matches!(class.seats(now), SeatState::Left(_) | SeatState::Few(_)))
            && (!self.local || class.only_local.is_some())
            && (!self.need || needed.contains(&class.id))
    }

    fn is_at_event(&self, class: &Class) -> bool {
        match &class.event {
            Some((key, _)) => *key == self.event,
            None => self.event == events::OUTSIDE,
        }
    }

    fn matches_text(&self, class: &Class) -> bool {
        let all = format!("{} {} {} {}", class.title, class.subtitle, class.venue.name, class.trainers);
        let folded = crate::ground::fold::fold(&all);
        self.search.split_whitespace().all(|word| folded.contains(word))
    }

    /// The filter in words for the printed list, from its own values.
    pub fn dates_in_words(&self, words: kit::Words) -> Vec<String> {
        let mut out = Vec::new();
        if let Some(from) = self.from {
            out.push(kit::t!(words, "filter-from-day", day = words.date(when::civil_day(from))));
        }
        if let Some(to) = self.to {
            out.push(kit::t!(words, "filter-to-day", day = words.date(when::civil_day(to))));
        }
        out
    }
}
