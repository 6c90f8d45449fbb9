//! `/me/data` and `/staff/people/{key}/data`: asking for the copy. It is logged before it leaves.

use super::archive;
use crate::{
    ground::{fault::Fault, verb::Verb},
    people::{
        lock::lock_person,
        store::{self, Person},
    },
    programme::change::Entry,
    visit::Visit,
};
use db::{params, sql};
use kit::{
    Page, Reply,
    form::{Errors, Field, text_area},
    parts::button_form,
    reply::File,
    t,
};
use maud::html;

/// `GET /me/data`
pub(crate) async fn ask(visit: Visit) -> Result<Reply, Fault> {
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "data-title")) }
        p { (t!(words, "data-lead")) }
        ul { li { (t!(words, "data-has-record")) } li { (t!(words, "data-has-rows")) } li { (t!(words, "data-has-not")) } }
        (button_form("/me/data", "", &t!(words, "data-take"), html! {}))
        p { (t!(words, "data-wrong", email = &visit.app.config.office.email)) }
        p { a href="/me/profile" { (t!(words, "profile-title")) } }
    };
    Ok(visit.show(Page::new(t!(words, "data-title"), body).private()))
}

/// `POST /me/data`: one's own.
pub(crate) async fn take(visit: Visit) -> Result<Reply, Fault> {
    let id = visit.member()?.id;
    let person = visit.read(move |tx| store::by_id(tx, id)).await?;
    Ok(deliver(&visit, &person, String::new(), i64::MAX).await?.unwrap_or_else(|| Reply::see("/me/data")))
}

async fn load(visit: &Visit) -> Result<Person, Fault> {
    let (key, scope) = (visit.param("key").to_owned(), visit.scope.clone());
    visit.read(move |tx| store::by_key(tx, &scope, &key)).await
}

fn office_page(visit: &Visit, person: &Person, errors: &Errors) -> Page {
    let words = visit.words;
    let reason = t!(words, "decide-reason");
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "data-of", name = &person.name)) }
        p { (t!(words, "data-office-lead")) }
        form.stack method="post" action={ "/staff/people/" (person.key) "/data" } novalidate {
            (text_area(words, Field::new("reason", &reason), 2, &visit.form, errors))
            p { button.btn type="submit" { (t!(words, "data-take")) } }
        }
        p { a href={ "/staff/people/" (person.key) } { (t!(words, "go-back")) } }
    };
    Page::new(t!(words, "data-of", name = &person.name), body).private()
}

/// `GET /staff/people/{key}/data`
pub(crate) async fn ask_office(visit: Visit) -> Result<Reply, Fault> {
    let person = load(&visit).await?;
    Ok(visit.show(office_page(&visit, &person, &Errors::default())))
}

/// `POST /staff/people/{key}/data`: for who asked by letter or telephone.
pub(crate) async fn take_office(visit: Visit) -> Result<Reply, Fault> {
    let person = load(&visit).await?;
    let reason = visit.form.get("reason").to_owned();
    if reason.is_empty() || reason.chars().count() > 500 {
        let mut errors = Errors::default();
        errors.add("reason", t!(visit.words, "error-reason"));
        return Ok(visit.show_again(office_page(&visit, &person, &errors)));
    }
    if let Some(copy) = deliver(&visit, &person, reason, A_DAY).await? {
        return Ok(copy);
    }
    let mut errors = Errors::default();
    errors.add("reason", t!(visit.words, "data-enough", most = A_DAY));
    Ok(visit.show_again(office_page(&visit, &person, &errors)))
}

/// How many copies about others one member of the office may take out in a day: a copy has everything about a person.
const A_DAY: i64 = 20;

/// The copy, logged before it leaves; `None` if the visitor took out `most` copies in the last day.
async fn deliver(visit: &Visit, person: &Person, reason: String, most: i64) -> Result<Option<Reply>, Fault> {
    let (bytes, rows) = archive::made(visit, person).await?;
    let id = person.id;
    let noted = visit
        .change(move |change| {
            // two presses at once are counted one after the other
            let by = change.person().unwrap_or_default();
            lock_person(change.tx, by)?;
            let before = change.tx.one(
                sql!("select count(*) from export where made_by = $1 and made_at > $2 and list = 'own-data'"),
                &params![by, change.now.plus_minutes(-24 * 60).0],
            )?;
            if before.get::<i64>(0)? >= most {
                return Ok(false);
            }
            let entry = Entry {
                verb: Verb::PersonDataTaken,
                object: "person",
                id: id.0,
                before: "",
                after: "",
                reason: &reason,
            };
            change.audit(&entry)?;
            change.tx.run(
                sql!("insert into export (id, list, row_count, made_by, made_at) values ($1, 'own-data', $2, $3, $4)"),
                &params![change.id(), rows, change.person(), change.now.0],
            )?;
            Ok(true)
        })
        .await?;
    let day = visit.now().date(&visit.app.zone);
    let name = Some(format!("data-{}-{day}.zip", person.key));
    Ok(noted.then(|| Reply::File(File { kind: "application/zip", name, bytes })))
}
