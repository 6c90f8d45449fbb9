//! `/staff/revocations`: certificates that somebody wants to take back wait for a second person; members' answers wait for
//! the office.

use crate::{
    certificates::awards::{
        revocations::{self, Revocation},
        verbs::{self, Decided},
    },
    ground::{fault::Fault, when},
    visit::Visit,
};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, text_area},
    parts::button_form,
    t,
};
use maud::{Markup, html};

async fn page(visit: &Visit, wrong: Option<(&str, &Errors)>) -> Result<Page, Fault> {
    let scope = visit.scope.clone();
    let waiting = visit.read(move |tx| revocations::waiting(tx, &scope)).await?;
    let words = visit.words;
    let said = format!("revocation-said-{}", visit.query.get("said"));
    let body = html! {
        @if let Some((_, errors)) = wrong { (errors.summary(words)) }
        @if words.has(&said) { p.note role="status" { (words.text(&said, &[])) } }
        h1 { (t!(words, "staff-revocations")) }
        @if waiting.is_empty() { p { (t!(words, "revocations-none")) } }
        ul.plain.stack { @for one in &waiting { li.card.stack { (card(visit, one, wrong)) } } }
        p { a href="/staff/certificates" { (t!(words, "go-back")) } }
    };
    Ok(Page::new(t!(words, "staff-revocations"), body).private())
}

/// The prefix for the ids of one answer's form among several on the page.
fn prefix(key: &str) -> String {
    format!("answer-{key}-")
}

fn card(visit: &Visit, r: &Revocation, wrong: Option<(&str, &Errors)>) -> Markup {
    let words = visit.words;
    let day = words.date(when::day(r.asked_at, &visit.app.zone));
    let category = words.text(&format!("revoke-{}", r.category), &[]);
    let me = visit.visitor.as_ref().map(|v| v.id);
    let own = me == Some(r.holder) || (r.decided_at.is_none() && me == Some(r.asked_by));
    html! {
            h2 { a href={ "/staff/certificates/" (r.number) } { (r.number) } }
            p { (t!(words, "revocation-line", day = day, category = category, reason = &r.reason)) }
            @if own {
                p.mut { (t!(words, "revocation-own")) }
            } @else if r.decided_at.is_none() {
                p.row {
                    (button_form(
                        &format!("/staff/revocations/{}/decide", r.key),
                        "",
                        &t!(words, "revocation-yes"),
                        kit::form::hidden("agrees", "1"),
                    ))
                    (button_form(&format!("/staff/revocations/{}/decide", r.key), "second", &t!(words, "revocation-no"), html! {}))
                }
            } @else {
                h3 { (t!(words, "appeal-of-member")) }
                p { (r.appeal) }
                @let none = Errors::of_form(prefix(&r.key));
    @let errors = wrong.filter(|(key, _)| *key == r.key).map_or(&none, |(_, errors)| errors);
                @let typed = if errors.is_empty() { Typed::default() } else { visit.form.clone() };
                form.stack method="post" action={ "/staff/revocations/" (r.key) "/answer" } novalidate {
                    (text_area(
                        words,
                        Field::new("answer", &t!(words, "appeal-answer")).hinted(&t!(words, "appeal-answer-hint")),
                        4,
                        &typed,
                        errors,
                    ))
                    p { button.btn type="submit" { (t!(words, "appeal-answer-button")) } }
                }
            }
        }
}

/// `GET /staff/revocations`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    Ok(visit.show(page(&visit, None).await?))
}

/// `POST /staff/revocations/{key}/decide`
pub(crate) async fn decide(visit: Visit) -> Result<Reply, Fault> {
    let (key, agrees) = (visit.param("key").to_owned(), visit.form.ticked("agrees"));
    let said = match visit.change(move |change| verbs::decide(change, &key, agrees)).await? {
        Decided::Done if agrees => "done",
        Decided::Done => "kept",
        Decided::SamePerson => "same",
        Decided::Before => "before",
    };
    Ok(Reply::see(format!("/staff/revocations?said={said}")))
}

/// `POST /staff/revocations/{key}/answer`
pub(crate) async fn answer(visit: Visit) -> Result<Reply, Fault> {
    let (key, text) = (visit.param("key").to_owned(), visit.form.get("answer").to_owned());
    if text.is_empty() || text.chars().count() > 2_000 {
        let mut errors = Errors::of_form(prefix(&key));
        errors.add("answer", t!(visit.words, "error-appeal", most = 2_000_i64));
        return Ok(visit.show_again(page(&visit, Some((&key, &errors))).await?));
    }
    let done = visit.change(move |change| verbs::answer_appeal(change, &key, &text)).await?;
    Ok(Reply::see(format!("/staff/revocations?said={}", if done { "answered" } else { "before" })))
}
