//! `/staff/names`: names that members want on their certificates.

use crate::{
    certificates::awards::{
        name_fixes, seal, store,
        verbs::{self, NameDecided},
    },
    ground::{fault::Fault, when},
    visit::Visit,
};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, text_area},
    parts::facts,
    t,
};
use maud::html;

async fn page(visit: &Visit, wrong: Option<(&str, &Errors)>) -> Result<Page, Fault> {
    let scope = visit.scope.clone();
    let waiting = visit
        .read(move |tx| {
            let mut waiting = Vec::new();
            for fix in name_fixes::waiting(tx, &scope)? {
                let award = store::by_id(tx, fix.award)?;
                waiting.push((award.number, store::newest(tx, fix.award)?.name, fix));
            }
            Ok(waiting)
        })
        .await?;
    let words = visit.words;
    let said = format!("names-said-{}", visit.query.get("said"));
    let body = html! {
            @if let Some((_, errors)) = wrong { (errors.summary(words)) }
            @if words.has(&said) { p.note.ok role="status" { (words.text(&said, &[])) } }
            h1 { (t!(words, "staff-names")) }
            @if waiting.is_empty() { p { (t!(words, "names-none")) } }
            ul.plain.stack { @for (number, now, fix) in &waiting {
                li.card.stack {
                    h2 { a href={ "/staff/certificates/" (number) } { (number) } }
                    (facts(&[
                        (t!(words, "names-now"), html! { (now) }),
                        (t!(words, "names-wanted"), html! { strong { (fix.name) } }),
                        (t!(words, "names-asked"), html! { (words.date(when::day(fix.asked_at, &visit.app.zone))) }),
                    ]))
                    @if !fix.note.is_empty() { p { (fix.note) } }
                    @let none = Errors::of_form(format!("name-{}-", fix.key));
    @let errors = wrong.filter(|(key, _)| *key == fix.key).map_or(&none, |(_, errors)| errors);
                    @let typed = if errors.is_empty() { Typed::default() } else { visit.form.clone() };
                    form.stack method="post" action={ "/staff/names/" (fix.key) } novalidate {
                        (text_area(
                            words,
                            Field::new("answer", &t!(words, "names-answer")).hinted(&t!(words, "names-answer-hint")),
                            2,
                            &typed,
                            errors,
                        ))
                        p.row {
                            button.btn type="submit" name="agrees" value="1" { (t!(words, "names-yes")) }
                            button.btn.second type="submit" { (t!(words, "names-no")) }
                        }
                    }
                }
            } }
            p { a href="/staff/certificates" { (t!(words, "go-back")) } }
        };
    Ok(Page::new(t!(words, "staff-names"), body).private())
}

/// `GET /staff/names`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    Ok(visit.show(page(&visit, None).await?))
}

/// `POST /staff/names/{key}`
pub(crate) async fn decide(visit: Visit) -> Result<Reply, Fault> {
    let (key, answer) = (visit.param("key").to_owned(), visit.form.get("answer").to_owned());
    let agrees = visit.form.ticked("agrees");
    if (answer.is_empty() && !agrees) || answer.chars().count() > 500 {
        let mut errors = Errors::of_form(format!("name-{key}-"));
        errors.add("answer", t!(visit.words, "error-names-answer"));
        return Ok(visit.show_again(page(&visit, Some((&key, &errors))).await?));
    }
    let said = match visit.change(move |change| verbs::decide_name(change, &key, agrees, &answer)).await? {
        NameDecided::Yes(document) => {
            seal::seal(&visit.app, document).await?;
            "yes"
        }
        NameDecided::No => "no",
        NameDecided::Oneself => "self",
        NameDecided::Before => "before",
    };
    Ok(Reply::see(format!("/staff/names?said={said}")))
}
