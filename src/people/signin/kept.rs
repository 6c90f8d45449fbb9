//! What was filled in while a sign-in or a second factor ran out is not lost: the fields go along from page to page, and
//! a file waits here for its person. Owns `kept_file`.

use super::pressed;
use crate::{
    ground::{fault::Fault, ids::PersonId, sealing},
    visit::{Visit, visitor::FACTOR_FIELD, ways::safe_next},
};
use db::{Tx, params, sql};
use kit::form::hidden;
use maud::{Markup, html};
use rules::time::Instant;

/// The hidden field that names a kept file.
pub(crate) const FILE: &str = "kept-file";
/// Set where the file that came with a form could not be kept.
pub(crate) const LOST: &str = "kept-file-lost";
/// The hidden field with the sealed number of the person whose form it was, where that is known.
const WHOSE: &str = "kept-whose";
/// The hidden field that says where a form was going, and the prefix that its fields' names have meanwhile.
pub(crate) const TO: &str = "kept-to";
const FIELDS: &str = "kept.";
/// A file waits for this many minutes.
const WAITS: i64 = 60;
/// At most this many files of one person wait at once.
const MOST: i64 = 3;

/// Keeps the file that came with a form for the person whose sign-in or second factor has run out.
pub(crate) async fn keep_file(visit: &mut Visit) -> Result<(), Fault> {
    let person = visit.visitor.as_ref().map(|v| v.seen_by.unwrap_or(v.id)).or(visit.ended);
    let Some(bytes) = visit.file.take() else { return Ok(()) };
    let Some(person) = person else {
        // nobody knows whose it is, and files of strangers are not kept: the page says so
        visit.form = std::mem::take(&mut visit.form).with(LOST, "1");
        return Ok(());
    };
    let (key, now) = (visit.app.random.key(20), visit.now());
    let stored = key.clone();
    // a hand-in that nobody has taken yet is not a change to anybody's record
    visit
        .app
        .db
        .write(move |tx| -> Result<(), Fault> {
            tx.run(
                sql!(
                    "delete from kept_file where person_id = $1 and key not in
                       (select key from kept_file where person_id = $1 order by kept_at desc limit $2)"
                ),
                &params![person, MOST - 1],
            )?;
            tx.run(
                sql!("insert into kept_file (key, person_id, bytes, kept_at) values ($1, $2, $3, $4)"),
                &params![&stored, person, bytes.as_slice(), now.0],
            )?;
            Ok(())
        })
        .await?;
    visit.form = std::mem::take(&mut visit.form).with(FILE, &key);
    Ok(())
}

/// Gives a kept file back to the form that names it, if it is the visitor's own. It stays for an hour: a second press
/// of the button finds it too.
pub(crate) async fn take_file(visit: &mut Visit) -> Result<(), Fault> {
    let Some(person) = visit.visitor.as_ref().map(|v| v.id) else { return Ok(()) };
    let key = visit.form.get(FILE).to_owned();
    if key.is_empty() || visit.file.is_some() {
        return Ok(());
    }
    visit.file = visit
        .read(move |tx| {
            let row = tx.optional(
                sql!("select bytes from kept_file where key = $1 and person_id = $2"),
                &params![&key, person],
            )?;
            Ok(row.map(|r| r.get(0)).transpose()?)
        })
        .await?;
    Ok(())
}

/// Forgets files that nobody came back for. Part of the job that forgets sign-ins.
pub(crate) fn forget(tx: &Tx<'_>, now: Instant) -> Result<(), Fault> {
    tx.run(sql!("delete from kept_file where kept_at <= $1"), &params![now.plus_minutes(-WAITS).0])?;
    Ok(())
}

/// The hidden fields that carry a form along: the one that was just sent, or one that is on its way already.
pub(crate) fn carried(visit: &Visit) -> Markup {
    if visit.form.ticked(TO) {
        let names = visit.form.names().filter(|n| *n == TO || *n == WHOSE || n.starts_with(FIELDS));
        return html! { @for name in names { @for value in visit.form.all(name) { (hidden(name, value)) } } };
    }
    if !visit.posted
        || visit.visitor.is_some()
        || visit.path.starts_with("/sign-in")
        || visit.path.starts_with("/enroll")
    {
        return html! {};
    }
    let app = &visit.app;
    let secret = app.secret.get().ok();
    let sealed = |person: PersonId| Some(sealing::word(secret?, &app.random, WHOSE, &person.to_string()));
    let whose = visit.ended.and_then(sealed);
    let typed = visit.form.names().filter(|n| ![FACTOR_FIELD, pressed::FIELD, LOST].contains(n));
    html! {
        (hidden(TO, &format!("{}{}", visit.base, visit.path)))
        @if let Some(whose) = whose { (hidden(WHOSE, &whose)) }
        @for name in typed { @for value in visit.form.all(name) { (hidden(&format!("{FIELDS}{name}"), value)) } }
    }
}

/// Fields of which a form can have several: people, and what a course is made of.
const LISTS: [&str; 4] = ["person", "counts", "covers", "made-of"];

/// Whether a field may come several times: boxes of a list, also where a form is carried along.
pub(crate) fn is_list(name: &str) -> bool {
    LISTS.contains(&name.strip_prefix(FIELDS).unwrap_or(name))
}

/// Where a carried form was going, and its fields; `None` if it was not that of the person signed in now.
pub(crate) fn form_of(visit: &Visit, person: Option<PersonId>) -> Option<(String, Markup)> {
    let form = &visit.form;
    let to = form.get(TO);
    let secret = visit.app.secret.get().ok();
    let whose =
        secret.and_then(|s| sealing::read_word(s, WHOSE, form.get(WHOSE))).and_then(|id| id.parse::<PersonId>().ok());
    let theirs = whose.is_none() || person.is_none() || whose == person;
    let local = !to.is_empty() && safe_next(to) == to && !to.contains(['?', '#']) && theirs;
    let fields = form.names().filter_map(|n| Some((n, n.strip_prefix(FIELDS)?)));
    local.then(|| {
        let fields = html! { @for (name, own) in fields { @for value in form.all(name) { (hidden(own, value)) } } };
        (to.to_owned(), fields)
    })
}
