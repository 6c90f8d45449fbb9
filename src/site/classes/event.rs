//! `/events/{key}`: an event's timetable, and one sign-up for all that somebody wants of it.

use super::timetable::{self, Choice, Day};
use crate::{
    classes::offerings::{
        Class,
        card::{MemberState, titles},
        events::{self, Event},
        store,
    },
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
    },
    programme::Edition,
    seats::signup::{
        mine::{self, Mine},
        pages::form_key,
        refusals,
        verbs::{self, Chosen, Done},
    },
    visit::{Visit, ways::query},
};
use axum::http::StatusCode;
use db::{params, sql};
use kit::{
    Page, Reply,
    form::{Typed, hidden},
    parts::note,
    t,
};
use maud::{Markup, html};
use std::{collections::BTreeSet, sync::Arc};

/// An event as its page shows it.
struct Shown {
    edition: Arc<Edition>,
    event: Event,
    classes: Vec<Class>,
    mine: Mine,
}

async fn of_address(visit: &Visit) -> Result<Shown, Fault> {
    let key = visit.param("key").to_owned();
    let person = visit.visitor.as_ref().map(|v| v.id);
    visit
        .read(move |tx| {
            let edition = tx.edition()?;
            let event = events::by_key(tx, &key)?;
            let ids = tx.all(
                sql!(
                    "select id from offering where event_id = $1 and stage <> 'draft' order by starts_at, id limit 500"
                ),
                &params![event.id],
            )?;
            let classes = ids.iter().map(|r| store::by_id(tx, &edition, r.get(0)?)).collect::<Result<_, Fault>>()?;
            let mine = person.map(|p| mine::with_content(tx, p)).transpose()?.unwrap_or_default();
            Ok(Shown { edition, event, classes, mine })
        })
        .await
}

/// `GET /events/{key}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let shown = of_address(&visit).await?;
    let words = visit.words;
    let (seats, waiting) = shown.had();
    let kept = visit.visitor.is_some() && timetable::choices(&visit.query).next().is_some();
    let said = match visit.query.get("said") {
        "day" if seats + waiting > 0 => note(
            "ok",
            &t!(words, "event-day-done", seats = seats, waiting = waiting),
            html! { p { (t!(words, "event-day-mailed")) } },
        ),
        // somebody signed in or enrolled on the way: what they chose is here, and not booked
        _ if kept => note(
            "warn",
            &t!(words, "event-not-yet"),
            html! { p { button.btn type="submit" form=(FORM) { (t!(words, "event-sign-up")) } } },
        ),
        _ => html! {},
    };
    Ok(visit.show(page(&visit, &shown, &visit.query, said, &[])))
}

impl Shown {
    /// In how many classes here the visitor has a seat, and a place in line.
    fn had(&self) -> (usize, usize) {
        let count =
            |of: fn(MemberState) -> bool| self.classes.iter().filter(|c| self.mine.state(c).is_some_and(of)).count();
        (
            count(|m| matches!(m, MemberState::Confirmed | MemberState::Offered)),
            count(|m| matches!(m, MemberState::Waiting(_))),
        )
    }
}

/// The form's id: a button above the timetable belongs to it too.
const FORM: &str = "day";

/// The page. `refused` are the classes among those chosen that can't be had.
fn page(visit: &Visit, shown: &Shown, chosen: &Typed, said: Markup, refused: &[&str]) -> Page {
    let (words, event) = (visit.words, &shown.event);
    let wording = shown.edition.wording.of(visit.language());
    let table = timetable::timetable(
        visit,
        &Day { wording, venue: &event.venue_key, classes: &shown.classes, mine: &shown.mine, chosen, refused },
    );
    let others = timetable::choices(chosen).filter(|c| !refused.contains(&c.class)).count();
    let body = html! {
        (said)
        h1 lang=[titles(words)] { (event.title) }
        p { strong { (event.days(words)) } " · " a href=(visit.href(&format!("/venues/{}", event.venue_key))) { (event.venue) } }
        @if !event.about.is_empty() { p lang=[titles(words)] { (event.about) } }
        @if shown.classes.is_empty() { p { (t!(words, "event-no-classes")) } }
        @else if !table.can_choose { (table.slots) }
        @else {
            p { (t!(words, "event-one-per-slot")) }
            form.stack.wide id=(FORM) method="post" action=(visit.href(&format!("{}/sign-up", event.path()))) {
                @if visit.visitor.is_some() { (hidden("request", &visit.app.random.key(20))) }
                (table.slots)
                div.bar.dock {
                    p { (t!(words, "event-all-or-none")) }
                    button.btn type="submit" {
                        @if !refused.is_empty() && others > 0 { (t!(words, "event-sign-up-others", count = others)) }
                        @else { (t!(words, "event-sign-up")) }
                    }
                }
            }
        }
    };
    let page = Page::new(event.title.clone(), body);
    if visit.visitor.is_some() { page.private() } else { page }
}

