//! `/local/sign-up/{class}` holds seats; `/local/teams/{team}` names people for them.

use super::verbs::{self, Held, Hold, MOST_DAYS, MOST_SEATS, Named};
use crate::ground::ids::SignupId;
use crate::{
    classes::offerings::{self, Class},
    ground::fault::Fault,
    seats::{
        signup::{
            self,
            colleague::named,
            pages::form_key,
            refusals,
            seat::moment,
            state::SignupState,
            store::Signup,
            verbs::{StandIn, ask_colleague},
        },
        team as store,
        team::{Team, Unasked},
    },
    visit::Visit,
};
use jiff::civil::Date;
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field, hidden, select, text_area},
    parts::button_form,
    t,
};
use maud::{Markup, html};
use rules::{seats::Request, time::Instant};

fn local(visit: &Visit) -> Result<i64, Fault> {
    visit.scope.local()
}

/// The last day until which seats of a class can be held.
fn last_day(visit: &Visit, class: &Class) -> Date {
    let last = class.closes_at.min(visit.now().plus_minutes(MOST_DAYS * 24 * 60));
    last.plus_minutes(-60).date(&visit.app.zone)
}

/// `GET /local/sign-up/{key}`
pub(crate) async fn form(visit: Visit) -> Result<Reply, Fault> {
    local(&visit)?;
    let class = offerings::of_address(&visit).await?;
    let day = last_day(&visit, &class).to_string();
    let typed = Typed::default()
        .with(
            "seats",
            &visit.query.within("seats", 1..=MOST_SEATS).unwrap_or(4.min(class.open_seats().max(1))).to_string(),
        )
        .with("until", &day)
        .with("request", &visit.app.random.key(20));
    Ok(visit.show(hold_page(&visit, &class, &typed, &Errors::default())))
}

fn hold_page(visit: &Visit, class: &Class, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let title = t!(words, "team-hold-title");
    let (seats, until) = (t!(words, "team-seats"), t!(words, "team-until-day"));
    let hint = t!(words, "team-seats-hint", most = MOST_SEATS, free = class.open_seats());
    let until_hint =
        t!(words, "team-until-hint", day = words.date(crate::ground::when::civil_day(last_day(visit, class))));
    let sites: Vec<_> = class.sites.iter().map(|s| (s.number.to_string(), s.place(words), None)).collect();
    let body = html! {
        (errors.summary(words))
        h1 { (title) }
        p { strong { (class.full_title()) } ", " (class.times_short(words, &visit.app.zone)) " · " (class.place(words)) }
        p { (t!(words, "team-hold-lead")) }
        @if class.for_one_group(visit.now()) { p { strong { (crate::classes::offerings::one_group::why_one_group(visit, class)) } } }
        form.stack method="post" action={ "/local/sign-up/" (class.key) } novalidate {
            (hidden("request", typed.get("request")))
            @if !sites.is_empty() { (select(words, Field::new("site", &t!(words, "site-label")), &sites, typed, errors)) }
            (field(words, Field::new("seats", &seats).hinted(&hint).completed("off"), typed, errors))
            (field(words, Field::new("until", &until).hinted(&until_hint).of_kind("date").completed("off"), typed, errors))
            p { button.btn type="submit" { (t!(words, "team-hold-button")) } }
        }
    };
    Page::new(title, body).private()
}

