//! `/staff/decisions` and `/staff/people/{key}/decisions`: waivers, substitutions and placements of one person, each with
//! its reason, and the second person where the policy asks for one.

use crate::{
    ground::fault::Fault,
    hours::credit::decisions::{self, Proposed, Settled, StoredDecision},
    people,
    progress::{Case, subtitles::subtitles, words as say},
    visit::Visit,
};
use kit::{
    Page, Reply, Words,
    form::{Errors, Field, Typed, field, hidden, select, text_area, typed_minutes},
    parts::{Icon, note, tag},
    t,
};
use maud::{Markup, html};
use rules::{Minutes, audit::Exception};
use std::collections::BTreeMap;

/// The form that came back with errors: for a new decision, or for the end of one.
enum Again<'a> {
    None,
    New(&'a Errors),
    End(&'a str, &'a Errors),
}

struct DecisionsPage {
    person: people::store::Person,
    case: Case,
    subtitles: BTreeMap<String, String>,
    stored: Vec<StoredDecision>,
    cap: Minutes,
}

/// Kinds of decisions as the form names them.
const KINDS: [&str; 7] =
    ["apply", "exclude", "allow", "grant-minutes", "grant-count", "waive-requirement", "waive-topic"];

async fn load(visit: &Visit) -> Result<DecisionsPage, Fault> {
    let key = visit.param("key").to_owned();
    let scope = visit.scope.clone();
    visit
        .read(move |tx| {
            let person = people::store::by_key(tx, &scope, &key)?;
            let case = Case::load(tx, person.id)?.ok_or(Fault::NotFound)?;
            let cap = decisions::policy(tx)?.waiver_cap;
            let stored = decisions::of_enrolment(tx, case.whose.enrolment)?;
            Ok(DecisionsPage { subtitles: subtitles(tx, person.id)?, person, case, stored, cap })
        })
        .await
}

/// `GET /staff/decisions`
pub(crate) async fn waiting(visit: Visit) -> Result<Reply, Fault> {
    let scope = visit.scope.clone();
    let list = visit.read(move |tx| decisions::waiting(tx, &scope)).await?;
    let words = visit.words;
    let listed = visit.app.editions.listed();
    let several = listed.len() > 1;
    let body = html! {
        h1 { (t!(words, "decisions-waiting")) }
        @if list.is_empty() { p { (t!(words, "decisions-none")) } }
        ul.plain.stack { @for d in &list {
            li.card.stack.tight {
                p {
                    @let programme = listed.iter().find(|l| several && l.edition.rules.id == d.programme);
                    @let base = programme.map_or_else(String::new, |l| format!("/programs/{}", l.edition.rules.id));
                    a href={ (base) "/staff/people/" (d.person_key) "/decisions" } { (d.person_name) } ": "
                    @if let Some(l) = programme { (l.edition.wording.of(words.language).site) ", " }
                    (kind_text(words, &d.exception)) ", " (words.hours(d.minutes))
                }
                p { (d.reason) }
                p.mut { (t!(words, "decision-by", name = &d.proposer)) }
            }
        } }
    };
    Ok(visit.show(Page::new(t!(words, "decisions-waiting"), body).private()))
}

fn kind_text(words: Words, e: &Exception) -> String {
    let name = match e {
        Exception::WaiveRequirement { .. } => "waive-requirement",
        Exception::GrantMinutes { .. } | Exception::GrantTotal { .. } => "grant-minutes",
        Exception::GrantCount { .. } => "grant-count",
        Exception::WaiveTopic { .. } => "waive-topic",
        Exception::Allow { .. } => "allow",
        Exception::Apply { .. } => "apply",
        Exception::Exclude { .. } => "exclude",
    };
    words.text(&format!("decision-kind-{name}"), &[])
}

/// `GET /staff/people/{key}/decisions`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let sheet = load(&visit).await?;
    Ok(visit.show(page(&visit, &sheet, &Again::None)))
}

