//! `/staff/classes/{key}`: one class; it can be called off or moved, and everybody is told.

use super::class_seats;
use crate::{
    classes::offerings::{self, Class},
    ground::fault::Fault,
    people::telling::{self, Act},
    programme::change::Change,
    seats::{class_changes as verbs, class_changes::NewPlace},
    visit::Visit,
};
use jiff::civil::DateTime;
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, checkbox, field, hidden, select, text_area},
    parts::{button_form, facts, note},
    t,
};
use maud::html;
use rules::seats::Stage;

/// `GET /staff/classes/{key}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let class = offerings::of_address(&visit).await?;
    let said = visit.query.get("said").to_owned();
    Ok(visit.show(page(&visit, &class, &Typed::default(), &Errors::default(), &said).await?))
}

/// The page, with a form that was sent and what was wrong with it.
pub(super) async fn page(
    visit: &Visit,
    class: &Class,
    typed: &Typed,
    errors: &Errors,
    said: &str,
) -> Result<Page, Fault> {
    let (inner, this, now) = (visit.clone(), class.clone(), visit.now());
    let (seats, venues) = visit
        .read(move |tx| {
            Ok((class_seats::load(tx, &inner, &this, now)?, crate::classes::offerings::venues::choices(tx)?))
        })
        .await?;
    let words = visit.words;
    // what the form for a move starts with, unless it came back with errors
    let now = class.starts().local(&visit.app.zone).strftime("%Y-%m-%d %H:%M").to_string();
    let online = if class.online { "1" } else { "" };
    let as_it_is = typed.clone().with("starts", &now).with("room", &class.room).with("online", online);
    let moves = if typed.get("starts").is_empty() { &as_it_is } else { typed };
    let stay = [(String::new(), t!(words, "move-same-place"), None)];
    let venues: Vec<_> = stay.into_iter().chain(venues.into_iter().map(|(key, name)| (key, name, None))).collect();
    let room = t!(words, "move-room");
    let rows = vec![
        (t!(words, "fact-when"), html! { @for line in class.times(words, &visit.app.zone) { (line) br; } }),
        (t!(words, "fact-where"), html! { (class.place(words)) }),
        (
            t!(words, "fact-seats"),
            html! { (t!(words, "seats-of", taken = class.taken, capacity = class.capacity, waiting = class.waiting)) },
        ),
    ];
    let (starts, starts_hint) = (t!(words, "move-starts"), t!(words, "move-starts-hint"));
    let (notice, reason) = (t!(words, "move-notice"), t!(words, "call-off-reason"));
    let body = html! {
        (errors.summary(words))
        h1 { (class.full_title()) }
        @match said {
            "moved" => { p.note.ok role="status" { (t!(words, "move-done")) } }
            "cancelled" => { p.note.ok role="status" { (t!(words, "call-off-done")) } }
            "seats" => { p.note.ok role="status" { (t!(words, "resize-done")) " "
                @if let Some(count) = visit.query.get("displaced").parse::<i64>().ok().filter(|n| *n > 0) {
                    (t!(words, "resize-displaced", count = count))
                }
                @if let Ok(before) = visit.query.get("before").parse::<i64>() { (undo_seats(class, before, visit)) }
            } }
            "merged" => { p.note.ok role="status" { (merged(visit)) } }
            _ => {}
        }
        @if class.stage == Stage::Cancelled { (note("bad", &t!(words, "class-cancelled-title"), html! { p { (class.notice) } })) }
        div.card { (facts(&rows)) }
        p.row {
            a href=(class.path()) { (t!(words, "see-class")) }
            a href={ "/staff/attendance/" (class.key) } { (t!(words, "staff-attendance")) }
            a href={ "/teach/" (class.key) "/board" } { (t!(words, "class-board-title")) }
            a href={ "/teach/" (class.key) "/message" } { (t!(words, "class-message-title")) }
            a href={ "/teach/" (class.key) "/materials" } { (t!(words, "materials-title")) }
        }
        (class_seats::section(visit, class, &seats, typed, errors))
        @if class.stage == Stage::Published && visit.now() < class.starts() {
            h2 { (t!(words, "move-title")) }
            form.stack method="post" action={ "/staff/classes/" (class.key) "/move" } novalidate {
                (field(words, Field::new("starts", &starts).hinted(&starts_hint).completed("off"), moves, errors))
                (select(words, Field::new("venue", &t!(words, "move-venue")), &venues, moves, errors))
                (field(words, Field::new("room", &room).completed("off"), moves, errors))
                (checkbox(words, Field::new("online", &t!(words, "move-online")), moves, errors))
                (text_area(words, Field::new("notice", &notice), 2, moves, errors))
                p { button.btn type="submit" { (t!(words, "move-button", count = class.taken + class.waiting)) } }
            }
            h2 { (t!(words, "call-off-title")) }
            form.stack method="post" action={ "/staff/classes/" (class.key) "/cancel" } novalidate {
                (text_area(words, Field::new("reason", &reason), 2, typed, errors))
                p { button.btn.danger type="submit" { (t!(words, "call-off-button", count = class.taken + class.waiting)) } }
            }
        }
    };
    Ok(Page::new(class.full_title(), body).private())
}

/// A button that restores the previous number of seats.
fn undo_seats(class: &Class, before: i64, visit: &Visit) -> maud::Markup {
    let action = format!("/staff/classes/{}/seats", class.key);
    let fields = html! { (hidden("site", visit.query.get("site"))) (hidden("seats", &before.to_string())) };
    button_form(&action, "link", &t!(visit.words, "undo-seats", count = before), fields)
}

