//! `/verify`: is this certificate valid? Checked now, shown to whoever holds the number, and nothing else.

use super::{badge, certificate::Certificate, store::Shown};
use crate::{
    certificates::awards::state::AwardState,
    ground::{fault::Fault, when},
    visit::Visit,
};
use axum::http::{StatusCode, header};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field, file_field},
    page::Shared,
    parts::{Icon, facts, note, tag},
    reply::File,
    t,
};
use maud::{Markup, html};
use rules::certificate_number::{CertificateNumber, NumberError};
use serde_json::json;
use unicode_normalization::UnicodeNormalization;

fn form_markup(visit: &Visit, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let (label, hint) = (t!(words, "certificate-number"), t!(words, "verify-hint"));
    html! {
        form.stack method="get" action=(visit.href("/verify")) novalidate {
            (field(words, Field::new("number", &label).hinted(&hint).completed("off"), typed, errors))
            p { button.btn type="submit" { (t!(words, "verify-check")) } }
        }
    }
}

/// The form that accepts a file.
pub(super) fn file_markup(visit: &Visit, errors: &Errors) -> Markup {
    let words = visit.words;
    let (label, hint) = (t!(words, "verify-file-label"), t!(words, "verify-file-hint"));
    html! {
        h2 { (t!(words, "verify-file-title")) }
        form.stack method="post" action=(visit.href("/verify")) enctype="multipart/form-data" {
            (file_field(words, Field::new("file", &label).hinted(&hint), ".pdf,.png,.svg,.json,.jwt", errors))
            p { button.btn.second type="submit" { (t!(words, "verify-file-button")) } }
        }
    }
}

/// `GET /verify`
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
            (file_markup(&visit, &Errors::default()))
        };
        let page = Page::new(t!(words, "verify-title"), body);
        return Ok(if sent_empty { visit.show_again(page) } else { visit.show(page) });
    }
    match CertificateNumber::parse(&number_in(typed)) {
        Ok(number) => Ok(Reply::see(visit.href(&format!("/verify/{}", number.as_str())))),
        Err(error) => Ok(visit.show_again(wrong_page(&visit, typed, error))),
    }
}

/// The number in what people paste: the whole link, in characters of any width, with hyphens of any kind.
fn number_in(typed: &str) -> String {
    let last = typed.trim_end_matches('/').rsplit(['/', '#']).next().unwrap_or_default();
    last.nfkc().map(|c| if matches!(c, '\u{2010}'..='\u{2015}') { '-' } else { c }).collect()
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
        (file_markup(visit, &Errors::default()))
        p { a href=(visit.href("/contact")) { (t!(words, "footer-contact")) } }
    };
    Page::new(t!(words, "verify-title"), body).private()
}

/// Anyone who guesses too often waits a minute.
pub(super) fn too_often(visit: &Visit) -> Reply {
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "verify-title")) }
        (note(
            "warn",
            &t!(words, "verify-wait-title"),
            html! { p { (t!(words, "verify-wait-text", email = &visit.app.config.office.email)) } },
        ))
        p { a href=(visit.href("/verify")) { (t!(words, "verify-another")) } }
    };
    let page = Page::new(t!(words, "verify-title"), body).private();
    Reply::Page(StatusCode::TOO_MANY_REQUESTS, page.render(words, &visit.frame())).with(header::RETRY_AFTER, "60")
}

/// The certificate named in the address; or what to answer where there is none.
async fn found(visit: &Visit) -> Result<Result<Certificate, Reply>, Fault> {
    let words = visit.words;
    let number = match CertificateNumber::parse(visit.param("number")) {
        Ok(number) => number,
        Err(error) => return Ok(Err(visit.show_again(wrong_page(visit, visit.param("number"), error)))),
    };
    let wanted = number.as_str().to_owned();
    if let Some(found) = visit.read(move |tx| Certificate::by_number(tx, &wanted)).await? {
        return Ok(Ok(found));
    }
    if !visit.app.misses.take(visit.from) {
        return Ok(Err(too_often(visit)));
    }
    let body = html! {
        h1 { (t!(words, "verify-title")) }
        (note("warn", &t!(words, "verify-unknown-title"), html! { p { (t!(words, "verify-unknown-text", number = number.as_str())) } }))
        (form_markup(visit, &Typed::default().with("number", number.as_str()), &Errors::default()))
        p { a href=(visit.href("/contact")) { (t!(words, "footer-contact")) } }
    };
    let page = Page::new(t!(words, "verify-unknown-title"), body).private();
    Ok(Err(Reply::Page(StatusCode::NOT_FOUND, page.render(words, &visit.frame()))))
}

