//! `/me/leave`: leaving the programme. Hours and certificates stay, and coming back is one press.

use crate::{
    ground::{fault::Fault, verb::Verb},
    programme::change::{Change, Entry},
    progress::enrolment::verbs::{is_enrolled, leave},
    seats::signup::{self, wishes},
    visit::Visit,
};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, checkbox},
    t,
};
use maud::html;

/// `GET /me/leave`
pub(crate) async fn ask(visit: Visit) -> Result<Reply, Fault> {
    let (person, now) = (visit.member()?.id, visit.now());
    let (enrolled, seats) =
        visit.read(move |tx| Ok((is_enrolled(tx, person)?, signup::store::not_begun(tx, person, now)?.len()))).await?;
    if !enrolled {
        return Ok(Reply::see("/enroll"));
    }
    let words = visit.words;
    let (title, give_back) = (t!(words, "leave-programme-title"), t!(words, "leave-programme-seats", count = seats));
    let body = html! {
        h1 { (title) }
        p { (t!(words, "leave-programme-what")) }
        ul {
            li { (t!(words, "leave-programme-hours")) }
            li { (t!(words, "leave-programme-mail")) }
            li { (t!(words, "leave-programme-back")) }
        }
        form.stack method="post" action="/me/leave" {
            @if seats > 0 { (checkbox(words, Field::new("seats", &give_back), &Typed::default(), &Errors::default())) }
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
    let (person, now) = (visit.member()?.id, visit.now());
    if visit.form.ticked("seats") {
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
            if leave(change, person)? {
                wishes::store::end_all(change, person)?;
                let (verb, object) = (Verb::EnrolmentLeft, "person");
                change.audit(&Entry { verb, object, id: person.0, before: "", after: "", reason: "" })?;
            }
            Ok(())
        })
        .await?;
    Ok(Reply::see("/enroll"))
}
