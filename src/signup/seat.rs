//! `/me/classes/{key}`: one sign-up, from the result of signing up to the day of the class, with everything that can
//! be done about it.

use super::{
    mine::of_person,
    store::{self, Signup},
};
use crate::{
    fault::Fault,
    offerings::{self, Class, SiteSeats, card::MemberState, list::dates_with_seats},
    people, teams,
    visit::Visit,
    when,
};
use kit::{
    Page, Reply,
    form::hidden,
    parts::{button_form, facts, note},
    t,
};
use maud::{Markup, html};
use rules::time::Instant;

/// A class of the address with what the visitor has of it.
pub(crate) struct Mine {
    pub class: Class,
    pub signup: Option<Signup>,
    /// Other sites of the class with a seat left.
    other_sites: Vec<SiteSeats>,
    /// Their place in line.
    place: i64,
    /// The class they give up when they get this one.
    instead_of: Option<Class>,
    /// Who holds the seat for them, or asks them to take over: name and local.
    asked_by: Option<(String, String)>,
    /// Whom they asked to take over their seat.
    stand_in: Option<Signup>,
}

pub(crate) async fn of_address(visit: &Visit) -> Result<Mine, Fault> {
    let person = visit.member()?.id;
    let key = offerings::key_of(visit.param("key")).to_owned();
    let editions = visit.app.editions.clone();
    visit
        .read(move |tx| {
            let edition = editions.current(tx)?;
            let class = offerings::store::by_key(tx, &edition, &key)?;
            let Some(signup) = store::live(tx, person, class.id)? else {
                return Ok(Mine {
                    class,
                    signup: None,
                    other_sites: Vec::new(),
                    place: 0,
                    instead_of: None,
                    asked_by: None,
                    stand_in: None,
                });
            };
            let place = match of_person(tx, person)?.state(&class) {
                Some(MemberState::Waiting(place)) => place,
                _ => 0,
            };
            let other = signup.instead_of.map(|id| store::by_id(tx, id)).transpose()?;
            let asked_by = match (&other, signup.team) {
                (Some(giver), _) if signup.state == "invited" => {
                    Some((people::store::by_id(tx, giver.person)?.name, String::new()))
                }
                (_, Some(team)) => {
                    let team = teams::store::by_id(tx, team)?;
                    Some((team.holder, team.local_name))
                }
                _ => None,
            };
            let own = other.filter(|o| o.person == person && o.mine().is_some());
            let instead_of = own.map(|o| offerings::store::by_id(tx, &edition, o.offering)).transpose()?;
            let stand_in = store::asked_to_stand_in(tx, signup.id)?;
            let open = |s: &&SiteSeats| s.number != signup.site && s.open() > 0;
            let other_sites = class.sites.iter().filter(open).cloned().collect();
            let class = class.at_site(signup.site);
            Ok(Mine { class, signup: Some(signup), other_sites, place, instead_of, asked_by, stand_in })
        })
        .await
}

/// A moment in words.
pub(crate) fn moment(visit: &Visit, at: Instant) -> String {
    let (words, zone) = (visit.words, &visit.app.zone);
    format!("{}, {}", words.day(when::day(at, zone), false), words.clock(when::clock(at, zone)))
}

pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let mine = of_address(&visit).await?;
    let Some(signup) = &mine.signup else { return Ok(Reply::see(visit.href(&mine.class.path()))) };
    let (words, zone, class) = (visit.words, &visit.app.zone, &mine.class);
    let rows = vec![
        (t!(words, "fact-when"), html! { @for line in class.times(words, zone) { (line) br; } }),
        (
            t!(words, "fact-where"),
            html! {
                @if class.online { (t!(words, "online-detail")) }
                @else { a href={ "/venues/" (class.venue.key) } { (class.place(words)) } br; (class.venue.address) }
            },
        ),
    ];
    let seated = matches!(signup.state.as_str(), "confirmed" | "held");
    let body = html! {
        h1 { (class.full_title()) }
        (said(&visit))
        @match signup.state.as_str() {
            "waiting" => { (waiting(&visit, &mine, signup)) }
            "offered" | "invited" => { (offered(&visit, &mine, signup)) }
            _ => { (note("ok", &t!(words, "booked-title"), html! { p { (t!(words, "booked-text")) } })) }
        }
        div.card.stack { (facts(&rows)) }
        @if seated && visit.now() < class.starts() { (seat(&visit, &mine, signup)) }
        p { a href="/me" { (t!(words, "menu-me")) } " · " a href="/classes" { (t!(words, "classes-all")) } }
    };
    Ok(visit.show(Page::new(class.full_title(), body).private()))
}

