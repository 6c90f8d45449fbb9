//! `/staff/attendance`: rosters that are due, what each would credit, decisions on partial attendance, approval.

use crate::{
    classes::offerings::{self, Class},
    ground::fault::Fault,
    hours::{
        attendance::{
            approval::approve_roster,
            pages::roster_card,
            store::{self, DAYS_TO_CLOSE, OnRoster, RosterLine, RosterState},
        },
        credit::{
            desk::corrections,
            post::{HeldClass, OfPerson},
            verbs::{OnPartial, decide_partial},
        },
    },
    people::telling::{self, Act},
    programme::change::Change,
    visit::Visit,
};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, hidden, radios, text_area},
    language::number_of_hours,
    parts::{Icon, button_form, note, tag},
    t,
};
use maud::{Markup, html};
use rules::{
    credit::{Decision, Standing},
    time::Instant,
};

/// `GET /staff/attendance`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let now = visit.now();
    let (waiting, credited) = visit.read(move |tx| Ok((store::waiting(tx, now)?, store::credited(tx)?))).await?;
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "staff-attendance")) }
        p { a href="/staff/attendance/files" { (t!(words, "files-link")) } }
        @if waiting.is_empty() { p { (t!(words, "attendance-none")) } }
        @let lists =
            [("attendance-overdue", Due::Overdue), ("attendance-closed", Due::Approval), ("attendance-due", Due::Roster)];
        @for (title, state) in lists {
            @let lines: Vec<_> = waiting.iter().filter(|l| due(l, now) == state).collect();
            @if !lines.is_empty() {
                h2 { (words.text(title, &[])) " (" (lines.len()) ")" }
                ul.plain.stack { @for line in lines { (roster_card(&visit, line, "/staff/attendance")) } }
            }
        }
        @if !credited.is_empty() {
            h2 { (t!(words, "attendance-credited")) }
            ul.plain.stack { @for line in &credited { (roster_card(&visit, line, "/staff/attendance")) } }
        }
    };
    Ok(visit.show(Page::new(t!(words, "staff-attendance"), body).private()))
}

/// What a class that has begun waits for.
#[derive(PartialEq, Eq)]
enum Due {
    /// For its roster, for more than three days.
    Overdue,
    /// For the office.
    Approval,
    /// For its roster.
    Roster,
}

fn due(line: &RosterLine, now: Instant) -> Due {
    match line.state {
        RosterState::Open if line.days_open(now) >= DAYS_TO_CLOSE => Due::Overdue,
        RosterState::Open => Due::Roster,
        RosterState::Closed | RosterState::Approved => Due::Approval,
    }
}

struct RosterPage {
    class: Class,
    held: HeldClass,
    rows: Vec<(OnRoster, OfPerson)>,
    state: RosterState,
}

async fn load(visit: &Visit) -> Result<RosterPage, Fault> {
    let key = offerings::key_of(visit.param("key")).to_owned();
    visit
        .read(move |tx| {
            let class = offerings::store::by_key(tx, &*tx.edition()?, &key)?;
            let held = HeldClass::load(tx, class.id)?;
            let rows = store::people(tx, class.id)?
                .into_iter()
                .map(|p| held.of_person(tx, p.person).map(|of| (p, of)))
                .collect::<Result<_, Fault>>()?;
            Ok(RosterPage { state: store::state(tx, class.id)?, class, held, rows })
        })
        .await
}

/// `GET /staff/attendance/{key}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let sheet = load(&visit).await?;
    let said = visit.query.get("said").to_owned();
    Ok(visit.show(page(&visit, &sheet, &Typed::default(), &Errors::default(), &said)))
}

