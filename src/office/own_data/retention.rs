//! What is forgotten automatically, and when: `[retention]` in the configuration, applied once a day. Each row of
//! [`rules()`] is one kind of thing; people are forgotten through [`erase`], as if they had asked for it.
//!
//! What was promised stays: the hours and certificates of members, and of everybody who holds a certificate.

use crate::{
    ground::{config::Retention, fault::Fault, ids::PersonId, mail::Mail, verb::Verb},
    office::own_data::erase::{self, By, Still},
    people::letter::{Desk, Letter},
    programme::change::{Actor, Entry, Owed},
    visit::app::App,
};
use db::{Tx, params, sql};
use kit::t;
use rules::time::Instant;
use std::sync::Arc;

const DAY: i64 = 24 * 60;
/// How many rows one transaction changes, so that nobody waits long for it.
const ROWS: i64 = 2000;
/// The most people in a day.
const PEOPLE: i64 = 500;
/// Days from the letter until somebody is forgotten.
const NOTICE_DAYS: i64 = 30;

/// One kind of thing that is forgotten.
struct Rule {
    /// Its name in the log.
    what: &'static str,
    days: fn(&Retention) -> i64,
    /// `$1` is the moment before which things go, `$2` how many rows at once.
    sql: &'static str,
}

const fn rule(what: &'static str, days: fn(&Retention) -> i64, sql: &'static str) -> Rule {
    Rule { what, days, sql }
}

fn rules() -> [Rule; 17] {
    [
        rule(
            "texts of letters",
            |r| r.mail_text_days,
            sql!(
                "update outbox set message = null, detail = '' where id in
                   (select id from outbox where sent_at < $1 and message is not null order by sent_at limit $2)"
            ),
        ),
        rule(
            "letters",
            |r| r.mail_days,
            sql!(
                "delete from outbox where id in
                   (select id from outbox where sent_at is not null and sent_at < $1 order by sent_at limit $2)"
            ),
        ),
        rule(
            "letters that were not sent",
            |r| r.mail_days,
            sql!(
                "delete from outbox where id in
                   (select id from outbox where dropped is not null and due_at < $1 order by due_at limit $2)"
            ),
        ),
        rule(
            "sign-ups that came to nothing",
            |r| r.seat_days,
            sql!(
                "delete from signup where id in
                   (select s.id from offering o cross join signup s
                    where s.offering_id = o.id and o.ends_at < $1 and s.state not in ('confirmed', 'walk-in')
                      -- what a later seat came instead of is told with that seat
                      and not exists (select 1 from signup t where t.instead_of = s.id) limit $2)"
            ),
        ),
        rule(
            "names that others gave",
            |r| r.seat_days,
            sql!(
                "update signup set named = '', request_body = '' where id in
                   (select s.id from offering o cross join signup s
                    where s.offering_id = o.id and o.ends_at < $1 and (s.named <> '' or s.request_body <> '') limit $2)"
            ),
        ),
        rule(
            "people who were named and not asked",
            |r| r.seat_days,
            sql!(
                "delete from team_unasked where id in
                   (select u.id from team t join team_unasked u on u.team_id = t.id where t.until < $1 limit $2)"
            ),
        ),
        rule(
            "evidence of claims",
            |r| r.seat_days,
            sql!(
                "delete from evidence where claim_id in
                   (select f.claim_id from evidence f join claim c on c.id = f.claim_id where c.decided_at < $1 limit $2)"
            ),
        ),
        rule(
            "reports of posts",
            |r| r.board_days,
            sql!(
                "delete from class_report where (post_id, person_id) in
                   (select r.post_id, r.person_id from offering o join class_post c on c.offering_id = o.id
                      join class_report r on r.post_id = c.id where o.ends_at < $1 limit $2)"
            ),
        ),
        rule(
            "files of posts",
            |r| r.board_days,
            sql!(
                "delete from class_file where post_id in
                   (select f.post_id from offering o join class_post c on c.offering_id = o.id
                      join class_file f on f.post_id = c.id where o.ends_at < $1 limit $2)"
            ),
        ),
        rule(
            "answers of classes",
            |r| r.board_days,
            sql!(
                "delete from class_post where id in
                   (select c.id from offering o join class_post c on c.offering_id = o.id
                    where o.ends_at < $1 and c.answers is not null limit $2)"
            ),
        ),
        rule(
            "posts of classes",
            |r| r.board_days,
            // an answer that moved to another class goes first
            sql!(
                "delete from class_post where id in
                   (select c.id from offering o join class_post c on c.offering_id = o.id where o.ends_at < $1
                      and not exists (select 1 from class_post a where a.answers = c.id) limit $2)"
            ),
        ),
        rule(
            "messages to classes",
            |r| r.board_days,
            sql!(
                "delete from class_message where id in
                   (select m.id from offering o join class_message m on m.offering_id = o.id where o.ends_at < $1 limit $2)"
            ),
        ),
        rule(
            "what people told trainers",
            |r| r.board_days,
            sql!(
                "delete from taking_part where (offering_id, person_id) in
                   (select t.offering_id, t.person_id from offering o join taking_part t on t.offering_id = o.id
                    where o.ends_at < $1 limit $2)"
            ),
        ),
        rule(
            "asked-for addresses",
            |r| r.address_days,
            sql!(
                "delete from address_change where id in
                   (select id from address_change where asked_at < $1 order by asked_at limit $2)"
            ),
        ),
        rule(
            "questions that were answered",
            |r| r.mail_text_days,
            sql!(
                "delete from question where id in
                   (select id from question where answered_at < $1 order by answered_at limit $2)"
            ),
        ),
        rule(
            "looks",
            |r| r.look_days,
            sql!(
                "delete from look where (sign_in, person_id, page) in
                   (select sign_in, person_id, page from look where at < $1 order by at limit $2)"
            ),
        ),
        rule(
            "filters of long lists",
            |r| r.address_days,
            sql!(
                "update export_request set query = '' where id in
                   (select id from export_request where asked_at < $1 and query <> '' order by asked_at limit $2)"
            ),
        ),
    ]
}

