//! `/teach`: a trainer's classes, the roster, and closing it.

use super::{
    store::{self, DAYS_TO_CLOSE, Mark, OnRoster, RosterLine, RosterState},
    verbs::{self, Closed, Marked, NewMark, WalkedIn},
};
use crate::{
    classes::{
        offerings::{self, Class},
        teaching,
    },
    ground::{fault::Fault, fold::fold, ids::PersonId, when},
    people::{store::NewPerson, tidy_name},
    visit::Visit,
};
use kit::{
    Language, Page, Reply,
    form::{Errors, Field, Typed, field, hidden},
    parts::{Icon, note, tag},
    t,
};
use maud::{Markup, html};
use std::collections::BTreeMap;

pub(crate) fn state_tag(visit: &Visit, line: &RosterLine) -> Markup {
    let words = visit.words;
    match line.state {
        RosterState::Approved => tag("ok", Icon::Check, &t!(words, "roster-approved")),
        RosterState::Closed => tag("info", Icon::Hourglass, &t!(words, "roster-closed")),
        // a roster is due on the evening of the class
        RosterState::Open if line.days_open(visit.now()) >= DAYS_TO_CLOSE => {
            tag("bad", Icon::Warning, &t!(words, "roster-overdue", days = line.days_open(visit.now())))
        }
        RosterState::Open if visit.now() >= line.starts => tag("warn", Icon::Warning, &t!(words, "roster-due")),
        RosterState::Open => tag("", Icon::Calendar, &t!(words, "roster-coming")),
    }
}

pub(crate) fn roster_card(visit: &Visit, line: &RosterLine, base: &str) -> Markup {
    let words = visit.words;
    let day = words.day(when::day(line.starts, &visit.app.zone), true);
    html! {
        li.card.stack.tight {
            h2.small-title { a href={ (base) "/" (line.key) } { (line.title) } }
            p { (day) " · " (t!(words, "people-count", count = line.people)) }
            p.row { (state_tag(visit, line)) }
        }
    }
}

/// `GET /teach`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let person = visit.member()?.id;
    let now = visit.now();
    let (mine, asked) = visit
        .read(move |tx| {
            let to_come = teaching::store::to_come(tx, person, now)?;
            let asked = to_come.iter().filter(|t| t.state == teaching::store::State::Asked).count();
            Ok((store::of_trainer(tx, person)?, asked))
        })
        .await?;
    let words = visit.words;
    let open = |l: &&RosterLine| l.state == RosterState::Open;
    let body = html! {
        h1 { (t!(words, "teach-title")) }
        @if asked > 0 {
            (note("warn", &t!(words, "me-asked-to-teach", count = asked), html! {
                p { a.btn href="/me/teaching" { (t!(words, "teaching-title")) } }
            }))
        }
        @if mine.is_empty() { p { (t!(words, "teach-none")) } }
        ul.plain.stack { @for line in mine.iter().filter(open) { (roster_card(&visit, line, "/teach")) } }
        @if mine.iter().any(|l| !open(&l)) {
            h2 { (t!(words, "teach-closed")) }
            ul.plain.stack { @for line in mine.iter().filter(|l| !open(l)) { (roster_card(&visit, line, "/teach")) } }
        }
        p.row {
            a href="/me/teaching" { (t!(words, "teaching-title")) }
            a href="/me/teaching/able" { (t!(words, "able-title")) }
            a href="/me/trainer-page" { (t!(words, "trainer-own-title")) }
        }
    };
    Ok(visit.show(Page::new(t!(words, "teach-title"), body).private()))
}

pub(super) struct Roster {
    pub class: Class,
    pub people: Vec<OnRoster>,
    pub marks: BTreeMap<(i64, PersonId), Mark>,
    pub state: RosterState,
}

/// The roster named in the address: a trainer's own class, or any for staff.
pub(super) async fn load(visit: &Visit) -> Result<Roster, Fault> {
    let scope = visit.scope.clone();
    let key = offerings::key_of(visit.param("key")).to_owned();
    visit
        .read(move |tx| {
            let class = offerings::store::by_key(tx, &*tx.edition()?, &key)?;
            scope.people_of_class(tx, class.id)?;
            let mut people = store::people(tx, class.id)?;
            if !scope.is_office() {
                // a trainer must not learn whose address was typed at the door
                for person in people.iter_mut().filter(|p| p.walk_in && !p.said.is_empty()) {
                    person.name = std::mem::take(&mut person.said);
                    person.written.clear();
                    person.local.clear();
                }
                people.sort_by_key(|p| fold(&p.name));
            }
            Ok(Roster { people, marks: store::marks(tx, class.id)?, state: store::state(tx, class.id)?, class })
        })
        .await
}

