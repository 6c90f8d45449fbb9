//! `/me/certificate`: the holder's page. It is simply there when it is awarded: to keep, to share, to put right.

use super::{
    certificate::Certificate,
    name_fixes::{self, NameFix},
    revocations::{self, Revocation},
    store::{self, Award, Document, Shown},
    verbs::{self, NameAsked},
};
use crate::{
    ground::{fault::Fault, when},
    people,
    programme::Edition,
    visit::Visit,
};
use jiff::civil::Date;
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field, radios, text_area},
    parts::{button_form, facts, note},
    t,
};
use maud::{Markup, html};
use std::sync::Arc;

/// Longest name and longest answer, in characters.
const NAME: usize = 120;
const ANSWER: usize = 2_000;

struct Mine {
    certificate: Option<Certificate>,
    documents: Vec<Document>,
    fix: Option<NameFix>,
    /// The newest award that was taken back, where none stands.
    taken: Option<(Award, Revocation)>,
    /// Other programmes of which they have or had a certificate.
    others: Vec<Arc<Edition>>,
}

async fn load(visit: &Visit) -> Result<Mine, Fault> {
    let person = visit.member()?.id;
    visit
        .read(move |tx| {
            let certificate = Certificate::of_person(tx, person)?;
            let (documents, fix) = match &certificate {
                Some(c) => (store::documents(tx, c.award.id)?, name_fixes::open(tx, c.award.id)?),
                None => (Vec::new(), None),
            };
            let mut taken = None;
            let all = store::all_of_person(tx, person)?;
            let here = certificate.as_ref().map(|c| c.award.programme.as_str()).or(tx.programme);
            let (own, elsewhere): (Vec<Award>, Vec<Award>) =
                all.into_iter().partition(|a| here.is_none_or(|id| id == a.programme));
            let mut ids: Vec<&str> = elsewhere.iter().map(|a| a.programme.as_str()).collect();
            ids.sort_unstable();
            ids.dedup();
            let others = ids.into_iter().map(|id| tx.editions.current(tx, Some(id))).collect::<Result<_, _>>()?;
            if certificate.is_none() {
                for award in own {
                    let agreed = revocations::of_award(tx, award.id)?.into_iter().find(|r| r.agreed == Some(true));
                    taken = taken.or(agreed.map(|r| (award, r)));
                }
            }
            Ok(Mine { certificate, documents, fix, taken, others })
        })
        .await
}

/// `GET /me/certificate`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let mine = load(&visit).await?;
    Ok(visit.show(page(&visit, &mine, &Typed::default(), &Errors::default())))
}

fn page(visit: &Visit, mine: &Mine, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let said = visit.query.get("said");
    let said_key = format!("certificate-said-{said}");
    let body = html! {
        (errors.summary(words))
        @if !said.is_empty() && words.has(&said_key) { p.note.ok role="status" { (words.text(&said_key, &[])) } }
        @match (&mine.certificate, &mine.taken) {
            (Some(c), _) => (standing(visit, mine, c, typed, errors)),
            (None, Some((award, taken))) => (taken_back(visit, award, taken, typed, errors)),
            (None, None) => {
                h1 { (t!(words, "me-certificate")) }
                p { (t!(words, "certificate-not-yet")) }
                p { a.btn href="/me" { (t!(words, "me-title")) } }
            }
        }
        @for edition in &mine.others {
            p { a href={ "/programs/" (edition.rules.id) "/me/certificate" } {
                (t!(words, "certificate-other", programme = &edition.wording.of(words.language).site))
            } }
        }
    };
    Page::new(t!(words, "me-certificate"), body).private()
}

