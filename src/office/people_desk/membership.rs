//! `/staff/membership/{key}`: somebody who is not in the member file. Staff confirm their membership, with a reason
//! that stays in the log.

use crate::{
    ground::fault::Fault,
    people::{locals, membership, store},
    visit::Visit,
};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, text_area},
    parts::facts,
    t,
};
use maud::html;

async fn load(visit: &Visit) -> Result<(store::Person, String), Fault> {
    let (key, scope) = (visit.param("key").to_owned(), visit.scope.clone());
    visit
        .read(move |tx| {
            let person = store::by_key(tx, &scope, &key)?;
            let local = match person.local_id {
                Some(local) => locals::name(tx, local)?,
                None => person.local_typed.clone(),
            };
            Ok((person, local))
        })
        .await
}

/// `GET /staff/membership/{key}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let (person, local) = load(&visit).await?;
    Ok(visit.show(page(&visit, &person, &local, &Typed::default(), &Errors::default())))
}

fn page(visit: &Visit, person: &store::Person, local: &str, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let label = t!(words, "decide-reason");
    let rows = vec![
        (t!(words, "verify-name"), html! { strong { (person.name) } }),
        (t!(words, "member-email"), html! { (person.email) }),
        (t!(words, "member-local"), html! { (local) }),
        (t!(words, "member-work"), html! { (words.text(&format!("work-{}", person.work), &[])) }),
    ];
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "membership-title")) }
        div.card { (facts(&rows)) }
        p { (t!(words, "membership-text")) }
        form.stack method="post" action={ "/staff/membership/" (person.key) } novalidate {
            (text_area(words, Field::new("reason", &label), 2, typed, errors))
            p { button.btn type="submit" { (t!(words, "membership-confirm")) } }
        }
        p { a href="/staff/certificates" { (t!(words, "go-back")) } }
    };
    Page::new(t!(words, "membership-title"), body).private()
}

/// `POST /staff/membership/{key}`
pub(crate) async fn confirm(visit: Visit) -> Result<Reply, Fault> {
    let (person, local) = load(&visit).await?;
    let reason = visit.form.get("reason").to_owned();
    if reason.is_empty() || reason.chars().count() > 500 {
        let mut errors = Errors::default();
        errors.add("reason", t!(visit.words, "error-reason"));
        return Ok(visit.show_again(page(&visit, &person, &local, &visit.form, &errors)));
    }
    let before = person.membership;
    let (id, said) = (person.id, reason.clone());
    let done = visit
        .change(move |change| match change.gives_to(id) {
            Some(to) => membership::confirm(change, to, before, &said).map(|()| true),
            None => Ok(false),
        })
        .await?;
    if !done {
        let mut errors = Errors::default();
        errors.add("reason", t!(visit.words, "decision-oneself"));
        return Ok(visit.show_again(page(&visit, &person, &local, &visit.form, &errors)));
    }
    Ok(Reply::see("/staff/certificates"))
}
