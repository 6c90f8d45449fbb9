//! `/me/what-if`: drop or add a class, move one to another part, change its minutes, take another edition. A GET with
//! its answer in the address; nothing is stored. Staff have the same for one person.

use super::{Case, words as say};
use crate::{
    ground::{fault::Fault, ids::PersonId},
    people,
    programme::{Edition, Reading, courses},
    progress::subtitles::subtitles,
    visit::Visit,
};
use kit::{
    Page, Reply, Words,
    form::{Errors, Field, Typed, field, select},
    t,
};
use maud::{Markup, html};
use rules::audit::{Credit, Exception, Verdict};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

struct WhatIf {
    case: Case,
    subtitles: BTreeMap<String, String>,
    courses: Vec<(String, String)>,
    editions: Vec<Arc<Edition>>,
    now: Verdict,
    /// The case after the changes with its verdict; `None` where nothing was changed.
    then: Option<(Case, Verdict)>,
    errors: Errors,
}

/// The most minutes of one class that a form accepts.
const MOST: i64 = 6000;

fn load(at: &Reading<'_, '_>, visit: &Visit, person: PersonId) -> Result<Option<WhatIf>, Fault> {
    let editions = &visit.app.editions;
    let Some(case) = Case::load(at, person)? else { return Ok(None) };
    let all: Vec<Arc<Edition>> =
        editions.all(at)?.into_iter().filter(|e| e.rules.id == case.edition.rules.id).collect();
    let mut errors = Errors::default();
    let then = changed(at, visit, &case, &all, &mut errors)?;
    let then = match then {
        Some(case) => Some((case.clone(), case.done()?)),
        None => None,
    };
    Ok(Some(WhatIf {
        now: case.done()?,
        subtitles: subtitles(at, person)?,
        courses: courses::all(at)?.into_iter().map(|c| (c.code, c.title)).collect(),
        editions: all,
        then,
        errors,
        case,
    }))
}

/// The case with what the address asks for; `None` where it asks for nothing.
fn changed(
    at: &Reading<'_, '_>,
    visit: &Visit,
    case: &Case,
    editions: &[Arc<Edition>],
    errors: &mut Errors,
) -> Result<Option<Case>, Fault> {
    let asked = |name: &str| visit.query.get(name).to_owned();
    let words = visit.words;
    let mut record = case.record.clone();
    let before = record.clone();
    record.credits.retain(|c| c.id != asked("drop"));
    if case.bench.known.catalogue.contains_key(&asked("add")) {
        let today = visit.app.editions.day(visit.now());
        let part = case.bench.known.part(&asked("add"));
        record.credits.push(Credit { part, ..Credit::attended("what-if", asked("add"), today) });
    }
    let (class, part) = (asked("move"), asked("to"));
    match record.credits.iter().find(|c| c.id == class) {
        Some(_) if part.is_empty() => errors.add("to", t!(words, "error-whatif-both")),
        None if !part.is_empty() => errors.add("move", t!(words, "error-whatif-both")),
        Some(credit) => {
            let accepting = case.bench.auditor.course_parts(&credit.course);
            if accepting.iter().any(|k| case.edition.rules.requirements[*k].id == part) {
                record.exceptions.push(Exception::Apply { credit: class, id: part });
            } else {
                errors.add("to", t!(words, "error-whatif-part"));
            }
        }
        None => {}
    }
    let (class, minutes) = (asked("class"), asked("minutes"));
    match (record.credits.iter_mut().find(|c| c.id == class), minutes.parse::<i64>()) {
        (None, _) if minutes.is_empty() => {}
        (None, _) => errors.add("class", t!(words, "error-whatif-class")),
        // the whole class anew, attended for this long
        (Some(credit), Ok(minutes)) if (0..=MOST).contains(&minutes) => {
            (credit.segments, credit.attended_segments) = (Vec::new(), None);
            credit.minutes = Some(minutes);
        }
        (Some(_), _) => errors.add("minutes", t!(words, "whatif-bad-minutes")),
    }
    let edition = editions.iter().find(|e| e.id.to_string() == asked("edition")).filter(|e| e.id != case.edition.id);
    if record == before && edition.is_none() || !errors.is_empty() {
        return Ok(None);
    }
    let case = Case { record, ..case.clone() };
    Ok(Some(match edition {
        Some(edition) => {
            let record = case.record.clone();
            Case { record, ..case.under(at, Arc::clone(edition))? }
        }
        None => case,
    }))
}

