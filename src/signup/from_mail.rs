//! `/mail/{link}`: giving back, taking or passing from a mail, without signing in. Opening the link changes
//! nothing; its button does.

use super::{
    mine, refusals,
    store::{self, Signup},
    verbs::GivenBack,
};
use crate::{
    fault::Fault,
    offerings::{self, Class},
    people,
    signin::read_purpose_link,
    visit::Visit,
};
use kit::{Language, Page, Reply, parts::button_form, t};
use maud::html;

struct Opened {
    purpose: String,
    signup: Signup,
    class: Class,
    language: Language,
}

async fn open(visit: &Visit) -> Result<Opened, Fault> {
    let (purpose, id) = read_purpose_link(&visit.app.secret, visit.param("link")).ok_or(Fault::NotFound)?;
    let editions = visit.app.editions.clone();
    visit
        .read(move |tx| {
            let signup = store::by_id(tx, id)?;
            let class = offerings::store::by_id(tx, &*editions.current(tx)?, signup.offering)?;
            let language = people::store::by_id(tx, signup.person)?.language;
            Ok(Opened { purpose: purpose.clone(), signup, class, language })
        })
        .await
}

/// The page of a link that has nothing left to do.
fn over(visit: &Visit, purpose: &str, signup: &Signup, class: &Class) -> Option<Page> {
    let about_offer = matches!(purpose, "take" | "pass");
    match signup.state.as_str() {
        "confirmed" if purpose == "take" => Some(refusals::seat_taken(visit, class)),
        "expired" | "passed" if about_offer => Some(refusals::offer_gone(visit, class)),
        _ if signup.mine().is_none() => Some(mine::given_back(visit, class, &GivenBack::Before)),
        _ => None,
    }
}

pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let Opened { purpose, signup, class, language } = open(&visit).await?;
    let visit = visit.in_language_of(language);
    let words = visit.words;
    if let Some(over) = over(&visit, &purpose, &signup, &class) {
        return Ok(visit.show(over));
    }
    let (title, button) = match purpose.as_str() {
        "take" => (t!(words, "offer-text"), t!(words, "offer-take")),
        "pass" => (t!(words, "offer-pass-title"), t!(words, "offer-pass")),
        _ if signup.state == "waiting" => (t!(words, "leave-title"), t!(words, "leave-list")),
        _ => (t!(words, "cancel-title"), t!(words, "cancel-button")),
    };
    let body = html! {
        h1 { (title) }
        p { strong { (class.full_title()) } ", " (class.times_short(words, &visit.app.zone)) }
        div.row {
            (button_form(&format!("/mail/{}", visit.param("link")), "", &button, html! {}))
            a href=(visit.href(&class.path())) { (t!(words, "back-to-class")) }
        }
    };
    Ok(visit.show(Page::new(title, body).private()))
}

pub(crate) async fn act(visit: Visit) -> Result<Reply, Fault> {
    let Opened { purpose, signup, class, language } = open(&visit).await?;
    let visit = visit.in_language_of(language);
    if let Some(over) = over(&visit, &purpose, &signup, &class) {
        return Ok(visit.show(over));
    }
    match purpose.as_str() {
        "take" => mine::take(&visit, class, signup).await,
        "pass" | "cancel" => mine::give_back(&visit, class, signup).await,
        _ => Err(Fault::NotFound),
    }
}
