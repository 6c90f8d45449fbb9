//! `GET /classes.pdf`: the list for a staff-room wall: by month, each event under its own name, with the date of the list.
//! On Letter paper, or on A4 (`paper=a4`); with what each class is about (`list=long`).

use super::{
    download::file_name,
    list::{self, Shown},
};
use crate::{
    classes::offerings::{
        Class, SeatState,
        card::seat_words,
        events::{self, Event},
    },
    ground::{fault::Fault, when},
    programme::{brand::Look, courses::Level},
    visit::{Visit, ways::query},
};
use kit::{Reply, language::number_of_hours, reply::File, t};
use serde::Serialize;
use serde_json::json;

/// Classes under one heading.
#[derive(Serialize)]
pub(super) struct Group {
    /// The event's key, or the month.
    #[serde(skip)]
    of: String,
    pub title: String,
    /// Days and place of an event.
    pub detail: String,
    pub rows: Vec<Row>,
}

#[derive(Serialize)]
pub(super) struct Row {
    pub date: String,
    pub time: String,
    pub title: String,
    pub trainers: String,
    pub note: String,
    /// What it is about, in the long list.
    pub about: String,
    pub place: String,
    pub parts: String,
    pub hours: String,
    pub seats: String,
}

/// `GET /classes.pdf`
pub(crate) async fn pdf(visit: Visit) -> Result<Reply, Fault> {
    let shown = list::shown(&visit).await?;
    let today = visit.now().date(&visit.app.zone);
    let events = visit.read(move |tx| events::from_day(tx, today)).await?;
    let words = visit.words;
    let wording = shown.edition.wording.of(visit.language());
    let kept: Vec<(&str, &str)> =
        visit.query.names().filter(|n| !["paper", "list"].contains(n)).map(|n| (n, visit.query.get(n))).collect();
    let filter = if kept.is_empty() { String::new() } else { format!("?{}", query(&kept)) };
    let address = visit.whole(&visit.href(&format!("/classes{filter}")));
    let heads = ["list-date", "list-time", "list-class", "list-place", "list-counts-for", "list-hours", "list-seats"];
    let office = &visit.app.config.office;
    let mut data = json!({
        "paper": if visit.query.get("paper") == "a4" { "a4" } else { "us-letter" },
        "title": title(&visit, &shown), "programme": wording.site, "issuer": visit.publisher(),
        "language": words.language.tag(), "lead": t!(words, "list-lead"), "as_of": list::as_of(&visit),
        "filter": filter_in_words(&visit, &shown), "contact": t!(words, "list-contact", email = office.email.clone()),
        "qr": paper::qr_svg(&address).map_err(|e| Fault::Ours(e.to_string()))?, "qr_alt": t!(words, "list-qr"),
        "address": visit.app.config.base_url, "groups": groups(&visit, &shown, &events),
        "empty": t!(words, "classes-none"), "columns": heads.map(|key| words.text(key, &[])),
    });
    let look = visit.read(|tx| Look::now(tx)).await?;
    data["look"] = look.json();
    let paper = paper::Document {
        template: paper::Template::Offerings,
        data,
        pictures: look.pictures,
        ident: file_name(&visit, "pdf"),
    };
    // Typst works for a while: not on the threads that answer everybody.
    let bytes = tokio::task::spawn_blocking(move || paper.pdf()).await.map_err(|e| Fault::Ours(e.to_string()))??;
    Ok(Reply::File(File { kind: "application/pdf", name: Some(file_name(&visit, "pdf")), bytes }))
}

/// With the years of the classes in it: a list may hang for long.
pub(super) fn title(visit: &Visit, shown: &Shown) -> String {
    let year = |c: &Class| c.first_day(&visit.app.zone).year;
    let (Some(first), Some(last)) = (shown.classes.iter().map(year).min(), shown.classes.iter().map(year).max()) else {
        return t!(visit.words, "list-title");
    };
    let years = if first == last { first.to_string() } else { format!("{first}\u{2013}{last}") };
    t!(visit.words, "list-title-years", years = years)
}

