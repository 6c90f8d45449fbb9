//! `/staff/log`: every change, with a filter; `/staff/log/check`: whether the chain is whole.

use super::{
    checks,
    store::{self, Filter, LogLine},
};
use crate::{
    ground::{fault::Fault, ids::PersonId, when},
    office::{people_desk::person::verb_name, sheets::Sheet},
    people,
    visit::Visit,
};
use axum::http::header;
use jiff::civil::Date;
use kit::{
    Page, Reply, Words,
    form::{Errors, Field, Typed, field},
    parts::{facts, note},
    t,
};
use maud::{Markup, html};
use rules::time::Instant;

/// The most entries on a page, and in a file.
const PAGE: i64 = 100;
const FILE: i64 = 50_000;

/// Reads the filter from the address; what does not fit becomes an error.
async fn filter(visit: &Visit, errors: &mut Errors) -> Result<Filter, Fault> {
    let q = &visit.query;
    let mut day = |name: &'static str, later: i64, otherwise: Instant| -> Instant {
        let text = q.get(name);
        if text.is_empty() {
            return otherwise;
        }
        let parsed: Option<Date> = text.parse().ok();
        let at = parsed.and_then(|d| d.checked_add(jiff::ToSpan::days(later)).ok());
        match at.and_then(|d| Instant::from_local(d.at(0, 0, 0, 0), &visit.app.zone).ok()) {
            Some(at) => at,
            None => {
                errors.add(name, t!(visit.words, "error-log-day"));
                otherwise
            }
        }
    };
    let (from, until) = (day("from", 0, Instant(i64::MIN)), day("to", 1, Instant(i64::MAX)));
    let (by, about) = (q.get("by").to_owned(), q.get("about").to_owned());
    let found = visit
        .read(move |tx| {
            let id = |email: &str| -> Result<Option<PersonId>, Fault> {
                Ok(people::store::by_email(tx, email)?.map(|p| p.id))
            };
            Ok((id(&by)?, id(&about)?))
        })
        .await?;
    for (name, found) in [("by", found.0), ("about", found.1)] {
        if !q.get(name).is_empty() && found.is_none() {
            errors.add(name, t!(visit.words, "error-log-nobody"));
        }
    }
    Ok(Filter {
        before: q.get("before").parse().unwrap_or(i64::MAX),
        from,
        until,
        verb: q.get("verb").to_owned(),
        by: found.0,
        sign_in: q.get("sign_in").to_owned(),
        about: found.1,
    })
}

/// `GET /staff/log`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let mut errors = Errors::default();
    let filter = filter(&visit, &mut errors).await?;
    let scope = visit.scope.clone();
    let lines = match errors.is_empty() {
        true => visit.read(move |tx| store::list(tx, &scope, &filter, PAGE)).await?,
        false => Vec::new(),
    };
    let words = visit.words;
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "log-title")) }
        p { (t!(words, "log-lead")) " " a href="/staff/log/check" { (t!(words, "log-check")) } }
        (form(words, &visit.query, &errors))
        (table(&visit, &lines))
        @if lines.len() as i64 == PAGE { @if let Some(last) = lines.last() {
            p { a href={ "/staff/log?" (older(&visit.query, last.id)) } { (t!(words, "person-earlier")) } }
        } }
        (crate::office::sheets::panel(&visit, "log", &visit.query_text))
    };
    let page = Page::new(t!(words, "log-title"), body).private();
    Ok(if errors.is_empty() { visit.show(page) } else { visit.show_again(page) })
}

/// The query of the next page.
fn older(query: &Typed, before: i64) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    for name in query.names().filter(|n| *n != "before") {
        out.append_pair(name, query.get(name));
    }
    out.append_pair("before", &before.to_string()).finish()
}

fn form(words: Words, typed: &Typed, errors: &Errors) -> Markup {
    let (from, to) = (t!(words, "log-from"), t!(words, "log-to"));
    let (by, about, verb, sign_in) =
        (t!(words, "log-by"), t!(words, "log-about"), t!(words, "log-verb"), t!(words, "log-sign-in"));
    let (mail, example) = (t!(words, "log-by-hint"), t!(words, "log-verb-hint"));
    html! {
        form.stack.wide method="get" action="/staff/log" novalidate {
            div.grid {
                (field(words, Field::new("from", &from).of_kind("date"), typed, errors))
                (field(words, Field::new("to", &to).of_kind("date"), typed, errors))
                (field(words, Field::new("by", &by).hinted(&mail).completed("off"), typed, errors))
                (field(words, Field::new("about", &about).hinted(&mail).completed("off"), typed, errors))
                (field(words, Field::new("verb", &verb).hinted(&example), typed, errors))
                (field(words, Field::new("sign_in", &sign_in), typed, errors))
            }
            p.row { button.btn type="submit" { (t!(words, "log-show")) } a href="/staff/log" { (t!(words, "filter-clear")) } }
        }
    }
}

