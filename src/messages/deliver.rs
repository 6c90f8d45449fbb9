//! Delivery: claim what is due, write it, hand it over, mark it. Any process may do it; a row's lease keeps two
//! from doing the same, and an expired lease lets another take over after a crash.

use super::{
    letter::{Desk, Letter, OwedRow},
    transport::NotTaken,
    write,
};
use crate::{
    announcements,
    app::App,
    change::{Actor, Change},
    fault::Fault,
    people::{self, store::Person},
};
use db::{Row, params, sql};
use kit::Words;
use std::time::{Duration, Instant};

/// So many letters a round: a relay is not to be flooded.
const ROUND: i64 = 20;
/// A lease lasts so long, in minutes.
const LEASE: i64 = 5;
/// After so many tries a mail is given up and staff can see it.
const TRIES: i64 = 12;

/// What a round came to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Round {
    /// How many letters were due.
    pub due: usize,
    /// How long they waited for the database to be written: long when it is busy with people.
    pub waited: Duration,
}

/// Delivers one round.
pub(crate) async fn round(app: &App) -> Result<Round, Fault> {
    let due = claim(app).await?;
    let mut round = Round { due: due.len(), waited: Duration::ZERO };
    for owed in &due {
        if let Err(fault) = one(app, owed, &mut round.waited).await {
            tracing::warn!(mail = owed.id, kind = owed.kind, %fault, "mail not sent");
            put_off(app, owed).await?;
        }
    }
    Ok(round)
}

fn read(row: &Row) -> Result<OwedRow, Fault> {
    Ok(OwedRow {
        id: row.get(0)?,
        kind: row.get(1)?,
        person: row.get(2)?,
        about: row.get(3)?,
        detail: row.get(4)?,
        attempts: row.get(5)?,
    })
}

