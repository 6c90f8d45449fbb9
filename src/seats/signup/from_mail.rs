//! `/mail/{link}`: what a mail offers without signing in: giving a seat back, taking it, declining it, keeping it,
//! moving to another date, and taking a seat without being asked. Opening the link changes nothing; its button does.

use super::{
    actions, outcomes, refusals,
    seat::{self, AskedBy},
    store::{self, Signup},
    survey,
    verbs::{self, Ask, Content, Done, GivenBack, offers::gives_up},
};
use crate::{
    classes::offerings::{self, Class},
    ground::{fault::Fault, ids::SignupId},
    people::{
        self,
        lock::lock_person,
        signin::{purpose_link, read_purpose_link},
    },
    programme::change::Actor,
    seats::signup::state::SignupState,
    visit::Visit,
};
use kit::{
    Language, Page, Reply,
    parts::{button_form, note},
    t,
};
use maud::{Markup, html};
use rules::seats::Request;

struct Opened {
    purpose: String,
    signup: Signup,
    class: Class,
    language: Language,
    asked_by: Option<AskedBy>,
    /// What they give up with a yes.
    instead_of: Option<Class>,
    /// The seat they have in this class through a sign-up other than the letter's.
    now_has: Option<SignupId>,
    /// Whether it was given back within the last hour: a second press of the button is answered like the first.
    just_given_back: bool,
}

async fn open(visit: &Visit) -> Result<Opened, Fault> {
    let (purpose, id) = read_purpose_link(visit.app.secret.get()?, visit.param("link")).ok_or(Fault::NotFound)?;
    let now = visit.now();
    visit
        .read(move |tx| {
            let signup = store::by_id(tx, SignupId(id))?;
            let class = offerings::store::by_id(tx, &*tx.edition()?, signup.offering)?.at_site(signup.site);
            let language = people::store::by_id(tx, signup.person)?.language;
            let asked_by = seat::asked_by(tx, &signup)?;
            let old = gives_up(tx, &signup, now)?;
            let edition = tx.edition()?;
            let instead_of = old.map(|s| offerings::store::by_id(tx, &edition, s.offering)).transpose()?;
            // if they gave their seat back and have one again, the link for the first leads to the one they have
            let now_has = match signup.state.mine() {
                None => store::live(tx, signup.person, signup.offering)?
                    .filter(|s| s.state == SignupState::Confirmed)
                    .map(|s| s.id),
                Some(_) => None,
            };
            let just_given_back = store::given_back_since(tx, signup.id, now.plus_minutes(-AGAIN))?;
            let purpose = purpose.clone();
            Ok(Opened { purpose, signup, class, language, asked_by, instead_of, now_has, just_given_back })
        })
        .await
}

/// The page for a link that has nothing left to do.
fn over(visit: &Visit, opened: &Opened) -> Result<Option<Page>, Fault> {
    let Opened { purpose, signup, class, .. } = opened;
    let purpose = purpose.as_str();
    if let Some(seat) = opened.now_has {
        return outcomes::said_yes(visit, class, seat).map(Some);
    }
    let about_offer = matches!(purpose, "take" | "pass");
    Ok(match signup.state {
        SignupState::Confirmed if purpose == "take" => Some(outcomes::seat_taken(visit, class, signup.id)?),
        // a no answers a question; anyone who said yes gives the seat back on its own page
        SignupState::Confirmed if purpose == "pass" => Some(outcomes::said_yes(visit, class, signup.id)?),
        SignupState::Confirmed if purpose == "keep" && signup.comes_at.is_some() => {
            Some(done(visit, class, &t!(visit.words, "seat-said-kept"), html! {}))
        }
        SignupState::Expired
        | SignupState::Passed
        | SignupState::Removed
        | SignupState::Cancelled
        | SignupState::StoodIn
            if about_offer =>
        {
            Some(outcomes::offer_gone(visit, class))
        }
        SignupState::Waiting if purpose == "pass" => Some(outcomes::in_line(visit, class)),
        // nothing to take without a call
        SignupState::Waiting if purpose == "take" && !class.called => Some(outcomes::in_line(visit, class)),
        SignupState::Removed if purpose == "move" => None,
        // it can be taken again within an hour
        _ if purpose == "again" && signup.state.mine().is_none() => None,
        how if purpose == "cancel" && opened.just_given_back => {
            let back = if how == SignupState::Late { GivenBack::Late } else { GivenBack::Done };
            // a place in line that is taken again is at the end
            let had_seat = signup.line.is_none() && signup.site == 0 && class.waiting == 0;
            Some(outcomes::given_back(visit, class, &back, had_seat.then_some((signup.id, signup.person)))?)
        }
        _ if signup.state.mine().is_none() => Some(outcomes::given_back(visit, class, &GivenBack::Before, None)?),
        _ => None,
    })
}

