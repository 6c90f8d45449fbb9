//! `/verify`: is this certificate valid? Checked now, shown to whoever holds the number, and nothing else.

use super::store;
use crate::{fault::Fault, visit::Visit, when};
use axum::http::StatusCode;
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field},
    parts::{Icon, facts, note, tag},
    t,
};
use maud::{Markup, html};
use rules::certificate_number::{CertificateNumber, NumberError};

fn form_markup(visit: &Visit, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let (label, hint) = (t!(words, "certificate-number"), t!(words, "verify-hint"));
    html! {
        form.stack method="get" action=(visit.href("/verify")) novalidate {
            (field(words, Field { name: "number", label: &label, hint: Some(&hint), autocomplete: "off", ..Field::default() }, typed, errors))
            p { button.btn type="submit" { (t!(words, "verify-check")) } }
        }
    }
}

pub(crate) async fn form(visit: Visit) -> Result<Reply, Fault> {
    let words = visit.words;
    let typed = visit.query.get("number");
    if typed.is_empty() {
        let sent_empty = visit.query.names().any(|n| n == "number");
        let mut errors = Errors::default();
        if sent_empty {
            errors.add("number", t!(words, "error-number-empty"));
        }
        let body = html! {
            (errors.summary(words))
            h1 { (t!(words, "verify-title")) }
            p { (t!(words, "verify-lead")) }
            (form_markup(&visit, &Typed::default(), &errors))
        };
        let page = Page::new(t!(words, "verify-title"), body);
        return Ok(if sent_empty { visit.show_again(page) } else { visit.show(page) });
    }
    match CertificateNumber::parse(typed) {
        Ok(number) => Ok(Reply::see(visit.href(&format!("/verify/{}", number.as_str())))),
        Err(error) => Ok(visit.show_again(wrong_page(&visit, typed, error))),
    }
}

/// A number that cannot be one: a typing mistake, told apart from a number that we did not issue.
fn wrong_page(visit: &Visit, typed: &str, error: NumberError) -> Page {
    let words = visit.words;
    let mut errors = Errors::default();
    errors.add(
        "number",
        match error {
            NumberError::Malformed => t!(words, "error-number-form"),
            NumberError::Mistyped => t!(words, "error-number-mistyped"),
        },
    );
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "verify-title")) }
        (form_markup(visit, &Typed::default().with("number", typed), &errors))
    };
    Page::new(t!(words, "verify-title"), body).private()
}

pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let words = visit.words;
    let number = match CertificateNumber::parse(visit.param("number")) {
        Ok(number) => number,
        Err(error) => return Ok(visit.show_again(wrong_page(&visit, visit.param("number"), error))),
    };
    let (editions, wanted) = (visit.app.editions.clone(), number.as_str().to_owned());
    let found = visit
        .read(move |tx| match store::by_number(tx, &wanted)? {
            Some(award) => Ok(Some((award.clone(), editions.by_id(tx, award.edition)?))),
            None => Ok(None),
        })
        .await?;
    let Some((award, edition)) = found else {
        let body = html! {
            h1 { (t!(words, "verify-title")) }
            (note("warn", &t!(words, "verify-unknown-title"), html! { p { (t!(words, "verify-unknown-text", number = number.as_str())) } }))
            (form_markup(&visit, &Typed::default().with("number", number.as_str()), &Errors::default()))
            p { a href=(visit.href("/contact")) { (t!(words, "footer-contact")) } }
        };
        let page = Page::new(t!(words, "verify-unknown-title"), body).private();
        return Ok(Reply::Page(StatusCode::NOT_FOUND, page.render(words, &visit.frame())));
    };
    let wording = edition.wording.of(visit.language());
    let date = |text: &str| words.date(when::civil_day(when::parse_date(text)));
    let ended = award.ended_on.as_deref().map(date).unwrap_or_default();
    let state = match award.state.as_str() {
        "issued" => note("ok", &t!(words, "verify-valid-title"), html! { p { (t!(words, "verify-valid-text")) } }),
        "replaced" => note(
            "warn",
            &t!(words, "verify-replaced-title"),
            html! { p { (t!(words, "verify-replaced-text", day = ended)) } },
        ),
        _ => note(
            "bad",
            &t!(words, "verify-revoked-title"),
            html! { p { (t!(words, "verify-revoked-text", day = ended)) } },
        ),
    };
    let mut rows = Vec::new();
    if award.state == "issued" {
        rows.push((t!(words, "verify-name"), html! { strong { (award.name) } }));
        rows.push((t!(words, "verify-certificate"), html! { (wording.site) }));
        rows.push((t!(words, "verify-hours"), html! { (words.hours(award.minutes)) }));
        for (part, minutes) in &award.parts {
            rows.push((wording.part(part).to_owned(), html! { (words.hours(*minutes)) }));
        }
        rows.push((t!(words, "certificate-completed"), html! { (date(&award.completed_on)) }));
    }
    rows.push((t!(words, "verify-issuer"), html! { (visit.app.config.office.name) }));
    rows.push((t!(words, "certificate-issued"), html! { (date(&award.issued_on)) }));
    rows.push((t!(words, "certificate-number"), html! { (award.number) }));
    let now = format!(
        "{}, {}",
        words.date(when::day(visit.now(), &visit.app.zone)),
        words.clock(when::clock(visit.now(), &visit.app.zone))
    );
    let body = html! {
        h1 { (t!(words, "verify-title")) }
        (state)
        div.card { (facts(&rows)) }
        p { (tag("ok", Icon::Check, &t!(words, "verify-checked", at = now))) }
        p { (t!(words, "verify-compare")) " " a href=(visit.href("/contact")) { (t!(words, "footer-contact")) } }
        p { a href=(visit.href("/requirements")) { (t!(words, "verify-stands-for")) } " · " a href=(visit.href("/verify")) { (t!(words, "verify-another")) } }
    };
    Ok(visit.show(Page::new(t!(words, "verify-title"), body).private()))
}

/// `GET /V/{number}`: what the QR code says, in capitals.
pub(crate) async fn scanned(visit: Visit) -> Result<Reply, Fault> {
    Ok(Reply::Moved(format!(
        "/verify/{}",
        form_urlencoded::byte_serialize(visit.param("number").as_bytes()).collect::<String>()
    )))
}