fn field_name(what: &str, person: &OnRoster, session: usize) -> String {
    format!("{what}-{}-{session}", person.key)
}

/// `GET /teach/{key}`
pub(crate) async fn roster(visit: Visit) -> Result<Reply, Fault> {
    let roster = load(&visit).await?;
    let said = visit.query.get("said").to_owned();
    Ok(visit.show(page(&visit, &roster, &Typed::default(), &Errors::default(), &said)))
}

fn page(visit: &Visit, roster: &Roster, typed: &Typed, errors: &Errors, said: &str) -> Page {
    let words = visit.words;
    let class = &roster.class;
    let locked = roster.state != RosterState::Open && !visit.scope.is_office();
    let here = roster
        .people
        .iter()
        .filter(|p| class.sessions.iter().any(|s| roster.marks.get(&(s.id, p.person)).is_some_and(|m| m.here)))
        .count();
    let body = html! {
        (errors.summary(words))
        h1 { (class.full_title()) }
        p { (class.times_short(words, &visit.app.zone)) " · " (class.place(words)) }
        @match said {
            "nothing" => { p.note role="status" { (t!(words, "roster-nothing")) } }
            "saved" => { p.note.ok role="status" { (t!(words, "roster-saved")) } }
            "added" => { p.note.ok role="status" { (t!(words, "walk-in-added")) } }
            "listed" => { p.note role="status" { (t!(words, "walk-in-listed")) } }
            "locked" => { p.note.warn role="status" { (t!(words, "roster-locked")) } }
            _ => {}
        }
        @if roster.state != RosterState::Open { p.note { (t!(words, "roster-is-closed")) } }
        p.row {
            a href={ "/teach/" (class.key) "/paper" } { (t!(words, "paper-title")) }
            a href={ "/teach/" (class.key) "/board" } { (t!(words, "class-board-title")) }
            a href={ "/teach/" (class.key) "/message" } { (t!(words, "class-message-title")) }
            a href={ "/teach/" (class.key) "/materials" } { (t!(words, "materials-title")) }
            a href={ "/teach/" (class.key) "/feedback" } { (t!(words, "feedback-answers")) }
        }
        div.bar { p { strong { (t!(words, "roster-here", here = here, all = roster.people.len())) } } }
        @if roster.people.is_empty() { p { (t!(words, "roster-empty")) } }
        form.wide.stack #marks method="post" action={ "/teach/" (class.key) } tabindex="-1" {
            @for (n, session) in class.sessions.iter().enumerate() {
                fieldset {
                    legend.session {
                        (t!(words, "roster-session", number = n + 1)) ": "
                        (words.day(when::day(session.span.start, &visit.app.zone), false)) ", "
                        (words.from_to(when::clock(session.span.start, &visit.app.zone), when::clock(session.span.end, &visit.app.zone)))
                    }
                    ul.plain { @for person in &roster.people { (row(visit, roster, person, (n, session.id), locked, typed)) } }
                }
            }
            @if !locked {
                p.row {
                    button.btn type="submit" { (t!(words, "roster-save")) }
                    @if roster.state == RosterState::Open {
                        button.btn.second type="submit" name="then" value="close" {
                            (t!(words, "roster-save-close"))
                        }
                    }
                }
            }
            @if roster.state == RosterState::Open { (walk_in_fields(visit, class, typed, errors)) }
        }
    };
    Page::new(class.full_title(), body).private().wrong(!errors.is_empty())
}

