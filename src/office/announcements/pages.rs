//! `/staff/messages`: messages are written, looked at in each language, tried on oneself, and sent when people are
//! awake.

use super::{
    audience::{self, Audience, FIELDS, PROGRAMME, STAGES},
    store::{self, Announcement, HOLES, Text},
};
use crate::{
    ground::{fault::Fault, when},
    people::{
        holes::{filled, unknown_hole},
        locals,
    },
    programme::{Edition, Reading},
    visit::{Visit, policy::Policy},
};
use db::sql;
use jiff::civil::DateTime;
use kit::{
    Language, Page, Reply,
    form::{Errors, Field, Typed, checkbox, field, hidden, select, text_area},
    parts::{button_form, facts},
    t,
};
use maud::{Markup, html};
use rules::time::Instant;
use std::sync::Arc;

/// Sending to more readers than this needs a second confirmation.
const MANY: usize = 200;

/// `GET /staff/messages`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let scope = visit.scope.clone();
    let found = visit.read(move |tx| store::list(tx, &scope)).await?;
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "messages-title")) }
        p { (t!(words, "messages-lead")) }
        @if visit.may(Policy::Coordinate) { p { a.btn href="/staff/messages/new" { (t!(words, "message-new")) } } }
        @if found.is_empty() { p { (t!(words, "messages-none")) } }
        ul.plain.stack { @for a in &found { li.card.stack.tight {
            h2.small-title { a href={ "/staff/messages/" (a.key) } { (a.texts.first().map_or("", |t| t.subject.as_str())) } }
            p {
                strong { (words.text(&format!("message-{}", a.state), &[])) }
                @if a.state == "sent" { ", " (t!(words, "message-people", count = a.people)) }
            }
            p.small.mut { (a.by) ", " (when::moment(words, a.due.unwrap_or(a.at), &visit.app.zone)) }
        } } }
        p { a href="/staff" { (t!(words, "go-back")) } }
    };
    Ok(visit.show(Page::new(t!(words, "messages-title"), body).private()))
}

/// What the filter is chosen from.
struct Choices {
    edition: Arc<Edition>,
    regions: Vec<String>,
    locals: Vec<(String, String)>,
}

fn choices(tx: &Reading<'_, '_>, audience: &Audience) -> Result<Choices, Fault> {
    let rows = tx.all(sql!("select key, name from local order by name"), &[])?;
    Ok(Choices {
        edition: audience.edition(tx)?,
        regions: locals::regions(tx)?,
        locals: rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect::<Result<_, Fault>>()?,
    })
}

/// The name of a language's field.
const fn field_of(language: Language, subject: bool) -> &'static str {
    match (language, subject) {
        (Language::En, true) => "subject-en",
        (Language::En, false) => "body-en",
        (Language::Es, true) => "subject-es",
        (Language::Es, false) => "body-es",
    }
}

/// `GET /staff/messages/new`
pub(crate) async fn new(visit: Visit) -> Result<Reply, Fault> {
    // the filter can come from the address, and the form shows its count
    let page = form(&visit, "", &visit.query, &Errors::default()).await?;
    Ok(visit.show(page))
}

/// `GET /staff/messages/{key}/edit`
pub(crate) async fn edit(visit: Visit) -> Result<Reply, Fault> {
    let found = load(&visit).await?;
    if found.state != "draft" {
        return Ok(Reply::see(format!("/staff/messages/{}", found.key)));
    }
    let typed = found.texts.iter().fold(found.audience.typed(), |t, text| {
        t.with(field_of(text.language, true), &text.subject).with(field_of(text.language, false), &text.body)
    });
    let page = form(&visit, &found.key, &typed, &Errors::default()).await?;
    Ok(visit.show(page))
}

async fn load(visit: &Visit) -> Result<Announcement, Fault> {
    let (key, scope) = (visit.param("key").to_owned(), visit.scope.clone());
    visit.read(move |tx| store::by_key(tx, &scope, &key)).await
}

