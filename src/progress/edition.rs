//! `/me/edition`: anyone enrolled under an earlier edition sees what a later one would say, and moves only on request.

use super::Case;
use crate::{
    ground::{fault::Fault, ids::PersonId, verb::Verb, when},
    people::lock::lock_person,
    programme::{
        Edition, Reading,
        change::{Change, Entry},
    },
    visit::Visit,
};
use db::{params, sql};
use kit::{Page, Reply, form::hidden, parts::button_form, t};
use maud::html;
use rules::audit::Verdict;
use std::sync::Arc;

/// A later edition with its verdict.
pub(crate) struct Later {
    pub edition: Arc<Edition>,
    pub verdict: Verdict,
    /// Whether it is better for the member than their own.
    pub helps: bool,
}

/// Editions published after the member's own that have not ended, oldest first, each with what it would say.
pub(crate) fn later(at: &Reading<'_, '_>, case: &Case, own: &Verdict) -> Result<Vec<Later>, Fault> {
    let all = at.editions.all(at)?;
    let newer: Vec<Arc<Edition>> = all.into_iter().skip_while(|e| e.id != case.edition.id).skip(1).collect();
    let mut out = Vec::new();
    for edition in newer.into_iter().filter(|e| e.rules.id == case.edition.rules.id) {
        let row = at.one(sql!("select sunset_on from edition where id = $1"), &params![edition.id])?;
        if row.get::<Option<String>>(0)?.is_some() {
            continue; // nobody is led into an edition that is to end
        }
        let verdict = case.under(at, Arc::clone(&edition))?.done()?;
        let rank = |v: &Verdict| v.rank(case.edition.rules.objective);
        out.push(Later { helps: rank(&verdict) < rank(own), edition, verdict });
    }
    Ok(out)
}

/// `GET /me/edition`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let person = visit.member()?.id;
    let found = visit
        .read(move |tx| {
            let Some(case) = Case::load(tx, person)? else { return Ok(None) };
            let own = case.done()?;
            let later = later(tx, &case, &own)?;
            Ok(Some((case, own, later)))
        })
        .await?;
    let Some((case, own, later)) = found else { return Ok(Reply::see("/enroll")) };
    let words = visit.words;
    let say = |v: &Verdict| {
        if v.complete { t!(words, "edition-complete") } else { t!(words, "edition-left", hours = words.hours(v.left)) }
    };
    let body = html! {
        h1 { (t!(words, "edition-title")) }
        p { (t!(words, "why-edition", title = &case.edition.rules.title, edition = &case.edition.rules.edition)) " " (say(&own)) }
        @if let Some(day) = &case.sunset_on {
            p.note.warn {
                (t!(words, "edition-ends", day = words.date(when::civil_day(when::parse_date(day)))))
            }
        }
        @if later.is_empty() { p { (t!(words, "edition-none")) } }
        @for one in &later {
            section.card.stack {
                h2 { (one.edition.rules.title) ", " (one.edition.rules.edition) }
                p { (say(&one.verdict)) " " (if one.helps { t!(words, "edition-helps") } else { t!(words, "edition-no-help") }) }
                p { (t!(words, "edition-mind")) }
                @let style = if one.helps { "" } else { "second" };
                @let move_to = t!(words, "edition-move", edition = &one.edition.rules.edition);
                (button_form("/me/edition", style, &move_to,
                    hidden("edition", &one.edition.id.to_string())))
            }
        }
        p { a href="/me" { (t!(words, "me-title")) } }
    };
    Ok(visit.show(Page::new(t!(words, "edition-title"), body).private()))
}

/// `POST /me/edition`
pub(crate) async fn move_on(visit: Visit) -> Result<Reply, Fault> {
    let person = visit.member()?.id;
    let wanted: i64 = visit.form.get("edition").parse().map_err(|_| Fault::NotFound)?;
    visit.change(move |change| move_to(change, person, wanted)).await?;
    Ok(Reply::see("/me"))
}

/// Moves an enrolment to a later edition of its programme.
fn move_to(change: &Change<'_, '_>, person: PersonId, wanted: i64) -> Result<(), Fault> {
    lock_person(change.tx, person)?;
    let case = Case::load(change, person)?.ok_or(Fault::NotFound)?;
    if case.edition.id == wanted {
        return Ok(());
    }
    let own = case.done()?;
    let later = later(change, &case, &own)?;
    let to = later.into_iter().find(|l| l.edition.id == wanted).ok_or(Fault::NotFound)?.edition;
    pin(change, &case, &to, "asked by the member")
}

/// Pins an enrolment to an edition. Part of a verb; it writes its audit entry.
fn pin(change: &Change<'_, '_>, case: &Case, to: &Edition, why: &str) -> Result<(), Fault> {
    change.tx.run(sql!("update enrolment set edition_id = $2 where id = $1"), &params![case.whose.enrolment, to.id])?;
    super::recompute(change, case.whose.person)?;
    change.audit(&Entry {
        verb: Verb::EnrolmentEditionChanged,
        object: "enrolment",
        id: case.whose.enrolment,
        before: &case.edition.rules.edition,
        after: &to.rules.edition,
        reason: why,
    })?;
    Ok(())
}
