//! `/staff/log/sign-ins/{key}`: who was touched by a sign-in, found by one query. It is the first question when a
//! sign-in has been stolen.

use crate::{
    ground::{fault::Fault, when},
    office::sheets::{self, Sheet},
    visit::{Visit, scope::Scope},
};
use db::{Tx, params, sql};
use kit::{Page, Reply, t};
use maud::html;
use rules::time::Instant;

/// How many people a page shows.
const SHOWN: usize = 200;
/// How many are read.
const MOST: i64 = 20_000;

/// Somebody whose record was looked at or changed in a sign-in.
struct Touched {
    name: String,
    key: String,
    /// Whether something was changed, not only looked at.
    changed: bool,
    first: Instant,
}

fn people(tx: &Tx<'_>, scope: &Scope, sign_in: &str) -> Result<Vec<Touched>, Fault> {
    scope.everybody()?;
    let rows = tx.all(
        sql!(
            "select p.name, p.key, max(x.changed), min(x.at) from (
               select l.person_id, 0 as changed, l.at from look l where l.sign_in = $1
               union all select a.object_id, 1, a.at from audit a where a.sign_in = $1 and a.object = 'person'
               union all select s.person_id, 1, a.at from audit a join signup s on s.id = a.object_id
                 where a.sign_in = $1 and a.object = 'signup'
               union all select w.person_id, 1, a.at from audit a join award w on w.id = a.object_id
                 where a.sign_in = $1 and a.object = 'award'
               union all select c.person_id, 1, a.at from audit a join claim c on c.id = a.object_id
                 where a.sign_in = $1 and a.object = 'claim'
               union all select e.person_id, 1, a.at from audit a join enrolment e on e.id = a.object_id
                 where a.sign_in = $1 and a.object = 'enrolment'
               union all select e.person_id, 1, a.at from audit a join exception x on x.id = a.object_id
                 join enrolment e on e.id = x.enrolment_id where a.sign_in = $1 and a.object = 'exception'
               union all select b.person_id, 1, a.at from audit a join award_batch_person b on b.batch_id = a.object_id
                 where a.sign_in = $1 and a.object = 'award_batch'
               union all select g.person_id, 1, a.at from audit a join signup g on g.offering_id = a.object_id
                 where a.sign_in = $1 and a.object = 'offering'
               union all select r.person_id, 1, a.at from audit a join presence r on r.session_id = a.object_id
                 where a.sign_in = $1 and a.object = 'session'
             ) x join person p on p.id = x.person_id
             group by p.id, p.name, p.key order by max(x.changed) desc, min(x.at), p.id limit $2"
        ),
        &params![sign_in, MOST],
    )?;
    rows.iter()
        .map(|r| {
            Ok(Touched { name: r.get(0)?, key: r.get(1)?, changed: r.get::<i64>(2)? > 0, first: Instant(r.get(3)?) })
        })
        .collect()
}

/// `GET /staff/log/sign-ins/{key}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let (key, scope) = (visit.param("key").to_owned(), visit.scope.clone());
    let (found, taken) =
        visit.read(move |tx| Ok((people(tx, &scope, &key)?, sheets::requests::of_sign_in(tx, &key)?))).await?;
    let (words, zone) = (visit.words, &visit.app.zone);
    let from = visit.query.within("from", 0..found.len()).unwrap_or(0);
    let next = from + SHOWN;
    let body = html! {
        h1 { (t!(words, "touched-title")) }
        p { (t!(words, "touched-lead", key = visit.param("key"), count = found.len())) }
        div.scroll role="region" aria-label=(t!(words, "touched-title")) tabindex="0" { table {
            thead { tr {
                th scope="col" { (t!(words, "verify-name")) } th scope="col" { (t!(words, "touched-how")) }
                th scope="col" { (t!(words, "log-when")) }
            } }
            tbody { @for p in found.iter().skip(from).take(SHOWN) { tr {
                th scope="row" { a href={ "/staff/people/" (p.key) } { (p.name) } }
                td { @if p.changed { (t!(words, "touched-changed")) } @else { (t!(words, "touched-seen")) } }
                td { (when::moment(words, p.first, zone)) }
            } } }
        } }
        @if next < found.len() {
            p { a href={ "/staff/log/sign-ins/" (visit.param("key")) "?from=" (next) } {
                (t!(words, "touched-more", count = found.len() - next))
            } }
        }
        @if !taken.is_empty() {
            h2 { (t!(words, "touched-exports")) }
            (crate::office::sheets::made::made_list(&visit, &taken))
        }
        p.row {
            a href={ "/staff/log?sign_in=" (visit.param("key")) } { (t!(words, "touched-log")) }
            a href="/staff/log" { (t!(words, "go-back")) }
        }
        (sheets::panel(&visit, "touched", &format!("key={}", visit.param("key"))))
    };
    Ok(visit.show(Page::new(t!(words, "touched-title"), body).private()))
}

/// The same as a file.
pub(crate) async fn sheet(visit: &Visit) -> Result<Sheet, Fault> {
    let (key, scope) = (visit.query.get("key").to_owned(), visit.scope.clone());
    let found = visit.read(move |tx| people(tx, &scope, &key)).await?;
    let words = visit.words;
    let heads = ["verify-name", "touched-how", "log-when"].map(|k| words.text(k, &[]));
    let mut sheet = Sheet::new("touched", &heads);
    for p in found {
        sheet.names(&p.key);
        let how = if p.changed { t!(words, "touched-changed") } else { t!(words, "touched-seen") };
        sheet.row([p.name.into(), how.into(), when::iso(p.first, &visit.app.zone).into()]);
    }
    Ok(sheet)
}
