//! `GET /topics/{slug}`: a course and all its dates. `GET /classes/calendar/{month}`: the list of one month.

use crate::{
    classes::offerings::{Class, card, slug, store},
    ground::fault::Fault,
    programme::courses,
    seats::signup,
    visit::Visit,
};
use jiff::{ToSpan, civil::Date};
use kit::{Page, Reply, parts::facts, t};
use maud::html;

/// `GET /topics/{slug}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let wanted = visit.param("slug").to_owned();
    let now = visit.now();
    let person = visit.visitor.as_ref().map(|v| v.id);
    let (edition, course, classes, mine) = visit
        .read(move |tx| {
            let edition = tx.edition()?;
            let course = courses::all(tx)?.into_iter().find(|c| slug(&c.title) == wanted).ok_or(Fault::NotFound)?;
            let classes: Vec<Class> =
                store::upcoming(tx, &edition, now)?.into_iter().filter(|c| c.code == course.code).collect();
            let mine = person.map(|p| signup::mine::with_content(tx, p)).transpose()?.unwrap_or_default();
            Ok((edition, course, classes, mine))
        })
        .await?;
    let words = visit.words;
    let wording = edition.wording.of(visit.language());
    let parts: Vec<String> = course.parts(&edition.rules).iter().map(|p| wording.part(p).to_owned()).collect();
    let counts = if parts.is_empty() { t!(words, "counts-for-nothing") } else { parts.join(" / ") };
    let mut rows = vec![(t!(words, "fact-counts"), html! { (counts) ", " (words.hours(course.minutes)) })];
    if !course.audience.is_empty() {
        rows.push((t!(words, "topic-for"), html! { span lang=[card::titles(words)] { (course.audience) } }));
    }
    let body = html! {
        h1 lang=[card::titles(words)] { (course.title) }
        @if !course.about.is_empty() { p lang=[card::titles(words)] { (course.about) } }
        div.card { (facts(&rows)) }
        @if !course.all_topics().is_empty() {
            h2 { (t!(words, "class-topics")) }
            ul { @for topic in course.all_topics() { li { (wording.topic(&topic)) } } }
        }
        h2 { (t!(words, "topic-dates")) }
        p { a href=(visit.href(&format!("/me/wishes?topic={}", course.code))) { (t!(words, "wish-link")) } }
        @if classes.is_empty() {
            p { (t!(words, "topic-no-dates", email = &visit.app.config.office.email)) }
            p { a href=(visit.href("/classes")) { (t!(words, "classes-all")) } }
        }
        ul.plain.stack { @for class in &classes { (card::card(&visit, wording, class, mine.state(class))) } }
    };
    Ok(visit.show(Page::new(course.title.clone(), body)))
}

/// `GET /classes/calendar/{month}`: the month is a filter of the list: one page, one truth.
pub(crate) async fn month(visit: Visit) -> Result<Reply, Fault> {
    let first: Date = format!("{}-01", visit.param("month")).parse().map_err(|_| Fault::NotFound)?;
    let last = first.saturating_add(1.month()).saturating_add((-1).days());
    Ok(Reply::see(visit.href(&format!("/classes?from={first}&to={last}"))))
}
