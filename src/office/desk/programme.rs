//! `/staff/programme`: the editions of a programme, when an older one ends, and trying out a rule change on everybody
//! before it is published. With it, which other programmes there are.

use super::{rule_sentences, several};
use crate::{
    ground::{fault::Fault, when},
    programme::{Edition, WordingIn, announce_end},
    progress::cohort::{self, Changed, Tried},
    visit::Visit,
};
use db::{params, sql};
use kit::{
    Page, Reply, Words,
    form::{Errors, Field, Typed, field, hidden, text_area},
    language::number_of_hours,
    parts::note,
    t,
};
use maud::{Markup, html};
use rules::programme::{Programme, publishing::Finding};
use std::sync::Arc;

/// An edition of the programme that the page is about, how many people it judges, and whether it is the one for new
/// enrolments.
pub(super) struct EditionLine {
    pub edition: Arc<Edition>,
    people: i64,
    pub current: bool,
    pub source: String,
    sunset_on: Option<String>,
}

pub(super) async fn load(visit: &Visit) -> Result<Vec<EditionLine>, Fault> {
    visit
        .read(move |tx| {
            let current = tx.edition()?;
            let mut lines = Vec::new();
            for edition in tx.editions.all(tx)?.into_iter().filter(|e| e.rules.id == current.rules.id) {
                let row = tx.one(
                    sql!(
                        "select e.source, e.sunset_on, (select count(*) from enrolment n
                           where n.edition_id = e.id and n.confirmed_at is not null)
                         from edition e where e.id = $1"
                    ),
                    &params![edition.id],
                )?;
                lines.push(EditionLine {
                    current: edition.id == current.id,
                    source: row.get(0)?,
                    sunset_on: row.get(1)?,
                    people: row.get(2)?,
                    edition,
                });
            }
            Ok(lines)
        })
        .await
}

/// `GET /staff/programme`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let lines = load(&visit).await?;
    Ok(visit.show(page(&visit, &lines, &Typed::default(), &Errors::default(), html! {})))
}

pub(super) fn page(visit: &Visit, lines: &[EditionLine], typed: &Typed, errors: &Errors, above: Markup) -> Page {
    let words = visit.words;
    let current = lines.iter().find(|l| l.current).map_or("", |l| l.source.as_str());
    let typed = if typed.get("text").is_empty() { Typed::default().with("text", current) } else { typed.clone() };
    let (label, hint) = (t!(words, "programme-draft"), t!(words, "programme-draft-hint"));
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "staff-programme")) }
        @match visit.query.get("said") {
            "sunset" => { p.note.ok role="status" { (t!(words, "sunset-saved")) } }
            "listed" => { p.note.ok role="status" { (t!(words, "programs-saved")) } }
            "added" => { p.note.ok role="status" { (t!(words, "programs-added")) } }
            "published" => {
                p.note.ok role="status" { (t!(words, "edition-published")) }
                @if let Some(before) = hours_before(lines) {
                    p { a href={ "/staff/pages?number=" (before) } { (t!(words, "edition-published-texts", hours = &before)) } }
                }
            }
            _ => {}
        }
        (above)
        @let title = lines.first().map(|l| l.edition.wording.of(words.language).site.as_str());
        h2 { (t!(words, "programme-editions")) @if visit.app.editions.listed().len() > 1 { ": " (title.unwrap_or_default()) } }
        ul.plain.stack { @for line in lines { (edition(visit, line, errors)) } }
        h2 { (t!(words, "rules-title")) }
        p { a.btn href="/staff/programme/rules" { (t!(words, "rules-link")) } }
        h2 { (t!(words, "programme-try")) }
        p { (t!(words, "programme-try-lead")) }
        form.stack.wide method="post" action="/staff/programme/try" novalidate {
            (text_area(words, Field::new("text", &label).hinted(&hint), 24, &typed, errors))
            p { button.btn type="submit" { (t!(words, "programme-try-button")) } }
        }
        p { a href="/staff/policy" { (t!(words, "staff-policy")) } }
        (several::section(visit, errors))
    };
    Page::new(t!(words, "staff-programme"), body).private()
}

