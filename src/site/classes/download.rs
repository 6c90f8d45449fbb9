//! `GET /classes.pdf .csv .ics .json`: what the filter shows, from the same data as the page.

use super::list::{self, Shown};
use crate::{
    classes::offerings::{Class, SeatState, calendar, of_address},
    ground::{fault::Fault, when},
    visit::Visit,
};
use kit::{Reply, language::number_of_hours, reply::File, t};
use serde::Serialize;
use serde_json::json;

fn file_name(visit: &Visit, kind: &str) -> String {
    format!("classes-{}.{kind}", visit.now().date(&visit.app.zone))
}

/// Seats as a machine reads them.
fn state_name(class: &Class, visit: &Visit) -> &'static str {
    match class.seats(visit.now()) {
        SeatState::Left(_) | SeatState::Few(_) => "open",
        SeatState::Full { .. } => "full",
        SeatState::Elsewhere => "sign-up-elsewhere",
        SeatState::OneGroup => "one-local-only",
        SeatState::NotOpen(_) => "not-open-yet",
        SeatState::Closed => "closed",
        SeatState::Cancelled => "cancelled",
        SeatState::Past => "past",
    }
}

/// `GET /classes.json`
pub(crate) async fn json(visit: Visit) -> Result<Reply, Fault> {
    let shown = list::shown(&visit).await?;
    let zone = &visit.app.zone;
    let now = visit.now();
    let classes: Vec<serde_json::Value> = shown
        .classes
        .iter()
        .map(|c| {
            json!({
                "key": c.key, "title": c.full_title(), "course": c.code, "address": visit.whole(&c.path()),
                "parts": c.parts, "topics": c.topics, "minutes": c.credited,
                "sessions": c.sessions.iter().map(|s| json!({
                    "starts": s.span.start.local(zone).to_string(), "ends": s.span.end.local(zone).to_string(),
                })).collect::<Vec<_>>(),
                "zone": visit.app.config.timezone, "online": c.online, "venue": c.venue.name, "room": c.room,
                "region": c.venue.region, "trainers": c.trainers, "state": state_name(c, &visit),
                "seats": c.capacity, "seats_left": c.told_seats(now).map(|(left, _)| left),
                "waiting": c.told_seats(now).map(|(_, waiting)| waiting),
            })
        })
        .collect();
    let document = json!({ "as_of": visit.now().local(zone).round(jiff::Unit::Minute).map_or_else(|_| String::new(), |d| d.to_string()), "classes": classes });
    let bytes = serde_json::to_vec_pretty(&document)?;
    Ok(Reply::File(File { kind: "application/json", name: None, bytes }))
}

/// A cell that a spreadsheet takes for text, whatever it begins with.
pub(crate) fn safe_cell(text: &str) -> String {
    let risky = text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if risky { format!("'{text}") } else { text.to_owned() }
}

/// `GET /classes.csv`
pub(crate) async fn csv(visit: Visit) -> Result<Reply, Fault> {
    let shown = list::shown(&visit).await?;
    let zone = &visit.app.zone;
    let mut writer = csv::Writer::from_writer(vec![0xEF, 0xBB, 0xBF]);
    let head = [
        "title",
        "parts",
        "hours",
        "date",
        "starts",
        "ends",
        "sessions",
        "place",
        "address",
        "region",
        "online",
        "trainers",
        "state",
        "seats left",
        "waiting",
        "link",
    ];
    let wrong = |e: csv::Error| Fault::Ours(e.to_string());
    writer.write_record(head).map_err(wrong)?;
    for c in &shown.classes {
        let cells = [
            c.full_title(),
            c.parts.join(" / "),
            number_of_hours(c.credited),
            c.starts().date(zone).to_string(),
            c.starts().local(zone).strftime("%H:%M").to_string(),
            c.ends().local(zone).strftime("%H:%M").to_string(),
            c.sessions.len().to_string(),
            c.place(visit.words),
            c.venue.address.clone(),
            c.venue.region.clone(),
            if c.online { "yes" } else { "no" }.to_owned(),
            c.trainers.clone(),
            state_name(c, &visit).to_owned(),
            c.told_seats(visit.now()).map_or_else(String::new, |(left, _)| left.to_string()),
            c.told_seats(visit.now()).map_or_else(String::new, |(_, waiting)| waiting.to_string()),
            visit.whole(&c.path()),
        ];
        writer.write_record(cells.iter().map(|c| safe_cell(c))).map_err(wrong)?;
    }
    let bytes = writer.into_inner().map_err(|e| Fault::Ours(e.to_string()))?;
    Ok(Reply::File(File { kind: "text/csv; charset=utf-8", name: Some(file_name(&visit, "csv")), bytes }))
}

/// `GET /classes.ics`
pub(crate) async fn ics(visit: Visit) -> Result<Reply, Fault> {
    let shown = list::shown(&visit).await?;
    let classes: Vec<&Class> = shown.classes.iter().collect();
    Ok(calendar_file(&visit, &classes, "classes.ics"))
}

/// `GET /classes/{key}/calendar.ics`
pub(crate) async fn class_ics(visit: Visit) -> Result<Reply, Fault> {
    let class = of_address(&visit).await?;
    Ok(calendar_file(&visit, &[&class], "class.ics"))
}