fn row(
    visit: &Visit,
    roster: &Roster,
    person: &OnRoster,
    (n, session): (usize, i64),
    locked: bool,
    typed: &Typed,
) -> Markup {
    let words = visit.words;
    let stored = roster.marks.get(&(session, person.person)).copied().unwrap_or_default();
    // ticks that could not be kept stay ticked
    let sent = |what: &str| typed.get(&field_name(what, person, n)).to_owned();
    let mark = match sent("shown").is_empty() {
        true => stored,
        false => Mark {
            here: typed.ticked(&field_name("here", person, n)),
            late: sent("late").parse().unwrap_or(0),
            left_early: sent("left").parse().unwrap_or(0),
        },
    };
    let minutes = |what: &'static str, label: String, value: i64| {
        let name = field_name(what, person, n);
        html! {
            label.minutes for=(name) { span { (label) span.vh { ": " (person.name) } }
                input type="number" min="0" max=(MOST_MINUTES) inputmode="numeric" id=(name) name=(name) value=(value) disabled[locked]; }
        }
    };
    let here = field_name("here", person, n);
    html! {
        li.person.roster {
            @if !locked { (hidden(&field_name("shown", person, n), &as_shown(stored))) }
            label.pick for=(here) {
                input type="checkbox" id=(here) name=(here) value="1" checked[mark.here] disabled[locked];
                span {
                    strong { (person.name) }
                    @if person.walk_in { " (" (t!(words, "walk-in-mark")) ")" } br; span.mut { (person.local) }
                }
            }
            details open[mark.late > 0 || mark.left_early > 0] {
                summary { (t!(words, "roster-times")) span.vh { ": " (person.name) } }
                div.row {
                    (minutes("late", t!(words, "roster-late"), mark.late))
                    (minutes("left", t!(words, "roster-left"), mark.left_early))
                }
            }
        }
    }
}

/// Part of the roster's form, so that adding somebody keeps what was ticked.
fn walk_in_fields(visit: &Visit, class: &Class, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let (name, email) = (t!(words, "person-name"), t!(words, "sign-in-email"));
    html! {
        details.card open[errors.of("name").is_some() || errors.of("email").is_some()] {
            summary { (t!(words, "walk-in-title")) }
            div.stack {
                (field(words, Field::new("name", &name).completed("off"), typed, errors))
                (field(words, Field::new("email", &email).of_kind("email").completed("off"), typed, errors))
                p { button.btn type="submit" formaction={ "/teach/" (class.key) "/walk-in" } { (t!(words, "walk-in-add")) } }
            }
        }
    }
}

/// A mark as written into the form, to tell later what it showed.
fn as_shown(mark: Mark) -> String {
    format!("{},{},{}", u8::from(mark.here), mark.late, mark.left_early)
}

/// The marks in a roster form that was sent.
fn marks_of_form(visit: &Visit, roster: &Roster) -> Vec<NewMark> {
    let mut marks = Vec::new();
    let tells_what_it_showed = visit.form.names().any(|n| n.starts_with("shown-"));
    for (n, session) in roster.class.sessions.iter().enumerate() {
        let length = session.span.end.minutes_since(session.span.start);
        for person in &roster.people {
            let minutes =
                |what: &str| visit.form.get(&field_name(what, person, n)).parse::<i64>().unwrap_or(0).clamp(0, length);
            let mark = Mark {
                here: visit.form.ticked(&field_name("here", person, n)),
                late: minutes("late"),
                left_early: minutes("left"),
            };
            // Somebody else may have marked people since the page was shown: what was not touched here is left to them.
            let shown = visit.form.get(&field_name("shown", person, n));
            let untouched = tells_what_it_showed && (shown.is_empty() || shown == as_shown(mark));
            if !untouched {
                marks.push(NewMark { session: session.id, person: person.person, mark });
            }
        }
    }
    marks
}

/// The most minutes that can be typed.
const MOST_MINUTES: i64 = 999;

