//! `GET /classes/{key}`: one class, to decide and go.

use super::{Class, SeatState, card, key_of, store};
use crate::{fault::Fault, programme::WordingIn, signup, visit::Visit, when};
use kit::{
    Page, Reply,
    parts::{facts, note},
    t,
};
use maud::{Markup, html};
use rules::seats::Stage;

pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let key = key_of(visit.param("key")).to_owned();
    let (editions, now) = (visit.app.editions.clone(), visit.now());
    let person = visit.visitor.as_ref().map(|v| v.id);
    let (edition, class, mine, others) = visit
        .read(move |tx| {
            let edition = editions.current(tx)?;
            let class = store::by_key(tx, &edition, &key)?;
            let mine = person.map(|p| signup::mine::of_person(tx, p)).transpose()?.unwrap_or_default();
            let others: Vec<Class> = store::upcoming(tx, &edition, now)?
                .into_iter()
                .filter(|c| c.code == class.code && c.id != class.id && c.stage == Stage::Published)
                .collect();
            Ok((edition, class, mine, others))
        })
        .await?;
    // A renamed class keeps its old links: the key decides, the tail is corrected.
    let wanted = class.path();
    if format!("/classes/{}", visit.param("key")) != wanted {
        return Ok(Reply::Moved(visit.href(&wanted)));
    }
    let words = visit.words;
    let wording = edition.wording.of(visit.language());
    let state = mine.state(&class);
    let body = html! {
        h1 lang=[card::titles(words)] { (class.full_title()) }
        (banner(&visit, &class, &others))
        div.two {
            section.card.stack aria-labelledby="when" {
                h2 id="when" { (t!(words, "class-when-where")) }
                (facts(&rows(&visit, &class, wording)))
                p.row { (card::seat_tag(words, &class, now, &visit.app.zone)) }
                (card::action(&visit, &class, state))
                (why_not(&visit, &class))
                p { a href=(visit.href(&format!("/classes/{}/calendar.ics", class.key))) { (t!(words, "add-to-calendar")) } }
            }
            section.stack aria-labelledby="what" {
                h2 id="what" { (t!(words, "class-about")) }
                @if !class.about.is_empty() { p lang=[card::titles(words)] { (class.about) } }
                @if !class.topics.is_empty() {
                    h3 { (t!(words, "class-topics")) }
                    ul { @for topic in &class.topics { li { (wording.topic(topic)) } } }
                }
                p { a href=(visit.href(&format!("/topics/{}", super::slug(&class.title)))) { (t!(words, "topic-all-dates")) } }
                @if !class.audience.is_empty() { p { (t!(words, "class-audience", audience = &class.audience)) } }
            }
        }
        @if !others.is_empty() && class.stage != Stage::Cancelled {
            h2 { (t!(words, "class-other-dates")) }
            ul.plain.stack { @for other in others.iter().take(5) { (card::card(&visit, wording, other, mine.state(other))) } }
        }
    };
    Ok(visit.show(Page::new(class.full_title(), body)))
}

fn rows(visit: &Visit, class: &Class, wording: &WordingIn) -> Vec<(String, Markup)> {
    let words = visit.words;
    let mut rows = vec![
        (t!(words, "fact-when"), html! { @for line in class.times(words, &visit.app.zone) { (line) br; } }),
        (
            t!(words, "fact-where"),
            html! {
                @if class.online { (t!(words, "online-detail")) }
                @else { a href=(visit.href(&format!("/venues/{}", class.venue.key))) { (class.place(words)) } br; (class.venue.address) }
            },
        ),
        (t!(words, "fact-counts"), html! { (class.parts_in_words(words, wording)) ", " (words.hours(class.credited)) }),
    ];
    if !class.trainers.is_empty() {
        rows.push((t!(words, "fact-trainers"), html! { (class.trainers) }));
    }
    if let Some((key, title)) = &class.event {
        rows.push((t!(words, "fact-event"), html! { a href=(visit.href(&format!("/events/{key}"))) { (title) } }));
    }
    rows
}

fn banner(visit: &Visit, class: &Class, others: &[Class]) -> Markup {
    let words = visit.words;
    html! {
        @if class.stage == Stage::Cancelled {
            (note("bad", &t!(words, "class-cancelled-title"), html! {
                @if !class.notice.is_empty() { p { (class.notice) } }
                @if let Some(next) = others.first() {
                    p { (t!(words, "class-next-date", day = words.day(next.first_day(&visit.app.zone), false))) " "
                        a href=(visit.href(&next.path())) { (t!(words, "see-class")) } }
                } @else { p { a href=(visit.href("/classes")) { (t!(words, "classes-all")) } } }
            }))
        } @else if !class.notice.is_empty() {
            (note("warn", &t!(words, "class-changed-title"), html! { p { (class.notice) } }))
        }
    }
}

/// Why the button is off or different, and what can be done.
fn why_not(visit: &Visit, class: &Class) -> Markup {
    let words = visit.words;
    let day = |at| words.day(when::day(at, &visit.app.zone), false);
    let sentence = match class.seats(visit.now()) {
        SeatState::Elsewhere => t!(words, "why-elsewhere"),
        SeatState::NotOpen(at) => t!(words, "why-not-open", day = day(at)),
        SeatState::Closed => t!(words, "why-closed", day = day(class.closes_at)),
        SeatState::Full { .. } => t!(words, "why-full"),
        SeatState::OneGroup => match &class.only_local {
            Some((_, local)) => t!(words, "why-one-local", local = local),
            None => return html! {},
        },
        SeatState::Left(_) | SeatState::Few(_) => {
            t!(
                words,
                "cancel-until",
                day = day(class.cancel_until),
                time = words.clock(when::clock(class.cancel_until, &visit.app.zone))
            )
        }
        SeatState::Past | SeatState::Cancelled => return html! {},
    };
    html! {
        p.mut { (sentence) }
        @if let Some(url) = class.elsewhere.as_ref().filter(|_| class.seats(visit.now()) == SeatState::Elsewhere) {
            p { a.btn href=(url) rel="external" { (t!(words, "sign-up-elsewhere")) } }
        }
    }
}