/// What was just done.
fn said(visit: &Visit) -> Markup {
    let words = visit.words;
    let sentence = match visit.query.get("said") {
        "kept" => t!(words, "seat-said-kept"),
        "auto" => t!(words, "seat-said-auto"),
        "asks" => t!(words, "seat-said-asks"),
        "asked" => t!(words, "stand-in-said-asked"),
        "taken-back" => t!(words, "stand-in-said-back"),
        _ => return html! {},
    };
    html! { p.note.ok role="status" { (sentence) } }
}

fn waiting(visit: &Visit, mine: &Mine, signup: &Signup) -> Markup {
    let (words, key) = (visit.words, &mine.class.key);
    let auto = format!("/me/classes/{key}/auto");
    html! {
        @if mine.class.called {
            (note("warn", &t!(words, "call-title"), html! {
                p { (t!(words, "call-text")) }
                (button_form(&format!("/me/classes/{key}/take"), "", &t!(words, "offer-take"), html! {}))
            }))
        }
        (note("", &t!(words, "waiting-title", place = mine.place), html! {
            p { (t!(words, "waiting-text")) }
            @if signup.ignored > 0 { p { (t!(words, "waiting-ignored")) } }
            @if let Some(other) = &mine.instead_of {
                p { (t!(words, "waiting-instead", class = other.full_title(), day = moment(visit, other.starts()))) }
            }
            @if signup.auto_take {
                p { strong { (t!(words, "auto-on")) } }
                (button_form(&auto, "second", &t!(words, "auto-ask"), hidden("auto", "")))
            } @else {
                p { (t!(words, "auto-off")) }
                (button_form(&auto, "second", &t!(words, "auto-take"), hidden("auto", "1")))
            }
            p { a href={ "/me/classes/" (key) "/cancel" } { (t!(words, "leave-list")) } }
        }))
    }
}

fn offered(visit: &Visit, mine: &Mine, signup: &Signup) -> Markup {
    let (words, key) = (visit.words, &mine.class.key);
    let until = signup.held_until.map(|u| moment(visit, u)).unwrap_or_default();
    let (text, yes, no) = offer_words(visit, signup, mine.asked_by.as_ref());
    note(
        "warn",
        &t!(words, "offer-title", until = until),
        html! {
            p { (text) }
            @if signup.team.is_some() && !signup.moved { p.mut { (t!(words, "team-invite-seen")) } }
            @if let Some(other) = &mine.instead_of {
                p { (t!(words, "offer-instead", class = other.full_title(), day = moment(visit, other.starts()))) }
            }
            div.row {
                (button_form(&format!("/me/classes/{key}/take"), "", &yes, html! {}))
                (button_form(&format!("/me/classes/{key}/pass"), "second", &no, html! {}))
            }
        },
    )
}

/// What an offer is about, and its two answers.
pub(crate) fn offer_words(
    visit: &Visit,
    signup: &Signup,
    asked_by: Option<&(String, String)>,
) -> (String, String, String) {
    let words = visit.words;
    let yes_no = (t!(words, "invite-yes"), t!(words, "invite-no"));
    match (signup.state.as_str(), asked_by) {
        ("invited", Some((name, _))) => (t!(words, "stand-in-text", name = name), yes_no.0, yes_no.1),
        ("offered", _) if signup.moved => {
            (t!(words, "moved-clash-text"), t!(words, "moved-clash-keep"), t!(words, "moved-clash-drop"))
        }
        ("offered", Some((name, local))) => {
            (t!(words, "team-invite-text", name = name, local = local), yes_no.0, yes_no.1)
        }
        _ if signup.wish.is_some() => (t!(words, "wish-offer-text"), t!(words, "offer-take"), t!(words, "offer-pass")),
        _ => (t!(words, "offer-text"), t!(words, "offer-take"), t!(words, "offer-pass")),
    }
}