/// By date; a month or an event stands where its first class does.
pub(super) fn groups(visit: &Visit, shown: &Shown, events: &[Event]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for class in &shown.classes {
        let (of, title) = match &class.event {
            Some((key, title)) => (key.clone(), title.clone()),
            None => {
                let month = visit.words.month_of(class.first_day(&visit.app.zone));
                (month.clone(), month)
            }
        };
        let event = events.iter().find(|e| e.key == of);
        let row = row(visit, shown, class, event);
        if let Some(group) = groups.iter_mut().find(|g| g.of == of) {
            group.rows.push(row);
            continue;
        }
        let detail = event.map_or_else(String::new, |e| format!("{}, {}", e.days(visit.words), e.venue));
        groups.push(Group { of, title, detail, rows: vec![row] });
    }
    groups
}

fn row(visit: &Visit, shown: &Shown, class: &Class, event: Option<&Event>) -> Row {
    let (words, zone) = (visit.words, &visit.app.zone);
    let wording = shown.edition.wording.of(visit.language());
    let days = class.sessions.iter().map(|s| words.day_short(when::day(s.span.start, zone)));
    let mut days: Vec<String> = days.collect();
    days.dedup();
    let end = class.sessions.iter().rfind(|s| s.span.start.date(zone) == class.starts().date(zone));
    let end = end.map_or(class.ends(), |s| s.span.end);
    // under an event's name, with its place, the room is enough
    let is_there = event.is_some_and(|e| e.venue_key == class.venue.key && class.sites.is_empty() && !class.online);
    let place = if is_there && !class.room.is_empty() { class.room.clone() } else { class.place(words) };
    let parts: Vec<&str> = class.parts.iter().map(|p| wording.part(p)).collect();
    let seats = match class.seats(visit.now()) {
        SeatState::Left(n) | SeatState::Few(n) => t!(words, "list-left", count = n),
        SeatState::Full { .. } => t!(words, "seats-full"),
        _ => seat_words(words, class, visit.now(), zone),
    };
    Row {
        date: days.join(", "),
        time: words.from_to(when::clock(class.starts(), zone), when::clock(end, zone)),
        title: class.full_title(),
        trainers: class.trainers.clone(),
        note: class
            .only_local
            .as_ref()
            .map_or_else(String::new, |(_, local)| t!(words, "why-one-local", local = local.clone())),
        about: if visit.query.get("list") == "long" { class.about.clone() } else { String::new() },
        place,
        parts: if parts.is_empty() { class.parts_in_words(visit, wording) } else { parts.join(" / ") },
        hours: number_of_hours(class.minutes(visit)),
        seats,
    }
}

pub(super) fn filter_in_words(visit: &Visit, shown: &Shown) -> String {
    let (words, filter) = (visit.words, &shown.filter);
    let wording = shown.edition.wording.of(visit.language());
    let mut said: Vec<String> = Vec::new();
    if !filter.part.is_empty() {
        said.push(wording.part(&filter.part).to_owned());
    }
    if !filter.topic.is_empty() {
        said.push(wording.topic(&filter.topic).to_owned());
    }
    if let Ok(level) = filter.level.parse::<Level>() {
        said.push(words.text(&format!("level-{}", level.name()), &[]));
    }
    if !filter.region.is_empty() {
        said.push(filter.region.clone());
    }
    if let Some(class) = shown.all.iter().find(|c| c.venue.key == filter.venue) {
        said.push(class.venue.name.clone());
    }
    if let Some((_, title)) = shown.all.iter().filter_map(|c| c.event.as_ref()).find(|(key, _)| *key == filter.event) {
        said.push(title.clone());
    }
    said.extend(filter.dates_in_words(words));
    for (is_on, key) in [(filter.online, "filter-online"), (filter.open, "filter-open"), (filter.local, "filter-local")]
    {
        if is_on {
            said.push(words.text(key, &[]));
        }
    }
    if filter.event == events::OUTSIDE {
        said.push(t!(words, "filter-outside-events"));
    }
    if said.is_empty() { String::new() } else { t!(words, "list-filtered", filters = said.join(", ")) }
}