/// `GET /me/what-if`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let (person, inner) = (visit.member()?.id, visit.clone());
    let Some(asked) = visit.read(move |tx| load(tx, &inner, person)).await? else { return Ok(Reply::see("/enroll")) };
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "whatif-title")) }
        (answer_and_form(&visit, &asked, "/me/what-if"))
        p.row { a href="/me" { (t!(words, "me-title")) } a href="/me/why" { (t!(words, "why-title")) } }
    };
    Ok(page(&visit, &asked, Page::new(t!(words, "whatif-title"), body)))
}

/// `GET /staff/people/{key}/what-if`: the same for staff.
pub(crate) async fn of_person(visit: Visit) -> Result<Reply, Fault> {
    let (key, inner) = (visit.param("key").to_owned(), visit.clone());
    let (person, asked) = visit
        .read(move |tx| {
            let person = people::store::by_key(tx, &inner.scope, &key)?;
            Ok((load(tx, &inner, person.id)?, person))
        })
        .await
        .map(|(asked, person)| (person, asked))?;
    let words = visit.words;
    let Some(asked) = asked else { return Err(Fault::NotFound) };
    let at = format!("/staff/people/{}/what-if", person.key);
    let body = html! {
        h1 { (t!(words, "whatif-title")) " " (person.name) }
        (answer_and_form(&visit, &asked, &at))
        p.row { a href={ "/staff/people/" (person.key) "/why" } { (t!(words, "why-title")) } }
    };
    Ok(page(&visit, &asked, Page::new(t!(words, "whatif-title"), body)))
}

fn page(visit: &Visit, asked: &WhatIf, page: Page) -> Reply {
    let page = page.private();
    if asked.errors.is_empty() { visit.show(page) } else { visit.show_again(page) }
}

fn answer_and_form(visit: &Visit, asked: &WhatIf, action: &str) -> Markup {
    let words = visit.words;
    let mut credits: Vec<(String, String)> = asked
        .case
        .record
        .credits
        .iter()
        .filter(|c| c.status == "attended")
        .map(|c| (c.id.clone(), say::credit(words, &asked.case, &asked.subtitles, &c.id)))
        .collect();
    credits.sort_by(|a, b| a.1.cmp(&b.1));
    let wording = asked.case.edition.wording.of(words.language);
    let parts = asked.case.edition.rules.requirements.iter().map(|r| (r.id.clone(), wording.part(&r.id).to_owned()));
    let editions = asked.editions.iter().map(|e| (e.id.to_string(), format!("{} {}", e.rules.title, e.rules.edition)));
    let one_of = |name: &'static str, label: String, options: Vec<(String, String)>| {
        let none = (String::new(), t!(words, "whatif-none"), None);
        let all: Vec<_> = std::iter::once(none).chain(options.into_iter().map(|(v, t)| (v, t, None))).collect();
        select(words, Field::new(name, &label), &all, &visit.query, &Errors::default())
    };
    let label = t!(words, "whatif-minutes");
    let minutes = Field::new("minutes", &label);
    html! {
        (asked.errors.summary(words))
        @if let Some((case, then)) = &asked.then { (answer(words, asked, case, then)) }
        p { (t!(words, "whatif-lead")) }
        form.stack method="get" action=(action) novalidate {
            (one_of("add", t!(words, "whatif-add"), asked.courses.clone()))
            (one_of("drop", t!(words, "whatif-drop"), credits.clone()))
            div.row {
                (one_of("move", t!(words, "whatif-move"), credits.clone()))
                (one_of("to", t!(words, "whatif-to"), parts.collect()))
            }
            div.row {
                (one_of("class", t!(words, "whatif-minutes-of"), credits))
                (field(words, minutes, &typed_minutes(visit), &asked.errors))
            }
            @if asked.editions.len() > 1 { (one_of("edition", t!(words, "whatif-edition"), editions.collect())) }
            p { button.btn type="submit" { (t!(words, "whatif-try")) } }
        }
    }
}

