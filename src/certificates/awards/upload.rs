//! `POST /verify`: a file is checked in memory and kept nowhere. The credential that it carries is extracted; what that
//! says, what we have on record, and what is printed are compared line by line.

use super::{
    badge,
    certificate::{Certificate, Printed},
    document::{self, PaperSize},
    registry::Snapshot,
    verify::{checked_at, file_markup, state, too_often},
};
use crate::{
    certificates::awards::state::AwardState,
    ground::{fault::Fault, when},
    programme::brand::Look,
    visit::{Visit, app::App},
};
use axum::http::StatusCode;
use credential::{
    badge::Badge,
    carried::{self, Carried, Form},
    verify::{Doubt, Genuine, verify},
};
use kit::{
    Language, Page, Reply, Words,
    form::Errors,
    parts::{Icon, note, tag},
    t,
};
use maud::{Markup, html};

/// A fact as it is signed in the file, on our record (unless it was erased), and whether the PDF prints it.
struct Fact {
    label: String,
    signed: String,
    ours: Option<String>,
    printed: Option<bool>,
}

impl Fact {
    fn differs(&self) -> bool {
        self.ours.as_ref().is_some_and(|ours| *ours != self.signed)
    }
}

/// What came of a check.
struct Checked {
    genuine: Genuine,
    /// The award behind it, if it is on record here.
    certificate: Option<Certificate>,
    facts: Vec<Fact>,
    /// The kind of file.
    form: Form,
    /// Whether a PDF is, byte for byte, one that we make.
    untouched: bool,
}

/// `POST /verify`
pub(crate) async fn check(visit: Visit) -> Result<Reply, Fault> {
    let words = visit.words;
    if !visit.app.misses.take(visit.from) {
        return Ok(too_often(&visit));
    }
    let Some(file) = visit.file.clone() else {
        return Ok(failed(
            &visit,
            note("warn", &t!(words, "verify-file-none"), html! {}),
            Some(&t!(words, "error-file-empty")),
        ));
    };
    // two at a time: whatever somebody hands in leaves a processor for the others
    let _turn = visit.app.checks.acquire().await.map_err(|e| Fault::Ours(e.to_string()))?;
    let registry = Snapshot::take(&visit.app).await?;
    let now = visit.now().0;
    // reading and checking somebody's file is work for a thread that nobody waits on
    let checked = tokio::task::spawn_blocking(move || {
        carried::find(&file).map(|carried| (verify(&carried, &registry, now), carried, file))
    });
    let checked = checked.await.map_err(|e| Fault::Ours(e.to_string()))?;
    match checked {
        None => Ok(failed(
            &visit,
            note(
                "warn",
                &t!(words, "verify-file-no-credential"),
                html! { p { (t!(words, "verify-file-no-credential-text")) } },
            ),
            None,
        )),
        Some((Err(doubt), _, _)) => Ok(failed(&visit, doubted(words, doubt), None)),
        Some((Ok(genuine), carried, file)) => {
            let result = compare(&visit, genuine, carried, file).await?;
            Ok(visit.show(page(&visit, &result)))
        }
    }
}

fn failed(visit: &Visit, message: Markup, error: Option<&str>) -> Reply {
    let words = visit.words;
    let mut errors = Errors::default();
    if let Some(sentence) = error {
        errors.add("file", sentence.to_owned());
    }
    let body = html! {
        h1 { (t!(words, "verify-title")) }
        (message)
        (file_markup(visit, &errors))
        p {
            a href=(visit.href("/verify")) { (t!(words, "verify-by-number")) } " · "
            a href=(visit.href("/contact")) { (t!(words, "footer-contact")) }
        }
    };
    let page = Page::new(t!(words, "verify-title"), body).private().wrong(true);
    Reply::Page(StatusCode::UNPROCESSABLE_ENTITY, page.render(words, &visit.frame()))
}

fn doubted(words: Words, doubt: Doubt) -> Markup {
    let why = match doubt {
        Doubt::Form => t!(words, "doubt-form"),
        Doubt::Issuer => t!(words, "doubt-issuer"),
        Doubt::Key => t!(words, "doubt-key"),
        Doubt::Signature => t!(words, "doubt-signature"),
        Doubt::Early => t!(words, "doubt-early"),
        Doubt::List | Doubt::ListForged => t!(words, "doubt-list"),
    };
    note("bad", &t!(words, "verify-file-bad-title"), html! { p { (why) } p { (t!(words, "verify-file-bad-text")) } })
}

