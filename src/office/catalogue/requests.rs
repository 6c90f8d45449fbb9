//! A local asks for a class of its own and follows its request: asked, looked at, scheduled, held.

use super::forms;
use crate::{
    ground::{fault::Fault, verb::Verb, when},
    people::locals,
    programme::change::{Change, Entry},
    visit::{Visit, policy::Policy},
};
use db::{Tx, params, sql};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field, select, text_area},
    t,
};
use maud::{Markup, html};
use rules::time::Instant;

/// What a local asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    pub key: String,
    pub local: String,
    pub local_key: String,
    pub by: String,
    pub at: Instant,
    pub course: String,
    pub course_code: String,
    pub dates: String,
    pub people: i64,
    pub place: String,
    pub note: String,
    pub answer: String,
    pub declined: bool,
    /// The class that came of it, with its stage and end.
    pub class: Option<String>,
    stage: Option<String>,
    ends: Option<Instant>,
}

impl Request {
    /// Its state.
    pub fn state(&self, now: Instant) -> &'static str {
        match self.stage.as_deref() {
            _ if self.declined => "declined",
            None if self.answer.is_empty() => "asked",
            None => "looked-at",
            Some("cancelled") => "cancelled",
            Some(_) if self.ends.is_some_and(|ends| ends <= now) => "held",
            Some("draft") => "planned",
            Some(_) => "scheduled",
        }
    }
}

db::record! { $
    requests: "from cohort_request q join local l on l.id = q.local_id join person p on p.id = q.asked_by
               join course c on c.code = q.course_code
               left join offering o on o.id = q.offering_id" => fn read -> Result<Request, Fault> {
        key: "q.key",
        local: "l.name",
        local_key: "l.key",
        by: "p.name",
        at: "q.asked_at" => Instant,
        course: "c.title",
        course_code: "q.course_code",
        dates: "q.dates",
        people: "q.people",
        place: "q.place",
        note: "q.note",
        answer: "q.answer",
        declined: "q.declined_at is not null",
        class: "o.key",
        stage: "o.stage",
        ends: "o.ends_at" => |at: Option<i64>| at.map(Instant),
    }
}

/// The requests of one local, or of all.
fn list(tx: &Tx<'_>, local: Option<i64>) -> Result<Vec<Request>, Fault> {
    let rows = tx.all(
        requests!(
            "where cast($1 as bigint) = 0 or q.local_id = $1
             order by case when q.offering_id is null and q.declined_at is null then 0 else 1 end, q.asked_at desc limit 300"
        ),
        &params![local.unwrap_or(0)],
    )?;
    rows.iter().map(read).collect()
}

/// How many requests wait for the office.
pub(crate) fn waiting(tx: &Tx<'_>) -> Result<i64, Fault> {
    let row = tx.one(
        sql!("select count(*) from cohort_request where offering_id is null and declined_at is null and answer = ''"),
        &[],
    )?;
    Ok(row.get(0)?)
}

/// `GET /local/requests`
pub(crate) async fn of_local(visit: Visit) -> Result<Reply, Fault> {
    let page = local_page(&visit, &visit.query, &Errors::default()).await?;
    Ok(visit.show(page))
}

async fn local_page(visit: &Visit, typed: &Typed, errors: &Errors) -> Result<Page, Fault> {
    let local = visit.scope.local()?;
    let (found, lists, name) =
        visit.read(move |tx| Ok((list(tx, Some(local))?, forms::lists(tx)?, locals::name(tx, local)?))).await?;
    let words = visit.words;
    let none = [(String::new(), t!(words, "choose-none"), None)];
    let courses: Vec<_> = none.into_iter().chain(lists.courses).collect();
    let (dates, people, place, text) = (
        t!(words, "request-dates"),
        t!(words, "request-people"),
        t!(words, "request-place"),
        t!(words, "request-note"),
    );
    let hint = t!(words, "request-dates-hint");
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "requests-title")) }
        p { (t!(words, "requests-lead", name = name)) }
        @if visit.query.ticked("sent") { p.note.ok role="status" { (t!(words, "request-sent")) } }
        (items(visit, &found, false))
        section.stack {
            h2 { (t!(words, "request-new")) }
            form.stack method="post" action="/local/requests" novalidate {
                (select(words, Field::new("course", &t!(words, "request-course")), &courses, typed, errors))
                (field(words, Field::new("dates", &dates).hinted(&hint), typed, errors))
                (field(words, Field::new("people", &people), typed, errors))
                (field(words, Field::new("place", &place), typed, errors))
                (text_area(words, Field::new("note", &text), 3, typed, errors))
                p { button.btn type="submit" { (t!(words, "request-send")) } }
            }
        }
        p { a href="/local" { (t!(words, "go-back")) } }
    };
    Ok(Page::new(t!(words, "requests-title"), body).private())
}

