//! `/staff`: what needs attention, then numbers.

use crate::{
    certificates::awards,
    classes::{offerings, teaching},
    ground::fault::Fault,
    hours::{attendance, credit},
    office::{catalogue, questions, sheets},
    people::{self, relay},
    seats::class_board,
    visit::Visit,
};
use db::{Tx, params, sql};
use kit::{Page, Reply, form::Typed, parts::note, t};
use maud::html;
use rules::time::Instant;

/// `GET /staff`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    if visit.read(|tx| tx.published()).await?.is_none() {
        return Ok(Reply::see("/staff/begin"));
    }
    let (now, scope, me) = (visit.now(), visit.scope.clone(), visit.member()?.clone());
    let (waiting, (ready, names, taken), (claims, decisions), few, term, pairs, counts) = visit
        .read(move |tx| {
            let waiting = attendance::store::waiting(tx, now)?;
            let programme = tx.edition()?.rules.id.clone();
            let all = awards::store::ready(tx, &scope)?;
            let ready = all.iter().filter(|r| r.programme == programme).count();
            let names = awards::name_fixes::waiting(tx, &scope)?.len();
            let taken = awards::revocations::waiting(tx, &scope)?.len();
            let row = tx.one(
                sql!(
                    "select (select count(*) from enrolment where programme = $2 and confirmed_at is not null and person_id > 0),
                            (select count(*) from offering o cross join signup s
                             where s.offering_id = o.id and o.starts_at > $1 and s.state = 'confirmed'),
                            (select count(*) from award where state = 'issued' and issued_at > 0 and programme = $2),
                            (select count(*) from person where membership <> 'confirmed' and email_verified_at is not null),
                            (select count(*) from outbox where dropped = 'gave up')
                              + (select count(*) from person where bounced_at is not null)"
                ),
                &params![now.0, &programme],
            )?;
            let few = (few_people(tx, now)?, credit::left_undecided(tx, now)?);
            let claims = credit::claims::waiting(tx, &scope)?.len();
            let decisions = credit::decisions::waiting(tx, &scope)?.len();
            let drafts: i64 = tx.one(sql!("select count(*) from offering where stage = 'draft'"), &[])?.get(0)?;
            let term = (drafts, catalogue::requests::waiting(tx)?);
            let term = (term, relay::pause(tx)?.since > 0, sheets::requests::to_do(tx, &me, now)?);
            let pairs = people::duplicates::pairs(tx, &scope)?.len();
            let questions = questions::store::waiting(tx)?.len();
            let reported = class_board::store::for_the_office(tx)?;
            let hand_overs = if me.holds.administrator { people::hand_overs::waiting(tx, now)?.len() } else { 0 };
            let declined = teaching::store::declined(tx, now)?;
            let edition = tx.edition()?;
            let declined = declined
                .into_iter()
                .map(|t| Ok((offerings::store::by_id(tx, &edition, t.offering)?, t.name)))
                .collect::<Result<Vec<_>, Fault>>()?;
            let counts = (0..5).map(|i| row.get::<i64>(i)).collect::<Result<Vec<_>, _>>()?;
            Ok((waiting, (ready, names, taken), (claims, decisions), few, term, (pairs, questions, declined, (hand_overs, reported)), counts))
        })
        .await?;
    let words = visit.words;
    let administrator = visit.member()?.holds.administrator;
    let closed = waiting.iter().filter(|l| l.state == attendance::store::RosterState::Closed).count();
    let due = waiting.iter().filter(|l| l.state == attendance::store::RosterState::Open && now >= l.ends).count();
    let mut todo = Vec::new();
    if closed > 0 {
        todo.push(("/staff/attendance", t!(words, "todo-approve", count = closed)));
    }
    if due > 0 {
        todo.push(("/staff/attendance", t!(words, "todo-due", count = due)));
    }
    if ready > 0 {
        todo.push(("/staff/certificates", t!(words, "todo-award", count = ready)));
    }
    if names > 0 {
        todo.push(("/staff/names", t!(words, "todo-names", count = names)));
    }
    if taken > 0 {
        todo.push(("/staff/revocations", t!(words, "todo-revocations", count = taken)));
    }
    if claims > 0 {
        todo.push(("/staff/claims", t!(words, "todo-claims", count = claims)));
    }
    let (few, undecided) = few;
    let undecided: Vec<(String, String)> = undecided
        .into_iter()
        .map(|(key, class, count)| {
            (format!("/staff/attendance/{key}"), t!(words, "todo-undecided", class = class, count = count))
        })
        .collect();
    todo.extend(undecided.iter().map(|(at, text)| (at.as_str(), text.clone())));
    for (key, title, count, least) in &few {
        let text = t!(words, "todo-few", class = title, count = *count, least = *least);
        todo.push((key.as_str(), text));
    }
    if decisions > 0 {
        todo.push(("/staff/decisions", t!(words, "todo-decisions", count = decisions)));
    }
    let ((drafts, requests), paused, exports) = term;
    if exports > 0 {
        todo.push(("/staff/exports", t!(words, "todo-exports", count = exports)));
    }
    if paused {
        todo.push(("/staff/mail", t!(words, "todo-mail")));
    }
    if drafts > 0 {
        todo.push(("/staff/drafts", t!(words, "todo-drafts", count = drafts)));
    }
    if requests > 0 {
        todo.push(("/staff/requests", t!(words, "todo-requests", count = requests)));
    }
    let (pairs, questions, declined, (hand_overs, reported)) = pairs;
    let reported: Vec<String> =
        reported.into_iter().map(|(class, post)| format!("/teach/{class}/board/{post}/look")).collect();
    todo.extend(reported.iter().map(|at| (at.as_str(), t!(words, "todo-reported"))));
    if hand_overs > 0 {
        todo.push(("/staff/roles", t!(words, "todo-hand-overs", count = hand_overs)));
    }
    let declined: Vec<(String, String)> = declined
        .into_iter()
        .map(|(class, name)| {
            (
                format!("/staff/classes/{}/edit", class.key),
                t!(words, "todo-declined", name = name, class = class.full_title()),
            )
        })
        .collect();
    todo.extend(declined.iter().map(|(at, text)| (at.as_str(), text.clone())));
    if questions > 0 {
        todo.push(("/staff/questions", t!(words, "todo-questions", count = questions)));
    }
    if pairs > 0 {
        todo.push(("/staff/people/duplicates", t!(words, "todo-duplicates")));
    }
    let body = html! {
        h1 { (t!(words, "staff-title")) }
        (crate::office::people_desk::people::search_form(words, &Typed::default()))
        @if todo.is_empty() { (note("ok", &t!(words, "todo-none"), html! {})) } @else {
            (note("warn", &t!(words, "todo-title"), html! { ul { @for (path, text) in &todo { li { a href=(path) { (text) } } } } }))
        }
        ul.plain.grid {
            @for (count, text) in [
                (counts[0], t!(words, "count-enrolled")), (counts[1], t!(words, "count-seats")),
                (counts[2], t!(words, "count-awards")), (counts[3], t!(words, "count-membership")), (counts[4], t!(words, "count-mail")),
            ] {
                li.card { p.big { (count) } p { (text) } }
            }
        }
        h2 { (t!(words, "staff-work")) }
        ul {
            li { a href="/staff/people" { (t!(words, "people-title")) } }
            li { a href="/staff/catalogue" { (t!(words, "catalogue-title")) } }
            li { a href="/staff/messages" { (t!(words, "messages-title")) } }
            li { a href="/staff/mail" { (t!(words, "mail-title")) } }
            li { a href="/staff/reports" { (t!(words, "menu-reports")) } }
            li { a href="/staff/attendance" { (t!(words, "staff-attendance")) } }
            li { a href="/staff/certificates" { (t!(words, "staff-certificates")) } }
            li { a href="/staff/claims" { (t!(words, "staff-claims")) } }
            li { a href="/staff/decisions" { (t!(words, "decisions-waiting")) } }
            li { a href="/staff/programme" { (t!(words, "staff-programme")) } }
            li { a href="/staff/policy" { (t!(words, "staff-policy")) } }
            li { a href="/staff/exports" { (t!(words, "exports-title")) } }
            li { a href="/staff/begin" { (t!(words, "begin-title")) } }
            li { a href="/staff/pages" { (t!(words, "staff-pages")) } }
            li { a href="/staff/questions" { (t!(words, "questions-title")) } }
            li { a href="/staff/opportunities" { (t!(words, "opportunities-title")) } }
            @if administrator {
                li { a href="/staff/roles" { (t!(words, "roles-title")) } }
                li { a href="/staff/log" { (t!(words, "log-title")) } }
            }
            li { a href="/me/sign-ins" { (t!(words, "sign-ins-title")) } }
        }
    };
    Ok(visit.show(Page::new(t!(words, "staff-title"), body).private()))
}