/// The state, in large: a sign, a colour and words.
pub(super) fn state(visit: &Visit, c: &Certificate) -> Markup {
    let words = visit.words;
    let ended =
        c.award.ended_on.as_deref().map(|day| words.date(when::civil_day(when::parse_date(day)))).unwrap_or_default();
    match c.award.state {
        AwardState::Issued => {
            note("ok", &t!(words, "verify-valid-title"), html! { p { (t!(words, "verify-valid-text")) } })
        }
        AwardState::Replaced => note(
            "warn",
            &t!(words, "verify-replaced-title"),
            html! { p { (t!(words, "verify-replaced-text", day = ended)) } },
        ),
        AwardState::Revoked => note(
            "bad",
            &t!(words, "verify-revoked-title"),
            html! { p { (t!(words, "verify-revoked-text", day = ended)) } },
        ),
    }
}

/// Now, in words.
pub(super) fn checked_at(visit: &Visit) -> String {
    let (words, zone) = (visit.words, &visit.app.zone);
    let (day, clock) = (when::day(visit.now(), zone), when::clock(visit.now(), zone));
    format!("{}, {}", words.date(day), words.clock(clock))
}

/// Whether two names are the same, however they are typed: letters in any form and case, spaces anywhere.
fn same_name(one: &str, other: &str) -> bool {
    let one_of_its_kind = |c: char| match c {
        '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    };
    let plain = |name: &str| {
        let letters = name.chars().map(one_of_its_kind).collect::<String>();
        letters.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect::<String>()
    };
    plain(one) == plain(other)
}

/// What a stranger sees of a name.
fn name_markup(visit: &Visit, c: &Certificate) -> Markup {
    let words = visit.words;
    match c.award.shown {
        Shown::Name if !c.document.name.is_empty() => html! { strong { (c.document.name) } },
        _ => html! { (t!(words, "verify-name-withheld")) },
    }
}

/// The page of a certificate. `matched` is what came of comparing a name.
fn page(visit: &Visit, c: &Certificate, matched: Option<bool>, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let printed = c.printed(words, &visit.app.zone);
    let mut rows = Vec::new();
    if c.award.state == AwardState::Issued {
        rows.push((t!(words, "verify-name"), name_markup(visit, c)));
        rows.push((t!(words, "verify-certificate"), html! { (printed.title) }));
        rows.push((t!(words, "verify-hours"), html! { (printed.hours) }));
        for (part, hours) in &printed.parts {
            rows.push((part.clone(), html! { (hours) }));
        }
        rows.push((t!(words, "certificate-completed"), html! { (printed.completed) }));
        rows.push((t!(words, "certificate-edition"), html! { (printed.edition) }));
    }
    rows.push((t!(words, "verify-issuer"), html! { (visit.app.config.office.name) }));
    rows.push((t!(words, "certificate-issued"), html! { (printed.issued) }));
    if let Some(day) = printed.renewed.as_ref().filter(|_| c.award.state == AwardState::Issued) {
        rows.push((t!(words, "certificate-renewed"), html! { (day) }));
    }
    rows.push((t!(words, "certificate-number"), html! { span.code { (printed.number) } }));
    let can_match = c.award.state == AwardState::Issued && c.award.shown == Shown::Match && !c.document.name.is_empty();
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "verify-title")) }
        (state(visit, c))
        @match matched {
            Some(true) => (note("ok", &t!(words, "verify-match-yes"), html! {})),
            Some(false) => (note("warn", &t!(words, "verify-match-no"), html! { p { (t!(words, "verify-match-no-text")) } })),
            None => {}
        }
        div.card { (facts(&rows)) }
        @if can_match {
            @let label = t!(words, "verify-match-label");
            form.stack method="post" action=(visit.href(&format!("/verify/{}", printed.number))) novalidate {
                (field(words, Field::new("name", &label).completed("off"), typed, errors))
                p { button.btn.second type="submit" { (t!(words, "verify-match-button")) } }
            }
        }
        @let checked = t!(words, "verify-checked-record", at = checked_at(visit));
        @if c.award.state == AwardState::Issued { p { (tag("ok", Icon::Check, &checked)) } } @else { p { (checked) } }
        p { (t!(words, "verify-compare")) " " a href=(visit.href("/contact")) { (t!(words, "footer-contact")) } }
        p {
            a href=(visit.href(&badge::achievement_path(&c.edition))) {
                (t!(words, "verify-stands-for"))
            }
            " · " a href=(visit.href("/verify")) { (t!(words, "verify-another")) }
        }
    };
    let mut page = Page::new(t!(words, "verify-title"), body).private();
    page.shared = Some(Shared {
        title: printed.title,
        picture: visit.whole(&format!("{}/badge.png", badge::achievement_path(&c.edition))),
    });
    page
}

