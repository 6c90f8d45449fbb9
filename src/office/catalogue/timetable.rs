//! `/staff/timetable`: a week of classes, room by room, with every clash in words. No dragging: each class has its form.

use crate::{
    classes::offerings::distance::{Point, miles},
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
        when,
    },
    visit::{Visit, policy::Policy},
};
use db::{Row, Tx, params, sql};
use jiff::{ToSpan, civil::Date};
use kit::{
    Page, Reply, Words,
    form::{Errors, Field, Typed, field},
    parts::note,
    t,
};
use maud::{Markup, html};
use rules::{
    time::{Instant, Span},
    timetable::{Booking, Clash, clashes},
};
use std::collections::BTreeMap;

/// A class as the timetable shows it.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub id: OfferingId,
    pub key: String,
    pub title: String,
    pub stage: String,
    pub venue: String,
    venue_id: i64,
    pub room: String,
    pub online: bool,
    pub seats: i64,
    pub taken: i64,
    pub trainers: Vec<(PersonId, String)>,
    audience: Option<String>,
    pub sessions: Vec<Span>,
}

/// Classes that have a session between two moments, with everything that can clash.
pub(super) fn entries(tx: &Tx<'_>, from: Instant, until: Instant) -> Result<Vec<Entry>, Fault> {
    let rows = tx.all(
        sql!(
            "select o.id, o.key, c.title, o.subtitle, o.stage, v.name, o.venue_id, o.room, o.mode, o.capacity,
                    (select count(*) from signup s where s.offering_id = o.id and s.seat is not null
                       and s.state <> 'held'),
                    coalesce(l.name, o.only_work), coalesce(e.title, ''), o.course_code
             from offering o join course c on c.code = o.course_code join venue v on v.id = o.venue_id
             left join local l on l.id = o.only_local_id left join event e on e.id = o.event_id
             where o.starts_at < $2 and o.ends_at > $1 and o.stage <> 'cancelled' order by o.starts_at, o.id limit 2000"
        ),
        &params![from.0, until.0],
    )?;
    let mut sessions: BTreeMap<OfferingId, Vec<Span>> = BTreeMap::new();
    for r in tx.all(
        sql!(
            "select s.offering_id, s.starts_at, s.ends_at from session s join offering o on o.id = s.offering_id
             where o.starts_at < $2 and o.ends_at > $1 and o.stage <> 'cancelled' order by s.starts_at"
        ),
        &params![from.0, until.0],
    )? {
        let span = Span { start: Instant(r.get(1)?), end: Instant(r.get(2)?) };
        sessions.entry(r.get(0)?).or_default().push(span);
    }
    let mut trainers: BTreeMap<OfferingId, Vec<(PersonId, String)>> = BTreeMap::new();
    for r in tx.all(
        sql!(
            "select t.offering_id, p.id, p.name from trainer t join person p on p.id = t.person_id
             join offering o on o.id = t.offering_id
             where o.starts_at < $2 and o.ends_at > $1 and o.stage <> 'cancelled'"
        ),
        &params![from.0, until.0],
    )? {
        trainers.entry(r.get(0)?).or_default().push((r.get(1)?, r.get(2)?));
    }
    rows.iter().map(|r| read(r, &mut sessions, &mut trainers)).collect()
}

fn read(
    r: &Row,
    sessions: &mut BTreeMap<OfferingId, Vec<Span>>,
    trainers: &mut BTreeMap<OfferingId, Vec<(PersonId, String)>>,
) -> Result<Entry, Fault> {
    let id: OfferingId = r.get(0)?;
    let (title, subtitle): (String, String) = (r.get(2)?, r.get(3)?);
    let (group, event, course): (String, String, String) = (r.get(11)?, r.get(12)?, r.get(13)?);
    // one local or one kind of work; else one course that an event offers twice at the same time
    let audience = match (group.is_empty(), event.is_empty()) {
        (false, _) => Some(group),
        (true, false) => Some(format!("{event}, {course}")),
        (true, true) => None,
    };
    Ok(Entry {
        id,
        key: r.get(1)?,
        title: if subtitle.is_empty() { title } else { format!("{title}: {subtitle}") },
        stage: r.get(4)?,
        venue: r.get(5)?,
        venue_id: r.get(6)?,
        room: r.get(7)?,
        online: r.get::<String>(8)? == "online",
        seats: r.get(9)?,
        taken: r.get(10)?,
        trainers: trainers.remove(&id).unwrap_or_default(),
        audience,
        sessions: sessions.remove(&id).unwrap_or_default(),
    })
}

