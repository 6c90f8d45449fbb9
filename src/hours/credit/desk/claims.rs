//! `/staff/claims`: claims that wait, and the answer to each: which course it equals and how much it counts.

use crate::{
    ground::fault::Fault,
    hours::credit::{
        claims::{self, Answer, Answered, Claim},
        pages::{download, one},
    },
    programme::courses,
    visit::Visit,
};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field, select, text_area, typed_minutes},
    language::number_of_hours,
    parts::note,
    t,
};
use maud::html;

/// `GET /staff/claims`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let scope = visit.scope.clone();
    let waiting = visit.read(move |tx| claims::waiting(tx, &scope)).await?;
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "staff-claims")) }
        @if visit.query.get("said") == "answered" { (note("ok", &t!(words, "claim-answered"), html! {})) }
        @if waiting.is_empty() { p { (t!(words, "claims-none")) } }
        ul.plain.stack { @for claim in &waiting {
            li { a href={ "/staff/claims/" (claim.key) } { (claim.person_name) ": " (claim.title) } ", " (words.hours(claim.minutes)) }
        } }
    };
    Ok(visit.show(Page::new(t!(words, "staff-claims"), body).private()))
}

struct ClaimPage {
    claim: Claim,
    courses: Vec<(String, String)>,
}

async fn load(visit: &Visit) -> Result<ClaimPage, Fault> {
    let (key, scope) = (visit.param("key").to_owned(), visit.scope.clone());
    visit
        .read(move |tx| {
            let courses = courses::all(tx)?.into_iter().map(|c| (c.code, c.title)).collect();
            Ok(ClaimPage { claim: claims::by_key(tx, &scope, &key)?, courses })
        })
        .await
}

/// `GET /staff/claims/{key}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let sheet = load(&visit).await?;
    let claim = &sheet.claim;
    let hours = claim.accepted.map_or_else(String::new, |_| number_of_hours(claim.credited));
    let stored = Typed::default()
        .with("course", claim.course.as_deref().unwrap_or_default())
        .with("hours", &hours)
        .with("text", &claim.answer);
    Ok(visit.show(page(&visit, &sheet, &stored, &Errors::default())))
}

fn page(visit: &Visit, sheet: &ClaimPage, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let claim = &sheet.claim;
    let none = (String::new(), t!(words, "decision-choose"), None);
    let options: Vec<_> =
        std::iter::once(none).chain(sheet.courses.iter().map(|(c, t)| (c.clone(), t.clone(), None))).collect();
    let (hours, text) = (t!(words, "claim-hours"), t!(words, "claim-answer"));
    let hint = t!(words, "claim-answer-hint");
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "claim-of", name = &claim.person_name)) }
        ul.plain { (one(visit, claim, "/staff/claims")) }
        p { (words.text(&format!("claim-origin-{}", claim.origin.name()), &[])) }
        h2 { (t!(words, "claim-evidence")) }
        p { (claim.evidence) }
        form.stack method="post" action={ "/staff/claims/" (claim.key) } novalidate {
            (select(words, Field::new("course", &t!(words, "claim-equals")), &options, typed, errors))
            (field(words, Field::new("hours", &hours), typed, errors))
            (text_area(words, Field::new("text", &text).hinted(&hint), 3, typed, errors))
            p.row {
                button.btn type="submit" { (t!(words, "claim-answer-send")) }
                button.btn.second type="submit" name="decline" value="1" { (t!(words, "claim-decline")) }
            }
        }
        p.row {
            a href="/staff/claims" { (t!(words, "go-back")) }
            a href={ "/staff/people/" (claim.person_key) "/why" } { (t!(words, "why-title")) }
        }
    };
    Page::new(t!(words, "staff-claims"), body).private()
}

/// `GET /staff/claims/{key}/file`
pub(crate) async fn file(visit: Visit) -> Result<Reply, Fault> {
    download(&visit).await
}

/// `POST /staff/claims/{key}`
pub(crate) async fn answer(visit: Visit) -> Result<Reply, Fault> {
    let sheet = load(&visit).await?;
    let (words, form) = (visit.words, &visit.form);
    let mut errors = Errors::default();
    let text = form.get("text").to_owned();
    if text.is_empty() || text.chars().count() > 500 {
        errors.add("text", t!(words, "error-claim-answer"));
    }
    let declined = !form.get("decline").is_empty();
    let code = if declined { String::new() } else { form.get("course").to_owned() };
    let course = if code.is_empty() {
        if !declined {
            errors.add("course", t!(words, "error-claim-choose"));
        }
        None
    } else {
        let minutes = typed_minutes(form.get("hours")).filter(|m| *m > 0 && *m <= sheet.claim.minutes);
        if minutes.is_none() {
            errors.add("hours", t!(words, "error-claim-credit", hours = words.hours(sheet.claim.minutes)));
        }
        if !sheet.courses.iter().any(|(c, _)| *c == code) {
            errors.add("course", t!(words, "error-claim-course"));
        }
        minutes.map(|m| (code, m))
    };
    if !errors.is_empty() {
        return Ok(visit.show_again(page(&visit, &sheet, form, &errors)));
    }
    let (key, answer) = (sheet.claim.key.clone(), Answer { course, text });
    let scope = visit.scope.clone();
    match visit.change(move |change| claims::answer(change, (&scope, &key), &answer)).await? {
        Answered::Accepted(_) | Answered::Declined => return Ok(Reply::see("/staff/claims?said=answered")),
        Answered::LongerThanCourse(minutes) => {
            errors.add("hours", t!(words, "error-claim-longer", hours = words.hours(minutes)));
        }
        Answered::Oneself => errors.add("text", t!(words, "decision-oneself")),
        Answered::NotElective => errors.add("course", t!(words, "error-claim-elective")),
        Answered::OverCap { left, cap } => {
            let (left, cap) = (words.hours(left), words.hours(cap));
            errors.add("hours", t!(words, "error-over-cap", left = left, cap = cap));
        }
    }
    Ok(visit.show_again(page(&visit, &sheet, form, &errors)))
}
