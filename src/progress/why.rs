//! `/me/why`: what counts where and why, what is left, what would happen if a class counted elsewhere, and why a class
//! does not count. Staff see the same page for one person.

use super::{Case, words as say};
use crate::{
    ground::{fault::Fault, ids::PersonId},
    people,
    programme::Reading,
    progress::subtitles::subtitles,
    visit::Visit,
};
use kit::{
    Page, Reply, Words,
    parts::{Icon, icon, tag},
    t,
};
use maud::{Markup, html};
use rules::{
    audit::{Applied, Branch, Evidence, Exception, Proof, Reason, Record, Verdict},
    programme::Objective,
};
use std::collections::BTreeMap;

/// A verdict with what would be left had each movable class counted elsewhere.
struct Explained {
    case: Case,
    verdict: Verdict,
    subtitles: BTreeMap<String, String>,
    others: Vec<Otherwise>,
}

/// What would be left if a credit counted in another part.
struct Otherwise {
    credit: String,
    part: String,
    left: i64,
}

/// Counterfactuals are worked out for at most this many credits: this is a page, not a study.
const MOST_ASKED: usize = 40;

impl Explained {
    fn load(at: &Reading<'_, '_>, person: PersonId) -> Result<Option<Self>, Fault> {
        let Some(case) = Case::load(at, person)? else { return Ok(None) };
        let verdict = case.done()?;
        let others = otherwise(&case, &verdict)?;
        Ok(Some(Self { verdict, subtitles: subtitles(at, person)?, others, case }))
    }

    fn credit(&self, words: Words, id: &str) -> String {
        say::credit(words, &self.case, &self.subtitles, id)
    }

    fn part<'a>(&'a self, words: Words, id: &'a str) -> &'a str {
        self.case.edition.wording.of(words.language).part(id)
    }
}

/// Credits used in one part that other parts accept too: each pinned to every other part, and judged again.
fn otherwise(case: &Case, verdict: &Verdict) -> Result<Vec<Otherwise>, Fault> {
    let mut out = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for a in &verdict.applied {
        if seen.contains(&a.credit.as_str()) || seen.len() >= MOST_ASKED {
            continue;
        }
        seen.push(&a.credit);
        let used: Vec<&str> = parts_of(verdict, &a.credit);
        let Some(credit) = case.record.credits.iter().find(|c| c.id == a.credit) else { continue };
        let accepted = case.bench.auditor.course_parts(&credit.course);
        let ids = accepted.iter().map(|k| case.edition.rules.requirements[*k].id.as_str());
        for part in ids.filter(|p| !used.contains(p)) {
            let mut record = case.record.clone();
            record.exceptions.push(Exception::Apply { credit: a.credit.clone(), id: part.to_owned() });
            let left = case.bench.auditor.audit(&Record { previous: None, ..record })?.left;
            out.push(Otherwise { credit: a.credit.clone(), part: part.to_owned(), left });
        }
    }
    Ok(out)
}

fn parts_of<'v>(verdict: &'v Verdict, credit: &str) -> Vec<&'v str> {
    let mut parts: Vec<&str> = Vec::new();
    for a in verdict.applied.iter().filter(|a| a.credit == credit) {
        if !parts.contains(&a.part.as_str()) {
            parts.push(&a.part);
        }
    }
    parts
}

/// `GET /me/why`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let person = visit.member()?.id;
    let Some(found) = visit.read(move |tx| Explained::load(tx, person)).await? else {
        return Ok(Reply::see("/enroll"));
    };
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "why-title")) }
        (explanation(&visit, &found))
        p.row { a href="/me" { (t!(words, "me-title")) } a href="/me/what-if" { (t!(words, "whatif-title")) } }
    };
    Ok(visit.show(Page::new(t!(words, "why-title"), body).private()))
}

