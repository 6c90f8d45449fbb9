//! `/local`: whether a local is ready to bargain, who in it takes part (in numbers, but for those who agreed to be seen), and
//! the seats that it holds.

use super::team_page;
use crate::{
    classes::offerings,
    ground::fault::Fault,
    people::locals,
    seats::{
        signup::{self, state::SignupState},
        team as store,
    },
    visit::Visit,
};
use db::{params, sql};
use kit::{Page, Reply, Words, t};
use maud::html;
use rules::suppress::LEAST;

/// `GET /local`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let local = visit.scope.local()?;
    let (name, enrolled, seats, teams) = visit
        .read(move |tx| {
            let counts = tx.one(
                sql!(
                    "select (select count(distinct p.id) from person p join enrolment e on e.person_id = p.id
                             where p.local_id = $1 and e.confirmed_at is not null),
                            (select count(*) from person p join signup s on s.person_id = p.id
                             where p.local_id = $1 and s.state = 'confirmed')"
                ),
                &params![local],
            )?;
            let edition = tx.edition()?;
            let teams = store::of_local(tx, local)?
                .into_iter()
                .map(|team| {
                    let class = offerings::store::by_id(tx, &edition, team.offering)?;
                    let yes = signup::store::of_team(tx, team.id)?
                        .iter()
                        .filter(|s| s.state == SignupState::Confirmed)
                        .count();
                    Ok((team, class, yes))
                })
                .collect::<Result<Vec<_>, Fault>>()?;
            Ok((locals::name(tx, local)?, counts.get::<i64>(0)?, counts.get::<i64>(1)?, teams))
        })
        .await?;
    let words = visit.words;
    let title = t!(words, "local-title", local = &name);
    let sheet = team_page::load(&visit).await?;
    let body = html! {
        h1 { (title) }
        section.stack aria-labelledby="ready" {
            h2 id="ready" { (t!(words, "board-link")) }
            (team_page::contract(&visit, &sheet.board))
            (team_page::readiness(words, &sheet.board))
            @if !sheet.board.targets.is_empty() { (team_page::targets(&visit, &sheet)) }
            p.row {
                a.btn href="/local/team" { (t!(words, "board-open")) }
                a.btn.second href="/local/notice" { (t!(words, "notice-title")) }
            }
        }
        h2 { (t!(words, "local-numbers")) }
        ul.plain.grid {
            li.card { p.big { (few(words, enrolled)) } p { (t!(words, "local-enrolled")) } }
            li.card { p.big { (few(words, seats)) } p { (t!(words, "local-seats")) } }
        }
        p.mut { (t!(words, "local-counts-only")) }
        @if !sheet.board.certified.is_empty() {
            h2 { (t!(words, "local-certified")) }
            ul { @for (key, name) in &sheet.board.certified { li data-person=(key) { (name) } } }
            p.mut { (t!(words, "local-certified-only")) }
        }
        h2 { (t!(words, "local-teams")) }
        p { (t!(words, "local-teams-lead")) }
        p.row {
            a.btn.second href="/classes" { (t!(words, "find-a-class")) }
            a href="/local/requests" { (t!(words, "request-new")) }
            a href="/local/hand-over" { (t!(words, "hand-over-title")) }
        }
        @if !teams.is_empty() {
            ul.plain.stack { @for (team, class, yes) in &teams {
                li.card.stack.tight {
                    h3 { a href={ "/local/teams/" (team.key) } { (class.full_title()) } }
                    p { (class.times_short(words, &visit.app.zone)) " · " (class.place(words)) }
                    p {
                        (t!(words, "team-said-yes", count = *yes)) " · "
                        @if team.ended { (t!(words, "team-is-ended")) }
                        @else { (t!(words, "team-until", until = signup::seat::moment(&visit, team.until))) }
                    }
                }
            } }
        }
    };
    Ok(visit.show(Page::new(title, body).private()))
}

/// A count of people in one local: under five, one could tell who they are.
fn few(words: Words, count: i64) -> String {
    if (1..LEAST).contains(&count) { t!(words, "report-few") } else { count.to_string() }
}