async fn form(visit: &Visit, key: &str, typed: &Typed, errors: &Errors) -> Result<Page, Fault> {
    let (inner, audience) = (visit.clone(), Audience::of(typed));
    let (choices, count) = visit
        .read(move |tx| {
            let choices = choices(tx, &audience)?;
            let count = audience::count(tx, &inner.scope, &choices.edition, &audience)?;
            Ok((choices, count))
        })
        .await?;
    let words = visit.words;
    let title = if key.is_empty() { t!(words, "message-new") } else { t!(words, "message-edit") };
    let action = if key.is_empty() { "/staff/messages/new".to_owned() } else { format!("/staff/messages/{key}/edit") };
    let body = html! {
        (errors.summary(words))
        h1 { (title) }
        form.stack method="post" action=(action) novalidate {
            // Enter means the last button: to look at the message
            button.vh type="submit" tabindex="-1" aria-hidden="true" {}
            fieldset.stack {
                legend { h2.small-title { (t!(words, "message-to")) } }
                (hidden(PROGRAMME, &choices.edition.rules.id))
                @for name in FIELDS { (filter_field(visit, &choices, name, typed)) }
                p role="status" { strong { (t!(words, "message-people", count = count)) } }
                p { button.btn.second type="submit" name="count" value="1" { (t!(words, "message-count")) } }
            }
            @for language in Language::ALL {
                // in the language of the text, as the fields around it say
                @let there = visit.app.words(language);
                @let (subject, text) = (t!(there, "message-subject"), t!(there, "message-body"));
                @let hint = t!(there, "message-holes", holes = HOLES.map(|h| format!("{{{h}}}")).join(" "));
                fieldset.stack lang=[(language != words.language).then_some(language.tag())] {
                    legend { h2.small-title { (language.own_name()) } }
                    (field(words, Field::new(field_of(language, true), &subject), typed, errors))
                    (text_area(words, Field::new(field_of(language, false), &text).hinted(&hint), 8, typed, errors))
                }
            }
            p { button.btn type="submit" { (t!(words, "message-look")) } }
        }
        p { a href="/staff/messages" { (t!(words, "go-back")) } }
    };
    Ok(Page::new(title, body).private())
}

fn filter_field(visit: &Visit, choices: &Choices, name: &'static str, typed: &Typed) -> Markup {
    let words = visit.words;
    let any = (String::new(), t!(words, "message-any"), None);
    let of = |list: Vec<(String, String)>| -> Vec<(String, String, Option<&'static str>)> {
        std::iter::once(any.clone()).chain(list.into_iter().map(|(v, text)| (v, text, None))).collect()
    };
    let named = |v: &str, key: &str| (v.to_owned(), words.text(&format!("{key}-{v}"), &[]));
    let options = match name {
        "stage" => of(STAGES[1..].iter().map(|s| named(s, "message-stage")).collect()),
        "lacks" => {
            let wording = choices.edition.wording.of(words.language);
            of(choices
                .edition
                .rules
                .requirements
                .iter()
                .map(|r| (r.id.clone(), wording.part(&r.id).to_owned()))
                .collect())
        }
        "region" => of(choices.regions.iter().map(|r| (r.clone(), r.clone())).collect()),
        "local" => of(choices.locals.clone()),
        "work" => of(crate::progress::enrolment::form::WORK.iter().map(|w| named(w, "work")).collect()),
        _ => of(Language::ALL.iter().map(|l| (l.tag().to_owned(), l.own_name().to_owned())).collect()),
    };
    select(
        words,
        Field::new(name, &words.text(&format!("message-filter-{name}"), &[])),
        &options,
        typed,
        &Errors::default(),
    )
}

