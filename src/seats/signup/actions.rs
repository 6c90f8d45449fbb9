//! What is sent from `/me/classes/{key}`, and what comes of it.

use super::{
    from_mail, outcomes, refusals,
    seat::{self, Mine},
    store::{self, Signup},
    verbs::{self, Ask, Content, Done, GivenBack, How, Taken},
};
use crate::{
    classes::offerings::{self, Class},
    ground::fault::Fault,
    people,
    programme::change::Actor,
    progress::enrolment,
    seats::signup::{confirmed::enroll_known, state::SignupState},
    visit::Visit,
};
use kit::Reply;
use rules::seats::Request;

/// `POST /me/classes/{key}/cancel`
pub(crate) async fn cancel(visit: Visit) -> Result<Reply, Fault> {
    let Mine { class, signup, .. } = seat::of_address(&visit).await?;
    let Some(signup) = signup else { return given_back_before(&visit, class).await };
    give_back(&visit, class, signup).await
}

/// `POST /me/classes/{key}/pass`: no to an offer. A page that is older than a yes gives no seat up.
pub(crate) async fn pass(visit: Visit) -> Result<Reply, Fault> {
    let Mine { class, signup, .. } = seat::of_address(&visit).await?;
    match signup {
        Some(signup) if matches!(signup.state, SignupState::Offered | SignupState::Invited | SignupState::Waiting) => {
            give_back(&visit, class, signup).await
        }
        Some(_) => Ok(Reply::see(format!("/me/classes/{}", class.key))),
        None => given_back_before(&visit, class).await,
    }
}

/// For an hour, a second press of the button is answered like the first.
async fn given_back_before(visit: &Visit, class: Class) -> Result<Reply, Fault> {
    let (of, since) = ((visit.member()?.id, class.id), visit.now().plus_minutes(-from_mail::AGAIN));
    let Some(before) = visit.read(move |tx| store::last_given_back(tx, of, since)).await? else {
        return Ok(Reply::see(visit.href(&class.path())));
    };
    let back = if before.state == SignupState::Late { GivenBack::Late } else { GivenBack::Done };
    let again = (before.line.is_none() && before.site == 0 && class.waiting == 0).then_some((before.id, before.person));
    Ok(visit.show(outcomes::given_back(visit, &class, &back, again)?))
}

/// Gives a sign-up back and says what became of it.
pub(crate) async fn give_back(visit: &Visit, class: Class, signup: Signup) -> Result<Reply, Fault> {
    let (person, id) = (signup.person, signup.id);
    // if somebody is waiting, the seat is now theirs and cannot be taken back
    let had_seat = signup.state == SignupState::Confirmed && signup.site == 0 && class.waiting == 0;
    let back = visit.app.change(Actor::Person(person), move |change| verbs::give_back(change, &signup)).await?;
    // a second press of the button is answered like the first
    let back = match back {
        GivenBack::Before => match visit.read(move |tx| store::by_id(tx, id)).await?.state {
            SignupState::Cancelled => GivenBack::Done,
            SignupState::Late => GivenBack::Late,
            _ => GivenBack::Before,
        },
        other => other,
    };
    Ok(visit.show(outcomes::given_back(visit, &class, &back, had_seat.then_some((id, person)))?))
}

/// `POST /me/classes/{key}/take`
pub(crate) async fn take_offer(visit: Visit) -> Result<Reply, Fault> {
    let Mine { class, signup, .. } = seat::of_address(&visit).await?;
    let Some(signup) = signup else { return Ok(visit.show(outcomes::offer_gone(&visit, &class))) };
    take(&visit, class, signup).await
}

/// Takes an offered seat and says what became of it.
pub(crate) async fn take(visit: &Visit, class: Class, signup: Signup) -> Result<Reply, Fault> {
    if signup.state == SignupState::Confirmed {
        return Ok(Reply::see(format!("/me/classes/{}", class.key)));
    }
    enroll(visit, &signup).await?;
    let (person, asked) = (signup.person, signup.clone());
    let taken = visit.app.change(Actor::Person(person), move |change| verbs::take(change, &signup, How::Asked)).await?;
    match taken {
        Taken::Done if visit.visitor.is_some() => Ok(Reply::see(format!("/me/classes/{}", class.key))),
        Taken::Done => Ok(visit.show(outcomes::seat_taken(visit, &class, asked.id)?)),
        Taken::Ended if asked.state == SignupState::Waiting => {
            Ok(visit.show(outcomes::others_were_quicker(visit, &class)))
        }
        Taken::Ended => Ok(visit.show(outcomes::offer_gone(visit, &class))),
        Taken::Clash(other) => refusals::clash_at_offer(visit, &class, other).await,
        Taken::Refused(refusal) => refusals::page(visit, &class, refusal, None, Request::default()).await,
    }
}