/// Names the people for whom it is not clear what is meant: minutes that are no number, without a tick for somebody who was not
/// there before, or more than the session has; and those whom somebody else has marked since the page was opened.
fn unclear(visit: &Visit, roster: &Roster) -> Errors {
    let (mut wrong, mut without, mut beyond, mut meanwhile) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (n, session) in roster.class.sessions.iter().enumerate() {
        let length = session.span.end.minutes_since(session.span.start);
        for person in &roster.people {
            let typed = |what: &str| visit.form.get(&field_name(what, person, n));
            let number = |text: &str| text.parse::<i64>().ok().filter(|m| (0..=MOST_MINUTES).contains(m));
            if ["late", "left"].iter().any(|what| !typed(what).is_empty() && number(typed(what)).is_none()) {
                wrong.push(person.name.as_str());
                continue;
            }
            let minutes = ["late", "left"].map(|what| number(typed(what)).unwrap_or(0));
            let here = visit.form.ticked(&field_name("here", person, n));
            let was_nothing = typed("shown") == as_shown(Mark { here: false, late: 0, left_early: 0 });
            if was_nothing && !here && minutes.iter().any(|m| *m > 0) {
                without.push(person.name.as_str());
            }
            if here && minutes.iter().any(|m| *m > length) {
                beyond.push(person.name.as_str());
            }
            // the page that comes back shows what is stored by then, so that a second press means it
            let sent = as_shown(Mark { here, late: minutes[0], left_early: minutes[1] });
            let stored = as_shown(roster.marks.get(&(session.id, person.person)).copied().unwrap_or_default());
            let shown = typed("shown");
            if !shown.is_empty() && shown != sent && shown != stored && sent != stored {
                meanwhile.push(person.name.as_str());
            }
        }
    }
    let mut errors = Errors::default();
    for (key, names) in [
        ("roster-minutes-wrong", wrong),
        ("roster-minutes-alone", without),
        ("roster-minutes-beyond", beyond),
        ("roster-meanwhile", meanwhile),
    ] {
        if !names.is_empty() {
            errors.add("marks", visit.words.text(key, &[("names", names.join(", ").into())]));
        }
    }
    errors
}

/// Whether the roster's form was sent: then its marks are kept too.
fn has_marks(visit: &Visit) -> bool {
    visit.form.names().any(|n| n.starts_with("here-") || n.starts_with("late-"))
}

/// `POST /teach/{key}`
pub(crate) async fn save(visit: Visit) -> Result<Reply, Fault> {
    // anyone who typed somebody not on the list and pressed Enter means to add them
    if !visit.form.get("name").is_empty() || !visit.form.get("email").is_empty() {
        return walk_in(visit).await;
    }
    let roster = load(&visit).await?;
    let staff = visit.scope.is_office();
    let errors = unclear(&visit, &roster);
    if !errors.is_empty() {
        return Ok(visit.show_again(page(&visit, &roster, &visit.form, &errors, "")));
    }
    let marks = marks_of_form(&visit, &roster);
    let offering = roster.class.id;
    let marked = visit.change(move |change| verbs::mark(change, offering, &marks, staff)).await?;
    let key = &roster.class.key;
    if marked.early.is_some() || marked.own {
        let roster = load(&visit).await?;
        return Ok(visit.show_again(page(&visit, &roster, &visit.form, &refused(&visit, marked), "")));
    }
    Ok(match (marked.locked, visit.form.get("then")) {
        (true, _) => Reply::see(format!("/teach/{key}?said=locked")),
        (false, "close") => Reply::see(format!("/teach/{key}/close")),
        (false, _) if marked.kept == 0 => Reply::see(format!("/teach/{key}?said=nothing")),
        (false, _) => Reply::see(format!("/teach/{key}?said=saved")),
    })
}

/// Why marks were not kept, and what to do.
fn refused(visit: &Visit, marked: Marked) -> Errors {
    let words = visit.words;
    let mut errors = Errors::default();
    if let Some(opens) = marked.early {
        let from = when::moment(words, opens, &visit.app.zone);
        let key = if marked.kept > 0 { "roster-early-rest" } else { "roster-early" };
        errors.add("marks", words.text(key, &[("from", from.into())]));
    }
    if marked.own {
        errors.add("marks", t!(words, "roster-own"));
    }
    errors
}