/// How many hours the edition before the newest asked for, where that is another number: texts may still say it.
fn hours_before(lines: &[EditionLine]) -> Option<String> {
    let newest = lines.iter().find(|l| l.current)?;
    let before = lines.iter().rev().find(|l| !l.current && l.edition.rules.id == newest.edition.rules.id)?;
    let (was, is) = (before.edition.rules.total.minutes, newest.edition.rules.total.minutes);
    (was != is).then(|| number_of_hours(was))
}

/// Several editions can end: each form has ids of its own.
fn sunset_form(edition: i64) -> String {
    format!("end-{edition}-")
}

fn edition(visit: &Visit, line: &EditionLine, errors: &Errors) -> Markup {
    let words = visit.words;
    let rules = &line.edition.rules;
    let label = t!(words, "sunset-day");
    let mine = visit.form.get("edition") == line.edition.id.to_string();
    let (nothing, none_wrong) = (Typed::default(), Errors::of_form(sunset_form(line.edition.id)));
    let (typed, errors) = if mine { (&visit.form, errors) } else { (&nothing, &none_wrong) };
    html! {
        li.card.stack.tight {
            p { strong { (rules.title) ", " (rules.edition) } @if line.current { " · " (t!(words, "programme-current")) } }
            p { (t!(words, "programme-people", count = line.people)) }
            @if let Some(day) = &line.sunset_on { p { (t!(words, "sunset-on", day = words.date(when::civil_day(when::parse_date(day))))) } }
            @else if !line.current {
                details open[mine] {
                    summary { (t!(words, "sunset-title")) }
                    p { (t!(words, "sunset-lead")) }
                    form.stack method="post" action="/staff/programme/sunset" novalidate {
                        (hidden("edition", &line.edition.id.to_string()))
                        (field(words, Field::new("day", &label).of_kind("date"), typed, errors))
                        p { button.btn.second type="submit" { (t!(words, "sunset-button")) } }
                    }
                }
            }
        }
    }
}

/// `POST /staff/programme/try`: tries a draft on everybody: nothing is stored.
pub(crate) async fn try_draft(visit: Visit) -> Result<Reply, Fault> {
    let lines = load(&visit).await?;
    let words = visit.words;
    let mut errors = Errors::default();
    let draft = match Programme::from_toml("programme.toml", visit.form.get("text")) {
        Ok(draft) => draft,
        Err(e) => {
            errors.add("text", e.to_string());
            return Ok(visit.show_again(page(&visit, &lines, &visit.form, &errors, html! {})));
        }
    };
    let Some(tried) = cohort::compare_alone(&visit.app, draft).await? else {
        errors.add("text", t!(words, "error-try-busy"));
        return Ok(visit.show_again(page(&visit, &lines, &visit.form, &errors, html! {})));
    };
    let draft = (&tried, visit.form.get("text"));
    let above =
        html! { (result(words, &lines, &tried)) (rule_sentences::publish_form(&visit, &lines, draft, &errors)) };
    Ok(visit.show(page(&visit, &lines, &visit.form, &errors, above)))
}

/// What was found, in the words of the programme; courses by their codes, as in the file.
pub(super) fn finding(words: Words, wording: &WordingIn, f: &Finding) -> String {
    match f {
        Finding::NothingFills { part } => t!(words, "finding-nothing-fills", part = wording.part(part)),
        Finding::OutOfReach { part, minutes, classes } => {
            t!(
                words,
                "finding-out-of-reach",
                part = wording.part(part),
                hours = words.hours(*minutes),
                classes = *classes
            )
        }
        Finding::CapBelowNeed { part, cap, need } => {
            t!(words, "finding-cap", part = wording.part(part), cap = *cap, need = *need)
        }
        Finding::TotalOutOfReach { minutes, workshops } => {
            t!(words, "finding-total", hours = words.hours(*minutes), classes = *workshops)
        }
        Finding::FloorOutOfReach { floor } => t!(words, "finding-floor", floor = floor),
        Finding::TopicUntaught { part, topic, .. } => {
            t!(words, "finding-topic", part = wording.part(part), topic = wording.topic(topic))
        }
        Finding::SeveralParts { course, parts } => {
            let titles: Vec<String> = parts.iter().map(|id| wording.part(id).to_owned()).collect();
            t!(words, "finding-several", course = course, parts = words.list(&titles))
        }
        Finding::NoCourses => t!(words, "finding-no-courses"),
    }
}

