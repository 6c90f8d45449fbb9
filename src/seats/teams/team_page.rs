//! `/local/team`: is the local ready to bargain? Its team compared with what it should know, the gaps, and the classes
//! that would close them. It prints as one page for the local's board.

use super::{
    bargaining::{self, Board, Target},
    verbs::MOST_SEATS,
};
use crate::{
    classes::offerings::{self, Class, dates::is_open},
    ground::{fault::Fault, when},
    people::locals,
    programme::{Edition, Reading},
    visit::Visit,
};
use db::sql;
use jiff::civil::Date;
use kit::{
    Page, Reply, Words,
    form::{Errors, Field, LONGEST, Typed, field, hidden, select, text_area},
    language::number_of_hours,
    parts::{button_form, note},
    t,
};
use maud::{Markup, html};
use std::sync::Arc;

/// The most targets a team can have.
const TARGETS: usize = 6;
/// Names of the fields of the targets.
const WHAT: [&str; TARGETS] = ["what1", "what2", "what3", "what4", "what5", "what6"];
const PEOPLE: [&str; TARGETS] = ["people1", "people2", "people3", "people4", "people5", "people6"];
/// How many members outside the team are named for each gap.
const OUTSIDE: usize = 8;
/// How many classes are named for each gap.
const CLASSES: usize = 3;

pub(super) struct TeamPage {
    name: String,
    edition: Arc<Edition>,
    pub board: Board,
    courses: Vec<(String, String)>,
    classes: Vec<Class>,
}

fn read(tx: &Reading<'_, '_>, visit: &Visit, local: i64) -> Result<TeamPage, Fault> {
    let edition = tx.edition()?;
    let rows = tx.all(sql!("select code, title from course order by title, code"), &[])?;
    let classes = offerings::store::upcoming(tx, &edition, visit.now())?;
    Ok(TeamPage {
        name: locals::name(tx, local)?,
        board: bargaining::board(tx, &edition, local)?,
        courses: rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect::<Result<_, Fault>>()?,
        classes: classes.into_iter().filter(|c| is_open(c, visit.now())).collect(),
        edition,
    })
}

pub(super) async fn load(visit: &Visit) -> Result<TeamPage, Fault> {
    let (local, inner) = (visit.scope.local()?, visit.clone());
    visit.read(move |tx| read(tx, &inner, local)).await
}

impl TeamPage {
    /// A target in words.
    fn said(&self, words: Words, what: &str) -> String {
        if let Some(part) = what.strip_prefix("part:") {
            return self.edition.wording.of(words.language).part(part).to_owned();
        }
        let code = what.strip_prefix("course:").unwrap_or_default();
        let title = self.courses.iter().find(|(c, _)| c == code).map_or(code, |(_, title)| title.as_str());
        // a part and a course can have one name
        let is_part = |id: &str| self.edition.wording.of(words.language).part(id) == title;
        match self.edition.rules.requirements.iter().any(|r| is_part(&r.id)) {
            true => t!(words, "board-course", title = title),
            false => title.to_owned(),
        }
    }

    /// Upcoming classes that would close a gap.
    fn closing(&self, target: &Target) -> Vec<&Class> {
        let fits = |c: &&Class| match (target.part(), target.course()) {
            (Some(part), _) => c.parts.iter().any(|p| p == part),
            (_, Some(course)) => c.code == course,
            _ => false,
        };
        // the whole of a part at once before pieces of it
        let whole = target.part().and_then(|part| self.edition.rules.requirements.iter().find(|r| r.id == part));
        let whole = whole.map_or(0, |r| r.nominal());
        let mut found: Vec<&Class> = self.classes.iter().filter(fits).collect();
        found.sort_by_key(|c| c.credited < whole);
        found.truncate(CLASSES);
        found
    }
}

/// `GET /local/team`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let sheet = load(&visit).await?;
    let mut typed = Typed::default().with("contract", sheet.board.contract_ends.as_deref().unwrap_or_default());
    for (n, target) in sheet.board.targets.iter().take(TARGETS).enumerate() {
        typed = typed.with(WHAT[n], &target.what).with(PEOPLE[n], &target.wanted.to_string());
    }
    Ok(visit.show(page(&visit, &sheet, &typed, &Errors::default())))
}