/// The day of a moment with zone, in words.
fn day(words: Words, moment: &str) -> String {
    words.date(when::civil_day(when::parse_date(moment.split('T').next().unwrap_or_default())))
}

/// What a badge says, as it is printed in a language: label, and signed value as it appears on paper.
fn said(badge: &Badge, words: Words) -> Vec<(String, String)> {
    let subject = &badge.credential_subject;
    let mut said = vec![
        (t!(words, "verify-name"), subject.name().unwrap_or_default().to_owned()),
        (t!(words, "verify-certificate"), badge.name.clone()),
    ];
    said.extend(badge.parts().map(|(name, value)| (name.to_owned(), value.to_owned())));
    said.push((t!(words, "certificate-completed"), day(words, &subject.activity_end_date)));
    said.push((t!(words, "certificate-edition"), subject.achievement.version.clone()));
    said.push((t!(words, "certificate-number"), subject.license_number.clone()));
    said
}

/// The same facts from our record, in the same order; `None` for a name that was erased.
fn on_record(p: &Printed) -> Vec<Option<String>> {
    let mut ours = vec![Some(p.name.clone()).filter(|n| !n.is_empty()), Some(p.title.clone())];
    ours.extend(p.parts.iter().map(|(_, hours)| Some(hours.clone())));
    ours.extend([&p.hours, &p.completed, &p.edition, &p.number].map(|fact| Some(fact.clone())));
    ours
}

async fn compare(visit: &Visit, genuine: Genuine, carried: Carried, file: Vec<u8>) -> Result<Checked, Fault> {
    let app = visit.app.clone();
    let uuid = genuine.badge.id.rsplit('/').next().unwrap_or_default().to_owned();
    let certificate = visit
        .read(move |tx| {
            let found = Certificate::by_uuid(tx, &uuid)?;
            found.map(|c| Look::of_day(tx, c.document.made_at).map(|look| (c, look))).transpose()
        })
        .await?;
    // the file is in the language that it was made in
    let words = app.words(Language::from_tag(&genuine.badge.credential_subject.achievement.in_language));
    // its values are in its language, their labels in the reader's
    let labels = said(&genuine.badge, visit.words).into_iter().map(|(label, _)| label);
    let facts: Vec<_> = labels.zip(said(&genuine.badge, words).into_iter().map(|(_, value)| value)).collect();
    let ours = certificate.as_ref().map(|(c, _)| on_record(&c.printed(words, &app.zone))).unwrap_or_default();
    let form = carried.form;
    let inner = (app, genuine.clone(), certificate.clone());
    let printed = tokio::task::spawn_blocking(move || printed(&inner.0, &inner.1, inner.2.as_ref(), &carried, &file));
    let (untouched, printed) = printed.await.map_err(|e| Fault::Ours(e.to_string()))?;
    let facts = facts.into_iter().enumerate().map(|(n, (label, signed))| Fact {
        label,
        signed,
        ours: ours.get(n).cloned().flatten(),
        printed: printed.as_ref().and_then(|p| p.get(n).copied()),
    });
    let certificate = certificate.map(|(c, _)| c);
    Ok(Checked { genuine, certificate, facts: facts.collect(), form, untouched })
}

/// Whether a PDF is one that we make; if not, for each fact, whether it is printed in it, in whichever of our languages
/// matches most. Text that cannot be read says nothing.
fn printed(
    app: &App,
    genuine: &Genuine,
    certificate: Option<&(Certificate, Look)>,
    carried: &Carried,
    file: &[u8],
) -> (bool, Option<Vec<bool>>) {
    if carried.form != Form::Pdf {
        return (false, None);
    }
    let name = genuine.badge.credential_subject.name().unwrap_or_default();
    if let Some((c, look)) = certificate {
        let mut c = c.clone();
        c.document.name = name.to_owned();
        c.document.credential = Some(carried.text.clone());
        let same = |words: Words, sheet: PaperSize| {
            let made = document::of(&c, look, sheet, words, &app.config, &app.zone).ok()?.pdf().ok()?;
            Some(made == file)
        };
        let every = Language::ALL.into_iter().flat_map(|l| PaperSize::ALL.map(|sheet| (app.words(l), sheet)));
        if every.into_iter().any(|(words, sheet)| same(words, sheet) == Some(true)) {
            return (true, None);
        }
    }
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let text = plain(&carried::printed(file));
    if text.is_empty() {
        return (false, None);
    }
    let in_language = |language: Language| {
        let words = app.words(language);
        let facts = match certificate {
            Some((c, _)) => on_record(&Printed { name: name.to_owned(), ..c.printed(words, &app.zone) })
                .into_iter()
                .map(Option::unwrap_or_default)
                .collect::<Vec<_>>(),
            None => said(&genuine.badge, words).into_iter().map(|(_, value)| value).collect(),
        };
        facts.iter().map(|fact| text.contains(&plain(fact))).collect::<Vec<bool>>()
    };
    let best = Language::ALL.into_iter().map(in_language).max_by_key(|found| found.iter().filter(|f| **f).count());
    (false, best)
}

