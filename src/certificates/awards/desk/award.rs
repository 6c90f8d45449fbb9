//! `/staff/certificates/{number}`: one certificate with its history, a new copy, and the way to take it back.

use crate::{
    certificates::awards::{
        certificate::Certificate,
        name_fixes::{self, NameFix},
        revocations::{self, Revocation},
        seal,
        state::AwardState,
        store::{self, Document},
        verbs::{self, Category},
    },
    ground::{fault::Fault, when},
    people::{self, store::Person},
    visit::Visit,
};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field, radios, text_area},
    parts::{facts, note},
    t,
};
use maud::html;
use rules::certificate_number::CertificateNumber;

struct AwardPage {
    certificate: Certificate,
    documents: Vec<Document>,
    holder: Person,
    revocations: Vec<Revocation>,
    fix: Option<NameFix>,
}

async fn load(visit: &Visit) -> Result<AwardPage, Fault> {
    let number = CertificateNumber::parse(visit.param("number")).map_err(|_| Fault::NotFound)?;
    visit
        .read(move |tx| {
            let certificate = Certificate::by_number(tx, number.as_str())?.ok_or(Fault::NotFound)?;
            Ok(AwardPage {
                documents: store::documents(tx, certificate.award.id)?,
                holder: store::holder(tx, &certificate.award)?,
                revocations: revocations::of_award(tx, certificate.award.id)?,
                fix: name_fixes::open(tx, certificate.award.id)?,
                certificate,
            })
        })
        .await
}

/// `GET /staff/certificates/{number}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let sheet = load(&visit).await?;
    let typed = Typed::default().with("name", &sheet.certificate.document.name);
    Ok(visit.show(page(&visit, &sheet, &typed, &Errors::default())))
}

fn page(visit: &Visit, sheet: &AwardPage, typed: &Typed, errors: &Errors) -> Page {
    let (words, zone) = (visit.words, &visit.app.zone);
    let c = &sheet.certificate;
    let p = c.printed(words, zone);
    let day = |at| words.date(when::day(at, zone));
    let rows = vec![
        (t!(words, "verify-name"), html! { strong { (p.name) } }),
        (t!(words, "verify-certificate"), html! { (p.title) }),
        (t!(words, "verify-hours"), html! { (p.hours) }),
        (t!(words, "certificate-completed"), html! { (p.completed) }),
        (t!(words, "certificate-issued"), html! { (p.issued) }),
        (t!(words, "certificate-edition"), html! { (p.edition) }),
        (t!(words, "award-state"), html! { (words.text(&format!("award-state-{}", c.award.state), &[])) }),
        (
            t!(words, "certificate-link"),
            html! { a href={ "/verify/" (p.number) } { (visit.whole(&format!("/verify/{}", p.number))) } },
        ),
    ];
    let said = format!("award-said-{}", visit.query.get("said"));
    let (name, reason) = (t!(words, "verify-name"), t!(words, "decide-reason"));
    let base = format!("/staff/certificates/{}", p.number);
    let stands = c.award.state == AwardState::Issued;
    let asked = sheet.revocations.iter().any(|r| r.decided_at.is_none());
    let body = html! {
        (errors.summary(words))
        @if words.has(&said) { p.note.ok role="status" { (words.text(&said, &[])) } }
        h1 { (p.number) }
        div.card { (facts(&rows)) }
        p.row {
            @if stands {
                a.btn.second href={ (base) "/certificate.pdf" } { (t!(words, "certificate-download")) }
                a.btn.second href={ (base) "/certificate.pdf?sheet=a4" } { (t!(words, "certificate-download-a4")) }
            }
            a href={ "/staff/people/" (sheet.holder.key) "/why" } { (t!(words, "why-title")) }
        }
        @if let Some(fix) = &sheet.fix {
            p.note.warn {
                (t!(words, "certificate-name-waits", name = &fix.name)) " "
                a href="/staff/names" { (t!(words, "staff-names")) }
            }
        }
        h2 { (t!(words, "certificate-history")) }
        ul { @for document in &sheet.documents {
            li {
                (t!(words, "certificate-version", version = document.version, day = day(document.made_at))) ": "
                (words.text(&format!("certificate-why-{}", document.why), &[]))
                @if document.content_hash.is_none() && document.ended_at.is_none() { " (" (t!(words, "award-not-signed")) ")" }
            }
        } }
        @for r in &sheet.revocations {
            p.note {
                (t!(
                    words,
                    "revocation-line",
                    day = day(r.asked_at),
                    category = words.text(&format!("revoke-{}", r.category), &[]),
                    reason = &r.reason,
                ))
                " "
                @match r.agreed {
                    None => a href="/staff/revocations" { (t!(words, "revocation-waits")) },
                    Some(true) => (t!(words, "revocation-agreed")),
                    Some(false) => (t!(words, "revocation-declined")),
                }
            }
        }
        @if stands {
            h2 { (t!(words, "award-reissue-title")) }
            p { (t!(words, "award-reissue-text")) }
            form.stack method="post" action={ (base) "/reissue" } novalidate {
                (field(words, Field::new("name", &name).completed("off"), typed, errors))
                (text_area(words, Field::new("why", &reason), 2, typed, errors))
                p { button.btn.second type="submit" { (t!(words, "award-reissue-button")) } }
            }
            @if !asked {
                h2 { (t!(words, "revoke-title")) }
                p { (t!(words, "revoke-text")) }
                form.stack method="post" action={ (base) "/revoke" } novalidate {
                    @let text = |c: Category| words.text(&format!("revoke-{}", c.name()), &[]);
                    @let options: Vec<(String, String)> = Category::ALL.map(|c| (c.name().to_owned(), text(c))).to_vec();
                    (radios(words, "category", &t!(words, "revoke-category"), &options, typed, errors))
                    (text_area(
                        words,
                        Field::new("reason", &t!(words, "revoke-reason")).hinted(&t!(words, "revoke-reason-hint")),
                        3,
                        typed,
                        errors,
                    ))
                    p { button.btn.second type="submit" { (t!(words, "revoke-button")) } }
                }
            }
        } @else { (note("bad", &t!(words, "verify-revoked-title"), html! {})) }
        p { a href="/staff/certificates" { (t!(words, "go-back")) } }
    };
    Page::new(p.number, body).private()
}

