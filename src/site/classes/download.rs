//! `GET /classes.csv .xlsx .ics .json`: what the filter shows, from the same data as the page.

use super::list::{self, Shown};
use crate::{
    classes::offerings::{Class, SeatState, calendar, of_address},
    ground::fault::Fault,
    office::sheets::{Cell, Sheet},
    visit::Visit,
};
use kit::{Reply, reply::File};
use serde_json::json;

/// The name under which a list is saved: it says of which day it is.
pub(super) fn file_name(visit: &Visit, kind: &str) -> String {
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
                "parts": c.parts, "topics": c.topics, "minutes": c.minutes(&visit),
                "sessions": c.sessions.iter().map(|s| json!({
                    "starts": s.span.start.local(zone).to_string(), "ends": s.span.end.local(zone).to_string(),
                })).collect::<Vec<_>>(),
                "zone": visit.app.config.timezone, "online": c.online, "venue": c.venue.name, "room": c.room,
                "region": c.venue.region, "event": c.event.as_ref().map(|(_, title)| title), "trainers": c.trainers, "state": state_name(c, &visit),
                "seats": c.capacity, "seats_left": c.told_seats(now).map(|(left, _)| left),
                "waiting": c.told_seats(now).map(|(_, waiting)| waiting),
            })
        })
        .collect();
    let document = json!({ "as_of": visit.now().local(zone).round(jiff::Unit::Minute).map_or_else(|_| String::new(), |d| d.to_string()), "classes": classes });
    let bytes = serde_json::to_vec_pretty(&document)?;
    Ok(Reply::File(File { kind: "application/json", name: None, bytes }))
}

/// The list as a table.
fn table(visit: &Visit, shown: &Shown) -> Sheet {
    let zone = &visit.app.zone;
    let heads = [
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
        "event",
        "link",
    ];
    let mut sheet = Sheet::new("classes", &heads.map(str::to_owned));
    let count = |n: Option<i64>| n.map_or_else(|| Cell::Text(String::new()), Cell::Number);
    for c in &shown.classes {
        let told = c.told_seats(visit.now());
        sheet.row([
            c.full_title().into(),
            c.parts.join(" / ").into(),
            Cell::Hours(c.minutes(visit)),
            c.starts().date(zone).to_string().into(),
            c.starts().local(zone).strftime("%H:%M").to_string().into(),
            c.ends().local(zone).strftime("%H:%M").to_string().into(),
            Cell::Number(c.sessions.len() as i64),
            c.place(visit.words).into(),
            c.venue.address.as_str().into(),
            c.venue.region.as_str().into(),
            if c.online { "yes" } else { "no" }.into(),
            c.trainers.as_str().into(),
            state_name(c, visit).into(),
            count(told.map(|(left, _)| left)),
            count(told.map(|(_, waiting)| waiting)),
            c.event.as_ref().map_or("", |(_, title)| title).into(),
            visit.whole(&c.path()).into(),
        ]);
    }
    sheet
}

/// `GET /classes.csv`
pub(crate) async fn csv(visit: Visit) -> Result<Reply, Fault> {
    let bytes = table(&visit, &list::shown(&visit).await?).csv()?;
    Ok(Reply::File(File { kind: "text/csv; charset=utf-8", name: Some(file_name(&visit, "csv")), bytes }))
}

/// `GET /classes.xlsx`
pub(crate) async fn xlsx(visit: Visit) -> Result<Reply, Fault> {
    let bytes = table(&visit, &list::shown(&visit).await?).xlsx()?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(Reply::File(File { kind, name: Some(file_name(&visit, "xlsx")), bytes }))
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
