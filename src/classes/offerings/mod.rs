//! Course offerings, to a member *classes*: what is held when and where, and how many seats are left.
//!
//! Owns `offering`, `session`, `venue`, `event`, `seat`, `site`. `store` reads them as [`Class`], `filter` is
//! the one filter behind the page and every download, `verbs` change them. Seats are decided in `rules::seats`
//! and carried out in `signup`.

pub(crate) mod calendar;
pub(crate) mod card;
pub(crate) mod dates;
pub(crate) mod distance;
pub(crate) mod events;
pub(crate) mod filter;
pub(crate) mod known;
pub(crate) mod one_group;
pub(crate) mod request_fields;
pub(crate) mod store;
pub(crate) mod teaches;
pub(crate) mod venues;

use crate::{
    ground::{ids::OfferingId, when},
    programme::{Counted, Edition, WordingIn, courses::Level},
    visit::Visit,
};
use jiff::tz::TimeZone;
use kit::{Words, dates::Day, t};
use rules::{
    seats::{Doors, Stage},
    time::{Instant, Span},
};
use std::sync::Arc;

/// A class as pages and downloads see it.
#[derive(Debug, Clone)]
pub(crate) struct Class {
    pub id: OfferingId,
    pub key: String,
    pub code: String,
    pub title: String,
    pub subtitle: String,
    pub about: String,
    pub audience: String,
    pub level: Level,
    pub topics: Vec<String>,
    /// Ids of the parts it may count for.
    pub parts: Vec<String>,
    /// Minutes it credits in the programme that it is read for.
    pub credited: i64,
    /// Minutes it is worth in any programme that it counts for.
    pub worth: i64,
    /// Its course, with the parts of the programme that it is read for.
    pub counted: Arc<Counted>,
    pub sessions: Vec<Session>,
    pub online: bool,
    pub room: String,
    pub venue: Place,
    pub event: Option<(String, String)>,
    pub capacity: i64,
    pub taken: i64,
    pub waiting: i64,
    pub stage: Stage,
    pub opens_at: Option<Instant>,
    pub closes_at: Instant,
    pub cancel_until: Instant,
    pub only_local: Option<(i64, String)>,
    pub elsewhere: Option<String>,
    pub trainers: String,
    pub notice: String,
    /// Its sites where it has several, the class's own place first.
    pub sites: Vec<SiteSeats>,
    /// With fewer people than this, somebody decides whether it takes place.
    pub min_enrol: i64,
    /// The kinds of work it is for; empty means all.
    pub only_work: Vec<String>,
    /// Whether membership must be confirmed.
    pub members_only: bool,
    /// When a class for one local opens to everybody.
    pub local_until: Option<Instant>,
    /// Whether colleagues may stand in for one another.
    pub substitutes: bool,
    /// Whether somebody said that it takes place although few come.
    pub goes_ahead: bool,
    /// Whether its free seats go to whoever waits and says yes first.
    pub called: bool,
    /// When it was last moved to another time or place, after it was published.
    pub moved_at: Option<Instant>,
    /// How many fewer sessions it has than it once had: calendars may still show them.
    pub dropped: usize,
}

/// One site of a class that has several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SiteSeats {
    pub number: i64,
    pub online: bool,
    pub venue: Place,
    pub room: String,
    pub capacity: i64,
    /// Confirmed, offered, or held for a team.
    pub taken: i64,
    pub waiting: i64,
}

impl SiteSeats {
    /// Where, in one line.
    pub fn place(&self, words: Words) -> String {
        place(words, self.online, &self.venue, &self.room)
    }

    /// Seats that anyone who comes now can have.
    pub fn open(&self) -> i64 {
        if self.waiting > 0 { 0 } else { (self.capacity - self.taken).max(0) }
    }
}

fn place(words: Words, online: bool, venue: &Place, room: &str) -> String {
    if online {
        t!(words, "online")
    } else if room.is_empty() {
        venue.name.clone()
    } else {
        format!("{}, {room}", venue.name)
    }
}