/// `GET /staff/people/{key}/why`: the same for staff.
pub(crate) async fn of_person(visit: Visit) -> Result<Reply, Fault> {
    let (key, inner) = (visit.param("key").to_owned(), visit.clone());
    let (person, found) = visit
        .read(move |tx| {
            let person = people::store::by_key(tx, &inner.scope, &key)?;
            let found = Explained::load(tx, person.id)?;
            Ok((person, found))
        })
        .await?;
    let words = visit.words;
    let body = html! {
        h1 { (person.name) }
        @match &found {
            None => { p { (t!(words, "why-not-enrolled")) } }
            Some(found) => {
                (explanation(&visit, found))
                p.row {
                    a href={ "/staff/people/" (person.key) "/what-if" } { (t!(words, "whatif-title")) }
                    a href={ "/staff/people/" (person.key) "/decisions" } { (t!(words, "decisions-title")) }
                }
            }
        }
    };
    Ok(visit.show(Page::new(person.name.clone(), body).private()))
}

fn explanation(visit: &Visit, found: &Explained) -> Markup {
    let words = visit.words;
    let edition = &found.case.edition;
    html! {
        section.card.stack aria-labelledby="left" {
            h2 id="left" { (t!(words, "why-left-title")) }
            (left(words, found))
        }
        section.stack aria-labelledby="counts" {
            h2 id="counts" { (t!(words, "why-counts-title")) }
            @if found.verdict.applied.is_empty() { p { (t!(words, "why-counts-none")) } }
            @for r in &edition.rules.requirements {
                @let here: Vec<&Applied> = found.verdict.applied.iter().filter(|a| a.part == r.id).collect();
                @if !here.is_empty() {
                    h3 { (found.part(words, &r.id)) }
                    ul { @for (credit, minutes) in sums(&here) { (counted(words, found, credit, &r.id, minutes)) } }
                }
            }
        }
        (unused(words, found))
        (decided(words, found))
        p.mut { (t!(words, "why-edition", title = &edition.rules.title, edition = &edition.rules.edition)) " "
            a href="/requirements" { (t!(words, "requirements-title")) } }
    }
}

fn sums<'a>(here: &[&'a Applied]) -> Vec<(&'a str, i64)> {
    let mut sums: Vec<(&str, i64)> = Vec::new();
    for a in here {
        match sums.iter_mut().find(|(credit, _)| *credit == a.credit) {
            Some((_, minutes)) => *minutes += a.minutes,
            None => sums.push((&a.credit, a.minutes)),
        }
    }
    sums
}

/// One class where it counts, and what would be left elsewhere.
fn counted(words: Words, found: &Explained, credit: &str, part: &str, minutes: i64) -> Markup {
    let elsewhere: Vec<&Otherwise> = found.others.iter().filter(|o| o.credit == credit).collect();
    let placed = say::is_placed(&found.case, credit);
    html! {
        li {
            strong { (found.credit(words, credit)) } ": " (words.hours(minutes)) "."
            @if let Some(threshold) = too_short(found, credit, part) { " " (t!(words, "why-too-short", hours = words.hours(threshold))) }
            @if placed { " " (t!(words, "why-placed")) }
            @else if elsewhere.is_empty() { " " (t!(words, "why-only-here")) }
            @else { @for o in elsewhere { " " (compared(words, found, o, part)) } }
        }
    }
}

/// Where a part asks for classes and this one, with others of its title, is too short to be one: the length it needs.
fn too_short(found: &Explained, credit: &str, part: &str) -> Option<i64> {
    let r = found.case.edition.rules.requirements.iter().find(|r| r.id == part && r.count > 0)?;
    let title = |id: &str| {
        let course = &found.case.record.credits.iter().find(|c| c.id == id)?.course;
        let known = found.case.bench.known.catalogue.get(course)?;
        Some(known.class.clone().unwrap_or_else(|| course.clone()))
    };
    let mine = title(credit);
    let same = |a: &&Applied| a.part == part && if r.combine { title(&a.credit) == mine } else { a.credit == credit };
    let minutes: i64 = found.verdict.applied.iter().filter(same).map(|a| a.minutes).sum();
    (minutes < r.threshold()).then(|| r.threshold())
}

