//! Showing the second factor: before the pages of an office, and anew before what leaves the house (exports, mail to
//! many, roles). What was typed into a form meanwhile is carried along.

use super::{
    factor::{self, Shown},
    pressed::{self, Press},
    verbs::{self, Entered, Proved},
};
use crate::{
    ground::fault::Fault,
    programme::change::Actor,
    visit::{Visit, visitor::FACTOR_FIELD, ways::safe_next},
};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field, hidden},
    t,
};
use maud::html;

/// The page that asks for the code; its form goes to where the visitor was going, or leads there.
pub(crate) async fn asked(visit: &Visit, anew: bool, errors: &Errors) -> Result<Page, Fault> {
    let (id, now, demo) = (visit.member()?.id, visit.now(), visit.app.config.demo);
    let installation = visit.app.secret.get()?.to_vec();
    let (has, shown) = visit
        .read(move |tx| {
            let shown = if demo { factor::shown_now(tx, &installation, id, now)? } else { None };
            Ok((factor::has(tx, id)?, shown))
        })
        .await?;
    let words = visit.words;
    let here = here(visit);
    if !has {
        let body = html! {
            h1 { (t!(words, "factor-title")) }
            p { (t!(words, "factor-needed")) }
            p { a.btn href={ "/prove/set-up?" (crate::visit::ways::query(&[("next", &here)])) } { (t!(words, "factor-begin")) } }
        };
        return Ok(Page::new(t!(words, "factor-title"), body).private());
    }
    let (label, hint) = (t!(words, "prove-code"), t!(words, "prove-code-hint"));
    let code = Field {
        name: FACTOR_FIELD,
        label: &label,
        hint: Some(&hint),
        autocomplete: "one-time-code",
        ..Field::default()
    };
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "prove-title")) }
        p { @if anew { (t!(words, "prove-anew")) } @else { (t!(words, "prove-lead")) } }
        @if let Some(shown) = shown { p.note { (t!(words, "prove-demo", code = shown)) } }
        form.stack method="post" action=(if visit.posted { visit.path.as_str() } else { "/prove" }) novalidate {
            @if visit.posted {
                @for name in visit.form.names().filter(|n| ![FACTOR_FIELD, pressed::FIELD].contains(n)) {
                    @for value in visit.form.all(name) { (hidden(name, value)) }
                }
            } @else { (hidden("next", &here)) }
            (hidden(pressed::FIELD, &visit.app.random.key(20)))
            (field(words, code, &Typed::default(), errors))
            p { button.btn type="submit" { (t!(words, "prove-go-on")) } }
        }
        p { (t!(words, "prove-lost", email = &visit.app.config.office.email)) }
    };
    Ok(Page::new(t!(words, "prove-title"), body).private().carrying(visit.posted))
}

/// Where the visitor was going: this page, or the page above a form.
fn here(visit: &Visit) -> String {
    let next = visit.query.get("next");
    if visit.path == "/prove" && visit.posted {
        return safe_next(visit.form.get("next"));
    }
    if visit.path == "/prove" {
        return safe_next(next);
    }
    let query = if visit.query_text.is_empty() { String::new() } else { format!("?{}", visit.query_text) };
    safe_next(&format!("{}{}{query}", visit.base, visit.path))
}

/// What became of a code that came with a form.
pub(crate) enum Tried {
    /// It fits: the new cookie.
    Fits(Entered),
    /// It is the second press of a button: the new cookie, and the form was carried out.
    Again(Entered),
    No(Errors),
}

/// Tries the code that came with a form.
pub(crate) async fn try_code(visit: &Visit) -> Result<Tried, Fault> {
    let (visitor, code) = (visit.member()?.clone(), visit.form.get(FACTOR_FIELD).to_owned());
    let press = Press::new(visit.form.get(pressed::FIELD), &code);
    let installation = visit.app.secret.get()?.to_vec();
    let proved = visit.change(move |change| verbs::prove(change, &installation, &visitor, &press, &code)).await?;
    let words = visit.words;
    Ok(match proved {
        Proved::Yes(entered) => Tried::Fits(entered),
        Proved::Again(entered) => Tried::Again(entered),
        Proved::No(shown) => {
            let mut errors = Errors::default();
            let sentence = match shown {
                Shown::Blocked => t!(words, "error-factor-blocked"),
                Shown::Wrong | Shown::Fits | Shown::None => t!(words, "error-factor-wrong"),
            };
            errors.add(FACTOR_FIELD, sentence);
            Tried::No(errors)
        }
    })
}

/// A second press of the button under a code, with the cookie from before the first one: it leads where that led. The
/// form itself is not carried out again.
pub(crate) async fn pressed_again(visit: &Visit) -> Result<Option<Reply>, Fault> {
    if !visit.posted || !visit.form.ticked(FACTOR_FIELD) {
        return Ok(None);
    }
    let press = Press::new(visit.form.get(pressed::FIELD), visit.form.get(FACTOR_FIELD));
    let before = visit.app.change(Actor::System, move |change| press.again(change)).await?;
    Ok(before.map(|entered| done_before(visit, &entered)))
}

/// Where the first press led.
pub(crate) fn done_before(visit: &Visit, entered: &Entered) -> Reply {
    Reply::see(here(visit)).with_cookie(visit.app.cookie().set(&entered.token, entered.seconds))
}

/// `GET /prove`
pub(crate) async fn form(visit: Visit) -> Result<Reply, Fault> {
    if !visit.member()?.holds.any() {
        return Ok(Reply::see("/me"));
    }
    let page = asked(&visit, false, &Errors::default()).await?;
    Ok(visit.show(page))
}

/// `POST /prove`
pub(crate) async fn submit(visit: Visit) -> Result<Reply, Fault> {
    if !visit.member()?.holds.any() {
        return Ok(Reply::see("/me"));
    }
    match try_code(&visit).await? {
        Tried::Fits(entered) | Tried::Again(entered) => {
            let cookie = visit.app.cookie().set(&entered.token, entered.seconds);
            Ok(Reply::see(here(&visit)).with_cookie(cookie))
        }
        Tried::No(errors) => {
            // the page's own form leads on from here, to the same place
            let next = here(&visit);
            let mut again = visit.clone();
            again.posted = false;
            again.query = Typed::default().with("next", &next);
            let page = asked(&again, false, &errors).await?;
            Ok(visit.show_again(page))
        }
    }
}