/// Forgets what is old enough.
pub(crate) async fn apply(app: &App) -> Result<(), Fault> {
    let (kept, now) = (app.config.retention, app.now());
    for rule in rules() {
        let before = now.plus_minutes(-(rule.days)(&kept) * DAY);
        loop {
            let (sql, what) = (rule.sql, rule.what);
            let gone = app
                .change(Actor::System, move |change| {
                    let gone = change.tx.run(sql, &params![before.0, ROWS])?;
                    log(change, what, gone)?;
                    Ok(gone)
                })
                .await?;
            if gone < ROWS.unsigned_abs() {
                break;
            }
        }
    }
    while log_texts(app, now.plus_minutes(-kept.log_text_days * DAY)).await? {}
    people(app, &kept).await
}

fn log(change: &crate::programme::change::Change<'_, '_>, what: &str, gone: u64) -> Result<(), Fault> {
    if gone == 0 {
        return Ok(());
    }
    change.audit(&Entry {
        verb: Verb::RetentionApplied,
        object: "retention",
        id: 0,
        before: "",
        after: &format!("{gone} {what}"),
        reason: "",
    })?;
    Ok(())
}

/// The place in the chain up to which the log's texts are forgotten, so that earlier entries are not read again each
/// day.
const MARK: &str = "log-forgotten-to";

