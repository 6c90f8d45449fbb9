//! For seven days the old address can take an address change back: whoever sat at an open browser, or wrote to the
//! office in another's name, does not keep what they took.

use super::verbs::tell_taken_back;
use crate::{
    ground::{fault::Fault, ids::PersonId, verb::Verb},
    people::{lock::lock_person, signin::sign_ins::has_power, store},
    programme::change::{Actor, Change, Entry},
    visit::Visit,
};
use db::{Tx, params, sql};
use kit::{Page, Reply, t};
use maud::html;
use rules::time::Instant;

/// The purpose of the link in the mail to the old address; it names that mail.
pub(super) const PURPOSE: &str = "addressback";
/// It works for this many minutes.
const MINUTES: i64 = 7 * 24 * 60;

/// A change that can be taken back.
struct Changed {
    person: PersonId,
    old: String,
    new: String,
}

/// The change that a mail told of, while it can be taken back.
fn live(tx: &Tx<'_>, mail: i64, now: Instant) -> Result<Option<Changed>, Fault> {
    // an address that was itself adopted within the week takes nothing back: of several changes the first one counts,
    // so that whoever took over an account cannot take back its recovery
    let row = tx.optional(
        sql!(
            "select x.person_id, x.detail, p.email from outbox x join person p on p.id = x.person_id
             where x.id = $1 and x.kind = 'address-changed' and x.detail <> '' and x.due_at > $2 and p.merged_into is null
               and not exists (select 1 from address_back b where b.person_id = x.person_id and b.at >= x.due_at)
               and not exists (select 1 from outbox o where o.person_id = x.person_id and o.kind = 'address-changed'
                                 and o.id <> x.id and o.due_at <= x.due_at and o.due_at > x.due_at - $3)"
        ),
        &params![mail, now.plus_minutes(-MINUTES).0, MINUTES * 60_000_000],
    )?;
    let Some(row) = row else { return Ok(None) };
    let found = Changed { person: row.get(0)?, old: row.get(1)?, new: row.get(2)? };
    // somebody else has the old address by now; or the person has power, and an administrator looks after their address
    let over = store::is_confirmed_by_another(tx, &found.old)? || has_power(tx, found.person, now)?;
    Ok((!over).then_some(found))
}

/// Restores the old address, ends all sign-ins, and returns the address.
fn undo(change: &Change<'_, '_>, mail: i64) -> Result<Option<String>, Fault> {
    let row = change
        .tx
        .optional(sql!("select person_id from outbox where id = $1 and kind = 'address-changed'"), &params![mail])?;
    let Some(row) = row else { return Ok(None) };
    lock_person(change.tx, row.get(0)?)?;
    let Some(found) = live(change.tx, mail, change.now)? else { return Ok(None) };
    // a form that a stranger sent with the old address keeps nobody from getting it back
    let gave_up = store::give_up_address(change, &found.old)?;
    store::readdress(change, found.person, &found.old)?;
    store::verify(change, found.person, change.now)?;
    change.tx.run(
        sql!("insert into address_back (mail_id, person_id, at) values ($1, $2, $3) on conflict (mail_id) do nothing"),
        &params![mail, found.person, change.now.0],
    )?;
    // both hear of it: the one that has it again, and the one that had it
    tell_taken_back(change, found.person, "")?;
    tell_taken_back(change, found.person, &found.new)?;
    change.audit(&Entry {
        verb: Verb::PersonAddressTakenBack,
        object: "person",
        id: found.person.0,
        before: &found.new,
        after: &found.old,
        reason: &gave_up.map_or_else(
            || "by the old address".to_owned(),
            |other| format!("by the old address; person {other} had it unconfirmed and has none now"),
        ),
    })?;
    Ok(Some(found.old))
}

fn over(visit: &Visit) -> Page {
    let (words, office) = (visit.words, &visit.app.config.office);
    let body = html! {
        h1 { (t!(words, "address-title")) }
        p.note.warn { (t!(words, "address-back-over", email = &office.email, phone = &office.phone)) }
    };
    Page::new(t!(words, "address-title"), body).private()
}

pub(super) async fn show(visit: Visit, mail: i64) -> Result<Reply, Fault> {
    let now = visit.now();
    let Some(found) = visit.read(move |tx| live(tx, mail, now)).await? else { return Ok(visit.show(over(&visit))) };
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "address-back-title")) }
        p { (t!(words, "address-back-lead", old = &found.old)) }
        form method="post" action=(visit.path) { button.btn type="submit" { (t!(words, "address-back-button")) } }
    };
    Ok(visit.show(Page::new(t!(words, "address-back-title"), body).private()))
}

pub(super) async fn act(visit: Visit, mail: i64) -> Result<Reply, Fault> {
    let words = visit.words;
    Ok(match visit.app.change(Actor::System, move |change| undo(change, mail)).await? {
        None => visit.show_again(over(&visit)),
        Some(email) => {
            let body = html! {
                h1 { (t!(words, "address-back-done")) }
                p { (t!(words, "address-back-done-text", email = email)) }
                p { a.btn href="/sign-in" { (t!(words, "sign-in-title")) } }
            };
            visit.show(Page::new(t!(words, "address-back-done"), body).private())
        }
    })
}