fn items(visit: &Visit, found: &[Request], office: bool) -> Markup {
    let (words, now) = (visit.words, visit.now());
    html! {
        @if found.is_empty() { p { (t!(words, "requests-none")) } }
        ul.plain.stack { @for q in found { li.card.stack.tight {
            h2.small-title { @if office { a href={ "/staff/requests/" (q.key) } { (q.local) ": " (q.course) } } @else { (q.course) } }
            p { strong { (words.text(&format!("request-state-{}", q.state(now)), &[])) } }
            p { (t!(words, "request-line", people = q.people, dates = &q.dates, place = &q.place)) }
            p.small.mut { (q.by) ", " (when::moment(words, q.at, &visit.app.zone)) }
            @if !q.answer.is_empty() { p { (q.answer) } }
            @if let Some(key) = &q.class {
                @if q.stage.as_deref() != Some("draft") {
                    p { a href={ "/classes/" (key) } { (t!(words, "request-class")) } }
                }
            }
        } } }
    }
}

/// `POST /local/requests`
pub(crate) async fn ask(visit: Visit) -> Result<Reply, Fault> {
    let (local, words, typed) = (visit.scope.local()?, visit.words, visit.form.clone());
    let mut errors = Errors::default();
    let people = typed.within("people", 1..=500_i64);
    if people.is_none() {
        errors.add("people", t!(words, "error-request-people"));
    }
    for name in ["dates", "place"] {
        match typed.get(name).chars().count() {
            0 => errors.add(name, words.text(&format!("error-request-{name}"), &[])),
            1..=300 => {}
            _ => errors.add(name, t!(words, "error-request-text")),
        }
    }
    if typed.get("note").chars().count() > 2000 {
        errors.add("note", t!(words, "error-request-note"));
    }
    let code = typed.get("course").to_owned();
    let known = visit
        .read(move |tx| Ok(tx.optional(sql!("select 1 from course where code = $1"), &params![&code])?.is_some()))
        .await?;
    if !known {
        errors.add("course", t!(words, "error-request-course"));
    }
    let Some(people) = people.filter(|_| errors.is_empty()) else {
        let page = local_page(&visit, &typed, &errors).await?;
        return Ok(visit.show_again(page));
    };
    visit
        .change(move |change| {
            let id = change.id();
            change.tx.run(
                sql!(
                    "insert into cohort_request (id, key, local_id, asked_by, asked_at, course_code, dates, people, place, note)
                     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
                ),
                &params![
                    id,
                    change.random.key(8),
                    local,
                    change.person(),
                    change.now.0,
                    typed.get("course"),
                    typed.get("dates"),
                    people,
                    typed.get("place"),
                    typed.get("note")
                ],
            )?;
            audit(change, Verb::RequestMade, id, typed.get("course"))
        })
        .await?;
    Ok(Reply::see("/local/requests?sent=1"))
}

fn audit(change: &Change<'_, '_>, verb: Verb, id: i64, after: &str) -> Result<(), Fault> {
    change.audit(&Entry { verb, object: "cohort_request", id, before: "", after, reason: "" })?;
    Ok(())
}

/// `GET /staff/requests`
pub(crate) async fn all(visit: Visit) -> Result<Reply, Fault> {
    let found = visit.read(|tx| list(tx, None)).await?;
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "requests-title")) }
        p { (t!(words, "requests-staff-lead")) }
        (items(&visit, &found, true))
        p { a href="/staff/catalogue" { (t!(words, "go-back")) } }
    };
    Ok(visit.show(Page::new(t!(words, "requests-title"), body).private()))
}

