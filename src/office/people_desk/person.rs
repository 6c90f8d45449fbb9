//! `/staff/people/{key}`: one person on one page, with one timeline: the answer to "why don't I have credit?".

use super::roles::role_name;
use crate::ground::ids::PersonId;
use crate::{
    certificates::awards,
    classes::offerings::Class,
    ground::{fault::Fault, when},
    office::{
        merge::{self, Merged},
        people_desk::timeline::{self, PAGE, TimelineLine},
    },
    people::{
        locals,
        member::Membership,
        signin::{factor, sign_ins::has_power},
        signs,
        store::{self, Person},
    },
    programme::Edition,
    progress::{Case, enrolment, words as say},
    seats::signup::{self, state::SignupState},
    visit::{Visit, policy::Policy},
};
use db::{Tx, params, sql};
use kit::{
    Page, Reply, Words,
    form::{Errors, Field, Typed, text_area},
    language::number_of_hours,
    parts::{Icon, button_form, facts, tag, track},
    t,
};
use maud::{Markup, html};
use rules::time::Instant;
use std::sync::Arc;

struct PersonPage {
    person: Person,
    local: String,
    number: Option<String>,
    /// Whether the address accepts no mail, and whether the person wants no messages.
    no_mail: (bool, bool),
    offices: Vec<(String, String)>,
    /// Whether they have power and no second factor: they set one up with a code that is handed to them.
    may_need_code: bool,
    case: Option<Case>,
    /// The programmes that they are in.
    programmes: Vec<Arc<Edition>>,
    award: Option<String>,
    /// Upcoming classes, each with the sign-up's state.
    coming: Vec<(Class, SignupState)>,
    lines: Vec<TimelineLine>,
    /// The record that this one was merged into.
    merged_into: Option<String>,
    merges: Vec<Merged>,
}

async fn load(visit: &Visit) -> Result<PersonPage, Fault> {
    let (key, inner, now) = (visit.param("key").to_owned(), visit.clone(), visit.now());
    let before = visit.query.get("before").parse().map_or(Instant(i64::MAX), Instant);
    visit
        .read(move |tx| {
            let scope = &inner.scope;
            let person = store::by_key(tx, scope, &key)?;
            let local = match person.local_id {
                Some(local) => locals::name(tx, local)?,
                None => person.local_typed.clone(),
            };
            let row = tx.one(sql!("select member_number, bounced_at is not null, unsubscribed_at is not null from person where id = $1"), &params![person.id])?;
            Ok(PersonPage {
                may_need_code: has_power(tx, person.id, now)? && !factor::has(tx, person.id)?,
                local,
                number: row.get(0)?,
                no_mail: (row.get(1)?, row.get(2)?),
                offices: offices(tx, person.id, now)?,
                case: Case::load(tx, person.id)?,
                programmes: enrolment::store::of_person(tx, person.id)?
                    .into_iter()
                    .map(|e| tx.editions.current(tx, Some(&e.programme)))
                    .collect::<Result<_, _>>()?,
                award: awards::store::of_person(tx, person.id)?.map(|a| a.number),
                coming: signup::mine::classes(tx, person.id)?
                    .into_iter()
                    .filter(|(class, _)| now < class.ends())
                    .collect(),
                merged_into: merge::merged_into(tx, person.id)?,
                merges: merge::into_person(tx, person.id)?,
                lines: timeline::of_person(tx, scope, person.id, before)?,
                person,
            })
        })
        .await
}

/// The offices that somebody holds: role, and the local or venue that it is for.
fn offices(tx: &Tx<'_>, person: PersonId, now: Instant) -> Result<Vec<(String, String)>, Fault> {
    let rows = tx.all(
        sql!(
            "select o.role, coalesce(l.name, v.name, '') from office o left join local l on l.id = o.local_id
             left join venue v on v.id = o.venue_id
             where o.person_id = $1 and (o.until is null or o.until > $2) order by o.role"
        ),
        &params![person, now.0],
    )?;
    rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect()
}

/// `GET /staff/people/{key}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let sheet = load(&visit).await?;
    if let Some(kept) = &sheet.merged_into {
        return Ok(Reply::see(format!("/staff/people/{kept}")));
    }
    Ok(visit.show(page(&visit, &sheet, &Typed::default(), &Errors::default())?))
}

/// The page again, with what was wrong with one of its forms.
pub(crate) async fn again(visit: Visit, errors: &Errors) -> Result<Reply, Fault> {
    let sheet = load(&visit).await?;
    let typed = visit.form.clone();
    Ok(visit.show_again(page(&visit, &sheet, &typed, errors)?))
}