/// How long before a class with few people it is decided on, in microseconds, if it has no decision date of its own.
pub(crate) const DECIDED_BEFORE: i64 = 7 * 24 * 60 * 60_000_000;

/// Classes whose decision date has come and that have fewer people than they need: address, title, people, minimum.
fn few_people(tx: &Tx<'_>, now: Instant) -> Result<Vec<(String, String, i64, i64)>, Fault> {
    let rows = tx.all(
        sql!(
            "select o.key, c.title, (select count(*) from signup s where s.offering_id = o.id and s.state = 'confirmed'),
                    o.min_enrol
             from offering o join course c on c.code = o.course_code
             where o.starts_at > $1 and o.stage = 'published' and o.elsewhere is null and o.goes_ahead_at is null
               and coalesce(o.decide_at, o.starts_at - $3) <= $1 and o.starts_at <= $2
               and (select count(*) from signup s where s.offering_id = o.id and s.state = 'confirmed') < o.min_enrol
             order by o.starts_at limit 20"
        ),
        &params![now.0, now.plus_minutes(90 * 24 * 60).0, DECIDED_BEFORE],
    )?;
    rows.iter()
        .map(|r| Ok((format!("/staff/classes/{}", r.get::<String>(0)?), r.get(1)?, r.get(2)?, r.get(3)?)))
        .collect()
}
