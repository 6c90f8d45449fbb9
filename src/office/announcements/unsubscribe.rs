//! `/no-mail/{link}`: no more messages to many. One press, without signing in; mail programs press it on their own when
//! somebody asks them to (RFC 8058).

use crate::{
    ground::{fault::Fault, ids::PersonId, verb::Verb},
    people::{self, signin::read_purpose_link},
    programme::change::{Actor, Entry},
    visit::Visit,
};
use db::{params, sql};
use kit::{Page, Reply, parts::button_form, t};
use maud::html;

/// Whose link it is; for a record that was merged, the one it went into.
async fn person(visit: &Visit) -> Result<PersonId, Fault> {
    let Some((_, id)) = read_purpose_link(visit.app.secret.get()?, visit.param("link")).filter(|(p, _)| p == "nomail")
    else {
        return Err(Fault::NotFound);
    };
    visit
        .read(move |tx| {
            let row = tx.optional(sql!("select coalesce(merged_into, id) from person where id = $1"), &params![id])?;
            Ok(row.ok_or(Fault::NotFound)?.get(0)?)
        })
        .await
}

/// `GET /no-mail/{link}`: opening it changes nothing: mail scanners open links.
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let id = person(&visit).await?;
    let (language, off) = visit
        .read(move |tx| {
            let off: Option<i64> =
                tx.one(sql!("select unsubscribed_at from person where id = $1"), &params![id])?.get(0)?;
            Ok((people::store::by_id(tx, id)?.language, off.is_some()))
        })
        .await?;
    let visit = visit.in_language_of(language);
    let words = visit.words;
    let at = format!("/no-mail/{}", visit.param("link"));
    let body = html! {
        h1 { (t!(words, "no-mail-title")) }
        @if off {
            p.note.ok role="status" { (t!(words, "no-mail-done")) }
            (button_form(&format!("{at}/again"), "second", &t!(words, "no-mail-again"), html! {}))
        } @else {
            p { (t!(words, "no-mail-lead")) }
            (button_form(&at, "", &t!(words, "no-mail-do"), html! {}))
        }
    };
    Ok(visit.show(Page::new(t!(words, "no-mail-title"), body).private()))
}

async fn set(visit: &Visit, off: bool) -> Result<(), Fault> {
    let id = person(visit).await?;
    visit
        .app
        .change(Actor::Person(id), move |change| {
            let done = change.tx.run(
                sql!("update person set unsubscribed_at = $2 where id = $1 and (unsubscribed_at is null) = $3"),
                &params![id, off.then_some(change.now.0), off],
            )?;
            if done > 0 {
                let after = if off { "no messages" } else { "messages" };
                change.audit(&Entry {
                    verb: Verb::PersonMessages,
                    object: "person",
                    id: id.0,
                    before: "",
                    after,
                    reason: "",
                })?;
            }
            Ok(())
        })
        .await
}

/// `POST /no-mail/{link}`
pub(crate) async fn off(visit: Visit) -> Result<Reply, Fault> {
    set(&visit, true).await?;
    // a mail program that presses it on its own waits for a plain yes (RFC 8058)
    if visit.form.get("List-Unsubscribe") == "One-Click" {
        return show(visit).await;
    }
    Ok(Reply::see(format!("/no-mail/{}", visit.param("link"))))
}

/// `POST /no-mail/{link}/again`
pub(crate) async fn on(visit: Visit) -> Result<Reply, Fault> {
    set(&visit, false).await?;
    Ok(Reply::see(format!("/no-mail/{}", visit.param("link"))))
}