/// `POST /local/sign-up/{key}`
pub(crate) async fn hold(visit: Visit) -> Result<Reply, Fault> {
    let (local, by) = (local(&visit)?, visit.member()?.id);
    let class = offerings::of_address(&visit).await?;
    let (words, typed) = (visit.words, visit.form.clone());
    let mut errors = Errors::default();
    let seats = typed.within("seats", 1..=MOST_SEATS);
    if seats.is_none() {
        errors.add("seats", t!(words, "error-team-seats", most = MOST_SEATS));
    }
    // until that evening: no deadline at night
    let until = typed.within::<Date>("until", ..).and_then(|day| {
        Instant::from_local(day.at(20, 0, 0, 0), &visit.app.zone).ok().map(|at| at.min(class.closes_at))
    });
    if until.is_none() {
        errors.add("until", t!(words, "error-team-until"));
    }
    let (Some(seats), Some(until)) = (seats, until) else {
        return Ok(visit.show_again(hold_page(&visit, &class, &typed, &errors)));
    };
    let site = signup::actions::site(&visit);
    let wanted = Hold { offering: class.id, site, local, by, seats, until, key: form_key(&typed) };
    match visit.change(move |change| verbs::hold(change, &wanted)).await? {
        Held::Done(key) => return Ok(Reply::see(format!("/local/teams/{key}"))),
        Held::Refused(refusal) => return refusals::page(&visit, &class, refusal, None, Request::default()).await,
        Held::OnlyFree(free) => errors.add("seats", t!(words, "error-team-free", count = free)),
        Held::PeopleWait(count) => errors.add("seats", t!(words, "error-team-wait", count = count)),
        Held::OnlyMore(more) => errors.add("seats", t!(words, "error-team-more", count = more, most = MOST_SEATS)),
        Held::OtherForm => return Ok(refusals::other_form(&visit, &class)),
        Held::BadDate => errors.add("until", t!(words, "error-team-until")),
    }
    Ok(visit.show_again(hold_page(&visit, &class, &typed, &errors)))
}

/// A team with its class and people.
pub(crate) struct HeldSeats {
    pub team: Team,
    pub class: Class,
    pub people: Vec<Signup>,
    /// Those who were named but are not asked: shown like everybody else.
    pub unasked: Vec<Unasked>,
    /// Seats for which nobody was named.
    pub empty: usize,
}

pub(crate) async fn of_address(visit: &Visit) -> Result<HeldSeats, Fault> {
    let (local, key) = (local(visit)?, visit.param("key").to_owned());
    visit
        .read(move |tx| {
            let team = store::of_local_by_key(tx, local, &key)?;
            let class = offerings::store::by_id(tx, &*tx.edition()?, team.offering)?;
            let class = class.at_site(store::site(tx, team.id)?);
            let people = signup::store::of_team(tx, team.id)?;
            let empty = store::empty_seats(tx, team.id)?.len();
            let unasked = store::unasked(tx, team.id)?;
            Ok(HeldSeats { team, class, people, unasked, empty })
        })
        .await
}

/// `GET /local/teams/{key}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let seen = of_address(&visit).await?;
    Ok(visit.show(page(&visit, &seen, &Typed::default(), &Errors::default(), html! {})))
}

fn page(visit: &Visit, seen: &HeldSeats, typed: &Typed, errors: &Errors, said: Markup) -> Page {
    let (words, HeldSeats { team, class, people, unasked, empty }) = (visit.words, seen);
    let mut shown: Vec<(Instant, i64, Result<&Signup, bool>, &str)> =
        people.iter().map(|p| (p.asked_at, p.id.0, Ok(p), p.named.as_str())).collect();
    shown.extend(unasked.iter().map(|u| (u.at, u.id, Err(u.ended), u.named.as_str())));
    shown.sort_by_key(|(at, id, ..)| (*at, *id));
    let at = |what: &str| format!("/local/teams/{}/{what}", team.key);
    let open = !team.ended && visit.now() < team.until;
    let asked = people.iter().filter(|p| p.state == SignupState::Offered && !p.moved).count()
        + unasked.iter().filter(|u| !u.ended).count();
    let title = t!(words, "team-title", class = class.full_title());
    let (label, hint) = (t!(words, "team-people"), t!(words, "team-people-hint"));
    let body = html! {
        (errors.summary(words))
        h1 { (title) }
        (said)
        p { (class.times_short(words, &visit.app.zone)) " · " (class.place(words)) }
        @if open { p { strong { (t!(words, "team-open", until = moment(visit, team.until), count = *empty)) } } }
        @else { p { (t!(words, "team-is-ended")) } }
        @if !shown.is_empty() {
            h2 { (t!(words, "team-people-title")) }
            ul.plain.stack { @for (_, id, person, name) in &shown { li.card.stack.tight {
                @match person {
                    Ok(person) => {
                        p { strong { (name) } " · " (answer(visit, person)) }
                        (person_actions(visit, seen, person, typed, errors))
                    }
                    Err(ended) if *ended || team.ended => { p { strong { (name) } " · " (t!(words, "team-no-answer")) } }
                    Err(_) => {
                        p { strong { (name) } " · " (t!(words, "team-asked")) }
                        (button_form(
                            &at("take-back"),
                            "second",
                            &t!(words, "team-take-back", name = *name),
                            hidden("signup", &id.to_string()),
                        ))
                    }
                }
            } } }
        }
        @if open && *empty > 0 {
            h2 { (t!(words, "team-name-title")) }
            form.stack method="post" action=(at("people")) novalidate {
                (text_area(words, Field::new("people", &label).hinted(&hint), 5, typed, errors))
                p { button.btn type="submit" { (t!(words, "team-name-button")) } }
            }
        }
        p.row {
            a href=(at("proof")) { (t!(words, "proof-title")) }
            a href="/local" { (t!(words, "local-back")) }
        }
        @if open {
            p.mut { (t!(words, "team-release-text", count = *empty, asked = asked)) }
            (button_form(&at("release"), "second", &t!(words, "team-release"), html! {}))
        }
    };
    Page::new(title, body).private()
}

