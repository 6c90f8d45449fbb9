//! `/staff/trainers`: who could teach, for a course or for one class, with what they said and what they have taught.

use super::{
    own::course_name,
    store::{self, Asked, Bar, Trainer},
};
use crate::{
    classes::offerings::{self, Class},
    ground::{fault::Fault, when},
    programme::courses::{self, CourseRow},
    visit::Visit,
};
use db::{params, sql};
use jiff::civil::Date;
use kit::{
    Page, Reply, Words,
    form::{Errors, Field, Typed, select},
    parts::{Icon, tag},
    t,
};
use maud::{Markup, html};
use rules::time::Span;

/// A trainer with what stands in the way of the class that is asked about.
struct Line {
    trainer: Trainer,
    bars: Vec<Bar>,
}

/// `GET /staff/trainers`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let (now, key, scope) = (visit.now(), visit.query.get("class").to_owned(), visit.scope.clone());
    let asked_for = visit.query.get("course").to_owned();
    let (class, all, courses) = visit
        .read(move |tx| {
            let class = match key.as_str() {
                "" => None,
                key => {
                    let row = tx.optional(sql!("select id from offering where key = $1"), &params![key])?;
                    let id = row.ok_or(Fault::NotFound)?.get(0)?;
                    Some(offerings::store::by_id(tx, &*tx.edition()?, id)?)
                }
            };
            let spans: Vec<Span> = class.iter().flat_map(|c| c.sessions.iter().map(|s| s.span)).collect();
            let mut lines = Vec::new();
            let course = class.as_ref().map_or(asked_for.as_str(), |c| c.code.as_str());
            for trainer in store::trainers(tx, &scope, course, (tx.zone, now))? {
                let bars = match &class {
                    None => Vec::new(),
                    Some(c) => {
                        let region = (!c.online).then_some(c.venue.region.as_str());
                        let asked = Asked { offering: c.id, sessions: &spans, region };
                        store::bars(tx, tx.zone, &trainer, &asked)?
                    }
                };
                lines.push(Line { trainer, bars });
            }
            Ok((class, lines, courses::all(tx)?))
        })
        .await?;
    let course = class.as_ref().map_or_else(|| visit.query.get("course").to_owned(), |c| c.code.clone());
    let mut lines = all;
    // whoever nothing stands in the way of comes first, then who knows the course best
    lines.sort_by_key(|l| (l.bars.len(), -l.trainer.taught.get(&course).map_or(0, |(n, _)| *n)));
    let body = page(&visit, class.as_ref(), (&course, &courses), &lines);
    Ok(visit.show(Page::new(t!(visit.words, "able-desk-title"), body).private()))
}

fn page(visit: &Visit, class: Option<&Class>, (course, courses): (&str, &[CourseRow]), lines: &[Line]) -> Markup {
    let words = visit.words;
    let title = t!(words, "able-desk-title");
    let any = (String::new(), t!(words, "able-desk-any"), None);
    let mut named: Vec<(String, String, Option<&'static str>)> =
        courses.iter().map(|c| (c.code.clone(), course_name(c), None)).collect();
    named.sort_by(|a, b| a.1.cmp(&b.1));
    let options: Vec<_> = std::iter::once(any).chain(named).collect();
    let typed = Typed::default().with("course", course);
    html! {
        h1 { (title) }
        @if let Some(class) = class {
            p { strong { (class.full_title()) } ", " (class.times_short(words, &visit.app.zone)) ", " (class.place(words)) }
            p { a href={ "/staff/classes/" (class.key) "/plan" } { (t!(words, "able-desk-back")) } }
        } @else {
            p { (t!(words, "able-desk-lead")) }
            form.row method="get" action="/staff/trainers" {
                (select(words, Field::new("course", &t!(words, "able-desk-course")), &options, &typed, &Errors::default()))
                button.btn.second type="submit" { (t!(words, "able-desk-show")) }
            }
        }
        p role="status" { (t!(words, "able-desk-count", count = lines.len())) }
        ul.plain.stack { @for l in lines { (card(visit, l, (course, courses))) } }
    }
}

fn day(words: Words, day: Date) -> String {
    words.date(when::civil_day(day))
}

fn card(visit: &Visit, line: &Line, (course, courses): (&str, &[CourseRow])) -> Markup {
    let words = visit.words;
    let t = &line.trainer;
    let title = |code: &str| courses.iter().find(|c| c.code == code).map_or_else(|| code.to_owned(), course_name);
    let can: Vec<String> = t.able.courses.iter().map(|c| title(c)).collect();
    let slots: Vec<String> =
        t.able.times.slots.iter().map(|s| words.text(&format!("able-slot-{}", s.name()), &[])).collect();
    let mut places: Vec<String> = t.able.times.regions.iter().cloned().collect();
    if t.able.times.online {
        places.push(t!(words, "able-online"));
    }
    let today = visit.now().date(&visit.app.zone);
    html! {
        li.card.stack.tight {
            h2.small-title { a href={ "/staff/people/" (t.key) } { (t.name) } }
            p.small.mut { (t.email) }
            @for bar in &line.bars { p.row { (tag("warn", Icon::Warning, &said(words, bar))) } }
            @if let Some((n, last)) = t.taught.get(course) {
                p { (t!(words, "able-taught-this", count = *n, day = day(words, *last))) }
            }
            @match t.in_all() {
                Some((n, last)) => { p { (t!(words, "able-taught", count = n, day = day(words, last))) } }
                None => { p.mut { (t!(words, "able-taught-none")) } }
            }
            @if t.declined > 0 { p.small.mut { (t!(words, "able-declined", count = t.declined)) } }
            @if !can.is_empty() { p { (t!(words, "able-can")) " " (can.join(", ")) } }
            @if !slots.is_empty() { p { (t!(words, "able-when")) ": " (slots.join(", ")) } }
            @if !places.is_empty() { p { (t!(words, "able-where")) ": " (places.join(", ")) } }
            @for (from, until) in t.able.away.iter().filter(|(_, until)| *until >= today) {
                p { (t!(words, "able-away-days", from = day(words, *from), until = day(words, *until))) }
            }
            @if !t.able.times.note.is_empty() { p.mut { (t.able.times.note) } }
        }
    }
}

/// What stands in the way, in words.
fn said(words: Words, bar: &Bar) -> String {
    match bar {
        Bar::Away(on) => t!(words, "able-bar-away", day = day(words, *on)),
        Bar::Teaches(title) => t!(words, "able-bar-teaches", class = title),
        Bar::Slot(slot) => t!(words, "able-bar-slot", slot = words.text(&format!("able-slot-{}", slot.name()), &[])),
        Bar::Region(region) => t!(words, "able-bar-region", region = region),
        Bar::Online => t!(words, "able-bar-online"),
    }
}