fn page(visit: &Visit, sheet: &TeamPage, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let board = &sheet.board;
    let title = t!(words, "board-title", local = &sheet.name);
    let body = html! {
        (errors.summary(words))
        h1 { (title) }
        @if !visit.query.get("said").is_empty() {
            p.note.ok.no-print role="status" {
                (words.text(&format!("board-said-{}", visit.query.get("said")), &[]))
            }
        }
        (contract(visit, board))
        (readiness(words, board))
        h2 { (t!(words, "board-targets")) }
        (targets(visit, sheet))
        h2 { (t!(words, "board-people")) }
        (people(visit, board))
        div.no-print.stack {
            details open[errors.of("people").is_some()] {
                summary { (t!(words, "board-add")) }
                (add_form(words, typed, errors))
            }
            details open[!errors.is_empty() && errors.of("people").is_none()] {
                summary { (t!(words, "board-aim")) }
                (aim_form(visit, sheet, typed, errors))
            }
            p.row { a href="/local" { (t!(words, "local-back")) } a href="/local/requests" { (t!(words, "request-new")) } }
        }
    };
    Page::new(title, body).private()
}

/// Whether the team has what it needs.
pub(super) fn readiness(words: Words, board: &Board) -> Markup {
    let gaps: i64 = board.targets.iter().map(Target::gap).sum();
    html! {
        @if !board.targets.is_empty() {
            @if gaps == 0 { (note("ok", &t!(words, "board-ready"), html! {})) }
            @else { (note("warn", &t!(words, "board-gaps", count = gaps), html! {})) }
        }
    }
}

pub(super) fn contract(visit: &Visit, board: &Board) -> Markup {
    let words = visit.words;
    let Some(ends) = board.contract_ends.as_deref().and_then(|d| d.parse::<Date>().ok()) else {
        return html! { p { (t!(words, "board-no-contract")) } };
    };
    let today = visit.now().date(&visit.app.zone);
    let days = ends.since(today).map_or(0, |s| i64::from(s.get_days()));
    let day = words.date(when::civil_day(ends));
    html! {
        p {
            strong {
                @if days >= 0 {
                    (t!(words, "board-contract", day = day, days = days))
                } @else {
                    (t!(words, "board-contract-over", day = day))
                }
            }
        }
    }
}

pub(super) fn targets(visit: &Visit, sheet: &TeamPage) -> Markup {
    let words = visit.words;
    html! {
        @if sheet.board.targets.is_empty() { p { (t!(words, "board-no-targets")) } }
        ul.plain.stack { @for target in &sheet.board.targets { li.card.stack.tight {
            h3 { (t!(words, "board-target", what = sheet.said(words, &target.what), count = target.wanted)) }
            p {
                (t!(words, "board-have", count = target.have.len()))
                @if !target.have.is_empty() { ": " (target.have.join(", ")) }
            }
            @if target.gap() > 0 {
                p { strong { (t!(words, "board-gap", count = target.gap())) } }
                ul { @for class in sheet.closing(target) { li {
                    (class.full_title()) ", " (class.times_short(words, &visit.app.zone)) ", " (class.place(words)) ", "
                    (words.hours(class.minutes(visit))) " "
                    a.no-print href={ "/local/sign-up/" (class.key) "?seats=" (target.gap().min(MOST_SEATS)) } {
                        (t!(words, "board-hold", count = target.gap().min(MOST_SEATS))) span.vh { ": " (class.full_title()) }
                    }
                } } }
                @if sheet.closing(target).is_empty() { p { (t!(words, "board-no-class")) } }
                @if !target.outside.is_empty() {
                    p { (t!(words, "board-outside")) }
                    ul.plain { @for (key, name) in target.outside.iter().take(OUTSIDE) { li.person {
                        span { (name) }
                        span.no-print { (button_form("/local/team/people", "second", &t!(words, "board-put-on"), html! {
                            (hidden("person", key)) span.vh { (name) }
                        })) }
                    } } }
                }
            }
        } } }
    }
}

