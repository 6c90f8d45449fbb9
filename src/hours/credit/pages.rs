//! `/me/claims`: a member reports a class that is not on the record, and follows the answer.

use super::claims::{self, Claim, Claimed, Origin};
use crate::{
    ground::{attachment, fault::Fault, when},
    visit::Visit,
};
use jiff::civil::Date;
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field, file_field, hidden, radios, text_area, typed_minutes},
    parts::{Icon, button_form, note, tag},
    reply::File,
    t,
};
use maud::{Markup, html};

/// The earliest day that can be claimed.
const EARLIEST: Date = jiff::civil::date(1970, 1, 1);
/// Longest class that can be claimed, in minutes.
const MOST: i64 = 24 * 60;

/// `GET /me/claims`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let person = visit.member()?.id;
    let mine = visit.read(move |tx| claims::of_person(tx, person)).await?;
    Ok(visit.show(page(&visit, &mine, &Typed::default(), &Errors::default())))
}

fn page(visit: &Visit, mine: &[Claim], typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let origins: Vec<(String, String)> = [Origin::Earlier, Origin::Outside]
        .iter()
        .map(|o| (o.name().to_owned(), words.text(&format!("claim-origin-{}", o.name()), &[])))
        .collect();
    let (title, sponsor, day, hours, evidence, hint) = (
        t!(words, "claim-class"),
        t!(words, "claim-sponsor"),
        t!(words, "claim-day"),
        t!(words, "claim-hours"),
        t!(words, "claim-evidence"),
        t!(words, "claim-evidence-hint"),
    );
    let key = if typed.get("key").is_empty() { visit.app.random.token() } else { typed.get("key").to_owned() };
    let (file, plain) = (t!(words, "claim-file"), |name, label| Field::new(name, label));
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "claims-title")) }
        @match visit.query.get("said") {
            "sent" => (note("ok", &t!(words, "claim-sent"), html! {})),
            "back" => (note("ok", &t!(words, "claim-taken-back"), html! {})),
            _ => {}
        }
        p { (t!(words, "claims-lead")) }
        @if !mine.is_empty() {
            h2 { (t!(words, "claims-mine")) }
            ul.plain.stack { @for claim in mine { (one(visit, claim, MINE)) } }
        }
        h2 { (t!(words, "claim-new")) }
        form.stack method="post" action="/me/claims" enctype="multipart/form-data" novalidate {
            (hidden("key", &key))
            (radios(words, "origin", &t!(words, "claim-origin"), &origins, typed, errors))
            (field(words, plain("title", &title), typed, errors))
            (field(words, plain("sponsor", &sponsor), typed, errors))
            (field(words, Field { kind: "date", ..plain("day", &day) }, typed, errors))
            (field(words, Field { hint: Some(&t!(words, "claim-hours-hint")), ..plain("hours", &hours) }, typed, errors))
            (text_area(words, Field { hint: Some(&hint), ..plain("evidence", &evidence) }, 3, typed, errors))
            (file_field(words, plain("file", &file).hinted(&t!(words, "claim-file-hint")), "", errors))
            p { button.btn type="submit" { (t!(words, "claim-send")) } }
        }
        p { a href="/me" { (t!(words, "me-title")) } }
    };
    Page::new(t!(words, "claims-title"), body).private()
}

/// Where a member's own claims are.
const MINE: &str = "/me/claims";

/// A claim with its answer; whose it is takes it back while it waits.
pub(crate) fn one(visit: &Visit, claim: &Claim, at: &str) -> Markup {
    let words = visit.words;
    let day = words.date(when::civil_day(when::parse_date(&claim.taken_on)));
    html! {
        li.card.stack.tight {
            p { strong { (claim.title) } ", " (claim.sponsor) ", " (day) ": " (words.hours(claim.minutes)) }
            p { @match claim.accepted {
                None => (tag("warn", Icon::Hourglass, &t!(words, "claim-waits"))),
                Some(true) => (tag("ok", Icon::Check, &t!(words, "claim-accepted", hours = words.hours(claim.credited)))),
                Some(false) => (tag("bad", Icon::Warning, &t!(words, "claim-declined"))),
            } }
            @if let Some(kind) = &claim.file {
                p { a href={ (at) "/" (claim.key) "/file" } {
                    (t!(words, "claim-file-of", size = attachment::size(kind, claim.file_size)))
                    span.vh { ": " (claim.title) }
                } }
            }
            @if !claim.answer.is_empty() { p { (claim.answer) } }
            @if claim.accepted.is_none() && at == MINE {
                (button_form(&format!("{at}/{}/back", claim.key), "second", &t!(words, "claim-take-back"), html! {}))
            }
        }
    }
}

