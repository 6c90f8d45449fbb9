//! Whose record was looked at: what a page writes when it is opened, beside when a sign-in was used. The router writes
//! it, from the address and from what the finished page shows, so that no page can forget it; with it, one query tells
//! whose records a sign-in has looked at.

use super::scope::Scope;
use crate::{ground::fault::Fault, visit::Visit};
use db::{Tx, params, sql};
use kit::Reply;
use std::collections::{BTreeMap, BTreeSet};

/// Whose rows are meant by a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum About {
    Person,
    Claim,
    Award,
    /// Everybody of a class.
    Class,
    /// Those named for a team's seats.
    Team,
}

/// Keys, by what they are keys of.
pub(crate) type Keys = BTreeMap<About, BTreeSet<String>>;

fn of_route(route: &str) -> Option<(About, &'static str)> {
    Some(match route {
        r if r.starts_with("/staff/people/{key}") || r == "/staff/membership/{key}" => (About::Person, "key"),
        r if r.starts_with("/staff/claims/{key}") => (About::Claim, "key"),
        r if r.starts_with("/staff/certificates/{number}") => (About::Award, "number"),
        "/staff/classes/{key}" | "/staff/attendance/{key}" | "/host/{key}" => (About::Class, "key"),
        r if r.starts_with("/teach/{key}") => (About::Class, "key"),
        r if r.starts_with("/local/teams/{key}") => (About::Team, "key"),
        _ => return None,
    })
}

/// What precedes somebody's key where a page shows them: the links to them, and the fields that name them.
const MARKS: [(&str, About); 9] = [
    ("/staff/people/", About::Person),
    ("/staff/membership/", About::Person),
    ("?with=", About::Person),
    ("person=", About::Person),
    ("name=\"who\" value=\"", About::Person),
    ("name=\"person\" value=\"", About::Person),
    ("data-person=\"", About::Person),
    ("/staff/claims/", About::Claim),
    ("/staff/certificates/", About::Award),
];

/// Whom a page shows.
fn of_page(page: &str) -> Keys {
    let mut keys = Keys::new();
    for (mark, about) in MARKS {
        for (at, _) in page.match_indices(mark) {
            let rest = &page[at + mark.len()..];
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && (c != '-' || about != About::Award));
            let key = &rest[..end.unwrap_or(rest.len())];
            if !key.is_empty() {
                keys.entry(about).or_default().insert(key.to_owned());
            }
        }
    }
    keys
}

/// Notes whose records the page at an address shows.
pub(crate) async fn note_route(visit: &Visit, route: &'static str) -> Result<(), Fault> {
    let Some((about, hole)) = of_route(route) else { return Ok(()) };
    // a class's site has its number after the class's key; a certificate's number has dashes of its own
    let whole = visit.param(hole);
    let key = if about == About::Award { whole } else { whole.split('-').next().unwrap_or_default() };
    note(visit, route, Keys::from([(about, BTreeSet::from([key.to_owned()]))])).await
}

/// Whom an answer shows.
pub(crate) fn shown(reply: &Reply) -> Keys {
    match reply {
        Reply::Page(_, page) => of_page(&page.0),
        Reply::With(inner, ..) => shown(inner),
        _ => Keys::new(),
    }
}

/// Notes the people in a list that leaves as a file.
pub(crate) async fn note_people(visit: &Visit, page: &'static str, keys: BTreeSet<String>) -> Result<(), Fault> {
    note(visit, page, Keys::from([(About::Person, keys)])).await
}

