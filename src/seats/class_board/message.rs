//! `/teach/{key}/message`: whoever teaches a class writes to everybody who has a seat.

use super::{place::Place, verbs};
use crate::{ground::fault::Fault, people::letter::with_links, seats::taking_part, visit::Visit};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field, hidden, text_area},
    t,
};
use maud::{Markup, html};

/// The most characters of a subject and of a message.
const SUBJECT: usize = 120;
const MOST: usize = 4_000;

/// `GET /teach/{key}/message`
pub(crate) async fn write(visit: Visit) -> Result<Reply, Fault> {
    let place = Place::of_trainer(&visit).await?;
    let people = count(&visit, &place).await?;
    Ok(visit.show(page(&visit, &place, people, &Typed::default(), &Errors::default())))
}

async fn count(visit: &Visit, place: &Place) -> Result<usize, Fault> {
    let id = place.class.id;
    visit.read(move |tx| Ok(taking_part::store::participants(tx, id)?.len())).await
}

fn page(visit: &Visit, place: &Place, people: usize, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let title = t!(words, "class-message-title");
    let (subject, text) = (t!(words, "class-message-subject"), t!(words, "class-message-body"));
    let at = format!("/teach/{}/message", place.class.key);
    let seen = errors.is_empty() && typed.ticked("look");
    let body = html! {
        (errors.summary(words))
        p { a href=(place.path()) { (place.class.full_title()) } }
        h1 { (title) }
        @if visit.query.get("said") == "sent" {
            p.note.ok role="status" { (t!(words, "class-message-sent")) }
        }
        @if place.is_over(visit) { p { (t!(words, "class-message-over")) } }
        @else if people == 0 { p { (t!(words, "class-message-nobody")) } } @else {
            @if seen { (preview(visit, place, people, typed, &at)) }
            @if !seen { p { (t!(words, "class-message-to", count = people)) } } @else { h2 { (t!(words, "class-message-change")) } }
            form.stack method="post" action=(at) novalidate {
                (hidden("look", "1"))
                (field(words, Field::new("subject", &subject), typed, errors))
                (text_area(words, Field::new("body", &text).hinted(&t!(words, "class-message-hint")), 8, typed, errors))
                p { button.btn.second[seen] type="submit" { (t!(words, "class-message-look")) } }
            }
        }
    };
    Page::new(title, body).private()
}

/// The message as it will go out, with the button that sends it.
fn preview(visit: &Visit, place: &Place, people: usize, typed: &Typed, at: &str) -> Markup {
    let words = visit.words;
    let name = visit.visitor.as_ref().map(|v| v.name.clone()).unwrap_or_default();
    html! {
        div.card.stack {
            h2.small-title { (typed.get("subject")) }
            p { (t!(words, "mail-class-message-lead", name = name, class = place.class.full_title())) }
            @for part in paragraphs(typed.get("body")) { p.lines { (with_links(part, None)) } }
            form method="post" action=(at) {
                (hidden("subject", typed.get("subject"))) (hidden("body", typed.get("body"))) (hidden("send", "1"))
                button.btn type="submit" { (t!(words, "class-message-send", count = people)) }
            }
        }
    }
}

/// The paragraphs of a message.
pub(super) fn paragraphs(body: &str) -> impl Iterator<Item = &str> {
    body.split("\n\n").map(str::trim).filter(|p| !p.is_empty())
}

/// `POST /teach/{key}/message`: shows it as it will go out, and sends it after that.
pub(crate) async fn send(visit: Visit) -> Result<Reply, Fault> {
    let place = Place::of_trainer(&visit).await?;
    let (words, typed) = (visit.words, &visit.form);
    let people = count(&visit, &place).await?;
    let (subject, body) = (typed.get("subject").to_owned(), typed.get("body").replace("\r\n", "\n"));
    let mut errors = Errors::default();
    if subject.is_empty() || subject.chars().count() > SUBJECT {
        errors.add("subject", t!(words, "error-class-message-subject", count = SUBJECT));
    }
    if body.is_empty() || body.chars().count() > MOST {
        errors.add("body", t!(words, "error-class-message-body", count = MOST));
    }
    if errors.is_empty() && typed.ticked("send") && people > 0 && !place.is_over(&visit) {
        let id = place.class.id;
        if visit.change(move |change| verbs::write(change, id, (&subject, &body))).await? {
            return Ok(Reply::see(format!("/teach/{}/message?said=sent", place.class.key)));
        }
        errors.add("subject", t!(words, "error-class-message-many"));
    }
    let page = page(&visit, &place, people, typed, &errors);
    Ok(if errors.is_empty() { visit.show(page) } else { visit.show_again(page) })
}
