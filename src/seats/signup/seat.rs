//! `/me/classes/{key}`: one sign-up, from the result of signing up to the day of the class, with everything that can
//! be done about it.

use super::{
    came::takes_part,
    mine::{self, of_person},
    person_state::conflict,
    store::{self, Signup},
    verbs::offers::gives_up,
};
use crate::{
    classes::offerings::{self, Class, SiteSeats, card::MemberState, dates::dates_with_seats},
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
        when,
    },
    people,
    seats::{
        signup::state::SignupState,
        taking_part::{self, store::TakingPart},
    },
    visit::Visit,
};
use db::Tx;
use kit::{
    Page, Reply,
    form::{Errors, hidden},
    parts::{button_form, facts, note},
    t,
};
use maud::{Markup, html};
use rules::{seats::Conflict, time::Instant};

/// The class named in the address, with what the visitor has in it.
pub(crate) struct Mine {
    pub class: Class,
    pub signup: Option<Signup>,
    /// Other sites of the class with a seat left.
    other_sites: Vec<SiteSeats>,
    /// Their place in line.
    place: i64,
    /// The class they give up when they get this one.
    instead_of: Option<Class>,
    /// Who holds the seat for them, or asks them to take one over.
    asked_by: Option<AskedBy>,
    /// Their other class that is in the way of this one.
    in_the_way: Option<Class>,
    /// Whom they asked to take over their seat.
    stand_in: Option<Signup>,
}

pub(crate) async fn of_address(visit: &Visit) -> Result<Mine, Fault> {
    let person = visit.member()?.id;
    let key = offerings::key_of(visit.param("key")).to_owned();
    let now = visit.now();
    visit
        .read(move |tx| {
            let edition = tx.edition()?;
            let class = offerings::store::by_key(tx, &edition, &key)?;
            let Some(signup) = store::live(tx, person, class.id)? else {
                return Ok(Mine {
                    class,
                    signup: None,
                    other_sites: Vec::new(),
                    place: 0,
                    instead_of: None,
                    asked_by: None,
                    in_the_way: None,
                    stand_in: None,
                });
            };
            let place = match of_person(tx, person)?.state(&class) {
                Some(MemberState::Waiting(place)) => place,
                _ => 0,
            };
            let other = signup.instead_of.map(|id| store::by_id(tx, id)).transpose()?;
            let asked_by = asked_by(tx, &signup)?;
            let own = other.filter(|o| o.person == person && o.state.mine().is_some());
            let instead_of = own.map(|o| offerings::store::by_id(tx, &edition, o.offering)).transpose()?;
            let stand_in = store::asked_to_stand_in(tx, signup.id)?;
            let in_the_way = in_the_way(tx, &signup, now)?;
            let in_the_way = in_the_way.map(|id| offerings::store::by_id(tx, &edition, id)).transpose()?;
            let open = |s: &&SiteSeats| s.number != signup.site && s.open() > 0;
            let other_sites = class.sites.iter().filter(open).cloned().collect();
            let class = class.at_site(signup.site);
            Ok(Mine { class, signup: Some(signup), other_sites, place, instead_of, asked_by, in_the_way, stand_in })
        })
        .await
}

/// Who asked somebody to a class.
#[derive(Debug, Clone)]
pub(crate) struct AskedBy {
    pub name: String,
    /// For a team: its local.
    pub local: Option<String>,
    /// Whose seat it is, if somebody else asks for them.
    pub seat_of: Option<String>,
}

/// Who asked for this sign-up, if it is a question from a team or a colleague.
pub(crate) fn asked_by(tx: &Tx<'_>, signup: &Signup) -> Result<Option<AskedBy>, Fault> {
    let name = |person: PersonId| Ok::<_, Fault>(people::store::by_id(tx, person)?.name);
    match (signup.state, signup.instead_of, signup.team) {
        (SignupState::Invited, Some(giver), _) => {
            let giver = store::by_id(tx, giver)?.person;
            let asker = signup.asked_by.unwrap_or(giver);
            let seat_of = if asker == giver { None } else { Some(name(giver)?) };
            Ok(Some(AskedBy { name: name(asker)?, local: None, seat_of }))
        }
        (SignupState::Offered, _, Some(team)) if !signup.moved => {
            let team = crate::seats::team::by_id(tx, team)?;
            Ok(Some(AskedBy { name: team.holder, local: Some(team.local_name), seat_of: None }))
        }
        _ => Ok(None),
    }
}