fn page(visit: &Visit, sheet: &RosterPage, typed: &Typed, errors: &Errors, said: &str) -> Page {
    let words = visit.words;
    let class = &sheet.class;
    let undecided: Vec<(&OnRoster, usize)> = sheet
        .rows
        .iter()
        .flat_map(|(p, of)| of.sessions.iter().enumerate().filter(|(_, s)| s.is_undecided()).map(move |(n, _)| (p, n)))
        .collect();
    let body = html! {
        (errors.summary(words))
        h1 { (class.full_title()) }
        p { (class.times_short(words, &visit.app.zone)) " · " (class.place(words)) }
        @match said {
            "approved" => { p.note.ok role="status" { (t!(words, "approve-done")) } }
            "approved-own" => { (note("warn", &t!(words, "approve-done"), html! { p { (t!(words, "approve-own")) } })) }
            "decided" => { p.note.ok role="status" { (t!(words, "decide-done")) } }
            _ => {}
        }
        (state_note(visit, sheet, undecided.len()))
        @for (person, session) in &undecided { (decision_form(visit, sheet, person, *session, typed, errors)) }
        div.scroll tabindex="0" role="region" aria-label=(t!(words, "sheet-caption")) {
            table {
                caption { (t!(words, "sheet-caption")) }
                thead { tr {
                    th scope="col" { (t!(words, "sheet-person")) }
                    @for n in 0..class.sessions.len() { th scope="col" { (t!(words, "roster-session", number = n + 1)) } }
                    th.num scope="col" { (t!(words, "sheet-credit")) }
                } }
                tbody { @for (person, of) in &sheet.rows {
                    tr {
                        th scope="row" { a href={ "/staff/people/" (person.key) "/why" } { (person.name) }
                            @if !person.written.is_empty() { " (" (person.written) ")" } br; span.mut { (person.local) } }
                        @for (n, attended) in of.sessions.iter().enumerate() {
                            td {
                                (standing(visit, attended)) " "
                                a href={ "/staff/attendance/" (class.key) "/times?person=" (person.key) "&session=" (n) } {
                                    (t!(words, "times-link")) span.vh { ", " (person.name) ", " (n + 1) }
                                }
                            }
                        }
                        td.num { (number_of_hours(sheet.held.due(of).iter().sum())) }
                    }
                } }
            }
        }
        div.row {
            @if sheet.state == RosterState::Closed || (sheet.state == RosterState::Approved) {
                form method="post" action={ "/staff/attendance/" (class.key) "/approve" } {
                    button.btn type="submit" {
                        (if sheet.state == RosterState::Closed { t!(words, "approve-button") } else { t!(words, "approve-again") })
                    }
                }
            }
            a href={ "/teach/" (class.key) } { (t!(words, "sheet-edit")) }
            a href={ "/staff/attendance/files?class=" (class.key) } { (t!(words, "files-import")) }
            a href={ "/staff/classes/" (class.key) } { (t!(words, "staff-class")) }
        }
    };
    Page::new(class.full_title(), body).private()
}

fn state_note(visit: &Visit, sheet: &RosterPage, undecided: usize) -> Markup {
    let words = visit.words;
    match sheet.state {
        RosterState::Open => {
            note("warn", &t!(words, "sheet-open-title"), html! { p { (t!(words, "sheet-open-text")) } })
        }
        RosterState::Closed => {
            note("", &t!(words, "sheet-closed-title"), html! { p { (t!(words, "sheet-closed-text")) } })
        }
        RosterState::Approved if undecided > 0 => {
            let title = t!(words, "sheet-approved-undecided", count = undecided);
            note("warn", &title, html! { p { (t!(words, "approve-undecided-text")) } })
        }
        RosterState::Approved => {
            note("ok", &t!(words, "roster-approved"), html! { p { (t!(words, "sheet-approved-text")) } })
        }
    }
}

fn standing(visit: &Visit, attended: &rules::credit::Attended) -> Markup {
    let words = visit.words;
    let minutes = attended.presence.minutes;
    match (attended.presence.standing, attended.decision) {
        (Standing::Full, None) if attended.overlaps => tag("warn", Icon::Warning, &t!(words, "standing-overlap")),
        (Standing::Full, None) => tag("ok", Icon::Check, &t!(words, "standing-full")),
        (Standing::Absent, _) => tag("", Icon::Circle, &t!(words, "standing-absent")),
        (Standing::Partial, None) => tag("warn", Icon::Warning, &t!(words, "standing-partial", minutes = minutes)),
        (Standing::Full | Standing::Partial, Some(decision)) => {
            let key = format!("decision-{}", decision.name());
            tag(
                "info",
                Icon::Check,
                &format!("{} ({})", t!(words, "standing-minutes", minutes = minutes), words.text(&key, &[])),
            )
        }
    }
}

/// Several decisions can wait on one sheet, so each form has ids of its own.
fn form_prefix(person: &str, session: usize) -> String {
    format!("{person}-{session}-")
}

fn decision_form(
    visit: &Visit,
    sheet: &RosterPage,
    person: &OnRoster,
    session: usize,
    typed: &Typed,
    errors: &Errors,
) -> Markup {
    let words = visit.words;
    let this = typed.get("person") == person.key && typed.get("session") == session.to_string();
    let (nothing, none) = (Typed::default(), Errors::of_form(form_prefix(&person.key, session)));
    let (typed, errors) = if this { (typed, errors) } else { (&nothing, &none) };
    let options: Vec<(String, String)> = ["full", "prorate", "make-up", "none"]
        .iter()
        .map(|d| ((*d).to_owned(), words.text(&format!("decision-{d}"), &[])))
        .collect();
    let label = t!(words, "decide-reason");
    html! {
        details.card open[this] {
            summary { (t!(words, "decide-title", name = &person.name, number = session + 1)) }
            form.stack method="post" action={ "/staff/attendance/" (sheet.class.key) "/decide" } novalidate {
                (hidden("person", &person.key))
                (hidden("session", &session.to_string()))
                (radios(words, "decision", &t!(words, "decide-legend"), &options, typed, errors))
                (text_area(words, Field::new("reason", &label), 2, typed, errors))
                p { button.btn type="submit" { (t!(words, "save")) } }
            }
        }
    }
}

