//! Which programmes there are, on `/staff/programme`: in which order, in which of them people can enroll, and another one of
//! those that come with the product.

use super::{programme, shipped};
use crate::{
    ground::fault::Fault,
    programme::{WordingIn, several},
    visit::{Visit, policy::Policy},
};
use kit::{
    Reply, Words,
    form::{Errors, Typed, hidden, radios},
    parts::{Icon, button_form, note, tag},
    t,
};
use maud::{Markup, html};
use rules::programme::publishing::{self, Finding};

/// The programmes with what can be done about each, and the form that adds one.
pub(super) fn section(visit: &Visit, errors: &Errors) -> Markup {
    let words = visit.words;
    let listed = visit.app.editions.listed();
    let may = visit.may(Policy::Administer);
    let ids: Vec<&str> = listed.iter().map(|l| l.edition.rules.id.as_str()).collect();
    let options = shipped::options(words, &ids);
    let offered = listed.iter().filter(|l| l.offered).count();
    html! {
        h2 id="programs" { (t!(words, "programs-title")) }
        p { (t!(words, "programs-lead")) }
        ul.plain.stack {
            @for (place, one) in listed.iter().enumerate() {
                @let id = one.edition.rules.id.as_str();
                li.card.stack.tight {
                    @let title = one.edition.wording.of(words.language).site.as_str();
                    h3 {
                        @if listed.len() > 1 { a href={ "/programs/" (id) "/staff/programme" } { (title) } }
                        @else { (title) }
                    }
                    @if listed.len() > 1 { p.row {
                        @if place == 0 { (tag("info", Icon::Check, &t!(words, "programs-first"))) }
                        @if one.offered { (tag("ok", Icon::Check, &t!(words, "programs-offered"))) }
                        @else { (tag("", Icon::Circle, &t!(words, "programs-closed"))) }
                        a href={ "/programs/" (id) "/" } { (t!(words, "programs-page")) }
                        a href={ "/programs/" (id) "/staff/words" } { (t!(words, "texts-words")) }
                    } }
                    @if may && listed.len() > 1 {
                        p.row {
                            @if place > 0 && one.offered {
                                (button_form("/staff/programme/first", "second", &t!(words, "programs-put-first"), hidden("programme", id)))
                            }
                            @if !one.offered {
                                (button_form("/staff/programme/offer", "second", &t!(words, "programs-offer"), html! {
                                    (hidden("programme", id)) (hidden("offered", "1"))
                                }))
                            } @else if offered > 1 {
                                (button_form("/staff/programme/offer", "second", &t!(words, "programs-close"), hidden("programme", id)))
                            }
                        }
                    }
                }
            }
        }
        @if may && !options.is_empty() {
            details open[errors.of("programme").is_some()] {
                summary { (t!(words, "programs-add")) }
                form.stack method="post" action="/staff/programme/add" novalidate {
                    (radios(words, "programme", &t!(words, "begin-programme-which"), &options, &Typed::default(), errors))
                    p { button.btn type="submit" { (t!(words, "begin-programme-way")) } }
                }
                p.small.mut { (t!(words, "begin-programme-own")) }
            }
        }
    }
}

/// The programme that a form names.
async fn named(visit: &Visit) -> Result<String, Fault> {
    let listed = visit.read(|tx| tx.editions.programmes(tx)).await?;
    let found = listed.into_iter().find(|l| l.edition.rules.id == visit.form.get("programme"));
    Ok(found.ok_or(Fault::NotFound)?.edition.rules.id.clone())
}

/// Nobody could complete it: what is missing, and the way to it.
fn unready(words: Words, wording: &WordingIn, findings: &[Finding]) -> Markup {
    note(
        "bad",
        &t!(words, "programs-unready"),
        html! {
            ul { @for f in findings { li { (programme::finding(words, wording, f)) } } }
            p { a.btn.second href="/staff/catalogue/courses/new" { (t!(words, "begin-course-way")) } }
        },
    )
}

/// `POST /staff/programme/first`: pages are about this one where nothing says which.
pub(crate) async fn first(visit: Visit) -> Result<Reply, Fault> {
    let programme = named(&visit).await?;
    visit.change(move |change| several::put_first(change, &programme)).await?;
    Ok(Reply::see("/staff/programme?said=listed"))
}

/// `POST /staff/programme/offer`: people can enroll in it, or no more.
pub(crate) async fn offer(visit: Visit) -> Result<Reply, Fault> {
    let (programme, offered) = (named(&visit).await?, visit.form.ticked("offered"));
    if offered {
        let of = programme.clone();
        let (edition, findings) = visit
            .read(move |tx| {
                let edition = tx.editions.current(tx, Some(&of))?;
                let found = publishing::check(&edition.bench(tx)?.auditor).into_iter().filter(Finding::forbids);
                Ok((edition, found.collect::<Vec<_>>()))
            })
            .await?;
        if !findings.is_empty() {
            let lines = programme::load(&visit).await?;
            let above = unready(visit.words, edition.wording.of(visit.language()), &findings);
            return Ok(visit.show_again(programme::page(&visit, &lines, &Typed::default(), &Errors::default(), above)));
        }
    }
    visit.change(move |change| several::offer(change, &programme, offered)).await?;
    Ok(Reply::see("/staff/programme?said=listed"))
}

/// `POST /staff/programme/add`: publishes another one that comes with the product.
pub(crate) async fn add(visit: Visit) -> Result<Reply, Fault> {
    let words = visit.words;
    let mut errors = Errors::default();
    let lines = programme::load(&visit).await?;
    let Some(chosen) = shipped::chosen(&visit) else {
        errors.add("programme", t!(words, "error-begin-programme"));
        return Ok(visit.show_again(programme::page(&visit, &lines, &Typed::default(), &errors, html! {})));
    };
    let report = shipped::publish(&visit, chosen).await?;
    if report.problems.is_empty() {
        return Ok(Reply::see("/staff/programme?said=added"));
    }
    let page = programme::page(&visit, &lines, &Typed::default(), &errors, shipped::wrong(words, &report));
    Ok(visit.show_again(page))
}