/// `POST /teach/{key}/walk-in`
pub(crate) async fn walk_in(visit: Visit) -> Result<Reply, Fault> {
    let mut roster = load(&visit).await?;
    let mut marked = Marked::default();
    if roster.state == RosterState::Open && has_marks(&visit) {
        let errors = unclear(&visit, &roster);
        if !errors.is_empty() {
            return Ok(visit.show_again(page(&visit, &roster, &visit.form, &errors, "")));
        }
        let (offering, marks) = (roster.class.id, marks_of_form(&visit, &roster));
        marked = visit.change(move |change| verbs::mark(change, offering, &marks, false)).await?;
        roster = load(&visit).await?;
    }
    let words = visit.words;
    let (name, email) = (tidy_name(visit.form.get("name")), visit.form.get("email").to_owned());
    let mut errors = refused(&visit, marked);
    if !name.chars().any(char::is_alphabetic) || name.chars().count() > kit::form::LONGEST {
        errors.add("name", t!(words, "walk-in-name"));
    } else if let Some(text) = crate::people::signs::refused(&visit, &name) {
        errors.add("name", text);
    }
    if !crate::people::is_address(&email) || email.len() > 254 {
        errors.add("email", t!(words, "error-email"));
    }
    if !errors.is_empty() {
        let saved = if marked.kept > 0 { "saved" } else { "" };
        return Ok(visit.show_again(page(&visit, &roster, &visit.form, &errors, saved)));
    }
    let said = NewPerson {
        name,
        email,
        local_id: None,
        local_typed: String::new(),
        work: "other".into(),
        language: Language::En,
        share: false,
    };
    let (offering, now) = (roster.class.id, visit.now());
    // present in every session that has begun; at the door before the class, in the first one
    let mut sessions: Vec<i64> = roster.class.sessions.iter().filter(|s| s.span.start <= now).map(|s| s.id).collect();
    if sessions.is_empty() {
        sessions = roster.class.sessions.iter().take(1).map(|s| s.id).collect();
    }
    let became = visit.change(move |change| verbs::walk_in(change, offering, &said, &sessions)).await?;
    let said = match became {
        WalkedIn::Added => "added",
        WalkedIn::OnTheList => "listed",
        WalkedIn::Closed => "locked",
        WalkedIn::Early(_) | WalkedIn::Oneself | WalkedIn::TooMany => {
            match became {
                WalkedIn::Early(opens) => {
                    let from = when::moment(words, opens, &visit.app.zone);
                    errors.add("name", t!(words, "roster-early", from = from));
                }
                WalkedIn::Oneself => errors.add("email", t!(words, "roster-own")),
                _ => errors.add("name", t!(words, "walk-in-too-many", email = &visit.app.config.office.email)),
            }
            return Ok(visit.show_again(page(&visit, &roster, &visit.form, &errors, "")));
        }
    };
    Ok(Reply::see(format!("/teach/{}?said={said}", roster.class.key)))
}

/// `GET /teach/{key}/close`: check answers.
pub(crate) async fn check(visit: Visit) -> Result<Reply, Fault> {
    let roster = load(&visit).await?;
    Ok(visit.show(check_page(&visit, &roster, None)))
}

fn check_page(visit: &Visit, roster: &Roster, refused: Option<String>) -> Page {
    let words = visit.words;
    let class = &roster.class;
    let was_here =
        |p: &&OnRoster| class.sessions.iter().any(|s| roster.marks.get(&(s.id, p.person)).is_some_and(|m| m.here));
    let missing: Vec<&OnRoster> = roster.people.iter().filter(|p| !was_here(p)).collect();
    let body = html! {
        h1 { (t!(words, "close-title")) }
        p { strong { (class.full_title()) } ", " (class.times_short(words, &visit.app.zone)) }
        @if let Some(refused) = &refused { (note("warn", &t!(words, "close-too-early"), html! { p { (refused) } })) }
        p { (t!(words, "roster-here", here = roster.people.len() - missing.len(), all = roster.people.len())) }
        @if !missing.is_empty() {
            h2 { (t!(words, "close-not-seen")) }
            ul { @for person in &missing { li { (person.name) } } }
        }
        p { (t!(words, "close-text")) }
        div.row {
            form method="post" action={ "/teach/" (class.key) "/close" } { button.btn type="submit" { (t!(words, "close-button")) } }
            a href={ "/teach/" (class.key) } { (t!(words, "close-back")) }
        }
    };
    Page::new(t!(words, "close-title"), body).private()
}

/// `POST /teach/{key}/close`
pub(crate) async fn close(visit: Visit) -> Result<Reply, Fault> {
    let roster = load(&visit).await?;
    let offering = roster.class.id;
    match visit.change(move |change| verbs::close(change, offering)).await? {
        Closed::Done | Closed::Before => Ok(Reply::see(if visit.scope.is_office() {
            format!("/staff/attendance/{}", roster.class.key)
        } else {
            "/teach".to_owned()
        })),
        Closed::TooEarly => {
            let text = t!(visit.words, "close-too-early-text");
            Ok(visit.show_again(check_page(&visit, &roster, Some(text))))
        }
    }
}