async fn load(visit: &Visit) -> Result<Request, Fault> {
    let key = visit.param("key").to_owned();
    visit.read(move |tx| list(tx, None)?.into_iter().find(|q| q.key == key).ok_or(Fault::NotFound)).await
}

/// `GET /staff/requests/{key}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let request = load(&visit).await?;
    Ok(visit.show(staff_page(&visit, &request, &Typed::default().with("answer", &request.answer), &Errors::default())))
}

fn staff_page(visit: &Visit, q: &Request, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let (answer, hint, class) =
        (t!(words, "request-answer"), t!(words, "claim-answer-hint"), t!(words, "request-link"));
    let class_hint = t!(words, "request-link-hint");
    let new = form_urlencoded::Serializer::new(String::new())
        .append_pair("course", &q.course_code)
        .append_pair("only_local", &q.local_key)
        .append_pair("capacity", &q.people.to_string())
        .append_pair("room", &q.place)
        .finish();
    let open = q.class.is_none() && !q.declined && visit.may(Policy::Coordinate);
    let body = html! {
        (errors.summary(words))
        h1 { (q.local) ": " (q.course) }
        p { strong { (words.text(&format!("request-state-{}", q.state(visit.now())), &[])) } }
        p { (t!(words, "request-line", people = q.people, dates = &q.dates, place = &q.place)) }
        @if !q.note.is_empty() { p { (q.note) } }
        p.small.mut { (q.by) ", " (when::moment(words, q.at, &visit.app.zone)) }
        @if let Some(key) = &q.class { p { a href={ "/staff/classes/" (key) "/plan" } { (t!(words, "request-class")) } } }
        @if open {
            p { a.btn href={ "/staff/classes/new?" (new) } { (t!(words, "request-make")) } }
            form.stack method="post" action={ "/staff/requests/" (q.key) } novalidate {
                (text_area(words, Field::new("answer", &answer).hinted(&hint), 3, typed, errors))
                (field(words, Field::new("class", &class).hinted(&class_hint).completed("off"), typed, errors))
                p.row {
                    button.btn type="submit" name="do" value="save" { (t!(words, "save")) }
                    button.btn.second type="submit" name="do" value="decline" { (t!(words, "request-decline")) }
                }
            }
        }
        p { a href="/staff/requests" { (t!(words, "go-back")) } }
    };
    Page::new(format!("{}: {}", q.local, q.course), body).private()
}

/// `POST /staff/requests/{key}`
pub(crate) async fn answer(visit: Visit) -> Result<Reply, Fault> {
    let request = load(&visit).await?;
    let (words, typed) = (visit.words, visit.form.clone());
    let mut errors = Errors::default();
    let declines = typed.get("do") == "decline";
    if typed.get("answer").chars().count() > 2000 || (declines && typed.get("answer").is_empty()) {
        errors.add("answer", t!(words, "error-request-answer"));
    }
    // the address of the class, or its key
    let class = typed.get("class").rsplit("classes/").next().unwrap_or_default();
    let class = class.split('/').next().unwrap_or_default().to_owned();
    let offering = match class.is_empty() {
        true => None,
        false => visit.read(move |tx| Ok(super::class_form::id_of(tx, &class).ok())).await?.map(|(id, _)| id),
    };
    if !typed.get("class").is_empty() && offering.is_none() {
        errors.add("class", t!(words, "error-request-class"));
    }
    if !errors.is_empty() {
        return Ok(visit.show_again(staff_page(&visit, &request, &typed, &errors)));
    }
    let key = request.key.clone();
    visit
        .change(move |change| {
            let row = change.tx.optional(
                sql!(
                    "select id from cohort_request
                     where key = $1 and offering_id is null and declined_at is null {for_update}"
                ),
                &params![&key],
            )?;
            let Some(row) = row else { return Ok(()) };
            let id: i64 = row.get(0)?;
            change.tx.run(
                sql!(
                    "update cohort_request set answer = $2, offering_id = $3, declined_at = $4, decided_by = $5 where id = $1"
                ),
                &params![
                    id,
                    typed.get("answer"),
                    offering.filter(|_| !declines),
                    declines.then_some(change.now.0),
                    change.person()
                ],
            )?;
            audit(change, if declines { Verb::RequestDeclined } else { Verb::RequestAnswered }, id, "")
        })
        .await?;
    Ok(Reply::see("/staff/requests"))
}
