//! `/contact`: how to reach the office, and a form for a question.

use super::pages;
use crate::{
    ground::fault::Fault,
    office::questions::store::{self, Asking},
    people::{
        self, is_address,
        limited::{limited, too_many},
    },
    programme::change::Actor,
    visit::Visit,
};
use kit::{
    Page, Reply,
    form::{Errors, Field, LONGEST, Typed, field, text_area},
    t,
};
use maud::html;

/// The most characters of a question.
const MOST: usize = 4_000;

/// `GET /contact`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let mut typed = Typed::default();
    if let Some(of) = visit.visitor.as_ref().map(|v| v.id) {
        let person = visit.read(move |tx| people::store::by_id(tx, of)).await?;
        typed = typed.with("name", &person.name).with("email", &person.email);
    }
    let page = page(&visit, &typed, &Errors::default()).await?;
    Ok(visit.show(page))
}

async fn page(visit: &Visit, typed: &Typed, errors: &Errors) -> Result<Page, Fault> {
    let words = visit.words;
    let text = pages::load(visit, "contact", visit.language()).await?;
    let (name, email, body) = (t!(words, "contact-name"), t!(words, "contact-email"), t!(words, "contact-body"));
    let copy = if visit.visitor.is_some() { t!(words, "contact-copy") } else { t!(words, "contact-no-copy") };
    let page = pages::page(visit, &text);
    let body = html! {
        (errors.summary(words))
        @if visit.query.get("said") == "sent" { p.note.ok role="status" { (t!(words, "contact-sent")) } }
        (page.body)
        h2 { (t!(words, "contact-ask")) }
        form.stack method="post" action=(visit.href("/contact")) novalidate {
            (field(words, Field::new("name", &name).completed("name"), typed, errors))
            (field(words, Field::new("email", &email).of_kind("email").completed("email"), typed, errors))
            (text_area(words, Field::new("body", &body).hinted(&copy), 6, typed, errors))
            p { button.btn type="submit" { (t!(words, "contact-send")) } }
        }
    };
    let page = Page::new(page.title, body);
    Ok(if visit.visitor.is_some() { page.private() } else { page })
}

/// `POST /contact`
pub(crate) async fn ask(visit: Visit) -> Result<Reply, Fault> {
    let (words, typed) = (visit.words, &visit.form);
    let mut errors = Errors::default();
    let asking = Asking {
        person: visit.visitor.as_ref().map(|v| v.id),
        name: typed.get("name").to_owned(),
        email: typed.get("email").to_owned(),
        body: typed.get("body").to_owned(),
    };
    if asking.name.is_empty() || asking.name.chars().count() > LONGEST {
        errors.add("name", t!(words, "error-contact-name"));
    }
    if !is_address(&asking.email) || asking.email.len() > 254 {
        errors.add("email", t!(words, "error-contact-email"));
    }
    if asking.body.is_empty() || asking.body.chars().count() > MOST {
        errors.add("body", t!(words, "error-contact-body", count = MOST));
    }
    if !errors.is_empty() {
        return Ok(visit.show_again(page(&visit, typed, &errors).await?));
    }
    if let Some(errors) = limited(&visit, "body").await? {
        let page = page(&visit, typed, &errors).await?;
        return Ok(too_many(&visit, page));
    }
    let actor = if visit.visitor.is_some() { visit.actor() } else { Actor::System };
    visit.app.change(actor, move |change| store::ask(change, &asking)).await?;
    Ok(Reply::see(format!("{}?said=sent", visit.href("/contact"))))
}