fn page(visit: &Visit, sheet: &DecisionsPage, again: &Again<'_>) -> Page {
    let words = visit.words;
    let (nothing, none_wrong) = (Typed::default(), Errors::default());
    let (typed, errors) = if let Again::New(errors) = again { (&visit.form, *errors) } else { (&nothing, &none_wrong) };
    let summary = match again {
        Again::None => html! {},
        Again::New(errors) | Again::End(_, errors) => errors.summary(words),
    };
    let rules = &sheet.case.edition.rules;
    let wording = sheet.case.edition.wording.of(words.language);
    let kinds: Vec<_> =
        KINDS.iter().map(|k| ((*k).to_owned(), words.text(&format!("decision-kind-{k}"), &[]), None)).collect();
    let parts: Vec<_> =
        rules.requirements.iter().map(|r| (r.id.clone(), wording.part(&r.id).to_owned(), None)).collect();
    let none = || (String::new(), t!(words, "decision-choose"), None);
    let credits = sheet.case.record.credits.iter().filter(|c| c.status == "attended");
    let credits: Vec<_> = std::iter::once(none())
        .chain(credits.map(|c| (c.id.clone(), say::credit(words, &sheet.case, &sheet.subtitles, &c.id), None)))
        .collect();
    let topics =
        rules.requirements.iter().flat_map(|r| &r.topics).map(|x| (x.clone(), wording.topic(x).to_owned(), None));
    let topics: Vec<_> = std::iter::once(none()).chain(topics).collect();
    let (hours, reason) = (t!(words, "decision-amount"), t!(words, "decide-reason"));
    let body = html! {
        (summary)
        h1 { (t!(words, "decisions-title")) ": " (sheet.person.name) }
        @if visit.app.editions.listed().len() > 1 { p { (wording.site) } }
        @match visit.query.get("said") {
            "waiting" => { (note("ok", &t!(words, "decision-waits"), html! {})) }
            "done" => { (note("ok", &t!(words, "decision-done"), html! {})) }
            "same" => { (note("bad", &t!(words, "decision-same-person"), html! {})) }
            "oneself" => { (note("bad", &t!(words, "decision-oneself"), html! {})) }
            "before" => { (note("warn", &t!(words, "decision-before"), html! {})) }
            _ => {}
        }
        ul.plain.stack { @for d in &sheet.stored { (one(visit, sheet, d, again)) } }
        h2 { (t!(words, "decision-new")) }
        p { (t!(words, "decision-lead", cap = words.hours(sheet.cap))) }
        form.stack method="post" action={ "/staff/people/" (sheet.person.key) "/decisions" } novalidate {
            (select(words, Field::new("kind", &t!(words, "decision-kind")), &kinds, typed, errors))
            (select(words, Field::new("part", &t!(words, "decision-part")), &parts, typed, errors))
            (select(words, Field::new("credit", &t!(words, "decision-class")), &credits, typed, errors))
            (select(words, Field::new("topic", &t!(words, "decision-topic")), &topics, typed, errors))
            (field(words, Field::new("amount", &hours).hinted(&t!(words, "decision-amount-hint")), typed, errors))
            (text_area(words, Field::new("reason", &reason), 2, typed, errors))
            p { button.btn type="submit" { (t!(words, "decision-propose")) } }
        }
        p.row {
            a href={ "/staff/people/" (sheet.person.key) "/why" } { (t!(words, "why-title")) }
            a href="/staff/decisions" { (t!(words, "decisions-waiting")) }
        }
    };
    Page::new(t!(words, "decisions-title"), body).private()
}

fn one(visit: &Visit, sheet: &DecisionsPage, d: &StoredDecision, again: &Again<'_>) -> Markup {
    let words = visit.words;
    let mine = visit.visitor.as_ref().is_some_and(|v| v.id == d.proposed_by);
    let label = t!(words, "decide-reason");
    let (nothing, none_wrong) = (Typed::default(), Errors::of_form(end_form(&d.key)));
    let (typed, errors, open) = match again {
        Again::End(key, errors) if *key == d.key => (&visit.form, *errors, true),
        _ => (&nothing, &none_wrong, false),
    };
    html! {
        li.card.stack.tight {
            p { strong { (say::exception(words, &sheet.case, &sheet.subtitles, &d.exception)) } }
            p { (d.reason) }
            p.mut {
                (t!(words, "decision-by", name = &d.proposer))
                @if let Some(name) = &d.approver {
                    @if *name != d.proposer { " " (t!(words, "decision-approved-by", name = name)) }
                }
            }
            @match (&d.ended_by, &d.approver) {
                (Some(by), _)
                => {
                    p {
                        (tag("", Icon::Circle, &t!(words, "decision-ended"))) " " (t!(words, "decision-by", name = by))
                        " " (d.ended_because)
                    }
                }
                (None, Some(_)) => { p { (tag("ok", Icon::Check, &t!(words, "decision-in-force"))) } }
                (None, None) => {
                    p { (tag("warn", Icon::Hourglass, &t!(words, "decision-waiting"))) }
                    @if mine { p { (t!(words, "decision-same-person")) } } @else {
                        form method="post" action={ "/staff/people/" (sheet.person.key) "/decisions/approve" } {
                            (hidden("decision", &d.key))
                            button.btn type="submit" { (t!(words, "decision-approve")) }
                        }
                    }
                }
            }
            @if d.ended_by.is_none() {
                details open[open] {
                    summary { (t!(words, "decision-end")) }
                    form.stack method="post" action={ "/staff/people/" (sheet.person.key) "/decisions/end" } novalidate {
                        (hidden("decision", &d.key))
                        (text_area(words, Field::new("reason", &label), 2, typed, errors))
                        p { button.btn.second type="submit" { (t!(words, "decision-end")) } }
                    }
                }
            }
        }
    }
}

