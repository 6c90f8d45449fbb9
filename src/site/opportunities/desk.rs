//! `/staff/opportunities`: entries are added, changed and removed; what is over goes off the page by itself.

use super::{
    pages::one,
    store::{self, Kind, Opportunity},
};
use crate::{ground::fault::Fault, people::written::is_address, visit::Visit};
use jiff::civil::Date;
use kit::{
    Language, Page, Reply,
    form::{Errors, Field, LONGEST, Typed, checkbox, field, radios, select, text_area},
    parts::button_form,
    t,
};
use maud::html;
use strum::VariantArray;

/// The most characters of what it is about.
const MOST: usize = 2_000;

/// `GET /staff/opportunities`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let today = visit.now().date(&visit.app.zone);
    let (open, ended) = visit.read(move |tx| Ok((store::open(tx, today)?, store::ended(tx, today)?))).await?;
    let words = visit.words;
    let lines = |all: &[Opportunity]| {
        html! {
            ul { @for o in all { li { a href={ "/staff/opportunities/" (o.key) } lang=(o.language.tag()) { (o.title) } } } }
        }
    };
    let body = html! {
        h1 { (t!(words, "opportunities-title")) }
        @match visit.query.get("said") {
            "saved" => {
                p.note.ok role="status" { (t!(words, "opportunity-saved")) " " a href="/opportunities" { (t!(words, "text-see")) } }
            }
            "removed" => { p.note.ok role="status" { (t!(words, "opportunity-removed")) } }
            _ => {}
        }
        p { a.btn href="/staff/opportunities/new" { (t!(words, "opportunity-new")) } }
        h2 { (t!(words, "opportunities-open")) }
        @if open.is_empty() { p { (t!(words, "opportunities-none")) } } @else { (lines(&open)) }
        @if !ended.is_empty() {
            h2 { (t!(words, "opportunities-ended")) }
            (lines(&ended))
        }
        p { a href="/staff/pages/opportunities?language=en" { (t!(words, "opportunities-intro")) } }
    };
    Ok(visit.show(Page::new(t!(words, "opportunities-title"), body).private()))
}

/// `GET /staff/opportunities/new`
pub(crate) async fn new(visit: Visit) -> Result<Reply, Fault> {
    let typed = Typed::default().with("kind", Kind::Grant.into()).with("language", visit.language().tag());
    Ok(visit.show(form(&visit, None, &typed, &Errors::default())))
}

/// `POST /staff/opportunities/new`
pub(crate) async fn create(visit: Visit) -> Result<Reply, Fault> {
    let key = visit.app.random.key(8);
    save(visit, None, (0, key)).await
}

/// `GET /staff/opportunities/{key}`
pub(crate) async fn edit(visit: Visit) -> Result<Reply, Fault> {
    let o = of_address(&visit).await?;
    let typed = Typed::default()
        .with("kind", o.kind.into())
        .with("title", &o.title)
        .with("giver", &o.giver)
        .with("ours", if o.ours { "1" } else { "" })
        .with("for-whom", &o.for_whom)
        .with("about", &o.about)
        .with("link", &o.link)
        .with("language", o.language.tag())
        .with("ends-on", &o.ends_on.map_or_else(String::new, |day| day.to_string()));
    Ok(visit.show(form(&visit, Some(&o), &typed, &Errors::default())))
}

/// `POST /staff/opportunities/{key}`
pub(crate) async fn update(visit: Visit) -> Result<Reply, Fault> {
    let o = of_address(&visit).await?;
    let of = (o.id, o.key.clone());
    save(visit, Some(o), of).await
}

/// `POST /staff/opportunities/{key}/remove`
pub(crate) async fn remove(visit: Visit) -> Result<Reply, Fault> {
    let o = of_address(&visit).await?;
    visit.change(move |change| store::remove(change, &o)).await?;
    Ok(Reply::see("/staff/opportunities?said=removed"))
}

async fn of_address(visit: &Visit) -> Result<Opportunity, Fault> {
    let key = visit.param("key").to_owned();
    visit.read(move |tx| store::by_key(tx, &key)).await
}