/// Forgets a batch of what the log said before a moment; returns whether there may be more.
async fn log_texts(app: &App, before: Instant) -> Result<bool, Fault> {
    app.change(Actor::System, move |change| {
        let tx = change.tx;
        let row = tx.optional(sql!("select value from setting where name = $1 {for_update}"), &params![MARK])?;
        let mark: i64 = row.map(|r| r.get::<String>(0)).transpose()?.and_then(|t| t.parse().ok()).unwrap_or(0);
        // in the order of the chain, so that nothing is skipped
        let rows = tx.all(
            sql!("select id, seq from audit where seq > $1 and at < $2 order by seq limit $3"),
            &params![mark, before.0, ROWS],
        )?;
        let mut gone = 0_u64;
        for row in &rows {
            gone += tx.run(
                sql!(
                    "update audit set before = '', after = '', reason = '', salt = ''
                     where id = $1 and (before <> '' or after <> '' or reason <> '' or salt <> '')"
                ),
                &params![row.get::<i64>(0)?],
            )?;
        }
        let Some(last) = rows.last() else { return Ok(false) };
        let next: i64 = last.get(1)?;
        tx.run(
            sql!(
                "insert into setting (name, value) values ($1, $2)
                 on conflict (name) do update set value = excluded.value"
            ),
            &params![MARK, next.to_string()],
        )?;
        change.audit(&Entry {
            verb: Verb::RetentionApplied,
            object: "retention",
            id: 0,
            before: "",
            after: &format!("{gone} texts of the log"),
            reason: "",
        })?;
        Ok(rows.len() as i64 == ROWS)
    })
    .await
}

/// Forgets people: those who never confirmed an address, and those who have been away for years and were warned by
/// letter.
async fn people(app: &App, kept: &Retention) -> Result<(), Fault> {
    let now = app.now();
    let unconfirmed = now.plus_minutes(-kept.unconfirmed_days * DAY);
    let inactive = now.plus_minutes(-kept.inactive_days * DAY);
    let (strangers, gone) = app
        .read(move |tx| Ok((strangers(tx, unconfirmed, EVERYBODY)?, inactive_people(tx, inactive, now, EVERYBODY)?)))
        .await?;
    let (told, untold): (Vec<_>, Vec<_>) = gone.into_iter().partition(|(_, told)| *told);
    // each is checked again when they are forgotten: they may have come back since
    let still: Still = Arc::new(move |tx, person| is_stranger(tx, unconfirmed, person));
    for person in strangers {
        let reason = "the address was never confirmed".to_owned();
        erase::forget_one(app, Actor::System, person, (reason, By::Age(Arc::clone(&still)))).await?;
    }
    let still: Still = Arc::new(move |tx, person| is_gone(tx, inactive, now, person));
    for (person, _) in told {
        let by = By::Age(Arc::clone(&still));
        erase::forget_one(app, Actor::System, person, ("inactive".to_owned(), by)).await?;
    }
    if !untold.is_empty() {
        app.change(Actor::System, move |change| {
            for (person, _) in &untold {
                change.owe(Owed {
                    kind: Mail::SoonForgotten,
                    person: *person,
                    about: None,
                    detail: now.plus_minutes(NOTICE_DAYS * DAY).0.to_string(),
                    dedupe: format!("soon-forgotten:{person}:{}", now.0 / (365 * DAY * 60_000_000)),
                    due: now,
                })?;
            }
            let count = if change.tx.changed() == 0 { 0 } else { untold.len() as u64 };
            log(change, "people told that they will be forgotten", count)
        })
        .await?;
    }
    Ok(())
}

/// In place of one person's id.
const EVERYBODY: PersonId = PersonId(0);

fn is_stranger(tx: &Tx<'_>, before: Instant, person: PersonId) -> Result<bool, Fault> {
    Ok(!strangers(tx, before, person)?.is_empty())
}

fn is_gone(tx: &Tx<'_>, since: Instant, now: Instant, person: PersonId) -> Result<bool, Fault> {
    Ok(inactive_people(tx, since, now, person)?.iter().any(|(_, told)| *told))
}