fn compared(words: Words, found: &Explained, o: &Otherwise, part: &str) -> String {
    let (here, there) = (found.part(words, part), found.part(words, &o.part));
    let now = found.verdict.left;
    match o.left.cmp(&now) {
        std::cmp::Ordering::Greater => {
            t!(words, "why-better-here", here = here, there = there, then = words.hours(o.left), now = words.hours(now))
        }
        std::cmp::Ordering::Equal => t!(words, "why-same-there", here = here, there = there),
        // "most parts done" may leave more time on purpose; else only a decision of the office does
        std::cmp::Ordering::Less if found.case.edition.rules.objective == Objective::MostBoxes => {
            t!(words, "why-more-parts-here", here = here, there = there)
        }
        std::cmp::Ordering::Less => t!(words, "why-placed"),
    }
}

/// What is left, from the proof.
fn left(words: Words, found: &Explained) -> Markup {
    let verdict = &found.verdict;
    if verdict.complete {
        return html! { p { (icon(Icon::Check)) " " (t!(words, "why-complete")) } };
    }
    let intro = if found.case.edition.rules.objective == Objective::LeastLeft {
        t!(words, "why-left", hours = words.hours(verdict.left))
    } else {
        t!(words, "why-left-boxes", done = verdict.satisfied)
    };
    html! {
        p { strong { (intro) } }
        @match &verdict.proof {
            Proof::AtLeast { tree, .. } => { (branch(words, found, tree, 0)) }
            Proof::Complete | Proof::Searched => { p { (t!(words, "why-searched")) } (open_parts(words, found)) }
        }
    }
}

/// Deeper than this, a proof is no longer a sentence.
const DEEPEST: usize = 2;

fn branch(words: Words, found: &Explained, tree: &Branch, depth: usize) -> Markup {
    match tree {
        Branch::Leaf(evidence) if depth > 0 => short_leaf(words, found, evidence),
        Branch::Leaf(evidence) => leaf(words, found, evidence),
        Branch::Split { .. } if depth >= DEEPEST => html! { p { (t!(words, "why-searched")) } },
        Branch::Split { piece, options } => {
            let class = found.credit(words, piece.split('#').next().unwrap_or_default());
            html! {
                p { (t!(words, "why-ways", class = class)) }
                ul {
                    @for (parts, next) in options.iter().filter(|(_, b)| !matches!(b, Branch::Leaf(Evidence::Forbidden))) {
                        li {
                            @let names: Vec<String> = parts.iter().map(|p| found.part(words, p).to_owned()).collect();
                            @if names.is_empty() {
                                (t!(words, "why-if-unused"))
                            } @else {
                                (t!(words, "why-if-counts", part = words.list(&names)))
                            }
                            (branch(words, found, next, depth + 1))
                        }
                    }
                }
            }
        }
    }
}

/// What is short in one of several branches: the verdict's figures are those of another branch.
fn short_leaf(words: Words, found: &Explained, evidence: &Evidence) -> Markup {
    let names = |ids: &[String]| -> Vec<String> { ids.iter().map(|p| found.part(words, p).to_owned()).collect() };
    let short = match evidence {
        Evidence::Parts(ids) | Evidence::Together(ids) => words.list(&names(ids)),
        Evidence::Total | Evidence::Workshops => t!(words, "why-short-total"),
        Evidence::Floor(id) => id.clone(),
        Evidence::Forbidden => return html! {},
    };
    html! { " " (t!(words, "why-short-in", parts = short)) }
}