fn page(visit: &Visit, r: &Checked) -> Page {
    let words = visit.words;
    let changed = r.facts.iter().any(|f| f.printed == Some(false));
    let stale = r.facts.iter().any(Fact::differs);
    let revoked = r.certificate.as_ref().is_some_and(|c| c.award.state == AwardState::Revoked);
    let number = &r.genuine.badge.credential_subject.license_number;
    let message = if revoked {
        r.certificate.as_ref().map(|c| state(visit, c)).unwrap_or_default()
    } else if r.genuine.ended {
        note(
            "warn",
            &t!(words, "verify-file-old-title"),
            html! {
                p { (t!(words, "verify-file-old-text")) }
                p { a.btn href=(visit.href(&format!("/verify/{number}"))) { (t!(words, "verify-file-newest")) } }
            },
        )
    } else if r.certificate.is_none() {
        note("bad", &t!(words, "verify-file-nowhere-title"), html! { p { (t!(words, "verify-file-nowhere-text")) } })
    } else if changed || stale {
        note("bad", &t!(words, "verify-file-changed-title"), html! { p { (t!(words, "verify-file-changed-text")) } })
    } else if r.form == Form::Pdf && !r.untouched {
        note("warn", &t!(words, "verify-file-paper-title"), html! { p { (t!(words, "verify-file-paper-text")) } })
    } else {
        note(
            "ok",
            &t!(words, "verify-valid-title"),
            html! {
                @if r.untouched { p { (t!(words, "verify-file-untouched")) } }
                @else { p { (t!(words, "verify-file-signed")) } }
            },
        )
    };
    let any_printed = r.facts.iter().any(|f| f.printed.is_some());
    let body = html! {
        h1 { (t!(words, "verify-title")) }
        (message)
        @if !revoked && !r.genuine.ended {
            div.scroll tabindex="0" role="region" aria-label=(t!(words, "verify-compared")) {
                table {
                    caption { (t!(words, "verify-compared")) }
                    thead { tr {
                        th scope="col" { (t!(words, "verify-fact")) }
                        @if any_printed { th scope="col" { (t!(words, "verify-printed")) } }
                        th scope="col" { (t!(words, "verify-signed")) }
                        th scope="col" { (t!(words, "verify-ours")) }
                    } }
                    tbody { @for fact in &r.facts {
                        tr {
                            th scope="row" { (fact.label) }
                            @if any_printed { td {
                                @match fact.printed {
                                    Some(true) => (tag("ok", Icon::Check, &t!(words, "verify-same"))),
                                    Some(false) => (tag("bad", Icon::Cross, &t!(words, "verify-not-printed"))),
                                    None => {}
                                }
                            } }
                            td { (fact.signed) }
                            td {
                                @match &fact.ours {
                                    None => (t!(words, "verify-not-kept")),
                                    Some(_) if !fact.differs() => (tag("ok", Icon::Check, &t!(words, "verify-same"))),
                                    Some(ours) => (tag("bad", Icon::Cross, ours)),
                                }
                            }
                        }
                    } }
                }
            }
        }
        ul {
            li { (t!(words, "verify-did-signature", issuer = &r.genuine.badge.issuer.name, did = &r.genuine.badge.issuer.id)) }
            @if !r.genuine.ended { li { (t!(words, "verify-did-list", day = day(words, &r.genuine.list_of))) } }
            li { (t!(words, "verify-checked", at = checked_at(visit))) }
            li { (t!(words, "verify-did-forget")) }
        }
        p {
            @if let Some(c) = &r.certificate {
                a href=(visit.href(&badge::achievement_path(&c.edition))) { (t!(words, "verify-stands-for")) } " · "
            }
            a href=(visit.href("/verify")) { (t!(words, "verify-another")) }
        }
    };
    Page::new(t!(words, "verify-title"), body).private()
}