/// `POST /staff/attendance/{key}/decide`
pub(crate) async fn decide(visit: Visit) -> Result<Reply, Fault> {
    let sheet = load(&visit).await?;
    let words = visit.words;
    let number = visit.form.get("session").parse::<usize>().unwrap_or(usize::MAX);
    let mut errors = Errors::of_form(form_prefix(visit.form.get("person"), number));
    let decision = Decision::from_name(visit.form.get("decision"));
    if decision.is_none() {
        errors.add("decision", t!(words, "error-decision"));
    }
    let reason = visit.form.get("reason").to_owned();
    if reason.is_empty() || reason.chars().count() > 500 {
        errors.add("reason", t!(words, "error-reason"));
    }
    let person = sheet.rows.iter().find(|(p, _)| p.key == visit.form.get("person")).map(|(p, _)| p.person);
    if person == Some(visit.member()?.id) {
        errors.add("decision", t!(words, "decision-oneself"));
    }
    let session = sheet.held.sessions.get(number).map(|s| s.id);
    let (Some(person), Some(session)) = (person, session) else { return Err(Fault::NotFound) };
    let Some(decision) = decision.filter(|_| errors.is_empty()) else {
        return Ok(visit.show_again(page(&visit, &sheet, &visit.form, &errors, "")));
    };
    let offering = sheet.class.id;
    let verb = move |change: &Change<'_, '_>| {
        decide_partial(change, &OnPartial { offering, session, person, decision, reason: &reason })
    };
    if sheet.state == RosterState::Approved
        && let Some(question) = corrections::ask(&visit, &sheet.class, Some(person), verb.clone()).await?
    {
        return Ok(question);
    }
    visit.change(verb).await?;
    Ok(Reply::see(format!("/staff/attendance/{}?said=decided", sheet.class.key)))
}

/// The hidden field that says that the approver has seen what approving leaves open.
const LATER: &str = "later";

/// What approving leaves open: sessions that nobody has decided about credit nothing until somebody does.
fn undecided(visit: &Visit, sheet: &RosterPage) -> Option<Reply> {
    let words = visit.words;
    let open: Vec<(&OnRoster, usize)> = sheet
        .rows
        .iter()
        .map(|(p, of)| (p, of.sessions.iter().filter(|s| s.is_undecided()).count()))
        .filter(|(_, open)| *open > 0)
        .collect();
    let seen = visit.form.ticked(LATER) || visit.form.ticked(telling::AGREED);
    if open.is_empty() || sheet.state != RosterState::Closed || seen {
        return None;
    }
    let title = t!(words, "approve-undecided-title", count = open.iter().map(|(_, n)| n).sum::<usize>());
    let body = html! {
        h1 { (title) }
        p { strong { (sheet.class.full_title()) } ", " (sheet.class.times_short(words, &visit.app.zone)) }
        p { (t!(words, "approve-undecided-text")) }
        ul { @for (person, count) in &open { li { (person.name) ": " (t!(words, "approve-undecided-of", count = *count)) } } }
        div.row {
            a.btn href={ "/staff/attendance/" (sheet.class.key) } { (t!(words, "approve-decide-first")) }
            (button_form(&visit.path, "second", &t!(words, "approve-decide-later"), hidden(LATER, "1")))
        }
    };
    Some(visit.show(Page::new(title, body).private()))
}

/// `POST /staff/attendance/{key}/approve`
pub(crate) async fn approve(visit: Visit) -> Result<Reply, Fault> {
    let sheet = load(&visit).await?;
    let offering = sheet.class.id;
    if sheet.state == RosterState::Approved {
        let again = move |change: &Change<'_, '_>| approve_roster(change, offering).map(drop);
        if let Some(question) = corrections::ask(&visit, &sheet.class, None, again).await? {
            return Ok(question);
        }
    }
    if let Some(question) = undecided(&visit, &sheet) {
        return Ok(question);
    }
    if sheet.state == RosterState::Closed {
        let words = visit.words;
        let act = Act {
            title: t!(words, "approve-check-title"),
            lead: t!(words, "approve-check-lead", class = sheet.class.full_title()),
            button: t!(words, "approve-button"),
            back: format!("/staff/attendance/{}", sheet.class.key),
            takes_typed: false,
        };
        let rehearsed = move |change: &Change<'_, '_>| approve_roster(change, offering).map(drop);
        if let Some(question) = telling::ask(&visit, act, rehearsed).await? {
            return Ok(question);
        }
    }
    let done = visit.change(move |change| approve_roster(change, offering)).await?;
    // A roster that is still open says so on its page.
    let me = visit.member()?.id;
    let own = sheet.rows.iter().any(|(p, of)| p.person == me && sheet.held.due(of).iter().sum::<i64>() > 0);
    let said = match (done, own) {
        (true, true) => "?said=approved-own",
        (true, false) => "?said=approved",
        (false, _) => "",
    };
    Ok(Reply::see(format!("/staff/attendance/{}{said}", sheet.class.key)))
}