fn typed_minutes(visit: &Visit) -> Typed {
    Typed::default().with("minutes", visit.query.get("minutes"))
}

/// Now and then, side by side.
fn answer(words: Words, asked: &WhatIf, case: &Case, then: &Verdict) -> Markup {
    let now = &asked.now;
    let less = now.left - then.left;
    let yes = |done: bool| if done { t!(words, "whatif-yes") } else { t!(words, "whatif-no") };
    let moved = moved(words, asked, case, then);
    let summary = match less {
        0 if moved.is_empty() && now.total == then.total => t!(words, "whatif-same"),
        0 => t!(words, "whatif-equal"),
        n if n > 0 => t!(words, "whatif-better", hours = words.hours(n)),
        n => t!(words, "whatif-worse", hours = words.hours(-n)),
    };
    let rows = [
        (t!(words, "whatif-complete"), yes(now.complete), yes(then.complete)),
        (t!(words, "whatif-left"), words.hours(now.left), words.hours(then.left)),
        (t!(words, "whatif-total"), words.hours(now.total), words.hours(then.total)),
    ];
    let state = |case: &Case, v: &Verdict, id: &str| {
        let r = case.edition.rules.requirements.iter().find(|r| r.id == id);
        let p = v.parts.iter().find(|p| p.id == id);
        r.zip(p).map_or_else(String::new, |(r, p)| say::part(words, r, p, p))
    };
    let mut ids: Vec<&str> = asked.case.edition.rules.requirements.iter().map(|r| r.id.as_str()).collect();
    ids.extend(case.edition.rules.requirements.iter().map(|r| r.id.as_str()));
    let mut seen = BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    let parts: Vec<(&str, String, String)> = ids
        .iter()
        .map(|id| (*id, state(&asked.case, now, id), state(case, then, id)))
        .filter(|(_, a, b)| a != b)
        .collect();
    html! {
        section.card.stack aria-labelledby="answer" role="status" {
            h2 id="answer" { (summary) }
            table {
                caption.vh { (t!(words, "whatif-caption")) }
                thead { tr { td {} th scope="col" { (t!(words, "whatif-now")) } th scope="col" { (t!(words, "whatif-then")) } } }
                tbody { @for (name, a, b) in &rows { tr { th scope="row" { (name) } td { (a) } td { (b) } } } }
            }
            @for (id, a, b) in &parts {
                div.stack.tight {
                    h3 { (case.edition.wording.of(words.language).part(id)) }
                    p { strong { (t!(words, "whatif-now")) ": " } (a) }
                    p { strong { (t!(words, "whatif-then")) ": " } (b) }
                }
            }
            @if !moved.is_empty() {
                h3 { (t!(words, "whatif-moves")) }
                ul { @for line in &moved { li { (line) } } }
            }
        }
    }
}

/// Classes that would count elsewhere.
fn moved(words: Words, asked: &WhatIf, case: &Case, then: &Verdict) -> Vec<String> {
    let place = |case: &Case, v: &Verdict, id: &str| {
        let wording = case.edition.wording.of(words.language);
        let mut parts: Vec<String> = Vec::new();
        for a in v.applied.iter().filter(|a| a.credit == id) {
            let name = wording.part(&a.part).to_owned();
            if !parts.contains(&name) {
                parts.push(name);
            }
        }
        if parts.is_empty() { t!(words, "whatif-nowhere") } else { words.list(&parts) }
    };
    let both = case.record.credits.iter().filter(|c| asked.case.record.credits.iter().any(|o| o.id == c.id));
    both.filter_map(|c| {
        let (from, to) = (place(&asked.case, &asked.now, &c.id), place(case, then, &c.id));
        let class = say::credit(words, &asked.case, &asked.subtitles, &c.id);
        (from != to).then(|| t!(words, "whatif-moved", class = class, from = from, to = to))
    })
    .collect()
}