/// Those who never confirmed an address and about whom nothing else is known: anyone who was in a class keeps what they
/// did, and anyone asked to an upcoming class can still answer.
fn strangers(tx: &Tx<'_>, before: Instant, one: PersonId) -> Result<Vec<PersonId>, Fault> {
    let rows = tx.all(
        sql!(
            "select p.id from person p where p.email_verified_at is null and p.name <> '' and p.created_at < $1
               and p.merged_into is null
               -- somebody whose address was corrected confirmed an earlier one
               and p.membership <> 'confirmed'
               and not exists (select 1 from enrolment e where e.person_id = p.id and e.confirmed_at is not null)
               and not exists (select 1 from office f where f.person_id = p.id)
               and not exists (select 1 from trainer t where t.person_id = p.id)
               and not exists (select 1 from teaching t join offering o on o.id = t.offering_id
                               where t.person_id = p.id and t.state = 'asked' and o.stage <> 'cancelled' and o.ends_at > $1)
               and not exists (select 1 from presence x where x.person_id = p.id)
               and not exists (select 1 from signup s where s.person_id = p.id and s.ended_at is null)
               and not exists (select 1 from credit c where c.person_id = p.id)
               and not exists (select 1 from claim c where c.person_id = p.id)
               and not exists (select 1 from award a where a.person_id = p.id)
               and (cast($3 as bigint) = 0 or p.id = $3)
             order by p.created_at limit $2"
        ),
        &params![before.0, PEOPLE, one],
    )?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

/// Those who are not members in the union's file, hold no certificate, have no office and did nothing since a moment;
/// and whether they were told long enough ago.
fn inactive_people(tx: &Tx<'_>, since: Instant, now: Instant, one: PersonId) -> Result<Vec<(PersonId, bool)>, Fault> {
    let told = now.plus_minutes(-NOTICE_DAYS * DAY).0;
    // an older letter was about an earlier absence
    let lately = now.plus_minutes(-4 * NOTICE_DAYS * DAY).0;
    let rows = tx.all(
        sql!(
            "select p.id, exists (select 1 from outbox x where x.person_id = p.id and x.kind = 'soon-forgotten'
                                    and x.due_at > $3 and x.sent_at <= $2)
             from person p
             where p.id > 0 and p.email_verified_at is not null and p.membership <> 'confirmed' and p.created_at < $1
               and p.merged_into is null
               and not exists (select 1 from office f where f.person_id = p.id)
               and not exists (select 1 from trainer t where t.person_id = p.id)
               and not exists (select 1 from award a where a.person_id = p.id)
               and not exists (select 1 from audit a where a.actor_id = p.id and a.at >= $1)
               and not exists (select 1 from audit a where a.object = 'person' and a.object_id = p.id and a.at >= $1
                                 and a.verb = 'person.signed-in')
               and not exists (select 1 from signup s join offering o on o.id = s.offering_id
                               where s.person_id = p.id and s.state in ('confirmed', 'walk-in') and o.ends_at >= $1)
               and not exists (select 1 from outbox x where x.person_id = p.id and x.kind = 'soon-forgotten' and x.due_at > $2)
               and (cast($5 as bigint) = 0 or p.id = $5)
             order by p.id limit $4"
        ),
        &params![since.0, told, lately, PEOPLE, one],
    )?;
    rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect()
}

/// A letter to somebody who will be forgotten: what goes, when, and how to stay.
pub(crate) fn letter(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let words = desk.words;
    let at = Instant(desk.owed.detail.parse().unwrap_or(desk.change.now.0));
    let letter = Letter::new(t!(words, "mail-soon-forgotten-subject"))
        .line(t!(
            words,
            "mail-soon-forgotten-lead",
            day = words.day(crate::ground::when::day(at, desk.change.zone), true)
        ))
        .line(t!(words, "mail-soon-forgotten-stay"))
        .button(t!(words, "mail-soon-forgotten-button"), desk.whole("/sign-in"))
        .line(t!(words, "mail-soon-forgotten-copy"));
    Ok(Some(letter))
}
