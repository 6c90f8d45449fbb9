//! `/me/record`: the record of attendance, for reimbursement and licences: as a page that prints as it is, and as a PDF.

use crate::ground::ids::PersonId;
use crate::{
    certificates::awards::document::{PaperSize, signed_by},
    ground::{fault::Fault, when},
    programme::{Edition, brand::Look},
    progress::{Case, words as say},
    visit::Visit,
};
use db::{Tx, params, sql};
use kit::{Page, Reply, language::number_of_hours, reply::File, t};
use maud::{Markup, html};
use serde_json::json;
use std::{collections::BTreeMap, sync::Arc};

/// One line: a class with what it gave.
struct TranscriptLine {
    /// The class's key, where it was one of ours.
    key: Option<String>,
    day: String,
    title: String,
    place: String,
    online: bool,
    /// The parts that it counts for.
    part: String,
    trainers: String,
    minutes: i64,
}

/// Everything on the record.
struct Transcript {
    lines: Vec<TranscriptLine>,
    total: i64,
    /// What remains, in words; empty for anyone who is not enrolled.
    remains: Vec<String>,
    edition: Arc<Edition>,
}

/// What the ledger has of somebody: key of the class, name of the credit, day, title, minutes, place, online, trainers.
type Row = (Option<String>, String, String, String, i64, String, bool, String);

fn rows(tx: &Tx<'_>, person: PersonId) -> Result<Vec<Row>, Fault> {
    let rows = tx.all(
        sql!(
            "select o.key, m.key, min(c.id), c.earned_on, k.title, cast(sum(c.minutes) as bigint), coalesce(v.name, ''),
                    coalesce(o.mode = 'online', false), coalesce(o.trainers, '')
             from credit c join course k on k.code = c.course_code left join claim m on m.id = c.claim_id
             left join offering o on o.id = c.offering_id left join venue v on v.id = o.venue_id
             where c.person_id = $1
             group by c.earned_on, k.title, v.name, o.mode, o.trainers, o.key, m.key
             having sum(c.minutes) <> 0
             order by c.earned_on, k.title limit 1000"
        ),
        &params![person],
    )?;
    rows.iter()
        .map(|r| {
            let name = crate::progress::record::credit_name(r.get(0)?, r.get(1)?, r.get(2)?);
            Ok((r.get(0)?, name, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?, r.get(7)?, r.get(8)?))
        })
        .collect()
}

async fn load(visit: &Visit, person: PersonId) -> Result<Transcript, Fault> {
    let (words, language) = (visit.words, visit.language());
    visit
        .read(move |tx| {
            let case = Case::load(tx, person)?;
            let edition = match &case {
                Some(case) => Arc::clone(&case.edition),
                None => tx.edition()?,
            };
            let wording = edition.wording.of(language);
            let done = case.as_ref().map(Case::done).transpose()?;
            let mut parts: BTreeMap<&str, Vec<String>> = BTreeMap::new();
            for applied in done.iter().flat_map(|d| &d.applied) {
                let title = wording.part(&applied.part).to_owned();
                let of_credit = parts.entry(applied.credit.as_str()).or_default();
                if !of_credit.contains(&title) {
                    of_credit.push(title);
                }
            }
            let lines: Vec<TranscriptLine> = rows(tx, person)?
                .into_iter()
                .map(|(key, name, day, title, minutes, place, online, trainers)| TranscriptLine {
                    key,
                    day: words.date(when::civil_day(when::parse_date(&day))),
                    part: parts.get(name.as_str()).map(|p| p.join(", ")).unwrap_or_default(),
                    title,
                    place,
                    online,
                    trainers,
                    minutes,
                })
                .collect();
            let remains = match (&case, &done) {
                (Some(case), Some(done)) if !done.complete => case
                    .edition
                    .rules
                    .requirements
                    .iter()
                    .zip(&done.parts)
                    .filter(|(_, part)| !part.satisfied)
                    .map(|(r, part)| format!("{}: {}", wording.part(&r.id), say::part(words, r, part, part)))
                    .collect(),
                _ => Vec::new(),
            };
            Ok(Transcript { total: lines.iter().map(|l| l.minutes).sum(), lines, remains, edition })
        })
        .await
}

/// Where a class was, in words.
fn place(visit: &Visit, line: &TranscriptLine) -> String {
    if line.online { t!(visit.words, "online") } else { line.place.clone() }
}

/// The link to the letter about a class.
fn letter(visit: &Visit, line: &TranscriptLine) -> Markup {
    html! {
        @if let Some(key) = line.key.as_ref().filter(|_| line.minutes > 0) {
            br;
            a.no-print href={ "/me/classes/" (key) "/letter.pdf" } aria-label={ (t!(visit.words, "letter-download")) ": " (line.title) } {
                (t!(visit.words, "letter-download"))
            }
        }
    }
}

