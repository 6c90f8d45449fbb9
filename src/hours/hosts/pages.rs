//! `/host`: what is held at a site in the weeks to come; `/host/{key}`: one class there, and on its day who is there.

use super::store::{self, Booked, Venue};
use crate::ground::ids::PersonId;
use crate::{
    classes::offerings::{self, Class},
    ground::{fault::Fault, when},
    hours::attendance::{
        store as rosters,
        store::{Mark, OnRoster, RosterState},
        verbs::{self, Marked, NewMark},
    },
    visit::Visit,
};
use jiff::civil::Date;
use kit::{Page, Reply, t};
use maud::{Markup, html};
use rules::time::Instant;
use std::collections::{BTreeMap, BTreeSet};

/// How many days ahead are shown.
const DAYS: i64 = 60;
const DAY: i64 = 24 * 60;

/// A day with what is held, and how many different people come.
type Days = Vec<(Date, Vec<Booked>, i64)>;

fn days(tx: &db::Tx<'_>, venue: &Venue, visit: (Instant, &jiff::tz::TimeZone)) -> Result<Days, Fault> {
    let (now, zone) = visit;
    let mut of: BTreeMap<Date, Vec<Booked>> = BTreeMap::new();
    for one in store::booked(tx, venue.id, now.plus_minutes(-DAY / 2), now.plus_minutes(DAYS * DAY))? {
        of.entry(one.span.start.date(zone)).or_default().push(one);
    }
    of.into_iter()
        .map(|(day, held)| {
            let from = held.iter().map(|b| b.span.start).min().unwrap_or(now);
            let until = held.iter().map(|b| b.span.end).max().unwrap_or(now);
            Ok((day, held, store::people_between(tx, venue.id, from, until)?))
        })
        .collect()
}

/// `GET /host`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let (scope, key, now) = (visit.scope.clone(), visit.query.get("venue").to_owned(), visit.now());
    let (venue, days, venues) = visit
        .read(move |tx| {
            let venue = store::venue(tx, &scope, &key)?;
            let days = venue.as_ref().map(|v| days(tx, v, (now, tx.zone))).transpose()?.unwrap_or_default();
            let venues = if scope.is_office() { store::venues(tx, &scope, now)? } else { Vec::new() };
            Ok((venue, days, venues))
        })
        .await?;
    let words = visit.words;
    let title = venue.as_ref().map_or_else(|| t!(words, "host-title"), |v| v.name.clone());
    let body = html! {
        h1 { (title) }
        @if let Some(venue) = &venue {
            p { (t!(words, "host-lead", days = DAYS)) }
            @if !venue.access.is_empty() { p { strong { (t!(words, "host-access")) } ": " (venue.access) } }
            @if days.is_empty() { p { (t!(words, "host-none")) } }
            @for (day, held, people) in &days { (one_day(&visit, *day, held, *people)) }
            p.mut { (t!(words, "host-wrong", email = &visit.app.config.office.email)) }
        }
        @if !venues.is_empty() {
            h2 { (t!(words, "host-venues")) }
            ul { @for (key, name) in &venues { li { a href={ "/host?venue=" (key) } { (name) } } } }
        }
    };
    Ok(visit.show(Page::new(title, body).private()))
}

fn one_day(visit: &Visit, day: Date, held: &[Booked], people: i64) -> Markup {
    let (words, zone) = (visit.words, &visit.app.zone);
    let name = words.day(when::civil_day(day), true);
    html! {
        section.card.stack {
            h2.small-title { (name) }
            p { (t!(words, "host-people", count = people)) }
            ul.plain.stack { @for b in held { li {
                strong { (words.from_to(when::clock(b.span.start, zone), when::clock(b.span.end, zone))) }
                @if !b.room.is_empty() { ", " (b.room) } ": "
                a href={ "/host/" (b.class) } { (b.title) } br;
                (t!(words, "people-count", count = b.people)) @if !b.trainers.is_empty() { " · " (b.trainers) }
            } } }
        }
    }
}

/// A class as its host sees it.
struct Hosted {
    class: Class,
    people: Vec<OnRoster>,
    marks: BTreeMap<(i64, PersonId), Mark>,
    state: RosterState,
}

impl Hosted {
    /// Today's sessions: only for these does a host need names.
    fn today(&self, visit: &Visit) -> Vec<usize> {
        let today = visit.now().date(&visit.app.zone);
        let is_today = |s: &offerings::Session| s.span.start.date(&visit.app.zone) == today;
        self.class.sessions.iter().enumerate().filter(|(_, s)| is_today(s)).map(|(n, _)| n).collect()
    }

    fn is_here(&self, session: usize, person: &OnRoster) -> bool {
        self.marks.get(&(self.class.sessions[session].id, person.person)).is_some_and(|m| m.here)
    }
}