fn page(visit: &Visit, sheet: &PersonPage, typed: &Typed, errors: &Errors) -> Result<Page, Fault> {
    let words = visit.words;
    let person = &sheet.person;
    let at = format!("/staff/people/{}", person.key);
    let said = visit.query.get("said");
    let administrator = visit.member()?.holds.administrator;
    let body = html! {
        (errors.summary(words))
        h1 { (person.name) }
        @if !said.is_empty() { p.note.ok role="status" { (words.text(&format!("person-said-{said}"), &[])) } }
        @if sheet.programmes.len() > 1 || (sheet.case.is_none() && !sheet.programmes.is_empty()) {
            p.row {
                (t!(words, "person-programmes"))
                @for edition in &sheet.programmes {
                    a href={ "/programs/" (edition.rules.id) (at) } { (edition.wording.of(words.language).site) }
                }
            }
        }
        div.two {
            section.stack {
                (standing(visit, sheet)?)
                h2 { (t!(words, "person-timeline")) }
                (lines(visit, sheet, &at))
            }
            aside.stack {
                div.card { (facts(&rows(visit, sheet))) }
                nav.card.stack.tight aria-label=(t!(words, "person-more")) {
                    a href={ (at) "/edit" } { (t!(words, "edit-link")) }
                    // who is not enrolled has no record that could be judged
                    @if sheet.case.is_some() {
                        a href={ (at) "/why" } { (t!(words, "why-title")) }
                        a href={ (at) "/what-if" } { (t!(words, "whatif-title")) }
                        a href={ (at) "/decisions" } { (t!(words, "decisions-title")) }
                    }
                    @if person.membership != Membership::Confirmed {
                        a href={ "/staff/membership/" (person.key) } {
                            (t!(words, "membership-title"))
                        }
                    }
                    @if visit.may(Policy::Records) {
                        a href={ (at) "/data" } { (t!(words, "data-link")) }
                        a href={ (at) "/erase" } { (t!(words, "erase-link")) }
                    }
                    @if let Some(number) = &sheet.award { a href={ "/staff/certificates/" (number) } { (t!(words, "me-certificate")) } }
                }
                @if !sheet.merges.is_empty() { div.card.stack.tight {
                    h2.small-title { (t!(words, "merges-title")) }
                    @for m in &sheet.merges {
                        p { (t!(words, "merges-one", name = &m.name, when = when::moment(words, m.at, &visit.app.zone))) }
                        @if visit.may(Policy::Records) {
                            (button_form(&format!("{at}/merges/{}/undo", m.key), "second", &t!(words, "merges-undo"), html! {}))
                        }
                    }
                } }
                @if administrator { (button_form(&format!("{at}/sign-ins/end"), "second", &t!(words, "person-end-sign-ins"), html! {})) }
                details.card open[errors.of("reason").is_some()] {
                    summary { (t!(words, "view-as-title")) }
                    (view_as(words, person, typed, errors))
                }
            }
        }
    };
    Ok(Page::new(person.name.clone(), body).private())
}

fn view_as(words: Words, person: &Person, typed: &Typed, errors: &Errors) -> Markup {
    let label = t!(words, "decide-reason");
    html! {
        p { (t!(words, "view-as-lead")) }
        form.stack method="post" action={ "/staff/people/" (person.key) "/view-as" } novalidate {
            (text_area(words, Field::new("reason", &label), 2, typed, errors))
            p { button.btn.second type="submit" { (t!(words, "view-as-start")) } }
        }
    }
}

fn rows(visit: &Visit, sheet: &PersonPage) -> Vec<(String, Markup)> {
    let (words, person) = (visit.words, &sheet.person);
    let mut rows = vec![
        (
            t!(words, "member-email"),
            html! { (person.email) @if !person.verified { " (" (t!(words, "person-not-verified")) ")" } },
        ),
        (
            t!(words, "member-local"),
            html! {
            (sheet.local) @if !person.chapter.is_empty() { ", " (person.chapter) }
            @if person.local_id.is_none() { " (" (t!(words, "person-local-typed")) ")" } },
        ),
        (t!(words, "member-work"), html! { (words.text(&format!("work-{}", person.work), &[])) }),
        (t!(words, "field-language"), html! { (person.language.own_name()) }),
        (
            t!(words, "person-membership"),
            html! { (words.text(&format!("person-membership-{}", person.membership), &[])) },
        ),
        (t!(words, "person-share"), html! { @if person.share { (t!(words, "yes")) } @else { (t!(words, "no")) } }),
    ];
    if !person.called.is_empty() {
        rows.insert(0, (t!(words, "person-called"), html! { (person.called) }));
    }
    if signs::mixes_scripts(&person.name) {
        rows.push((t!(words, "verify-name"), html! { (tag("warn", Icon::Warning, &t!(words, "name-mixes"))) }));
    }
    if sheet.no_mail.0 {
        rows.push((t!(words, "person-mail"), html! { (t!(words, "person-bounced")) }));
    }
    if sheet.no_mail.1 {
        rows.push((t!(words, "messages-title"), html! { (t!(words, "person-unsubscribed")) }));
    }
    if let Some(number) = &sheet.number {
        rows.push((t!(words, "person-number"), html! { (number) }));
    }
    if sheet.may_need_code && visit.may(Policy::Administer) {
        let make = button_form(
            &format!("/staff/people/{}/factor-code", person.key),
            "second",
            &t!(words, "factor-code-make"),
            html! {},
        );
        rows.push((t!(words, "factor-title"), make));
    }
    if !sheet.offices.is_empty() {
        let offices = html! { @for (role, of) in &sheet.offices { (role_name(words, role)) @if !of.is_empty() { ", " (of) } br; } };
        rows.push((t!(words, "roles-title"), offices));
    }
    rows
}