/// Who made the change, in words.
fn by(words: Words, line: &LogLine) -> String {
    if line.by.is_empty() { words.text(&format!("actor-{}", line.actor), &[]) } else { line.by.clone() }
}

fn table(visit: &Visit, lines: &[LogLine]) -> Markup {
    let (words, zone) = (visit.words, &visit.app.zone);
    html! {
        @if lines.is_empty() { p { (t!(words, "log-none")) } } @else {
            div.scroll role="region" aria-label=(t!(words, "log-title")) tabindex="0" { table {
                thead { tr {
                    th scope="col" { (t!(words, "log-when")) } th scope="col" { (t!(words, "log-who")) }
                    th scope="col" { (t!(words, "log-what")) } th scope="col" { (t!(words, "log-change")) }
                    th scope="col" { (t!(words, "log-why")) }
                } }
                tbody { @for l in lines { tr {
                    td { (when::moment(words, l.at, zone)) }
                    td {
                        @if l.by.is_empty() { (by(words, l)) } @else { a href={ "/staff/people/" (l.by_key) } { (l.by) } }
                        @if !l.sign_in.is_empty() { br; a.small href={ "/staff/log/sign-ins/" (l.sign_in) } { (l.sign_in) } }
                    }
                    td { (verb_name(words, &l.verb)) br; span.small.mut { (l.verb) " · " (l.object) " " (l.object_id) } }
                    td { (l.before) @if !l.before.is_empty() { " → " } (l.after) }
                    td { (l.reason) }
                } } }
            } }
        }
    }
}

/// The log as a file, as it is filtered.
pub(crate) async fn sheet(visit: &Visit) -> Result<Sheet, Fault> {
    let filter = filter(visit, &mut Errors::default()).await?;
    let scope = visit.scope.clone();
    let lines = visit.read(move |tx| store::list(tx, &scope, &filter, FILE)).await?;
    let words = visit.words;
    let heads = [
        "log-when",
        "log-who",
        "log-verb",
        "log-object",
        "log-before",
        "log-after",
        "log-why",
        "log-sign-in",
        "log-place",
    ]
    .map(|k| words.text(k, &[]));
    let mut sheet = Sheet::new("log", &heads);
    for l in lines {
        if !l.by_key.is_empty() {
            sheet.names(&l.by_key);
        }
        let object = format!("{} {}", l.object, l.object_id);
        let who = by(words, &l);
        let at = when::iso(l.at, &visit.app.zone);
        let place = l.seq.map_or_else(String::new, |s| s.to_string());
        sheet.row([at, who, l.verb, object, l.before, l.after, l.reason, l.sign_in, place].map(Into::into));
    }
    Ok(sheet)
}

/// `GET /staff/log/check`: whether the chain is whole.
pub(crate) async fn check(visit: Visit) -> Result<Reply, Fault> {
    let words = visit.words;
    let Some(found) = checks::ask(&visit.app).await? else {
        let body = html! {
            h1 { (t!(words, "log-check")) }
            p role="status" { (t!(words, "log-checking")) }
            p { a href="/staff/log" { (t!(words, "go-back")) } }
        };
        let reply = visit.show(Page::new(t!(words, "log-check"), body).private());
        return Ok(reply.with(header::REFRESH, "1"));
    };
    let rows = vec![
        (t!(words, "log-sealed"), html! { (found.sealed) }),
        (t!(words, "log-forgotten"), html! { (found.forgotten) }),
        (t!(words, "log-waiting"), html! { (found.waiting) }),
        (t!(words, "log-head"), html! { (found.head) }),
    ];
    let body = html! {
        h1 { (t!(words, "log-check")) }
        @match found.broken {
            None => { (note("ok", &t!(words, "log-whole"), html! { p { (t!(words, "log-whole-text")) } })) }
            Some(place) => { (note("bad", &t!(words, "log-broken", place = place), html! { p { (t!(words, "log-broken-text")) } })) }
        }
        div.card { (facts(&rows)) }
        p { a href="/staff/log" { (t!(words, "go-back")) } }
    };
    Ok(visit.show(Page::new(t!(words, "log-check"), body).private()))
}