fn standing(visit: &Visit, mine: &Mine, c: &Certificate, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let p = c.printed(words, &visit.app.zone);
    let verify = format!("/verify/{}", p.number);
    let whole = visit.whole(&verify);
    let mut rows = vec![(t!(words, "verify-hours"), html! { (p.hours) })];
    rows.extend(p.parts.iter().map(|(part, hours)| (part.clone(), html! { (hours) })));
    rows.push((t!(words, "certificate-completed"), html! { (p.completed) }));
    rows.push((t!(words, "certificate-issued"), html! { (p.issued) }));
    rows.push((t!(words, "certificate-edition"), html! { (p.edition) }));
    rows.push((t!(words, "certificate-number"), html! { strong.code { (p.number) } }));
    html! {
        h1 { (p.title) }
        div.card.stack {
            p.mut { (t!(words, "certificate-awarded-to")) }
            p.big { (p.name) }
            p { (p.sentence) }
            (facts(&rows))
        }
        p.row {
            a.btn href="/me/certificate.pdf" { (t!(words, "certificate-download")) }
            a.btn.second href="/me/certificate.pdf?sheet=a4" {
                (t!(words, "certificate-download-a4"))
            }
        }
        section.stack {
            h2 { (t!(words, "certificate-share-title")) }
            p { (t!(words, "certificate-share")) }
            p { a href=(verify) { (whole) } }
            p {
                @let issued = when::parse_date(&c.award.issued_on);
                a href=(linkedin(&p.title, &visit.app.config.office.name, issued, &whole, &p.number)) rel="noopener" {
                    (t!(words, "certificate-linkedin"))
                }
            }
            form.stack method="post" action="/me/certificate/shown" {
                @let text = |s: Shown| words.text(&format!("certificate-shown-{}", s.name()), &[]);
                @let options: Vec<(String, String)> = Shown::ALL.map(|s| (s.name().to_owned(), text(s))).to_vec();
                @let now = Typed::default().with("shown", c.award.shown.name());
                (radios(words, "shown", &t!(words, "certificate-shown"), &options, &now, errors))
                p { button.btn.second type="submit" { (t!(words, "certificate-shown-save")) } }
            }
        }
        section.stack {
            h2 { (t!(words, "certificate-badge-title")) }
            div.row {
                img src={ (super::badge::achievement_path(&c.edition)) "/badge.svg" } width="72" height="72"
                    alt=(t!(words, "badge-title", title = &p.title));
                p { (t!(words, "certificate-badge-text")) }
            }
            ul {
                li { a href="/me/certificate.png" { (t!(words, "certificate-file-png")) } }
                li { a href="/me/certificate.svg" { (t!(words, "certificate-file-svg")) } }
                li { a href="/me/certificate.json" { (t!(words, "certificate-file-json")) } }
                li { a href="/me/certificate.jwt" { (t!(words, "certificate-file-jwt")) } }
            }
            p.mut { (t!(words, "certificate-badge-hint")) }
        }
        section.stack {
            h2 { (t!(words, "certificate-name-title")) }
            @if let Some(fix) = mine.fix.as_ref().filter(|_| errors.is_empty()) {
                p.note { (t!(words, "certificate-name-waits", name = &fix.name)) }
            } @else {
                @let (label, hint) = (t!(words, "certificate-name-label"), t!(words, "certificate-name-hint"));
                @let note = t!(words, "certificate-name-note");
                form.stack method="post" action="/me/certificate/name" novalidate {
                    (field(words, Field::new("name", &label).hinted(&hint).completed("name"), typed, errors))
                    (text_area(words, Field::new("note", &note), 2, typed, errors))
                    p { button.btn.second type="submit" { (t!(words, "certificate-name-button")) } }
                }
            }
        }
        section.stack {
            h2 { (t!(words, "certificate-history")) }
            ul { @for document in &mine.documents {
                li {
                    (t!(
                        words,
                        "certificate-version",
                        version = document.version,
                        day = words.date(when::day(document.made_at, &visit.app.zone)),
                    ))
                    ": " (words.text(&format!("certificate-why-{}", document.why), &[]))
                }
            } }
            (button_form("/me/certificate/again", "second", &t!(words, "certificate-again"), html! {}))
        }
        p { a href="/me/record" { (t!(words, "record-title")) } }
    }
}

fn taken_back(visit: &Visit, award: &Award, taken: &Revocation, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let day = |at| words.date(when::day(at, &visit.app.zone));
    let until = taken.appeal_until().map(day).unwrap_or_default();
    let label = t!(words, "appeal-label");
    html! {
        h1 { (t!(words, "me-certificate")) }
        (note("bad", &t!(words, "certificate-revoked-title"), html! {
            p { (t!(words, "certificate-revoked-text", number = &award.number, day = taken.decided_at.map(day).unwrap_or_default())) }
            p { (t!(words, "mail-revoked-reason", reason = &taken.reason)) }
        }))
        @if taken.appealed_at.is_some() {
            h2 { (t!(words, "appeal-title")) }
            p { (taken.appeal) }
            @if taken.answered_at.is_some() { h3 { (t!(words, "appeal-answer")) } p { (taken.answer) } }
            @else { p.note { (t!(words, "appeal-waits")) } }
        } @else if taken.can_appeal(visit.now()) {
            h2 { (t!(words, "appeal-title")) }
            p { (t!(words, "appeal-text", day = until)) }
            form.stack method="post" action="/me/certificate/appeal" novalidate {
                (text_area(words, Field::new("appeal", &label), 5, typed, errors))
                p { button.btn type="submit" { (t!(words, "appeal-button")) } }
            }
        } @else {
            p { (t!(words, "appeal-over", email = &visit.app.config.office.email)) }
        }
    }
}