pub(crate) fn calendar_file(visit: &Visit, classes: &[&Class], name: &str) -> Reply {
    let text = calendar::calendar(
        classes,
        visit.words,
        &visit.app.config,
        visit.now(),
        calendar::Method::Publish,
        Class::full_title,
    );
    Reply::File(File { kind: "text/calendar; charset=utf-8", name: Some(name.to_owned()), bytes: text.into_bytes() })
}

#[derive(Serialize)]
struct Group {
    title: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    date: String,
    time: String,
    title: String,
    note: String,
    hours: String,
    place: String,
}

/// `GET /classes.pdf`: made for a staff-room wall: by part, then date, with the date of the list.
pub(crate) async fn pdf(visit: Visit) -> Result<Reply, Fault> {
    let shown = list::shown(&visit).await?;
    let words = visit.words;
    let query = if visit.query_text.is_empty() { String::new() } else { format!("?{}", visit.query_text) };
    let address = visit.whole(&visit.href(&format!("/classes{query}")));
    let data = json!({
        "title": t!(words, "list-title"), "issuer": visit.app.config.office.name, "language": words.language.tag(),
        "lead": t!(words, "list-lead"), "as_of": list::as_of(&visit), "filter": filter_in_words(&visit, &shown),
        "qr": paper::qr_svg(&address).map_err(|e| Fault::Ours(e.to_string()))?, "qr_alt": t!(words, "list-qr"),
        "address": visit.app.config.base_url, "groups": groups(&visit, &shown), "empty": t!(words, "classes-none"),
        "columns": [
            t!(words, "list-date"),
            t!(words, "list-time"),
            t!(words, "list-class"),
            t!(words, "list-hours"),
            t!(words, "list-place"),
        ],
    });
    // Typst works for a while: not on the threads that answer everybody.
    let ident = file_name(&visit, "pdf");
    let made = tokio::task::spawn_blocking(move || paper::pdf(paper::Template::Offerings, &data, &ident));
    let bytes = made.await.map_err(|e| Fault::Ours(e.to_string()))??;
    Ok(Reply::File(File { kind: "application/pdf", name: Some(file_name(&visit, "pdf")), bytes }))
}

fn groups(visit: &Visit, shown: &Shown) -> Vec<Group> {
    let wording = shown.edition.wording.of(visit.language());
    let row = |c: &Class| {
        let (words, zone) = (visit.words, &visit.app.zone);
        let days = c.sessions.iter().map(|s| words.day_short(when::day(s.span.start, zone)));
        let mut days: Vec<String> = days.collect();
        days.dedup();
        let end = c.sessions.iter().rfind(|s| s.span.start.date(zone) == c.starts().date(zone));
        let end = end.map_or(c.ends(), |s| s.span.end);
        let note = match c.seats(visit.now()) {
            SeatState::Cancelled => t!(words, "seats-cancelled"),
            SeatState::Full { .. } => t!(words, "seats-full"),
            SeatState::OneGroup => t!(words, "seats-one-group"),
            SeatState::Elsewhere => t!(words, "seats-elsewhere"),
            _ => String::new(),
        };
        Row {
            date: days.join(", "),
            time: words.from_to(when::clock(c.starts(), zone), when::clock(end, zone)),
            title: c.full_title(),
            note,
            hours: number_of_hours(c.credited),
            place: c.place(words),
        }
    };
    let of_part = |id: Option<&str>| -> Vec<Row> {
        let belongs = |c: &&Class| c.parts.first().map(String::as_str) == id;
        shown.classes.iter().filter(belongs).map(row).collect()
    };
    let parts = shown.edition.rules.requirements.iter().map(|r| (wording.part(&r.id).to_owned(), of_part(Some(&r.id))));
    let others = (t!(visit.words, "list-no-credit"), of_part(None));
    parts.chain([others]).filter(|(_, rows)| !rows.is_empty()).map(|(title, rows)| Group { title, rows }).collect()
}

fn filter_in_words(visit: &Visit, shown: &Shown) -> String {
    let (words, filter) = (visit.words, &shown.filter);
    let wording = shown.edition.wording.of(visit.language());
    let mut said: Vec<String> = Vec::new();
    if !filter.part.is_empty() {
        said.push(wording.part(&filter.part).to_owned());
    }
    if !filter.topic.is_empty() {
        said.push(wording.topic(&filter.topic).to_owned());
    }
    if !filter.region.is_empty() {
        said.push(filter.region.clone());
    }
    if let Some(class) = shown.all.iter().find(|c| c.venue.key == filter.venue) {
        said.push(class.venue.name.clone());
    }
    said.extend(filter.dates_in_words(words));
    if filter.online {
        said.push(t!(words, "filter-online"));
    }
    if filter.open {
        said.push(t!(words, "filter-open"));
    }
    if said.is_empty() { String::new() } else { t!(words, "list-filtered", filters = said.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::safe_cell;

    #[test]
    fn no_cell_begins_like_a_formula() {
        for bad in ["=1+1", "+1", "-1", "@x", " =x", "＝1"] {
            assert!(safe_cell(bad).starts_with('\''), "{bad}");
        }
        assert_eq!(safe_cell("Contract Costing"), "Contract Costing");
    }
}
