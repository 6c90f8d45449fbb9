//! `/staff/policy`: the knobs of credit policy with their history; a change shows whom it touches before it is saved.

use crate::{
    ground::{fault::Fault, when},
    hours::credit::policy::{self, Decided, Touched},
    programme::Edition,
    visit::Visit,
    visit::policy::Policy as Access,
};
use kit::{
    Page, Reply, Words,
    form::{Errors, Field, Typed, field, hidden, select, text_area, typed_minutes},
    t,
};
use maud::{Markup, html};
use rules::credit::policy::{Knob, KnobChange, Policy};
use std::sync::Arc;

struct PolicyPage {
    edition: Arc<Edition>,
    policy: Policy,
    history: Vec<Decided>,
}

async fn load(visit: &Visit) -> Result<PolicyPage, Fault> {
    let today = visit.now().date(&visit.app.zone);
    visit
        .read(move |tx| {
            let edition = tx.edition()?;
            let policy = policy::of_edition(tx, edition.id, today)?;
            Ok(PolicyPage { policy, history: policy::history(tx, edition.id)?, edition })
        })
        .await
}

/// A knob's value as pages show it.
fn value(words: Words, knob: Knob, value: i64) -> String {
    match knob {
        Knob::BandPercent | Knob::FullPercent => format!("{value} %"),
        Knob::Rounding | Knob::Grace => t!(words, "policy-minutes", count = value),
        Knob::Partial => {
            words.text(["policy-zero", "policy-review", "policy-prorate"][value.clamp(0, 2) as usize], &[])
        }
        Knob::Teaching | Knob::AutoIssue => {
            if value == 1 {
                t!(words, "whatif-yes")
            } else {
                t!(words, "whatif-no")
            }
        }
        _ if is_hours(knob) => words.hours(value),
        _ => value.to_string(),
    }
}

/// Whether people write it in hours.
const fn is_hours(knob: Knob) -> bool {
    matches!(knob, Knob::TeachingCap | Knob::ClaimCap | Knob::OutsideCap | Knob::WaiverCap)
}

fn name(words: Words, knob: Knob) -> String {
    words.text(&format!("knob-{}", knob.name()), &[])
}

/// `GET /staff/policy`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let sheet = load(&visit).await?;
    Ok(visit.show(page(&visit, &sheet, &Typed::default(), &Errors::default())))
}

fn page(visit: &Visit, sheet: &PolicyPage, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let knobs: Vec<_> = Knob::ALL.iter().map(|k| (k.name().to_owned(), name(words, *k), None)).collect();
    let (new, day, reason) = (t!(words, "policy-value"), t!(words, "policy-day"), t!(words, "decide-reason"));
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "staff-policy")) }
        @if visit.query.get("said") == "saved" { p.note.ok role="status" { (t!(words, "policy-saved")) } }
        p { (t!(words, "policy-lead", edition = &sheet.edition.rules.edition)) }
        div.scroll tabindex="0" role="region" aria-label=(t!(words, "policy-now")) {
            table {
                caption { (t!(words, "policy-now")) }
                thead {
                    tr {
                        th scope="col" { (t!(words, "policy-knob")) } th scope="col" { (t!(words, "policy-value")) }
                        th scope="col" { (t!(words, "policy-range")) }
                    }
                }
                tbody { @for knob in Knob::ALL {
                    @let (least, most) = knob.range();
                    tr {
                        th scope="row" { (name(words, knob)) }
                        td { (value(words, knob, knob.of(&sheet.policy))) }
                        td { (value(words, knob, least)) " – " (value(words, knob, most)) }
                    }
                } }
            }
        }
        h2 { (t!(words, "policy-change")) }
        form.stack method="post" action="/staff/policy" novalidate {
            (select(words, Field::new("knob", &t!(words, "policy-knob")), &knobs, typed, errors))
            (field(words, Field::new("value", &new).hinted(&t!(words, "policy-value-hint")), typed, errors))
            (field(words, Field::new("day", &day).of_kind("date"), typed, errors))
            (text_area(words, Field::new("reason", &reason), 2, typed, errors))
            p { button.btn type="submit" { (t!(words, "policy-check")) } }
        }
        @if !sheet.history.is_empty() {
            h2 { (t!(words, "policy-history")) }
            ul { @for d in &sheet.history { li {
                @let day = words.date(when::civil_day(d.change.effective_on));
                (t!(
                    words,
                    "policy-line",
                    knob = name(words, d.change.knob),
                    value = value(words, d.change.knob, d.change.value),
                    day = day,
                    name = &d.by,
                ))
                " " (d.reason)
            } } }
        }
    };
    Page::new(t!(words, "staff-policy"), body).private()
}