/// What somebody answered, in words: nothing else about them is shown.
fn answer(visit: &Visit, person: &Signup) -> String {
    let words = visit.words;
    match person.state {
        SignupState::Confirmed => t!(words, "team-yes"),
        SignupState::Offered | SignupState::Invited => t!(words, "team-asked"),
        SignupState::StoodIn => t!(words, "team-replaced"),
        SignupState::Expired | SignupState::Removed | SignupState::Moved => t!(words, "team-no-answer"),
        _ => t!(words, "team-no"),
    }
}

fn person_actions(visit: &Visit, seen: &HeldSeats, person: &Signup, typed: &Typed, errors: &Errors) -> Markup {
    let (words, id) = (visit.words, person.id.to_string());
    let at = |what: &str| format!("/local/teams/{}/{what}", seen.team.key);
    let before_start = visit.now() < seen.class.cancel_until;
    let (name, email) = (t!(words, "person-name"), t!(words, "person-email"));
    // the form that came back with errors is open and keeps what was typed
    let sent = typed.get("signup") == id;
    let (nothing, none) = (Typed::default(), Errors::of_form(format!("replace-{id}")));
    let (typed, errors) = if sent { (typed, errors) } else { (&nothing, &none) };
    // a replacement for somebody who said yes: if the holder asked the colleague, that is the holder's question
    let holder = seen.people.iter().find(|p| Some(p.id) == person.instead_of);
    let asked_by_team =
        person.state == SignupState::Invited && holder.is_some_and(|h| person.asked_by != Some(h.person));
    let asked_another = seen.people.iter().any(|p| p.state == SignupState::Invited && p.instead_of == Some(person.id));
    html! {
        @if person.state == SignupState::Offered && !person.moved || asked_by_team {
            (button_form(&at("take-back"), "second", &t!(words, "team-take-back", name = &person.named), hidden("signup", &id)))
        }
        @if person.state == SignupState::Confirmed && !seen.team.ended && before_start && seen.class.substitutes && !asked_another {
            details open[sent] {
                summary { (t!(words, "team-replace", name = &person.named)) }
                form.stack method="post" action=(at("replace")) novalidate {
                    (hidden("signup", &id))
                    (field(words, Field::new("name", &name).completed("off"), typed, errors))
                    (field(words, Field::new("email", &email).of_kind("email").completed("off"), typed, errors))
                    p { button.btn.second type="submit" { (t!(words, "team-replace-button")) } }
                }
            }
        }
    }
}

/// Names and addresses as people paste them, one per line: `Ana Lima, ana@example.org` or `Ana Lima <ana@example.org>`.
fn read_people(visit: &Visit, text: &str) -> Result<Vec<(String, String)>, String> {
    let mut people: Vec<(String, String)> = Vec::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        // as people write lists: quotes, numbers and bullets are not part of a name
        let plain = line.replace(['<', '>', ',', ';', '"', '\t'], " ");
        let plain = plain.trim_start_matches(|c: char| c.is_ascii_digit() || " .)-*•".contains(c));
        let (name, email): (Vec<&str>, Vec<&str>) = plain.split_whitespace().partition(|w| !w.contains('@'));
        match named(visit, &name.join(" "), &email.join("")) {
            Ok(one) if email.len() == 1 => {
                if !people.iter().any(|(_, e)| crate::people::fold_email(e) == crate::people::fold_email(&one.1)) {
                    people.push(one);
                }
            }
            _ => return Err(t!(visit.words, "error-team-line", line = line)),
        }
    }
    if people.is_empty() { Err(t!(visit.words, "error-team-people")) } else { Ok(people) }
}