/// `GET /mail/{link}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let opened = open(&visit).await?;
    let visit = visit.in_language_of(opened.language);
    let Opened { purpose, signup, class, .. } = &opened;
    let words = visit.words;
    if let Some(over) = over(&visit, &opened)? {
        return Ok(visit.show(over));
    }
    let link = format!("/mail/{}", visit.param("link"));
    let (offer, yes, no) = seat::offer_words(&visit, signup, opened.asked_by.as_ref());
    let (title, text, button) = match purpose.as_str() {
        "take" if signup.state == SignupState::Waiting => {
            (t!(words, "call-title"), t!(words, "call-text"), t!(words, "offer-take"))
        }
        "take" => (offer, String::new(), yes),
        "pass" if opened.asked_by.is_some() => (t!(words, "invite-no-title"), String::new(), no.clone()),
        "pass" => (t!(words, "offer-pass-title"), String::new(), no.clone()),
        "keep" => (t!(words, "seat-keep-title"), class.notice.clone(), t!(words, "seat-keep")),
        "auto" => (t!(words, "auto-title"), t!(words, "auto-off"), t!(words, "auto-take")),
        "move" => (t!(words, "move-instead-title"), String::new(), String::new()),
        "again" => (t!(words, "link-used-title"), t!(words, "given-back-before"), t!(words, "undo-given-back")),
        _ => seat::cancel_words(&visit, class, signup),
    };
    let moves = purpose == "move" || (purpose == "cancel" && signup.state == SignupState::Confirmed);
    let dates = if moves { seat::other_dates(&visit, class, signup.person).await? } else { Vec::new() };
    let body = html! {
        h1 { (title) }
        p { strong { (class.full_title()) } ", " (class.times_short(words, &visit.app.zone)) }
        @if !text.is_empty() { p { (text) } }
        @if let Some(until) = signup.held_until.filter(|_| purpose == "take") {
            p { strong { (t!(words, "offer-until", until = seat::moment(&visit, until))) } }
        }
        @if purpose == "take" && signup.team.is_some() { p.mut { (t!(words, "team-invite-seen")) } }
        @if let Some(other) = opened.instead_of.as_ref().filter(|_| purpose == "take") {
            p { (t!(words, "offer-instead", class = other.full_title(), day = seat::moment(&visit, other.starts()))) }
        }
        div.row {
            @if !button.is_empty() { (button_form(&link, "", &button, html! {})) }
            @if purpose == "take" && signup.state != SignupState::Waiting {
                a.btn.second href={ "/mail/" (purpose_link(visit.app.secret.get()?, "pass", signup.id.0)) } { (no) }
            }
            a href=(visit.href(&class.path())) { (t!(words, "back-to-class")) }
        }
        @if moves && dates.is_empty() && purpose == "move" {
            p {
                (t!(words, "move-instead-none")) " "
                a href=(visit.href(&format!("/me/wishes?topic={}", class.code))) {
                    (t!(words, "wish-link"))
                }
            }
        }
        (seat::move_buttons(&visit, &link, "to", &dates))
    };
    Ok(visit.show(Page::new(title, body).private()))
}

/// `POST /mail/{link}`
pub(crate) async fn act(visit: Visit) -> Result<Reply, Fault> {
    let opened = open(&visit).await?;
    let visit = visit.in_language_of(opened.language);
    if let Some(over) = over(&visit, &opened)? {
        return Ok(visit.show(over));
    }
    let Opened { purpose, signup, class, .. } = opened;
    let to = visit.form.get("to").to_owned();
    match purpose.as_str() {
        "take" => actions::take(&visit, class, signup).await,
        "cancel" | "move" if !to.is_empty() && signup.state.mine().is_some() => {
            actions::swap_for(&visit, class, signup, &to).await
        }
        "move" if !to.is_empty() => sign_up_instead(&visit, signup, &to).await,
        "again" => take_again(&visit, signup, &class).await,
        "move" => Ok(Reply::see(format!("/mail/{}", visit.param("link")))),
        "pass" | "cancel" => actions::give_back(&visit, class, signup).await,
        "keep" => {
            let (person, id) = (signup.person, signup.id);
            let theirs = visit.app.change(Actor::Person(person), move |change| verbs::keep(change, &signup)).await?;
            if !theirs {
                // the class moved again, to a time at which they have another: now they are asked
                return Ok(Reply::see(format!("/mail/{}", purpose_link(visit.app.secret.get()?, "take", id.0))));
            }
            Ok(visit.show(done(&visit, &class, &t!(visit.words, "seat-said-kept"), html! {})))
        }
        "auto" => {
            let person = signup.person;
            visit.app.change(Actor::Person(person), move |c| verbs::set_auto_take(c, &signup, true)).await?;
            Ok(visit.show(done(&visit, &class, &t!(visit.words, "seat-said-auto"), html! {})))
        }
        _ => Err(Fault::NotFound),
    }
}