fn people(visit: &Visit, board: &Board) -> Markup {
    let words = visit.words;
    html! {
        @if board.seen.is_empty() && board.unseen.is_empty() { p { (t!(words, "board-nobody")) } }
        ul.plain { @for p in &board.seen { li.person {
            span {
                strong { (p.name) } @if !p.chapter.is_empty() { ", " (p.chapter) } br;
                @if p.complete { (t!(words, "board-complete")) } @else { (t!(words, "board-hours", hours = number_of_hours(p.minutes))) }
            }
            span.no-print { (remove_form(words, &p.key, &p.name)) }
        } } }
        @if !board.unseen.is_empty() {
            p { (t!(words, "board-unseen", count = board.unseen.len())) }
            ul.plain.no-print { @for email in &board.unseen { li.person { span { (email) } (remove_form(words, email, email)) } } }
        }
    }
}

fn remove_form(words: Words, who: &str, name: &str) -> Markup {
    button_form(
        "/local/team/remove",
        "second",
        &t!(words, "board-remove"),
        html! { (hidden("who", who)) span.vh { (name) } },
    )
}

fn add_form(words: Words, typed: &Typed, errors: &Errors) -> Markup {
    let (people, hint) = (t!(words, "board-add-people"), t!(words, "board-add-hint"));
    html! {
        form.stack method="post" action="/local/team/people" novalidate {
            (text_area(words, Field::new("people", &people).hinted(&hint), 5, typed, errors))
            p { button.btn type="submit" { (t!(words, "board-add")) } }
        }
    }
}

fn aim_form(visit: &Visit, sheet: &TeamPage, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let none = (String::new(), t!(words, "choose-none"), None);
    let parts = sheet.edition.rules.requirements.iter().map(|r| format!("part:{}", r.id));
    let courses = sheet.courses.iter().map(|(code, _)| format!("course:{code}"));
    let options: Vec<_> = std::iter::once(none)
        .chain(parts.chain(courses).map(|what| {
            let text = sheet.said(words, &what);
            (what, text, None)
        }))
        .collect();
    let (contract, people) = (t!(words, "board-contract-ends"), t!(words, "board-how-many"));
    html! {
        form.stack method="post" action="/local/team" novalidate {
            (field(words, Field::new("contract", &contract).of_kind("date"), typed, errors))
            @for n in 0..TARGETS {
                fieldset.stack {
                    legend { (t!(words, "board-aim-number", number = n + 1)) }
                    (select(words, Field::new(WHAT[n], &t!(words, "board-what")), &options, typed, errors))
                    (field(words, Field::new(PEOPLE[n], &people), typed, errors))
                }
            }
            p { button.btn type="submit" { (t!(words, "save")) } }
        }
    }
}

/// `POST /local/team`
pub(crate) async fn aim(visit: Visit) -> Result<Reply, Fault> {
    let local = visit.scope.local()?;
    let (words, typed) = (visit.words, visit.form.clone());
    let mut errors = Errors::default();
    let contract = typed.get("contract").trim().to_owned();
    if !contract.is_empty() && typed.within::<Date>("contract", ..).is_none() {
        errors.add("contract", t!(words, "error-log-day"));
    }
    let sheet = load(&visit).await?;
    let known = |what: &str| {
        sheet.edition.rules.requirements.iter().any(|r| what.strip_prefix("part:") == Some(r.id.as_str()))
            || sheet.courses.iter().any(|(code, _)| what.strip_prefix("course:") == Some(code.as_str()))
    };
    let mut targets: Vec<(String, i64)> = Vec::new();
    for n in 0..TARGETS {
        let what = typed.get(WHAT[n]);
        if what.is_empty() || !known(what) {
            continue;
        }
        match typed.within(PEOPLE[n], 1..=100) {
            Some(people) if !targets.iter().any(|(w, _)| w == what) => targets.push((what.to_owned(), people)),
            Some(_) => errors.add(WHAT[n], t!(words, "error-board-twice")),
            None => errors.add(PEOPLE[n], t!(words, "error-board-people")),
        }
    }
    if !errors.is_empty() {
        return Ok(visit.show_again(page(&visit, &sheet, &typed, &errors)));
    }
    let ends = Some(contract).filter(|c| !c.is_empty());
    let programme = sheet.edition.rules.id.clone();
    visit.change(move |change| bargaining::aim(change, local, ends.as_deref(), (&programme, &targets))).await?;
    Ok(Reply::see("/local/team?said=saved"))
}

