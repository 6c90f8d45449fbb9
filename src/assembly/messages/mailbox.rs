//! `/mailbox`, in the demo only: the mail that was sent, as it would arrive.

use crate::{
    ground::{fault::Fault, when},
    visit::Visit,
};
use db::{params, sql};
use kit::{Page, Reply, t};
use maud::{Markup, html};

/// How many of the newest mails are shown.
const SHOWN: i64 = 100;

/// `GET /mailbox`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let rows = visit
        .read(|tx| {
            Ok(tx.all(
                sql!(
                    "select o.id, p.name, p.email, o.sent_at, o.message from outbox o
                     join person p on p.id = o.person_id
                     where o.sent_at is not null order by o.sent_at desc, o.id desc limit $1"
                ),
                &params![SHOWN],
            )?)
        })
        .await?;
    let words = visit.words;
    let mut items: Vec<(String, String, String, String)> = Vec::new();
    for row in &rows {
        let at = rules::time::Instant(row.get(3)?);
        let when = format!(
            "{}, {}",
            words.day_short(when::day(at, &visit.app.zone)),
            words.clock(when::clock(at, &visit.app.zone))
        );
        let message: Option<String> = row.get(4)?;
        let to = addressee(&message, row.text(1)?, row.text(2)?);
        items.push((row.get::<i64>(0)?.to_string(), subject(&message), to, when));
    }
    let body = html! {
        h1 { (t!(words, "mailbox-title")) }
        p { (t!(words, "mailbox-lead")) }
        @if items.is_empty() { p { (t!(words, "mailbox-empty")) } }
        ul.plain.stack {
            @for (id, subject, to, when) in &items {
                li.card.stack.tight {
                    h2.small-title { a href={ "/mailbox/" (id) } { (subject) } }
                    p.mut { (t!(words, "mailbox-to", to = to)) " · " (when) }
                }
            }
        }
    };
    Ok(visit.show(Page::new(t!(words, "mailbox-title"), body).private()))
}

/// Whom a mail went to: its person, unless it names another address.
fn addressee(message: &Option<String>, name: &str, email: &str) -> String {
    let other = field(message, "to");
    format!("{name} <{}>", if other.is_empty() { email } else { &other })
}

fn subject(message: &Option<String>) -> String {
    field(message, "subject")
}

fn field(message: &Option<String>, name: &str) -> String {
    let parsed: Option<serde_json::Value> = message.as_deref().and_then(|m| serde_json::from_str(m).ok());
    parsed.and_then(|v| v[name].as_str().map(str::to_owned)).unwrap_or_default()
}

/// The calendar entries that came with a mail.
fn calendars(message: &Option<String>) -> Vec<String> {
    let parsed: Option<serde_json::Value> = message.as_deref().and_then(|m| serde_json::from_str(m).ok());
    let list = parsed.and_then(|v| v["calendars"].as_array().cloned()).unwrap_or_default();
    list.iter().filter_map(|entry| entry.as_str().map(str::to_owned)).collect()
}

/// `GET /mailbox/{id}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let id: i64 = visit.param("id").parse().map_err(|_| Fault::NotFound)?;
    let row = visit
        .read(move |tx| {
            Ok(tx.optional(
                sql!(
                    "select o.message, p.name, p.email from outbox o join person p on p.id = o.person_id
                     where o.id = $1 and o.sent_at is not null"
                ),
                &params![id],
            )?)
        })
        .await?
        .ok_or(Fault::NotFound)?;
    let message: Option<String> = row.get(0)?;
    let words = visit.words;
    let title = subject(&message);
    let to = addressee(&message, row.text(1)?, row.text(2)?);
    let body = html! {
        p { a href="/mailbox" { (t!(words, "mailbox-title")) } }
        h1 { (title) }
        p.mut { (t!(words, "mailbox-to", to = to)) }
        div.card.letter { @for line in field(&message, "text").lines() { (with_links(line, &visit.app.config.base_url)) br; } }
        @for entry in calendars(&message) {
            details.card { summary { (t!(words, "mailbox-calendar")) } pre tabindex="0" { (entry) } }
        }
    };
    Ok(visit.show(Page::new(title, body).private()))
}

/// A line of a plain-text mail with our own addresses as links, as mail programs show them.
fn with_links(line: &str, base: &str) -> Markup {
    match line.find(base) {
        None => html! { (line) },
        Some(at) => {
            let (before, rest) = line.split_at(at);
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (address, after) = rest.split_at(end);
            html! { (before) a href=(address.trim_end_matches('.').strip_prefix(base).unwrap_or("/")) { (address) } (after) }
        }
    }
}