/// A clash in words, with the two classes that clash.
pub(super) struct ClashSaid {
    pub one: OfferingId,
    pub other: OfferingId,
    pub text: String,
}

/// Every clash between these classes, in words.
pub(super) fn said(tx: &Tx<'_>, words: Words, entries: &[Entry]) -> Result<Vec<ClashSaid>, Fault> {
    let mut points: BTreeMap<i64, Point> = BTreeMap::new();
    for r in tx.all(
        sql!("select id, latitude, longitude from venue where latitude is not null and longitude is not null"),
        &[],
    )? {
        points.insert(r.get(0)?, Point { latitude: r.get(1)?, longitude: r.get(2)? });
    }
    let bookings: Vec<Booking> = entries
        .iter()
        .map(|e| Booking {
            class: e.id.0,
            place: (!e.online).then(|| (e.venue_id, crate::ground::fold::fold(&e.room))),
            trainers: e.trainers.iter().map(|t| t.0.0).collect(),
            audience: e.audience.clone(),
            sessions: e.sessions.clone(),
        })
        .collect();
    let apart = |a: i64, b: i64| Some(miles(*points.get(&a)?, *points.get(&b)?));
    let name = |id: OfferingId| entries.iter().find(|e| e.id == id);
    let mut out = Vec::new();
    for (one, other, clash) in clashes(&bookings, apart) {
        let (one, other) = (OfferingId(one), OfferingId(other));
        let (Some(a), Some(b)) = (name(one), name(other)) else { continue };
        let trainer = |id: i64| a.trainers.iter().find(|t| t.0 == PersonId(id)).map_or("", |t| t.1.as_str());
        let text = match clash {
            Clash::Room(_) => {
                t!(words, "clash-room", one = &a.title, other = &b.title, room = format!("{}, {}", a.venue, a.room))
            }
            Clash::Trainer(id) => t!(words, "clash-trainer", one = &a.title, other = &b.title, name = trainer(id)),
            Clash::Audience(group) => t!(words, "clash-audience", one = &a.title, other = &b.title, group = group),
            Clash::Travel { trainer: id, minutes, miles } => {
                t!(
                    words,
                    "clash-travel",
                    one = &a.title,
                    other = &b.title,
                    name = trainer(id),
                    minutes = minutes,
                    miles = miles
                )
            }
        };
        out.push(ClashSaid { one, other, text });
    }
    Ok(out)
}

/// The Monday of the week that is asked for, or of this week if none is.
fn monday(visit: &Visit) -> Date {
    // ignore years in which there can be no class of ours
    let asked: Option<Date> = visit.query.get("week").parse().ok().filter(|d: &Date| (1990..=2100).contains(&d.year()));
    let day = asked.unwrap_or_else(|| visit.now().date(&visit.app.zone));
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(back.days()).unwrap_or(day)
}

