//! `/local/teams/{team}/proof`: who in a team was there, for the local's treasurer to print.

use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
        when,
    },
    hours::credit::ledger,
    seats::{
        signup::{state::SignupState, store::Signup},
        teams::pages::{HeldSeats, of_address},
    },
    visit::Visit,
};
use db::{Tx, params, sql};
use kit::{Page, Reply, parts::facts, t};
use maud::html;

/// Minutes that a person was credited for a class; `None` before its roster is approved.
fn credited(tx: &Tx<'_>, person: PersonId, offering: OfferingId) -> Result<Option<i64>, Fault> {
    let approved = tx.optional(
        sql!("select 1 from roster where offering_id = $1 and approved_at is not null"),
        &params![offering],
    )?;
    if approved.is_none() {
        return Ok(None);
    }
    ledger::of_class(tx, person, offering).map(Some)
}

/// `GET /local/teams/{key}/proof`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let HeldSeats { team, class, people, .. } = of_address(&visit).await?;
    let came: Vec<Signup> = people.into_iter().filter(|p| p.state == SignupState::Confirmed).collect();
    let offering = class.id;
    let rows = visit
        .read(move |tx| {
            let rows = came.iter().map(|p| Ok((p.named.clone(), credited(tx, p.person, offering)?)));
            rows.collect::<Result<Vec<_>, Fault>>()
        })
        .await?;
    let words = visit.words;
    let title = t!(words, "proof-title");
    let approved = rows.iter().all(|(_, minutes)| minutes.is_some()) && !rows.is_empty();
    let there: Vec<(&String, i64)> =
        rows.iter().filter_map(|(name, m)| m.filter(|m| *m > 0).map(|m| (name, m))).collect();
    let table = vec![
        (t!(words, "proof-local"), html! { (team.local_name) }),
        (t!(words, "fact-when"), html! { @for line in class.times(words, &visit.app.zone) { (line) br; } }),
        (t!(words, "fact-where"), html! { (class.place(words)) }),
        (t!(words, "proof-by"), html! { (visit.app.config.office.name) }),
        (t!(words, "proof-date"), html! { (words.date(when::day(visit.now(), &visit.app.zone))) }),
    ];
    let body = html! {
        h1 { (title) }
        h2 { (class.full_title()) }
        div.card { (facts(&table)) }
        @if approved {
            p { (t!(words, "proof-count", count = there.len())) }
            table {
                thead { tr { th scope="col" { (t!(words, "person-name")) } th scope="col" { (t!(words, "proof-hours")) } } }
                tbody { @for (name, minutes) in &there { tr { th scope="row" { (name) } td { (words.hours(*minutes)) } } } }
            }
        } @else { p { (t!(words, "proof-not-yet")) } }
        p { a href={ "/local/teams/" (team.key) } { (t!(words, "proof-back")) } }
    };
    Ok(visit.show(Page::new(title, body).private()))
}
