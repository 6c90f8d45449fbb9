//! `/staff/roles`: who may do what, and from when until when. Only administrators give and end offices, having just
//! shown their second factor.

use crate::{
    classes::offerings::venues,
    ground::{fault::Fault, when},
    people::{
        self, hand_overs,
        known_or_new::known_or_new,
        locals::{self, LocalMatch},
        offices::{self, New, Office},
        power_requests::{self, Done, PowerAsked},
    },
    visit::{Visit, role::Role},
};
use jiff::civil::Date;
use kit::{
    Page, Reply, Words,
    form::{Errors, Field, LONGEST, Typed, field, select, text_area},
    parts::button_form,
    t,
};
use maud::{Markup, html};
use rules::time::Instant;

/// `GET /staff/roles`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let said = visit.query.get("said").to_owned();
    let page = page(&visit, &Typed::default(), &Errors::default(), &said).await?;
    Ok(visit.show(page))
}

/// A role as pages say it.
pub(crate) fn role_name(words: Words, role: &str) -> String {
    words.text(&format!("role-{role}"), &[])
}

async fn page(visit: &Visit, typed: &Typed, errors: &Errors, said: &str) -> Result<Page, Fault> {
    let (now, ended) = (visit.now(), visit.query.ticked("ended"));
    let (list, venues, waiting, locals) = visit
        .read(move |tx| {
            let waiting = (power_requests::waiting(tx)?, hand_overs::waiting(tx, now)?);
            Ok((offices::list(tx, now, ended)?, venues::choices(tx)?, waiting.0, waiting.1))
        })
        .await?;
    let words = visit.words;
    let roles: Vec<_> = Role::OF_PROGRAMME
        .into_iter()
        .chain(Role::OF_LOCAL)
        .chain([Role::SiteHost])
        .map(|r| (r.name().to_owned(), role_name(words, r.name()), None))
        .collect();
    let none = [(String::new(), t!(words, "role-no-venue"), None)];
    let venues: Vec<_> = none.into_iter().chain(venues.into_iter().map(|(key, name)| (key, name, None))).collect();
    let (email, local, until, reason) =
        (t!(words, "sign-in-email"), t!(words, "role-local"), t!(words, "role-until"), t!(words, "decide-reason"));
    let (name, name_hint) = (t!(words, "role-name"), t!(words, "role-name-hint"));
    let (local_hint, until_hint) = (t!(words, "role-local-hint"), t!(words, "role-until-hint"));
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "roles-title")) }
        p { (t!(words, "roles-lead")) }
        @match said {
            "" => {}
            "waits" => { p.note role="status" { (t!(words, "roles-waits")) } }
            _ => { p.note.ok role="status" { (t!(words, "roles-saved")) } }
        }
        (super::power::requests(visit, &waiting)?)
        (super::power::hand_overs(visit, &locals)?)
        (table(visit, &list, ended))
        p {
            @if ended {
                a href="/staff/roles" { (t!(words, "roles-now")) }
            } @else {
                a href="/staff/roles?ended=1" { (t!(words, "roles-ended")) }
            }
        }
        section.stack {
            h2 { (t!(words, "role-give")) }
            form.stack method="post" action="/staff/roles" novalidate {
                (field(words, Field::new("email", &email).of_kind("email").completed("off"), typed, errors))
                (field(words, Field::new("name", &name).hinted(&name_hint).completed("off"), typed, errors))
                (select(words, Field::new("role", &t!(words, "role-role")), &roles, typed, errors))
                (field(words, Field::new("local", &local).hinted(&local_hint), typed, errors))
                (select(words, Field::new("venue", &t!(words, "role-venue")), &venues, typed, errors))
                (field(words, Field::new("until", &until).hinted(&until_hint).of_kind("date"), typed, errors))
                (text_area(words, Field::new("reason", &reason), 2, typed, errors))
                p { button.btn type="submit" { (t!(words, "role-give")) } }
            }
        }
    };
    Ok(Page::new(t!(words, "roles-title"), body).private())
}

fn table(visit: &Visit, list: &[Office], ended: bool) -> Markup {
    let (words, zone) = (visit.words, &visit.app.zone);
    html! {
        @if list.is_empty() { p { (t!(words, "roles-none")) } } @else {
            div.scroll role="region" aria-label=(t!(words, "roles-title")) tabindex="0" {
                table {
                    thead { tr {
                        th scope="col" { (t!(words, "verify-name")) } th scope="col" { (t!(words, "role-role")) }
                        th scope="col" { (t!(words, "role-since")) } th scope="col" { (t!(words, "factor-title")) }
                        @if !ended { th scope="col" { span.vh { (t!(words, "role-end")) } } }
                    } }
                    tbody { @for o in list { tr {
                        th scope="row" { a href={ "/staff/people/" (o.person_key) } { (o.person) } }
                        td { (role_name(words, o.role.name())) @if !o.of.is_empty() { ", " (o.of) } }
                        td {
                            (words.date(when::day(o.since, zone)))
                            @if let Some(until) = o.until { " – " (words.date(when::day(until.plus_minutes(-1), zone))) }
                        }
                        td { @if o.has_factor {
                            (t!(words, "factor-yes"))
                            @if !ended {
                                (button_form(
                                    &format!("/staff/roles/people/{}/factor", o.person_key),
                                    "second",
                                    &t!(words, "factor-forget"),
                                    html! {},
                                ))
                            }
                        } @else {
                            (t!(words, "factor-no"))
                            @if !ended {
                                (button_form(
                                    &format!("/staff/people/{}/factor-code", o.person_key),
                                    "second",
                                    &t!(words, "factor-code-make"),
                                    html! {},
                                ))
                            }
                        } }
                        @if !ended {
                            td {
                                (button_form(
                                    &format!("/staff/roles/{}/end", o.id),
                                    "second",
                                    &t!(words, "role-end"),
                                    html! { span.vh { (o.person) } },
                                ))
                            }
                        }
                    } } }
                }
            }
        }
    }
}