/// `GET /verify/{number}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let c = match found(&visit).await? {
        Ok(c) => c,
        Err(reply) => return Ok(reply),
    };
    if visit.accept.contains("application/json") {
        return for_machines(&visit, &c);
    }
    Ok(visit.show(page(&visit, &c, None, &Typed::default(), &Errors::default())).with(header::VARY, "Accept"))
}

/// The same facts as JSON.
fn for_machines(visit: &Visit, c: &Certificate) -> Result<Reply, Fault> {
    let stands = c.award.state == AwardState::Issued;
    let mut answer = json!({
        "number": c.award.number, "state": c.award.state.name(), "issued": c.award.issued_on, "ended": c.award.ended_on,
        "issuer": visit.app.config.issuer(), "credential": visit.whole(&format!("/credentials/{}", c.award.uuid)),
        "checked": badge::moment(visit.now()),
    });
    if let Some(members) = answer.as_object_mut().filter(|_| stands) {
        members.insert("certificate".into(), c.edition.printed.of(visit.language()).site.clone().into());
        members.insert("edition".into(), c.edition.rules.edition.clone().into());
        members.insert("minutes".into(), c.award.minutes.into());
        members.insert("completed".into(), c.award.completed_on.clone().into());
        if c.award.shown == Shown::Name && !c.document.name.is_empty() {
            members.insert("name".into(), c.document.name.clone().into());
        }
    }
    let file = File { kind: "application/json", name: None, bytes: serde_json::to_vec(&answer)? };
    Ok(Reply::File(file).with(header::VARY, "Accept"))
}

/// `POST /verify/{number}`: is this the name? Only where its holder lets strangers ask.
pub(crate) async fn match_name(visit: Visit) -> Result<Reply, Fault> {
    let c = match found(&visit).await? {
        Ok(c) => c,
        Err(reply) => return Ok(reply),
    };
    let name = visit.form.get("name").to_owned();
    let mut errors = Errors::default();
    if name.is_empty() {
        errors.add("name", t!(visit.words, "error-match-empty"));
        return Ok(visit.show_again(page(&visit, &c, None, &visit.form, &errors)));
    }
    if c.award.state != AwardState::Issued || c.award.shown == Shown::Withheld || c.document.name.is_empty() {
        return Ok(Reply::see(visit.href(&format!("/verify/{}", c.award.number))));
    }
    if !visit.app.misses.take_name(visit.from, &c.award.number) {
        return Ok(too_often(&visit));
    }
    let matched = same_name(&name, &c.document.name);
    Ok(visit.show(page(&visit, &c, Some(matched), &visit.form, &errors)))
}

/// `GET /V/{number}`: what the QR code says, in capitals.
pub(crate) async fn scanned(visit: Visit) -> Result<Reply, Fault> {
    Ok(Reply::Moved(format!(
        "/verify/{}",
        form_urlencoded::byte_serialize(visit.param("number").as_bytes()).collect::<String>()
    )))
}

#[cfg(test)]
mod tests {
    use super::same_name;

    #[test]
    fn a_name_is_the_same_however_it_is_typed() {
        assert!(same_name("zoë  nguyễn", "Zoe\u{308} Nguyễn "));
        assert!(!same_name("Zoe Nguyen", "Zoë Nguyễn"));
        assert!(same_name("Joan O’Mercer‑Li", "joan o'mercer-li"));
    }

    #[test]
    fn a_pasted_link_has_its_number() {
        for typed in ["https://x.example/es/verify/7F3K-92QD-M4TW/", "#7F3K‐92QD‐M4TW", "７F3K-92QD-M4TW"] {
            assert_eq!(super::number_in(typed), "7F3K-92QD-M4TW", "{typed}");
        }
    }
}