async fn save(visit: Visit, before: Option<Opportunity>, of: (i64, String)) -> Result<Reply, Fault> {
    match read(&visit, of) {
        Ok(o) => {
            visit.change(move |change| store::save(change, &o)).await?;
            Ok(Reply::see("/staff/opportunities?said=saved"))
        }
        Err(errors) => Ok(visit.show_again(form(&visit, before.as_ref(), &visit.form, &errors))),
    }
}

/// What a form says, or what is wrong with it.
fn read(visit: &Visit, (id, key): (i64, String)) -> Result<Opportunity, Errors> {
    let (words, typed) = (visit.words, &visit.form);
    let mut errors = Errors::default();
    let mut text = |name: &'static str, most: usize| {
        let text = typed.get(name).to_owned();
        if text.is_empty() || text.chars().count() > most {
            errors.add(name, t!(words, "error-words", count = most));
        }
        text
    };
    let (title, giver) = (text("title", LONGEST), text("giver", LONGEST));
    let (for_whom, about) = (text("for-whom", LONGEST), text("about", MOST));
    let link = typed.get("link").to_owned();
    if !link.is_empty() && (!is_address(&link) || link.chars().count() > 500) {
        errors.add("link", t!(words, "error-link"));
    }
    let ends_on: Option<Date> = typed.get("ends-on").parse().ok();
    if ends_on.is_none() && !typed.get("ends-on").is_empty() {
        errors.add("ends-on", t!(words, "error-ends-on"));
    }
    let kind = typed.get("kind").parse().ok();
    if kind.is_none() {
        errors.add("kind", t!(words, "error-opportunity-kind"));
    }
    let language = Language::from_tag(typed.get("language"));
    match kind {
        Some(kind) if errors.is_empty() => {
            let ours = typed.ticked("ours");
            Ok(Opportunity { id, key, kind, title, giver, ours, for_whom, about, link, language, ends_on })
        }
        _ => Err(errors),
    }
}

fn form(visit: &Visit, before: Option<&Opportunity>, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let title = before.map_or_else(|| t!(words, "opportunity-new"), |o| o.title.clone());
    let kinds: Vec<(String, String)> =
        Kind::VARIANTS.iter().map(|k| (k.to_string(), words.text(&format!("opportunity-{k}"), &[]))).collect();
    let languages: Vec<(String, String, Option<&'static str>)> =
        Language::ALL.map(|l| (l.tag().to_owned(), l.own_name().to_owned(), Some(l.tag()))).to_vec();
    let label = |name: &str| words.text(&format!("opportunity-field-{name}"), &[]);
    let hint = t!(words, "opportunity-ends-hint");
    let body = html! {
        (errors.summary(words))
        h1 { (title) }
        form.stack method="post" action=(visit.path) novalidate {
            (radios(words, "kind", &label("kind"), &kinds, typed, errors))
            (field(words, Field::new("title", &label("title")), typed, errors))
            (field(words, Field::new("giver", &label("giver")), typed, errors))
            (checkbox(words, Field::new("ours", &label("ours")), typed, errors))
            (field(words, Field::new("for-whom", &label("for-whom")), typed, errors))
            (text_area(words, Field::new("about", &label("about")), 6, typed, errors))
            (field(words, Field::new("link", &label("link")).hinted(&t!(words, "opportunity-link-hint")), typed, errors))
            (field(words, Field::new("ends-on", &label("ends-on")).hinted(&hint).of_kind("date"), typed, errors))
            (select(words, Field::new("language", &label("language")), &languages, typed, errors))
            p { button.btn type="submit" { (t!(words, "save")) } }
        }
        @if let Some(o) = before {
            h2 { (t!(words, "opportunity-now")) }
            ul.plain { (one(visit, o)) }
            (button_form(&format!("/staff/opportunities/{}/remove", o.key), "second", &t!(words, "opportunity-remove"), html! {}))
        }
        p { a href="/staff/opportunities" { (t!(words, "opportunities-title")) } }
    };
    Page::new(title, body).private()
}