/// The plain link that fills LinkedIn's form; months count from 1.
fn linkedin(title: &str, issuer: &str, issued: Date, verify: &str, number: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("startTask", "CERTIFICATION_NAME")
        .append_pair("name", title)
        .append_pair("organizationName", issuer)
        .append_pair("issueYear", &issued.year().to_string())
        .append_pair("issueMonth", &issued.month().to_string())
        .append_pair("certUrl", verify)
        .append_pair("certId", number)
        .finish();
    format!("https://www.linkedin.com/profile/add?{query}")
}

fn back(said: &str) -> Reply {
    Reply::see(format!("/me/certificate?said={said}"))
}

/// The award that stands; anyone without one (or no longer with one) is led back to the page that says so.
async fn award(visit: &Visit) -> Result<Option<Award>, Fault> {
    let person = visit.member()?.id;
    visit.read(move |tx| store::of_person(tx, person)).await
}

/// `POST /me/certificate/shown`
pub(crate) async fn show_name(visit: Visit) -> Result<Reply, Fault> {
    let Some(award) = award(&visit).await? else { return Ok(Reply::see("/me/certificate")) };
    let shown = Shown::from_name(visit.form.get("shown")).ok_or(Fault::NotFound)?;
    visit.change(move |change| verbs::show(change, &award, shown)).await?;
    Ok(back("shown"))
}

/// `POST /me/certificate/again`
pub(crate) async fn send_again(visit: Visit) -> Result<Reply, Fault> {
    let Some(award) = award(&visit).await? else { return Ok(Reply::see("/me/certificate")) };
    let today = visit.now().date(&visit.app.zone).to_string();
    visit.change(move |change| verbs::tell_again(change, &award, &today)).await?;
    Ok(back("again"))
}

/// `POST /me/certificate/name`
pub(crate) async fn ask_name(visit: Visit) -> Result<Reply, Fault> {
    let Some(award) = award(&visit).await? else { return Ok(Reply::see("/me/certificate")) };
    let words = visit.words;
    let (name, note) = (people::tidy_name(visit.form.get("name")), visit.form.get("note").to_owned());
    let mut errors = Errors::default();
    if name.is_empty() || name.chars().count() > NAME {
        errors.add("name", t!(words, "error-name-length", most = NAME));
    } else if !name.chars().any(char::is_alphabetic) {
        errors.add("name", t!(words, "error-name-letters"));
    } else if let Some(text) = crate::people::signs::refused(&visit, &name) {
        errors.add("name", text);
    }
    if note.chars().count() > ANSWER {
        errors.add("note", t!(words, "error-too-long", most = ANSWER));
    }
    if errors.is_empty() {
        match visit.change(move |change| verbs::ask_name(change, &award, &name, &note)).await? {
            NameAsked::Same => errors.add("name", t!(words, "error-name-same")),
            NameAsked::Done => return Ok(back("name")),
            NameAsked::Waiting => errors.add("name", t!(words, "error-name-waiting")),
            NameAsked::NotNow => return Ok(Reply::see("/me/certificate")),
        }
    }
    let mine = load(&visit).await?;
    Ok(visit.show_again(page(&visit, &mine, &visit.form, &errors)))
}

/// `POST /me/certificate/appeal`
pub(crate) async fn appeal(visit: Visit) -> Result<Reply, Fault> {
    let mine = load(&visit).await?;
    let Some((award, taken)) = mine.taken.clone().filter(|(_, t)| t.can_appeal(visit.now())) else {
        return Ok(Reply::see("/me/certificate"));
    };
    let text = visit.form.get("appeal").to_owned();
    let mut errors = Errors::default();
    if text.is_empty() || text.chars().count() > ANSWER {
        errors.add("appeal", t!(visit.words, "error-appeal", most = ANSWER));
        return Ok(visit.show_again(page(&visit, &mine, &visit.form, &errors)));
    }
    visit.change(move |change| verbs::appeal(change, taken.id, award.id, &text)).await?;
    Ok(back("appeal"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn linkedin_counts_months_from_one() {
        let link = linkedin("A & B", "Office", date(2026, 12, 3), "https://x.example/verify/7F3K", "7F3K");
        assert!(
            link.contains("issueYear=2026&issueMonth=12&certUrl=https%3A%2F%2Fx.example%2Fverify%2F7F3K&certId=7F3K")
        );
        assert!(link.contains("name=A+%26+B"));
    }
}