/// What the form says; fields that this kind of decision does not use are not looked at.
fn exception(visit: &Visit, sheet: &DecisionsPage, errors: &mut Errors) -> Option<Exception> {
    let (words, form) = (visit.words, &visit.form);
    let id = form.get("part").to_owned();
    let rules = &sheet.case.edition.rules;
    let part = rules.requirements.iter().find(|r| r.id == id)?;
    let credit = form.get("credit").to_owned();
    let needs_credit = ["apply", "exclude", "allow"].contains(&form.get("kind"));
    let attended = |id: &String| sheet.case.record.credits.iter().any(|c| c.id == *id && c.status == "attended");
    if needs_credit && !attended(&credit) {
        errors.add("credit", t!(words, "error-decision-class"));
    }
    let amount = form.get("amount");
    Some(match form.get("kind") {
        "apply" => Exception::Apply { credit, id },
        "exclude" => Exception::Exclude { credit, id },
        "allow" => Exception::Allow { credit, id },
        "grant-minutes" => {
            let minutes = typed_minutes(amount).filter(|m| *m > 0);
            if minutes.is_none() {
                errors.add("amount", t!(words, "error-decision-amount"));
            }
            Exception::GrantMinutes { id, minutes: minutes.unwrap_or(0) }
        }
        "grant-count" => {
            let count = amount.parse::<i64>().ok().filter(|n| (1..=20).contains(n) && *n <= part.count);
            if part.count == 0 {
                errors.add("part", t!(words, "error-decision-no-classes"));
            } else if count.is_none() {
                errors.add("amount", t!(words, "error-decision-amount"));
            }
            Exception::GrantCount { id, count: count.unwrap_or(0) }
        }
        // a part that is no longer asked for lowers the total by as much
        "waive-requirement" => Exception::WaiveRequirement { grant: part.nominal(), id },
        "waive-topic" => {
            let topic = form.get("topic").to_owned();
            if !part.topics.contains(&topic) {
                errors.add("topic", t!(words, "error-decision-topic"));
            }
            Exception::WaiveTopic { id, topic }
        }
        _ => return None,
    })
}

fn reason(visit: &Visit, errors: &mut Errors) -> String {
    let reason = visit.form.get("reason").to_owned();
    if reason.is_empty() || reason.chars().count() > 500 {
        errors.add("reason", t!(visit.words, "error-reason"));
    }
    reason
}

fn back(sheet: &DecisionsPage, said: &str) -> Reply {
    Reply::see(format!("/staff/people/{}/decisions?said={said}", sheet.person.key))
}

/// Several decisions can be ended on one page, so each form has ids of its own.
fn end_form(key: &str) -> String {
    format!("end-{key}-")
}

/// `POST /staff/people/{key}/decisions`
pub(crate) async fn propose(visit: Visit) -> Result<Reply, Fault> {
    let sheet = load(&visit).await?;
    let words = visit.words;
    let mut errors = Errors::default();
    let exception = exception(&visit, &sheet, &mut errors);
    if exception.is_none() {
        errors.add("kind", t!(words, "error-decision-kind"));
    }
    let reason = reason(&visit, &mut errors);
    let Some(exception) = exception.filter(|_| errors.is_empty()) else {
        return Ok(visit.show_again(page(&visit, &sheet, &Again::New(&errors))));
    };
    let person = sheet.person.id;
    let done = visit.change(move |c| decisions::propose(c, person, &exception, &reason)).await?;
    match done {
        Proposed::Waiting => Ok(back(&sheet, "waiting")),
        Proposed::InForce => Ok(back(&sheet, "done")),
        Proposed::Before => Ok(back(&sheet, "before")),
        Proposed::Oneself => Ok(back(&sheet, "oneself")),
        Proposed::NotEnrolled => Err(Fault::NotFound),
        Proposed::OverCap { left, cap } => {
            let (left, cap) = (words.hours(left), words.hours(cap));
            errors.add("kind", t!(words, "error-over-cap", left = left, cap = cap));
            Ok(visit.show_again(page(&visit, &sheet, &Again::New(&errors))))
        }
    }
}

const fn said(settled: Settled) -> &'static str {
    match settled {
        Settled::Done => "done",
        Settled::SamePerson => "same",
        Settled::Oneself => "oneself",
        Settled::Before => "before",
    }
}

/// `POST /staff/people/{key}/decisions/approve`
pub(crate) async fn approve(visit: Visit) -> Result<Reply, Fault> {
    let sheet = load(&visit).await?;
    let (key, about) = (visit.form.get("decision").to_owned(), sheet.person.id);
    let done = visit.change(move |change| decisions::approve(change, about, &key)).await?;
    Ok(back(&sheet, said(done)))
}

/// `POST /staff/people/{key}/decisions/end`
pub(crate) async fn end(visit: Visit) -> Result<Reply, Fault> {
    let sheet = load(&visit).await?;
    let key = visit.form.get("decision").to_owned();
    if !sheet.stored.iter().any(|d| d.key == key) {
        return Err(Fault::NotFound);
    }
    let mut errors = Errors::of_form(end_form(&key));
    let reason = reason(&visit, &mut errors);
    if !errors.is_empty() {
        return Ok(visit.show_again(page(&visit, &sheet, &Again::End(&key, &errors))));
    }
    let about = sheet.person.id;
    let done = visit.change(move |change| decisions::end(change, about, &key, &reason)).await?;
    Ok(back(&sheet, said(done)))
}
