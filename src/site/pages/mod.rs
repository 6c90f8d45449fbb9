//! Pages whose text staff edit: questions, opportunities, contact, privacy, accessibility. What ships is in
//! `content/`; what staff saved wins. Owns `page`.

use crate::{
    ground::{fault::Fault, verb::Verb},
    programme::change::{Change, Entry},
    visit::Visit,
};
use db::{params, sql};
use kit::{Language, Page, Reply, Words, markdown, t};
use maud::html;

/// The pages, by their address.
pub(crate) const EDITABLE: [&str; 5] = ["faq", "opportunities", "contact", "privacy", "accessibility"];

/// A page's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub title: String,
    /// Markdown.
    pub body: String,
}

macro_rules! shipped {
    ($language:literal, $slug:expr) => {
        match $slug {
            "faq" => include_str!(concat!("../../../content/", $language, "/faq.md")),
            "opportunities" => include_str!(concat!("../../../content/", $language, "/opportunities.md")),
            "contact" => include_str!(concat!("../../../content/", $language, "/contact.md")),
            "privacy" => include_str!(concat!("../../../content/", $language, "/privacy.md")),
            _ => include_str!(concat!("../../../content/", $language, "/accessibility.md")),
        }
    };
}

/// What ships: the first line is the title.
fn shipped(slug: &str, language: Language) -> Text {
    let text = match language {
        Language::En => shipped!("en", slug),
        Language::Es => shipped!("es", slug),
    };
    let (title, body) = text.split_once('\n').unwrap_or((text, ""));
    Text { title: title.trim_start_matches("# ").to_owned(), body: body.trim().to_owned() }
}

/// The text in force.
pub(crate) async fn load(visit: &Visit, slug: &'static str, language: Language) -> Result<Text, Fault> {
    let row = visit
        .read(move |tx| {
            Ok(tx.optional(
                sql!("select title, body from page where slug = $1 and language = $2"),
                &params![slug, language.tag()],
            )?)
        })
        .await?;
    match row {
        Some(row) => Ok(Text { title: row.get(0)?, body: row.get(1)? }),
        None => Ok(shipped(slug, language)),
    }
}

/// Saves a text.
pub(crate) fn save(
    change: &Change<'_, '_>,
    slug: &str,
    language: Language,
    title: &str,
    body: &str,
) -> Result<(), Fault> {
    change.tx.run(
        sql!(
            "insert into page (slug, language, title, body, changed_at) values ($1, $2, $3, $4, $5)
             on conflict (slug, language) do update set title = excluded.title, body = excluded.body,
               changed_at = excluded.changed_at"
        ),
        &params![slug, language.tag(), title, body, change.now.0],
    )?;
    let after = format!("{slug}/{}", language.tag());
    change.audit(&Entry { verb: Verb::PageSaved, object: "page", id: 0, before: "", after: &after, reason: "" })?;
    Ok(())
}

/// A number of days as people say it.
fn span(words: Words, days: i64) -> String {
    if days % 365 == 0 { t!(words, "span-years", count = days / 365) } else { t!(words, "span-days", count = days) }
}

async fn show(visit: Visit, slug: &'static str) -> Result<Reply, Fault> {
    let text = load(&visit, slug, visit.language()).await?;
    let office = &visit.app.config.office;
    // Holes, filled with the configuration's own values; staff's text can contain nothing else that acts.
    let kept = &visit.app.config.retention;
    let holes = [
        ("{email}", office.email.clone()),
        ("{phone}", office.phone.clone()),
        ("{office}", office.name.clone()),
        ("{letters-kept}", span(visit.words, kept.mail_text_days)),
        ("{seats-kept}", span(visit.words, kept.seat_days)),
        ("{unconfirmed-kept}", span(visit.words, kept.unconfirmed_days)),
        ("{inactive-kept}", span(visit.words, kept.inactive_days)),
        ("{log-kept}", span(visit.words, kept.log_text_days)),
    ];
    let body = holes.iter().fold(text.body, |body, (hole, value)| body.replace(hole, value));
    let body = html! { h1 { (text.title) } div.prose.stack { (markdown::render(&body)) } };
    Ok(visit.show(Page::new(text.title, body)))
}

/// `GET /faq`
pub(crate) async fn faq(visit: Visit) -> Result<Reply, Fault> {
    show(visit, "faq").await
}

/// `GET /opportunities`
pub(crate) async fn opportunities(visit: Visit) -> Result<Reply, Fault> {
    show(visit, "opportunities").await
}

/// `GET /contact`
pub(crate) async fn contact(visit: Visit) -> Result<Reply, Fault> {
    show(visit, "contact").await
}

/// `GET /privacy`
pub(crate) async fn privacy(visit: Visit) -> Result<Reply, Fault> {
    show(visit, "privacy").await
}

/// `GET /accessibility`
pub(crate) async fn accessibility(visit: Visit) -> Result<Reply, Fault> {
    show(visit, "accessibility").await
}