/// Their other class that keeps somebody who is waiting, or whose class was moved, from having a seat.
pub(crate) fn in_the_way(tx: &Tx<'_>, signup: &Signup, now: Instant) -> Result<Option<OfferingId>, Fault> {
    if signup.state != SignupState::Waiting && !(signup.state == SignupState::Offered && signup.moved) {
        return Ok(None);
    }
    let besides = gives_up(tx, signup, now)?.map(|s| s.offering);
    let (found, ids) = conflict(tx, signup.person, signup.offering, signup.site, besides.as_slice(), now)?;
    Ok(match found {
        Some(Conflict::Overlap { with }) => ids.get(with).copied(),
        _ => None,
    })
}

/// A moment in words.
pub(crate) fn moment(visit: &Visit, at: Instant) -> String {
    let (words, zone) = (visit.words, &visit.app.zone);
    format!("{}, {}", words.day(when::day(at, zone), false), words.clock(when::clock(at, zone)))
}

/// `GET /me/classes/{key}`
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
    let seated = matches!(signup.state, SignupState::Confirmed | SignupState::Held);
    let over = visit.now() >= class.ends();
    let past = if over {
        mine::past_of(&visit, class.id).await?
    } else {
        html! {}
    };
    let (person, offering) = (signup.person, class.id);
    let (told, there) = visit
        .read(move |tx| Ok((taking_part::store::of(tx, offering, person)?, takes_part(tx, person, offering)?)))
        .await?;
    let told = told.unwrap_or_default();
    let body = html! {
        h1 { (class.full_title()) }
        (said(&visit))
        @match signup.state {
            SignupState::Waiting => { (waiting(&visit, &mine, signup)) }
            SignupState::Offered | SignupState::Invited => { (offered(&visit, &mine, signup)) }
            _ if over => { p { (past) } }
            _ => { (note("ok", &t!(words, "booked-title"), html! { p { (t!(words, "booked-text")) } })) }
        }
        div.card.stack { (facts(&rows)) }
        @if seated && visit.now() < class.starts() { (seat(&visit, &mine, signup)) }
        @if there && signup.state == SignupState::Confirmed { (with_the_class(&visit, class, &told)) }
        p { a href="/me" { (t!(words, "menu-me")) } " · " a href="/classes" { (t!(words, "classes-all")) } }
    };
    Ok(visit.show(Page::new(class.full_title(), body).private()))
}

/// The board of the class, and, until it begins, what they tell its trainers.
fn with_the_class(visit: &Visit, class: &Class, told: &TakingPart) -> Markup {
    let words = visit.words;
    html! {
        p { a href={ "/me/classes/" (class.key) "/board" } { (t!(words, "class-board-link")) } }
        @if visit.now() < class.starts() {
            section.card.stack aria-labelledby="tell" {
                h2.small-title id="tell" { (t!(words, "taking-part-title")) }
                p { (t!(words, "taking-part-lead")) }
                (taking_part::form(visit, &class.key, &taking_part::typed(told), &Errors::default()))
            }
        }
    }
}