/// `POST /events/{key}/sign-up`: every class that is chosen, or none of them.
pub(crate) async fn sign_up(visit: Visit) -> Result<Reply, Fault> {
    let shown = of_address(&visit).await?;
    let mut chosen: Vec<Choice> = timetable::choices(&visit.form).collect();
    let mut seen = BTreeSet::new();
    chosen.retain(|c| seen.insert(c.class));
    let Some(person) = visit.visitor.as_ref().map(|v| v.id) else { return Ok(sign_in_first(&visit, &shown.event)) };
    if chosen.is_empty() {
        let said = note("warn", &t!(visit.words, "event-none-chosen"), html! {});
        return Ok(visit.show_again(page(&visit, &shown, &visit.form, said, &[])));
    }
    let find = |c: &Choice| shown.classes.iter().find(|class| class.key == c.class).ok_or(Fault::NotFound);
    let classes: Vec<&Class> = chosen.iter().map(find).collect::<Result<_, Fault>>()?;
    let wanted = classes.iter().zip(&chosen).map(|(class, choice)| Chosen {
        offering: class.id,
        key: class.key.clone(),
        may_wait: choice.may_wait,
        again: choice.again,
    });
    let done = attempt(&visit, (person, shown.event.id), wanted.collect()).await?;
    let Err(done) = done else { return Ok(Reply::see(format!("{}?said=day", visit.href(&shown.event.path())))) };
    let refused: Vec<(&Class, Reason)> = classes
        .iter()
        .zip(&done)
        .filter_map(|(class, done)| Some((*class, reason(&visit, &shown, class, done)?)))
        .collect();
    let keys: Vec<&str> = refused.iter().map(|(class, _)| class.key.as_str()).collect();
    let said = why_not(&visit, &refused, classes.len());
    let page = page(&visit, &shown, &visit.form, said, &keys).private();
    Ok(Reply::Page(StatusCode::CONFLICT, page.render(visit.words, &visit.frame())))
}

/// All of it, or what became of each.
async fn attempt(visit: &Visit, of: (PersonId, i64), wanted: Vec<Chosen>) -> Result<Result<(), Vec<Done>>, Fault> {
    let form = form_key(&visit.form);
    visit
        .app
        .attempt(visit.actor(), move |change| {
            let done = verbs::sign_up_for_day(change, of, &wanted, form.as_deref())?;
            Ok(if done.iter().all(|d| *d == Done::In) { Ok(()) } else { Err(done) })
        })
        .await
}

/// Strangers sign in, or enroll, and find their choice again.
fn sign_in_first(visit: &Visit, event: &Event) -> Reply {
    let slots: Vec<(&str, &str)> = timetable::fields(&visit.form).map(|name| (name, visit.form.get(name))).collect();
    let next = format!("{}?{}", visit.href(&event.path()), query(&slots));
    Reply::see(format!("{}?{}", visit.href("/sign-in"), query(&[("next", &next)])))
}

/// Why a class can't be had: in a few words, and in a sentence.
type Reason = (String, String);

fn reason(visit: &Visit, shown: &Shown, class: &Class, done: &Done) -> Option<Reason> {
    let words = visit.words;
    match done {
        Done::In => None,
        Done::Refused(refusal @ rules::seats::Refusal::Conflict(_), Some(other)) => {
            let here = |id: OfferingId| shown.classes.iter().find(|c| c.id == id).map(Class::full_title);
            let title = refusals::said(visit, class, refusal).0;
            let with = here(*other)
                .map_or_else(|| t!(words, "event-clash"), |class| t!(words, "event-clash-with", class = class));
            Some((title, with))
        }
        Done::Refused(refusal, _) => Some(refusals::said(visit, class, refusal)),
        Done::KeepsOld | Done::OtherForm => Some((t!(words, "other-form-title"), t!(words, "other-form-text"))),
    }
}

/// What can't be had and why, each with the way on: nothing is booked.
fn why_not(visit: &Visit, refused: &[(&Class, Reason)], chosen: usize) -> Markup {
    let words = visit.words;
    let each = html! {
        ul {
            @for (class, (title, text)) in refused {
                li {
                    a href=(visit.href(&class.path())) lang=[titles(words)] { (class.full_title()) }
                    ": " strong { (title) } ". " (text)
                }
            }
        }
        @if chosen > refused.len() { p { (t!(words, "event-choose-again")) } }
    };
    html! { div role="alert" { (note("warn", &t!(words, "event-none-booked", count = refused.len()), each)) } }
}