/// For how many minutes a seat given back from a mail can be taken again from the page that follows, if it is still
/// free.
pub(super) const AGAIN: i64 = 60;

/// The seat that was given back just now, as if it were asked for anew.
async fn take_again(visit: &Visit, signup: Signup, class: &Class) -> Result<Reply, Fault> {
    let (person, key) = (signup.person, format!("again-{}", signup.id));
    let request = Request { repeat: true, tight: true, site: signup.site, ..Request::default() };
    let ask = Ask {
        offering: signup.offering,
        person,
        request,
        key: Some(key),
        verified: true,
        may_hold: true,
        content: Content::NotLooked,
        told: false,
    };
    let done = visit
        .app
        .change(Actor::Person(person), move |change| {
            if !store::given_back_since(change.tx, signup.id, change.now.plus_minutes(-AGAIN))? {
                return Ok(Done::KeepsOld);
            }
            verbs::sign_up(change, &ask)
        })
        .await?;
    let id = class.id;
    Ok(match done {
        Done::Refused(refusal, other) => return refusals::page(visit, class, refusal, other, request).await,
        Done::In => {
            let live = visit.read(move |tx| store::live(tx, person, id)).await?.ok_or(Fault::NotFound)?;
            visit.show(outcomes::seat_taken(visit, class, live.id)?)
        }
        Done::KeepsOld | Done::OtherForm => visit.show(outcomes::given_back(visit, class, &GivenBack::Before, None)?),
    })
}

/// Another date for somebody who lost their seat.
async fn sign_up_instead(visit: &Visit, signup: Signup, to: &str) -> Result<Reply, Fault> {
    let to = offerings::key_of(to).to_owned();
    let (person, lost) = (signup.person, signup.offering);
    let found = visit
        .read(move |tx| {
            let class = offerings::store::by_key(tx, &*tx.edition()?, &to)?;
            // another date of the same course for the one that was lost
            let same = survey::same_course(tx, lost, class.id)?;
            Ok((class, same))
        })
        .await?;
    let (class, true) = found else { return Err(Fault::NotFound) };
    let request = Request { repeat: true, tight: true, site: actions::site(visit), ..Request::default() };
    let ask = Ask {
        offering: class.id,
        person,
        request,
        key: None,
        verified: true,
        may_hold: true,
        content: Content::NotLooked,
        told: false,
    };
    let done = visit
        .app
        .change(Actor::Person(person), move |change| {
            // one date for another: checked while no other request of theirs is being decided
            lock_person(change.tx, person)?;
            if survey::has_another_date(change.tx, person, ask.offering, change.now)? {
                return Ok(Done::KeepsOld);
            }
            verbs::sign_up(change, &ask)
        })
        .await?;
    Ok(match done {
        Done::Refused(refusal, other) => return refusals::page(visit, &class, refusal, other, request).await,
        Done::In => {
            let id = class.id;
            let live = visit.read(move |tx| store::live(tx, person, id)).await?.ok_or(Fault::NotFound)?;
            visit.show(outcomes::seat_taken(visit, &class, live.id)?)
        }
        Done::KeepsOld | Done::OtherForm => visit.show(outcomes::given_back(visit, &class, &GivenBack::Before, None)?),
    })
}

fn done(visit: &Visit, class: &Class, title: &str, body: Markup) -> Page {
    let words = visit.words;
    let body = html! {
        h1 { (class.full_title()) }
        (note("ok", title, body))
        p { (class.times_short(words, &visit.app.zone)) " · " (class.place(words)) }
        p { a href=(visit.href(&class.path())) { (t!(words, "back-to-class")) } }
    };
    Page::new(title.to_owned(), body).private()
}