/// Writes down who was looked at, once for each sign-in and route. Looking at your own rows is nobody's business.
pub(crate) async fn note(visit: &Visit, page: &'static str, keys: Keys) -> Result<(), Fault> {
    let Some(visitor) = visit.visitor.clone().filter(|v| visit.scope != Scope::nobody() && !visit.scope.is_own(v.id))
    else {
        return Ok(());
    };
    if keys.values().all(BTreeSet::is_empty) {
        return Ok(());
    }
    let (sign_in, now) = (visitor.sign_in_key.clone(), visit.now());
    let unseen = visit
        .read(move |tx| {
            let mut people = BTreeSet::new();
            for (about, keys) in &keys {
                people.extend(unseen(tx, *about, keys, &sign_in, page)?);
            }
            Ok(people)
        })
        .await?;
    if unseen.is_empty() {
        return Ok(());
    }
    let people = serde_json::to_string(&unseen.iter().map(i64::to_string).collect::<Vec<_>>());
    let people = people.map_err(|e| Fault::Ours(e.to_string()))?;
    visit
        .app
        .db
        .write(move |tx| {
            tx.run(
                sql!(
                    "insert into look (sign_in, person_id, actor_id, page, at)
                     select cast($1 as text), p.id, cast($3 as bigint), cast($4 as text), cast($5 as bigint) from person p
                     where p.id in (select cast(value as bigint) from {list $2} as ids)
                     on conflict (sign_in, person_id, page) do nothing"
                ),
                &params![&visitor.sign_in_key, &people, visitor.seen_by.unwrap_or(visitor.id), page, now.0],
            )?;
            Ok(())
        })
        .await
}

/// The people whom the sign-in has not looked at yet on this page.
fn unseen(tx: &Tx<'_>, about: About, keys: &BTreeSet<String>, sign_in: &str, page: &str) -> Result<Vec<i64>, Fault> {
    let keys = serde_json::to_string(keys).map_err(|e| Fault::Ours(e.to_string()))?;
    let params = params![&keys, sign_in, page];
    let rows = match about {
        About::Person => tx.all(
            sql!(
                "select p.id from person p where p.key in {list $1} and not exists
                   (select 1 from look l where l.sign_in = $2 and l.person_id = p.id and l.page = $3)"
            ),
            &params,
        ),
        About::Claim => tx.all(
            sql!(
                "select c.person_id from claim c where c.key in {list $1} and not exists
                   (select 1 from look l where l.sign_in = $2 and l.person_id = c.person_id and l.page = $3)"
            ),
            &params,
        ),
        About::Award => tx.all(
            sql!(
                "select a.person_id from award a where a.number in {list $1} and a.person_id is not null and not exists
                   (select 1 from look l where l.sign_in = $2 and l.person_id = a.person_id and l.page = $3)"
            ),
            &params,
        ),
        About::Class => tx.all(
            sql!(
                "select distinct s.person_id from signup s join offering o on o.id = s.offering_id
                 where o.key in {list $1} and s.state in ('confirmed', 'waiting', 'offered', 'held', 'invited', 'walk-in')
                   and not exists (select 1 from look l where l.sign_in = $2 and l.person_id = s.person_id and l.page = $3)"
            ),
            &params,
        ),
        About::Team => tx.all(
            sql!(
                "select distinct s.person_id from signup s join team t on t.id = s.team_id
                 where t.key in {list $1} and not exists
                   (select 1 from look l where l.sign_in = $2 and l.person_id = s.person_id and l.page = $3)"
            ),
            &params,
        ),
    };
    rows?.iter().map(|r| Ok(r.get(0)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::{About, of_page};

    #[test]
    fn a_page_names_people_by_links_and_fields() {
        let page = r#"<a href="/staff/people/k7m2/why">A</a><a href="/staff/people/k7m2/merge?with=q9z3">B</a>
            <a href="/staff/certificates/BC-2026-0007">C</a> <input type="hidden" name="who" value="w8x4">"#;
        let found = of_page(page);
        let keys = |about: About| found.get(&about).into_iter().flatten().cloned().collect::<Vec<_>>();
        assert_eq!(keys(About::Person), ["k7m2", "q9z3", "w8x4"]);
        assert_eq!(keys(About::Award), ["BC-2026-0007"]);
        assert!(of_page("<p>nobody</p>").is_empty());
    }
}