fn seat(visit: &Visit, mine: &Mine, signup: &Signup) -> Markup {
    let (words, class) = (visit.words, &mine.class);
    let at = |what: &str| format!("/me/classes/{}/{what}", class.key);
    let in_time = visit.now() < class.cancel_until;
    html! {
        @if !class.notice.is_empty() && signup.state == "confirmed" {
            (note("warn", &t!(words, "class-changed-title"), html! {
                p { (class.notice) }
                @if signup.comes_at.is_some() { p { (t!(words, "seat-kept")) } }
                @else { (button_form(&at("keep"), "", &t!(words, "seat-keep"), html! {})) }
            }))
        }
        p.row {
            a.btn href={ "/classes/" (class.key) "/calendar.ics" } { (t!(words, "add-to-calendar")) }
            a href=(at("cancel")) { (t!(words, "cannot-come")) }
        }
        @if in_time { p.mut { (t!(words, "cancel-until-text", until = moment(visit, class.cancel_until))) } }
        @else { p.mut { (t!(words, "cancel-late-text", until = moment(visit, class.cancel_until))) } }
        @if signup.state == "confirmed" { @for site in &mine.other_sites {
            (button_form(&at("swap"), "second", &t!(words, "site-change", place = site.place(words)), html! {
                (hidden("for", &class.key)) (hidden("site", &site.number.to_string()))
            }))
        } }
        @if signup.state == "confirmed" && class.substitutes {
            @match &mine.stand_in {
                Some(asked) => {
                    p { (t!(words, "stand-in-waits", name = &asked.named)) }
                    (button_form(&at("stand-in/end"), "second", &t!(words, "stand-in-take-back"), html! {}))
                }
                None => { p { a href=(at("stand-in")) { (t!(words, "stand-in-link")) } } }
            }
        }
    }
}

/// Other dates of the same course that somebody can have now.
pub(crate) async fn other_dates(visit: &Visit, class: &Class) -> Result<Vec<Class>, Fault> {
    let (editions, now, class) = (visit.app.editions.clone(), visit.now(), class.clone());
    visit.read(move |tx| dates_with_seats(tx, &*editions.current(tx)?, &class, now)).await
}

/// Buttons that move a seat to another date in one step.
pub(crate) fn move_buttons(visit: &Visit, action: &str, field: &str, dates: &[Class]) -> Markup {
    let (words, zone) = (visit.words, &visit.app.zone);
    html! {
        @if !dates.is_empty() {
            h2 { (t!(words, "move-instead-title")) }
            ul.plain.stack { @for date in dates {
                li.card.stack.tight {
                    p { strong { (date.times_short(words, zone)) } " · " (date.place(words)) }
                    (button_form(action, "second", &t!(words, "move-instead-button", day = words.day_short(date.first_day(zone))), html! { (hidden(field, &date.key)) (hidden("site", &open_site(date))) }))
                }
            } }
            p.mut { (t!(words, "clash-swap-promise")) }
        }
    }
}

/// A site of a class with a seat left.
fn open_site(class: &Class) -> String {
    class.sites.iter().find(|s| s.open() > 0).map_or(0, |s| s.number).to_string()
}

/// `GET /me/classes/{key}/cancel`: what giving it back means, with one button; and other dates to move to.
pub(crate) async fn ask_cancel(visit: Visit) -> Result<Reply, Fault> {
    let Mine { class, signup, .. } = of_address(&visit).await?;
    let words = visit.words;
    let Some(signup) = signup else { return Ok(Reply::see(visit.href(&class.path()))) };
    let waits = signup.state == "waiting";
    let dates = if signup.state == "confirmed" && visit.now() < class.cancel_until {
        other_dates(&visit, &class).await?
    } else {
        Vec::new()
    };
    let (title, text, button) = cancel_words(&visit, &class, &signup);
    let body = html! {
        h1 { (title) }
        p { strong { (class.full_title()) } ", " (class.times_short(words, &visit.app.zone)) }
        @if !waits { p { (text) } }
        div.row {
            (button_form(&format!("/me/classes/{}/cancel", class.key), "", &button, html! {}))
            a href={ "/me/classes/" (class.key) } { (t!(words, "keep-it")) }
        }
        (move_buttons(&visit, &format!("/me/classes/{}/swap", class.key), "for", &dates))
    };
    Ok(visit.show(Page::new(title, body).private()))
}

/// Title, text and button of giving something back.
pub(crate) fn cancel_words(visit: &Visit, class: &Class, signup: &Signup) -> (String, String, String) {
    let words = visit.words;
    if signup.state == "waiting" {
        return (t!(words, "leave-title"), String::new(), t!(words, "leave-list"));
    }
    if visit.now() >= class.cancel_until {
        let text = t!(words, "cancel-late", until = moment(visit, class.cancel_until));
        return (t!(words, "cancel-late-title"), text, t!(words, "cancel-late-button"));
    }
    (t!(words, "cancel-title"), t!(words, "cancel-text"), t!(words, "cancel-button"))
}
