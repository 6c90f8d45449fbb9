//! `/staff/opportunities`: entries are added, changed and removed; what is over goes off the page by itself.

use super::{
    pages::one,
    store::{self, Kind, Opportunity},
};
use crate::{ground::fault::Fault, people::written::is_address, visit::Visit};
use jiff::civil::Date;
use kit::{
    Language, Page, Reply,
    form::{Errors, Field, LONGEST, Typed, checkbox, field, hidden, radios, select, text_area},
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
    let (open, off) = visit.read(move |tx| Ok((store::open(tx, today)?, store::off(tx, today)?))).await?;
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
        @if !off.is_empty() {
            h2 { (t!(words, "opportunities-ended")) }
            (lines(&off))
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
    save(visit, None, key).await
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
        .with("seen", &o.changed_at.to_string())
        .with("ends-on", &o.ends_on.map_or_else(String::new, |day| day.to_string()));
    Ok(visit.show(form(&visit, Some(&o), &typed, &Errors::default())))
}

/// `POST /staff/opportunities/{key}`
pub(crate) async fn update(visit: Visit) -> Result<Reply, Fault> {
    let o = of_address(&visit).await?;
    let key = o.key.clone();
    save(visit, Some(o), key).await
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

async fn save(visit: Visit, before: Option<Opportunity>, key: String) -> Result<Reply, Fault> {
    let mut errors = match read(&visit, before.as_ref(), key).await? {
        Ok(o) => {
            if visit.change(move |change| store::save(change, &o)).await? {
                return Ok(Reply::see("/staff/opportunities?said=saved"));
            }
            Errors::default()
        }
        Err(errors) => errors,
    };
    let now = match &before {
        Some(o) if errors.is_empty() => {
            errors.add("title", t!(visit.words, "error-opportunity-meanwhile"));
            Some(of_address(&visit).await?).filter(|now| now.id == o.id)
        }
        _ => before,
    };
    let mut typed = visit.form.clone();
    if let Some(now) = &now {
        typed = typed.with("seen", &now.changed_at.to_string());
    }
    Ok(visit.show_again(form(&visit, now.as_ref(), &typed, &errors)))
}

/// What a form says, or what is wrong with it.
async fn read(visit: &Visit, before: Option<&Opportunity>, key: String) -> Result<Result<Opportunity, Errors>, Fault> {
    let (words, typed) = (visit.words, &visit.form);
    let mut errors = Errors::default();
    let label = |name: &str| words.text(&format!("opportunity-field-{name}"), &[]);
    let mut text = |name: &'static str, most: usize, may_be_empty: bool| {
        let text = typed.get(name).to_owned();
        if (text.is_empty() && !may_be_empty) || text.chars().count() > most {
            errors.add(name, t!(words, "error-words", field = label(name), count = most));
        }
        text
    };
    let ours = typed.ticked("ours");
    let (title, giver) = (text("title", LONGEST, false), text("giver", LONGEST, ours));
    let (for_whom, about) = (text("for-whom", LONGEST, false), text("about", MOST, false));
    let link = typed.get("link").to_owned();
    if !link.is_empty() && (!is_address(&link) || link.chars().count() > 500) {
        errors.add("link", t!(words, "error-link"));
    }
    let ends_on: Option<Date> = typed.get("ends-on").parse().ok();
    if ends_on.is_none() && !typed.get("ends-on").is_empty() {
        errors.add("ends-on", t!(words, "error-ends-on"));
    }
    let today = visit.now().date(&visit.app.zone);
    if ends_on.is_some_and(|day| day < today) && before.is_none_or(|o| o.ends_on != ends_on) {
        errors.add("ends-on", t!(words, "error-ends-before"));
    }
    let kind = typed.get("kind").parse().ok();
    if kind.is_none() {
        errors.add("kind", t!(words, "error-opportunity-kind"));
    }
    let language = Language::from_tag(typed.get("language"));
    let Some(kind) = kind.filter(|_| errors.is_empty()) else { return Ok(Err(errors)) };
    let giver = if giver.is_empty() { union(visit, language).await? } else { giver };
    let (id, changed_at) = (before.map_or(0, |o| o.id), typed.get("seen").parse().unwrap_or_default());
    let (ours, removed) = (ours, false);
    Ok(Ok(Opportunity {
        id,
        key,
        kind,
        title,
        giver,
        ours,
        for_whom,
        about,
        link,
        language,
        ends_on,
        changed_at,
        removed,
    }))
}

/// The union's own name, or the office's where it has none.
async fn union(visit: &Visit, language: Language) -> Result<String, Fault> {
    let edition = visit.read(|tx| tx.edition()).await?;
    let name = edition.wording.of(language).union.clone();
    Ok(if name.is_empty() { visit.app.config.office.name.clone() } else { name })
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
            (hidden("seen", typed.get("seen")))
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
            h2 { @if o.removed { (t!(words, "opportunity-off")) } @else { (t!(words, "opportunity-now")) } }
            ul.plain { (one(visit, o)) }
            @if !o.removed {
                (button_form(
                    &format!("/staff/opportunities/{}/remove", o.key),
                    "second",
                    &t!(words, "opportunity-remove"),
                    html! {},
                ))
            }
        }
        p { a href="/staff/opportunities" { (t!(words, "opportunities-title")) } }
    };
    Page::new(title, body).private()
}