/// What is wrong with an office as it was typed.
enum Refused {
    Nobody,
    Local,
    Oneself,
}

/// `POST /staff/roles`
pub(crate) async fn give(visit: Visit) -> Result<Reply, Fault> {
    let (words, typed) = (visit.words, visit.form.clone());
    let mut errors = Errors::default();
    let role: Option<Role> = typed.get("role").parse().ok().filter(|r| *r != Role::Trainer);
    let of_local = role.is_some_and(|r| Role::OF_LOCAL.contains(&r));
    let of_venue = role == Some(Role::SiteHost);
    if !people::is_address(typed.get("email")) {
        errors.add("email", t!(words, "error-email"));
    }
    if typed.get("name").chars().count() > LONGEST {
        errors.add("name", t!(words, "error-role-name"));
    }
    if role.is_none() {
        errors.add("role", t!(words, "error-role"));
    }
    if of_venue && typed.get("venue").is_empty() {
        errors.add("venue", t!(words, "error-role-venue"));
    }
    let until = until(&visit, typed.get("until"));
    if until.is_err() {
        errors.add("until", t!(words, "error-role-until"));
    }
    if typed.get("reason").is_empty() || typed.get("reason").chars().count() > 500 {
        errors.add("reason", t!(words, "error-reason"));
    }
    if let Some(role) = role.filter(|_| errors.is_empty()) {
        let (typed, until) = (typed.clone(), until.ok().flatten());
        let refused = visit
            .change(move |change| {
                let local = match locals::find(change.tx, typed.get("local"))? {
                    LocalMatch::One(id) if of_local => Some(id),
                    _ if of_local => return Ok(Err(Refused::Local)),
                    _ => None,
                };
                let venue = if of_venue { venues::id_of(change.tx, typed.get("venue"))? } else { None };
                if of_venue && venue.is_none() {
                    return Err(Fault::NotFound);
                }
                let known = people::store::by_email(change.tx, typed.get("email"))?.map(|p| p.id);
                let person = match known {
                    Some(person) => person,
                    None if people::tidy_name(typed.get("name")).is_empty() => return Ok(Err(Refused::Nobody)),
                    None => known_or_new(change, &people::tidy_name(typed.get("name")), typed.get("email"), None, "")?,
                };
                let Some(to) = change.gives_to(person) else { return Ok(Err(Refused::Oneself)) };
                let new = New { to, role, local, venue, until };
                if of_local || of_venue {
                    offices::give(change, new, typed.get("reason"))?;
                    return Ok(Ok(Done::Now));
                }
                Ok(Ok(power_requests::ask(change, PowerAsked::Office(new), typed.get("reason"))?))
            })
            .await?;
        match refused {
            Ok(done) => return Ok(after(done)),
            Err(Refused::Nobody) => errors.add("email", t!(words, "error-role-nobody")),
            Err(Refused::Oneself) => errors.add("email", t!(words, "decision-oneself")),
            Err(Refused::Local) => errors.add("local", t!(words, "error-role-local")),
        }
    }
    let page = page(&visit, &typed, &errors, "").await?;
    Ok(visit.show_again(page))
}

/// Back to the list, with what became of it.
fn after(done: Done) -> Reply {
    Reply::see(match done {
        Done::Waits => "/staff/roles?said=waits",
        Done::Now | Done::Nothing => "/staff/roles?said=1",
    })
}

/// The end of the last day of an office; `None` if nothing was typed.
fn until(visit: &Visit, typed: &str) -> Result<Option<Instant>, ()> {
    if typed.is_empty() {
        return Ok(None);
    }
    let day: Date = typed.parse().map_err(|_| ())?;
    let end = day.tomorrow().map_err(|_| ())?.at(0, 0, 0, 0);
    let end = Instant::from_local(end, &visit.app.zone).map_err(|_| ())?;
    if end <= visit.now() { Err(()) } else { Ok(Some(end)) }
}

/// `POST /staff/roles/{key}/end`
pub(crate) async fn end(visit: Visit) -> Result<Reply, Fault> {
    let id: i64 = visit.param("key").parse().map_err(|_| Fault::NotFound)?;
    let ended = visit
        .change(move |change| {
            let last = offices::other_administrators(change.tx, id, change.now)? == 0;
            let office = offices::list(change.tx, change.now, false)?.into_iter().find(|o| o.id == id);
            if last && office.is_some_and(|o| o.role == Role::Administrator) {
                return Ok(false);
            }
            offices::end(change, id, "").map(|_| true)
        })
        .await?;
    if ended {
        return Ok(Reply::see("/staff/roles?said=1"));
    }
    let mut errors = Errors::default();
    errors.add("role", t!(visit.words, "error-role-last"));
    let page = page(&visit, &Typed::default(), &errors, "").await?;
    Ok(visit.show_again(page))
}

/// `POST /staff/roles/people/{key}/factor`: the phone is lost: the second factor is forgotten, and everything that was
/// signed in with it ends.
pub(crate) async fn forget_factor(visit: Visit) -> Result<Reply, Fault> {
    let (key, scope) = (visit.param("key").to_owned(), visit.scope.clone());
    let me = visit.member()?.id;
    let done = visit
        .change(move |change| {
            let person = people::store::by_key(change.tx, &scope, &key)?;
            // a visitor's own factor is changed where it is set up, with a code from it
            if person.id == me {
                return Err(Fault::NotFound);
            }
            power_requests::ask(change, PowerAsked::Factor(person.id), "")
        })
        .await?;
    Ok(after(done))
}
