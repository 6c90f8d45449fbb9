//! `/me/sign-ins`: where somebody is signed in, and how to end it from afar.

use crate::{
    ground::{fault::Fault, ids::PersonId, mail::Mail, verb::Verb, when},
    people,
    programme::change::{Change, Entry, Owed},
    visit::{Visit, visitor::Visitor},
};
use db::{Tx, params, sql};
use kit::{Page, Reply, Words, parts::button_form, t};
use maud::html;
use rules::time::Instant;

/// One sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignIn {
    pub key: String,
    pub device: String,
    pub created: Instant,
    /// Whether it is the one asking.
    pub this: bool,
}

/// How a browser is named to its owner: what it is and what it runs on, but nothing that tells one phone from the next.
pub(crate) fn device(agent: &str) -> String {
    let of = |names: &[(&str, &str)]| {
        names.iter().find(|(sign, _)| agent.contains(sign)).map_or_else(String::new, |(_, name)| (*name).to_owned())
    };
    let browser = of(&[("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari")]);
    let machine = of(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    [browser, machine].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Whether somebody holds an office, or teaches.
pub(crate) fn has_power(tx: &Tx<'_>, person: PersonId, now: Instant) -> Result<bool, Fault> {
    let found = tx.optional(
        sql!(
            "select 1 from office where person_id = $1 and since <= $2 and (until is null or until > $2)
             union all select 1 from trainer where person_id = $1 limit 1"
        ),
        &params![person, now.0],
    )?;
    Ok(found.is_some())
}

/// Owes somebody with power the mail saying that they were signed in.
pub(crate) fn owe_notice(change: &Change<'_, '_>, person: PersonId, key: &str, device: &str) -> Result<(), Fault> {
    change.owe(Owed {
        kind: Mail::SignedIn,
        person,
        about: None,
        detail: device.to_owned(),
        dedupe: format!("signed-in:{key}"),
        due: change.now,
    })?;
    Ok(())
}

/// All sign-ins of a person, newest first.
pub(crate) fn of_person(tx: &Tx<'_>, person: PersonId, this: &[u8], now: Instant) -> Result<Vec<SignIn>, Fault> {
    let rows = tx.all(
        sql!(
            "select key, device, created_at, token_hash from sign_in
             where person_id = $1 and expires_at > $2 order by created_at desc limit 100"
        ),
        &params![person, now.0],
    )?;
    rows.iter()
        .map(|r| {
            Ok(SignIn {
                key: r.get(0)?,
                device: r.get(1)?,
                created: Instant(r.get(2)?),
                this: r.get::<Vec<u8>>(3)? == this,
            })
        })
        .collect()
}

/// Ends one sign-in of a person by its key, or all but the one asking.
fn end(change: &Change<'_, '_>, visitor: &Visitor, key: Option<&str>) -> Result<u64, Fault> {
    let ended = match key {
        Some(key) => {
            change.tx.run(sql!("delete from sign_in where person_id = $1 and key = $2"), &params![visitor.id, key])?
        }
        None => change.tx.run(
            sql!("delete from sign_in where person_id = $1 and token_hash <> $2"),
            &params![visitor.id, visitor.sign_in.as_slice()],
        )?,
    };
    if ended > 0 {
        people::store::end_asked_addresses(change, visitor.id)?;
        change.audit(&Entry {
            verb: Verb::PersonSignInsEnded,
            object: "person",
            id: visitor.id.0,
            before: key.unwrap_or("all others"),
            after: &ended.to_string(),
            reason: "",
        })?;
    }
    Ok(ended)
}

/// Ends all sign-ins of a person, and the links that could sign them in. Part of a verb.
pub(crate) fn end_all(change: &Change<'_, '_>, person: PersonId) -> Result<(), Fault> {
    let ended = change.tx.run(sql!("delete from sign_in where person_id = $1"), &params![person])?;
    change.tx.run(
        sql!("update sign_in_link set used_at = $2 where person_id = $1 and used_at is null"),
        &params![person, change.now.0],
    )?;
    people::store::end_asked_addresses(change, person)?;
    if change.tx.changed() == 0 {
        return Ok(());
    }
    change.audit(&Entry {
        verb: Verb::PersonSignInsEnded,
        object: "person",
        id: person.0,
        before: "by an administrator",
        after: &ended.to_string(),
        reason: "",
    })?;
    Ok(())
}

/// How a device reads, even if its browser said nothing.
pub(crate) fn device_name(words: Words, device: &str) -> String {
    if device.is_empty() { t!(words, "device-unknown") } else { device.to_owned() }
}

/// `GET /me/sign-ins`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let (member, now) = (visit.member()?.clone(), visit.now());
    let power = member.holds.any();
    let (found, has_factor) = visit
        .read(move |tx| Ok((of_person(tx, member.id, &member.sign_in, now)?, super::factor::has(tx, member.id)?)))
        .await?;
    let (words, zone) = (visit.words, &visit.app.zone);
    let more = found.len() > 1;
    let body = html! {
        h1 { (t!(words, "sign-ins-title")) }
        p { (t!(words, "sign-ins-lead")) }
        @if visit.query.ticked("ended") { p.note.ok role="status" { (t!(words, "sign-ins-ended")) } }
        ul.plain.stack {
            @for s in &found {
                li.card.stack.tight {
                    p { strong { (device_name(words, &s.device)) } @if s.this { " · " (t!(words, "sign-in-this")) } }
                    p.mut { (t!(words, "sign-in-since", when = when::moment(words, s.created, zone))) }
                    @if !s.this {
                        (button_form(&format!("/me/sign-ins/{}/end", s.key), "second", &t!(words, "sign-in-end"), html! {}))
                    }
                }
            }
        }
        @if more { (button_form("/me/sign-ins/end", "second", &t!(words, "sign-ins-end-all"), html! {})) }
        @if power {
            section.stack {
                h2 { (t!(words, "factor-title")) }
                p { @if has_factor { (t!(words, "factor-have")) } @else { (t!(words, "factor-none")) } }
                p { a href="/prove/set-up" { @if has_factor { (t!(words, "factor-change")) } @else { (t!(words, "factor-begin")) } } }
            }
        }
        p { a href="/me" { (t!(words, "go-back")) } }
    };
    Ok(visit.show(Page::new(t!(words, "sign-ins-title"), body).private()))
}

/// `POST /me/sign-ins/{key}/end`
pub(crate) async fn end_one(visit: Visit) -> Result<Reply, Fault> {
    let (member, key) = (visit.member()?.clone(), visit.param("key").to_owned());
    visit.change(move |change| end(change, &member, Some(&key))).await?;
    Ok(Reply::see("/me/sign-ins?ended=1"))
}

/// `POST /me/sign-ins/end`
pub(crate) async fn end_others(visit: Visit) -> Result<Reply, Fault> {
    let member = visit.member()?.clone();
    visit.change(move |change| end(change, &member, None)).await?;
    Ok(Reply::see("/me/sign-ins?ended=1"))
}

#[cfg(test)]
mod tests {
    use super::device;

    #[test]
    fn a_device_is_named_in_two_words() {
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604.1";
        assert_eq!(device(phone), "Safari, iPhone");
        assert_eq!(device("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/150.0"), "Firefox, Windows");
        assert_eq!(device("curl/8"), "");
    }
}