/// The most findings of one kind that are shown.
const MOST_FINDINGS: usize = 20;

pub(super) fn result(words: Words, lines: &[EditionLine], tried: &Tried) -> Markup {
    let shipped = lines.iter().find(|l| l.current).map(|l| l.edition.wording.of(words.language));
    let said = |f: &Finding| shipped.map_or_else(|| f.to_string(), |wording| finding(words, wording, f));
    let c = &tried.comparison;
    let (wrong, mind): (Vec<&Finding>, Vec<&Finding>) = tried.findings.iter().partition(|f| f.forbids());
    let list = |findings: &[&Finding]| {
        html! {
            ul {
                @for f in findings.iter().take(MOST_FINDINGS) { li { (said(f)) } }
                @if findings.len() > MOST_FINDINGS { li { "…" } }
            }
        }
    };
    let rows = [
        (t!(words, "try-judged"), c.judged),
        (t!(words, "try-complete-now"), c.complete_now),
        (t!(words, "try-complete-then"), c.complete_then),
        (t!(words, "try-gained"), c.gained_count),
        (t!(words, "try-lost"), c.lost_count),
        (t!(words, "try-less"), c.less_left),
        (t!(words, "try-more"), c.more_left),
        (t!(words, "try-nodes"), c.most_nodes),
    ];
    html! {
        section.card.stack aria-labelledby="tried" role="status" {
            h2 id="tried" { (t!(words, "try-title")) }
            @if !wrong.is_empty() { (note("bad", &t!(words, "try-refused"), list(&wrong))) }
            @if !mind.is_empty() { (note("warn", &t!(words, "try-mind"), list(&mind))) }
            @if c.given_up { (note("bad", &t!(words, "try-given-up", count = c.judged as i64), html! {})) }
            @else if c.unsettled > 0 { (note("bad", &t!(words, "try-unsettled", count = c.unsettled as i64), html! {})) }
            table {
                caption.vh { (t!(words, "try-title")) }
                tbody { @for (name, count) in &rows { tr { th scope="row" { (name) } td.num { (count) } } } }
            }
            (people(words, &t!(words, "try-lost"), &c.lost))
            (people(words, &t!(words, "try-gained"), &c.gained))
        }
    }
}

fn people(words: Words, title: &str, list: &[Changed]) -> Markup {
    html! {
        @if !list.is_empty() {
            details {
                summary { (title) }
                ul { @for one in list { li {
                    a href={ "/staff/people/" (one.key) "/why" } { (one.name) } ": "
                    (t!(
                        words,
                        "try-left",
                        now = one.left.0.map_or_else(|| "?".to_owned(), |m| words.hours(m)),
                        then = words.hours(one.left.1),
                    ))
                } } }
            }
        }
    }
}

/// An edition ends at least this many days after its end is announced.
const NOTICE_DAYS: i64 = 365;

/// `POST /staff/programme/sunset`
pub(crate) async fn sunset(visit: Visit) -> Result<Reply, Fault> {
    let lines = load(&visit).await?;
    let words = visit.words;
    let line = lines.iter().find(|l| l.edition.id.to_string() == visit.form.get("edition") && !l.current);
    let edition = line.ok_or(Fault::NotFound)?.edition.id;
    let earliest = visit.now().plus_minutes(NOTICE_DAYS * 24 * 60).date(&visit.app.zone);
    let Some(day) = visit.form.within("day", earliest..) else {
        let mut errors = Errors::of_form(sunset_form(edition));
        let earliest = words.date(when::civil_day(earliest));
        errors.add("day", t!(words, "error-sunset", day = earliest));
        return Ok(visit.show_again(page(&visit, &lines, &Typed::default(), &errors, html! {})));
    };
    visit.change(move |change| announce_end(change, edition, day)).await?;
    Ok(Reply::see("/staff/programme?said=sunset"))
}