fn back(sheet: &AwardPage, said: &str) -> Reply {
    Reply::see(format!("/staff/certificates/{}?said={said}", sheet.certificate.award.number))
}

/// A reason that stays in the log.
fn reason(visit: &Visit, name: &'static str, errors: &mut Errors) -> String {
    let reason = visit.form.get(name).to_owned();
    if reason.is_empty() || reason.chars().count() > 500 {
        errors.add(name, t!(visit.words, "error-reason"));
    }
    reason
}

/// `POST /staff/certificates/{number}/reissue`
pub(crate) async fn reissue(visit: Visit) -> Result<Reply, Fault> {
    let sheet = load(&visit).await?;
    let mut errors = Errors::default();
    let name = people::tidy_name(visit.form.get("name"));
    if !(1..=120).contains(&name.chars().count()) {
        errors.add("name", t!(visit.words, "error-name-length", most = 120_i64));
    } else if let Some(text) = crate::people::signs::refused(&visit, &name) {
        errors.add("name", text);
    }
    let why = reason(&visit, "why", &mut errors);
    if !errors.is_empty() {
        return Ok(visit.show_again(page(&visit, &sheet, &visit.form, &errors)));
    }
    let award = sheet.certificate.award.clone();
    match visit.change(move |change| verbs::put_right(change, &award, &name, &why)).await? {
        Some(document) => {
            seal::seal(&visit.app, document).await?;
            Ok(back(&sheet, "reissued"))
        }
        None => Ok(back(&sheet, "before")),
    }
}

/// `POST /staff/certificates/{number}/revoke`
pub(crate) async fn ask_revocation(visit: Visit) -> Result<Reply, Fault> {
    let sheet = load(&visit).await?;
    let mut errors = Errors::default();
    let category = Category::from_name(visit.form.get("category"));
    if category.is_none() {
        errors.add("category", t!(visit.words, "error-revoke-category"));
    }
    let reason = reason(&visit, "reason", &mut errors);
    let Some(category) = category.filter(|_| errors.is_empty()) else {
        let typed = visit.form.clone().with("name", &sheet.certificate.document.name);
        return Ok(visit.show_again(page(&visit, &sheet, &typed, &errors)));
    };
    let award = sheet.certificate.award.clone();
    let asked = visit.change(move |change| verbs::ask(change, &award, category, &reason)).await?;
    Ok(back(&sheet, if asked { "asked" } else { "before" }))
}