/// What is due of everything but messages to many, and of those.
macro_rules! due {
    ($kind:literal) => {
        [
            sql!(
                "select 1 from outbox where sent_at is null and dropped is null and kind ",
                $kind,
                " 'announcement' and due_at <= $1 and locked_until <= $1 limit 1"
            ),
            sql!(
                "update outbox set locked_until = $1, attempts = attempts + 1 where id in
                   (select id from outbox where sent_at is null and dropped is null and kind ",
                $kind,
                " 'announcement' and due_at <= $2 and locked_until <= $2 order by due_at, id limit $3 {for_update} {skip_locked})
                 returning id, kind, person_id, about, detail, attempts"
            ),
        ]
    };
}

/// Mail about somebody's own seat, sign-in or certificate goes before messages to many, which go out by day only.
async fn claim(app: &App) -> Result<Vec<OwedRow>, Fault> {
    let now = app.now();
    let mut due = claim_of(app, due!("<>"), ROUND).await?;
    let left = ROUND - due.len() as i64;
    if left > 0 && announcements::store::by_day(now, &app.zone) == now {
        due.extend(claim_of(app, due!("="), left).await?);
    }
    Ok(due)
}

async fn claim_of(app: &App, [any, take]: [&'static str; 2], most: i64) -> Result<Vec<OwedRow>, Fault> {
    let now = app.now();
    // most of the time nothing is due: that costs no write
    if app.read(move |tx| Ok(tx.optional(any, &params![now.0])?)).await?.is_none() {
        return Ok(Vec::new());
    }
    let mut due = app
        .db
        .write(move |tx| {
            let rows = tx.all(take, &params![now.plus_minutes(LEASE).0, now.0, most])?;
            rows.iter().map(read).collect::<Result<Vec<_>, Fault>>()
        })
        .await?;
    due.sort_by_key(|o| o.id);
    Ok(due)
}

async fn one(app: &App, owed: &OwedRow, waited: &mut Duration) -> Result<(), Fault> {
    let asked = Instant::now();
    let written = written(app, owed).await?;
    *waited += asked.elapsed();
    let Some((person, letter)) = written else {
        return mark(app, owed.id, None, "no longer true").await;
    };
    let words = app.words(person.language);
    // another address may be another's: it is told no name
    let to = letter.to.as_ref().map_or((person.name.as_str(), person.email.as_str()), |to| ("", to));
    match app.transport.send(&app.config, to, owed.id, &letter, words).await {
        Ok(()) => {}
        Err(NotTaken::Later(what)) => return Err(Fault::Ours(what)),
        Err(NotTaken::Never(what)) => {
            tracing::warn!(mail = owed.id, what, "no such address");
            // what becomes of another address says nothing about the person's
            return match letter.to {
                Some(_) => mark(app, owed.id, None, "no such address").await,
                None => bounced(app, owed).await,
            };
        }
    }
    mark(app, owed.id, Some(kept(app, &letter, words)), "").await
}

/// Notes that an address takes no mail: nothing more goes there until it is confirmed anew.
async fn bounced(app: &App, owed: &OwedRow) -> Result<(), Fault> {
    let (person, now) = (owed.person, app.now());
    app.db
        .write(move |tx| {
            tx.run(sql!("update person set bounced_at = $2 where id = $1"), &params![person, now.0])
                .map_err(Fault::from)
        })
        .await?;
    mark(app, owed.id, None, "no such address").await
}

/// Mails that somebody asked for just now, typing the address; and the one to an address that is over.
const ASKED_FOR: [&str; 4] = ["confirm", "sign-in", "address-asked", "address-changed"];

/// Writes a letter, in a transaction: it may make a one-time link.
async fn written(app: &App, owed: &OwedRow) -> Result<Option<(Person, Letter)>, Fault> {
    let (app, owed) = (app.clone(), owed.clone());
    let db = app.db.clone();
    db.write(move |tx| {
        let change = Change::new(tx, &app.clock, &app.random, &Actor::System);
        let person = people::store::by_id(tx, owed.person)?;
        let bounced = tx.one(sql!("select bounced_at from person where id = $1"), &params![owed.person])?;
        if bounced.get::<Option<i64>>(0)?.is_some() && !ASKED_FOR.contains(&owed.kind.as_str()) {
            return Ok(None);
        }
        let desk = Desk {
            change: &change,
            owed: &owed,
            person: &person,
            words: app.words(person.language),
            editions: &app.editions,
            zone: &app.zone,
            config: &app.config,
            office: &app.config.office,
            base_url: &app.config.base_url,
            secret: &app.secret,
        };
        let letter = write(&desk)?;
        Ok(letter.map(|l| (person, l)))
    })
    .await
}

/// What is kept of a sent letter: in the demo all of it, for the mailbox page; else the subject only, since the
/// text may hold a one-time link.
fn kept(app: &App, letter: &Letter, words: Words) -> String {
    let office = &app.config.office;
    if app.config.smtp.is_none() {
        serde_json::json!({ "subject": letter.subject, "text": letter.text(words, office), "to": letter.to })
            .to_string()
    } else {
        serde_json::json!({ "subject": letter.subject }).to_string()
    }
}

async fn mark(app: &App, id: i64, message: Option<String>, dropped: &'static str) -> Result<(), Fault> {
    let now = app.now();
    app.db
        .write(move |tx| {
            let sent = message.as_ref().map(|_| now.0);
            let dropped = (!dropped.is_empty()).then_some(dropped);
            tx.run(
                sql!("update outbox set sent_at = $2, dropped = $3, message = $4 where id = $1"),
                &params![id, sent, dropped, message.clone()],
            )?;
            Ok(())
        })
        .await
}

async fn put_off(app: &App, owed: &OwedRow) -> Result<(), Fault> {
    if owed.attempts >= TRIES {
        return mark(app, owed.id, None, "gave up").await;
    }
    let (id, at) = (owed.id, app.now().plus_minutes(1 << owed.attempts.clamp(0, 9)));
    app.db
        .write(move |tx| {
            tx.run(sql!("update outbox set locked_until = $2 where id = $1"), &params![id, at.0])?;
            Ok(())
        })
        .await
}