/// What the form says.
fn read(visit: &Visit, errors: &mut Errors) -> Option<(KnobChange, String)> {
    let (words, form) = (visit.words, &visit.form);
    let Some(knob) = Knob::from_name(form.get("knob")) else {
        errors.add("knob", t!(words, "error-policy-knob"));
        return None;
    };
    let (least, most) = knob.range();
    let typed = if is_hours(knob) { typed_minutes(form.get("value")) } else { form.within("value", ..) };
    let new = typed.filter(|v| (least..=most).contains(v));
    if new.is_none() {
        let (least, most) = (value(words, knob, least), value(words, knob, most));
        errors.add("value", t!(words, "error-policy-value", least = least, most = most));
    }
    let today = visit.now().date(&visit.app.zone);
    let day = form.within("day", today..);
    if day.is_none() {
        errors.add("day", t!(words, "error-policy-day"));
    }
    let reason = form.get("reason").to_owned();
    if reason.is_empty() || reason.chars().count() > 500 {
        errors.add("reason", t!(words, "error-reason"));
    }
    let change = KnobChange { knob, value: new?, effective_on: day? };
    errors.is_empty().then_some((change, reason))
}

/// `POST /staff/policy`: check answers: whom the change touches.
pub(crate) async fn check(visit: Visit) -> Result<Reply, Fault> {
    let sheet = load(&visit).await?;
    let mut errors = Errors::default();
    let Some((new, reason)) = read(&visit, &mut errors) else {
        return Ok(visit.show_again(page(&visit, &sheet, &visit.form, &errors)));
    };
    let edition = sheet.edition.id;
    let (touched, before) = visit
        .read(move |tx| {
            let before = new.knob.of(&policy::of_edition(tx, edition, new.effective_on)?);
            Ok((policy::preview(tx, edition, new)?, before))
        })
        .await?;
    if before == new.value {
        errors.add("value", t!(visit.words, "error-policy-same"));
        return Ok(visit.show_again(page(&visit, &sheet, &visit.form, &errors)));
    }
    let words = visit.words;
    let day = words.date(when::civil_day(new.effective_on));
    let body = html! {
        h1 { (t!(words, "policy-check-title")) }
        p {
            strong { (name(words, new.knob)) } ": " (value(words, new.knob, before)) " → "
            (value(words, new.knob, new.value)) ", " (t!(words, "policy-from", day = day))
        }
        p { (reason) }
        (touches(words, new.knob, touched))
        div.row {
            @if visit.may(Access::Administer) {
                form method="post" action="/staff/policy/save" {
                    @for field in ["knob", "value", "day", "reason"] { (hidden(field, visit.form.get(field))) }
                    button.btn type="submit" { (t!(words, "policy-save")) }
                }
            } @else { strong { (t!(words, "policy-administrator")) } }
            a href="/staff/policy" { (t!(words, "go-back")) }
        }
    };
    Ok(visit.show(Page::new(t!(words, "policy-check-title"), body).private()))
}

fn touches(words: Words, knob: Knob, touched: Touched) -> Markup {
    match knob {
        Knob::BandPercent | Knob::Rounding => html! { p { (t!(words, "policy-touches-new")) } },
        Knob::FullPercent | Knob::Grace | Knob::Partial => {
            html! { p { (t!(words, "policy-touches-sessions", count = touched.sessions)) } }
        }
        Knob::TeachingCap | Knob::ClaimCap | Knob::OutsideCap | Knob::WaiverCap => {
            html! { p { (t!(words, "policy-touches-people", count = touched.over_cap)) } }
        }
        Knob::Teaching | Knob::WaiverApprovers | Knob::AutoIssue => html! { p { (t!(words, "policy-touches-later")) } },
    }
}

/// `POST /staff/policy/save`
pub(crate) async fn save(visit: Visit) -> Result<Reply, Fault> {
    let sheet = load(&visit).await?;
    let mut errors = Errors::default();
    let Some((new, reason)) = read(&visit, &mut errors) else {
        return Ok(visit.show_again(page(&visit, &sheet, &visit.form, &errors)));
    };
    let edition = sheet.edition.id;
    if !visit.change(move |change| policy::set(change, edition, new, &reason)).await? {
        errors.add("value", t!(visit.words, "error-policy-same"));
        return Ok(visit.show_again(page(&visit, &sheet, &visit.form, &errors)));
    }
    Ok(Reply::see("/staff/policy?said=saved"))
}
