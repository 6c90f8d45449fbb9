//! `/local/hand-over`: who speaks for the local after somebody, and from which day.

use crate::{
    ground::{fault::Fault, when},
    people::{
        self,
        hand_overs::{self, Asked, HandOver, Named},
        is_address, locals, tidy_name,
    },
    visit::Visit,
};
use jiff::civil::Date;
use kit::{
    Page, Reply,
    form::{Errors, Field, LONGEST, Typed, field},
    parts::button_form,
    t,
};
use maud::{Markup, html};
use rules::time::Instant;

/// `GET /local/hand-over`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let page = page(&visit, &Typed::default(), &Errors::default()).await?;
    Ok(visit.show(page))
}

async fn page(visit: &Visit, typed: &Typed, errors: &Errors) -> Result<Page, Fault> {
    let local = visit.scope.local()?;
    let (name, all) = visit.read(move |tx| Ok((locals::name(tx, local)?, hand_overs::of_local(tx, local)?))).await?;
    let words = visit.words;
    let title = t!(words, "hand-over-title");
    let (who, email, day) = (t!(words, "hand-over-name"), t!(words, "sign-in-email"), t!(words, "hand-over-day"));
    let body = html! {
        (errors.summary(words))
        p { a href="/local" { (t!(words, "local-back")) } }
        h1 { (title) }
        p { (name) }
        @match visit.query.get("said") {
            "asked" => { p.note.ok role="status" { (t!(words, "hand-over-asked")) } }
            "back" => { p.note.ok role="status" { (t!(words, "hand-over-taken-back")) } }
            _ => {}
        }
        p { (t!(words, "hand-over-lead")) }
        form.stack method="post" action="/local/hand-over" novalidate {
            (field(words, Field::new("name", &who).completed("off"), typed, errors))
            (field(words, Field::new("email", &email).of_kind("email").completed("off"), typed, errors))
            (field(words, Field::new("day", &day).hinted(&t!(words, "hand-over-day-hint")).of_kind("date"), typed, errors))
            p { button.btn type="submit" { (t!(words, "hand-over-ask")) } }
        }
        @if !all.is_empty() {
            h2 { (t!(words, "hand-over-before")) }
            ul { @for one in &all { li { (line(visit, one)) } } }
        }
    };
    Ok(Page::new(title, body).private())
}

/// Whether the visitor named them.
fn mine(visit: &Visit, one: &HandOver) -> bool {
    visit.member().is_ok_and(|m| m.id == one.by)
}

fn line(visit: &Visit, one: &HandOver) -> Markup {
    let words = visit.words;
    let day = words.date(when::day(one.from_at, &visit.app.zone));
    html! {
        (t!(words, "hand-over-line", name = &one.name, day = day)) " "
        @match one.agreed {
            None => {
                (t!(words, "hand-over-waits"))
                @if mine(visit, one) {
                    (button_form(&format!("/local/hand-over/{}/back", one.key), "second", &t!(words, "hand-over-take-back"), html! {}))
                }
            }
            Some(true) => { (t!(words, "hand-over-agreed")) }
            Some(false) => { (t!(words, "hand-over-declined")) }
        }
    }
}

/// `POST /local/hand-over`
pub(crate) async fn ask(visit: Visit) -> Result<Reply, Fault> {
    let (local, words, typed) = (visit.scope.local()?, visit.words, &visit.form);
    let mut errors = Errors::default();
    let (name, email) = (tidy_name(typed.get("name")), typed.get("email").to_owned());
    if name.is_empty() || name.chars().count() > LONGEST {
        errors.add("name", t!(words, "error-hand-over-name"));
    } else if let Some(text) = people::signs::refused(&visit, &name) {
        errors.add("name", text);
    }
    if !is_address(&email) {
        errors.add("email", t!(words, "error-email"));
    }
    let today = visit.now().date(&visit.app.zone);
    let last = today.saturating_add(jiff::Span::new().years(2));
    let day = typed.within::<Date>("day", today..=last);
    let at = day.and_then(|d| Instant::from_local(d.at(0, 0, 0, 0), &visit.app.zone).ok());
    if at.is_none() {
        errors.add("day", t!(words, "error-hand-over-day"));
    }
    if let Some(from_at) = at.filter(|_| errors.is_empty()) {
        let named = Named { name, email, from_day: day.map(|d| d.to_string()).unwrap_or_default(), from_at };
        match visit.change(move |change| hand_overs::ask(change, local, &named)).await? {
            Asked::Yes => return Ok(Reply::see("/local/hand-over?said=asked")),
            Asked::NoOffice => errors.add("name", t!(words, "error-hand-over-office")),
            Asked::Waits => errors.add("name", t!(words, "error-hand-over-waits")),
            Asked::Oneself => errors.add("email", t!(words, "error-hand-over-oneself")),
        }
    }
    let page = page(&visit, typed, &errors).await?;
    Ok(visit.show_again(page))
}

/// `POST /local/hand-over/{key}/back`
pub(crate) async fn take_back(visit: Visit) -> Result<Reply, Fault> {
    let (local, key) = (visit.scope.local()?, visit.param("key").to_owned());
    let done = visit.change(move |change| hand_overs::take_back(change, local, &key)).await?;
    Ok(Reply::see(if done { "/local/hand-over?said=back" } else { "/local/hand-over" }))
}
