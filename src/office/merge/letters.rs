//! The letters about a merge: from then on both addresses lead to the one record, so that both are told, and each can
//! separate the records again for seven days.

use super::undo;
use crate::{
    ground::{fault::Fault, ids::PersonId, mail::Mail},
    people::{
        letter::{Desk, Letter},
        power_requests::is_asked_for,
        signin::{purpose_link, sign_ins::has_power},
    },
    programme::change::{Actor, Change, Owed},
    visit::Visit,
};
use db::{Tx, params, sql};
use kit::{Page, Reply, t};
use maud::html;
use rules::time::Instant;

/// The purpose of the link in the letter; it names that letter.
pub(crate) const PURPOSE: &str = "apart";
/// How many minutes the link works.
const MINUTES: i64 = 7 * 24 * 60;

/// Owes the letters. `addresses`: those of both records, empty if nobody confirmed them. Part of a verb.
pub(super) fn tell(change: &Change<'_, '_>, kept: PersonId, merge: i64, addresses: &[&str]) -> Result<(), Fault> {
    for (n, address) in addresses.iter().enumerate().filter(|(_, a)| !a.is_empty()) {
        change.owe(Owed {
            kind: Mail::RecordsJoined,
            person: kept,
            about: Some(merge),
            detail: (*address).to_owned(),
            dedupe: format!("records-joined:{merge}:{n}"),
            due: change.now,
        })?;
    }
    Ok(())
}

pub(crate) fn joined(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let words = desk.words;
    let link = purpose_link(desk.secret, PURPOSE, desk.owed.id);
    let letter = Letter::new(t!(words, "mail-records-joined-subject"))
        .to(desk.owed.detail.clone())
        .line(t!(words, "mail-records-joined-lead"))
        .button(t!(words, "mail-records-joined-button"), desk.whole(&format!("/address/{link}")))
        .line(t!(words, "mail-address-changed-not-you", email = &desk.office.email, phone = &desk.office.phone));
    Ok(Some(letter))
}

/// The key of the merge that a letter is about, while its reader can undo it.
fn live(tx: &Tx<'_>, letter: i64, now: Instant) -> Result<Option<String>, Fault> {
    let row = tx.optional(
        sql!(
            "select m.key, m.kept_id, m.gone_id from outbox o join merge m on m.id = o.about
             where o.id = $1 and o.kind = 'records-joined' and o.due_at > $2 and m.undone_at is null"
        ),
        &params![letter, now.plus_minutes(-MINUTES).0],
    )?;
    let Some(row) = row else { return Ok(None) };
    // if an office was given since, or is asked for, an administrator decides whose it is
    let asked_for = is_asked_for(tx, row.get(1)?)? || is_asked_for(tx, row.get(2)?)?;
    let power = asked_for || has_power(tx, row.get(1)?, now)? || has_power(tx, row.get(2)?, now)?;
    Ok(if power { None } else { Some(row.get(0)?) })
}

fn over(visit: &Visit) -> Page {
    let (words, office) = (visit.words, &visit.app.config.office);
    let body = html! {
        h1 { (t!(words, "records-apart-title")) }
        p.note.warn { (t!(words, "address-back-over", email = &office.email, phone = &office.phone)) }
    };
    Page::new(t!(words, "records-apart-title"), body).private()
}

/// The page that the letter's link opens: nothing changes before its button is pressed.
pub(crate) async fn show(visit: Visit, letter: i64) -> Result<Reply, Fault> {
    let (words, now) = (visit.words, visit.now());
    if visit.read(move |tx| live(tx, letter, now)).await?.is_none() {
        return Ok(visit.show(over(&visit)));
    }
    let body = html! {
        h1 { (t!(words, "records-apart-title")) }
        p { (t!(words, "records-apart-lead")) }
        form method="post" action=(visit.path) { button.btn type="submit" { (t!(words, "records-apart-button")) } }
    };
    Ok(visit.show(Page::new(t!(words, "records-apart-title"), body).private()))
}

/// Separates the records; anyone who holds the link can do it, signed in or not.
pub(crate) async fn act(visit: Visit, letter: i64) -> Result<Reply, Fault> {
    let words = visit.words;
    let done = visit
        .app
        .change(Actor::System, move |change| match live(change.tx, letter, change.now)? {
            Some(key) => undo(change, &key, "by one of the two addresses", false),
            None => Ok(false),
        })
        .await?;
    if !done {
        return Ok(visit.show_again(over(&visit)));
    }
    let body = html! {
        h1 { (t!(words, "records-apart-done")) }
        p { (t!(words, "records-apart-done-text")) }
        p { a.btn href="/sign-in" { (t!(words, "sign-in-title")) } }
    };
    Ok(visit.show(Page::new(t!(words, "records-apart-done"), body).private()))
}
