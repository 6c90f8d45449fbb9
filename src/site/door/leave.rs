//! `/me/leave`: leaving the programme. Hours and certificates stay, and coming back is one press.

use crate::{
    ground::{fault::Fault, ids::PersonId, verb::Verb},
    programme::{
        Edition, Reading,
        change::{Change, Entry},
    },
    progress::enrolment::{store, verbs::leave},
    seats::signup::{self, wishes},
    visit::Visit,
};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, checkbox, hidden},
    t,
};
use maud::html;
use std::sync::Arc;

/// The programme that somebody would leave, if they are in it: the one that the address names, or the one that they
/// enrolled in first; and in how many others they are.
fn own(at: &Reading<'_, '_>, person: PersonId) -> Result<(Option<Arc<Edition>>, usize), Fault> {
    let edition = at.edition()?;
    let all = store::of_person(at, person)?;
    let is_in = all.iter().any(|e| e.programme == edition.rules.id);
    Ok((is_in.then_some(edition), all.len().saturating_sub(1)))
}

/// `GET /me/leave`
pub(crate) async fn ask(visit: Visit) -> Result<Reply, Fault> {
    let (person, now) = (visit.member()?.id, visit.now());
    let (own, others, seats) = visit
        .read(move |tx| {
            let (own, others) = own(tx, person)?;
            Ok((own, others, signup::store::not_begun(tx, person, now)?.len()))
        })
        .await?;
    let Some(own) = own else { return Ok(Reply::see("/enroll")) };
    let words = visit.words;
    let (title, give_back) = (t!(words, "leave-programme-title"), t!(words, "leave-programme-seats", count = seats));
    let body = html! {
        h1 { (title) }
        @if visit.app.editions.listed().len() > 1 {
            p {
                strong { (own.wording.of(words.language).site) } ". "
                @if others > 0 { (t!(words, "leave-programme-others", count = others)) }
            }
        }
        p { (t!(words, "leave-programme-what")) }
        ul {
            li { (t!(words, "leave-programme-hours")) }
            @if others == 0 {
                li { (t!(words, "leave-programme-mail")) }
                li { (t!(words, "leave-programme-back")) }
            } @else { li { (t!(words, "leave-programme-back-one")) } }
        }
        form.stack method="post" action="/me/leave" {
            (hidden("programme", &own.rules.id))
            @if seats > 0 && others == 0 { (checkbox(words, Field::new("seats", &give_back), &Typed::default(), &Errors::default())) }
            p.row {
                button.btn type="submit" { (t!(words, "leave-programme-button")) }
                a href="/me/profile" { (t!(words, "leave-programme-stay")) }
            }
        }
        p.mut { (t!(words, "leave-programme-erase", email = &visit.app.config.office.email)) }
    };
    Ok(visit.show(Page::new(title, body).private()))
}

/// `POST /me/leave`
pub(crate) async fn go(visit: Visit) -> Result<Reply, Fault> {
    let (person, now, left) = (visit.member()?.id, visit.now(), visit.form.get("programme").to_owned());
    let listed = visit.app.editions.listed();
    let back = match listed.iter().any(|l| l.edition.rules.id == left) {
        true if listed.len() > 1 => format!("/programs/{left}/enroll"),
        _ => "/enroll".to_owned(),
    };
    let all = visit.read(move |tx| store::of_person(tx, person)).await?;
    if !all.iter().any(|e| e.programme == left) {
        return Ok(Reply::see(back));
    }
    let others = all.len() > 1;
    // the seats of whoever stays in another programme are for that as well
    if visit.form.ticked("seats") && !others {
        for id in visit.read(move |tx| signup::store::not_begun(tx, person, now)).await? {
            visit
                .change(move |change| {
                    let signup = signup::store::by_id(change.tx, id)?;
                    signup::verbs::give_back(change, &signup).map(drop)
                })
                .await?;
        }
    }
    visit
        .change(move |change: &Change<'_, '_>| {
            // the one that the page named: a second press leaves no other
            let programme = left.as_str();
            if leave(change, person, programme)? {
                if store::of_person(change.tx, person)?.is_empty() {
                    wishes::store::end_all(change, person)?;
                }
                let (verb, object) = (Verb::EnrolmentLeft, "person");
                change.audit(&Entry { verb, object, id: person.0, before: "", after: programme, reason: "" })?;
            }
            Ok(())
        })
        .await?;
    Ok(Reply::see(back))
}
