//! `GET /requirements`: what the certificate asks for, made from the programme file.

use crate::{ground::fault::Fault, programme::courses, progress::Case, visit::Visit};
use kit::{Page, Reply, Words, t};
use maud::html;
use rules::audit::course_accepted;
use rules::programme::{Programme, Repeat, Requirement, Term, TopicsFrom};
use std::sync::Arc;

/// How much a part asks for, in a few words.
pub(crate) fn size(words: Words, r: &Requirement) -> String {
    if r.count > 0 && r.each_min == 0 {
        t!(words, "size-courses", count = r.count)
    } else if r.count > 0 {
        t!(words, "size-classes", count = r.count, hours = words.hours(r.each_min))
    } else if r.minutes == 0 {
        t!(words, "size-nothing")
    } else {
        t!(words, "size-hours", hours = words.hours(r.minutes))
    }
}

/// How much the whole asks for, in a few words.
pub(crate) fn in_all(words: Words, rules: &Programme) -> String {
    let parts = rules.requirements.len();
    match rules.total.minutes {
        0 => t!(words, "requirements-parts", parts = parts),
        minutes => t!(words, "requirements-total", hours = words.hours(minutes), parts = parts),
    }
}

/// `GET /requirements`
pub(crate) async fn requirements(visit: Visit) -> Result<Reply, Fault> {
    let person = visit.visitor.as_ref().map(|v| v.id);
    let (edition, newest, courses) = visit
        .read(move |tx| {
            let newest = tx.edition()?;
            // whoever is enrolled reads the rules that they are under
            let own = person.map(|p| Case::load(tx, p)).transpose()?.flatten().map(|case| case.edition);
            let courses = courses::all(tx)?;
            Ok((own.unwrap_or_else(|| Arc::clone(&newest)), newest, courses))
        })
        .await?;
    let words = visit.words;
    let rules = &edition.rules;
    let wording = edition.wording.of(visit.language());
    let body = html! {
        h1 { (t!(words, "requirements-title")) }
        @if visit.app.editions.listed().len() > 1 { p { (wording.site) } }
        @if edition.id != newest.id {
            p.note {
                (t!(words, "requirements-own", own = &rules.edition, newest = &newest.rules.edition)) " "
                a href="/me/edition" { (t!(words, "me-edition-look")) }
            }
        }
        p { strong { (in_all(words, rules)) } }
        @for r in &rules.requirements {
            section.card.stack aria-labelledby=(r.id) {
                h2 id=(r.id) { (wording.part(&r.id)) }
                p { strong { (size(words, r)) } }
                @if let Some(part) = wording.parts.get(&r.id) { p { (part.summary) } }
                @if !r.topics.is_empty() {
                    h3 { (t!(words, "requirements-topics")) }
                    ul { @for topic in &r.topics { li { (wording.topic(topic)) } } }
                    p.mut { (topics_rule(words, r)) }
                }
                @if r.count > 0 { (electives(words, r, &courses)) }
                p {
                    a href={ (visit.href("/classes")) "?part=" (r.id) } {
                        (t!(words, "requirements-classes", part = wording.part(&r.id)))
                    }
                }
            }
        }
        h2 { (t!(words, "requirements-credit")) }
        ul { @for rule in counting(words, rules, &courses) { li { (rule) } } }
        p.row {
            a.btn href=(visit.href("/enroll")) { (t!(words, "action-enroll")) }
            a.btn.second href=(visit.href("/classes")) { (t!(words, "action-classes")) }
            a.btn.second href=(visit.href("/classes.pdf")) { (t!(words, "action-download")) }
        }
        p.mut { (t!(words, "requirements-edition", edition = &rules.edition)) }
    };
    Ok(visit.show(Page::new(t!(words, "requirements-title"), body)))
}

/// How hours count, in sentences.
pub(crate) fn counting(words: Words, rules: &Programme, courses: &[courses::CourseRow]) -> Vec<String> {
    let twice: Vec<String> = courses.iter().filter(|c| c.parts(rules).len() > 1).map(|c| c.title.clone()).collect();
    let expiry = match rules.credit.expires_months {
        0 => t!(words, "rule-no-expiry"),
        months => t!(words, "rule-expiry", months = i64::from(months)),
    };
    [
        (rules.credit.repeat == Repeat::Once).then(|| t!(words, "rule-repeat")),
        (!twice.is_empty()).then(|| t!(words, "rule-dual", classes = words.list(&twice))),
        Some(t!(words, "rule-attendance")),
        Some(t!(words, "rule-partial")),
        Some(t!(words, "rule-any-order")),
        Some(expiry),
        (rules.credit.retroactive_months < 0).then(|| t!(words, "rule-past")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn topics_rule(words: Words, r: &Requirement) -> String {
    match (r.topics_from, r.topics_needed()) {
        (TopicsFrom::None, _) | (_, 0) => t!(words, "topics-shown"),
        (_, n) if n == r.topics.len() as i64 => t!(words, "topics-all"),
        (_, n) => t!(words, "topics-some", count = n),
    }
}

fn electives(words: Words, r: &Requirement, courses: &[courses::CourseRow]) -> maud::Markup {
    let accepted: Vec<&courses::CourseRow> =
        courses.iter().filter(|c| course_accepted(r, &c.code, &c.for_audit()) && c.part == 0).collect();
    html! {
        @if r.threshold() > 0 { p { (t!(words, "elective-from", hours = words.hours(r.threshold()))) } }
        @if accepted.iter().any(|c| c.listed) {
            h3 { (t!(words, "elective-list")) }
            ul { @for c in accepted.iter().filter(|c| c.listed) { li lang="en" { (c.title) } } }
        }
        @if accepted.iter().any(|c| !c.listed) {
            details {
                summary { (t!(words, "elective-more")) }
                ul { @for c in accepted.iter().filter(|c| !c.listed) { li lang="en" { (c.title) } } }
            }
        }
        // a list of named courses is not open
        @if r.accept.iter().any(|term| !matches!(term, Term::Course(_))) { p.mut { (t!(words, "elective-open")) } }
        @if r.combine { p.mut { (t!(words, "elective-combine")) } }
    }
}