/// What was just done.
fn said(visit: &Visit) -> Markup {
    let words = visit.words;
    let sentence = match visit.query.get("said") {
        "kept" => t!(words, "seat-said-kept"),
        "swapped" => t!(words, "seat-said-swapped"),
        "auto" => t!(words, "seat-said-auto"),
        "asks" => t!(words, "seat-said-asks"),
        "asked" => t!(words, "stand-in-said-asked"),
        "taken-back" => t!(words, "stand-in-said-back"),
        _ => return html! {},
    };
    let (from, here) = (visit.query.get("from"), offerings::key_of(visit.param("key")));
    let from = Some(from).filter(|f| !f.is_empty() && *f != here && f.chars().all(|c| c.is_ascii_alphanumeric()));
    html! {
        div.note.ok role="status" {
            p { (sentence) }
            @if let Some(from) = from {
                (button_form(
                    &format!("/me/classes/{here}/swap"),
                    "link",
                    &t!(words, "undo-swap"),
                    html! { (hidden("for", from)) (hidden("site", "0")) },
                ))
            }
        }
    }
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
            @if !signup.auto_take { p { (t!(words, "waiting-text")) } }
            @if let Some(other) = &mine.in_the_way {
                p { strong { (t!(words, "waiting-in-the-way", class = other.full_title(), day = moment(visit, other.starts()))) } }
                (button_form(&format!("/me/classes/{}/swap", other.key), "", &t!(words, "waiting-swap"), html! {
                    (hidden("for", key)) (hidden("site", &signup.site.to_string())) (hidden("wait", "1"))
                }))
            }
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
            @if !mine.class.notice.is_empty() && signup.moved { p { (mine.class.notice) } }
            @if let Some(other) = &mine.in_the_way {
                p { (t!(words, "moved-clash-other", class = other.full_title(), day = moment(visit, other.starts()))) " "
                    a href={ "/me/classes/" (other.key) "/cancel" } { (t!(words, "clash-offer-give-up")) } }
            }
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
pub(crate) fn offer_words(visit: &Visit, signup: &Signup, asked: Option<&AskedBy>) -> (String, String, String) {
    let words = visit.words;
    let (yes, no) = (t!(words, "invite-yes"), t!(words, "invite-no"));
    let text = match asked {
        Some(AskedBy { name, local: Some(local), .. }) => t!(words, "team-invite-text", name = name, local = local),
        Some(AskedBy { name, seat_of: Some(giver), .. }) => t!(words, "stand-in-for-text", name = name, giver = giver),
        Some(AskedBy { name, .. }) => t!(words, "stand-in-text", name = name),
        None if signup.moved => {
            return (t!(words, "moved-clash-text"), t!(words, "moved-clash-keep"), t!(words, "moved-clash-drop"));
        }
        None => {
            let text = if signup.wish.is_some() { t!(words, "wish-offer-text") } else { t!(words, "offer-text") };
            return (text, t!(words, "offer-take"), t!(words, "offer-pass"));
        }
    };
    (text, yes, no)
}

fn seat(visit: &Visit, mine: &Mine, signup: &Signup) -> Markup {
    let (words, class) = (visit.words, &mine.class);
    let at = |what: &str| format!("/me/classes/{}/{what}", class.key);
    let in_time = visit.now() < class.cancel_until;
    // anyone who signed up since knows no other time
    let changed = signup.state == SignupState::Confirmed && class.moved_at.is_some_and(|at| signup.asked_at <= at);
    html! {
        @if !class.notice.is_empty() && !changed {
            (note("warn", &t!(words, "class-notice-title"), html! { p { (class.notice) } }))
        }
        @if changed {
            (note("warn", &t!(words, "class-changed-title"), html! {
                @if !class.notice.is_empty() { p { (class.notice) } }
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
        @if signup.state == SignupState::Confirmed { @for site in &mine.other_sites {
            (button_form(&at("swap"), "second", &t!(words, "site-change", place = site.place(words)), html! {
                (hidden("for", &class.key)) (hidden("site", &site.number.to_string()))
            }))
        } }
        @if signup.state == SignupState::Confirmed && class.substitutes {
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

/// Other dates of the same course that this person can have now and is not signed up for.
pub(crate) async fn other_dates(visit: &Visit, class: &Class, person: PersonId) -> Result<Vec<Class>, Fault> {
    let (now, class) = (visit.now(), class.clone());
    visit
        .read(move |tx| {
            let mut dates = dates_with_seats(tx, &*tx.edition()?, &class, now)?;
            let mine = of_person(tx, person)?;
            dates.retain(|c| !mine.state(c).is_some_and(MemberState::is_sign_up));
            Ok(dates)
        })
        .await
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
                    @for (site, place) in open_sites(visit, date) {
                        @let day = words.day_short(date.first_day(zone));
                        @let text = match &place {
                            Some(place) => t!(words, "move-instead-site", day = day, place = place),
                            None => t!(words, "move-instead-button", day = day)
                        }
                        ;
                        (button_form(action, "second", &text, html! { (hidden(field, &date.key)) (hidden("site", &site.to_string())) }))
                    }
                }
            } }
            p.mut { (t!(words, "clash-swap-promise")) }
        }
    }
}

/// The sites of a class with a seat left, named where there are several.
fn open_sites(visit: &Visit, class: &Class) -> Vec<(i64, Option<String>)> {
    if class.sites.is_empty() {
        return vec![(0, None)];
    }
    let open = class.sites.iter().filter(|s| s.open() > 0);
    open.map(|s| (s.number, Some(s.place(visit.words)))).collect()
}

/// `GET /me/classes/{key}/cancel`: what giving it back means, with one button; and other dates to move to.
pub(crate) async fn ask_cancel(visit: Visit) -> Result<Reply, Fault> {
    let Mine { class, signup, .. } = of_address(&visit).await?;
    let words = visit.words;
    let Some(signup) = signup else { return Ok(Reply::see(visit.href(&class.path()))) };
    let waits = signup.state == SignupState::Waiting;
    let dates = if signup.state == SignupState::Confirmed && visit.now() < class.cancel_until {
        other_dates(&visit, &class, signup.person).await?
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
    if signup.state == SignupState::Waiting {
        return (t!(words, "leave-title"), String::new(), t!(words, "leave-list"));
    }
    if visit.now() >= class.cancel_until {
        let text = t!(words, "cancel-late", until = moment(visit, class.cancel_until));
        return (t!(words, "cancel-late-title"), text, t!(words, "cancel-late-button"));
    }
    (t!(words, "cancel-title"), t!(words, "cancel-text"), t!(words, "cancel-button"))
}