/// Seats are for candidates, so a yes also enrolls. For somebody who was named by somebody else, a yes from the mailbox
/// proves the address.
async fn enroll(visit: &Visit, signup: &Signup) -> Result<(), Fault> {
    let (person, offering) = (signup.person, signup.offering);
    let known = visit.read(move |tx| enrolment::store::is_enrolled(tx, person)).await?;
    if known {
        return Ok(());
    }
    visit
        .app
        .change(Actor::Person(person), move |change| {
            people::store::verify(change, person, change.now)?;
            enroll_known(change, person, &*enrolment::store::by_class(change, Some(person), offering)?)
        })
        .await
}

/// `POST /me/classes/{key}/swap`: this class instead of that one, or nothing at all.
pub(crate) async fn swap(visit: Visit) -> Result<Reply, Fault> {
    let Mine { class, signup, .. } = seat::of_address(&visit).await?;
    let Some(old) = signup else { return Ok(Reply::see(visit.href(&class.path()))) };
    let wanted = visit.form.get("for").to_owned();
    swap_for(&visit, class, old, &wanted).await
}

/// Swaps a seat for one in another class.
pub(crate) async fn swap_for(visit: &Visit, from: Class, old: Signup, wanted: &str) -> Result<Reply, Fault> {
    let wanted = offerings::key_of(wanted).to_owned();
    let class = visit.read(move |tx| offerings::store::by_key(tx, &*tx.edition()?, &wanted)).await?;
    // whoever swaps has seen both places
    let request = Request { site: site(visit), may_wait: visit.form.ticked("wait"), repeat: true, tight: true };
    let ask = Ask {
        offering: class.id,
        person: old.person,
        request,
        key: None,
        verified: true,
        may_hold: true,
        content: Content::NotLooked,
        told: false,
    };
    let (person, from_site) = (old.person, old.site);
    let done = visit.app.change(Actor::Person(person), move |change| verbs::swap(change, &old, &ask)).await?;
    match done {
        Done::In => {
            let id = class.id;
            let live = visit.read(move |tx| store::live(tx, person, id)).await?;
            if visit.visitor.is_some() {
                // anyone waiting for the new class keeps the old seat meanwhile; a site is chosen on the class's page
                let swapped = live.is_some_and(|s| s.state == SignupState::Confirmed) && from.id != class.id;
                let said = match (swapped, from.sites.is_empty() && from_site == 0) {
                    (true, true) => format!("?said=swapped&from={}", from.key),
                    (true, false) => "?said=swapped".to_owned(),
                    (false, _) => String::new(),
                };
                return Ok(Reply::see(format!("/me/classes/{}{said}", class.key)));
            }
            Ok(visit.show(match live.filter(|s| s.state == SignupState::Confirmed) {
                Some(seated) => outcomes::seat_taken(visit, &class, seated.id)?,
                None => outcomes::in_line(visit, &class),
            }))
        }
        Done::Refused(rules::seats::Refusal::Full { waiting }, _) => {
            Ok(refusals::full_for_a_swap(visit, &from, &class, waiting, request.site))
        }
        Done::Refused(refusal, other) => refusals::page(visit, &class, refusal, other, request).await,
        Done::KeepsOld => Ok(visit.show(outcomes::given_back(visit, &from, &GivenBack::TooLate, None)?)),
        Done::OtherForm => Ok(refusals::other_form(visit, &class)),
    }
}

/// `POST /me/classes/{key}/auto`: take a seat without asking, or ask first.
pub(crate) async fn auto(visit: Visit) -> Result<Reply, Fault> {
    let Mine { class, signup, .. } = seat::of_address(&visit).await?;
    let Some(signup) = signup else { return Ok(Reply::see(visit.href(&class.path()))) };
    let yes = visit.form.ticked("auto");
    visit.change(move |change| verbs::set_auto_take(change, &signup, yes)).await?;
    Ok(Reply::see(format!("/me/classes/{}?said={}", class.key, if yes { "auto" } else { "asks" })))
}

/// `POST /me/classes/{key}/keep`: I still come.
pub(crate) async fn keep(visit: Visit) -> Result<Reply, Fault> {
    let Mine { class, signup, .. } = seat::of_address(&visit).await?;
    let Some(signup) = signup else { return Ok(Reply::see(visit.href(&class.path()))) };
    let theirs = visit.change(move |change| verbs::keep(change, &signup)).await?;
    Ok(Reply::see(format!("/me/classes/{}{}", class.key, if theirs { "?said=kept" } else { "" })))
}

/// Which site a form asks for.
pub(crate) fn site(visit: &Visit) -> i64 {
    visit.form.get("site").parse().unwrap_or(0)
}
