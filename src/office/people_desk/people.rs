//! `/staff/people`: everybody, found by name and state; `/staff/search`: a search across everything.

use crate::{
    ground::fault::Fault,
    office::{
        people_desk::list::{self, Filter, Found, PersonLine, STATES},
        sheets::{self, Cell, Sheet},
    },
    people::locals::{self, LocalMatch},
    visit::{Visit, policy::Policy},
};
use kit::{
    Page, Reply, Words,
    form::{Errors, Field, Typed, field, select},
    language::number_of_hours,
    t,
};
use maud::{Markup, html};

/// The most people on a page, and in a file.
const PAGE: i64 = 50;
const FILE: i64 = 150_000;

async fn filter(visit: &Visit, errors: &mut Errors) -> Result<Filter, Fault> {
    let q = &visit.query;
    let state = STATES.into_iter().find(|s| *s == q.get("state")).unwrap_or("all");
    let typed = q.get("local").to_owned();
    let local = match typed.is_empty() {
        true => None,
        false => match visit.read(move |tx| locals::find(tx, &typed)).await? {
            LocalMatch::One(id) => Some(id),
            LocalMatch::Several(_) | LocalMatch::None => {
                errors.add("local", t!(visit.words, "error-role-local"));
                None
            }
        },
    };
    let after = q.get("after").rsplit_once('~').and_then(|(name, id)| Some((name.to_owned(), id.parse().ok()?)));
    Ok(Filter {
        text: q.get("q").to_owned(),
        local,
        state: state.to_owned(),
        after: after.unwrap_or((String::new(), 0)),
    })
}

/// `GET /staff/people`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let mut errors = Errors::default();
    let filter = filter(&visit, &mut errors).await?;
    let (scope, asked) = (visit.scope.clone(), filter.clone());
    // one more than is shown, to know whether there is a next page
    let mut lines = visit.read(move |tx| list::people(tx, &scope, &asked, PAGE + 1)).await?;
    let more = lines.len() as i64 > PAGE;
    lines.truncate(PAGE as usize);
    let words = visit.words;
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "people-title")) }
        @if visit.query.get("said") == "erased" { p.note.ok role="status" { (t!(words, "erase-done")) } }
        (form(words, &visit.query, &errors))
        p.row {
            a href="/staff/people/duplicates" { (t!(words, "duplicates-title")) }
            @if visit.may(Policy::Records) { a href="/staff/members" { (t!(words, "members-title")) } }
        }
        @if lines.is_empty() { p { (t!(words, "people-none")) } } @else { (table(words, &lines)) }
        @if more {
            @if let Some(last) = lines.last() {
                p {
                    a href={ "/staff/people?" (next(&visit.query, last)) } {
                        (t!(words, "people-more"))
                    }
                }
            }
        }
        (sheets::panel(&visit, "people", &visit.query_text))
    };
    let page = Page::new(t!(words, "people-title"), body).private();
    Ok(if errors.is_empty() { visit.show(page) } else { visit.show_again(page) })
}

fn form(words: Words, typed: &Typed, errors: &Errors) -> Markup {
    let (q, q_hint, local) = (t!(words, "people-q"), t!(words, "people-q-hint"), t!(words, "member-local"));
    let states: Vec<_> =
        STATES.iter().map(|s| ((*s).to_owned(), words.text(&format!("people-state-{s}"), &[]), None)).collect();
    html! {
        form.stack.wide method="get" action="/staff/people" role="search" novalidate {
            div.grid {
                (field(words, Field::new("q", &q).hinted(&q_hint).of_kind("search").completed("off"), typed, errors))
                (field(words, Field::new("local", &local).completed("off"), typed, errors))
                (select(words, Field::new("state", &t!(words, "people-state")), &states, typed, errors))
            }
            p.row { button.btn type="submit" { (t!(words, "log-show")) } a href="/staff/people" { (t!(words, "filter-clear")) } }
        }
    }
}

fn next(query: &Typed, last: &PersonLine) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    for name in query.names().filter(|n| *n != "after") {
        out.append_pair(name, query.get(name));
    }
    out.append_pair("after", &format!("{}~{}", last.folded, last.id)).finish()
}

