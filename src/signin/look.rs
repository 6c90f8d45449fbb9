//! Whose record was looked at: the one thing that a page writes when it is opened. It is written by the route, before the
//! page is made, so that no page can forget it; with it one query answers who was touched by a sign-in.

use crate::{fault::Fault, visit::Visit};
use db::{Tx, params, sql};

/// Whose rows the pages of a route show, by the key in its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    Person,
    Claim,
    Award,
    /// Everybody of a class.
    Class,
}

fn about(route: &str) -> Option<(About, &'static str)> {
    Some(match route {
        r if r.starts_with("/staff/people/{key}") || r == "/staff/membership/{key}" => (About::Person, "key"),
        "/staff/claims/{key}" => (About::Claim, "key"),
        "/staff/certificates/{number}" => (About::Award, "number"),
        "/staff/classes/{key}" | "/staff/attendance/{key}" | "/teach/{key}" | "/host/{key}" => (About::Class, "key"),
        _ => return None,
    })
}

/// Notes whose records a page shows, once for each sign-in and route.
pub(crate) async fn note_route(visit: &Visit, route: &'static str) -> Result<(), Fault> {
    let (Some(visitor), Some((about, hole))) = (visit.visitor.clone(), about(route)) else { return Ok(()) };
    let key = visit.param(hole).split('-').next().unwrap_or_default().to_owned();
    // the number of a certificate has dashes of its own
    let key = if about == About::Award { visit.param(hole).to_owned() } else { key };
    let (sign_in, now) = (visitor.sign_in_key.clone(), visit.now());
    let unseen = visit.read(move |tx| unseen(tx, about, &key, &sign_in, route)).await?;
    if unseen.is_empty() {
        return Ok(());
    }
    visit
        .app
        .db
        .write(move |tx| {
            for person in &unseen {
                tx.run(
                    sql!(
                        "insert into look (sign_in, person_id, actor_id, page, at) values ($1, $2, $3, $4, $5)
                         on conflict (sign_in, person_id, page) do nothing"
                    ),
                    &params![&visitor.sign_in_key, *person, visitor.seen_by.unwrap_or(visitor.id), route, now.0],
                )?;
            }
            Ok(())
        })
        .await
}

/// The people whom the sign-in has not looked at on this route.
fn unseen(tx: &Tx<'_>, about: About, key: &str, sign_in: &str, route: &str) -> Result<Vec<i64>, Fault> {
    let params = params![key, sign_in, route];
    let rows = match about {
        About::Person => tx.all(
            sql!(
                "select p.id from person p where p.key = $1 and not exists
                   (select 1 from look l where l.sign_in = $2 and l.person_id = p.id and l.page = $3)"
            ),
            &params,
        ),
        About::Claim => tx.all(
            sql!(
                "select c.person_id from claim c where c.key = $1 and not exists
                   (select 1 from look l where l.sign_in = $2 and l.person_id = c.person_id and l.page = $3)"
            ),
            &params,
        ),
        About::Award => tx.all(
            sql!(
                "select a.person_id from award a where a.number = $1 and a.person_id is not null and not exists
                   (select 1 from look l where l.sign_in = $2 and l.person_id = a.person_id and l.page = $3)"
            ),
            &params,
        ),
        About::Class => tx.all(
            sql!(
                "select distinct s.person_id from signup s join offering o on o.id = s.offering_id
                 where o.key = $1 and s.state in ('confirmed', 'waiting', 'offered', 'held', 'invited', 'walk-in')
                   and not exists (select 1 from look l where l.sign_in = $2 and l.person_id = s.person_id and l.page = $3)"
            ),
            &params,
        ),
    };
    rows?.iter().map(|r| Ok(r.get(0)?)).collect()
}
