//! `/teach/{key}/paper`: typing in the sheet that people signed, by keyboard alone: part of a name, Enter, the next.

use super::{
    pages::{Roster, load},
    store::{Mark, OnRoster, RosterState},
    verbs::{self, NewMark},
};
use crate::{
    ground::{fault::Fault, fold::fold, when},
    visit::Visit,
};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field, hidden},
    t,
};
use maud::{Markup, html};

/// At most this many people are offered where a text can mean several.
const OFFERED: usize = 9;

/// `GET /teach/{key}/paper`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let roster = load(&visit).await?;
    let typed = Typed::default().with("session", visit.query.get("session"));
    Ok(visit.show(page(&visit, &roster, &typed, &Errors::default(), &[])))
}

/// Whether a text can mean somebody: each of its words is the start of a word of the name.
fn means(text: &str, name: &str) -> bool {
    let (text, name) = (fold(text), fold(name));
    let of = |t: &str| {
        t.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let words = of(&name);
    let asked = of(&text);
    !asked.is_empty() && asked.iter().all(|a| words.iter().any(|w| w.starts_with(a)))
}

/// Whether a text means somebody, by either of their names.
fn is_meant(text: &str, person: &OnRoster) -> bool {
    means(text, &person.name) || means(text, &person.written)
}

fn page(visit: &Visit, roster: &Roster, typed: &Typed, errors: &Errors, several: &[&OnRoster]) -> Page {
    let words = visit.words;
    let class = &roster.class;
    let at = format!("/teach/{}/paper", class.key);
    let session = typed.get("session");
    let (late, left) = (t!(words, "roster-late"), t!(words, "roster-left"));
    let (label, hint) = (t!(words, "paper-name"), t!(words, "paper-name-hint"));
    let locked = roster.state != RosterState::Open && !visit.scope.is_office();
    let here =
        |p: &OnRoster| class.sessions.iter().any(|s| roster.marks.get(&(s.id, p.person)).is_some_and(|m| m.here));
    let marked = roster.people.iter().filter(|p| here(p)).count();
    let did = roster.people.iter().find(|p| p.key == visit.query.get("did"));
    // no summary of errors: the field itself says what is wrong, and stays the place to type
    let body = html! {
        h1 { (t!(words, "paper-title")) }
        p { (class.full_title()) ", " (class.times_short(words, &visit.app.zone)) }
        @if let Some(person) = did {
            div.note.ok role="status" {
                p {
                    @if visit.query.get("said") == "undone" {
                        (t!(words, "paper-undone", name = &person.name))
                    } @else if visit.query.get("said") == "already" {
                        (t!(words, "paper-already", name = &person.name))
                    } @else {
                        (t!(words, "paper-done", name = &person.name))
                    }
                    " " (t!(words, "roster-here", here = marked, all = roster.people.len()))
                }
                @if visit.query.get("said").is_empty() {
                    form method="post" action=(at) {
                        (hidden("session", session)) (hidden("person", &person.key)) (hidden("undo", visit.query.get("was")))
                        button.btn.second type="submit" { (t!(words, "paper-undo")) span.vh { ": " (person.name) } }
                    }
                }
            }
        } @else { p { (t!(words, "roster-here", here = marked, all = roster.people.len())) } }
        @if locked { p.note.warn { (t!(words, "roster-locked")) } } @else if !several.is_empty() {
            (choice(visit, &at, several, typed))
        } @else {
            @if class.sessions.len() > 1 { (sessions(visit, roster, &at, session)) }
            form.stack method="post" action=(at) novalidate {
                (hidden("session", session))
                (field(
                    words,
                    Field { name: "name", label: &label, hint: Some(&hint), autocomplete: "off", first: true, ..Field::default() },
                    typed,
                    errors,
                ))
                div.row {
                    (field(words, Field::new("late", &late).of_kind("number").completed("off"), typed, errors))
                    (field(words, Field::new("left", &left).of_kind("number").completed("off"), typed, errors))
                }
                p { button.btn type="submit" { (t!(words, "paper-here")) } }
            }
        }
        p.row {
            a href={ "/teach/" (class.key) } { (t!(words, "paper-list")) }
            @if visit.scope.is_office() { a href={ "/staff/attendance/" (class.key) } { (t!(words, "staff-attendance")) } }
        }
    };
    Page::new(t!(words, "paper-title"), body).private().wrong(!errors.is_empty())
}

/// The choice of the session that is typed in: as links, so that it stays in the address.
fn sessions(visit: &Visit, roster: &Roster, at: &str, session: &str) -> Markup {
    let words = visit.words;
    let one = |value: String, text: String| {
        html! { @if session == value { strong aria-current="true" { (text) } } @else { a href={ (at) "?session=" (value) } { (text) } } }
    };
    html! {
        nav.row aria-label=(t!(words, "file-session")) {
            (one(String::new(), t!(words, "file-session-all")))
            @for n in 0..roster.class.sessions.len() { (one(n.to_string(), t!(words, "roster-session", number = n + 1))) }
        }
    }
}

/// A text that can mean several people: one button each, the first pressed by Enter.
fn choice(visit: &Visit, at: &str, several: &[&OnRoster], typed: &Typed) -> Markup {
    let words = visit.words;
    html! {
        form.stack method="post" action=(at) {
            @for name in ["session", "late", "left"] { (hidden(name, typed.get(name))) }
            h2 { (t!(words, "paper-which", text = typed.get("name"))) }
            ul.plain.stack { @for (n, p) in several.iter().enumerate() { li {
                button.btn.second type="submit" name="person" value=(p.key) autofocus[n == 0] {
                    (p.name)
                    @if !p.local.is_empty() { ", " (p.local) }
                }
            } } }
            p { a href={ (at) "?session=" (typed.get("session")) } { (t!(words, "paper-none")) } }
        }
    }
}

/// `POST /teach/{key}/paper`
pub(crate) async fn save(visit: Visit) -> Result<Reply, Fault> {
    let roster = load(&visit).await?;
    let words = visit.words;
    let text = visit.form.get("name");
    let asked = visit.form.get("person");
    let found: Vec<&OnRoster> =
        roster.people.iter().filter(|p| if asked.is_empty() { is_meant(text, p) } else { p.key == asked }).collect();
    let exact: Vec<&OnRoster> =
        found.iter().copied().filter(|p| fold(&p.name) == fold(text) || fold(&p.written) == fold(text)).collect();
    let found = if exact.len() == 1 { exact } else { found };
    let minutes = |name: &str| match visit.form.get(name) {
        "" => Ok(0),
        typed => typed.parse::<i64>().ok().filter(|m| (0..=999).contains(m)).ok_or(()),
    };
    let mut errors = Errors::default();
    for name in ["late", "left"] {
        if minutes(name).is_err() {
            errors.add(name, t!(words, "paper-error-minutes"));
        }
    }
    if found.is_empty() || found.len() > OFFERED {
        let key = if found.is_empty() { "paper-error-nobody" } else { "paper-error-many" };
        errors.add("name", words.text(key, &[("text", text.into())]));
    }
    if !errors.is_empty() {
        return Ok(visit.show_again(page(&visit, &roster, &visit.form, &errors, &[])));
    }
    let [person] = found.as_slice() else {
        return Ok(visit.show(page(&visit, &roster, &visit.form, &errors, &found)));
    };
    let only = visit.form.get("session").parse::<usize>().ok();
    let typed = Mark { here: true, late: minutes("late").unwrap_or(0), left_early: minutes("left").unwrap_or(0) };
    let undo = visit.form.get("undo");
    let marks = if undo.is_empty() { new(&visit, &roster, person, only, typed) } else { before(&roster, person, undo) };
    let back = if undo.is_empty() { was(&roster, &marks) } else { String::new() };
    let already = undo.is_empty() && marks.iter().all(|m| roster.marks.get(&(m.session, m.person)) == Some(&m.mark));
    if marks.is_empty() {
        let wanted = roster.class.sessions.iter().enumerate().filter(|(n, _)| only.is_none_or(|o| o == *n));
        let opens = wanted.map(|(_, s)| s.span.start.plus_minutes(-verbs::DOORS)).min().unwrap_or(visit.now());
        errors.add("name", t!(words, "paper-error-not-begun", from = when::moment(words, opens, &visit.app.zone)));
        return Ok(visit.show_again(page(&visit, &roster, &visit.form, &errors, &[])));
    }
    let (offering, staff) = (roster.class.id, visit.scope.is_office());
    let marked = visit.change(move |change| verbs::mark(change, offering, &marks, staff)).await?;
    if marked.own {
        errors.add("name", t!(words, "roster-own"));
        return Ok(visit.show_again(page(&visit, &roster, &visit.form, &errors, &[])));
    }
    let said = match (undo.is_empty(), already) {
        (false, _) => "&said=undone".to_owned(),
        (true, true) => "&said=already".to_owned(),
        (true, false) => format!("&was={back}"),
    };
    let did = if !marked.locked { format!("&did={}{said}", person.key) } else { String::new() };
    Ok(Reply::see(format!("/teach/{}/paper?session={}{did}", roster.class.key, visit.form.get("session"))))
}

/// The marks for somebody whose name is on the paper, in sessions that have begun.
fn new(visit: &Visit, roster: &Roster, person: &OnRoster, only: Option<usize>, mark: Mark) -> Vec<NewMark> {
    let sessions = roster.class.sessions.iter().enumerate().filter(|(n, _)| only.is_none_or(|o| o == *n));
    let begun = sessions.filter(|(_, s)| s.span.start <= visit.now().plus_minutes(verbs::DOORS));
    begun
        .map(|(_, s)| {
            let length = s.span.end.minutes_since(s.span.start);
            let mark = Mark { late: mark.late.min(length), left_early: mark.left_early.min(length), ..mark };
            NewMark { session: s.id, person: person.person, mark }
        })
        .collect()
}

/// What the roster says where it is marked anew, so that this can be undone: `0.1.15.0-1.0.0.0`, each the session's
/// place, here, late, left early.
fn was(roster: &Roster, marks: &[NewMark]) -> String {
    let one = |new: &NewMark| {
        let place = roster.class.sessions.iter().position(|s| s.id == new.session)?;
        let mark = roster.marks.get(&(new.session, new.person)).copied().unwrap_or_default();
        Some(format!("{place}.{}.{}.{}", u8::from(mark.here), mark.late, mark.left_early))
    };
    marks.iter().filter_map(one).collect::<Vec<_>>().join("-")
}

/// The marks that the roster had before.
fn before(roster: &Roster, person: &OnRoster, was: &str) -> Vec<NewMark> {
    let one = |text: &str| {
        let numbers: Vec<i64> = text.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
        let [n, here, late, left_early] = numbers.try_into().ok()?;
        let session = roster.class.sessions.get(usize::try_from(n).ok()?)?;
        let length = session.span.end.minutes_since(session.span.start);
        let mark = Mark { here: here == 1, late: late.clamp(0, length), left_early: left_early.clamp(0, length) };
        Some(NewMark { session: session.id, person: person.person, mark })
    };
    was.split('-').filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_name_means_who_has_it() {
        for text in ["ana", "ana l", "lima", "LIMA, A", "l a"] {
            assert!(means(text, "Ana Líma"), "{text}");
        }
        for text in ["", "ma", "ana b", "anna", " , "] {
            assert!(!means(text, "Ana Lima"), "{text}");
        }
    }
}