fn hours(words: Words, line: &PersonLine) -> String {
    match line.total.zip(line.left) {
        None => t!(words, "people-not-enrolled"),
        Some((total, _)) if line.certified => t!(words, "people-certified", hours = number_of_hours(total)),
        Some((total, 0)) => t!(words, "people-complete", hours = number_of_hours(total)),
        Some((total, left)) => {
            t!(words, "people-left", hours = number_of_hours(total), left = number_of_hours(left))
        }
    }
}

fn table(words: Words, lines: &[PersonLine]) -> Markup {
    html! {
        div.scroll role="region" aria-label=(t!(words, "people-title")) tabindex="0" { table {
            thead { tr {
                th scope="col" { (t!(words, "verify-name")) } th scope="col" { (t!(words, "member-local")) }
                th scope="col" { (t!(words, "people-hours")) } th scope="col" { (t!(words, "person-membership")) }
            } }
            tbody { @for l in lines { tr {
                th scope="row" { a href={ "/staff/people/" (l.key) } { (l.name) } br; span.small.mut { (l.email) } }
                td { (l.local) }
                td { (hours(words, l)) }
                td { (words.text(&format!("person-membership-{}", l.membership), &[])) }
            } } }
        } }
    }
}

/// The list as a file.
pub(crate) async fn sheet(visit: &Visit) -> Result<Sheet, Fault> {
    let filter = filter(visit, &mut Errors::default()).await?;
    let scope = visit.scope.clone();
    let lines = visit.read(move |tx| list::people(tx, &scope, &filter, FILE)).await?;
    let words = visit.words;
    let heads = [
        "verify-name",
        "member-email",
        "member-local",
        "person-membership",
        "people-credited",
        "people-open",
        "people-state",
    ]
    .map(|k| words.text(k, &[]));
    let mut sheet = Sheet::new("people", &heads);
    for l in lines {
        sheet.names(&l.key);
        let state = hours(words, &l);
        let membership = words.text(&format!("person-membership-{}", l.membership), &[]);
        let (total, left) = l.total.zip(l.left).unwrap_or((0, 0));
        sheet.row([
            l.name.into(),
            l.email.into(),
            l.local.into(),
            membership.into(),
            Cell::Hours(total),
            Cell::Hours(left),
            state.into(),
        ]);
    }
    Ok(sheet)
}

/// `GET /staff/search`
pub(crate) async fn search(visit: Visit) -> Result<Reply, Fault> {
    let (text, scope) = (visit.query.get("q").to_owned(), visit.scope.clone());
    let asked = text.clone();
    let found = visit.read(move |tx| list::everything(tx, &scope, &asked)).await?;
    let words = visit.words;
    let title = t!(words, "search-title");
    let body = html! {
        h1 { (title) }
        (search_form(words, &visit.query))
        @if !text.is_empty() {
            p role="status" { (t!(words, "search-found", count = found.len())) }
            (results(words, &found))
            @if found.is_empty() { p { a href="/staff/people" { (t!(words, "people-title")) } } }
        }
    };
    Ok(visit.show(Page::new(title, body).private()))
}

/// The field that searches everything.
pub(crate) fn search_form(words: Words, typed: &Typed) -> Markup {
    let (label, hint) = (t!(words, "search-title"), t!(words, "search-hint"));
    html! {
        form.stack method="get" action="/staff/search" role="search" {
            (field(words, Field::new("q", &label).hinted(&hint).of_kind("search").completed("off"), typed, &Errors::default()))
            p { button.btn.second type="submit" { (t!(words, "search-go")) } }
        }
    }
}

fn results(words: Words, found: &[Found]) -> Markup {
    html! {
        ul.plain.stack {
            @for f in found { li {
                @if f.path.is_empty() { strong { (f.name) } } @else { a href=(f.path) { (f.name) } }
                br; span.small.mut { (words.text(&format!("search-{}", f.kind), &[])) ": " (f.detail) }
            } }
        }
    }
}
