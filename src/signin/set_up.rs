//! `/prove/set-up`: a phone that shows codes becomes somebody's second factor. The secret is kept once a code of it was
//! typed. Who works in the office sets it up in a sign-in that was handed to them, or in the first week of the office.

use super::{
    Visitor,
    factor::{self},
    pages::safe_next,
    verbs,
};
use crate::{change::Entry, fault::Fault, visit::Visit};
use db::{Tx, params, sql};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field, hidden},
    parts::note,
    t,
};
use maud::{Markup, html};
use rules::time::Instant;

/// Days after which an office that was given needs a link from hand to hand for the set-up.
const FIRST_DAYS: i64 = 7;

/// Whether somebody may set a second factor up now.
fn may(tx: &Tx<'_>, visitor: &Visitor, now: Instant) -> Result<bool, Fault> {
    if !visitor.holds.any() {
        return Ok(false);
    }
    if factor::has(tx, visitor.id)? {
        return Ok(visitor.just_proved(now));
    }
    if visitor.proven || !visitor.holds.office() {
        return Ok(true);
    }
    let newly = tx.optional(
        sql!("select 1 from office where person_id = $1 and since > $2 and (until is null or until > $3)"),
        &params![visitor.id, now.plus_minutes(-FIRST_DAYS * 24 * 60).0, now.0],
    )?;
    Ok(newly.is_some())
}

pub(crate) async fn form(visit: Visit) -> Result<Reply, Fault> {
    let (visitor, now) = (visit.member()?.clone(), visit.now());
    let (may, has) = visit.read(move |tx| Ok((may(tx, &visitor, now)?, factor::has(tx, visitor.id)?))).await?;
    if !may && has {
        let anew = super::prove::asked(&visit, true, &Errors::default()).await?;
        return Ok(visit.show(anew));
    }
    if !may {
        return Ok(visit.show(not_yet(&visit)));
    }
    let secret = factor::new_secret(&visit.app.random);
    let typed = Typed::default().with("secret", &secret).with("next", visit.query.get("next"));
    page(&visit, &typed, &Errors::default()).map(|page| visit.show(page))
}

fn not_yet(visit: &Visit) -> Page {
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "factor-title")) }
        p { (t!(words, "factor-ask-administrator")) }
        p { a href="/me" { (t!(words, "go-back")) } }
    };
    Page::new(t!(words, "factor-title"), body).private()
}

fn page(visit: &Visit, typed: &Typed, errors: &Errors) -> Result<Page, Fault> {
    let (words, secret) = (visit.words, typed.get("secret"));
    let issuer = visit.app.editions.site_title(words.language);
    let address = factor::address(secret, &issuer, &visit.member()?.name);
    let (size, path) = paper::qr_path(&address).map_err(|e| Fault::Ours(e.to_string()))?;
    let grouped: Vec<String> = secret.as_bytes().chunks(4).map(|c| String::from_utf8_lossy(c).into_owned()).collect();
    let label = t!(words, "prove-code");
    let code = Field { name: "code", label: &label, autocomplete: "one-time-code", ..Field::default() };
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "factor-begin")) }
        p { (t!(words, "factor-lead")) }
        ol {
            li { (t!(words, "factor-step-app")) }
            li { (t!(words, "factor-step-scan")) }
            li { (t!(words, "factor-step-code")) }
        }
        svg.qr viewBox={ "0 0 " (size) " " (size) } role="img" aria-label=(t!(words, "factor-picture")) { path d=(path) {} }
        p { a href=(address) { (t!(words, "factor-same-phone")) } }
        p { (t!(words, "factor-key")) " " strong { (grouped.join(" ")) } }
        form.stack method="post" action="/prove/set-up" novalidate {
            (hidden("secret", secret))
            (hidden("next", typed.get("next")))
            (field(words, code, &Typed::default(), errors))
            p { button.btn type="submit" { (t!(words, "factor-save")) } }
        }
    };
    Ok(Page::new(t!(words, "factor-begin"), body).private())
}

/// What became of a set-up.
enum Set {
    /// The spare codes, and the sign-in under its new token.
    Done(Vec<String>, verbs::Entered),
    Wrong,
    NotYet,
}

pub(crate) async fn submit(visit: Visit) -> Result<Reply, Fault> {
    let visitor = visit.member()?.clone();
    let (secret, code) = (visit.form.get("secret").to_owned(), visit.form.get("code").to_owned());
    let set = visit
        .change(move |change| {
            if !may(change.tx, &visitor, change.now)? {
                return Ok(Set::NotYet);
            }
            let Some(spare) = factor::set(change, visitor.id, &secret, &code)? else { return Ok(Set::Wrong) };
            let entered = verbs::give_power(change, &visitor)?;
            change.audit(&Entry {
                verb: "person.second-factor-set",
                object: "person",
                id: visitor.id,
                before: "",
                after: &visitor.sign_in_key,
                reason: "",
            })?;
            Ok(Set::Done(spare, entered))
        })
        .await?;
    let words = visit.words;
    match set {
        Set::NotYet => Ok(visit.show_again(not_yet(&visit))),
        Set::Wrong => {
            let mut errors = Errors::default();
            errors.add("code", t!(words, "error-factor-first"));
            let page = page(&visit, &visit.form, &errors)?;
            Ok(visit.show_again(page))
        }
        Set::Done(spare, entered) => {
            let cookie = visit.app.cookie().set(&entered.token, entered.seconds);
            Ok(visit.show(Page::new(t!(words, "factor-set"), done(&visit, &spare)).private()).with_cookie(cookie))
        }
    }
}

fn done(visit: &Visit, spare: &[String]) -> Markup {
    let words = visit.words;
    let next = Some(visit.form.get("next")).filter(|n| !n.is_empty()).map_or_else(|| "/me".to_owned(), safe_next);
    html! {
        h1 { (t!(words, "factor-set")) }
        (note("warn", &t!(words, "factor-spare-title"), html! {
            p { (t!(words, "factor-spare")) }
            ul.plain { @for code in spare { li.code { (code) } } }
        }))
        p { a.btn href=(next) { (t!(words, "factor-go-on")) } }
    }
}