fn leaf(words: Words, found: &Explained, evidence: &Evidence) -> Markup {
    let verdict = &found.verdict;
    let rules = &found.case.edition.rules;
    let part_line = |id: &String| {
        let r = rules.requirements.iter().find(|r| r.id == *id)?;
        let p = verdict.parts.iter().find(|p| p.id == *id)?;
        let name = found.part(words, id);
        let decided = found.case.record.exceptions.iter().any(|e| e.placement().is_some());
        let missing = if decided {
            format!("{name}: {}", say::part(words, r, p, p))
        } else if p.missing_count > 0 {
            t!(words, "why-part-classes", part = name, have = p.count, need = r.count, left = p.missing_count)
        } else if p.missing_minutes > 0 {
            let (have, need) = (words.hours(p.minutes), words.hours(r.minutes));
            t!(words, "why-part-hours", part = name, have = have, need = need, left = words.hours(p.missing_minutes))
        } else if !p.missing_topics.is_empty() {
            let wording = found.case.edition.wording.of(words.language);
            let topics: Vec<String> = p.missing_topics.iter().map(|t| wording.topic(t).to_owned()).collect();
            t!(words, "why-part-topics", part = name, topics = words.list(&topics))
        } else {
            t!(words, "why-part-either", part = name)
        };
        Some(missing)
    };
    match evidence {
        Evidence::Parts(ids) => html! { ul { @for line in ids.iter().filter_map(part_line) { li { (line) } } } },
        Evidence::Together(ids) => {
            let names: Vec<String> = ids.iter().map(|p| found.part(words, p).to_owned()).collect();
            html! {
                p { (t!(words, "why-together", parts = words.list(&names))) }
                (open_parts(words, found))
            }
        }
        Evidence::Total => html! {
            p {
                (t!(
                    words,
                    "why-total",
                    have = words.hours(verdict.total),
                    need = words.hours(rules.total.minutes),
                    left = words.hours(verdict.total_left),
                ))
            }
            (open_parts(words, found))
        },
        Evidence::Workshops => html! {
            p { (t!(words, "why-workshops", left = verdict.credits_left, need = rules.total.credits)) }
            (open_parts(words, found))
        },
        Evidence::Floor(id) => html! {
            p { (t!(words, "why-floor", floor = found.part(words, id))) }
            (open_parts(words, found))
        },
        Evidence::Forbidden => html! {},
    }
}

/// What each part still asks for, as the credits are used.
fn open_parts(words: Words, found: &Explained) -> Markup {
    let parts = found.case.edition.rules.requirements.iter().zip(&found.verdict.parts);
    let open: Vec<_> = parts.filter(|(_, p)| !p.satisfied).collect();
    html! {
        @if !open.is_empty() {
            ul { @for (r, p) in open { li { (found.part(words, &r.id)) ": " (say::part(words, r, p, p)) } } }
        }
    }
}

/// Why classes add nothing.
fn unused(words: Words, found: &Explained) -> Markup {
    let mut lines: Vec<(&str, String)> = Vec::new();
    for u in &found.verdict.unapplied {
        let booked = matches!(&u.reason, Reason::Status(s) if s == "booked");
        if booked || lines.iter().any(|(c, _)| *c == u.credit) {
            continue;
        }
        let why = match &u.repeat_of {
            Some(other) if *other != u.credit => t!(words, "why-repeat-of", class = found.credit(words, other)),
            _ if u.reason == Reason::NotUsable => t!(words, "why-beyond-cap"),
            _ => say::reason(words, &u.reason),
        };
        lines.push((&u.credit, why));
    }
    html! {
        @if !lines.is_empty() {
            section.stack aria-labelledby="unused" {
                h2 id="unused" { (t!(words, "unused-title")) }
                ul { @for (credit, why) in &lines { li { strong { (found.credit(words, credit)) } ": " (why) } } }
            }
        }
    }
}

/// What the office decided about this person.
fn decided(words: Words, found: &Explained) -> Markup {
    let exceptions = &found.case.record.exceptions;
    html! {
        @if !exceptions.is_empty() {
            section.stack aria-labelledby="decided" {
                h2 id="decided" { (t!(words, "why-decided-title")) }
                ul {
                    @for e in exceptions {
                        li {
                            (tag("info", Icon::Check, &t!(words, "why-decided"))) " "
                            (say::exception(words, &found.case, &found.subtitles, e))
                        }
                    }
                }
            }
        }
    }
}
