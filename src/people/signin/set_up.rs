//! `/prove/set-up`: a phone that shows codes becomes somebody's second factor. The secret is kept once one of its codes
//! was typed. The key is the server's own, and anyone who only reads a mailbox also needs a code that somebody handed
//! to them.

use super::{
    factor,
    told::{What, tell},
    verbs,
};
use crate::{
    ground::{fault::Fault, verb::Verb},
    programme::change::{Change, Entry},
    visit::{Visit, visitor::Visitor, ways::safe_next},
};
use db::Tx;
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field, hidden},
    parts::note,
    t,
};
use maud::{Markup, html};
use rules::time::Instant;

/// Whether somebody may set a second factor up now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum May {
    No,
    /// They have one, and must show it first.
    Prove,
    /// This sign-in came from a link handed over in person, or showed the factor that is being replaced.
    Yes,
    /// Whoever reads a mailbox need not be the one with the power: only with a code that was handed to them.
    WithCode,
}

fn may(tx: &Tx<'_>, visitor: &Visitor, now: Instant) -> Result<May, Fault> {
    Ok(match (visitor.holds.any(), factor::has(tx, visitor.id)?) {
        (false, _) => May::No,
        (true, true) if visitor.just_proved(now) => May::Yes,
        (true, true) => May::Prove,
        (true, false) if visitor.proven => May::Yes,
        (true, false) => May::WithCode,
    })
}

/// `GET /prove/set-up`
pub(crate) async fn form(visit: Visit) -> Result<Reply, Fault> {
    let typed = Typed::default().with("next", visit.query.get("next"));
    let (may, page) = page(&visit, &typed, &Errors::default()).await?;
    if may == May::Prove {
        let anew = super::prove::asked(&visit, true, &Errors::default()).await?;
        return Ok(visit.show(anew));
    }
    Ok(visit.show(page))
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

async fn page(visit: &Visit, typed: &Typed, errors: &Errors) -> Result<(May, Page), Fault> {
    let (visitor, now, installation) = (visit.member()?.clone(), visit.now(), visit.app.secret.get()?.to_vec());
    let (may, secret) = visit
        .read(move |tx| {
            let secret = factor::offered(tx, &installation, visitor.id, &visitor.sign_in_key)?;
            Ok((may(tx, &visitor, now)?, factor::typed(&secret)))
        })
        .await?;
    if matches!(may, May::No | May::Prove) {
        return Ok((may, not_yet(visit)));
    }
    let (words, secret) = (visit.words, secret.as_str());
    let edition = visit.app.editions.around(visit.app.programme());
    let issuer = edition.map_or_else(|| "Ratify".to_owned(), |e| e.wording.of(words.language).site.clone());
    let address = factor::address(secret, &issuer, &visit.member()?.name);
    let (size, path) = paper::qr_path(&address).map_err(|e| Fault::Ours(e.to_string()))?;
    let grouped: Vec<String> = secret.as_bytes().chunks(4).map(|c| String::from_utf8_lossy(c).into_owned()).collect();
    let label = t!(words, "prove-code");
    let code = Field::new("code", &label).completed("one-time-code");
    let (handed_label, handed_hint) =
        (t!(words, "factor-handed"), t!(words, "factor-handed-hint", email = &visit.app.config.office.email));
    let handed = Field {
        name: "handed",
        label: &handed_label,
        hint: Some(&handed_hint),
        autocomplete: "off",
        ..Field::default()
    };
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
            (hidden("next", typed.get("next")))
            @if may == May::WithCode { (field(words, handed, typed, errors)) }
            (field(words, code, &Typed::default(), errors))
            p { button.btn type="submit" { (t!(words, "factor-save")) } }
        }
    };
    Ok((may, Page::new(t!(words, "factor-begin"), body).private()))
}

/// What became of a set-up.
enum Set {
    /// The spare codes, and the sign-in under its new token.
    Done(Vec<String>, verbs::Entered),
    Wrong,
    WrongHanded,
    NotYet,
}

/// `POST /prove/set-up`
pub(crate) async fn submit(visit: Visit) -> Result<Reply, Fault> {
    let (visitor, installation) = (visit.member()?.clone(), visit.app.secret.get()?.to_vec());
    let (handed, code) = (visit.form.get("handed").to_owned(), visit.form.get("code").to_owned());
    let set = visit
        .change(move |change| {
            let may = may(change.tx, &visitor, change.now)?;
            if matches!(may, May::No | May::Prove) {
                return Ok(Set::NotYet);
            }
            let secret = factor::offered(change.tx, &installation, visitor.id, &visitor.sign_in_key)?;
            if !factor::is_shown(&secret, &code, change.now) {
                return Ok(Set::Wrong);
            }
            // a code of ten characters is not guessed by the few who hold an office, and wrong ones leave a trace
            // anyone who has to wait is not heard, and asking makes the pause neither shorter nor longer
            if may == May::WithCode && factor::has_to_wait(change.tx, &visitor.sign_in, change.now)? {
                return Ok(Set::WrongHanded);
            }
            if may == May::WithCode && !factor::spend_code(change, visitor.id, &handed)? {
                factor::count_wrong(change, &visitor.sign_in)?;
                audit(change, Verb::PersonWrongFactorCode, &visitor)?;
                return Ok(Set::WrongHanded);
            }
            let spare = factor::set(change, &installation, visitor.id, &secret, &code)?.ok_or(Fault::NotFound)?;
            let entered = verbs::give_power(change, &visitor)?;
            tell(change, visitor.id, What::FactorSet)?;
            audit(change, Verb::PersonSecondFactorSet, &visitor)?;
            Ok(Set::Done(spare, entered))
        })
        .await?;
    let words = visit.words;
    match set {
        Set::NotYet => Ok(visit.show_again(not_yet(&visit))),
        Set::Wrong => {
            let mut errors = Errors::default();
            errors.add("code", t!(words, "error-factor-first"));
            let (_, page) = page(&visit, &visit.form, &errors).await?;
            Ok(visit.show_again(page))
        }
        Set::WrongHanded => {
            let mut errors = Errors::default();
            errors.add("handed", t!(words, "error-factor-handed"));
            let (_, page) = page(&visit, &visit.form, &errors).await?;
            Ok(visit.show_again(page))
        }
        Set::Done(spare, entered) => {
            let cookie = visit.app.cookie().set(&entered.token, entered.seconds);
            Ok(visit.show(Page::new(t!(words, "factor-set"), done(&visit, &spare)).private()).with_cookie(cookie))
        }
    }
}

fn audit(change: &Change<'_, '_>, verb: Verb, visitor: &Visitor) -> Result<(), Fault> {
    let after = &visitor.sign_in_key;
    change.audit(&Entry { verb, object: "person", id: visitor.id.0, before: "", after, reason: "" })?;
    Ok(())
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