/// `GET /me/claims/{key}/file`
pub(crate) async fn file(visit: Visit) -> Result<Reply, Fault> {
    download(&visit).await
}

/// What came with the claim in the address, always as a download, for whoever may see the claim.
pub(crate) async fn download(visit: &Visit) -> Result<Reply, Fault> {
    let (key, scope) = (visit.param("key").to_owned(), visit.scope.clone());
    let (claim, bytes) = visit
        .read(move |tx| {
            let claim = claims::by_key(tx, &scope, &key)?;
            let bytes = claims::file(tx, claim.id)?;
            Ok((claim, bytes))
        })
        .await?;
    let kind = claim.file.ok_or(Fault::NotFound)?;
    let name = format!("{}-{}.{kind}", crate::classes::offerings::slug(&claim.title), claim.key);
    Ok(Reply::File(File { kind: attachment::media(&kind), name: Some(name), bytes }))
}

/// `POST /me/claims`
pub(crate) async fn send(visit: Visit) -> Result<Reply, Fault> {
    let person = visit.member()?.id;
    let words = visit.words;
    let form = &visit.form;
    let mut errors = Errors::default();
    let origin = Origin::from_name(form.get("origin"));
    if origin.is_none() {
        errors.add("origin", t!(words, "error-claim-origin"));
    }
    for name in ["title", "sponsor"] {
        if form.get(name).is_empty() || form.get(name).chars().count() > 200 {
            errors.add(name, words.text(&format!("error-claim-{name}"), &[]));
        }
    }
    let today = visit.now().date(&visit.app.zone);
    let day = form.within("day", EARLIEST..=today);
    if day.is_none() {
        errors.add("day", t!(words, "error-claim-day"));
    }
    let minutes = typed_minutes(form.get("hours")).filter(|m| (15..=MOST).contains(m));
    if minutes.is_none() {
        errors.add("hours", t!(words, "error-claim-hours"));
    }
    if form.get("evidence").is_empty() || form.get("evidence").chars().count() > 2000 {
        errors.add("evidence", t!(words, "error-claim-evidence"));
    }
    let file = visit.file.clone().map(attachment::taken);
    if file.as_ref().is_some_and(Option::is_none) {
        errors.add("file", t!(words, "error-material-file"));
    }
    let (Some(origin), Some(day), Some(minutes), true) = (origin, day, minutes, errors.is_empty()) else {
        let mine = visit.read(move |tx| claims::of_person(tx, person)).await?;
        return Ok(visit.show_again(page(&visit, &mine, form, &errors)));
    };
    let claimed = Claimed {
        origin,
        title: form.get("title").to_owned(),
        sponsor: form.get("sponsor").to_owned(),
        taken_on: day.to_string(),
        minutes,
        evidence: form.get("evidence").to_owned(),
        request_key: form.get("key").to_owned(),
        file: file.flatten(),
    };
    if !visit.change(move |change| claims::claim(change, person, &claimed)).await? {
        errors.add("title", t!(words, "error-claim-twice"));
        let mine = visit.read(move |tx| claims::of_person(tx, person)).await?;
        return Ok(visit.show_again(page(&visit, &mine, form, &errors)));
    }
    Ok(Reply::see("/me/claims?said=sent"))
}

/// `POST /me/claims/{key}/back`
pub(crate) async fn take_back(visit: Visit) -> Result<Reply, Fault> {
    let (person, key) = (visit.member()?.id, visit.param("key").to_owned());
    let done = visit.change(move |change| claims::take_back(change, person, &key)).await?;
    Ok(Reply::see(if done { "/me/claims?said=back" } else { "/me/claims" }))
}