async fn load(visit: &Visit) -> Result<Hosted, Fault> {
    let scope = visit.scope.clone();
    let (key, own) = (offerings::key_of(visit.param("key")).to_owned(), visit.member()?.id);
    visit
        .read(move |tx| {
            let class = offerings::store::by_key(tx, &*tx.edition()?, &key)?;
            scope.people_of_class(tx, class.id)?;
            let seated: BTreeSet<PersonId> = store::seated(tx, class.id, scope.venue()?)?.into_iter().collect();
            // nobody says of themselves that they were there
            let here = |p: &OnRoster| seated.contains(&p.person) && p.person != own;
            let people = rosters::people(tx, class.id)?.into_iter().filter(here).collect();
            let (marks, state) = (rosters::marks(tx, class.id)?, rosters::state(tx, class.id)?);
            Ok(Hosted { class, people, marks, state })
        })
        .await
}

fn field_name(person: &OnRoster, session: usize) -> String {
    format!("here-{}-{session}", person.key)
}

/// `GET /host/{key}`
pub(crate) async fn class(visit: Visit) -> Result<Reply, Fault> {
    let hosted = load(&visit).await?;
    let (words, zone, class) = (visit.words, &visit.app.zone, &hosted.class);
    let today = hosted.today(&visit);
    let open = hosted.state == RosterState::Open;
    let early = visit.query.get("from").parse().map(|at| when::moment(words, Instant(at), zone)).unwrap_or_default();
    let body = html! {
        h1 { (class.full_title()) }
        @match visit.query.get("said") {
            "saved" => { p.note.ok role="status" { (t!(words, "roster-saved")) } }
            "closed" => { p.note.warn role="status" { (t!(words, "roster-locked")) } }
            "early" => { p.note.warn role="status" { (t!(words, "host-early", from = early)) } }
            _ => {}
        }
        ul { @for time in class.times(words, zone) { li { (time) } } }
        p { (t!(words, "people-count", count = hosted.people.len())) @if !class.trainers.is_empty() { " · " (class.trainers) } }
        @if today.is_empty() || !open {
            p { (t!(words, "host-names-later")) }
        } @else if hosted.people.is_empty() {
            p { (t!(words, "roster-empty")) }
        } @else {
            p { (t!(words, "host-attest")) }
            form.stack method="post" action={ "/host/" (class.key) } {
                @for n in today { fieldset {
                    legend.session {
                        (t!(words, "roster-session", number = n + 1)) ", "
                        (words.from_to(when::clock(class.sessions[n].span.start, zone), when::clock(class.sessions[n].span.end, zone)))
                    }
                    ul.plain { @for person in &hosted.people { li.person { (one(&visit, &hosted, person, n)) } } }
                } }
                p { button.btn type="submit" { (t!(words, "roster-save")) } }
            }
        }
        p { a href="/host" { (t!(words, "host-title")) } }
    };
    Ok(visit.show(Page::new(class.full_title(), body).private()))
}

/// Anyone marked stays marked: what a host says only adds, and trainers put right what is wrong.
fn one(visit: &Visit, hosted: &Hosted, person: &OnRoster, n: usize) -> Markup {
    let name = field_name(person, n);
    html! {
        @if hosted.is_here(n, person) { p { strong { (person.name) } ": " (t!(visit.words, "host-is-here")) } } @else {
            label.pick for=(name) { input type="checkbox" id=(name) name=(name) value="1"; span { (person.name) } }
        }
    }
}

/// `POST /host/{key}`
pub(crate) async fn mark(visit: Visit) -> Result<Reply, Fault> {
    let hosted = load(&visit).await?;
    let mut marks = Vec::new();
    for n in hosted.today(&visit) {
        for person in hosted.people.iter().filter(|p| !hosted.is_here(n, p)) {
            if visit.form.ticked(&field_name(person, n)) {
                let mark = Mark { here: true, late: 0, left_early: 0 };
                marks.push(NewMark { session: hosted.class.sessions[n].id, person: person.person, mark });
            }
        }
    }
    let offering = hosted.class.id;
    let marked = visit
        .change(move |change| {
            // a trainer may have marked somebody since the page was read
            let before = rosters::marks(change.tx, offering)?;
            let is_here = |m: &NewMark| before.get(&(m.session, m.person)).is_some_and(|b| b.here);
            let new: Vec<NewMark> = marks.iter().filter(|m| !is_here(m)).copied().collect();
            verbs::mark(change, offering, &new, false)
        })
        .await?;
    let said = match marked {
        Marked { locked: true, .. } => "closed".to_owned(),
        // what was ticked too early was not kept, and the page does not say that it was
        Marked { kept: 0, early: Some(opens), .. } => format!("early&from={}", opens.0),
        Marked { .. } => "saved".to_owned(),
    };
    Ok(Reply::see(format!("/host/{}?said={said}", hosted.class.key)))
}