/// One sitting of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Session {
    pub id: i64,
    pub span: Span,
    pub excluded: i64,
}

/// Where a class is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub key: String,
    pub name: String,
    pub address: String,
    pub region: String,
}

/// The state of its seats, for a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SeatState {
    Left(i64),
    Few(i64),
    Full { waiting: i64 },
    Elsewhere,
    OneGroup,
    NotOpen(Instant),
    Closed,
    Cancelled,
    Past,
}

impl Class {
    pub fn starts(&self) -> Instant {
        self.sessions.first().map_or(self.closes_at, |s| s.span.start)
    }

    pub fn ends(&self) -> Instant {
        self.sessions.last().map_or(self.closes_at, |s| s.span.end)
    }

    /// `/classes/k7f3-contract-costing`: the key decides, the tail is for people.
    pub fn path(&self) -> String {
        format!("/classes/{}-{}", self.key, slug(&self.title))
    }

    /// The title with what sets this run apart.
    pub fn full_title(&self) -> String {
        if self.subtitle.is_empty() { self.title.clone() } else { format!("{}: {}", self.title, self.subtitle) }
    }

    /// Every place it is held at, and whether that is online.
    pub fn places(&self) -> impl Iterator<Item = (bool, &Place)> {
        let own = self.sites.is_empty().then_some((self.online, &self.venue));
        own.into_iter().chain(self.sites.iter().map(|s| (s.online, &s.venue)))
    }

    /// Seats that anyone who comes now can have: those that are free where nobody waits.
    pub fn open_seats(&self) -> i64 {
        match self.sites.as_slice() {
            [] if self.waiting > 0 => 0,
            [] => (self.capacity - self.taken).max(0),
            sites => sites.iter().map(SiteSeats::open).sum(),
        }
    }

    /// Free seats and people in line, as strangers may know them: for a class for one group, a small number would say
    /// who has signed up.
    pub fn told_seats(&self, now: Instant) -> Option<(i64, i64)> {
        let told = !self.for_one_group(now) || self.taken >= rules::suppress::LEAST;
        told.then(|| ((self.capacity - self.taken).max(0), self.waiting))
    }

    pub fn seats(&self, now: Instant) -> SeatState {
        let left = self.open_seats();
        match self.stage {
            Stage::Cancelled => SeatState::Cancelled,
            _ if now >= self.ends() => SeatState::Past,
            _ if now >= self.closes_at => SeatState::Closed,
            _ if self.elsewhere.is_some() => SeatState::Elsewhere,
            _ if self.opens_at.is_some_and(|o| now < o) => SeatState::NotOpen(self.opens_at.unwrap_or(now)),
            _ if left <= 0 => SeatState::Full { waiting: self.waiting },
            _ if self.for_one_group(now) => SeatState::OneGroup,
            _ if left <= 3 => SeatState::Few(left),
            _ => SeatState::Left(left),
        }
    }

    /// Who it is for, as the rules ask.
    pub fn doors(&self) -> Doors {
        Doors {
            stage: self.stage,
            opens_at: self.opens_at,
            closes_at: self.closes_at,
            starts_at: self.starts(),
            elsewhere: self.elsewhere.clone(),
            only_local: self.only_local.as_ref().map(|(id, _)| *id),
            local_until: self.local_until,
            only_work: self.only_work.clone(),
            members_only: self.members_only,
        }
    }

    /// Whether it is only for some: a local (until its day), kinds of work, or confirmed members.
    pub fn for_one_group(&self, now: Instant) -> bool {
        let local = self.only_local.is_some() && self.local_until.is_none_or(|until| now < until);
        local || !self.only_work.is_empty() || self.members_only
    }

    /// The same class as somebody at one of its sites sees it.
    pub fn at_site(mut self, number: i64) -> Self {
        if let Some(site) = self.sites.iter().find(|s| s.number == number).cloned() {
            (self.online, self.venue, self.room) = (site.online, site.venue, site.room);
            self.sites.clear();
        }
        self
    }