/// `POST /staff/messages/new` and `POST /staff/messages/{key}/edit`
pub(crate) async fn save(visit: Visit) -> Result<Reply, Fault> {
    let (words, typed, key) = (visit.words, visit.form.clone(), visit.param("key").to_owned());
    if typed.ticked("count") {
        // what was written so far stays in the form, and out of the address
        return Ok(visit.show(form(&visit, &key, &typed, &Errors::default()).await?));
    }
    let mut errors = Errors::default();
    let mut texts = Vec::new();
    for language in Language::ALL {
        let (subject, body) = (field_of(language, true), field_of(language, false));
        let (subject_text, body_text) = (typed.get(subject), typed.get(body));
        if subject_text.is_empty() && body_text.is_empty() {
            continue;
        }
        if subject_text.is_empty() || subject_text.chars().count() > 100 || subject_text.contains('\n') {
            errors.add(subject, t!(words, "error-message-subject"));
        }
        if body_text.is_empty() || body_text.chars().count() > 5000 {
            errors.add(body, t!(words, "error-message-body"));
        }
        for (name, text) in [(subject, subject_text), (body, body_text)] {
            if let Some(hole) = unknown_hole(text, &HOLES) {
                errors.add(name, t!(words, "error-message-hole", hole = hole));
            }
        }
        texts.push(Text { language, subject: subject_text.to_owned(), body: body_text.to_owned() });
    }
    if texts.is_empty() {
        errors.add("subject-en", t!(words, "error-message-empty"));
    }
    if !errors.is_empty() {
        let page = form(&visit, &key, &typed, &errors).await?;
        return Ok(visit.show_again(page));
    }
    let audience = Audience::of(&typed);
    let saved = visit.change(move |change| store::save(change, &key, &audience, &texts)).await?;
    Ok(Reply::see(saved.map_or_else(|| "/staff/messages".to_owned(), |key| format!("/staff/messages/{key}"))))
}

/// `GET /staff/messages/{key}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let page = page(&visit, &Typed::default(), &Errors::default()).await?;
    Ok(visit.show(page))
}

async fn count(visit: &Visit, audience: Audience) -> Result<usize, Fault> {
    let inner = visit.clone();
    visit
        .read(move |tx| {
            let edition = audience.edition(tx)?;
            audience::count(tx, &inner.scope, &edition, &audience)
        })
        .await
}

async fn page(visit: &Visit, typed: &Typed, errors: &Errors) -> Result<Page, Fault> {
    let found = load(visit).await?;
    let count = count(visit, found.audience.clone()).await?;
    let (words, zone) = (visit.words, &visit.app.zone);
    let at = format!("/staff/messages/{}", found.key);
    let title = found.texts.first().map_or_else(String::new, |t| t.subject.clone());
    let mut rows = vec![(t!(words, "class-state"), html! { (words.text(&format!("message-{}", found.state), &[])) })];
    if let Some(due) = found.due {
        rows.push((t!(words, "message-when"), html! { (when::moment(words, due, zone)) }));
    }
    if visit.app.editions.listed().len() > 1 {
        let audience = found.audience.clone();
        let edition = visit.read(move |tx| audience.edition(tx)).await?;
        rows.push((t!(words, "message-programme"), html! { (edition.wording.of(words.language).site) }));
    }
    let reached = if found.state == "sent" { found.people } else { count as i64 };
    rows.push((t!(words, "message-to"), html! { (t!(words, "message-people", count = reached)) }));
    let missing: Vec<&str> =
        Language::ALL.iter().filter(|l| !found.texts.iter().any(|t| t.language == **l)).map(|l| l.own_name()).collect();
    let body = html! {
        (errors.summary(words))
        h1 { (title) }
        @if visit.query.ticked("tested") { p.note.ok role="status" { (t!(words, "message-tested")) } }
        div.card { (facts(&rows)) }
        @if !missing.is_empty() { p.note.warn { (t!(words, "message-missing", languages = missing.join(", "))) } }
        @for text in &found.texts { (preview(visit, text)) }
        @if found.state == "draft" && visit.may(Policy::Coordinate) { (sending(visit, &at, count, typed, errors)) }
        @if matches!(found.state.as_str(), "scheduled" | "sent") && visit.may(Policy::Coordinate) {
            p { (t!(words, "message-stop-text")) }
            (button_form(&format!("{at}/stop"), "danger", &t!(words, "message-stop"), html! {}))
        }
        p { a href="/staff/messages" { (t!(words, "go-back")) } }
    };
    Ok(Page::new(title, body).private())
}