fn standing(visit: &Visit, sheet: &PersonPage) -> Result<Markup, Fault> {
    let words = visit.words;
    let Some(case) = &sheet.case else {
        return Ok(match sheet.programmes.is_empty() {
            true => html! { p { (t!(words, "why-not-enrolled")) } },
            false => html! { p { (t!(words, "person-other-programme")) } },
        });
    };
    let (done, planned) = (case.done()?, case.planned()?);
    let rules = &case.edition.rules;
    let wording = case.edition.wording.of(visit.language());
    Ok(html! {
        div.card.stack {
            @if visit.app.editions.listed().len() > 1 { p { strong { (wording.site) } } }
            p { span.big { (number_of_hours(done.total)) } " " (t!(words, "of-hours-done", total = number_of_hours(rules.whole()))) }
            (track(&say::track(rules, &done, &planned), &say::track_label(words, &case.edition, &done, &planned)))
            ul.plain { @for (r, (d, p)) in rules.requirements.iter().zip(done.parts.iter().zip(&planned.parts)) {
                li { strong { (wording.part(&r.id)) } ": " (say::part(words, r, d, p)) }
            } }
        }
        @if !sheet.coming.is_empty() {
            h2 { (t!(words, "person-coming")) }
            ul { @for (class, signup) in &sheet.coming { li {
                a href={ "/staff/classes/" (class.key) } { (class.full_title()) } ", " (class.times_short(words, &visit.app.zone)) ": "
                (state(words, signup.name()))
            } } }
        }
    })
}

/// A sign-up's state in a word or two.
pub(crate) fn state(words: Words, state: &str) -> String {
    words.text(&format!("signup-{state}"), &[])
}

fn lines(visit: &Visit, sheet: &PersonPage, at: &str) -> Markup {
    let words = visit.words;
    html! {
        @if sheet.lines.is_empty() { p { (t!(words, "person-timeline-none")) } }
        ol.plain.timeline {
            @for line in &sheet.lines { li {
                span.mut.small { (when::moment(words, line.at, &visit.app.zone)) } br;
                (sentence(words, line))
            } }
        }
        @if sheet.lines.len() == PAGE {
            @if let Some(last) = sheet.lines.last() {
                p {
                    a href={ (at) "?before=" (last.at.0 - i64::from(sheet.lines.first().is_some_and(|first| first.at == last.at))) } {
                        (t!(words, "person-earlier"))
                    }
                }
            }
        }
    }
}

/// A line as a sentence.
fn sentence(words: Words, line: &TimelineLine) -> String {
    let what = match line.kind.as_str() {
        "mailed" | "not-mailed" => named(words, "mail-kind-", &line.what),
        "log" => verb_name(words, &line.what),
        _ => line.what.clone(),
    };
    let detail = match line.kind.as_str() {
        "signed-up" | "signup-ended" => state(words, &line.detail),
        kind if kind.starts_with("credit-") => words.hours(line.detail.parse().unwrap_or(0)),
        _ => line.detail.clone(),
    };
    let mut out = words.text(&format!("timeline-{}", line.kind), &[("what", what.as_str().into())]);
    if !detail.is_empty() {
        out += ": ";
        out += &detail;
    }
    if !line.by.is_empty() {
        out += &format!(" ({})", line.by);
    }
    out
}

/// What happened, in words if there are any, else as the log has it.
pub(crate) fn verb_name(words: Words, verb: &str) -> String {
    let key = format!("verb-{}", verb.replace('.', "-"));
    if words.has(&key) { words.text(&key, &[]) } else { verb.to_owned() }
}

/// A name's text if there is one, else the name as it is.
fn named(words: Words, prefix: &str, name: &str) -> String {
    let key = format!("{prefix}{name}");
    if words.has(&key) { words.text(&key, &[]) } else { name.to_owned() }
}
