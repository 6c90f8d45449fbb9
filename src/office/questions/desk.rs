//! `/staff/questions`: what waits for an answer. It is answered by email; here it is ticked off.

use super::store::{self, Question};
use crate::{
    ground::{fault::Fault, when},
    visit::Visit,
};
use kit::{Page, Reply, form::hidden, parts::button_form, t};
use maud::{Markup, html};

/// `GET /staff/questions`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let (waiting, answered) = visit.read(|tx| Ok((store::waiting(tx)?, store::answered(tx)?))).await?;
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "questions-title")) }
        @if waiting.is_empty() { p { (t!(words, "questions-none")) } }
        ul.plain.stack { @for question in &waiting { (card(&visit, question)) } }
        @if !answered.is_empty() {
            h2 { (t!(words, "questions-answered")) }
            ul.plain.stack { @for question in &answered { (card(&visit, question)) } }
        }
    };
    Ok(visit.show(Page::new(t!(words, "questions-title"), body).private()))
}

fn card(visit: &Visit, question: &Question) -> Markup {
    let words = visit.words;
    let (yes, button) = match question.answered_at {
        None => ("1", t!(words, "question-done")),
        Some(_) => ("", t!(words, "question-not-done")),
    };
    html! {
        li.card.stack.tight {
            p { strong { (question.name) } ", " (when::moment(words, question.asked_at, &visit.app.zone)) }
            @for line in question.body.lines().map(str::trim).filter(|l| !l.is_empty()) { p { (line) } }
            div.row {
                a.btn.second href={ "mailto:" (question.email) } { (t!(words, "question-answer", email = &question.email)) }
                (button_form(
                    &format!("/staff/questions/{}", question.key),
                    "second",
                    &button,
                    html! { (hidden("answered", yes)) },
                ))
            }
        }
    }
}

/// `POST /staff/questions/{key}`
pub(crate) async fn tick(visit: Visit) -> Result<Reply, Fault> {
    let key = visit.param("key").to_owned();
    let question = visit.read(move |tx| store::by_key(tx, &key)).await?;
    let yes = visit.form.ticked("answered");
    visit.change(move |change| store::set_answered(change, &question, yes)).await?;
    Ok(Reply::see("/staff/questions"))
}