/// A text as one reader would see it, with made-up hours.
fn preview(visit: &Visit, text: &Text) -> Markup {
    let there = visit.app.words(text.language);
    let fill = |text: &str| {
        filled(text, |hole| match hole {
            "name" => t!(there, "message-sample-name"),
            "hours" => "15".to_owned(),
            "left" => "9".to_owned(),
            _ => visit.whole("/me"),
        })
    };
    html! {
        section.card.stack.letter lang=(text.language.tag()) {
            h2.small-title { (fill(&text.subject)) }
            @for p in fill(&text.body).split("\n\n") { p { (p) } }
        }
    }
}

fn sending(visit: &Visit, at: &str, count: usize, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let (label, hint) = (t!(words, "message-when"), t!(words, "message-when-hint"));
    html! {
        p.row {
            a href={ (at) "/edit" } { (t!(words, "message-edit")) }
        }
        (button_form(&format!("{at}/test"), "second", &t!(words, "message-test"), html! {}))
        form.stack method="post" action={ (at) "/send" } novalidate {
            (field(words, Field::new("when", &label).hinted(&hint), typed, errors))
            @if count > MANY {
                (checkbox(words, Field::new("many", &t!(words, "message-many", count = count)), typed, errors))
            }
            p { button.btn type="submit" { (t!(words, "message-send", count = count)) } }
        }
    }
}

/// `POST /staff/messages/{key}/test`
pub(crate) async fn test(visit: Visit) -> Result<Reply, Fault> {
    let (found, person) = (load(&visit).await?, visit.member()?.id);
    let id = found.id;
    visit.change(move |change| store::test_to(change, id, person)).await?;
    Ok(Reply::see(format!("/staff/messages/{}?tested=1", found.key)))
}

/// `POST /staff/messages/{key}/send`
pub(crate) async fn send(visit: Visit) -> Result<Reply, Fault> {
    let found = load(&visit).await?;
    let (words, zone, text) = (visit.words, visit.app.zone.clone(), visit.form.get("when"));
    let mut errors = Errors::default();
    let at = match text.is_empty() {
        true => Some(visit.now()),
        false => {
            let parsed = DateTime::strptime("%Y-%m-%d %H:%M", text).ok();
            parsed.and_then(|at| Instant::from_local(at, &zone).ok()).filter(|at| *at >= visit.now())
        }
    };
    if at.is_none() {
        errors.add("when", t!(words, "error-message-when"));
    }
    let count = count(&visit, found.audience.clone()).await?;
    if count > MANY && !visit.form.ticked("many") {
        errors.add("many", t!(words, "error-message-many"));
    }
    let Some(at) = at.filter(|_| errors.is_empty()) else {
        let page = page(&visit, &visit.form, &errors).await?;
        return Ok(visit.show_again(page));
    };
    let key = found.key.clone();
    visit.change(move |change| store::schedule(change, &key, at)).await?;
    Ok(Reply::see(format!("/staff/messages/{}", found.key)))
}

/// `POST /staff/messages/{key}/stop`
pub(crate) async fn stop(visit: Visit) -> Result<Reply, Fault> {
    let found = load(&visit).await?;
    let key = found.key.clone();
    visit.change(move |change| store::stop(change, &key)).await?;
    Ok(Reply::see(format!("/staff/messages/{}", found.key)))
}