/// `POST /local/team/people`: addresses as they are pasted, or somebody who is seen already.
pub(crate) async fn add(visit: Visit) -> Result<Reply, Fault> {
    let (local, words) = (visit.scope.local()?, visit.words);
    let key = visit.form.get("person").to_owned();
    if !key.is_empty() {
        visit.change(move |change| bargaining::add_seen(change, local, &key)).await?;
        return Ok(Reply::see("/local/team?said=on"));
    }
    let (people, unread) = addresses(visit.form.get("people"));
    let mut errors = Errors::default();
    if !unread.is_empty() {
        errors.add("people", t!(words, "error-board-unread", lines = unread.join("; ")));
    } else if people.is_empty() || people.len() > PASTED {
        errors.add("people", t!(words, "error-board-pasted", count = PASTED));
    }
    if !errors.is_empty() {
        let sheet = load(&visit).await?;
        return Ok(visit.show_again(page(&visit, &sheet, &visit.form, &errors)));
    }
    if !visit.change(move |change| bargaining::add(change, local, &people)).await? {
        errors.add("people", t!(words, "error-board-many"));
        let sheet = load(&visit).await?;
        return Ok(visit.show_again(page(&visit, &sheet, &visit.form, &errors)));
    }
    // the same answer whoever it is; those who agree will be seen
    Ok(Reply::see("/local/team?said=asked"))
}

/// The most people who are pasted in at once.
const PASTED: usize = 60;

/// The names and addresses of a pasted list, a person a line, with or without a name; and the lines without an address.
fn addresses(text: &str) -> (Vec<(String, String)>, Vec<String>) {
    let (mut found, mut unread): (Vec<(String, String)>, Vec<String>) = (Vec::new(), Vec::new());
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let words = line.split(|c: char| c.is_whitespace() || ",;<>()\"".contains(c)).filter(|w| !w.is_empty());
        let (of_line, rest): (Vec<&str>, Vec<&str>) = words.partition(|w| crate::people::is_address(w));
        if of_line.is_empty() {
            unread.push(line.chars().take(60).collect());
        }
        // the words beside several addresses are nobody's name in particular
        let name = if of_line.len() == 1 { crate::people::tidy_name(&rest.join(" ")) } else { String::new() };
        let is_name = name.chars().any(char::is_alphabetic) && name.chars().count() <= LONGEST;
        let name = if is_name { name } else { String::new() };
        for email in of_line {
            if !found.iter().any(|(_, known)| known == email) {
                found.push((name.clone(), email.to_owned()));
            }
        }
    }
    (found, unread)
}

/// `POST /local/team/remove`
pub(crate) async fn remove(visit: Visit) -> Result<Reply, Fault> {
    let (local, who) = (visit.scope.local()?, visit.form.get("who").to_owned());
    visit.change(move |change| bargaining::remove(change, local, &who)).await?;
    Ok(Reply::see("/local/team?said=removed"))
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn a_list_is_read_as_people_paste_it() {
        let text = "Ana Lima <ana@example.org>\nbo@example.org, Bo Reyes; cy@example.org\n\n  Dee, dee@example.org  \nSomebody";
        let (found, unread) = addresses(text);
        let found: Vec<(&str, &str)> = found.iter().map(|(name, email)| (name.as_str(), email.as_str())).collect();
        let wanted = [
            ("Ana Lima", "ana@example.org"),
            ("", "bo@example.org"),
            ("", "cy@example.org"),
            ("Dee", "dee@example.org"),
        ];
        assert_eq!(found, wanted);
        assert_eq!(unread, ["Somebody"]);
    }
}