    pub fn first_day(&self, zone: &TimeZone) -> Day {
        when::day(self.starts(), zone)
    }

    /// "Saturday, January 24, 9:00 am to 12:00 pm", one line per session.
    pub fn times(&self, words: Words, zone: &TimeZone) -> Vec<String> {
        self.sessions
            .iter()
            .map(|s| {
                let day = words.day(when::day(s.span.start, zone), true);
                let clock = words.from_to(when::clock(s.span.start, zone), when::clock(s.span.end, zone));
                let zone = if self.online { format!(" ({})", t!(words, "zone-name")) } else { String::new() };
                format!("{day}, {clock}{zone}")
            })
            .collect()
    }

    /// "Sat Jan 24, 9:00 am to 12:00 pm", with "and 2 more" for classes of several days.
    pub fn times_short(&self, words: Words, zone: &TimeZone) -> String {
        let Some(first) = self.sessions.first() else { return String::new() };
        let day = words.day_short(when::day(first.span.start, zone));
        let same_day: Vec<&Session> =
            self.sessions.iter().filter(|s| s.span.start.date(zone) == first.span.start.date(zone)).collect();
        let end = same_day.last().map_or(first.span.end, |s| s.span.end);
        let clock = words.from_to(when::clock(first.span.start, zone), when::clock(end, zone));
        let more = self.sessions.len() - same_day.len();
        if more == 0 {
            format!("{day}, {clock}")
        } else {
            format!("{day}, {clock} {}", t!(words, "and-more-days", count = more))
        }
    }

    /// Where, in one line; all of them where there are several sites.
    pub fn place(&self, words: Words) -> String {
        if self.sites.is_empty() {
            return place(words, self.online, &self.venue, &self.room);
        }
        let places: Vec<String> = self.sites.iter().map(|s| s.place(words)).collect();
        places.join(" / ")
    }

    /// The parts it may count for, in words; where there are none, the other programmes that it counts for.
    pub fn parts_in_words(&self, visit: &Visit, wording: &WordingIn) -> String {
        let words = visit.words;
        let titles: Vec<String> = self.parts.iter().map(|p| wording.part(p).to_owned()).collect();
        match titles.len() {
            0 => match self.other_programmes(visit).as_slice() {
                [] => t!(words, "counts-for-nothing"),
                others => {
                    others.iter().map(|e| e.wording.of(words.language).site.clone()).collect::<Vec<_>>().join(" / ")
                }
            },
            1 => titles[0].clone(),
            _ => t!(words, "counts-for-one-of", parts = titles.join(" / ")),
        }
    }

    /// The programmes that it counts for, where it does not for the one that it is read for.
    fn other_programmes(&self, visit: &Visit) -> Vec<Arc<Edition>> {
        if !self.parts.is_empty() {
            return Vec::new();
        }
        let listed = visit.app.editions.listed().into_iter().filter(|l| l.offered).map(|l| l.edition);
        listed.filter(|e| !self.counted.course.parts(&e.rules).is_empty()).collect()
    }

    /// Minutes that it credits, in whichever programme it counts for.
    pub fn minutes(&self, visit: &Visit) -> i64 {
        if self.other_programmes(visit).is_empty() { self.credited } else { self.worth }
    }
}

/// Words of an address: small letters, digits and dashes.
pub(crate) fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in crate::ground::fold::fold(text).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').chars().take(60).collect()
}

/// The key at the start of a class's address; the rest is for people.
pub(crate) fn key_of(segment: &str) -> &str {
    segment.split('-').next().unwrap_or_default()
}

/// The class named in the visit's address.
pub(crate) async fn of_address(visit: &Visit) -> Result<Class, crate::ground::fault::Fault> {
    let key = key_of(visit.param("key")).to_owned();
    visit.read(move |tx| store::by_key(tx, &*tx.edition()?, &key)).await
}