/// `POST /local/teams/{key}/people`
pub(crate) async fn name_people(visit: Visit) -> Result<Reply, Fault> {
    let seen = of_address(&visit).await?;
    let mut errors = Errors::default();
    let people = match read_people(&visit, visit.form.get("people")) {
        Ok(people) => people,
        Err(sentence) => {
            errors.add("people", sentence);
            return Ok(visit.show_again(page(&visit, &seen, &visit.form, &errors, html! {})));
        }
    };
    let team = seen.team.clone();
    let named = visit.change(move |change| verbs::name_people(change, &team, &people)).await?;
    let seen = of_address(&visit).await?;
    let Named { asked, no_seat, before, enough } = named;
    let words = visit.words;
    let said = html! {
        div.note.ok role="status" {
            @if asked > 0 || before.is_empty() { p { (t!(words, "team-said-asked", count = asked)) } }
            @if !before.is_empty() { p { (t!(words, "team-said-before", names = before.join("; "))) } }
            @if enough { p { (t!(words, "team-said-enough")) } }
            @if !no_seat.is_empty() { p { (t!(words, "team-said-no-seat", names = no_seat.join("; "))) } }
        }
    };
    Ok(visit.show(page(&visit, &seen, &Typed::default(), &errors, said)))
}

fn signup_of_form(visit: &Visit, seen: &HeldSeats) -> Result<Signup, Fault> {
    let id = visit.form.get("signup").parse::<SignupId>().ok();
    seen.people.iter().find(|p| Some(p.id) == id).cloned().ok_or(Fault::NotFound)
}

/// `POST /local/teams/{key}/take-back`
pub(crate) async fn take_back(visit: Visit) -> Result<Reply, Fault> {
    let seen = of_address(&visit).await?;
    let id = visit.form.get("signup").parse::<i64>().ok();
    let known = seen.people.iter().map(|p| p.id.0).chain(seen.unasked.iter().map(|u| u.id));
    let signup = known.into_iter().find(|known| Some(*known) == id).ok_or(Fault::NotFound)?;
    let (team, key) = (seen.team.clone(), seen.team.key.clone());
    visit.change(move |change| verbs::take_back(change, &team, signup)).await?;
    Ok(Reply::see(format!("/local/teams/{key}")))
}

/// `POST /local/teams/{key}/replace`: somebody else of the local for one who said yes: the first keeps the seat until
/// the other says yes too.
pub(crate) async fn replace(visit: Visit) -> Result<Reply, Fault> {
    let seen = of_address(&visit).await?;
    let signup = signup_of_form(&visit, &seen)?;
    let words = visit.words;
    let mut errors = Errors::default();
    let (name, email) = match named(&visit, visit.form.get("name"), visit.form.get("email")) {
        Ok(named) => named,
        Err(errors) => return Ok(visit.show_again(page(&visit, &seen, &visit.form, &errors, html! {}))),
    };
    if seen.team.ended || visit.now() >= seen.class.cancel_until {
        errors.add("email", t!(words, "team-replace-late"));
        return Ok(visit.show_again(page(&visit, &seen, &visit.form, &errors, html! {})));
    }
    let local = seen.team.local;
    match visit.change(move |change| ask_colleague(change, &signup, (&name, &email), Some(local))).await? {
        StandIn::Asked => return Ok(Reply::see(format!("/local/teams/{}", seen.team.key))),
        StandIn::NotNow => errors.add("email", t!(words, "stand-in-not-now")),
        StandIn::AskedAnother => errors.add("email", t!(words, "stand-in-another")),
        StandIn::AskedEnough => errors.add("email", t!(words, "stand-in-enough")),
    }
    Ok(visit.show_again(page(&visit, &seen, &visit.form, &errors, html! {})))
}

/// `POST /local/teams/{key}/release`
pub(crate) async fn release(visit: Visit) -> Result<Reply, Fault> {
    let seen = of_address(&visit).await?;
    let id = seen.team.id;
    visit.change(move |change| verbs::release(change, id)).await?;
    Ok(Reply::see(format!("/local/teams/{}", seen.team.key)))
}