/// Where the people from a merged class are now.
fn merged(visit: &Visit) -> String {
    let count = |name: &str| visit.query.get(name).parse::<i64>().unwrap_or(0);
    t!(
        visit.words,
        "merge-done",
        seated = count("seated"),
        waiting = count("waiting"),
        offered = count("offered"),
        told = count("told")
    )
}

/// A class with its day, as it is named in a question.
pub(super) fn named(visit: &Visit, class: &Class) -> String {
    format!("{}, {}", class.full_title(), visit.words.day_short(class.first_day(&visit.app.zone)))
}

/// When and where a class would take place.
async fn when_and_where(visit: &Visit, class: &Class, to: &NewPlace) -> Result<String, Fault> {
    let words = visit.words;
    let at = rules::time::Instant::from_local(to.starts, &visit.app.zone).map_err(|e| Fault::Ours(e.to_string()))?;
    let venue = to.venue;
    let name = match venue {
        Some(id) => visit.read(move |tx| crate::classes::offerings::venues::name_of(tx, id)).await?,
        None => class.venue.name.clone(),
    };
    let place = match (to.online, to.room.as_str()) {
        (true, _) => t!(words, "online"),
        (false, "") => name,
        (false, room) => format!("{name}, {room}"),
    };
    Ok(format!("{} · {place}", crate::seats::signup::seat::moment(visit, at)))
}

/// `POST /staff/classes/{key}/cancel`
pub(crate) async fn cancel(visit: Visit) -> Result<Reply, Fault> {
    let class = offerings::of_address(&visit).await?;
    let reason = visit.form.get("reason").to_owned();
    if reason.is_empty() || reason.chars().count() > 500 {
        let mut errors = Errors::default();
        errors.add("reason", t!(visit.words, "error-reason"));
        return Ok(visit.show_again(page(&visit, &class, &visit.form, &errors, "").await?));
    }
    let id = class.id;
    let verb = move |change: &Change<'_, '_>| verbs::cancel(change, id, &reason).map(drop);
    let act = Act {
        title: t!(visit.words, "call-off-check", class = named(&visit, &class)),
        lead: t!(visit.words, "call-off-lead", reason = visit.form.get("reason")),
        button: t!(visit.words, "call-off-agree"),
        back: format!("/staff/classes/{}", class.key),
        takes_typed: false,
    };
    if let Some(question) = telling::ask(&visit, act, verb.clone()).await? {
        return Ok(question);
    }
    visit.change(verb).await?;
    Ok(Reply::see(format!("/staff/classes/{}?said=cancelled", class.key)))
}

/// `POST /staff/classes/{key}/move`
pub(crate) async fn change_time(visit: Visit) -> Result<Reply, Fault> {
    let class = offerings::of_address(&visit).await?;
    let words = visit.words;
    let mut errors = Errors::default();
    let starts = visit.form.get("starts").replace('T', " ");
    let starts = DateTime::strptime("%Y-%m-%d %H:%M", &starts).ok();
    let in_future =
        starts.and_then(|s| rules::time::Instant::from_local(s, &visit.app.zone).ok()).is_some_and(|s| s > visit.now());
    if starts.is_none() || !in_future {
        errors.add("starts", t!(words, "error-starts"));
    }
    let notice = visit.form.get("notice").to_owned();
    if notice.is_empty() || notice.chars().count() > 500 {
        errors.add("notice", t!(words, "error-notice"));
    }
    let two_years = visit.now().plus_minutes(2 * 366 * 24 * 60);
    if starts.and_then(|s| rules::time::Instant::from_local(s, &visit.app.zone).ok()).is_some_and(|s| s > two_years) {
        errors.add("starts", t!(words, "error-starts-far"));
    }
    let (place, room) = (visit.form.get("venue"), visit.form.get("room"));
    let online = visit.form.ticked("online");
    if class.online && !online && place.is_empty() {
        errors.add("venue", t!(words, "error-move-place"));
    }
    if visit.form.ticked(telling::AGREED)
        && starts == Some(class.starts().local(&visit.app.zone))
        && class.notice == notice
    {
        // the second press of the button
        return Ok(Reply::see(format!("/staff/classes/{}?said=moved", class.key)));
    }
    let same_time = starts == Some(class.starts().local(&visit.app.zone));
    if same_time && place.is_empty() && online == class.online && room == class.room {
        errors.add("starts", t!(words, "error-move-nothing"));
    }
    let Some(starts) = starts.filter(|_| errors.is_empty()) else {
        return Ok(visit.show_again(page(&visit, &class, &visit.form, &errors, "").await?));
    };
    let venue = visit.form.get("venue").to_owned();
    let venue = visit.read(move |tx| crate::classes::offerings::venues::id_of(tx, &venue)).await?;
    let room = visit.form.get("room").to_owned();
    let to = NewPlace { starts, online: visit.form.ticked("online"), venue, room, notice };
    let before = format!("{}, {}", class.times_short(words, &visit.app.zone), class.place(words));
    let key = class.key.clone();
    let act = Act {
        title: t!(words, "move-check", class = named(&visit, &class)),
        lead: t!(words, "move-lead", starts = when_and_where(&visit, &class, &to).await?, notice = &to.notice),
        button: t!(words, "move-agree"),
        back: format!("/staff/classes/{key}"),
        takes_typed: false,
    };
    let verb = move |change: &Change<'_, '_>| verbs::change_time(change, &class, &to, &before);
    let rehearsed = verb.clone();
    if let Some(question) = telling::ask(&visit, act, move |change| rehearsed(change).map(drop)).await? {
        return Ok(question);
    }
    let moved = visit.change(verb).await?;
    Ok(Reply::see(format!("/staff/classes/{key}{}", if moved { "?said=moved" } else { "" })))
}