/// `GET /staff/timetable`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let monday = monday(&visit);
    let wrong = |e: jiff::Error| Fault::Ours(e.to_string());
    let next = monday.checked_add(7.days()).map_err(wrong)?;
    let at = |day: Date| Instant::from_local(day.at(0, 0, 0, 0), &visit.app.zone).map_err(wrong);
    let (from, until) = (at(monday)?, at(next)?);
    let words = visit.words;
    let (entries, clashes) = visit
        .read(move |tx| {
            let entries = entries(tx, from, until)?;
            let clashes = said(tx, words, &entries)?;
            Ok((entries, clashes))
        })
        .await?;
    let before = monday.checked_sub(7.days()).map_err(wrong)?;
    let label = t!(words, "timetable-week");
    let title = t!(words, "timetable-title");
    let typed = Typed::default().with("week", &monday.to_string());
    let body = html! {
        h1 { (title) }
        p.row {
            a href={ "/staff/timetable?week=" (before) } { (t!(words, "timetable-before")) }
            strong { (t!(words, "timetable-of", day = words.date(when::civil_day(monday)))) }
            a href={ "/staff/timetable?week=" (next) } { (t!(words, "timetable-next")) }
        }
        form.row method="get" action="/staff/timetable" {
            (field(words, Field::new("week", &label).of_kind("date"), &typed, &Errors::default()))
            button.btn.second type="submit" { (t!(words, "log-show")) }
        }
        @if clashes.is_empty() { p.note.ok { (t!(words, "timetable-no-clash")) } } @else {
            (note("warn", &t!(words, "timetable-clashes", count = clashes.len()), html! { ul { @for c in &clashes { li { (c.text) } } } }))
        }
        @if entries.is_empty() { p { (t!(words, "timetable-empty")) } }
        @for n in 0..7 {
            @if let Ok(day) = monday.checked_add(i64::from(n).days()) { (day_table(&visit, day, &entries, &clashes)) }
        }
        p.row { a href="/host" { (t!(words, "host-venues")) } a href="/staff/catalogue" { (t!(words, "go-back")) } }
    };
    Ok(visit.show(Page::new(title, body).private()))
}

/// One day: one row per room, its classes in order of time.
fn day_table(visit: &Visit, day: Date, entries: &[Entry], clashes: &[ClashSaid]) -> Markup {
    let (words, zone) = (visit.words, &visit.app.zone);
    // whether it is online, its venue, its room
    type Where = (bool, String, String);
    let mut rooms: BTreeMap<Where, Vec<(&Entry, Span)>> = BTreeMap::new();
    for e in entries {
        for span in e.sessions.iter().filter(|s| s.start.date(zone) == day) {
            let place = if e.online {
                (true, t!(words, "online"), String::new())
            } else {
                (false, e.venue.clone(), e.room.clone())
            };
            rooms.entry(place).or_default().push((e, *span));
        }
    }
    let (title, plans) = (words.day(when::civil_day(day), true), visit.may(Policy::Coordinate));
    html! {
        @if !rooms.is_empty() {
            h2 { (title) }
            div.scroll role="region" aria-label=(title) tabindex="0" { table {
                thead { tr { th scope="col" { (t!(words, "timetable-room")) } th scope="col" { (t!(words, "timetable-classes")) } } }
                tbody { @for ((online, venue, room), list) in &mut rooms { tr {
                    th scope="row" {
                        (venue) @if !room.is_empty() { ", " (room) }
                        @if !online && plans {
                            br;
                            a.small href=(add_at(day, list.first().map(|(e, _)| *e))) {
                                (t!(words, "timetable-add")) span.vh { " " (venue) " " (room) }
                            }
                        }
                    }
                    td { ul.plain { @for (e, span) in in_order(list) { li { (cell(visit, e, *span, clashes)) } } } }
                } } }
            } }
        }
    }
}

fn in_order<'a, 'e>(list: &'a mut [(&'e Entry, Span)]) -> &'a [(&'e Entry, Span)] {
    list.sort_by_key(|(e, span)| (span.start, e.id));
    list
}

/// The address of the form for a new class in the same room.
fn add_at(day: Date, like: Option<&Entry>) -> String {
    let room = like.map_or("", |e| e.room.as_str());
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("sessions", &format!("{day} 09:00-12:00"))
        .append_pair("room", room)
        .finish();
    format!("/staff/classes/new?{query}")
}

fn cell(visit: &Visit, e: &Entry, span: Span, clashes: &[ClashSaid]) -> Markup {
    let (words, zone) = (visit.words, &visit.app.zone);
    let clashing = clashes.iter().any(|c| c.one == e.id || c.other == e.id);
    let names: Vec<&str> = e.trainers.iter().map(|t| t.1.as_str()).collect();
    html! {
        (words.from_to(when::clock(span.start, zone), when::clock(span.end, zone))) " "
        a href={ "/staff/classes/" (e.key) "/plan" } { (e.title) }
        " (" (e.taken) "/" (e.seats) ")"
        @if !names.is_empty() { ", " (names.join(", ")) }
        @if e.stage == "draft" { " · " (t!(words, "stage-draft")) }
        @if clashing { " · " strong { (t!(words, "timetable-clash")) } }
    }
}
