//! Before an act that writes to several people: who is told what. The act runs once and is taken back, the page shows
//! the mails that it would owe, and the same form is sent again by whoever agrees.

use crate::{
    change::Change,
    fault::Fault,
    signin::{pressed, prove},
    visit::Visit,
};
use db::{Tx, params, sql};
use kit::{Page, Reply, form::hidden, t};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The hidden field of who has seen the page.
pub(super) const AGREED: &str = "agreed";

/// What the page says of the act.
pub(super) struct Act {
    pub title: String,
    /// What becomes of it, in a sentence.
    pub lead: String,
    pub button: String,
    /// Where who does not want it goes.
    pub back: String,
}

/// Mails that would be owed: people by the kind of mail, and people who get none.
#[derive(Default)]
struct Told {
    by_kind: BTreeMap<String, Vec<String>>,
    unreached: Vec<String>,
}

/// The page to answer before an act; nothing where somebody has seen it and agrees.
pub(super) async fn ask(
    visit: &Visit,
    act: Act,
    mut verb: impl FnMut(&Change<'_, '_>) -> Result<(), Fault> + Send + 'static,
) -> Result<Option<Reply>, Fault> {
    if visit.form.ticked(AGREED) {
        return Ok(None);
    }
    let told = visit
        .app
        .rehearse(visit.actor(), move |change| {
            verb(change)?;
            told(change.tx, &change.owed())
        })
        .await?;
    Ok(Some(page(visit, &act, &told)))
}

/// Who would get these mails.
fn told(tx: &Tx<'_>, mails: &[i64]) -> Result<Told, Fault> {
    let mut told = Told::default();
    for mail in mails {
        let row = tx.optional(
            sql!(
                "select x.kind, p.name, p.email_verified_at is not null and p.bounced_at is null
                 from outbox x join person p on p.id = x.person_id where x.id = $1"
            ),
            &params![*mail],
        )?;
        // one of the same name was owed before
        let Some(row) = row else { continue };
        let name: String = row.get(1)?;
        if row.get(2)? {
            told.by_kind.entry(row.get(0)?).or_default().push(name);
        } else {
            told.unreached.push(name);
        }
    }
    Ok(told)
}

fn page(visit: &Visit, act: &Act, told: &Told) -> Reply {
    let words = visit.words;
    let people = |title: String, names: &[String]| {
        html! {
            details.card {
                summary { (title) }
                ul { @for name in names { li { (name) } } }
            }
        }
    };
    let nobody = told.by_kind.is_empty() && told.unreached.is_empty();
    let list: Markup = html! {
        @if nobody { p { (t!(words, "telling-nobody")) } } @else { h2 { (t!(words, "telling-who")) } }
        @for (kind, names) in &told.by_kind {
            @let what = words.text(&format!("mail-kind-{kind}"), &[]);
            (people(t!(words, "telling-mail", what = what, count = names.len()), names))
        }
        @if !told.unreached.is_empty() {
            (people(t!(words, "telling-unreached", count = told.unreached.len()), &told.unreached))
        }
    };
    let body = html! {
        h1 { (act.title) }
        p { (act.lead) }
        (list)
        p.mut { (t!(words, "telling-trainers")) }
        form.row method="post" action=(visit.path) {
            @for name in visit.form.names().filter(|n| ![prove::FIELD, pressed::FIELD].contains(n)) { @for value in visit.form.all(name) { (hidden(name, value)) } }
            (hidden(AGREED, "1"))
            button.btn.danger type="submit" { (act.button) }
            a href=(act.back) { (t!(words, "telling-not")) }
        }
    };
    visit.show(Page::new(act.title.clone(), body).private())
}