/// `GET /me/record`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let member = visit.member()?;
    let (name, record) = (member.name.clone(), load(&visit, member.id).await?);
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "record-title")) }
        p { strong { (name) } " · " (visit.app.config.office.name) }
        @if record.lines.is_empty() { p { (t!(words, "record-empty")) } } @else {
            div.scroll tabindex="0" role="region" aria-label=(t!(words, "record-title")) {
                table {
                    caption { (t!(words, "record-caption", hours = words.hours(record.total))) }
                    thead { tr {
                        th scope="col" { (t!(words, "list-date")) } th scope="col" { (t!(words, "list-class")) }
                        th scope="col" { (t!(words, "list-place")) } th scope="col" { (t!(words, "record-part")) }
                        th scope="col" { (t!(words, "fact-trainers")) }
                        th.num scope="col" { (t!(words, "list-hours")) }
                    } }
                    tbody { @for line in &record.lines {
                        tr {
                            td { (line.day) } th scope="row" { (line.title) (letter(&visit, line)) }
                            td { (place(&visit, line)) } td { (line.part) } td { (line.trainers) }
                            td.num { (number_of_hours(line.minutes)) }
                        }
                    } }
                }
            }
        }
        @if !record.remains.is_empty() {
            h2 { (t!(words, "record-remains")) }
            ul { @for line in &record.remains { li { (line) } } }
        }
        p.row {
            a.btn href="/me/record.pdf" { (t!(words, "certificate-download")) }
            a.btn.second href="/me/record.pdf?sheet=a4" { (t!(words, "certificate-download-a4")) }
        }
        p.mut { (t!(words, "record-note", email = &visit.app.config.office.email)) }
    };
    Ok(visit.show(Page::new(t!(words, "record-title"), body).private()))
}

/// `GET /me/record.pdf`
pub(crate) async fn pdf(visit: Visit) -> Result<Reply, Fault> {
    let member = visit.member()?;
    let bytes = made(&visit, member.id, &member.name).await?;
    let name = format!("record-{}.pdf", visit.now().date(&visit.app.zone));
    Ok(Reply::File(File { kind: "application/pdf", name: Some(name), bytes }))
}

/// Somebody's record as a PDF.
pub(crate) async fn made(visit: &Visit, person: PersonId, name: &str) -> Result<Vec<u8>, Fault> {
    let (name, record) = (paper::printable(name), load(visit, person).await?);
    let (words, config) = (visit.words, &visit.app.config);
    let today = visit.now().date(&visit.app.zone);
    let mut lines = vec![json!({ "label": t!(words, "record-all"), "value": words.hours(record.total) })];
    for line in &record.remains {
        lines.push(json!({ "label": t!(words, "record-remains"), "value": line }));
    }
    let rows = record.lines.iter().map(|l| {
        json!({
            "date": l.day, "title": l.title, "place": place(visit, l), "part": l.part, "trainers": l.trainers,
            "hours": number_of_hours(l.minutes),
        })
    });
    let data = |look: &Look| {
        json!({
            "document_title": format!("{}: {name}", t!(words, "record-title")),
            "issuer": config.office.name, "language": words.language.tag(), "title": t!(words, "record-title"), "name": name,
            "programme": record.edition.wording.of(words.language).site,
            "as_of": format!("{} · {}", words.date(when::civil_day(today)), signed_by(config, &look.brand)),
            "rows": rows.collect::<Vec<_>>(), "empty": t!(words, "record-empty"),
            "columns": [
                t!(words, "list-date"),
                t!(words, "list-class"),
                t!(words, "list-place"),
                t!(words, "record-part"),
                t!(words, "fact-trainers"),
                t!(words, "list-hours"),
            ],
            "lines": lines,
            "note": format!("{} {}", t!(words, "letter-note"), t!(words, "letter-closing", email = &config.office.email)),
            "day": [today.year(), i16::from(today.month()), i16::from(today.day())],
            "paper": PaperSize::from_name(visit.query.get("sheet")).name(),
            "sample": if config.demo { t!(words, "sample-note") } else { String::new() },
        })
    };
    bytes(visit, paper::Template::Record, data, format!("record-{today}.pdf")).await
}

/// A PDF as a download, made where nobody waits, with the organisation's look.
pub(super) async fn file(
    visit: &Visit,
    template: paper::Template,
    data: impl FnOnce(&Look) -> serde_json::Value,
    name: String,
) -> Result<Reply, Fault> {
    let bytes = bytes(visit, template, data, name.clone()).await?;
    Ok(Reply::File(File { kind: "application/pdf", name: Some(name), bytes }))
}

async fn bytes(
    visit: &Visit,
    template: paper::Template,
    data: impl FnOnce(&Look) -> serde_json::Value,
    ident: String,
) -> Result<Vec<u8>, Fault> {
    let look = visit.read(|tx| Look::now(tx)).await?;
    let mut data = data(&look);
    data["look"] = look.json();
    let paper = paper::Document { template, data, pictures: look.pictures, ident };
    let made = tokio::task::spawn_blocking(move || paper.pdf());
    Ok(made.await.map_err(|e| Fault::Ours(e.to_string()))??)
}
